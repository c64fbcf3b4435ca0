//! Slips of a writer that a grammar cannot name, looked for in the text of a YAML that cannot be read.

use crate::inputs::Span;

/// The first `[` or `{` that begins a value and that nothing closes; marks inside of quotation marks do not count.
pub(super) fn unclosed_bracket(text: &str) -> Option<usize> {
    let mut open: Vec<usize> = Vec::new();
    let (mut quote, mut previous) = (None, '\n');
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(mark), c) if c == mark => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') if !previous.is_alphanumeric() => quote = Some(c),
            (None, '[' | '{') if !open.is_empty() || previous == ' ' || previous == '\n' => open.push(at),
            (None, ']' | '}') => {
                open.pop();
            }
            _ => {}
        }
        previous = c;
    }
    open.first().copied()
}

/// The first tab that stands before the words of a line.
pub(super) fn indenting_tab(text: &str) -> Option<usize> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        if let Some(tab) = line[..indent].find('\t').filter(|_| !line.trim().is_empty()) {
            return Some(at + tab);
        }
        at += line.len();
    }
    None
}

/// The place of a quotation mark that opens a value and that nothing closes before the text ends.
pub(super) fn unclosed_quote(text: &str) -> Option<usize> {
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let end = rest.find('\n').map_or(rest.len(), |end| end + 1);
        let line = &rest[..end];
        let value = line.find(": ").map_or(line.len() - line.trim_start_matches([' ', '-']).len(), |colon| {
            colon + 2 + (line[colon + 2..].len() - line[colon + 2..].trim_start().len())
        });
        let quote = line.get(value..).and_then(|value| value.chars().next()).filter(|c| matches!(c, '"' | '\''));
        let Some(quote) = quote else {
            at += end;
            continue;
        };
        let opening = at + value;
        match closing(&text[opening + 1..], quote) {
            None => return Some(opening),
            Some(length) => {
                let close = opening + 1 + length;
                // A mark that "closes" on a later line amid other words is another value's opening mark.
                let after = text[close + 1..].split('\n').next().unwrap_or("").trim();
                let crossed = text[opening..close].contains('\n');
                if crossed && !after.is_empty() && !after.starts_with(['#', ',', ']', '}']) {
                    return Some(opening);
                }
                at = close + text[close..].find('\n').map_or(text.len() - close, |end| end + 1);
            }
        }
    }
    None
}

/// The words that stand after a value in quotation marks, in its line.
pub(super) fn after_quote(text: &str) -> Option<Span> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let value = line.find(": ").map_or(0, |colon| colon + 2);
        let opening = value + (line[value..].len() - line[value..].trim_start_matches([' ', '-']).len());
        let quote = line[opening..].chars().next().filter(|c| matches!(c, '"' | '\''));
        if let Some(length) = quote.and_then(|quote| closing(&line[opening + 1..], quote)) {
            let close = opening + length + 2;
            let words = line[close..].trim();
            if !words.is_empty() && !words.starts_with(['#', ',', ']', '}', ':']) {
                let start = close + (line[close..].len() - line[close..].trim_start().len());
                return Some(at + start..at + start + words.len());
            }
        }
        at += line.len();
    }
    None
}

/// How far the text goes until the mark that closes it.
fn closing(text: &str, quote: char) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if quote == '"' => at += 1,
            b'\'' if quote == '\'' && bytes.get(at + 1) == Some(&b'\'') => at += 1,
            byte if byte == quote as u8 => return Some(at),
            _ => {}
        }
        at += 1;
    }
    None
}

/// The first colon followed by a space in the value of a line `key: value`, outside of quotation marks.
pub(super) fn second_colon(text: &str) -> Option<usize> {
    let mut at = 0;
    let mut literal = None;
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start().len();
        // The lines of a literal or folded block are text: colons are at home there.
        if literal.is_some_and(|outer| indent <= outer && !line.trim().is_empty()) {
            literal = None;
        }
        if literal.is_none() {
            let value = line.find(": ").map(|colon| colon + 2);
            let words = value.map(|value| line[value..].trim());
            if words.is_some_and(|words| words.starts_with(['|', '>'])) {
                literal = Some(indent);
            } else if let (Some(value), Some(words)) = (value, words)
                && !words.starts_with(['"', '\'', '{', '[', '#', '&', '*'])
                && !line.trim_start().starts_with(['#', '-', '{', '['])
                && let Some(colon) = line[value..].find(": ")
            {
                return Some(at + value + colon);
            }
        }
        at += line.len();
    }
    None
}
