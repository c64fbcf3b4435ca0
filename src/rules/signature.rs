//! When a text was signed, and where its record says so.

use crate::inputs::Place;
use crate::model::Record;
use crate::model::time::When;

pub(super) fn signed(record: &Record) -> Option<&When> {
    record.fields.date("signed")
}

pub(super) fn place(record: &Record) -> Place {
    record.fields.get("signed").map_or(record.id_place.clone(), |item| record.place(&item.span))
}
