//! A text spells an acronym out otherwise than the glossary does.

use crate::diagnostics::{Both, Code, Finding, Severity};
use crate::say;

use super::spelt::agree;
use super::{Audit, Holder};

pub static CODE: Code = Code {
    name: "expansion-differs",
    severity: Severity::Warning,
    explanation: Both {
        fr: "Un texte développe un sigle avec d’autres mots que le glossaire : « conseil national des universités (CNU) » \
             quand l’entrée dit « collège national universitaire ». Les articles, les accords, les majuscules, les accents \
             et les mots en plus ne comptent pas.\n\n\
             Reprenez les mots du glossaire, ou corrigez-le. Si les deux se disent, ajoutez ceux du texte aux `forms:` du \
             terme (aux `other_names:` de l’organisme). Si c’est autre chose, faites-en une seconde entrée et donnez à \
             chacune sa portée, `scope:`.",
        en: "A text spells an acronym out with other words than the glossary: `national universities council (NUC)` where \
             the entry says `national union of colleges`. Articles, endings, capitals, accents and words added do not \
             count.\n\n\
             Take the glossary's words, or correct it. Where both are said, add those of the text to the term's `forms:` \
             (the organisation's `other_names:`). Where it is something else, make it a second entry and give each its \
             `scope:`.",
    },
};

pub(super) fn check(audit: &Audit, findings: &mut Vec<Finding>) {
    for (record, reading) in audit.records() {
        for spelt in &reading.spelt {
            let (acronym, Some((expansion, span))) = (&spelt.acronym, &spelt.expansion) else { continue };
            let holders: Vec<&Holder> = audit.glossary.in_record(acronym, record).collect();
            let meanings = || holders.iter().flat_map(|holder| &holder.meanings);
            let Some(meaning) = meanings().next() else { continue };
            if meanings().any(|meaning| agree(meaning, &spelt.around) || agree(meaning, expansion)) {
                continue;
            }
            let Some(entry) = holders.first().map(|holder| &audit.corpus.records[holder.record]) else { continue };
            let field = if &*entry.kind == "term" { "forms" } else { "other_names" };
            findings.push(
                Finding::new(
                    &CODE,
                    record.place(span),
                    say!(
                        fr: "« {acronym} » est développé ici en « {expansion} », et en « {meaning} » au glossaire",
                        en: "`{acronym}` is spelt out here as `{expansion}`, and as `{meaning}` in the glossary"
                    ),
                )
                .subject(acronym)
                .hint(say!(
                    fr: "reprenez les mots du glossaire, ou ajoutez ceux-ci aux « {field}: » de l’entrée",
                    en: "take the glossary's words, or add these to the entry's `{field}:`"
                ))
                .note(entry.id_place.clone(), say!(fr: "l’entrée est ici", en: "the entry is here")),
            );
        }
    }
}
