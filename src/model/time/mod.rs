//! Time as sources have it: as precise as they are and no more, with both bounds, in EDTF (ISO 8601-2:2019) inside.

mod day;
mod edtf;
mod error;
mod form;
mod moment;
mod order;
mod period;
mod phrase;
mod print;
mod reader;
mod unit;
mod words;

pub use day::Day;
pub use error::{Fault, TimeError};
pub use order::{Precision, Relation, SortKey};
pub use period::Period;

use crate::diagnostics::Lang;
use form::{Anchor, Edge, Form, Step};
use unit::{Moment, Unit};

/// What a source says of a moment: a day, a month, an interval, a deadline, as soon as possible, …
///
/// Its bounds are inclusive days; a bound that is `None` is open or unknown. Nothing in it is more precise than what
/// was written: a month stays a month. Values come from [`When::parse`] or from a [`Day`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct When {
    form: Form,
    /// The day or the moment that it counts from: the signature, a stated start.
    since: Option<Box<When>>,
    /// The moment by which, at the latest.
    by: Option<Box<When>>,
    wording: Option<Wording>,
    earliest: Option<Day>,
    latest: Option<Day>,
}

/// Words that were written for a date, and their language where only the words themselves tell it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Wording {
    text: String,
    lang: Option<Lang>,
}

/// A text longer than this is prose, not a date.
const LONGEST: usize = 200;

impl When {
    /// Reads a date in any form that a writer may use: French and English wordings (« 1er trimestre 2021 »,
    /// `end of 2021`), compact forms (`2021-T1`, `31/12/2021`), EDTF of ISO 8601-2 (`2021-33`, `2021-06~`,
    /// `2021/2023`, `[..2021-12-31]`) and simple recurrence rules of RFC 5545.
    ///
    /// Case, accents, kinds of spaces and of apostrophes do not matter. The error says which of these it is not:
    /// a day that exists, an interval in the right order, a year of four digits, a known wording.
    pub fn parse(text: &str) -> Result<When, TimeError> {
        if text.len() > LONGEST {
            return Err(TimeError::unknown(text));
        }
        let spaced: String = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
        match edtf::parse(&spaced) {
            Some(form) => form.map(When::from_form),
            None => phrase::parse(text),
        }
    }

    /// The words that the source uses; [`When::display`] shows them instead of its own.
    pub fn with_wording(mut self, wording: impl Into<String>) -> When {
        let text = wording.into();
        self.wording = (!text.trim().is_empty()).then(|| Wording { text: text.trim().to_owned(), lang: None });
        self
    }

    /// Adds the moment by which, at the latest. As soon as possible with such a bound can be late, without one never.
    pub fn with_by(mut self, by: impl Into<When>) -> When {
        self.by = Some(Box::new(by.into()));
        self.bounded()
    }

    /// Adds the moment from which it counts, such as the signature for what is to be done as soon as possible.
    pub fn with_since(mut self, since: impl Into<When>) -> When {
        self.since = Some(Box::new(since.into()));
        self.bounded()
    }

    /// The same, or the error that the bounds given with [`When::with_by`] and [`When::with_since`] contradict each
    /// other or the date itself (an end before its start).
    pub fn checked(self) -> Result<When, TimeError> {
        let (first, last) = self.unclamped();
        match (first, last) {
            (Some(first), Some(last)) if first > last => Err(TimeError::end_before_start(first, last)),
            _ => Ok(self),
        }
    }

    /// The words that were written for it, unless it was written in a compact form or just as [`When::describe`] has it.
    pub fn wording(&self) -> Option<&str> {
        self.wording.as_ref().map(|wording| &*wording.text)
    }

    /// First possible day; `None` where the start is open or unknown.
    pub fn earliest(&self) -> Option<Day> {
        self.earliest
    }

    /// Last possible day; `None` where the end is open or unknown.
    pub fn latest(&self) -> Option<Day> {
        self.latest
    }

