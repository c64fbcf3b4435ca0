//! What changed, as one JSON object whose keys never change; `recueil diff --help` and the README say what they hold.

use serde_json::{Map, Value as Json, json};

use crate::diff::corpora::{Difference, ProvisionChange, RecordChange, Sort};
use crate::diff::provisions::Provision;
use crate::diff::voice::Voice;
use crate::diff::{Change, Shift, Step, Value};
use crate::model::{Datum, Item};

use super::{Mark, lines};

/// The form of the object: it grows when a key changes its meaning, not when one is added.
const FORMAT: u64 = 1;

/// The whole comparison.
pub fn json(difference: &Difference<'_>, voice: &Voice<'_>) -> Json {
    let counts = difference.counts().map(|of| {
        let counted = Sort::ALL.iter().zip(of).map(|(sort, count)| (sort.key().to_owned(), json!(count)));
        Json::Object(counted.collect())
    });
    let [records, provisions] = counts;
    json!({
        "format": FORMAT,
        "counts": {"records": records, "provisions": provisions},
        "corpus": changes(&difference.corpus, None, voice),
        "records": difference.records.iter().map(|of| record(of, voice)).collect::<Vec<_>>(),
    })
}

fn record(of: &RecordChange<'_>, voice: &Voice<'_>) -> Json {
    let Some(record) = of.record() else { return Json::Null };
    json!({
        "change": of.sort().key(),
        "id": &*record.id,
        "old_id": of.old.map(|old| &*old.id),
        "kind": &*record.kind,
        "title": record.title,
        "redirected": of.old.zip(of.new).filter(|(old, new)| old.id != new.id).map(|(old, new)| {
            new.former_ids.iter().any(|(id, _)| **id == *old.id)
        }),
        "changes": changes(&of.changes, None, voice),
        "files": of.files,
        "provisions": of.provisions.iter().map(|of| provision(of, voice)).collect::<Vec<_>>(),
    })
}

fn provision(of: &ProvisionChange<'_>, voice: &Voice<'_>) -> Json {
    let Some(provision) = of.provision() else { return Json::Null };
    let place = |of: Option<Provision<'_>>| {
        of.map(|of| {
            json!({
                "record": &*of.record().id,
                "anchor": of.anchor(),
                "number": of.number(),
                "section": of.parent().and_then(|section| section.anchor().map(str::to_owned)),
            })
        })
    };
    json!({
        "change": of.sort().key(),
        "sort": provision.sort(),
        "title": provision.title(),
        "old": place(of.old),
        "new": place(of.new),
        "reordered": of.moved.as_ref().is_some_and(|moved| moved.is_reordered),
        "sentences": voice.moves(of).iter().map(|said| voice.plain(said)).collect::<Vec<_>>(),
        "changes": changes(&of.changes, Some(&provision), voice),
    })
}

fn changes(of: &[Change<'_>], provision: Option<&Provision<'_>>, voice: &Voice<'_>) -> Vec<Json> {
    of.iter().map(|of| change(of, provision, voice)).collect()
}

fn change(of: &Change<'_>, provision: Option<&Provision<'_>>, voice: &Voice<'_>) -> Json {
    let path: Vec<String> = of
        .path
        .iter()
        .map(|step| match step {
            Step::Field(name, _) => (*name).to_owned(),
            Step::Entry(value) => value.exact(),
            Step::Part(key) => key.trim_start_matches("diff.").to_owned(),
        })
        .collect();
    let mut object = Map::new();
    object.insert("path".to_owned(), json!(path));
    object.insert("sentence".to_owned(), json!(voice.plain(&voice.sentence(provision, of))));
    let mut put = |key: &str, value: Json| object.insert(key.to_owned(), value);
    match &of.shift {
        Shift::Value { old, new } => {
            put("change", json!("value"));
            put("old", old.as_ref().map_or(Json::Null, value));
            put("new", new.as_ref().map_or(Json::Null, value));
        }
        Shift::List { removed, added, is_reordered } => {
            put("change", json!(if *is_reordered { "order" } else { "list" }));
            put("removed", removed.iter().map(value).collect());
            put("added", added.iter().map(value).collect());
        }
        Shift::Text(blocks) => {
            let line = |pieces: Vec<(Mark, String)>| -> Json {
                pieces.into_iter().map(|(mark, text)| json!({key(mark): text})).collect()
            };
            put("change", json!("text"));
            put("lines", lines(blocks, &voice.names()).into_iter().map(line).collect());
        }
        Shift::Markup => {
            put("change", json!("markup"));
        }
    }
    Json::Object(object)
}

fn key(mark: Mark) -> &'static str {
    match mark {
        Mark::Kept => "kept",
        Mark::Removed => "removed",
        Mark::Added => "added",
        Mark::MovedAway => "moved_away",
        Mark::MovedHere => "moved_here",
    }
}

/// A value as its own sort: a number is a number, an entry of several fields an object, a text its words.
fn value(of: &Value<'_>) -> Json {
    match of {
        Value::Item(_, item, _) => datum(item, of),
        _ => json!(of.exact()),
    }
}

fn datum(item: &Item, of: &Value<'_>) -> Json {
    let Value::Item(side, _, shape) = of else { return Json::Null };
    let below = |item: &Item| datum(item, &Value::Item(*side, item, shape));
    match &item.datum {
        Datum::Null => Json::Null,
        Datum::Bool(truth) => json!(truth),
        Datum::Integer(number) => json!(number),
        Datum::Number(number) => json!(number),
        Datum::List(items) => items.iter().map(below).collect(),
        Datum::Map(fields) => {
            Json::Object(fields.entries.iter().map(|(name, item)| (name.to_string(), below(item))).collect())
        }
        Datum::Prose(prose) => json!(crate::prose::plain::blocks(&prose.blocks, &crate::prose::NoLinks)),
        Datum::Date(_) | Datum::Link(_) | Datum::Text(_) | Datum::Line(_) => {
            json!(Value::Item(*side, item, shape).exact())
        }
    }
}
