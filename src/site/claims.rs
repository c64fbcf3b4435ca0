//! Who answers for which path: every part of the site claims its own, and two claims on one path are a finding.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostics::{Both, Code, Finding, Lang, Severity};
use crate::inputs::Place;
use crate::model::Record;
use crate::parse::config;
use crate::resolve::Corpus;
use crate::say;

use super::accessibility;
use super::collections::Collection;
use super::cuts::{self, CalendarCut};
use super::feeds;
use super::previews;
use super::referring;
use super::remarks::Remarks;
use super::routes::*;
use super::theme::Theme;
use super::timeline::Timeline;

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

/// How dated points and annotations are cut and filtered.
pub(super) struct Filtered<'a> {
    pub calendar: Option<&'a CalendarCut>,
    pub timeline: &'a Timeline,
    pub remarks: &'a Remarks,
}

/// Every route in the order of its path, and the claims on what is another's.
pub(super) struct Claimed {
    pub routes: Vec<Route>,
    pub findings: Vec<Finding>,
}

/// Paths with what is written there.
pub(super) type Wanted = Vec<(String, Target)>;

/// What the site itself wants addresses for, the first that comes before all others.
pub(super) fn of_site(
    corpus: &Corpus,
    collections: &[Collection],
    filtered: Filtered,
    theme: &Theme,
    lang: Lang,
    has_feeds: bool,
) -> Wanted {
    let mut wanted: Wanted = vec![
        ("index.html".into(), Target::Home),
        ("404.html".into(), Target::NotFound),
        ("robots.txt".into(), Target::Robots),
        ("sitemap.xml".into(), Target::Sitemap),
        ("llms.txt".into(), Target::Llms),
    ];
    if has_feeds && feeds::is_any(corpus, collections) {
        wanted.push((feed(None), Target::Feed { collection: None }));
    }
    wanted.push((search(lang).into(), Target::Search));
    let previews = if theme.scripts { previews::count(corpus) } else { 0 };
    wanted.extend((0..previews).map(|bucket| (previews::path(bucket), Target::Previews { bucket })));
    of_glossary(corpus, lang, &mut wanted);
    of_calendar(filtered.calendar, lang, &mut wanted);
    if corpus.dues().len() > 0 {
        let of = filtered.timeline;
        wanted.extend(of.pages().into_iter().map(|page| (timeline(of, page, lang), Target::Timeline(page))));
        wanted.push((ics(None, lang), Target::Ics { record: None }));
    }
    for (path, input) in &theme.assets {
        let input = input.clone();
        let is_style = theme.style.as_ref() == Some(path);
        wanted.push((path.clone(), if is_style { Target::Style { input } } else { Target::Asset { input } }));
    }
    for (at, collection) in collections.iter().enumerate() {
        let groups = (0..collection.groups.len()).filter(|_| collection.is_cut).map(Some);
        for group in std::iter::once(None).chain(groups) {
            let page = of_collection(collection, group);
            let twin = markdown_twin(&page);
            wanted.push((page, Target::Collection { collection: at, group }));
            wanted.push((twin, Target::ListTwin { collection: at, group }));
        }
        if has_feeds && feeds::is_any_of(corpus, collection) {
            wanted.push((feed(Some(collection)), Target::Feed { collection: Some(at) }));
        }
    }
    for (at, collection) in collections.iter().enumerate() {
        for (role, of) in compared(corpus, collection) {
            let groups = 0..if collection.is_cut { collection.groups.len() } else { 0 };
            let whole_list = (!collection.is_cut).then_some(None);
            for group in whole_list.into_iter().chain(groups.map(Some)) {
                let target = Target::Comparison { collection: at, group, role };
                wanted.push((comparison(collection, group, of, lang), target));
            }
        }
    }
    if corpus.records.iter().any(|record| record.figure.is_some()) {
        wanted.push((key_figures(lang).into(), Target::KeyFigures));
    }
    if !corpus.annotations.is_empty() {
        let pages = filtered.remarks.pages.keys();
        wanted.extend(pages.map(|&page| (annotations(filtered.remarks, page, lang), Target::Annotations { page })));
    }
    if !corpus.records.iter().any(|record| accessibility::is_own_page(record, lang)) {
        wanted.push((accessibility::path(lang).into(), Target::Accessibility));
    }
    wanted
}

