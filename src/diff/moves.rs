//! Passages that went from one place of a record and came to another: told as moved, not as struck out and written anew.

use std::collections::BTreeMap;

use crate::prose::{Block, BlockKind, Inline, Moved};

use super::degree::{Counted, best};
use super::likely;
use super::line::{Signs, merged};

/// A passage that moved must say this much, by its letters: a word or two come and go anywhere.
const LEAST: usize = 24;

/// From this degree of likeness on a passage is one that moved and was changed on its way.
pub const ALIKE: u32 = 700;

/// A text with the name of the place that it is in.
pub struct Text<'t> {
    pub blocks: &'t mut Vec<Block>,
    pub place: Option<String>,
}

/// A whole line that went or came: which text it is in, and which of its paragraphs.
struct Whole {
    text: usize,
    number: usize,
    content: Vec<Inline>,
}

/// Finds the passages that moved within and between the texts of a record, and marks them so.
pub fn mark(texts: &mut [Text<'_>]) {
    let (mut gone, mut come) = (Vec::new(), Vec::new());
    let mut signs = Signs::default();
    for (text, of) in texts.iter_mut().enumerate() {
        let mut number = 0;
        each_paragraph(of.blocks, &mut |content| {
            let mut whole = |content: &[Inline]| {
                let words = signs.text(content);
                let whole = Whole { text, number, content: content.to_vec() };
                says_enough(&words).then(|| (whole, Counted::new(words)))
            };
            match content.as_slice() {
                [Inline::Removed(inside)] => gone.extend(whole(inside)),
                [Inline::Added(inside)] => come.extend(whole(inside)),
                _ => {}
            }
            number += 1;
        });
    }
    let (gone, was): (Vec<Whole>, Vec<Counted>) = gone.into_iter().unzip();
    let (come, is): (Vec<Whole>, Vec<Counted>) = come.into_iter().unzip();
    // The lines as they are told, by the text and the paragraph that they stand in.
    let mut told: BTreeMap<(usize, usize), Vec<Inline>> = BTreeMap::new();
    for (at, to) in best(likely::pairs(&was, &is, ALIKE, |_, _| true)) {
        let (was, is) = (&gone[at], &come[to]);
        let place = |of: &Whole| texts[of.text].place.clone().filter(|_| was.text != is.text);
        let (from, towards) = (place(was), place(is));
        let comes = Moved { away: false, place: from, content: merged(&was.content, &is.content) };
        let stays = Moved { away: true, place: towards, content: was.content.clone() };
        let line = |moved| vec![Inline::Moved(Box::new(moved))];
        told.extend([((was.text, was.number), line(stays)), ((is.text, is.number), line(comes))]);
    }
    for (text, of) in texts.iter_mut().enumerate() {
        let mut number = 0;
        each_paragraph(of.blocks, &mut |content| {
            if let Some(line) = told.remove(&(text, number)) {
                *content = line;
            }
            number += 1;
        });
    }
}

fn says_enough(words: &str) -> bool {
    words.chars().filter(|c| c.is_alphanumeric()).count() >= LEAST
}

pub fn each_paragraph(blocks: &mut [Block], see: &mut dyn FnMut(&mut Vec<Inline>)) {
    for block in blocks {
        match &mut block.kind {
            BlockKind::Paragraph(content) => see(content),
            BlockKind::Quote(inside) | BlockKind::Alert(_, inside) => each_paragraph(inside, see),
            BlockKind::List { items, .. } => items.iter_mut().for_each(|item| each_paragraph(item, see)),
            BlockKind::Definitions(definitions) => definitions
                .iter_mut()
                .for_each(|of| of.meanings.iter_mut().for_each(|meaning| each_paragraph(meaning, see))),
            _ => {}
        }
    }
}
