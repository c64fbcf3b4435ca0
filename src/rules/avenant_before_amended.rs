//! An avenant was signed before the text that it amends.

use crate::diagnostics::{Both, Code, Finding, Lang, Severity};
use crate::inputs::Inputs;
use crate::model::time::Relation;
use crate::resolve::Corpus;
use crate::say;

use super::circles::first_link;
use super::signature::{self, signed};

pub static CODE: Code = Code {
    name: "avenant-before-amended",
    severity: Severity::Error,
    explanation: Both {
        fr: "Un avenant est signé après le texte qu’il modifie, ou le même jour. Ici sa date de signature est, à coup \
             sûr, antérieure : même en prenant les dates au plus large, elles ne se touchent pas.\n\n\
             Corrigez `signed:` de l’un des deux, ou `amends:` s’il nomme un autre texte que celui que l’avenant modifie.",
        en: "An avenant is signed after the text that it amends, or on the same day. Here its date of signature is \
             certainly earlier: even taken as widely as they are written, the two dates do not touch.\n\n\
             Correct `signed:` in one of the two, or `amends:` where it names another text than the one amended.",
    },
};

pub fn check(corpus: &Corpus, _inputs: &Inputs, findings: &mut Vec<Finding>) {
    for avenant in &corpus.records {
        let Some(amended) = first_link(avenant, "amends").and_then(|link| corpus.get(&link.target)) else { continue };
        let (Some(own), Some(other)) = (signed(avenant), signed(amended)) else { continue };
        if own.compare(other) != Relation::Before {
            continue;
        }
        let id = &amended.id;
        let (own_fr, own_en) = (own.describe(Lang::Fr), own.describe(Lang::En));
        let (other_fr, other_en) = (other.describe(Lang::Fr), other.describe(Lang::En));
        findings.push(
            Finding::new(
                &CODE,
                signature::place(avenant),
                say!(
                    fr: "cet avenant ({own_fr}) est antérieur à « {id} » ({other_fr}), qu’il modifie",
                    en: "this avenant ({own_en}) is older than `{id}` ({other_en}), which it amends"
                ),
            )
            .hint(say!(
                fr: "corrigez l’une des deux dates « signed: », ou « amends: » s’il nomme un autre texte",
                en: "correct one of the two dates `signed:`, or `amends:` where it names another text"
            ))
            .note(
                signature::place(amended),
                say!(fr: "le texte modifié est signé ici", en: "the amended text is signed here"),
            ),
        );
    }
}
