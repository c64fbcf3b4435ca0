//! A unit of the calendar, the thirds that it is named by, and the doubt about it.

use super::{Day, TimeError};

/// How a day or a longer unit is named. Seasons are intervals between 21 March, 21 June, 23 September and 21 December;
/// a winter belongs to the year in which it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Unit {
    Day(Day),
    Month { year: i16, month: i8 },
    Quarter { year: i16, number: i8 },
    FourMonth { year: i16, number: i8 },
    Half { year: i16, number: i8 },
    Season { year: i16, number: i8 },
    Year(i16),
}

/// The third of a unit that « début », « mi » and « fin » name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Third {
    First,
    Middle,
    Last,
}

/// What EDTF level 1 says with a sign after a date: `~`, `?` and `%` (ISO 8601-2, 7.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Doubt {
    Approximate,
    Uncertain,
    Both,
}

/// A unit as a text names it: whole or one of its thirds, surely or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Moment {
    pub unit: Unit,
    pub third: Option<Third>,
    pub doubt: Option<Doubt>,
}

/// The first and the last day of something, both included.
pub(super) type Bounds = (Day, Day);

impl Doubt {
    pub fn sign(self) -> char {
        match self {
            Doubt::Approximate => '~',
            Doubt::Uncertain => '?',
            Doubt::Both => '%',
        }
    }

    pub fn and(self, other: Doubt) -> Doubt {
        if self == other { self } else { Doubt::Both }
    }
}

impl Unit {
    pub fn bounds(self) -> Bounds {
        match self {
            Unit::Day(day) => (day, day),
            Unit::Month { year, month } => months(year, month, 1),
            Unit::Quarter { year, number } => months(year, number * 3 - 2, 3),
            Unit::FourMonth { year, number } => months(year, number * 4 - 3, 4),
            Unit::Half { year, number } => months(year, number * 6 - 5, 6),
            Unit::Season { year, number } => {
                let (start, end) = match number {
                    1 => ((3, 21), (6, 20)),
                    2 => ((6, 21), (9, 22)),
                    3 => ((9, 23), (12, 20)),
                    _ => ((12, 21), (3, 20)),
                };
                let last_year = if number < 4 { year } else { year + 1 };
                // The winter of 9999 ends with the four-digit years: `day` gives their last day.
                (day(year, start.0, start.1), day(last_year, end.0, end.1))
            }
            Unit::Year(year) => months(year, 1, 12),
        }
    }

    /// How many months the unit has; none for a day and for a season, which does not begin with a month.
    pub fn months(self) -> Option<i8> {
        match self {
            Unit::Day(_) | Unit::Season { .. } => None,
            Unit::Month { .. } => Some(1),
            Unit::Quarter { .. } => Some(3),
            Unit::FourMonth { .. } => Some(4),
            Unit::Half { .. } => Some(6),
            Unit::Year(_) => Some(12),
        }
    }

    pub fn year(self) -> i16 {
        match self {
            Unit::Day(day) => day.year(),
            Unit::Month { year, .. }
            | Unit::Quarter { year, .. }
            | Unit::FourMonth { year, .. }
            | Unit::Half { year, .. }
            | Unit::Season { year, .. }
            | Unit::Year(year) => year,
        }
    }

    /// The bounds with one unit more on each side.
    fn widened(self) -> Bounds {
        let (first, last) = self.bounds();
        match self {
            Unit::Day(_) => (first.plus_days(-1), last.plus_days(1)),
            Unit::Season { year, number } => {
                let before = if number > 1 { Some((year, number - 1)) } else { (year > 0).then(|| (year - 1, 4)) };
                let after = if number < 4 { Some((year, number + 1)) } else { (year < 9999).then(|| (year + 1, 1)) };
                let of = |(year, number)| Unit::Season { year, number }.bounds();
                (before.map_or(Day::FIRST, |s| of(s).0), after.map_or(Day::LAST, |s| of(s).1))
            }
            _ => {
                let months = i32::from(self.months().unwrap_or(1));
                // The end of a month is reached through the first of the next one: months differ in length.
                let last =
                    if last == Day::LAST { last } else { last.plus_days(1).plus_months(months - 1).last_of_month() };
                (first.plus_months(-months), last)
            }
        }
    }

