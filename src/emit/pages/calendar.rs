//! The calendar of all milestones: by state and period, then by organisation. A long one is cut, see `years`.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::time::Period;
use crate::resolve::{Due, State};
use crate::site::cuts;
use crate::site::timeline::Page;

use super::contents::Contents;
use super::frame::{self, Frame};
use super::milestones::{self, Naming, Row};
use super::parts::{Part, Parts};
use super::pieces::{Link, StateView};
use super::words::{Words, capitalised};

/// How many milestones of organisations are listed in full; beyond, each organisation's own page lists them.
const LISTED: usize = 200;

#[derive(Default, Serialize)]
pub(super) struct CalendarView {
    /// The way back to the whole calendar, from a part of it.
    pub kicker: Option<Link>,
    pub title: String,
    pub description: Option<String>,
    pub count: Option<String>,
    pub views: Vec<Link>,
    #[serde(flatten)]
    pub parts: Parts,
    pub tallies: Vec<Tally>,
    pub sections: Vec<Section>,
    /// The address of the timeline of the same points.
    pub timeline: String,
}

/// How many points there are of one state.
#[derive(Serialize)]
pub(super) struct Tally {
    pub count: String,
    pub href: Option<String>,
    pub state: StateView,
}

#[derive(Default, Serialize)]
pub(super) struct Section {
    pub anchor: String,
    pub title: Option<String>,
    pub total: String,
    pub text: Option<String>,
    pub groups: Vec<Group>,
    /// Where the rest of it stands.
    pub links: Vec<Part>,
    pub links_label: String,
    /// True where the links are names, which want columns, not years.
    pub are_names: bool,
}

#[derive(Default, Serialize)]
pub(super) struct Group {
    pub anchor: String,
    pub title: Option<String>,
    pub href: Option<String>,
    pub total: usize,
    pub caption: String,
    pub rows: Vec<Row>,
    /// Where the rows stand, when they do not stand here.
    pub more: Option<Link>,
}

/// The part of the page that a milestone stands in.
pub(super) fn part(due: &Due) -> usize {
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
pub(super) const PARTS: [(&str, &str, Option<&str>); 6] = [
    ("page_en-retard", "calendar_late", Some("calendar_late_text")),
    ("page_suite-non-renseignee", "calendar_unknown", Some("calendar_unknown_text")),
    ("page_a-venir", "calendar_upcoming", None),
    ("page_des-que-possible", "calendar_asap", Some("calendar_asap_text")),
    ("page_sans-echeance", "calendar_none", None),
    ("page_terminees", "calendar_settled", None),
];

/// Dated points by the part of the page that they stand in.
pub(super) fn parts<'a>(dues: impl Iterator<Item = &'a Due>) -> [Vec<&'a Due>; 6] {
    let mut parts: [Vec<&Due>; 6] = Default::default();
    for due in dues {
        parts[part(due)].push(due);
    }
    parts
}

/// How many points each part has, with links to the parts where they stand on the page.
pub(super) fn tallies(words: &Words, parts: &[Vec<&Due>; 6], are_linked: bool) -> Vec<Tally> {
    [(0, "late"), (1, "past-unknown"), (2, "upcoming"), (5, "done")]
        .into_iter()
        .filter(|(at, _)| !parts[*at].is_empty())
        .map(|(at, state)| Tally {
            count: words.number(parts[at].len() as f64),
            href: are_linked.then(|| format!("#{}", PARTS[at].0)),
            state: words.state_of(state),
        })
        .collect()
}

pub(super) fn view(words: &Words) -> (Frame, CalendarView) {
    let mut frame = frame::frame(words, words.site.strings.get("calendar"));
    frame.section = "calendar".to_owned();
    frame.description = Some(words.t("calendar_intro"));
    frame.is_section = true;
    frame.twins.extend(frame::ics(words, None));
    let parts = parts(words.corpus.dues());
    let tallies = tallies(words, &parts, true);
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
        let text = text.map(|key| words.t(key));
        let (anchor, total) = (anchor.to_owned(), words.number(dues.len() as f64));
        sections.push(Section { anchor, title: Some(title), total, text, groups, ..Section::default() });
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
        let total = words.number(by_organisation.len() as f64);
        let anchor = "page_organisations".to_owned();
        let groups = by_organisation;
        sections.push(Section { anchor, title: Some(title), total, groups, ..Section::default() });
    }
    let description = Some(introduction(words));
    (
        frame,
        CalendarView {
            title: words.t("calendar"),
            description,
            views,
            tallies,
            sections,
            timeline: words.timeline(Page::Whole),
            ..Default::default()
        },
    )
}

pub(super) const NAMING: Naming = Naming { record: true, measure: true, who: true };

/// The milestones of a part by the stretch of time that they fall in; they come in the order of time.
pub(super) fn by_period<'a>(words: &Words<'a>, anchor: &str, section: &str, dues: &[&'a Due]) -> Vec<Group> {
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

/// What the calendar is, and the day that it is judged at.
pub(super) fn introduction(words: &Words) -> String {
    let day = words.corpus.as_of.map(|day| crate::model::time::When::from(day).describe(words.site.lang));
    let as_of = day.map(|day| format!(" {} {day}.", words.t("as_of"))).unwrap_or_default();
    words.line(&format!("{}{as_of}", words.t("calendar_intro")))
}

/// What each organisation leads and takes part in, in the order of their names.
fn by_organisation(words: &Words) -> Vec<Group> {
    let organisations: Vec<(usize, Vec<&Due>)> = cuts::with_dues(words.corpus)
        .into_iter()
        .map(|at| (at, words.corpus.dues_of_organisation(at).collect()))
        .collect();
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
