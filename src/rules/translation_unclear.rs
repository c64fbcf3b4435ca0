//! A translation is in the language of its original or of another translation, or its original is one itself.

use std::collections::BTreeMap;

use crate::diagnostics::{Both, Code, Finding, Severity};
use crate::inputs::Inputs;
use crate::model::Record;
use crate::resolve::Corpus;
use crate::say;

pub static CODE: Code = Code {
    name: "translation-unclear",
    severity: Severity::Error,
    explanation: Both {
        fr: "`translation_of:` nomme le texte original, qui n’est lui-même la traduction d’aucun autre, et la traduction dit sa \
             propre langue par `language:`. Sans cela, on ne sait ni quelle page fait foi ni laquelle montrer à qui lit dans \
             une langue.\n\n\
             `agreement-2021`, avec `language: en` et `translation_of: accord-2021`, est la traduction anglaise de `accord-2021`.",
        en: "`translation_of:` names the original text, which is no translation of another one itself, and the translation \
             states its own language by `language:`. Otherwise nobody knows which page is the text that counts, nor which one \
             to show to whom.\n\n\
             `agreement-2021`, with `language: en` and `translation_of: accord-2021`, is the English translation of `accord-2021`.",
    },
};

pub fn check(corpus: &Corpus, _inputs: &Inputs, findings: &mut Vec<Finding>) {
    let language = |record: &Record| record.language.clone().unwrap_or_else(|| corpus.config.language.clone());
    let mut known: BTreeMap<(&str, String), &Record> = BTreeMap::new();
    for record in &corpus.records {
        let Some(link) = record.fields.links("translation_of").next() else { continue };
        let Some(original) = corpus.get(&link.target) else { continue };
        let place = record.place(&link.span);
        if original.fields.links("translation_of").next().is_some() {
            let id = &original.id;
            findings.push(
                Finding::new(
                    &CODE,
                    place,
                    say!(fr: "« {id} » est déjà une traduction", en: "`{id}` is a translation itself"),
                )
                .hint(say!(fr: "nommez le texte original", en: "name the original text")),
            );
            continue;
        }
        let spoken = language(record);
        let same = known.insert((&*original.id, spoken.clone()), record);
        let same = same.or_else(|| (language(original) == spoken).then_some(original));
        if let Some(same) = same {
            let id = &same.id;
            findings.push(
                Finding::new(
                    &CODE,
                    place,
                    say!(
                        fr: "cette traduction est dans la même langue que « {id} » ({spoken})",
                        en: "this translation is in the same language as `{id}` ({spoken})"
                    ),
                )
                .hint(say!(
                    fr: "dites la langue de cette fiche : « language: en »",
                    en: "state the language of this record: `language: en`"
                ))
                .note(same.id_place.clone(), say!(fr: "l’autre est ici", en: "the other one is here")),
            );
        }
    }
}
