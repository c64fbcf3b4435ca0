//! A change of an avenant does not say the words that its type needs.

use crate::diagnostics::{Both, Code, Finding, Severity};
use crate::model::{Change, ChangeType, Record};
use crate::parse::Config;
use crate::say;

pub static CODE: Code = Code {
    name: "change-incomplete",
    severity: Severity::Error,
    explanation: Both {
        fr: "Une modification dit ce qui part et ce qui vient. `substitution` a besoin de `old:` et de `new:` ; \
             `insertion` et `renumbering` ont besoin de `new:` ; `repeal` supprime les mots de `old:`, ou toute la \
             disposition quand il n’y en a pas.\n\n\
             ```\n- target: convention-2017#mission-1\n  type: substitution\n  old: trois ans\n  new: quatre ans\n```",
        en: "A change says what goes and what comes. `substitution` needs `old:` and `new:`; `insertion` and \
             `renumbering` need `new:`; `repeal` takes out the words of `old:`, or the whole provision where there are \
             none.\n\n\
             ```\n- target: convention-2017#mission-1\n  type: substitution\n  old: three years\n  new: four years\n```",
    },
};

pub fn check(record: &Record, _config: &Config, findings: &mut Vec<Finding>) {
    for change in record.instrument.iter().flat_map(|instrument| &instrument.changes) {
        let key = change.r#type.key();
        for (field, hint) in missing(change) {
            findings.push(
                Finding::new(
                    &CODE,
                    record.place(&change.target.span),
                    say!(
                        fr: "un changement de type « {key} » a besoin de « {field}: »",
                        en: "a change of type `{key}` needs `{field}:`"
                    ),
                )
                .hint(hint),
            );
        }
    }
}

/// The fields that a change lacks, and what to write in them.
fn missing(change: &Change) -> Vec<(&'static str, Both)> {
    let mut missing = Vec::new();
    if change.old.is_none() && change.r#type == ChangeType::Substitution {
        missing.push((
            "old",
            say!(
                fr: "ajoutez « old: » avec les mots remplacés, exactement comme dans la disposition visée",
                en: "add `old:` with the words replaced, exactly as they stand in the provision"
            ),
        ));
    }
    if change.new.is_none() && change.r#type != ChangeType::Repeal {
        missing.push((
            "new",
            match change.r#type {
                ChangeType::Renumbering => {
                    say!(fr: "ajoutez « new: » avec le nouveau numéro", en: "add `new:` with the new number")
                }
                _ => say!(
                    fr: "ajoutez « new: » avec les mots qui viennent ; si rien ne vient, le type est « repeal »",
                    en: "add `new:` with the words that come; where none come, the type is `repeal`"
                ),
            },
        ));
    }
    missing
}
