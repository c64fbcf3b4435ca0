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
    let free_old: Vec<&'a Record> = all(old).filter(|record| !taken.contains(&*record.id)).collect();
    let free_new: Vec<&'a Record> = all(new).filter(|record| !before.contains_key(&*record.id)).collect();
    let mut pair = |was: &'a Record, is: &'a Record| {
        if !taken.contains(&*was.id) && !before.contains_key(&*is.id) {
            before.insert(&is.id, was);
            taken.insert(&was.id);
        }
    };
    // Whichever of the two remembers the other's id, so that the way back is the same way.
    let by_id: BTreeMap<&str, usize> = free_new.iter().enumerate().map(|(at, is)| (&*is.id, at)).collect();
    let mut remembering: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, is) in free_new.iter().enumerate() {
        is.former_ids.iter().for_each(|(id, _)| remembering.entry(&**id).or_default().push(at));
    }
    for was in &free_old {
        let remembered = was.former_ids.iter().filter_map(|(id, _)| by_id.get(&**id));
        let mut fits: Vec<usize> = remembering.get(&*was.id).into_iter().flatten().chain(remembered).copied().collect();
        fits.sort_unstable();
        fits.into_iter().for_each(|at| pair(was, free_new[at]));
    }
    // A title says which only where one record on each side has it.
    let mut titled: BTreeMap<(&str, &str), [Vec<&'a Record>; 2]> = BTreeMap::new();
    for (side, free) in [&free_old, &free_new].into_iter().enumerate() {
        free.iter().for_each(|of| titled.entry((&of.kind, &of.title)).or_default()[side].push(of));
    }
    for sides in titled.values() {
        if let [[was], [is]] = sides.each_ref().map(Vec::as_slice) {
            pair(was, is);
        }
    }
    let now = all(new).map(|is| Pair { old: before.get(&*is.id).copied(), new: Some(is) });
    let gone = all(old).filter(|was| !taken.contains(&*was.id)).map(|was| Pair { old: Some(was), new: None });
    now.chain(gone).collect()
}

fn all(corpus: &Corpus) -> impl Iterator<Item = &Record> {
    corpus.records.iter().map(|record| &**record)
}
