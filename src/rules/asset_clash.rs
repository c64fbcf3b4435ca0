//! Two files of one record would be published under the same name, or one under that of a page.

use std::collections::BTreeMap;

use crate::diagnostics::{Both, Code, Finding, Severity};
use crate::inputs::Inputs;
use crate::resolve::Corpus;
use crate::say;

pub static CODE: Code = Code {
    name: "asset-clash",
    severity: Severity::Error,
    explanation: Both {
        fr: "Les fichiers d’une fiche sont publiés ensemble, à côté de sa page, sous leur seul nom : deux fichiers de \
             dossiers différents ne peuvent pas s’appeler pareil, même à une majuscule près. Les noms `index.html`, \
             `index.md`, `index.json` et `citation.json`, et les ancres des mesures, sont pris par les pages.\n\n\
             Renommez l’un des deux : `plan-2017.png` et `plan-2018.png`.",
        en: "The files of a record are published together, beside its page, under their bare names: two files of \
             different folders cannot have the same name, even with other capitals. The names `index.html`, `index.md`, \
             `index.json` and `citation.json`, and the anchors of measures, are taken by the pages.\n\n\
             Rename one of the two: `plan-2017.png` and `plan-2018.png`.",
    },
};

pub fn check(corpus: &Corpus, inputs: &Inputs, findings: &mut Vec<Finding>) {
    for record in &corpus.records {
        let mut first = BTreeMap::new();
        for named in &record.assets {
            let Some(input) = named.input.clone().filter(|input| inputs.files.contains_key(&**input)) else { continue };
            let name = named.file_name().unwrap_or_default().to_owned();
            let key = name.to_lowercase();
            let of_page = ["index.html", "index.md", "index.json", "citation.json"].contains(&&*key)
                || record.measures.iter().any(|measure| *measure.anchor == *key);
            let place = record.place(&named.span);
            if of_page {
                findings.push(
                    Finding::new(
                        &CODE,
                        place,
                        say!(
                            fr: "le nom « {name} » est celui d’une page de cette fiche",
                            en: "the name `{name}` is that of a page of this record"
                        ),
                    )
                    .hint(say!(fr: "renommez le fichier", en: "rename the file")),
                );
                continue;
            }
            let (other, before) = first.entry(key).or_insert_with(|| (input.clone(), place.clone()));
            if *other != input {
                findings.push(
                    Finding::new(
                        &CODE,
                        place,
                        say!(
                            fr: "deux fichiers seraient publiés sous le nom « {name} » : {other} et {input}",
                            en: "two files would be published under the name `{name}`: {other} and {input}"
                        ),
                    )
                    .hint(say!(fr: "renommez l’un des deux", en: "rename one of the two"))
                    .note(before.clone(), say!(fr: "l’autre est nommé ici", en: "the other one is named here")),
                );
            }
        }
    }
}
