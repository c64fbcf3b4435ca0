//! Headings: their levels make a hierarchy, and their anchors are addresses.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostics::{Both, Code, Finding, Severity};
use crate::inputs::{Place, Span};
use crate::prose::{BlockKind, Heading, Prose, each_block, is_slug, plain, slug};
use crate::say;

pub static HEADING_LEVEL_ONE: Code = Code {
    name: "heading-level-one",
    severity: Severity::Warning,
    explanation: Both {
        fr: "Le titre de la fiche est le seul titre de niveau 1 de sa page. Dans le texte, les titres commencent au \
             niveau 2 : `## Axe 1 {#axe-1}`.",
        en: "The title of the record is the only heading of level 1 on its page. In the text, headings begin at level \
             2: `## Axis 1 {#axis-1}`.",
    },
};

pub static HEADING_LEVEL_SKIPPED: Code = Code {
    name: "heading-level-skipped",
    severity: Severity::Warning,
    explanation: Both {
        fr: "Un titre est plus profond de deux niveaux ou plus que celui qui le précède. Les niveaux disent ce qui fait \
             partie de quoi, et un lecteur d’écran les annonce : descendez d’un niveau à la fois.",
        en: "A heading is two levels or more below the one before it. Levels say what is part of what, and a screen \
             reader says them aloud: go down one level at a time.",
    },
};

pub static HEADING_WITHOUT_ANCHOR: Code = Code {
    name: "heading-without-anchor",
    severity: Severity::Warning,
    explanation: Both {
        fr: "Un titre sans ancre n’a pas d’adresse : personne ne peut le citer. Écrivez-la à la fin de la ligne : \
             `## Axe 1 : les parcours {#axe-1}`. Elle ne doit plus changer ensuite, même si le titre change.",
        en: "A heading without an anchor has no address: nobody can cite it. Write it at the end of the line: \
             `## Axis 1: careers {#axis-1}`. It must not change afterwards, even if the title does.",
    },
};

pub static BAD_ANCHOR: Code = Code {
    name: "bad-anchor",
    severity: Severity::Error,
    explanation: Both {
        fr: "Une ancre est faite de minuscules sans accent, de chiffres et de traits d’union simples, comme \
             `{#axe-1}` : elle fait partie d’une adresse.",
        en: "An anchor is made of small ASCII letters, digits and single hyphens, such as `{#axis-1}`: it is part of \
             an address.",
    },
};

pub static DUPLICATE_ANCHOR: Code = Code {
    name: "duplicate-anchor",
    severity: Severity::Error,
    explanation: Both {
        fr: "Deux passages d’un même texte portent la même ancre, si bien qu’une adresse mènerait à deux endroits. \
             Gardez l’ancre du passage déjà publié et donnez-en une autre au nouveau.",
        en: "Two passages of one text have the same anchor, so that one address would lead to two places. Keep the \
             anchor of the passage that was published first and give the new one another.",
    },
};

