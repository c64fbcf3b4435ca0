//! An entry of a status log is older than the signature of its instrument.

use crate::diagnostics::{Both, Code, Finding, Lang, Severity};
use crate::model::Record;
use crate::model::time::Relation;
use crate::parse::Config;
use crate::say;

use super::maps;
use super::signature::{self, signed};

pub static CODE: Code = Code {
    name: "status-before-signature",
    severity: Severity::Warning,
    explanation: Both {
        fr: "Une entrée du journal (`log:`) dit où en est une mesure à une date où le texte n’était, à coup sûr, pas \
             encore signé. C’est le plus souvent une faute de frappe dans l’année.\n\n\
             Corrigez la date de l’entrée ou celle de la signature. Ce qui était déjà acquis avant le texte se dit dans \
             la mesure, ou par `retroactive_to:`.",
        en: "An entry of a status log (`log:`) says how a measure goes at a date when the text was certainly not signed \
             yet. Mostly the year was mistyped.\n\n\
             Correct the date of the entry or that of the signature. What had been gained before the text is said in the \
             measure, or with `retroactive_to:`.",
    },
};

pub fn check(record: &Record, _config: &Config, findings: &mut Vec<Finding>) {
    let Some(signed) = signed(record) else { return };
    maps::each(record, &mut |fields| {
        for entry in fields.maps("log") {
            let (Some(date), Some(item)) = (entry.date("date"), entry.get("date")) else { continue };
            if date.compare(signed) != Relation::Before {
                continue;
            }
            let (date_fr, date_en) = (date.describe(Lang::Fr), date.describe(Lang::En));
            let (signed_fr, signed_en) = (signed.describe(Lang::Fr), signed.describe(Lang::En));
            findings.push(
                Finding::new(
                    &CODE,
                    record.place(&item.span),
                    say!(
                        fr: "cette entrée ({date_fr}) précède la signature du texte ({signed_fr})",
                        en: "this entry ({date_en}) is older than the signature of the text ({signed_en})"
                    ),
                )
                .hint(say!(fr: "corrigez l’une des deux dates", en: "correct one of the two dates"))
                .note(signature::place(record), say!(fr: "le texte est signé ici", en: "the text is signed here")),
            );
        }
    });
}
