//! A record: one thing with an id, typed by the meaning that its kind's schema gives to each field.
//!
//! A record is generic: [`Fields`] hold whatever the schema allows, read by its keywords. The files beside this one add
//! only what a built-in kind computes. References are still by name here; `resolve` follows them.

pub mod annotation;
pub mod asset;
pub mod fields;
pub mod figure;
pub mod hearing;
pub mod instrument;
pub mod measure;
pub mod read;
pub mod section;
pub mod table;
pub mod time;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::inputs::{Place, Span};
use crate::prose::{Block, Footnote, Prose};

pub use annotation::{Annotation, Disposition};
pub use asset::Asset;
pub use fields::{Datum, Fields, Item, Link};
pub use figure::{Chart, Figure, Number};
pub use instrument::{Change, ChangeType, Instrument, Signatory};
pub use measure::{Amount, Evidence, Measure, Milestone, MilestoneType, Progress, StatusEntry};
pub use section::{DataBlock, Piece, Section};
use time::When;

/// How far a record is on its way to readers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    Draft,
    Review,
    #[default]
    Published,
    Repealed,
}

impl Status {
    /// True for what may stand in a publication without `--drafts`.
    pub fn is_public(self) -> bool {
        matches!(self, Status::Published | Status::Repealed)
    }

    /// The word that the sources use.
    pub fn key(self) -> &'static str {
        match self {
            Status::Draft => "draft",
            Status::Review => "review",
            Status::Published => "published",
            Status::Repealed => "repealed",
        }
    }
}

/// One record of the corpus.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Its address for ever: a slug, unique in the corpus.
    pub id: Arc<str>,
    /// The name of its kind, such as `convention`.
    pub kind: Arc<str>,
    pub file: Arc<str>,
    /// The bytes of the file that belong to this record.
    pub span: Span,
    /// Where its id stands, or the whole record when the file's name gives it.
    pub id_place: Place,
    /// The title, name or term: the value of the kind's title field.
    pub title: String,
    pub short_title: Option<String>,
    pub status: Status,
    /// BCP 47, when it differs from the corpus's.
    pub language: Option<String>,
    /// The folder below `content/` that the file lies in: the default collection.
    pub folder: Option<String>,
    pub former_ids: Vec<(String, Span)>,
    pub revised: Option<When>,
    pub attachments: Vec<Attachment>,
    /// Every naming of a file, attachments first, then in the order of the texts; a file may be named often.
    pub assets: Vec<Asset>,
    pub notes: Vec<EditorNote>,
    /// Every field as the schema means it, in the order of the file, the ones above included.
    pub fields: Fields,
    /// The body, heading by heading. The first section has level 0 and holds what stands before any heading.
    pub sections: Vec<Section>,
    /// The measures of the body in the order of the file; sections refer to them by index.
    pub measures: Vec<Measure>,
    /// The other data blocks, in the order of the file.
    pub data: Vec<DataBlock>,
    /// The dated points of the record itself: those of `calendar:`, then the `milestone` blocks of the body.
    pub calendar: Vec<Milestone>,
    pub footnotes: Vec<Footnote>,
    /// What the record's own kind adds.
    pub instrument: Option<Box<Instrument>>,
    pub figure: Option<Box<Figure>>,
    pub annotation: Option<Box<Annotation>>,
    /// The acronym of an organisation or of a term that is one.
    pub acronym: Option<String>,
}

impl Record {
    /// True for what may stand in a publication without `--drafts`: an annotation must also be meant for everyone.
    pub fn is_public(&self) -> bool {
        self.status.is_public() && self.annotation.as_ref().is_none_or(|annotation| annotation.is_public)
    }

    /// The short title where there is one, else the title.
    pub fn label(&self) -> &str {
        self.short_title.as_deref().unwrap_or(&self.title)
    }

    /// The prose of the field of that name, if it is there and is prose.
    pub fn prose(&self, field: &str) -> Option<&Prose> {
        self.fields.prose(field)
    }

    /// True where a section, a measure or a data block of this record answers for `anchor`.
    pub fn has_anchor(&self, anchor: &str) -> bool {
        self.anchors().any(|known| known == anchor)
    }

    /// Every anchor of the record, in the order of the text.
    pub fn anchors(&self) -> impl Iterator<Item = &str> {
        let sections = self.sections.iter().filter_map(|section| section.anchor.as_deref());
        let blocks = self.data.iter().filter_map(|block| block.anchor.as_deref());
        sections.chain(self.measures.iter().map(|measure| &*measure.anchor)).chain(blocks)
    }

