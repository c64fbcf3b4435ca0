//! The stretch of the year under which a calendar shows a date.

use super::When;
use super::form::{Edge, Form};
use super::unit::Unit;
use crate::diagnostics::Lang;

/// The group that a calendar puts a date in: the narrowest of quarter, half, year and years that holds it.
///
/// They sort as a calendar does: by their last day, the narrower first; then what has no end, no date, no bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// Ends in this month of this year, and has so many months: a quarter (3), a half (6) or one or several years (12…).
    Dated {
        year: i16,
        last_month: i8,
        months: u32,
    },
    /// From some moment of that year on, without an end.
    Open {
        from: i16,
    },
    AsSoonAs,
    Recurring,
    /// To be defined, or counted from a signature that is not known.
    Undefined,
}

impl When {
    /// The group that a calendar puts it in. A deadline belongs to the period in which it falls.
    pub fn period(&self) -> Period {
        use super::Precision;
        match self.precision() {
            Precision::AsSoonAs => return Period::AsSoonAs,
            Precision::Recurring => return Period::Recurring,
            Precision::Relative | Precision::Undefined => return Period::Undefined,
            _ => {}
        }
        let deadline = match self.form {
            // The deadline is the end of the unit named: « au plus tard en 2021 » belongs to the year.
            Form::OneOf { first, last: Edge::At(last) } if first.start().is_none() => match last.unit {
                Unit::Day(_) => None,
                _ if last.third.is_some() => None,
                unit => Some(unit.bounds()),
            },
            _ => None,
        };
        let (first, last) = match (deadline, self.earliest, self.latest) {
            (Some(bounds), ..) => bounds,
            (None, Some(first), Some(last)) => (first, last),
            (None, None, Some(last)) => (last, last),
            (None, Some(first), None) => return Period::Open { from: first.year() },
            (None, None, None) => return Period::Undefined,
        };
        let part = |month: i8, length: i8| (month - 1) / length;
        if first.year() != last.year() {
            let months = (i32::from(last.year()) - i32::from(first.year()) + 1).unsigned_abs() * 12;
            return Period::Dated { year: last.year(), last_month: 12, months };
        }
        for length in [3, 6] {
            if part(first.month(), length) == part(last.month(), length) {
                let last_month = (part(last.month(), length) + 1) * length;
                return Period::Dated { year: last.year(), last_month, months: length.unsigned_abs().into() };
            }
        }
        Period::Dated { year: last.year(), last_month: 12, months: 12 }
    }
}

impl Period {
    /// The year of a dated group, or the one in which an open one begins.
    pub fn year(self) -> Option<i16> {
        match self {
            Period::Dated { year, .. } | Period::Open { from: year } => Some(year),
            _ => None,
        }
    }

    /// For a heading: « 1er trimestre 2021 », « 2021 », « Dès que possible » without its capital.
    pub fn display(self, lang: Lang) -> String {
        let french = lang == Lang::Fr;
        match self {
            Period::Dated { year, last_month, months: 3 } => {
                let unit = Unit::Quarter { year, number: last_month / 3 };
                super::print::unit(unit, lang)
            }
            Period::Dated { year, last_month, months: 6 } => {
                let unit = Unit::Half { year, number: last_month / 6 };
                super::print::unit(unit, lang)
            }
            Period::Dated { year, months, .. } => match first_year(year, months) {
                first if first == year => format!("{year:04}"),
                first => format!("{first:04}-{year:04}"),
            },
            Period::Open { from } if french => format!("à compter de {from:04}"),
            Period::Open { from } => format!("from {from:04}"),
            Period::AsSoonAs if french => "dès que possible".to_owned(),
            Period::AsSoonAs => "as soon as possible".to_owned(),
            Period::Recurring if french => "périodique ou continu".to_owned(),
            Period::Recurring => "recurring or ongoing".to_owned(),
            Period::Undefined if french => "sans échéance".to_owned(),
            Period::Undefined => "without a deadline".to_owned(),
        }
    }

    /// A slug that never changes, for addresses and ids: `2021-t1`, `2021-s2`, `2021`, `2021-2023`, `a-partir-de-2022`,
    /// `des-que-possible`, `periodique`, `sans-echeance`.
    pub fn key(self) -> String {
        match self {
            Period::Dated { year, last_month, months: 3 } => format!("{year:04}-t{}", last_month / 3),
            Period::Dated { year, last_month, months: 6 } => format!("{year:04}-s{}", last_month / 6),
            Period::Dated { year, months, .. } => match first_year(year, months) {
                first if first == year => format!("{year:04}"),
                first => format!("{first:04}-{year:04}"),
            },
            Period::Open { from } => format!("a-partir-de-{from:04}"),
            Period::AsSoonAs => "des-que-possible".to_owned(),
            Period::Recurring => "periodique".to_owned(),
            Period::Undefined => "sans-echeance".to_owned(),
        }
    }
}

fn first_year(year: i16, months: u32) -> i16 {
    year - (months / 12).saturating_sub(1).min(9999) as i16
}
