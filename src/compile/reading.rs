//! Takes each file of `content/` through the stages that need no other file; what did not change is not read again.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostics::{Finding, Lang, Severity};
use crate::inputs::Inputs;
use crate::model::{self, Record};
use crate::parse;
use crate::prose::{UNKNOWN_BLOCK, is_slug};
use crate::schema::{self, Kinds};

use super::lost::Lost;

/// What was read last, in that language and by those kinds.
#[derive(Default)]
pub(super) struct Readings {
    language: String,
    kinds: Arc<Kinds>,
    inputs: Inputs,
    files: BTreeMap<Arc<str>, Arc<Reading>>,
}

/// What a file says. Nothing of it but its records is kept.
pub(super) struct Reading {
    pub records: Vec<Arc<Record>>,
    pub findings: Vec<Finding>,
    /// What is not known of its records for the faults in it or in the schema of its kind.
    pub lost: Option<Lost>,
}

/// Reads every file that holds records, in the order of their paths. `language` is the corpus's.
pub(super) fn read_all(
    inputs: &Inputs,
    kinds: &Arc<Kinds>,
    language: &str,
    last: Option<&mut Readings>,
) -> Vec<Arc<Reading>> {
    let (names, blocks) = (kinds.names(), kinds.block_names());
    let read = |path: &Arc<str>, bytes: &[u8], was: &[Arc<Record>]| {
        let mut findings = Vec::new();
        // What is not UTF-8 was found fault with when it was read.
        let source = std::str::from_utf8(bytes).unwrap_or_default();
        let documents = parse::read_file(path, source, &names, &blocks, &mut findings);
        let mut is_lost = false;
        let records = documents.into_iter().filter_map(|document| {
            let Some(kind) = kinds.get(&document.kind) else {
                // Its schema is found fault with.
                is_lost = true;
                return None;
            };
            schema::check(&document, kind, &mut findings);
            let own = document.fields.get("language").and_then(|node| node.text());
            let word = measure_word(Lang::of_tag(own.unwrap_or(language)));
            let record = model::read::read(document, kind, source, word, &mut findings);
            // The copy has nothing in reserve and lies in one place: a large corpus takes an eighth less.
            Some(Arc::new(record.clone()))
        });
        let records: Vec<_> = records.enumerate().map(|(at, record)| same_as_before(record, was.get(at))).collect();
        if is_lost {
            // The schema says which blocks there are.
            findings.retain(|finding| finding.code.name != UNKNOWN_BLOCK.name);
        }
        is_lost |= records.is_empty() && findings.iter().any(|of| of.severity == Severity::Error);
        let mut lost = is_lost.then(|| Lost::of_text(path, source));
        for record in records.iter().filter(|record| !is_slug(&record.id)) {
            lost.get_or_insert_default().add(&Lost::of_misnamed(&record.id));
        }
        Arc::new(Reading { records, findings, lost })
    };
    let Some(last) = last else {
        let files: Vec<_> = inputs.files.iter().filter(|(path, _)| is_record_file(path)).collect();
        return files.into_par_iter().map(|(path, bytes)| read(path, bytes, &[])).collect();
    };
    let mut paths = last.read_otherwise(kinds, language);
    let changes: Vec<Arc<str>> = inputs.changes(&last.inputs).into_iter().map(|(path, ..)| path.clone()).collect();
    let is_other = !changes.is_empty();
    paths.extend(changes.into_iter().filter(|path| is_record_file(path)));
    let new: Vec<_> = paths
        .into_par_iter()
        .map(|path| {
            let was = last.files.get(&path).map_or(&[][..], |reading| &reading.records);
            let reading = inputs.files.get(&path).map(|bytes| read(&path, bytes, was));
            (path, reading)
        })
        .collect();
    for (path, reading) in new {
        match reading {
            Some(reading) => last.files.insert(path, reading),
            None => last.files.remove(&path),
        };
    }
    (last.language, last.kinds) = (language.to_owned(), kinds.clone());
    if is_other {
        last.inputs = inputs.clone();
    }
    last.files.values().cloned().collect()
}

impl Readings {
    /// The files that another language or other kinds read otherwise, though they say what they said.
    fn read_otherwise(&self, kinds: &Arc<Kinds>, language: &str) -> BTreeSet<Arc<str>> {
        let others = match Arc::ptr_eq(&self.kinds, kinds) {
            true => Some(BTreeSet::new()),
            false => kinds.changed_since(&self.kinds),
        };
        let is_other = |reading: &Reading| match others.as_ref().filter(|_| self.language == language) {
            Some(others) => reading.records.iter().any(|record| others.contains(&*record.kind)),
            None => true,
        };
        let files = self.files.iter().filter(|(_, reading)| is_other(reading));
        files.map(|(path, _)| path.clone()).collect()
    }
}

/// The record of before where it says the same: what was made of it then is still good.
fn same_as_before(record: Arc<Record>, was: Option<&Arc<Record>>) -> Arc<Record> {
    was.filter(|was| **was == record).cloned().unwrap_or(record)
}

fn is_record_file(path: &str) -> bool {
    path.starts_with("content/") && [".md", ".yaml", ".yml"].iter().any(|ending| path.ends_with(ending))
}

/// The word that the anchors of measures begin with.
fn measure_word(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => "mesure",
        Lang::En => "measure",
    }
}
