//! Data in the JSON twin: tables, figures, and the blocks of a corpus's own kinds.

use serde_json::{Map, Value as Json, json};

use crate::model::table::{self, Cell, Row};
use crate::model::{DataBlock, Figure, Number};
use crate::prose::{Inline, markdown};

use super::Printer;

impl Printer<'_> {
    /// `rows` holds every row in order; `groups` tells which of them stand below a heading.
    pub(super) fn table(&self, block: &DataBlock) -> Json {
        let table = table::read(&block.fields);
        let columns = table.columns.iter();
        let columns = columns.map(|column| json!({"title": self.line(column.title), "unit": column.unit}));
        let (mut rows, mut groups): (Vec<Vec<Json>>, Vec<(String, usize)>) = Default::default();
        for row in &table.rows {
            match row {
                Row::Group(title) => groups.push((self.line(title), rows.len())),
                Row::Cells(cells, _) => rows.push(
                    cells
                        .iter()
                        .map(|cell| match cell {
                            Cell::Empty => Json::Null,
                            Cell::Number(value) => number(*value),
                            Cell::Words(content) => json!(self.line(content)),
                        })
                        .collect(),
                ),
            }
        }
        let ends = groups.iter().skip(1).map(|(_, first)| *first).chain([rows.len()]);
        let groups = groups.iter().zip(ends);
        let groups: Vec<Json> =
            groups.map(|((title, first), end)| json!({"title": title, "first": first, "rows": end - first})).collect();
        json!({
            "anchor": block.anchor,
            "caption": self.line(table.caption),
            "columns": columns.collect::<Vec<_>>(),
            "row_headers": table.has_row_headers,
            "rows": rows,
            "groups": groups,
            "note": block.fields.prose("note").map(|note| self.prose(note)),
            "source": block.fields.links("source").next().map(|source| self.link(source)),
        })
    }

    pub(super) fn block(&self, block: &DataBlock) -> Json {
        json!({"name": block.name, "anchor": block.anchor, "fields": self.fields(&block.fields)})
    }

    /// The number as `value`, or a series as `values`; what is not said is null, and a number is exact unless said otherwise.
    pub(super) fn figure(&self, figure: &Figure) -> Json {
        let mut object = Map::new();
        if figure.is_series {
            object.insert("values".into(), figure.numbers.iter().map(|of| self.value(of)).collect());
        } else {
            object.insert("value".into(), figure.numbers.first().map_or(Json::Null, |of| number(of.value)));
        }
        object.insert("unit".into(), json!(figure.unit));
        object.insert("per".into(), json!(figure.per));
        object.insert("qualifier".into(), json!(figure.qualifier.as_deref().unwrap_or("exact")));
        object.insert("date".into(), figure.date.as_ref().map_or(Json::Null, |when| self.date(when)));
        object.insert("population".into(), json!(figure.population));
        Json::Object(object)
    }

    fn value(&self, of: &Number) -> Json {
        json!({
            "label": self.line(&of.label),
            "value": number(of.value),
            "group": of.group,
            "date": of.date.as_ref().map(|when| self.date(when)),
            "note": of.note.as_ref().map(|note| self.line(note)),
        })
    }

    /// A figure that the record states: `anchor` is the place in the record, null for the record as a whole.
    pub(super) fn stated(&self, (anchor, figure): &(Option<&str>, usize)) -> Json {
        let of = &self.site.corpus.records[*figure];
        json!({
            "id": &*of.id,
            "anchor": anchor,
            "title": of.label(),
            "address": self.address(*figure, None),
        })
    }

    fn line(&self, content: &[Inline]) -> String {
        markdown::inlines(content, &self.context)
    }
}

/// A number as its source writes it: whole where it has no decimals.
fn number(value: f64) -> Json {
    // Up to 2^53 every whole number is itself.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if value.fract() == 0.0 && value.abs() <= EXACT { json!(value as i64) } else { json!(value) }
}
