//! The footer of `recueil.yaml` stands on every page: what it refers to must be there, and it holds nothing but words.

use std::sync::Arc;

use crate::diagnostics::{Both, Code, Finding, Severity, nearest};
use crate::inputs::{Inputs, Place};
use crate::model::asset;
use crate::parse::config;
use crate::prose::{BlockKind, Inline, Reference, each_block, each_inline};
use crate::resolve::Corpus;
use crate::say;

pub static CODE: Code = Code {
    name: "footer-invalid",
    severity: Severity::Error,
    explanation: Both {
        fr: "`appearance: footer:` dans `recueil.yaml` est un texte en Markdown qui se lit au pied de chaque page : des \
             paragraphes, des listes, des liens, des renvois à des fiches publiées (`[[mentions-legales]]`). Un titre, une \
             note ou une image n’y ont pas de place : le titre fausserait le plan de chaque page ; un logo se met dans \
             `appearance: logo:`.",
        en: "`appearance: footer:` in `recueil.yaml` is a text in Markdown that stands at the foot of every page: paragraphs, \
             lists, links, references to published records (`[[legal-notice]]`). A heading, a note or a picture has no place \
             there: a heading would spoil the outline of every page; a logo goes into `appearance: logo:`.",
    },
};

pub fn check(corpus: &Corpus, _inputs: &Inputs, findings: &mut Vec<Finding>) {
    let Some(footer) = &corpus.config.appearance.footer else { return };
    let file: Arc<str> = Arc::from(config::PATH);
    let mut fault = |span: &crate::inputs::Span, message: Both, hint: Both| {
        findings.push(Finding::new(&CODE, Place::at(&file, span.clone()), message).hint(hint));
    };
    each_block(&footer.blocks, &mut |block| {
        if matches!(block.kind, BlockKind::Heading(_)) {
            fault(
                &block.span,
                say!(fr: "un titre n’a pas de place au pied des pages", en: "a heading has no place at the foot of pages"),
                say!(fr: "écrivez-le en gras, **ainsi**", en: "write it in bold, **so**"),
            );
        }
    });
    each_inline(&footer.blocks, &mut |inline| match inline {
        Inline::Image(image) => fault(
            &image.span,
            say!(fr: "une image n’a pas de place au pied des pages", en: "a picture has no place at the foot of pages"),
            say!(fr: "un logo se met dans « appearance: logo: »", en: "a logo goes into `appearance: logo:`"),
        ),
        Inline::FootnoteMark { span, .. } => fault(
            span,
            say!(fr: "une note n’a pas de place au pied des pages", en: "a note has no place at the foot of pages"),
            say!(fr: "mettez ses mots dans le texte", en: "put its words into the text"),
        ),
        Inline::Link(link) if asset::is_relative(&link.address) => {
            let address = &link.address;
            fault(
                &link.span,
                say!(
                    fr: "« {address} » ne mène pas au même endroit depuis toutes les pages",
                    en: "`{address}` does not lead to the same place from every page"
                ),
                say!(
                    fr: "renvoyez à une fiche, [[identifiant]], ou écrivez une adresse entière, https://…",
                    en: "refer to a record, [[id]], or write a whole address, https://…"
                ),
            );
        }
        Inline::Reference(reference) => {
            let Reference { target, anchor, span, .. } = &**reference;
            let ids = || corpus.records.iter().map(|record| &*record.id);
            let (missing, near) = match (corpus.get(target), anchor) {
                (None, _) => (target.clone(), nearest(target, ids(), 3)),
                (Some(record), Some(anchor)) if !record.has_anchor(anchor) => {
                    (format!("{target}#{anchor}"), nearest(anchor, record.anchors(), 3))
                }
                _ => return,
            };
            let near = near.join(", ");
            fault(
                span,
                say!(fr: "« {missing} » n’est pas dans le corpus publié", en: "`{missing}` is not in the published corpus"),
                if near.is_empty() {
                    say!(fr: "ajoutez cette fiche, ou corrigez l’identifiant", en: "add this record, or correct the id")
                } else {
                    say!(fr: "vouliez-vous dire : {near} ?", en: "did you mean: {near}?")
                },
            );
        }
        _ => {}
    });
}
