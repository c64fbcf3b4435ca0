//! Runs of text in a line: what a name is looked for in, across line ends and raised letters.

use std::borrow::Cow;
use std::ops::Range;

use crate::inputs::Span;

use super::Inline;

/// Text that belongs together, with the places in the file that it came from.
pub struct Run<'a> {
    /// The words; a line end in the source is a `\n`.
    pub text: Cow<'a, str>,
    pieces: Vec<Piece>,
}

struct Piece {
    range: Range<usize>,
    span: Span,
    sort: Sort,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Text,
    Raised,
    Break,
}

impl Run<'_> {
    /// Where in the file a part of the run stands.
    pub fn span(&self, range: &Range<usize>) -> Span {
        let mut covered = self.pieces.iter().filter(|piece| {
            piece.sort != Sort::Break && piece.range.start < range.end && range.start < piece.range.end
        });
        let Some(first) = covered.next() else { return 0..0 };
        let last = covered.next_back().unwrap_or(first);
        first.part(range).start..last.part(range).end
    }

    /// The elements of a part of the run.
    fn cut(&self, range: Range<usize>, made: &mut Vec<Inline>) {
        for piece in self.pieces.iter().filter(|piece| piece.range.start < range.end && range.start < piece.range.end) {
            let inside = range.start.max(piece.range.start)..range.end.min(piece.range.end);
            let text = || Inline::Text { text: self.text[inside.clone()].to_owned(), span: piece.part(&range) };
            made.push(match piece.sort {
                Sort::Text => text(),
                Sort::Raised => Inline::Superscript(vec![text()]),
                Sort::Break => Inline::SoftBreak,
            });
        }
    }
}

impl Piece {
    /// The bytes of the file for the part of this piece that lies in `range`; all of it where escapes blur the count.
    fn part(&self, range: &Range<usize>) -> Span {
        if self.span.len() != self.range.len() {
            return self.span.clone();
        }
        let inside = range.start.max(self.range.start)..range.end.min(self.range.end);
        let shift = |at: usize| self.span.start + (at - self.range.start);
        shift(inside.start)..shift(inside.end)
    }
}

/// Parts of a run and what stands in their place, in the order of the text; no two overlap.
pub type Replacements = Vec<(Range<usize>, Inline)>;

/// Replaces parts of the runs of a line by what `find` gives.
///
/// Goes into emphasis; leaves out code, links, references, raw HTML and what stands between `<q>` and `</q>`.
pub fn rewrite(content: &mut Vec<Inline>, find: &mut dyn FnMut(&Run<'_>) -> Replacements) {
    let mut quoted = false;
    let mut at = 0;
    let mut has_changed = false;
    while at < content.len() {
        match &mut content[at] {
            Inline::Html { html, .. } if html.starts_with("<q>") || html.starts_with("<q ") => quoted = true,
            Inline::Html { html, .. } if html.starts_with("</q") => quoted = false,
            _ if quoted => {}
            Inline::Emphasis(inside) | Inline::Strong(inside) | Inline::Strikethrough(inside) => rewrite(inside, find),
            _ => {
                let run = run_at(content, at);
                let length = run.pieces.len();
                let hits = if length == 0 { Vec::new() } else { find(&run) };
                if hits.is_empty() {
                    at += length.max(1);
                    continue;
                }
                let mut made = Vec::with_capacity(length + 2 * hits.len());
                let mut from = 0;
                for (range, inline) in hits {
                    run.cut(from..range.start, &mut made);
                    made.push(inline);
                    from = range.end;
                }
                run.cut(from..run.text.len(), &mut made);
                let count = made.len();
                content.splice(at..at + length, made);
                has_changed = true;
                at += count;
                continue;
            }
        }
        at += 1;
    }
    if has_changed {
        // Allocators let a list keep up to half its room in reserve when it is told to shrink.
        let mut exact = Vec::with_capacity(content.len());
        exact.append(content);
        *content = exact;
    }
}

/// Calls `see` on the text of every run of a line that [`rewrite`] looks at, and on that between `<q>` and `</q>`.
pub fn each_run(content: &[Inline], see: &mut dyn FnMut(&str)) {
    let mut at = 0;
    while let Some(inline) = content.get(at) {
        at += match inline {
            Inline::Emphasis(inside) | Inline::Strong(inside) | Inline::Strikethrough(inside) => {
                each_run(inside, see);
                1
            }
            _ => {
                let run = run_at(content, at);
                if !run.text.is_empty() {
                    see(&run.text);
                }
                run.pieces.len().max(1)
            }
        };
    }
}

/// The run that begins with the element at that place; without pieces when none does.
fn run_at(content: &[Inline], at: usize) -> Run<'_> {
    let mut run = Run { text: Cow::Borrowed(""), pieces: Vec::new() };
    for inline in &content[at..] {
        let (text, span, sort) = match inline {
            Inline::Text { text, span } => (text.as_str(), span.clone(), Sort::Text),
            Inline::SoftBreak => ("\n", 0..0, Sort::Break),
            Inline::Superscript(inside) => match inside.as_slice() {
                [Inline::Text { text, span }] => (text.as_str(), span.clone(), Sort::Raised),
                _ => break,
            },
            _ => break,
        };
        let start = run.text.len();
        // Most are one text, which is not copied.
        if start == 0 {
            run.text = Cow::Borrowed(text)
        } else {
            run.text.to_mut().push_str(text)
        }
        run.pieces.push(Piece { range: start..run.text.len(), span, sort });
    }
    run
}
