//! The filters of the timeline: each value of each facet a link with how many points it has, and what a row answers to.

use std::fmt::Write;

use serde::{Serialize, Serializer};

use crate::prose::html;
use crate::site::cuts::Stretch;
use crate::site::timeline::{Facet, Of, Page, Value};
use crate::site::{Group, Html};

use super::parts::Part;
use super::pieces::Link;
use super::words::{Words, capitalised};

/// How many values of a facet stand on a page: those that have most points; the others are in the list of all.
const SHOWN: usize = 40;

/// A facet with its values, as links.
#[derive(Serialize)]
pub(super) struct Filter {
    /// What rows carry its keys under, and what it is called in an address.
    pub name: &'static str,
    pub key: &'static str,
    pub title: String,
    pub values: Vec<Choice>,
    /// Where all values are.
    pub all: Option<Link>,
    /// True where the page is that of one of the values.
    pub is_chosen: bool,
    /// True where its values can be seen at once.
    pub is_open: bool,
}

/// A value as a link, with what a script knows it by.
pub(super) struct Choice {
    pub key: String,
    pub part: Part,
}

impl Serialize for Choice {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Part { href, html: name, count, current } = &self.part;
        let mut out = String::with_capacity(href.len() + name.len() + 80);
        out.push_str("<a");
        html::write_attribute(&mut out, "href", href);
        html::write_attribute(&mut out, "data-value", &self.key);
        if *current {
            html::write_attribute(&mut out, "aria-current", "page");
        }
        let _ = write!(out, ">{name} <span class=\"count\">{count}</span></a>");
        Html::new(&out).serialize(serializer)
    }
}

/// What a row of the timeline is filtered by: its number on the page, and the keys of its values by the facet's name.
#[derive(Debug)]
pub(super) struct Filters {
    pub row: usize,
    pub keys: Vec<(&'static str, String)>,
}

impl Serialize for Filters {
    /// As the attributes of the row.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = format!(" data-row=\"{}\"", self.row);
        for (facet, keys) in &self.keys {
            html::write_attribute(&mut out, &format!("data-{facet}"), keys);
        }
        Html::new(&out).serialize(serializer)
    }
}

/// The filters of a page that shows those points; `current` is the value that the page is of, with its facet.
///
/// The page of a value offers only what its points have too, so that no page carries the names of the whole corpus.
pub(super) fn filters(words: &Words, current: Option<(usize, usize)>, points: &[usize]) -> Vec<Filter> {
    let site = words.site;
    let facets = site.timeline.facets.iter().enumerate();
    facets
        .map(|(facet, of)| {
            let chosen = current.filter(|(of, _)| *of == facet).map(|(_, value)| value);
            let mut counts = vec![0; of.values.len()];
            for value in points.iter().flat_map(|&at| of.of_point(at)) {
                counts[value] += 1;
            }
            let is_list = of.values.iter().any(|value| matches!(value.of, Of::Record(_)));
            // One of few is changed for another; one of many is looked up in the list of all.
            let is_offered = |at: usize| match chosen {
                Some(chosen) => chosen == at || !is_list,
                None => counts[at] > 0,
            };
            let mut shown: Vec<usize> = (0..counts.len()).filter(|&at| is_offered(at)).collect();
            if shown.len() > SHOWN {
                shown.sort_by_key(|&at| (std::cmp::Reverse(counts[at]), at));
                shown.truncate(SHOWN);
                shown.sort_unstable();
            }
            let choice = |at: usize| Choice {
                key: of.values[at].key.clone(),
                part: Part { current: chosen == Some(at), ..part(words, facet, at) },
            };
            let all = || Link {
                html: words.site.strings.fill("see_all_n", &[("n", &words.number(of.values.len() as f64))]),
                href: Some(words.timeline(Page::Values { facet, initial: None })),
                ..Link::default()
            };
            Filter {
                name: of.facet.word(),
                key: of.facet.key(site.lang),
                title: words.t(&format!("facet.{}", of.facet.word())),
                all: (is_list || shown.len() < of.values.len()).then(all),
                values: shown.into_iter().map(choice).collect(),
                is_chosen: chosen.is_some(),
                is_open: matches!(of.facet, Facet::State | Facet::Year),
            }
        })
        .collect()
}

/// What the row of a point is filtered by, and its number on the page.
pub(super) fn of_row(words: &Words, row: usize, point: usize) -> Filters {
    let keys = words.site.timeline.facets.iter().map(|of| {
        let keys: Vec<&str> = of.of_point(point).map(|at| &*of.values[at].key).collect();
        (of.facet.word(), keys.join(" "))
    });
    Filters { row, keys: keys.collect() }
}

/// A value of a facet as a link to its page, else to the calendar of the record that it is.
pub(super) fn part(words: &Words, facet: usize, value: usize) -> Part {
    let of = &words.site.timeline.facets[facet].values[value];
    let href = match of.of {
        Of::Record(at) if !of.has_page => words.site.href_of(words.path, at, Some("page_calendrier")),
        _ => words.timeline(Page::Value { facet, value, stretch: None, part: None }),
    };
    Part { href, html: name(words, of), count: of.points.len(), current: false }
}

/// The initials of a facet's values as links.
pub(super) fn initials(words: &Words, facet: usize, current: Option<usize>) -> Vec<Part> {
    let part = |(at, of): (usize, &Group)| Part {
        href: words.timeline(Page::Values { facet, initial: Some(at) }),
        html: words.line(&initial(words, of)),
        count: of.members.len(),
        current: current == Some(at),
    };
    words.site.timeline.facets[facet].initials.iter().enumerate().map(part).collect()
}

pub(super) fn initial(words: &Words, group: &Group) -> String {
    if group.title.is_empty() { words.t("other_initials") } else { group.title.clone() }
}

/// What a value is called, as HTML.
pub(super) fn name(words: &Words, value: &Value) -> String {
    match value.of {
        Of::Record(at) => words.label(at),
        _ => html::text(&plain_name(words, value), words.site.lang),
    }
}

/// What a value is called in the title of a window.
pub(super) fn plain_name(words: &Words, value: &Value) -> String {
    match value.of {
        Of::Year(_) => value.key.clone(),
        Of::Asap => words.t("calendar_asap"),
        Of::Undated => words.t("calendar_none"),
        Of::Record(at) => words.window_title(at),
        Of::State(state) => capitalised(&words.t(&format!("state.{}", state.key()))),
    }
}

/// What a stretch of a value's points is called: its year, or a part of the year, else what stands outside of years.
pub(super) fn stretch_name(words: &Words, stretch: &Stretch) -> String {
    let is_part = |year: i16| stretch.key != format!("{year:04}");
    match stretch.year {
        Some(year) if is_part(year) => {
            let period = stretch.own.first().map(|&at| words.corpus.due(at).when.period().display(words.site.lang));
            capitalised(&period.unwrap_or_else(|| stretch.key.clone()))
        }
        Some(_) => stretch.key.clone(),
        None if stretch.is_asap => words.t("calendar_asap"),
        None => words.t("calendar_none"),
    }
}

/// What a part of a stretch is called: its period, else the year in which the texts were signed.
pub(super) fn part_name(words: &Words, stretch: &Stretch, part: &Group) -> String {
    let first = part.members.first().filter(|_| stretch.year.is_some());
    let period = first.map(|&at| words.corpus.due(at).when.period().display(words.site.lang));
    period.map_or_else(|| part.key.clone(), |period| capitalised(&period))
}
