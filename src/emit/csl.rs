//! A citation as CSL-JSON 1.0.2, which reference managers and pandoc read: a list of one item.

use serde_json::{Map, Value as Json, json};

use crate::model::time::When;
use crate::site::Site;
use crate::site::citation::{self, Citation, Sort};

/// The citation of a record, or of the measure of it of that index.
pub fn csl(site: &Site, record: usize, measure: Option<usize>) -> String {
    let citation = site.citation(record, measure);
    let mut text = serde_json::to_string_pretty(&json!([item(site, &citation)])).expect("keys are text");
    text.push('\n');
    text
}

fn item(site: &Site, citation: &Citation) -> Json {
    let site_title = &site.corpus.config.title;
    let mut item = Map::new();
    let mut add = |name: &str, value: Option<Json>| item.extend(value.map(|value| (name.to_owned(), value)));
    add("id", Some(json!(citation.key)));
    add("type", Some(json!(type_of(citation.sort))));
    add("title", Some(json!(citation.title)));
    let names: Vec<Json> = citation.credited().iter().map(|name| json!({ "literal": name })).collect();
    add("author", Some(json!(names)).filter(|_| !names.is_empty()));
    add("issued", citation.issued.as_ref().map(|when| date(site, when)));
    add("genre", Some(json!(citation.genre)).filter(|_| !citation.genre.is_empty()));
    add("number", citation.number.as_ref().map(|number| json!(number)));
    add("container-title", Some(json!(citation.within.as_ref().unwrap_or(site_title))));
    add("collection-title", citation.within.as_ref().map(|_| json!(site_title)));
    add("publisher", citation.publisher.as_ref().map(|name| json!(name)));
    add("language", Some(json!(citation.language)));
    add("URL", citation.address.as_ref().map(|address| json!(address)));
    add("note", Some(json!(citation.state.join(". "))).filter(|_| !citation.state.is_empty()));
    Json::Object(item)
}

/// The types of CSL 1.0.2. A signed accord is no legislation: as a `document` it keeps its parties in every style.
fn type_of(sort: Sort) -> &'static str {
    match sort {
        Sort::Text => "document",
        Sort::Report => "report",
        Sort::Law => "legislation",
        Sort::Regulation => "regulation",
        Sort::Term => "entry-dictionary",
        Sort::Figure => "dataset",
        Sort::Part => "chapter",
        Sort::Page => "webpage",
    }
}

/// Numbers where the source gives a year, a month or a day, or an interval of them; else its words.
fn date(site: &Site, when: &When) -> Json {
    if let Some(parts) = citation::parts(when) {
        return json!({ "date-parts": [parts] });
    }
    // Words that name no more than a part of a year were given a month to reckon with, not to be cited.
    let edtf = when.edtf().filter(|_| !when.is_interpreted()).unwrap_or_default();
    let side = |text: &str| When::parse(text).ok().and_then(|when| citation::parts(&when));
    if let Some(parts) = edtf.strip_suffix('~').and_then(side) {
        return json!({ "date-parts": [parts], "circa": true });
    }
    match edtf.split_once('/').and_then(|(from, to)| Some((side(from)?, side(to)?))) {
        Some((from, to)) => json!({ "date-parts": [from, to] }),
        None => json!({ "literal": when.describe(site.lang) }),
    }
}
