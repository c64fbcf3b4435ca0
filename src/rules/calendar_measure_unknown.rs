//! A line of a calendar names a measure that its record does not have.

use std::collections::HashSet;

use crate::diagnostics::{Both, Code, Finding, Severity, nearest};
use crate::model::Record;
use crate::parse::Config;
use crate::say;

pub static CODE: Code = Code {
    name: "calendar-measure-unknown",
    severity: Severity::Error,
    explanation: Both {
        fr: "Une ligne du calendrier renvoie par son numéro à une mesure du même texte (`measures: [5, 6]`), mais aucune \
             mesure de ce texte n’a ce numéro : l’échéance ne se rattacherait à rien.\n\n\
             Corrigez le numéro, ou ajoutez la mesure. Un numéro composé s’écrit comme dans la mesure : `[5 bis]`.",
        en: "A line of the calendar refers by number to a measure of the same text (`measures: [5, 6]`), but no measure \
             of this text has that number: the date would belong to nothing.\n\n\
             Correct the number, or add the measure. A composed number is written as in the measure: `[5 bis]`.",
    },
};

pub fn check(record: &Record, _config: &Config, findings: &mut Vec<Finding>) {
    let known: HashSet<&str> = record.measures.iter().map(|measure| &*measure.number).collect();
    let milestones = record.calendar.iter().chain(record.measures.iter().flat_map(|measure| &measure.milestones));
    for (number, span) in milestones.flat_map(|milestone| &milestone.measures) {
        if known.contains(&**number) {
            continue;
        }
        findings.push(
            Finding::new(
                &CODE,
                record.place(span),
                say!(fr: "ce texte n’a pas de mesure « {number} »", en: "this text has no measure `{number}`"),
            )
            .hint(hint(number, record)),
        );
    }
}

/// The numbers that may have been meant: words are compared, a plain number has no near ones.
fn hint(number: &str, record: &Record) -> Both {
    let numbers = || record.measures.iter().map(|measure| &*measure.number);
    let near = match number.parse::<u64>() {
        Ok(_) => String::new(),
        Err(_) => nearest(number, numbers(), 3).join(", "),
    };
    match (numbers().next(), numbers().next_back()) {
        _ if !near.is_empty() => say!(fr: "vouliez-vous dire : {near} ?", en: "did you mean: {near}?"),
        (Some(first), Some(last)) if first != last => say!(
            fr: "ses mesures vont de {first} à {last} : corrigez le numéro, ou ajoutez la mesure",
            en: "its measures go from {first} to {last}: correct the number, or add the measure"
        ),
        (Some(only), _) => say!(fr: "sa seule mesure est la {only}", en: "its only measure is {only}"),
        _ => say!(
            fr: "il n’a aucune mesure : ajoutez-la, ou retirez « measures: »",
            en: "it has no measure at all: add it, or remove `measures:`"
        ),
    }
}
