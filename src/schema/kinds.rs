//! The kinds of a corpus: `schemas/<kind>.yaml`, the program's own and the corpus's.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use jsonschema::ValidationError;
use serde_json::{Map, Value as Json, json};

use crate::diagnostics::{Both, Finding, Lang};
use crate::inputs::Inputs;

use super::grammar::{self, compiled};
use super::pointers;
use super::shape::{Reference, Shape, read_reference, read_words, texts};
use super::sources::Schemas;

/// Every kind by its name, and the words for the relations between records.
#[derive(Debug, Default)]
pub struct Kinds {
    kinds: BTreeMap<String, Kind>,
    relations: BTreeMap<String, Both>,
    /// The names of kinds whose schemas are found fault with: nothing is known of their records.
    unusable: BTreeSet<String>,
    /// The names of data blocks that a schema knows, of whatever kind.
    blocks: Vec<String>,
}

/// One kind of record.
#[derive(Debug)]
pub struct Kind {
    pub name: String,
    pub title: Both,
    /// What the fields of its records mean.
    pub shape: Shape,
    /// The data blocks that its body may hold.
    pub blocks: BTreeMap<String, Block>,
    /// The field that names the record: `title`, `name` or `term`.
    pub title_field: String,
    /// The roles that sections may have, in the schema's order.
    pub roles: Vec<Role>,
    /// The collection of its records where no other names the kind.
    pub collection: Option<CollectionName>,
    /// True for signed texts.
    pub is_instrument: bool,
    /// True for numbers and series of numbers.
    pub is_figure: bool,
    /// True for remarks of reviewers.
    pub is_annotation: bool,
    pub(super) validator: Validator,
}

#[derive(Debug)]
pub struct Block {
    pub shape: Shape,
    pub(super) validator: Validator,
}

/// What part a section plays, by its class or by its title.
#[derive(Debug)]
pub struct Role {
    pub name: String,
    pub title: Both,
    /// The headings that give a section this role, in any language.
    pub headings: Vec<String>,
    /// True where every record of the kind is expected to have such a section.
    pub is_required: bool,
    /// What a reference in the prose of such a section means, where it means more than that it is cited.
    pub reference: Option<Arc<Reference>>,
}

#[derive(Clone, Debug)]
pub struct CollectionName {
    pub id: String,
    pub title: Both,
}

impl Kinds {
    /// Reads every schema. One that cannot be used is found fault with, and its kind is unknown.
    ///
    /// The program's own, which most corpora use as they are, are read once in the life of the program.
    pub fn load(inputs: &Inputs, findings: &mut Vec<Finding>) -> Arc<Kinds> {
        static OWN: OnceLock<Arc<Kinds>> = OnceLock::new();
        if inputs.under("schemas/").next().is_some() || inputs.unread.iter().any(|path| path.starts_with("schemas/")) {
            return Arc::new(Kinds::read(inputs, true, findings));
        }
        OWN.get_or_init(|| Arc::new(Kinds::read(&Inputs::default(), false, &mut Vec::new()))).clone()
    }

    /// With `at_once`, a schema that no value can be checked against is told of, though no record has its kind.
    fn read(inputs: &Inputs, at_once: bool, findings: &mut Vec<Finding>) -> Kinds {
        let schemas = Schemas::read(inputs, findings);
        let mut kinds = Kinds::default();
        // A corpus's own kinds may bring relations, and words for them.
        for relations in schemas.iter().filter_map(|(_, source)| source.json.get("x-relations")?.as_object()) {
            kinds.relations.extend(relations.iter().map(|(key, words)| (key.clone(), read_words(words))));
        }
        kinds.unusable.extend(schemas.unread().cloned());
        for name in schemas.kinds() {
            match read_sound(&schemas, name, at_once, findings) {
                Some(kind) => {
                    kinds.kinds.insert(name.to_owned(), kind);
                }
                None => {
                    kinds.unusable.insert(name.to_owned());
                }
            }
        }
        kinds.blocks.extend(kinds.kinds.values().flat_map(|kind| kind.blocks.keys().cloned()));
        kinds.blocks.sort();
        kinds.blocks.dedup();
        kinds
    }

