//! Two versions of a text, each with its own words marked: what the next one no longer says, what this one says first.

use std::ops::Range;

use crate::prose::{Block, Inline, each_line_mut};

use super::words::{self, Likeness};

/// Two versions, the words of the old that went and those of the new that came marked in their trees.
pub struct Versions {
    pub old: Vec<Block>,
    pub new: Vec<Block>,
    pub likeness: Likeness,
}

/// Compares two texts. Tables, lists and quotations are gone through; code blocks and raw HTML stay as they are.
pub fn versions(old: &[Block], new: &[Block]) -> Versions {
    let (was, is) = (text_of(old), text_of(new));
    let runs = words::compare(&was, &is);
    let likeness = words::likeness(&was, &is, &runs);
    let changed = runs.iter().filter(|run| !run.kept);
    let (went, came): (Vec<_>, Vec<_>) = changed.map(|run| (run.old.clone(), run.new.clone())).unzip();
    let marked = |blocks: &[Block], text: &str, ranges: Vec<Range<usize>>, mark: fn(Vec<Inline>) -> Inline| {
        let trimmed = |range: Range<usize>| {
            let words = &text[range.clone()];
            range.start + (words.len() - words.trim_start().len())..range.end - (words.len() - words.trim_end().len())
        };
        let ranges = ranges.into_iter().map(trimmed).filter(|range| !range.is_empty()).collect();
        let mut blocks = blocks.to_vec();
        Marker { ranges, mark, at: 0 }.blocks(&mut blocks);
        blocks
    };
    Versions { old: marked(old, &was, went, Inline::Removed), new: marked(new, &is, came, Inline::Added), likeness }
}

/// A text of one piece as a tree.
pub fn paragraph(text: &str) -> Vec<Block> {
    vec![Block::paragraph(vec![Inline::text(text)])]
}

/// The words of a text in the order of its leaves, a line end after each line: what [`Marker`] counts along.
fn text_of(blocks: &[Block]) -> String {
    let mut text = String::new();
    let mut copy = blocks.to_vec();
    each_line_mut(&mut copy, &mut |line| {
        line.iter().for_each(|inline| write(inline, &mut text));
        text.push('\n');
    });
    text
}

fn write(inline: &Inline, text: &mut String) {
    match inline.inside() {
        Some(inside) => inside.iter().for_each(|inline| write(inline, text)),
        None => text.push_str(leaf(inline)),
    }
}

/// What a leaf adds to the words; what is not text is one mark that equals any other.
fn leaf(inline: &Inline) -> &str {
    match inline {
        Inline::Code(text) => text,
        Inline::Reference(reference) => &reference.target,
        Inline::SoftBreak | Inline::HardBreak => "\n",
        Inline::Image(image) => &image.alt,
        _ => inline.words().unwrap_or_default(),
    }
}

/// Walks over the leaves of a text and marks those parts that lie in the ranges.
struct Marker {
    ranges: Vec<Range<usize>>,
    mark: fn(Vec<Inline>) -> Inline,
    /// How many bytes of the words were passed.
    at: usize,
}

impl Marker {
    fn blocks(&mut self, blocks: &mut [Block]) {
        each_line_mut(blocks, &mut |line| {
            *line = self.line(std::mem::take(line));
            self.at += 1;
        });
    }

    fn line(&mut self, content: Vec<Inline>) -> Vec<Inline> {
        let mut parts: Vec<(bool, Inline)> = Vec::new();
        content.into_iter().for_each(|inline| self.part(inline, &mut parts));
        let mut made: Vec<Inline> = Vec::new();
        let mut open: Vec<Inline> = Vec::new();
        for (is_marked, inline) in parts {
            if is_marked {
                open.push(inline);
                continue;
            }
            if !open.is_empty() {
                made.push((self.mark)(std::mem::take(&mut open)));
            }
            made.push(inline);
        }
        if !open.is_empty() {
            made.push((self.mark)(open));
        }
        made
    }

