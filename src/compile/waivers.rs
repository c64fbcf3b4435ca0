//! What the publisher lets stand: takes waived findings out, and says which waivers have nothing to waive.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::diagnostics::{Both, Code, Finding, Severity, nearest};
use crate::inputs::{Place, Span};
use crate::parse::config;
use crate::parse::config::Waiver;
use crate::say;

use super::Whereabouts;

pub static WAIVER_UNUSED: Code = Code {
    name: "waiver-unused",
    severity: Severity::Warning,
    explanation: Both {
        fr: "Une dispense de `recueil.yaml` (`waivers:`), ou un élément de sa liste, ne retire aucun avertissement : ce \
             qu’elle excusait a été corrigé, ou un nom est mal écrit. Laissée là, elle tairait un jour un avertissement \
             auquel personne n’a réfléchi.\n\n\
             Retirez-la, ou corrigez `record:` ou `about:`. Une dispense retire les avertissements de son code qui sont \
             dans la fiche `record:` et portent sur `about:` (le sigle, par exemple) ; sans l’un ou l’autre, tous :\n\n\
             ```\nwaivers:\n  - code: acronym-undefined\n    about: [COVID, IRM]\n    reason: compris de tous\n```\n\n\
             Tant que le corpus a des erreurs, ou avec `--drafts` tant qu’il a des brouillons, rien n’est dit : des \
             avertissements peuvent manquer pour cette seule raison.",
        en: "A waiver of `recueil.yaml` (`waivers:`), or an element of its list, takes no warning out: what it excused was \
             mended, or a name is misspelt. Left there, it would one day silence a warning that nobody thought about.\n\n\
             Remove it, or correct `record:` or `about:`. A waiver takes out the warnings of its code that stand in the \
             record `record:` and are about `about:` (the acronym, for example); without one or the other, all:\n\n\
             ```\nwaivers:\n  - code: acronym-undefined\n    about: [COVID, MRI]\n    reason: understood by all\n```\n\n\
             As long as the corpus has errors, or with `--drafts` as long as it has drafts, nothing is said: warnings may \
             be missing for that reason alone.",
    },
};

pub static WAIVER_OF_NOTHING: Code = Code {
    name: "waiver-of-nothing",
    severity: Severity::Error,
    explanation: Both {
        fr: "Une dispense de `recueil.yaml` (`waivers:`) nomme un code qui n’existe pas, ou un code dont rien ne dispense : \
             une erreur se corrige, et `waiver-unused` se corrige en retirant la dispense.\n\n\
             `recueil explain` donne tous les codes ; ceux des avertissements et des notes peuvent faire l’objet d’une \
             dispense, avec sa raison.",
        en: "A waiver of `recueil.yaml` (`waivers:`) names a code that does not exist, or one that nothing waives: an error \
             is mended, and `waiver-unused` is mended by removing the waiver.\n\n\
             `recueil explain` gives all codes; those of warnings and notes may be waived, with a reason.",
    },
};

/// Where the records stand in the files: which one a finding is in.
struct Places(HashMap<Arc<str>, Vec<(Span, Arc<str>)>>);

impl Places {
    fn of(records: &[Whereabouts]) -> Places {
        let mut places: HashMap<Arc<str>, Vec<_>> = HashMap::new();
        for record in records {
            let of_file = places.entry(record.file.clone()).or_default();
            of_file.push((record.span.clone(), record.id.clone()));
        }
        Places(places)
    }

    fn record(&self, place: &Place) -> Option<&str> {
        let records = self.0.get(&place.file)?;
        let holds = |span: &Span| match place.span {
            None => place.file.ends_with(".md"),
            Some((at, _)) => (span.start..=span.end).contains(&at),
        };
        records.iter().find(|(span, _)| holds(span)).map(|(_, id)| &**id)
    }

    fn ids(&self) -> impl Iterator<Item = &str> {
        self.0.values().flatten().map(|(_, id)| &**id)
    }
}

