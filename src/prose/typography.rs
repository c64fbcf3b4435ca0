//! French typography (and a little English): spaces that do not break, quotation marks, apostrophes, ordinals.
//!
//! A pass over a line, made when it is printed for people. It sees the whole line across emphasis and links, and never
//! touches code, raw HTML, addresses, or names within double brackets. Applied twice it changes nothing more. The
//! habits are those of the *Lexique des règles typographiques en usage à l’Imprimerie nationale*.

mod french;

use std::borrow::Cow;
use std::iter::Peekable;
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
    line.made
}

/// Sets a text of one piece as a line, in which ordinals are raised.
pub fn set_line(text: &str, lang: Lang) -> Vec<Inline> {
    let line = vec![Inline::text(text)];
    if stays(text, lang) { line } else { set_closely(&line, lang) }
}

/// Sets a line: the same tree with other text, and ordinals raised.
pub fn set_inlines(content: &[Inline], lang: Lang) -> Cow<'_, [Inline]> {
    if content.iter().all(|inline| stays_inline(inline, lang)) {
        return Cow::Borrowed(content);
    }
    Cow::Owned(set_closely(content, lang))
}

fn set_closely(content: &[Inline], lang: Lang) -> Vec<Inline> {
    let mut line = Line::default();
    line.collect(content, Sort::Text);
    line.set(lang);
    rebuilt(content, &mut line.into_made())
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
    /// A line end, which becomes text only where something is written in its place.
    Break,
    /// Nothing may be done to it.
    Fixed,
}

/// A leaf of the tree: where it ends in the text of the line, and in what is made of that.
struct Leaf {
    sort: Sort,
    end: usize,
    made: usize,
}

/// The text of a line, across the leaves of the tree, and what has been made of it so far.
#[derive(Default)]
struct Line<'a> {
    text: Cow<'a, str>,
    leaves: Vec<Leaf>,
    /// The leaf that the pass has come to.
    here: usize,
    made: String,
    /// The bytes of `made` that are raised.
    raised: Vec<Range<usize>>,
    /// How many leaves are made.
    whole: usize,
    /// What is kept as it is, to be copied at once before anything else is written.
    kept: Range<usize>,
    /// The character that was last written.
    last: Option<char>,
    /// True where some address may be in the line.
    addresses: bool,
}

impl<'a> Line<'a> {
    fn add(&mut self, text: &'a str, sort: Sort) {
        self.addresses |= text.contains("://") || text.contains('@') || text.contains("www.");
        // Most lines are one text, which is not copied.
        if self.text.is_empty() {
            self.text = Cow::Borrowed(text);
        } else {
            self.text.to_mut().push_str(text);
        }
        self.leaves.push(Leaf { sort, end: self.text.len(), made: 0 });
    }

