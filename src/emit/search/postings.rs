//! Which words stand in which documents, how much they weigh there, and at which places.

use std::collections::HashMap;

use crate::diagnostics::Lang;

use super::analyse::{self, Token};
use super::digits;
use super::documents::Document;

/// The fields of a document in the order of its text: what a word weighs in each, how far the field's length counts
/// (BM25F's b), and the length that is taken as usual. Usual lengths are constants, so that a change in one record
/// changes no weight in another.
const FIELDS: [(f32, f32, f32); 4] = [(5.0, 0.5, 8.0), (5.0, 0.3, 6.0), (0.8, 0.5, 12.0), (1.0, 0.6, 90.0)];

/// A form of a word in a language.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Form {
    pub exact: Box<str>,
    pub lang: Lang,
}

/// Where a form stands, as the index writes it.
#[derive(Debug, Default)]
pub(super) struct Postings {
    /// In how many documents.
    pub count: u32,
    /// The number of the last document.
    last: u32,
    /// The documents, each as what its number adds to the one before and its weight.
    pub documents: String,
    /// For each document how many positions, and each as what it adds to the one before; nothing for a word that is not
    /// looked for alone.
    pub positions: String,
}

/// The words of some documents.
#[derive(Debug, Default)]
pub(super) struct Words(pub HashMap<Form, Postings>);

impl Words {
    /// Adds a document whose number is higher than those before.
    pub fn add(&mut self, number: u32, document: &Document, lang: Lang) {
        let mut tokens = Vec::new();
        let mut position = 0;
        let ends = document.fields().map(|text| {
            position = analyse::each_token_from(position, text, &mut |token| tokens.push(token));
            tokens.len()
        });
        // A title of nothing but small words, such as « Qui ? », is found by them.
        let says_little = tokens[..ends[0]].iter().all(Token::is_stop);
        let mut places: HashMap<String, (f32, Vec<u32>)> = HashMap::new();
        let (mut field, mut start) = (0, 0);
        for (at, token) in tokens.into_iter().enumerate() {
            while at >= ends[field] {
                (field, start) = (field + 1, ends[field]);
            }
            if token.is_stop() && !(says_little && field == 0) {
                continue;
            }
            let (weight, b, usual) = FIELDS[field];
            let length = (ends[field] - start) as f32;
            let (sum, positions) = places.entry(token.exact).or_default();
            *sum += weight / (1.0 - b + b * length / usual);
            positions.push(token.position);
        }
        for (exact, (sum, positions)) in places {
            let form = Form { exact: exact.into(), lang };
            let times = positions.len().min(usize::from(u16::MAX));
            self.0.entry(form).or_default().add(number, step(sum), &positions[..times]);
        }
    }

    /// Adds the words of documents that come after; `first` is the number of what they call document 0.
    pub fn extend(&mut self, later: Words, first: u32) {
        for (form, postings) in later.0 {
            self.0.entry(form).or_default().extend(&postings, first);
        }
    }
}

/// A weight on a scale of 84 steps, eight to the octave, from 1/64 on.
fn step(weight: f32) -> u8 {
    ((weight * 64.0).log2() * 8.0).round().clamp(0.0, 83.0) as u8
}

impl Postings {
    /// Adds a document whose number is higher than those before.
    fn add(&mut self, document: u32, weight: u8, positions: &[u32]) {
        self.add_number(document);
        self.documents.push(digits::sign(weight));
        digits::write(&mut self.positions, positions.len() as u32);
        let mut last = 0;
        for &position in positions {
            digits::write(&mut self.positions, position - last);
            last = position;
        }
    }

    fn add_number(&mut self, document: u32) {
        digits::write(&mut self.documents, document - self.last);
        (self.count, self.last) = (self.count + 1, document);
    }

    /// Adds documents that come after; `first` is the number of what they call document 0.
    fn extend(&mut self, later: &Postings, first: u32) {
        let mut after_first = later.documents.as_str();
        self.add_number(first + digits::read(&mut after_first));
        self.documents.push_str(after_first);
        self.positions.push_str(&later.positions);
        (self.count, self.last) = (self.count + later.count - 1, first + later.last);
    }

    /// The postings of a form that is the same word in two languages, in the order of documents.
    pub fn merged(&self, other: &Postings) -> Postings {
        let (mut one, mut two) = (self.by_document().peekable(), other.by_document().peekable());
        let mut merged = Postings::default();
        loop {
            let first = match (one.peek(), two.peek()) {
                (Some((a, ..)), Some((b, ..))) => a < b,
                (None, None) => return merged,
                (one, _) => one.is_some(),
            };
            if let Some((document, weight, positions)) = if first { one.next() } else { two.next() } {
                merged.add_number(document);
                merged.documents.push_str(weight);
                merged.positions.push_str(positions);
            }
        }
    }

    /// Each document with its weight and its positions, as they are written.
    fn by_document(&self) -> impl Iterator<Item = (u32, &str, &str)> {
        let (mut documents, mut positions, mut last) = (self.documents.as_str(), self.positions.as_str(), 0);
        (0..self.count).map(move |_| {
            last += digits::read(&mut documents);
            let (weight, later) = documents.split_at(1);
            documents = later;
            let whole = positions;
            for _ in 0..digits::read(&mut positions) {
                digits::read(&mut positions);
            }
            (last, weight, &whole[..whole.len() - positions.len()])
        })
    }
}
