//! An avenant amends itself, directly or through others.

use crate::diagnostics::{Both, Code, Finding, Severity};
use crate::inputs::Inputs;
use crate::resolve::Corpus;
use crate::say;

use super::circles;

pub static CODE: Code = Code {
    name: "amends-itself",
    severity: Severity::Error,
    explanation: Both {
        fr: "En suivant `amends:` d’avenant en avenant on revient au point de départ : aucun de ces textes ne peut être \
             antérieur à tous les autres.\n\n\
             Chaque avenant nomme le texte signé avant lui qu’il modifie, et la chaîne finit par une convention ou un \
             accord : `avenant-2` → `avenant-1` → `convention`. Corrigez celui qui nomme un texte plus récent que lui.",
        en: "Following `amends:` from avenant to avenant leads back to the start: none of these texts can be older than \
             all the others.\n\n\
             Each avenant names the text signed before it that it amends, and the chain ends with a convention or an \
             accord: `avenant-2` → `avenant-1` → `convention`. Correct the one that names a text newer than itself.",
    },
};

pub fn check(corpus: &Corpus, _inputs: &Inputs, findings: &mut Vec<Finding>) {
    let message = |circle: &str| {
        say!(
            fr: "un avenant se modifie lui-même : {circle}",
            en: "an avenant amends itself: {circle}"
        )
    };
    circles::report(corpus, "amends", &CODE, message, findings);
}
