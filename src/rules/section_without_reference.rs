//! A section whose role gives references a meaning, such as « Qui ? », names no record.

use crate::diagnostics::{Both, Code, Finding, Severity};
use crate::inputs::Inputs;
use crate::resolve::Corpus;
use crate::say;

pub static CODE: Code = Code {
    name: "section-without-reference",
    severity: Severity::Warning,
    explanation: Both {
        fr: "Dans cette section, un renvoi dit plus qu’une citation : sous « Qui ? », il confie la recommandation à une \
             organisation, dont la page la montre alors. Ici, aucun renvoi ne nomme une fiche de la nature attendue : \
             personne n’est chargé de rien.\n\n\
             Nommez les organisations par un renvoi : `les [[ars|agences régionales de santé]]`.",
        en: "In this section a reference says more than a citation: below “Who?” it entrusts the recommendation to an \
             organisation, whose page then shows it. Here no reference names a record of the kind that is expected: \
             nobody is asked to do anything.\n\n\
             Name the organisations by reference: `the [[ars|regional health agencies]]`.",
    },
};

pub fn check(corpus: &Corpus, _inputs: &Inputs, findings: &mut Vec<Finding>) {
    for (at, record) in corpus.records.iter().enumerate() {
        let Some(kind) = corpus.kinds.get(&record.kind) else { continue };
        for role in &kind.roles {
            let Some(reference) = &role.reference else { continue };
            let first = record.sections.iter().find(|section| section.role.as_deref() == Some(&role.name));
            let mut named = corpus.references_in(at, &role.name).into_iter();
            let names_one = named.any(|at| reference.takes(&corpus.records[at].kind));
            let Some(section) = first.filter(|_| !names_one) else { continue };
            let (fr, en, kinds) = (&role.title.fr, &role.title.en, reference.kinds.join(", "));
            findings.push(
                Finding::new(
                    &CODE,
                    record.place(&section.span),
                    say!(
                        fr: "la section « {fr} » ne nomme aucune fiche de nature « {kinds} »",
                        en: "the section “{en}” names no record of kind `{kinds}`"
                    ),
                )
                .subject(&role.name)
                .hint(say!(
                    fr: "nommez-la par un renvoi : « [[identifiant|les mots du texte]] »",
                    en: "name it by reference: `[[id|the words of the text]]`"
                )),
            );
        }
    }
}
