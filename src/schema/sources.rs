//! The schema files of a corpus as JSON: the program's own and those that the corpus adds or puts in their place.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Map, Value as Json, json};

use crate::diagnostics::{Both, Finding};
use crate::inputs::{Inputs, builtin_paths};
use crate::parse::yaml;

use super::keywords;
use super::shape::{Shape, texts};

/// Every schema by the name of its kind, with the file that it stands in.
pub struct Schemas(BTreeMap<String, (Arc<str>, Json)>);

impl Schemas {
    /// Reads every file of `schemas/`; the corpus's own take the place of the program's.
    pub fn read(inputs: &Inputs, findings: &mut Vec<Finding>) -> Schemas {
        let own = inputs.under("schemas/").map(|(path, _)| path.to_string());
        let paths: BTreeSet<String> = builtin_paths().map(str::to_owned).chain(own).collect();
        let mut schemas = BTreeMap::new();
        for path in paths {
            let Some(name) = path.strip_prefix("schemas/").and_then(|name| name.strip_suffix(".yaml")) else {
                continue;
            };
            let file: Arc<str> = Arc::from(path.as_str());
            let Some(text) = inputs.get(&path).and_then(|bytes| std::str::from_utf8(bytes).ok()) else { continue };
            if let Some(node) = yaml::read(&file, text, 0..text.len(), findings) {
                if inputs.files.contains_key(&file) {
                    keywords::check(&file, &node, findings);
                }
                schemas.insert(name.to_owned(), (file, node.to_json()));
            }
        }
        Schemas(schemas)
    }

    /// Name, file and schema of each, in the order of names.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Arc<str>, &Json)> {
        self.0.iter().map(|(name, (file, json))| (name.as_str(), file, json))
    }

    /// The names of all kinds and abstract schemas, with their titles, for people.
    pub fn names(&self) -> Vec<(&str, Both)> {
        self.iter().map(|(name, _, json)| (name, Shape::read(json, &Json::Null, 0).title)).collect()
    }

    /// The names of the kinds that a record may have.
    pub fn kinds(&self) -> Vec<&str> {
        self.iter().filter(|(.., json)| !is_abstract(json)).map(|(name, ..)| name).collect()
    }

    /// The schema of a kind as one self-contained JSON Schema, for editors; `None` where there is no such kind.
    pub fn to_json(&self, kind: &str) -> Option<Json> {
        self.merged(kind).ok()
    }

    /// The schema with what it takes from its parents, closed against unknown fields; the error says what is wrong.
    pub(super) fn merged(&self, name: &str) -> Result<Json, String> {
        self.merged_below(name, 0)
    }

    fn merged_below(&self, name: &str, depth: usize) -> Result<Json, String> {
        let Some((_, own)) = self.0.get(name) else { return Err(format!("no schema `{name}`")) };
        let Json::Object(own) = own else { return Err("not a map".into()) };
        let parent = match own.get("x-extends").and_then(Json::as_str) {
            None => Map::new(),
            Some(parent) if depth < 8 => match self.merged_below(parent, depth + 1)? {
                Json::Object(parent) => parent,
                _ => Map::new(),
            },
            Some(parent) => return Err(format!("`x-extends: {parent}` goes in a circle")),
        };
        let mut schema = own.clone();
        for key in ["properties", "$defs", "x-sections", "x-blocks"] {
            let mut both = parent.get(key).and_then(Json::as_object).cloned().unwrap_or_default();
            both.extend(own.get(key).and_then(Json::as_object).cloned().unwrap_or_default());
            if !both.is_empty() {
                schema.insert(key.into(), Json::Object(both));
            }
        }
        let required: BTreeSet<String> =
            texts(parent.get("required")).into_iter().chain(texts(own.get("required"))).collect();
        schema.insert("required".into(), json!(required));
        schema.insert("additionalProperties".into(), json!(false));
        for key in ["x-title-field", "x-collection", "x-folder", "x-instrument", "x-figure", "x-annotation"] {
            if let (None, Some(value)) = (own.get(key), parent.get(key)) {
                schema.insert(key.into(), value.clone());
            }
        }
        schema.remove("x-extends");
        schema.remove("x-relations");
        Ok(Json::Object(schema))
    }
}

/// True for a schema that only others take from.
pub(super) fn is_abstract(schema: &Json) -> bool {
    schema.get("x-abstract").and_then(Json::as_bool) == Some(true)
}
