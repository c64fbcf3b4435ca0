//! The timeline of the corpus: every dated point, and the pages that hold those of one year, instrument, organisation,
//! theme or state, under keys that stand in addresses and never change.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::diagnostics::Lang;
use crate::resolve::{Corpus, State};

use super::cuts::{self, Group, LONG, Stretch};

/// What the points are filtered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Facet {
    Year,
    Instrument,
    Organisation,
    Theme,
    State,
}

impl Facet {
    pub const ALL: [Facet; 5] = [Facet::State, Facet::Year, Facet::Instrument, Facet::Organisation, Facet::Theme];

    /// Its name in addresses, and in the query of a combination.
    pub fn key(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Facet::Year, Lang::Fr) => "annee",
            (Facet::Year, Lang::En) => "year",
            (Facet::Instrument, _) => "instrument",
            (Facet::Organisation, _) => "organisation",
            (Facet::Theme, _) => "theme",
            (Facet::State, Lang::Fr) => "etat",
            (Facet::State, Lang::En) => "state",
        }
    }

    /// The key of its word in the interface's strings, after `facet.`.
    pub fn word(self) -> &'static str {
        self.key(Lang::En)
    }
}

/// How many points a value has at least for a page of its own, where it is a record with a calendar.
const FEW: usize = 3;

/// The dated points of the corpus by all that they are filtered by. Points are indexes into [`Corpus::dues`].
#[derive(Debug, Default, PartialEq)]
pub struct Timeline {
    pub facets: Vec<Values>,
    /// The facet and the value that each record is, by index, where that has a page.
    of_record: HashMap<usize, (usize, usize)>,
}

/// The values of a facet that have points.
#[derive(Debug, PartialEq)]
pub struct Values {
    pub facet: Facet,
    pub values: Vec<Value>,
    /// The values by initial, by their index, where they are too many for one page.
    pub initials: Vec<Group>,
    /// The values of each point, by their indexes, one point after the other.
    of_points: Vec<usize>,
    /// Where those of each point begin there, and where those of the last one end.
    begins: Vec<usize>,
}

/// One value of a facet, with its points.
#[derive(Debug, PartialEq)]
pub struct Value {
    /// Stands in the address: a year, an id, a state.
    pub key: String,
    pub of: Of,
    /// All its points, in the order of time.
    pub points: Vec<usize>,
    /// Those that its own page lists: all of them, unless they are cut.
    pub own: Vec<usize>,
    /// The pages that the others stand on, where they are many: years, for a year its quarters and halves.
    pub cut: Vec<Stretch>,
    /// False where they are so few that the calendar on the page of the record that it is says as much.
    pub has_page: bool,
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    Year(i16),
    Asap,
    Undated,
    Record(usize),
    State(State),
}

/// A page of the timeline, by indexes into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    Whole,
    /// The values of a facet, or those under one initial.
    Values {
        facet: usize,
        initial: Option<usize>,
    },
    /// The points of one value, or of a stretch of them, or of a part of the stretch.
    Value {
        facet: usize,
        value: usize,
        stretch: Option<usize>,
        part: Option<usize>,
    },
}

impl Timeline {
    /// `stretches` are those of all points.
    pub(super) fn new(corpus: &Corpus, stretches: &[Stretch], lang: Lang) -> Timeline {
        let facets = Facet::ALL.into_par_iter().map(|facet| values(corpus, facet, stretches, lang));
        let facets: Vec<Values> = facets.filter(|facet| !facet.values.is_empty()).collect();
        let mut of_record = HashMap::new();
        for (facet, of) in facets.iter().enumerate() {
            for (value, of) in of.values.iter().enumerate().filter(|(_, of)| of.has_page) {
                if let Of::Record(record) = of.of {
                    of_record.entry(record).or_insert((facet, value));
                }
            }
        }
        Timeline { facets, of_record }
    }

