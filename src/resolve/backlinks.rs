//! What refers to a record: every reference seen from its other end.

use std::sync::{Arc, LazyLock};

use rayon::prelude::*;

use crate::model::Record;
use crate::schema::Kinds;

use super::index::Index;
use super::links::{each_link, each_prose_reference};

/// One reference to a record, seen from the record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Backlink {
    /// The relation seen from the target, such as `amended_by`; `cited_by` for a reference in prose, unless the section's role
    /// gives it a meaning.
    pub relation: Arc<str>,
    /// The record that refers, by index.
    pub from: usize,
    /// Where in it: the nearest anchor above, or the measure's own.
    pub from_anchor: Option<Arc<str>>,
    /// The provision of the target that is meant, where one is.
    pub to_anchor: Option<Arc<str>>,
}

/// The relation of a reference in prose that has no other.
static CITED_BY: LazyLock<Arc<str>> = LazyLock::new(|| "cited_by".into());

/// A reference from a record to another, by index.
#[derive(PartialEq)]
pub(super) struct Edge {
    to: usize,
    link: Arc<Backlink>,
}

/// Every reference of a record to another one.
pub(super) fn edges(index: &Index, kinds: &Kinds, from: usize, record: &Record) -> Vec<Edge> {
    let mut found = Vec::new();
    let mut add = |target: &str, relation: &Arc<str>, from_anchor: Option<&Arc<str>>, to_anchor: Option<&Arc<str>>| {
        if let Some(&to) = index.by_id.get(target).filter(|&&at| at != from) {
            let (from_anchor, to_anchor) = (from_anchor.cloned(), to_anchor.cloned());
            let link = Backlink { relation: relation.clone(), from, from_anchor, to_anchor };
            found.push(Edge { to, link: Arc::new(link) });
        }
    };
    each_link(record, &mut |link, anchor| add(&link.target, &link.reference.inverse, anchor, link.anchor.as_ref()));
    each_prose_reference(record, kinds, &mut |reference, anchor| {
        let meant = reference.meaning.filter(|meaning| {
            let target = index.by_id.get(reference.target).map(|&at| &index.records[at]);
            target.is_some_and(|target| meaning.takes(&target.kind))
        });
        let relation = meant.map_or(&*CITED_BY, |meaning| &meaning.inverse);
        add(reference.target, relation, anchor, reference.anchor);
    });
    found
}

/// The backlinks of each record, by its index: in the order of relation, then of the referring record, each once.
pub(super) type Backlinks = Vec<Vec<Arc<Backlink>>>;

/// The references of each record, seen from their other ends.
pub(super) fn backlinks(edges: &[Arc<Vec<Edge>>]) -> Backlinks {
    let mut found: Backlinks = vec![Vec::new(); edges.len()];
    for edge in edges.iter().flat_map(|edges| &**edges) {
        found[edge.to].push(edge.link.clone());
    }
    found.par_iter_mut().for_each(|links| {
        links.sort_unstable();
        links.dedup();
    });
    found
}
