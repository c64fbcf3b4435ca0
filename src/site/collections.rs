//! The lists of the site: which records each collection holds, and how a long one is cut.

use crate::diagnostics::Both;

/// A list of records, at `/<id>/`.
#[derive(Clone, Debug)]
pub struct Collection {
    pub id: String,
    pub title: String,
    pub description: Option<String>,
    /// The records, in the order that readers see, by index.
    pub records: Vec<usize>,
    /// The groups that the list is shown in, at `/<id>/<key>/` each when the list is cut.
    pub groups: Vec<Group>,
    /// True where the list is so long that each group has a page of its own.
    pub is_cut: bool,
}

/// A part of a list by a stable key: a year, or an initial letter.
#[derive(Clone, Debug)]
pub struct Group {
    /// Stands in the address: `2017`, `a`.
    pub key: String,
    pub title: Both,
    /// By index in the corpus.
    pub records: Vec<usize>,
}
