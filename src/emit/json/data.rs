//! Data in the JSON twin: tables, figures, and the blocks of a corpus's own kinds.

use crate::model::table::{self, Cell, Row};
use crate::model::{DataBlock, Figure, Number};
use crate::prose::{Inline, markdown};

use super::Printer;
use super::tree::{Json, object};

impl<'a> Printer<'a> {
    /// `rows` holds every row in order; `groups` tells which of them stand below a heading.
    pub(super) fn table(&self, block: &'a DataBlock) -> Json<'a> {
        let table = table::read(&block.fields);
        let columns = table.columns.into_iter();
        let columns = columns.map(|column| object([("title", self.line(column.title)), ("unit", column.unit.into())]));
        let (mut rows, mut groups): (Vec<Json>, Vec<(Json, usize)>) = Default::default();
        for row in &table.rows {
            match row {
                Row::Group(title) => groups.push((self.line(title), rows.len())),
                Row::Cells(cells, _) => rows.push(
                    cells
                        .iter()
                        .map(|cell| match cell {
                            Cell::Empty => Json::Null,
                            Cell::Number(value) => number(*value),
                            Cell::Words(content) => self.line(content),
                        })
                        .collect(),
                ),
            }
        }
        let ends: Vec<usize> = groups.iter().skip(1).map(|(_, first)| *first).chain([rows.len()]).collect();
        let groups = groups.into_iter().zip(ends).map(|((title, first), end)| {
            object([("title", title), ("first", first.into()), ("rows", (end - first).into())])
        });
        object([
            ("anchor", block.anchor.as_deref().into()),
            ("caption", self.line(table.caption)),
            ("columns", columns.collect()),
            ("row_headers", Json::Bool(table.has_row_headers)),
            ("rows", Json::List(rows)),
            ("groups", groups.collect()),
            ("note", block.fields.prose("note").map(|note| self.prose(note)).into()),
            ("source", block.fields.links("source").next().map(|source| self.link(source)).into()),
        ])
    }

    pub(super) fn block(&self, block: &'a DataBlock) -> Json<'a> {
        object([
            ("name", block.name.as_str().into()),
            ("anchor", block.anchor.as_deref().into()),
            ("fields", self.fields(&block.fields)),
        ])
    }

    /// The number as `value`, or a series as `values`; what is not said is null, and a number is exact unless said otherwise.
    pub(super) fn figure(&self, figure: &'a Figure) -> Json<'a> {
        let numbers = match figure.is_series {
            true => ("values", figure.numbers.iter().map(|of| self.value(of)).collect()),
            false => ("value", figure.numbers.first().map(|of| number(of.value)).into()),
        };
        object([
            numbers,
            ("unit", figure.unit.as_str().into()),
            ("per", figure.per.as_deref().into()),
            ("qualifier", figure.qualifier.as_deref().unwrap_or("exact").into()),
            ("date", figure.date.as_ref().map(|when| self.date(when)).into()),
            ("population", figure.population.as_deref().into()),
        ])
    }

    fn value(&self, of: &'a Number) -> Json<'a> {
        object([
            ("label", self.line(&of.label)),
            ("value", number(of.value)),
            ("group", of.group.as_deref().into()),
            ("date", of.date.as_ref().map(|when| self.date(when)).into()),
            ("note", of.note.as_ref().map(|note| self.line(note)).into()),
        ])
    }

    /// A figure that the record states: `anchor` is the place in the record, null for the record as a whole.
    pub(super) fn stated(&self, (anchor, figure): &(Option<&'a str>, usize)) -> Json<'a> {
        let of = &self.site.corpus.records[*figure];
        object([
            ("id", (&*of.id).into()),
            ("anchor", (*anchor).into()),
            ("title", of.label().into()),
            ("address", self.address(*figure, None).into()),
        ])
    }

    fn line(&self, content: &[Inline]) -> Json<'a> {
        markdown::inlines(content, &self.context).into()
    }
}

/// A number as its source writes it: whole where it has no decimals.
fn number(value: f64) -> Json<'static> {
    // Up to 2^53 every whole number is itself.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if value.fract() == 0.0 && value.abs() <= EXACT { Json::Integer(value as i64) } else { Json::Number(value) }
}
