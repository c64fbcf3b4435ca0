//! What refers to a record, by relation: up to fifty of each, and how many there are.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::Record;
use crate::resolve::{Backlink, Due};

use super::words::{Date, Link, StateView, Words};

/// How many referring records are shown of one relation.
const SHOWN: usize = 50;

/// One relation and the records that have it.
#[derive(Debug, Serialize)]
pub(super) struct Group {
    pub anchor: String,
    pub title: String,
    pub total: usize,
    pub entries: Vec<Entry>,
    /// How many more there are, and where, where there are more.
    pub more: Option<Link>,
}

/// A record in a list.
#[derive(Debug, Default, Serialize)]
pub(super) struct Entry {
    pub href: String,
    pub html: String,
    pub lang: Option<String>,
    pub kind: Option<String>,
    pub date: Option<Date>,
    pub state: Option<StateView>,
    pub draft: Option<String>,
    /// Said of it, smaller: each with or without a link.
    pub notes: Vec<Link>,
    pub summary: Option<String>,
}

/// A record as an entry of a list, with its kind and its date.
pub(super) fn entry(words: &Words, record: usize) -> Entry {
    let at = &words.corpus.records[record];
    Entry {
        href: words.site.href_of(words.path, record, None),
        html: words.label(record),
        lang: words.foreign(at),
        kind: Some(words.kind(&at.kind)),
        date: date_of(at).map(|when| words.date(when)),
        draft: (!at.status.is_public()).then(|| words.t(&format!("status.{}", at.status.key()))),
        ..Entry::default()
    }
}

/// The date that a record is filed under: its signature, else its own date.
pub(super) fn date_of(record: &Record) -> Option<&crate::model::time::When> {
    record.instrument.as_ref().and_then(|instrument| instrument.signed.as_ref()).or_else(|| record.fields.date("date"))
}

/// A measure as an entry: its number and title, the record that it belongs to, what is due.
pub(super) fn measure_entry(words: &Words, record: usize, anchor: &str) -> Option<Entry> {
    let at = &words.corpus.records[record];
    let measure = at.measure(anchor)?;
    let title = words.line(&format!("{} : {}", words.measure_label(measure), measure.title));
    Some(Entry {
        href: words.site.href_of(words.path, record, Some(anchor)),
        html: title,
        lang: words.foreign(at),
        notes: vec![words.link(record)],
        date: measure.milestones.first().map(|milestone| words.date(&milestone.when)),
        ..Entry::default()
    })
}

/// A dated point as an entry of a short list.
pub(super) fn due_entry(words: &Words, due: &Due) -> Entry {
    Entry {
        href: words.site.href_of(words.path, due.record, due.measures.first().map(String::as_str)),
        html: words.line(&due.title),
        notes: vec![Link { href: None, ..words.link(due.record) }],
        date: Some(words.date(&due.when)),
        state: Some(words.state(due.state)),
        ..Entry::default()
    }
}

/// The relations of a record in two parts: those that its page is about (`main`, in that order), and the others.
/// Those in `without` stand elsewhere on the page.
pub(super) fn groups(words: &Words, record: usize, main: &[&str], without: &[&str]) -> (Vec<Group>, Vec<Group>) {
    let mut by_relation: BTreeMap<&str, Vec<&Backlink>> = BTreeMap::new();
    for link in words.corpus.backlinks(record) {
        by_relation.entry(link.relation.as_str()).or_default().push(link);
    }
    by_relation.retain(|relation, _| !without.contains(relation));
    let mut first = Vec::new();
    for relation in main {
        if let Some(links) = by_relation.remove(relation) {
            first.push(group(words, relation, &links));
        }
    }
    let others = by_relation.into_iter().map(|(relation, links)| group(words, relation, &links)).collect();
    (first, others)
}

fn group(words: &Words, relation: &str, links: &[&Backlink]) -> Group {
    let title = words.corpus.kinds.relation(relation, words.site.lang);
    listed(
        words,
        &format!("page_{}", relation.replace('_', "-")),
        words.line(title),
        places(words, links.iter().copied()),
    )
}

/// A referring record: a measure of it, or the record with the places in it.
pub(super) type Place<'a> = (usize, Option<&'a str>, Vec<&'a str>);

/// Where references come from: each measure for itself, the other places of a record together.
fn places<'a>(words: &Words, links: impl Iterator<Item = &'a Backlink>) -> Vec<Place<'a>> {
    gathered(words, links.map(|link| (link.from, link.from_anchor.as_deref())))
}

/// Places in records, in order: each measure for itself, the other places of a record together.
pub(super) fn gathered<'a>(words: &Words, places: impl Iterator<Item = (usize, Option<&'a str>)>) -> Vec<Place<'a>> {
    let mut found: Vec<Place<'a>> = Vec::new();
    for (record, anchor) in places {
        let is_measure = anchor.is_some_and(|anchor| words.corpus.records[record].measure(anchor).is_some());
        let measure = anchor.filter(|_| is_measure);
        let same = found.iter_mut().rev().take_while(|place| place.0 == record).find(|place| place.1 == measure);
        match same {
            Some(place) => place.2.extend(anchor.filter(|_| !is_measure)),
            None => found.push((record, measure, anchor.filter(|_| !is_measure).into_iter().collect())),
        }
    }
    found
}

/// A titled list of places, cut at fifty.
pub(super) fn listed(words: &Words, anchor: &str, title: String, places: Vec<Place>) -> Group {
    const NAMED: usize = 4;
    let entries = places.iter().take(SHOWN).map(|(record, measure, anchors)| {
        if let Some(entry) = measure.and_then(|anchor| measure_entry(words, *record, anchor)) {
            return entry;
        }
        let mut entry = entry(words, *record);
        entry.notes = anchors.iter().take(NAMED).filter_map(|anchor| words.provision_link(*record, anchor)).collect();
        entry
    });
    Group {
        anchor: anchor.to_owned(),
        title,
        total: places.len(),
        entries: entries.collect(),
        more: (places.len() > SHOWN).then(|| Link {
            html: words.count("and_others", places.len() - SHOWN),
            href: Some("index.json".to_owned()),
            ..Link::default()
        }),
    }
}

/// The relations of one provision, from the references that mean it.
pub(super) fn of_provision<'a>(words: &Words, links: impl Iterator<Item = &'a Backlink>) -> Vec<Group> {
    let mut by_relation: BTreeMap<&str, Vec<&Backlink>> = BTreeMap::new();
    for link in links {
        by_relation.entry(link.relation.as_str()).or_default().push(link);
    }
    by_relation.into_iter().map(|(relation, links)| group(words, relation, &links)).collect()
}