    /// The year it belongs to: of its last possible day, else of its first.
    pub fn year(&self) -> Option<i16> {
        self.latest.or(self.earliest).map(Day::year)
    }

    /// As soon as possible, immediately, without delay.
    pub fn is_asap(&self) -> bool {
        self.form == Form::AsSoonAs
    }

    /// Whether it happens again and again (« chaque année »).
    pub fn is_recurring(&self) -> bool {
        matches!(self.form, Form::Every { .. })
    }

    /// Whether it goes on without a date of its own (« au fil de l’eau »).
    pub fn is_continuous(&self) -> bool {
        self.form == Form::Continuous
    }

    /// Whether it still waits for the date of the signature: [`When::anchored`] would make it more precise.
    pub fn is_relative(&self) -> bool {
        self.since.is_none() && matches!(self.form, Form::FromSignature { .. } | Form::AsSoonAs | Form::Continuous)
    }

    /// Whether its EDTF is an interpretation of words that name a third of a unit (« début 2022 » is `2022-01~`), so
    /// that the words should be shown beside it.
    pub fn is_interpreted(&self) -> bool {
        matches!(self.form, Form::At(moment) if moment.third.is_some())
    }

    /// Counts from the signature: « dans les 6 mois suivant la signature » gets its deadline, and what is as soon as
    /// possible gets its start. Everything else, and what has its start already, stays as it is.
    pub fn anchored(&self, signature: &When) -> When {
        if !self.is_relative() || signature.earliest.is_none() && signature.latest.is_none() {
            return self.clone();
        }
        let mut anchored = self.clone();
        anchored.since = Some(Box::new(signature.clone()));
        anchored.bounded()
    }

    /// Canonical EDTF of ISO 8601-2, such as `2021-33` for the first quarter of 2021 or `[..2021-12-31]` for a deadline.
    ///
    /// Levels: 0 for days, months, years and intervals of them; 1 for `~ ? %` and open ends; 2 for parts of a year and
    /// sets. `None` where there is no date: undefined, recurring (see [`When::rrule`]), not anchored yet. Parsed
    /// again it has the same bounds, except where [`When::is_interpreted`].
    pub fn edtf(&self) -> Option<String> {
        let start = |when: &When| match when.form {
            Form::At(moment) => Some(edtf::of_edge(moment, true)),
            _ => when.earliest.map(|day| day.to_string()),
        };
        let end = |when: &When| match when.form {
            Form::At(moment) => Some(edtf::of_deadline(moment)),
            _ => when.latest.map(|day| day.to_string()),
        };
        let days = || match (self.earliest, self.latest) {
            (Some(first), Some(last)) if first == last => Some(first.to_string()),
            (Some(first), Some(last)) => Some(format!("[{first}..{last}]")),
            (Some(first), None) => Some(format!("{first}/..")),
            (None, Some(last)) => Some(format!("[..{last}]")),
            (None, None) => None,
        };
        if self.clamped() {
            return days();
        }
        let since = self.since.as_deref().and_then(start);
        let by = self.by.as_deref().and_then(end);
        match (self.form, since, by) {
            (Form::Undefined | Form::Every { .. }, ..) => None,
            (Form::FromSignature { .. }, ..) => days(),
            (Form::AsSoonAs, Some(since), None) => Some(format!("{since}/")),
            (Form::Continuous, Some(since), None) => Some(format!("{since}/..")),
            (Form::Continuous, Some(since), Some(by)) => Some(format!("{since}/{by}")),
            (Form::AsSoonAs, Some(since), Some(by)) => Some(format!("[{since}..{by}]")),
            (Form::AsSoonAs | Form::Continuous, None, Some(by)) => Some(format!("[..{by}]")),
            (Form::AsSoonAs | Form::Continuous, None, None) => None,
            (_, Some(_), _) | (_, _, Some(_)) => days(),
            (Form::At(moment), None, None) => Some(edtf::of_moment(moment)),
            (Form::Span { from, to }, None, None) => {
                let side = |edge: Edge, start: bool| match edge {
                    Edge::At(moment) => edtf::of_edge(moment, start),
                    Edge::Open => "..".to_owned(),
                    Edge::Unknown => String::new(),
                };
                Some(format!("{}/{}", side(from, true), side(to, false)))
            }
            (Form::OneOf { first, last }, None, None) => {
                let first = if let Edge::At(moment) = first { edtf::of_edge(moment, true) } else { String::new() };
                let last = if let Edge::At(moment) = last { edtf::of_deadline(moment) } else { String::new() };
                Some(format!("[{first}..{last}]"))
            }
            (Form::Before(_), None, None) => days(),
        }
    }

