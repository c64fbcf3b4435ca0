//! Takes each file of `content/` through the stages that need no other file; what did not change is not read again.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostics::{Finding, Lang};
use crate::inputs::Inputs;
use crate::model::{self, Record};
use crate::schema::{self, Kinds};
use crate::{parse, resolve};

/// What one check leaves to the next.
#[derive(Default)]
pub struct Memory {
    read: Readings,
    pub(super) marks: resolve::Marks,
}

/// What was read last, and what that hung on.
#[derive(Default)]
struct Readings {
    schemas: BTreeMap<Arc<str>, Arc<[u8]>>,
    language: String,
    files: HashMap<Arc<str>, (Arc<[u8]>, Reading)>,
}

/// What a file says. Nothing of it but its records is kept.
#[derive(Clone, Default)]
pub(super) struct Reading {
    pub records: Vec<Arc<Record>>,
    pub findings: Vec<Finding>,
}

/// Reads every file that holds records, in the order of their paths. `language` is the corpus's.
pub(super) fn read_all(inputs: &Inputs, kinds: &Kinds, language: &str, memory: Option<&mut Memory>) -> Vec<Reading> {
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
        Reading { records: records.collect(), findings }
    };
    let files: Vec<_> = inputs.under("content/").filter(|(path, _)| is_record_file(path)).collect();
    let Some(Memory { read: last, .. }) = memory else {
        return files.into_par_iter().map(|(path, bytes)| read(path, bytes)).collect();
    };
    last.hold_to(inputs, language);
    let known = &last.files;
    let readings = files.into_par_iter().map(|(path, bytes)| {
        let same = known.get(path).filter(|(was, _)| was == bytes);
        let reading = same.map_or_else(|| read(path, bytes), |(_, reading)| reading.clone());
        (path.clone(), (bytes.clone(), reading))
    });
    let readings: Vec<_> = readings.collect();
    let all = readings.iter().map(|(_, (_, reading))| reading.clone()).collect();
    last.files = readings.into_iter().collect();
    all
}

impl Readings {
    /// Forgets everything where files would be read otherwise now.
    fn hold_to(&mut self, inputs: &Inputs, language: &str) {
        let schemas = inputs.under("schemas/").map(|(path, bytes)| (path.clone(), bytes.clone())).collect();
        if self.schemas != schemas || self.language != language {
            *self = Readings { schemas, language: language.to_owned(), files: HashMap::new() };
        }
    }
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
