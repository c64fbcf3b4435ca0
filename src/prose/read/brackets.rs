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
    let lacks_id = |at: &usize| {
        let target = text[at + 2..].trim_start();
        !text[..*at].ends_with('\\') && (target.starts_with('|') || target.starts_with("]]"))
    };
    let opened = text.match_indices("[[").map(|(at, _)| at).filter(lacks_id);
    opened.map_while(move |at| {
        // Where nothing closes this one, nothing closes those after it.
        let (target, _) = text[at + 2..].split_once("]]")?;
        Some((target, start + at..start + at + target.len() + 4))
    })
}
