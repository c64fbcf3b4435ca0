//! Every record by its id: unique in the corpus, drafts and former ids included.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::diagnostics::{Both, Code, Finding, Severity};
use crate::inputs::Place;
use crate::model::Record;
use crate::say;

use super::kept::Kept;

pub static DUPLICATE_ID: Code = Code {
    name: "duplicate-id",
    severity: Severity::Error,
    explanation: Both {
        fr: "Deux fiches portent le même identifiant, ou l’une porte l’ancien identifiant de l’autre : leur adresse serait \
             la même. L’identifiant est le nom du fichier, ou ce que dit `id:`.",
        en: "Two records have the same id, or one has the former id of the other, so they would have the same address. \
             The id is the name of the file, or what `id:` says.",
    },
};

/// Where each record is, by its id.
pub type ById = HashMap<Arc<str>, usize>;

/// The ids and kinds of all records, in their order.
pub(super) type Ids = Vec<(Arc<str>, Arc<str>)>;

/// Records in the order of their ids, each id once, and where the former ids lead.
pub(super) struct Index {
    pub records: Vec<Arc<Record>>,
    pub by_id: Arc<ById>,
    pub redirects: BTreeMap<String, usize>,
}

/// Orders the records and leaves out all but the first of those that share an id. So long as `last` knows their ids and
/// kinds, their places are the same.
pub(super) fn index(
    mut records: Vec<Arc<Record>>,
    last: Option<&mut Kept<Ids, ById>>,
    findings: &mut Vec<Finding>,
) -> Index {
    records.sort_by(|a, b| (&a.id, &a.file, a.span.start).cmp(&(&b.id, &b.file, b.span.start)));
    let mut kept: Vec<Arc<Record>> = Vec::with_capacity(records.len());
    for record in records {
        match kept.last() {
            Some(first) if first.id == record.id => {
                findings.push(duplicate(&record.id, record.id_place.clone(), first.id_place.clone()));
            }
            _ => kept.push(record),
        }
    }
    let ids = || kept.iter().map(|record| (record.id.clone(), record.kind.clone())).collect();
    let places = || kept.iter().enumerate().map(|(at, record)| (record.id.clone(), at)).collect();
    let by_id = super::kept::kept(last, ids, places);
    let mut redirects: BTreeMap<String, usize> = BTreeMap::new();
    for (at, record) in kept.iter().enumerate() {
        for (former, span) in &record.former_ids {
            let other = by_id.get(former.as_str()).or_else(|| redirects.get(former));
            match other {
                Some(&other) => {
                    findings.push(duplicate(former, record.place(span), kept[other].id_place.clone()));
                }
                None => {
                    redirects.insert(former.clone(), at);
                }
            }
        }
    }
    Index { records: kept, by_id, redirects }
}

fn duplicate(id: &str, place: Place, first: Place) -> Finding {
    Finding::new(
        &DUPLICATE_ID,
        place,
        say!(fr: "l’identifiant « {id} » est déjà pris", en: "the id `{id}` is already taken"),
    )
    .hint(say!(
        fr: "donnez un autre identifiant à l’une des deux fiches, par « id: »",
        en: "give one of the two records another id, with `id:`"
    ))
    .note(first, say!(fr: "pris ici", en: "taken here"))
}
