//! What falls due when, and how it stands at the as-of date.

use std::sync::Arc;

use crate::model::time::{Day, When};
use crate::model::{Link, Measure, Milestone, Progress, Record, StatusEntry};

use super::index::ById;

/// A dated point of the corpus with its state: from a measure, or from a record's own calendar. It says nothing of where it
/// stands in the file, so that it stays what it is when words above it come or go.
#[derive(Debug, PartialEq)]
pub struct Due {
    /// The record, by index.
    pub record: usize,
    /// Which milestone of the record it is.
    pub source: Source,
    /// True for the date of the measure as a whole, which the measure's title names.
    pub is_own: bool,
    /// The anchors of the measures that it belongs to; none for a line of the calendar that names none.
    pub measures: Vec<Arc<str>>,
    /// What is due, in plain words: the milestone's own title, else the measure's.
    pub title: String,
    /// Counted from the signature where the milestone is.
    pub when: When,
    /// The organisations that lead and take part, by index, the measure's own included.
    pub lead: Vec<usize>,
    pub actors: Vec<usize>,
    /// The themes of its measures, else those of its record, by index.
    pub themes: Vec<usize>,
    pub state: State,
}

/// Which milestone of its record a dated point is, by index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    Calendar(usize),
    Measure { measure: usize, milestone: usize },
}

impl Source {
    /// The milestone in its record.
    pub fn milestone(self, record: &Record) -> &Milestone {
        match self {
            Source::Calendar(at) => &record.calendar[at],
            Source::Measure { measure, milestone } => &record.measures[measure].milestones[milestone],
        }
    }
}

impl Due {
    /// The day that a calendar of days puts it on: its latest bound, else the first where it has no end. Nothing for what
    /// is as soon as possible without a bound, or happens again and again.
    pub fn day(&self) -> Option<Day> {
        let is_open = self.when.is_asap() || self.when.is_recurring() || self.when.is_continuous();
        self.when.latest().or_else(|| self.when.earliest().filter(|_| !is_open))
    }
}

/// How a dated point stands. Late is a public accusation: only an entry of the status log can say so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Past its latest bound, and an entry of the log from after it says that it is not done.
    Late,
    /// Past its latest bound, with no such entry: "échéance passée, suite non renseignée".
    PastUnknown,
    Upcoming,
    Planned,
    Started,
    Partly,
    Delayed,
    Done,
    Abandoned,
}

impl State {
    /// The key of its word in the interface's strings, after `state.`: `late`, `past-unknown`…
    pub fn key(self) -> &'static str {
        match self {
            State::Late => "late",
            State::PastUnknown => "past-unknown",
            State::Upcoming => "upcoming",
            State::Planned => "planned",
            State::Started => "started",
            State::Partly => "partly",
            State::Delayed => "delayed",
            State::Done => "done",
            State::Abandoned => "abandoned",
        }
    }
}

/// How a point stands at a day, by its date and its log up to that day. Without a day nothing is past.
pub fn state(when: &When, log: &[StatusEntry], as_of: Option<Day>) -> State {
    let last = log.last();
    let is_past = as_of.is_some_and(|day| when.is_past(day));
    match last.map(|entry| entry.state) {
        Some(Progress::Done) => State::Done,
        Some(Progress::Abandoned) => State::Abandoned,
        Some(_) | None if is_past => {
            let said_after = |entry: &StatusEntry| when.latest().is_some_and(|bound| entry.date.certainly_after(bound));
            if last.is_some_and(said_after) { State::Late } else { State::PastUnknown }
        }
        Some(Progress::Planned) => State::Planned,
        Some(Progress::Started) => State::Started,
        Some(Progress::Partly) => State::Partly,
        Some(Progress::Delayed) => State::Delayed,
        None => State::Upcoming,
    }
}

/// How a point of a measure stands: by its own log. Without one it takes from the measure's what is true of every part,
/// that all is done or abandoned; that a measure goes on says nothing of a point that is past.
fn point_state(when: &When, own: &[StatusEntry], of_measure: &[StatusEntry], as_of: Option<Day>) -> State {
    match state(when, of_measure, as_of) {
        whole @ (State::Done | State::Abandoned) if own.is_empty() => whole,
        _ => state(when, own, as_of),
    }
}

