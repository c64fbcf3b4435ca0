//! A record lacks a section that its kind expects.

use crate::diagnostics::{Both, Code, Finding, Severity};
use crate::inputs::Inputs;
use crate::prose::slug;
use crate::resolve::Corpus;
use crate::say;

pub static CODE: Code = Code {
    name: "section-missing",
    severity: Severity::Warning,
    explanation: Both {
        fr: "Les fiches de cette nature se lisent et se comparent par leurs sections : une recommandation dit son contexte, ses \
             actions, qui agit, quand, à quelles conditions, et ce qui appelle la vigilance. Il en manque une.\n\n\
             Ajoutez le titre et son texte, `## Quand ? {#quand}` par exemple. Si la source n’en dit rien, ne l’inventez pas : \
             dispensez la fiche de cette section dans `recueil.yaml` (`waivers:`), avec la raison.",
        en: "Records of this kind are read and compared by their sections: a recommendation says its context, its actions, who \
             acts, when, on what conditions, and what calls for vigilance. One of them is missing.\n\n\
             Add the heading and its text, such as `## When? {#when}`. Where the source says nothing of it, invent nothing: \
             waive the section for this record in `recueil.yaml` (`waivers:`), with the reason.",
    },
};

pub fn check(corpus: &Corpus, _inputs: &Inputs, findings: &mut Vec<Finding>) {
    for record in &corpus.records {
        let Some(kind) = corpus.kinds.get(&record.kind) else { continue };
        let has = |role: &str| record.sections.iter().any(|section| section.role.as_deref() == Some(role));
        for role in kind.roles.iter().filter(|role| role.is_required && !has(&role.name)) {
            let (fr, en, name) = (&role.title.fr, &role.title.en, &role.name);
            let (fr_anchor, en_anchor) = (slug(fr), slug(en));
            findings.push(
                Finding::new(
                    &CODE,
                    record.id_place.clone(),
                    say!(fr: "il manque la section « {fr} »", en: "the section “{en}” is missing"),
                )
                .subject(name)
                .hint(say!(
                    fr: "ajoutez le titre « ## {fr} {{#{fr_anchor}}} », ou donnez la classe « {{.{name}}} » à celui qui en tient lieu",
                    en: "add the heading `## {en} {{#{en_anchor}}}`, or give the class `{{.{name}}}` to the one that stands for it"
                )),
            );
        }
    }
}
