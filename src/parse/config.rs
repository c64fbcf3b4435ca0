//! `recueil.yaml`: what the corpus is called, how it is ordered, and what it allows.

use std::sync::Arc;

use crate::diagnostics::{Both, Code, Finding, Severity};
use crate::inputs::{Inputs, Span};
use crate::say;

use super::node::{Node, Value};
use super::yaml;

pub mod accessibility;
pub mod appearance;
mod reader;
mod waiver;

pub use accessibility::Accessibility;
pub use appearance::Appearance;
pub(super) use reader::Reader;
pub use waiver::Waiver;

pub static CONFIG_INVALID: Code = Code {
    name: "config-invalid",
    severity: Severity::Error,
    explanation: Both {
        fr: "`recueil.yaml` dit ce qu’est le corpus. `title` et `language` sont nécessaires ; `description`, `publisher`, \
             `base_url`, `as_of`, `theme`, `appearance`, `accessibility`, `allow_html`, `keep`, `home`, `navigation`, \
             `collections` et `waivers` sont permis.",
        en: "`recueil.yaml` says what the corpus is. `title` and `language` are required; `description`, `publisher`, \
             `base_url`, `as_of`, `theme`, `appearance`, `accessibility`, `allow_html`, `keep`, `home`, `navigation`, \
             `collections` and `waivers` are allowed.",
    },
};

/// What `recueil.yaml` says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    /// False where the file could not be read: what it says is not known.
    pub is_read: bool,
    pub title: String,
    /// BCP 47.
    pub language: String,
    pub description: Option<String>,
    pub publisher: Option<Publisher>,
    /// With a closing slash.
    pub base_url: Option<String>,
    /// As written; read as a day by `resolve`.
    pub as_of: Option<(String, Span)>,
    pub theme: String,
    /// Where the theme is named; `None` where it is not.
    pub theme_span: Option<Span>,
    pub appearance: Appearance,
    pub accessibility: Accessibility,
    /// True where raw HTML in prose is cleaned and printed instead of escaped.
    pub allow_html: bool,
    /// What the output folder may hold beside the site.
    pub keep: Vec<String>,
    /// The page whose text stands on the home page, by id.
    pub home: Option<(String, Span)>,
    /// The pages that every page links, by id.
    pub navigation: Vec<(String, Span)>,
    pub collections: Vec<CollectionConfig>,
    /// The warnings that may stand, each with its reason.
    pub waivers: Vec<Waiver>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Publisher {
    pub name: String,
    pub url: Option<String>,
    pub email: Option<String>,
}

/// One list of the site, in the order of the site.
#[derive(Clone, Debug, PartialEq)]
pub struct CollectionConfig {
    pub id: String,
    pub title: String,
    pub description: Option<String>,
    /// The kinds of its records.
    pub kinds: Vec<(String, Span)>,
    pub span: Span,
}

/// The path of the file.
pub const PATH: &str = "recueil.yaml";

/// Reads the configuration; what cannot be used is found fault with and left at what it is without.
pub fn read(inputs: &Inputs, findings: &mut Vec<Finding>) -> Config {
    let file: Arc<str> = Arc::from(PATH);
    let mut config = Config { language: "en".into(), theme: crate::inputs::BUILTIN_THEME.into(), ..Config::default() };
    let source = match inputs.get(PATH).map(std::str::from_utf8) {
        Some(Ok(source)) => source,
        _ => return config,
    };
    let start = if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let Some(root) = yaml::read(&file, source, start..source.len(), findings) else {
        config.language = language_line(&source[start..]).unwrap_or(config.language);
        return config;
    };
    config.is_read = true;
    let mut reader = Reader { file: &file, code: &CONFIG_INVALID, findings };
    let Value::Map(entries) = &root.value else {
        reader.fault(
            None,
            say!(fr: "on attend des champs « nom: valeur »", en: "fields `name: value` are expected"),
            say!(fr: "commencez par « title: » et « language: »", en: "begin with `title:` and `language:`"),
        );
        return config;
    };
    for required in ["title", "language"] {
        if root.get(required).is_none() {
            reader.fault(
                None,
                say!(fr: "le champ « {required} » manque", en: "the field `{required}` is missing"),
                say!(fr: "ajoutez « {required}: »", en: "add `{required}:`"),
            );
        }
    }
    for (key, node) in entries {
        match key.name.as_str() {
            "title" => config.title = reader.text(node).unwrap_or_default(),
            "language" => read_language(&mut reader, node, &mut config),
            "description" => config.description = reader.text(node),
            "publisher" => config.publisher = read_publisher(&mut reader, node),
            "base_url" => config.base_url = read_base_url(&mut reader, node),
            "as_of" => config.as_of = node.scalar().map(|text| (text, node.span.clone())),
            "theme" => {
                config.theme = reader.text(node).unwrap_or(config.theme);
                config.theme_span = Some(node.span.clone());
            }
            "accessibility" => config.accessibility = accessibility::read(&mut reader, node),
            "appearance" => config.appearance = appearance::read(&mut reader, node, source),
            "allow_html" => match node.value {
                Value::Bool(truth) => config.allow_html = truth,
                _ => reader.fault(
                    Some(&node.span),
                    say!(fr: "on attend true ou false", en: "true or false is expected"),
                    say!(fr: "écrivez « allow_html: true » ou retirez la ligne", en: "write `allow_html: true` or remove the line"),
                ),
            },
            "keep" => config.keep = reader.texts(node).into_iter().map(|(text, _)| text).collect(),
            "home" => config.home = reader.text(node).map(|text| (text, node.span.clone())),
            "navigation" => config.navigation = reader.texts(node),
            "collections" => config.collections = read_collections(&mut reader, node),
            "waivers" => config.waivers = waiver::read(&mut reader, node),
            unknown => {
                let known = [
                    "title", "language", "description", "publisher", "base_url", "as_of", "theme", "appearance",
                    "accessibility", "allow_html", "keep", "home", "navigation", "collections", "waivers",
                ];
                reader.unknown(unknown, &key.span, &known);
            }
        }
    }
    config
}

