//! A document against its kind's schema: every fault of shape, in words for a writer.

use std::sync::Arc;

use jsonschema::ValidationError;
use jsonschema::error::{TypeKind, ValidationErrorKind};
use serde_json::Value as Json;

use crate::diagnostics::{Both, Code, Finding, Severity, nearest};
use crate::inputs::Place;
use crate::parse::{Document, Node, Value};
use crate::prose::BlockKind;
use crate::say;

use super::kinds::{Kind, Validator};
use super::shape::Shape;
use super::sorts::{sort_of, wanted};

pub static MISSING_FIELD: Code = Code {
    name: "missing-field",
    severity: Severity::Error,
    explanation: Both {
        fr: "La fiche n’a pas un champ que sa nature exige. `recueil schema NATURE` dit lesquels et pourquoi.",
        en: "The record lacks a field that its kind requires. `recueil schema KIND` says which and why.",
    },
};

pub static UNKNOWN_FIELD: Code = Code {
    name: "unknown-field",
    severity: Severity::Error,
    explanation: Both {
        fr: "Une fiche de cette nature n’a pas ce champ : une faute de frappe le plus souvent, ou un champ d’une autre \
             nature. Rien n’est ignoré en silence.",
        en: "The record's kind knows no such field: mostly a slip of the keyboard, or a field of another kind. Nothing is \
             ignored in silence.",
    },
};

pub static WRONG_TYPE: Code = Code {
    name: "wrong-type",
    severity: Severity::Error,
    explanation: Both {
        fr: "La valeur n’est pas de la sorte attendue : un texte pour une liste, un nombre pour un texte. Un nombre ou un \
             oui/non qui doit rester un texte se met entre guillemets.",
        en: "The value is of another sort than expected: a text for a list, a number for a text. A number or a yes/no \
             that shall stay a text goes in quotation marks.",
    },
};

pub static VALUE_NOT_ALLOWED: Code = Code {
    name: "value-not-allowed",
    severity: Severity::Error,
    explanation: Both {
        fr: "Ce champ ne prend que les valeurs d’une liste fermée.",
        en: "This field only takes the values of a closed list.",
    },
};

pub static VALUE_MALFORMED: Code = Code {
    name: "value-malformed",
    severity: Severity::Error,
    explanation: Both {
        fr: "La valeur est de la bonne sorte mais n’a pas la forme attendue : vide, trop petite, ou écrite autrement que \
             le schéma ne le demande (une adresse commence par `https://`, une ancre est en minuscules sans accent).",
        en: "The value is of the right sort but not of the expected form: empty, too small, or written otherwise than the \
             schema asks (an address begins with `https://`, an anchor is in small letters without accents).",
    },
};

/// Checks the fields and the data blocks of a document.
pub fn check(document: &Document, kind: &Kind, findings: &mut Vec<Finding>) {
    check_node(&document.file, &document.fields, &kind.validator, &kind.shape, findings);
    let Some(text) = &document.text else { return };
    let names = text.prose.blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Data(data) => Some(data),
        _ => None,
    });
    for (data, node) in names.zip(&text.data) {
        match (kind.blocks.get(&data.name), node) {
            (Some(block), Some(node)) => check_node(&document.file, node, &block.validator, &block.shape, findings),
            (Some(_), None) => {}
            (None, _) => {
                let (name, of) = (&data.name, &document.kind);
                findings.push(
                    Finding::new(
                        &crate::prose::UNKNOWN_BLOCK,
                        Place::at(&document.file, data.name_span.clone()),
                        say!(
                            fr: "une fiche de nature « {of} » ne peut pas avoir de bloc « {name} »",
                            en: "a record of kind `{of}` cannot have a block `{name}`"
                        ),
                    )
                    .hint(say!(
                        fr: "changez la nature de la fiche, ou mettez ce bloc dans une autre",
                        en: "change the record's kind, or put this block into another record"
                    )),
                );
            }
        }
    }
}

