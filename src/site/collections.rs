//! The lists of the site: which records each collection holds, and how a long one is cut.

use std::collections::BTreeMap;

use crate::diagnostics::Lang;
use crate::model::Record;
use crate::resolve::Corpus;

use super::cuts::{Group, LONG, grouped, initial};

/// A list of records, at `/<id>/`.
#[derive(Clone, Debug)]
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
    /// True where the list is so long that each group has a page of its own.
    pub is_cut: bool,
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
    let by_year = records.iter().any(|&at| year(&corpus.records[at]).is_some());
    let label = |at: usize| corpus.records[at].label();
    let alphabetical = |a: &usize, b: &usize| corpus.collation.compare(label(*a), label(*b)).then(a.cmp(b));
    if by_year {
        // The newest first; what has no date comes last.
        let date = |at: usize| corpus.records[at].instrument.as_ref().and_then(|instrument| instrument.signed.as_ref());
        records.sort_by(|a, b| {
            let newest = match (date(*a), date(*b)) {
                (Some(a), Some(b)) => b.cmp(a),
                (a, b) => b.is_some().cmp(&a.is_some()),
            };
            newest.then_with(|| alphabetical(a, b))
        });
    } else {
        records.sort_by(alphabetical);
    }
    let groups = grouped(records.iter().map(|&at| {
        let record = &corpus.records[at];
        (at, if by_year { year(record).map(|year| year.to_string()) } else { initial(record.label()) })
    }));
    let is_cut = records.len() > LONG;
    Collection { id, title, description, kinds, records, groups, is_cut }
}

fn year(record: &Record) -> Option<i16> {
    record.instrument.as_ref()?.signed.as_ref()?.year()
}
