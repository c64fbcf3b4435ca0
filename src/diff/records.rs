//! The records of two corpora, each beside the one that it came from: by id, by former id, else by kind and title.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Record;
use crate::resolve::Corpus;

/// A record before and after; one of both is missing for what came or went.
pub struct Pair<'a> {
    pub old: Option<&'a Record>,
    pub new: Option<&'a Record>,
}

/// Every record of both corpora: those of the new one in the order of their ids, then those that went.
pub fn pairs<'a>(old: &'a Corpus, new: &'a Corpus) -> Vec<Pair<'a>> {
    // New id → old record.
    let mut before: BTreeMap<&str, &'a Record> = BTreeMap::new();
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    for record in &old.records {
        if new.get(&record.id).is_some() {
            before.insert(&record.id, record);
            taken.insert(&record.id);
        }
    }
    // Whichever of the two remembers the other's id, so that the way back is the same way.
    let remembers = |of: &Record, other: &Record| of.former_ids.iter().any(|(id, _)| **id == *other.id);
    let free_old: Vec<&Record> = old.records.iter().filter(|record| !taken.contains(&*record.id)).collect();
    let free_new: Vec<&Record> = new.records.iter().filter(|record| !before.contains_key(&*record.id)).collect();
    let is_titled = |a: &Record, b: &Record| a.kind == b.kind && a.title == b.title;
    let is_only = |a: &Record, b: &Record| {
        free_old.iter().filter(|other| is_titled(other, b)).count() == 1
            && free_new.iter().filter(|other| is_titled(a, other)).count() == 1
    };
    for by_title in [false, true] {
        for &was in &free_old {
            for &is in &free_new {
                let fits = if by_title {
                    is_titled(was, is) && is_only(was, is)
                } else {
                    remembers(is, was) || remembers(was, is)
                };
                if fits && !taken.contains(&*was.id) && !before.contains_key(&*is.id) {
                    before.insert(&is.id, was);
                    taken.insert(&was.id);
                }
            }
        }
    }
    let now = new.records.iter().map(|is| Pair { old: before.get(&*is.id).copied(), new: Some(is) });
    let gone = old.records.iter().filter(|was| !taken.contains(&*was.id)).map(|was| Pair { old: Some(was), new: None });
    now.chain(gone).collect()
}
