//! A day of the proleptic Gregorian calendar, in a year of four digits.

use std::fmt;

use jiff::civil::Date;

use super::TimeError;

/// A day of the proleptic Gregorian calendar, in the years 0000 to 9999, without a time zone (ISO 8601-1, 4.3.1).
///
/// It prints as ISO 8601 has it: `2020-09-01`. Arithmetic stops at the two ends instead of leaving the four digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

impl Day {
    /// The first day that four digits can name.
    pub const FIRST: Day = Day(Date::constant(0, 1, 1));
    /// The last day that four digits can name.
    pub const LAST: Day = Day(Date::constant(9999, 12, 31));

    /// The day of this year, month and day of the month; the error says that there is no such day.
    pub fn new(year: i16, month: i8, day: i8) -> Result<Day, TimeError> {
        if !(0..=9999).contains(&year) {
            return Err(TimeError::year(&year.to_string()));
        }
        Date::new(year, month, day).map(Day).map_err(|_| TimeError::impossible_day(year, month, day))
    }

    /// Reads `2020-09-01` and nothing else (ISO 8601-1 extended format, EDTF level 0).
    pub fn parse(text: &str) -> Result<Day, TimeError> {
        let text = text.trim();
        let digits = |part: &str, len: usize| {
            (part.len() == len && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse::<i16>().ok()).flatten()
        };
        let mut parts = text.split('-');
        match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some(year), Some(month), Some(day), None) => match (digits(year, 4), digits(month, 2), digits(day, 2)) {
                (Some(year), Some(month), Some(day)) => Day::new(year, month as i8, day as i8),
                _ => Err(TimeError::not_a_day(text)),
            },
            _ => Err(TimeError::not_a_day(text)),
        }
    }

    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// From 1 to 12.
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// From 1 to 31.
    pub fn day_of_month(self) -> i8 {
        self.0.day()
    }

    /// The day that many days later, or earlier where `days` is negative.
    pub fn plus_days(self, days: i32) -> Day {
        self.plus(jiff::Span::new().try_days(days), days < 0)
    }

    /// The day that many months later; the 31st becomes the last day of a shorter month.
    pub fn plus_months(self, months: i32) -> Day {
        self.plus(jiff::Span::new().try_months(months), months < 0)
    }

    fn plus(self, span: Result<jiff::Span, jiff::Error>, backwards: bool) -> Day {
        let end = if backwards { Day::FIRST } else { Day::LAST };
        span.and_then(|span| self.0.checked_add(span)).map_or(end, |date| Day(date).clamp(Day::FIRST, Day::LAST))
    }

    /// How many days lie between this day and `other`: positive where `other` is later.
    pub fn days_until(self, other: Day) -> i32 {
        self.0.duration_until(other.0).as_hours().div_euclid(24) as i32
    }

    pub(super) fn last_of_month(self) -> Day {
        Day(self.0.last_of_month())
    }

    pub(super) fn is_last_of_month(self) -> bool {
        self == self.last_of_month()
    }
}

impl From<Date> for Day {
    /// A date outside the four-digit years becomes the nearest day within them.
    fn from(date: Date) -> Day {
        Day(date).clamp(Day::FIRST, Day::LAST)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}
