//! Where each byte of a YAML scalar's value stands in the file.

use crate::inputs::Span;

/// From an offset in a scalar's value to a byte of the file: line by line in a literal block (`|`); in any other scalar
/// every offset points at its start, since folding and escapes move words about.
#[derive(Clone, Debug)]
pub struct ScalarMap {
    start: usize,
    /// For each line of the value: its first offset, and the byte of the file that it stands at.
    lines: Vec<(usize, usize)>,
}

impl ScalarMap {
    /// The map of the scalar that `span` covers in `source` and whose value is `value`.
    pub fn new(source: &str, span: &Span, value: &str) -> ScalarMap {
        let mut lines = Vec::new();
        let written = source.get(span.start..).unwrap_or_default();
        if let Some(mut at) = literal_start(source, span.start) {
            let mut offset = 0;
            for line in value.split_inclusive('\n') {
                let rest = source.get(at..).unwrap_or_default();
                let whole = rest.find('\n').map_or(rest.len(), |end| end + 1);
                let words = line.trim_end_matches(['\n', '\r']);
                let indent = rest[..whole].trim_end_matches(['\n', '\r']).len().saturating_sub(words.len());
                lines.push((offset, at + indent));
                offset += line.len();
                at += whole;
            }
        } else if plain_on_one_line(written, value) {
            lines.push((0, span.start + usize::from(written.starts_with(['"', '\'']))));
        }
        ScalarMap { start: span.start, lines }
    }

    /// The byte of the file for an offset in the value.
    pub fn place(&self, offset: usize) -> usize {
        match self.lines.partition_point(|&(first, _)| first <= offset) {
            0 => self.start,
            after => {
                let (first, byte) = self.lines[after - 1];
                byte + (offset - first)
            }
        }
    }
}

/// Where the first line of a literal block begins. The reader's place of such a scalar is its header (`|`) or its first
/// word; the header is then the nearest line above that is not empty.
fn literal_start(source: &str, place: usize) -> Option<usize> {
    let after_line = |at: usize| source[at..].find('\n').map(|end| at + end + 1);
    if source.get(place..)?.starts_with('|') {
        return after_line(place);
    }
    let first = source[..place].rfind('\n').map_or(0, |end| end + 1);
    if !source[first..place].trim().is_empty() {
        return None;
    }
    let above = source[..first].trim_end();
    let header = &above[above.rfind('\n').map_or(0, |end| end + 1)..];
    let header = header.split(" #").next().unwrap_or(header).trim_end();
    let mark = header.trim_end_matches(|c: char| c.is_ascii_digit() || c == '+' || c == '-');
    (mark.ends_with(": |") || mark.ends_with("- |")).then(|| after_line(above.len()).unwrap_or(first))
}

/// True where the value stands in the file as it is, so that places in it are exact.
fn plain_on_one_line(written: &str, value: &str) -> bool {
    !value.contains('\n')
        && (written.starts_with(value)
            || written.get(1..).is_some_and(|inner| written.starts_with(['"', '\'']) && inner.starts_with(value)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_literal_block_maps_line_by_line() {
        let source = "text: |\n  un\n  deux\n";
        let map = ScalarMap::new(source, &(6..7), "un\ndeux\n");
        assert_eq!(&source[map.place(0)..][..2], "un");
        assert_eq!(&source[map.place(3)..][..4], "deux");
    }

    #[test]
    fn a_literal_block_is_known_by_the_line_above_its_first_word() {
        let source = "text: |-\n\n  un\n  deux\n";
        let map = ScalarMap::new(source, &(12..21), "\nun\ndeux");
        assert_eq!(&source[map.place(1)..][..2], "un");
        assert_eq!(&source[map.place(4)..][..4], "deux");
    }

    #[test]
    fn a_folded_scalar_points_at_its_start() {
        let source = "text: >\n  un\n  deux\n";
        assert_eq!(ScalarMap::new(source, &(6..7), "un deux\n").place(4), 6);
    }

    #[test]
    fn a_scalar_in_one_line_maps_exactly() {
        let source = "text: \"un deux\"\n";
        assert_eq!(&source[ScalarMap::new(source, &(6..15), "un deux").place(3)..][..4], "deux");
    }
}
