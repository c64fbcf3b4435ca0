//! The passage in which a text uses a term: the sentence around the words that were found.

use std::ops::Range;

use crate::model::{Piece, Record};
use crate::prose::{Block, Inline, Links, each_line, plain, sentence_ends};

/// How many characters of a long sentence are shown on either side of the term.
const AROUND: usize = 120;

/// The words of a text around a term, without typography.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    pub before: String,
    /// The term as it is written there.
    pub term: String,
    pub after: String,
}

/// The first passage below an anchor of a record (before any, where there is none) that uses an entry of the glossary,
/// by its record's id.
pub fn passage(record: &Record, anchor: Option<&str>, entry: &str, links: &dyn Links) -> Option<Passage> {
    texts(record, anchor).into_iter().find_map(|blocks| {
        let mut found = None;
        each_line(blocks, &mut |line| found = found.take().or_else(|| in_line(line, entry, links)));
        found
    })
}

/// The texts that stand nearest below an anchor: those in which a use is known by it.
fn texts<'a>(record: &'a Record, anchor: Option<&str>) -> Vec<&'a [Block]> {
    let above = |section: usize| record.anchor_above(section).map(|above| &**above) == anchor;
    let mut fields = Vec::new();
    if anchor.is_none() {
        record.fields.all_prose(&mut fields);
    }
    for measure in record.measures.iter().filter(|measure| anchor == Some(&*measure.anchor)) {
        measure.fields.all_prose(&mut fields);
    }
    for block in &record.data {
        if block.anchor.as_deref().map_or_else(|| above(block.section), |own| anchor == Some(own)) {
            block.fields.all_prose(&mut fields);
        }
    }
    let mut texts: Vec<&[Block]> = fields.into_iter().flat_map(|(_, prose)| prose.parts()).collect();
    let sections = record.sections.iter().enumerate().filter(|(at, _)| above(*at));
    texts.extend(sections.flat_map(|(_, section)| &section.pieces).filter_map(|piece| match piece {
        Piece::Prose(blocks) => Some(blocks.as_slice()),
        _ => None,
    }));
    if anchor.is_none() {
        texts.extend(record.footnotes.iter().map(|note| note.blocks.as_slice()));
    }
    texts
}

fn in_line(line: &[Inline], entry: &str, links: &dyn Links) -> Option<Passage> {
    if !mentions(line, entry) {
        return None;
    }
    let (mut text, mut found) = (String::new(), None);
    write(&mut text, line, entry, links, &mut found);
    Some(around(&text, found?))
}

fn mentions(line: &[Inline], entry: &str) -> bool {
    line.iter().any(|inline| match inline {
        Inline::Mention { entry: of, .. } => **of == *entry,
        _ => inline.inside().is_some_and(|inside| mentions(inside, entry)),
    })
}

/// The words of a line, and where the first mention of the entry stands among them.
fn write(out: &mut String, line: &[Inline], entry: &str, links: &dyn Links, found: &mut Option<Range<usize>>) {
    for inline in line {
        match inline {
            Inline::Mention { entry: of, text } if **of == *entry => {
                found.get_or_insert(out.len()..out.len() + text.len());
                out.push_str(text);
            }
            _ => match inline.inside() {
                Some(inside) => write(out, inside, entry, links, found),
                None => out.push_str(&plain::inlines_with(std::slice::from_ref(inline), links)),
            },
        }
    }
}

/// The sentence around a part of a text; of a long one the words nearest to it.
fn around(text: &str, term: Range<usize>) -> Passage {
    let begins = sentence_ends(&text[..term.start]).last().unwrap_or(0);
    let ends = sentence_ends(&text[term.end..]).next().map_or(text.len(), |end| term.end + end);
    let (before, after) = (text[begins..term.start].trim_start(), text[term.end..ends].trim_end());
    let far = |shown: &str| shown.chars().count() > AROUND;
    let before = match far(before).then(|| before.char_indices().rev().nth(AROUND - 1)).flatten() {
        Some((at, _)) => format!("…{}", before[at..].find(' ').map_or("", |space| &before[at + space..])),
        None => before.to_owned(),
    };
    let after = match far(after).then(|| after.char_indices().nth(AROUND)).flatten() {
        Some((at, _)) => {
            format!("{}…", after[..after[..at].rfind(' ').unwrap_or(0)].trim_end_matches([',', ';', ':', ' ']))
        }
        None => after.to_owned(),
    };
    Passage { before, term: text[term].to_owned(), after }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, term: &str) -> String {
        let at = text.find(term).expect("the text holds the term");
        let Passage { before, term, after } = around(text, at..at + term.len());
        format!("{before}[{term}]{after}")
    }

    #[test]
    fn a_passage_is_a_sentence() {
        for (text, expected) in [
            ("Un. Le DPC va. Deux.", "Le [DPC] va."),
            ("Le DPC", "Le [DPC]"),
            ("Est-ce vrai ? DPC ! Oui", "[DPC] !"),
            (
                "Vu l’art. L. 4021 du code, le DPC de M. Untel dure. Fin",
                "Vu l’art. L. 4021 du code, le [DPC] de M. Untel dure.",
            ),
            ("Il y a 3.5 % de DPC, etc. et plus. Non", "Il y a 3.5 % de [DPC], etc. et plus."),
        ] {
            assert_eq!(shown(text, "DPC"), expected, "{text}");
        }
    }

    #[test]
    fn of_a_long_sentence_the_words_nearest_to_the_term_are_shown() {
        let long = "mot ".repeat(60);
        let text = format!("{long}DPC {long}");
        let shown = shown(&text, "DPC");
        assert!(shown.starts_with("… mot") && shown.ends_with("mot…"), "{shown}");
        assert!((200..260).contains(&shown.chars().count()), "{shown}");
        // Letters of several bytes, and a word longer than what is shown.
        assert_eq!(super::around(&format!("{}é", "é".repeat(300)), 600..602).before, "…");
    }
}