/// Takes the waived findings out of `findings`, and adds what is wrong with the waivers. `codes` are all that there are,
/// `records` all that were read.
///
/// `elsewhere` are findings that nobody will be told, but that a waiver may be there for: those that only a build with
/// drafts gives. `None` where such findings may exist and are not known; then no waiver can be said to be unused.
pub fn apply(
    waivers: &[Waiver],
    codes: &[&'static Code],
    records: &[Whereabouts],
    elsewhere: Option<&[Finding]>,
    findings: &mut Vec<Finding>,
) {
    if waivers.is_empty() {
        return;
    }
    let places = &Places::of(records);
    let may_be_waived = |code: &Code| code.severity != Severity::Error && *code != WAIVER_UNUSED;
    let (valid, invalid): (Vec<&Waiver>, Vec<&Waiver>) =
        waivers.iter().partition(|waiver| codes.iter().any(|code| code.name == waiver.code.0 && may_be_waived(code)));
    let mut uses: Vec<Uses> = valid.into_iter().map(Uses::new).collect();
    let said: Vec<(&str, Option<String>)> = findings
        .iter()
        .chain(elsewhere.unwrap_or_default())
        .map(|finding| (finding.code.name, finding.subject.clone()))
        .collect();
    findings.retain(|finding| {
        // Not `any`: each waiver that fits is used.
        uses.iter_mut().filter_map(|uses| uses.take(finding, places).then_some(())).count() == 0
    });
    for finding in elsewhere.unwrap_or_default() {
        uses.iter_mut().for_each(|uses| {
            uses.take(finding, places);
        });
    }
    let stops = |finding: &Finding| finding.severity == Severity::Error && finding.is_of_published();
    let is_whole = !findings.iter().any(|finding| stops(finding) && &*finding.place.file != config::PATH);
    if elsewhere.is_some() && is_whole {
        uses.iter().for_each(|uses| uses.report(&said, places, findings));
    }
    findings.extend(invalid.into_iter().map(|waiver| no_such_code(waiver, codes)));
}

/// A waiver and which of its elements have taken a finding.
struct Uses<'a> {
    waiver: &'a Waiver,
    used: bool,
    records: BTreeSet<usize>,
    about: BTreeSet<usize>,
}

