//! What a feed tells of: the records of a collection, or of the site, by the day on which they were last heard of.
//!
//! That day comes from what the corpus says, never from the clock: the newest of a record's `revised:` and of the entries
//! of its status logs; where it has neither, its own date (its signature, its `date:`, that of the report that it came
//! out of). A date that is not a day counts by its last possible day; one without an end, and a record without a date,
//! is in no feed. Whoever comes to remember editions has this one file to change.

use crate::model::Record;
use crate::model::time::{Day, When};
use crate::resolve::Corpus;

use super::Collection;
use super::cuts::date_of;

/// How many entries a feed has: the newest.
const LONGEST: usize = 50;

/// Kinds whose own date is that of what they speak of: for the site it is no news that a law was made.
const DATED_ELSEWHERE: [&str; 3] = ["legal-text", "source", "figure"];

/// A record and the day on which it was last heard of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct News {
    pub record: usize,
    pub day: Day,
}

/// True where anything is told of a collection.
pub(super) fn is_any_of(corpus: &Corpus, collection: &Collection) -> bool {
    collection.records.iter().any(|&record| last_heard_of(corpus, record).is_some())
}

/// True where anything is told of the site.
pub(super) fn is_any(corpus: &Corpus, collections: &[Collection]) -> bool {
    let mut records = collections.iter().flat_map(|collection| &collection.records);
    records.any(|&record| day_for_site(corpus, record).is_some())
}

/// The newest of one collection, the newest first.
pub fn of_collection(corpus: &Corpus, collection: &Collection) -> Vec<News> {
    newest(corpus, collection.records.iter().copied(), |record| last_heard_of(corpus, record))
}

/// The newest of the records that any collection lists, the newest first.
pub fn of_site(corpus: &Corpus, collections: &[Collection]) -> Vec<News> {
    let records = collections.iter().flat_map(|collection| &collection.records).copied();
    newest(corpus, records, |record| day_for_site(corpus, record))
}

fn day_for_site(corpus: &Corpus, record: usize) -> Option<Day> {
    let is_dated_here = !DATED_ELSEWHERE.contains(&&*corpus.records[record].kind);
    if is_dated_here { last_heard_of(corpus, record) } else { last_changed(&corpus.records[record]) }
}

fn newest(corpus: &Corpus, records: impl Iterator<Item = usize>, day: impl Fn(usize) -> Option<Day>) -> Vec<News> {
    let mut news: Vec<News> = records.filter_map(|record| Some(News { record, day: day(record)? })).collect();
    news.sort_by(|a, b| b.day.cmp(&a.day).then_with(|| corpus.records[a.record].id.cmp(&corpus.records[b.record].id)));
    news.truncate(LONGEST);
    news
}

fn last_heard_of(corpus: &Corpus, record: usize) -> Option<Day> {
    last_changed(&corpus.records[record]).or_else(|| date_of(corpus, record)?.latest())
}

/// The newest of a record's revision and of the entries of its status logs.
pub(super) fn last_changed(record: &Record) -> Option<Day> {
    let of_measures = record.measures.iter().flat_map(|measure| {
        let milestones = measure.milestones.iter().flat_map(|milestone| &milestone.log);
        measure.log.iter().chain(milestones)
    });
    let of_calendar = record.calendar.iter().flat_map(|milestone| &milestone.log);
    let logged = of_measures.chain(of_calendar).map(|entry| &entry.date);
    record.revised.iter().chain(logged).filter_map(When::latest).max()
}
