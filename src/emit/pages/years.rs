//! The pages of a long calendar: what presses on the first, then one a year, one for what has no year, and the parts of
//! those that are long themselves.

use crate::resolve::Due;
use crate::site::cuts::{self, Stretch};
use crate::site::timeline::Page;
use crate::site::{CalendarCut, Group as Cut, routes};

use super::calendar::{self, CalendarView, Group, NAMING, PARTS, Section};
use super::contents::Contents;
use super::frame::{self, Frame};
use super::milestones::{self, Row};
use super::parts::{Part, Parts};
use super::pieces::{Link, Way};
use super::words::{Words, capitalised};

/// How many points of a part stand on the first page.
const SHOWN: usize = 50;

/// The first page: of each part the points nearest to the as-of day, and the years that hold the others.
pub(super) fn first(words: &Words, cut: &CalendarCut) -> (Frame, CalendarView) {
    let mut frame = framed(words, &words.t("calendar"), &[]);
    frame.is_section = true;
    frame.twins.extend(frame::ics(words, None));
    let parts = calendar::parts(words.corpus.dues());
    let mut sections = Vec::new();
    for (at, dues) in parts.iter().enumerate().filter(|(_, dues)| !dues.is_empty()) {
        let (anchor, title, text) = PARTS[at];
        let title = words.t(title);
        // What is past, from the newest; what is to come, from the next; what is settled stands in its year.
        let (shown, said): (Vec<&&Due>, &str) = match at {
            0 | 1 => (dues.iter().rev().take(SHOWN).collect(), "calendar_newest"),
            5 => (Vec::new(), ""),
            _ => (dues.iter().take(SHOWN).collect(), "calendar_next"),
        };
        let group = Group {
            title: (shown.len() < dues.len() && !shown.is_empty()).then(|| words.count(said, shown.len())),
            anchor: format!("{anchor}-debut"),
            total: dues.len(),
            caption: title.clone(),
            rows: rows(words, &shown),
            ..Group::default()
        };
        frame.contents.push(Contents::new(anchor, title.clone()));
        sections.push(Section {
            anchor: anchor.to_owned(),
            // Each part's years by the part's name: no two ways of a page are called the same.
            links_label: format!("{title}, {}", words.t("by_year").to_lowercase()),
            title: Some(title),
            total: words.number(dues.len() as f64),
            text: text.map(|key| words.t(key)),
            groups: if shown.is_empty() { Vec::new() } else { vec![group] },
            links: if shown.len() < dues.len() { years_of(words, cut, dues) } else { Vec::new() },
            are_names: false,
        });
    }
    let organisations = by_organisation(words, cut);
    if let Some(section) = &organisations {
        frame.contents.push(Contents::new(&section.anchor, section.title.clone().unwrap_or_default()));
    }
    sections.extend(organisations);
    let view = CalendarView {
        title: words.t("calendar"),
        description: Some(calendar::introduction(words)),
        parts: Parts::new(words.t("by_year"), stretches(words, cut, None)),
        tallies: calendar::tallies(words, &parts, true),
        sections,
        timeline: words.timeline(Page::Whole),
        ..CalendarView::default()
    };
    (frame, view)
}

/// The page of one stretch, or of a part of it.
pub(super) fn stretch(words: &Words, at: usize, part: Option<usize>) -> (Frame, CalendarView) {
    let Some(cut) = &*words.site.calendar else { return calendar::view(words) };
    let stretch = &cut.stretches[at];
    match part {
        None => whole(words, cut, at),
        Some(part) => part_of(words, stretch, part),
    }
}

