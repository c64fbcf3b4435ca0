//! What refers to a record, by relation: some of each, how many there are, and the way to the rest.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::resolve::Backlink;
use crate::site::referring::{self, Entries, List, Of, Place, SHOWN};
use crate::site::routes;

use super::entries::{self, Entry, measure_entry};
use super::passages;
use super::pieces::Link;
use super::words::Words;

/// One relation and the records that have it.
#[derive(Debug, Serialize)]
pub(super) struct Group {
    pub anchor: String,
    pub title: String,
    pub total: usize,
    pub entries: Vec<Entry>,
    /// Where all of them are, where there are more.
    pub more: Option<Link>,
}

/// What a list is called.
pub(super) fn title(words: &Words, of: Of) -> String {
    match of {
        Of::Relation(relation) => words.corpus.kinds.relation(relation, words.site.lang).to_owned(),
        Of::Uses => words.t("term_uses"),
        Of::Citations(None) => words.t("cited_by"),
        Of::Citations(Some(article)) => format!("{} {article}", words.t("article")),
        Of::Calendar => words.t("calendar"),
    }
}

/// The anchor of a list on the page of its record.
pub(super) fn anchor(list: &List) -> String {
    match list.of {
        Of::Calendar => "page_calendrier".to_owned(),
        _ => format!("page_{}", list.key),
    }
}

/// The way to the page of a list that is longer than what is shown of it.
pub(super) fn more(words: &Words, record: usize, list: &List) -> Option<Link> {
    list.is_long().then(|| {
        let of = &words.corpus.records[record];
        Link {
            html: words.count("see_all_n", list.len()),
            href: Some(words.href(&routes::links(of, words.site.lang, Some((&list.key, None))))),
            ..Link::default()
        }
    })
}

/// The lists of a record in two parts: those that its page is about, and the others. The relations named in `main` come
/// first, in that order.
pub(super) fn groups(words: &Words, record: usize, lists: &[List], main: &[&str]) -> (Vec<Group>, Vec<Group>) {
    let group = |list: &List| {
        let Entries::Places(places) = &list.entries else { return None };
        Some(Group {
            anchor: anchor(list),
            title: words.line(&title(words, list.of)),
            total: list.len(),
            entries: places.iter().take(list.shown).map(|place| entry_of(words, record, list.of, place)).collect(),
            more: more(words, record, list),
        })
    };
    let rank = |list: &List| match list.of {
        Of::Relation(relation) => main.iter().position(|of| *of == relation),
        _ => Some(main.len()),
    };
    let (mut first, others): (Vec<&List>, Vec<&List>) = lists.iter().partition(|list| rank(list).is_some());
    first.sort_by_key(|list| rank(list));
    (first.into_iter().filter_map(group).collect(), others.into_iter().filter_map(group).collect())
}

/// A place of a list of a record, as an entry.
pub(super) fn entry_of(words: &Words, record: usize, of: Of, place: &Place) -> Entry {
    match of {
        Of::Uses => passages::entry(words, record, place),
        _ => place_entry(words, place),
    }
}

/// A place that refers, as an entry: the measure, or the record with the provisions of it that do.
fn place_entry(words: &Words, place: &Place) -> Entry {
    const NAMED: usize = 4;
    if let Some(entry) = place.measure.and_then(|anchor| measure_entry(words, place.record, anchor)) {
        return entry;
    }
    let named = place.anchors.iter().take(NAMED);
    let mut entry = entries::entry(words, place.record);
    entry.notes = named.filter_map(|anchor| words.provision_link(place.record, anchor)).collect();
    entry
}

/// The relations of one provision, from the references that mean it. What is too much for its page stands among all that
/// refers to its record.
pub(super) fn of_provision<'a>(words: &Words, record: usize, links: impl Iterator<Item = &'a Backlink>) -> Vec<Group> {
    let mut by_relation: BTreeMap<&str, Vec<&Backlink>> = BTreeMap::new();
    for link in links {
        by_relation.entry(&*link.relation).or_default().push(link);
    }
    let group = |(relation, links): (&str, Vec<&Backlink>)| {
        let places = links.iter().map(|link| (link.from, link.from_anchor.as_deref()));
        let places = referring::gathered(words.corpus, places);
        let of_record = || {
            let lists = referring::lists(words.corpus, record, words.site.lang);
            let list = lists.iter().find(|list| list.of == Of::Relation(relation))?;
            let link = more(words, record, list)?;
            Some(Link { html: words.count("see_all_record", list.len()), ..link })
        };
        Group {
            anchor: format!("page_{}", referring::relation_key(relation)),
            title: words.line(&title(words, Of::Relation(relation))),
            total: places.len(),
            entries: places.iter().take(SHOWN).map(|place| place_entry(words, place)).collect(),
            more: (places.len() > SHOWN).then(of_record).flatten(),
        }
    };
    by_relation.into_iter().map(group).collect()
}
