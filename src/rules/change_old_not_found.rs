//! The words that an avenant takes out do not stand in the provision that it changes.

use std::collections::HashMap;

use crate::diagnostics::{Both, Code, Finding, Lang, Severity};
use crate::inputs::Inputs;
use crate::model::{Change, Record};
use crate::prose::{NoLinks, Prose, plain};
use crate::resolve::Corpus;
use crate::say;

use super::provision;

pub static CODE: Code = Code {
    name: "change-old-not-found",
    severity: Severity::Error,
    explanation: Both {
        fr: "`old:` cite des mots qui ne se trouvent ni dans la disposition visée (avec ses sous-titres) ni dans ce qu’un \
             autre avenant y a mis : on ne saurait pas ce qui change. Les espaces, les retours à la ligne et la forme des \
             apostrophes ne comptent pas ; les majuscules et les accents comptent.\n\n\
             Copiez les mots tels qu’ils sont dans la fiche visée, ou corrigez `target:`.",
        en: "`old:` quotes words that stand neither in the provision aimed at (with its subsections) nor in what another \
             avenant put there: nobody could tell what changes. Spaces, line breaks and the shape of apostrophes do not \
             count; capitals and accents do.\n\n\
             Copy the words as they stand in the record aimed at, or correct `target:`.",
    },
};

pub fn check(corpus: &Corpus, _inputs: &Inputs, findings: &mut Vec<Finding>) {
    // A provision that many changes aim at is read once.
    let mut provisions: HashMap<(&str, &str), Option<String>> = HashMap::new();
    let added = added(corpus);
    for (at, record) in corpus.records.iter().enumerate() {
        let lang = Lang::of_tag(record.language.as_deref().unwrap_or(&corpus.config.language));
        for (change, (id, anchor)) in changes(record) {
            let Some(old) = &change.old else { continue };
            let Some(target) = corpus.get(id) else { continue };
            let text = provisions
                .entry((id, anchor))
                .or_insert_with(|| provision::text(target, anchor, lang).map(|text| folded(&text)));
            let Some(text) = text else { continue };
            let words = words(old);
            let by_others = added.get(&(id, anchor)).into_iter().flatten().filter(|(by, _)| *by != at);
            if text.contains(&words) || by_others.clone().any(|(_, new)| new.contains(&words)) {
                continue;
            }
            let (shown, span) = (shortened(&words), change.old_span.as_ref().unwrap_or(&change.span));
            findings.push(
                Finding::new(
                    &CODE,
                    record.place(span),
                    say!(
                        fr: "« {shown} » ne se trouve pas dans « {id}#{anchor} »",
                        en: "`{shown}` does not stand in `{id}#{anchor}`"
                    ),
                )
                .hint(hint(&words, text)),
            );
        }
    }
}

/// The changes of an avenant, each with the record and the anchor that it aims at.
fn changes(record: &Record) -> impl Iterator<Item = (&Change, (&str, &str))> {
    let changes = record.instrument.iter().flat_map(|instrument| &instrument.changes);
    changes.filter_map(|change| Some((change, (&*change.target.target, change.target.anchor.as_deref()?))))
}

/// What the avenants put into each provision: a later one may take out what an earlier one brought.
fn added(corpus: &Corpus) -> HashMap<(&str, &str), Vec<(usize, String)>> {
    let mut added: HashMap<_, Vec<_>> = HashMap::new();
    for (at, record) in corpus.records.iter().enumerate() {
        for (change, target) in changes(record) {
            if let Some(new) = &change.new {
                added.entry(target).or_default().push((at, words(new)));
            }
        }
    }
    added
}

fn words(prose: &Prose) -> String {
    folded(&plain::blocks(&prose.blocks, &NoLinks))
}

/// The text with one sort of space, of apostrophe and of hyphen, and no space before or after the marks where French
/// has one and typists differ.
fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        let c = match c {
            '\'' | '‘' | 'ʼ' | '′' => '’',
            '‑' | '‐' | '–' | '—' => '-',
            '\u{ad}' | '\u{200b}' | '\u{2060}' => continue,
            c if c.is_whitespace() => ' ',
            c => c,
        };
        match c {
            ' ' if folded.is_empty() || folded.ends_with([' ', '«']) => continue,
            ';' | ':' | '!' | '?' | '»' | '%' if folded.ends_with(' ') => {
                folded.pop();
            }
            _ => {}
        }
        folded.push(c);
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// At most some ten words of a text.
fn shortened(text: &str) -> String {
    match text.match_indices(' ').nth(9) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// Where the quoted words leave those of the provision.
fn hint(words: &str, text: &str) -> Both {
    let ends: Vec<usize> = words.match_indices(' ').map(|(at, _)| at).collect();
    let common = ends.partition_point(|&end| text.contains(&words[..end]));
    if let Some(end) = common.checked_sub(1).map(|last| ends[last]).filter(|end| *end >= 8) {
        let begin = &words[..end];
        let at = text.find(begin).map_or(0, |at| at + begin.len());
        let (begin, goes_on) = (last_words(begin), shortened(text[at..].trim_start()));
        return say!(
            fr: "après « {begin} », la disposition dit « {goes_on} » : copiez ses mots",
            en: "after `{begin}` the provision says `{goes_on}`: copy its words"
        );
    }
    if text.to_lowercase().contains(&words.to_lowercase()) {
        return say!(
            fr: "les mots y sont, à la casse près : copiez les majuscules",
            en: "the words are there but for capitals: copy those too"
        );
    }
    say!(
        fr: "copiez les mots tels qu’ils sont dans la disposition, ou corrigez « target: »",
        en: "copy the words as they stand in the provision, or correct `target:`"
    )
}

/// The last six words.
fn last_words(text: &str) -> String {
    match text.rmatch_indices(' ').nth(5) {
        Some((at, _)) => format!("…{}", &text[at..]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_and_apostrophes_are_folded_and_words_are_not() {
        assert_eq!(folded(" l'État\u{a0}:\n « trois\u{202f}ans » "), "l’État: «trois ans»");
        assert_ne!(folded("État"), folded("état"));
    }
}