fn whole(words: &Words, cut: &CalendarCut, at: usize) -> (Frame, CalendarView) {
    let stretch = &cut.stretches[at];
    let name = name(words, stretch);
    let mut frame = framed(words, &format!("{} : {name}", words.t("calendar")), &[calendar_link(words)]);
    let mut sections = Vec::new();
    if !stretch.parts.is_empty() {
        let key = if stretch.year.is_some() { "calendar_by_period" } else { "by_signature_year" };
        sections.push(Section {
            anchor: "page_parties".to_owned(),
            title: Some(words.t(key)),
            total: words.number(stretch.parts.iter().map(|part| part.members.len()).sum::<usize>() as f64),
            links: parts_of(words, stretch, None),
            links_label: words.t(key),
            ..Section::default()
        });
    }
    let own: Vec<&Due> = stretch.own.iter().map(|&at| words.corpus.due(at)).collect();
    for group in calendar::by_period(words, "page", &name, &own) {
        // The year as a whole, beside its quarters: one heading says enough.
        let title = group.title.clone().or_else(|| (!stretch.parts.is_empty()).then(|| words.t("undated")));
        sections.push(Section {
            anchor: group.anchor.clone(),
            title,
            total: words.number(group.total as f64),
            groups: vec![Group { title: None, ..group }],
            ..Section::default()
        });
    }
    if sections.len() > 2 {
        let titled = sections.iter().filter_map(|section| Some(Contents::new(&section.anchor, section.title.clone()?)));
        frame.contents = titled.collect();
    }
    let all = own.iter().copied();
    let below = stretch.parts.iter().flat_map(|part| &part.members).map(|&at| words.corpus.due(at));
    let view = CalendarView {
        kicker: Some(kicker(calendar_link(words))),
        title: words.line(&name),
        description: stretch.is_asap.then(|| words.t("calendar_asap_text")),
        count: Some(words.count("milestone_count", stretch.count)),
        parts: Parts::new(words.t("by_year"), stretches(words, cut, Some(at))),
        tallies: calendar::tallies(words, &calendar::parts(all.chain(below)), false),
        sections,
        ..CalendarView::default()
    };
    (frame, view)
}

fn part_of(words: &Words, stretch: &Stretch, part: usize) -> (Frame, CalendarView) {
    let group = &stretch.parts[part];
    let name_of_part = part_name(words, stretch, group);
    let title = match stretch.year {
        Some(_) => name_of_part.clone(),
        None => format!("{} : {name_of_part}", name(words, stretch)),
    };
    let above = (words.href(&routes::stretch(words.site.lang, stretch, None)), words.line(&name(words, stretch)));
    let frame = framed(words, &format!("{} : {title}", words.t("calendar")), &[calendar_link(words), above.clone()]);
    let dues: Vec<&Due> = group.members.iter().map(|&at| words.corpus.due(at)).collect();
    let rows = rows(words, &dues.iter().collect::<Vec<_>>());
    let table = Group { caption: words.line(&title), total: dues.len(), rows, ..Group::default() };
    let label = words.t(if stretch.year.is_some() { "calendar_by_period" } else { "by_signature_year" });
    let view = CalendarView {
        kicker: Some(kicker(above)),
        title: words.line(&title),
        count: Some(words.count("milestone_count", dues.len())),
        parts: Parts::new(label, parts_of(words, stretch, Some(part))),
        tallies: calendar::tallies(words, &calendar::parts(dues.iter().copied()), false),
        sections: vec![Section { anchor: "page_etapes".to_owned(), groups: vec![table], ..Section::default() }],
        ..CalendarView::default()
    };
    (frame, view)
}

/// The initials of the organisations that have dated points, or the organisations under one of them.
pub(super) fn organisations(words: &Words, group: Option<usize>) -> (Frame, CalendarView) {
    let Some(cut) = &*words.site.calendar else { return calendar::view(words) };
    let title = words.t("calendar_by_organisation");
    let (mut full, mut above) = (title.clone(), vec![calendar_link(words)]);
    if let Some(group) = group {
        above.push((words.href(&routes::organisations(words.site.lang, None)), words.line(&title)));
        full = format!("{title} : {}", initial(words, &cut.organisations[group]));
    }
    let frame = framed(words, &format!("{} : {full}", words.t("calendar")), &above);
    let shown = group.map(|group| &cut.organisations[group].members);
    let links = shown.map(|members| members.iter().map(|&at| organisation(words, at)).collect()).unwrap_or_default();
    let view = CalendarView {
        kicker: above.pop().map(kicker),
        title: words.line(&full),
        parts: Parts::new(words.t("by_initial"), initials(words, cut, group)),
        sections: vec![Section {
            anchor: "page_organisations".to_owned(),
            links,
            links_label: title,
            are_names: true,
            ..Section::default()
        }],
        ..CalendarView::default()
    };
    (frame, view)
}

fn framed(words: &Words, title: &str, above: &[(String, String)]) -> Frame {
    let mut frame = frame::frame(words, title);
    frame.section = "calendar".to_owned();
    frame.crumbs.extend(above.iter().map(|(href, html)| Way { href: href.clone(), html: html.clone() }));
    frame
}

