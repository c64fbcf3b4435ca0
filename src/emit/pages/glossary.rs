//! The glossary: every entry in the order of the language, letter by letter.

use serde::Serialize;

use crate::site::routes;

use super::frame::{self, Frame};
use super::words::{Link, Words};

#[derive(Serialize)]
pub(super) struct GlossaryView {
    count: String,
    letters: Vec<Letter>,
    groups: Vec<Group>,
}

/// A letter under which there are entries.
#[derive(Debug, Serialize)]
pub(super) struct Letter {
    href: String,
    html: String,
}

#[derive(Serialize)]
struct Group {
    anchor: String,
    title: String,
    entries: Vec<EntryView>,
}

#[derive(Serialize)]
struct EntryView {
    anchor: String,
    href: String,
    term: String,
    expansion: Option<String>,
    definition: Option<String>,
    scope: Vec<Link>,
    see: Vec<Link>,
    kind: String,
}

fn anchor(letter: char) -> String {
    if letter.is_ascii_alphabetic() { format!("page_{}", letter.to_ascii_lowercase()) } else { "page_0".to_owned() }
}

/// The letters of the glossary, as links from the page.
pub(super) fn letters(words: &Words) -> Vec<Letter> {
    let mut letters: Vec<Letter> = Vec::new();
    let mut last = None;
    for entry in &words.corpus.entries {
        if last.replace(entry.letter) != Some(entry.letter) {
            let href = words.site.href(words.path, routes::glossary(words.site.lang), Some(&anchor(entry.letter)));
            letters.push(Letter { href, html: name(entry.letter) });
        }
    }
    letters.dedup_by(|a, b| a.href == b.href);
    letters
}

fn name(letter: char) -> String {
    if letter.is_ascii_alphabetic() { letter.to_string() } else { "0–9".to_owned() }
}

pub(super) fn view(words: &Words) -> (Frame, GlossaryView) {
    let mut frame = frame::frame(words, words.site.strings.get("glossary"));
    frame.section = "glossary".to_owned();
    frame.is_section = true;
    let mut groups: Vec<Group> = Vec::new();
    for entry in &words.corpus.entries {
        let record = &words.corpus.records[entry.record];
        let prose_links = words.site.links(words.path, Some(entry.record));
        let of_record = Words::new(words.site, words.path, &prose_links, Some(entry.record));
        let definition = record.prose("definition").filter(|_| &*record.kind == "term");
        let links = |field: &str| {
            record.fields.links(field).filter_map(|link| words.link_to(&link.target, link.anchor.as_deref())).collect()
        };
        let view = EntryView {
            anchor: record.id.to_string(),
            href: words.site.href_of(words.path, entry.record, None),
            term: words.line(&entry.head),
            expansion: entry.expansion.as_deref().filter(|text| *text != entry.head).map(|text| words.line(text)),
            definition: definition.map(|text| of_record.blocks(&text.blocks, &[])),
            scope: links("scope"),
            see: links("see"),
            kind: words.kind(&record.kind),
        };
        let anchor = anchor(entry.letter);
        match groups.last_mut().filter(|group| group.anchor == anchor) {
            Some(group) => group.entries.push(view),
            None => groups.push(Group { anchor, title: name(entry.letter), entries: vec![view] }),
        }
    }
    let view =
        GlossaryView { count: words.count("entry_count", words.corpus.entries.len()), letters: letters(words), groups };
    (frame, view)
}
