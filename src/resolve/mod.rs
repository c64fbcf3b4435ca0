//! The corpus: every record by its id, with what refers to it, what it mentions and what falls due when.

pub mod citations;
pub mod mentions;
pub mod vocabulary;

mod annotations;
mod backlinks;
mod corpus;
mod index;
pub mod kept;
mod labels;
mod legal_texts;
mod links;
mod marks;
mod milestones;
mod progress;
mod references;

use crate::diagnostics::Code;

pub use annotations::{Anchored, Found, Spot};
pub use backlinks::Backlink;
pub use corpus::{Calendar, Citing, Corpus, Memory, Relations, Settings, Use, resolve};
pub use index::ById;
pub use labels::Labels;
pub use milestones::{Due, Source, State};
pub use progress::{Standing, Tally};
pub use references::{Memory as References, UNKNOWN_REFERENCE, check as check_references};
pub use vocabulary::{Collation, Entry};

/// The codes that this room raises.
pub const CODES: &[&Code] = &[
    &index::DUPLICATE_ID,
    &references::UNKNOWN_REFERENCE,
    &references::UNKNOWN_ANCHOR,
    &references::REFERENCE_WRONG_KIND,
    &references::REFERENCE_TO_UNPUBLISHED,
    &references::REFERENCE_TO_DRAFT,
    &corpus::UNKNOWN_LEGAL_TEXT,
];
