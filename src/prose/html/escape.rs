//! Text as HTML text and as HTML attributes.

/// Writes text: nothing in it can open an element or a reference. Control characters, which HTML forbids, are left out.
pub fn write_text(out: &mut String, text: &str) {
    write(out, text, false);
}

/// Writes ` name="value"`; nothing in the value can close the quotation marks.
pub fn write_attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    write(out, value, true);
    out.push('"');
}

fn write(out: &mut String, text: &str, quoted: bool) {
    let special = |c: char| match c {
        '&' | '<' | '>' => true,
        '"' | '\'' => quoted,
        '\n' | '\t' => false,
        _ => c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}'),
    };
    let mut rest = text;
    while let Some(at) = rest.find(special) {
        out.push_str(&rest[..at]);
        let character = rest[at..].chars().next().unwrap_or_default();
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => {}
        }
        rest = &rest[at + character.len_utf8()..];
    }
    out.push_str(rest);
}
