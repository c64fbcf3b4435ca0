//! A measure says nowhere by when.

use crate::diagnostics::{Both, Code, Finding, Severity};
use crate::model::{Measure, Record};
use crate::parse::Config;
use crate::say;

pub static CODE: Code = Code {
    name: "measure-without-date",
    severity: Severity::Warning,
    explanation: Both {
        fr: "Une mesure n’a aucune date : ni `due:`, ni jalon, ni ligne du calendrier qui la nomme, ni montant daté (`from:`). \
             Elle n’est sur aucun calendrier, et nul ne pourra dire si elle est tenue à temps.\n\n\
             Écrivez la date comme le texte la dit, même imprécise : `due: fin 2021`, `due: dès que possible`. S’il n’en dit \
             rien, une dispense de `recueil.yaml` le dit, par la fiche et par l’ancre de la mesure :\n\n\
             ```\nwaivers:\n  - {code: measure-without-date, record: accord-2020, about: [mesure-3], reason: l’accord ne date pas}\n```",
        en: "A measure has no date: neither `due:`, nor a milestone, nor a line of the calendar that names it, nor a dated \
             amount (`from:`). It is on no calendar, and nobody will be able to say whether it is kept in time.\n\n\
             Write the date as the text says it, however vague: `due: end of 2021`, `due: as soon as possible`. Where it \
             says nothing, a waiver of `recueil.yaml` says so, by the record and the measure's anchor:\n\n\
             ```\nwaivers:\n  - {code: measure-without-date, record: accord-2020, about: [measure-3], reason: the accord gives none}\n```",
    },
};

pub fn check(record: &Record, _config: &Config, findings: &mut Vec<Finding>) {
    for measure in record.measures.iter().filter(|measure| !is_dated(record, measure)) {
        let number = &measure.number;
        findings.push(
            Finding::new(
                &CODE,
                record.place(&measure.number_span),
                say!(fr: "la mesure {number} n’a pas de date", en: "measure {number} has no date"),
            )
            .subject(&*measure.anchor)
            .hint(say!(
                fr: "ajoutez « due: » avec les mots du texte, même vagues ; s’il n’en dit rien, dispensez-en dans recueil.yaml",
                en: "add `due:` with the words of the text, however vague; where it says nothing, waive it in recueil.yaml"
            )),
        );
    }
}

fn is_dated(record: &Record, measure: &Measure) -> bool {
    // A date that could not be read was already found fault with.
    let is_given = |field: &str| measure.fields.get(field).is_some();
    is_given("due")
        || is_given("milestones")
        || measure.amounts.iter().any(|amount| amount.from.is_some())
        || record.calendar.iter().flat_map(|milestone| &milestone.measures).any(|(number, _)| *number == measure.number)
}
