//! Milestones as readers see them: the rows of a calendar, its drawing, and a status log.

use std::sync::Arc;

use serde::Serialize;

use super::filters::Filters;
use super::lanes::{self, By};
use super::svg::Width;
use super::svg::calendar::{self, Detail, Drawing, Lane, Point};
use crate::model::StatusEntry;
use crate::model::time::When;
use crate::resolve::Due;
use crate::site::cuts;

use super::pieces::{Date, Link, StateView};
use super::words::Words;

/// A drawing with the words of more points than this would be too tall to read, of fewer when they stand in several
/// lanes; those of more show the marks alone, and the table has the words.
const LABELLED: usize = 60;
const LABELLED_IN_LANES: usize = 24;
/// More are cut into pages, or have the table alone.
const DRAWN: usize = cuts::LONG;

/// A row of a calendar; the drawing of the same list carries the same date and label.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    pub anchor: Option<Arc<str>>,
    pub date: Date,
    /// The same in EDTF, which the drawing carries too.
    pub edtf: Arc<str>,
    /// Plain words, for the drawing and for whoever compares the two.
    pub label: String,
    pub html: String,
    pub retroactive: Option<Date>,
    /// What it belongs to: the record where that is not the page's, its measures.
    pub of: Vec<Link>,
    pub who: Vec<Link>,
    pub note: Option<String>,
    pub state: StateView,
    /// When the state was last reported.
    pub news: Option<String>,
    /// What a script filters it by, on the pages of the timeline.
    pub filters: Option<Filters>,
}

/// A calendar: a title, its rows and its drawing at two widths.
#[derive(Debug, Serialize)]
pub(super) struct Calendar {
    pub title: String,
    pub rows: Vec<Row>,
    pub svg_wide: Option<String>,
    pub svg_narrow: Option<String>,
    /// What the marks mean, where they have no words of their own.
    pub marks: Vec<Mark>,
    /// Where all of it is, where this is a part.
    pub more: Option<Link>,
}

/// A mark of the drawing and what it says.
#[derive(Debug, Serialize)]
pub(super) struct Mark {
    pub svg: String,
    pub label: String,
}

/// Which of its surroundings a row names.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Naming {
    pub record: bool,
    pub measure: bool,
    pub who: bool,
}

pub(super) fn row<'a>(words: &Words<'a>, due: &'a Due, naming: Naming) -> Row {
    let record = &words.corpus.records[due.record];
    let milestone = due.source.milestone(record);
    let mut of = Vec::new();
    if naming.record {
        of.push(words.link(due.record));
    }
    if naming.measure {
        of.extend(due.measures.iter().filter_map(|anchor| words.provision_link(due.record, anchor)));
    }
    let who =
        if naming.who { due.lead.iter().chain(&due.actors).map(|&at| words.link(at)).collect() } else { Vec::new() };
    let last = milestone.log.last();
    let date = words.date(&due.when);
    Row {
        anchor: milestone.anchor.clone().filter(|anchor| !naming.record && !record.has_anchor(anchor)),
        edtf: date.edtf(),
        date,
        label: words.text(&due.title),
        html: words.line(&due.title),
        retroactive: milestone.retroactive_to.as_ref().map(|when| words.date(when)),
        of,
        who,
        note: milestone.note.as_ref().map(|note| words.prose(note)),
        state: words.state(due.state),
        news: last.map(|entry| words.date(&entry.date).html().to_owned()),
        filters: None,
    }
}

/// The row of a dated point of a record's own, by its index in the record's `calendar`.
pub(super) fn row_of<'a>(words: &Words<'a>, record: usize, milestone: usize, naming: Naming) -> Option<Row> {
    words.corpus.due_of(record, milestone).map(|due| row(words, due, naming))
}

/// The calendar of a list of dated points; `None` where there are none.
pub(super) fn calendar<'a>(
    words: &Words<'a>,
    title: String,
    dues: impl Iterator<Item = &'a Due>,
    naming: Naming,
    by: By,
) -> Option<Calendar> {
    let dues: Vec<&Due> = dues.collect();
    let rows: Vec<Row> = dues.iter().map(|due| row(words, due, naming)).collect();
    (!dues.is_empty()).then(|| of_rows(words, title, &dues, rows, by))
}

