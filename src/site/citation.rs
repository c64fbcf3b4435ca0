//! What a record, or a measure of one, is cited by: the facts that every format of a citation is printed from.
//!
//! Nothing in it comes from the clock, so there is no day on which it was consulted: who cites adds that.

use crate::model::time::When;
use crate::model::{Measure, Record, Status};
use crate::resolve::Corpus;

use super::cuts::date_of;
use super::{Site, routes};

/// What sort of thing is cited, as far as tools for references tell them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A text with parties or authors of its own: an instrument, a recommendation, a position.
    Text,
    Report,
    /// A law, a code.
    Law,
    /// What the executive makes: a decree, an order, a circular.
    Regulation,
    /// An entry of the glossary.
    Term,
    /// A number or a series of them.
    Figure,
    /// Part of a text: a measure.
    Part,
    /// What the editors of the site wrote.
    Page,
}

/// The facts of a citation: plain text in the words of the sources, without typography.
#[derive(Clone, Debug)]
pub struct Citation {
    /// The record's id; a measure's anchor after a colon.
    pub key: String,
    pub sort: Sort,
    /// What its kind is called in the site's language.
    pub genre: String,
    pub title: String,
    pub number: Option<String>,
    /// Names as they are written: no surname is guessed.
    pub authors: Vec<String>,
    /// The organisations that a report was made for, else by.
    pub institution: Option<String>,
    pub issued: Option<When>,
    /// The title of the text that it is part of.
    pub within: Option<String>,
    /// Who publishes the site.
    pub publisher: Option<String>,
    /// BCP 47.
    pub language: String,
    /// What makes this state of the record tell from another, in the site's language: draft, revision, as-of date.
    pub state: Vec<String>,
    /// Whole, where the base of the site is known.
    pub address: Option<String>,
}

impl Citation {
    /// Whose work it is: its authors, else the publisher of what the editors of the site wrote.
    pub fn credited(&self) -> &[String] {
        match self.sort {
            Sort::Page | Sort::Term | Sort::Figure if self.authors.is_empty() => self.publisher.as_slice(),
            _ => &self.authors,
        }
    }
}

impl Site {
    /// What a record is cited by, or the measure of it of that index.
    pub fn citation(&self, record: usize, measure: Option<usize>) -> Citation {
        let of = &self.corpus.records[record];
        let publisher = self.corpus.config.publisher.as_ref().map(|publisher| publisher.name.clone());
        let whole = Citation {
            key: of.id.to_string(),
            sort: sort(of),
            genre: self.corpus.kinds.get(&of.kind).map_or(String::new(), |kind| kind.title.get(self.lang).clone()),
            title: of.title.clone(),
            number: of.fields.text("number").filter(|number| !of.title.contains(number.as_str())),
            authors: authors(&self.corpus, of),
            institution: institution(&self.corpus, of),
            issued: issued(&self.corpus, record),
            within: None,
            publisher,
            language: of.language.clone().unwrap_or_else(|| self.corpus.config.language.clone()),
            state: self.state_of(record),
            address: self.canonical(&routes::of_record(of)),
        };
        match measure.map(|at| &of.measures[at]) {
            Some(measure) => self.part(whole, of, measure),
            None => whole,
        }
    }

    fn part(&self, whole: Citation, of: &Record, measure: &Measure) -> Citation {
        let word = self.strings.get("measure");
        Citation {
            key: format!("{}:{}", whole.key, measure.anchor),
            sort: Sort::Part,
            genre: word.to_owned(),
            title: format!("{word} {} : {}", measure.number, measure.title),
            number: Some(measure.number.clone()),
            within: Some(whole.title),
            address: self.canonical(&routes::of_measure(of, measure)),
            ..whole
        }
    }