fn read_language(reader: &mut Reader, node: &Node, config: &mut Config) {
    let Some(language) = reader.text(node) else { return };
    if is_tag(&language) {
        config.language = language;
    } else {
        reader.fault(
            Some(&node.span),
            say!(fr: "« {language} » n’est pas une langue", en: "`{language}` is not a language"),
            say!(fr: "écrivez son étiquette BCP 47 : fr, en, fr-CA", en: "write its BCP 47 tag: fr, en, fr-CA"),
        );
    }
}

/// True for what looks like a BCP 47 tag.
fn is_tag(language: &str) -> bool {
    let is_part = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    let first = language.split('-').next().unwrap_or_default();
    let is_first = first.len() <= 3 && first.bytes().all(|b| b.is_ascii_lowercase());
    language.len() >= 2 && is_first && language.split('-').all(is_part)
}

/// The language that a line of a file says which is no YAML: what is wrong is told in the language of its writer.
fn language_line(source: &str) -> Option<String> {
    let said = source.lines().find_map(|line| line.strip_prefix("language:"))?;
    let said = said.split(" #").next().unwrap_or_default().trim();
    let bare = ['"', '\''].iter().find_map(|quote| said.strip_prefix(*quote)?.strip_suffix(*quote)).unwrap_or(said);
    is_tag(bare).then(|| bare.to_owned())
}

fn read_publisher(reader: &mut Reader, node: &Node) -> Option<Publisher> {
    if let Some(name) = node.text() {
        return Some(Publisher { name: name.to_owned(), ..Publisher::default() });
    }
    let Value::Map(entries) = &node.value else {
        reader.fault(
            Some(&node.span),
            say!(fr: "on attend le nom de l’éditeur", en: "the publisher's name is expected"),
            say!(fr: "écrivez « publisher: {{name: …}} »", en: "write `publisher: {{name: …}}`"),
        );
        return None;
    };
    let mut publisher = Publisher::default();
    for (key, node) in entries {
        match key.name.as_str() {
            "name" => publisher.name = reader.text(node)?,
            "url" => publisher.url = reader.address(node),
            "email" => publisher.email = reader.text(node),
            unknown => reader.unknown(unknown, &key.span, &["name", "url", "email"]),
        }
    }
    Some(publisher)
}

fn read_base_url(reader: &mut Reader, node: &Node) -> Option<String> {
    let mut address = reader.address(node)?;
    if !address.ends_with('/') {
        address.push('/');
    }
    Some(address)
}

fn read_collections(reader: &mut Reader, node: &Node) -> Vec<CollectionConfig> {
    let mut collections = Vec::new();
    let Value::List(items) = &node.value else {
        reader.fault(
            Some(&node.span),
            say!(fr: "on attend une liste de collections", en: "a list of collections is expected"),
            say!(
                fr: "écrivez « - {{id: conventions, title: Conventions, kinds: [convention]}} »",
                en: "write `- {{id: conventions, title: Conventions, kinds: [convention]}}`"
            ),
        );
        return collections;
    };
    for item in items {
        let mut collection = CollectionConfig {
            id: String::new(),
            title: String::new(),
            description: None,
            kinds: Vec::new(),
            span: item.span.clone(),
        };
        if let Value::Map(entries) = &item.value {
            for (key, node) in entries {
                match key.name.as_str() {
                    "id" => {
                        collection.id = reader.text(node).unwrap_or_default();
                        collection.span = node.span.clone();
                    }
                    "title" => collection.title = reader.text(node).unwrap_or_default(),
                    "description" => collection.description = reader.text(node),
                    "kinds" => collection.kinds = reader.texts(node),
                    unknown => reader.unknown(unknown, &key.span, &["id", "title", "description", "kinds"]),
                }
            }
        }
        if !crate::prose::is_slug(&collection.id) || collection.title.is_empty() || collection.kinds.is_empty() {
            reader.fault(
                Some(&collection.span),
                say!(
                    fr: "une collection a un « id » (qui sera son adresse), un « title » et des « kinds »",
                    en: "a collection has an `id` (its address), a `title` and `kinds`"
                ),
                say!(
                    fr: "par exemple {{id: conventions, title: Conventions, kinds: [convention, avenant]}}",
                    en: "for example {{id: conventions, title: Conventions, kinds: [convention, avenant]}}"
                ),
            );
        } else {
            collections.push(collection);
        }
    }
    collections
}