fn check_node(file: &Arc<str>, node: &Node, validator: &Validator, shape: &Shape, findings: &mut Vec<Finding>) {
    let json = node.to_json();
    let (schema, validator) = validator.get();
    for error in validator.iter_errors(&json) {
        report(file, node, schema, shape, &error, findings);
    }
}

/// Turns one of the validator's errors into findings.
fn report(
    file: &Arc<str>,
    root: &Node,
    schema: &Json,
    shape: &Shape,
    error: &ValidationError,
    findings: &mut Vec<Finding>,
) {
    let path = error.instance_path().to_string();
    let steps: Vec<String> = path.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~")).collect();
    let node = root.at(steps.iter().map(String::as_str));
    let here = shape_at(shape, &steps);
    // A value's field is the last step that is a name; places in lists are numbers.
    let field = steps.iter().rev().find(|step| step.parse::<usize>().is_err()).cloned().unwrap_or_default();
    let place = Place::at(file, node.span.clone());
    let example = nearest_example(shape, &steps);
    let push = |findings: &mut Vec<Finding>, code: &'static Code, message: Both, hint: Option<Both>| {
        let mut finding = Finding::new(code, place.clone(), message);
        finding.hint = hint;
        findings.push(finding);
    };
    match error.kind() {
        ValidationErrorKind::Required { property } => {
            let name = property.as_str().unwrap_or_default();
            let title = here.and_then(|shape| shape.field(name)).map(|shape| &shape.description);
            let finding = Finding::new(
                &MISSING_FIELD,
                Place::at(file, first_line(node)),
                say!(fr: "le champ « {name} » manque", en: "the field `{name}` is missing"),
            );
            findings.push(finding.hint(match title {
                Some(Both { fr, en }) if !en.is_empty() => {
                    say!(fr: "ajoutez « {name}: » ({fr})", en: "add `{name}:` ({en})")
                }
                _ => say!(fr: "ajoutez « {name}: »", en: "add `{name}:`"),
            }));
        }
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            for name in unexpected {
                let known: Vec<&str> =
                    here.map(|shape| shape.fields.iter().map(|(name, _)| &**name).collect()).unwrap_or_default();
                let near = nearest(name, known.iter().copied(), 3).join(", ");
                let all = known.join(", ");
                let key = node.entry(name).map_or(node.span.clone(), |(key, _)| key.span.clone());
                findings.push(
                    Finding::new(
                        &UNKNOWN_FIELD,
                        Place::at(file, key),
                        say!(fr: "aucun champ ne s’appelle « {name} » ici", en: "no field is called `{name}` here"),
                    )
                    .hint(if near.is_empty() {
                        say!(fr: "les champs possibles sont : {all}", en: "the possible fields are: {all}")
                    } else {
                        say!(fr: "vouliez-vous dire : {near} ?", en: "did you mean: {near}?")
                    }),
                );
            }
        }
        ValidationErrorKind::Type { kind } => {
            let wanted = wanted(kind);
            let got = sort_of(&node.value);
            let message = Both {
                fr: format!("« {field} » attend {} ; on lit {}", wanted.fr, got.fr),
                en: format!("`{field}` expects {}; this is {}", wanted.en, got.en),
            };
            let quoted =
                matches!(node.value, Value::Integer(_) | Value::Number(_) | Value::Bool(_)) && kind_allows_text(kind);
            let hint = if quoted {
                Some(say!(fr: "mettez la valeur entre guillemets", en: "put the value in quotation marks"))
            } else if let Some(proposal) = proposal(kind, here, node) {
                Some(say!(fr: "écrivez « {proposal} »", en: "write `{proposal}`"))
            } else if matches!(node.value, Value::Null) {
                Some(say!(fr: "donnez une valeur, ou retirez la ligne", en: "give a value, or remove the line"))
            } else {
                example
            };
            push(findings, &WRONG_TYPE, message, hint);
        }
        ValidationErrorKind::Enum { options } => {
            let allowed: Vec<&str> = options.as_array().into_iter().flatten().filter_map(Json::as_str).collect();
            let got = node.scalar().unwrap_or_default();
            let near = nearest(&got, allowed.iter().copied(), 1).join(", ");
            let all = allowed.join(", ");
            let hint = if near.is_empty() {
                say!(fr: "les valeurs possibles sont : {all}", en: "the possible values are: {all}")
            } else {
                say!(fr: "vouliez-vous dire {near} ? Possibles : {all}", en: "did you mean {near}? Possible: {all}")
            };
            let message = say!(
                fr: "« {got} » n’est pas une valeur de « {field} »",
                en: "`{got}` is not a value of `{field}`"
            );
            push(findings, &VALUE_NOT_ALLOWED, message, Some(hint));
        }
        ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } => {
            let missing: Vec<&str> = context
                .iter()
                .flatten()
                .filter_map(|error| match error.kind() {
                    ValidationErrorKind::Required { property } => property.as_str(),
                    _ => None,
                })
                .collect();
            if missing.is_empty() {
                let message = say!(
                    fr: "la valeur de « {field} » n’a aucune des formes possibles",
                    en: "the value of `{field}` has none of the possible forms"
                );
                push(findings, &VALUE_MALFORMED, message, example);
            } else {
                let (fr, en) = (missing.join(" » ou « "), missing.join("` or `"));
                let message = say!(fr: "il manque « {fr} »", en: "`{en}` is missing");
                let (fr, en) = (missing.join(": » ou « "), missing.join(":` or `"));
                let hint = say!(fr: "ajoutez « {fr}: »", en: "add `{en}:`");
                let place = Place::at(file, first_line(node));
                findings.push(Finding::new(&MISSING_FIELD, place, message).hint(hint));
            }
        }
        ValidationErrorKind::OneOfMultipleValid { .. } => {
            let names = alternatives(schema, error.schema_path().as_str(), node);
            let (fr, en) = (names.join(" » et « "), names.join("` and `"));
            let message = if names.is_empty() {
                say!(
                    fr: "la valeur de « {field} » a plusieurs formes à la fois",
                    en: "the value of `{field}` has several forms at once"
                )
            } else {
                say!(fr: "« {fr} » s’excluent", en: "`{en}` cannot stand together")
            };
            let hint = say!(fr: "gardez l’un, retirez l’autre", en: "keep one, remove the other");
            let last = names.last().and_then(|name| node.entry(name));
            let place = Place::at(file, last.map_or(node.span.clone(), |(key, _)| key.span.clone()));
            findings.push(Finding::new(&VALUE_MALFORMED, place, message).hint(hint));
        }
        ValidationErrorKind::Minimum { limit } | ValidationErrorKind::ExclusiveMinimum { limit } => {
            let message = say!(
                fr: "« {field} » est au moins {limit}",
                en: "`{field}` is at least {limit}"
            );
            push(findings, &VALUE_MALFORMED, message, example);
        }
        ValidationErrorKind::MinItems { limit } if *limit > 1 => {
            let message = say!(
                fr: "« {field} » a moins de {limit} éléments",
                en: "`{field}` has fewer than {limit} items"
            );
            push(findings, &VALUE_MALFORMED, message, example);
        }
        ValidationErrorKind::MinLength { .. } | ValidationErrorKind::MinItems { .. } => {
            let message = say!(fr: "« {field} » est vide", en: "`{field}` is empty");
            let hint = say!(fr: "donnez une valeur, ou retirez la ligne", en: "give a value, or remove the line");
            push(findings, &VALUE_MALFORMED, message, Some(hint));
        }
        // Said when the document was read, with the file's name where it is the id.
        ValidationErrorKind::Pattern { .. } if path == "/id" => {}
        ValidationErrorKind::Pattern { pattern } => {
            let got = node.scalar().unwrap_or_default();
            let message = say!(
                fr: "« {got} » n’a pas la forme attendue de « {field} »",
                en: "`{got}` does not have the form expected of `{field}`"
            );
            let hint = match pattern.as_str() {
                p if p.starts_with("^[a-z0-9]+(-") => {
                    let proposal = crate::prose::slug(&got);
                    Some(say!(
                        fr: "lettres minuscules sans accent, chiffres, traits d’union : {proposal}",
                        en: "small letters without accents, digits, hyphens: {proposal}"
                    ))
                }
                p if p.starts_with("^https?://") => Some(say!(
                    fr: "écrivez l’adresse en entier, avec https://",
                    en: "write the whole address, with https://"
                )),
                _ => example,
            };
            push(findings, &VALUE_MALFORMED, message, hint);
        }
        _ => {
            let said = error.to_string();
            let message = say!(
                fr: "la valeur de « {field} » n’est pas permise ({said})",
                en: "the value of `{field}` is not allowed ({said})"
            );
            push(findings, &VALUE_MALFORMED, message, example);
        }
    }
}