impl<'a> Uses<'a> {
    fn new(waiver: &'a Waiver) -> Uses<'a> {
        Uses { waiver, used: false, records: BTreeSet::new(), about: BTreeSet::new() }
    }

    /// True for a finding that the waiver is for; the elements that fit it count as used.
    fn take(&mut self, finding: &Finding, places: &Places) -> bool {
        if finding.severity == Severity::Error || finding.code.name != self.waiver.code.0 {
            return false;
        }
        let at = |list: &[(String, Span)], wanted: Option<&str>| {
            list.iter().enumerate().filter(|(_, (name, _))| Some(name.as_str()) == wanted).map(|(at, _)| at).collect()
        };
        let records: Vec<usize> = at(&self.waiver.records, places.record(&finding.place));
        let about: Vec<usize> = at(&self.waiver.about, finding.subject.as_deref());
        let fits = |list: &[(String, Span)], fitting: &[usize]| list.is_empty() || !fitting.is_empty();
        let fits = fits(&self.waiver.records, &records) && fits(&self.waiver.about, &about);
        if fits {
            self.used = true;
            self.records.extend(records);
            self.about.extend(about);
        }
        fits
    }

    /// Says that the waiver waives nothing, or which of its elements do not.
    fn report(&self, said: &[(&str, Option<String>)], places: &Places, findings: &mut Vec<Finding>) {
        let file: Arc<str> = Arc::from(config::PATH);
        let code = &self.waiver.code.0;
        let idle = |list: &'a [(String, Span)], used: &BTreeSet<usize>| -> Vec<&'a (String, Span)> {
            list.iter().enumerate().filter(|(at, _)| !used.contains(at)).map(|(_, element)| element).collect()
        };
        let records = idle(&self.waiver.records, &self.records);
        let about = idle(&self.waiver.about, &self.about);
        if !self.used {
            let message = say!(fr: "cette dispense de « {code} » ne retire rien", en: "this waiver of `{code}` takes nothing out");
            let about = about.first().map(|(about, _)| hint_about(about, self.waiver, said));
            let record = records.first().and_then(|(id, _)| hint_record(id, places));
            let hint = record.or(about.flatten()).unwrap_or_else(|| say!(fr: "retirez-la", en: "remove it"));
            findings
                .push(Finding::new(&WAIVER_UNUSED, Place::at(&file, self.waiver.code.1.clone()), message).hint(hint));
            return;
        }
        let hints = records.iter().map(|(id, _)| hint_record(id, places));
        let hints = hints.chain(about.iter().map(|(about, _)| hint_about(about, self.waiver, said)));
        for ((name, span), hint) in records.iter().chain(&about).zip(hints) {
            let message = say!(
                fr: "pour « {name} », cette dispense de « {code} » ne retire rien",
                en: "for `{name}` this waiver of `{code}` takes nothing out"
            );
            let hint = hint.unwrap_or_else(|| say!(fr: "retirez-le de la liste", en: "remove it from the list"));
            findings.push(Finding::new(&WAIVER_UNUSED, Place::at(&file, span.clone()), message).hint(hint));
        }
    }
}

/// Says that no record has this id, if none has, and which may have been meant.
fn hint_record(id: &str, places: &Places) -> Option<Both> {
    if places.ids().any(|known| known == id) {
        return None;
    }
    let near = nearest(id, places.ids(), 3).join(", ");
    Some(match near.is_empty() {
        true => say!(fr: "aucune fiche ne s’appelle « {id} »", en: "no record is called `{id}`"),
        false => say!(
            fr: "aucune fiche ne s’appelle « {id} » ; vouliez-vous dire : {near} ?",
            en: "no record is called `{id}`; did you mean: {near}?"
        ),
    })
}

/// What may have been meant by a subject that no finding of the code has, of those that the waiver does not name.
fn hint_about(about: &str, waiver: &Waiver, said: &[(&str, Option<String>)]) -> Option<Both> {
    let subjects = said.iter().filter(|(of, _)| *of == waiver.code.0).filter_map(|(_, subject)| subject.as_deref());
    let others: BTreeSet<&str> =
        subjects.filter(|subject| waiver.about.iter().all(|(named, _)| named != subject)).collect();
    let near = nearest(about, others.iter().copied(), 3).join(", ");
    if !near.is_empty() {
        return Some(say!(fr: "vouliez-vous dire : {near} ?", en: "did you mean: {near}?"));
    }
    let some = others.into_iter().take(6).collect::<Vec<_>>().join(", ");
    (!some.is_empty()).then(|| say!(fr: "il y en a pour : {some}", en: "there are some for: {some}"))
}

fn no_such_code(waiver: &Waiver, codes: &[&'static Code]) -> Finding {
    let (name, span) = &waiver.code;
    let is_known = codes.iter().any(|code| code.name == *name);
    let near = nearest(name, codes.iter().map(|code| code.name), 3).join(", ");
    let (message, hint) = if name == WAIVER_UNUSED.name {
        let message = say!(fr: "rien ne dispense de « {name} »", en: "nothing waives `{name}`");
        (message, say!(fr: "retirez la dispense qui ne retire rien", en: "remove the waiver that takes nothing out"))
    } else if is_known {
        let message = say!(
            fr: "« {name} » est une erreur : rien n’en dispense",
            en: "`{name}` is an error: nothing waives it"
        );
        (message, say!(fr: "corrigez l’erreur, et retirez la dispense", en: "mend the error, and remove the waiver"))
    } else {
        let message = say!(fr: "aucun code ne s’appelle « {name} »", en: "no code is called `{name}`");
        let hint = match near.is_empty() {
            true => say!(fr: "« recueil explain » les liste tous", en: "`recueil explain` lists them all"),
            false => say!(fr: "vouliez-vous dire : {near} ?", en: "did you mean: {near}?"),
        };
        (message, hint)
    };
    Finding::new(&WAIVER_OF_NOTHING, Place::at(&Arc::from(config::PATH), span.clone()), message).hint(hint)
}
