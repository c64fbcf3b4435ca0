//! What refers to a record: every reference seen from its other end.

/// One reference to a record, seen from the record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Backlink {
    /// The relation seen from the target, such as `amended_by`; `cited_by` for a reference in prose.
    pub relation: String,
    /// The record that refers, by index.
    pub from: usize,
    /// Where in it: the nearest anchor above, or the measure's own.
    pub from_anchor: Option<String>,
    /// The provision of the target that is meant, where one is.
    pub to_anchor: Option<String>,
}
