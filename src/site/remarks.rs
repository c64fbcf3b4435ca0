//! The annotations by what they are filtered by: what became of them, the record that they are on, who made them.

use std::collections::BTreeMap;

use crate::diagnostics::Lang;
use crate::model::Disposition;
use crate::prose::slug;
use crate::resolve::{Anchored, Corpus, Found};

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

/// The facets that there is a choice in.
#[derive(Debug, Default)]
pub struct Remarks {
    pub facets: Vec<(RemarkFacet, Vec<RemarkValue>)>,
    /// The values of each annotation: the facet and the value, by index.
    of_annotation: Vec<Vec<(usize, usize)>>,
}

impl Remarks {
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
        facets.retain(|(_, values): &(_, Vec<RemarkValue>)| values.len() > 1);
        let mut of_annotation = vec![Vec::new(); corpus.annotations.len()];
        for (facet, (_, values)) in facets.iter().enumerate() {
            for (value, of) in values.iter().enumerate() {
                of.members.iter().for_each(|&at| of_annotation[at].push((facet, value)));
            }
        }
        Remarks { facets, of_annotation }
    }

    /// The keys of an annotation's values in a facet, by its index.
    pub fn keys(&self, annotation: usize, facet: usize) -> impl Iterator<Item = &str> {
        let of_facet = self.of_annotation[annotation].iter().filter(move |(of, _)| *of == facet);
        of_facet.map(move |&(_, value)| &*self.facets[facet].1[value].key)
    }
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