fn of_glossary(corpus: &Corpus, lang: Lang, wanted: &mut Wanted) {
    wanted.push((glossary(lang).into(), Target::Glossary { letter: None }));
    if cuts::glossary_is_cut(corpus) {
        let letters = cuts::letters(corpus).into_iter();
        wanted.extend(letters.map(|(of, _)| (letter(lang, of), Target::Glossary { letter: Some(of) })));
    }
}

fn of_calendar(cut: Option<&CalendarCut>, lang: Lang, wanted: &mut Wanted) {
    wanted.push((calendar(lang).into(), Target::Calendar { stretch: None, part: None }));
    let Some(cut) = cut else { return };
    for (at, of) in cut.stretches.iter().enumerate() {
        let target = |part| Target::Calendar { stretch: Some(at), part };
        wanted.push((stretch(lang, of, None), target(None)));
        let parts = of.parts.iter().enumerate();
        wanted.extend(parts.map(|(part, group)| (stretch(lang, of, Some(group)), target(Some(part)))));
    }
    let target = |group| Target::CalendarOrganisations { group };
    if !cut.organisations.is_empty() {
        wanted.push((organisations(lang, None), target(None)));
    }
    let groups = cut.organisations.iter().enumerate();
    wanted.extend(groups.map(|(at, group)| (organisations(lang, Some(group)), target(Some(at)))));
}

/// The pages of the lists of a record that are long, and its file of dated points where it has some.
pub(super) fn of_lists(corpus: &Corpus, at: usize, lang: Lang) -> Wanted {
    let record = &corpus.records[at];
    let mut wanted = Wanted::new();
    if record.annotation.is_some() {
        return wanted;
    }
    if has_ics(corpus, at) {
        wanted.push((ics(Some(record), lang), Target::Ics { record: Some(at) }));
    }
    if referring::may_be_long(corpus, at) {
        of_links(at, record, corpus, lang, &mut wanted);
    }
    wanted
}

fn of_links(at: usize, record: &Record, corpus: &Corpus, lang: Lang, wanted: &mut Wanted) {
    let lists = referring::lists(corpus, at, lang);
    if lists.iter().any(referring::List::is_long) {
        wanted.push((links(record, lang, None), Target::Links { record: at, list: None, group: None }));
    }
    for (index, list) in lists.iter().enumerate().filter(|(_, list)| list.is_long()) {
        let target = |group| Target::Links { record: at, list: Some(index), group };
        wanted.push((links(record, lang, Some((&list.key, None))), target(None)));
        if list.is_cut() {
            for (group, of) in list.groups(corpus).iter().enumerate() {
                wanted.push((links(record, lang, Some((&list.key, Some(of)))), target(Some(group))));
            }
        }
    }
}

/// Gives every part of the site its addresses.
pub(super) fn routes(
    corpus: &Corpus,
    collections: &[Collection],
    of_site: &[(String, Target)],
    of_lists: &[Arc<Wanted>],
    lang: Lang,
) -> Claimed {
    let mut claims = Claims { routes: BTreeMap::new(), findings: Vec::new() };
    let file: Arc<str> = Arc::from(config::PATH);
    let whole = Place::whole(&file);
    let place = |collection: usize| {
        let stated = corpus.config.collections.iter().find(|config| config.id == collections[collection].id);
        stated.map_or(whole.clone(), |config| Place::at(&file, config.span.clone()))
    };
    let mut is_taken = false;
    for (path, target) in of_site {
        let place = match target {
            // Without its page there is no twin.
            Target::ListTwin { .. } if is_taken => continue,
            Target::Collection { collection, .. }
            | Target::ListTwin { collection, .. }
            | Target::Feed { collection: Some(collection) } => place(*collection),
            _ => whole.clone(),
        };
        is_taken = !claims.claim(path.clone(), target.clone(), &place, None);
    }
    for (at, record) in corpus.records.iter().enumerate().filter(|(_, record)| record.annotation.is_none()) {
        claims.record(at, record, &of_lists[at], corpus, lang);
    }
    for (former, &record) in &corpus.redirects {
        let of = &corpus.records[record];
        let written = of.former_ids.iter().find(|(id, _)| id == former).map(|(_, span)| of.place(span));
        let place = written.unwrap_or_else(|| of.id_place.clone());
        if RESERVED.contains(&&**former) {
            claims.reserved(
                former,
                place,
                say!(fr: "retirez-le de « former_ids: » : cette page ne peut mener ailleurs",
                                                en: "take it out of `former_ids:`: that page cannot lead elsewhere"),
            );
            continue;
        }
        claims.claim(format!("{former}/index.html"), Target::Redirect { record }, &place, None);
    }
    let Claims { routes, findings } = claims;
    let routes = routes.into_iter().map(|(path, claim)| Route { path, target: claim.target });
    Claimed { routes: routes.collect(), findings }
}

