//! Records → Corpus: the one value that rules, pages and every other output read.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::model::time::Day;
use crate::model::{Measure, Record};
use crate::parse::Config;
use crate::schema::Kinds;

use super::backlinks::Backlink;
use super::milestones::Due;

/// Everything under one `recueil.yaml`, holding together.
///
/// Without drafts only published and repealed records are in it, so that no output can show another.
pub struct Corpus {
    pub config: Config,
    pub kinds: Arc<Kinds>,
    pub as_of: Day,
    /// True where drafts are shown and marked.
    pub drafts: bool,
    /// In the order of their ids.
    pub records: Vec<Record>,
    pub(super) by_id: HashMap<Arc<str>, usize>,
    /// What refers to each record, by its index: in the order of relation, then of the referring record.
    pub(super) backlinks: Vec<Vec<Backlink>>,
    /// Every dated point of the corpus, in the order of time.
    pub dues: Vec<Due>,
    pub(super) dues_of_record: BTreeMap<usize, Vec<usize>>,
    pub(super) dues_of_organisation: BTreeMap<usize, Vec<usize>>,
    /// The entries of the glossary, in the order of the language.
    pub entries: Vec<Entry>,
    pub(super) entry_by_id: HashMap<Arc<str>, usize>,
    /// Where each entry is used: by the record's id.
    pub(super) uses: HashMap<Arc<str>, Vec<Use>>,
    /// What cites each legal text: by the record's id.
    pub(super) citing: HashMap<Arc<str>, Vec<Citing>>,
    /// Former ids and the record that each now leads to.
    pub redirects: BTreeMap<String, usize>,
}

/// An entry of the glossary: a term, or an organisation that has an acronym.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The record that it belongs to.
    pub record: usize,
    /// What the glossary files it under: the term or the acronym.
    pub head: String,
    /// What the head stands for.
    pub expansion: Option<String>,
    /// The first letter, without accent, in capitals; `#` for a digit or a sign.
    pub letter: char,
}

/// A place that uses an entry of the glossary.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    pub record: usize,
    /// The nearest anchor above.
    pub anchor: Option<String>,
}

/// A place that cites a legal text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Citing {
    pub record: usize,
    pub anchor: Option<String>,
    /// Such as `8 bis`, where an article of the text is meant.
    pub article: Option<String>,
}

impl Corpus {
    pub fn index(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    pub fn get(&self, id: &str) -> Option<&Record> {
        self.index(id).map(|at| &self.records[at])
    }

    /// What refers to the record of that index.
    pub fn backlinks(&self, record: usize) -> &[Backlink] {
        &self.backlinks[record]
    }

    /// The glossary's entry that the record of that id stands behind.
    pub fn entry(&self, id: &str) -> Option<&Entry> {
        self.entry_by_id.get(id).map(|&at| &self.entries[at])
    }

    /// Where the entry of that record is used, in the order of records.
    pub fn uses(&self, id: &str) -> &[Use] {
        self.uses.get(id).map_or(&[], Vec::as_slice)
    }

    /// Where that legal text is cited, in the order of records.
    pub fn citing(&self, id: &str) -> &[Citing] {
        self.citing.get(id).map_or(&[], Vec::as_slice)
    }

    /// The dated points of one record, in the order of time.
    pub fn dues_of_record(&self, record: usize) -> impl Iterator<Item = &Due> {
        self.dues_of_record.get(&record).into_iter().flatten().map(|&at| &self.dues[at])
    }

    /// The dated points that an organisation leads or takes part in, in the order of time.
    pub fn dues_of_organisation(&self, record: usize) -> impl Iterator<Item = &Due> {
        self.dues_of_organisation.get(&record).into_iter().flatten().map(|&at| &self.dues[at])
    }

    /// The measure of a record by its anchor.
    pub fn measure(&self, record: usize, anchor: &str) -> Option<&Measure> {
        self.records[record].measure(anchor)
    }

    /// The records of one kind, in the order of their ids.
    pub fn of_kind<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = (usize, &'a Record)> {
        self.records.iter().enumerate().filter(move |(_, record)| &*record.kind == kind)
    }
}
