//! Those whom a report heard, by the category that it puts them in, each with its acronym.

use serde::Serialize;

use crate::model::{Record, hearing};

use super::pieces::Link;
use super::words::Words;

#[derive(Debug, Serialize)]
pub(super) struct Hearing {
    pub category: String,
    /// Organisations, then persons, in the order of the report.
    pub heard: Vec<Heard>,
    pub note: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct Heard {
    pub link: Link,
    pub acronym: Option<String>,
}

pub(super) fn of_record<'a>(words: &Words<'a>, record: &'a Record) -> Vec<Hearing> {
    let heard = |link: &crate::model::Link| {
        let at = words.corpus.index(&link.target)?;
        let of = &words.corpus.records[at];
        let acronym = of.acronym.as_deref().filter(|acronym| *acronym != of.title);
        Some(Heard {
            link: Link { html: words.title(at), ..words.link_to(&link.target, None)? },
            acronym: acronym.map(|acronym| words.line(acronym)),
        })
    };
    let hearing = |of: hearing::Hearing<'a>| Hearing {
        category: words.line(&of.category),
        heard: of.heard.into_iter().filter_map(heard).collect(),
        note: of.note.map(|note| words.prose(note)),
    };
    hearing::read(&record.fields).into_iter().map(hearing).collect()
}
