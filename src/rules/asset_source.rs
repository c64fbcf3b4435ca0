//! A record offers the source of records as a file.

use crate::diagnostics::{Both, Code, Finding, Severity};
use crate::inputs::Inputs;
use crate::resolve::Corpus;
use crate::say;

pub static CODE: Code = Code {
    name: "asset-source",
    severity: Severity::Error,
    explanation: Both {
        fr: "Une image, une pièce jointe ou un lien nomme un fichier `.md` ou `.yaml` du corpus. Ces fichiers sont la \
             source des fiches : ils ne sont jamais publiés tels quels, car ils peuvent contenir des brouillons et des \
             remarques internes.\n\n\
             Pour renvoyer à la fiche, écrivez `[[convention-2017]]`. Le lecteur qui veut le texte en Markdown le trouve à \
             côté de chaque page.",
        en: "An image, an attachment or a link names a `.md` or `.yaml` file of the corpus. These files are the source of \
             records: they are never published as they are, since they may hold drafts and internal remarks.\n\n\
             To refer to the record, write `[[convention-2017]]`. Readers who want the text as Markdown find it beside \
             each page.",
    },
};

pub fn check(corpus: &Corpus, inputs: &Inputs, findings: &mut Vec<Finding>) {
    for record in &corpus.records {
        for named in &record.assets {
            let is_one = |input: &&str| is_source(input) && inputs.files.contains_key(*input);
            let Some(input) = named.input.as_deref().filter(is_one) else {
                continue;
            };
            let written = &named.written;
            let name = input.rsplit('/').next().unwrap_or_default();
            let id = name.rsplit_once('.').map_or(name, |(id, _)| id);
            let hint = match corpus.get(id) {
                Some(_) => say!(fr: "renvoyez à la fiche par [[{id}]]", en: "refer to the record as [[{id}]]"),
                None => say!(
                    fr: "renvoyez à l’une de ses fiches par [[identifiant]]",
                    en: "refer to one of its records as [[id]]"
                ),
            };
            findings.push(
                Finding::new(
                    &CODE,
                    record.place(&named.span),
                    say!(
                        fr: "« {written} » est la source de fiches, et n’est pas publié",
                        en: "`{written}` is the source of records, and is not published"
                    ),
                )
                .hint(hint),
            );
        }
    }
}

/// True for a file that holds records.
pub(super) fn is_source(path: &str) -> bool {
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    matches!(ending.as_deref(), Some("md" | "yaml" | "yml"))
}
