//! What changed, said in a format: for a terminal, as a page, for programs.

pub mod html;
pub mod json;
pub mod text;

use crate::prose::{Block, BlockKind, Inline, Moved};

use super::voice::BothNames;

/// A piece of a line that holds both versions: the same in both, or of one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    Kept,
    Removed,
    Added,
    MovedAway,
    MovedHere,
}

/// The lines of a text that holds both versions, each as marked pieces of plain words, one after another.
pub fn lines(blocks: &[Block], names: &BothNames<'_>) -> Vec<Vec<(Mark, String)>> {
    let mut found = Vec::new();
    gather(blocks, "", names, &mut found);
    found
}

fn gather(blocks: &[Block], before: &str, names: &BothNames<'_>, found: &mut Vec<Vec<(Mark, String)>>) {
    let mut before = before.to_owned();
    for block in blocks {
        match &block.kind {
            BlockKind::Heading(heading) => found.push(line(&heading.content, &mut before, names)),
            BlockKind::Paragraph(content) => found.push(line(content, &mut before, names)),
            BlockKind::Quote(inside) | BlockKind::Alert(_, inside) => gather(inside, &before, names, found),
            BlockKind::List { start, items, .. } => {
                for (number, item) in items.iter().enumerate() {
                    let sign = start.map_or("• ".to_owned(), |start| format!("{}. ", start + number as u64));
                    gather(item, &sign, names, found);
                }
            }
            BlockKind::Table(table) => {
                for row in std::iter::once(&table.head).chain(&table.rows) {
                    let cells = row.join(&Inline::text(" | "));
                    found.push(line(&cells, &mut before, names));
                }
            }
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    for term in &definition.terms {
                        found.push(line(term, &mut before, names));
                    }
                    definition.meanings.iter().for_each(|meaning| gather(meaning, "", names, found));
                }
                continue;
            }
            BlockKind::Code { text, .. } | BlockKind::Html(text) => {
                found.extend(text.lines().map(|line| vec![(Mark::Kept, line.to_owned())]));
            }
            BlockKind::Rule | BlockKind::Data(_) => {}
        }
        before.clear();
    }
}

/// A line after what stands before its first word, such as the number of an item.
fn line(content: &[Inline], before: &mut String, names: &BothNames<'_>) -> Vec<(Mark, String)> {
    let mut pieces = Vec::new();
    if !before.is_empty() {
        pieces.push((Mark::Kept, std::mem::take(before)));
    }
    write(content, Mark::Kept, names, &mut pieces);
    pieces
}

fn write(content: &[Inline], mark: Mark, names: &BothNames<'_>, pieces: &mut Vec<(Mark, String)>) {
    for inline in content {
        let text = match inline {
            Inline::Text { .. } | Inline::Mention { .. } | Inline::Citation(_) => {
                inline.words().unwrap_or_default().to_owned()
            }
            Inline::Code(text) => text.clone(),
            Inline::Image(image) => image.alt.clone(),
            Inline::Reference(to) if to.words.is_none() => {
                names.title(&to.target, to.anchor.as_deref()).unwrap_or_else(|| to.target.clone())
            }
            Inline::SoftBreak | Inline::HardBreak => " ".to_owned(),
            Inline::FootnoteMark { label, .. } => format!("[{label}]"),
            Inline::Html { html, .. } => html.replace('\n', " "),
            _ => {
                let inner = match inline {
                    Inline::Removed(_) => Mark::Removed,
                    Inline::Added(_) => Mark::Added,
                    Inline::Moved(moved) if moved.away => Mark::MovedAway,
                    Inline::Moved(_) if mark == Mark::Kept => Mark::MovedHere,
                    _ => mark,
                };
                if let Inline::Moved(moved) = inline {
                    pieces.extend(told_as_moved(moved, inner, names));
                    continue;
                }
                write(inline.inside().unwrap_or(&[]), inner, names, pieces);
                continue;
            }
        };
        match pieces.last_mut() {
            Some((last, before)) if *last == mark => before.push_str(&text),
            _ => pieces.push((mark, text)),
        }
    }
}

/// The pieces of words that moved; where the other place has a name, it stands before them.
fn told_as_moved(moved: &Moved, mark: Mark, names: &BothNames<'_>) -> Vec<(Mark, String)> {
    let mut pieces = Vec::new();
    write(&moved.content, mark, names, &mut pieces);
    let place = names.moved(moved.away, moved.place.as_deref());
    match pieces.first_mut().filter(|(first, _)| *first == mark) {
        Some((_, words)) => words.insert_str(words.len() - words.trim_start().len(), &place),
        None => pieces.insert(0, (mark, place)),
    }
    pieces.retain(|(_, words)| !words.is_empty());
    pieces
}