/// Paths, what is written there, and who claimed them.
struct Claims {
    routes: BTreeMap<String, Claim>,
    findings: Vec<Finding>,
}

struct Claim {
    target: Target,
    place: Place,
    by: Option<usize>,
}

impl Claims {
    /// `by` is the record that the path belongs to, where it belongs to one. False where the path is another's.
    fn claim(&mut self, path: String, target: Target, place: &Place, by: Option<usize>) -> bool {
        if let Some(Claim { target: taken, place: first, by: taken_by }) = self.routes.get(&path) {
            if *taken == target {
                return true;
            }
            // What clashes within one record the rules have said, in its own words.
            if by.is_some() && by == *taken_by {
                return false;
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
            return false;
        }
        self.routes.insert(path, Claim { target, place: place.clone(), by });
        true
    }

    /// Something below a record has the name that its pages of links have.
    fn kept(&mut self, name: &str, place: Place) {
        self.findings.push(
            Finding::new(
                &RESERVED_ID,
                place,
                say!(
                    fr: "sous une fiche, « {name} » est le nom des pages de ce qui s’y rattache",
                    en: "below a record, `{name}` is the name of the pages of what refers to it"
                ),
            )
            .hint(say!(
                fr: "donnez à cette mesure une autre ancre, à ce fichier un autre nom",
                en: "give this measure another anchor, this file another name"
            )),
        );
    }

    fn reserved(&mut self, id: &str, place: Place, hint: Both) {
        let message =
            say!(fr: "« {id} » est le nom d’une page du site", en: "`{id}` is the name of a page of the site");
        self.findings.push(Finding::new(&RESERVED_ID, place, message).hint(hint));
    }

    fn record(&mut self, at: usize, record: &Record, lists: &[(String, Target)], corpus: &Corpus, lang: Lang) {
        let id = &record.id;
        // A page of that name is where the statement stands.
        let is_statement = of_record(record) == accessibility::path(lang) && &*record.kind != "page";
        if RESERVED.contains(&&**id) || is_statement {
            let hint = say!(fr: "donnez à cette fiche un autre identifiant", en: "give this record another id");
            self.reserved(id, record.id_place.clone(), hint);
            return;
        }
        let place = &record.id_place;
        if !self.claim(of_record(record), Target::Record { record: at }, place, Some(at)) {
            return;
        }
        self.claim(format!("{id}/index.md"), Target::MarkdownTwin { record: at }, place, Some(at));
        self.claim(format!("{id}/index.json"), Target::JsonTwin { record: at }, place, Some(at));
        self.claim(citation(record, None), Target::Citation { record: at, measure: None }, place, Some(at));
        for (path, target) in lists {
            self.claim(path.clone(), target.clone(), place, None);
        }
        // Kept free even where a record does not have those pages: it may come to need them.
        let kept = links_key(lang);
        for (index, measure) in record.measures.iter().enumerate() {
            if *measure.anchor == *kept {
                self.kept(kept, record.place(&measure.number_span));
                continue;
            }
            let target = Target::Measure { record: at, measure: index };
            let place = record.place(&measure.number_span);
            self.claim(of_measure(record, measure), target, &place, Some(at));
            let target = Target::Citation { record: at, measure: Some(index) };
            self.claim(citation(record, Some(index)), target, &place, Some(at));
        }
        for asset in &record.assets {
            if let Some(input) = asset.input.as_ref().filter(|input| corpus.has_file(input)) {
                let path = of_asset(record, input);
                if path.rsplit('/').next() == Some(kept) {
                    self.kept(kept, record.place(&asset.span));
                    continue;
                }
                self.claim(path, Target::Asset { input: input.clone() }, &record.place(&asset.span), Some(at));
            }
        }
    }
}
