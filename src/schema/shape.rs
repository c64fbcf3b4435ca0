//! What a schema means: our `x-` keywords, gathered into a tree that walks beside the data.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value as Json;

use crate::diagnostics::Both;

/// What a value is, beyond its JSON type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Meaning {
    #[default]
    Plain,
    /// A date in any of the forms of [`crate::model::time`].
    Date,
    /// Markdown, of any length.
    Prose,
    /// Markdown in one line.
    Line,
    /// An anchor or a file: a name that is no words.
    Name,
}

/// `x-ref`: the value is the id of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Empty: any kind.
    pub kinds: Vec<String>,
    pub relation: String,
    pub inverse: Arc<str>,
    /// True where `id#anchor` is allowed too.
    pub anchor: bool,
    /// True where words that are no id are allowed too, for what has no record.
    pub or_text: bool,
}

impl Reference {
    /// True where a record of that kind may stand there.
    pub fn takes(&self, kind: &str) -> bool {
        self.kinds.is_empty() || self.kinds.iter().any(|known| known == kind)
    }
}

/// The meaning of a value and of what is in it.
#[derive(Clone, Debug)]
pub struct Shape {
    pub title: Both,
    pub description: Both,
    pub meaning: Meaning,
    pub reference: Option<Arc<Reference>>,
    /// Of a map, in the schema's order.
    pub fields: Vec<(Arc<str>, Arc<Shape>)>,
    /// Of a list.
    pub items: Option<Arc<Shape>>,
    /// The words for each value of an `enum`.
    pub labels: BTreeMap<String, Both>,
}

impl Shape {
    /// Reads a schema whose `$ref`s point into `defs`. `depth` bounds a definition that contains itself.
    pub(super) fn read(schema: &Json, defs: &Json, depth: usize) -> Shape {
        let referred = schema.get("$ref").and_then(Json::as_str).and_then(|at| at.strip_prefix("#/$defs/"));
        let base = referred.and_then(|name| defs.get(name)).unwrap_or(&Json::Null);
        let get = |key: &str| schema.get(key).or_else(|| base.get(key));
        let french = |key: &str| {
            schema.get("x-fr").and_then(|fr| fr.get(key)).or_else(|| base.get("x-fr").and_then(|fr| fr.get(key)))
        };
        let words = |key: &str| {
            let en = get(key).and_then(Json::as_str).unwrap_or_default();
            Both { fr: french(key).and_then(Json::as_str).unwrap_or(en).to_owned(), en: en.to_owned() }
        };
        let below = |schema: &Json| Arc::new(Shape::read(schema, defs, depth.saturating_sub(1)));
        let properties = get("properties").and_then(Json::as_object).filter(|_| depth > 0);
        Shape {
            title: words("title"),
            description: words("description"),
            meaning: match get("x-type").and_then(Json::as_str) {
                Some("date") => Meaning::Date,
                Some("prose") => Meaning::Prose,
                Some("line") => Meaning::Line,
                Some("slug" | "asset") => Meaning::Name,
                _ => Meaning::Plain,
            },
            reference: get("x-ref").map(|json| Arc::new(read_reference(json))),
            fields: properties
                .into_iter()
                .flatten()
                .map(|(name, schema)| (Arc::from(&**name), below(schema)))
                .collect(),
            items: get("items").filter(|_| depth > 0).map(below),
            labels: get("x-enum").and_then(Json::as_object).into_iter().flatten().map(read_label).collect(),
        }
    }

    /// The shape of a value that the schema says nothing of.
    pub fn read_nothing() -> Shape {
        Shape::read(&Json::Null, &Json::Null, 0)
    }

    pub fn field(&self, name: &str) -> Option<&Arc<Shape>> {
        self.entry(name).map(|(_, shape)| shape)
    }

    /// The field of that name, with the name.
    pub fn entry(&self, name: &str) -> Option<&(Arc<str>, Arc<Shape>)> {
        self.fields.iter().find(|(key, _)| **key == *name)
    }
}

pub(super) fn read_reference(json: &Json) -> Reference {
    let text = |key: &str| json.get(key).and_then(Json::as_str).unwrap_or_default().to_owned();
    Reference {
        kinds: texts(json.get("kinds")),
        relation: text("relation"),
        inverse: text("inverse").into(),
        anchor: json.get("anchor").and_then(Json::as_bool).unwrap_or(false),
        or_text: json.get("or_text").and_then(Json::as_bool).unwrap_or(false),
    }
}

fn read_label((value, words): (&String, &Json)) -> (String, Both) {
    (value.clone(), read_words(words))
}

/// `{fr: …, en: …}`; a language that is missing takes the other's words.
pub(super) fn read_words(json: &Json) -> Both {
    let text = |key: &str| json.get(key).and_then(Json::as_str);
    let any = text("en").or(text("fr")).unwrap_or_default();
    Both { fr: text("fr").unwrap_or(any).to_owned(), en: text("en").unwrap_or(any).to_owned() }
}

pub(super) fn texts(json: Option<&Json>) -> Vec<String> {
    json.and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str).map(str::to_owned).collect()
}
