//! The timeline of the corpus: all dated points, or those of one year, instrument, organisation, theme or state, drawn and
//! in a table. Every filter is a link; what is cut leads on by year.

use serde::Serialize;

use crate::resolve::Due;
use crate::site::cuts::{LONG, Stretch};
use crate::site::routes;
use crate::site::timeline::{Facet, Of, Page, Values};

use super::calendar;
use super::filters::{self, Filter};
use super::frame::{self, Frame};
use super::lanes::By;
use super::milestones::{self, Calendar, Naming, Row};
use super::parts::{Part, Parts};
use super::pieces::{Link, Way};
use super::words::Words;

/// How many points stand on a page whose others are on pages of their own.
const NEAREST: usize = 50;

#[derive(Default, Serialize)]
pub(super) struct TimelineView {
    kicker: Option<Link>,
    title: String,
    description: Option<String>,
    count: Option<String>,
    /// The same points in other views.
    views: Vec<Link>,
    filters: Vec<Filter>,
    /// True where the table has every point of the page, so that a script can combine filters on it.
    is_whole: bool,
    #[serde(flatten)]
    parts: Parts,
    /// What stands above the drawing and the table, where they show a part.
    shown: Option<String>,
    drawing_of: Option<String>,
    calendar: Option<Calendar>,
    names: Vec<Part>,
    names_label: String,
}

/// The organisations are among the filters; their names in each row would be most of the page.
const NAMING: Naming = Naming { record: true, measure: true, who: false };

pub(super) fn page(words: &Words, page: Page) -> (Frame, TimelineView) {
    match page {
        Page::Whole => whole(words),
        Page::Values { facet, initial } => values(words, facet, initial),
        Page::Value { facet, value, stretch, part } => of_value(words, facet, value, stretch.map(|at| (at, part))),
    }
}

/// What leads from a record to the page of its points.
pub(super) fn of_record(words: &Words, record: usize) -> Option<Link> {
    let (page, points) = words.site.timeline.of_record(record)?;
    Some(Link { html: words.count("timeline_of_record", points), href: Some(words.timeline(page)), ..Link::default() })
}

fn whole(words: &Words) -> (Frame, TimelineView) {
    let mut frame = framed(words, &words.t("timeline"), &[]);
    frame.is_section = true;
    let dues: Vec<usize> = (0..words.corpus.dues().len()).collect();
    let mut view = TimelineView {
        title: words.t("timeline"),
        description: Some(calendar::introduction(words)),
        views: views(words, false),
        filters: filters::filters(words, None, &dues),
        ..TimelineView::default()
    };
    // The years are the parts of a timeline that is too long.
    let years = words.site.timeline.facets.iter().position(|of| of.facet == Facet::Year);
    let parts = years.map(|facet| parts_of_values(words, facet, None)).unwrap_or_default();
    show(words, &mut view, &dues, parts, By::Record);
    (frame, view)
}

/// The list of a facet's values; for organisations also the drawing in lanes of theirs.
fn values(words: &Words, facet: usize, initial: Option<usize>) -> (Frame, TimelineView) {
    let of = &words.site.timeline.facets[facet];
    let mut above = vec![home(words)];
    let mut title = words.t(&format!("timeline_by.{}", of.facet.word()));
    let mut name = title.clone();
    if let Some(initial) = initial {
        above.push((words.timeline(Page::Values { facet, initial: None }), words.line(&title)));
        name = filters::initial(words, &of.initials[initial]);
        title = format!("{title} : {name}");
    }
    let frame = framed(words, &format!("{} : {title}", words.t("timeline")), &above);
    let mut view = TimelineView {
        kicker: above.pop().map(kicker),
        title: words.line(&name),
        views: views(words, of.facet == Facet::Organisation),
        names_label: words.t(&format!("facet.{}", of.facet.word())),
        ..TimelineView::default()
    };
    let shown = |at: usize| Part { current: false, ..filters::part(words, facet, at) };
    match initial {
        Some(initial) => view.names = of.initials[initial].members.iter().map(|&at| shown(at)).collect(),
        None if of.initials.is_empty() => view.names = (0..of.values.len()).map(shown).collect(),
        None => {}
    }
    if !of.initials.is_empty() {
        view.parts = Parts::new(words.t("by_initial"), filters::initials(words, facet, initial));
    }
    if of.facet == Facet::Organisation && initial.is_none() && words.corpus.dues().len() <= LONG {
        let dues: Vec<usize> = (0..words.corpus.dues().len()).collect();
        show(words, &mut view, &dues, Vec::new(), By::Organisation);
        view.is_whole = false;
        view.drawing_of = Some(words.t("timeline_lane_of_lead"));
    }
    (frame, view)
}

