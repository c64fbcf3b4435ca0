//! The names of the records in the order of the language.

use std::collections::HashSet;
use std::sync::Arc;

use crate::model::Record;
use crate::prose::slug;

use super::vocabulary::Collation;

/// What the label of a record is put in order by.
#[derive(PartialEq)]
pub(super) struct Name {
    key: Vec<u8>,
    initial: Option<char>,
}

impl Name {
    pub fn of(record: &Record, collation: &Collation) -> Name {
        let label = record.label();
        let initial = match label.chars().next() {
            Some(letter) if letter.is_ascii_alphabetic() => Some(letter.to_ascii_lowercase()),
            _ => slug(label).chars().next().filter(char::is_ascii_alphabetic),
        };
        Name { key: collation.key(label), initial }
    }
}

/// The order of the labels of records, by index.
#[derive(PartialEq)]
pub struct Labels {
    order: Vec<usize>,
    /// Where each record stands in that order.
    places: Vec<usize>,
    initials: Vec<Option<char>>,
    shared: HashSet<usize>,
}

impl Labels {
    /// Most names stand where they stood `before`.
    pub(super) fn of(names: &[Arc<Name>], before: Option<&Labels>) -> Labels {
        let before = before.filter(|before| before.order.len() == names.len());
        let mut order = before.map_or_else(|| (0..names.len()).collect(), |before| before.order.clone());
        order.sort_by(|&a, &b| names[a].key.cmp(&names[b].key).then(a.cmp(&b)));
        let mut places = vec![0; order.len()];
        order.iter().enumerate().for_each(|(place, &record)| places[record] = place);
        // No two texts have one key.
        let alike = order.windows(2).filter(|pair| names[pair[0]].key == names[pair[1]].key);
        let shared = alike.flatten().copied().collect();
        Labels { order, places, initials: names.iter().map(|name| name.initial).collect(), shared }
    }

    /// The records in the order of their labels, those of one label as they stand in the corpus.
    pub fn order(&self) -> &[usize] {
        &self.order
    }

    /// Where a record stands in that order.
    pub fn place(&self, record: usize) -> usize {
        self.places[record]
    }

    /// The first letter of a record's label, small and without accent.
    pub fn initial(&self, record: usize) -> Option<char> {
        self.initials[record]
    }

    /// True where another record has the same label.
    pub fn is_shared(&self, record: usize) -> bool {
        self.shared.contains(&record)
    }
}
