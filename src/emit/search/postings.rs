//! Which words stand in which documents, how much they weigh there, and at which places.

use std::collections::{BTreeMap, HashMap};

use crate::diagnostics::Lang;

use super::analyse::{self, Token};
use super::digits;
use super::documents::Document;

/// The fields of a document in the order of its text: what a word weighs in each, how far the field's length counts
/// (BM25F's b), and the length that is taken as usual. Usual lengths are constants, so that a change in one record
/// changes no weight in another.
const FIELDS: [(f32, f32, f32); 4] = [(5.0, 0.5, 8.0), (5.0, 0.3, 6.0), (0.8, 0.5, 12.0), (1.0, 0.6, 90.0)];

/// Where a form stands, as the index writes it.
#[derive(Debug, Default, PartialEq, Eq)]
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

/// The words of all documents, by the language that they are inflected in.
#[derive(Default)]
pub(super) struct Words(pub BTreeMap<Lang, HashMap<Box<str>, Postings>>);

/// The words of some documents in one language: where each form stands, by its number.
#[derive(Default)]
pub(super) struct Forms {
    numbers: HashMap<Box<str>, usize>,
    postings: Vec<Postings>,
}

/// A word of a document that it is found by.
struct Place {
    form: usize,
    position: u32,
    weight: f32,
}

impl Words {
    /// Adds the words of documents that come after; `first` is the number of what they call document 0.
    pub fn extend(&mut self, later: BTreeMap<Lang, Forms>, first: u32) {
        for (lang, later) in later {
            let words = self.0.entry(lang).or_default();
            for (exact, number) in later.numbers {
                words.entry(exact).or_default().extend(&later.postings[number], first);
            }
        }
    }
}

impl Forms {
    /// Adds a document whose number is higher than those before.
    pub fn add(&mut self, number: u32, document: &Document) {
        let (mut places, mut tokens, mut position) = (Vec::new(), Vec::new(), 0);
        for (at, (text, (weight, b, usual))) in document.fields().into_iter().zip(FIELDS).enumerate() {
            position = analyse::each_token_from(position, text, &mut |token| tokens.push(token));
            let weight = weight / (1.0 - b + b * tokens.len() as f32 / usual);
            // A title of nothing but small words, such as « Qui ? », is found by them.
            let says_little = at == 0 && tokens.iter().all(Token::is_stop);
            let found = tokens.drain(..).filter(|token| says_little || !token.is_stop());
            places.extend(found.map(|Token { exact, position, .. }| Place {
                form: self.number(&exact),
                position,
                weight,
            }));
        }
        // What is the same word stays in the order of the text.
        places.sort_by_key(|place| place.form);
        for places in places.chunk_by(|a, b| a.form == b.form) {
            let weight = step(places.iter().map(|place| place.weight).sum());
            let positions = places.iter().map(|place| place.position).take(usize::from(u16::MAX));
            self.postings[places[0].form].add(number, weight, positions);
        }
    }

    /// The number of a form, which is a new one where it has none yet.
    fn number(&mut self, exact: &str) -> usize {
        if let Some(&number) = self.numbers.get(exact) {
            return number;
        }
        self.numbers.insert(exact.into(), self.postings.len());
        self.postings.push(Postings::default());
        self.postings.len() - 1
    }
}

/// A weight on a scale of 84 steps, eight to the octave, from 1/64 on.
fn step(weight: f32) -> u8 {
    ((weight * 64.0).log2() * 8.0).round().clamp(0.0, 83.0) as u8
}

impl Postings {
    /// Adds a document whose number is higher than those before.
    fn add(&mut self, document: u32, weight: u8, positions: impl ExactSizeIterator<Item = u32>) {
        self.add_number(document);
        self.documents.push(digits::sign(weight));
        digits::write(&mut self.positions, positions.len() as u32);
        let mut last = 0;
        for position in positions {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn postings(documents: &[(u32, &[u32])]) -> Postings {
        let mut postings = Postings::default();
        documents.iter().for_each(|&(number, places)| postings.add(number, 7, places.iter().copied()));
        postings
    }

    #[test]
    fn documents_come_in_their_order_whoever_read_them() {
        let whole = postings(&[(2, &[0, 90]), (43, &[5]), (44, &[1]), (3000, &[7, 8])]);
        let mut put_together = postings(&[(2, &[0, 90])]);
        put_together.extend(&postings(&[(3, &[5]), (4, &[1]), (2960, &[7, 8])]), 40);
        assert_eq!(put_together, whole);
        let (one, two) = (postings(&[(2, &[0, 90]), (44, &[1])]), postings(&[(43, &[5]), (3000, &[7, 8])]));
        assert_eq!(one.merged(&two), whole);
        assert_eq!(two.merged(&one), whole);
    }
}
