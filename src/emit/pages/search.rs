//! The search page: the place that the script fills with what it finds, and the indexes that serve without it.

use serde::Serialize;

use crate::site::routes;

use super::frame::{self, Frame};
use super::home::{self, CollectionView};
use super::pieces::Link;
use super::words::Words;

#[derive(Serialize)]
pub(super) struct SearchView {
    collections: Vec<CollectionView>,
    /// The pages drawn from the whole corpus, each with how much it holds.
    indexes: Vec<Link>,
}

pub(super) fn view(words: &Words) -> (Frame, SearchView) {
    let (corpus, lang) = (words.corpus, words.site.lang);
    let mut frame = frame::frame(words, words.site.strings.get("search_title"));
    frame.section = "search".to_owned();
    frame.is_section = true;
    frame.description = Some(words.t("search_description"));
    let figures = corpus.records.iter().filter(|record| record.figure.is_some()).count();
    let index = |(name, path, count, total): (&str, &str, &str, usize)| Link {
        html: words.t(name),
        href: Some(words.href(path)),
        note: Some(words.count(count, total)),
        lang: None,
    };
    let indexes = [
        ("key_figures", routes::key_figures(lang), "figure_count", figures),
        ("annotations", routes::ANNOTATIONS, "annotation_count", corpus.annotations.len()),
        ("glossary", routes::glossary(lang), "entry_count", corpus.entries().len()),
        ("calendar", routes::calendar(lang), "milestone_count", corpus.dues().len()),
    ];
    let indexes = indexes.into_iter().filter(|(.., total)| *total > 0).map(index).collect();
    (frame, SearchView { collections: home::collections(words), indexes })
}
