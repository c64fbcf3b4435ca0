//! Takes each file of `content/` through the stages that need no other file; what did not change is not read again.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostics::{Finding, Lang};
use crate::inputs::Inputs;
use crate::model::{self, Record};
use crate::parse;
use crate::schema::{self, Kinds};

/// A file as it was, and what it said.
type Known = (Arc<[u8]>, Arc<Reading>);

/// What was read of each file last, in that language.
#[derive(Default)]
pub(super) struct Readings {
    language: String,
    files: HashMap<Arc<str>, Known>,
}

/// What a file says. Nothing of it but its records is kept.
pub(super) struct Reading {
    pub records: Vec<Arc<Record>>,
    pub findings: Vec<Finding>,
}

/// Reads every file that holds records, in the order of their paths. `language` is the corpus's.
pub(super) fn read_all(
    inputs: &Inputs,
    kinds: &Kinds,
    language: &str,
    last: Option<&mut Readings>,
) -> Vec<Arc<Reading>> {
    let (names, blocks) = (kinds.names(), kinds.block_names());
    let read = |path: &Arc<str>, bytes: &[u8]| {
        let mut findings = Vec::new();
        // What is not UTF-8 was found fault with when it was read.
        let source = std::str::from_utf8(bytes).unwrap_or_default();
        let documents = parse::read_file(path, source, &names, &blocks, &mut findings);
        let records = documents.into_iter().filter_map(|document| {
            let kind = kinds.get(&document.kind)?;
            schema::check(&document, kind, &mut findings);
            let own = document.fields.get("language").and_then(|node| node.text());
            let word = measure_word(Lang::of_tag(own.unwrap_or(language)));
            Some(Arc::new(model::read::read(document, kind, source, word, &mut findings)))
        });
        Arc::new(Reading { records: records.collect(), findings })
    };
    let files: Vec<_> = inputs.under("content/").filter(|(path, _)| is_record_file(path)).collect();
    let Some(last) = last else { return files.into_par_iter().map(|(path, bytes)| read(path, bytes)).collect() };
    if last.language != language {
        *last = Readings { language: language.to_owned(), files: HashMap::new() };
    }
    let known = |&(path, bytes): &(&Arc<str>, &Arc<[u8]>)| {
        last.files.get(path).filter(|(was, _)| was == bytes).map(|(_, reading)| reading.clone())
    };
    let mut all: Vec<Option<Arc<Reading>>> = files.iter().map(known).collect();
    let unknown = all.par_iter_mut().zip(&files).filter(|(reading, _)| reading.is_none());
    let new: Vec<(Arc<str>, Known)> = unknown
        .map(|(reading, (path, bytes))| {
            let new = reading.insert(read(path, bytes)).clone();
            (Arc::clone(path), (Arc::clone(bytes), new))
        })
        .collect();
    last.files.extend(new);
    if last.files.len() > files.len() {
        let there: HashSet<&Arc<str>> = files.iter().map(|(path, _)| *path).collect();
        last.files.retain(|path, _| there.contains(path));
    }
    all.into_iter().flatten().collect()
}

fn is_record_file(path: &str) -> bool {
    [".md", ".yaml", ".yml"].iter().any(|ending| path.ends_with(ending))
}

/// The word that the anchors of measures begin with.
fn measure_word(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => "mesure",
        Lang::En => "measure",
    }
}
