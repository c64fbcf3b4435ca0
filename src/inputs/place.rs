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
}

impl<'a> LineIndex<'a> {
    pub fn new(text: &'a str) -> LineIndex<'a> {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        LineIndex { text, starts }
    }

    /// The line and column of a byte; a byte past the end, or inside a character, counts as the nearest one before.
    pub fn locate(&self, byte: usize) -> LineColumn {
        let byte = self.text.floor_char_boundary(byte.min(self.text.len()));
        let line = self.starts.partition_point(|&start| start <= byte) - 1;
        let column = self.text[self.starts[line]..byte].chars().filter(|&c| c != '\u{feff}').count() + 1;
        LineColumn { line: line + 1, column }
    }
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
}
