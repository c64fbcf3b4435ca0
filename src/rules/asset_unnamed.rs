//! A file lies in `content/` and no record names it.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use aho_corasick::AhoCorasick;

use crate::diagnostics::{Both, Code, Finding, Severity};
use crate::inputs::{Inputs, Place};
use crate::resolve::Corpus;
use crate::say;

use super::asset_source::is_source;

pub static CODE: Code = Code {
    name: "asset-unnamed",
    severity: Severity::Warning,
    explanation: Both {
        fr: "Un fichier du dossier `content/` n’est nommé par aucune fiche : ni image, ni pièce jointe, ni lien. Il ne sera \
             pas publié. Le plus souvent la fiche l’a oublié, ou il ne sert plus.\n\n\
             Nommez-le (`![Le plan](plan.png)`, ou `attachments: [{file: plan.pdf, title: Le plan}]`), ou retirez-le.",
        en: "A file in the folder `content/` is named by no record, neither as an image nor as an attachment nor in a \
             link. It will not be published. Mostly the record forgot it, or it is of no use any more.\n\n\
             Name it (`![The plan](plan.png)`, or `attachments: [{file: plan.pdf, title: The plan}]`), or remove it.",
    },
};

pub fn check(corpus: &Corpus, inputs: &Inputs, findings: &mut Vec<Finding>) {
    let by_records = corpus.records.iter().flat_map(|record| &record.assets).filter_map(|named| named.input.as_deref());
    let by_appearance = corpus.config.appearance.files().map(|(path, _)| path.as_str());
    let named: HashSet<&str> = by_records.chain(by_appearance).collect();
    let unnamed: Vec<&Arc<str>> = inputs
        .under("content/")
        .map(|(path, _)| path)
        .filter(|path| !is_source(path) && !named.contains(&***path))
        .collect();
    if unnamed.is_empty() {
        return;
    }
    let spoken_of = spoken_of(&unnamed, corpus, inputs);
    for path in unnamed.into_iter().filter(|path| !spoken_of.contains(&***path)) {
        let name = name(path);
        // As it has to be written: Markdown ends an address at a space.
        let address = if name.contains([' ', '(', ')']) { format!("<{name}>") } else { name.to_owned() };
        findings.push(
            Finding::new(
                &CODE,
                Place::whole(path),
                say!(fr: "aucune fiche ne nomme ce fichier", en: "no record names this file"),
            )
            .subject(&**path)
            .hint(say!(
                fr: "nommez-le dans une fiche, ![description]({address}) ou « attachments: », ou retirez-le",
                en: "name it in a record, ![description]({address}) or `attachments:`, or remove it"
            )),
        );
    }
}

/// The files whose name stands in a text that has no published record: a draft, or a text that could not be read.
fn spoken_of<'a>(unnamed: &[&'a Arc<str>], corpus: &Corpus, inputs: &Inputs) -> HashSet<&'a str> {
    let published: HashMap<&str, ()> = corpus.records.iter().map(|record| (&*record.file, ())).collect();
    // A list file may hold drafts beside published records.
    let silent = |path: &str| path.ends_with(".md") && published.contains_key(path);
    let texts = inputs.under("content/").filter(|(path, _)| is_source(path) && !silent(path));
    let Ok(finder) = AhoCorasick::new(unnamed.iter().map(|path| name(path))) else { return HashSet::new() };
    let mut found = HashSet::new();
    for (_, text) in texts {
        found.extend(finder.find_overlapping_iter(&**text).map(|found| &**unnamed[found.pattern()]));
    }
    found
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
