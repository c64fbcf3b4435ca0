//! Every reference leads to a record and to an anchor that are there, of a kind that the field takes.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use crate::diagnostics::{Both, Code, Finding, Severity, nearest};
use crate::inputs::{Place, Span};
use crate::model::{Link, Record};
use crate::say;
use crate::schema::Shape;

use super::corpus::Corpus;
use super::index::ById;
use super::kept::{Found, Same, found};
use super::links::{each_link, each_prose_reference};

pub static UNKNOWN_REFERENCE: Code = Code {
    name: "unknown-reference",
    severity: Severity::Error,
    explanation: Both {
        fr: "Le renvoi nomme une fiche qui n’est pas dans le corpus. Un renvoi est l’identifiant de la fiche : le nom de \
             son fichier sans `.md`, ou ce que dit son `id:`.",
        en: "The reference names a record that is not in the corpus. A reference is the id of the record: the name of \
             its file without `.md`, or what its `id:` says.",
    },
};

pub static UNKNOWN_ANCHOR: Code = Code {
    name: "unknown-anchor",
    severity: Severity::Error,
    explanation: Both {
        fr: "La fiche existe, mais aucune de ses sections ni de ses mesures n’a cette ancre. L’ancre d’une section se lit \
             dans son titre (`{#axe-1}`), celle d’une mesure est `mesure-` suivi de son numéro.",
        en: "The record is there, but none of its sections or measures has this anchor. A section's anchor stands in its \
             heading (`{#axis-1}`), a measure's is `measure-` and its number, in the record's language.",
    },
};

pub static REFERENCE_WRONG_KIND: Code = Code {
    name: "reference-wrong-kind",
    severity: Severity::Error,
    explanation: Both {
        fr: "Le champ attend une fiche d’une certaine nature (un signataire est une personne, un pilote une organisation) et \
             le renvoi en nomme une d’une autre nature.",
        en: "The field expects a record of a certain kind (a signatory is a person, a lead an organisation), and the \
             reference names one of another kind.",
    },
};

pub static REFERENCE_TO_UNPUBLISHED: Code = Code {
    name: "reference-to-unpublished",
    severity: Severity::Error,
    explanation: Both {
        fr: "Une fiche publiée renvoie à une fiche qui ne l’est pas (`status: draft` ou `review`) : le lecteur trouverait \
             une page absente. Publiez la seconde, ou retirez le renvoi. Avec `--drafts` tout est montré, pour relire.",
        en: "A published record refers to one that is not (`status: draft` or `review`): the reader would find no page. \
             Publish the latter, or remove the reference. With `--drafts` everything is shown, for review.",
    },
};

pub static REFERENCE_TO_DRAFT: Code = Code {
    name: "reference-to-draft",
    severity: Severity::Warning,
    explanation: Both {
        fr: "Une fiche publiée renvoie à une fiche qui ne l’est pas (`status: draft` ou `review`). Ici les brouillons sont \
             montrés et le renvoi mène quelque part ; sans eux c’est une erreur (`reference-to-unpublished`), et le site ne se \
             fait pas. Publiez la seconde, ou retirez le renvoi, avant l’édition.",
        en: "A published record refers to one that is not (`status: draft` or `review`). Here drafts are shown and the \
             reference leads somewhere; without them it is an error (`reference-to-unpublished`), and no site is made. \
             Publish the latter, or remove the reference, before the edition.",
    },
};

/// Which records have references that all hold, and the anchors that they may lead to.
#[derive(Default)]
pub struct Memory {
    anchors: Found<(), Anchors>,
    hold: Found<Ends, bool>,
}

/// The anchors of one record.
type Anchors = Vec<String>;

/// What references may lead to: records, the anchors of each, and which of them are not published, by index.
type Ends = (Same<ById>, Same<Vec<Arc<Anchors>>>, Vec<usize>);

