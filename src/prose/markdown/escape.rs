//! Text as Markdown: a backslash before each sign that would mean something where it stands.

use std::borrow::Cow;

/// Escapes what would mean something anywhere in a line; most texts have nothing to escape.
pub(super) fn text(text: &str) -> Cow<'_, str> {
    let (mut out, mut from) = (String::new(), 0);
    for (at, byte) in text.bytes().enumerate() {
        let next = || text[at + 1..].chars().next().unwrap_or(' ');
        let is_special = match byte {
            b'\\' | b'`' | b'*' | b'[' | b']' | b'^' | b'~' | b'\n' => true,
            b'_' => !(text[..at].ends_with(char::is_alphanumeric) && next().is_alphanumeric()),
            b'<' => next().is_ascii_alphabetic() || "/!?".contains(next()),
            b'&' => next().is_ascii_alphanumeric() || next() == '#',
            _ => false,
        };
        if is_special {
            out.push_str(&text[from..at]);
            let is_line_end = byte == b'\n';
            out.push(if is_line_end { ' ' } else { '\\' });
            from = at + usize::from(is_line_end);
        }
    }
    if out.is_empty() {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[from..]);
    Cow::Owned(out)
}

/// Escapes a `!` at the end of what is written, before a bracket that it would make an image of.
pub(super) fn before_bracket(out: &mut String) {
    if let Some(before) = out.strip_suffix('!') {
        let backslashes = before.bytes().rev().take_while(|&byte| byte == b'\\').count();
        if backslashes.is_multiple_of(2) {
            out.insert(out.len() - 1, '\\');
        }
    }
}

/// Escapes what would begin a block, at the start of each line.
pub(super) fn line_starts(lines: &str) -> String {
    let mut out = String::with_capacity(lines.len() + 1);
    for (number, line) in lines.split('\n').enumerate() {
        if number > 0 {
            out.push('\n');
        }
        out.push_str(&line_start(line));
    }
    out
}

/// Escapes what would begin a block, at the start of a line.
pub(super) fn line_start(line: &str) -> Cow<'_, str> {
    let line = line.trim_start_matches([' ', '\t']);
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let after = &line.as_bytes()[digits..];
    let at = match line.as_bytes().first() {
        Some(b'#' | b'>' | b'+' | b'-' | b'=' | b':' | b'|') => Some(0),
        Some(b'0'..=b'9') if digits <= 9 && matches!(after.first(), Some(b'.' | b')')) => Some(digits),
        _ => None,
    };
    match at {
        Some(at) => Cow::Owned(format!("{}\\{}", &line[..at], &line[at..])),
        None => Cow::Borrowed(line),
    }
}

/// Code between backticks, as many as it needs.
pub(super) fn code(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let mark = "`".repeat(longest + 1);
    let blank = text.trim_matches(' ').is_empty();
    let padded =
        !blank && (text.starts_with('`') || text.ends_with('`') || (text.starts_with(' ') && text.ends_with(' ')));
    if padded { format!("{mark} {text} {mark}") } else { format!("{mark}{text}{mark}") }
}

/// The bars of a cell; those of a reference too.
pub(super) fn bars(cell: &str) -> String {
    cell.replace('|', "\\|")
}

/// An address between round brackets.
pub(super) fn address(address: &str) -> String {
    let plain = !address.is_empty()
        && address.chars().all(|c| !c.is_whitespace() && !c.is_control() && !"<>()\\&*_`[]".contains(c));
    if plain {
        return address.to_owned();
    }
    let mut out = String::from("<");
    for character in address.chars() {
        match character {
            '\n' | '\r' => out.push_str("%0A"),
            '<' | '>' | '\\' | '&' => out.extend(['\\', character]),
            _ => out.push(character),
        }
    }
    out.push('>');
    out
}

/// The title of a link, with the space before it; nothing when it is empty.
pub(super) fn title(title: &str) -> String {
    if title.is_empty() {
        return String::new();
    }
    let mut out = String::from(" \"");
    for character in title.chars() {
        match character {
            '"' | '\\' | '&' => out.extend(['\\', character]),
            '\n' => out.push(' '),
            _ => out.push(character),
        }
    }
    out.push('"');
    out
}
