//! The dated points of the corpus, or of one record, as iCalendar (RFC 5545, with names and refreshing of RFC 7986).
//!
//! Each point that stands in time is an all-day event on its latest bound. Where that is more precise than the source,
//! the summary says the source's words first and the event is of the category of what is imprecise. What is as soon as
//! possible without a bound is left out: it has no day, and a task without one is what clients show least and lose
//! first; the page says it instead. So are the points that happen again and again without a day to begin with.

use std::collections::BTreeMap;

use crate::model::MilestoneType;
use crate::model::time::{Day, Precision};
use crate::prose::{slug, typography};
use crate::resolve::{Corpus, Due, State};
use crate::site::{Site, routes};

/// How long a line may be, in bytes, before it is folded (RFC 5545, 3.1).
const LONGEST: usize = 75;

/// The calendar of a record, or of the corpus where `record` is none.
pub fn calendar(site: &Site, record: Option<usize>, path: &str) -> String {
    let corpus = &site.corpus;
    let mut file = Lines::default();
    file.line("BEGIN", "VCALENDAR");
    file.line("VERSION", "2.0");
    file.line("PRODID", "-//recueil//recueil//FR");
    file.line("CALSCALE", "GREGORIAN");
    let title = match record {
        Some(at) => corpus.records[at].label(),
        None => &corpus.config.title,
    };
    let title = escaped(&typography::set(title, site.lang));
    file.line("NAME", &title);
    file.line("X-WR-CALNAME", &title);
    file.line("REFRESH-INTERVAL;VALUE=DURATION", "P1D");
    if let Some(address) = site.canonical(path) {
        file.line("SOURCE;VALUE=URI", &address);
    }
    let page = record.map_or_else(|| routes::calendar(site.lang).to_owned(), |at| site.path_of_record(at));
    if let Some(address) = site.canonical(&page) {
        file.line("URL", &address);
    }
    let dues: Vec<&Due> = match record {
        Some(at) => corpus.dues_of_record(at).collect(),
        None => corpus.dues().collect(),
    };
    let uids = uids(site, &dues);
    for due in dues {
        if let Some(day) = due.day() {
            event(&mut file, site, due, day, &uids[&identity(&site.corpus, due)]);
        }
    }
    file.line("END", "VCALENDAR");
    file.0
}

fn event(file: &mut Lines, site: &Site, due: &Due, day: Day, uid: &str) {
    let corpus = &site.corpus;
    let word = |key: &str| site.strings.get(key).to_owned();
    let set = |text: &str| escaped(&typography::set(text, site.lang));
    let record = &corpus.records[due.record];
    let milestone = due.source.milestone(record);
    let state = word(&format!("state.{}", due.state.key()));
    let date = due.when.display(site.lang);
    let is_exact = due.when.precision() == Precision::Day && due.when.is_exact_day();
    let stamp = stamp(site, due);
    file.line("BEGIN", "VEVENT");
    file.line("UID", uid);
    file.line("DTSTAMP", &stamp);
    file.line("LAST-MODIFIED", &stamp);
    file.line("SEQUENCE", &milestone.log.len().to_string());
    file.line("DTSTART;VALUE=DATE", &basic(day));
    // The end is the first day that is no longer part of it; the last day of the last year has none after it.
    if day < Day::LAST {
        file.line("DTEND;VALUE=DATE", &basic(day.plus_days(1)));
    }
    let title = set(&due.title);
    let summary = match is_exact {
        true => title,
        false if milestone.r#type == MilestoneType::Deadline => {
            format!("{} — {title}", set(&format!("{}{} {date}", word("due"), word("colon"))))
        }
        false => format!("{} — {title}", set(&date)),
    };
    file.line("SUMMARY", &summary);
    let said = |key: &str, value: &str| set(&format!("{}{} {value}", word(key), word("colon")));
    let mut description = vec![said("date", &date), said("state", &state), set(record.label())];
    let name = |at: &usize| corpus.records[*at].label().to_owned();
    let lead: Vec<String> = due.lead.iter().map(name).collect();
    if !lead.is_empty() {
        description.push(said("lead", &lead.join(", ")));
    }
    file.line("DESCRIPTION", &description.join("\\n"));
    let (path, fragment) = site.path_of(due.record, due.measures.first().map(|anchor| &**anchor));
    if let Some(address) = site.canonical(&path) {
        let fragment = fragment.map(|fragment| format!("#{fragment}")).unwrap_or_default();
        file.line("URL", &format!("{address}{fragment}"));
    }
    let kind = corpus.kinds.get(&record.kind).map_or(&*record.kind, |kind| kind.title.get(site.lang));
    let mut categories = vec![set(kind), set(&state)];
    categories.extend((!is_exact).then(|| set(&word("imprecise"))));
    file.line("CATEGORIES", &categories.join(","));
    let status = match due.state {
        State::Abandoned => "CANCELLED",
        _ if is_exact => "CONFIRMED",
        _ => "TENTATIVE",
    };
    file.line("STATUS", status);
    file.line("TRANSP", "TRANSPARENT");
    // As a program wants it: the date in EDTF, the state by its key.
    if let Some(edtf) = due.when.edtf() {
        file.line("X-RECUEIL-DATE", &escaped(&edtf));
    }
    file.line("X-RECUEIL-STATE", due.state.key());
    file.line("END", "VEVENT");
}

