//! The home page: what the corpus is, its collections, its newest texts, what falls due, the letters of its glossary.

use serde::Serialize;

use crate::resolve::State;
use crate::site::{Collection, routes};

use super::body::{self, Piecewise};
use super::entries::{self, Entry};
use super::frame::{self, Frame};
use super::glossary::{self, Letter};
use super::words::Words;

/// How many texts and milestones are shown.
const NEWEST: usize = 6;
const UPCOMING: usize = 5;
const PAST: usize = 3;

#[derive(Serialize)]
pub(super) struct HomeView {
    /// The text of the record that the corpus names for it.
    intro: Vec<Piecewise>,
    footnotes: Option<String>,
    collections: Vec<CollectionView>,
    newest: Vec<Entry>,
    upcoming: Vec<Entry>,
    past: Vec<Entry>,
    calendar_href: String,
    glossary_href: String,
    letters: Vec<Letter>,
}

#[derive(Serialize)]
pub(super) struct CollectionView {
    href: String,
    html: String,
    count: usize,
    description: Option<String>,
}

pub(super) fn view(words: &Words) -> (Frame, HomeView) {
    let (corpus, site) = (words.corpus, words.site);
    let mut frame = frame::frame(words, &corpus.config.title);
    frame.crumbs.clear();
    frame.description = corpus.config.description.as_deref().map(|text| words.text(text));
    let home = corpus.config.home.as_ref().and_then(|(id, _)| corpus.index(id));
    let intro = home.map(|at| {
        let record = &corpus.records[at];
        let links = site.links(words.path, Some(at));
        let words = Words::new(site, words.names, words.path, &links, Some(at));
        let said = ["summary", "description"].iter().filter_map(|field| record.prose(field));
        let mut pieces: Vec<Piecewise> = said.map(|text| Piecewise::Prose { html: words.prose(text) }).collect();
        pieces.extend(body::notes_about(&words, record, None).into_iter().map(|html| Piecewise::Note { html }));
        pieces.extend(body::body(&words, at, record).0.into_iter().map(Piecewise::without_address));
        (pieces, words.footnotes())
    });
    let (intro, footnotes) = intro.unwrap_or_default();
    let mut newest: Vec<usize> = (0..corpus.records.len())
        .filter(|&at| corpus.records[at].instrument.as_ref().is_some_and(|instrument| instrument.signed.is_some()))
        .collect();
    let signed = |at: usize| corpus.records[at].instrument.as_ref().and_then(|instrument| instrument.signed.as_ref());
    newest.sort_by(|&a, &b| signed(b).cmp(&signed(a)).then(a.cmp(&b)));
    newest.truncate(NEWEST);
    let is_open = |state: State| !matches!(state, State::Late | State::PastUnknown | State::Done | State::Abandoned);
    let upcoming = corpus.dues().filter(|due| is_open(due.state) && due.when.latest().is_some()).take(UPCOMING);
    let past = corpus.dues().rev().filter(|due| matches!(due.state, State::Late | State::PastUnknown)).take(PAST);
    let view = HomeView {
        intro,
        footnotes,
        collections: collections(words),
        newest: newest.into_iter().map(|at| entries::entry(words, at)).collect(),
        upcoming: upcoming.map(|due| entries::due_entry(words, due)).collect(),
        past: past.map(|due| entries::due_entry(words, due)).collect(),
        calendar_href: words.href(routes::calendar(site.lang)),
        glossary_href: words.href(routes::glossary(site.lang)),
        letters: glossary::letters(words, None),
    };
    (frame, view)
}

/// The collections that readers choose from, each with how many records it has.
pub(super) fn collections(words: &Words) -> Vec<CollectionView> {
    let site = words.site;
    let listed = site.collections.iter().filter(|collection| collection.kinds.iter().any(|kind| kind != "page"));
    let view = |collection: &Collection| CollectionView {
        href: match collection.kinds.as_slice() {
            [kind] if kind == "term" => words.href(routes::glossary(site.lang)),
            _ => words.href(&routes::of_collection(collection, None)),
        },
        html: words.line(&collection.title),
        count: collection.records.len(),
        description: collection.description.as_deref().map(|text| words.line(text)),
    };
    listed.map(view).collect()
}
