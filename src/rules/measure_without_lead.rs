//! A measure says nowhere who leads it.

use crate::diagnostics::{Both, Code, Finding, Severity};
use crate::inputs::Inputs;
use crate::resolve::Corpus;
use crate::say;

pub static CODE: Code = Code {
    name: "measure-without-lead",
    severity: Severity::Warning,
    explanation: Both {
        fr: "Une mesure ne dit pas qui en répond : ni son `lead:`, ni celui d’un de ses jalons, ni celui d’une ligne du \
             calendrier qui la nomme. Elle n’est sur la page d’aucun organisme comme chose à faire, et personne n’est à \
             interroger quand son échéance passe.\n\n\
             Ajoutez `lead: ministere-sante`. N’inventez pas de pilote : si le texte n’en nomme aucun, une dispense de \
             `recueil.yaml` le dit, par la fiche et par l’ancre de la mesure :\n\n\
             ```\nwaivers:\n  - {code: measure-without-lead, record: accord-2020, about: [mesure-3], reason: l’accord ne nomme personne}\n```",
        en: "A measure does not say who answers for it: neither its own `lead:`, nor that of one of its milestones, nor that \
             of a line of the calendar that names it. It is on no organisation's page as something to do, and there is \
             nobody to ask when its date passes.\n\n\
             Add `lead: ministry-of-health`. Invent no lead: where the text names none, a waiver of `recueil.yaml` says \
             so, by the record and the measure's anchor:\n\n\
             ```\nwaivers:\n  - {code: measure-without-lead, record: accord-2020, about: [measure-3], reason: the accord names nobody}\n```",
    },
};

pub fn check(corpus: &Corpus, _inputs: &Inputs, findings: &mut Vec<Finding>) {
    for (at, record) in corpus.records.iter().enumerate() {
        for measure in &record.measures {
            let of_milestones = measure.milestones.iter().any(|milestone| !milestone.lead.is_empty());
            let of_calendar = || {
                let mut dues = corpus.dues_of_record(at).filter(|due| due.measures.contains(&measure.anchor));
                dues.any(|due| !due.lead.is_empty())
            };
            if measure.fields.links("lead").next().is_some() || of_milestones || of_calendar() {
                continue;
            }
            let number = &measure.number;
            findings.push(
                Finding::new(
                    &CODE,
                    record.place(&measure.number_span),
                    say!(fr: "la mesure {number} n’a pas de pilote", en: "measure {number} has no lead"),
                )
                .subject(&*measure.anchor)
                .hint(say!(
                    fr: "ajoutez « lead: » avec l’organisme qui en répond ; s’il n’y en a pas, dispensez-en dans recueil.yaml",
                    en: "add `lead:` with the organisation that answers for it; where there is none, waive it in recueil.yaml"
                )),
            );
        }
    }
}
