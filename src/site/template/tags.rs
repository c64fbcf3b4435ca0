//! Which tag of a template nothing closes, where the template engine only says that something else was there.

use crate::inputs::Span;

/// A tag that is open where it should be closed.
pub struct Open {
    /// As it is written, cut where it is long.
    pub name: String,
    pub span: Span,
    /// The tag that would close it.
    pub end: String,
    /// The tag that stands where this one should be closed; `None` at the end of the template.
    pub instead: Option<String>,
}

/// The tags that another one closes.
const CLOSED: [&str; 6] = ["if", "for", "block", "filter", "component", "set"];

/// All tags of Tera 2.
pub const ALL: [&str; 20] = [
    "block",
    "break",
    "component",
    "continue",
    "elif",
    "else",
    "endblock",
    "endcomponent",
    "endfilter",
    "endfor",
    "endif",
    "endset",
    "extends",
    "filter",
    "for",
    "if",
    "include",
    "raw",
    "set",
    "set_global",
];

/// The tag that nothing closes, if that is what `said` at `place` comes of.
pub fn unclosed(text: &str, place: &Span, said: &str) -> Option<Open> {
    let at_end = said == "Unexpected end of input";
    if !at_end && said != "Unknown tag" {
        return None;
    }
    let mut open: Vec<(&str, Span)> = Vec::new();
    for (word, span) in tags(text) {
        let holds_place = span.start <= place.start && place.start < span.end;
        match word.strip_prefix("end") {
            Some(of) if open.last().is_some_and(|(word, _)| *word == of) => {
                open.pop();
            }
            Some(of) if CLOSED.contains(&of) && holds_place && !at_end => {
                let (word, span) = open.pop()?;
                return Some(described(text, word, span, Some(format!("{{% end{of} %}}"))));
            }
            // `set` is closed where it holds text, and not where it gives a value.
            _ if word.starts_with("set")
                && text[span.clone()].split('|').next().is_some_and(|set| set.contains('=')) => {}
            _ if word == "set_global" => open.push(("set", span)),
            _ if CLOSED.contains(&word) => open.push((word, span)),
            _ => {}
        }
    }
    let (word, span) = open.pop().filter(|_| at_end)?;
    Some(described(text, word, span, None))
}

fn described(text: &str, word: &str, span: Span, instead: Option<String>) -> Open {
    let written = text[span.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
    let name = if written.chars().count() > 60 { format!("{{% {word} … %}}") } else { written };
    Open { name, span, end: format!("{{% end{word} %}}"), instead }
}

/// Each `{% … %}` of a text by its first word; those in comments and in raw text are none.
fn tags(text: &str) -> Vec<(&str, Span)> {
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(start) = text[at..].find('{').map(|brace| at + brace) {
        let rest = &text[start..];
        let until = |end: &str| rest.find(end).map_or(text.len(), |length| start + length + end.len());
        at = match rest.as_bytes().get(1) {
            Some(b'#') => until("#}"),
            Some(b'{') => until("}}"),
            Some(b'%') => {
                let end = until("%}");
                let inside = rest[2..end - start].trim_start_matches('-').trim_start();
                let word = inside.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
                if word == "raw" {
                    let raw_end = text[end..].find("endraw").map_or(text.len(), |length| end + length);
                    text[raw_end..].find("%}").map_or(text.len(), |length| raw_end + length + 2)
                } else {
                    found.push((word, start..end));
                    end
                }
            }
            _ => start + 1,
        };
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tag_that_is_open_is_found() {
        let at_end =
            |text: &str| unclosed(text, &(text.len()..text.len()), "Unexpected end of input").map(|open| open.name);
        assert_eq!(at_end("{% if a %}{% for b in c %}{% endfor %}").as_deref(), Some("{% if a %}"));
        assert_eq!(
            at_end("{#{% if a %}#}{% raw %}{% if %}{% endraw %}{%- if  b -%}{{ '%}' }}").as_deref(),
            Some("{%- if b -%}")
        );
        assert_eq!(at_end("{% if a %}{% endif %}"), None);
        assert_eq!(at_end("{% if a %}{{").as_deref(), Some("{% if a %}"));
    }
}
