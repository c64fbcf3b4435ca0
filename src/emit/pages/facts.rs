//! The facts of a record: its fields as labels and values, named and ordered by the kind's schema.

use std::sync::Arc;

use serde::Serialize;

use crate::diagnostics::Lang;
use crate::model::{Datum, Fields, Item};
use crate::prose;
use crate::schema::Shape;

use super::pieces::Link;
use super::words::Words;

/// A label and what stands under it: each value is one thing or several said of one.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Fact {
    pub label: String,
    pub values: Vec<Value>,
}

/// What is said first, and what is said of it, smaller.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Value {
    /// Blocks of prose, below what is said in the line.
    pub prose: Option<String>,
    pub main: Link,
    pub rest: Vec<Link>,
}

impl Fact {
    pub fn new(label: impl Into<String>, values: Vec<Value>) -> Fact {
        Fact { label: label.into(), values }
    }
}

impl From<Link> for Value {
    fn from(main: Link) -> Value {
        Value { main, ..Value::default() }
    }
}

/// A value of plain words.
pub(super) fn plain(html: String) -> Link {
    Link { html, ..Link::default() }
}

/// Fields of any record that are shown elsewhere on its page, or not at all.
pub(super) const OF_RECORDS: &[&str] = &[
    "id",
    "kind",
    "status",
    "short_title",
    "summary",
    "sources",
    "former_ids",
    "attachments",
    "notes",
    "language",
    "revised",
    "calendar",
    "description",
    "definition",
    "anchor",
    "heard",
    "order",
];

/// The same of measures.
pub(super) const OF_MEASURES: &[&str] =
    &["number", "title", "anchor", "text", "due", "milestones", "amounts", "log", "notes"];

/// The same of other blocks.
pub(super) const OF_BLOCKS: &[&str] = &["anchor"];

/// Fields that every kind has and that are shown after its own.
const BELONGING: &[&str] = &["themes", "see_also"];

/// The facts that the fields state, in the order of the schema; those named in `without` are left out.
pub(super) fn facts<'a>(words: &Words<'a>, fields: &'a Fields, shape: &Shape, without: &[&str]) -> Vec<Fact> {
    let lang = words.site.lang;
    let mut facts = Vec::new();
    // What tells where the record belongs comes after what it is.
    let (last, first): (Vec<_>, Vec<_>) = shape.fields.iter().partition(|(name, _)| BELONGING.contains(&&**name));
    for (name, of) in first.into_iter().chain(last) {
        if without.contains(&&**name) {
            continue;
        }
        let Some(item) = fields.get(name) else { continue };
        let values = values(words, item, of, lang);
        if !values.is_empty() {
            let title = of.title.get(lang);
            facts.push(Fact::new(if title.is_empty() { &**name } else { title }, values));
        }
    }
    facts
}

/// The values of one field.
fn values<'a>(words: &Words<'a>, item: &'a Item, shape: &Shape, lang: Lang) -> Vec<Value> {
    let nothing;
    match &item.datum {
        Datum::List(items) => {
            let of: &Shape = match &shape.items {
                Some(of) => of,
                None => {
                    nothing = Arc::new(Shape::read_nothing());
                    &nothing
                }
            };
            if items.iter().all(|item| matches!(item.datum, Datum::Text(_) | Datum::Integer(_) | Datum::Number(_))) {
                let all: Vec<String> =
                    items.iter().filter_map(|item| scalar(words, item, of, lang)).map(|l| l.html).collect();
                return if all.is_empty() { Vec::new() } else { vec![plain(all.join(", ")).into()] };
            }
            items.iter().flat_map(|item| values(words, item, of, lang)).collect()
        }
        Datum::Map(fields) => map(words, fields, shape, lang).into_iter().collect(),
        Datum::Prose(prose) => vec![Value { prose: Some(words.prose(prose)), ..Value::default() }],
        _ => scalar(words, item, shape, lang).map(Value::from).into_iter().collect(),
    }
}

/// A map as one value: its first field is the thing, the others are said of it.
fn map<'a>(words: &Words<'a>, fields: &'a Fields, shape: &Shape, lang: Lang) -> Option<Value> {
    let mut parts = Vec::new();
    let mut texts = String::new();
    for (name, item) in &fields.entries {
        let of = shape.field(name);
        let part = match &item.datum {
            Datum::List(_) | Datum::Map(_) | Datum::Prose(_) => {
                for value in values(words, item, of.map_or(shape, |of| of), lang) {
                    texts.extend(value.prose);
                    parts.extend(Some(value.main).filter(|main| !main.html.is_empty()));
                    parts.extend(value.rest);
                }
                None
            }
            _ => scalar(words, item, of.map_or(shape, |of| of), lang),
        };
        let Some(mut part) = part else { continue };
        let is_bare =
            matches!(item.datum, Datum::Date(_) | Datum::Integer(_) | Datum::Number(_)) || &**name == "article";
        if let Some(of) = of.filter(|of| is_bare && !of.title.get(lang).is_empty()) {
            part.html = format!("{} {}", words.line(&lowercase_first(of.title.get(lang))), part.html);
        }
        parts.push(part);
    }
    let first = parts.iter().position(|part| part.href.is_some()).unwrap_or(0);
    let prose = Some(texts).filter(|texts| !texts.is_empty());
    let main = (!parts.is_empty()).then(|| parts.remove(first));
    (main.is_some() || prose.is_some()).then(|| Value { main: main.unwrap_or_default(), rest: parts, prose })
}

/// A value that is one thing.
fn scalar<'a>(words: &Words<'a>, item: &'a Item, shape: &Shape, lang: Lang) -> Option<Link> {
    Some(match &item.datum {
        Datum::Text(text) => match shape.labels.get(text) {
            Some(label) => plain(words.line(label.get(lang))),
            None if text.starts_with("http") && prose::is_safe(text) => {
                Link { html: words.line(text), href: Some(text.clone()), ..Link::default() }
            }
            None => plain(words.line(text)),
        },
        Datum::Integer(number) => plain(number.to_string()),
        Datum::Number(number) => plain(words.number(*number)),
        Datum::Bool(true) => plain(words.t("yes")),
        Datum::Date(when) => plain(words.date(when).html().to_owned()),
        Datum::Line(content) => plain(words.inlines(content)),
        Datum::Link(link) => words.link_to(&link.target, link.anchor.as_deref())?,
        _ => return None,
    })
}

pub(super) fn lowercase_first(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_lowercase().chain(characters).collect()).unwrap_or_default()
}