    /// The page of the points that have to do with a record, where they have one, and how many they are.
    pub fn of_record(&self, record: usize) -> Option<(Page, usize)> {
        let &(facet, value) = self.of_record.get(&record)?;
        let points = self.facets[facet].values[value].points.len();
        Some((Page::Value { facet, value, stretch: None, part: None }, points))
    }

    /// Every page, in an order of no meaning.
    pub fn pages(&self) -> Vec<Page> {
        let mut pages = vec![Page::Whole];
        for (facet, of) in self.facets.iter().enumerate() {
            pages.push(Page::Values { facet, initial: None });
            pages.extend((0..of.initials.len()).map(|initial| Page::Values { facet, initial: Some(initial) }));
            for (value, of) in of.values.iter().enumerate().filter(|(_, of)| of.has_page) {
                pages.push(Page::Value { facet, value, stretch: None, part: None });
                for (stretch, of) in of.cut.iter().enumerate() {
                    let page = |part| Page::Value { facet, value, stretch: Some(stretch), part };
                    pages.push(page(None));
                    pages.extend((0..of.parts.len()).map(|part| page(Some(part))));
                }
            }
        }
        pages
    }

    /// What the address of a page has after that of the whole timeline.
    pub fn keys(&self, page: Page, lang: Lang) -> Vec<&str> {
        match page {
            Page::Whole => Vec::new(),
            Page::Values { facet, initial } => {
                let of = &self.facets[facet];
                let initial = initial.map(|at| &*of.initials[at].key);
                let below = initial.map(|_| INITIALS);
                [Some(of.facet.key(lang)), below, initial].into_iter().flatten().collect()
            }
            Page::Value { facet, value, stretch, part } => {
                let of = &self.facets[facet].values[value];
                let stretch = stretch.map(|at| &of.cut[at]);
                let part = stretch.zip(part).map(|(stretch, part)| &*stretch.parts[part].key);
                let stretch = stretch.map(|stretch| &*stretch.key);
                [Some(self.facets[facet].facet.key(lang)), Some(&*of.key), stretch, part]
                    .into_iter()
                    .flatten()
                    .collect()
            }
        }
    }
}

impl Values {
    /// The values that a point has, by index.
    pub fn of_point(&self, due: usize) -> impl Iterator<Item = usize> {
        self.of_points[self.begins[due]..self.begins[due + 1]].iter().copied()
    }
}

/// What stands between a facet and an initial in an address: no state and no year has it as its key, and no record as its id.
const INITIALS: &str = "index";

/// The name of a state in addresses.
fn state_key(state: State, lang: Lang) -> &'static str {
    match (lang, state) {
        (Lang::En, state) => state.key(),
        (Lang::Fr, State::Late) => "en-retard",
        (Lang::Fr, State::PastUnknown) => "suite-non-renseignee",
        (Lang::Fr, State::Upcoming) => "a-venir",
        (Lang::Fr, State::Planned) => "prevue",
        (Lang::Fr, State::Started) => "engagee",
        (Lang::Fr, State::Partly) => "realisee-en-partie",
        (Lang::Fr, State::Delayed) => "reportee",
        (Lang::Fr, State::Done) => "realisee",
        (Lang::Fr, State::Abandoned) => "abandonnee",
    }
}

