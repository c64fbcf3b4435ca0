//! `llms.txt`: what the site is, and where its texts stand as Markdown, for machines that read (llmstxt.org).

use crate::model::time::When;
use crate::site::links::shortened;
use crate::site::{Collection, Site, cuts, routes};

/// A collection of more records than this is told of by the list of its own Markdown twin.
const LISTED: usize = 50;

/// The title, what the site is, then a section of links for each collection. Addresses are whole where the site's base
/// is known, else relative to the site.
pub fn llms(site: &Site) -> String {
    let config = &site.corpus.config;
    let mut out = format!("# {}\n", line(&config.title));
    if let Some(description) = &config.description {
        out.push_str(&format!("\n> {}\n", line(description)));
    }
    out.push_str(&format!("\n{}\n", site.strings.get("llms_text")));
    if let Some(day) = site.corpus.as_of {
        let day = When::from(day).describe(site.lang);
        out.push_str(&format!("\n{} {day}.\n", site.strings.get("as_of_text")));
    }
    let linked = config.navigation.iter().filter_map(|(id, _)| site.corpus.index(id));
    section(&mut out, site.strings.get("llms_about"), linked.map(|record| of_record(site, record)));
    for collection in site.collections.iter() {
        let is_short = collection.records.len() <= LISTED;
        let whole = (!is_short).then(|| of_list(site, collection));
        let records = collection.records.iter().filter(|_| is_short).map(|&record| of_record(site, record));
        section(&mut out, &collection.title, whole.into_iter().chain(records));
    }
    if !site.corpus.entries().is_empty() {
        let is_cut = cuts::glossary_is_cut(&site.corpus);
        let glossary = site.strings.get("glossary");
        let count = site.strings.count("entry_count", site.corpus.entries().len());
        let page = link(site, glossary, routes::glossary(site.lang), Some(&count));
        let terms = site.corpus.entries().iter().filter(|_| !is_cut && site.corpus.entries().len() <= LISTED);
        section(&mut out, glossary, [page].into_iter().chain(terms.map(|entry| of_record(site, entry.record))));
    }
    out
}

fn section(out: &mut String, title: &str, links: impl Iterator<Item = String>) {
    let mut links = links.peekable();
    if links.peek().is_some() {
        out.push_str(&format!("\n## {}\n\n", line(title)));
        links.for_each(|link| out.push_str(&link));
    }
}

fn of_record(site: &Site, record: usize) -> String {
    let of = &site.corpus.records[record];
    let summary = site.summary_of(record).map(|text| shortened(&text));
    link(site, of.label(), &routes::markdown_twin(&routes::of_record(of)), summary.as_deref())
}

fn of_list(site: &Site, collection: &Collection) -> String {
    let count = site.strings.count("collection_count", collection.records.len());
    let note = match &collection.description {
        Some(description) => format!("{} ({count})", line(description).trim_end_matches('.')),
        None => count,
    };
    link(site, &collection.title, &routes::markdown_twin(&routes::of_collection(collection, None)), Some(&note))
}

fn link(site: &Site, text: &str, path: &str, note: Option<&str>) -> String {
    let address = site.canonical(path).unwrap_or_else(|| site.href("", path, None));
    let note = note.map(|note| format!(": {}", line(note))).unwrap_or_default();
    format!("- [{}]({address}){note}\n", line(text).replace('[', "\\[").replace(']', "\\]"))
}

/// A text that stays on its line.
fn line(text: &str) -> String {
    crate::site::summary::on_one_line(text)
}
