//! A corpus without a record.

use std::sync::Arc;

use crate::diagnostics::{Both, Code, Finding, Severity};
use crate::inputs::{Inputs, Place};
use crate::parse::config;
use crate::resolve::Corpus;
use crate::say;

use super::asset_source::is_source;

pub static CODE: Code = Code {
    name: "empty-corpus",
    severity: Severity::Warning,
    explanation: Both {
        fr: "Le corpus n’a aucune fiche à publier : le site n’aurait que son accueil. Les fiches se trouvent dans le \
             dossier `content/`, à côté de `recueil.yaml` ; celles qui disent `status: draft` ou `review` ne sont montrées \
             qu’avec `--drafts`.\n\n\
             `recueil new convention convention-2017` écrit une première fiche.",
        en: "The corpus has no record to publish: the site would have a home page only. Records are found in the folder \
             `content/`, beside `recueil.yaml`; those that say `status: draft` or `review` are shown with `--drafts` \
             only.\n\n\
             `recueil new convention convention-2017` writes a first record.",
    },
};

pub fn check(corpus: &Corpus, inputs: &Inputs, findings: &mut Vec<Finding>) {
    if !corpus.records.is_empty() {
        return;
    }
    let mut texts = inputs.under("content/").filter(|(path, _)| is_source(path)).map(|(_, bytes)| bytes).peekable();
    let hint = if texts.peek().is_none() {
        say!(
            fr: "ajoutez-en une dans content/ : « recueil new convention convention-2017 »",
            en: "add one in content/: `recueil new convention convention-2017`"
        )
    } else if texts.any(|bytes| is_draft(bytes)) {
        say!(
            fr: "toutes sont des brouillons ou en relecture : « --drafts » les montre",
            en: "all are drafts or under review: `--drafts` shows them"
        )
    } else {
        // What could not be read was found fault with where it stands.
        return;
    };
    let place = Place::whole(&Arc::from(config::PATH));
    let message = say!(fr: "ce corpus n’a aucune fiche à publier", en: "this corpus has no record to publish");
    findings.push(Finding::new(&CODE, place, message).hint(hint));
}

/// True for a text that says somewhere that a record is not to be published.
fn is_draft(bytes: &[u8]) -> bool {
    ["status: draft", "status: review"].iter().any(|words| bytes.windows(words.len()).any(|at| at == words.as_bytes()))
}
