//! A term that is an acronym, and that nothing in the corpus mentions.

use crate::diagnostics::{Both, Code, Finding, Severity};
use crate::model::Record;
use crate::model::read::is_acronym;
use crate::resolve::Corpus;
use crate::say;

use super::{Audit, plain, scope};

pub static CODE: Code = Code {
    name: "term-unused",
    severity: Severity::Warning,
    explanation: Both {
        fr: "Un sigle a une entrée au glossaire, mais aucune autre fiche ne l’emploie, ni en toutes lettres, ni par un renvoi \
             (s’il a une portée, `scope:`, aucune de celles qu’elle nomme) : il est mal écrit, il a disparu des textes, ou \
             sa portée est trop étroite.\n\n\
             Corrigez l’entrée, retirez-la, ou gardez-la par une dispense dans `recueil.yaml`.",
        en: "An acronym has an entry in the glossary, but no other record uses it, neither in full nor by a reference (where \
             it has a `scope:`, none that this names): it is misspelt, it has gone from the texts, or its scope is too \
             narrow.\n\n\
             Correct the entry, remove it, or keep it by a waiver in `recueil.yaml`.",
    },
};

/// The terms that are acronyms, and that no text is marked with and no reference leads to.
pub(super) fn terms(corpus: &Corpus) -> impl Iterator<Item = &Record> {
    let is_unused = |at: usize| corpus.uses(at).len() == 0 && corpus.backlinks(at).len() == 0;
    corpus.of_kind("term").filter(move |(at, term)| is_acronym(&term.title) && is_unused(*at)).map(|(_, term)| term)
}

pub(super) fn check(audit: &Audit, findings: &mut Vec<Finding>) {
    for term in terms(audit.corpus) {
        let (acronym, scope) = (plain(&term.title), scope(term));
        let is_mentioned = audit.records().any(|(record, reading)| {
            record.id != term.id
                && (scope.is_empty() || scope.contains(&*record.id))
                && reading.mentioned.contains(&acronym)
        });
        if is_mentioned {
            continue;
        }
        let place = term.fields.get("term").map_or(term.id_place.clone(), |item| term.place(&item.span));
        let message = match scope.is_empty() {
            true => say!(fr: "aucune fiche n’emploie « {acronym} »", en: "no record uses `{acronym}`"),
            false => say!(
                fr: "aucune fiche de sa portée n’emploie « {acronym} »",
                en: "no record of its scope uses `{acronym}`"
            ),
        };
        findings.push(Finding::new(&CODE, place, message).subject(acronym).hint(say!(
            fr: "retirez cette entrée, ou corrigez le sigle ou sa portée",
            en: "remove this entry, or correct the acronym or its scope"
        )));
    }
}
