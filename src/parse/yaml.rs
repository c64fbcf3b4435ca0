//! YAML text → [`Node`], with a finding for a writer where it cannot be read.

mod compose;
mod fault;
mod grammar;
mod slips;
#[cfg(test)]
mod tests;
mod values;

use std::sync::Arc;

use crate::diagnostics::{Both, Code, Finding, Severity};
use crate::inputs::{Place, Span};
use crate::say;

use super::node::Node;
use compose::{Composed, Twice};

pub static YAML_SYNTAX: Code = Code {
    name: "yaml-syntax",
    severity: Severity::Error,
    explanation: Both {
        fr: "Le YAML ne peut pas être lu à partir de l’endroit indiqué.\n\n\
             Causes fréquentes : une tabulation dans l’indentation (il faut des espaces), un guillemet qui n’est pas \
             refermé, un deux-points suivi d’une espace dans un texte sans guillemets (`title: Axe 1 : soigner` s’écrit \
             `title: \"Axe 1 : soigner\"`), des lignes d’une même liste décalées l’une par rapport à l’autre.",
        en: "The YAML cannot be read from the place shown on.\n\n\
             Frequent causes: a tab in the indentation (use spaces), a quotation mark that is not closed, a colon and a \
             space inside unquoted text (write `title: \"Axis 1: care\"`), lines of one list that are not aligned.",
    },
};

pub static DUPLICATE_KEY: Code = Code {
    name: "duplicate-key",
    severity: Severity::Error,
    explanation: Both {
        fr: "Le même champ est donné deux fois au même niveau : on ne saurait dire laquelle des deux valeurs vaut. \
             Gardez-en une, ou faites une liste.",
        en: "The same field is given twice at the same level, so which value holds cannot be told. Keep one, or make a \
             list of the two.",
    },
};

pub static YAML_TOO_LARGE: Code = Code {
    name: "yaml-too-large",
    severity: Severity::Error,
    explanation: Both {
        fr: "Le YAML se multiplie au-delà de toute mesure une fois lu : trop d’ancres (`&nom`, `*nom`) reprises les unes \
             dans les autres, trop de niveaux, trop de valeurs. Écrivez les valeurs en toutes lettres, ou partagez le \
             fichier.",
        en: "Once read, the YAML multiplies beyond measure: too many anchors (`&name`, `*name`) inside one another, too \
             many levels or too many values. Spell the values out, or split the file.",
    },
};

/// Reads the YAML in the bytes `range` of `source`. An empty text is [`Value::Null`](super::Value::Null).
pub fn read(file: &Arc<str>, source: &str, range: Span, findings: &mut Vec<Finding>) -> Option<Node> {
    match compose::compose(source, &range) {
        Ok(Composed { root, twice }) => {
            findings.extend(twice.into_iter().map(|twice| given_twice(file, twice)));
            Some(root)
        }
        Err(fault) => {
            findings.push(fault::explain(file, source, &range, fault));
            None
        }
    }
}

fn given_twice(file: &Arc<str>, Twice { key, first }: Twice) -> Finding {
    let name = &key.name;
    Finding::new(
        &DUPLICATE_KEY,
        Place::at(file, key.span),
        say!(fr: "le champ « {name} » est donné deux fois", en: "the field `{name}` is given twice"),
    )
    .hint(say!(fr: "gardez-en un seul", en: "keep one of them"))
    .note(Place::at(file, first), say!(fr: "donné ici la première fois", en: "first given here"))
}
