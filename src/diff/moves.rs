//! Passages that went from one place of a record and came to another: told as moved, not as struck out and written anew.

use crate::prose::{Block, BlockKind, Inline};

use super::line::{merged, texts};
use super::redline::degree;

/// A passage that moved must say this much, by its letters: a word or two come and go anywhere.
const LEAST: usize = 24;

/// From this degree of likeness on a passage is one that moved and was changed on its way.
const ALIKE: u32 = 700;

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
    is_taken: bool,
}

/// Finds what moved within and between the texts of a record, and marks it so.
pub fn mark(texts: &mut [Text<'_>]) {
    let (mut gone, mut come) = (Vec::new(), Vec::new());
    for (text, of) in texts.iter_mut().enumerate() {
        let mut number = 0;
        each_paragraph(of.blocks, &mut |content| {
            let whole = |content: &[Inline]| Whole { text, number, content: content.to_vec(), is_taken: false };
            match content.as_slice() {
                [Inline::Removed(inside)] if says_enough(inside) => gone.push(whole(inside)),
                [Inline::Added(inside)] if says_enough(inside) => come.push(whole(inside)),
                _ => {}
            }
            number += 1;
        });
    }
    let mut scored = Vec::new();
    for (at, was) in gone.iter().enumerate() {
        for (to, is) in come.iter().enumerate() {
            let (one, other) = self::texts(&was.content, &is.content);
            let score = degree(&one, &other);
            if score >= ALIKE {
                scored.push((score, at, to));
            }
        }
    }
    scored.sort_by_key(|&(score, at, to)| (std::cmp::Reverse(score), at + to));
    for (_, at, to) in scored {
        if gone[at].is_taken || come[to].is_taken {
            continue;
        }
        (gone[at].is_taken, come[to].is_taken) = (true, true);
        let (was, is) = (&gone[at], &come[to]);
        let place = |of: &Whole| texts[of.text].place.clone().filter(|_| was.text != is.text);
        let (from, towards) = (place(was), place(is));
        let stays = vec![Inline::Moved { away: true, place: towards, content: was.content.clone() }];
        let comes = vec![Inline::Moved { away: false, place: from, content: merged(&was.content, &is.content) }];
        for (of, line) in [(was, stays), (is, comes)] {
            let mut number = 0;
            let mut line = Some(line);
            each_paragraph(texts[of.text].blocks, &mut |content| {
                if number == of.number
                    && let Some(line) = line.take()
                {
                    *content = line;
                }
                number += 1;
            });
        }
    }
}

fn says_enough(content: &[Inline]) -> bool {
    texts(content, &[]).0.chars().filter(|c| c.is_alphanumeric()).count() >= LEAST
}

fn each_paragraph(blocks: &mut [Block], see: &mut dyn FnMut(&mut Vec<Inline>)) {
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