/// Checks the headings of a body: levels, and anchors that every one of them must have.
pub(super) fn check(prose: &Prose, text: &str, file: &Arc<str>, findings: &mut Vec<Finding>) {
    let taken = check_anchors(prose, text, file, findings);
    let mut proposals = Proposals { taken: taken.into_keys().collect(), numbers: BTreeMap::new() };
    let mut above = 1;
    for block in &prose.blocks {
        let BlockKind::Heading(heading) = &block.kind else { continue };
        let place = Place::at(file, block.span.clone());
        let level = heading.level;
        if level == 1 {
            findings.push(
                Finding::new(
                    &HEADING_LEVEL_ONE,
                    place.clone(),
                    say!(fr: "titre de niveau 1 dans le texte", en: "heading of level 1 in the text"),
                )
                .hint(say!(fr: "commencez au niveau 2 : « ## »", en: "begin at level 2: `##`")),
            );
        } else if level > above + 1 {
            let (marks, expected) = ("#".repeat(usize::from(level)), "#".repeat(usize::from(above) + 1));
            findings.push(
                Finding::new(
                    &HEADING_LEVEL_SKIPPED,
                    place.clone(),
                    say!(
                        fr: "titre de niveau {level} juste sous un titre de niveau {above}",
                        en: "heading of level {level} right below one of level {above}",
                    ),
                )
                .hint(say!(
                    fr: "écrivez « {expected} » au lieu de « {marks} », ou ajoutez le titre qui manque",
                    en: "write `{expected}` instead of `{marks}`, or add the heading that is missing",
                )),
            );
        }
        above = level;
        if heading.anchor.is_none() {
            let anchor = proposals.next(heading);
            findings.push(
                Finding::new(
                    &HEADING_WITHOUT_ANCHOR,
                    place,
                    say!(fr: "titre sans ancre : il n’a pas d’adresse", en: "heading without an anchor: it has no address"),
                )
                .hint(say!(
                    fr: "ajoutez à la fin de la ligne : {{#{anchor}}}",
                    en: "add at the end of the line: {{#{anchor}}}",
                )),
            );
        }
    }
}

/// Checks that anchors are slugs and stand once; gives where each one stands.
pub(super) fn check_anchors(
    prose: &Prose,
    text: &str,
    file: &Arc<str>,
    findings: &mut Vec<Finding>,
) -> BTreeMap<String, Span> {
    let mut first: BTreeMap<String, Span> = BTreeMap::new();
    for blocks in prose.parts() {
        each_block(blocks, &mut |block| {
            let BlockKind::Heading(heading) = &block.kind else { return };
            let Some(anchor) = &heading.anchor else { return };
            let span = anchor_span(anchor, &block.span, text);
            if !is_slug(anchor) {
                let better = slug(anchor);
                let finding = Finding::new(
                    &BAD_ANCHOR,
                    Place::at(file, span.clone()),
                    say!(
                        fr: "l’ancre « {anchor} » n’est pas faite de minuscules sans accent, de chiffres et de traits d’union",
                        en: "the anchor `{anchor}` is not made of small ASCII letters, digits and hyphens",
                    ),
                );
                findings.push(match better.is_empty() {
                    true => finding,
                    false => finding.hint(say!(fr: "écrivez {{#{better}}}", en: "write {{#{better}}}")),
                });
            }
            if let Some(before) = first.get(anchor) {
                findings.push(
                    Finding::new(
                        &DUPLICATE_ANCHOR,
                        Place::at(file, span),
                        say!(fr: "ancre « {anchor} » déjà donnée", en: "anchor `{anchor}` already given"),
                    )
                    .hint(say!(fr: "donnez à ce titre une autre ancre", en: "give this heading another anchor"))
                    .note(
                        Place::at(file, before.clone()),
                        say!(fr: "elle est donnée ici d’abord", en: "it is first given here"),
                    ),
                );
            } else {
                first.insert(anchor.clone(), span);
            }
        });
    }
    first
}

/// Anchors for headings that have none; no other heading has them.
struct Proposals {
    taken: BTreeSet<String>,
    /// The last number behind each title, so that many headings may be alike.
    numbers: BTreeMap<String, usize>,
}

impl Proposals {
    fn next(&mut self, heading: &Heading) -> String {
        let base =
            Some(slug(&plain::inlines(&heading.content))).filter(|slug| !slug.is_empty()).unwrap_or("section".into());
        let number = self.numbers.entry(base.clone()).or_default();
        loop {
            *number += 1;
            let anchor = if *number == 1 { base.clone() } else { format!("{base}-{number}") };
            if self.taken.insert(anchor.clone()) {
                return anchor;
            }
        }
    }
}

fn anchor_span(anchor: &str, heading: &Span, text: &str) -> Span {
    match text[heading.clone()].rfind(&format!("#{anchor}")) {
        Some(at) => heading.start + at..heading.start + at + 1 + anchor.len(),
        None => heading.clone(),
    }
}
