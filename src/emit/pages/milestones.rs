//! Milestones as readers see them: the rows of a calendar, its drawing, and a status log.

use serde::Serialize;

use super::svg::Width;
use super::svg::calendar::{self, Drawing, Lane, Point};
use crate::model::StatusEntry;
use crate::resolve::Due;

use super::words::{Date, Link, StateView, Words};

/// A drawing of more points than this would be too tall to read, of fewer when they belong to several records, each in
/// a lane of its own; the table has them all.
const DRAWN: usize = 60;
const DRAWN_IN_LANES: usize = 24;

/// A row of a calendar; the drawing of the same list carries the same date and label.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    pub anchor: Option<String>,
    pub date: Date,
    /// Plain words, for the drawing and for whoever compares the two.
    pub label: String,
    pub html: String,
    pub href: Option<String>,
    pub retroactive: Option<Date>,
    /// What it belongs to: the record where that is not the page's, its measures.
    pub of: Vec<Link>,
    pub who: Vec<Link>,
    pub note: Option<String>,
    pub state: StateView,
    /// When the state was last reported.
    pub news: Option<String>,
}

/// A calendar: a title, its rows and its drawing at two widths.
#[derive(Debug, Serialize)]
pub(super) struct Calendar {
    pub title: String,
    pub rows: Vec<Row>,
    pub svg_wide: Option<String>,
    pub svg_narrow: Option<String>,
    /// Where all of it is, where this is a part.
    pub more: Option<Link>,
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
    let milestone = &due.milestone;
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
    Row {
        anchor: milestone
            .anchor
            .clone()
            .filter(|_| !naming.record && !record.has_anchor(milestone.anchor.as_deref().unwrap_or(""))),
        date: words.date(&due.when),
        label: words.text(&due.title),
        html: words.line(&due.title),
        href: None,
        retroactive: milestone.retroactive_to.as_ref().map(|when| words.date(when)),
        of,
        who,
        note: milestone.note.as_ref().map(|note| words.prose(note)),
        state: words.state(due.state),
        news: last.map(|entry| words.date(&entry.date).html),
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
) -> Option<Calendar> {
    let dues: Vec<&Due> = dues.collect();
    if dues.is_empty() {
        return None;
    }
    let rows: Vec<Row> = dues.iter().map(|due| row(words, due, naming)).collect();
    let most = if dues.iter().all(|due| due.record == dues[0].record) { DRAWN } else { DRAWN_IN_LANES };
    let drawn = |width| (dues.len() <= most).then(|| calendar::calendar(&drawing(words, &title, &dues, &rows), width));
    let (svg_wide, svg_narrow) = (drawn(Width::Wide), drawn(Width::Narrow));
    Some(Calendar { title, rows, svg_wide, svg_narrow, more: None })
}

/// The drawing of a calendar: a lane for each record, without a title where there is only one.
fn drawing<'a>(words: &Words, title: &'a str, dues: &[&'a Due], rows: &'a [Row]) -> Drawing<'a> {
    let mut records: Vec<usize> = Vec::new();
    let points = dues.iter().zip(rows).map(|(due, row)| {
        let lane = records.iter().position(|&record| record == due.record).unwrap_or_else(|| {
            records.push(due.record);
            records.len() - 1
        });
        Point {
            lane,
            label: row.label.clone(),
            when: &due.when,
            state_key: row.state.key,
            state_label: row.state.label.clone(),
            href: due.measures.first().map(|anchor| words.site.href_of(words.path, due.record, Some(anchor))),
            date_label: words.text(&due.when.display(words.site.lang)),
        }
    });
    let points: Vec<Point> = points.collect();
    let name = |record: &usize| words.text(words.corpus.records[*record].label());
    let is_single = records.len() == 1;
    let lanes =
        records.iter().map(|record| Lane { title: if is_single { String::new() } else { name(record) } }).collect();
    Drawing { prefix: "calendar", title, lanes, points, as_of: words.corpus.as_of, lang: words.site.lang }
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
