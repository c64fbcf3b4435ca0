//! What a schema may say itself: JSON Schema 2020-12 with the keywords of our own, and a writer's words where it says otherwise.

use std::sync::{Arc, OnceLock};

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{JsonType, ValidationError};
use serde_json::{Value as Json, json};

use crate::diagnostics::{Both, Code, Finding, Severity, nearest};
use crate::inputs::{Place, Span};
use crate::parse::Node;
use crate::say;

use super::sorts::{sort_of, wanted};

pub static SCHEMA_INVALID: Code = Code {
    name: "schema-invalid",
    severity: Severity::Error,
    explanation: Both {
        fr: "Un fichier de `schemas/` n’est pas un JSON Schema 2020-12 utilisable : une valeur n’est pas de la sorte que son \
             mot attend (`minLength: beaucoup`), un `type:` n’existe pas, une expression de `pattern:` est mal formée, un \
             `$ref` ne mène à rien.\n\n\
             Un schéma commence par `title:`, `description:` et d’ordinaire `x-extends: core` ; ses `$ref` restent dans le \
             fichier et dans ceux qu’il étend (`#/$defs/…`), rien n’est cherché ailleurs. L’en-tête de `schemas/core.yaml` \
             sert de modèle.",
        en: "A file in `schemas/` is not a JSON Schema 2020-12 that can be used: a value is of another sort than its keyword \
             expects (`minLength: many`), a `type:` does not exist, the expression of a `pattern:` is malformed, a `$ref` \
             leads nowhere.\n\n\
             A schema begins with `title:`, `description:` and usually `x-extends: core`; its `$ref`s stay in the file and \
             in those that it extends (`#/$defs/…`), nothing is looked up elsewhere. The head of `schemas/core.yaml` is a \
             model.",
    },
};

/// The values of `type`.
const TYPES: [&str; 7] = ["string", "integer", "number", "boolean", "array", "object", "null"];

/// Tells of all that a schema file says and none may say. True where there is nothing.
pub(super) fn check(file: &Arc<str>, schema: &Node, findings: &mut Vec<Finding>) -> bool {
    let json = schema.to_json();
    let said = findings.len();
    for error in grammar().iter_errors(&json) {
        let finding = fault(file, schema, &error);
        // Each vocabulary of JSON Schema says of a value by itself that it is no schema.
        let is_new = |known: &Finding| known.place != finding.place || known.message != finding.message;
        if findings[said..].iter().all(is_new) {
            findings.push(finding);
        }
    }
    findings.len() == said
}

/// A finding about a schema, with the words for what to do.
pub(super) fn invalid(file: &Arc<str>, span: Span, message: Both, hint: Both) -> Finding {
    Finding::new(&SCHEMA_INVALID, Place::at(file, span), message).hint(hint)
}

/// A validator that looks nothing up outside of the schema.
pub(super) fn compiled(schema: &Json) -> Result<jsonschema::Validator, Box<ValidationError<'static>>> {
    jsonschema::options().with_draft(jsonschema::Draft::Draft202012).build(schema).map_err(Box::new)
}

/// The metaschema of JSON Schema, which through `$dynamicRef` also holds our keywords wherever a schema stands.
fn grammar() -> &'static jsonschema::Validator {
    static GRAMMAR: OnceLock<jsonschema::Validator> = OnceLock::new();
    GRAMMAR.get_or_init(|| {
        let (text, truth, map) = (json!({"type": "string"}), json!({"type": "boolean"}), json!({"type": "object"}));
        let texts = json!({"type": "array", "items": text});
        let words = json!({"type": "object", "properties": {"fr": text, "en": text}});
        let words_by_name = json!({"type": "object", "additionalProperties": words});
        let reference = json!({"type": "object", "properties": {
            "kinds": texts, "relation": text, "inverse": text, "anchor": truth, "or_text": truth,
        }});
        let heading = json!({"type": "object", "properties": {"title": text, "titles": texts}});
        let section = json!({"type": "object", "properties": {
            "fr": heading, "en": heading, "x-required": truth, "x-ref": reference,
        }});
        let collection = json!({"type": "object", "properties": {"id": text, "fr": text, "en": text}});
        let metaschema = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": "urn:recueil:schema",
            "$dynamicAnchor": "meta",
            "allOf": [{"$ref": "https://json-schema.org/draft/2020-12/schema"}],
            "properties": {
                "title": text,
                "description": text,
                "x-abstract": truth,
                "x-annotation": truth,
                "x-blocks": {"type": "object", "additionalProperties": {"$dynamicRef": "#meta"}},
                "x-collection": collection,
                "x-enum": words_by_name,
                "x-extends": text,
                "x-figure": truth,
                "x-folder": text,
                "x-fr": map,
                "x-instrument": truth,
                "x-ref": reference,
                "x-relations": words_by_name,
                "x-sections": {"type": "object", "additionalProperties": section},
                "x-title-field": text,
                "x-type": text,
            },
        });
        let options = jsonschema::options().with_draft(jsonschema::Draft::Draft202012).should_validate_formats(true);
        // An expression is good where the checks of records can be made with it.
        let options = options.with_format("regex", |pattern: &str| compiled(&json!({"pattern": pattern})).is_ok());
        options.build(&metaschema).expect("it is written above, and a test makes it")
    })
}

