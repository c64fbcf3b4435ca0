//! A collection: its records by year or by initial; a long one as links to its parts.

use serde::Serialize;

use crate::model::Record;
use crate::prose::plain;
use crate::site::routes;

use super::frame::{self, Contents, Crumb, Frame};
use super::relations::{self, Entry};
use super::words::{Link, Words};

#[derive(Serialize)]
pub(super) struct ListView {
    kicker: Option<Link>,
    title: String,
    description: Option<String>,
    count: String,
    parts: Vec<Part>,
    parts_label: String,
    groups: Vec<GroupView>,
}

/// A part of a long list, on a page of its own.
#[derive(Serialize)]
struct Part {
    href: String,
    html: String,
    count: usize,
    current: bool,
}

#[derive(Serialize)]
struct GroupView {
    title: Option<String>,
    anchor: String,
    entries: Vec<Entry>,
}

pub(super) fn collection(words: &Words, at: usize, group: Option<usize>) -> (Frame, ListView) {
    let collection = &words.site.collections[at];
    let name = |group: &crate::site::Group| match group.title.as_str() {
        "" => words.t(if is_by_year(words, collection) { "undated" } else { "other_initials" }),
        title => title.to_owned(),
    };
    let title = match group {
        None => collection.title.clone(),
        Some(group) => format!("{} : {}", collection.title, name(&collection.groups[group])),
    };
    let mut frame = frame::frame(words, &title);
    frame.section = collection.id.clone();
    frame.is_section = group.is_none();
    frame.description = collection.description.as_deref().map(|text| words.text(text));
    if group.is_some() {
        let href = words.href(&routes::of_collection(collection, None));
        frame.crumbs.push(Crumb { href, html: words.line(&collection.title) });
    }
    let part = |(index, of): (usize, &crate::site::Group)| Part {
        href: words.href(&routes::of_collection(collection, Some(index))),
        html: words.line(&name(of)),
        count: of.records.len(),
        current: group == Some(index),
    };
    let groups: Vec<GroupView> = match group {
        Some(group) => {
            let entries = collection.groups[group].records.iter().map(|&at| entry(words, at)).collect();
            vec![GroupView { title: None, anchor: String::new(), entries }]
        }
        None if collection.is_cut => Vec::new(),
        // Few records are read at one glance; headings would only stand between them.
        None if collection.records.len() < 8 && !is_by_year(words, collection) => {
            let entries = collection.records.iter().map(|&at| entry(words, at)).collect();
            vec![GroupView { title: None, anchor: String::new(), entries }]
        }
        None => collection
            .groups
            .iter()
            .map(|group| GroupView {
                title: Some(words.line(&name(group))),
                anchor: format!("page_{}", group.key),
                entries: group.records.iter().map(|&at| entry(words, at)).collect(),
            })
            .collect(),
    };
    if groups.len() > 2 {
        let titled = groups.iter().filter_map(|group| Some(Contents::new(&group.anchor, group.title.clone()?)));
        frame.contents = titled.collect();
    }
    let count = group.map_or(collection.records.len(), |group| collection.groups[group].records.len());
    let view = ListView {
        kicker: group.map(|_| Link {
            html: words.line(&collection.title),
            href: Some(words.href(&routes::of_collection(collection, None))),
            ..Link::default()
        }),
        title: words.line(&title),
        description: collection.description.as_deref().filter(|_| group.is_none()).map(|text| words.line(text)),
        count: words.count("collection_count", count),
        parts: if collection.is_cut { collection.groups.iter().enumerate().map(part).collect() } else { Vec::new() },
        parts_label: words.t(if is_by_year(words, collection) { "by_year" } else { "by_initial" }),
        groups,
    };
    (frame, view)
}

fn is_by_year(words: &Words, collection: &crate::site::Collection) -> bool {
    let first = collection.records.first().map(|&at| &words.corpus.records[at]);
    first.and_then(|record| record.instrument.as_ref()).is_some_and(|instrument| instrument.signed.is_some())
}

/// A record of the list, with its summary in short.
fn entry(words: &Words, at: usize) -> Entry {
    let record = &words.corpus.records[at];
    let mut entry = relations::entry(words, at);
    entry.kind = entry.kind.filter(|_| record.instrument.is_some());
    entry.summary = summary(words, at, record);
    entry
}

fn summary(words: &Words, at: usize, record: &Record) -> Option<String> {
    let text = ["summary", "description", "definition"].iter().find_map(|field| record.prose(field));
    let short = match text {
        Some(text) => plain::blocks(&text.blocks[..text.blocks.len().min(1)], &words.site.links(words.path, Some(at))),
        None => record.acronym.clone().or_else(|| words.corpus.entry(at)?.expansion.clone())?,
    };
    Some(words.line(&frame::shortened(&short.replace('\n', " "))))
        .filter(|short| !short.is_empty() && *short != words.label(at))
}
