//! From the bytes of a text to the bytes of the file that it stands in.

use crate::diagnostics::Finding;
use crate::inputs::Span;
use crate::prose::Prose;
use crate::prose::visit::each_span_mut;

/// Moves every span of the tree, and the place of every finding, from the text to the file.
pub(super) fn placed(
    prose: &mut Prose,
    mut findings: Vec<Finding>,
    text: &str,
    place: &dyn Fn(usize) -> usize,
) -> Vec<Finding> {
    let map = |start: usize, end: usize| {
        let end = end.min(text.len());
        if end <= start {
            return (place(start), place(start));
        }
        // The byte after the last one may already be the next line of another scalar, so the last one decides.
        let last = text.floor_char_boundary(end - 1);
        (place(start), place(last) + (end - last))
    };
    for finding in &mut findings {
        for place in std::iter::once(&mut finding.place).chain(finding.notes.iter_mut().map(|(place, _)| place)) {
            place.span = place.span.map(|(start, end)| map(start, end));
        }
    }
    let mut change = |span: &mut Span| {
        let (start, end) = map(span.start, span.end);
        *span = start..end;
    };
    each_span_mut(&mut prose.blocks, &mut change);
    for note in &mut prose.footnotes {
        change(&mut note.span);
        each_span_mut(&mut note.blocks, &mut change);
    }
    findings
}