    /// The bounds of one third: by months where the unit has three of them or a multiple, by days in a month (tens), a
    /// four-month period and a season.
    fn third(self, third: Third) -> Bounds {
        let (first, last) = self.bounds();
        let (second, last_third) = match self {
            Unit::Day(_) => return (first, last),
            Unit::Month { .. } => (first.plus_days(10), first.plus_days(20)),
            Unit::Quarter { .. } | Unit::Half { .. } | Unit::Year(_) => {
                let step = i32::from(self.months().unwrap_or(3)) / 3;
                (first.plus_months(step), first.plus_months(2 * step))
            }
            Unit::FourMonth { .. } | Unit::Season { .. } => {
                let step = (first.days_until(last) + 1) / 3;
                (first.plus_days(step), first.plus_days(2 * step))
            }
        };
        match third {
            Third::First => (first, second.plus_days(-1)),
            Third::Middle => (second, last_third.plus_days(-1)),
            Third::Last => (last_third, last),
        }
    }
}

impl Moment {
    pub fn sure(unit: Unit) -> Moment {
        Moment { unit, third: None, doubt: None }
    }

    pub fn bounds(self) -> Bounds {
        match (self.third, self.doubt) {
            (None, None) => self.unit.bounds(),
            (None, Some(_)) => self.unit.widened(),
            (Some(third), None) => self.unit.third(third),
            (Some(third), Some(_)) => {
                let (first, last) = self.unit.third(third);
                let days = first.days_until(last) + 1;
                (first.plus_days(-days), last.plus_days(days))
            }
        }
    }

    /// The last day on which something « avant » this moment is still in time. Strictly before a unit is its eve;
    /// before its middle or its end counts until the last day that these words can mean.
    pub fn last_day_before(self) -> Result<Day, TimeError> {
        let (first, last) = self.bounds();
        match self.third {
            Some(Third::Middle | Third::Last) => Ok(last),
            _ if first == Day::FIRST => Err(TimeError::nothing_before()),
            _ => Ok(first.plus_days(-1)),
        }
    }
}

/// The days of `length` months from `month` on.
fn months(year: i16, month: i8, length: i32) -> Bounds {
    let first = day(year, month, 1);
    (first, first.plus_months(length - 1).last_of_month())
}

fn day(year: i16, month: i8, day_of_month: i8) -> Day {
    // Units are only made by the checked constructors below, so the day exists, but after the last year.
    Day::new(year, month, day_of_month).unwrap_or(Day::LAST)
}

/// The checked constructors: a unit that the calendar does not have is an error.
impl Unit {
    pub fn day(year: i16, month: i8, day: i8) -> Result<Unit, TimeError> {
        Day::new(year, month, day).map(Unit::Day)
    }

    pub fn month(year: i16, month: i8) -> Result<Unit, TimeError> {
        if (1..=12).contains(&month) {
            Ok(Unit::Month { year, month })
        } else {
            Err(TimeError::impossible_day(year, month, 1))
        }
    }

    pub fn quarter(year: i16, number: i8) -> Option<Unit> {
        (1..=4).contains(&number).then_some(Unit::Quarter { year, number })
    }

    pub fn four_month(year: i16, number: i8) -> Option<Unit> {
        (1..=3).contains(&number).then_some(Unit::FourMonth { year, number })
    }

    pub fn half(year: i16, number: i8) -> Option<Unit> {
        (1..=2).contains(&number).then_some(Unit::Half { year, number })
    }

    /// Spring is 1, winter 4.
    pub fn season(year: i16, number: i8) -> Option<Unit> {
        (1..=4).contains(&number).then_some(Unit::Season { year, number })
    }
}
