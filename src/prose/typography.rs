//! French typography (and a little English): spaces that do not break, quotation marks, apostrophes, ordinals.
//!
//! A pass over a line, made when it is printed for people. It sees the whole line across emphasis and links, and never
//! touches code, raw HTML, addresses, or names within double brackets. Applied twice it changes nothing more. The
//! habits are those of the *Lexique des règles typographiques en usage à l’Imprimerie nationale*.

mod french;

use std::ops::Range;

use crate::diagnostics::Lang;

use super::{Citation, Inline, Link, Marked, Moved, Reference};

/// A no-break space.
const NBSP: char = '\u{a0}';
/// A narrow no-break space.
const NNBSP: char = '\u{202f}';
/// Stands for something in the line that is not text, such as code or an image.
const OBJECT: char = '\u{fffc}';

/// What stands between a label and what it is the label of, before a space.
pub fn colon(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => " :",
        Lang::En => ":",
    }
}

/// Sets a text of one piece, such as a title; ordinals stay on the line.
pub fn set(text: &str, lang: Lang) -> String {
    if stays(text, lang) {
        return text.to_owned();
    }
    let mut line = Line::default();
    line.add(text, Sort::Words);
    line.set(lang);
    line.leaves.swap_remove(0).text
}

/// Sets a text of one piece as a line, in which ordinals are raised.
pub fn set_line(text: &str, lang: Lang) -> Vec<Inline> {
    set_inlines(&[Inline::text(text)], lang)
}

/// Sets a line: the same tree with other text, and ordinals raised.
pub fn set_inlines(content: &[Inline], lang: Lang) -> Vec<Inline> {
    if content.iter().all(|inline| stays_inline(inline, lang)) {
        return content.to_vec();
    }
    set_closely(content, lang)
}

fn set_closely(content: &[Inline], lang: Lang) -> Vec<Inline> {
    let mut line = Line::default();
    line.collect(content, Sort::Text);
    line.set(lang);
    let mut leaves = line.leaves.into_iter();
    rebuilt(content, &mut leaves)
}

/// True for a text without any sign that the rules look for: most are, and cost one look.
fn stays(text: &str, lang: Lang) -> bool {
    match lang {
        Lang::Fr => french::stays(text),
        Lang::En => !text.contains(['"', '\'', '\n']),
    }
}

fn stays_inline(inline: &Inline, lang: Lang) -> bool {
    match inline.words() {
        Some(words) => stays(words, lang),
        None => inline.inside().unwrap_or(&[]).iter().all(|inline| stays_inline(inline, lang)),
    }
}

/// What may be done to the characters of a leaf.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// Anything, and ordinals are raised.
    Text,
    /// Anything, but all stays in one piece.
    Words,
    /// Nothing.
    Fixed,
}

#[derive(Clone, Copy)]
struct Char {
    is: char,
    leaf: u32,
    sort: Sort,
}

/// What a leaf of the tree becomes.
#[derive(Default)]
struct Leaf {
    text: String,
    /// The bytes of `text` that are raised.
    raised: Vec<Range<usize>>,
}

/// The characters of a line, each with the leaf of the tree that it belongs to, and what has been made of them so far.
#[derive(Default)]
struct Line {
    chars: Vec<Char>,
    leaves: Vec<Leaf>,
    /// The character that was last written.
    last: Option<char>,
    /// True where some address may be in the line.
    addresses: bool,
}

impl Line {
    fn add(&mut self, text: &str, sort: Sort) {
        let leaf = self.leaves.len() as u32;
        self.addresses |= text.contains("://") || text.contains('@') || text.contains("www.");
        self.chars.reserve(text.len());
        self.chars.extend(text.chars().map(|is| Char { is, leaf, sort }));
        self.leaves.push(Leaf { text: String::with_capacity(text.len() + 8), raised: Vec::new() });
    }

    fn collect(&mut self, content: &[Inline], sort: Sort) {
        for inline in content {
            match inline {
                Inline::Text { text, .. } => self.add(text, sort),
                Inline::Mention { text, .. } => self.add(text, Sort::Words),
                Inline::Citation(citation) => self.add(&citation.text, Sort::Words),
                Inline::SoftBreak => self.add("\n", Sort::Words),
                Inline::HardBreak => self.add("\n", Sort::Fixed),
                Inline::FootnoteMark { .. } | Inline::Html { .. } => self.add("", Sort::Fixed),
                Inline::Code(_) | Inline::Image(_) => self.add("\u{fffc}", Sort::Fixed),
                Inline::Reference(reference) if reference.words.is_none() => self.add("\u{fffc}", Sort::Fixed),
                Inline::Superscript(content) | Inline::Subscript(content) => self.collect(content, Sort::Words),
                other => self.collect(other.inside().unwrap_or(&[]), sort),
            }
        }
    }

    fn set(&mut self, lang: Lang) {
        match lang {
            Lang::Fr => french::set(self),
            Lang::En => self.set_english(),
        }
    }

    fn set_english(&mut self) {
        let mut at = 0;
        while at < self.chars.len() {
            if let Some(end) = self.address_at(at) {
                self.keep(at..end);
                at = end;
                continue;
            }
            match self.chars[at].is {
                '"' if self.free(at) => self.write(at, if self.opens(at) { '“' } else { '”' }),
                '\'' if self.free(at) => self.write(at, if self.opens(at) { '‘' } else { '’' }),
                _ => self.keep(at..at + 1),
            }
            at += 1;
        }
    }

