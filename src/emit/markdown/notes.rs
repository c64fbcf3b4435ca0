//! The footnotes of a Markdown twin: those of the body as they are called, those of texts in fields under names of their own.

use std::cell::RefCell;
use std::collections::BTreeSet;

use crate::prose::{Block, Footnote, Inline, Prose, each_line_mut};

/// The notes so far, in the order in which they are printed.
pub(super) struct Notes(RefCell<Vec<Footnote>>);

impl Notes {
    /// `own` are those of the body, which keep their names.
    pub fn new(own: &[Footnote]) -> Notes {
        Notes(RefCell::new(own.to_vec()))
    }

    /// The blocks of a text in a field; its notes are kept for the end, and called otherwise where a name is taken.
    pub fn take(&self, prose: &Prose) -> Vec<Block> {
        let mut blocks = prose.blocks.clone();
        if prose.footnotes.is_empty() {
            return blocks;
        }
        let mut all = self.0.borrow_mut();
        let taken: BTreeSet<String> = all.iter().map(|note| note.label.clone()).collect();
        let mut new = prose.footnotes.clone();
        let mut names: Vec<(String, String)> = Vec::new();
        for note in &mut new {
            let is_free = |name: &String| {
                !taken.contains(name) && names.iter().all(|(was, is)| is != name && (was == &note.label || was != name))
            };
            let numbered = (2..).map(|number| format!("{}-{number}", note.label));
            let name = std::iter::once(note.label.clone()).chain(numbered).find(is_free);
            let name = name.expect("numbers do not end");
            names.push((std::mem::replace(&mut note.label, name.clone()), name));
        }
        rename(&mut blocks, &names);
        new.iter_mut().for_each(|note| rename(&mut note.blocks, &names));
        all.extend(new);
        blocks
    }

    pub fn all(self) -> Vec<Footnote> {
        self.0.into_inner()
    }
}

/// Calls the marks of notes by their new names.
fn rename(blocks: &mut [Block], names: &[(String, String)]) {
    each_line_mut(blocks, &mut |line| rename_in_line(line, names));
}

fn rename_in_line(line: &mut [Inline], names: &[(String, String)]) {
    for inline in line {
        if let Inline::FootnoteMark { label, .. } = inline
            && let Some((_, name)) = names.iter().find(|(was, _)| **was == **label)
        {
            *label = name.as_str().into();
        }
        if let Some(inside) = inline.inside_mut() {
            rename_in_line(inside, names);
        }
    }
}
