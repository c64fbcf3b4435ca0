//! The maps of a record: what rules that look at two fields side by side walk over.

use crate::model::{Datum, Fields, Item, Record};

/// Calls `see` on every map of fields at any depth: the record's own first, then those of its measures and data blocks.
pub(super) fn each<'a>(record: &'a Record, see: &mut dyn FnMut(&'a Fields)) {
    of_fields(&record.fields, see);
    record.measures.iter().for_each(|measure| of_fields(&measure.fields, see));
    record.data.iter().for_each(|block| of_fields(&block.fields, see));
}

fn of_fields<'a>(fields: &'a Fields, see: &mut dyn FnMut(&'a Fields)) {
    see(fields);
    fields.entries.iter().for_each(|(_, item)| of_item(item, see));
}

fn of_item<'a>(item: &'a Item, see: &mut dyn FnMut(&'a Fields)) {
    match &item.datum {
        Datum::Map(fields) => of_fields(fields, see),
        Datum::List(items) => items.iter().for_each(|item| of_item(item, see)),
        _ => {}
    }
}
