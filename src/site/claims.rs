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
    let mut claims = of_site_itself(corpus, collections, of_site);
    let mut findings = Vec::new();
    let records = corpus.records.par_iter().enumerate().filter(|(_, record)| record.annotation.is_none());
    let of_records: Vec<_> =
        records.map(|(at, record)| of_record_itself(at, record, &of_lists[at], corpus, lang)).collect();
    for (of_record, said) in of_records {
        claims.extend(of_record);
        findings.extend(said);
    }
    let (redirects, said) = of_redirects(corpus);
    claims.extend(redirects);
    findings.extend(said);
    // Of one path the first claim stays the first.
    claims.par_sort_by(|a, b| a.path.cmp(&b.path));
    without_what_has_no_page(&mut claims);
    let mut routes = Vec::with_capacity(claims.len());
    let mut first: Option<Claim> = None;
    for claim in claims {
        match &first {
            Some(first) if first.path == claim.path => findings.extend(clash(first, &claim)),
            _ => routes.extend(first.replace(claim).map(Claim::route)),
        }
    }
    routes.extend(first.map(Claim::route));
    Claimed { routes, findings }
}

/// A path, what is to be written there, and who says so.
struct Claim {
    path: String,
    target: Target,
    place: Place,
    by: By,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    Site,
    /// A record, for its page or for what it says to be below it.
    Record(usize),
    /// The lists of what refers to a record, which come below its page.
    Lists(usize),
}

impl Claim {
    fn route(self) -> Route {
        Route { path: self.path, target: self.target }
    }

    /// The page without which there is nothing of this.
    fn page(&self) -> Option<Target> {
        match (&self.target, self.by) {
            (&Target::ListTwin { collection, group }, _) => Some(Target::Collection { collection, group }),
            (_, By::Record(record) | By::Lists(record)) => {
                Some(Target::Record { record }).filter(|page| *page != self.target)
            }
            (_, By::Site) => None,
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
fn clash(first: &Claim, other: &Claim) -> Option<Finding> {
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
    let note = say!(fr: "prise ici", en: "taken here");
    Some(Finding::new(&ADDRESS_TAKEN, other.place.clone(), message).hint(hint).note(first.place.clone(), note))
}

/// The claims of the site for its own pages, at the places that ask for them.
fn of_site_itself(corpus: &Corpus, collections: &[Collection], wanted: &[(String, Target)]) -> Vec<Claim> {
    let file: Arc<str> = Arc::from(config::PATH);
    let whole = Place::whole(&file);
    let place = |collection: usize| {
        let stated = corpus.config.collections.iter().find(|config| config.id == collections[collection].id);
        stated.map_or(whole.clone(), |config| Place::at(&file, config.span.clone()))
    };
    let claim = |(path, target): &(String, Target)| {
        let place = match target {
            Target::Collection { collection, .. }
            | Target::ListTwin { collection, .. }
            | Target::Feed { collection: Some(collection) } => place(*collection),
            _ => whole.clone(),
        };
        Claim { path: path.clone(), target: target.clone(), place, by: By::Site }
    };
    wanted.iter().map(claim).collect()
}

/// The claims of a record, its page first, and what is wrong with its names.
fn of_record_itself(
    at: usize,
    record: &Record,
    lists: &[(String, Target)],
    corpus: &Corpus,
    lang: Lang,
) -> (Vec<Claim>, Vec<Finding>) {
    let id = &record.id;
    // A page of that name is where the statement stands.
    let is_statement = of_record(record) == accessibility::path(lang) && &*record.kind != "page";
    if RESERVED.contains(&&**id) || is_statement {
        let hint = say!(fr: "donnez à cette fiche un autre identifiant", en: "give this record another id");
        return (Vec::new(), vec![reserved(id, record.id_place.clone(), hint)]);
    }
    let (mut claims, mut findings) = (Vec::new(), Vec::new());
    let mut claim = |path: String, target: Target, place: Place, by: By| claims.push(Claim { path, target, place, by });
    let (place, by) = (&record.id_place, By::Record(at));
    claim(of_record(record), Target::Record { record: at }, place.clone(), by);
    claim([&**id, "/index.md"].concat(), Target::MarkdownTwin { record: at }, place.clone(), by);
    claim([&**id, "/index.json"].concat(), Target::JsonTwin { record: at }, place.clone(), by);
    claim(citation(record, None), Target::Citation { record: at, measure: None }, place.clone(), by);
    for (path, target) in lists {
        claim(path.clone(), target.clone(), place.clone(), By::Lists(at));
    }
    // Kept free even where a record does not have those pages: it may come to need them.
    let kept = links_key(lang);
    for (index, measure) in record.measures.iter().enumerate() {
        let place = record.place(&measure.number_span);
        if *measure.anchor == *kept {
            findings.push(kept_free(kept, place));
            continue;
        }
        claim(of_measure(record, measure), Target::Measure { record: at, measure: index }, place.clone(), by);
        claim(citation(record, Some(index)), Target::Citation { record: at, measure: Some(index) }, place, by);
    }
    for asset in &record.assets {
        if let Some(input) = asset.input.as_ref().filter(|input| corpus.has_file(input)) {
            let (path, place) = (of_asset(record, input), record.place(&asset.span));
            if path.rsplit('/').next() == Some(kept) {
                findings.push(kept_free(kept, place));
                continue;
            }
            claim(path, Target::Asset { input: input.clone() }, place, by);
        }
    }
    (claims, findings)
}

/// The claims of ids that records had before, and what is wrong with them.
fn of_redirects(corpus: &Corpus) -> (Vec<Claim>, Vec<Finding>) {
    let (mut claims, mut findings) = (Vec::new(), Vec::new());
    for (former, &record) in &corpus.redirects {
        let of = &corpus.records[record];
        let written = of.former_ids.iter().find(|(id, _)| id == former).map(|(_, span)| of.place(span));
        let place = written.unwrap_or_else(|| of.id_place.clone());
        if RESERVED.contains(&&**former) {
            let hint = say!(fr: "retirez-le de « former_ids: » : cette page ne peut mener ailleurs",
                            en: "take it out of `former_ids:`: that page cannot lead elsewhere");
            findings.push(reserved(former, place, hint));
            continue;
        }
        let path = format!("{former}/index.html");
        claims.push(Claim { path, target: Target::Redirect { record }, place, by: By::Site });
    }
    (claims, findings)
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