    /// The recurrence rule of RFC 5545, 3.3.10, such as `FREQ=MONTHLY;INTERVAL=3`; `None` for what happens once.
    pub fn rrule(&self) -> Option<String> {
        let Form::Every { count, step } = self.form else { return None };
        let frequency = match step {
            Step::Day => "DAILY",
            Step::Week => "WEEKLY",
            Step::Month => "MONTHLY",
            Step::Year => "YEARLY",
        };
        let interval = if count > 1 { format!(";INTERVAL={count}") } else { String::new() };
        let until = self.latest.map(|day| format!(";UNTIL={}", day.to_string().replace('-', ""))).unwrap_or_default();
        Some(format!("FREQ={frequency}{interval}{until}"))
    }

    /// For a reader: the source's wording where there is one, else [`When::describe`]. A wording that [`When::parse`]
    /// took from the text itself is shown in its own language only; in the other one the date is described.
    pub fn display(&self, lang: Lang) -> String {
        match &self.wording {
            Some(Wording { text, lang: of }) if of.is_none_or(|of| of == lang) => text.clone(),
            _ => self.describe(lang),
        }
    }

    /// The date in words, always computed: « 1er trimestre 2021 », « au plus tard le 1er janvier 2022 ».
    pub fn describe(&self, lang: Lang) -> String {
        print::describe(self, lang)
    }

    fn from_form(form: Form) -> When {
        When { form, since: None, by: None, wording: None, earliest: None, latest: None }.bounded()
    }

    /// The bounds as everything said gives them, before contradictions are smoothed.
    fn unclamped(&self) -> (Option<Day>, Option<Day>) {
        let (mut first, mut last) = self.form.bounds();
        let since = self.since.as_deref();
        if let (Form::FromSignature { how, count, step }, Some(since)) = (self.form, since) {
            match how {
                Anchor::Within => last = since.latest.map(|day| step.after(day, count)),
                Anchor::After => {
                    first = since.earliest.map(|day| step.after(day, count));
                    last = since.latest.map(|day| step.after(day, count));
                }
                Anchor::From => first = since.earliest.map(|day| step.after(day, count)),
            }
        } else if let Some(day) = since.and_then(|since| since.earliest) {
            first = Some(first.map_or(day, |first| first.max(day)));
        }
        if let Some(day) = self.by.as_deref().and_then(|by| by.latest) {
            last = Some(last.map_or(day, |last| last.min(day)));
        }
        (first, last)
    }

    fn clamped(&self) -> bool {
        matches!(self.unclamped(), (Some(first), Some(last)) if first > last)
    }

    /// Sets the bounds. Where they contradict each other, which [`When::checked`] tells, the deadline wins.
    fn bounded(mut self) -> When {
        let (first, last) = self.unclamped();
        self.latest = last;
        self.earliest = match (first, last) {
            (Some(first), Some(last)) => Some(first.min(last)),
            _ => first,
        };
        self
    }
}

impl From<Day> for When {
    fn from(day: Day) -> When {
        When::from_form(Form::At(Moment::sure(Unit::Day(day))))
    }
}

impl From<&When> for When {
    fn from(when: &When) -> When {
        when.clone()
    }
}
