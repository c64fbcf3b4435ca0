//! Every output of the site: a path, and what is to be written there. Two claims on one path are a finding.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostics::{Both, Code, Finding, Lang, Severity};
use crate::inputs::Place;
use crate::model::{Measure, Record, asset};
use crate::parse::config;
use crate::resolve::Corpus;
use crate::say;

use super::collections::Collection;
use super::theme::Theme;

pub static ADDRESS_TAKEN: Code = Code {
    name: "address-taken",
    severity: Severity::Error,
    explanation: Both {
        fr: "Deux choses du site auraient la même adresse : deux fiches, une fiche et une collection, une mesure et un \
             fichier joint. Une adresse ne mène qu’à une chose, et pour toujours.",
        en: "Two things of the site would have the same address: two records, a record and a collection, a measure and \
             an attached file. An address leads to one thing only, and for ever.",
    },
};

pub static RESERVED_ID: Code = Code {
    name: "reserved-id",
    severity: Severity::Error,
    explanation: Both {
        fr: "Cet identifiant est le nom d’une page que le programme fait lui-même (`glossaire`, `calendrier`, `recherche`, \
             `assets`…). Donnez-en un autre à la fiche.",
        en: "This id is the name of a page that the program makes itself (`glossary`, `calendar`, `search`, `assets`…). \
             Give the record another.",
    },
};

/// An address of the site and what it shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The file, relative to the site: `convention-2017/index.html`.
    pub path: String,
    pub target: Target,
}

/// What is written at a route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    Home,
    /// A list of records, whole (`group` none) or one of its groups.
    Collection {
        collection: usize,
        group: Option<usize>,
    },
    Record {
        record: usize,
    },
    /// The page of one measure of a record.
    Measure {
        record: usize,
        measure: usize,
    },
    Glossary,
    Calendar,
    NotFound,
    /// A page that leads on to where a record went.
    Redirect {
        record: usize,
    },
    MarkdownTwin {
        record: usize,
    },
    JsonTwin {
        record: usize,
    },
    Sitemap,
    Robots,
    /// A file copied as it is: its path among the inputs.
    Asset {
        input: String,
    },
}

/// Ids that no record may have, whatever the language: addresses of pages made now or later.
const RESERVED: &[&str] = &[
    "index",
    "assets",
    "404",
    "sitemap",
    "robots",
    "glossaire",
    "glossary",
    "calendrier",
    "calendar",
    "recherche",
    "search",
    "chiffres",
    "figures",
    "feed",
    "atom",
    "editions",
    "annotations",
    "chronologie",
    "timeline",
    "other",
    "llms",
];

/// The address of the glossary, and that of the calendar, in the site's language.
pub fn glossary(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => "glossaire/index.html",
        Lang::En => "glossary/index.html",
    }
}

pub fn calendar(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => "calendrier/index.html",
        Lang::En => "calendar/index.html",
    }
}

pub fn of_record(record: &Record) -> String {
    format!("{}/index.html", record.id)
}

pub fn of_measure(record: &Record, measure: &Measure) -> String {
    format!("{}/{}/index.html", record.id, measure.anchor)
}

pub fn of_collection(collection: &Collection, group: Option<usize>) -> String {
    match group {
        None => format!("{}/index.html", collection.id),
        Some(group) => format!("{}/{}/index.html", collection.id, collection.groups[group].key),
    }
}

/// The path of a file that a record names, beside its page; `input` is the file's path in the corpus.
pub fn of_asset(record: &Record, input: &str) -> String {
    format!("{}/{}", record.id, input.rsplit('/').next().unwrap_or(input))
}

