//! A text without its marks: for titles, descriptions and search.

use super::{Block, BlockKind, Inline, Links, NoLinks};

/// The words of a line. A reference without words of its own gives the id that it names.
pub fn inlines(content: &[Inline]) -> String {
    inlines_with(content, &NoLinks)
}

/// The words of a line. A reference without words of its own gives the title of what it names.
pub fn inlines_with(content: &[Inline], links: &dyn Links) -> String {
    let mut text = String::new();
    write_inlines(&mut text, content, links);
    text
}

/// The words of blocks, one line for each; without data, raw HTML and rules.
pub fn blocks(blocks: &[Block], links: &dyn Links) -> String {
    let mut text = String::new();
    write_blocks(&mut text, blocks, links);
    text.truncate(text.trim_end().len());
    text
}

/// The words of blocks on one line.
pub fn line(content: &[Block], links: &dyn Links) -> String {
    let mut joined = String::new();
    blocks(content, links).lines().for_each(|line| join(&mut joined, line));
    joined
}

/// Adds a line to others on one line. What no sign ends, such as a row of a table or a title, is parted from what follows.
pub fn join(joined: &mut String, line: &str) {
    let line = line.trim();
    if line.is_empty() {
        return;
    }
    joined.push_str(match joined.chars().next_back() {
        None => "",
        Some('.' | '!' | '?' | '…' | ':' | ';' | ',') => " ",
        Some(_) => " · ",
    });
    joined.push_str(line);
}

/// The words of a row of a table: those of its cells that have any.
pub fn row(cells: impl IntoIterator<Item = String>) -> String {
    let cells = cells.into_iter().filter(|cell| !cell.trim().is_empty());
    cells.collect::<Vec<_>>().join(" ; ")
}

fn write_blocks(out: &mut String, blocks: &[Block], links: &dyn Links) {
    for block in blocks {
        match &block.kind {
            BlockKind::Heading(heading) => write_line(out, &heading.content, links),
            BlockKind::Paragraph(content) => write_line(out, content, links),
            BlockKind::Quote(inside) | BlockKind::Alert(_, inside) => write_blocks(out, inside, links),
            BlockKind::List { items, .. } => items.iter().for_each(|item| write_blocks(out, item, links)),
            BlockKind::Code { text, .. } => {
                out.push_str(text.trim_end());
                out.push('\n');
            }
            BlockKind::Table(table) => {
                for cells in std::iter::once(&table.head).chain(&table.rows) {
                    out.push_str(&row(cells.iter().map(|cell| inlines_with(cell, links))));
                    out.push('\n');
                }
            }
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    definition.terms.iter().for_each(|term| write_line(out, term, links));
                    definition.meanings.iter().for_each(|meaning| write_blocks(out, meaning, links));
                }
            }
            BlockKind::Rule | BlockKind::Html(_) | BlockKind::Data(_) => {}
        }
    }
}

fn write_line(out: &mut String, content: &[Inline], links: &dyn Links) {
    write_inlines(out, content, links);
    out.push('\n');
}

fn write_inlines(out: &mut String, content: &[Inline], links: &dyn Links) {
    for inline in content {
        if let Some(words) = inline.words() {
            out.push_str(words);
            continue;
        }
        match inline {
            Inline::Code(text) => out.push_str(text),
            Inline::Image(image) => out.push_str(&image.alt),
            Inline::Reference(reference) if reference.words.is_none() => {
                match links.record(&reference.target, reference.anchor.as_deref()) {
                    Some(found) => out.push_str(&found.title),
                    None => out.push_str(&reference.target),
                }
            }
            Inline::SoftBreak | Inline::HardBreak => out.push(' '),
            Inline::FootnoteMark { .. } | Inline::Html { .. } => {}
            _ => write_inlines(out, inline.inside().unwrap_or(&[]), links),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_no_sign_ends_are_parted() {
        for (lines, expected) in [
            (&["Année ; Taux", "2019 ; 12,4", "Effectif"][..], "Année ; Taux · 2019 ; 12,4 · Effectif"),
            (&["Les voici :", "un", "", "deux.", "Suite"], "Les voici : un · deux. Suite"),
            (&["", " seul "], "seul"),
        ] {
            let mut joined = String::new();
            lines.iter().for_each(|line| join(&mut joined, line));
            assert_eq!(joined, expected);
        }
    }
}
