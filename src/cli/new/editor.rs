//! Settings for editors: the schemas of list files as JSON Schema, and which files they are for.

use serde_json::{Map, Value, json};

use crate::diagnostics::Lang;
use crate::inputs::Inputs;
use crate::schema::Schemas;

/// The settings files of a new corpus: path and bytes.
pub(super) fn files(lang: Lang) -> [(String, Vec<u8>); 3] {
    let settings = json!({
        "yaml.schemas": { "./.recueil/schemas/records.json": "content/**/*.yaml" },
        "files.encoding": "utf8",
        "[markdown]": { "editor.wordWrap": "on" },
    });
    let extensions = json!({ "recommendations": ["redhat.vscode-yaml"] });
    [
        (".recueil/schemas/records.json".to_owned(), pretty(&list_files(lang))),
        (".vscode/extensions.json".to_owned(), pretty(&extensions)),
        (".vscode/settings.json".to_owned(), pretty(&settings)),
    ]
}

fn pretty(value: &Value) -> Vec<u8> {
    format!("{value:#}\n").into_bytes()
}

/// One schema for every file that lists records: its `kind` decides what each of them may say.
fn list_files(lang: Lang) -> Value {
    let schemas = Schemas::read(&Inputs::default(), &mut Vec::new());
    let mut kinds = Map::new();
    for name in schemas.kinds() {
        let Some(mut kind) = schemas.to_json(name) else { continue };
        translate(&mut kind, lang);
        point_into(&mut kind, &format!("#/$defs/{name}/$defs/"));
        if let Some(schema) = kind.as_object_mut() {
            schema.remove("$schema");
            let required = schema.entry("required").or_insert_with(|| json!([]));
            // In a list there is no file name to take the id from, and the kind is said once for all.
            if let Some(required) = required.as_array_mut() {
                required.retain(|field| field != "kind" && field != "id");
                required.insert(0, json!("id"));
            }
        }
        kinds.insert(name.to_owned(), kind);
    }
    let names: Vec<&String> = kinds.keys().collect();
    let cases: Vec<Value> = names
        .iter()
        .map(|name| {
            json!({
                "if": { "properties": { "kind": { "const": name } } },
                "then": { "properties": { "records": { "items": { "$ref": format!("#/$defs/{name}") } } } },
            })
        })
        .collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "required": ["kind", "records"],
        "additionalProperties": false,
        "properties": {
            "kind": { "type": "string", "enum": names },
            "records": { "type": "array" },
        },
        "allOf": cases,
        "$defs": kinds,
    })
}

/// Puts the titles and descriptions of a language in their standard place, and takes our own keywords out.
fn translate(schema: &mut Value, lang: Lang) {
    match schema {
        Value::Object(map) => {
            let french = map.remove("x-fr").filter(Value::is_object);
            if let (Some(Value::Object(french)), Lang::Fr) = (french, lang) {
                map.extend(french.into_iter().filter(|(key, _)| key == "title" || key == "description"));
            }
            map.retain(|key, _| !key.starts_with("x-"));
            map.values_mut().for_each(|value| translate(value, lang));
        }
        Value::Array(list) => list.iter_mut().for_each(|value| translate(value, lang)),
        _ => {}
    }
}

/// Makes references to `#/$defs/` begin with `to`, where the schema will stand.
fn point_into(schema: &mut Value, to: &str) {
    match schema {
        Value::Object(map) => map.iter_mut().for_each(|(key, value)| match value {
            Value::String(target) if key == "$ref" => {
                if let Some(name) = target.strip_prefix("#/$defs/") {
                    *target = format!("{to}{name}");
                }
            }
            value => point_into(value, to),
        }),
        Value::Array(list) => list.iter_mut().for_each(|value| point_into(value, to)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_of_list_files_takes_an_organisation_and_refuses_an_unknown_field() {
        let schema = list_files(Lang::Fr);
        let validator = jsonschema::options().build(&schema).expect("the schema is one");
        let list = |record: Value| json!({ "kind": "organisation", "records": [record] });
        assert!(validator.is_valid(&list(json!({ "id": "fsm", "name": "Fédération", "revised": "2021" }))));
        assert!(!validator.is_valid(&list(json!({ "name": "Fédération" }))));
        assert!(!validator.is_valid(&list(json!({ "id": "fsm", "name": "x", "sigle": "FSM" }))));
        assert_eq!(schema["$defs"]["organisation"]["properties"]["name"]["title"], "Nom");
    }
}
