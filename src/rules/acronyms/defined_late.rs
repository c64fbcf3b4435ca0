//! A text uses an acronym, and spells it out only further down.

use std::collections::BTreeMap;

use crate::diagnostics::{Both, Code, Finding, Severity};
use crate::say;

use super::{Audit, SpeltOut, Use};

pub static CODE: Code = Code {
    name: "acronym-defined-late",
    severity: Severity::Warning,
    explanation: Both {
        fr: "Un texte emploie un sigle, et ne le développe que plus bas, « développement professionnel continu (DPC) » : qui \
             lit dans l’ordre ne l’apprend qu’après coup, surtout sur papier. Les titres ne comptent pas, ni les notes de \
             la rédaction, qui sont des textes à part, ni un sigle qui renvoie à sa fiche, `[[has|HAS]]`.\n\n\
             Développez le sigle à son premier emploi, et plus bas écrivez-le seul.",
        en: "A text uses an acronym and spells it out only further down, `continuing professional development (CPD)`: who \
             reads from the top learns it too late, above all on paper. Headings do not count, nor do editors' notes, \
             which are texts of their own, nor an acronym that refers to its record, `[[has|HAS]]`.\n\n\
             Spell the acronym out where it is used first, and write it alone further down.",
    },
};

pub(super) fn check(audit: &Audit, findings: &mut Vec<Finding>) {
    for (record, reading) in audit.records() {
        let mut first: BTreeMap<(usize, &str), (&SpeltOut, &crate::inputs::Span)> = BTreeMap::new();
        for spelt in &reading.spelt {
            if let Some((_, span)) = &spelt.expansion {
                let place = first.entry((spelt.at.unit, &spelt.acronym)).or_insert((spelt, span));
                if spelt.at < place.0.at {
                    *place = (spelt, span);
                }
            }
        }
        let mut bare: BTreeMap<(usize, &str), &Use> = BTreeMap::new();
        for of in reading.uses.iter().filter(|of| of.is_bare && !first.is_empty()) {
            bare.entry((of.at.unit, &of.acronym)).or_insert(of);
        }
        for (named @ (_, acronym), (spelt, span)) in first {
            let Some(early) = bare.get(&named).filter(|of| of.at < spelt.at) else { continue };
            findings.push(
                Finding::new(
                    &CODE,
                    record.place(&early.span),
                    say!(
                        fr: "« {acronym} » est employé ici et développé seulement plus bas",
                        en: "`{acronym}` is used here and spelt out only further down"
                    ),
                )
                .subject(acronym)
                .hint(say!(
                    fr: "développez-le ici, et plus bas écrivez-le seul",
                    en: "spell it out here, and write it alone further down"
                ))
                .note(record.place(span), say!(fr: "développé ici", en: "spelt out here")),
            );
        }
    }
}
