//! A term that names an organisation spells its acronym out otherwise than the organisation does.

use crate::diagnostics::{Both, Code, Finding, Severity};
use crate::inputs::Inputs;
use crate::prose::slug;
use crate::resolve::Corpus;
use crate::say;

pub static CODE: Code = Code {
    name: "contradictory-expansion",
    severity: Severity::Warning,
    explanation: Both {
        fr: "Un terme qui désigne un organisme (`organisation:`) développe le sigle autrement que la fiche de l’organisme : \
             le lecteur verrait deux noms pour la même chose.\n\n\
             Gardez le nom officiel, ou ajoutez l’autre aux `other_names:` de l’organisme.",
        en: "A term that names an organisation (`organisation:`) spells the acronym out otherwise than the organisation's \
             own record: the reader would see two names for one thing.\n\n\
             Keep the official name, or add the other one to the organisation's `other_names:`.",
    },
};

pub fn check(corpus: &Corpus, _inputs: &Inputs, findings: &mut Vec<Finding>) {
    for (_, term) in corpus.of_kind("term") {
        let Some(organisation) = term.fields.links("organisation").next().and_then(|link| corpus.get(&link.target))
        else {
            continue;
        };
        let (Some(expansion), Some(item)) = (term.fields.text("expansion"), term.fields.get("expansion")) else {
            continue;
        };
        if organisation.acronym.as_deref().map(slug) != Some(slug(&term.title)) {
            continue;
        }
        let others = organisation.fields.list("other_names").iter().filter_map(|item| item.text());
        if others.chain([organisation.title.clone()]).any(|name| slug(&name) == slug(&expansion)) {
            continue;
        }
        let (acronym, id, name) = (&term.title, &organisation.id, &organisation.title);
        findings.push(
            Finding::new(
                &CODE,
                term.place(&item.span),
                say!(
                    fr: "« {acronym} » est développé en « {expansion} », mais « {id} » s’appelle « {name} »",
                    en: "`{acronym}` is spelt out as `{expansion}`, but `{id}` is called `{name}`"
                ),
            )
            .hint(say!(
                fr: "reprenez le nom de l’organisme, ou ajoutez celui-ci à ses « other_names: »",
                en: "take the organisation's name, or add this one to its `other_names:`"
            ))
            .subject(acronym)
            .note(organisation.id_place.clone(), say!(fr: "l’organisme est ici", en: "the organisation is here")),
        );
    }
}