    fn get(&self, at: usize) -> Option<char> {
        self.chars.get(at).map(|char| char.is)
    }

    fn free(&self, at: usize) -> bool {
        self.chars[at].sort != Sort::Fixed
    }

    /// True where a quotation mark at that place would open a quotation.
    fn opens(&self, at: usize) -> bool {
        let follows = self.last.is_none_or(|last| is_space(last) || "([{«“‘—–/-".contains(last));
        follows && self.get(at + 1).is_some_and(|next| !is_space(next))
    }

    /// Writes a character in the leaf of the one at that place.
    fn write(&mut self, at: usize, character: char) {
        let leaf = self.chars[at].leaf as usize;
        self.leaves[leaf].text.push(character);
        self.last = Some(character);
    }

    /// Leaves characters as they are.
    fn keep(&mut self, range: Range<usize>) {
        for &Char { is, leaf, sort } in &self.chars[range] {
            // Line ends and objects are elements of the tree; their leaves have no text.
            if sort != Sort::Fixed && !(is == '\n' && sort == Sort::Words) {
                self.leaves[leaf as usize].text.push(is);
            }
            self.last = Some(is);
        }
    }

    /// The end of the address that begins at that place, if one does: nothing in an address is changed.
    fn address_at(&self, at: usize) -> Option<usize> {
        if !self.addresses {
            return None;
        }
        let starts = self.last.is_none_or(|last| is_space(last) || "([«“\"'’<".contains(last));
        if !starts || !self.chars[at].is.is_ascii_alphanumeric() {
            return None;
        }
        let is_end = |char: &Char| is_space(char.is) || char.is == OBJECT || "<>«»\"".contains(char.is);
        let mut end = self.chars[at..].iter().position(is_end).map_or(self.chars.len(), |length| at + length);
        let has = |mark: &str| {
            self.chars[at..end].windows(mark.len()).any(|found| found.iter().map(|c| c.is).eq(mark.chars()))
        };
        if !(has("://") || has("@") || has("www.")) {
            return None;
        }
        while end > at && ".,;:!?)]’'…".contains(self.chars[end - 1].is) {
            end -= 1;
        }
        Some(end)
    }
}

fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\n' | NBSP | NNBSP)
}

/// The tree again, with what its leaves became.
fn rebuilt(content: &[Inline], leaves: &mut std::vec::IntoIter<Leaf>) -> Vec<Inline> {
    let mut made = Vec::with_capacity(content.len());
    for inline in content {
        if let Some(inside) = inline.inside() {
            let content = rebuilt(inside, leaves);
            made.push(match inline {
                Inline::Emphasis(_) => Inline::Emphasis(content),
                Inline::Strong(_) => Inline::Strong(content),
                Inline::Strikethrough(_) => Inline::Strikethrough(content),
                Inline::Superscript(_) => Inline::Superscript(content),
                Inline::Subscript(_) => Inline::Subscript(content),
                Inline::Removed(_) => Inline::Removed(content),
                Inline::Added(_) => Inline::Added(content),
                Inline::Moved(moved) => {
                    Inline::Moved(Box::new(Moved { away: moved.away, place: moved.place.clone(), content }))
                }
                Inline::Marked(marked) => {
                    Inline::Marked(Box::new(Marked { annotation: marked.annotation.clone(), content }))
                }
                Inline::Link(link) => {
                    let Link { address, title, span, .. } = &**link;
                    let (address, title, span) = (address.clone(), title.clone(), span.clone());
                    Inline::Link(Box::new(Link { address, title, content, span }))
                }
                Inline::Reference(reference) => {
                    let Reference { target, anchor, span, .. } = &**reference;
                    let (target, anchor, span) = (target.clone(), anchor.clone(), span.clone());
                    Inline::Reference(Box::new(Reference { target, anchor, words: Some(content), span }))
                }
                other => other.clone(),
            });
            continue;
        }
        let Some(leaf) = leaves.next() else { break };
        match inline {
            Inline::Text { span, .. } => {
                let mut from = 0;
                let text = |text: &str| Inline::Text { text: text.to_owned(), span: span.clone() };
                for raised in &leaf.raised {
                    if raised.start > from {
                        made.push(text(&leaf.text[from..raised.start]));
                    }
                    made.push(Inline::Superscript(vec![text(&leaf.text[raised.clone()])]));
                    from = raised.end;
                }
                if from < leaf.text.len() {
                    made.push(text(&leaf.text[from..]));
                }
            }
            Inline::Mention { entry, .. } => {
                made.push(Inline::Mention { entry: entry.clone(), text: leaf.text.into() })
            }
            Inline::Citation(citation) => {
                let Citation { legal_text, article, .. } = &**citation;
                let (legal_text, article) = (legal_text.clone(), article.clone());
                made.push(Inline::Citation(Box::new(Citation { legal_text, article, text: leaf.text.into() })));
            }
            Inline::SoftBreak if !leaf.text.is_empty() => made.push(Inline::text(leaf.text)),
            other => made.push(other.clone()),
        }
    }
    made
}

#[cfg(test)]
mod tests;
