//! An acronym that no entry of the glossary explains where it stands.

use std::collections::{BTreeMap, HashMap};

use crate::diagnostics::{Both, Code, Finding, Severity};
use crate::inputs::Place;
use crate::model::Record;
use crate::prose::slug;
use crate::resolve::Corpus;
use crate::say;

use super::{Audit, Holder, Use};

pub static CODE: Code = Code {
    name: "acronym-undefined",
    severity: Severity::Warning,
    explanation: Both {
        fr: "Un sigle n’est expliqué par aucune entrée du glossaire, ou seulement par des entrées dont la portée (`scope:`) \
             ne comprend pas cette fiche : le lecteur qui ne le connaît pas n’a rien où se reporter. Il est signalé une \
             fois par fiche, là où il paraît d’abord. Les chiffres romains, les adresses, le code et les phrases écrites \
             tout en capitales ne comptent pas.\n\n\
             Ajoutez un terme, ou le sigle à l’organisme qu’il désigne (`acronym:`). Si un texte du corpus le développe, \
             « développement professionnel continu (DPC) », le conseil propose ces mots :\n\n\
             ```\n- {id: dpc, term: DPC, expansion: développement professionnel continu}\n```\n\n\
             Un sigle que tout le monde comprend peut faire l’objet d’une dispense dans `recueil.yaml` :\n\n\
             ```\nwaivers:\n  - {code: acronym-undefined, about: [COVID, IRM], reason: compris de tous}\n```",
        en: "No entry of the glossary explains an acronym, or only entries whose scope (`scope:`) leaves this record out: a \
             reader who does not know it has nowhere to look. It is told once a record, where it stands first. Roman \
             numerals, addresses, code and sentences written all in capitals do not count.\n\n\
             Add a term, or the acronym to the organisation that it names (`acronym:`). Where a text of the corpus spells \
             it out, `continuing professional development (CPD)`, the hint proposes these words:\n\n\
             ```\n- {id: cpd, term: CPD, expansion: continuing professional development}\n```\n\n\
             An acronym that everybody understands can be waived in `recueil.yaml`:\n\n\
             ```\nwaivers:\n  - {code: acronym-undefined, about: [COVID, MRI], reason: understood by all}\n```",
    },
};

pub(super) fn check(audit: &Audit, findings: &mut Vec<Finding>) {
    let proposals = proposals(audit);
    for (record, reading) in audit.records() {
        let mut first: BTreeMap<&str, &Use> = BTreeMap::new();
        for of in reading.uses.iter().filter(|of| !of.is_known) {
            let earliest = first.entry(&of.acronym).or_insert(of);
            if of.span.start < earliest.span.start {
                *earliest = of;
            }
        }
        for (acronym, of) in first {
            let place = record.place(&of.span);
            let elsewhere = audit.glossary.anywhere(acronym);
            findings.push(match elsewhere.is_empty() {
                true => undefined(acronym, place, proposals.get(acronym), audit.corpus),
                false => out_of_scope(acronym, place, record, elsewhere, audit.corpus),
            });
        }
    }
}

fn undefined(acronym: &str, place: Place, proposal: Option<&Proposal>, corpus: &Corpus) -> Finding {
    let message = say!(
        fr: "aucune entrée du glossaire n’explique « {acronym} »",
        en: "no entry of the glossary explains `{acronym}`"
    );
    let finding = Finding::new(&CODE, place, message).subject(acronym);
    let short = slug(acronym);
    let id = if corpus.get(&short).is_none() { short } else { format!("terme-{short}") };
    let Some(proposal) = proposal else {
        return finding.hint(say!(
            fr: "ajoutez-le au glossaire : - {{id: {id}, term: {acronym}, expansion: …}}",
            en: "add it to the glossary: - {{id: {id}, term: {acronym}, expansion: …}}"
        ));
    };
    let expansion = quoted(&proposal.expansion);
    finding
        .hint(say!(
            fr: "ajoutez-le au glossaire : - {{id: {id}, term: {acronym}, expansion: {expansion}}}",
            en: "add it to the glossary: - {{id: {id}, term: {acronym}, expansion: {expansion}}}"
        ))
        .note(proposal.place.clone(), say!(fr: "un texte le développe ici", en: "a text spells it out here"))
}

fn out_of_scope(acronym: &str, place: Place, record: &Record, holders: &[Holder], corpus: &Corpus) -> Finding {
    let id = &record.id;
    let entries = holders.iter().map(|holder| &*corpus.records[holder.record].id).collect::<Vec<_>>().join(", ");
    let finding = Finding::new(
        &CODE,
        place,
        match holders.len() {
            1 => say!(
                fr: "« {acronym} » est au glossaire, mais son sens ne vaut pas pour cette fiche",
                en: "`{acronym}` is in the glossary, but its meaning does not hold in this record"
            ),
            several => say!(
                fr: "« {acronym} » a {several} sens au glossaire, et aucun ne vaut pour cette fiche",
                en: "`{acronym}` has {several} meanings in the glossary, and none holds in this record"
            ),
        },
    )
    .subject(acronym)
    .hint(say!(
        fr: "ajoutez « {id} » à la portée (« scope: ») de l’entrée qui convient : {entries}",
        en: "add `{id}` to the `scope:` of the entry that is meant: {entries}"
    ));
    holders.iter().fold(finding, |finding, holder| {
        let entry = &corpus.records[holder.record];
        finding.note(entry.id_place.clone(), say!(fr: "une entrée est ici", en: "an entry is here"))
    })
}

/// What the texts spell an acronym out as.
struct Proposal {
    expansion: String,
    place: Place,
}

/// For each acronym the expansion that the texts give most often, and of equals the first.
fn proposals<'a>(audit: &'a Audit) -> HashMap<&'a str, Proposal> {
    let mut found: HashMap<&str, Vec<(usize, Proposal)>> = HashMap::new();
    for (record, reading) in audit.records() {
        for spelt in &reading.spelt {
            let Some((expansion, span)) = &spelt.expansion else { continue };
            let of_acronym = found.entry(&spelt.acronym).or_default();
            match of_acronym.iter_mut().find(|(_, known)| slug(&known.expansion) == slug(expansion)) {
                Some((times, _)) => *times += 1,
                None => {
                    of_acronym.push((1, Proposal { expansion: expansion.clone(), place: record.place(span) }));
                }
            }
        }
    }
    let most = |several: Vec<(usize, Proposal)>| {
        // Of equals `min_by_key` takes the first.
        several.into_iter().min_by_key(|(times, _)| std::cmp::Reverse(*times)).map(|(_, proposal)| proposal)
    };
    found.into_iter().filter_map(|(acronym, several)| Some((acronym, most(several)?))).collect()
}

/// A value of a YAML map in one line, in quotes where it needs them.
fn quoted(text: &str) -> String {
    let is_plain = text.starts_with(char::is_alphanumeric) && !text.contains(|c: char| ",:#[]{}\"\\".contains(c));
    if is_plain { text.to_owned() } else { format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")) }
}