/// Every route in the order of its path.
pub(super) fn routes(
    corpus: &Corpus,
    collections: &[Collection],
    theme: &Theme,
    lang: Lang,
    findings: &mut Vec<Finding>,
) -> Vec<Route> {
    let mut claims = Claims { routes: BTreeMap::new(), findings };
    let file: Arc<str> = Arc::from(config::PATH);
    let whole = Place::whole(&file);
    claims.claim("index.html".into(), Target::Home, &whole, None);
    claims.claim("404.html".into(), Target::NotFound, &whole, None);
    claims.claim("robots.txt".into(), Target::Robots, &whole, None);
    claims.claim("sitemap.xml".into(), Target::Sitemap, &whole, None);
    claims.claim(glossary(lang).into(), Target::Glossary, &whole, None);
    claims.claim(calendar(lang).into(), Target::Calendar, &whole, None);
    for (path, input) in &theme.assets {
        claims.claim(path.clone(), Target::Asset { input: input.clone() }, &whole, None);
    }
    for (at, collection) in collections.iter().enumerate() {
        let stated = corpus.config.collections.iter().find(|config| config.id == collection.id);
        let place = stated.map_or(whole.clone(), |config| Place::at(&file, config.span.clone()));
        claims.claim(of_collection(collection, None), Target::Collection { collection: at, group: None }, &place, None);
        for group in (0..collection.groups.len()).filter(|_| collection.is_cut) {
            let target = Target::Collection { collection: at, group: Some(group) };
            claims.claim(of_collection(collection, Some(group)), target, &place, None);
        }
    }
    for (at, record) in corpus.records.iter().enumerate() {
        claims.record(at, record, corpus);
    }
    for (former, &record) in &corpus.redirects {
        let place = corpus.records[record].id_place.clone();
        claims.claim(format!("{former}/index.html"), Target::Redirect { record }, &place, None);
    }
    claims.routes.into_iter().map(|(path, claim)| Route { path, target: claim.target }).collect()
}

/// Paths, what is written there, and who claimed them.
struct Claims<'a> {
    routes: BTreeMap<String, Claim>,
    findings: &'a mut Vec<Finding>,
}

struct Claim {
    target: Target,
    place: Place,
    by: Option<usize>,
}

impl Claims<'_> {
    /// `by` is the record that the path belongs to, where it belongs to one.
    fn claim(&mut self, path: String, target: Target, place: &Place, by: Option<usize>) {
        if let Some(Claim { target: taken, place: first, by: taken_by }) = self.routes.get(&path) {
            if *taken == target {
                return;
            }
            // What clashes within one record the rules have said, in its own words.
            if by.is_some() && by == *taken_by {
                return;
            }
            let address = path.trim_end_matches("index.html");
            self.findings.push(
                Finding::new(
                    &ADDRESS_TAKEN,
                    place.clone(),
                    say!(fr: "l’adresse « /{address} » est déjà prise", en: "the address `/{address}` is already taken"),
                )
                .hint(say!(
                    fr: "donnez à l’une des deux un autre identifiant, une autre ancre ou un autre nom de fichier",
                    en: "give one of the two another id, another anchor or another file name"
                ))
                .note(first.clone(), say!(fr: "prise ici", en: "taken here")),
            );
            return;
        }
        self.routes.insert(path, Claim { target, place: place.clone(), by });
    }

    fn record(&mut self, at: usize, record: &Record, corpus: &Corpus) {
        let id = &record.id;
        if RESERVED.contains(&&**id) {
            self.findings.push(
                Finding::new(
                    &RESERVED_ID,
                    record.id_place.clone(),
                    say!(fr: "« {id} » est le nom d’une page du site", en: "`{id}` is the name of a page of the site"),
                )
                .hint(say!(fr: "donnez à cette fiche un autre identifiant", en: "give this record another id")),
            );
            return;
        }
        let place = &record.id_place;
        self.claim(of_record(record), Target::Record { record: at }, place, Some(at));
        self.claim(format!("{id}/index.md"), Target::MarkdownTwin { record: at }, place, Some(at));
        self.claim(format!("{id}/index.json"), Target::JsonTwin { record: at }, place, Some(at));
        for (index, measure) in record.measures.iter().enumerate() {
            let target = Target::Measure { record: at, measure: index };
            self.claim(of_measure(record, measure), target, &record.place(&measure.number_span), Some(at));
        }
        for asset in asset::named(record) {
            if let Some(input) = asset.input.filter(|input| corpus.has_file(input)) {
                self.claim(of_asset(record, &input), Target::Asset { input }, &record.place(&asset.span), Some(at));
            }
        }
    }
}