/// The points of one value, or of a stretch of them, or of a part of the stretch.
fn of_value(words: &Words, facet: usize, at: usize, within: Option<(usize, Option<usize>)>) -> (Frame, TimelineView) {
    let of = &words.site.timeline.facets[facet];
    let value = &of.values[at];
    let by = if of.facet == Facet::Instrument { By::Axis } else { By::Record };
    let page = |stretch, part| Page::Value { facet, value: at, stretch, part };
    let facet_word = words.t(&format!("facet.{}", of.facet.word()));
    let mut above = vec![home(words)];
    above.push((
        words.timeline(Page::Values { facet, initial: None }),
        words.line(&words.t(&format!("timeline_by.{}", of.facet.word()))),
    ));
    let plain = filters::plain_name(words, value);
    let mut window = format!("{}, {} : {plain}", words.t("timeline"), facet_word.to_lowercase());
    let mut name = filters::name(words, value);
    let mut view = TimelineView::default();
    match within {
        None => {
            view.filters = filters::filters(words, Some((facet, at)), &value.points);
            let parts = stretch_parts(words, &value.cut, None, |stretch| words.timeline(page(Some(stretch), None)));
            let shown = if value.cut.is_empty() { &value.points } else { &value.own };
            if shown.is_empty() {
                show(words, &mut view, &value.points, parts, by);
            } else {
                show(words, &mut view, shown, Vec::new(), by);
                view.parts = Parts::new(words.t("by_part_of_year"), parts);
                view.is_whole = value.cut.is_empty();
            }
            view.count = Some(words.count("milestone_count", value.points.len()));
        }
        Some((stretch, part)) => {
            let cut = &value.cut[stretch];
            above.push((words.timeline(page(None, None)), name.clone()));
            let (shown, of_stretch): (&[usize], String) = match part {
                None => (&cut.own, filters::stretch_name(words, cut)),
                Some(part) => {
                    above.push((
                        words.timeline(page(Some(stretch), None)),
                        words.line(&filters::stretch_name(words, cut)),
                    ));
                    (&cut.parts[part].members, filters::part_name(words, cut, &cut.parts[part]))
                }
            };
            window = format!("{window}, {of_stretch}");
            name = words.line(&of_stretch);
            let count = if part.is_none() { cut.count } else { shown.len() };
            view.count = Some(words.count("milestone_count", count));
            let parts: Vec<Part> = match part {
                None if cut.parts.is_empty() => {
                    stretch_parts(words, &value.cut, Some(stretch), |at| words.timeline(page(Some(at), None)))
                }
                _ => cut
                    .parts
                    .iter()
                    .enumerate()
                    .map(|(at, of)| Part {
                        href: words.timeline(page(Some(stretch), Some(at))),
                        html: words.line(&filters::part_name(words, cut, of)),
                        count: of.members.len(),
                        current: part == Some(at),
                    })
                    .collect(),
            };
            show(words, &mut view, shown, Vec::new(), by);
            view.is_whole = false;
            view.parts = Parts::new(words.t("by_year"), parts);
        }
    }
    let frame = framed(words, &window, &above);
    view.kicker = above.pop().map(kicker);
    view.title = name;
    if let (Of::Record(record), None) = (value.of, within) {
        let html = words.t("timeline_record");
        view.views.push(Link { html, href: Some(words.site.href_of(words.path, record, None)), ..Link::default() });
    }
    (frame, view)
}

