//! The ways in which a text can say when: at a moment, through a span, by a deadline, from the signature on, again and again.

use super::unit::{Bounds, Moment};
use super::{Day, TimeError};

/// What a text says of a moment, before anything else bounds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Form {
    At(Moment),
    Span {
        from: Edge,
        to: Edge,
    },
    /// One day of a set, as EDTF writes `[a..b]`; a deadline has no first one.
    OneOf {
        first: Edge,
        last: Edge,
    },
    /// Strictly before.
    Before(Moment),
    AsSoonAs,
    /// « au fil de l’eau »
    Continuous,
    FromSignature {
        how: Anchor,
        count: u16,
        step: Step,
    },
    Every {
        count: u16,
        step: Step,
    },
    Undefined,
}

/// One end of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Edge {
    At(Moment),
    Open,
    Unknown,
}

/// How a duration hangs on the signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Anchor {
    Within,
    After,
    From,
}

/// What durations and recurrences are counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Step {
    Day,
    Week,
    Month,
    Year,
}

impl Edge {
    pub fn start(self) -> Option<Day> {
        match self {
            Edge::At(moment) => Some(moment.bounds().0),
            _ => None,
        }
    }

    /// Open and unknown ends sort last.
    pub fn end(self) -> (bool, Option<Day>) {
        match self {
            Edge::At(moment) => (false, Some(moment.bounds().1)),
            _ => (true, None),
        }
    }
}

impl Form {
    pub fn span(from: Edge, to: Edge) -> Result<Form, TimeError> {
        match (from, to) {
            (Edge::At(a), Edge::At(b)) if a.bounds().0 > b.bounds().1 => {
                Err(TimeError::end_before_start(a.bounds().0, b.bounds().1))
            }
            (Edge::At(a), Edge::At(b)) if a == b => Ok(Form::At(a)),
            (Edge::At(_), _) | (_, Edge::At(_)) => Ok(Form::Span { from, to }),
            _ => Err(TimeError::unknown("../..")),
        }
    }

    pub fn one_of(first: Edge, last: Edge) -> Result<Form, TimeError> {
        match (first, last) {
            (Edge::At(a), Edge::At(b)) if a.bounds().0 > b.bounds().1 => {
                Err(TimeError::end_before_start(a.bounds().0, b.bounds().1))
            }
            _ => Ok(Form::OneOf { first, last }),
        }
    }

    /// At the latest at this moment.
    pub fn by(moment: Moment) -> Form {
        Form::OneOf { first: Edge::Open, last: Edge::At(moment) }
    }

    /// Twelve months are a year and seven days a week, so that the same rhythm is the same form.
    pub fn every(count: u16, step: Step) -> Form {
        match step {
            Step::Month if count.is_multiple_of(12) => Form::Every { count: count / 12, step: Step::Year },
            Step::Day if count.is_multiple_of(7) => Form::Every { count: count / 7, step: Step::Week },
            _ => Form::Every { count, step },
        }
    }

    /// The first and the last possible day as the form alone has them.
    pub fn bounds(self) -> (Option<Day>, Option<Day>) {
        let ends = |from: Edge, to: Edge| {
            let (first, last) = (from.start(), to.end().1);
            (first, last)
        };
        match self {
            Form::At(moment) => {
                let (first, last): Bounds = moment.bounds();
                (Some(first), Some(last))
            }
            Form::Span { from, to } => ends(from, to),
            Form::OneOf { first, last } => ends(first, last),
            Form::Before(moment) => (None, moment.last_day_before().ok()),
            _ => (None, None),
        }
    }
}

impl Step {
    /// The day that many steps later.
    pub fn after(self, day: Day, count: u16) -> Day {
        let count = i32::from(count);
        match self {
            Step::Day => day.plus_days(count),
            Step::Week => day.plus_days(7 * count),
            Step::Month => day.plus_months(count),
            Step::Year => day.plus_months(12 * count),
        }
    }
}
