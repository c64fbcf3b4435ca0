//! One moment in words: « mi-décembre 2012 », « dernier trimestre 2021 », `around March 12, 2021`.

use super::reader::Reader;
use super::unit::{Doubt, Moment, Third, Unit};
use super::words::{self, Token};
use super::{TimeError, edtf};

/// A moment that may lack its year, its month or the name of its unit, which the other end of a range then lends.
#[derive(Clone, Copy)]
pub(super) struct Partial {
    third: Option<Third>,
    doubt: Option<Doubt>,
    kind: Kind,
    year: Option<i16>,
}

#[derive(Clone, Copy)]
enum Kind {
    Known(Unit),
    Year,
    Day {
        month: i8,
        day: i8,
    },
    Month(i8),
    Quarter(i8),
    FourMonth(i8),
    Half(i8),
    Season(i8),
    /// « 12 », « 1er »
    Bare(i8),
}

/// Reads a moment, with the words before it that only lead to it.
pub(super) fn partial(r: &mut Reader) -> Option<Partial> {
    let mut doubt = None;
    r.leads();
    if r.any(&["vers", "environ", "autour", "alentours", "circa", "ca", "around", "about", "approximately"]) {
        doubt = Some(Doubt::Approximate);
        r.leads();
    }
    let third = third(r);
    if third.is_some() {
        r.sign('-');
        r.leads();
    }
    if r.word().is_some_and(words::is_weekday) {
        r.at += 1;
        r.sign(',');
    }
    let (kind, year, guessed) = kind(r)?;
    if guessed {
        doubt = Some(Doubt::Approximate);
    }
    let mut add = |more: Doubt| doubt = Some(doubt.map_or(more, |doubt| doubt.and(more)));
    if r.sign('~') || r.any(&["environ", "approximately"]) {
        add(Doubt::Approximate);
    } else if r.sign('%') {
        add(Doubt::Both);
    }
    let unsure = ["date a confirmer", "a confirmer", "to be confirmed", "date to be confirmed", "tbc"];
    let confirmed_later = |r: &mut Reader| {
        r.pause();
        (r.sign('?') || r.any(&unsure)).then_some(())
    };
    if r.attempt(confirmed_later).is_some() {
        add(Doubt::Uncertain);
    }
    Some(Partial { third, doubt, kind, year })
}

fn third(r: &mut Reader) -> Option<Third> {
    if r.any(&["debut", "beginning", "start", "early"]) {
        Some(Third::First)
    } else if r.any(&["mi", "milieu", "mid", "middle"]) {
        Some(Third::Middle)
    } else if r.any(&["fin", "end", "late"]) {
        Some(Third::Last)
    } else {
        None
    }
}

/// The unit, its year where it stands there, and whether the words only suggest it (« la rentrée »).
fn kind(r: &mut Reader) -> Option<(Kind, Option<i16>, bool)> {
    let token = r.peek()?.clone();
    if let Some(year) = r.year() {
        if let Some(&Token::Code(letter, number)) = r.peek() {
            r.at += 1;
            let unit = edtf::coded(letter, number, year)?;
            return Some((Kind::Known(r.sure(unit)?), None, false));
        }
        return Some((Kind::Year, Some(year), false));
    }
    r.at += 1;
    match token {
        Token::Unit(unit) => Some((Kind::Known(unit), None, false)),
        Token::Code(letter, number) => {
            let checked = edtf::coded(letter, number, 2000)?;
            r.sure(checked)?;
            let kind = if matches!(letter, 't' | 'q') { Kind::Quarter(number) } else { Kind::Half(number) };
            Some((kind, r.year_of(), false))
        }
        Token::Number(number, 1..=2) => numbered(r, number as i8),
        Token::Ordinal(number) => numbered(r, number),
        Token::Word(word) => {
            if let Some(month) = words::month(&word) {
                r.sign('.');
                return Some(month_then(r, month));
            }
            if let Some(season) = words::season(&word) {
                let year = r.year_of();
                if let Some(year) = year
                    && season == 4
                {
                    r.attempt(|r| ((r.sign('-') || r.sign('/')) && r.year() == Some(year + 1)).then_some(()));
                }
                return Some((Kind::Season(season), year, false));
            }
            if word == "rentree" {
                let _ = r.any(&["scolaire", "universitaire"]);
                r.leads();
                let named = r.eat("septembre");
                return Some((Kind::Month(9), r.year_of(), !named));
            }
            let number = words::ordinal(&word)?;
            numbered(r, number)
        }
        _ => None,
    }
}

