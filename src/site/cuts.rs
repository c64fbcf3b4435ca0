//! How a long list is cut: by year, else by initial letter, under keys that stand in addresses and never change.

use std::sync::Arc;

use crate::diagnostics::Lang;
use crate::model::Record;
use crate::model::time::{Period, When};
use crate::resolve::{Corpus, Due, Entry};

/// How many entries a list may have before each of its groups gets a page of its own.
pub const LONG: usize = 200;

/// A part of a list by a stable key.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Stands in the address: `2017`, `a`; `other` for what has no year or no letter.
    pub key: String,
    /// What the group is called: the key in capitals; empty for `other`, which the interface names.
    pub title: String,
    /// What the list counts in: records of the corpus, or places in the list, by index.
    pub members: Vec<usize>,
}

/// Members by what they have in common, which `key` names, in the order in which it first comes.
pub(super) fn grouped<T: PartialEq>(
    members: impl Iterator<Item = (usize, Option<T>)>,
    key: impl Fn(&T) -> String,
) -> Vec<Group> {
    let mut groups: Vec<(Option<T>, Vec<usize>)> = Vec::new();
    for (member, of) in members {
        // Most come after another of their group.
        match groups.iter_mut().rfind(|(known, _)| *known == of) {
            Some((_, members)) => members.push(member),
            None => groups.push((of, vec![member])),
        }
    }
    let group = |(of, members): (Option<T>, Vec<usize>)| match of.as_ref().map(&key) {
        Some(key) => Group { title: key.to_uppercase(), key, members },
        None => Group { key: "other".to_owned(), title: String::new(), members },
    };
    groups.into_iter().map(group).collect()
}

/// The date that a record is filed under: its signature, else its own date, else that of the report that it came out of.
pub fn date_of(corpus: &Corpus, record: usize) -> Option<&When> {
    let record = &corpus.records[record];
    let report = || corpus.get(&record.fields.links("arises_from").next()?.target);
    own_date(record).or_else(|| own_date(report()?))
}

/// The date that a record says itself.
pub(super) fn own_date(record: &Record) -> Option<&When> {
    let signed = record.instrument.as_ref().and_then(|instrument| instrument.signed.as_ref());
    signed.or_else(|| record.fields.date("date"))
}

/// The key of the glossary's page of a letter: `a`, or `0-9` for what begins with none.
pub fn letter_key(letter: char) -> String {
    if letter.is_ascii_alphabetic() { letter.to_ascii_lowercase().to_string() } else { "0-9".to_owned() }
}

/// True where each letter of the glossary has a page of its own.
pub fn glossary_is_cut(corpus: &Corpus) -> bool {
    corpus.entries().len() > LONG
}

/// The letters of the glossary with their entries, in the order of the language.
pub fn letters(corpus: &Corpus) -> Vec<(char, Vec<&Entry>)> {
    let mut letters: Vec<(char, Vec<&Entry>)> = Vec::new();
    for entry in corpus.entries() {
        match letters.iter_mut().find(|(letter, _)| *letter == entry.letter) {
            Some((_, entries)) => entries.push(entry),
            None => letters.push((entry.letter, vec![entry])),
        }
    }
    letters
}

/// The pages of a long calendar.
#[derive(Debug, Default, PartialEq)]
pub struct CalendarCut {
    /// One a year, then as soon as possible, then what has no date.
    pub stretches: Arc<Vec<Stretch>>,
    /// The organisations that have dated points, by initial, where they are too many for the calendar's first page.
    pub organisations: Vec<Group>,
}

/// A year of the calendar, or what stands outside of years, with its dated points by index.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    /// Stands in the address: `2021`, `des-que-possible`, `sans-date`.
    pub key: String,
    /// `None` for what stands outside of years.
    pub year: Option<i16>,
    pub is_asap: bool,
    pub count: usize,
    /// What the stretch's own page lists.
    pub own: Vec<usize>,
    /// What has pages below it, where it is too long: quarters and halves (`t1`, `s2`) of a year, else years of signature.
    pub parts: Vec<Group>,
}

impl Stretch {
    /// True where a dated point belongs to the stretch.
    pub fn holds(&self, due: &Due) -> bool {
        let period = due.when.period();
        period.year() == self.year && (self.year.is_some() || (period == Period::AsSoonAs) == self.is_asap)
    }
}