/// When the record was last revised, else signed; else the day that the site is judged at. Never the clock.
fn stamp(site: &Site, due: &Due) -> String {
    let record = &site.corpus.records[due.record];
    let revised = record.revised.as_ref().and_then(|when| when.latest());
    let signed = || record.instrument.as_ref()?.signed.as_ref()?.latest();
    let day = revised.or_else(signed).or(site.corpus.as_of).unwrap_or(Day::FIRST);
    format!("{}T000000Z", basic(day))
}

/// The identity of each point, for ever: its record and its own anchor, else the anchor of its measure, else the words
/// of its title. What would be the same twice in a record is numbered in the order of its file.
fn uids(site: &Site, dues: &[&Due]) -> BTreeMap<(usize, usize), String> {
    let corpus = &site.corpus;
    let host = site.base_url.as_deref().and_then(|url| url.split("://").nth(1)?.split(['/', ':']).next());
    // A name that no host has (RFC 2606) where the site does not say where it lives.
    let host = host.map_or_else(|| format!("{}.invalid", slug(&corpus.config.title)), str::to_owned);
    let in_order: BTreeMap<(usize, usize), &Due> = dues.iter().map(|due| (identity(corpus, due), *due)).collect();
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    let uid = |(identity, due): ((usize, usize), &Due)| {
        let event = match (&corpus.milestone(due).anchor, due.measures.as_slice(), corpus.milestone(due).title.as_str())
        {
            (Some(anchor), ..) => anchor.to_string(),
            (None, [measure], "") => measure.to_string(),
            (None, [measure], title) => format!("{measure}.{}", slug(title)),
            (None, _, title) => slug(title),
        };
        let name = format!("{}.{event}", corpus.records[due.record].id);
        let count = taken.entry(name.clone()).or_default();
        *count += 1;
        let number = if *count > 1 { format!(".{count}") } else { String::new() };
        (identity, format!("{name}{number}@{host}"))
    };
    in_order.into_iter().map(uid).collect()
}

/// Where a point stands in the sources: its record, and the place in the record's file.
fn identity(corpus: &Corpus, due: &Due) -> (usize, usize) {
    (due.record, corpus.milestone(due).span.start)
}

/// A day as RFC 5545 has it: `20200901`.
fn basic(day: Day) -> String {
    day.to_string().replace('-', "")
}

/// A text as a value (RFC 5545, 3.3.11).
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | ';' | ',' => out.extend(['\\', character]),
            '\n' => out.push_str("\\n"),
            character if character.is_control() => {}
            character => out.push(character),
        }
    }
    out
}

/// Lines that end in CRLF, folded between characters.
#[derive(Default)]
struct Lines(String);

impl Lines {
    /// `value` is escaped already, where its type wants it.
    fn line(&mut self, name: &str, value: &str) {
        let mut room = LONGEST;
        for mut rest in [name, ":", value] {
            while rest.len() > room {
                let (fits, folded) = rest.split_at(rest.floor_char_boundary(room));
                self.0.extend([fits, "\r\n "]);
                (rest, room) = (folded, LONGEST - 1);
            }
            self.0.push_str(rest);
            room -= rest.len();
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_by_bytes_and_never_within_a_character() {
        let mut file = Lines::default();
        let value = "é".repeat(200);
        file.line("SUMMARY", &value);
        assert!(file.0.ends_with("\r\n") && !file.0.trim_end().contains("\n\n"));
        assert!(file.0.split("\r\n").all(|line| line.len() <= LONGEST), "{:?}", file.0);
        assert_eq!(file.0.replace("\r\n ", ""), format!("SUMMARY:{value}\r\n"));
    }

    #[test]
    fn what_means_something_in_a_value_is_escaped() {
        assert_eq!(escaped("a; b, c\\d\ne\r\u{7}"), r"a\; b\, c\\d\ne");
    }
}