    pub fn get(&self, name: &str) -> Option<&Kind> {
        self.kinds.get(name)
    }

    /// In the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = &Kind> {
        self.kinds.values()
    }

    /// The kinds whose records may be read otherwise than by `last`; `None` where those of any kind may.
    pub fn changed_since(&self, last: &Kinds) -> Option<BTreeSet<&str>> {
        if self.kinds.keys().ne(last.kinds.keys()) || self.names() != last.names() || self.blocks != last.blocks {
            return None;
        }
        let is_other = |(now, was): &(&Kind, &Kind)| now.written() != was.written();
        Some(self.iter().zip(last.iter()).filter(is_other).map(|(kind, _)| kind.name.as_str()).collect())
    }

    /// The names that a record may say as its kind, those included whose schemas are found fault with.
    pub fn names(&self) -> Vec<&str> {
        self.kinds.keys().chain(&self.unusable).map(String::as_str).collect::<BTreeSet<_>>().into_iter().collect()
    }

    pub fn block_names(&self) -> Vec<&str> {
        self.blocks.iter().map(String::as_str).collect()
    }

    /// The words for a relation or for its inverse; the key itself where no schema has words for it.
    pub fn relation<'a>(&'a self, key: &'a str, lang: Lang) -> &'a str {
        self.relations.get(key).map_or(key, |words| words.get(lang))
    }
}

impl Kind {
    /// Its schema as text: the order of its keys counts too.
    fn written(&self) -> String {
        self.validator.of.to_string()
    }

    /// The title of a field in a language; its name where the schema has none.
    pub fn field_title<'a>(&'a self, name: &'a str, lang: Lang) -> &'a str {
        match self.shape.field(name) {
            Some(shape) if !shape.title.get(lang).is_empty() => shape.title.get(lang),
            _ => name,
        }
    }

    pub fn role(&self, name: &str) -> Option<&Role> {
        self.roles.iter().find(|role| role.name == name)
    }
}

/// The kind of that name, where its schema and those that this one extends hold; where they do not, all that is wrong is told.
fn read_sound(schemas: &Schemas, name: &str, at_once: bool, findings: &mut Vec<Finding>) -> Option<Kind> {
    let schema = Arc::new(schemas.merged(name)?);
    let said = findings.len();
    let chain = schemas.chain(name).into_iter();
    let own: Vec<_> = chain.filter_map(|source| Some((&source.file, source.own.as_ref()?))).collect();
    if !own.is_empty() {
        let blocks = blocks_of(&schema);
        own.iter().for_each(|(file, node)| pointers::check(file, node, &schema, &blocks, findings));
    }
    if !schemas.is_usable(name) || findings.len() > said {
        return None;
    }
    match read_kind(name, &schema, at_once) {
        Ok(kind) => Some(kind),
        Err(error) => {
            // Whose fault it is cannot be told; the program's own schemas are good.
            if let Some((file, node)) = own.first() {
                let steps = error.schema_path().to_string();
                let at = node.at(steps.split('/').skip(1));
                let span = (at.span != node.span).then(|| at.span.clone());
                findings.push(grammar::said_by_library(file, span, &error.to_string()));
            }
            None
        }
    }
}

/// The data blocks of a schema, each with what the schema says of it.
fn blocks(schema: &Json) -> impl Iterator<Item = (&String, &Json)> {
    schema.get("x-blocks").and_then(Json::as_object).into_iter().flatten()
}

/// The same, each as a schema by itself.
fn blocks_of(schema: &Json) -> Vec<(String, Json)> {
    blocks(schema).map(|(block, at)| (block.clone(), alone(schema, at))).collect()
}

/// A data block as a schema by itself.
fn alone(schema: &Json, block: &Json) -> Json {
    let mut alone = Map::new();
    alone.insert("$schema".into(), json!("https://json-schema.org/draft/2020-12/schema"));
    alone.insert("$defs".into(), schema.get("$defs").cloned().unwrap_or_default());
    alone.extend(block.as_object().cloned().unwrap_or_default());
    Json::Object(alone)
}

