//! An avenant changes a text that it does not amend.

use crate::diagnostics::{Both, Code, Finding, Severity};
use crate::inputs::Inputs;
use crate::resolve::Corpus;
use crate::say;

use super::circles;

pub static CODE: Code = Code {
    name: "change-target-outside",
    severity: Severity::Error,
    explanation: Both {
        fr: "Une modification (`changes:`) vise une disposition d’un texte que l’avenant ne modifie pas : ni celui que \
             nomme `amends:`, ni un de ceux que celui-ci modifie à son tour.\n\n\
             Corrigez `target:`, ou `amends:` :\n\n\
             ```\namends: convention-2017\nchanges:\n  - {target: convention-2017#mission-1, type: repeal}\n```",
        en: "A change (`changes:`) is aimed at a provision of a text that the avenant does not amend: neither the one that \
             `amends:` names nor one that this one amends in turn.\n\n\
             Correct `target:`, or `amends:`:\n\n\
             ```\namends: convention-2017\nchanges:\n  - {target: convention-2017#mission-1, type: repeal}\n```",
    },
};

pub fn check(corpus: &Corpus, _inputs: &Inputs, findings: &mut Vec<Finding>) {
    let amends = circles::follow(corpus, "amends");
    for (at, record) in corpus.records.iter().enumerate() {
        let Some(amended) = amends[at] else { continue };
        for change in record.instrument.iter().flat_map(|instrument| &instrument.changes) {
            let Some(target) = corpus.index(&change.target.target) else { continue };
            // A circle is another rule's finding; here it only must not hold us up.
            let mut chain = std::iter::successors(Some(amended), |&text| amends[text]).take(corpus.records.len());
            if chain.any(|text| text == target) {
                continue;
            }
            let (target, amended) = (&change.target.target, &corpus.records[amended].id);
            findings.push(
                Finding::new(
                    &CODE,
                    record.place(&change.target.span),
                    say!(
                        fr: "cet avenant modifie « {amended} », mais ce changement vise « {target} »",
                        en: "this avenant amends `{amended}`, but this change is aimed at `{target}`"
                    ),
                )
                .hint(say!(
                    fr: "visez une disposition de « {amended} », ou corrigez « amends: »",
                    en: "aim at a provision of `{amended}`, or correct `amends:`"
                )),
            );
        }
    }
}
