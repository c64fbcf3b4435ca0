//! An instrument: a signed text, with its dates, its signatories and, for an avenant, what it changes.

use std::sync::Arc;

use crate::inputs::Span;
use crate::prose::Prose;

use super::fields::{Fields, Link};
use super::time::When;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Instrument {
    pub signed: Option<When>,
    pub in_force_from: Option<When>,
    pub in_force_until: Option<When>,
    pub renewal: Option<String>,
    pub retroactive_to: Option<When>,
    pub signatories: Vec<Signatory>,
    /// The instrument that an avenant amends, by id.
    pub amends: Option<(Arc<str>, Span)>,
    /// The instrument that this one takes the place of, by id.
    pub succeeds: Option<(Arc<str>, Span)>,
    pub changes: Vec<Change>,
}

/// Who signed, in whose name and in what capacity.
#[derive(Clone, Debug, PartialEq)]
pub struct Signatory {
    pub person: Option<Arc<str>>,
    pub organisation: Option<Arc<str>>,
    pub capacity: Option<String>,
}

/// What an avenant does to a provision of the text that it amends.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub target: Link,
    pub r#type: ChangeType,
    pub old: Option<Prose>,
    pub new: Option<Prose>,
    pub effect: Option<When>,
    pub span: Span,
    /// Where the old words stand in the avenant's file.
    pub old_span: Option<Span>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeType {
    Substitution,
    Insertion,
    Repeal,
    Renumbering,
}

impl ChangeType {
    pub fn of_key(key: &str) -> Option<ChangeType> {
        Some(match key {
            "substitution" => ChangeType::Substitution,
            "insertion" => ChangeType::Insertion,
            "repeal" => ChangeType::Repeal,
            "renumbering" => ChangeType::Renumbering,
            _ => return None,
        })
    }

    pub fn key(self) -> &'static str {
        match self {
            ChangeType::Substitution => "substitution",
            ChangeType::Insertion => "insertion",
            ChangeType::Repeal => "repeal",
            ChangeType::Renumbering => "renumbering",
        }
    }
}

/// Reads what every instrument has from its fields.
pub fn read(fields: &Fields) -> Instrument {
    let first = |name: &str| fields.links(name).next();
    let id = |link: &Link| Arc::from(&*link.target);
    let in_force = fields.map("in_force");
    Instrument {
        signed: fields.date("signed").cloned(),
        in_force_from: in_force.and_then(|map| map.date("from")).cloned(),
        in_force_until: in_force.and_then(|map| map.date("until")).cloned(),
        renewal: in_force.and_then(|map| map.text("renewal")),
        retroactive_to: fields.date("retroactive_to").cloned(),
        signatories: fields
            .maps("signatories")
            .map(|map| Signatory {
                person: map.links("person").next().map(id),
                organisation: map.links("organisation").next().map(id),
                capacity: map.text("capacity"),
            })
            .collect(),
        amends: first("amends").map(|link| (id(link), link.span.clone())),
        succeeds: first("succeeds").map(|link| (id(link), link.span.clone())),
        changes: fields.placed_maps("changes").filter_map(change).collect(),
    }
}

fn change((fields, span): (&Fields, &Span)) -> Option<Change> {
    Some(Change {
        target: fields.links("target").next()?.clone(),
        r#type: ChangeType::of_key(&fields.text("type")?)?,
        old: fields.prose("old").cloned(),
        new: fields.prose("new").cloned(),
        effect: fields.date("effect").cloned(),
        span: span.clone(),
        old_span: fields.get("old").map(|item| item.span.clone()),
    })
}
