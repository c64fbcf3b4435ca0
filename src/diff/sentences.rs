//! The sentences of texts, and which of them two texts share.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::prose::sentence_ends;

use super::words;

/// What is told by itself has this many letters: a word or two come and go anywhere.
pub const LEAST: usize = 24;

/// The sentences of a line, with the spaces after each.
pub fn whole(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    sentence_ends(text).chain([text.len()]).filter_map(move |end| {
        let end = text.len() - text[end..].trim_start().len();
        let range = std::mem::replace(&mut start, end)..end;
        (!range.is_empty()).then_some(range)
    })
}

pub fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

/// How many letters a sentence has, and what makes it equal to another one.
pub fn said(sentence: &str) -> (usize, Vec<u64>) {
    (letters(sentence), words::counted(sentence).map(|word| word.key).collect())
}

/// The texts of two lists that share one of the longer sentences which no other one has.
pub fn shared(old: &[String], new: &[String]) -> BTreeSet<(usize, usize)> {
    let places = |texts: &[String]| {
        let mut places: BTreeMap<Vec<u64>, Option<usize>> = BTreeMap::new();
        for (at, text) in texts.iter().enumerate() {
            for (_, key) in whole(text).map(|range| said(&text[range])).filter(|(letters, _)| *letters >= LEAST) {
                places.entry(key).and_modify(|only| *only = None).or_insert(Some(at));
            }
        }
        places
    };
    let (was, is) = (places(old), places(new));
    was.iter().filter_map(|(key, at)| Some(((*at)?, (*is.get(key)?)?))).collect()
}

/// The longer sentences that two lines share in one order, where each stands in both, with the spaces after it.
pub fn common(old: &str, new: &str) -> Vec<[Range<usize>; 2]> {
    let (was, is): (Vec<_>, Vec<_>) = (whole(old).collect(), whole(new).collect());
    let keys = |ranges: &[Range<usize>], text: &str| -> Vec<(usize, Vec<u64>)> {
        ranges.iter().map(|range| said(&text[range.clone()])).collect()
    };
    let (before, now) = (keys(&was, old), keys(&is, new));
    let pairs = words::stayed(&before, &now).into_iter().filter(|(at, _)| before[*at].0 >= LEAST);
    pairs.map(|(at, to)| [was[at].clone(), is[to].clone()]).collect()
}
