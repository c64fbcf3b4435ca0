//! The words of a provision: of a section with its subsections, of a measure or of a data block.

use crate::diagnostics::Lang;
use crate::model::{Datum, Fields, Item, Piece, Record};
use crate::prose::{NoLinks, plain};

/// The plain words under an anchor; `None` where nothing has it. Dates are as the source words them.
pub(super) fn text(record: &Record, anchor: &str, lang: Lang) -> Option<String> {
    let mut out = String::new();
    if let Some(measure) = record.measure(anchor) {
        write_fields(&measure.fields, lang, &mut out);
        return Some(out);
    }
    if let Some(block) = record.data.iter().find(|block| block.anchor.as_deref() == Some(anchor)) {
        write_fields(&block.fields, lang, &mut out);
        return Some(out);
    }
    let at = record.sections.iter().position(|section| section.anchor.as_deref() == Some(anchor))?;
    let own = &record.sections[at];
    let below = record.sections[at + 1..].iter().take_while(|section| section.level > own.level);
    for section in std::iter::once(own).chain(below) {
        out.push_str(&section.plain_title());
        out.push('\n');
        for piece in &section.pieces {
            match piece {
                Piece::Prose(blocks) => out.push_str(&plain::blocks(blocks, &NoLinks)),
                Piece::Measure(at) => write_fields(&record.measures[*at].fields, lang, &mut out),
                Piece::Data(at) | Piece::Milestone { block: at, .. } => {
                    write_fields(&record.data[*at].fields, lang, &mut out)
                }
            }
            out.push('\n');
        }
    }
    Some(out)
}

fn write_fields(fields: &Fields, lang: Lang, out: &mut String) {
    fields.entries.iter().for_each(|(_, item)| write_item(item, lang, out));
}

fn write_item(item: &Item, lang: Lang, out: &mut String) {
    match &item.datum {
        Datum::Map(fields) => return write_fields(fields, lang, out),
        Datum::List(items) => return items.iter().for_each(|item| write_item(item, lang, out)),
        Datum::Prose(prose) => out.push_str(&plain::blocks(&prose.blocks, &NoLinks)),
        Datum::Date(when) => out.push_str(&when.display(lang)),
        Datum::Null | Datum::Bool(_) | Datum::Link(_) => return,
        Datum::Integer(_) | Datum::Number(_) | Datum::Text(_) | Datum::Line(_) => {
            out.push_str(&item.text().unwrap_or_default());
        }
    }
    out.push('\n');
}
