//! Where the `$ref`s of a schema lead: into the schema itself, or nowhere.

use std::sync::Arc;

use percent_encoding::percent_decode_str;
use serde_json::{Value as Json, json};

use crate::diagnostics::{Finding, nearest};
use crate::parse::{Node, Value};
use crate::say;

use super::grammar::{compiled, invalid};
use super::keywords::{OF_NAMES, OF_VALUES};

/// Tells of each `$ref` in a file's schema that leads nowhere. `whole` is what the kind is checked with: the schema with what
/// it takes from those that it extends. `blocks` are its data blocks, each by itself.
pub(super) fn check(
    file: &Arc<str>,
    schema: &Node,
    whole: &Json,
    blocks: &[(String, Json)],
    findings: &mut Vec<Finding>,
) {
    // Parts with names of their own are looked up by these names: the library knows them.
    if names_itself(whole) {
        return;
    }
    let Value::Map(entries) = &schema.value else { return };
    let (own_blocks, others): (Vec<_>, Vec<_>) = entries.iter().cloned().partition(|(key, _)| key.name == "x-blocks");
    below(file, &Node { value: Value::Map(others), span: schema.span.clone() }, whole, findings);
    for (_, own) in own_blocks {
        for (name, block) in blocks {
            own.get(name).into_iter().for_each(|node| below(file, node, block, findings));
        }
    }
}

fn below(file: &Arc<str>, node: &Node, whole: &Json, findings: &mut Vec<Finding>) {
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| below(file, item, whole, findings)),
        Value::Map(entries) => {
            for (key, node) in entries {
                match (&*key.name, &node.value) {
                    ("$ref", Value::Text(_)) => reference(file, node, whole, findings),
                    (name, _) if OF_VALUES.contains(&name) => {}
                    (name, Value::Map(named)) if OF_NAMES.contains(&name) => {
                        named.iter().for_each(|(_, node)| below(file, node, whole, findings));
                    }
                    _ => below(file, node, whole, findings),
                }
            }
        }
        _ => {}
    }
}

fn reference(file: &Arc<str>, node: &Node, whole: &Json, findings: &mut Vec<Finding>) {
    let Some(text) = node.text() else { return };
    let Some(within) = text.strip_prefix('#') else {
        // Only the metaschemas of JSON Schema are known without being fetched.
        if compiled(&json!({"$ref": text})).is_err() {
            let message = say!(fr: "« {text} » est hors du schéma : rien n’est cherché ailleurs",
                               en: "`{text}` is outside of the schema: nothing is looked up elsewhere");
            let hint = say!(fr: "copiez ce qu’il faut sous « $defs: », et écrivez « $ref: '#/$defs/nom' »",
                            en: "copy what is needed below `$defs:`, and write `$ref: '#/$defs/name'`");
            findings.push(invalid(file, node.span.clone(), message, hint));
        }
        return;
    };
    let leads = match within.chars().next() {
        None => true,
        Some('/') => whole.pointer(&percent_decode_str(within).decode_utf8_lossy()).is_some(),
        Some(_) => has_anchor(whole, within),
    };
    if leads {
        return;
    }
    let defs = whole.get("$defs").and_then(Json::as_object);
    let known: Vec<&str> = defs.into_iter().flatten().map(|(name, _)| name.as_str()).collect();
    let name = text.rsplit('/').next().unwrap_or(text);
    let listed = |names: Vec<&str>| names.iter().map(|name| format!("#/$defs/{name}")).collect::<Vec<_>>().join(", ");
    let (near, all) = (listed(nearest(name, known.iter().copied(), 3)), listed(known));
    let message = say!(fr: "« {text} » ne mène à rien", en: "`{text}` leads nowhere");
    let hint = if !near.is_empty() {
        say!(fr: "vouliez-vous dire : {near} ?", en: "did you mean: {near}?")
    } else if !all.is_empty() {
        say!(fr: "il y a : {all}", en: "there are: {all}")
    } else {
        say!(fr: "définissez-le sous « $defs: »", en: "define it below `$defs:`")
    };
    findings.push(invalid(file, node.span.clone(), message, hint));
}

fn has_anchor(schema: &Json, name: &str) -> bool {
    match schema {
        Json::Array(items) => items.iter().any(|item| has_anchor(item, name)),
        Json::Object(map) => {
            ["$anchor", "$dynamicAnchor"].iter().any(|key| map.get(*key).and_then(Json::as_str) == Some(name))
                || map.values().any(|value| has_anchor(value, name))
        }
        _ => false,
    }
}

fn names_itself(schema: &Json) -> bool {
    match schema {
        Json::Array(items) => items.iter().any(names_itself),
        Json::Object(map) => map.get("$id").is_some_and(Json::is_string) || map.values().any(names_itself),
        _ => false,
    }
}
