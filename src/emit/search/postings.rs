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

/// Where a form stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Postings {
    /// In the order of documents.
    pub documents: Vec<Posting>,
    /// The positions in one document after the other; none for a word that is not looked for alone.
    pub positions: Vec<u32>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Posting {
    pub document: u32,
    /// What the word weighs there: a step of the scale.
    pub weight: u8,
    /// How often it stands there.
    pub times: u16,
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
            let postings = self.0.entry(form).or_default();
            let times = positions.len().min(usize::from(u16::MAX));
            postings.documents.push(Posting { document: number, weight: step(sum), times: times as u16 });
            postings.positions.extend(&positions[..times]);
        }
    }

    /// Adds the words of documents that come after; `first` is the number of what they call document 0.
    pub fn extend(&mut self, later: Words, first: u32) {
        for (form, postings) in later.0 {
            let own = self.0.entry(form).or_default();
            let moved = postings.documents.into_iter();
            own.documents.extend(moved.map(|of| Posting { document: of.document + first, ..of }));
            own.positions.extend(postings.positions);
        }
    }
}

/// A weight on a scale of 84 steps, eight to the octave, from 1/64 on.
fn step(weight: f32) -> u8 {
    ((weight * 64.0).log2() * 8.0).round().clamp(0.0, 83.0) as u8
}

impl Postings {
    /// The documents, each as what its number adds to the one before and its weight.
    pub fn documents_as_text(&self) -> String {
        let (mut text, mut last) = (String::with_capacity(2 * self.documents.len()), 0);
        for posting in &self.documents {
            digits::write(&mut text, posting.document - last);
            text.push(digits::sign(posting.weight));
            last = posting.document;
        }
        text
    }

    /// For each document how many positions, and each as what it adds to the one before.
    pub fn positions_as_text(&self) -> String {
        let mut text = String::with_capacity(2 * self.positions.len());
        let mut positions = self.positions.iter();
        for posting in &self.documents {
            digits::write(&mut text, posting.times.into());
            let mut last = 0;
            for &position in positions.by_ref().take(posting.times.into()) {
                digits::write(&mut text, position - last);
                last = position;
            }
        }
        text
    }

    /// The postings of a form that is the same word in two languages, in the order of documents.
    pub fn merged(self, other: Postings) -> Postings {
        let (mut one, mut two) = (self.by_document().peekable(), other.by_document().peekable());
        let mut merged = Postings::default();
        loop {
            let first = match (one.peek(), two.peek()) {
                (Some((a, _)), Some((b, _))) => a.document < b.document,
                (None, None) => return merged,
                (one, _) => one.is_some(),
            };
            if let Some((posting, positions)) = if first { one.next() } else { two.next() } {
                merged.documents.push(posting);
                merged.positions.extend(positions);
            }
        }
    }

    fn by_document(&self) -> impl Iterator<Item = (Posting, &[u32])> {
        let mut start = 0;
        self.documents.iter().map(move |posting| {
            let from = start;
            start += usize::from(posting.times);
            (*posting, &self.positions[from..start])
        })
    }
}
