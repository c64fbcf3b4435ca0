//! What happened to a measure, beside it: announced, due, moved, done; in words, with a small line that shows how far
//! apart.

use std::sync::Arc;

use serde::Serialize;

use crate::model::time::When;
use crate::model::{Measure, Progress, Record, StatusEntry};
use crate::resolve::Due;

use super::pieces::Date;
use super::svg::calendar::mark;
use super::svg::moments;
use super::words::Words;

/// A measure through time.
#[derive(Debug, Serialize)]
pub(super) struct Moments {
    pub svg: String,
    pub list: Vec<Moment>,
}

#[derive(Debug, Serialize)]
pub(super) struct Moment {
    pub mark: String,
    pub label: String,
    pub date: Date,
    pub edtf: Arc<str>,
}

/// How the milestones that have a title of their own are told.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Titled {
    /// Drawn and told, each by its title.
    Told,
    /// Drawn alone: their list follows, with their titles and states.
    Follow,
}

/// Announced by the signature of its text, due at its dates, moved and settled as its status log says; nothing where less
/// than two things are known.
pub(super) fn moments(
    words: &Words,
    record: &Record,
    measure: &Measure,
    dues: &[&Due],
    titled: Titled,
) -> Option<Moments> {
    let settles = |entry: &StatusEntry| match entry.state {
        Progress::Delayed => Some("delayed"),
        Progress::Done => Some("done"),
        Progress::Abandoned => Some("abandoned"),
        _ => None,
    };
    let signed = record.instrument.as_ref().and_then(|instrument| instrument.signed.as_ref());
    // Each with its key and, for a milestone that has a title, the milestone.
    let mut found: Vec<(&When, &'static str, Option<&Due>)> =
        signed.map(|when| (when, "announced", None)).into_iter().collect();
    found.extend(dues.iter().map(|due| match due.is_own {
        true => (&due.when, "due", None),
        false => (&due.when, due.state.key(), Some(*due)),
    }));
    found.extend(measure.log.iter().filter_map(|entry| Some((&entry.date, settles(entry)?, None))));
    found.sort_by(|a, b| a.0.cmp(b.0));
    if found.len() < 2 {
        return None;
    }
    let drawn: Vec<_> = found.iter().map(|(when, key, _)| (*when, *key)).collect();
    let svg = moments::moments(&drawn, words.corpus.as_of);
    let told = found.iter().filter(|(_, _, due)| titled == Titled::Told || due.is_none());
    let list: Vec<Moment> = told
        .map(|(when, key, due)| {
            let date = words.date(when);
            let label = due.map_or_else(|| words.t(&format!("moment.{key}")), |due| words.line(&due.title));
            Moment { mark: mark(key), label, edtf: date.edtf(), date }
        })
        .collect();
    (!svg.is_empty() || !list.is_empty()).then_some(Moments { svg, list })
}
