//! The lists of the site: which records each collection holds, and how a long one is cut.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostics::Lang;
use crate::model::{Datum, Record};
use crate::prose::slug;
use crate::resolve::Corpus;

use super::cuts::{Group, LONG, date_of, grouped};

/// A list of records, at `/<id>/`.
#[derive(Clone, Debug, PartialEq)]
pub struct Collection {
    pub id: String,
    pub title: String,
    pub description: Option<String>,
    /// The kinds of its records.
    pub kinds: Vec<String>,
    /// The records, in the order that readers see, by index.
    pub records: Vec<usize>,
    /// The groups that the list is shown in, at `/<id>/<key>/` each when the list is cut.
    pub groups: Vec<Group>,
    /// What the groups are.
    pub by: By,
    /// True where the list is so long that each group has a page of its own.
    pub is_cut: bool,
}

/// What a list is grouped by, and ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The year of the record's date, the newest first.
    Year,
    /// The part of the document that the record comes from, in the document's order.
    Part,
    Initial,
}

impl By {
    /// The interface's word for the group of what has no year, no part or no initial.
    pub fn word_for_others(self) -> &'static str {
        match self {
            By::Year => "undated",
            By::Part => "other_parts",
            By::Initial => "other_initials",
        }
    }
}

/// The collections that `recueil.yaml` orders, then those of the kinds that it does not name.
pub(super) fn collections(corpus: &Corpus, lang: Lang) -> Vec<Collection> {
    let mut by_kind: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, record) in corpus.records.iter().enumerate() {
        by_kind.entry(&*record.kind).or_default().push(at);
    }
    let mut collections = Vec::new();
    for config in &corpus.config.collections {
        let kinds = config.kinds.iter().map(|(kind, _)| kind.clone()).collect();
        let title = config.title.clone();
        collections.push(collection(corpus, &mut by_kind, config.id.clone(), title, config.description.clone(), kinds));
    }
    // Kinds that share a collection of the same name lie in it together.
    let mut unnamed: BTreeMap<&str, (&str, Vec<String>)> = BTreeMap::new();
    for kind in corpus.kinds.iter().filter(|kind| by_kind.contains_key(kind.name.as_str())) {
        if let Some(name) = &kind.collection {
            let (_, kinds) = unnamed.entry(&name.id).or_insert_with(|| (name.title.get(lang), Vec::new()));
            kinds.push(kind.name.clone());
        }
    }
    for (id, (title, kinds)) in unnamed {
        collections.push(collection(corpus, &mut by_kind, id.to_owned(), title.to_owned(), None, kinds));
    }
    collections.retain(|collection| !collection.records.is_empty());
    collections
}

fn collection(
    corpus: &Corpus,
    by_kind: &mut BTreeMap<&str, Vec<usize>>,
    id: String,
    title: String,
    description: Option<String>,
    kinds: Vec<String>,
) -> Collection {
    let mut records: Vec<usize> = kinds.iter().filter_map(|kind| by_kind.remove(kind.as_str())).flatten().collect();
    let by = if records.iter().any(|&at| part(corpus, at).is_some()) {
        By::Part
    } else if records.iter().any(|&at| year(corpus, at).is_some()) {
        By::Year
    } else {
        By::Initial
    };
    let labels = corpus.labels();
    match by {
        By::Year => {
            // The newest first; what has no date comes last. The key is what dates are compared by first.
            let key = |at: usize| Reverse(date_of(corpus, at).map(|when| (when.sort_key(), when)));
            records.sort_by_cached_key(|&at| (key(at), labels.place(at)));
        }
        // What comes from no document comes last.
        By::Part => records.sort_by_cached_key(|&at| (part(corpus, at).is_none(), rank(&corpus.records[at]))),
        By::Initial => records.sort_by_key(|&at| labels.place(at)),
    }
    let all = records.iter().copied();
    let mut groups = match by {
        By::Year => grouped(all.map(|at| (at, year(corpus, at))), i16::to_string),
        By::Part => {
            // One that is called as the rest of them stands among them.
            let part = |at| part(corpus, at).map(|part| slug(&part)).filter(|part| part != "other");
            grouped(all.map(|at| (at, part(at))), String::clone)
        }
        By::Initial => grouped(all.map(|at| (at, labels.initial(at))), char::to_string),
    };
    for group in groups.iter_mut().filter(|_| by == By::Part) {
        group.title = group.members.first().and_then(|&at| part(corpus, at)).unwrap_or_default();
    }
    let is_cut = records.len() > LONG;
    Collection { id, title, description, kinds, records, groups, by, is_cut }
}

/// The part of a document that a record says it comes from; for a figure, the record that states it first.
fn part(corpus: &Corpus, record: usize) -> Option<String> {
    let record = &corpus.records[record];
    let stated_in = || corpus.get(&record.fields.links("stated_in").next()?.target).map(|of| of.label().to_owned());
    record.fields.text("part").or_else(|| record.figure.as_ref().and_then(|_| stated_in()))
}

/// Where a record stands in its document: by its `order:`, else by its place in the files.
pub(super) fn rank(record: &Record) -> (i64, Arc<str>, usize) {
    let order = match record.fields.get("order").map(|item| &item.datum) {
        Some(Datum::Integer(order)) => *order,
        _ => i64::MAX,
    };
    (order, record.file.clone(), record.span.start)
}

fn year(corpus: &Corpus, record: usize) -> Option<i16> {
    date_of(corpus, record)?.year()
}
