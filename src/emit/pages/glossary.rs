//! The glossary: every entry in the order of the language, letter by letter; a long one has a page for each letter.

use serde::Serialize;

use crate::resolve::Entry;
use crate::site::{cuts, routes};

use super::frame::{self, Frame};
use super::pieces::{Link, Way};
use super::words::Words;

#[derive(Serialize)]
pub(super) struct GlossaryView {
    /// The way back to the whole glossary, from the page of a letter.
    kicker: Option<Link>,
    title: String,
    count: String,
    letters: Vec<Letter>,
    groups: Vec<Group>,
}

/// A letter under which there are entries.
#[derive(Debug, Serialize)]
pub(super) struct Letter {
    href: String,
    html: String,
    /// How many entries it has, where they stand on a page of their own.
    count: Option<usize>,
    current: bool,
}

#[derive(Serialize)]
struct Group {
    anchor: String,
    /// Nothing on the page of one letter, whose title says it.
    title: Option<String>,
    /// Where the entries stand, when only their heads stand here.
    href: Option<String>,
    heads: Vec<Link>,
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

/// The anchor of a letter on the page of the whole glossary.
fn anchor(letter: char) -> String {
    if letter.is_ascii_alphabetic() { format!("page_{}", letter.to_ascii_lowercase()) } else { "page_0".to_owned() }
}

/// The page and the anchor of an entry of the glossary.
pub(super) fn href_of(words: &Words, entry: &Entry) -> String {
    let (site, id) = (words.site, &words.corpus.records[entry.record].id);
    match cuts::glossary_is_cut(words.corpus) {
        true => site.href(words.path, &routes::letter(site.lang, entry.letter), Some(id)),
        false => site.href(words.path, routes::glossary(site.lang), Some(id)),
    }
}

/// The letters of the glossary, as links from the page; `current` is the one that the page is of.
pub(super) fn letters(words: &Words, current: Option<char>) -> Vec<Letter> {
    let (site, is_cut) = (words.site, cuts::glossary_is_cut(words.corpus));
    let letter = |(letter, entries): (char, Vec<&Entry>)| Letter {
        href: match is_cut {
            true => words.href(&routes::letter(site.lang, letter)),
            false => site.href(words.path, routes::glossary(site.lang), Some(&anchor(letter))),
        },
        html: name(letter),
        count: is_cut.then_some(entries.len()),
        current: current == Some(letter),
    };
    cuts::letters(words.corpus).into_iter().map(letter).collect()
}

fn name(letter: char) -> String {
    if letter.is_ascii_alphabetic() { letter.to_string() } else { "0–9".to_owned() }
}

/// The whole glossary, the letters of a long one with the heads of their entries, or the entries of one letter.
pub(super) fn view(words: &Words, letter: Option<char>) -> (Frame, GlossaryView) {
    let glossary = words.t("glossary");
    let title = letter.map_or(glossary.clone(), |letter| format!("{glossary} : {}", name(letter)));
    let mut frame = frame::frame(words, &title);
    frame.section = "glossary".to_owned();
    frame.is_section = letter.is_none();
    let back = words.href(routes::glossary(words.site.lang));
    if letter.is_some() {
        frame.crumbs.push(Way { href: back.clone(), html: words.line(&glossary) });
    }
    let heads_only = letter.is_none() && cuts::glossary_is_cut(words.corpus);
    let shown = cuts::letters(words.corpus).into_iter().filter(|(of, _)| letter.is_none_or(|letter| letter == *of));
    let (mut total, is_whole) = (0, letter.is_none());
    let group = |(letter, entries): (char, Vec<&Entry>)| {
        total += entries.len();
        let head = |entry: &&Entry| Link {
            html: words.line(&entry.head),
            note: expansion(entry).map(|text| words.text(text)),
            ..words.link(entry.record)
        };
        let mut group = Group {
            anchor: anchor(letter),
            title: is_whole.then(|| name(letter)),
            href: heads_only.then(|| words.href(&routes::letter(words.site.lang, letter))),
            heads: Vec::new(),
            entries: Vec::new(),
        };
        match heads_only {
            true => group.heads = entries.iter().map(head).collect(),
            false => group.entries = entries.iter().map(|entry| entry_view(words, entry)).collect(),
        }
        group
    };
    let groups: Vec<Group> = shown.map(group).collect();
    let view = GlossaryView {
        kicker: letter.map(|_| Link { html: words.line(&glossary), href: Some(back), ..Link::default() }),
        title: letter.map_or_else(|| words.line(&glossary), name),
        count: words.count("entry_count", total),
        letters: letters(words, letter),
        groups,
    };
    (frame, view)
}

/// What the head of an entry stands for.
fn expansion(entry: &Entry) -> Option<&str> {
    entry.expansion.as_deref().filter(|text| *text != entry.head)
}

fn entry_view(words: &Words, entry: &Entry) -> EntryView {
    let record = &words.corpus.records[entry.record];
    let prose_links = words.site.links(words.path, Some(entry.record));
    let prefix = format!("{}-", record.id);
    let links_of = Some(entry.record);
    let of_record = Words::with_notes(words.site, words.names, words.path, &prose_links, links_of, &prefix);
    let definition = record.prose("definition").filter(|_| &*record.kind == "term");
    let links = |field: &str| {
        record.fields.links(field).filter_map(|link| words.link_to(&link.target, link.anchor.as_deref())).collect()
    };
    EntryView {
        anchor: record.id.to_string(),
        href: words.site.href_of(words.path, entry.record, None),
        term: words.line(&entry.head),
        expansion: expansion(entry).map(|text| words.line(text)),
        definition: definition.map(|text| of_record.prose(text) + &of_record.footnotes().unwrap_or_default()),
        scope: links("scope"),
        see: links("see"),
        kind: words.kind(&record.kind),
    }
}
