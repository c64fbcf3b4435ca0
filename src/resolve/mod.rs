//! The corpus: every record by its id, with what refers to it, what it mentions and what falls due when.

pub mod backlinks;
pub mod citations;
pub mod index;
pub mod mentions;
pub mod milestones;
pub mod references;
pub mod vocabulary;

mod corpus;

pub use backlinks::Backlink;
pub use corpus::{Citing, Corpus, Entry, Use, resolve};
pub use milestones::{Due, State};
