//! Annotations: beside their passages, and all of them in a table with what became of each.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::{Disposition, Piece};
use crate::prose::{Block, Inline, each_inline};
use crate::resolve::{Anchored, Found, Spot};
use crate::site::remarks::{RemarkFacet, RemarkPage, RemarkRows, RemarkValue, Remarked, disposition};
use crate::site::routes;

use super::contents::Contents;
use super::facts::{Fact, Value, plain};
use super::filters::{Choice, Filter};
use super::frame::{self, Frame};
use super::parts::{Part, Parts};
use super::pieces::{Date, Link, Way};
use super::words::Words;

/// One remark.
#[derive(Debug, Serialize)]
pub(super) struct AnnotationView {
    pub id: String,
    /// Its anchor beside the passage.
    pub anchor: String,
    /// To its row in the table.
    pub href: String,
    /// To the passage, from the table.
    pub passage: Link,
    pub quote: Option<String>,
    /// Whether the quoted words are marked in the text of its record: those of titles and of data are not.
    pub is_marked: bool,
    pub by: String,
    pub date: Option<Date>,
    pub text: String,
    pub disposition: DispositionView,
    pub reason: Option<String>,
    /// Why it is not beside its passage: its words are not there, or stand there several times.
    pub adrift: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct DispositionView {
    pub key: &'static str,
    pub label: String,
}

/// The remarks on what stands at a spot of a record.
pub(super) fn at(words: &Words, record: usize, spot: Spot) -> Vec<AnnotationView> {
    let here = words.corpus.annotations_on(record).filter(|anchored| anchored.found == Found::At(spot));
    here.filter_map(|anchored| view(words, anchored)).collect()
}

/// The remarks on a measure: those beside it in its accord.
pub(super) fn of_measure(words: &Words, record: usize, measure: usize) -> Vec<AnnotationView> {
    let sections = words.corpus.records[record].sections.iter().enumerate();
    let is_it = |piece: &Piece| matches!(piece, Piece::Measure(at) if *at == measure);
    let mut spots = sections.filter_map(|(section, of)| Some((section, of.pieces.iter().position(is_it)?)));
    spots.next().map_or_else(Vec::new, |(section, piece)| {
        at(words, record, Spot { section: Some(section), piece: Some(piece) })
    })
}

/// How many remarks there are on a record, and how many of them are open; to their rows in the table.
pub(super) fn fact(words: &Words, record: usize) -> Option<Fact> {
    let count = words.corpus.annotations_on(record).count();
    let remarks = &words.site.remarks;
    let page = remarks.on_record(words.corpus, record);
    let path = routes::annotations(remarks, page, words.site.lang);
    let fragment = remarks.pages.get(&page).filter(|rows| rows.parts.is_empty()).map(|_| group_anchor(words, record));
    let href = words.site.href(words.path, &path, fragment.as_deref());
    let main = Link { html: words.count("annotation_count", count), href: Some(href), ..Link::default() };
    let rest = open(words, record, "annotations_open").into_iter().collect();
    (count > 0).then(|| Fact::new(words.t("annotations"), vec![Value { main, rest, prose: None }]))
}

/// How many remarks on a record are open, where some are, in the words of that key.
pub(super) fn open(words: &Words, record: usize, key: &str) -> Option<Link> {
    let is_open = |anchored: &&Anchored| disposition(words.corpus, anchored) == Some(Disposition::Open);
    let count = words.corpus.annotations_on(record).filter(is_open).count();
    (count > 0).then(|| plain(words.count(key, count)))
}

/// The place of a record's remarks in the table.
fn group_anchor(words: &Words, record: usize) -> String {
    format!("page_{}", words.corpus.records[record].id)
}

fn view(words: &Words, anchored: &Anchored) -> Option<AnnotationView> {
    let record = &words.corpus.records[anchored.annotation];
    let annotation = record.annotation.as_ref()?;
    let target = &words.corpus.records[anchored.target];
    let key = annotation.disposition.key();
    let fragment = match anchored.found {
        Found::At(_) => Some(format!("page_annotation_{}", record.id)),
        _ => annotation.anchor.as_deref().map(str::to_owned),
    };
    let is_marked = match anchored.found {
        Found::At(Spot { section: Some(section), piece: Some(piece) }) => match &target.sections[section].pieces[piece]
        {
            Piece::Prose(blocks) => has_mark(blocks, &record.id),
            Piece::Measure(at) => target.measures[*at].text().is_some_and(|text| has_mark(&text.blocks, &record.id)),
            _ => false,
        },
        _ => false,
    };
    let place = annotation.anchor.as_deref().and_then(|anchor| words.provision(target, anchor));
    let passage = Link {
        html: place
            .map_or_else(|| words.label(anchored.target), |place| format!("{}, {place}", words.label(anchored.target))),
        href: Some(match target.annotation {
            // A remark on a remark leads to its row.
            Some(_) => words.site.href_of(words.path, anchored.target, None),
            None => words.site.href(words.path, &words.site.path_of_record(anchored.target), fragment.as_deref()),
        }),
        ..Link::default()
    };
    Some(AnnotationView {
        id: record.id.to_string(),
        anchor: format!("page_annotation_{}", record.id),
        href: words.site.href_of(words.path, anchored.annotation, None),
        passage,
        quote: annotation.quote.as_deref().map(|quote| words.line(quote)),
        is_marked,
        by: words.line(&record.fields.text("by").unwrap_or_default()),
        date: record.fields.date("date").map(|when| words.date(when)),
        text: record.prose("text").map(|text| words.prose(text)).unwrap_or_default(),
        disposition: DispositionView { key, label: words.t(&format!("disposition.{key}")) },
        reason: record.prose("reason").map(|text| words.prose(text)),
        adrift: match anchored.found {
            Found::At(_) => None,
            Found::Orphaned => Some(words.t("annotation_orphaned")),
            Found::Ambiguous(_) => Some(words.t("annotation_ambiguous")),
        },
    })
}

/// True where the words of a remark are marked in a text.
fn has_mark(blocks: &[Block], id: &str) -> bool {
    let mut found = false;
    each_inline(blocks, &mut |inline| {
        found |= matches!(inline, Inline::Marked(marked) if *marked.annotation == *id);
    });
    found
}

/// A page of annotations by the record that they are about; of too many it leads to the parts.
#[derive(Serialize)]
pub(super) struct PageView {
    kicker: Option<Link>,
    title: String,
    count: String,
    #[serde(flatten)]
    parts: Parts,
    filters: Vec<Filter>,
    /// True where every annotation of the page has its row on it.
    is_whole: bool,
    groups: Vec<GroupView>,
}

#[derive(Serialize)]
struct GroupView {
    anchor: String,
    /// How many of them are open.
    open: Option<String>,
    title: Link,
    /// Plain words, for the caption.
    text: String,
    annotations: Vec<Row>,
}

/// A row of the table, and what it is filtered by.
#[derive(Serialize)]
struct Row {
    row: usize,
    keys: Vec<(&'static str, String)>,
    #[serde(flatten)]
    annotation: AnnotationView,
}

pub(super) fn page(words: &Words, page: RemarkPage) -> (Frame, PageView) {
    let (all, remarks) = (&words.corpus.annotations, &words.site.remarks);
    let whole = words.t("annotations");
    let chosen = page.value.map(|(facet, value)| (remarks.facets[facet].0, &remarks.facets[facet].1[value]));
    let record = page.record.and_then(|record| remarks.value(RemarkFacet::Record, record));
    let name = chosen.map(|(_, value)| {
        let name = plain_name(words, value);
        record.map_or_else(|| name.clone(), |record| format!("{name}, {}", plain_name(words, record)))
    });
    let title = match (chosen, &name) {
        (Some((facet, _)), Some(name)) => format!("{whole}, {} : {name}", title_of(words, facet).to_lowercase()),
        _ => whole.clone(),
    };
    let mut frame = frame::frame(words, &title);
    frame.section = "annotations".to_owned();
    frame.is_section = page.value.is_none();
    let up = words.href(routes::ANNOTATIONS);
    if page.value.is_some() {
        frame.crumbs.push(Way { href: up.clone(), html: words.line(&whole) });
    }
    let RemarkRows { members: shown, parts } = &remarks.pages[&page];
    let mut by_target: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for &at in shown.iter().filter(|_| parts.is_empty()) {
        by_target.entry(all[at].target).or_default().push(at);
    }
    let row = |at: usize| Some(Row { row: at, keys: keys_of(words, at), annotation: view(words, &all[at])? });
    let groups: Vec<GroupView> = by_target
        .into_iter()
        .map(|(target, on_it)| GroupView {
            anchor: group_anchor(words, target),
            open: open(words, target, "annotations_open").map(|open| open.html).filter(|_| page.value.is_none()),
            title: words.link(target),
            text: words.text(words.corpus.records[target].label()),
            annotations: on_it.into_iter().filter_map(row).collect(),
        })
        .collect();
    frame.contents = groups.iter().map(|group| Contents::new(&group.anchor, group.title.html.clone())).collect();
    let view = PageView {
        kicker: page.value.is_some().then(|| Link { html: words.line(&whole), href: Some(up), ..Link::default() }),
        title: words.line(name.as_deref().unwrap_or(&whole)),
        count: words.count("annotation_count", shown.len()),
        parts: cut(words, page, parts),
        filters: filters(words, page, shown),
        is_whole: parts.is_empty(),
        groups,
    };
    (frame, view)
}

/// The parts that a page is cut into, each as what tells it from the others.
fn cut(words: &Words, page: RemarkPage, parts: &[RemarkPage]) -> Parts {
    let remarks = &words.site.remarks;
    let part = |part: &RemarkPage| {
        let of_record = part.record.filter(|_| part.value == page.value);
        let value = match of_record {
            Some(record) => remarks.value(RemarkFacet::Record, record),
            None => part.value.map(|(facet, value)| &remarks.facets[facet].1[value]),
        };
        Part {
            href: words.href(&routes::annotations(remarks, *part, words.site.lang)),
            html: value.map(|value| words.line(&plain_name(words, value))).unwrap_or_default(),
            count: remarks.pages[part].members.len(),
            current: false,
        }
    };
    let is_of_record = parts.iter().all(|part| part.value != page.value && part.record.is_some());
    let by = if is_of_record { RemarkFacet::Disposition } else { RemarkFacet::Record };
    Parts::new(title_of(words, by), parts.iter().map(part).collect())
}

/// The values that the annotations shown have, each a link to its own page.
fn filters(words: &Words, page: RemarkPage, shown: &[usize]) -> Vec<Filter> {
    let facets = words.site.remarks.facets.iter().enumerate();
    facets
        .map(|(at, (facet, values))| {
            let of_value = page.value.filter(|(facet, _)| *facet == at).map(|(_, value)| value);
            let chosen = of_value.or_else(|| page.record.filter(|_| *facet == RemarkFacet::Record));
            // One of few is changed for another; one of many is looked up among all of them.
            let is_list = *facet != RemarkFacet::Disposition;
            let is_offered = |value: usize, members: &[usize]| match chosen {
                Some(chosen) => !is_list || chosen == value,
                None => members.iter().any(|member| shown.binary_search(member).is_ok()),
            };
            let choice = |(value, of): (usize, &RemarkValue)| {
                is_offered(value, &of.members).then(|| {
                    let part = Part {
                        href: words.href(&routes::annotations(
                            &words.site.remarks,
                            RemarkPage { value: Some((at, value)), record: None },
                            words.site.lang,
                        )),
                        html: words.line(&plain_name(words, of)),
                        // As many as stand on the page that it leads to.
                        count: of.members.len(),
                        current: chosen == Some(value),
                    };
                    Choice { key: of.key.clone(), part }
                })
            };
            Filter {
                name: facet.word(),
                key: facet.key(words.site.lang),
                title: title_of(words, *facet),
                values: values.iter().enumerate().filter_map(choice).collect(),
                all: (is_list && chosen.is_some()).then(|| Link {
                    html: words.site.strings.fill("see_all_n", &[("n", &words.number(values.len() as f64))]),
                    href: Some(words.href(routes::ANNOTATIONS)),
                    ..Link::default()
                }),
                is_chosen: chosen.is_some(),
                is_open: *facet == RemarkFacet::Disposition,
            }
        })
        .collect()
}

fn title_of(words: &Words, facet: RemarkFacet) -> String {
    words.t(&format!("remark_facet.{}", facet.word()))
}

fn plain_name(words: &Words, value: &RemarkValue) -> String {
    match &value.of {
        Remarked::Disposition(of) => words.t(&format!("disposition.{}", of.key())),
        Remarked::Adrift => words.t("annotations_adrift"),
        Remarked::Record(at) => words.text(words.corpus.records[*at].label()),
        Remarked::By(name) => words.text(name),
    }
}

/// What the row of an annotation is filtered by.
fn keys_of(words: &Words, annotation: usize) -> Vec<(&'static str, String)> {
    let remarks = &words.site.remarks;
    let facets = remarks.facets.iter().enumerate();
    facets.map(|(at, (facet, _))| (facet.word(), remarks.keys(annotation, at).collect::<Vec<_>>().join(" "))).collect()
}
