//! Who answers for which path: every part of the site claims its own, and two claims on one path are a finding.

use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostics::{Both, Code, Finding, Lang, Severity};
use crate::inputs::Place;
use crate::model::Record;
use crate::parse::config;
use crate::resolve::Corpus;
use crate::say;

use super::accessibility;
use super::collections::Collection;
use super::routes::*;
use super::wanted::Wanted;

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
             `assets`… ; `accessibilite`, sauf pour une page ; sous une fiche, `liens`). Donnez-en un autre à la fiche, à la mesure ou au fichier.",
        en: "This id is the name of a page that the program makes itself (`glossary`, `calendar`, `search`, `assets`…; \
             `accessibility`, but for a page; below a record, `links`). Give the record, the measure or the file another.",
    },
};

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

/// Every route in the order of its path, and the claims on what is another's.
pub(super) struct Claimed {
    pub routes: Vec<Route>,
    pub findings: Vec<Finding>,
}

/// Gives every part of the site its addresses: of several that want one, the first has it.
pub(super) fn routes(
    corpus: &Corpus,
    collections: &[Collection],
    of_site: &[(String, Target)],
    of_lists: &[Arc<Wanted>],
    lang: Lang,
) -> Claimed {
    // Most records have a page, its twins, its citation and few more.
    let mut claims = Claims { all: Vec::with_capacity(of_site.len() + 6 * corpus.records.len()), findings: Vec::new() };
    of_site.iter().for_each(|(path, target)| claims.claim(path.clone(), target.clone(), By::Site));
    for (at, record) in corpus.records.iter().enumerate().filter(|(_, record)| record.annotation.is_none()) {
        claims.record(at, record, &of_lists[at], corpus, lang);
    }
    for (former, &record) in &corpus.redirects {
        claims.redirect(former, record, corpus);
    }
    let Claims { all: mut claims, mut findings } = claims;
    claims.par_sort_unstable_by(|a, b| a.path.cmp(&b.path).then(a.rank.cmp(&b.rank)));
    without_what_has_no_page(&mut claims);
    claims.dedup_by(|claim, first| {
        let is_taken = claim.path == first.path;
        if is_taken {
            findings.extend(clash(first, claim, corpus, collections));
        }
        is_taken
    });
    let routes = claims.into_iter().map(|claim| Route { path: claim.path, target: claim.target });
    Claimed { routes: routes.collect(), findings }
}

/// A path, what is to be written there, and who says so.
struct Claim {
    path: String,
    target: Target,
    by: By,
    /// How many claims came before it.
    rank: u32,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    Site,
    /// A record, for its page or for what it says to be below it.
    Record(u32),
    /// The lists of what refers to a record, which come below its page.
    Lists(u32),
}

impl Claim {
    /// The page without which there is nothing of this.
    fn page(&self) -> Option<Target> {
        match (&self.target, self.by) {
            (&Target::ListTwin { collection, group }, _) => Some(Target::Collection { collection, group }),
            (_, By::Record(record) | By::Lists(record)) => {
                Some(Target::Record { record: record as usize }).filter(|page| *page != self.target)
            }
            (_, By::Site) => None,
        }
    }

    /// Where in the files it is made.
    fn place(&self, corpus: &Corpus, collections: &[Collection]) -> Place {
        let in_config = |collection: Option<usize>| {
            let file: Arc<str> = Arc::from(config::PATH);
            let id = collection.map(|at| &collections[at].id);
            let stated = corpus.config.collections.iter().find(|config| Some(&config.id) == id);
            stated.map_or(Place::whole(&file), |config| Place::at(&file, config.span.clone()))
        };
        match (&self.target, self.by) {
            (&Target::Redirect { record, .. }, _) => {
                let former = self.path.split('/').next().unwrap_or_default();
                former_place(&corpus.records[record], former)
            }
            (&Target::Collection { collection, .. } | &Target::ListTwin { collection, .. }, By::Site) => {
                in_config(Some(collection))
            }
            (&Target::Feed { collection }, By::Site) => in_config(collection),
            (_, By::Site) => in_config(None),
            (target, By::Record(record) | By::Lists(record)) => {
                let record = &corpus.records[record as usize];
                match target {
                    Target::Measure { measure, .. } | Target::Citation { measure: Some(measure), .. } => {
                        record.place(&record.measures[*measure].number_span)
                    }
                    Target::Asset { input } => {
                        let asset = record.assets.iter().find(|asset| asset.input.as_ref() == Some(input));
                        asset.map_or(record.id_place.clone(), |asset| record.place(&asset.span))
                    }
                    _ => record.id_place.clone(),
                }
            }
        }
    }
}

/// Takes out what belongs to a page whose path is another's. The claims are in the order of their paths.
fn without_what_has_no_page(claims: &mut Vec<Claim>) {
    let same = claims.chunk_by(|a, b| a.path == b.path);
    let others = same.flat_map(|same| same[1..].iter().filter(|claim| claim.target != same[0].target));
    let lost: Vec<Target> = others.map(|claim| claim.target.clone()).collect();
    if !lost.is_empty() {
        claims.retain(|claim| claim.page().is_none_or(|page| !lost.contains(&page)));
    }
}

