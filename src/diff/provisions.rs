//! The provisions of two versions of a record, each beside the one that it came from: by anchor, then by title, then by
//! what it says.

use std::collections::BTreeMap;

use crate::model::{Fields, Piece, Record};
use crate::prose::{Block, plain};

use super::redline::degree;

/// A citable part of a record: a section, a measure or another data block, by its index.
#[derive(Clone, Copy, Debug)]
pub enum Provision<'a> {
    Section(&'a Record, usize),
    Measure(&'a Record, usize),
    Block(&'a Record, usize),
}

impl<'a> Provision<'a> {
    /// The provisions of a record in the order of reading.
    pub fn of(record: &'a Record) -> Vec<Provision<'a>> {
        let mut found = Vec::new();
        for (at, section) in record.sections.iter().enumerate() {
            if section.level > 0 {
                found.push(Provision::Section(record, at));
            }
            found.extend(section.pieces.iter().filter_map(|piece| match piece {
                Piece::Prose(_) => None,
                Piece::Measure(at) => Some(Provision::Measure(record, *at)),
                Piece::Data(at) | Piece::Milestone { block: at, .. } => Some(Provision::Block(record, *at)),
            }));
        }
        found
    }

    pub fn record(&self) -> &'a Record {
        match self {
            Provision::Section(record, _) | Provision::Measure(record, _) | Provision::Block(record, _) => record,
        }
    }

    /// What sort it is: `section`, or the name of its block.
    pub fn sort(&self) -> &'a str {
        match *self {
            Provision::Section(..) => "section",
            Provision::Measure(..) => "measure",
            Provision::Block(record, at) => &record.data[at].name,
        }
    }

    pub fn anchor(&self) -> Option<&'a str> {
        match *self {
            Provision::Section(record, at) => record.sections[at].anchor.as_deref(),
            Provision::Measure(record, at) => Some(&record.measures[at].anchor),
            Provision::Block(record, at) => record.data[at].anchor.as_deref(),
        }
    }

    pub fn number(&self) -> Option<&'a str> {
        match *self {
            Provision::Measure(record, at) => Some(&record.measures[at].number),
            _ => None,
        }
    }

    /// What it is called, in plain words; nothing for a block without a title.
    pub fn title(&self) -> String {
        match *self {
            Provision::Section(record, at) => record.sections[at].plain_title(),
            Provision::Measure(record, at) => record.measures[at].title.clone(),
            Provision::Block(record, at) => record.data[at].title().unwrap_or_default(),
        }
    }

    pub fn fields(&self) -> Option<&'a Fields> {
        match *self {
            Provision::Section(..) => None,
            Provision::Measure(record, at) => Some(&record.measures[at].fields),
            Provision::Block(record, at) => Some(&record.data[at].fields),
        }
    }

    /// The section that it stands in, if that has a heading.
    pub fn parent(&self) -> Option<Provision<'a>> {
        let (record, at) = match *self {
            Provision::Section(record, at) => (record, record.sections[at].parent?),
            Provision::Measure(record, at) => (record, record.measures[at].section),
            Provision::Block(record, at) => (record, record.data[at].section),
        };
        (record.sections[at].level > 0).then_some(Provision::Section(record, at))
    }

    /// True where its address is its own choice, not made of its number.
    fn is_named(&self) -> bool {
        match *self {
            Provision::Measure(record, at) => record.measures[at].fields.get("anchor").is_some(),
            _ => self.anchor().is_some(),
        }
    }

    /// Its title and its own text, as plain words.
    fn words(&self) -> String {
        let mut words = self.title();
        let mut add = |blocks: &[Block]| {
            words.push('\n');
            words.push_str(&plain::blocks(blocks, &crate::prose::NoLinks));
        };
        match *self {
            Provision::Section(record, at) => own_text(record, at).for_each(&mut add),
            _ => {
                let mut texts = Vec::new();
                self.fields().into_iter().for_each(|fields| fields.all_prose(&mut texts));
                texts.into_iter().for_each(|(_, prose)| add(&prose.blocks));
            }
        }
        words
    }
}

/// The prose of a section itself, between its blocks.
pub fn own_text(record: &Record, section: usize) -> impl Iterator<Item = &[Block]> {
    record.sections[section].pieces.iter().filter_map(|piece| match piece {
        Piece::Prose(blocks) => Some(blocks.as_slice()),
        _ => None,
    })
}

/// Two lists of provisions by their indices: what belongs together, in the order of the second.
#[derive(Debug, Default)]
pub struct Matches {
    /// Old → new.
    pub pairs: BTreeMap<usize, usize>,
}

/// Below this degree of likeness two provisions are told as two.
const ALIKE: u32 = 400;

