//! The keywords of our own in a schema: one that nobody knows says nothing, and is told of.

use std::sync::Arc;

use crate::diagnostics::{Both, Code, Finding, Severity, nearest};
use crate::inputs::Place;
use crate::parse::{Node, Value};
use crate::say;

pub static UNKNOWN_KEYWORD: Code = Code {
    name: "unknown-keyword",
    severity: Severity::Warning,
    explanation: Both {
        fr: "Un schéma de `schemas/` dit ce que signifie un champ par des mots qui commencent par `x-` : `x-ref`, `x-type`, \
             `x-fr`… Celui-ci n’en est pas un : il ne fait rien. L’en-tête de `schemas/core.yaml` les explique tous \
             (`recueil schema core`).",
        en: "A schema in `schemas/` says what a field means with words that begin with `x-`: `x-ref`, `x-type`, `x-fr`… \
             This is none of them: it does nothing. The head of `schemas/core.yaml` explains them all \
             (`recueil schema core`).",
    },
};

const KNOWN: [&str; 16] = [
    "x-abstract",
    "x-annotation",
    "x-blocks",
    "x-collection",
    "x-enum",
    "x-extends",
    "x-figure",
    "x-folder",
    "x-fr",
    "x-instrument",
    "x-ref",
    "x-relations",
    "x-required",
    "x-sections",
    "x-title-field",
    "x-type",
];

/// What holds names that the schema chooses, not keywords.
pub(super) const OF_NAMES: [&str; 7] =
    ["properties", "patternProperties", "$defs", "x-blocks", "x-sections", "x-relations", "x-enum"];

/// What holds values, in which nothing is a keyword.
pub(super) const OF_VALUES: [&str; 4] = ["const", "default", "enum", "examples"];

/// Tells of each keyword of ours in a schema that there is not.
pub(super) fn check(file: &Arc<str>, schema: &Node, findings: &mut Vec<Finding>) {
    match &schema.value {
        Value::List(nodes) => nodes.iter().for_each(|node| check(file, node, findings)),
        Value::Map(entries) => {
            for (key, node) in entries {
                let name = key.name.as_str();
                if name.starts_with("x-") && !KNOWN.contains(&name) {
                    findings.push(unknown(name, Place::at(file, key.span.clone())));
                }
                match &node.value {
                    _ if OF_VALUES.contains(&name) => {}
                    Value::Map(named) if OF_NAMES.contains(&name) => {
                        named.iter().for_each(|(_, node)| check(file, node, findings));
                    }
                    _ => check(file, node, findings),
                }
            }
        }
        _ => {}
    }
}

fn unknown(name: &str, place: Place) -> Finding {
    let near = nearest(name, KNOWN.into_iter(), 1).join("");
    let message = say!(fr: "« {name} » n’est pas un mot des schémas", en: "`{name}` is no keyword of schemas");
    Finding::new(&UNKNOWN_KEYWORD, place, message).hint(if near.is_empty() {
        let all = KNOWN.join(", ");
        say!(fr: "les mots possibles sont : {all}", en: "the possible keywords are: {all}")
    } else {
        say!(fr: "vouliez-vous dire : {near} ?", en: "did you mean: {near}?")
    })
}
