//! Blocks of prose made by the program: what a twin shows of data is printed as if it had been written.

use crate::prose::{Block, BlockKind, Heading, Inline, Reference};

/// A link to a record by name; without words of its own it is called as the record is.
pub(super) fn link(id: &str, words: Option<String>) -> Inline {
    let words = words.map(|words| vec![Inline::text(words)]);
    Inline::Reference(Box::new(Reference { target: id.to_owned(), anchor: None, words, span: 0..0 }))
}

/// The heading of what stands below the text of a record.
pub(super) fn heading(content: Vec<Inline>) -> Block {
    let heading = Heading { level: 2, anchor: None, classes: Vec::new(), content };
    Block { kind: BlockKind::Heading(Box::new(heading)), span: 0..0 }
}

/// A title in bold on a line of its own; where it has an anchor, a heading below one of that level, which keeps it.
pub(super) fn title(content: Vec<Inline>, anchor: Option<&str>, level: u8) -> Block {
    let Some(anchor) = anchor else { return Block::paragraph(vec![Inline::Strong(content)]) };
    let level = (level + 1).clamp(2, 6);
    let heading = Heading { level, anchor: Some(anchor.to_owned()), classes: Vec::new(), content };
    Block { kind: BlockKind::Heading(Box::new(heading)), span: 0..0 }
}

/// A list with bullets, close together where every item is one line.
pub(super) fn list(items: Vec<Vec<Block>>) -> Block {
    let tight = items.iter().all(|item| item.len() == 1);
    Block { kind: BlockKind::List { start: None, tight, items }, span: 0..0 }
}

/// Words with something between each two.
pub(super) fn joined(parts: Vec<Inline>, between: &str) -> Vec<Inline> {
    let mut content = Vec::with_capacity(parts.len() * 2);
    for part in parts {
        content.extend((!content.is_empty()).then(|| Inline::text(between)));
        content.push(part);
    }
    content
}