fn shape_at<'a>(shape: &'a Shape, steps: &[String]) -> Option<&'a Shape> {
    let mut here = shape;
    for step in steps {
        here = match step.parse::<usize>() {
            Ok(_) => here.items.as_deref()?,
            Err(_) => here.field(step)?,
        };
    }
    Some(here)
}

/// The fields of a map of which the schema, at that pointer, takes one only.
fn alternatives<'a>(schema: &'a Json, pointer: &str, node: &Node) -> Vec<&'a str> {
    let cases = schema.pointer(pointer).and_then(Json::as_array).into_iter().flatten();
    let required = cases.filter_map(|case| case.get("required")?.as_array()).flatten();
    required.filter_map(Json::as_str).filter(|name| node.get(name).is_some()).collect()
}

/// The value as it was meant: a lone value where a list is expected, a number written as people write it.
fn proposal(wanted: &TypeKind, here: Option<&Shape>, node: &Node) -> Option<String> {
    let (TypeKind::Single(wanted), Value::Text(text)) = (wanted, &node.value) else { return None };
    match &*wanted.to_string() {
        "array" => {
            let of_words = here?.items.as_ref().is_some_and(|items| items.fields.is_empty());
            let is_plain = !text.is_empty() && !text.contains(['[', ']', '{', '}', ':', '#', '"', '\'', '\n']);
            (of_words && is_plain).then(|| format!("[{text}]"))
        }
        "number" => {
            let digits: String = text.chars().filter(|char| !char.is_whitespace()).collect();
            let number = digits.replace(',', ".");
            let number = number.trim_end_matches(|char: char| !char.is_ascii_digit());
            let is_one = number.starts_with(|char: char| char.is_ascii_digit()) && number.parse::<f64>().is_ok();
            is_one.then(|| number.to_owned())
        }
        _ => None,
    }
}

/// The example of the field, else of the nearest one around it that has an example.
fn nearest_example(shape: &Shape, steps: &[String]) -> Option<Both> {
    (1..=steps.len()).rev().find_map(|depth| example(&shape_at(shape, &steps[..depth])?.description))
}

/// The example that a field's description ends with, as a hint.
fn example(description: &Both) -> Option<Both> {
    let cut = |text: &str, word: &str| text.find(word).map(|at| text[at..].trim_end_matches('.').to_owned());
    let (fr, en) = (cut(&description.fr, "Exemple :")?, cut(&description.en, "Example:")?);
    Some(Both { fr: decapitalised(&fr), en: decapitalised(&en) })
}

fn decapitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}

/// The first line of a map's place: a missing field belongs to the whole, which may be long.
fn first_line(node: &Node) -> std::ops::Range<usize> {
    match &node.value {
        Value::Map(entries) => entries.first().map_or(node.span.clone(), |(key, _)| key.span.clone()),
        _ => node.span.clone(),
    }
}

fn kind_allows_text(kind: &TypeKind) -> bool {
    match kind {
        TypeKind::Single(single) => single.to_string() == "string",
        TypeKind::Multiple(several) => several.iter().any(|one| one.to_string() == "string"),
    }
}
