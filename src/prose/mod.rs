//! The tree of a text: Markdown is read into it once, and every printer walks it.
//!
//! Text is kept as the writer typed it; French typography is applied when a tree is printed for people, never here.

mod address;
mod code;
pub mod html;
mod links;
pub mod markdown;
pub mod plain;
mod read;
pub mod runs;
mod sentences;
mod slug;
pub mod typography;
mod visit;

use std::sync::Arc;

use crate::diagnostics::Code;
use crate::inputs::Span;

pub use address::{has_scheme, is_safe};
pub use links::{AnnotationTarget, EntryTarget, Links, NoLinks, Target};
pub use read::codes::UNKNOWN_BLOCK;
pub use read::{read, read_field, read_line};
pub use sentences::sentence_ends;
pub use slug::{is_slug, slug};
pub use visit::{each_block, each_inline, each_line, each_line_mut, each_run_mut};

/// Every code that this room raises.
pub const CODES: &[&Code] = &[
    &read::codes::DATA_BLOCK_NESTED,
    &read::codes::UNKNOWN_BLOCK,
    &read::codes::BLOCK_NOT_CLOSED,
    &read::codes::TOO_DEEP,
    &read::codes::BAD_REFERENCE,
    &read::codes::EXTERNAL_IMAGE,
    &read::codes::IMAGE_WITHOUT_ALT,
    &read::codes::UNSAFE_ADDRESS,
    &read::headings::HEADING_LEVEL_ONE,
    &read::headings::HEADING_LEVEL_SKIPPED,
    &read::headings::HEADING_WITHOUT_ANCHOR,
    &read::headings::BAD_ANCHOR,
    &read::headings::DUPLICATE_ANCHOR,
    &read::notes::FOOTNOTE_NOT_DEFINED,
    &read::notes::FOOTNOTE_NOT_USED,
    &read::notes::FOOTNOTE_DEFINED_TWICE,
];

/// A text: its blocks in order, and the footnotes that they refer to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Prose {
    pub blocks: Vec<Block>,
    pub footnotes: Vec<Footnote>,
}

impl Prose {
    /// What it says: the text, then each of its notes.
    pub fn parts(&self) -> impl Iterator<Item = &[Block]> {
        std::iter::once(&*self.blocks).chain(self.footnotes.iter().map(|note| &*note.blocks))
    }
}

/// What a footnote's label stands for.
#[derive(Clone, Debug, PartialEq)]
pub struct Footnote {
    pub label: String,
    pub blocks: Vec<Block>,
    pub span: Span,
}

/// A block and the bytes of the file that it was written in.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    pub kind: BlockKind,
    pub span: Span,
}

impl Block {
    /// A paragraph that the program makes: it stands in no file.
    pub fn paragraph(content: Vec<Inline>) -> Block {
        Block { kind: BlockKind::Paragraph(content), span: 0..0 }
    }
}

/// What a block is; what is large is boxed, as nearly all are paragraphs.
#[derive(Clone, Debug, PartialEq)]
pub enum BlockKind {
    Heading(Box<Heading>),
    Paragraph(Vec<Inline>),
    Quote(Vec<Block>),
    /// A GFM alert, `> [!NOTE]`: the note of an editor.
    Alert(Alert, Vec<Block>),
    List {
        start: Option<u64>,
        tight: bool,
        items: Vec<Vec<Block>>,
    },
    Code {
        language: Option<String>,
        text: String,
    },
    Table(Box<Table>),
    Definitions(Vec<Definition>),
    Rule,
    /// Raw HTML as typed. Printed escaped, or cleaned where the corpus allows it.
    Html(String),
    /// A fenced block whose info string is the name of known data, such as `measure`; only at the top level.
    Data(Box<Data>),
}

/// A heading; its anchor is what stands in `{#…}`, its classes what stands in `{.…}`.
#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    pub level: u8,
    pub anchor: Option<String>,
    pub classes: Vec<String>,
    pub content: Vec<Inline>,
}

