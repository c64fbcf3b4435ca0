//! Milestones in the Markdown twin: a line each, with the date, the title, who leads, and how it stands.

use crate::prose::{Block, BlockKind, Inline};
use crate::resolve::Due;

use super::Printer;
use super::blocks::{joined, link, list};

impl Printer<'_> {
    /// The item of a list, with the note below it.
    pub(super) fn milestone(&self, due: &Due) -> Vec<Block> {
        let mut line = vec![
            Inline::Strong(vec![Inline::text(due.when.display(self.lang))]),
            Inline::text(format!("{} {}", self.colon, due.title)),
        ];
        if !due.lead.is_empty() {
            let lead = due.lead.iter().map(|&at| link(&self.site.corpus.records[at].id, None)).collect();
            line.push(Inline::text(" ("));
            line.extend(joined(lead, ", "));
            line.push(Inline::text(")"));
        }
        line.push(Inline::text(format!(" – {}", self.site.strings.get(&format!("state.{}", due.state.key())))));
        let note = self.site.corpus.milestone(due).note.iter().flat_map(|note| self.notes.take(note));
        std::iter::once(Block::paragraph(line)).chain(note).collect()
    }
}

/// Adds a milestone to the list that the last block is, where that one `is_open`, or begins a list.
pub(super) fn add(blocks: &mut Vec<Block>, item: Vec<Block>, is_open: bool) {
    match blocks.last_mut() {
        Some(Block { kind: BlockKind::List { items, tight, .. }, .. }) if is_open => {
            *tight &= item.len() == 1;
            items.push(item);
        }
        _ => blocks.push(list(vec![item])),
    }
}
