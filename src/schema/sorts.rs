//! The sorts of values, in a writer's words.

use jsonschema::error::TypeKind;

use crate::diagnostics::Both;
use crate::parse::Value;

/// The sorts of values that a schema asks for.
pub(super) fn wanted(kind: &TypeKind) -> Both {
    let names: Vec<String> = match kind {
        TypeKind::Single(single) => vec![single.to_string()],
        TypeKind::Multiple(several) => several.iter().map(|one| one.to_string()).collect(),
    };
    let words: Vec<Both<&str>> = names.iter().map(|name| type_words(name)).collect();
    let join =
        |or: &str, of: fn(&Both<&'static str>) -> &'static str| words.iter().map(of).collect::<Vec<_>>().join(or);
    Both { fr: join(" ou ", |both| both.fr), en: join(" or ", |both| both.en) }
}

/// A type of JSON Schema in words.
fn type_words(name: &str) -> Both<&'static str> {
    let (fr, en) = match name {
        "string" => ("un texte", "a text"),
        "integer" => ("un nombre entier", "a whole number"),
        "number" => ("un nombre", "a number"),
        "boolean" => ("true ou false", "true or false"),
        "array" => ("une liste", "a list"),
        "object" => ("des champs « nom: valeur »", "fields `name: value`"),
        _ => ("une valeur vide", "an empty value"),
    };
    Both { fr, en }
}

/// The sort of a value that was given.
pub(super) fn sort_of(value: &Value) -> Both {
    let words = type_words(match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Integer(_) | Value::Number(_) => "number",
        Value::Text(_) => "string",
        Value::List(_) => "array",
        Value::Map(_) => "object",
    });
    Both { fr: words.fr.to_owned(), en: words.en.to_owned() }
}
