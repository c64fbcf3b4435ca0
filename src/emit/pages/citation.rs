//! How a page is cited, and what may be taken away from it.

mod bibtex;

use serde::Serialize;

use crate::model::Record;
use crate::prose::html;
use crate::site::citation::Citation;
use crate::site::routes;

use super::pieces::{Date, Link};
use super::words::Words;

/// More authors than this are cut down to the first ones where the citation is read by people.
const NAMED: usize = 4;

#[derive(Serialize)]
pub(super) struct CitationView {
    /// In words, as HTML.
    plain: String,
    bibtex: String,
    /// The file that reference managers read.
    csl: String,
    /// What that file is called where it is saved.
    csl_name: String,
    /// Printed at the foot of the page.
    address: Option<String>,
    revised: Option<Date>,
}

/// The citation of a record, or of the measure of it of that index.
pub(super) fn view(words: &Words, record: usize, measure: Option<usize>) -> CitationView {
    let citation = words.site.citation(record, measure);
    let title = &words.corpus.config.title;
    CitationView {
        plain: html::text(&plain(words, &citation), words.site.lang),
        bibtex: bibtex::entry(&citation, title, words.site.lang),
        csl: words.href(&routes::citation(&words.corpus.records[record], measure)),
        csl_name: format!("{}.json", citation.key.replace(':', "-")),
        address: citation.address,
        revised: words.corpus.records[record].revised.as_ref().map(|when| words.date(when)),
    }
}

/// « Auteurs. « Titre », nature n° 3, 12 mars 2021, dans « Texte ». Site, éditeur. Fiche révisée en … https://… »
fn plain(words: &Words, citation: &Citation) -> String {
    let strings = &words.site.strings;
    let quoted = |title: &str| format!("{}{title}{}", strings.get("open_quote"), strings.get("close_quote"));
    let lower = |text: &str| text.to_lowercase();
    let mut what = quoted(citation.title.trim_end_matches('.'));
    // « Accord relatif à … » need not be said to be an accord.
    let says_so = lower(&citation.title).starts_with(&lower(&citation.genre)) || citation.genre.is_empty();
    if !says_so {
        what += &format!(", {}", lower_first(&citation.genre));
    }
    if let Some(number) = citation.number.as_ref().filter(|_| citation.within.is_none()) {
        what += &format!(", {} {number}", strings.get("numero"));
    }
    if let Some(within) = &citation.within {
        what += &format!(", {} {}", strings.get("cite_within"), quoted(within));
    }
    if let Some(issued) = &citation.issued {
        what += &format!(", {}", issued.describe(words.site.lang));
    }
    let mut place = words.corpus.config.title.clone();
    let authors = authors(words, citation);
    if let Some(publisher) = citation.publisher.as_ref().filter(|name| authors.as_ref() != Some(name)) {
        place += &format!(", {publisher}");
    }
    let sentences = authors.into_iter().chain([what, place]).chain(citation.state.iter().cloned());
    let said = sentences.map(|sentence| format!("{}.", sentence.trim_end_matches('.'))).collect::<Vec<_>>();
    match &citation.address {
        Some(address) => format!("{} {address}", said.join(" ")),
        None => said.join(" "),
    }
}

fn authors(words: &Words, citation: &Citation) -> Option<String> {
    let all = &citation.authors;
    if all.len() <= NAMED {
        return (!all.is_empty()).then(|| all.join(", "));
    }
    Some(format!("{} {}", all[..NAMED - 1].join(", "), words.site.strings.get("cite_and_others")))
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// The files that a record is published with, each with its form, its size and whether it is the text that counts.
pub(super) fn attachments(words: &Words, record: &Record) -> Vec<Link> {
    let link = |file: &crate::model::Attachment| {
        let input = crate::model::asset::input_path(&record.file, &file.file);
        let size = input.and_then(|input| words.site.inputs.get(&input)).map(|bytes| size(words, bytes.len()));
        let form = file.file.rsplit_once('.').map(|(_, form)| form.to_uppercase());
        let authentic = file.authentic.then(|| words.t("authentic"));
        let note = [form, size, authentic].into_iter().flatten().collect::<Vec<_>>().join(", ");
        Link {
            html: words.line(&file.title),
            href: Some(words.href(&routes::of_asset(record, &file.file))),
            lang: file.language.clone(),
            note: Some(words.text(&note)).filter(|note| !note.is_empty()),
        }
    };
    record.attachments.iter().map(link).collect()
}

/// « 12,3 Mo »
fn size(words: &Words, bytes: usize) -> String {
    let (unit, key) = if bytes < 1_000_000 { (1e3, "kilobytes") } else { (1e6, "megabytes") };
    let number = (bytes as f64 / unit * 10.0).ceil() / 10.0;
    let number = if number >= 10.0 { number.round() } else { number };
    format!("{}\u{a0}{}", words.number(number), words.site.strings.get(key))
}
