//! The schema files of a corpus as JSON: the program's own and those that the corpus adds or puts in their place.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Map, Value as Json, json};

use crate::diagnostics::{Both, Finding, nearest};
use crate::inputs::{Inputs, Place, builtin_paths};
use crate::parse::{Node, yaml};
use crate::say;

use super::grammar;
use super::keywords;
use super::shape::{Shape, texts};

/// Every schema by the name of its kind.
pub struct Schemas {
    sources: BTreeMap<String, Source>,
    /// The names of those that are found fault with, be they read or not.
    unusable: BTreeSet<String>,
}

/// What a schema file says.
pub(super) struct Source {
    pub file: Arc<str>,
    pub json: Json,
    /// The same with its places, where it is a file of the corpus.
    pub own: Option<Node>,
}

impl Schemas {
    /// Reads every file of `schemas/`; the corpus's own take the place of the program's.
    pub fn read(inputs: &Inputs, findings: &mut Vec<Finding>) -> Schemas {
        let own = inputs.under("schemas/").map(|(path, _)| path.to_string());
        let unread = inputs.unread.iter().map(|path| path.to_string());
        let paths: BTreeSet<String> = builtin_paths().map(str::to_owned).chain(own).chain(unread).collect();
        let mut schemas = Schemas { sources: BTreeMap::new(), unusable: BTreeSet::new() };
        for path in paths.iter().filter(|path| path.starts_with("schemas/")) {
            let file: Arc<str> = Arc::from(path.as_str());
            let Some(name) = path["schemas/".len()..].strip_suffix(".yaml") else {
                findings.extend(misnamed(&file));
                continue;
            };
            if inputs.is_unread(path) {
                schemas.unusable.insert(name.to_owned());
                continue;
            }
            let Some(text) = inputs.get(path).and_then(|bytes| std::str::from_utf8(bytes).ok()) else { continue };
            let Some(node) = yaml::read(&file, text, 0..text.len(), findings) else {
                schemas.unusable.insert(name.to_owned());
                continue;
            };
            let json = node.to_json();
            let own = inputs.files.contains_key(&file).then_some(node);
            if let Some(node) = &own {
                keywords::check(&file, node, findings);
                if !grammar::check(&file, node, findings) {
                    schemas.unusable.insert(name.to_owned());
                }
            }
            schemas.sources.insert(name.to_owned(), Source { file, json, own });
        }
        schemas.check_parents(findings);
        schemas
    }

    /// Tells of each schema that extends what is not there, or in the end itself.
    fn check_parents(&mut self, findings: &mut Vec<Finding>) {
        let mut wrong = Vec::new();
        for (name, Source { file, own, .. }) in &self.sources {
            let Some(stated) = own.as_ref().and_then(|node| node.get("x-extends")) else { continue };
            let Some(parent) = stated.text() else { continue };
            if !self.sources.contains_key(parent) && !self.unusable.contains(parent) {
                let near = nearest(parent, self.sources.keys().map(String::as_str), 3).join(", ");
                let message = say!(fr: "aucun schéma ne s’appelle « {parent} »", en: "no schema is called `{parent}`");
                wrong.push((name.clone(), grammar::invalid(file, stated.span.clone(), message, if near.is_empty() {
                    say!(fr: "écrivez core, ou ajoutez schemas/{parent}.yaml", en: "write core, or add schemas/{parent}.yaml")
                } else {
                    say!(fr: "vouliez-vous dire : {near} ?", en: "did you mean: {near}?")
                })));
            } else if self.chain(parent).iter().any(|above| above.file == *file) {
                let message =
                    say!(fr: "ce schéma finirait par s’étendre lui-même", en: "this schema would extend itself");
                let hint = say!(fr: "écrivez « x-extends: core »", en: "write `x-extends: core`");
                wrong.push((name.clone(), grammar::invalid(file, stated.span.clone(), message, hint)));
            }
        }
        for (name, finding) in wrong {
            self.unusable.insert(name);
            findings.push(finding);
        }
    }

    /// The schema of that name and those that it extends, as far as they are known, each once.
    pub(super) fn chain(&self, name: &str) -> Vec<&Source> {
        let mut chain: Vec<&Source> = Vec::new();
        let mut next = self.sources.get(name);
        while let Some(source) = next.filter(|next| chain.iter().all(|above| above.file != next.file)) {
            chain.push(source);
            next = source.parent().and_then(|parent| self.sources.get(parent));
        }
        chain
    }

    /// True where neither the schema of that name nor any that it extends was found fault with.
    pub(super) fn is_usable(&self, name: &str) -> bool {
        let is_bad = |name: &str| self.unusable.contains(name);
        !is_bad(name) && self.chain(name).iter().all(|source| source.parent().is_none_or(|parent| !is_bad(parent)))
    }

    /// The names of schemas that are there and cannot be read.
    pub(super) fn unread(&self) -> impl Iterator<Item = &String> {
        self.unusable.iter().filter(|name| !self.sources.contains_key(*name))
    }

    /// Each with its name, in the order of names.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Source)> {
        self.sources.iter().map(|(name, source)| (name.as_str(), source))
    }

    /// The names of all kinds and abstract schemas, with their titles, for people.
    pub fn names(&self) -> Vec<(&str, Both)> {
        self.iter().map(|(name, source)| (name, Shape::read(&source.json, &Json::Null, 0).title)).collect()
    }

    /// The names of the kinds that a record may have.
    pub fn kinds(&self) -> Vec<&str> {
        self.iter().filter(|(_, source)| !source.is_abstract()).map(|(name, _)| name).collect()
    }

    /// The schema of a kind as one self-contained JSON Schema, for editors; `None` where there is no such kind.
    pub fn to_json(&self, kind: &str) -> Option<Json> {
        self.merged(kind)
    }

    /// The schema with what it takes from its parents, closed against unknown fields; `None` where it is no map, or a parent
    /// is missing.
    pub(super) fn merged(&self, name: &str) -> Option<Json> {
        self.merged_below(name, 0)
    }

    fn merged_below(&self, name: &str, depth: usize) -> Option<Json> {
        let own = self.sources.get(name)?.json.as_object()?;
        let parent = match own.get("x-extends").and_then(Json::as_str) {
            None => Map::new(),
            Some(parent) if depth < DEEPEST => match self.merged_below(parent, depth + 1)? {
                Json::Object(parent) => parent,
                _ => Map::new(),
            },
            Some(_) => return None,
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
        Some(Json::Object(schema))
    }
}

/// More schemas than ever extend one another.
const DEEPEST: usize = 8;

impl Source {
    fn parent(&self) -> Option<&str> {
        self.json.get("x-extends").and_then(Json::as_str)
    }

    /// True for a schema that only others take from.
    fn is_abstract(&self) -> bool {
        self.json.get("x-abstract").and_then(Json::as_bool) == Some(true)
    }
}

/// A file that was meant as a schema, by its ending, and is not read as one.
fn misnamed(file: &Arc<str>) -> Option<Finding> {
    let (name, ending) = file.rsplit_once('.')?;
    ["yml", "YAML", "YML", "json"].contains(&ending).then(|| {
        let message = say!(fr: "ce schéma n’est pas lu : son nom doit finir par .yaml",
                           en: "this schema is not read: its name must end in .yaml");
        let hint = say!(fr: "renommez-le {name}.yaml", en: "rename it {name}.yaml");
        Finding::new(&grammar::SCHEMA_INVALID, Place::whole(file), message).hint(hint)
    })
}
