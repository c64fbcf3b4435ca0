//! How alike two texts are, and, before their words are put side by side, that they cannot be alike enough.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::words::{self, Likeness};

/// How alike two texts are, from 0 for not at all to 1000; whichever comes first.
pub fn degree(one: &str, other: &str) -> u32 {
    let (one, other) = if one <= other { (one, other) } else { (other, one) };
    let runs = words::compare(one, other);
    match words::likeness(one, other, &runs) {
        Likeness::Rewritten => 0,
        Likeness::Same => 1000,
        Likeness::Changed | Likeness::Akin => {
            let kept: usize = runs.iter().filter(|run| run.kept).map(|run| run.new.len() + run.old.len()).sum();
            of_kept(kept, one.len() + other.len())
        }
    }
}

/// The degree of texts of which so many bytes stay.
fn of_kept(kept: usize, all: usize) -> u32 {
    1 + u32::try_from(998 * kept / all.max(1)).unwrap_or(0)
}

/// Of all pairs of what stands in two lists those that score most, each in one of them. Pairs that score alike and are rivals
/// share a side, so that their sums tell them apart whichever list is the old one.
pub fn best<S: Ord + Copy>(mut scored: Vec<(S, usize, usize)>) -> Vec<(usize, usize)> {
    scored.sort_by_key(|&(score, was, is)| (Reverse(score), was + is));
    let (mut gone, mut come) = (BTreeSet::new(), BTreeSet::new());
    let mut pairs = Vec::new();
    for (_, was, is) in scored {
        if !gone.contains(&was) && !come.contains(&is) {
            gone.insert(was);
            come.insert(is);
            pairs.push((was, is));
        }
    }
    pairs
}

/// A text that is compared with many others: its words are counted once.
#[derive(Clone)]
pub struct Counted {
    text: String,
    /// What makes words equal, by a number of its own, in order; with each how often, how long and of what weight.
    words: Vec<(u64, Count)>,
    weight: usize,
}

#[derive(Clone, Copy, Default)]
struct Count {
    times: usize,
    /// The most bytes that one of them takes.
    length: usize,
    weight: usize,
}

impl Counted {
    pub fn new(text: String) -> Counted {
        let mut counts: BTreeMap<u64, Count> = BTreeMap::new();
        let mut weight = 0;
        for word in words::counted(&text) {
            let count = counts.entry(word.key).or_default();
            count.times += 1;
            count.length = count.length.max(word.length);
            count.weight = word.weight;
            weight += word.weight;
        }
        Counted { text, words: counts.into_iter().collect(), weight }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// Their degree, if it is `least` or more. Most pairs are known by their words alone to be less.
    pub fn degree(&self, other: &Counted, least: u32) -> Option<u32> {
        if !self.may_reach(other, least) {
            return None;
        }
        Some(degree(&self.text, &other.text)).filter(|degree| *degree >= least)
    }

    /// False where no order of their words would make them alike enough: what stays is at most what both have.
    fn may_reach(&self, other: &Counted, least: u32) -> bool {
        let (mut bytes, mut weight, mut shared) = (0, 0, 0);
        let (mut mine, mut theirs) = (self.words.iter().peekable(), other.words.iter().peekable());
        while let (Some((key, one)), Some((next, two))) = (mine.peek(), theirs.peek()) {
            match key.cmp(next) {
                std::cmp::Ordering::Less => drop(mine.next()),
                std::cmp::Ordering::Greater => drop(theirs.next()),
                std::cmp::Ordering::Equal => {
                    let times = one.times.min(two.times);
                    bytes += times * (one.length + two.length);
                    weight += times * one.weight;
                    shared += usize::from(one.times == two.times);
                    mine.next();
                    theirs.next();
                }
            }
        }
        // The same words, perhaps in the same order.
        if shared == self.words.len() && shared == other.words.len() {
            return true;
        }
        let (all, less) = (self.weight + other.weight, self.weight.min(other.weight));
        let is_related = weight > 0 && (4 * weight > all || 2 * weight >= less);
        is_related && of_kept(bytes, self.text.len() + other.text.len()) >= least
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, cases: 400, ..Default::default() })]

        #[test]
        fn what_is_passed_over_is_less(
            one in proptest::collection::vec("l’|la |de |santé |soins |DPC |, |accord |2015 |œuvre |oeuvre |financement ", 0..10),
            other in proptest::collection::vec("l’|la |de |santé |soins |DPC |, |accord |2015 |œuvre |oeuvre |financement ", 0..10),
            least in 1..1001_u32,
        ) {
            let (one, other) = (one.concat(), other.concat());
            let of_both = degree(&one, &other);
            let (counted, against) = (Counted::new(one.clone()), Counted::new(other.clone()));
            proptest::prop_assert_eq!(counted.degree(&against, least), Some(of_both).filter(|of| *of >= least));
        }
    }

    #[test]
    fn texts_without_a_common_word_are_not_compared() {
        let [one, other] = ["les soins de ville", "un accord signé"].map(|text| Counted::new(text.to_owned()));
        assert!(!one.may_reach(&other, 1));
        assert_eq!(one.degree(&one, 1000), Some(1000));
    }
}