/// One of the validator's errors as a finding at the value that it is about.
fn fault(file: &Arc<str>, schema: &Node, error: &ValidationError) -> Finding {
    let path = error.instance_path().to_string();
    let steps: Vec<String> = path.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~")).collect();
    let node = schema.at(steps.iter().map(String::as_str));
    let keyword = steps.iter().rev().find(|step| step.parse::<usize>().is_err()).map_or("", String::as_str);
    let say = |message: Both, hint: Both| invalid(file, node.span.clone(), message, hint);
    match error.kind() {
        ValidationErrorKind::Type { .. } if steps.is_empty() => say(
            say!(fr: "un schéma est fait de champs « mot: valeur »", en: "a schema is made of fields `keyword: value`"),
            say!(fr: "commencez par « title: » et « x-extends: core »", en: "begin with `title:` and `x-extends: core`"),
        ),
        // The only choice that the metaschema leaves.
        ValidationErrorKind::AnyOf { .. } => unknown_type(file, node),
        ValidationErrorKind::Type { kind } if is_schema(kind) => {
            let (got, hint) = (sort_of(&node.value), hint_for(keyword, kind, node));
            let message = Both {
                fr: format!("« {keyword} » attend un schéma, des champs « mot: valeur » ; on lit {}", got.fr),
                en: format!("`{keyword}` expects a schema, fields `keyword: value`; this is {}", got.en),
            };
            say(message, hint)
        }
        ValidationErrorKind::Type { kind } => {
            let (wanted, got) = (wanted(kind), sort_of(&node.value));
            let message = Both {
                fr: format!("« {keyword} » attend {} ; on lit {}", wanted.fr, got.fr),
                en: format!("`{keyword}` expects {}; this is {}", wanted.en, got.en),
            };
            say(message, hint_for(keyword, kind, node))
        }
        ValidationErrorKind::Minimum { limit } => say(
            say!(fr: "« {keyword} » est un nombre entier, au moins {limit}", en: "`{keyword}` is a whole number, at least {limit}"),
            say!(fr: "corrigez le nombre, ou retirez la ligne", en: "correct the number, or remove the line"),
        ),
        ValidationErrorKind::ExclusiveMinimum { limit } => say(
            say!(fr: "« {keyword} » est plus grand que {limit}", en: "`{keyword}` is greater than {limit}"),
            say!(fr: "corrigez le nombre, ou retirez la ligne", en: "correct the number, or remove the line"),
        ),
        ValidationErrorKind::MinItems { .. } => say(
            say!(fr: "la liste de « {keyword} » est vide", en: "the list of `{keyword}` is empty"),
            say!(fr: "donnez-lui un élément, ou retirez la ligne", en: "give it an item, or remove the line"),
        ),
        ValidationErrorKind::UniqueItems => {
            let twice = node.list().iter().enumerate().find(|(at, item)| {
                let before = &node.list()[..*at];
                before.iter().any(|before| before.to_json() == item.to_json())
            });
            let span = twice.map_or(node.span.clone(), |(_, item)| item.span.clone());
            let message =
                say!(fr: "« {keyword} » donne deux fois la même valeur", en: "`{keyword}` gives the same value twice");
            invalid(file, span, message, say!(fr: "gardez-en une", en: "keep one of them"))
        }
        ValidationErrorKind::Format { format } if format == "regex" => {
            bad_pattern(file, node.span.clone(), &node.scalar().unwrap_or_default())
        }
        ValidationErrorKind::PropertyNames { error } => {
            let name = error.instance().as_str().unwrap_or_default().to_owned();
            let span = node.entry(&name).map_or(node.span.clone(), |(key, _)| key.span.clone());
            bad_pattern(file, span, &name)
        }
        ValidationErrorKind::Format { .. } => {
            let got = node.scalar().unwrap_or_default();
            say(
                say!(fr: "« {got} » n’est pas une adresse", en: "`{got}` is no address"),
                say!(fr: "écrivez par exemple #/$defs/date", en: "write for example #/$defs/date"),
            )
        }
        ValidationErrorKind::Pattern { .. } => {
            let got = node.scalar().unwrap_or_default();
            say(
                say!(fr: "« {got} » n’a pas la forme attendue de « {keyword} »",
                     en: "`{got}` does not have the form expected of `{keyword}`"),
                say!(fr: "retirez « {keyword} » : peu de schémas en ont besoin", en: "remove `{keyword}`: few schemas need it"),
            )
        }
        _ => said_by_library(file, Some(node.span.clone()), &error.to_string()),
    }
}

