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
        if written.starts_with('|') {
            let mut at = span.start + written.find('\n').map_or(written.len(), |end| end + 1);
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
