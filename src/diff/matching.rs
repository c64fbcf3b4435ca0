//! The provisions of two versions of a record, each beside the one that it came from: by anchor, then by title, then by
//! what it says. And how those moved that belong together.

use std::collections::BTreeMap;

use super::degree::{Counted, best};
use super::likely;
use super::provisions::Provision;

/// Two lists of provisions by their indices: what belongs together, in the order of the second.
#[derive(Debug, Default)]
pub struct Matches {
    /// Old → new.
    pub pairs: BTreeMap<usize, usize>,
}

/// Below this degree of likeness two provisions are told as two, unless they share an address.
const ALIKE: u32 = 400;

/// Finds for each old provision the new one that it became.
pub fn matches(old: &[Provision<'_>], new: &[Provision<'_>]) -> Matches {
    let words = |of: &[Provision<'_>]| of.iter().map(|of| Counted::new(of.words())).collect::<Vec<_>>();
    let (was, is) = (words(old), words(new));
    let titles = |of: &[Provision<'_>]| of.iter().map(|of| of.title().to_lowercase()).collect::<Vec<_>>();
    let (old_titles, new_titles) = (titles(old), titles(new));
    let anchor = |of: &Provision<'_>| of.anchor().map(str::to_owned);
    let by_anchor = alike_by(old, new, |_, of| anchor(of));
    let title = |side: usize, at: usize| Some([&old_titles, &new_titles][side][at].clone()).filter(|it| !it.is_empty());
    let mut found = Matching { pairs: BTreeMap::new(), taken: vec![false; new.len()] };
    // An address that was chosen says what the provision is; one made of a number goes from one to the next.
    found.take(&by_anchor, |a, b| {
        (old[a].is_named() && new[b].is_named()) || (title(0, a).is_some() && title(0, a) == title(1, b))
    });
    found.take_only(&alike_by(old, new, |(side, at), _| title(side, at)));
    found.take(&by_anchor, |a, b| was[a].degree(&is[b], ALIKE).is_some());
    let gone: Vec<usize> = (0..old.len()).filter(|a| !found.pairs.contains_key(a)).collect();
    let come: Vec<usize> = (0..new.len()).filter(|b| !found.taken[*b]).collect();
    let texts = |of: &[Counted], left: &[usize]| left.iter().map(|at| of[*at].clone()).collect::<Vec<_>>();
    let is_of_a_sort = |a: usize, b: usize| old[gone[a]].sort() == new[come[b]].sort();
    for (a, b) in best(likely::pairs(&texts(&was, &gone), &texts(&is, &come), ALIKE, is_of_a_sort)) {
        found.add(gone[a], come[b]);
    }
    found.take(&by_anchor, |_, _| true);
    Matches { pairs: found.pairs }
}

/// The indices of provisions on both sides that have something in common.
type Kin = [Vec<usize>; 2];

/// The provisions of one sort that have the same name, by whatever is asked for; `ask` is told the side and the index.
fn alike_by(
    old: &[Provision<'_>],
    new: &[Provision<'_>],
    ask: impl Fn((usize, usize), &Provision<'_>) -> Option<String>,
) -> Vec<Kin> {
    let mut found: BTreeMap<(&str, String), Kin> = BTreeMap::new();
    for (side, list) in [old, new].into_iter().enumerate() {
        for (at, of) in list.iter().enumerate() {
            if let Some(name) = ask((side, at), of) {
                found.entry((of.sort(), name)).or_default()[side].push(at);
            }
        }
    }
    found.into_values().collect()
}

struct Matching {
    pairs: BTreeMap<usize, usize>,
    taken: Vec<bool>,
}

impl Matching {
    fn add(&mut self, old: usize, new: usize) {
        if !self.pairs.contains_key(&old) && !self.taken[new] {
            self.taken[new] = true;
            self.pairs.insert(old, new);
        }
    }

    /// Takes for each old one that is free the first free new one of its kin that fits.
    fn take(&mut self, kin: &[Kin], fits: impl Fn(usize, usize) -> bool) {
        for [before, now] in kin {
            for &old in before {
                let is_free = !self.pairs.contains_key(&old);
                if let Some(&new) = now.iter().find(|&&new| is_free && !self.taken[new] && fits(old, new)) {
                    self.add(old, new);
                }
            }
        }
    }

    /// Takes those of which exactly one is free, on both sides.
    fn take_only(&mut self, kin: &[Kin]) {
        for [before, now] in kin {
            let before: Vec<usize> = before.iter().copied().filter(|old| !self.pairs.contains_key(old)).collect();
            let now: Vec<usize> = now.iter().copied().filter(|&new| !self.taken[new]).collect();
            if let ([old], [new]) = (&before[..], &now[..]) {
                self.add(*old, *new);
            }
        }
    }
}

/// How a provision came to stand where it stands.
#[derive(Clone, Debug, Default)]
pub struct Move<'a> {
    /// The sections that it stood and stands in, where these are two; `None` for the record itself.
    pub section: Option<(Option<Provision<'a>>, Option<Provision<'a>>)>,
    /// True where it stands before or after others of its section than it did.
    pub is_reordered: bool,
    pub number: Option<(&'a str, &'a str)>,
    pub anchor: Option<(Option<&'a str>, Option<&'a str>)>,
    /// True where it stood in another record.
    pub is_from_elsewhere: bool,
    /// Where it stands now, where that is in another record.
    pub gone_to: Option<Provision<'a>>,
}

impl Move<'_> {
    fn is_none(&self) -> bool {
        self.section.is_none()
            && !self.is_reordered
            && self.number.is_none()
            && self.anchor.is_none()
            && !self.is_from_elsewhere
            && self.gone_to.is_none()
    }
}

/// What moved of the provisions that belong together, by their old index.
pub fn moves<'a>(old: &[Provision<'a>], new: &[Provision<'a>], matches: &Matches) -> BTreeMap<usize, Move<'a>> {
    let sections = |list: &[Provision<'a>]| -> BTreeMap<usize, usize> {
        let all = list.iter().enumerate();
        all.filter(|(_, of)| matches!(of, Provision::Section(..))).map(|(at, of)| (of.index(), at)).collect()
    };
    let (old_sections, new_sections) = (sections(old), sections(new));
    let place = |sections: &BTreeMap<usize, usize>, of: &Provision<'a>| {
        of.parent().and_then(|parent| sections.get(&parent.index()).copied())
    };
    let mut found: BTreeMap<usize, Move<'a>> = BTreeMap::new();
    // Those that share a section before and after, by that section.
    type Family = (Option<usize>, bool);
    let mut siblings: BTreeMap<Family, Vec<(usize, usize)>> = BTreeMap::new();
    for (&a, &b) in &matches.pairs {
        let (was, is) = (&old[a], &new[b]);
        let (before, now) = (place(&old_sections, was), place(&new_sections, is));
        let stays = match (before, now) {
            (Some(before), Some(now)) => matches.pairs.get(&before) == Some(&now),
            (None, None) => true,
            _ => false,
        };
        let mut moved = Move::default();
        if stays {
            siblings.entry((now, matches!(is, Provision::Section(..)))).or_default().push((a, b));
        } else {
            moved.section = Some((was.parent(), is.parent()));
        }
        moved.number = was.number().zip(is.number()).filter(|(was, is)| was != is);
        let is_told = moved.number.is_some() && !(was.is_named() || is.is_named());
        moved.anchor = (was.anchor() != is.anchor() && !is_told).then(|| (was.anchor(), is.anchor()));
        found.insert(a, moved);
    }
    for group in siblings.into_values() {
        let order: Vec<usize> = group.iter().map(|(_, b)| *b).collect();
        let stay = longest_rising(&order);
        for (at, (a, _)) in group.iter().enumerate() {
            if let Some(moved) = found.get_mut(a).filter(|_| !stay.contains(&at)) {
                moved.is_reordered = true;
            }
        }
    }
    found.retain(|_, moved| !moved.is_none());
    found
}

/// The places of the longest rising row of numbers: what stays where it is when the rest is moved.
fn longest_rising(numbers: &[usize]) -> Vec<usize> {
    let mut lengths: Vec<(usize, Option<usize>)> = Vec::with_capacity(numbers.len());
    for (at, number) in numbers.iter().enumerate() {
        let before = (0..at).filter(|&other| numbers[other] < *number).max_by_key(|&other| (lengths[other].0, other));
        lengths.push((before.map_or(1, |other| lengths[other].0 + 1), before));
    }
    let last = (0..numbers.len()).max_by_key(|&at| (lengths[at].0, at));
    std::iter::successors(last, |&at| lengths[at].1).collect()
}
