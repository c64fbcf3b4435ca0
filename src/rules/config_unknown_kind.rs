//! A collection in `recueil.yaml` names a kind that does not exist.

use std::sync::Arc;

use crate::diagnostics::{Both, Code, Finding, Severity, nearest};
use crate::inputs::{Inputs, Place};
use crate::parse::config;
use crate::resolve::Corpus;
use crate::say;

pub static CODE: Code = Code {
    name: "config-unknown-kind",
    severity: Severity::Error,
    explanation: Both {
        fr: "Une collection dit par `kinds:` de quelles natures sont ses fiches ; aucun schéma ne porte ce nom, et la \
             collection resterait sans ces fiches. `recueil schema` donne la liste des natures.\n\n\
             ```\ncollections:\n  - {id: conventions, title: Conventions, kinds: [convention, avenant]}\n```",
        en: "A collection says with `kinds:` of which kinds its records are; no schema has this name, so the collection \
             would stay without these records. `recueil schema` lists the kinds.\n\n\
             ```\ncollections:\n  - {id: conventions, title: Conventions, kinds: [convention, avenant]}\n```",
    },
};

pub fn check(corpus: &Corpus, _inputs: &Inputs, findings: &mut Vec<Finding>) {
    let file: Arc<str> = Arc::from(config::PATH);
    let names = corpus.kinds.names();
    for (kind, span) in corpus.config.collections.iter().flat_map(|collection| &collection.kinds) {
        if names.contains(&kind.as_str()) {
            continue;
        }
        let (near, all) = (nearest(kind, names.iter().copied(), 3).join(", "), names.join(", "));
        findings.push(
            Finding::new(
                &CODE,
                Place::at(&file, span.clone()),
                say!(fr: "aucune nature de fiche ne s’appelle « {kind} »", en: "no kind is called `{kind}`"),
            )
            .hint(if near.is_empty() {
                say!(fr: "les natures sont : {all}", en: "the kinds are: {all}")
            } else {
                say!(fr: "vouliez-vous dire : {near} ?", en: "did you mean: {near}?")
            }),
        );
    }
}
