//! The key figures of the corpus: those that its editors put first, then all of them by the record that states them.

use serde::Serialize;

use crate::site::{Collection, cuts, routes};

use super::contents::Contents;
use super::figure::{self, FigureView, NumberView};
use super::frame::{self, Frame};
use super::pieces::Link;
use super::words::Words;

#[derive(Serialize)]
pub(super) struct PageView {
    title: String,
    count: String,
    key: Vec<FigureView>,
    /// All figures; nothing where they are too many for one page.
    groups: Vec<GroupView>,
    /// The list of all of them, where there is one.
    more: Option<Link>,
}

#[derive(Serialize)]
struct GroupView {
    anchor: String,
    title: Option<Link>,
    rows: Vec<RowView>,
}

#[derive(Serialize)]
struct RowView {
    link: Link,
    number: Option<NumberView>,
    /// How many numbers a series has.
    series: Option<String>,
    said: Vec<String>,
}

pub(super) fn page(words: &Words) -> (Frame, PageView) {
    let corpus = words.corpus;
    let title = words.t("key_figures");
    let mut frame = frame::frame(words, &title);
    frame.section = "key_figures".to_owned();
    frame.is_section = true;
    let mut all: Vec<usize> = (0..corpus.records.len()).filter(|&at| corpus.records[at].figure.is_some()).collect();
    all.sort_by_key(|&at| (&corpus.records[at].file, corpus.records[at].span.start));
    let is_key = |at: &usize| corpus.records[*at].figure.as_ref().is_some_and(|figure| figure.is_key);
    let key = all.iter().copied().filter(is_key).filter_map(|at| figure::view(words, at, false));
    let mut groups: Vec<GroupView> = Vec::new();
    for &at in all.iter().filter(|_| all.len() <= cuts::LONG) {
        let stated_in = corpus.records[at].fields.links("stated_in").next();
        let of = stated_in.and_then(|link| corpus.index(&link.target));
        let anchor = of.map_or_else(|| "page_autres".to_owned(), |of| format!("page_{}", corpus.records[of].id));
        let row = row(words, at);
        match groups.iter_mut().find(|group| group.anchor == anchor) {
            Some(group) => group.rows.extend(row),
            None => {
                groups.push(GroupView { anchor, title: of.map(|of| words.link(of)), rows: row.into_iter().collect() })
            }
        }
    }
    groups.sort_by_key(|group| group.title.is_none());
    frame.contents = groups
        .iter()
        .filter_map(|group| Some(Contents::new(&group.anchor, group.title.as_ref()?.html.clone())))
        .collect();
    let holds = |list: &&Collection| list.records.iter().any(|&at| corpus.records[at].figure.is_some());
    let list = words.site.collections.iter().find(holds);
    let view = PageView {
        title: words.line(&title),
        count: words.count("figure_count", all.len()),
        key: key.collect(),
        more: list.map(|list| Link {
            html: words.line(&list.title),
            href: Some(words.href(&routes::of_collection(list, None))),
            ..Link::default()
        }),
        groups,
    };
    (frame, view)
}

fn row(words: &Words, at: usize) -> Option<RowView> {
    let record = &words.corpus.records[at];
    let figure = record.figure.as_ref()?;
    Some(RowView {
        link: words.link(at),
        number: (!figure.is_series).then(|| figure::number(words, record, figure)).flatten(),
        series: figure.is_series.then(|| words.count("series_count", figure.numbers.len())),
        said: figure::said(words, figure),
    })
}