/// Puts the points on the page: all of them where they are few, else those nearest to the as-of day and the parts that
/// hold the others.
fn show(words: &Words, view: &mut TimelineView, points: &[usize], parts: Vec<Part>, by: By) {
    let mut shown: Vec<usize> = points.to_vec();
    view.is_whole = points.len() <= LONG;
    view.count = Some(words.count("milestone_count", points.len()));
    if !view.is_whole {
        let is_past = |at: &&usize| words.corpus.as_of.is_some_and(|day| words.corpus.due(**at).when.is_past(day));
        let next = points.iter().filter(is_past).count().min(points.len());
        let end = (next + NEAREST / 2).max(NEAREST).min(points.len());
        shown = points[end.saturating_sub(NEAREST)..end].to_vec();
        view.parts = Parts::new(words.t("by_year"), parts);
        view.shown = Some(words.count("timeline_nearest", shown.len()));
    }
    let dues: Vec<&Due> = shown.iter().map(|&at| words.corpus.due(at)).collect();
    if dues.is_empty() {
        return;
    }
    let rows = shown.iter().enumerate().map(|(number, &at)| Row {
        anchor: None,
        filters: view.is_whole.then(|| filters::of_row(words, number, at)),
        ..milestones::row(words, words.corpus.due(at), NAMING)
    });
    let rows: Vec<Row> = rows.collect();
    view.calendar = Some(milestones::of_rows(words, words.t("timeline"), &dues, rows, by));
}

/// The values of a facet as the parts of a list.
fn parts_of_values(words: &Words, facet: usize, current: Option<usize>) -> Vec<Part> {
    let of: &Values = &words.site.timeline.facets[facet];
    (0..of.values.len()).map(|at| Part { current: current == Some(at), ..filters::part(words, facet, at) }).collect()
}

fn stretch_parts(words: &Words, cut: &[Stretch], current: Option<usize>, href: impl Fn(usize) -> String) -> Vec<Part> {
    let part = |(at, of): (usize, &Stretch)| Part {
        href: href(at),
        html: words.line(&filters::stretch_name(words, of)),
        count: of.count,
        current: current == Some(at),
    };
    cut.iter().enumerate().map(part).collect()
}

/// The timeline by record, by organisation, and the calendar of the same points.
fn views(words: &Words, is_by_organisation: bool) -> Vec<Link> {
    let link = |html: String, href: String| Link { html, href: Some(href), ..Link::default() };
    let organisations = words.site.timeline.facets.iter().position(|of| of.facet == Facet::Organisation);
    let mut views = Vec::new();
    if is_by_organisation {
        views.push(link(words.t("timeline_by.instrument"), words.timeline(Page::Whole)));
    } else if let Some(facet) = organisations {
        views.push(link(words.t("timeline_by.organisation"), words.timeline(Page::Values { facet, initial: None })));
    }
    views.push(link(words.t("calendar"), words.href(routes::calendar(words.site.lang))));
    views
}

fn framed(words: &Words, title: &str, above: &[(String, String)]) -> Frame {
    let mut frame = frame::frame(words, title);
    frame.section = "timeline".to_owned();
    frame.twins.extend(frame::ics(words, None));
    frame.crumbs.extend(above.iter().map(|(href, html)| Way { href: href.clone(), html: html.clone() }));
    frame
}

fn home(words: &Words) -> (String, String) {
    (words.timeline(Page::Whole), words.t("timeline"))
}

fn kicker((href, html): (String, String)) -> Link {
    Link { html, href: Some(href), ..Link::default() }
}