    /// The first of its anchors, for a hint: each once, though two measures may have one number.
    pub fn first_anchors(&self, most: usize) -> Vec<&str> {
        let mut named = BTreeSet::new();
        self.anchors().filter(|anchor| named.insert(*anchor)).take(most).collect()
    }

    /// The anchor of a section, else the nearest one above it.
    pub fn anchor_above(&self, section: usize) -> Option<&Arc<str>> {
        self.sections[..=section].iter().rev().find_map(|section| section.anchor.as_ref())
    }

    /// A section and those that it stands in, from the inside out.
    pub fn around(&self, section: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(section), |&at| self.sections[at].parent)
    }

    /// True for the section with that anchor and for those in it; for every one where no anchor is named.
    pub fn is_within(&self, section: usize, anchor: Option<&str>) -> bool {
        anchor.is_none() || self.around(section).any(|at| self.sections[at].anchor.as_deref() == anchor)
    }

    /// The role of a section, else that of the nearest section around it that has one.
    pub fn role_at(&self, section: usize) -> Option<&str> {
        self.around(section).find_map(|at| self.sections[at].role.as_deref())
    }

    /// The anchor of a measure or of a data block of the body.
    pub fn anchor_of(&self, piece: &Piece) -> Option<&str> {
        match piece {
            Piece::Prose(_) => None,
            Piece::Measure(at) => Some(&self.measures[*at].anchor),
            Piece::Data(at) | Piece::Milestone { block: at, .. } => self.data[*at].anchor.as_deref(),
        }
    }

    /// The dated point of the record's own that has that anchor, by its index in `calendar`.
    pub fn milestone_at(&self, anchor: &str) -> Option<usize> {
        let in_body = self.sections.iter().flat_map(|section| &section.pieces).find_map(|piece| match piece {
            Piece::Milestone { milestone, block } if self.data[*block].anchor.as_deref() == Some(anchor) => {
                Some(*milestone)
            }
            _ => None,
        });
        let has_it = |milestone: &Milestone| milestone.anchor.as_deref() == Some(anchor);
        in_body.or_else(|| self.calendar.iter().position(has_it).filter(|_| !self.has_anchor(anchor)))
    }

    /// The measure of that anchor.
    pub fn measure(&self, anchor: &str) -> Option<&Measure> {
        self.measures.iter().find(|measure| *measure.anchor == *anchor)
    }

    /// The plain title of the section, measure or data block of that anchor.
    pub fn provision_title(&self, anchor: &str) -> Option<String> {
        let section = || self.sections.iter().find(|section| section.anchor.as_deref() == Some(anchor));
        let block = || self.data.iter().find(|block| block.anchor.as_deref() == Some(anchor));
        self.measure(anchor)
            .map(|measure| measure.title.clone())
            .or_else(|| section().map(Section::plain_title))
            .or_else(|| block().and_then(DataBlock::title))
    }

    /// Every text of the record: its fields' prose, its measures', the blocks of its sections, its footnotes.
    pub fn each_blocks<'a>(&'a self, see: &mut dyn FnMut(&'a [Block])) {
        let mut texts = Vec::new();
        self.fields.all_prose(&mut texts);
        self.measures.iter().for_each(|measure| measure.fields.all_prose(&mut texts));
        self.data.iter().for_each(|block| block.fields.all_prose(&mut texts));
        texts.into_iter().flat_map(|(_, prose)| prose.parts()).for_each(&mut *see);
        for piece in self.sections.iter().flat_map(|section| &section.pieces) {
            if let Piece::Prose(blocks) = piece {
                see(blocks);
            }
        }
        self.footnotes.iter().for_each(|note| see(&note.blocks));
    }

    pub fn place(&self, span: &Span) -> Place {
        Place::at(&self.file, span.clone())
    }
}

/// A file beside the record that is published with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Attachment {
    /// As written: relative to the record's file.
    pub file: String,
    pub title: String,
    pub language: Option<String>,
    /// True where the attached file is the authentic text.
    pub authentic: bool,
    pub span: Span,
}

/// What the editors say of the record or of one of its provisions.
#[derive(Clone, Debug, PartialEq)]
pub struct EditorNote {
    pub text: Prose,
    /// The anchor of the provision that it is about, else the whole record.
    pub about: Option<(String, Span)>,
}

/// The codes that this room raises.
pub const CODES: &[&crate::diagnostics::Code] = &[&read::INVALID_DATE, &read::REFERENCE_MALFORMED, &read::UNKNOWN_ROLE];