/// Every dated point of a record, in the order of time.
pub(super) fn dues(at: usize, record: &Record, by_id: &ById, as_of: Option<Day>) -> Vec<Arc<Due>> {
    let signed = record.instrument.as_ref().and_then(|instrument| instrument.signed.as_ref());
    let anchored = |when: &When| signed.map_or_else(|| when.clone(), |signed| when.anchored(signed));
    let due = |milestone: &Milestone, source, measures: &[&Measure], title: &str, when, state| Due {
        record: at,
        source,
        is_own: milestone.title.is_empty(),
        measures: measures.iter().map(|measure| measure.anchor.clone()).collect(),
        title: title.to_owned(),
        when,
        lead: organisations(&milestone.lead, measures, "lead", by_id),
        actors: organisations(&milestone.actors, measures, "actors", by_id),
        themes: themes(record, measures, by_id),
        state,
    };
    let mut dues: Vec<Due> = Vec::new();
    for (index, milestone) in record.calendar.iter().enumerate() {
        let of = |number: &String| record.measures.iter().find(|measure| measure.number == *number);
        let measures: Vec<&Measure> = milestone.measures.iter().filter_map(|(number, _)| of(number)).collect();
        let when = anchored(&milestone.when);
        let of_measure = if let [measure] = measures.as_slice() { measure.log.as_slice() } else { &[] };
        let state = point_state(&when, &milestone.log, of_measure, as_of);
        dues.push(due(milestone, Source::Calendar(index), &measures, &milestone.title, when, state));
    }
    let of_calendar = dues.len();
    for (number, measure) in record.measures.iter().enumerate() {
        for (index, milestone) in measure.milestones.iter().enumerate() {
            let when = anchored(&milestone.when);
            // The calendar of an accord often says again what a measure says: one fact, one point.
            let told = dues[..of_calendar].iter().any(|due| {
                due.measures.contains(&measure.anchor)
                    && (due.when.earliest(), due.when.latest()) == (when.earliest(), when.latest())
                    && due.when.is_asap() == when.is_asap()
            });
            if told && milestone.log.is_empty() {
                continue;
            }
            // `due:` is the measure's own date, which its log is about; a milestone is only a part of it.
            let (title, state) = match milestone.title.is_empty() {
                true => (&measure.title, state(&when, &measure.log, as_of)),
                false => (&milestone.title, point_state(&when, &milestone.log, &measure.log, as_of)),
            };
            let source = Source::Measure { measure: number, milestone: index };
            dues.push(due(milestone, source, &[measure], title, when, state));
        }
    }
    let place = |due: &Due| due.source.milestone(record).span.start;
    dues.sort_by(|a, b| a.when.cmp(&b.when).then_with(|| place(a).cmp(&place(b))));
    // Not collected: that would keep the room of the points for their handles.
    let mut all = Vec::with_capacity(dues.len());
    all.extend(dues.into_iter().map(Arc::new));
    all
}

/// The organisations that a point names and those that its measures name, by index, each once, in that order.
fn organisations(own: &[Arc<str>], measures: &[&Measure], field: &str, by_id: &ById) -> Vec<usize> {
    let named = own.iter().filter_map(|id| by_id.get(id).copied());
    let inherited = measures.iter().flat_map(|measure| measure.fields.links(field));
    each_once(named.chain(inherited.filter_map(|link| by_id.get(&*link.target).copied())))
}

/// The themes of the measures, else those of the record, by index, each once.
fn themes(record: &Record, measures: &[&Measure], by_id: &ById) -> Vec<usize> {
    let mut links: Vec<&Link> = measures.iter().flat_map(|measure| measure.fields.links("themes")).collect();
    if links.is_empty() {
        links = record.fields.links("themes").collect();
    }
    each_once(links.into_iter().filter_map(|link| by_id.get(&*link.target).copied()))
}

fn each_once(all: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    for one in all {
        if !found.contains(&one) {
            found.push(one);
        }
    }
    found
}

/// Leaves out of every status log what was said after that day: at that day nobody knew.
pub(super) fn forget_later(records: &mut [Arc<Record>], as_of: Day) {
    let is_later = |entry: &StatusEntry| entry.date.certainly_after(as_of);
    let forget = |log: &mut Vec<StatusEntry>| log.retain(|entry| !is_later(entry));
    for record in records {
        if !logged(record).any(is_later) {
            continue;
        }
        let record = Arc::make_mut(record);
        for measure in &mut record.measures {
            forget(&mut measure.log);
            measure.milestones.iter_mut().for_each(|milestone| forget(&mut milestone.log));
        }
        record.calendar.iter_mut().for_each(|milestone| forget(&mut milestone.log));
    }
}

/// The newest signature or status entry, at its latest bound: what the as-of date is when nobody says it.
pub(super) fn newest(records: &[Arc<Record>]) -> Option<Day> {
    let signed = records.iter().filter_map(|record| record.instrument.as_ref()?.signed.as_ref());
    let logged = records.iter().flat_map(|record| logged(record)).map(|entry| &entry.date);
    signed.chain(logged).filter_map(When::latest).max()
}

/// Every status entry of a record.
fn logged(record: &Record) -> impl Iterator<Item = &StatusEntry> {
    let of_measures = record
        .measures
        .iter()
        .flat_map(|measure| measure.log.iter().chain(measure.milestones.iter().flat_map(|milestone| &milestone.log)));
    of_measures.chain(record.calendar.iter().flat_map(|milestone| &milestone.log))
}