    /// « Brouillon », « Fiche révisée le … », « Situation arrêtée au … »: the last where the page tells how things stand.
    fn state_of(&self, record: usize) -> Vec<String> {
        let of = &self.corpus.records[record];
        let status = (of.status != Status::Published).then(|| format!("cite.{}", of.status.key()));
        let status = status.map(|key| self.strings.get(&key).to_owned());
        let revised = of.revised.as_ref();
        let revised = revised.map(|when| self.strings.fill("cite_revised", &[("when", &when.describe(self.lang))]));
        let has_calendar = !of.measures.is_empty()
            || self.corpus.dues_of_record(record).next().is_some()
            || self.corpus.dues_of_organisation(record).next().is_some();
        let as_of = self.corpus.as_of.filter(|_| has_calendar);
        let as_of =
            as_of.map(|day| format!("{} {}", self.strings.get("as_of_text"), When::from(day).describe(self.lang)));
        status.into_iter().chain(revised).chain(as_of).collect()
    }
}

fn sort(record: &Record) -> Sort {
    match &*record.kind {
        "report" => Sort::Report,
        "term" => Sort::Term,
        "legal-text" => match record.fields.text("type").as_deref() {
            Some("loi" | "ordonnance" | "code") => Sort::Law,
            Some("other") | None => Sort::Text,
            Some(_) => Sort::Regulation,
        },
        _ if record.figure.is_some() => Sort::Figure,
        "recommendation" | "position" => Sort::Text,
        _ if record.instrument.is_some() => Sort::Text,
        _ => Sort::Page,
    }
}

/// Who speaks in a record: its authors, else its parties, else who signed it, else the authors of the report that it came
/// out of. Of what the editors wrote, nobody but the publisher.
fn authors(corpus: &Corpus, record: &Record) -> Vec<String> {
    let label = |id: &str| corpus.get(id).map_or_else(|| id.to_owned(), |of| of.title.clone());
    let named = |record: &Record, field: &str| -> Vec<String> {
        record.fields.links(field).map(|link| label(&link.target)).collect()
    };
    let signatories = || {
        let all = record.instrument.iter().flat_map(|instrument| &instrument.signatories);
        let mut names: Vec<String> = Vec::new();
        for id in all.filter_map(|signatory| signatory.organisation.as_ref().or(signatory.person.as_ref())) {
            if !names.contains(&label(id)) {
                names.push(label(id));
            }
        }
        names
    };
    let report = || record.fields.links("arises_from").next().and_then(|link| corpus.get(&link.target));
    let found = [named(record, "authors"), named(record, "parties"), signatories()];
    let own = found.into_iter().find(|names| !names.is_empty());
    own.or_else(|| Some(named(report()?, "authors"))).unwrap_or_default()
}

fn institution(corpus: &Corpus, record: &Record) -> Option<String> {
    let named = |field: &str| {
        let records = record.fields.links(field).filter_map(|link| corpus.get(&link.target));
        let organisations = records.filter(|of| &*of.kind == "organisation").map(|of| of.title.as_str());
        Some(organisations.collect::<Vec<_>>().join(", ")).filter(|names| !names.is_empty())
    };
    named("commissioned_by").or_else(|| named("authors"))
}

/// When it was signed or published; what the editors wrote is as old as its revision. The day that a number holds for
/// is none of these.
fn issued(corpus: &Corpus, record: usize) -> Option<When> {
    let of = &corpus.records[record];
    let own = date_of(corpus, record).filter(|_| of.figure.is_none());
    own.or(of.revised.as_ref()).filter(|when| when.edtf().is_some()).cloned()
}

/// Year, month and day of a date that is just that: `2021-03` gives two numbers, « fin 2021 » none.
pub fn parts(when: &When) -> Option<Vec<u16>> {
    let edtf = when.edtf()?;
    let numbers: Option<Vec<u16>> = edtf.split('-').map(|part| part.parse().ok()).collect();
    // The months from 13 on are seasons, quarters and halves.
    numbers.filter(|numbers| numbers.len() <= 3 && numbers.get(1).is_none_or(|month| *month <= 12))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_has_as_many_parts_as_the_source_gives() {
        let parts = |text: &str| parts(&When::parse(text).expect("the date can be read"));
        assert_eq!(parts("2021-03-12"), Some(vec![2021, 3, 12]));
        assert_eq!(parts("mars 2021"), Some(vec![2021, 3]));
        assert_eq!(parts("2021"), Some(vec![2021]));
        for imprecise in
            ["2021-T1", "fin 2021", "2021~", "2021/2023", "au plus tard le 1er mars 2021", "dès que possible"]
        {
            assert_eq!(parts(imprecise), None, "{imprecise}");
        }
    }
}
