//! Records, measures and dated points as entries of a list.

use serde::Serialize;

use crate::resolve::Due;
use crate::site::cuts::date_of;

use super::pieces::{Date, Link, StateView};
use super::words::Words;

/// A record in a list.
#[derive(Debug, Default, Serialize)]
pub(super) struct Entry {
    pub title: Link,
    pub kind: Option<String>,
    pub date: Option<Date>,
    pub state: Option<StateView>,
    pub draft: Option<String>,
    /// Said of it, smaller: each with or without a link.
    pub notes: Vec<Link>,
    pub summary: Option<String>,
    /// The words that refer, where they are shown.
    pub passages: Vec<PassageView>,
}

/// Words of a text that use a term.
#[derive(Debug, Serialize)]
pub(super) struct PassageView {
    /// The provision that it stands in; nothing for one that the entry itself leads to.
    pub link: Option<Link>,
    pub html: String,
    pub lang: Option<String>,
}

/// A record as an entry of a list, with its kind and its date.
pub(super) fn entry(words: &Words, record: usize) -> Entry {
    let at = &words.corpus.records[record];
    Entry {
        title: Link { note: None, ..words.link(record) },
        kind: Some(words.kind(&at.kind)),
        date: date_of(words.corpus, record).map(|when| words.date(when)),
        draft: (!at.status.is_public()).then(|| words.t(&format!("status.{}", at.status.key()))),
        ..Entry::default()
    }
}

/// A measure as an entry: its number and title, the record that it belongs to, what is due.
pub(super) fn measure_entry(words: &Words, record: usize, anchor: &str) -> Option<Entry> {
    let at = &words.corpus.records[record];
    let measure = at.measure(anchor)?;
    let title = words.line(&format!("{} : {}", words.measure_label(measure), measure.title));
    Some(Entry {
        title: Link {
            html: title,
            href: Some(words.site.href_of(words.path, record, Some(anchor))),
            lang: words.foreign(at),
            note: None,
        },
        notes: vec![words.link(record)],
        date: measure.milestones.first().map(|milestone| words.date(&milestone.when)),
        ..Entry::default()
    })
}

/// A dated point as an entry of a short list.
pub(super) fn due_entry(words: &Words, due: &Due) -> Entry {
    Entry {
        title: Link {
            html: words.line(&due.title),
            href: Some(words.site.href_of(words.path, due.record, due.measures.first().map(|anchor| &**anchor))),
            ..Link::default()
        },
        notes: vec![Link { href: None, ..words.link(due.record) }],
        date: Some(words.date(&due.when)),
        state: Some(words.state(due.state)),
        ..Entry::default()
    }
}
