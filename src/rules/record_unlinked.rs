//! An organisation, a person, a legal text, a source or the like that no other record leads to.

use crate::diagnostics::{Both, Code, Finding, Severity};
use crate::inputs::Inputs;
use crate::model::Record;
use crate::resolve::Corpus;
use crate::say;

pub static CODE: Code = Code {
    name: "record-unlinked",
    severity: Severity::Warning,
    explanation: Both {
        fr: "Un organisme, une personne, un texte de loi, une source, un thème est là pour les textes qui le nomment, et aucune \
             autre fiche ne mène à celui-ci : aucune ne le nomme dans ses champs ni dans son texte, et sa fiche n’en nomme \
             aucune où elle paraîtrait en retour (ses sources et ses thèmes ne comptent pas). Seules la liste de sa \
             collection et la recherche y mènent : un lecteur ne tombera pas dessus. Les actes, les pages et les autres \
             fiches qui ont un texte à lire ne sont pas concernés : c’est par leur liste qu’on y vient.\n\n\
             Nommez-le là où il en est question, par un champ ou par `[[identifiant]]`, ou retirez sa fiche.",
        en: "An organisation, a person, a legal text, a source, a theme is there for the texts that name it, and no other \
             record leads to this one: none names it in its fields or in its text, and its record names none where it would \
             be listed in return (its sources and its themes do not count). Only the list of its collection and search lead \
             there: a reader will not come upon it. Instruments, pages and other records that have a text to read are not \
             meant: readers come to them by their list.\n\n\
             Name it where it is spoken of, in a field or with `[[id]]`, or remove its record.",
    },
};

/// Kinds that readers find otherwise: annotations are where they are put, terms in the glossary, figures among the key
/// figures; to a page or a thread they come by its list.
const FOUND_OTHERWISE: [&str; 5] = ["annotation", "figure", "page", "term", "thread"];

/// Kinds that are there for the texts that name them, whatever is written of them.
const NAMED_BY_TEXTS: [&str; 5] = ["legal-text", "organisation", "person", "source", "theme"];

/// Relations whose other end lists records without saying anything of them.
const LISTS: [&str; 2] = ["source_of", "subject_of"];

pub fn check(corpus: &Corpus, _inputs: &Inputs, findings: &mut Vec<Finding>) {
    let mut leads_out = vec![false; corpus.records.len()];
    for at in 0..corpus.records.len() {
        for link in corpus.backlinks(at).filter(|link| !LISTS.contains(&&*link.relation)) {
            leads_out[link.from] = true;
        }
    }
    for (at, record) in corpus.records.iter().enumerate() {
        let is_found = FOUND_OTHERWISE.contains(&&*record.kind)
            || record.instrument.is_some()
            || has_text(record)
            || leads_out[at]
            || corpus.backlinks(at).len() > 0
            || corpus.uses(at).next().is_some()
            || corpus.citing(at).any(|citing| citing.record != at)
            || is_in_navigation(corpus, record);
        if is_found {
            continue;
        }
        let (name, id) = (record.label(), &record.id);
        findings.push(
            Finding::new(
                &CODE,
                record.id_place.clone(),
                say!(fr: "aucune fiche ne mène à « {name} »", en: "no record leads to `{name}`"),
            )
            .subject(&*record.id)
            .hint(say!(
                fr: "nommez-la dans un champ ou par [[{id}]] où il en est question, ou retirez-la",
                en: "name it in a field or with [[{id}]] where it is spoken of, or remove it"
            )),
        );
    }
}

/// True for a record that is there to be read itself, and not for the texts that name it.
fn has_text(record: &Record) -> bool {
    !NAMED_BY_TEXTS.contains(&&*record.kind) && record.sections.iter().any(|section| !section.pieces.is_empty())
}

fn is_in_navigation(corpus: &Corpus, record: &Record) -> bool {
    let config = &corpus.config;
    config.home.iter().chain(&config.navigation).any(|(id, _)| **id == *record.id)
}
