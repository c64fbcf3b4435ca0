//! The calendar of all milestones: by state and period, then by organisation.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::time::Period;
use crate::resolve::{Due, State};

use super::frame::{self, Contents, Frame};
use super::milestones::{self, Naming, Row};
use super::words::{Link, StateView, Words};

/// How many milestones of organisations are listed in full; beyond, each organisation's own page lists them.
const LISTED: usize = 200;

#[derive(Serialize)]
pub(super) struct CalendarView {
    views: Vec<Link>,
    tallies: Vec<Tally>,
    sections: Vec<Section>,
}

#[derive(Serialize)]
struct Tally {
    count: usize,
    href: String,
    state: StateView,
}

#[derive(Serialize)]
struct Section {
    anchor: &'static str,
    title: String,
    total: usize,
    text: Option<String>,
    groups: Vec<Group>,
}

#[derive(Serialize)]
struct Group {
    anchor: String,
    title: Option<String>,
    href: Option<String>,
    total: usize,
    caption: String,
    rows: Vec<Row>,
    /// Where the rows stand, when they do not stand here.
    more: Option<Link>,
}

/// The part of the page that a milestone stands in.
fn part(due: &Due) -> usize {
    match due.state {
        State::Late => 0,
        State::PastUnknown => 1,
        State::Done | State::Abandoned => 5,
        _ => match due.when.period() {
            Period::AsSoonAs => 3,
            Period::Recurring | Period::Undefined => 4,
            Period::Dated { .. } | Period::Open { .. } => 2,
        },
    }
}

/// The anchor of each part, the key of its title, and the key of what is said of it.
const PARTS: [(&str, &str, Option<&str>); 6] = [
    ("page_en-retard", "calendar_late", Some("calendar_late_text")),
    ("page_suite-non-renseignee", "calendar_unknown", Some("calendar_unknown_text")),
    ("page_a-venir", "calendar_upcoming", None),
    ("page_des-que-possible", "calendar_asap", Some("calendar_asap_text")),
    ("page_sans-echeance", "calendar_none", None),
    ("page_terminees", "calendar_settled", None),
];

pub(super) fn view(words: &Words) -> (Frame, CalendarView) {
    let mut frame = frame::frame(words, words.site.strings.get("calendar"));
    frame.section = "calendar".to_owned();
    frame.is_section = true;
    let mut parts: [Vec<&Due>; 6] = Default::default();
    for due in &words.corpus.dues {
        parts[part(due)].push(due);
    }
    let tallies = [(0, "late"), (1, "past-unknown"), (2, "upcoming"), (5, "done")]
        .into_iter()
        .map(|(at, state)| Tally {
            count: parts[at].len(),
            href: format!("#{}", PARTS[at].0),
            state: words.state_of(state),
        })
        .filter(|tally| tally.count > 0)
        .collect();
    let mut sections = Vec::new();
    for ((anchor, title, text), dues) in PARTS.into_iter().zip(&parts) {
        if dues.is_empty() {
            continue;
        }
        let title = words.t(title);
        let groups = by_period(words, anchor, &title, dues);
        let mut entry = Contents::new(anchor, title.clone());
        if groups.len() > 1 {
            let titled = groups.iter().filter_map(|group| Some(Contents::new(&group.anchor, group.title.clone()?)));
            entry.children = titled.collect();
        }
        frame.contents.push(entry);
        sections.push(Section { anchor, title, total: dues.len(), text: text.map(|key| words.t(key)), groups });
    }
    let mut views = Vec::new();
    let by_organisation = by_organisation(words);
    if !by_organisation.is_empty() {
        let title = words.t("calendar_by_organisation");
        let view = |anchor: &str, html: String| Link { html, href: Some(format!("#{anchor}")), ..Link::default() };
        views.extend(
            frame.contents.first().map(|first| view(first.href.trim_start_matches('#'), words.t("calendar_by_period"))),
        );
        views.push(view("page_organisations", title.clone()));
        let mut entry = Contents::new("page_organisations", title.clone());
        entry.children = by_organisation
            .iter()
            .filter_map(|group| Some(Contents::new(&group.anchor, group.title.clone()?)))
            .collect();
        frame.contents.push(entry);
        let total = by_organisation.len();
        sections.push(Section { anchor: "page_organisations", title, total, text: None, groups: by_organisation });
    }
    (frame, CalendarView { views, tallies, sections })
}

const NAMING: Naming = Naming { record: true, measure: true, who: true };

/// The milestones of a part by the stretch of time that they fall in; they come in the order of time.
fn by_period<'a>(words: &Words<'a>, anchor: &str, section: &str, dues: &[&'a Due]) -> Vec<Group> {
    let mut by_period: BTreeMap<Period, Vec<&'a Due>> = BTreeMap::new();
    for due in dues {
        by_period.entry(due.when.period()).or_default().push(due);
    }
    let single = by_period.len() == 1;
    by_period
        .into_iter()
        .map(|(period, dues)| {
            let title = words.line(&capitalised(&period.display(words.site.lang)));
            Group {
                anchor: format!("{anchor}-{}", period.key()),
                caption: if single { section.to_owned() } else { format!("{section}, {title}") },
                title: (!single || matches!(period, Period::Dated { .. } | Period::Open { .. })).then_some(title),
                href: None,
                total: dues.len(),
                rows: dues.iter().map(|due| Row { anchor: None, ..milestones::row(words, due, NAMING) }).collect(),
                more: None,
            }
        })
        .collect()
}

/// What each organisation leads and takes part in, in the order of their names.
fn by_organisation(words: &Words) -> Vec<Group> {
    let mut organisations: Vec<(usize, Vec<&Due>)> = words
        .corpus
        .of_kind("organisation")
        .map(|(at, _)| (at, words.corpus.dues_of_organisation(at).collect::<Vec<_>>()))
        .filter(|(_, dues)| !dues.is_empty())
        .collect();
    let label = |at: usize| words.corpus.records[at].label();
    organisations.sort_by(|a, b| words.corpus.collation.compare(label(a.0), label(b.0)).then(a.0.cmp(&b.0)));
    let is_short = organisations.iter().map(|(_, dues)| dues.len()).sum::<usize>() <= LISTED;
    let naming = Naming { who: false, ..NAMING };
    organisations
        .into_iter()
        .map(|(at, dues)| Group {
            anchor: format!("page_organisation-{}", words.corpus.records[at].id),
            title: Some(words.label(at)),
            href: Some(words.site.href_of(words.path, at, None)),
            total: dues.len(),
            caption: words.label(at),
            more: (!is_short).then(|| Link {
                html: words.count("milestone_count", dues.len()),
                href: Some(words.site.href_of(words.path, at, Some("page_calendrier"))),
                ..Link::default()
            }),
            rows: if is_short {
                dues.iter().map(|due| Row { anchor: None, ..milestones::row(words, due, naming) }).collect()
            } else {
                Vec::new()
            },
        })
        .collect()
}

fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}
