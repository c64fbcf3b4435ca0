//! A corpus made to be measured: the same files from the same number and the same seed, and nothing wrong in them.

use std::collections::BTreeMap;

use crate::chance::Chance;
use crate::instruments::{Writer, accord_signed};
use crate::plan::{AS_OF, Plan, id};
use crate::records;

/// How long a record is on average, in bytes.
const RECORD: usize = 3_000;

/// The files of a corpus of `records` records (100 at least), by their paths.
///
/// Records are 3 KB on average, a third of it YAML. One in 200 is an accord of 30 KB with 20 measures; up to 300 are
/// terms; organisations, persons, legal texts, sources, themes and threads are a sixth; all others are conventions and
/// the avenants to them, whose length makes up the average.
pub fn corpus(records: usize, seed: u64) -> BTreeMap<String, String> {
    let mut chance = Chance::new(seed);
    let plan = Plan::new(records, &mut chance);
    let mut files = BTreeMap::new();
    files.insert("recueil.yaml".to_owned(), settings(records));
    files.extend(records::lists(&plan, &mut chance));
    for index in 0..plan.accords {
        let writer = Writer::new(&plan, seed, plan.texts() + index, accord_signed(index));
        files.insert(format!("content/accords/{}.md", id("accord", index)), writer.accord(index));
    }
    let written: usize = files.values().map(String::len).sum();
    let size = (records.max(100) * RECORD).saturating_sub(written) / plan.texts();
    for (index, convention) in plan.conventions.iter().enumerate() {
        let text = Writer::new(&plan, seed, index, convention.signed).convention(index, size);
        files.insert(format!("content/conventions/{}.md", id("convention", index)), text);
    }
    for (index, avenant) in plan.avenants.iter().enumerate() {
        let turn = plan.conventions.len() + index;
        let text = Writer::new(&plan, seed, turn, avenant.signed).avenant(index, size);
        files.insert(format!("content/conventions/{}.md", id("avenant", index)), text);
    }
    files
}

fn settings(records: usize) -> String {
    format!(
        "title: Recueil de {records} fiches\nlanguage: fr\ndescription: Un recueil fait pour mesurer.\n\
         base_url: https://example.org/recueil/\nas_of: {AS_OF}\n"
    )
}
