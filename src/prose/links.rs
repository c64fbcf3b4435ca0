//! What a printer asks of the site: where the names and addresses of a text lead.

/// Answers for the places that a text refers to. An answer of `None` prints the words without a link.
pub trait Links {
    /// A record, or the provision of it that `anchor` names.
    fn record(&self, id: &str, anchor: Option<&str>) -> Option<Target>;

    /// The `href` for an address as the writer typed it: outside of the corpus, or a file beside the record's own.
    fn address(&self, address: &str) -> Option<String>;

    /// An entry of the glossary, by its record's id.
    fn entry(&self, id: &str) -> Option<EntryTarget>;

    /// An annotation, by its record's id; without one the passage is printed unmarked.
    fn annotation(&self, _id: &str) -> Option<AnnotationTarget> {
        None
    }
}

/// Where a reference leads, and what the target is called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Target {
    pub href: String,
    /// Shown where the writer gave no words of his own.
    pub title: String,
}

/// Where the mention of a term leads, and what explains it on the spot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntryTarget {
    pub href: String,
    pub expansion: Option<String>,
}

/// Where the remark on a passage stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnnotationTarget {
    pub href: String,
    /// True where it stands on the page that is printed, beside the passage.
    pub is_here: bool,
}

/// Knows no record; leaves addresses as they are.
pub struct NoLinks;

impl Links for NoLinks {
    fn record(&self, _id: &str, _anchor: Option<&str>) -> Option<Target> {
        None
    }

    fn address(&self, address: &str) -> Option<String> {
        Some(address.to_owned())
    }

    fn entry(&self, _id: &str) -> Option<EntryTarget> {
        None
    }
}
