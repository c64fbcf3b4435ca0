//! An instrument succeeds one that was signed after it.

use crate::diagnostics::{Both, Code, Finding, Lang, Severity};
use crate::inputs::Inputs;
use crate::model::time::Relation;
use crate::resolve::Corpus;
use crate::say;

use super::circles::first_link;
use super::signature::{self, signed};

pub static CODE: Code = Code {
    name: "succeeds-newer",
    severity: Severity::Error,
    explanation: Both {
        fr: "Un texte prend la suite d’un texte plus ancien. Ici celui que nomme `succeeds:` a été signé, à coup sûr, \
             après : les deux fiches ont sans doute été inversées.\n\n\
             `succeeds:` s’écrit dans le texte le plus récent et nomme le plus ancien : `convention-2017` dit \
             `succeeds: convention-2015`.",
        en: "A text takes over from an older one. Here the one that `succeeds:` names was certainly signed later: the two \
             records are probably the wrong way round.\n\n\
             `succeeds:` stands in the newer text and names the older one: `convention-2017` says \
             `succeeds: convention-2015`.",
    },
};

pub fn check(corpus: &Corpus, _inputs: &Inputs, findings: &mut Vec<Finding>) {
    for record in &corpus.records {
        let Some(link) = first_link(record, "succeeds") else { continue };
        let Some(before) = corpus.get(&link.target) else { continue };
        let (Some(own), Some(other)) = (signed(record), signed(before)) else { continue };
        if own.compare(other) != Relation::Before {
            continue;
        }
        let (id, target) = (&record.id, &before.id);
        let (own_fr, own_en) = (own.describe(Lang::Fr), own.describe(Lang::En));
        let (other_fr, other_en) = (other.describe(Lang::Fr), other.describe(Lang::En));
        findings.push(
            Finding::new(
                &CODE,
                record.place(&link.span),
                say!(
                    fr: "ce texte ({own_fr}) ne peut pas succéder à « {target} », plus récent ({other_fr})",
                    en: "this text ({own_en}) cannot succeed `{target}`, which is newer ({other_en})"
                ),
            )
            .hint(say!(
                fr: "écrivez plutôt « succeeds: {id} » dans « {target} », ou corrigez l’une des deux dates",
                en: "write `succeeds: {id}` in `{target}` instead, or correct one of the two dates"
            ))
            .note(signature::place(before), say!(fr: "il est signé ici", en: "it is signed here")),
        );
    }
}
