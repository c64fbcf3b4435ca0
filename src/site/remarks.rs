//! The annotations by what they are filtered by: what became of them, the record that they are on, who made them; and the
//! pages that this makes.

use std::collections::{BTreeMap, HashMap};

use crate::diagnostics::Lang;
use crate::model::Disposition;
use crate::prose::slug;
use crate::resolve::{Anchored, Corpus, Found};

use super::cuts::LONG;

/// What annotations are filtered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RemarkFacet {
    Disposition,
    Record,
    By,
}

impl RemarkFacet {
    /// Its name in addresses, and in the query of a combination.
    pub fn key(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (RemarkFacet::Disposition, Lang::Fr) => "suite",
            (RemarkFacet::Disposition, Lang::En) => "disposition",
            (RemarkFacet::Record, Lang::Fr) => "fiche",
            (RemarkFacet::Record, Lang::En) => "record",
            (RemarkFacet::By, Lang::Fr) => "auteur",
            (RemarkFacet::By, Lang::En) => "by",
        }
    }

    /// The key of its word in the interface's strings, after `remark_facet.`.
    pub fn word(self) -> &'static str {
        self.key(Lang::En)
    }
}

/// What a value of a facet is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remarked {
    Disposition(Disposition),
    /// Without a certain passage.
    Adrift,
    Record(usize),
    By(String),
}

/// A value, and the annotations that have it, as indexes into [`Corpus::annotations`].
#[derive(Debug)]
pub struct RemarkValue {
    pub key: String,
    pub of: Remarked,
    pub members: Vec<usize>,
}

/// A page of annotations: of all of them, of those that have a value, or of those of that value on one record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct RemarkPage {
    /// The facet and its value, by index.
    pub value: Option<(usize, usize)>,
    /// The value of the facet of records that a page too long is cut by, by index.
    pub record: Option<usize>,
}

/// What stands on a page of annotations.
#[derive(Debug, Default)]
pub struct RemarkRows {
    pub members: Vec<usize>,
    /// The pages that the annotations are on where they are too many for one.
    pub parts: Vec<RemarkPage>,
}

/// The facets that there is a choice in, and the pages of their values.
#[derive(Debug, Default)]
pub struct Remarks {
    pub facets: Vec<(RemarkFacet, Vec<RemarkValue>)>,
    pub pages: BTreeMap<RemarkPage, RemarkRows>,
    /// The page that the row of each annotation stands on, by its record.
    homes: HashMap<usize, RemarkPage>,
    /// The values of each annotation: the facet and the value, by index.
    of_annotation: Vec<Vec<(usize, usize)>>,
}

impl Remarks {
    /// What its addresses hang on: the pages, and the facets with the names of their values.
    pub(super) fn outline(&self) -> (Vec<RemarkPage>, Vec<(RemarkFacet, Vec<String>)>) {
        let names = |values: &Vec<RemarkValue>| values.iter().map(|value| value.key.clone()).collect();
        let facets = self.facets.iter().map(|(facet, values)| (*facet, names(values)));
        (self.pages.keys().copied().collect(), facets.collect())
    }

    pub fn new(corpus: &Corpus, lang: Lang) -> Remarks {
        let all = || corpus.annotations.iter().enumerate();
        let those = |fits: &dyn Fn(&Anchored) -> bool| -> Vec<usize> {
            all().filter(|(_, anchored)| fits(anchored)).map(|(at, _)| at).collect()
        };
        let value = |key: &str, of, members| RemarkValue { key: key.to_owned(), of, members };
        let mut dispositions: Vec<RemarkValue> = Disposition::ALL
            .into_iter()
            .map(|is| {
                let members = those(&|anchored| disposition(corpus, anchored) == Some(is));
                value(disposition_key(is, lang), Remarked::Disposition(is), members)
            })
            .collect();
        let adrift = if lang == Lang::Fr { "sans-passage" } else { "adrift" };
        let lost = those(&|anchored| !matches!(anchored.found, Found::At(_)));
        dispositions.push(value(adrift, Remarked::Adrift, lost));
        dispositions.retain(|value| !value.members.is_empty());
        let mut records: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut people: BTreeMap<String, (String, Vec<usize>)> = BTreeMap::new();
        for (at, anchored) in all() {
            records.entry(anchored.target).or_default().push(at);
            let by = corpus.records[anchored.annotation].fields.text("by").unwrap_or_default();
            // Names that differ by their accents and capitals alone are one.
            if !slug(&by).is_empty() {
                people.entry(slug(&by)).or_insert_with(|| (by, Vec::new())).1.push(at);
            }
        }
        let records = records.into_iter();
        let records =
            records.map(|(at, members)| value(&corpus.records[at].id, Remarked::Record(at), members)).collect();
        let people = people.into_iter().map(|(key, (by, members))| value(&key, Remarked::By(by), members)).collect();
        let mut facets =
            vec![(RemarkFacet::Disposition, dispositions), (RemarkFacet::Record, records), (RemarkFacet::By, people)];
        // What is too long for one page is cut by record.
        let is_long = corpus.annotations.len() > LONG;
        facets.retain(|(facet, values): &(_, Vec<RemarkValue>)| {
            values.len() > 1 || (is_long && *facet == RemarkFacet::Record)
        });
        let mut of_annotation = vec![Vec::new(); corpus.annotations.len()];
        for (facet, (_, values)) in facets.iter().enumerate() {
            for (value, of) in values.iter().enumerate() {
                of.members.iter().for_each(|&at| of_annotation[at].push((facet, value)));
            }
        }
        let pages = pages(&facets, corpus.annotations.len());
        let homes = all().map(|(at, anchored)| (anchored.annotation, home(&pages, at))).collect();
        Remarks { facets, pages, homes, of_annotation }
    }

