//! A record names a file outside of the corpus.

use crate::diagnostics::{Both, Code, Finding, Severity};
use crate::inputs::Inputs;
use crate::model::asset;
use crate::resolve::Corpus;
use crate::say;

pub static CODE: Code = Code {
    name: "asset-outside",
    severity: Severity::Error,
    explanation: Both {
        fr: "Une image, une pièce jointe ou un lien nomme un fichier par un chemin qui sort de `content/` (trop de `../`), \
             ou par un chemin absolu (`/home/…`, `C:\\…`). Seuls les fichiers du corpus sont publiés, et un autre \
             ordinateur n’aurait pas celui-ci.\n\n\
             Rangez le fichier à côté de la fiche et nommez-le simplement : `![Le plan](plan.png)`.",
        en: "An image, an attachment or a link names a file by a path that leaves `content/` (too many `../`), or by an \
             absolute one (`/home/…`, `C:\\…`). Only files of the corpus are published, and another computer would not \
             have this one.\n\n\
             Put the file beside the record and name it simply: `![The plan](plan.png)`.",
    },
};

pub fn check(corpus: &Corpus, _inputs: &Inputs, findings: &mut Vec<Finding>) {
    for record in &corpus.records {
        for named in record.assets.iter().filter(|named| named.input.is_none()) {
            let written = &named.written;
            let first = written.trim_matches('/').split('/').next().unwrap_or_default();
            let hint = if named.role == asset::AssetRole::Link && corpus.get(first).is_some() {
                say!(fr: "on renvoie à une fiche par [[{first}]]", en: "a record is referred to as [[{first}]]")
            } else {
                say!(
                    fr: "rangez le fichier à côté de la fiche, et n’écrivez que son nom",
                    en: "put the file beside the record, and write its name only"
                )
            };
            findings.push(
                Finding::new(
                    &CODE,
                    record.place(&named.span),
                    say!(fr: "« {written} » sort du corpus", en: "`{written}` leads out of the corpus"),
                )
                .hint(hint),
            );
        }
    }
}