/// Checks every reference of every record. `hidden` are the ids of records that this corpus leaves out.
pub fn check(corpus: &Corpus, hidden: &HashSet<String>, memory: Option<&mut Memory>) -> Vec<Finding> {
    let ids = corpus.records.iter().map(|record| &*record.id).collect();
    let scope = Scope { corpus, hidden, ids, near: Mutex::default() };
    let of_record = |record: &Record| {
        let mut findings = Vec::new();
        each_link(record, &mut |link, _| scope.check_link(record, link, &mut findings));
        each_prose_reference(record, &corpus.kinds, &mut |reference, _| {
            scope.check_name(
                record,
                reference.target,
                reference.anchor.map(|anchor| &**anchor),
                reference.span,
                &mut findings,
            );
        });
        findings
    };
    let Some(Memory { anchors, hold }) = memory else {
        return corpus.records.par_iter().flat_map_iter(|record| of_record(record)).collect();
    };
    let anchors = found(Some(anchors), &corpus.records, (), |_, record| record.anchors().map(str::to_owned).collect());
    let drafts = (0..corpus.records.len()).filter(|&at| !corpus.records[at].is_public()).collect();
    let ends = (corpus.places(), Same(anchors), drafts);
    let hold = found(Some(hold), &corpus.records, ends, |_, record| scope.all_hold(record));
    // What is found fault with may speak of other places in other records, which are not kept.
    let others = corpus.records.par_iter().zip(&*hold).filter(|(_, hold)| !***hold);
    others.flat_map_iter(|(record, _)| of_record(record)).collect()
}

struct Scope<'a> {
    corpus: &'a Corpus,
    hidden: &'a HashSet<String>,
    ids: Vec<&'a str>,
    /// The ids near to those that no record has: many references may lead to what is gone.
    near: Mutex<HashMap<String, String>>,
}

impl<'a> Scope<'a> {
    /// True where nothing is wrong with any reference of a record.
    fn all_hold(&self, record: &Record) -> bool {
        let leads = |target: &str, anchor: Option<&str>| {
            let found = self.corpus.get(target)?;
            (!is_draft_for(record, found) && anchor.is_none_or(|anchor| found.has_anchor(anchor))).then_some(found)
        };
        let mut all = true;
        each_link(record, &mut |link, _| {
            let found = leads(&link.target, link.anchor.as_deref());
            all = all && found.is_some_and(|found| link.reference.takes(&found.kind));
        });
        each_prose_reference(record, &self.corpus.kinds, &mut |to, _| {
            all = all && leads(to.target, to.anchor.map(|anchor| &**anchor)).is_some()
        });
        all
    }

    fn check_link(&self, record: &Record, link: &Link, findings: &mut Vec<Finding>) {
        let Some(target) = self.check_name(record, &link.target, link.anchor.as_deref(), &link.span, findings) else {
            return;
        };
        if !link.reference.takes(&target.kind) {
            let (id, is, wanted) = (&link.target, &target.kind, link.reference.kinds.join(", "));
            let of_kind = self
                .ids
                .iter()
                .copied()
                .filter(|id| self.corpus.get(id).is_some_and(|record| link.reference.takes(&record.kind)));
            let near = nearest(id, of_kind, 3).join(", ");
            let finding = Finding::new(
                &REFERENCE_WRONG_KIND,
                record.place(&link.span),
                say!(
                    fr: "« {id} » est de nature « {is} » ; ce champ attend : {wanted}",
                    en: "`{id}` is of kind `{is}`; this field expects: {wanted}"
                ),
            );
            findings.push(if near.is_empty() {
                let beside = self.corpus.kinds.get(&record.kind).and_then(|kind| field_for(&kind.shape, link, is));
                finding.note(target.id_place.clone(), say!(fr: "la fiche est ici", en: "the record is here")).hint(
                    match beside {
                        Some(field) => say!(
                            fr: "une fiche de nature « {is} » se met dans « {field}: »",
                            en: "a record of kind `{is}` goes into `{field}:`"
                        ),
                        None => say!(
                            fr: "nommez une fiche de la nature attendue, ou retirez ce renvoi",
                            en: "name a record of the kind that is expected, or remove this reference"
                        ),
                    },
                )
            } else {
                finding.hint(say!(fr: "vouliez-vous dire : {near} ?", en: "did you mean: {near}?"))
            });
        }
    }

