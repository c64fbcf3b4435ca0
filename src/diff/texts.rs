//! The texts of a record, each with the place that it is in, paragraph by paragraph.

use std::collections::BTreeMap;

use crate::prose::{Block, BlockKind, Inline};

/// A text with the name of the place that it is in.
pub struct Text<'t> {
    pub blocks: &'t mut Vec<Block>,
    pub place: Option<String>,
}

/// A paragraph: the number of its text, and its own in it.
pub type At = (usize, usize);

/// Calls `see` on every paragraph of the texts.
pub fn each_paragraph(texts: &mut [Text<'_>], see: &mut dyn FnMut(At, &mut Vec<Inline>)) {
    for (text, of) in texts.iter_mut().enumerate() {
        let mut number = 0;
        each_within(of.blocks, &mut |content| {
            see((text, number), content);
            number += 1;
        });
    }
}

/// Puts other lines in the place of paragraphs.
pub fn put(texts: &mut [Text<'_>], mut lines: BTreeMap<At, Vec<Inline>>) {
    each_paragraph(texts, &mut |at, content| {
        if let Some(line) = lines.remove(&at) {
            *content = line;
        }
    });
}

fn each_within(blocks: &mut [Block], see: &mut dyn FnMut(&mut Vec<Inline>)) {
    for block in blocks {
        match &mut block.kind {
            BlockKind::Paragraph(content) => see(content),
            BlockKind::Quote(inside) | BlockKind::Alert(_, inside) => each_within(inside, see),
            BlockKind::List { items, .. } => items.iter_mut().for_each(|item| each_within(item, see)),
            BlockKind::Definitions(definitions) => definitions
                .iter_mut()
                .for_each(|of| of.meanings.iter_mut().for_each(|meaning| each_within(meaning, see))),
            _ => {}
        }
    }
}