/// True where a schema may stand, which is a map, or true or false.
fn is_schema(kind: &TypeKind) -> bool {
    matches!(kind, TypeKind::Multiple(types) if types.contains(JsonType::Object) && types.contains(JsonType::Boolean))
}

/// What the value of a keyword looks like.
fn hint_for(keyword: &str, wanted: &TypeKind, node: &Node) -> Both {
    let takes = |wanted: &TypeKind, one: JsonType| match wanted {
        TypeKind::Single(single) => *single == one,
        TypeKind::Multiple(several) => several.contains(one),
    };
    if takes(wanted, JsonType::Boolean) {
        match node.text().unwrap_or_default().to_lowercase().as_str() {
            "oui" | "vrai" | "yes" | "on" => return say!(fr: "écrivez true", en: "write true"),
            "non" | "faux" | "no" | "off" => return say!(fr: "écrivez false", en: "write false"),
            _ => {}
        }
    }
    if takes(wanted, JsonType::Integer) {
        return say!(fr: "écrivez un nombre entier, en chiffres", en: "write a whole number, in digits");
    }
    if takes(wanted, JsonType::Number) {
        return say!(fr: "écrivez-le en chiffres", en: "write it in digits");
    }
    if is_schema(wanted) {
        return say!(fr: "par exemple : {keyword}: {{type: string}}", en: "for example: {keyword}: {{type: string}}");
    }
    let example = match keyword {
        "required" => "required: [title, date]",
        "properties" | "$defs" => "properties: {title: {type: string}}",
        "enum" => "enum: [a, b]",
        "titles" => "titles: [Qui ?]",
        "x-collection" => "x-collection: {id: visites, fr: Visites, en: Visits}",
        "x-ref" => "x-ref: {kinds: [organisation], relation: signed_by, inverse: signed}",
        "x-fr" => "x-fr: {title: Titre, description: …}",
        "x-blocks" => "x-blocks: {etape: {type: object, properties: {…}}}",
        "x-sections" => "x-sections: {who: {fr: {title: Qui, titles: [Qui ?]}, en: {title: Who, titles: [Who?]}}}",
        "x-relations" => "x-relations: {hosts: {fr: A reçu, en: Hosted}}",
        "x-enum" => "x-enum: {draft: {fr: brouillon, en: draft}}",
        "x-extends" => "x-extends: core",
        "anyOf" | "oneOf" | "allOf" => "oneOf: [{required: [date]}, {required: [period]}]",
        _ => {
            return say!(fr: "l’en-tête de schemas/core.yaml explique les mots d’un schéma (« recueil schema core »)",
                        en: "the head of schemas/core.yaml explains the keywords of a schema (`recueil schema core`)");
        }
    };
    say!(fr: "par exemple : {example}", en: "for example: {example}")
}

fn unknown_type(file: &Arc<str>, node: &Node) -> Finding {
    let is_type = |node: &&Node| node.text().is_some_and(|name| TYPES.contains(&name));
    // A list that is at fault as a whole is empty, or says a type twice.
    let wrong = node.list().iter().find(|item| !is_type(item)).unwrap_or(node);
    let all = TYPES.join(", ");
    let Some(name) = wrong.scalar() else {
        let message = say!(fr: "« type » attend le nom d’un type, ou une liste de noms différents",
                           en: "`type` expects the name of a type, or a list of different names");
        return invalid(
            file,
            wrong.span.clone(),
            message,
            say!(fr: "les types sont : {all}", en: "the types are: {all}"),
        );
    };
    let meant = match &*name.to_lowercase() {
        "texte" | "text" | "str" | "chaîne" | "chaine" | "date" => Some("string"),
        "entier" | "int" => Some("integer"),
        "nombre" | "float" => Some("number"),
        "booléen" | "booleen" | "bool" => Some("boolean"),
        "liste" | "list" | "tableau" => Some("array"),
        "objet" | "map" => Some("object"),
        _ => nearest(&name, TYPES.into_iter(), 1).first().copied(),
    };
    let message = say!(fr: "« {name} » n’est pas un type", en: "`{name}` is no type");
    let hint = match meant {
        Some(meant) => say!(fr: "écrivez {meant} ; les types sont : {all}", en: "write {meant}; the types are: {all}"),
        None => say!(fr: "les types sont : {all}", en: "the types are: {all}"),
    };
    invalid(file, wrong.span.clone(), message, hint)
}

