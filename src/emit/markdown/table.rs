//! Tables in the Markdown twin: as GFM writes them, with the caption above and the note and the source below.

use crate::model::DataBlock;
use crate::model::table::{self, Cell, Row};
use crate::prose::{Align, Block, BlockKind, Inline, Table};
use crate::site::figures;

use super::Printer;
use super::blocks::{link, title};

/// The rows of a table below a heading, where they have one.
pub(super) type Group = (Option<Vec<Inline>>, Vec<Vec<Vec<Inline>>>);

impl Printer<'_> {
    /// The table of a block in a section of that level.
    pub(super) fn table(&self, block: &DataBlock, level: u8) -> Vec<Block> {
        let table = table::read(&block.fields);
        let head = table.columns.iter().map(|column| headed(column.title.to_vec(), column.unit_beside()));
        let align = (0..table.columns.len()).map(|column| self.align(table.has_numbers(column)));
        let mut groups: Vec<Group> = Vec::new();
        for row in &table.rows {
            match row {
                Row::Group(title) => groups.push((Some(title.to_vec()), Vec::new())),
                Row::Cells(cells, _) => {
                    let cells = cells.iter().map(|cell| match cell {
                        Cell::Empty => Vec::new(),
                        Cell::Number(value) => vec![self.number(*value)],
                        Cell::Words(content) => content.to_vec(),
                    });
                    if groups.is_empty() {
                        groups.push((None, Vec::new()));
                    }
                    groups.last_mut().expect("there is a first group").1.push(cells.collect());
                }
            }
        }
        let mut blocks = vec![title(table.caption.to_vec(), block.anchor.as_deref(), level)];
        blocks.push(grid(head.collect(), align.collect(), groups));
        blocks.extend(block.fields.prose("note").into_iter().flat_map(|note| self.notes.take(note)));
        blocks.extend(block.fields.links("source").next().map(|source| {
            let label = format!("{}{} ", self.site.strings.get("source"), self.colon);
            Block::paragraph(vec![Inline::text(label), link(&source.target, None)])
        }));
        blocks
    }

    pub(super) fn number(&self, value: f64) -> Inline {
        Inline::text(figures::number(value, self.lang))
    }

    pub(super) fn align(&self, has_numbers: bool) -> Align {
        if has_numbers { Align::Right } else { Align::None }
    }
}

/// The words at the head of a column, with the unit of what stands below.
pub(super) fn headed(mut title: Vec<Inline>, unit: Option<&str>) -> Vec<Inline> {
    title.extend(unit.map(|unit| Inline::text(format!(" ({unit})"))));
    title
}

/// A table in one piece: GFM has no groups of rows, so that the heading of one is a row in bold.
pub(super) fn grid(head: Vec<Vec<Inline>>, align: Vec<Align>, groups: Vec<Group>) -> Block {
    let width = head.len();
    let mut rows = Vec::new();
    for (title, below) in groups {
        rows.extend(title.map(|title| {
            let mut row = vec![Vec::new(); width];
            row.iter_mut().take(1).for_each(|first| *first = vec![Inline::Strong(title.clone())]);
            row
        }));
        rows.extend(below);
    }
    Block { kind: BlockKind::Table(Box::new(Table { align, head, rows })), span: 0..0 }
}
