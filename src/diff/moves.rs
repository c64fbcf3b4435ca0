//! Passages that went from one place of a record and came to another: told as moved, not as struck out and written anew.

use std::collections::BTreeMap;

use crate::prose::{Inline, Moved};

use super::degree::{Counted, best};
use super::likely;
use super::line::{Signs, merged};
use super::sentences::{LEAST, letters};
use super::texts::{At, Text, each_paragraph, put};

/// From this degree of likeness on a passage is one that moved and was changed on its way.
pub const ALIKE: u32 = 700;

/// A paragraph that went or came as a whole.
struct Whole {
    at: At,
    content: Vec<Inline>,
}

/// Finds the passages that moved within and between the texts of a record, and marks them so.
pub fn mark(texts: &mut [Text<'_>]) {
    let (mut gone, mut come) = (Vec::new(), Vec::new());
    let mut signs = Signs::default();
    each_paragraph(texts, &mut |at, content| {
        let mut whole = |content: &[Inline]| {
            let words = signs.text(content);
            let whole = Whole { at, content: content.to_vec() };
            (letters(&words) >= LEAST).then(|| (whole, Counted::new(words)))
        };
        match content.as_slice() {
            [Inline::Removed(inside)] => gone.extend(whole(inside)),
            [Inline::Added(inside)] => come.extend(whole(inside)),
            _ => {}
        }
    });
    let (gone, was): (Vec<Whole>, Vec<Counted>) = gone.into_iter().unzip();
    let (come, is): (Vec<Whole>, Vec<Counted>) = come.into_iter().unzip();
    // The lines as they are told.
    let mut told: BTreeMap<At, Vec<Inline>> = BTreeMap::new();
    for (at, to) in best(likely::pairs(&was, &is, ALIKE, |_, _| true)) {
        let (was, is) = (&gone[at], &come[to]);
        let place = |of: &Whole| texts[of.at.0].place.clone().filter(|_| was.at.0 != is.at.0);
        let (from, towards) = (place(was), place(is));
        let comes = Moved { away: false, place: from, content: merged(&was.content, &is.content) };
        let stays = Moved { away: true, place: towards, content: was.content.clone() };
        let line = |moved| vec![Inline::Moved(Box::new(moved))];
        told.extend([(was.at, line(stays)), (is.at, line(comes))]);
    }
    put(texts, told);
}
