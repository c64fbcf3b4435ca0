//! The glossary: every term, and every organisation that has an acronym, in the order of the language.

use std::collections::HashMap;
use std::sync::Arc;

use icu_collator::CollatorBorrowed;
use icu_collator::options::{CollatorOptions, Strength};
use icu_locale::Locale;

use crate::model::{Fields, Record};

use super::legal_texts::LegalTexts;
use super::mentions::{Form, Terms};

/// An entry of the glossary.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The record that it belongs to, by index.
    pub record: usize,
    /// What the glossary files it under: the term or the acronym.
    pub head: String,
    /// What the head stands for.
    pub expansion: Option<String>,
    /// The first letter, without accent, in capitals; `#` for a digit or a sign.
    pub letter: char,
}

/// The order of words in a language, as its dictionaries have it (CLDR).
pub struct Collation(CollatorBorrowed<'static>);

impl Collation {
    /// For a BCP 47 tag; one that CLDR does not know takes the root order.
    pub fn new(language: &str) -> Collation {
        let mut options = CollatorOptions::default();
        options.strength = Some(Strength::Tertiary);
        let locale: Locale = language.parse().unwrap_or(Locale::UNKNOWN);
        let collator = CollatorBorrowed::try_new((&locale).into(), options)
            .or_else(|_| CollatorBorrowed::try_new(Default::default(), options))
            .expect("the root order is compiled in");
        Collation(collator)
    }

    /// A key for each text: their bytes are ordered as [`Collation::compare`] orders the texts.
    pub fn key(&self, text: &str) -> Vec<u8> {
        let mut key = Vec::with_capacity(2 * text.len() + 8);
        let Ok(()) = self.0.write_sort_key_to(text, &mut key);
        // No byte of a key is 0, so that of two texts that the language does not tell apart the text decides.
        key.push(0);
        key.extend_from_slice(text.as_bytes());
        key
    }

    pub fn compare(&self, a: &str, b: &str) -> std::cmp::Ordering {
        self.0.compare(a, b).then_with(|| a.cmp(b))
    }
}

/// The entry that a record is in the glossary, if it is one.
fn entry(at: usize, record: &Record) -> Option<Entry> {
    if !is_entry(record) {
        return None;
    }
    let (head, expansion) = match &*record.kind {
        "term" => (record.title.clone(), record.fields.text("expansion")),
        _ => (record.acronym.clone()?, Some(record.title.clone())),
    };
    let first = crate::prose::slug(&head).chars().next().unwrap_or('#');
    let letter = if first.is_ascii_alphabetic() { first.to_ascii_uppercase() } else { '#' };
    Some(Entry { record: at, head, expansion, letter })
}

/// True for a record that the glossary has an entry of.
fn is_entry(record: &Record) -> bool {
    &*record.kind == "term" || record.acronym.is_some()
}

/// All that a text may mention.
pub(super) struct Vocabulary {
    /// In the order of the language.
    pub entries: Vec<Entry>,
    entry_of_record: HashMap<usize, usize>,
}

/// What texts are searched for. It is made of less than the vocabulary, of which most changes leave it alike.
#[derive(PartialEq)]
pub(super) struct Names {
    pub terms: Terms,
    pub laws: LegalTexts,
}

impl Names {
    pub fn new(vocabulary: &Vocabulary, records: &[Arc<Record>]) -> Names {
        Names { terms: terms(&vocabulary.entries, records), laws: LegalTexts::new(records) }
    }
}

impl Vocabulary {
    pub fn new(records: &[Arc<Record>], collation: &Collation) -> Vocabulary {
        let mut entries: Vec<Entry> = records.iter().enumerate().filter_map(|(at, record)| entry(at, record)).collect();
        entries.sort_by(|a, b| collation.compare(&a.head, &b.head).then(a.record.cmp(&b.record)));
        let entry_of_record = entries.iter().enumerate().map(|(at, entry)| (entry.record, at)).collect();
        Vocabulary { entries, entry_of_record }
    }

    /// The entry that a record is.
    pub fn entry(&self, record: usize) -> Option<&Entry> {
        self.entry_of_record.get(&record).map(|&at| &self.entries[at])
    }

    /// True for a record that it is made of.
    pub fn holds(record: &Record) -> bool {
        is_entry(record) || &*record.kind == LegalTexts::KIND
    }
}

/// The forms under which entries are found in prose.
fn terms(entries: &[Entry], records: &[Arc<Record>]) -> Terms {
    let forms = entries.iter().map(|entry| {
        let record = &records[entry.record];
        let mut written = vec![entry.head.clone()];
        written.extend(entry.expansion.clone());
        written.extend(texts(&record.fields, "forms"));
        written.extend(texts(&record.fields, "other_names"));
        let scope = record.fields.links("scope").map(|link| link.target.clone()).collect();
        Form { entry: record.id.clone(), written, scope }
    });
    Terms::new(forms.collect())
}

fn texts(fields: &Fields, name: &str) -> Vec<String> {
    fields.list(name).iter().filter_map(|item| item.text()).collect()
}