/// The calendar of dated points whose rows are made.
pub(super) fn of_rows(words: &Words, title: String, dues: &[&Due], rows: Vec<Row>, by: By) -> Calendar {
    let (lanes, lane_of) = lanes::lanes(words, dues, by);
    let stops = dues.iter().zip(lane_of).map(|(due, lane)| Stop {
        lane,
        when: &due.when,
        href: due.measures.first().map(|anchor| words.site.href_of(words.path, due.record, Some(anchor))),
    });
    of_stops(words, title, stops.collect(), rows, lanes)
}

/// Where the thing that a row tells of stands in a drawing, and what it leads to.
pub(super) struct Stop<'a> {
    pub lane: usize,
    pub when: &'a When,
    pub href: Option<String>,
}

/// The calendar of rows and of where each stands.
pub(super) fn of_stops(words: &Words, title: String, stops: Vec<Stop>, rows: Vec<Row>, lanes: Vec<Lane>) -> Calendar {
    let labels = if lanes.len() > 1 { LABELLED_IN_LANES } else { LABELLED };
    let detail = if stops.len() <= labels { Detail::Labels } else { Detail::Marks };
    let points = stops.into_iter().zip(&rows).map(|(stop, row)| Point {
        lane: stop.lane,
        label: &row.label,
        when: stop.when,
        state_key: row.state.key,
        state_label: &row.state.label,
        // So many marks would be as many stops on the way through the page; the table has their links.
        href: stop.href.filter(|_| detail == Detail::Labels),
        date_label: row.date.text(),
        row: row.filters.as_ref().map(|filters| filters.row),
    });
    let drawing = Drawing {
        title: &title,
        points: points.collect(),
        lanes,
        as_of: words.corpus.as_of,
        detail,
        lang: words.site.lang,
    };
    let drawn = |width| (2..=DRAWN).contains(&rows.len()).then(|| calendar::calendar(&drawing, width));
    let (svg_wide, svg_narrow) = (drawn(Width::Wide), drawn(Width::Narrow));
    let marks = match svg_wide.is_some() && detail == Detail::Marks {
        true => legend(&rows),
        false => Vec::new(),
    };
    Calendar { title, rows, svg_wide, svg_narrow, marks, more: None }
}

/// The states that the marks of a drawing without labels stand for, in the order in which they first come.
fn legend(rows: &[Row]) -> Vec<Mark> {
    let mut states: Vec<&StateView> = Vec::new();
    for row in rows {
        if states.iter().all(|state| state.key != row.state.key) {
            states.push(&row.state);
        }
    }
    states.iter().map(|state| Mark { svg: calendar::mark(state.key), label: state.label.clone() }).collect()
}

/// One entry of a status log.
#[derive(Debug, Serialize)]
pub(super) struct LogItem {
    pub date: Date,
    pub state: StateView,
    /// The milestone that it speaks of, where it is not the measure as a whole.
    pub what: Option<String>,
    pub by: Option<Link>,
    pub note: Option<String>,
    pub evidence: Vec<Link>,
}

pub(super) fn log_item<'a>(words: &Words<'a>, entry: &'a StatusEntry, what: Option<String>) -> LogItem {
    LogItem {
        date: words.date(&entry.date),
        state: words.state_of(entry.state.key()),
        what,
        by: entry.by.as_deref().and_then(|id| words.link_to(id, None)),
        note: entry.note.as_ref().map(|note| words.prose(note)),
        evidence: entry
            .evidence
            .iter()
            .map(|evidence| {
                let source = evidence.source.as_deref().and_then(|id| words.link_to(id, None));
                let safe = evidence.url.clone().filter(|url| crate::prose::is_safe(url));
                let href = safe.or_else(|| source.and_then(|link| link.href));
                Link { html: words.line(&evidence.title), href, ..Link::default() }
            })
            .collect(),
    }
}
