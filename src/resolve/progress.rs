//! How far a measure is, and an axis, and an accord: by what the status logs say, and by nothing else.

use std::collections::HashMap;
use std::sync::Arc;

use crate::model::time::{Day, When};
use crate::model::{Measure, Progress, Record};

use super::milestones::{Due, State, state};

/// How a measure stands as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    Done,
    Partly,
    Started,
    Planned,
    Delayed,
    Late,
    Abandoned,
    /// A date of it is past, and nobody says what became of it.
    PastUnknown,
    /// Nobody says anything of it.
    Unknown,
}

impl Standing {
    /// In the order in which they are shown: what is known first.
    pub const ALL: [Standing; 9] = [
        Standing::Done,
        Standing::Partly,
        Standing::Started,
        Standing::Planned,
        Standing::Delayed,
        Standing::Late,
        Standing::Abandoned,
        Standing::PastUnknown,
        Standing::Unknown,
    ];

    pub fn key(self) -> &'static str {
        match self {
            Standing::Done => "done",
            Standing::Partly => "partly",
            Standing::Started => "started",
            Standing::Planned => "planned",
            Standing::Delayed => "delayed",
            Standing::Late => "late",
            Standing::Abandoned => "abandoned",
            Standing::PastUnknown => "past-unknown",
            Standing::Unknown => "unknown",
        }
    }

    /// True where a status log says something of it.
    pub fn is_known(self) -> bool {
        !matches!(self, Standing::PastUnknown | Standing::Unknown)
    }
}

/// How many measures stand how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally([usize; Standing::ALL.len()]);

impl Tally {
    pub fn of(standings: impl IntoIterator<Item = Standing>) -> Tally {
        let mut tally = Tally::default();
        standings.into_iter().for_each(|standing| tally.0[standing as usize] += 1);
        tally
    }

    pub fn count(&self, standing: Standing) -> usize {
        self.0[standing as usize]
    }

    pub fn total(&self) -> usize {
        self.0.iter().sum()
    }

    /// How many measures a log says something of.
    pub fn known(&self) -> usize {
        Standing::ALL.into_iter().filter(|standing| standing.is_known()).map(|standing| self.count(standing)).sum()
    }

    /// Those that there are, with their number.
    pub fn counts(&self) -> impl Iterator<Item = (Standing, usize)> {
        Standing::ALL.into_iter().map(|standing| (standing, self.count(standing))).filter(|(_, count)| *count > 0)
    }
}

/// How a measure stands, by the first of these that holds:
///
/// 1. its own log says last that it is done, or abandoned;
/// 2. each of its points is done, or each is abandoned; done and abandoned together make it done in part;
/// 3. it is late, or a point of it is;
/// 4. a point of it is done: it is done in part, since what is done stays done;
/// 5. its own date is past and its log says nothing since: unknown, and past;
/// 6. what its own log says last;
/// 7. what is furthest of what its points' logs say: done in part, else delayed, started, planned;
/// 8. nothing is said: unknown, and past where a point is. A point given up says nothing of the others.
///
/// `due` is the state of its own date by its own log, `said` the last word of that log, `points` the states of its other
/// points.
fn standing(due: Option<State>, said: Option<Progress>, points: &[State]) -> Standing {
    let any = |state: State| points.contains(&state);
    let all = |wanted: &[State]| !points.is_empty() && points.iter().all(|state| wanted.contains(state));
    match said {
        Some(Progress::Done) => return Standing::Done,
        Some(Progress::Abandoned) => return Standing::Abandoned,
        _ => {}
    }
    if all(&[State::Done]) {
        Standing::Done
    } else if all(&[State::Abandoned]) {
        Standing::Abandoned
    } else if all(&[State::Done, State::Abandoned]) {
        Standing::Partly
    } else if due == Some(State::Late) || any(State::Late) {
        Standing::Late
    } else if any(State::Done) {
        Standing::Partly
    } else if due == Some(State::PastUnknown) {
        Standing::PastUnknown
    } else {
        match said {
            Some(Progress::Partly) => Standing::Partly,
            Some(Progress::Delayed) => Standing::Delayed,
            Some(Progress::Started) => Standing::Started,
            Some(Progress::Planned) => Standing::Planned,
            _ if any(State::Partly) => Standing::Partly,
            _ if any(State::Delayed) => Standing::Delayed,
            _ if any(State::Started) => Standing::Started,
            _ if any(State::Planned) => Standing::Planned,
            _ if any(State::PastUnknown) => Standing::PastUnknown,
            _ => Standing::Unknown,
        }
    }
}

