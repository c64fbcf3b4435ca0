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

/// The words of some documents, by the language that they are inflected in.
#[derive(Debug, Default)]
pub(super) struct Words(pub BTreeMap<Lang, HashMap<Box<str>, Postings>>);

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
        let mut places: Vec<(Token, f32)> = Vec::with_capacity(tokens.len());
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
            places.push((token, weight / (1.0 - b + b * length / usual)));
        }
        // What is the same word stays in the order of the text.
        places.sort_by(|(a, _), (b, _)| a.exact.cmp(&b.exact));
        let words = self.0.entry(lang).or_default();
        for places in places.chunk_by(|(a, _), (b, _)| a.exact == b.exact) {
            let weight = step(places.iter().map(|(_, weight)| weight).sum());
            let positions = places.iter().map(|(token, _)| token.position).take(usize::from(u16::MAX));
            postings(words, &places[0].0.exact).add(number, weight, positions);
        }
    }

    /// Adds the words of documents that come after; `first` is the number of what they call document 0.
    pub fn extend(&mut self, later: Words, first: u32) {
        for (lang, later) in later.0 {
            let words = self.0.entry(lang).or_default();
            later.iter().for_each(|(exact, later)| postings(words, exact).extend(later, first));
        }
    }
}

fn postings<'a>(words: &'a mut HashMap<Box<str>, Postings>, exact: &str) -> &'a mut Postings {
    if !words.contains_key(exact) {
        words.insert(exact.into(), Postings::default());
    }
    words.get_mut(exact).expect("it was just put there")
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
