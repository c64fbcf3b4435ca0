//! What falls due when, and how it stands at the as-of date.

use crate::model::Milestone;
use crate::model::time::When;

/// A dated point of the corpus with its state: from a measure, or from an instrument's own calendar.
#[derive(Clone, Debug)]
pub struct Due {
    /// The record, by index.
    pub record: usize,
    /// The anchor of the measure that it belongs to; `None` for a line of the calendar.
    pub measure: Option<String>,
    /// What is due, in plain words: the milestone's own title, else the measure's.
    pub title: String,
    pub when: When,
    pub milestone: Milestone,
    /// The organisations that lead and take part, by index, the measure's own included.
    pub lead: Vec<usize>,
    pub actors: Vec<usize>,
    pub state: State,
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
