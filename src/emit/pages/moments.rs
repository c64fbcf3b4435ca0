//! What happened to a measure, beside it: announced, due, moved, done; in words, with a small line that shows how far apart.

use serde::Serialize;

use crate::model::time::When;
use crate::model::{Measure, Progress, Record, StatusEntry};
use crate::resolve::Due;

use super::svg::calendar::mark;
use super::svg::moments;
use super::words::{Date, Words};

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
}

/// Announced by the signature of its text, due at its dates, moved and settled as its status log says; nothing where less
/// than two things are known.
pub(super) fn moments(words: &Words, record: &Record, measure: &Measure, dues: &[&Due]) -> Option<Moments> {
    let signed = record.instrument.as_ref().and_then(|instrument| instrument.signed.as_ref());
    let mut found: Vec<(&When, &'static str)> = signed.map(|when| (when, "announced")).into_iter().collect();
    let settles = |entry: &StatusEntry| match entry.state {
        Progress::Delayed => Some("delayed"),
        Progress::Done => Some("done"),
        Progress::Abandoned => Some("abandoned"),
        _ => None,
    };
    // Its own due date, else the last of its milestones: a list of them all stands below.
    let own = dues.iter().find(|due| due.milestone.title.is_empty());
    found.extend(own.or(dues.last()).map(|due| (&due.when, "due")));
    found.extend(measure.log.iter().filter_map(|entry| Some((&entry.date, settles(entry)?))));
    found.sort_by(|a, b| a.0.cmp(b.0));
    if found.len() < 2 {
        return None;
    }
    let moment = |(when, key): &(&When, &'static str)| Moment {
        mark: mark(key),
        label: words.t(&format!("moment.{key}")),
        date: words.date(when),
    };
    Some(Moments { svg: moments::moments(&found, words.corpus.as_of), list: found.iter().map(moment).collect() })
}
