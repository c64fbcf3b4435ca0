//! Something ends before it starts: a text in force, a role.

use crate::diagnostics::{Both, Code, Finding, Lang, Severity};
use crate::model::Record;
use crate::model::time::Relation;
use crate::parse::Config;
use crate::say;

use super::maps;

pub static CODE: Code = Code {
    name: "end-before-start",
    severity: Severity::Error,
    explanation: Both {
        fr: "Une durée donne sa fin (`until:`) avant son début (`from:`), à coup sûr : même en prenant les deux dates au \
             plus large, elles ne se touchent pas.\n\n\
             Corrigez l’une des deux : `in_force: {from: 2017-01-01, until: 2019-12-31}`.",
        en: "A stretch of time gives its end (`until:`) before its start (`from:`), certainly: even taken as widely as \
             they are written, the two dates do not touch.\n\n\
             Correct one of them: `in_force: {from: 2017-01-01, until: 2019-12-31}`.",
    },
};

pub fn check(record: &Record, _config: &Config, findings: &mut Vec<Finding>) {
    maps::each(record, &mut |fields| {
        let (Some(from), Some(until)) = (fields.date("from"), fields.date("until")) else { return };
        let (Some(start), Some(end)) = (fields.get("from"), fields.get("until")) else { return };
        if until.compare(from) != Relation::Before {
            return;
        }
        let (from_fr, from_en) = (from.describe(Lang::Fr), from.describe(Lang::En));
        let (until_fr, until_en) = (until.describe(Lang::Fr), until.describe(Lang::En));
        findings.push(
            Finding::new(
                &CODE,
                record.place(&end.span),
                say!(
                    fr: "la fin ({until_fr}) est avant le début ({from_fr})",
                    en: "the end ({until_en}) is before the start ({from_en})"
                ),
            )
            .hint(say!(fr: "corrigez l’une des deux dates", en: "correct one of the two dates"))
            .note(record.place(&start.span), say!(fr: "le début est ici", en: "the start is here")),
        );
    });
}
