//! Two measures of one record have the same number.

use std::collections::HashMap;

use crate::diagnostics::{Both, Code, Finding, Severity};
use crate::inputs::Span;
use crate::model::Record;
use crate::parse::Config;
use crate::prose::slug;
use crate::say;

pub static CODE: Code = Code {
    name: "measure-number-twice",
    severity: Severity::Error,
    explanation: Both {
        fr: "Deux mesures d’un même texte portent le même numéro. Le numéro fait l’adresse de la mesure (`mesure-5`), et \
             c’est par lui qu’on la cite : il ne peut en désigner qu’une.\n\n\
             Corrigez celui des deux qui ne suit pas la source. Une mesure intercalée s’écrit `number: 5 bis`.",
        en: "Two measures of one text have the same number. The number makes the measure's address (`mesure-5` in a \
             French record), and people cite the measure by it: it can only mean one.\n\n\
             Correct the one that differs from the source. A measure put in between is written `number: 5 bis`.",
    },
};

pub fn check(record: &Record, _config: &Config, findings: &mut Vec<Finding>) {
    let mut first: HashMap<String, &Span> = HashMap::new();
    // A measure without a number was found fault with where it stands.
    for measure in record.measures.iter().filter(|measure| !measure.number.is_empty()) {
        // « 5 Bis » and « 5 bis » would be one address.
        let Some(before) = first.insert(slug(&measure.number), &measure.number_span) else { continue };
        let number = &measure.number;
        findings.push(
            Finding::new(
                &CODE,
                record.place(&measure.number_span),
                say!(fr: "deux mesures portent le numéro « {number} »", en: "two measures have the number `{number}`"),
            )
            .hint(if number.parse::<u64>().is_ok() {
                say!(
                    fr: "corrigez l’un des deux numéros ; une mesure intercalée s’écrit « {number} bis »",
                    en: "correct one of the two numbers; a measure put in between is written `{number} bis`"
                )
            } else {
                say!(fr: "corrigez l’un des deux numéros", en: "correct one of the two numbers")
            })
            .note(record.place(before), say!(fr: "l’autre est ici", en: "the other one is here")),
        );
    }
}
