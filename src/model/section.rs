//! A section of a record's body: a heading, and what stands below it until the next one.

use std::sync::Arc;

use crate::inputs::Span;
use crate::prose::{Block, Inline, plain};

use super::fields::Fields;

#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// The heading's level as written, 2 to 6; 0 for what stands before any heading.
    pub level: u8,
    pub anchor: Option<Arc<str>>,
    /// The role that its class or its title gives it in the kind's schema, such as `mission`.
    pub role: Option<String>,
    pub title: Vec<Inline>,
    pub pieces: Vec<Piece>,
    /// The section that this one stands in, by index.
    pub parent: Option<usize>,
    pub span: Span,
}

/// What a section holds, in the order of the text.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    Prose(Vec<Block>),
    /// A measure of the record, by index.
    Measure(usize),
    /// A dated point, by its index in the record's `calendar`, and its block by that in `data`.
    Milestone {
        milestone: usize,
        block: usize,
    },
    /// A data block of another name, by its index in the record's `data`.
    Data(usize),
}

/// A data block that is no measure: a table, a milestone, or what a corpus's own schema gives fields to.
#[derive(Clone, Debug, PartialEq)]
pub struct DataBlock {
    pub name: String,
    pub anchor: Option<Arc<str>>,
    /// The section that it stands in, by index.
    pub section: usize,
    pub fields: Fields,
    pub span: Span,
}

impl DataBlock {
    /// What it is called, in plain words: the caption of a table, the title of a milestone.
    pub fn title(&self) -> Option<String> {
        self.fields.text("caption").or_else(|| self.fields.text("title"))
    }
}

impl Section {
    /// The heading's words without marks.
    pub fn plain_title(&self) -> String {
        plain::inlines(&self.title)
    }
}
