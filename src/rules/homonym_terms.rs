//! Two entries of the glossary have the same word, and no scope tells them apart.

use std::collections::{BTreeMap, HashMap};

use crate::diagnostics::{Both, Code, Finding, Severity};
use crate::inputs::{Inputs, Span};
use crate::model::{Record, read::is_acronym};
use crate::resolve::Corpus;
use crate::say;

pub static CODE: Code = Code {
    name: "homonym-terms",
    severity: Severity::Error,
    explanation: Both {
        fr: "Deux entrées du glossaire s’écrivent de la même façon et valent pour les mêmes fiches : devant ce mot, on ne \
             saurait pas laquelle expliquer.\n\n\
             Si elles disent la même chose, gardez-en une seule. Sinon donnez à chacune sa portée, sans fiche commune ; une \
             seule peut rester sans portée, et vaut alors partout ailleurs :\n\n\
             ```\n- {id: ca-conseil, term: CA, expansion: conseil d’administration, scope: [convention-2017]}\n\
             - {id: ca-chiffre, term: CA, expansion: chiffre d’affaires, scope: [rapport-2018]}\n```",
        en: "Two entries of the glossary are written the same way and hold for the same records: before this word nobody \
             could tell which one to explain.\n\n\
             Where they mean the same, keep one of them. Otherwise give each its scope, with no record in both; one of \
             them may stay without a scope, and then holds everywhere else:\n\n\
             ```\n- {id: ca-board, term: CA, expansion: conseil d’administration, scope: [convention-2017]}\n\
             - {id: ca-turnover, term: CA, expansion: chiffre d’affaires, scope: [rapport-2018]}\n```",
    },
};

/// A word of an entry: what it is compared by, how and where it is written.
struct Word {
    key: String,
    written: String,
    span: Span,
}

pub fn check(corpus: &Corpus, _inputs: &Inputs, findings: &mut Vec<Finding>) {
    let mut by_word: BTreeMap<String, Vec<(&Record, Word)>> = BTreeMap::new();
    for entry in corpus.entries() {
        let record = &corpus.records[entry.record];
        for word in words(record) {
            let same = by_word.entry(word.key.clone()).or_default();
            if same.last().is_none_or(|(last, _)| last.id != record.id) {
                same.push((record, word));
            }
        }
    }
    for same in by_word.values_mut().filter(|same| same.len() > 1) {
        same.sort_by(|(a, _), (b, _)| a.id.cmp(&b.id));
        // The first entry for each record that a scope names, and under `None` the first that holds elsewhere.
        let mut first: HashMap<Option<&str>, usize> = HashMap::new();
        for at in 0..same.len() {
            let (record, word) = &same[at];
            let mut scope: Vec<Option<&str>> = record.fields.links("scope").map(|link| Some(&*link.target)).collect();
            if scope.is_empty() {
                scope.push(None);
            }
            let rival = scope.iter().find_map(|place| first.get(place)).map(|&at| &same[at]);
            if let Some((other, of_other)) = rival.filter(|(other, _)| !stand_for_each_other(record, other)) {
                findings.push(finding(record, word, other, of_other));
            }
            for place in scope {
                first.entry(place).or_insert(at);
            }
        }
    }
}

/// The word that an entry is filed under, its other forms and, for an organisation, its other names.
fn words(record: &Record) -> Vec<Word> {
    let fields = match &*record.kind {
        "term" => ["term", "forms"],
        _ => ["acronym", "other_names"],
    };
    let items = fields.into_iter().flat_map(|field| record.fields.list(field));
    let words = items.filter_map(|item| {
        let written = item.text()?.trim().to_owned();
        let span = item.span.clone();
        // An acronym is its capitals: « CA » is not « ça ».
        Some(Word { key: if is_acronym(&written) { written.clone() } else { written.to_lowercase() }, written, span })
    });
    words.collect()
}

/// True for a term and the organisation that it says it stands for: one thing with two records.
fn stand_for_each_other(a: &Record, b: &Record) -> bool {
    let stands_for =
        |term: &Record, other: &Record| term.fields.links("organisation").any(|link| *link.target == *other.id);
    stands_for(a, b) || stands_for(b, a)
}

fn finding(record: &Record, word: &Word, other: &Record, of_other: &Word) -> Finding {
    // Of a term and an organisation it is the term that has fields to tell them apart.
    if &*other.kind == "term" && &*record.kind != "term" {
        return finding(other, of_other, record, word);
    }
    let (written, id) = (&word.written, &other.id);
    let message = match (meaning(record), meaning(other)) {
        (Some(one), Some(two)) if one != two => say!(
            fr: "« {written} » veut dire « {one} » ici et « {two} » dans « {id} »",
            en: "`{written}` means `{one}` here and `{two}` in `{id}`"
        ),
        _ => say!(
            fr: "« {written} » est déjà une entrée du glossaire : « {id} »",
            en: "`{written}` is an entry of the glossary already: `{id}`"
        ),
    };
    let hint = if &*record.kind == "term" && &*other.kind == "organisation" {
        say!(
            fr: "si le terme désigne cet organisme, dites-le : « organisation: {id} » ; sinon donnez-lui une portée, « scope: »",
            en: "where the term names that organisation, say so: `organisation: {id}`; otherwise give it a scope, `scope:`"
        )
    } else {
        say!(
            fr: "gardez une seule des deux entrées, ou donnez à chacune sa portée par « scope: »",
            en: "keep one of the two entries, or give each its scope with `scope:`"
        )
    };
    Finding::new(&CODE, record.place(&word.span), message)
        .hint(hint)
        .note(other.place(&of_other.span), say!(fr: "l’autre entrée est ici", en: "the other entry is here"))
}

fn meaning(record: &Record) -> Option<String> {
    record.fields.text(if &*record.kind == "term" { "expansion" } else { "name" })
}
