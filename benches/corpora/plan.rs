//! Who is in a made corpus: how many records of each kind, their ids, and the facts that others refer to.

use crate::chance::Chance;
use crate::french::{self, Day, YEAR};

/// The mission headings that every convention has; references and threads may point at them.
pub const MISSIONS: usize = 3;

/// The day of the corpus: everything signed is signed before it.
pub const AS_OF: &str = "2021-06-30";

/// What the text of a record may refer to.
pub struct Plan {
    pub organisations: usize,
    pub persons: usize,
    pub themes: usize,
    pub sources: usize,
    pub threads: usize,
    pub accords: usize,
    pub conventions: Vec<Convention>,
    pub avenants: Vec<Avenant>,
    pub terms: Vec<(String, Option<String>)>,
    pub legal_texts: Vec<LegalText>,
}

pub struct Convention {
    pub signed: Day,
    /// The convention that it takes over from, by index.
    pub succeeds: Option<usize>,
    /// The titles of its missions, which threads quote.
    pub missions: Vec<String>,
}

pub struct Avenant {
    /// The convention that it amends, by index.
    pub amends: usize,
    /// Its number among the avenants of that convention.
    pub number: usize,
    pub signed: Day,
}

pub struct LegalText {
    /// The first word of its id: `loi`, `decret` or `ordonnance`.
    pub kind: &'static str,
    pub number: String,
    pub date: Day,
}

impl LegalText {
    pub fn id(&self) -> String {
        format!("{}-{}", self.kind, self.number)
    }

    /// `loi n° 2009-879 du 21 juillet 2009`.
    pub fn name(&self) -> String {
        let word = if self.kind == "decret" { "décret" } else { self.kind };
        format!("{word} n° {} du {}", self.number, self.date.words())
    }

    /// `la loi n° …`, `le décret n° …`.
    pub fn with_article(&self) -> String {
        let article = match self.kind {
            "loi" => "la ",
            "decret" => "le ",
            _ => "l’",
        };
        format!("{article}{}", self.name())
    }

    /// `de la loi n° …`, `du décret n° …`.
    pub fn of(&self) -> String {
        let article = match self.kind {
            "loi" => "de la ",
            "decret" => "du ",
            _ => "de l’",
        };
        format!("{article}{}", self.name())
    }
}

impl Plan {
    /// The plan of a corpus of `records` records, at least 100 of them.
    pub fn new(records: usize, chance: &mut Chance) -> Plan {
        let records = records.max(100);
        let part = |percent: usize| (records * percent / 100).max(2);
        let (organisations, persons, sources) = (part(5), part(5), part(2));
        let (themes, threads, laws) = (part(1), part(1), part(3));
        let accords = (records / 200).max(1);
        let terms = (records * 3 / 10).min(300);
        let rest = records - organisations - persons - sources - themes - threads - laws - accords - terms;
        let pairs = rest * 3 / 20;
        let conventions = rest - 2 * pairs;

        let conventions: Vec<Convention> = (0..conventions)
            .map(|index| Convention {
                // From 2000 to 2018, in the order of their numbers; a fifth of them is four years.
                signed: Day(index * 19 * YEAR / conventions),
                succeeds: index.checked_sub(conventions / 4),
                missions: (0..MISSIONS).map(|_| french::subject_matter(chance)).collect(),
            })
            .collect();
        let avenants = (0..2 * pairs)
            .map(|index| {
                let (amends, number) = (index / 2 * conventions.len() / pairs, index % 2 + 1);
                Avenant { amends, number, signed: conventions[amends].signed.plus(number * 200) }
            })
            .collect();
        let legal_texts = (0..laws)
            .map(|index| {
                let date = Day(index * 15 * YEAR / laws);
                let kind = ["loi", "decret", "ordonnance"][index % 3];
                LegalText { kind, number: format!("{}-{}", date.year(), 100 + index), date }
            })
            .collect();
        let terms = french::terms(terms, chance);
        Plan { organisations, persons, themes, sources, threads, accords, conventions, avenants, terms, legal_texts }
    }

    /// How many records are instruments without measures: conventions and avenants.
    pub fn texts(&self) -> usize {
        self.conventions.len() + self.avenants.len()
    }
}

/// `organisation-0007`: the id of the record number 7 of a kind.
pub fn id(kind: &str, index: usize) -> String {
    format!("{kind}-{index:04}")
}