    /// The record that a reference names, unless it is found fault with.
    fn check_name(
        &self,
        record: &Record,
        target: &str,
        anchor: Option<&str>,
        span: &Span,
        findings: &mut Vec<Finding>,
    ) -> Option<&'a Record> {
        let place = record.place(span);
        let Some(found) = self.corpus.get(target) else {
            findings.push(self.unknown(target, place));
            return None;
        };
        if let Some(anchor) = anchor.filter(|anchor| !found.has_anchor(anchor)) {
            let near = nearest(anchor, found.anchors(), 3).join(", ");
            let some = found.first_anchors(8).join(", ");
            findings.push(
                Finding::new(
                    &UNKNOWN_ANCHOR,
                    place,
                    say!(fr: "« {target} » n’a pas d’ancre « {anchor} »", en: "`{target}` has no anchor `{anchor}`"),
                )
                .hint(if !near.is_empty() {
                    say!(fr: "vouliez-vous dire : {near} ?", en: "did you mean: {near}?")
                } else if some.is_empty() {
                    say!(fr: "cette fiche n’a pas d’ancre : renvoyez à « {target} »", en: "this record has no anchor: refer to `{target}`")
                } else {
                    say!(fr: "ses ancres sont : {some}", en: "its anchors are: {some}")
                }),
            );
        }
        if is_draft_for(record, found) {
            let message = say!(
                fr: "la fiche « {target} » n’est pas publiée : sans les brouillons, ce renvoi est une erreur",
                en: "the record `{target}` is not published: without drafts, this reference is an error"
            );
            findings.push(Finding::new(&REFERENCE_TO_DRAFT, record.place(span), message).hint(to_publish()));
        }
        Some(found)
    }

    fn near(&self, target: &str) -> String {
        // What a panic left of it is whole.
        let known = || self.near.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(near) = known().get(target) {
            return near.clone();
        }
        let near = nearest(target, self.ids.iter().copied(), 3).join(", ");
        known().insert(target.to_owned(), near.clone());
        near
    }

    fn unknown(&self, target: &str, place: Place) -> Finding {
        if self.hidden.contains(target) {
            return Finding::new(
                &REFERENCE_TO_UNPUBLISHED,
                place,
                say!(fr: "la fiche « {target} » n’est pas publiée", en: "the record `{target}` is not published"),
            )
            .hint(to_publish());
        }
        let finding = Finding::new(
            &UNKNOWN_REFERENCE,
            place,
            say!(fr: "aucune fiche ne s’appelle « {target} »", en: "no record is called `{target}`"),
        )
        .subject(target);
        if let Some(&now) = self.corpus.redirects.get(target) {
            let now = &self.corpus.records[now].id;
            return finding.hint(say!(fr: "elle s’appelle maintenant « {now} »", en: "it is now called `{now}`"));
        }
        let near = self.near(target);
        finding.hint(if near.is_empty() {
            say!(fr: "ajoutez cette fiche, ou corrigez l’identifiant", en: "add this record, or correct the id")
        } else {
            say!(fr: "vouliez-vous dire : {near} ?", en: "did you mean: {near}?")
        })
    }
}

/// True where only a corpus with drafts has a record for what refers to it.
fn is_draft_for(record: &Record, found: &Record) -> bool {
    record.is_public() && !found.is_public()
}

fn to_publish() -> Both {
    say!(
        fr: "publiez-la (« status: published »), ou retirez ce renvoi",
        en: "publish it (`status: published`), or remove this reference"
    )
}

/// The field beside the link's own that says the same of a record of that kind: `persons:` beside `organisations:`.
fn field_for<'a>(shape: &'a Shape, link: &Link, kind: &str) -> Option<&'a str> {
    let is_it = |shape: &Shape| {
        shape.reference.as_ref().is_some_and(|to| to.relation == link.reference.relation && to.takes(kind))
    };
    shape.fields.iter().find_map(|(name, field)| {
        let items = field.items.as_deref();
        if is_it(field) || items.is_some_and(is_it) {
            return Some(&**name);
        }
        field_for(field, link, kind).or_else(|| field_for(items?, link, kind))
    })
}
