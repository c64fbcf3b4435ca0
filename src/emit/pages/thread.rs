//! The steps of a thread: one subject through several texts, with the exact words of each.

use serde::Serialize;

use crate::model::Record;
use crate::site::cuts::date_of;

use super::words::{Date, Link, Words};

/// A place that the thread runs through.
#[derive(Debug, Serialize)]
pub(super) struct Step {
    date: Option<Date>,
    wording: Option<String>,
    lang: Option<String>,
    /// The provision, where one is meant, and the record.
    place: Option<Link>,
    record: Option<Link>,
    note: Option<String>,
}

/// The steps of a thread in its order; none for a record of another kind.
pub(super) fn steps<'a>(words: &Words<'a>, thread: &'a Record) -> Vec<Step> {
    if &*thread.kind != "thread" {
        return Vec::new();
    }
    let step = |map: &'a crate::model::Fields| {
        let link = map.links("at").next()?;
        let at = words.corpus.index(&link.target)?;
        let record = &words.corpus.records[at];
        let wording = map.text("wording").map(|text| words.line(&text));
        let mut place = link.anchor.as_deref().and_then(|anchor| words.provision_link(at, anchor));
        let mut of = words.link(at);
        // A provision whose title is the wording would only say it twice: the record's name leads there.
        let same = |place: &Link| wording.as_ref().is_some_and(|said| said.to_lowercase() == place.html.to_lowercase());
        if let Some(told) = place.take_if(|place| same(place)) {
            of.href = told.href;
        }
        Some(Step {
            date: date_of(words.corpus, at).map(|when| words.date(when)),
            wording,
            lang: words.foreign(record),
            place,
            record: Some(of),
            note: map.prose("note").map(|note| words.prose(note)),
        })
    };
    thread.fields.maps("steps").filter_map(step).collect()
}