fn read_kind(name: &str, schema: &Arc<Json>, at_once: bool) -> Result<Kind, Box<ValidationError<'static>>> {
    let defs = schema.get("$defs").unwrap_or(&Json::Null);
    let shape = Shape::read(schema, defs, 12);
    let mut own_blocks = BTreeMap::new();
    for (block, at) in blocks(schema) {
        let validator = Validator::new(schema, Some(block), at_once)?;
        own_blocks.insert(block.clone(), Block { shape: Shape::read(at, defs, 12), validator });
    }
    let is = |key: &str| schema.get(key).and_then(Json::as_bool).unwrap_or(false);
    let collection = schema.get("x-collection").map(|json| CollectionName {
        id: json.get("id").and_then(Json::as_str).unwrap_or(name).to_owned(),
        title: read_words(json),
    });
    Ok(Kind {
        name: name.to_owned(),
        title: shape.title.clone(),
        blocks: own_blocks,
        title_field: schema.get("x-title-field").and_then(Json::as_str).unwrap_or("title").to_owned(),
        roles: schema.get("x-sections").and_then(Json::as_object).into_iter().flatten().map(read_role).collect(),
        collection,
        is_instrument: is("x-instrument"),
        is_figure: is("x-figure"),
        is_annotation: is("x-annotation"),
        validator: Validator::new(schema, None, at_once)?,
        shape,
    })
}

/// Checks values against a schema. It is made when it is first asked for: a corpus uses few of the kinds, and to make one
/// takes longer than to check a hundred records.
#[derive(Debug)]
pub(super) struct Validator {
    /// The schema of the kind.
    of: Arc<Json>,
    /// The data block of it that is meant, where it is not the kind.
    block: Option<String>,
    made: OnceLock<(Arc<Json>, jsonschema::Validator)>,
}

impl Validator {
    /// Made `at_once`, a schema that cannot be used is an error; otherwise it must be known to be good.
    fn new(of: &Arc<Json>, block: Option<&str>, at_once: bool) -> Result<Validator, Box<ValidationError<'static>>> {
        let validator = Validator { of: of.clone(), block: block.map(str::to_owned), made: OnceLock::new() };
        if at_once {
            validator.made.set(validator.make()?).expect("nobody else has it yet");
        }
        Ok(validator)
    }

    fn make(&self) -> Result<(Arc<Json>, jsonschema::Validator), Box<ValidationError<'static>>> {
        let schema = match &self.block {
            Some(block) => Arc::new(alone(&self.of, &self.of["x-blocks"][block])),
            None => self.of.clone(),
        };
        let validator = compiled(&schema)?;
        Ok((schema, validator))
    }

    /// What it checks against, and what checks it.
    pub fn get(&self) -> &(Arc<Json>, jsonschema::Validator) {
        self.made.get_or_init(|| self.make().expect("the program's own schemas can be used: a test makes each"))
    }
}

fn read_role((name, json): (&String, &Json)) -> Role {
    let of = |lang: &str| json.get(lang).unwrap_or(&Json::Null);
    let title = |lang: &str| of(lang).get("title").and_then(Json::as_str).unwrap_or(name).to_owned();
    Role {
        name: name.clone(),
        title: Both { fr: title("fr"), en: title("en") },
        headings: ["fr", "en"].iter().flat_map(|lang| texts(of(lang).get("titles"))).collect(),
        is_required: json.get("x-required").and_then(Json::as_bool).unwrap_or(false),
        reference: json.get("x-ref").map(|json| Arc::new(read_reference(json))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_programs_own_schemas_can_be_used() {
        let mut findings = Vec::new();
        let kinds = Kinds::load(&Inputs::default(), &mut findings);
        assert!(findings.is_empty() && kinds.iter().count() > 15);
        for kind in kinds.iter() {
            let own = std::iter::once(&kind.validator);
            own.chain(kind.blocks.values().map(|block| &block.validator)).for_each(|validator| {
                validator.get();
            });
        }
    }
}
