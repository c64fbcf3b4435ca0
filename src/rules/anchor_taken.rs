//! A measure or a milestone has the anchor of another provision of its record.

use std::collections::HashMap;
use std::sync::Arc;

use crate::diagnostics::{Both, Code, Finding, Severity};
use crate::inputs::Span;
use crate::model::{Fields, Record};
use crate::parse::Config;
use crate::prose::slug;
use crate::say;

pub static CODE: Code = Code {
    name: "anchor-taken",
    severity: Severity::Error,
    explanation: Both {
        fr: "Deux endroits d’une même fiche ont la même ancre : une mesure et un titre, deux mesures, ou un jalon et l’un \
             d’eux. Un renvoi `[[accord#axe-1]]` mènerait à deux endroits.\n\n\
             L’ancre d’une mesure vient de son numéro (`mesure-5`), sauf si son bloc donne `anchor:`. Gardez l’ancre qui \
             a déjà été publiée, et donnez-en une autre au nouveau venu, par exemple `anchor: mesure-5-calendrier`.",
        en: "Two places in one record have the same anchor: a measure and a heading, two measures, or a milestone or a \
             table and one of them. A reference `[[accord#axis-1]]` would lead to two places.\n\n\
             A measure's anchor comes from its number (`mesure-5` in a French record) unless its block gives `anchor:`. \
             Keep the anchor that was published first and give the newcomer another, such as `anchor: measure-5-steps`.",
    },
};

/// What has an anchor, where it stands, and what makes two of them one fault of another code.
struct Holder {
    anchor: Arc<str>,
    span: Span,
    what: What,
}

#[derive(PartialEq)]
enum What {
    Heading,
    /// With its number, as an address would have it.
    Measure(String),
    Milestone,
    Table,
}

pub fn check(record: &Record, _config: &Config, findings: &mut Vec<Finding>) {
    let mut first: HashMap<&str, &Holder> = HashMap::new();
    let holders = holders(record);
    for holder in &holders {
        let Some(before) = first.get(&*holder.anchor) else {
            first.insert(&holder.anchor, holder);
            continue;
        };
        // Two headings are found fault with where the text is read, two equal numbers by their own rule.
        if holder.what == before.what && !matches!(holder.what, What::Milestone | What::Table) {
            continue;
        }
        let anchor = &holder.anchor;
        let message = match before.what {
            What::Heading => say!(
                fr: "l’ancre « {anchor} » est déjà celle d’un titre",
                en: "the anchor `{anchor}` is that of a heading already"
            ),
            What::Measure(_) => say!(
                fr: "l’ancre « {anchor} » est déjà celle d’une mesure",
                en: "the anchor `{anchor}` is that of a measure already"
            ),
            What::Milestone => say!(
                fr: "l’ancre « {anchor} » est déjà celle d’un jalon",
                en: "the anchor `{anchor}` is that of a milestone already"
            ),
            What::Table => say!(
                fr: "l’ancre « {anchor} » est déjà celle d’un tableau",
                en: "the anchor `{anchor}` is that of a table already"
            ),
        };
        findings.push(
            Finding::new(&CODE, record.place(&holder.span), message)
                .hint(say!(
                    fr: "donnez à l’un des deux une autre ancre ; dans un bloc elle s’écrit « anchor: »",
                    en: "give one of the two another anchor; in a block it is written `anchor:`"
                ))
                .note(record.place(&before.span), say!(fr: "elle est prise ici", en: "it is taken here")),
        );
    }
}

/// Headings first: what is found fault with is then the measure or the milestone.
fn holders(record: &Record) -> Vec<Holder> {
    let mut holders = Vec::new();
    for section in &record.sections {
        if let Some(anchor) = &section.anchor {
            holders.push(Holder { anchor: anchor.clone(), span: section.span.clone(), what: What::Heading });
        }
    }
    for measure in &record.measures {
        let span = measure.fields.get("anchor").map_or(&measure.number_span, |item| &item.span);
        let what = What::Measure(slug(&measure.number));
        holders.push(Holder { anchor: measure.anchor.clone(), span: span.clone(), what });
    }
    let mut milestones = |fields: &Fields, name: &str| {
        for item in fields.maps(name).filter_map(|milestone| milestone.get("anchor")) {
            if let Some(anchor) = item.text() {
                holders.push(Holder { anchor: anchor.into(), span: item.span.clone(), what: What::Milestone });
            }
        }
    };
    milestones(&record.fields, "calendar");
    record.measures.iter().for_each(|measure| milestones(&measure.fields, "milestones"));
    for block in &record.data {
        if let Some((anchor, item)) = block.anchor.clone().zip(block.fields.get("anchor")) {
            let what = if block.name == "milestone" { What::Milestone } else { What::Table };
            holders.push(Holder { anchor, span: item.span.clone(), what });
        }
    }
    holders
}