fn calendar_link(words: &Words) -> (String, String) {
    (words.href(routes::calendar(words.site.lang)), words.t("calendar"))
}

fn kicker((href, html): (String, String)) -> Link {
    Link { html, href: Some(href), ..Link::default() }
}

/// What a stretch is called: its year, else what stands outside of years.
fn name(words: &Words, stretch: &Stretch) -> String {
    match stretch.year {
        Some(_) => stretch.key.clone(),
        None if stretch.is_asap => words.t("calendar_asap"),
        None => words.t("calendar_none"),
    }
}

/// What a part of a stretch is called: its period, else the year in which the texts were signed.
fn part_name(words: &Words, stretch: &Stretch, part: &Cut) -> String {
    let first = part.members.first().filter(|_| stretch.year.is_some());
    let period = first.map(|&at| words.corpus.due(at).when.period().display(words.site.lang));
    period.map_or_else(|| part.key.clone(), |period| capitalised(&period))
}

/// Every stretch as a link, in the order of time.
fn stretches(words: &Words, cut: &CalendarCut, current: Option<usize>) -> Vec<Part> {
    let part = |(at, of): (usize, &Stretch)| Part {
        href: words.href(&routes::stretch(words.site.lang, of, None)),
        html: words.line(&name(words, of)),
        count: of.count,
        current: current == Some(at),
    };
    cut.stretches.iter().enumerate().map(part).collect()
}

/// The stretches that some dated points stand in, each with how many of them.
fn years_of(words: &Words, cut: &CalendarCut, dues: &[&Due]) -> Vec<Part> {
    let mut counts = vec![0; cut.stretches.len()];
    for due in dues {
        if let Some(at) = cut.stretches.iter().position(|stretch| stretch.holds(due)) {
            counts[at] += 1;
        }
    }
    let links = stretches(words, cut, None).into_iter().zip(counts);
    links.filter(|(_, count)| *count > 0).map(|(link, count)| Part { count, ..link }).collect()
}

fn parts_of(words: &Words, stretch: &Stretch, current: Option<usize>) -> Vec<Part> {
    let part = |(at, of): (usize, &Cut)| Part {
        href: words.href(&routes::stretch(words.site.lang, stretch, Some(of))),
        html: words.line(&part_name(words, stretch, of)),
        count: of.members.len(),
        current: current == Some(at),
    };
    stretch.parts.iter().enumerate().map(part).collect()
}

fn rows<'a>(words: &Words<'a>, dues: &[&&'a Due]) -> Vec<Row> {
    dues.iter().map(|due| Row { anchor: None, ..milestones::row(words, due, NAMING) }).collect()
}

/// The organisations with how much falls to each, or their initials where they are many; the points of one stand on its
/// own page.
fn by_organisation(words: &Words, cut: &CalendarCut) -> Option<Section> {
    let all = cuts::with_dues(words.corpus);
    let (links, are_names) = match cut.organisations.is_empty() {
        true => (all.iter().map(|&at| organisation(words, at)).collect::<Vec<_>>(), true),
        false => (initials(words, cut, None), false),
    };
    let title = words.t("calendar_by_organisation");
    (!links.is_empty()).then(|| Section {
        anchor: "page_organisations".to_owned(),
        title: Some(title.clone()),
        total: words.number(all.len() as f64),
        links,
        links_label: title,
        are_names,
        ..Section::default()
    })
}

fn organisation(words: &Words, at: usize) -> Part {
    Part {
        href: words.site.href_of(words.path, at, Some("page_calendrier")),
        html: words.label(at),
        count: words.corpus.dues_of_organisation(at).count(),
        current: false,
    }
}

fn initials(words: &Words, cut: &CalendarCut, current: Option<usize>) -> Vec<Part> {
    let part = |(at, of): (usize, &Cut)| Part {
        href: words.href(&routes::organisations(words.site.lang, Some(of))),
        html: words.line(&initial(words, of)),
        count: of.members.len(),
        current: current == Some(at),
    };
    cut.organisations.iter().enumerate().map(part).collect()
}

fn initial(words: &Words, group: &Cut) -> String {
    if group.title.is_empty() { words.t("other_initials") } else { group.title.clone() }
}