fn bad_pattern(file: &Arc<str>, span: Span, pattern: &str) -> Finding {
    let message = say!(fr: "l’expression « {pattern} » est mal formée", en: "the expression `{pattern}` is malformed");
    invalid(file, span, message, malformation(pattern))
}

/// What is most often wrong with a regular expression.
fn malformation(pattern: &str) -> Both {
    let (mut groups, mut class, mut may_repeat) = (0, false, false);
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.next().is_none() => {
                return say!(fr: "une barre oblique inverse ne peut pas être le dernier signe : doublez-la",
                            en: "a backslash cannot be the last sign: double it");
            }
            '\\' => {}
            ']' => class = false,
            _ if class => {}
            '[' => {
                class = true;
                // A bracket that comes first in a class is a sign like another.
                chars.next_if_eq(&'^');
                chars.next_if_eq(&']');
            }
            '(' => {
                groups += 1;
                chars.next_if_eq(&'?');
                may_repeat = false;
                continue;
            }
            ')' if groups == 0 => {
                return say!(fr: "cette parenthèse fermante n’en ferme aucune : écrivez \\) pour le signe lui-même",
                            en: "a closing parenthesis closes none: write \\) for the sign itself");
            }
            ')' => groups -= 1,
            '*' | '+' | '?' if !may_repeat => {
                return say!(fr: "« {c} » ne répète rien : écrivez \\{c} pour le signe lui-même",
                            en: "`{c}` repeats nothing: write \\{c} for the sign itself");
            }
            '|' | '^' => {
                may_repeat = false;
                continue;
            }
            _ => {}
        }
        may_repeat = true;
    }
    if class {
        return say!(fr: "un crochet [ n’est jamais refermé : ajoutez ], ou écrivez \\[ pour le signe lui-même",
                    en: "a bracket [ is never closed: add ], or write \\[ for the sign itself");
    }
    if groups > 0 {
        return say!(fr: "une parenthèse ( n’est jamais refermée : ajoutez ), ou écrivez \\( pour le signe lui-même",
                    en: "a parenthesis ( is never closed: add ), or write \\( for the sign itself");
    }
    say!(fr: "« pattern » est une expression régulière, comme ^[0-9]{{4}}$", en: "`pattern` is a regular expression, such as ^[0-9]{{4}}$")
}

/// The finding where nothing better is known than what the library says.
pub(super) fn said_by_library(file: &Arc<str>, span: Option<Span>, said: &str) -> Finding {
    let place = Place { file: file.clone(), span: span.map(|span| (span.start, span.end)) };
    let message = say!(fr: "ce schéma ne peut pas être utilisé", en: "this schema cannot be used");
    Finding::new(&SCHEMA_INVALID, place, message)
        .hint(say!(fr: "voyez « recueil schema core » pour un modèle", en: "see `recueil schema core` for a model"))
        .note(
            Place::whole(file),
            say!(fr: "la bibliothèque jsonschema dit, en anglais : {said}", en: "the library jsonschema says: {said}"),
        )
}

#[cfg(test)]
mod tests {
    use crate::parse::yaml;

    use super::*;

    #[test]
    fn the_programs_own_schemas_are_sound() {
        for (path, bytes) in crate::inputs::builtin_under("schemas/") {
            let file: Arc<str> = path.into();
            let text = std::str::from_utf8(bytes).expect("it is text");
            let mut findings = Vec::new();
            let node = yaml::read(&file, text, 0..text.len(), &mut findings).expect("it is YAML");
            assert!(check(&file, &node, &mut findings), "{findings:?}");
        }
    }

    #[test]
    fn what_is_wrong_with_an_expression() {
        for (pattern, word) in [
            ("[a-z", "bracket ["),
            ("(a|b", "parenthesis ("),
            ("a)", "closing parenthesis"),
            ("*a", "`*` repeats"),
            ("a|+", "`+` repeats"),
            ("a\\", "backslash"),
            ("a{2,1}", "such as"),
        ] {
            assert!(compiled(&json!({"pattern": pattern})).is_err(), "{pattern} is well-formed");
            assert!(malformation(pattern).en.contains(word), "{pattern}: {}", malformation(pattern).en);
        }
        for pattern in ["^(?:a|b)+?$", "[]a]*", "[^]]", "\\(*", "^(?=a)a", "a(b)?c"] {
            assert!(malformation(pattern).en.contains("such as"), "{pattern}: {}", malformation(pattern).en);
        }
    }
}
