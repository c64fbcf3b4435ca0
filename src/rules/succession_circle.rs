//! Instruments or organisations succeed each other in a circle.

use crate::diagnostics::{Both, Code, Finding, Severity};
use crate::inputs::Inputs;
use crate::resolve::Corpus;
use crate::say;

use super::circles;

pub static CODE: Code = Code {
    name: "succession-circle",
    severity: Severity::Error,
    explanation: Both {
        fr: "En suivant `succeeds:` on revient au point de départ : aucun de ces textes, ou de ces organismes, n’est venu \
             le premier.\n\n\
             `succeeds:` nomme celui dont on a pris la suite, donc le plus ancien : `convention-2017` succède à \
             `convention-2015`. La suite elle-même (« a pour suite ») est déduite, elle ne s’écrit pas.",
        en: "Following `succeeds:` leads back to the start: none of these texts, or of these organisations, came first.\n\n\
             `succeeds:` names the one that was taken over from, so the older one: `convention-2017` succeeds \
             `convention-2015`. The other direction (\"succeeded by\") is found by the program and is not written.",
    },
};

pub fn check(corpus: &Corpus, _inputs: &Inputs, findings: &mut Vec<Finding>) {
    let message = |circle: &str| {
        say!(
            fr: "ces fiches se succèdent en cercle : {circle}",
            en: "these records succeed each other in a circle: {circle}"
        )
    };
    circles::report(corpus, "succeeds", &CODE, message, findings);
}
