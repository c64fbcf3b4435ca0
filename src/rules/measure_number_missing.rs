//! The numbers of a record's measures leave one out.

use crate::diagnostics::{Both, Code, Finding, Severity};
use crate::model::Record;
use crate::parse::Config;
use crate::say;

pub static CODE: Code = Code {
    name: "measure-number-missing",
    severity: Severity::Warning,
    explanation: Both {
        fr: "Les mesures d’un texte se numérotent à partir de 1 et sans trou ; un numéro manque à la suite. Le plus \
             souvent une mesure a été oubliée ou mal numérotée.\n\n\
             Ajoutez la mesure qui manque, ou corrigez le numéro de celle qui suit. Si la source elle-même saute un \
             numéro, dites-le au lecteur dans une note : `notes: [{text: La source passe de 3 à 5.}]`.",
        en: "The measures of a text are numbered from 1 without a gap; a number is missing from the row. Mostly a measure \
             was forgotten or given a wrong number.\n\n\
             Add the missing measure, or correct the number of the one after it. Where the source itself leaves a number \
             out, tell the reader so in a note: `notes: [{text: The source goes from 3 to 5.}]`.",
    },
};

pub fn check(record: &Record, _config: &Config, findings: &mut Vec<Finding>) {
    // A measure without a number may be the missing one; it was found fault with where it stands.
    if record.measures.iter().any(|measure| measure.number.is_empty()) {
        return;
    }
    let number = |written: &str| written.trim().parse::<u64>().ok();
    let mut row: Vec<_> =
        record.measures.iter().filter_map(|measure| Some((number(&measure.number)?, measure))).collect();
    row.sort_by_key(|&(number, measure)| (number, measure.span.start));
    let mut last = 0;
    for (number, measure) in row {
        let (from, to) = (last + 1, number.saturating_sub(1));
        last = number;
        let message = match to.checked_sub(from) {
            None => continue,
            Some(0) => say!(fr: "il manque la mesure {from}", en: "measure {from} is missing"),
            Some(1) => say!(fr: "il manque les mesures {from} et {to}", en: "measures {from} and {to} are missing"),
            Some(_) => say!(fr: "il manque les mesures {from} à {to}", en: "measures {from} to {to} are missing"),
        };
        findings.push(Finding::new(&CODE, record.place(&measure.number_span), message).hint(say!(
            fr: "ajoutez ce qui manque avant la mesure {number}, ou corrigez son numéro",
            en: "add what is missing before measure {number}, or correct its number"
        )));
    }
}
