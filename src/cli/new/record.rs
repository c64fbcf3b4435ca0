//! One more record: a draft with its required fields ready and every other one explained, each in a comment.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use serde_json::Value;

use crate::cli::Exit;
use crate::cli::schema::{known_kinds, unknown_kind};
use crate::cli::terminal::Terminal;
use crate::diagnostics::{Both, Lang};
use crate::inputs::Inputs;
use crate::parse::{Config, Document, config, read_file};
use crate::prose::{is_slug, slug};
use crate::schema::Schemas;
use crate::{read, say, write};

pub(super) fn run(kind: &str, id: &str, corpus: &Path, terminal: &mut Terminal) -> Exit {
    let (inputs, _) = match read::read(corpus) {
        Ok(read) => read,
        Err(error) => return terminal.fail_to_read(&error),
    };
    let config = config::read(&inputs, &mut Vec::new());
    terminal.speak(Lang::of_tag(&config.language));
    let schemas = Schemas::read(&inputs, &mut Vec::new());
    let kinds = schemas.kinds();
    let known = kinds.contains(&kind).then(|| schemas.to_json(kind)).flatten();
    let Some(shape) = known else {
        return terminal.fail(&unknown_kind(kind), Some(&known_kinds(kind, kinds.iter().copied())));
    };
    if !is_slug(id) {
        let message = say!(fr: "« {id} » ne peut pas être un identifiant", en: "`{id}` cannot be an id");
        return terminal.fail(&message, Some(&proper_id(id)));
    }
    let documents = documents(&inputs, &kinds);
    if let Some(other) = documents.iter().find(|document| document.id == id) {
        let file = &other.file;
        let message =
            say!(fr: "la fiche « {id} » existe déjà, dans {file}", en: "the record `{id}` exists already, in {file}");
        let hint = say!(fr: "choisissez un autre identifiant", en: "choose another id");
        return terminal.fail(&message, Some(&hint));
    }
    let path = format!("{}/{id}.md", folder(kind, &shape, &config, &documents));
    let core = schemas.to_json("core").unwrap_or_default();
    let text = draft(kind, &shape, &core, terminal.lang());
    if let Err(error) = write::create(corpus, &BTreeMap::from([(path.clone(), text.into_bytes())])) {
        return terminal.fail_to_write(&error);
    }
    let shown = corpus.join(&path);
    let shown = shown.strip_prefix(".").unwrap_or(&shown).display();
    terminal.line(&say!(fr: "{shown}", en: "{shown}"));
    Exit::Fine
}

fn proper_id(id: &str) -> Both {
    match slug(id) {
        proper if proper.is_empty() => {
            say!(fr: "un identifiant est fait de minuscules sans accent, de chiffres et de traits d’union",
                                            en: "an id is made of small letters without accents, digits and hyphens")
        }
        proper => say!(fr: "écrivez « {proper} »", en: "write `{proper}`"),
    }
}

/// Every record of the corpus as far as it can be read: the ids that are taken, and where each kind is kept.
fn documents(inputs: &Inputs, kinds: &[&str]) -> Vec<Document> {
    let is_record = |path: &str| [".md", ".yaml", ".yml"].iter().any(|ending| path.ends_with(ending));
    inputs
        .under("content/")
        .filter(|(path, _)| is_record(path))
        .filter_map(|(path, bytes)| Some((path, std::str::from_utf8(bytes).ok()?)))
        .flat_map(|(path, text)| read_file(path, text, kinds, &[], &mut Vec::new()))
        .collect()
}

/// Where records of the kind are kept: where others of it are, else in the folder of its collection.
fn folder(kind: &str, shape: &Value, config: &Config, documents: &[Document]) -> String {
    let beside = documents.iter().find(|document| document.kind == kind && document.file.ends_with(".md"));
    if let Some((folder, _)) = beside.and_then(|document| document.file.rsplit_once('/')) {
        return folder.to_owned();
    }
    let named = config.collections.iter().find(|collection| collection.kinds.iter().any(|(name, _)| name == kind));
    let id = named.map(|collection| &*collection.id).or_else(|| shape["x-collection"]["id"].as_str());
    let id = id.or_else(|| shape["x-folder"].as_str()).unwrap_or(kind);
    format!("content/{id}")
}

