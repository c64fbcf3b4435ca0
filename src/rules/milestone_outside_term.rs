//! A date of an instrument lies before the instrument begins, or after it has ended.

use crate::diagnostics::{Both, Code, Finding, Lang, Severity};
use crate::inputs::Inputs;
use crate::model::Record;
use crate::model::time::{Day, When};
use crate::resolve::Corpus;
use crate::say;

pub static CODE: Code = Code {
    name: "milestone-outside-term",
    severity: Severity::Warning,
    explanation: Both {
        fr: "Un jalon ou une échéance tombe, à coup sûr, avant que l’acte ne commence ou après qu’il a pris fin : même en \
             prenant les dates au plus large, elles ne se touchent pas. L’acte commence à la première de sa signature, de \
             son entrée en vigueur (`in_force:`) et de son effet rétroactif (`retroactive_to:`) ; il finit avec `in_force:`, \
             ou avec celui de l’avenant qui le prolonge le plus loin, à moins qu’il ne se renouvelle (`renewal:`). Le plus souvent une année est mal écrite.\n\n\
             Corrigez la date. Un effet qui remonte avant l’acte se dit par `retroactive_to:` ; ce qui doit suivre la fin \
             de l’acte (un bilan) est vrai et peut faire l’objet d’une dispense.",
        en: "A milestone or a due date certainly falls before the instrument begins or after it has ended: even taken as \
             widely as they are written, the dates do not touch. An instrument begins with the first of its signature, its \
             entry into force (`in_force:`) and its retroactive effect (`retroactive_to:`); it ends with `in_force:`, or \
             with that of the avenant that prolongs it furthest, unless it is renewed (`renewal:`). Mostly a year was mistyped.\n\n\
             Correct the date. An effect that reaches back before the instrument is said with `retroactive_to:`; what is \
             to follow its end (an assessment) is true and can be waived.",
    },
};

/// When an instrument begins and ends, as widely as its dates are written.
struct Term<'a> {
    begins: Option<(Day, &'a When)>,
    ends: Option<(Day, &'a When)>,
}

pub fn check(corpus: &Corpus, _inputs: &Inputs, findings: &mut Vec<Finding>) {
    for (at, record) in corpus.records.iter().enumerate() {
        let Some(term) = term(corpus, at, record) else { continue };
        let signed = record.instrument.as_ref().and_then(|instrument| instrument.signed.as_ref());
        let of_measures = record.measures.iter().flat_map(|measure| {
            measure.milestones.iter().map(|milestone| (milestone, milestone.anchor.as_ref().or(Some(&measure.anchor))))
        });
        let of_calendar = record.calendar.iter().map(|milestone| (milestone, milestone.anchor.as_ref()));
        for (milestone, anchor) in of_calendar.chain(of_measures) {
            let when = signed.map_or_else(|| milestone.when.clone(), |signed| milestone.when.anchored(signed));
            let before = term.begins.filter(|(day, _)| when.certainly_before(*day));
            let after = term.ends.filter(|(day, _)| when.certainly_after(*day));
            let (message, hint) = match (before, after) {
                (Some((_, begins)), _) => before_it_begins(&when, begins),
                (None, Some((_, ends))) => after_it_ended(&when, ends),
                (None, None) => continue,
            };
            let finding = Finding::new(&CODE, record.place(&milestone.span), message).hint(hint);
            findings.push(match anchor {
                Some(anchor) => finding.subject(&**anchor),
                None => finding,
            });
        }
    }
}

/// A date in French and in English.
fn said(when: &When) -> (String, String) {
    (when.describe(Lang::Fr), when.describe(Lang::En))
}

fn before_it_begins(when: &When, begins: &When) -> (Both, Both) {
    let ((when_fr, when_en), (from_fr, from_en)) = (said(when), said(begins));
    let message = say!(
        fr: "cette date ({when_fr}) précède l’acte, qui commence : {from_fr}",
        en: "this date ({when_en}) is before the instrument, which begins: {from_en}"
    );
    let hint = say!(
        fr: "corrigez l’une des deux dates ; un effet qui remonte plus haut se dit par « retroactive_to: »",
        en: "correct one of the two dates; an effect that reaches further back is said with `retroactive_to:`"
    );
    (message, hint)
}

fn after_it_ended(when: &When, ends: &When) -> (Both, Both) {
    let ((when_fr, when_en), (until_fr, until_en)) = (said(when), said(ends));
    let message = say!(
        fr: "cette date ({when_fr}) suit la fin de l’acte ({until_fr})",
        en: "this date ({when_en}) is after the end of the instrument ({until_en})"
    );
    let hint = say!(
        fr: "corrigez l’une des deux dates ; si un avenant prolonge l’acte, donnez-lui son « in_force: »",
        en: "correct one of the two dates; where an avenant prolongs the instrument, give it its `in_force:`"
    );
    (message, hint)
}

fn term<'a>(corpus: &'a Corpus, at: usize, record: &'a Record) -> Option<Term<'a>> {
    let own = record.instrument.as_ref()?;
    let starts = [&own.signed, &own.in_force_from, &own.retroactive_to].into_iter().flatten();
    let begins = starts.map(|when| when.earliest().map(|day| (day, when))).collect::<Option<Vec<_>>>();
    let amending = corpus.backlinks(at).filter(|link| &*link.relation == "amended_by");
    let amending = amending.filter_map(|link| corpus.records[link.from].instrument.as_ref());
    let prolonged = amending.filter_map(|avenant| avenant.in_force_until.as_ref());
    let ends = own.in_force_until.iter().chain(prolonged).map(|when| when.latest().map(|day| (day, when)));
    let ends = ends.collect::<Option<Vec<_>>>();
    Some(Term {
        begins: begins.and_then(|days| days.into_iter().min_by_key(|(day, _)| *day)),
        // An instrument that says no end, or is renewed, has none, whatever an avenant says of its own.
        ends: ends
            .filter(|_| own.in_force_until.is_some() && own.renewal.is_none())
            .and_then(|days| days.into_iter().max_by_key(|(day, _)| *day)),
    })
}
