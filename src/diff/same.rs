//! When two values are the same to a reader: wherever they were written, and whatever a record was called then.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{Datum, Fields, Item};
use crate::prose::{Block, BlockKind, Definition, Inline, Prose, each_line_mut};

use super::words;

/// Knows which records have another id now.
#[derive(Debug, Default)]
pub struct Same<'a> {
    /// Former id → id.
    pub renamed: BTreeMap<&'a str, &'a str>,
}

impl Same<'_> {
    pub fn id<'b>(&'b self, id: &'b str) -> &'b str {
        self.renamed.get(id).copied().unwrap_or(id)
    }

    /// True where both say the same, the first in the old corpus.
    pub fn items(&self, old: &Item, new: &Item) -> bool {
        match (&old.datum, &new.datum) {
            (Datum::Null, Datum::Null) => true,
            (Datum::Bool(a), Datum::Bool(b)) => a == b,
            (Datum::Integer(a), Datum::Integer(b)) => a == b,
            (Datum::Number(a), Datum::Number(b)) => a.to_bits() == b.to_bits(),
            (Datum::Text(a), Datum::Text(b)) => a == b || is_set_alike(a, b),
            (Datum::Date(a), Datum::Date(b)) => a == b,
            (Datum::Link(a), Datum::Link(b)) => self.id(&a.target) == b.target && a.anchor == b.anchor,
            (Datum::Prose(a), Datum::Prose(b)) => self.prose(a, true) == self.prose(b, false),
            (Datum::Line(a), Datum::Line(b)) => self.line(a, true) == self.line(b, false),
            (Datum::List(a), Datum::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| self.items(a, b)),
            (Datum::Map(a), Datum::Map(b)) => self.fields(a, b),
            _ => false,
        }
    }

    fn fields(&self, old: &Fields, new: &Fields) -> bool {
        let holds = |(name, item): &(Arc<str>, Item)| new.get(name).is_some_and(|other| self.items(item, other));
        old.entries.len() == new.entries.len() && old.entries.iter().all(holds)
    }

    /// A text as its writer meant it, to be compared: without places and marks of glossary, its notes at its end.
    pub fn prose(&self, prose: &Prose, is_old: bool) -> Vec<Block> {
        prose.parts().flatten().map(|block| self.block(block, is_old)).collect()
    }

    pub fn blocks(&self, blocks: &[Block], is_old: bool) -> Vec<Block> {
        blocks.iter().map(|block| self.block(block, is_old)).collect()
    }

    fn block(&self, block: &Block, is_old: bool) -> Block {
        let blocks = |blocks: &[Block]| self.blocks(blocks, is_old);
        let lines = |lines: &[Vec<Inline>]| lines.iter().map(|line| self.line(line, is_old)).collect::<Vec<_>>();
        let kind = match &block.kind {
            BlockKind::Heading(heading) => {
                let mut heading = heading.clone();
                heading.content = self.line(&heading.content, is_old);
                BlockKind::Heading(heading)
            }
            BlockKind::Paragraph(content) => BlockKind::Paragraph(self.line(content, is_old)),
            BlockKind::Quote(inside) => BlockKind::Quote(blocks(inside)),
            BlockKind::Alert(alert, inside) => BlockKind::Alert(*alert, blocks(inside)),
            BlockKind::List { start, tight, items } => {
                let items = items.iter().map(|item| blocks(item)).collect();
                BlockKind::List { start: *start, tight: *tight, items }
            }
            BlockKind::Table(table) => {
                let mut table = table.clone();
                table.cells_mut().for_each(|cell| *cell = self.line(cell, is_old));
                BlockKind::Table(table)
            }
            BlockKind::Definitions(definitions) => {
                let definition = |of: &Definition| Definition {
                    terms: lines(&of.terms),
                    meanings: of.meanings.iter().map(|meaning| blocks(meaning)).collect(),
                };
                BlockKind::Definitions(definitions.iter().map(definition).collect())
            }
            other => other.clone(),
        };
        Block { kind, span: 0..0 }
    }

    pub fn line(&self, line: &[Inline], is_old: bool) -> Vec<Inline> {
        let mut made = Vec::new();
        self.write(line, is_old, &mut made);
        made
    }

    fn write(&self, line: &[Inline], is_old: bool, made: &mut Vec<Inline>) {
        for inline in line {
            if let Some(words) = inline.words() {
                push(made, words);
                continue;
            }
            let mut of = match inline {
                Inline::SoftBreak => {
                    push(made, " ");
                    continue;
                }
                Inline::Marked(marked) => {
                    self.write(&marked.content, is_old, made);
                    continue;
                }
                other => other.clone(),
            };
            match &mut of {
                Inline::Reference(reference) => {
                    reference.span = 0..0;
                    if is_old {
                        reference.target = self.id(&reference.target).to_owned();
                    }
                }
                Inline::Link(link) => link.span = 0..0,
                Inline::Image(image) => image.span = 0..0,
                Inline::FootnoteMark { span, .. } | Inline::Html { span, .. } => *span = 0..0,
                _ => {}
            }
            if let Some(content) = of.inside_mut() {
                *content = self.line(content, is_old);
            }
            made.push(of);
        }
    }
}

/// Adds text to a line; what follows other text makes that one longer.
fn push(line: &mut Vec<Inline>, more: &str) {
    match line.last_mut() {
        Some(Inline::Text { text, .. }) => text.push_str(more),
        _ => line.push(Inline::text(more)),
    }
}

/// True where two plain texts have the same words, whatever the sort of their apostrophes and spaces.
pub fn is_set_alike(old: &str, new: &str) -> bool {
    words::compare(old, new).iter().all(|run| run.kept)
}

/// A line with its text in the one form that pages show, to tell other marks from other signs.
pub fn set(blocks: &[Block]) -> Vec<Block> {
    let mut blocks = blocks.to_vec();
    let mut set = |text: &mut String| {
        let plain = text.replace(['’', 'ʼ'], "'").replace('\u{2011}', "-").replace('œ', "oe");
        *text = plain.split_whitespace().collect::<Vec<_>>().join(" ");
        if plain.starts_with(char::is_whitespace) {
            text.insert(0, ' ');
        }
        if plain.ends_with(char::is_whitespace) {
            text.push(' ');
        }
    };
    each_line_mut(&mut blocks, &mut |line| each_text(line, &mut set));
    blocks
}

fn each_text(line: &mut [Inline], change: &mut dyn FnMut(&mut String)) {
    for inline in line {
        if let Inline::Text { text, .. } = inline {
            change(text);
        }
        if let Some(inside) = inline.inside_mut() {
            each_text(inside, change);
        }
    }
}