/// The text of the new record, with the sections that its kind expects. The fields of `core`, which every kind has, come
/// last.
fn draft(kind: &str, shape: &Value, core: &Value, lang: Lang) -> String {
    let remove = Both {
        fr: "# Retirez « # » devant les champs utiles, et cette ligne et la suivante quand la fiche est prête.",
        en: "# Remove the `#` before the fields that you need, and this line and the next when the record is ready.",
    };
    let mut text = format!("---\nkind: {kind}\n{}\nstatus: draft\n", remove.get(lang));
    let mut required = required(shape);
    // Of fields of which one must be there, the first.
    required.extend(shape["oneOf"][0]["required"].as_array().into_iter().flatten().filter_map(Value::as_str));
    let none = serde_json::Map::new();
    let fields = shape["properties"].as_object().unwrap_or(&none);
    let (first, rest): (Vec<_>, Vec<_>) = fields
        .iter()
        .filter(|(name, _)| !["id", "kind", "status"].contains(&&***name))
        .partition(|(name, _)| required.contains(name.as_str()));
    for (name, field) in first {
        let _ = write!(text, "\n{}{name}: {}\n", comment(field, shape, lang), placeholder(field, shape, lang));
    }
    let (common, own): (Vec<_>, Vec<_>) = rest.into_iter().partition(|(name, _)| !core["properties"][name].is_null());
    for (name, field) in own.into_iter().chain(common) {
        let _ = write!(text, "\n{}# {name}:\n", comment(field, shape, lang));
    }
    text.push_str("---\n");
    for (_, role) in
        shape["x-sections"].as_object().unwrap_or(&none).iter().filter(|(_, role)| role["x-required"] == true)
    {
        let key = if lang == Lang::Fr { "fr" } else { "en" };
        let title = role[key]["title"].as_str().unwrap_or_default();
        let _ = write!(text, "\n## {title} {{#{}}}\n\n{}\n", slug(title), placeholder(&Value::Null, shape, lang));
    }
    // The blocks of `core` may stand anywhere; those of the kind are what its records are made of.
    let blocks = shape["x-blocks"].as_object().unwrap_or(&none).iter();
    for (name, block) in blocks.filter(|(name, _)| core["x-blocks"][name.as_str()].is_null()) {
        let block = resolved(block, shape);
        let _ = write!(text, "\n```{name}\n");
        let required = self::required(block);
        for (field, value) in block["properties"].as_object().unwrap_or(&none) {
            if required.contains(field.as_str()) {
                let _ = writeln!(text, "{field}: {}", placeholder(value, shape, lang));
            }
        }
        text.push_str("```\n");
    }
    text
}

fn required(shape: &Value) -> BTreeSet<&str> {
    shape["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

/// What a `$ref` stands for, one step.
fn resolved<'a>(field: &'a Value, shape: &'a Value) -> &'a Value {
    let target = field["$ref"].as_str().and_then(|target| target.strip_prefix('#'));
    target.and_then(|pointer| shape.pointer(pointer)).unwrap_or(field)
}

/// The field's title and description, as comments.
fn comment(field: &Value, shape: &Value, lang: Lang) -> String {
    let said = |key: &str| {
        let of = |field: &Value| match lang {
            Lang::Fr => field["x-fr"][key].as_str().or(field[key].as_str()).map(str::to_owned),
            Lang::En => field[key].as_str().map(str::to_owned),
        };
        of(field).or_else(|| of(resolved(field, shape))).unwrap_or_default()
    };
    let (title, description) = (said("title"), said("description"));
    let colon = match lang {
        Lang::Fr => " : ",
        Lang::En => ": ",
    };
    let mut lines = String::new();
    let mut width = usize::MAX;
    for word in format!("{title}{colon}{description}").split_whitespace() {
        width = width.saturating_add(1 + word.chars().count());
        if width > 100 {
            lines.push_str(if lines.is_empty() { "#" } else { "\n#" });
            width = 1 + word.chars().count();
        }
        lines.push(' ');
        lines.push_str(word);
    }
    lines + "\n"
}

/// A value that has the right type and that nobody takes for finished.
fn placeholder(field: &Value, shape: &Value, lang: Lang) -> &'static str {
    let field = if field["type"].is_null() { resolved(field, shape) } else { field };
    let first = field["type"].as_array().map_or(&field["type"], |types| &types[0]);
    match (first.as_str(), field["x-ref"].is_null(), lang) {
        (Some("integer" | "number"), ..) => "1",
        (Some("array"), ..) => "[]",
        (Some("object"), ..) => "{}",
        (Some("boolean"), ..) => "false",
        (_, true, Lang::Fr) => "À compléter",
        (_, true, Lang::En) => "To be filled in",
        (_, false, Lang::Fr) => "a-completer",
        (_, false, Lang::En) => "to-be-filled-in",
    }
}