/// What is wrong where a path is claimed that another has.
fn clash(first: &Claim, other: &Claim, corpus: &Corpus, collections: &[Collection]) -> Option<Finding> {
    // What clashes within one record the rules have said, in its own words.
    let is_said = matches!(other.by, By::Record(_)) && other.by == first.by;
    if first.target == other.target || is_said {
        return None;
    }
    let address = other.path.trim_end_matches("index.html");
    let message = say!(fr: "l’adresse « /{address} » est déjà prise", en: "the address `/{address}` is already taken");
    let hint = say!(
        fr: "donnez à l’une des deux un autre identifiant, une autre ancre ou un autre nom de fichier",
        en: "give one of the two another id, another anchor or another file name"
    );
    let finding = Finding::new(&ADDRESS_TAKEN, other.place(corpus, collections), message).hint(hint);
    Some(finding.note(first.place(corpus, collections), say!(fr: "prise ici", en: "taken here")))
}

/// Where a record says an id that it had before.
fn former_place(record: &Record, former: &str) -> Place {
    let written = record.former_ids.iter().find(|(id, _)| id == former);
    written.map_or(record.id_place.clone(), |(_, span)| record.place(span))
}

/// All claims, and what is wrong with the names of those who make them.
struct Claims {
    all: Vec<Claim>,
    findings: Vec<Finding>,
}

impl Claims {
    fn claim(&mut self, path: String, target: Target, by: By) {
        let rank = self.all.len() as u32;
        self.all.push(Claim { path, target, by, rank });
    }

    /// What a record claims: its page, what stands beside it and below it.
    fn record(&mut self, at: usize, record: &Record, lists: &[(String, Target)], corpus: &Corpus, lang: Lang) {
        let id = &record.id;
        // A page of that name is where the statement stands.
        let is_statement = of_record(record) == accessibility::path(lang) && &*record.kind != "page";
        if RESERVED.contains(&&**id) || is_statement {
            let hint = say!(fr: "donnez à cette fiche un autre identifiant", en: "give this record another id");
            self.findings.push(reserved(id, record.id_place.clone(), hint));
            return;
        }
        let by = By::Record(at as u32);
        self.claim(of_record(record), Target::Record { record: at }, by);
        self.claim([&**id, "/index.md"].concat(), Target::MarkdownTwin { record: at }, by);
        self.claim([&**id, "/index.json"].concat(), Target::JsonTwin { record: at }, by);
        self.claim(citation(record, None), Target::Citation { record: at, measure: None }, by);
        for (path, target) in lists {
            self.claim(path.clone(), target.clone(), By::Lists(at as u32));
        }
        // Kept free even where a record does not have those pages: it may come to need them.
        let kept = links_key(lang);
        for (index, measure) in record.measures.iter().enumerate() {
            if *measure.anchor == *kept {
                self.findings.push(kept_free(kept, record.place(&measure.number_span)));
                continue;
            }
            self.claim(of_measure(record, measure), Target::Measure { record: at, measure: index }, by);
            self.claim(citation(record, Some(index)), Target::Citation { record: at, measure: Some(index) }, by);
        }
        for asset in &record.assets {
            if let Some(input) = asset.input.as_ref().filter(|input| corpus.has_file(input)) {
                let path = of_asset(record, input);
                if path.rsplit('/').next() == Some(kept) {
                    self.findings.push(kept_free(kept, record.place(&asset.span)));
                    continue;
                }
                self.claim(path, Target::Asset { input: input.clone() }, by);
            }
        }
    }

    /// The ways from an id that a record had before: to it, and to each of its measures.
    fn redirect(&mut self, former: &str, record: usize, corpus: &Corpus) {
        if RESERVED.contains(&former) {
            let hint = say!(fr: "retirez-le de « former_ids: » : cette page ne peut mener ailleurs",
                            en: "take it out of `former_ids:`: that page cannot lead elsewhere");
            self.findings.push(reserved(former, former_place(&corpus.records[record], former), hint));
            return;
        }
        self.claim(format!("{former}/index.html"), Target::Redirect { record, measure: None }, By::Site);
        for (index, measure) in corpus.records[record].measures.iter().enumerate() {
            let path = format!("{former}/{}/index.html", measure.anchor);
            self.claim(path, Target::Redirect { record, measure: Some(index) }, By::Site);
        }
    }
}

/// Something below a record has the name that its pages of links have.
fn kept_free(name: &str, place: Place) -> Finding {
    let message = say!(
        fr: "sous une fiche, « {name} » est le nom des pages de ce qui s’y rattache",
        en: "below a record, `{name}` is the name of the pages of what refers to it"
    );
    Finding::new(&RESERVED_ID, place, message).hint(say!(
        fr: "donnez à cette mesure une autre ancre, à ce fichier un autre nom",
        en: "give this measure another anchor, this file another name"
    ))
}

fn reserved(id: &str, place: Place, hint: Both) -> Finding {
    let message = say!(fr: "« {id} » est le nom d’une page du site", en: "`{id}` is the name of a page of the site");
    Finding::new(&RESERVED_ID, place, message).hint(hint)
}
