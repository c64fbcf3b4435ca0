//! An organisation that other records name, and of which nothing is said.

use std::collections::BTreeSet;

use crate::diagnostics::{Both, Code, Finding, Severity};
use crate::inputs::Inputs;
use crate::resolve::Corpus;
use crate::say;

pub static CODE: Code = Code {
    name: "organisation-undescribed",
    severity: Severity::Warning,
    explanation: Both {
        fr: "D’autres fiches nomment cet organisme, et la sienne n’a ni `description:`, ni `summary:`, ni texte : le lecteur \
             qui suit le lien, ou survole le sigle, n’y apprend rien.\n\n\
             Une phrase suffit : ce qu’il est, de qui il dépend, ce qu’il fait ici.",
        en: "Other records name this organisation, and its own has neither `description:` nor `summary:` nor a text: a reader \
             who follows the link, or hovers over the acronym, learns nothing there.\n\n\
             One sentence will do: what it is, whom it answers to, what it does here.",
    },
};

pub fn check(corpus: &Corpus, _inputs: &Inputs, findings: &mut Vec<Finding>) {
    for (at, record) in corpus.of_kind("organisation") {
        let is_described = ["description", "summary"].iter().any(|field| record.fields.get(field).is_some())
            || record.sections.iter().any(|section| !section.pieces.is_empty());
        if is_described {
            continue;
        }
        // A remark on the organisation is no text that names it.
        let links = corpus.backlinks(at).filter(|link| &*link.relation != "annotated_by");
        let referring = links.map(|link| link.from);
        let naming: BTreeSet<usize> = referring.chain(corpus.uses(at).map(|of| of.record)).collect();
        let Some(first) = naming.first().map(|&first| &corpus.records[first]) else { continue };
        let (name, count, id) = (record.label(), naming.len(), &first.id);
        let message = match count {
            1 => say!(
                fr: "« {id} » nomme « {name} », dont rien n’est dit",
                en: "`{id}` names `{name}`, of which nothing is said"
            ),
            _ => say!(
                fr: "{count} fiches nomment « {name} », dont rien n’est dit",
                en: "{count} records name `{name}`, of which nothing is said"
            ),
        };
        findings.push(Finding::new(&CODE, record.id_place.clone(), message).subject(&*record.id).hint(say!(
            fr: "ajoutez « description: », une phrase qui dit ce que c’est",
            en: "add `description:`, a sentence that says what it is"
        )));
    }
}
