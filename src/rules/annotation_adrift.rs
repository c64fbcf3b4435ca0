//! An annotation whose quotation stands nowhere in its place, or several times.

use crate::diagnostics::{Both, Code, Finding, Severity};
use crate::inputs::Inputs;
use crate::resolve::{Corpus, Found};
use crate::say;

pub static CODE: Code = Code {
    name: "annotation-orphaned",
    severity: Severity::Warning,
    explanation: Both {
        fr: "L’annotation cite des mots qui ne se trouvent pas, ou plus, à l’endroit qu’elle nomme : le passage a été récrit, ou la \
             citation est inexacte. Elle n’est jamais déplacée au jugé ; elle reste, orpheline, dans le tableau des annotations.\n\n\
             Corrigez `quote:` d’après le texte d’aujourd’hui, ou, si le passage a disparu, dites-le dans la suite donnée \
             (`disposition:` et `reason:`) et retirez `quote:`.",
        en: "The annotation quotes words that do not stand, or no longer stand, in the place that it names: the passage was \
             rewritten, or the quotation is not exact. It is never moved by guess; it stays, orphaned, in the table of annotations.\n\n\
             Correct `quote:` after the text of today, or, where the passage is gone, say so in what became of it \
             (`disposition:` and `reason:`) and remove `quote:`.",
    },
};

pub static AMBIGUOUS: Code = Code {
    name: "annotation-ambiguous",
    severity: Severity::Warning,
    explanation: Both {
        fr: "Les mots que cite l’annotation se trouvent plusieurs fois à l’endroit qu’elle nomme : on ne sait pas lesquels \
             elle vise. Allongez la citation, ou ajoutez `before:` et `after:`, les mots qui précèdent et qui suivent.",
        en: "The words that the annotation quotes stand several times in the place that it names: nobody knows which it \
             means. Make the quotation longer, or add `before:` and `after:`, the words just before and just after.",
    },
};

pub fn check(corpus: &Corpus, _inputs: &Inputs, findings: &mut Vec<Finding>) {
    for anchored in &corpus.annotations {
        let record = &corpus.records[anchored.annotation];
        let Some(annotation) = &record.annotation else { continue };
        let place = record.place(&annotation.quote_span);
        let target = match &annotation.anchor {
            Some(anchor) => format!("{}#{anchor}", annotation.record),
            None => annotation.record.clone(),
        };
        match anchored.found {
            Found::At(_) => {}
            Found::Orphaned => findings.push(
                Finding::new(
                    &CODE,
                    place,
                    say!(
                        fr: "ces mots ne se trouvent pas dans « {target} »",
                        en: "these words do not stand in `{target}`"
                    ),
                )
                .hint(say!(
                    fr: "citez le texte à la lettre, sans ses marques (*, [[…]]), à l’intérieur d’un seul paragraphe",
                    en: "quote the text to the letter, without its marks (*, [[…]]), within one paragraph"
                )),
            ),
            Found::Ambiguous(times) => findings.push(
                Finding::new(
                    &AMBIGUOUS,
                    place,
                    say!(
                        fr: "ces mots se trouvent {times} fois dans « {target} »",
                        en: "these words stand {times} times in `{target}`"
                    ),
                )
                .hint(say!(
                    fr: "ajoutez « before: » ou « after: », les mots qui précèdent ou qui suivent",
                    en: "add `before:` or `after:`, the words just before or just after"
                )),
            ),
        }
    }
}