/// Finds for each old provision the new one that it became.
pub fn matches(old: &[Provision<'_>], new: &[Provision<'_>]) -> Matches {
    let words = |of: &[Provision<'_>]| of.iter().map(Provision::words).collect::<Vec<_>>();
    let (was, is) = (words(old), words(new));
    let titles = |of: &[Provision<'_>]| of.iter().map(|p| p.title().to_lowercase()).collect::<Vec<_>>();
    let (old_titles, new_titles) = (titles(old), titles(new));
    let mut found = Matching { pairs: BTreeMap::new(), taken: vec![false; new.len()] };
    let is_of_a_sort = |a: usize, b: usize| old[a].sort() == new[b].sort();
    let has_same_anchor =
        |a: usize, b: usize| is_of_a_sort(a, b) && old[a].anchor().is_some() && old[a].anchor() == new[b].anchor();
    let has_same_title =
        |a: usize, b: usize| is_of_a_sort(a, b) && !old_titles[a].is_empty() && old_titles[a] == new_titles[b];
    let is_alike = |a: usize, b: usize| degree(&was[a], &is[b]) >= ALIKE;
    // An address that was chosen says what the provision is; one made of a number goes from one to the next.
    found.take(old.len(), |a, b| {
        has_same_anchor(a, b) && ((old[a].is_named() && new[b].is_named()) || has_same_title(a, b))
    });
    found.take_only(old.len(), has_same_title);
    found.take(old.len(), |a, b| has_same_anchor(a, b) && is_alike(a, b));
    let mut scored: Vec<(u32, usize, usize)> = Vec::new();
    for a in (0..old.len()).filter(|a| !found.pairs.contains_key(a)) {
        for b in (0..new.len()).filter(|&b| !found.taken[b]) {
            if is_of_a_sort(a, b) {
                scored.push((degree(&was[a], &is[b]), a, b));
            }
        }
    }
    scored.retain(|(score, ..)| *score >= ALIKE);
    // Pairs of one degree that are rivals share a side, so that their sums tell them apart whichever text is the old one.
    scored.sort_by_key(|&(score, a, b)| (std::cmp::Reverse(score), a + b));
    for (_, a, b) in scored {
        found.add(a, b);
    }
    found.take(old.len(), has_same_anchor);
    Matches { pairs: found.pairs }
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

    /// Takes for each old one that is free the first free new one that fits.
    fn take(&mut self, count: usize, fits: impl Fn(usize, usize) -> bool) {
        for old in 0..count {
            if let Some(new) = (0..self.taken.len()).find(|&new| !self.taken[new] && fits(old, new))
                && !self.pairs.contains_key(&old)
            {
                self.add(old, new);
            }
        }
    }

    /// Takes those of which exactly one fits, on both sides.
    fn take_only(&mut self, count: usize, fits: impl Fn(usize, usize) -> bool) {
        let free_old: Vec<usize> = (0..count).filter(|old| !self.pairs.contains_key(old)).collect();
        let free_new: Vec<usize> = (0..self.taken.len()).filter(|&new| !self.taken[new]).collect();
        for &old in &free_old {
            let mut fitting = free_new.iter().filter(|&&new| fits(old, new));
            if let (Some(&new), None) = (fitting.next(), fitting.next())
                && free_old.iter().filter(|&&other| fits(other, new)).count() == 1
            {
                self.add(old, new);
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
}

impl Move<'_> {
    fn is_none(&self) -> bool {
        self.section.is_none()
            && !self.is_reordered
            && self.number.is_none()
            && self.anchor.is_none()
            && !self.is_from_elsewhere
    }
}

/// What moved of the provisions that belong together, by their old index.
pub fn moves<'a>(old: &[Provision<'a>], new: &[Provision<'a>], matches: &Matches) -> BTreeMap<usize, Move<'a>> {
    let section_index = |list: &[Provision<'a>], of: Option<Provision<'a>>| {
        let Some(Provision::Section(_, wanted)) = of else { return None };
        list.iter().position(|other| matches!(other, Provision::Section(_, at) if *at == wanted))
    };
    let mut found: BTreeMap<usize, Move<'a>> = BTreeMap::new();
    // Those that share a section before and after, by that section.
    type Family = (Option<usize>, bool);
    let mut siblings: BTreeMap<Family, Vec<(usize, usize)>> = BTreeMap::new();
    for (&a, &b) in &matches.pairs {
        let (was, is) = (&old[a], &new[b]);
        let (before, now) = (section_index(old, was.parent()), section_index(new, is.parent()));
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

/// True where two provisions of different records are so much the same that one must have gone from here to there.
pub fn is_the_same_elsewhere(old: &Provision<'_>, new: &Provision<'_>) -> bool {
    old.sort() == new.sort()
        && !old.title().is_empty()
        && old.title().to_lowercase() == new.title().to_lowercase()
        && degree(&old.words(), &new.words()) >= 700
}
