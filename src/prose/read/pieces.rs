//! Small repairs to text as the Markdown reader gives it: raised letters in words, line ends, comments.

use std::ops::Range;

use crate::inputs::Span;
use crate::prose::Inline;

/// Cuts `1^er^` and `H~2~O` into their parts: a few letters raised or lowered in a word, which Markdown does not see.
pub(super) fn raised(text: String, span: Span, source: &str, made: &mut Vec<Inline>) {
    let exact = text.len() == span.len();
    let at = |range: Range<usize>| if exact { span.start + range.start..span.start + range.end } else { span.clone() };
    let mut from = 0;
    let mut search = 0;
    while let Some(open) = text[search..].find(['^', '~']).map(|found| search + found) {
        search = open + 1;
        let mark = &text[open..search];
        let Some(length) = text[search..].find(mark) else { continue };
        let inside = search..search + length;
        let letters = &text[inside.clone()];
        let follows_word = text[..open].ends_with(char::is_alphanumeric);
        // A mark that was escaped does not stand so in the source.
        let typed = exact || source[span.clone()].contains(&text[open..=inside.end]);
        let short = (1..=8).contains(&letters.len()) && letters.chars().all(char::is_alphanumeric);
        if !(typed && follows_word && short) {
            continue;
        }
        made.push(Inline::Text { text: text[from..open].to_owned(), span: at(from..open) });
        let piece = vec![Inline::Text { text: letters.to_owned(), span: at(inside.clone()) }];
        made.push(if mark == "^" { Inline::Superscript(piece) } else { Inline::Subscript(piece) });
        from = inside.end + 1;
        search = from;
    }
    if from < text.len() {
        made.push(Inline::Text { text: text[from..].to_owned(), span: at(from..text.len()) });
    }
}

/// The same text with every line ended by `\n` alone.
pub(super) fn lines(text: &str) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() }
}

/// The same HTML without comments; one that is never closed runs to the end.
pub(super) fn without_comments(html: &str) -> String {
    let mut kept = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find("<!--") {
        kept.push_str(&rest[..start]);
        rest = rest[start + 4..].find("-->").map_or("", |end| &rest[start + 4 + end + 3..]);
    }
    kept.push_str(rest);
    kept
}
