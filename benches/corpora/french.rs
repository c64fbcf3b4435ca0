//! Sentences, names and dates that look like those of French public policy.

use std::collections::BTreeSet;

use crate::chance::Chance;
use crate::words::{
    ADJECTIVES, BODIES, CIRCUMSTANCES, FIRST_NAMES, MONTHS, NOUNS, OBJECTS, SHORT_WORDS, SUBJECTS, SURNAMES, TOWNS,
    VERBS,
};

/// A sentence that mentions nothing.
pub fn sentence(chance: &mut Chance) -> String {
    let (subject, verb, object) = (chance.of(SUBJECTS), chance.of(VERBS), chance.of(OBJECTS));
    if chance.once_in(5) {
        return format!("{subject} {verb} {object}.");
    }
    let circumstance = chance.of(CIRCUMSTANCES);
    if chance.once_in(8) {
        return format!("{subject} {verb} **{object}**, {circumstance}.");
    }
    format!("{subject} {verb} {object}, {circumstance}.")
}

/// What something is about, in a few words without a capital.
pub fn subject_matter(chance: &mut Chance) -> String {
    format!("{} {}", chance.of(NOUNS), chance.of(ADJECTIVES))
}

/// `words` after an article or a preposition that contracts with it: `le`, `de`, `du` or `au`.
pub fn after(before: &str, words: &str) -> String {
    if words.starts_with(['A', 'E', 'O', 'U', 'Y', 'É', 'a', 'e', 'h', 'i', 'o', 'u', 'é']) {
        let elided = match before {
            "le" => "l’",
            "de" => "d’",
            "du" => "de l’",
            _ => "à l’",
        };
        return format!("{elided}{words}");
    }
    format!("{before} {words}")
}

/// `count` terms, each different: half of them acronyms with what they stand for, half of them phrases.
pub fn terms(count: usize, chance: &mut Chance) -> Vec<(String, Option<String>)> {
    // An acronym that is also a word would be taken for it.
    let sentences = [SUBJECTS, VERBS, OBJECTS, CIRCUMSTANCES, SHORT_WORDS].concat();
    let words = sentences.iter().flat_map(|text| text.split(|c: char| !c.is_alphabetic()));
    let mut taken: BTreeSet<String> = words.map(|word| fold(&word.to_lowercase())).collect();
    let mut terms = Vec::new();
    while terms.len() < count {
        let phrase = subject_matter(chance);
        if terms.len() % 2 == 1 {
            if taken.insert(phrase.clone()) {
                terms.push((phrase, None));
            }
            continue;
        }
        let expansion = format!("{phrase} {}", chance.of(ADJECTIVES));
        let mut acronym: String = expansion.split(' ').filter_map(|word| fold(word).chars().next()).collect();
        if terms.len() >= 100 {
            // Three letters alone would soon repeat.
            acronym.push(char::from(b'a' + chance.below(26) as u8));
        }
        if taken.insert(acronym.clone()) {
            terms.push((acronym.to_uppercase(), Some(expansion)));
        }
    }
    terms
}

fn fold(word: &str) -> String {
    word.replace(['é', 'è', 'ê'], "e").replace(['à', 'â'], "a").replace('ô', "o")
}

/// The name of the person number `index`; all differ.
pub fn person(index: usize) -> String {
    let first = FIRST_NAMES[index % FIRST_NAMES.len()];
    let turn = index / FIRST_NAMES.len();
    let surname = SURNAMES[(turn + index) % SURNAMES.len()];
    match turn / SURNAMES.len() {
        0 => format!("{first} {surname}"),
        more => format!("{first} {surname}-{}", SURNAMES[(more - 1) % SURNAMES.len()]),
    }
}

/// The type and the name of the organisation number `index`; all differ.
pub fn organisation(index: usize) -> (&'static str, String) {
    let (kind, body) = BODIES[index % BODIES.len()];
    let turn = index / BODIES.len();
    let town = after("de", TOWNS[turn % TOWNS.len()]);
    match turn / TOWNS.len() {
        0 => (kind, format!("{body} {town}")),
        more => (kind, format!("{body} {town}, section {}", more + 1)),
    }
}

/// A day, counted from 1 January 2000 in months of 28 days, so that every number is a date.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub usize);

/// Days in a year, as [`Day`] counts them.
pub const YEAR: usize = 12 * 28;

impl Day {
    pub fn year(self) -> usize {
        2000 + self.0 / YEAR
    }

    fn month(self) -> usize {
        self.0 % YEAR / 28 + 1
    }

    fn day(self) -> usize {
        self.0 % 28 + 1
    }

    pub fn plus(self, days: usize) -> Day {
        Day(self.0 + days)
    }

    /// `2009-07-21`.
    pub fn iso(self) -> String {
        format!("{}-{:02}-{:02}", self.year(), self.month(), self.day())
    }

    /// `21 juillet 2009`.
    pub fn words(self) -> String {
        let ordinal = if self.day() == 1 { "er" } else { "" };
        format!("{}{ordinal} {} {}", self.day(), MONTHS[self.month() - 1], self.year())
    }

    /// A date in the following year, in one of the forms that a corpus may use, as YAML.
    pub fn some_date_next_year(self, chance: &mut Chance) -> String {
        let year = self.year() + 1;
        let month = chance.below(12) + 1;
        match chance.below(9) {
            0 | 1 => format!("{year}-{month:02}-{:02}", chance.below(28) + 1),
            2 => format!("{year}-{month:02}"),
            3 => format!("{year}-T{}", chance.below(4) + 1),
            4 => format!("{year}-S{}", chance.below(2) + 1),
            5 => format!("{year}"),
            6 => format!("au plus tard le 1er {} {year}", MONTHS[month - 1]),
            7 => "dès que possible".to_owned(),
            _ => format!("{{date: {year}-{month:02}, wording: courant {} {year}}}", MONTHS[month - 1]),
        }
    }
}