    /// A value of a facet by its index.
    pub fn value(&self, of: RemarkFacet, value: usize) -> Option<&RemarkValue> {
        let (_, values) = self.facets.iter().find(|(facet, _)| *facet == of)?;
        values.get(value)
    }

    /// The page that the row of an annotation stands on, by its record.
    pub fn home(&self, annotation: usize) -> RemarkPage {
        self.homes.get(&annotation).copied().unwrap_or_default()
    }

    /// The page that leads to all annotations on a record.
    pub fn on_record(&self, corpus: &Corpus, record: usize) -> RemarkPage {
        let first = |page: &RemarkPage| self.pages[page].members.first().map(|&at| corpus.annotations[at].target);
        let parts = self.pages.get(&RemarkPage::default()).into_iter().flat_map(|all| &all.parts);
        parts.copied().find(|page| first(page) == Some(record)).unwrap_or_default()
    }

    /// The keys of an annotation's values in a facet, by its index.
    pub fn keys(&self, annotation: usize, facet: usize) -> impl Iterator<Item = &str> {
        let of_facet = self.of_annotation[annotation].iter().filter(move |(of, _)| *of == facet);
        of_facet.map(move |&(_, value)| &*self.facets[facet].1[value].key)
    }
}

/// Every page with what stands on it. One that is too long is cut by record, and one of a record by what became of them.
fn pages(facets: &[(RemarkFacet, Vec<RemarkValue>)], count: usize) -> BTreeMap<RemarkPage, RemarkRows> {
    let place = |of: RemarkFacet| facets.iter().position(|(facet, _)| *facet == of);
    let (records, dispositions) = (place(RemarkFacet::Record), place(RemarkFacet::Disposition));
    let parts = |page: RemarkPage| -> Vec<RemarkPage> {
        let Some(records) = records else { return Vec::new() };
        let each = || 0..facets[records].1.len();
        match page.value {
            None => each().map(|at| RemarkPage { value: Some((records, at)), record: None }).collect(),
            Some((facet, record)) if facet == records => {
                let values = dispositions.map(|of| facets[of].1.iter().enumerate().map(move |value| (of, value)));
                let values = values.into_iter().flatten();
                // Each has one of these; whether it found its passage is another question.
                let values = values.filter(|(_, (_, value))| value.of != Remarked::Adrift);
                values.map(|(of, (at, _))| RemarkPage { value: Some((of, at)), record: Some(record) }).collect()
            }
            Some(_) => each().map(|at| RemarkPage { record: Some(at), ..page }).collect(),
        }
    };
    let members = |page: RemarkPage| -> Vec<usize> {
        let Some((facet, value)) = page.value else { return (0..count).collect() };
        let mut members = facets[facet].1[value].members.clone();
        if let Some((of, record)) = records.zip(page.record) {
            members.retain(|at| facets[of].1[record].members.binary_search(at).is_ok());
        }
        members
    };
    let values = facets.iter().enumerate().flat_map(|(facet, (_, values))| {
        (0..values.len()).map(move |value| RemarkPage { value: Some((facet, value)), record: None })
    });
    let mut pages = BTreeMap::new();
    for page in std::iter::once(RemarkPage::default()).chain(values) {
        let of_page = members(page);
        let mut cut = if of_page.len() > LONG { parts(page) } else { Vec::new() };
        cut.retain(|&part| {
            let members = members(part);
            let is_any = !members.is_empty();
            if is_any && part.record.is_some() {
                pages.insert(part, RemarkRows { members, parts: Vec::new() });
            }
            is_any
        });
        pages.insert(page, RemarkRows { members: of_page, parts: cut });
    }
    pages
}

/// The page that an annotation's row stands on: the one of all, or the part of a part of it.
fn home(pages: &BTreeMap<RemarkPage, RemarkRows>, annotation: usize) -> RemarkPage {
    let mut page = RemarkPage::default();
    let part_of = |page: &RemarkPage| {
        let holds = |part: &&RemarkPage| pages[part].members.binary_search(&annotation).is_ok();
        pages[page].parts.iter().find(holds).copied()
    };
    while let Some(part) = part_of(&page) {
        page = part;
    }
    page
}

/// What became of an annotation.
pub fn disposition(corpus: &Corpus, anchored: &Anchored) -> Option<Disposition> {
    corpus.records[anchored.annotation].annotation.as_ref().map(|annotation| annotation.disposition)
}

fn disposition_key(of: Disposition, lang: Lang) -> &'static str {
    match (of, lang) {
        (of, Lang::En) => of.key(),
        (Disposition::Open, Lang::Fr) => "ouvertes",
        (Disposition::Accepted, Lang::Fr) => "retenues",
        (Disposition::Partly, Lang::Fr) => "retenues-en-partie",
        (Disposition::Rejected, Lang::Fr) => "ecartees",
        (Disposition::Noted, Lang::Fr) => "notees",
    }
}
