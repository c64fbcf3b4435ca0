//! Two collections in `recueil.yaml` name the same kind.

use std::collections::HashMap;
use std::sync::Arc;

use crate::diagnostics::{Both, Code, Finding, Severity};
use crate::inputs::{Inputs, Place};
use crate::parse::config;
use crate::resolve::Corpus;
use crate::say;

pub static CODE: Code = Code {
    name: "config-kind-twice",
    severity: Severity::Error,
    explanation: Both {
        fr: "Une fiche a une seule collection, celle qui nomme sa nature : deux collections ne peuvent pas nommer la \
             même.\n\n\
             Laissez cette nature dans une seule des deux listes `kinds:`.",
        en: "A record has one collection, the one that names its kind: two collections cannot name the same kind.\n\n\
             Leave the kind in one of the two lists `kinds:` only.",
    },
};

pub fn check(corpus: &Corpus, _inputs: &Inputs, findings: &mut Vec<Finding>) {
    let file: Arc<str> = Arc::from(config::PATH);
    let mut first = HashMap::new();
    for collection in &corpus.config.collections {
        for (kind, span) in &collection.kinds {
            let Some((id, before)) = first.get(&**kind) else {
                first.insert(&**kind, (&collection.id, span));
                continue;
            };
            findings.push(
                Finding::new(
                    &CODE,
                    Place::at(&file, span.clone()),
                    say!(
                        fr: "la collection « {id} » a déjà les fiches de nature « {kind} »",
                        en: "the collection `{id}` has the records of kind `{kind}` already"
                    ),
                )
                .hint(say!(
                    fr: "laissez cette nature dans une seule collection",
                    en: "leave this kind in one collection only"
                ))
                .note(
                    Place::at(&file, (*before).clone()),
                    say!(fr: "nommé ici la première fois", en: "first named here"),
                ),
            );
        }
    }
}
