//! The shape and the meaning of each kind of record, read from its JSON Schema, and documents checked against it.

mod check;
mod grammar;
mod keywords;
mod kinds;
mod pointers;
mod shape;
mod sorts;
mod sources;

use crate::diagnostics::Code;

pub use check::check;
pub use kinds::{Block, CollectionName, Kind, Kinds, Role};
pub use shape::{Meaning, Reference, Shape};
pub use sources::Schemas;

/// The codes that this room raises.
pub const CODES: &[&Code] = &[
    &grammar::SCHEMA_INVALID,
    &keywords::UNKNOWN_KEYWORD,
    &check::MISSING_FIELD,
    &check::UNKNOWN_FIELD,
    &check::WRONG_TYPE,
    &check::VALUE_NOT_ALLOWED,
    &check::VALUE_MALFORMED,
];