    /// Cuts an element where the ranges begin and end; one that holds others is marked as a whole where all of it is.
    fn part(&mut self, mut inline: Inline, parts: &mut Vec<(bool, Inline)>) {
        let start = self.at;
        if let Some(inside) = inline.inside_mut() {
            let length: usize = {
                let mut words = String::new();
                inside.iter().for_each(|inline| write(inline, &mut words));
                words.len()
            };
            if self.covers(start, start + length) {
                self.at += length;
                return parts.push((true, inline));
            }
            *inside = self.line(std::mem::take(inside));
            return parts.push((false, inline));
        }
        let end = start + leaf(&inline).len();
        self.at = end;
        let Inline::Text { text, span } = inline else {
            let is_marked = self.ranges.iter().any(|range| range.start < end && start < range.end);
            return parts.push((is_marked, inline));
        };
        let inner = self.ranges.iter().flat_map(|range| [range.start, range.end]);
        let mut cuts: Vec<usize> = inner.filter(|cut| start < *cut && *cut < end).collect();
        cuts.push(end);
        let mut from = start;
        for to in cuts {
            let piece = Inline::Text { text: text[from - start..to - start].to_owned(), span: span.clone() };
            parts.push((self.covers(from, to), piece));
            from = to;
        }
    }

    fn covers(&self, from: usize, to: usize) -> bool {
        from < to && self.ranges.iter().any(|range| range.start <= from && to <= range.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Lang;
    use crate::prose::{NoLinks, html, read_field};

    /// Both versions as HTML, without what is only heard.
    fn shown(old: &str, new: &str) -> [String; 2] {
        let read = |text: &str| read_field(text, &|at| at, &"a.md".into()).0.blocks;
        let versions = versions(&read(old), &read(new));
        [versions.old, versions.new].map(|blocks| {
            let html = html::Printer::new(html::HtmlContext::new(Lang::En, &NoLinks)).blocks(&blocks);
            let heard = ["deleted: ", "added: "].map(|word| format!("<span class=\"unseen\">[{word}</span>"));
            let html = heard.iter().fold(html, |html, heard| html.replace(heard, ""));
            html.replace("<span class=\"unseen\">]</span>", "").trim_end().to_owned()
        })
    }

    #[test]
    fn words_are_marked_where_they_stand() {
        for (old, new, went, came) in [
            (
                "twice *a year*, or more",
                "twice *a month*, or more",
                "<p>twice <em>a <del>year</del></em>, or more</p>",
                "<p>twice <em>a <ins>month</ins></em>, or more</p>",
            ),
            (
                "the **old council** meets",
                "the new board meets",
                "<p>the <del><strong>old council</strong></del> meets</p>",
                "<p>the <ins>new board</ins> meets</p>",
            ),
            (
                "One stays.\n\nTwo goes\nhere.",
                "One stays.",
                "<p>One stays.</p>\n<p><del>Two goes\nhere.</del></p>",
                "<p>One stays.</p>",
            ),
            (
                "- first\n- second",
                "- first\n- third",
                "<ul>\n<li>first</li>\n<li><del>second</del></li>\n</ul>",
                "<ul>\n<li>first</li>\n<li><ins>third</ins></li>\n</ul>",
            ),
            ("a <b>c</b>", "a <b>c</b>", "<p>a &lt;b&gt;c&lt;/b&gt;</p>", "<p>a &lt;b&gt;c&lt;/b&gt;</p>"),
        ] {
            assert_eq!(shown(old, new), [went, came], "{old:?} to {new:?}");
        }
    }

    #[test]
    fn what_is_marked_is_heard() {
        let versions = versions(&paragraph("deux fois par an"), &paragraph("trois fois par an"));
        let html = html::Printer::new(html::HtmlContext::new(Lang::Fr, &NoLinks)).blocks(&versions.new);
        let heard = "<ins><span class=\"unseen\">[ajouté\u{a0}: </span>trois<span class=\"unseen\">]</span></ins>";
        assert_eq!(html.trim_end(), format!("<p>{heard} fois par an</p>"));
    }
}