fn values(corpus: &Corpus, facet: Facet, stretches: &[Stretch], lang: Lang) -> Values {
    let values: Vec<Value> = match facet {
        Facet::Year => stretches.iter().map(year).collect(),
        Facet::State => {
            let mut by_state: Vec<(State, Vec<usize>)> = Vec::new();
            for (at, due) in corpus.dues().enumerate() {
                gather(&mut by_state, due.state, at);
            }
            by_state.sort_by_key(|(state, _)| *state);
            let value = |(state, points)| value(corpus, state_key(state, lang), Of::State(state), points, lang);
            by_state.into_iter().map(value).collect()
        }
        Facet::Instrument => with_calendar(by_record(corpus, |record| corpus.points_of(record).to_vec(), lang)),
        Facet::Organisation => {
            with_calendar(by_record(corpus, |record| corpus.points_of_organisation(record).to_vec(), lang))
        }
        Facet::Theme => {
            let mut points: Vec<Vec<usize>> = vec![Vec::new(); corpus.records.len()];
            for (at, due) in corpus.dues().enumerate() {
                due.themes.iter().for_each(|&theme| points[theme].push(at));
            }
            by_record(corpus, |theme| std::mem::take(&mut points[theme]), lang)
        }
    };
    let (of_points, begins) = by_point(&values, corpus.dues().len());
    let initial = |value: &Value| match value.of {
        Of::Record(at) => corpus.labels().initial(at),
        _ => None,
    };
    let initials = match values.len() > LONG && facet != Facet::Year {
        true => cuts::grouped(values.iter().map(initial).enumerate(), char::to_string),
        false => Vec::new(),
    };
    Values { facet, values, initials, of_points, begins }
}

/// The values of each point, one point after the other, and where those of each begin.
fn by_point(values: &[Value], count: usize) -> (Vec<usize>, Vec<usize>) {
    let mut begins = vec![0; count + 1];
    let points =
        || values.iter().enumerate().flat_map(|(at, value)| value.points.iter().map(move |&point| (point, at)));
    points().for_each(|(point, _)| begins[point + 1] += 1);
    (0..count).for_each(|point| begins[point + 1] += begins[point]);
    let (mut next, mut of_points) = (begins.clone(), vec![0; begins[count]]);
    for (point, value) in points() {
        of_points[next[point]] = value;
        next[point] += 1;
    }
    (of_points, begins)
}

/// Points by the records that they have to do with, in the order of the records' names.
fn by_record(corpus: &Corpus, mut of: impl FnMut(usize) -> Vec<usize>, lang: Lang) -> Vec<Value> {
    let with_points = corpus.labels().order().iter().map(|&at| (at, of(at)));
    let with_points = with_points.filter(|(_, points)| !points.is_empty());
    with_points.map(|(at, points)| value(corpus, &corpus.records[at].id, Of::Record(at), points, lang)).collect()
}

/// The values that are records with a calendar on their own page, which is enough for a few points.
fn with_calendar(values: Vec<Value>) -> Vec<Value> {
    values.into_iter().map(|value| Value { has_page: value.points.len() >= FEW, ..value }).collect()
}

fn gather<K: PartialEq>(groups: &mut Vec<(K, Vec<usize>)>, key: K, point: usize) {
    match groups.iter_mut().find(|(known, _)| *known == key) {
        Some((_, points)) => points.push(point),
        None => groups.push((key, vec![point])),
    }
}

fn value(corpus: &Corpus, key: &str, of: Of, points: Vec<usize>, lang: Lang) -> Value {
    let is_long = points.len() > LONG;
    let cut = if is_long { cuts::stretches(corpus, points.iter().copied(), lang) } else { Vec::new() };
    let own = if is_long { Vec::new() } else { points.clone() };
    Value { key: key.to_owned(), of, points, own, cut, has_page: true }
}

/// A year, or what stands outside of years: cut into its quarters and halves where it is long.
fn year(stretch: &Stretch) -> Value {
    let of = match stretch.year {
        Some(year) => Of::Year(year),
        None if stretch.is_asap => Of::Asap,
        None => Of::Undated,
    };
    let mut points: Vec<usize> =
        stretch.own.iter().chain(stretch.parts.iter().flat_map(|part| &part.members)).copied().collect();
    points.sort_unstable();
    let part = |part: &Group| Stretch {
        key: part.key.clone(),
        year: stretch.year,
        is_asap: stretch.is_asap,
        count: part.members.len(),
        own: part.members.clone(),
        parts: Vec::new(),
    };
    let cut = stretch.parts.iter().map(part).collect();
    Value { key: stretch.key.clone(), of, points, own: stretch.own.clone(), cut, has_page: true }
}
