//! What refers to a record, where it is too much for the record's page: its lists, one list, or one group of a long one.

use crate::site::Group;
use crate::site::cuts;
use crate::site::referring::{self, Entries, List};
use crate::site::routes;

use super::contents::Contents;
use super::entries::Entry;
use super::frame::{self, Frame};
use super::list::{GroupView, ListView};
use super::milestones::{self, Naming};
use super::parts::{Part, Parts};
use super::pieces::{Link, Way};
use super::relations;
use super::words::Words;

/// The page of the lists of a record (`list` none), of one list, or of one group of it, by index.
pub(super) fn page(words: &Words, record: usize, list: Option<usize>, group: Option<usize>) -> (Frame, ListView) {
    let lists = referring::lists(words.corpus, record, words.site.lang);
    match list.map(|list| &lists[list]) {
        None => all(words, record, &lists),
        Some(list) => one(words, record, list, group),
    }
}

/// The frame of such a page, with the way to it: the record, all its lists, the list.
fn framed(words: &Words, record: usize, title: &str, above: &[(String, String)]) -> Frame {
    let label = words.corpus.records[record].label();
    let mut frame = frame::of_record(words, record, &format!("{label} : {title}"));
    frame.description = None;
    frame.crumbs.push(Way { href: words.site.href_of(words.path, record, None), html: words.label(record) });
    frame.crumbs.extend(above.iter().map(|(href, html)| Way { href: href.clone(), html: html.clone() }));
    frame
}

/// The way to all lists of a record.
fn to_all(words: &Words, record: usize) -> (String, String) {
    let path = routes::links(&words.corpus.records[record], words.site.lang, None);
    (words.href(&path), words.t("backlinks"))
}

/// Every list with its length: a long one leads to its page, a short one to its place on the record's.
fn all(words: &Words, record: usize, lists: &[List]) -> (Frame, ListView) {
    let title = words.t("backlinks");
    let entry = |list: &List| {
        let on_page = || Some(words.site.href_of(words.path, record, Some(&relations::anchor(list))));
        Entry {
            title: Link {
                html: words.line(&relations::title(words, list.of)),
                href: relations::more(words, record, list).and_then(|link| link.href).or_else(on_page),
                ..Link::default()
            },
            notes: vec![Link { html: count(words, list, list.len()), ..Link::default() }],
            ..Entry::default()
        }
    };
    let total = lists.iter().filter(|list| matches!(list.entries, Entries::Places(_))).map(List::len).sum();
    let view = ListView {
        kicker: Some(words.link(record)),
        description: None,
        count: words.count("link_count", total),
        parts: Parts::default(),
        comparisons: Vec::new(),
        groups: vec![GroupView { entries: lists.iter().map(entry).collect(), ..GroupView::default() }],
        title: title.clone(),
    };
    (framed(words, record, &title, &[]), view)
}

fn one<'a>(words: &Words<'a>, record: usize, list: &List<'a>, group: Option<usize>) -> (Frame, ListView) {
    let of = &words.corpus.records[record];
    let path = |group: Option<&Group>| words.href(&routes::links(of, words.site.lang, Some((&list.key, group))));
    let groups = list.groups(words.corpus);
    let is_by_year = groups.iter().any(|group| group.key.starts_with(|first: char| first.is_ascii_digit()));
    let name = |group: &Group| match group.title.as_str() {
        "" => words.t(if is_by_year { "undated" } else { "other_initials" }),
        title => title.to_owned(),
    };
    let (mut title, mut above) = (relations::title(words, list.of), vec![to_all(words, record)]);
    let is_cut = list.is_cut();
    if let Some(group) = group {
        above.push((path(None), words.line(&title)));
        title = format!("{title} : {}", name(&groups[group]));
    }
    let view_of = |group: &Group, is_titled: bool| {
        let caption = name(group);
        let title = is_titled.then(|| words.line(&caption));
        let mut view = GroupView { title, anchor: format!("page_{}", group.key), caption, ..GroupView::default() };
        match &list.entries {
            Entries::Places(places) => {
                let entry = |&at: &usize| {
                    // The years are those of the texts: a measure says here when its text is from, not when it is due.
                    let date = cuts::date_of(words.corpus, places[at].record).map(|when| words.date(when));
                    Entry { date, ..relations::entry_of(words, record, list.of, &places[at]) }
                };
                view.entries = group.members.iter().map(entry).collect();
            }
            Entries::Dues(dues) => {
                let naming = Naming { record: true, measure: true, who: false };
                view.rows = group.members.iter().map(|&at| milestones::row(words, dues[at], naming)).collect();
            }
        }
        view
    };
    let shown: Vec<GroupView> = match group {
        Some(group) => vec![view_of(&groups[group], false)],
        None if is_cut => Vec::new(),
        None => groups.iter().map(|of| view_of(of, groups.len() > 1)).collect(),
    };
    let part = |(at, of): (usize, &Group)| Part {
        href: path(Some(of)),
        html: words.line(&name(of)),
        count: of.members.len(),
        current: group == Some(at),
    };
    let mut frame = framed(words, record, &title, &above);
    if shown.len() > 2 {
        let titled = shown.iter().filter_map(|group| Some(Contents::new(&group.anchor, group.title.clone()?)));
        frame.contents = titled.collect();
    }
    let label = words.t(if is_by_year { "by_year" } else { "by_initial" });
    let view = ListView {
        kicker: Some(words.link(record)),
        title: words.line(&title),
        description: None,
        count: count(words, list, group.map_or(list.len(), |group| groups[group].members.len())),
        parts: if is_cut { Parts::new(label, groups.iter().enumerate().map(part).collect()) } else { Parts::default() },
        comparisons: Vec::new(),
        groups: shown,
    };
    (frame, view)
}

/// How much of a list there is, in words.
fn count(words: &Words, list: &List, number: usize) -> String {
    let key = match list.entries {
        Entries::Places(_) => "link_count",
        Entries::Dues(_) => "milestone_count",
    };
    words.count(key, number)
}
