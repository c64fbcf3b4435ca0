//! The marks on the paper: shapes of states, lines of text, all in `currentColor`.

use std::fmt::Write as _;

pub(super) const SIZE: f64 = 13.0;
pub(super) const LINE: f64 = 17.0;
/// What bold letters are wider by.
pub(super) const BOLD: f64 = 1.1;

/// The sign of a state, told apart without colour: filled when done, a warning triangle when late, a broken circle when
/// nobody said, a cross when abandoned, half filled on the way, else hollow.
pub(super) fn shape(out: &mut String, key: &str, x: f64, y: f64) {
    let (class, path) = match key {
        "late" => ("tl-shape tl-solid", "m0-8 8 14h-16zm-1 5v5h2v-5zm0 6v1.6h2v-1.6z"),
        "past-unknown" => ("tl-shape tl-broken", "m-6 0a6 6 0 1 1 12 0a6 6 0 1 1-12 0z"),
        "done" => ("tl-shape tl-solid", "m0-7 7 7-7 7-7-7z"),
        "abandoned" => ("tl-shape tl-open", "m-5-5 10 10m0-10-10 10"),
        "announced" => ("tl-shape tl-solid", "m-5 0a5 5 0 1 1 10 0a5 5 0 1 1-10 0z"),
        "started" | "partly" => ("tl-shape tl-half", "m0-7 7 7-7 7-7-7zm0 2v10"),
        "delayed" => ("tl-shape tl-open", "m-7 0h11m-4-4 4 4-4 4m7-9v10"),
        _ => ("tl-shape tl-open", "m0-7 7 7-7 7-7-7z"),
    };
    let fill = match class {
        "tl-shape tl-solid" => r#"fill="currentColor" fill-rule="evenodd""#,
        "tl-shape tl-broken" => r#"fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="4 2.3""#,
        _ => r#"fill="none" stroke="currentColor" stroke-width="2""#,
    };
    let _ = write!(out, r#"<path class="{class}" d="M{} {}{path}" {fill}/>"#, tenth(x), tenth(y));
    if class == "tl-shape tl-half" {
        let _ =
            write!(out, r#"<path class="tl-fill" d="M{} {}v14l-7-7z" fill="currentColor"/>"#, tenth(x), tenth(y - 7.0));
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
pub(super) fn tenth(value: f64) -> String {
    let tenths = (value * 10.0).round() as i64;
    if tenths % 10 == 0 { (tenths / 10).to_string() } else { format!("{:.1}", tenths as f64 / 10.0) }
}

/// For element content and for attributes in double quotes; what XML 1.0 forbids is left out.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
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
