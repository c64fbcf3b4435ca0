//! An organisation or a theme is a part of itself, directly or through others.

use crate::diagnostics::{Both, Code, Finding, Severity};
use crate::inputs::Inputs;
use crate::resolve::Corpus;
use crate::say;

use super::circles;

pub static CODE: Code = Code {
    name: "part-of-itself",
    severity: Severity::Error,
    explanation: Both {
        fr: "En suivant `part_of:` d’un organisme à celui dont il relève, ou `broader:` d’un thème au thème plus large, on \
             revient au point de départ : l’ensemble serait contenu dans sa partie.\n\n\
             Écrivez le champ du côté de la partie seulement : la direction dit `part_of: ministere-sante`, le ministère \
             ne dit rien de ses directions.",
        en: "Following `part_of:` from an organisation to the one that it belongs to, or `broader:` from a theme to the \
             broader one, leads back to the start: the whole would be inside its own part.\n\n\
             Write the field on the side of the part only: the directorate says `part_of: ministere-sante`, the ministry \
             says nothing of its directorates.",
    },
};

pub fn check(corpus: &Corpus, _inputs: &Inputs, findings: &mut Vec<Finding>) {
    let message =
        |circle: &str| say!(fr: "le tout est dans sa partie : {circle}", en: "the whole is inside its part: {circle}");
    circles::report(corpus, "part_of", &CODE, message, findings);
    circles::report(corpus, "broader", &CODE, message, findings);
}
