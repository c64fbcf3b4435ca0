//! Takes each file of `content/` through the stages that need no other file; what did not change is not read again.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostics::{Finding, Lang};
use crate::inputs::Inputs;
use crate::model::{self, Record};
use crate::parse::config;
use crate::schema::{self, Kinds};
use crate::{parse, resolve, site};

/// What one compilation leaves to the next.
#[derive(Default)]
pub struct Memory {
    config: Option<Arc<[u8]>>,
    schemas: BTreeMap<Arc<str>, Arc<[u8]>>,
    /// The kinds of these schemas, and what is wrong with them.
    kinds: Option<(Arc<Kinds>, Vec<Finding>)>,
    readings: Readings,
    corpus: resolve::Memory,
    site: site::Memory,
}

impl Memory {
    /// Forgets what would be otherwise now: everything where records are read by other schemas, and what is made of them
    /// where `recueil.yaml` says something else.
    pub(super) fn hold_to(&mut self, inputs: &Inputs) {
        let schemas = inputs.under("schemas/").map(|(path, bytes)| (path.clone(), bytes.clone())).collect();
        let config = inputs.files.get(config::PATH).cloned();
        if self.schemas != schemas {
            *self = Memory { schemas, config, ..Memory::default() };
        } else if self.config != config {
            let (kinds, readings) = (self.kinds.take(), std::mem::take(&mut self.readings));
            *self = Memory { schemas, config, kinds, readings, ..Memory::default() };
        }
    }

    /// The kinds of a corpus, read again where its schemas are not those that the memory is of.
    pub(super) fn kinds(&mut self, inputs: &Inputs, findings: &mut Vec<Finding>) -> Arc<Kinds> {
        let is_other = self.schemas.iter().ne(inputs.under("schemas/"));
        if is_other {
            return Kinds::load(inputs, findings);
        }
        let (kinds, said) = self.kinds.get_or_insert_with(|| {
            let mut said = Vec::new();
            (Kinds::load(inputs, &mut said), said)
        });
        findings.extend(said.iter().cloned());
        kinds.clone()
    }

    /// What is kept of the site, where it is of the same `recueil.yaml`.
    pub(super) fn site_of(&mut self, inputs: &Inputs) -> Option<&mut site::Memory> {
        (self.config.as_ref() == inputs.files.get(config::PATH)).then_some(&mut self.site)
    }

    pub(super) fn readings(&mut self) -> &mut Readings {
        &mut self.readings
    }

    pub(super) fn stages(&mut self) -> (&mut resolve::Memory, &mut site::Memory) {
        (&mut self.corpus, &mut self.site)
    }
}

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
    let known = |path: &Arc<str>, bytes: &Arc<[u8]>| {
        last.files.get(path).filter(|(was, _)| was == bytes).map(|(_, reading)| reading.clone())
    };
    let known: Vec<Option<Arc<Reading>>> = files.iter().map(|(path, bytes)| known(path, bytes)).collect();
    let readings = files.par_iter().zip(known).map(|((path, bytes), known)| match known {
        Some(reading) => (reading, None),
        None => {
            let reading = read(path, bytes);
            (reading.clone(), Some((Arc::clone(path), (Arc::clone(bytes), reading))))
        }
    });
    let (all, new): (Vec<_>, Vec<_>) = readings.unzip();
    last.files.extend(new.into_iter().flatten());
    if last.files.len() > files.len() {
        let there: HashSet<&Arc<str>> = files.iter().map(|(path, _)| *path).collect();
        last.files.retain(|path, _| there.contains(path));
    }
    all
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