/// A table of GFM: each row is a list of cells, each cell one line.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    pub align: Vec<Align>,
    pub head: Vec<Vec<Inline>>,
    pub rows: Vec<Vec<Vec<Inline>>>,
}

impl Table {
    /// Every cell, row by row, those of the head first.
    pub fn cells(&self) -> impl Iterator<Item = &Vec<Inline>> {
        self.head.iter().chain(self.rows.iter().flatten())
    }

    /// The same, to be changed.
    pub fn cells_mut(&mut self) -> impl Iterator<Item = &mut Vec<Inline>> {
        self.head.iter_mut().chain(self.rows.iter_mut().flatten())
    }
}

/// The body of a fenced data block, still YAML.
#[derive(Clone, Debug, PartialEq)]
pub struct Data {
    /// The info string's first word.
    pub name: String,
    /// Where that word stands.
    pub name_span: Span,
    /// The bytes of the body in the file: contiguous, since data blocks stand at the top level.
    pub body: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    pub terms: Vec<Vec<Inline>>,
    pub meanings: Vec<Vec<Block>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alert {
    Note,
    Tip,
    Important,
    Warning,
    Caution,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    None,
    Left,
    Center,
    Right,
}

/// A run of text or something in the line; spans are bytes of the file. A corpus has millions, nearly all of them text: what
/// is larger is boxed.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
    Text {
        text: String,
        span: Span,
    },
    Emphasis(Vec<Inline>),
    Strong(Vec<Inline>),
    Strikethrough(Vec<Inline>),
    Superscript(Vec<Inline>),
    Subscript(Vec<Inline>),
    Code(String),
    Link(Box<Link>),
    Image(Box<Image>),
    Reference(Box<Reference>),
    FootnoteMark {
        label: Box<str>,
        span: Span,
    },
    /// A mention of an entry of the glossary; made by `resolve`, never by the parser.
    Mention {
        entry: Arc<str>,
        text: Box<str>,
    },
    Citation(Box<Citation>),
    /// The passage that an annotation is about; made by `resolve`, never by the parser.
    Marked(Box<Marked>),
    /// Words that a later version of the text no longer has; made by `diff`, never by the parser.
    Removed(Vec<Inline>),
    /// Words that an earlier version of the text did not have; made by `diff`, never by the parser.
    Added(Vec<Inline>),
    Moved(Box<Moved>),
    SoftBreak,
    HardBreak,
    /// Raw HTML as typed, one tag at a time.
    Html {
        html: Box<str>,
        span: Span,
    },
}

/// `[words](address)`: an address outside of the corpus, or a path beside the record's file.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    pub address: String,
    pub title: String,
    pub content: Vec<Inline>,
    pub span: Span,
}

/// `![alt](address "title")`.
#[derive(Clone, Debug, PartialEq)]
pub struct Image {
    pub address: String,
    pub title: String,
    pub alt: String,
    pub span: Span,
}

/// `[[id]]`, `[[id#anchor]]`, `[[id|words]]`: a reference to a record, still by name.
#[derive(Clone, Debug, PartialEq)]
pub struct Reference {
    pub target: String,
    pub anchor: Option<Arc<str>>,
    pub words: Option<Vec<Inline>>,
    pub span: Span,
}

/// A legal text recognised by its form; made by `resolve`, never by the parser.
#[derive(Clone, Debug, PartialEq)]
pub struct Citation {
    /// The id of its record.
    pub legal_text: Arc<str>,
    pub article: Option<Arc<str>>,
    pub text: Box<str>,
}

/// The passage that an annotation is about; made by `resolve`, never by the parser.
#[derive(Clone, Debug, PartialEq)]
pub struct Marked {
    /// The id of the annotation.
    pub annotation: Arc<str>,
    pub content: Vec<Inline>,
}

/// Words that stand in another place than in the other version of the text; made by `diff`, never by the parser.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    /// True where they stood, false where they stand now.
    pub away: bool,
    /// What the other place is called, where it is not the same text.
    pub place: Option<String>,
    pub content: Vec<Inline>,
}
