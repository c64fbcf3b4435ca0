//! A table: its caption, the header cells of its columns and of its rows, and its cells.

use crate::prose::{Inline, plain, slug};

use super::fields::{Datum, Fields, Item};

/// A table as its block states it; everything is borrowed from the block's fields.
#[derive(Debug)]
pub struct Table<'a> {
    pub caption: &'a [Inline],
    pub columns: Vec<Column<'a>>,
    pub rows: Vec<Row<'a>>,
    /// True where the first cell of each row is its header.
    pub has_row_headers: bool,
}

#[derive(Debug)]
pub struct Column<'a> {
    pub title: &'a [Inline],
    /// Of every number below.
    pub unit: Option<String>,
}

#[derive(Debug)]
pub enum Row<'a> {
    /// The heading of the rows that follow.
    Group(&'a [Inline]),
    Cells(Vec<Cell<'a>>, &'a Item),
}

#[derive(Clone, Copy, Debug)]
pub enum Cell<'a> {
    Empty,
    Number(f64),
    Words(&'a [Inline]),
}

impl Column<'_> {
    /// The unit where the title does not say it: « Points », in points, needs to say it once.
    pub fn unit_beside(&self) -> Option<&str> {
        self.unit.as_deref().filter(|unit| slug(unit) != slug(&plain::inlines(self.title)))
    }
}

impl Table<'_> {
    /// True where a column holds a number.
    pub fn has_numbers(&self, column: usize) -> bool {
        self.rows.iter().any(|row| match row {
            Row::Cells(cells, _) => matches!(cells.get(column), Some(Cell::Number(_))),
            Row::Group(_) => false,
        })
    }
}

/// Reads a table from the fields of its block, whose shape was checked.
pub fn read(fields: &Fields) -> Table<'_> {
    Table {
        caption: line(fields, "caption"),
        columns: fields.list("columns").iter().map(column).collect(),
        rows: fields.list("rows").iter().filter_map(row).collect(),
        has_row_headers: !matches!(fields.get("row_headers").map(|item| &item.datum), Some(Datum::Bool(false))),
    }
}

fn column(item: &Item) -> Column<'_> {
    match &item.datum {
        Datum::Map(map) => Column { title: line(map, "title"), unit: map.text("unit") },
        _ => Column { title: words(item), unit: None },
    }
}

fn row(item: &Item) -> Option<Row<'_>> {
    match &item.datum {
        Datum::Map(map) => Some(Row::Group(line(map, "group"))),
        Datum::List(cells) => Some(Row::Cells(cells.iter().map(cell).collect(), item)),
        _ => None,
    }
}

fn cell(item: &Item) -> Cell<'_> {
    match &item.datum {
        Datum::Integer(value) => Cell::Number(*value as f64),
        Datum::Number(value) => Cell::Number(*value),
        Datum::Line(content) => Cell::Words(content),
        _ => Cell::Empty,
    }
}

fn line<'a>(fields: &'a Fields, name: &str) -> &'a [Inline] {
    fields.get(name).map_or(&[], words)
}

fn words(item: &Item) -> &[Inline] {
    match &item.datum {
        Datum::Line(content) => content,
        _ => &[],
    }
}
