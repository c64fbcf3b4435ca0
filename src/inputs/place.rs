//! A place in an input: a file and the bytes meant; it becomes a line and a column only when it is printed.

use std::ops::Range;
use std::sync::Arc;

/// A range of bytes of one file.
pub type Span = Range<usize>;

/// Where something was said: a file of the corpus and, unless the whole file is meant, the bytes in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Path relative to the corpus, with `/`.
    pub file: Arc<str>,
    /// First byte, and the one after the last; `None` when the whole file is meant.
    pub span: Option<(usize, usize)>,
}

impl Place {
    /// The bytes `span` of `file`.
    pub fn at(file: &Arc<str>, span: Span) -> Place {
        Place { file: file.clone(), span: Some((span.start, span.end)) }
    }

    /// The file as a whole.
    pub fn whole(file: &Arc<str>) -> Place {
        Place { file: file.clone(), span: None }
    }
}

/// A line and a column, both counted from 1; columns in Unicode scalar values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    pub line: usize,
    pub column: usize,
}

/// Finds lines in a text. Lines end with `\n`; a `\r` before it belongs to the line's end.
#[derive(Debug)]
pub struct LineIndex<'a> {
    text: &'a str,
    starts: Vec<usize>,
    /// How many characters with a column there are before each [`STEP`] of the text, so that a line may be long.
    counts: Vec<usize>,
}

/// How many bytes are counted for one column at the most.
const STEP: usize = 4096;

impl<'a> LineIndex<'a> {
    pub fn new(text: &'a str) -> LineIndex<'a> {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let mut counts = vec![0];
        for at in (STEP..=text.len()).step_by(STEP) {
            let step = &text[text.floor_char_boundary(at - STEP)..text.floor_char_boundary(at)];
            counts.push(counts[counts.len() - 1] + columns(step));
        }
        LineIndex { text, starts, counts }
    }

    /// How many characters with a column stand before a byte.
    fn before(&self, byte: usize) -> usize {
        let step = byte / STEP;
        self.counts[step] + columns(&self.text[self.text.floor_char_boundary(step * STEP)..byte])
    }

    /// The line and column of a byte; a byte past the end, or inside a character, counts as the nearest one before.
    pub fn locate(&self, byte: usize) -> LineColumn {
        let byte = self.text.floor_char_boundary(byte.min(self.text.len()));
        let line = self.starts.partition_point(|&start| start <= byte) - 1;
        LineColumn { line: line + 1, column: self.before(byte) - self.before(self.starts[line]) + 1 }
    }
}

/// How many columns a text takes: a byte order mark has none.
fn columns(text: &str) -> usize {
    text.chars().filter(|&c| c != '\u{feff}').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_end_with_newline() {
        let index = LineIndex::new("été\r\nà b\n");
        assert_eq!(index.locate(0), LineColumn { line: 1, column: 1 });
        assert_eq!(index.locate(3), LineColumn { line: 1, column: 3 });
        assert_eq!(index.locate(10), LineColumn { line: 2, column: 3 });
        assert_eq!(index.locate(99), LineColumn { line: 3, column: 1 });
    }

    #[test]
    fn columns_of_a_long_line_are_those_of_a_short_one() {
        let text = format!("x\n{}", "é\u{feff}€a".repeat(3 * STEP));
        let index = LineIndex::new(&text);
        for (byte, _) in text.char_indices().skip(2).step_by(7) {
            let column = text[2..byte].chars().filter(|&c| c != '\u{feff}').count() + 1;
            assert_eq!(index.locate(byte), LineColumn { line: 2, column });
        }
    }
}
