//! A walk through the tokens of a date in words: eats what it knows and stands still before what it does not.

use super::TimeError;
use super::form::Step;
use super::words::{self, Token};

/// A place in the tokens, and the first thing found that the calendar does not have.
pub(super) struct Reader<'a> {
    tokens: &'a [Token],
    pub at: usize,
    pub fault: Option<TimeError>,
}

impl<'a> Reader<'a> {
    pub fn new(tokens: &'a [Token]) -> Reader<'a> {
        Reader { tokens, at: 0, fault: None }
    }

    pub fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    pub fn word(&self) -> Option<&str> {
        match self.peek() {
            Some(Token::Word(word)) => Some(word),
            _ => None,
        }
    }

    pub fn finished(&mut self) -> bool {
        while matches!(self.peek(), Some(Token::Sign('.' | ','))) {
            self.at += 1;
        }
        self.at == self.tokens.len()
    }

    pub fn sign(&mut self, sign: char) -> bool {
        let found = self.peek() == Some(&Token::Sign(sign));
        self.at += usize::from(found);
        found
    }

    /// The words of one phrase, one after the other.
    pub fn eat(&mut self, phrase: &str) -> bool {
        let start = self.at;
        for word in phrase.split(' ') {
            if self.word() != Some(word) {
                self.at = start;
                return false;
            }
            self.at += 1;
        }
        true
    }

    pub fn any(&mut self, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| self.eat(phrase))
    }

    /// Words without a meaning of their own before a moment; six are more than any language needs.
    pub fn leads(&mut self) {
        for _ in 0..6 {
            if !self.word().is_some_and(words::is_lead) {
                break;
            }
            self.at += 1;
        }
    }

    /// Commas and « et » between two things that bound a date.
    pub fn pause(&mut self) {
        while self.sign(',') || self.any(&["et", "and", "mais", "but"]) {}
    }

    /// Reads something, or stands where it stood.
    pub fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let start = self.at;
        let found = read(self);
        if found.is_none() {
            self.at = start;
        }
        found
    }

    pub fn sure<T>(&mut self, checked: Result<T, TimeError>) -> Option<T> {
        checked.map_err(|error| self.fault.get_or_insert(error).clone()).ok()
    }

    pub fn year(&mut self) -> Option<i16> {
        match self.peek() {
            Some(&Token::Number(value, 4)) => {
                self.at += 1;
                Some(value as i16)
            }
            Some(&Token::Number(value, digits)) if digits > 4 => {
                self.fault.get_or_insert_with(|| TimeError::year(&value.to_string()));
                None
            }
            _ => None,
        }
    }

    /// A year after the unit that it belongs to: « de l’année 2021 », « , 2021 », « -2021 ».
    pub fn year_of(&mut self) -> Option<i16> {
        self.attempt(|r| {
            let _ = r.sign(',') || r.sign('-') || r.sign('/');
            r.leads();
            r.year()
        })
    }

    pub fn count(&mut self) -> Option<u32> {
        let count = match self.peek()? {
            Token::Number(value, 1..=3) => Some(*value),
            Token::Word(word) => words::cardinal(word),
            _ => None,
        };
        self.at += usize::from(count.is_some());
        count
    }

    /// What durations are counted in, and how many of them the word means.
    pub fn step(&mut self) -> Option<(u16, Step)> {
        let step = match self.word()?.trim_end_matches('s') {
            "jour" | "day" => (1, Step::Day),
            "semaine" | "week" => (1, Step::Week),
            "moi" | "month" => (1, Step::Month),
            "trimestre" | "quarter" => (3, Step::Month),
            "quadrimestre" => (4, Step::Month),
            "semestre" => (6, Step::Month),
            "an" | "annee" | "year" => (1, Step::Year),
            _ => return None,
        };
        self.at += 1;
        Some(step)
    }

    pub fn duration(&mut self) -> Option<(u16, Step)> {
        self.attempt(|r| {
            if r.eat("p") {
                let Some(&Token::Number(count, 1..=3)) = r.peek() else { return None };
                r.at += 1;
                let step = match r.word()? {
                    "d" => Step::Day,
                    "w" => Step::Week,
                    "m" => Step::Month,
                    "y" => Step::Year,
                    _ => return None,
                };
                r.at += 1;
                return Some((count as u16, step));
            }
            let count = r.count().unwrap_or(1);
            let (times, step) = r.step()?;
            Some((count as u16 * times, step))
        })
    }
}
