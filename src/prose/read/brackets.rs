//! Double brackets that lack an id or an anchor, and stay words: what they were meant to lead to is not said.

use crate::diagnostics::Finding;
use crate::inputs::{Place, Span};
use crate::prose::Inline;
use crate::say;

use super::codes::BAD_REFERENCE;

/// That a reference lacks its id or its anchor.
pub(super) fn incomplete(target: &str, place: Place) -> Finding {
    let message = say!(fr: "référence incomplète « [[{target}]] »", en: "incomplete reference `[[{target}]]`");
    Finding::new(&BAD_REFERENCE, place, message).hint(say!(
        fr: "écrivez « [[id]] », « [[id#ancre]] » ou « [[id|mots affichés]] »",
        en: "write `[[id]]`, `[[id#anchor]]` or `[[id|words shown]]`",
    ))
}

/// What stands in each pair of double brackets of a line that names no record, and where; not where a backslash makes them
/// words.
pub(super) fn without_id<'t>(source: &'t str, line: &[Inline]) -> Vec<(&'t str, Span)> {
    let texts = line.iter().filter_map(|inline| match inline {
        Inline::Text { text, span } if text.contains("[[") => Some(span.clone()),
        _ => None,
    });
    texts.flat_map(|span| in_text(&source[span.clone()], span.start)).collect()
}

fn in_text(text: &str, start: usize) -> impl Iterator<Item = (&str, Span)> {
    let opened = text.match_indices("[[").filter(|(at, _)| !text[..*at].ends_with('\\'));
    opened.filter_map(move |(at, _)| {
        let (target, _) = text[at + 2..].split_once("]]")?;
        let id = target.split('|').next()?;
        id.trim().is_empty().then(|| (target, start + at..start + at + target.len() + 4))
    })
}