/// After a number or an ordinal: a month, a part of the year, or nothing.
fn numbered(r: &mut Reader, number: i8) -> Option<(Kind, Option<i16>, bool)> {
    let start = r.at;
    r.leads();
    let Some(word) = r.word().map(str::to_owned) else {
        r.at = start;
        return Some((Kind::Bare(number), None, false));
    };
    r.at += 1;
    if let Some(month) = words::month(&word) {
        r.sign('.');
        let year = r.year_of();
        return Some((Kind::Day { month, day: number }, year, false));
    }
    let of = |last: i8| if number == 0 { last } else { number };
    let kind = match word.trim_end_matches('s') {
        "trimestre" | "quarter" => Kind::Quarter(of(4)),
        "quadrimestre" => Kind::FourMonth(of(3)),
        "four" if r.sign('-') && r.eat("month period") => Kind::FourMonth(of(3)),
        "semestre" | "half" => Kind::Half(of(2)),
        _ => {
            r.at = start;
            return Some((Kind::Bare(number), None, false));
        }
    };
    Some((kind, r.year_of(), false))
}

/// After a month: a year, or in English a day and a year.
fn month_then(r: &mut Reader, month: i8) -> (Kind, Option<i16>, bool) {
    let day_and_year = |r: &mut Reader| {
        let day = match *r.peek()? {
            Token::Number(day, 1..=2) => day as i8,
            Token::Ordinal(day) => day,
            _ => return None,
        };
        r.at += 1;
        Some((day, r.year_of()?))
    };
    match r.attempt(day_and_year) {
        Some((day, year)) => (Kind::Day { month, day }, Some(year), false),
        None => (Kind::Month(month), r.year_of(), false),
    }
}

impl Partial {
    /// The year that it has or contains.
    fn known_year(self) -> Option<i16> {
        match self.kind {
            Kind::Known(unit) => Some(unit.year()),
            _ => self.year,
        }
    }

    /// What this end of a range lacks, taken from the other end.
    pub fn lent(mut self, other: Partial) -> Partial {
        self.year = self.year.or(other.known_year());
        if let Kind::Bare(number) = self.kind {
            self.kind = match other.kind {
                Kind::Day { month, .. } => Kind::Day { month, day: number },
                Kind::Known(Unit::Day(day)) => Kind::Day { month: day.month(), day: number },
                Kind::Quarter(_) | Kind::Known(Unit::Quarter { .. }) => Kind::Quarter(number),
                Kind::FourMonth(_) | Kind::Known(Unit::FourMonth { .. }) => Kind::FourMonth(number),
                Kind::Half(_) | Kind::Known(Unit::Half { .. }) => Kind::Half(number),
                _ => self.kind,
            };
        }
        self
    }

    /// The moment, if nothing lacks any more and the calendar has it.
    pub fn complete(self, r: &mut Reader) -> Option<Moment> {
        let checked =
            |unit: Option<Unit>, number: i8| unit.ok_or_else(|| TimeError::impossible_code(&number.to_string()));
        let unit = match (self.kind, self.year) {
            (Kind::Known(unit), _) => Ok(unit),
            (_, None) => return None,
            (Kind::Year, Some(year)) => Ok(Unit::Year(year)),
            (Kind::Day { month, day }, Some(year)) => Unit::day(year, month, day),
            (Kind::Month(month), Some(year)) => Unit::month(year, month),
            (Kind::Quarter(number), Some(year)) => checked(Unit::quarter(year, number), number),
            (Kind::FourMonth(number), Some(year)) => checked(Unit::four_month(year, number), number),
            (Kind::Half(number), Some(year)) => checked(Unit::half(year, number), number),
            (Kind::Season(number), Some(year)) => checked(Unit::season(year, number), number),
            (Kind::Bare(_), Some(_)) => return None,
        };
        let unit = r.sure(unit)?;
        // A third of a day is the day.
        let third = self.third.filter(|_| !matches!(unit, Unit::Day(_)));
        Some(Moment { unit, third, doubt: self.doubt })
    }
}

/// Reads a moment that lacks nothing.
pub(super) fn moment(r: &mut Reader) -> Option<Moment> {
    r.attempt(|r| partial(r)?.complete(r))
}
