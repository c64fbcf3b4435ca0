//! A table as readers see it: a caption, header cells that say what they head, numbers as their language writes them.

use std::sync::Arc;

use serde::Serialize;

use crate::model::DataBlock;
use crate::model::table::{self, Cell, Row};

use super::pieces::Link;
use super::words::Words;

#[derive(Debug, Serialize)]
pub(super) struct TableView {
    pub anchor: Option<Arc<str>>,
    /// What labels the table for those who scroll it.
    pub caption_id: String,
    pub caption: String,
    /// Plain words, for its permanent link.
    pub caption_text: String,
    pub columns: Vec<ColumnView>,
    /// The rows below one heading; the first group has none.
    pub groups: Vec<GroupView>,
    pub note: Option<String>,
    pub source: Option<Link>,
}

#[derive(Debug, Serialize)]
pub(super) struct ColumnView {
    pub html: String,
    pub unit: Option<String>,
    pub is_number: bool,
}

#[derive(Debug, Default, Serialize)]
pub(super) struct GroupView {
    pub title: Option<String>,
    pub rows: Vec<Vec<CellView>>,
}

#[derive(Debug, Serialize)]
pub(super) struct CellView {
    pub html: String,
    pub is_number: bool,
    pub is_header: bool,
}

/// The table of a block; `at` tells it from the other tables of the page.
pub(super) fn view<'a>(words: &Words<'a>, block: &'a DataBlock, at: usize) -> TableView {
    let table = table::read(&block.fields);
    let mut groups = vec![GroupView::default()];
    for row in &table.rows {
        match row {
            Row::Group(title) => {
                groups.push(GroupView { title: Some(words.inlines(title)), rows: Vec::new() });
            }
            Row::Cells(cells, _) => {
                let cells = cells.iter().enumerate();
                let view = |(column, cell): (usize, &Cell<'a>)| CellView {
                    html: match cell {
                        Cell::Empty => String::new(),
                        Cell::Number(value) => words.number(*value),
                        Cell::Words(content) => words.inlines(content),
                    },
                    is_number: matches!(cell, Cell::Number(_)),
                    is_header: column == 0 && table.has_row_headers,
                };
                let cells = cells.map(view).collect();
                groups.last_mut().expect("there is a first group").rows.push(cells);
            }
        }
    }
    groups.retain(|group| group.title.is_some() || !group.rows.is_empty());
    let columns = table.columns.iter().enumerate();
    TableView {
        anchor: block.anchor.clone(),
        caption_id: format!("page_tableau-{at}"),
        caption: words.inlines(table.caption),
        caption_text: words.text(&block.title().unwrap_or_default()),
        columns: columns
            .map(|(at, column)| ColumnView {
                html: words.inlines(column.title),
                unit: column.unit_beside().map(|unit| words.line(unit)),
                is_number: table.has_numbers(at),
            })
            .collect(),
        groups,
        note: block.fields.prose("note").map(|note| words.prose(note)),
        source: block.fields.links("source").next().and_then(|link| words.link_to(&link.target, None)),
    }
}