    fn collect(&mut self, content: &'a [Inline], sort: Sort) {
        for inline in content {
            match inline {
                Inline::Text { text, .. } => self.add(text, sort),
                Inline::Mention { text, .. } => self.add(text, Sort::Words),
                Inline::Citation(citation) => self.add(&citation.text, Sort::Words),
                Inline::SoftBreak => self.add("\n", Sort::Break),
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
        self.made.reserve(self.text.len() + 8);
        match lang {
            Lang::Fr => french::set(self),
            Lang::En => self.set_english(),
        }
        self.copy_kept();
        self.go_to(self.text.len());
    }

    fn set_english(&mut self) {
        const SIGNS: Signs = signs("\"'");
        let mut at = 0;
        while let Some(is) = self.get(at) {
            if let Some(end) = self.address_at(at) {
                self.keep(at..end);
                at = end;
                continue;
            }
            match is {
                '"' => self.write(at, if self.opens(at) { '“' } else { '”' }),
                '\'' => self.write(at, if self.opens(at) { '‘' } else { '’' }),
                _ => {
                    at = self.keep_plain(at, &SIGNS);
                    continue;
                }
            }
            at += 1;
        }
    }

    /// The character at that place.
    fn get(&self, at: usize) -> Option<char> {
        self.text[at..].chars().next()
    }

    /// The leaf that holds that place, which is not before the last one that was asked for.
    fn leaf(&mut self, at: usize) -> Option<&Leaf> {
        while self.leaves.get(self.here).is_some_and(|leaf| leaf.end <= at) {
            self.here += 1;
        }
        self.leaves.get(self.here)
    }

    fn free(&mut self, at: usize) -> bool {
        self.leaf(at).is_some_and(|leaf| leaf.sort != Sort::Fixed)
    }

    /// True where a quotation mark (of one byte) at that place would open a quotation.
    fn opens(&self, at: usize) -> bool {
        let follows = self.last.is_none_or(|last| is_space(last) || "([{«“‘—–/-".contains(last));
        follows && self.get(at + 1).is_some_and(|next| !is_space(next))
    }

    /// Makes what is written next part of the leaf that holds that place.
    fn go_to(&mut self, at: usize) {
        while let Some(leaf) = self.leaves.get_mut(self.whole).filter(|leaf| leaf.end <= at) {
            leaf.made = self.made.len();
            self.whole += 1;
        }
    }

    /// Writes a character in the leaf of the one at that place.
    fn write(&mut self, at: usize, character: char) {
        self.copy_kept();
        self.go_to(at);
        self.made.push(character);
        self.last = Some(character);
    }

    /// Leaves characters as they are.
    fn keep(&mut self, range: Range<usize>) {
        self.last = self.text[range.clone()].chars().next_back().or(self.last);
        if self.kept.end != range.start {
            self.copy_kept();
            self.kept.start = range.start;
        }
        self.kept.end = range.end;
    }

    /// Raises characters of one leaf, else as they are.
    fn raise(&mut self, range: Range<usize>) {
        self.copy_kept();
        let from = self.made.len();
        self.keep(range);
        self.copy_kept();
        self.raised.push(from..self.made.len());
    }

    fn copy_kept(&mut self) {
        let Range { start: mut at, end } = std::mem::take(&mut self.kept);
        while at < end {
            self.go_to(at);
            let Some(leaf) = self.leaves.get(self.whole) else { break };
            let kept = at..end.min(leaf.end);
            at = kept.end;
            // Line ends and objects are elements of the tree; their leaves have no text.
            if matches!(leaf.sort, Sort::Text | Sort::Words) {
                self.made.push_str(&self.text[kept]);
            }
        }
    }

    /// Leaves a character as it is, and what follows it up to the next sign; gives the place of that.
    fn keep_plain(&mut self, at: usize, signs: &Signs) -> usize {
        let rest = &self.text[at..];
        let plain = rest.bytes().position(|byte| signs[usize::from(byte)]).unwrap_or(rest.len());
        let end = at + plain.max(rest.chars().next().map_or(0, char::len_utf8));
        self.keep(at..end);
        end
    }

    /// The end of the address that begins at that place, if one does: nothing in an address is changed.
    fn address_at(&self, at: usize) -> Option<usize> {
        if !self.addresses {
            return None;
        }
        let starts = self.last.is_none_or(|last| is_space(last) || BEFORE_ADDRESSES.contains(last));
        let rest = &self.text[at..];
        if !starts || !rest.starts_with(|first: char| first.is_ascii_alphanumeric()) {
            return None;
        }
        let is_end = |is: char| is_space(is) || is == OBJECT || "<>«»\"".contains(is);
        let address = &rest[..rest.find(is_end).unwrap_or(rest.len())];
        if !["://", "@", "www."].iter().any(|mark| address.contains(mark)) {
            return None;
        }
        Some(at + address.trim_end_matches(|is| ".,;:!?)]’'…".contains(is)).len())
    }

    fn into_made(self) -> Made {
        let raised = self.raised.into_iter().peekable();
        Made { text: self.made, ends: self.leaves.into_iter(), from: 0, raised }
    }
}

/// What stands before an address, besides a space.
const BEFORE_ADDRESSES: &str = "([«“\"'’<";

/// By the first byte of a character: whether it may be one that a rule begins at.
type Signs = [bool; 256];

/// The signs of a language, and those that an address begins after.
const fn signs(own: &str) -> Signs {
    let mut signs = [false; 256];
    mark(&mut signs, own);
    mark(&mut signs, BEFORE_ADDRESSES);
    mark(&mut signs, " \n\u{a0}\u{202f}");
    signs
}

const fn mark(signs: &mut Signs, characters: &str) {
    let (bytes, mut at) = (characters.as_bytes(), 0);
    while at < bytes.len() {
        // The other bytes go on with a character.
        if bytes[at] & 0xc0 != 0x80 {
            signs[bytes[at] as usize] = true;
        }
        at += 1;
    }
}

fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\n' | NBSP | NNBSP)
}

/// What the leaves of a line became, one after another.
struct Made {
    text: String,
    ends: std::vec::IntoIter<Leaf>,
    /// Where the next leaf begins.
    from: usize,
    raised: Peekable<std::vec::IntoIter<Range<usize>>>,
}

impl Made {
    /// The bytes of the next leaf.
    fn next(&mut self) -> Option<Range<usize>> {
        let end = self.ends.next()?.made;
        Some(std::mem::replace(&mut self.from, end)..end)
    }
}

/// The tree again, with what its leaves became.
fn rebuilt(content: &[Inline], line: &mut Made) -> Vec<Inline> {
    let mut made = Vec::with_capacity(content.len());
    for inline in content {
        if let Some(inside) = inline.inside() {
            let content = rebuilt(inside, line);
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
        let Some(leaf) = line.next() else { break };
        match inline {
            Inline::Text { span, .. } => {
                let mut from = leaf.start;
                let text = |range: Range<usize>| Inline::Text { text: line.text[range].to_owned(), span: span.clone() };
                while let Some(raised) = line.raised.next_if(|raised| raised.end <= leaf.end) {
                    if raised.start > from {
                        made.push(text(from..raised.start));
                    }
                    from = raised.end;
                    made.push(Inline::Superscript(vec![text(raised)]));
                }
                if from < leaf.end {
                    made.push(text(from..leaf.end));
                }
            }
            Inline::Mention { entry, .. } => {
                made.push(Inline::Mention { entry: entry.clone(), text: line.text[leaf].into() })
            }
            Inline::Citation(citation) => {
                let Citation { legal_text, article, .. } = &**citation;
                let (legal_text, article) = (legal_text.clone(), article.clone());
                made.push(Inline::Citation(Box::new(Citation { legal_text, article, text: line.text[leaf].into() })));
            }
            Inline::SoftBreak if !leaf.is_empty() => made.push(Inline::text(&line.text[leaf])),
            other => made.push(other.clone()),
        }
    }
    made
}

#[cfg(test)]
mod tests;
