//! The timeline of a thread: its texts, each at its date, and what falls due of the provisions that it runs through.

use crate::model::time::When;
use crate::model::{Fields, Link as Reference, Measure, Record};
use crate::resolve::Due;
use crate::site::cuts::date_of;

use super::milestones::{self, Calendar, Naming, Row, Stop};
use super::pieces::StateView;
use super::svg::calendar::Lane;
use super::words::Words;

/// In the order of time; `None` where fewer than two things have a date, and for a record of another kind.
pub(super) fn calendar(words: &Words, thread: &Record) -> Option<Calendar> {
    if &*thread.kind != "thread" {
        return None;
    }
    let mut told: Vec<(&When, Option<String>, Row)> = Vec::new();
    let mut seen: Vec<*const Due> = Vec::new();
    for step in thread.fields.maps("steps") {
        let Some(link) = step.links("at").next() else { continue };
        let Some(record) = words.corpus.index(&link.target) else { continue };
        let href = words.site.href_of(words.path, record, link.anchor.as_deref());
        if let Some(when) = date_of(words.corpus, record) {
            told.push((when, Some(href), text_row(words, record, step, link, when)));
        }
        for due in words.corpus.dues_of_record(record).filter(|due| is_of(words, due, link)) {
            // Two steps may run through one provision.
            if !seen.contains(&std::ptr::from_ref(due)) {
                seen.push(due);
                let naming = Naming { record: true, measure: true, who: false };
                let href = due.measures.first().map(|at| words.site.href_of(words.path, record, Some(at)));
                told.push((&due.when, href, Row { anchor: None, ..milestones::row(words, due, naming) }));
            }
        }
    }
    if told.len() < 2 {
        return None;
    }
    told.sort_by(|a, b| a.0.cmp(b.0));
    let mut rows = Vec::new();
    let stops = told.into_iter().map(|(when, href, row)| {
        rows.push(row);
        Stop { lane: 0, when, href }
    });
    let stops: Vec<Stop> = stops.collect();
    Some(milestones::of_stops(words, words.t("timeline"), stops, rows, vec![Lane { title: String::new() }]))
}

/// The row of a step's text: its wording, else the name of the provision or of the record.
fn text_row(words: &Words, record: usize, step: &Fields, link: &Reference, when: &When) -> Row {
    let of = &words.corpus.records[record];
    let provision = || link.anchor.as_deref().and_then(|anchor| of.provision_title(anchor));
    let text = step.text("wording").or_else(provision).unwrap_or_else(|| of.label().to_owned());
    let date = words.date(when);
    Row {
        anchor: None,
        edtf: date.edtf(),
        date,
        label: words.text(&text),
        html: words.line(&text),
        retroactive: None,
        of: words.link_to(&link.target, link.anchor.as_deref()).into_iter().collect(),
        who: Vec::new(),
        note: None,
        state: StateView { key: "announced", label: words.t("moment.step") },
        news: None,
        filters: None,
    }
}

/// Whether a dated point is of the provision that a step names: the measure itself, or one below the section; a step that
/// names none means its text only.
fn is_of(words: &Words, due: &Due, link: &Reference) -> bool {
    let Some(anchor) = link.anchor.as_deref() else { return false };
    let record = &words.corpus.records[due.record];
    let is_below = |measure: &Measure| record.is_within(measure.section, Some(anchor));
    due.source.milestone(record).anchor.as_deref() == Some(anchor)
        || due.measures.iter().any(|of| **of == *anchor || record.measure(of).is_some_and(is_below))
}