/// The pages that the calendar is cut into, by all its `stretches`; `None` where it is short enough to stay whole.
pub(super) fn calendar(corpus: &Corpus, stretches: &Arc<Vec<Stretch>>) -> Option<CalendarCut> {
    let is_long = corpus.dues().len() > LONG;
    is_long.then(|| CalendarCut { stretches: stretches.clone(), organisations: organisations(corpus) })
}

/// Dated points by year, then those that are as soon as possible, then those without a date; each with its parts where
/// it is long itself. They come in the order of time.
pub(super) fn stretches(corpus: &Corpus, dues: impl Iterator<Item = usize>, lang: Lang) -> Vec<Stretch> {
    let mut years: std::collections::BTreeMap<i16, Vec<usize>> = Default::default();
    let (mut asap, mut undated) = (Vec::new(), Vec::new());
    for at in dues {
        match corpus.due(at).when.period() {
            Period::Dated { year, .. } | Period::Open { from: year } => years.entry(year).or_default().push(at),
            Period::AsSoonAs => asap.push(at),
            Period::Recurring | Period::Undefined => undated.push(at),
        }
    }
    let (asap_key, undated_key) = match lang {
        Lang::Fr => ("des-que-possible", "sans-date"),
        Lang::En => ("as-soon-as-possible", "undated"),
    };
    let of_year = years.into_iter().map(|(year, dues)| stretch(corpus, format!("{year:04}"), Some(year), dues));
    let outside = [(asap_key, asap), (undated_key, undated)].into_iter().filter(|(_, dues)| !dues.is_empty());
    let mut stretches: Vec<Stretch> = of_year.collect();
    stretches.extend(
        outside.map(|(key, dues)| Stretch { is_asap: key == asap_key, ..stretch(corpus, key.to_owned(), None, dues) }),
    );
    stretches
}

fn stretch(corpus: &Corpus, key: String, year: Option<i16>, dues: Vec<usize>) -> Stretch {
    let count = dues.len();
    let is_long = count > LONG;
    let keyed = dues.into_iter().map(|at| (at, if is_long { part(corpus, corpus.due(at)) } else { None }));
    let (below, own): (Vec<_>, Vec<_>) = keyed.partition(|(_, key)| key.is_some());
    let own = own.into_iter().map(|(at, _)| at).collect();
    let mut parts = grouped(below.into_iter(), |part| match part {
        Part::Quarter(number) => format!("t{number}"),
        Part::Half(number) => format!("s{number}"),
        Part::Signed(year) => format!("{year:04}"),
    });
    if year.is_none() {
        parts.sort_by(|a, b| a.key.cmp(&b.key));
    }
    Stretch { key, year, is_asap: false, count, own, parts }
}

/// What a page below that of a stretch holds.
#[derive(PartialEq)]
enum Part {
    Quarter(i8),
    Half(i8),
    /// The points of the texts that were signed in that year.
    Signed(i16),
}

/// The part of its stretch that a dated point stands in: its quarter or half, else the year in which its text was signed.
fn part(corpus: &Corpus, due: &Due) -> Option<Part> {
    match due.when.period() {
        Period::Dated { last_month, months: 3, .. } => Some(Part::Quarter(last_month / 3)),
        Period::Dated { last_month, months: 6, .. } => Some(Part::Half(last_month / 6)),
        Period::Dated { .. } | Period::Open { .. } => None,
        _ => date_of(corpus, due.record).and_then(When::year).map(Part::Signed),
    }
}

/// The organisations that have dated points, by initial; none where one page holds them all.
fn organisations(corpus: &Corpus) -> Vec<Group> {
    let all = with_dues(corpus);
    if all.len() <= LONG {
        return Vec::new();
    }
    grouped(all.into_iter().map(|at| (at, corpus.labels().initial(at))), char::to_string)
}

/// The organisations that have dated points, in the order of their names.
pub fn with_dues(corpus: &Corpus) -> Vec<usize> {
    let mut organisations: Vec<usize> = corpus
        .of_kind("organisation")
        .map(|(at, _)| at)
        .filter(|&at| corpus.dues_of_organisation(at).next().is_some())
        .collect();
    organisations.sort_by_key(|&at| corpus.labels().place(at));
    organisations
}
