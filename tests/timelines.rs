//! One list of dated points gives a table, two drawings and an iCalendar file, and each measure a small line of its own:
//! all of them are read back from the built site of the demonstration corpus, and state the same facts.

mod html;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use html::Token;
use recueil::compile::{self, Options};
use recueil::emit::Press;
use recueil::model::time::{Day, When};
use recueil::site::timeline::{Of, Page};
use recueil::site::{Site, Target};

/// What is stated of a dated point: its date in EDTF, its words, and how it stands.
type Fact = (String, String, String);

/// An event of an iCalendar file, by its properties.
type Event = BTreeMap<String, String>;

fn site() -> Site {
    let (inputs, _) =
        recueil::read::read(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the repository holds a corpus");
    compile::check(&inputs, &Options::default()).site.expect("the default theme is there")
}

/// The text at the route of a target.
fn output(site: &Site, press: &Press<&Site>, target: &Target) -> String {
    let route = site.routes().iter().find(|route| route.target == *target).expect("the target has a route");
    String::from_utf8(press.emit(route).expect("it can be drawn").into_owned()).expect("it is text")
}

/// What the tables and the drawings of a page state, by where it stands: `table`, `wide`, `narrow`.
fn facts_of_page(page: &str) -> BTreeMap<&'static str, Vec<Fact>> {
    let mut facts: BTreeMap<&str, Vec<Fact>> = BTreeMap::new();
    let (mut row, mut drawing): (Option<(String, String)>, Option<&'static str>) = (None, None);
    let mut point: Option<(String, String)> = None;
    for token in html::tokens(page) {
        let tag = match token {
            Token::Open(tag) => tag,
            // The title of a point: its date in words, its label, its state in words.
            Token::Text { text, .. } => {
                if let (Some((date, state)), Some(drawing)) = (point.take(), drawing) {
                    let said = html::unescape(text);
                    let label = said.split_once("\u{a0}: ").and_then(|(_, rest)| Some(rest.rsplit_once(" (")?.0));
                    let label = label.unwrap_or_else(|| panic!("a point says {said}")).to_owned();
                    facts.entry(drawing).or_default().push((date, label, state));
                }
                continue;
            }
            Token::Close { .. } => continue,
        };
        let class = tag.attribute("class").unwrap_or_default();
        let given = |name: &str| tag.attribute(name).unwrap_or_default().to_owned();
        let state = |prefix: &str| class.strip_prefix(prefix).map(str::to_owned);
        match tag.name {
            "svg" => drawing = ["wide", "narrow"].into_iter().find(|width| class == format!("tl tl-{width}")),
            "tr" => row = tag.attribute("data-date").map(|date| (date.to_owned(), given("data-label"))),
            "span" if row.is_some() => {
                if let (Some(state), Some((date, label))) = (state("state is-"), row.take_if(|_| class.contains("is-")))
                {
                    facts.entry("table").or_default().push((date, label, state));
                }
            }
            "g" => point = state("tl-point is-").map(|state| (given("data-date"), state)),
            _ => {}
        }
    }
    facts.values_mut().for_each(|facts| facts.sort());
    facts
}

/// What the small line of a measure draws, and what the lists beside it tell: each a date in EDTF and the key of its mark.
#[derive(Default)]
struct Moments {
    drawn: Vec<(String, String)>,
    told: Vec<(String, String)>,
}

/// The moments on a page by the measure that they stand in, of those that have any; on the page of one measure, which
/// stands in none, by nothing.
fn moments_of_page(page: &str) -> BTreeMap<String, Moments> {
    let mut found: BTreeMap<String, Moments> = BTreeMap::new();
    let (mut measure, mut is_line, mut listed) = (String::new(), false, None);
    for token in html::tokens(page) {
        let tag = match token {
            Token::Open(tag) => tag,
            Token::Close { name: "section", .. } => {
                measure.clear();
                continue;
            }
            _ => continue,
        };
        let class = tag.attribute("class").unwrap_or_default();
        let given = |name: &str| tag.attribute(name).map(str::to_owned);
        // A moment is told by its mark, a milestone by its state.
        let key = class.strip_prefix("tl-mark tl-point is-").or_else(|| class.strip_prefix("state is-"));
        if let Some((date, key)) = listed.take_if(|_| key.is_some()).zip(key) {
            found.entry(measure.clone()).or_default().told.push((date, key.to_owned()));
        }
        match tag.name {
            "section" if class == "measure" => measure = given("id").expect("a measure has an id"),
            "svg" => is_line = class.contains("tl-moments"),
            "g" if is_line => {
                let key = class.strip_prefix("tl-point is-").expect("a mark has a key").to_owned();
                let date = given("data-date").expect("a mark has a date");
                found.entry(measure.clone()).or_default().drawn.push((date, key));
            }
            "li" => listed = given("data-date"),
            _ => {}
        }
    }
    found.values_mut().for_each(|moments| {
        moments.drawn.sort();
        moments.told.sort();
    });
    found
}

/// The events of an iCalendar file: its lines unfolded, its values as they are meant. What RFC 5545 asks of every file and
/// every event is asserted on the way.
fn events(ics: &str) -> Vec<Event> {
    assert!(ics.ends_with("END:VCALENDAR\r\n") && !ics.replace("\r\n", "").contains(['\r', '\n']));
    assert!(ics.split("\r\n").all(|line| line.len() <= 75), "a line is longer than 75 bytes");
    let mut events: Vec<Event> = Vec::new();
    for line in ics.replace("\r\n ", "").lines() {
        let (name, value) = line.split_once(':').expect("every line has a name and a value");
        let name = name.split(';').next().unwrap_or(name);
        match (name, value) {
            ("BEGIN", "VEVENT") => events.push(Event::new()),
            ("BEGIN" | "END", _) => {}
            _ => {
                let meant = value.replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\");
                if let Some(event) = events.last_mut() {
                    assert_eq!(event.insert(name.to_owned(), meant), None, "{name} is given twice");
                }
            }
        }
    }
    for event in &events {
        for name in ["UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "STATUS", "CATEGORIES", "SEQUENCE"] {
            assert!(event.contains_key(name), "{name} is missing: {event:?}");
        }
    }
    let mut uids: Vec<&String> = events.iter().map(|event| &event["UID"]).collect();
    uids.sort();
    uids.dedup();
    assert_eq!(uids.len(), events.len(), "two events have one identity");
    events
}

fn day(basic: &str) -> Day {
    Day::parse(&format!("{}-{}-{}", &basic[..4], &basic[4..6], &basic[6..8])).expect("a day as RFC 5545 has it")
}

/// True of a date in EDTF that stands nowhere in time.
fn has_no_day(date: &str) -> bool {
    date.is_empty() || date.starts_with("FREQ") || date.ends_with('/')
}

/// Takes the fact of each event out of those of the table; what is left has no day to stand on.
fn compare(events: &[Event], table: &[Fact], what: &str) {
    let mut left = table.to_vec();
    for event in events {
        let (date, state) = (&event["X-RECUEIL-DATE"], &event["X-RECUEIL-STATE"]);
        let says = |label: &str| event["SUMMARY"] == label || event["SUMMARY"].ends_with(&format!(" — {label}"));
        let same = |fact: &Fact| fact.0 == *date && fact.2 == *state && says(&fact.1);
        let at = left.iter().position(same).unwrap_or_else(|| panic!("{what}: the table lacks {event:?}"));
        left.remove(at);
        // The event lies on the last day that the date may be, else on its first; its end is the day after.
        let when = When::parse(date).expect("EDTF is a date");
        let on = day(&event["DTSTART"]);
        assert_eq!(day(&event["DTEND"]), on.plus_days(1), "{what}: {event:?}");
        let bound = when.latest().or(when.earliest());
        // Words such as « début 2021 » mean a third of a year at most, of which EDTF can only name the month in its middle.
        let is_near = bound.is_some_and(|bound| bound.days_until(on).abs() <= 123);
        assert!(if date.contains('~') { is_near } else { bound == Some(on) }, "{what}: {date} on {on}");
        // An event on one day of several says which day it is not.
        let is_exact = date.len() == 10 && !date.contains(['~', '?', '%']);
        let words = event["SUMMARY"].contains(" — ") && event["CATEGORIES"].contains("Date imprécise");
        assert!(is_exact || words && event["STATUS"] != "CONFIRMED", "{what}: {event:?}");
    }
    for (date, label, _) in &left {
        assert!(has_no_day(date) || date.ends_with("/.."), "{what}: no event for {date} {label}");
    }
}

#[test]
fn the_table_the_drawings_and_the_calendar_state_the_same_facts() {
    let site = site();
    let press = Press::new(&site);
    let mut told = 0;
    let mut pages: Vec<(String, Target, Target)> =
        vec![("the corpus".to_owned(), Target::Timeline(Page::Whole), Target::Ics { record: None })];
    for route in site.routes() {
        if let Target::Ics { record: Some(record) } = route.target {
            pages.push((route.path.clone(), Target::Record { record }, route.target.clone()));
        }
    }
    assert!(pages.len() > 10, "only {} calendars", pages.len());
    for (what, page, ics) in pages {
        let page = facts_of_page(&output(&site, &press, &page));
        let events = events(&output(&site, &press, &ics));
        let table = &page["table"];
        assert!(!events.is_empty(), "{what}: no event");
        compare(&events, table, &what);
        for drawing in ["wide", "narrow"] {
            if let Some(drawn) = page.get(drawing) {
                assert_eq!(drawn, table, "{what}: the {drawing} drawing and the table differ");
                told += drawn.len();
            }
        }
    }
    assert!(told > 100, "only {told} points were drawn");
}

#[test]
fn what_the_page_of_a_value_lists_is_what_the_whole_has_of_it() {
    let site = site();
    let press = Press::new(&site);
    let whole = facts_of_page(&output(&site, &press, &Target::Timeline(Page::Whole)));
    for (facet, of) in site.timeline.facets.iter().enumerate() {
        for (value, of) in of.values.iter().enumerate() {
            // A few points are told by the calendar on the record's own page.
            let target = match of.of {
                Of::Record(record) if !of.has_page => Target::Record { record },
                _ => Target::Timeline(Page::Value { facet, value, stretch: None, part: None }),
            };
            let facts = facts_of_page(&output(&site, &press, &target));
            assert_eq!(facts["table"].len(), of.points.len(), "{}", of.key);
            assert!(facts["table"].iter().all(|fact| whole["table"].contains(fact)), "{}", of.key);
        }
    }
}

#[test]
fn the_small_line_of_a_measure_states_what_is_beside_it_in_the_accord_and_on_its_own_page() {
    let site = site();
    let press = Press::new(&site);
    let (mut lines, mut marks) = (0, 0);
    for (index, record) in site.corpus.records.iter().enumerate().filter(|(_, record)| !record.measures.is_empty()) {
        let page = output(&site, &press, &Target::Record { record: index });
        let table = facts_of_page(&page).remove("table").unwrap_or_default();
        let mut beside = moments_of_page(&page);
        for (at, measure) in record.measures.iter().enumerate() {
            let what = format!("{}#{}", record.id, measure.anchor);
            let card = beside.remove(&*measure.anchor).unwrap_or_default();
            let own = output(&site, &press, &Target::Measure { record: index, measure: at });
            let own = moments_of_page(&own).remove("").unwrap_or_default();
            assert_eq!(card.drawn, own.drawn, "{what}: the accord and the measure's own page differ");
            assert!(own.told.is_empty() || own.told == card.told, "{what}: {:?}, {:?}", card.told, own.told);
            // The same due date stands in the calendar of the accord, in the same state where the mark says one.
            for (date, key) in card.told.iter().filter(|(_, key)| key != "announced") {
                let logged = measure.log.iter().any(|entry| entry.date.edtf().as_ref() == Some(date));
                let is_there = |fact: &&Fact| fact.0 == *date && (key == "due" || fact.2 == *key);
                assert!(logged || table.iter().any(|fact| is_there(&fact)), "{what}: {date} {key}");
            }
            if card.drawn.is_empty() {
                let days = card.told.iter().filter(|(date, _)| !has_no_day(date));
                let days: BTreeSet<&String> = days.map(|(date, _)| date).collect();
                assert!(days.len() < 2, "{what}: {days:?} have no line");
                continue;
            }
            let mut left = card.told.clone();
            for mark in &card.drawn {
                let at = left.iter().position(|told| told == mark);
                left.remove(at.unwrap_or_else(|| panic!("{what}: {mark:?} is drawn and told nowhere")));
            }
            assert!(left.iter().all(|(date, _)| has_no_day(date)), "{what}: {left:?} are told and not drawn");
            lines += 1;
            marks += card.drawn.len();
        }
        beside.remove("");
        assert!(beside.is_empty(), "{}: moments of no measure", record.id);
    }
    assert!(lines > 5 && marks > 15, "only {lines} lines with {marks} marks");
}
