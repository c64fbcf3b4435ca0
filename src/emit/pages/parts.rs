//! The parts of a long list, as links to the pages that they stand on.

use serde::Serialize;

use super::pieces::Way;

/// The parts of a long list, each on a page of its own, and the two beside the one that is shown.
#[derive(Default, Serialize)]
pub(super) struct Parts {
    pub parts: Vec<Part>,
    pub parts_label: String,
    pub previous: Option<Way>,
    pub next: Option<Way>,
}

#[derive(Serialize)]
pub(super) struct Part {
    pub href: String,
    pub html: String,
    pub count: usize,
    pub current: bool,
}

impl Parts {
    /// `label` is the word for what the list is cut by.
    pub fn new(label: String, parts: Vec<Part>) -> Parts {
        let current = parts.iter().position(|part| part.current);
        let beside = |at: Option<usize>| {
            let part = parts.get(at?)?;
            Some(Way { href: part.href.clone(), html: part.html.clone() })
        };
        let previous = beside(current.and_then(|at| at.checked_sub(1)));
        let next = beside(current.map(|at| at + 1));
        Parts { parts, parts_label: label, previous, next }
    }
}