/// How the measures of a record stand, in their order. `dues` are its dated points.
pub(super) fn standings(record: &Record, dues: &[Arc<Due>], as_of: Option<Day>) -> Vec<Standing> {
    let mut points: HashMap<&str, Vec<Point>> = HashMap::new();
    for due in dues {
        let point = Point { due, has_log: !due.source.milestone(record).log.is_empty() };
        due.measures.iter().for_each(|anchor| points.entry(anchor).or_default().push(point));
    }
    let signed = record.instrument.as_ref().and_then(|instrument| instrument.signed.as_ref());
    let of = |measure: &Measure| {
        let points = points.get(&*measure.anchor).map_or(&[][..], Vec::as_slice);
        of_measure(measure, signed, points, as_of)
    };
    record.measures.iter().map(of).collect()
}

/// A dated point, and whether it has a status log of its own.
#[derive(Clone, Copy)]
struct Point<'a> {
    due: &'a Due,
    has_log: bool,
}

fn of_measure(measure: &Measure, signed: Option<&When>, points: &[Point], as_of: Option<Day>) -> Standing {
    let own = measure.milestones.iter().find(|milestone| milestone.title.is_empty());
    let own = own.map(|milestone| signed.map_or_else(|| milestone.when.clone(), |at| milestone.when.anchored(at)));
    let due = own.as_ref().map(|when| state(when, &measure.log, as_of));
    // A line of the calendar that only says the measure's own date again is no part of it.
    let says_again = |point: &&Point| {
        let bounds = |when: &When| (when.earliest(), when.latest(), when.is_asap());
        point.due.is_own || !point.has_log && own.as_ref().is_some_and(|own| bounds(own) == bounds(&point.due.when))
    };
    let points: Vec<State> = points.iter().filter(|point| !says_again(point)).map(|point| point.due.state).collect();
    standing(due, measure.log.last().map(|entry| entry.state), &points)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_measure_stands_as_its_logs_say() {
        use Progress as P;
        use State::{Abandoned, Delayed, Done, Late, Partly, PastUnknown, Planned, Started, Upcoming};
        for (due, said, points, expected) in [
            // Nothing is said.
            (None, None, &[][..], "unknown"),
            (Some(Upcoming), None, &[][..], "unknown"),
            (Some(PastUnknown), None, &[][..], "past-unknown"),
            (None, None, &[Upcoming][..], "unknown"),
            (None, None, &[Upcoming, PastUnknown][..], "past-unknown"),
            (None, None, &[Upcoming, Abandoned][..], "unknown"),
            (None, None, &[PastUnknown, Abandoned][..], "past-unknown"),
            // The measure's own log says it.
            (None, Some(P::Planned), &[][..], "planned"),
            (Some(Started), Some(P::Started), &[][..], "started"),
            (Some(Delayed), Some(P::Delayed), &[][..], "delayed"),
            (Some(Partly), Some(P::Partly), &[PastUnknown][..], "partly"),
            (Some(Done), Some(P::Done), &[Done, Upcoming][..], "done"),
            (Some(Done), Some(P::Done), &[Late][..], "done"),
            (Some(Abandoned), Some(P::Abandoned), &[Done][..], "abandoned"),
            (Some(Late), Some(P::Started), &[][..], "late"),
            // It was said before the date, and nothing since.
            (Some(PastUnknown), Some(P::Started), &[][..], "past-unknown"),
            (Some(PastUnknown), Some(P::Started), &[Started][..], "past-unknown"),
            // The logs of its points say it.
            (None, None, &[Done, Done][..], "done"),
            (Some(PastUnknown), None, &[Done][..], "done"),
            (None, Some(P::Started), &[Done, Done][..], "done"),
            (None, None, &[Abandoned, Abandoned][..], "abandoned"),
            (None, None, &[Done, Abandoned][..], "partly"),
            (None, None, &[Done, Upcoming][..], "partly"),
            (Some(PastUnknown), None, &[Done, PastUnknown][..], "partly"),
            (None, Some(P::Started), &[Done, Upcoming][..], "partly"),
            (None, None, &[Done, Late][..], "late"),
            (Some(Late), Some(P::Delayed), &[Done, Upcoming][..], "late"),
            (None, None, &[Partly, Started][..], "partly"),
            (None, None, &[Started, Delayed][..], "delayed"),
            (None, None, &[Started, PastUnknown][..], "started"),
            (None, None, &[Planned, Upcoming][..], "planned"),
            (None, Some(P::Planned), &[Started][..], "planned"),
        ] {
            assert_eq!(standing(due, said, points).key(), expected, "{due:?}, {said:?}, {points:?}");
        }
    }

    #[test]
    fn a_tally_counts_what_is_unknown_apart() {
        let tally = Tally::of([Standing::Done, Standing::Unknown, Standing::PastUnknown, Standing::Unknown]);
        assert_eq!((tally.total(), tally.known(), tally.count(Standing::Unknown)), (4, 1, 2));
        let counts: Vec<_> = tally.counts().map(|(standing, count)| (standing.key(), count)).collect();
        assert_eq!(counts, [("done", 1), ("past-unknown", 1), ("unknown", 2)]);
        assert!(Standing::ALL.into_iter().enumerate().all(|(at, standing)| standing as usize == at));
    }
}
