//! A list of records, by year or by initial; a long one as links to its parts.

use serde::Serialize;

use crate::model::Record;
use crate::prose::plain;
use crate::site::collections::By;
use crate::site::links::shortened;
use crate::site::{Collection, cuts, routes};

use super::annotations;
use super::comparison;
use super::contents::Contents;
use super::entries::{self, Entry};
use super::facts;
use super::frame::{self, Frame};
use super::milestones::Row;
use super::parts::{Part, Parts};
use super::pieces::{Link, Way};
use super::progress;
use super::words::Words;

#[derive(Serialize)]
pub(super) struct ListView {
    pub kicker: Option<Link>,
    pub title: String,
    pub description: Option<String>,
    pub count: String,
    #[serde(flatten)]
    pub parts: Parts,
    /// The pages that put the same section of every record side by side.
    pub comparisons: Vec<Link>,
    pub groups: Vec<GroupView>,
}

/// A group of a list: records, or dated points as the rows of a calendar.
#[derive(Default, Serialize)]
pub(super) struct GroupView {
    pub title: Option<String>,
    pub anchor: String,
    pub entries: Vec<Entry>,
    pub rows: Vec<Row>,
    pub caption: String,
}

pub(super) fn collection(words: &Words, at: usize, group: Option<usize>) -> (Frame, ListView) {
    let collection = &words.site.collections[at];
    let name = |group: &crate::site::Group| name(words, collection.by, group);
    let title = match group {
        None => collection.title.clone(),
        Some(group) => format!("{} : {}", collection.title, name(&collection.groups[group])),
    };
    let mut frame = frame::frame(words, &title);
    frame.section = collection.id.clone();
    frame.is_section = group.is_none();
    frame.description = Some(describe(words, collection, group));
    frame.sharing.follows(words, collection);
    frame.twins = frame::list_twin(words);
    if group.is_some() {
        let href = words.href(&routes::of_collection(collection, None));
        frame.crumbs.push(Way { href, html: words.line(&collection.title) });
    }
    let part = |(index, of): (usize, &crate::site::Group)| Part {
        href: words.href(&routes::of_collection(collection, Some(index))),
        html: words.line(&name(of)),
        count: of.members.len(),
        current: group == Some(index),
    };
    let groups: Vec<GroupView> = match group {
        Some(group) => {
            let members = &collection.groups[group].members;
            // So long a list is looked through, not read.
            let entry = |&at: &usize| match members.len() > cuts::LONG {
                true => Entry { summary: None, ..entry(words, at) },
                false => entry(words, at),
            };
            let entries = members.iter().map(entry).collect();
            vec![GroupView { entries, ..GroupView::default() }]
        }
        None if collection.is_cut => Vec::new(),
        // Few records are read at one glance; headings would only stand between them.
        None if collection.records.len() < 8 && collection.by == By::Initial => {
            let entries = collection.records.iter().map(|&at| entry(words, at)).collect();
            vec![GroupView { entries, ..GroupView::default() }]
        }
        None => collection
            .groups
            .iter()
            .map(|group| GroupView {
                title: Some(words.line(&name(group))),
                anchor: format!("page_{}", group.key),
                entries: group.members.iter().map(|&at| entry(words, at)).collect(),
                ..GroupView::default()
            })
            .collect(),
    };
    let comparisons = comparison::links(words, at, group);
    if groups.len() > 2 {
        let titled = groups.iter().filter_map(|group| Some(Contents::new(&group.anchor, group.title.clone()?)));
        frame.contents = titled.collect();
    }
    let count = group.map_or(collection.records.len(), |group| collection.groups[group].members.len());
    let view = ListView {
        kicker: group.map(|_| Link {
            html: words.line(&collection.title),
            href: Some(words.href(&routes::of_collection(collection, None))),
            ..Link::default()
        }),
        title: words.line(&title),
        description: collection.description.as_deref().filter(|_| group.is_none()).map(|text| words.line(text)),
        count: words.count("collection_count", count),
        parts: if collection.is_cut {
            Parts::new(label(words, collection.by), collection.groups.iter().enumerate().map(part).collect())
        } else {
            Parts::default()
        },
        comparisons,
        groups,
    };
    (frame, view)
}

/// What the editor says of a collection; of a part of it, or where nothing is said, how many there are and the first.
fn describe(words: &Words, collection: &Collection, group: Option<usize>) -> String {
    let (members, said) = match group {
        Some(group) => (&collection.groups[group].members, None),
        None => (&collection.records, collection.description.as_deref()),
    };
    let listed = || {
        let first = members.iter().take(8).map(|&at| words.corpus.records[at].label()).collect::<Vec<_>>();
        format!("{} : {}", words.count("collection_count", members.len()), first.join(" ; "))
    };
    words.text(&said.map_or_else(listed, str::to_owned))
}

/// The word for what a list is grouped by.
fn label(words: &Words, by: By) -> String {
    words.t(match by {
        By::Year => "by_year",
        By::Part => "by_part",
        By::Initial => "by_initial",
    })
}

/// What a group is called; the one of all that has no key as the interface names it.
fn name(words: &Words, by: By, group: &crate::site::Group) -> String {
    match group.title.as_str() {
        "" => words.t(by.word_for_others()),
        title => title.to_owned(),
    }
}

/// A record of the list, with its summary in short.
fn entry(words: &Words, at: usize) -> Entry {
    let record = &words.corpus.records[at];
    let mut entry = entries::entry(words, at);
    entry.kind = entry.kind.filter(|_| record.instrument.is_some());
    entry.summary = summary(words, at, record);
    entry.notes.extend(progress::of_record(words, at).map(facts::plain));
    if words.corpus.drafts {
        entry.notes.extend(annotations::open(words, at, "annotations_open_in_list"));
    }
    entry
}

fn summary(words: &Words, at: usize, record: &Record) -> Option<String> {
    let text = ["summary", "description", "definition"].iter().find_map(|field| record.prose(field));
    let short = match text {
        Some(text) => plain::line(&text.blocks[..text.blocks.len().min(1)], &words.site.links(words.path, Some(at))),
        None => record.acronym.clone().or_else(|| words.corpus.entry(at)?.expansion.clone())?,
    };
    Some(words.line(&shortened(&short))).filter(|short| !short.is_empty() && *short != words.label(at))
}
