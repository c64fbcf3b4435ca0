//! Walks over the tree: everything of one sort that a text holds, in the order of reading.

use crate::inputs::Span;

use super::{Block, BlockKind, Inline};

/// Calls `see` on every block, a block before those inside it.
pub fn each_block<'a>(blocks: &'a [Block], see: &mut dyn FnMut(&'a Block)) {
    for block in blocks {
        see(block);
        match &block.kind {
            BlockKind::Quote(inside) | BlockKind::Alert(_, inside) => each_block(inside, see),
            BlockKind::List { items, .. } => items.iter().for_each(|item| each_block(item, see)),
            BlockKind::Definitions(definitions) => definitions
                .iter()
                .for_each(|definition| definition.meanings.iter().for_each(|meaning| each_block(meaning, see))),
            _ => {}
        }
    }
}

/// Calls `see` on every line of `blocks`: headings, paragraphs, cells, and terms of definition lists.
pub fn each_line<'a>(blocks: &'a [Block], see: &mut dyn FnMut(&'a [Inline])) {
    each_block(blocks, &mut |block| match &block.kind {
        BlockKind::Heading(heading) => see(&heading.content),
        BlockKind::Paragraph(content) => see(content),
        BlockKind::Table(table) => table.cells().for_each(|cell| see(cell)),
        BlockKind::Definitions(definitions) => {
            definitions.iter().for_each(|definition| definition.terms.iter().for_each(|term| see(term)))
        }
        _ => {}
    });
}

/// Calls `see` on everything in the lines of `blocks`, an element before those inside it.
pub fn each_inline<'a>(blocks: &'a [Block], see: &mut dyn FnMut(&'a Inline)) {
    each_line(blocks, &mut |line| each_in_line(line, see));
}

fn each_in_line<'a>(content: &'a [Inline], see: &mut dyn FnMut(&'a Inline)) {
    for inline in content {
        see(inline);
        if let Some(inside) = inline.inside() {
            each_in_line(inside, see);
        }
    }
}

impl Inline {
    /// Words that the program makes: they stand in no file.
    pub fn text(text: impl Into<String>) -> Inline {
        Inline::Text { text: text.into(), span: 0..0 }
    }

    /// The words of a text, of a mention or of a citation.
    pub fn words(&self) -> Option<&str> {
        match self {
            Inline::Text { text, .. } => Some(text),
            Inline::Mention { text, .. } => Some(text),
            Inline::Citation(citation) => Some(&citation.text),
            _ => None,
        }
    }

    /// What stands inside of this element, if it can hold others.
    pub fn inside(&self) -> Option<&[Inline]> {
        match self {
            Inline::Emphasis(content)
            | Inline::Strong(content)
            | Inline::Strikethrough(content)
            | Inline::Superscript(content)
            | Inline::Subscript(content)
            | Inline::Removed(content)
            | Inline::Added(content) => Some(content),
            Inline::Link(link) => Some(&link.content),
            Inline::Marked(marked) => Some(&marked.content),
            Inline::Moved(moved) => Some(&moved.content),
            Inline::Reference(reference) => reference.words.as_deref(),
            _ => None,
        }
    }

    /// The same, to be changed.
    pub fn inside_mut(&mut self) -> Option<&mut Vec<Inline>> {
        match self {
            Inline::Emphasis(content)
            | Inline::Strong(content)
            | Inline::Strikethrough(content)
            | Inline::Superscript(content)
            | Inline::Subscript(content)
            | Inline::Removed(content)
            | Inline::Added(content) => Some(content),
            Inline::Link(link) => Some(&mut link.content),
            Inline::Marked(marked) => Some(&mut marked.content),
            Inline::Moved(moved) => Some(&mut moved.content),
            Inline::Reference(reference) => reference.words.as_mut(),
            _ => None,
        }
    }
}

/// Calls `change` on every line of `blocks`, each term of a definition list before what it means.
pub fn each_line_mut(blocks: &mut [Block], change: &mut dyn FnMut(&mut Vec<Inline>)) {
    for block in blocks {
        match &mut block.kind {
            BlockKind::Heading(heading) => change(&mut heading.content),
            BlockKind::Paragraph(content) => change(content),
            BlockKind::Quote(inside) | BlockKind::Alert(_, inside) => each_line_mut(inside, change),
            BlockKind::List { items, .. } => items.iter_mut().for_each(|item| each_line_mut(item, change)),
            BlockKind::Table(table) => table.cells_mut().for_each(&mut *change),
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    definition.terms.iter_mut().for_each(&mut *change);
                    definition.meanings.iter_mut().for_each(|meaning| each_line_mut(meaning, change));
                }
            }
            BlockKind::Code { .. } | BlockKind::Rule | BlockKind::Html(_) | BlockKind::Data(_) => {}
        }
    }
}

/// Calls `change` on every line of running text: paragraphs, cells, and terms of definition lists.
///
/// Not on headings; not in quotations when `quotations` is false. `change` goes into emphasis and the like itself.
pub fn each_run_mut(blocks: &mut [Block], quotations: bool, change: &mut dyn FnMut(&mut Vec<Inline>, &Span)) {
    for block in blocks {
        let span = &block.span;
        match &mut block.kind {
            BlockKind::Paragraph(content) => change(content, span),
            BlockKind::Quote(inside) if quotations => each_run_mut(inside, quotations, change),
            BlockKind::Alert(_, inside) => each_run_mut(inside, quotations, change),
            BlockKind::List { items, .. } => items.iter_mut().for_each(|item| each_run_mut(item, quotations, change)),
            BlockKind::Table(table) => table.cells_mut().for_each(|cell| change(cell, span)),
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    definition.terms.iter_mut().for_each(|term| change(term, span));
                    definition.meanings.iter_mut().for_each(|meaning| each_run_mut(meaning, quotations, change));
                }
            }
            _ => {}
        }
    }
}

/// Calls `change` on every span of the tree.
pub(super) fn each_span_mut(blocks: &mut [Block], change: &mut dyn FnMut(&mut Span)) {
    for block in blocks {
        change(&mut block.span);
        match &mut block.kind {
            BlockKind::Heading(heading) => each_span_in_line(&mut heading.content, change),
            BlockKind::Paragraph(content) => each_span_in_line(content, change),
            BlockKind::Quote(inside) | BlockKind::Alert(_, inside) => each_span_mut(inside, change),
            BlockKind::List { items, .. } => items.iter_mut().for_each(|item| each_span_mut(item, change)),
            BlockKind::Table(table) => table.cells_mut().for_each(|cell| each_span_in_line(cell, change)),
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    definition.terms.iter_mut().for_each(|term| each_span_in_line(term, change));
                    definition.meanings.iter_mut().for_each(|meaning| each_span_mut(meaning, change));
                }
            }
            BlockKind::Data(data) => {
                change(&mut data.name_span);
                change(&mut data.body);
            }
            BlockKind::Code { .. } | BlockKind::Rule | BlockKind::Html(_) => {}
        }
    }
}

fn each_span_in_line(content: &mut [Inline], change: &mut dyn FnMut(&mut Span)) {
    for inline in content {
        match inline {
            Inline::Text { span, .. } | Inline::FootnoteMark { span, .. } | Inline::Html { span, .. } => change(span),
            Inline::Image(image) => change(&mut image.span),
            Inline::Link(link) => change(&mut link.span),
            Inline::Reference(reference) => change(&mut reference.span),
            _ => {}
        }
        if let Some(inside) = inline.inside_mut() {
            each_span_in_line(inside, change);
        }
    }
}
