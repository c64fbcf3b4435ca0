//! The marks on the paper: shapes of states, lines of text, all in `currentColor`.

use std::fmt::{self, Write as _};

pub(super) const SIZE: f64 = 13.0;
pub(super) const LINE: f64 = 17.0;
/// What bold letters are wider by.
pub(super) const BOLD: f64 = 1.1;

/// The sign of a state around the origin, told apart without colour: filled when done, a warning triangle when late, a
/// broken circle when nobody said, a cross when abandoned, half filled on the way, else hollow.
pub(super) fn shape(key: &str) -> &'static str {
    match key {
        "late" => r#"<path d="M0-8 8 6H-8zM-1-3v5h2v-5zm0 6v1.6h2V3z"/>"#,
        "past-unknown" => {
            r#"<path d="M-6 0a6 6 0 1 1 12 0a6 6 0 1 1-12 0z" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="4 2.3"/>"#
        }
        "done" => r#"<path d="M0-7 7 0 0 7-7 0z"/>"#,
        "abandoned" => r#"<path d="M-5-5 5 5m0-10-10 10" fill="none" stroke="currentColor" stroke-width="2"/>"#,
        "announced" => r#"<circle r="5"/>"#,
        "started" | "partly" => {
            r#"<path d="M0-7 7 0 0 7-7 0zm0 2v10" fill="none" stroke="currentColor" stroke-width="2"/><path d="M0-7V7l-7-7z"/>"#
        }
        "delayed" => r#"<path d="M-7 0H4M0-4 4 0 0 4M7-5V5" fill="none" stroke="currentColor" stroke-width="2"/>"#,
        _ => r#"<path d="M0-7 7 0 0 7-7 0z" fill="none" stroke="currentColor" stroke-width="2"/>"#,
    }
}

/// Real text, one element a line; the line break between them keeps the words apart when they are copied.
pub(super) fn text(out: &mut String, class: &str, x: f64, y: f64, anchor_end: bool, lines: &[(&str, String)]) {
    let anchor = if anchor_end { r#" text-anchor="end""# } else { "" };
    for (number, (part, line)) in lines.iter().enumerate() {
        let bold = if matches!(class, "tl-lane") || *part == "tl-date" { r#" font-weight="600""# } else { "" };
        let space = if part.is_empty() { "" } else { " " };
        let _ = writeln!(
            out,
            r#"<text class="{class}{space}{part}"{anchor}{bold} x="{}" y="{}">{}</text>"#,
            tenth(x),
            tenth(y + LINE * number as f64),
            escaped(line),
        );
    }
}

/// What may stand in a class and in an id.
pub(super) fn class(key: &str) -> String {
    key.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect()
}

/// One decimal at most, so that the same drawing is the same bytes.
pub(super) fn tenth(value: f64) -> impl fmt::Display {
    fmt::from_fn(move |out| {
        let tenths = (value * 10.0).round() as i64;
        let sign = if tenths < 0 { "-" } else { "" };
        let (whole, part) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
        if part == 0 { write!(out, "{sign}{whole}") } else { write!(out, "{sign}{whole}.{part}") }
    })
}

/// For element content and for attributes in double quotes; what XML 1.0 forbids is left out.
pub(super) fn escaped(text: &str) -> impl fmt::Display {
    fmt::from_fn(move |out| {
        let mut written = 0;
        for (at, c) in text.char_indices() {
            let instead = match c {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => "",
                _ => continue,
            };
            out.write_str(&text[written..at])?;
            out.write_str(instead)?;
            written = at + c.len_utf8();
        }
        out.write_str(&text[written..])
    })
}

/// Cuts a text into lines that are at most so wide; a longer word is cut too. No line begins with a sign that French sets
/// apart from its word, nor ends with an opening quotation mark.
pub(super) fn wrapped(text: &str, room: f64) -> Vec<String> {
    let room = room.max(8.0 * SIZE);
    let text = bound(text);
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut length = 0.0;
    for word in text.split([' ', '\n', '\t', '\r']).filter(|word| !word.is_empty()) {
        let own = estimated(word);
        if length > 0.0 && length + breadth(' ') + own > room {
            lines.push(std::mem::take(&mut line));
            length = 0.0;
        }
        if length > 0.0 {
            line.push(' ');
            length += breadth(' ');
        }
        for character in word.chars() {
            if own > room && length + breadth(character) > room {
                lines.push(std::mem::take(&mut line));
                length = 0.0;
            }
            line.push(character);
            length += breadth(character);
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// The text with no-break spaces where no line may end.
fn bound(text: &str) -> String {
    let mut bound = String::with_capacity(text.len() + 4);
    let mut characters = text.chars().peekable();
    let mut last = None;
    while let Some(character) = characters.next() {
        let is_bound = last == Some('«') || characters.peek().is_some_and(|next| ":;!?»%€–".contains(*next));
        bound.push(if character == ' ' && is_bound { '\u{a0}' } else { character });
        last = Some(character);
    }
    bound
}

/// How wide a line is at most, in the widest of the usual typefaces.
pub(super) fn estimated(line: &str) -> f64 {
    line.chars().map(breadth).sum()
}

fn breadth(character: char) -> f64 {
    SIZE * match character {
        'i' | 'j' | 'l' | 'I' | '|' | '.' | ',' | ':' | ';' | '!' | '\'' | '’' | 'ï' | 'î' | ' ' | '\u{a0}'
        | '\u{202f}' => 0.36,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '-' | '/' | '"' => 0.42,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '—' | '…' | 'œ' | 'Œ' | 'æ' | 'Æ' => 1.0,
        'A'..='Z' | 'À'..='Þ' | '→' | '←' => 0.78,
        _ if character.is_ascii() || ('\u{a0}'..'\u{250}').contains(&character) => 0.62,
        _ => 1.05,
    }
}
