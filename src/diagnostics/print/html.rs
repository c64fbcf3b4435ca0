//! Findings as HTML, for a page: what is wrong, the line itself with carets, and a way to the place.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use super::{Excerpt, Sources, clean, message, word};
use crate::diagnostics::{Finding, Lang, Severity};
use crate::inputs::{Inputs, LineColumn, Place};

/// One `li` a finding, in the order given. `address` gives what leads to a place of a file, where something does.
pub fn html(
    findings: &[Finding],
    inputs: &Inputs,
    lang: Lang,
    address: &dyn Fn(&str, LineColumn) -> Option<String>,
) -> String {
    let mut sources = Sources { folder: "", inputs, texts: BTreeMap::new() };
    for finding in findings {
        sources.load(&finding.place);
        finding.notes.iter().for_each(|(place, _)| sources.load(place));
    }
    let mut out = String::new();
    for finding in findings {
        let class = match finding.severity {
            _ if !finding.is_of_published() => "draft",
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        let (word, said) = (word(finding.severity, lang), tied(&message(finding, lang), lang));
        let code = finding.code.name;
        let _ = write!(out, "<li class=\"{class}\"><p class=\"said\"><b>{word}</b> {said} <code>{code}</code></p>");
        show(&mut out, &finding.place, &sources, address);
        if let Some(hint) = &finding.hint {
            let _ = write!(out, "<p class=\"hint\">{}</p>", tied(&clean(hint.get(lang)), lang));
        }
        for (place, note) in &finding.notes {
            let _ = write!(out, "<p class=\"aside\">{}</p>", tied(&clean(note.get(lang)), lang));
            show(&mut out, place, &sources, address);
        }
        out.push_str("</li>");
    }
    out
}

/// The place, as a link where something leads there, and its line.
fn show(out: &mut String, place: &Place, sources: &Sources, address: &dyn Fn(&str, LineColumn) -> Option<String>) {
    let spot = sources.spot(place);
    let start = spot.as_ref().map_or(LineColumn { line: 1, column: 1 }, |spot| spot.start);
    let mut named = escaped(&sources.path(place));
    if spot.is_some() {
        let _ = write!(named, ":{}:{}", start.line, start.column);
    }
    let _ = match address(&place.file, start) {
        Some(to) => write!(out, "<p class=\"place\"><a href=\"{}\">{named}</a></p>", escaped(&to)),
        None => write!(out, "<p class=\"place\">{named}</p>"),
    };
    if let (Some(_), Some(excerpt)) = (spot, sources.excerpt(place)) {
        out.push_str(&drawn(&excerpt, start.line));
    }
}

/// How much of a line is shown before what is meant.
const NEAR: usize = 72;

/// The line with its number, and the carets below what is meant.
fn drawn(excerpt: &Excerpt, line: usize) -> String {
    let part = |range: std::ops::Range<usize>| excerpt.line[range].replace('\t', "    ");
    let (before, meant, after) =
        (part(0..excerpt.marked.start), part(excerpt.marked.clone()), part(excerpt.marked.end..excerpt.line.len()));
    // What is meant stands in sight, however long the line is.
    let (before, cut) = match before.char_indices().rev().nth(NEAR) {
        Some((at, _)) => (before[at..].to_owned(), "… "),
        None => (before, if excerpt.is_cut_before { "… " } else { "" }),
    };
    let number = format!("{line} | ");
    let space = " ".repeat(number.chars().count() + cut.chars().count() + before.chars().count());
    let carets = "^".repeat(meant.chars().count().max(1));
    let (before, meant, after) = (escaped(&before), escaped(&meant), escaped(&after));
    format!(
        "<pre>{number}{cut}{before}<mark>{meant}</mark>{after}\n<span class=\"carets\" aria-hidden=\"true\">{space}{carets}</span></pre>"
    )
}

/// What a message says, its names as such, with the spaces of French at which no line may be broken.
fn tied(text: &str, lang: Lang) -> String {
    let parts: Vec<String> = text.split('`').map(escaped).collect();
    // What stands between two backticks is a name; without the second one they are a sign like any other.
    let text = match parts.len() % 2 {
        1 => parts
            .iter()
            .enumerate()
            .map(|(at, part)| if at % 2 == 1 { format!("<code>{part}</code>") } else { part.clone() })
            .collect(),
        _ => parts.join("`"),
    };
    match lang {
        Lang::Fr => {
            text.replace("« ", "«\u{a0}").replace(" »", "\u{a0}»").replace(" : ", "\u{a0}: ").replace(" ; ", "\u{a0}; ")
        }
        Lang::En => text,
    }
}

/// Text as it may stand in an element or in the quotes of an attribute.
pub fn escaped(text: &str) -> String {
    escaping(text).to_string()
}

/// The same, to be written where it goes.
pub fn escaping(text: &str) -> impl fmt::Display {
    fmt::from_fn(move |out| {
        let mut written = 0;
        for (at, byte) in text.bytes().enumerate() {
            let entity = match byte {
                b'&' => "&amp;",
                b'<' => "&lt;",
                b'>' => "&gt;",
                b'"' => "&quot;",
                b'\'' => "&#39;",
                _ => continue,
            };
            out.write_str(&text[written..at])?;
            out.write_str(entity)?;
            written = at + 1;
        }
        out.write_str(&text[written..])
    })
}
