//! A retroactive effect begins after the date that it should reach back from.

use crate::diagnostics::{Both, Code, Finding, Lang, Severity};
use crate::model::Record;
use crate::model::time::Relation;
use crate::parse::Config;
use crate::say;

use super::maps;

pub static CODE: Code = Code {
    name: "retroactive-after-date",
    severity: Severity::Warning,
    explanation: Both {
        fr: "`retroactive_to:` dit de quelle date passée l’effet part ; elle précède donc la signature du texte, ou \
             l’échéance de la mesure ou du jalon. Ici elle vient, à coup sûr, après.\n\n\
             Corrigez la date. Un effet à venir s’écrit par un jalon `type: effect`, ou par `in_force:` pour un texte :\n\n\
             ```\ndate: 2020-12-01\nretroactive_to: 2020-09-01\n```",
        en: "`retroactive_to:` says from which past date the effect runs, so it comes before the signature of the text, or \
             before the date of the measure or of the milestone. Here it certainly comes after.\n\n\
             Correct the date. An effect to come is written as a milestone with `type: effect`, or with `in_force:` for a \
             text:\n\n\
             ```\ndate: 2020-12-01\nretroactive_to: 2020-09-01\n```",
    },
};

pub fn check(record: &Record, _config: &Config, findings: &mut Vec<Finding>) {
    maps::each(record, &mut |fields| {
        let (Some(back_to), Some(item)) = (fields.date("retroactive_to"), fields.get("retroactive_to")) else {
            return;
        };
        // The date of a milestone, of a measure and of an instrument.
        let Some(name) = ["date", "due", "signed"].into_iter().find(|name| fields.date(name).is_some()) else {
            return;
        };
        let (Some(date), Some(place)) = (fields.date(name), fields.get(name)) else { return };
        if back_to.compare(date) != Relation::After {
            return;
        }
        let (back_fr, back_en) = (back_to.describe(Lang::Fr), back_to.describe(Lang::En));
        let (date_fr, date_en) = (date.describe(Lang::Fr), date.describe(Lang::En));
        findings.push(
            Finding::new(
                &CODE,
                record.place(&item.span),
                say!(
                    fr: "l’effet rétroactif ({back_fr}) commence après la date ({date_fr})",
                    en: "the retroactive effect ({back_en}) begins after the date ({date_en})"
                ),
            )
            .hint(say!(
                fr: "corrigez l’une des deux dates, ou retirez « retroactive_to: »",
                en: "correct one of the two dates, or remove `retroactive_to:`"
            ))
            .note(record.place(&place.span), say!(fr: "la date est ici", en: "the date is here")),
        );
    });
}
