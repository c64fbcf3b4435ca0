//! `home:` or `navigation:` in `recueil.yaml` names a page that is not there.

use std::sync::Arc;

use crate::diagnostics::{Both, Code, Finding, Severity, nearest};
use crate::inputs::{Inputs, Place};
use crate::parse::config;
use crate::resolve::Corpus;
use crate::say;

pub static CODE: Code = Code {
    name: "config-unknown-page",
    severity: Severity::Error,
    explanation: Both {
        fr: "`home:` et `navigation:` dans `recueil.yaml` nomment, par leur identifiant, des fiches publiées de nature \
             `page` : le texte de l’accueil et les liens du pied de page. Celle-ci n’existe pas, n’est pas publiée, ou est \
             d’une autre nature.\n\n\
             Corrigez l’identifiant, ou ajoutez la page `content/pages/a-propos.md` avec `kind: page`.",
        en: "`home:` and `navigation:` in `recueil.yaml` name published records of kind `page` by their ids: the text of \
             the home page and the links in the footer. This one does not exist, is not published, or is of another \
             kind.\n\n\
             Correct the id, or add the page `content/pages/about.md` with `kind: page`.",
    },
};

pub fn check(corpus: &Corpus, _inputs: &Inputs, findings: &mut Vec<Finding>) {
    let file: Arc<str> = Arc::from(config::PATH);
    for (id, span) in corpus.config.home.iter().chain(&corpus.config.navigation) {
        let found = corpus.get(id);
        let message = match found.map(|record| &*record.kind) {
            Some("page") => continue,
            Some(kind) => say!(
                fr: "« {id} » est de nature « {kind} » ; on attend une page",
                en: "`{id}` is of kind `{kind}`; a page is expected"
            ),
            None => say!(fr: "aucune page publiée ne s’appelle « {id} »", en: "no published page is called `{id}`"),
        };
        let pages = || corpus.of_kind("page").map(|(_, record)| &*record.id);
        let near = nearest(id, pages(), 3).join(", ");
        let some = pages().take(8).collect::<Vec<_>>().join(", ");
        findings.push(Finding::new(&CODE, Place::at(&file, span.clone()), message).subject(&**id).hint(
            match (near.is_empty(), some.is_empty()) {
                (false, _) => say!(fr: "vouliez-vous dire : {near} ?", en: "did you mean: {near}?"),
                (_, false) => say!(fr: "les pages sont : {some}", en: "the pages are: {some}"),
                _ => say!(
                    fr: "ajoutez une fiche « kind: page » de cet identifiant, ou retirez-le d’ici",
                    en: "add a record `kind: page` with this id, or remove it from here"
                ),
            },
        ));
    }
}
