//! Those whom a report heard, by the category that it puts them in.

use crate::prose::Prose;

use super::fields::{Fields, Link};

/// One category; everything is borrowed from the report's fields.
#[derive(Debug)]
pub struct Hearing<'a> {
    pub category: String,
    /// Organisations, then persons, in the order of the report.
    pub heard: Vec<&'a Link>,
    pub note: Option<&'a Prose>,
}

/// Reads those heard from the fields of a record; nothing where it heard nobody.
pub fn read(fields: &Fields) -> Vec<Hearing<'_>> {
    fields.maps("heard").map(hearing).collect()
}

fn hearing(fields: &Fields) -> Hearing<'_> {
    Hearing {
        category: fields.text("category").unwrap_or_default(),
        heard: fields.links("organisations").chain(fields.links("persons")).collect(),
        note: fields.prose("note"),
    }
}
