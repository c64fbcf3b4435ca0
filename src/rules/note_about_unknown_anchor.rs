//! An editor's note is about a place that its record does not have.

use crate::diagnostics::{Both, Code, Finding, Severity, nearest};
use crate::model::Record;
use crate::parse::Config;
use crate::prose::is_slug;
use crate::say;

pub static CODE: Code = Code {
    name: "note-about-unknown-anchor",
    severity: Severity::Error,
    explanation: Both {
        fr: "Une note de l’éditeur (`notes:`) dit par `about:` de quel endroit de sa fiche elle parle ; aucun titre ni \
             aucune mesure de la fiche n’a cette ancre, et la note ne serait montrée nulle part.\n\n\
             Écrivez une ancre de la même fiche, sans dièse : `about: axe-1`. Sans `about:` la note porte sur toute la \
             fiche.",
        en: "An editor's note (`notes:`) says with `about:` which place in its record it speaks of; no heading and no \
             measure of the record has this anchor, so the note would be shown nowhere.\n\n\
             Write an anchor of the same record, without a hash: `about: axis-1`. Without `about:` the note is about the \
             whole record.",
    },
};

pub fn check(record: &Record, _config: &Config, findings: &mut Vec<Finding>) {
    for (anchor, span) in record.notes.iter().filter_map(|note| note.about.as_ref()) {
        // What no anchor can look like was found fault with by the schema.
        if record.has_anchor(anchor) || !is_slug(anchor) {
            continue;
        }
        let near = nearest(anchor, record.anchors(), 3).join(", ");
        let some = record.first_anchors(8).join(", ");
        findings.push(
            Finding::new(
                &CODE,
                record.place(span),
                say!(fr: "cette fiche n’a pas d’ancre « {anchor} »", en: "this record has no anchor `{anchor}`"),
            )
            .hint(match (near.is_empty(), some.is_empty()) {
                (false, _) => say!(fr: "vouliez-vous dire : {near} ?", en: "did you mean: {near}?"),
                (_, false) => say!(fr: "ses ancres sont : {some}", en: "its anchors are: {some}"),
                _ => say!(
                    fr: "retirez « about: » : la note portera sur toute la fiche",
                    en: "remove `about:`: the note is then about the whole record"
                ),
            }),
        );
    }
}
