//! Before, after and how precisely: the total order for lists, the three-valued one for rules.

use std::cmp::Ordering;

use super::form::{Form, Step};
use super::unit::Unit;
use super::{Day, When};

/// How precise a date is; the more precise sorts first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    Day,
    Month,
    Quarter,
    FourMonth,
    Half,
    Year,
    /// Any other stretch of days: an interval, a season, a third of a unit, a deadline, an open end.
    Interval,
    /// As soon as possible: no date of its own.
    AsSoonAs,
    /// Again and again, or all the time.
    Recurring,
    /// Counted from a signature that is not known.
    Relative,
    /// To be defined.
    Undefined,
}

/// How two dates stand to each other when each may be any day within its bounds (ISO 8601-2 gives no order of its own).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// The first one is over before the other can begin.
    Before,
    /// Nothing is certain.
    Overlaps,
    /// The first one cannot begin before the other is over.
    After,
}

/// What dates are sorted by: dated ones by last possible day, first possible day and precision; then open ends; then
/// what is as soon as possible, by the day it counts from; then what recurs, is not anchored or is undefined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SortKey {
    group: u8,
    major: Bound,
    minor: Bound,
    precision: Precision,
}

/// A bound as a place on the line of days: an open start lies before all of them, an open end after.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Bound {
    Before,
    At(Day),
    After,
}

impl When {
    /// How precise it is.
    pub fn precision(&self) -> Precision {
        match self.form {
            Form::At(moment) if moment.third.is_none() => match moment.unit {
                Unit::Day(_) => Precision::Day,
                Unit::Month { .. } => Precision::Month,
                Unit::Quarter { .. } => Precision::Quarter,
                Unit::FourMonth { .. } => Precision::FourMonth,
                Unit::Half { .. } => Precision::Half,
                Unit::Year(_) => Precision::Year,
                Unit::Season { .. } => Precision::Interval,
            },
            Form::At(_) | Form::Span { .. } | Form::OneOf { .. } | Form::Before(_) => Precision::Interval,
            Form::AsSoonAs => Precision::AsSoonAs,
            Form::Continuous | Form::Every { .. } => Precision::Recurring,
            Form::FromSignature { .. } if self.is_relative() => Precision::Relative,
            Form::FromSignature { .. } => match (self.earliest, self.latest) {
                (Some(first), Some(last)) if first == last => Precision::Day,
                _ => Precision::Interval,
            },
            Form::Undefined => Precision::Undefined,
        }
    }

    /// Whether it is exactly one day, without doubt.
    pub fn is_exact_day(&self) -> bool {
        self.precision() == Precision::Day && self.earliest.is_some() && self.earliest == self.latest
    }

    /// What lists are sorted by; equal keys are told apart by the record's id.
    pub fn sort_key(&self) -> SortKey {
        let precision = self.precision();
        let group = match precision {
            Precision::AsSoonAs => 2,
            Precision::Recurring => 3,
            Precision::Relative => 4,
            Precision::Undefined => 5,
            _ if self.latest.is_none() => 1,
            _ => 0,
        };
        let last = self.latest.map_or(Bound::After, Bound::At);
        let (major, minor) = match group {
            2 => (self.earliest.map_or(Bound::After, Bound::At), last),
            _ => (last, self.earliest.map_or(Bound::Before, Bound::At)),
        };
        SortKey { group, major, minor, precision }
    }

    /// How it stands to another one; certain only where the bounds do not touch.
    pub fn compare(&self, other: &When) -> Relation {
        let over = |a: &When, b: &When| matches!((a.latest, b.earliest), (Some(last), Some(first)) if last < first);
        match (over(self, other), over(other, self)) {
            (true, _) => Relation::Before,
            (_, true) => Relation::After,
            _ => Relation::Overlaps,
        }
    }

    /// Every day it may be is before `day`.
    pub fn certainly_before(&self, day: Day) -> bool {
        self.latest.is_some_and(|last| last < day)
    }

    /// Every day it may be is after `day`.
    pub fn certainly_after(&self, day: Day) -> bool {
        self.earliest.is_some_and(|first| first > day)
    }

    /// Whether its last possible day is over on `as_of`. What has no last day, such as an open end or as soon as
    /// possible without a bound, is never past; nor is what recurs or goes on.
    pub fn is_past(&self, as_of: Day) -> bool {
        self.certainly_before(as_of) && self.precision() != Precision::Recurring
    }
}

impl Ord for When {
    /// By [`When::sort_key`]; equal keys by form and wording, so that the order is total.
    fn cmp(&self, other: &When) -> Ordering {
        self.sort_key()
            .cmp(&other.sort_key())
            .then_with(|| self.form.cmp(&other.form))
            .then_with(|| self.since.cmp(&other.since))
            .then_with(|| self.by.cmp(&other.by))
            .then_with(|| self.wording.cmp(&other.wording))
    }
}

impl PartialOrd for When {
    fn partial_cmp(&self, other: &When) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Step {
    /// Whether so many steps later has a name of its own: three months are a quarter.
    pub(super) fn named(self, count: u16) -> bool {
        count == 1 || self == Step::Month && matches!(count, 3 | 6)
    }
}
