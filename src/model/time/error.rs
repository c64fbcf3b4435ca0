//! Why a text is not a date, in words for the one who wrote it.

use std::fmt;

use super::{Day, words};
use crate::diagnostics::Both;
use crate::say;

/// What sort of fault a date has; a finding's code follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fault {
    /// A day, month, quarter, … that the calendar does not have: `2021-02-30`, `2021-Q5`.
    Impossible,
    /// An interval that ends before it starts.
    EndBeforeStart,
    /// A year that is not written with four digits.
    Year,
    /// Words or signs that are no known way to write a date.
    Unknown,
}

/// A text that is no date: what is wrong, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeError {
    pub fault: Fault,
    /// One sentence without a full stop: what is wrong.
    pub message: Both,
    /// One sentence without a full stop: what to write instead.
    pub hint: Both,
}

impl TimeError {
    fn new(fault: Fault, message: Both, hint: Both) -> TimeError {
        TimeError { fault, message, hint }
    }

    pub(super) fn unknown(text: &str) -> TimeError {
        let text = quoted(text);
        TimeError::new(
            Fault::Unknown,
            say!(fr: "date incomprise : « {text} »", en: "not a date that is understood: `{text}`"),
            say!(
                fr: "écrivez par exemple `2021-03`, `2021-T1`, `fin 2021`, `au plus tard le 1er janvier 2022` ou `dès que possible` ; les mots exacts de la source vont dans `wording`",
                en: "write for example `2021-03`, `2021-Q1`, `end of 2021`, `1 January 2022 at the latest` or `as soon as possible`; the exact words of the source go into `wording`",
            ),
        )
    }

    pub(super) fn not_a_day(text: &str) -> TimeError {
        let text = quoted(text);
        TimeError::new(
            Fault::Unknown,
            say!(fr: "« {text} » n’est pas un jour", en: "`{text}` is not a day"),
            say!(
                fr: "écrivez l’année, le mois et le jour : `2021-06-30`",
                en: "write the year, the month and the day: `2021-06-30`",
            ),
        )
    }

    pub(super) fn time_of_day(text: &str) -> TimeError {
        let text = quoted(text);
        TimeError::new(
            Fault::Unknown,
            say!(fr: "une date n’a pas d’heure : « {text} »", en: "a date has no time of day: `{text}`"),
            say!(fr: "gardez le jour seul, comme `2021-06-30`", en: "keep the day alone, such as `2021-06-30`"),
        )
    }

    pub(super) fn year(text: &str) -> TimeError {
        let text = quoted(text);
        TimeError::new(
            Fault::Year,
            say!(fr: "année hors des quatre chiffres : « {text} »", en: "a year that is not of four digits: `{text}`"),
            say!(fr: "écrivez une année de 0000 à 9999, comme `2021`", en: "write a year from 0000 to 9999, such as `2021`"),
        )
    }

    pub(super) fn impossible_day(year: i16, month: i8, day: i8) -> TimeError {
        if !(1..=12).contains(&month) {
            return TimeError::new(
                Fault::Impossible,
                say!(
                    fr: "date impossible : une année n’a pas de mois numéro {month}",
                    en: "impossible date: a year has no month number {month}",
                ),
                say!(
                    fr: "les mois vont de 01 à 12 ; un trimestre s’écrit `{year:04}-T1`, un semestre `{year:04}-S1`",
                    en: "months go from 01 to 12; a quarter is written `{year:04}-Q1`, a half `{year:04}-S1`",
                ),
            );
        }
        let (fr, en) = (words::month_fr(month), words::month_en(month));
        let last = Day::new(year, month, 1).map_or(31, |first| first.last_of_month().day_of_month());
        TimeError::new(
            Fault::Impossible,
            say!(
                fr: "date impossible : il n’y a pas de {day} {fr} {year:04}",
                en: "impossible date: there is no {day} {en} {year:04}",
            ),
            say!(
                fr: "{fr} {year:04} va du 1 au {last} ; si le jour n’est pas connu, écrivez `{year:04}-{month:02}`",
                en: "{en} {year:04} goes from 1 to {last}; where the day is not known, write `{year:04}-{month:02}`",
            ),
        )
    }

    pub(super) fn impossible_code(text: &str) -> TimeError {
        let text = quoted(text);
        TimeError::new(
            Fault::Impossible,
            say!(
                fr: "« {text} » n’est pas une partie de l’année",
                en: "`{text}` is not a part of the year",
            ),
            say!(
                fr: "les trimestres vont de `T1` à `T4`, les quadrimestres de 1 à 3, les semestres de `S1` à `S2`",
                en: "quarters go from `Q1` to `Q4`, four-month periods from 1 to 3, halves from `S1` to `S2`",
            ),
        )
    }

    pub(super) fn end_before_start(start: Day, end: Day) -> TimeError {
        TimeError::new(
            Fault::EndBeforeStart,
            say!(
                fr: "la fin ({end}) est avant le début ({start})",
                en: "the end ({end}) is before the start ({start})",
            ),
            say!(fr: "échangez les deux dates ou corrigez l’une d’elles", en: "swap the two dates or correct one of them"),
        )
    }

    pub(super) fn nothing_before() -> TimeError {
        TimeError::new(
            Fault::Year,
            say!(
                fr: "rien ne précède l’an 0000 dans des années de quatre chiffres",
                en: "nothing comes before the year 0000 in years of four digits",
            ),
            say!(fr: "écrivez une année de 0000 à 9999, comme `2021`", en: "write a year from 0000 to 9999, such as `2021`"),
        )
    }
}

/// What was found, short enough to stand in a message.
fn quoted(text: &str) -> String {
    let mut words: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() > 60 {
        words = words.chars().take(57).collect::<String>() + "…";
    }
    words
}

impl fmt::Display for TimeError {
    /// In English, for programmers; a reader gets [`TimeError::message`] in his own language.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} ({})", self.message.en, self.hint.en)
    }
}

impl std::error::Error for TimeError {}
