//! A file's text → its documents: one for a Markdown file, one for each entry of a YAML list file.

use std::sync::Arc;

use crate::diagnostics::{Both, Code, Finding, Severity, nearest};
use crate::inputs::{Place, Span};
use crate::prose::{self, Prose};
use crate::say;

use super::node::{Node, Value};
use super::yaml;

pub static FRONT_MATTER_MISSING: Code = Code {
    name: "front-matter-missing",
    severity: Severity::Error,
    explanation: Both {
        fr: "Un fichier Markdown du corpus commence par ses données, entre deux lignes de trois tirets :\n\n\
             ```\n---\nkind: convention\ntitle: Convention 2017\n---\n```",
        en: "A Markdown file of the corpus begins with its data, between two lines of three hyphens:\n\n\
             ```\n---\nkind: convention\ntitle: Convention 2017\n---\n```",
    },
};

pub static FRONT_MATTER_UNCLOSED: Code = Code {
    name: "front-matter-unclosed",
    severity: Severity::Error,
    explanation: Both {
        fr: "Les données du début commencent par une ligne `---` mais aucune ligne `---` ne les ferme : tout le texte \
             serait pris pour des données.",
        en: "The data at the top begin with a line `---` but no line `---` closes them: the whole text would be taken \
             for data.",
    },
};

pub static NOT_A_MAP: Code = Code {
    name: "not-a-map",
    severity: Severity::Error,
    explanation: Both {
        fr: "On attend ici des champs, un par ligne : `champ: valeur`. Le YAML lu est autre chose : une liste, un texte \
             ou rien.",
        en: "Fields are expected here, one a line: `field: value`. What the YAML gives is something else: a list, a \
             text or nothing.",
    },
};

pub static LIST_FILE_SHAPE: Code = Code {
    name: "list-file-shape",
    severity: Severity::Error,
    explanation: Both {
        fr: "Un fichier YAML du dossier `content/` est une liste de fiches d’une même nature :\n\n\
             ```\nkind: organisation\nrecords:\n  - id: fsm\n    name: Fédération des spécialités médicales\n```",
        en: "A YAML file in `content/` is a list of records of one kind:\n\n\
             ```\nkind: organisation\nrecords:\n  - id: fsm\n    name: Fédération des spécialités médicales\n```",
    },
};

pub static KIND_MISSING: Code = Code {
    name: "kind-missing",
    severity: Severity::Error,
    explanation: Both {
        fr: "Chaque fiche dit de quelle nature elle est (`kind: convention`) ; le dossier où elle se trouve ne le dit pas.",
        en: "Every record states its kind (`kind: convention`); the folder that it lies in does not.",
    },
};

pub static UNKNOWN_KIND: Code = Code {
    name: "unknown-kind",
    severity: Severity::Error,
    explanation: Both {
        fr: "Aucun schéma ne porte ce nom : ni dans le programme, ni dans le dossier `schemas/` du corpus. \
             `recueil schema` donne la liste des natures.",
        en: "No schema has this name, neither in the program nor in the corpus's `schemas/`. `recueil schema` lists the \
             kinds.",
    },
};

pub static ID_MISSING: Code = Code {
    name: "id-missing",
    severity: Severity::Error,
    explanation: Both {
        fr: "Une fiche d’une liste YAML n’a pas de fichier à elle : elle doit donner son identifiant (`id: fsm`), qui \
             sera son adresse.",
        en: "A record in a YAML list has no file of its own: it has to give its id (`id: fsm`), which will be its \
             address.",
    },
};

pub static ID_NOT_A_SLUG: Code = Code {
    name: "id-not-a-slug",
    severity: Severity::Error,
    explanation: Both {
        fr: "Un identifiant est une adresse : lettres minuscules sans accent, chiffres et traits d’union, comme \
             `convention-2017`. Il vient du nom du fichier, ou du champ `id:`.",
        en: "An id is an address: small letters without accents, digits and hyphens, such as `convention-2017`. It \
             comes from the file's name, or from the field `id:`.",
    },
};

/// One record as it was written: fields as nodes, the body as prose; nothing checked but that it has a kind and an id.
#[derive(Clone, Debug)]
pub struct Document {
    pub file: Arc<str>,
    pub id: String,
    pub id_place: Place,
    pub kind: String,
    /// A map.
    pub fields: Node,
    pub text: Option<Text>,
    /// The bytes of the file that belong to this record.
    pub span: Span,
    /// The folder below `content/`.
    pub folder: Option<String>,
}

/// The body of a Markdown file.
#[derive(Clone, Debug, Default)]
pub struct Text {
    pub prose: Prose,
    /// The YAML of each data block, in the order of the text; `None` where it could not be read.
    pub data: Vec<Option<Node>>,
}

/// Reads one file of `content/`. `kinds` are the names of all kinds, `blocks` those of the data blocks of any of them.
pub fn read_file(
    file: &Arc<str>,
    source: &str,
    kinds: &[&str],
    blocks: &[&str],
    findings: &mut Vec<Finding>,
) -> Vec<Document> {
    if file.ends_with(".md") {
        read_markdown(file, source, kinds, blocks, findings).into_iter().collect()
    } else {
        read_list(file, source, kinds, findings)
    }
}

fn read_markdown(
    file: &Arc<str>,
    source: &str,
    kinds: &[&str],
    blocks: &[&str],
    findings: &mut Vec<Finding>,
) -> Option<Document> {
    let (front, body) = front_matter(file, source, findings)?;
    let fields = yaml::read(file, source, front.clone(), findings);
    let text = read_text(file, source, body, blocks, findings);
    let mut fields = fields?;
    if !matches!(fields.value, Value::Map(_)) {
        findings.push(not_a_map(file, fields.span));
        return None;
    }
    fields.span = front;
    let kind = kind(file, &fields, kinds, findings)?;
    let name = file.rsplit('/').next().unwrap_or(file).trim_end_matches(".md");
    let (id, id_place) = match fields.get("id") {
        Some(node) => (node.scalar().unwrap_or_default(), Place::at(file, node.span.clone())),
        None => (name.to_owned(), Place::whole(file)),
    };
    check_id(&id, &id_place, findings);
    Some(Document {
        file: file.clone(),
        id,
        id_place,
        kind,
        fields,
        text: Some(text),
        span: 0..source.len(),
        folder: folder(file),
    })
}

/// The bytes of the front matter's YAML, and those of the body.
fn front_matter(file: &Arc<str>, source: &str, findings: &mut Vec<Finding>) -> Option<(Span, Span)> {
    let start = if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut lines = source[start..].split_inclusive('\n').scan(start, |at, line| {
        let first = *at;
        *at += line.len();
        Some((first, line))
    });
    match lines.next() {
        Some((_, line)) if line.trim_end() == "---" => {}
        // A file that is no text was found fault with for that.
        _ if source.contains('\0') && source.contains(char::REPLACEMENT_CHARACTER) => return None,
        first => {
            let end = first.map_or(start, |(at, line)| at + line.trim_end().len());
            findings.push(
                Finding::new(
                    &FRONT_MATTER_MISSING,
                    Place::at(file, start..end),
                    say!(fr: "ce fichier ne commence pas par ses données", en: "this file does not begin with its data"),
                )
                .hint(say!(
                    fr: "commencez par une ligne « --- », puis « kind: » et « title: », puis une ligne « --- »",
                    en: "begin with a line `---`, then `kind:` and `title:`, then a line `---`"
                )),
            );
            return None;
        }
    }
    let opening = start..start + 3;
    let mut front = None;
    for (at, line) in lines {
        let front = front.get_or_insert(at);
        if matches!(line.trim_end(), "---" | "...") {
            return Some((*front..at, at + line.len()..source.len()));
        }
    }
    findings.push(
        Finding::new(
            &FRONT_MATTER_UNCLOSED,
            Place::at(file, opening),
            say!(fr: "ces données ne sont jamais refermées", en: "these data are never closed"),
        )
        .hint(say!(
            fr: "ajoutez une ligne « --- » après le dernier champ",
            en: "add a line `---` after the last field"
        )),
    );
    None
}

fn read_text(file: &Arc<str>, source: &str, body: Span, blocks: &[&str], findings: &mut Vec<Finding>) -> Text {
    let start = body.start;
    let (prose, found) = prose::read(&source[body], &|offset| start + offset, file, blocks);
    findings.extend(found);
    let data = prose
        .blocks
        .iter()
        .filter_map(|block| match &block.kind {
            prose::BlockKind::Data(data) => Some(data),
            _ => None,
        })
        .map(|data| {
            let mut node = yaml::read(file, source, data.body.clone(), findings)?;
            if !matches!(node.value, Value::Map(_)) {
                findings.push(not_a_map(file, data.name_span.clone()));
                return None;
            }
            node.span = data.body.clone();
            Some(node)
        })
        .collect();
    Text { prose, data }
}

fn read_list(file: &Arc<str>, source: &str, kinds: &[&str], findings: &mut Vec<Finding>) -> Vec<Document> {
    let start = if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let Some(root) = yaml::read(file, source, start..source.len(), findings) else { return Vec::new() };
    let shape = |place: Place, message| {
        Finding::new(&LIST_FILE_SHAPE, place, message).hint(say!(
            fr: "écrivez « kind: » puis « records: » suivi d’une liste de fiches",
            en: "write `kind:`, then `records:` with a list of records"
        ))
    };
    let Value::Map(entries) = &root.value else {
        findings.push(shape(
            Place::whole(file),
            say!(fr: "ce fichier n’est pas une liste de fiches", en: "this file is not a list of records"),
        ));
        return Vec::new();
    };
    for (key, _) in entries {
        if !matches!(key.name.as_str(), "kind" | "records") {
            let name = &key.name;
            findings.push(shape(
                Place::at(file, key.span.clone()),
                say!(fr: "une liste de fiches n’a pas de champ « {name} »", en: "a list of records has no field `{name}`"),
            ));
        }
    }
    let Some(kind) = kind(file, &root, kinds, findings) else { return Vec::new() };
    let Some(Node { value: Value::List(items), .. }) = root.get("records") else {
        let place = root.entry("records").map_or(Place::whole(file), |(key, _)| Place::at(file, key.span.clone()));
        findings.push(shape(place, say!(fr: "« records: » n’est pas une liste", en: "`records:` is not a list")));
        return Vec::new();
    };
    items.iter().filter_map(|item| list_entry(file, item, &kind, findings)).collect()
}

fn list_entry(file: &Arc<str>, item: &Node, kind: &str, findings: &mut Vec<Finding>) -> Option<Document> {
    if !matches!(item.value, Value::Map(_)) {
        findings.push(not_a_map(file, item.span.clone()));
        return None;
    }
    let Some(id) = item.get("id") else {
        findings.push(
            Finding::new(
                &ID_MISSING,
                Place::at(file, item.span.clone()),
                say!(fr: "cette fiche n’a pas d’identifiant", en: "this record has no id"),
            )
            .hint(say!(fr: "ajoutez « id: » suivi d’un mot court", en: "add `id:` followed by a short word")),
        );
        return None;
    };
    let place = Place::at(file, id.span.clone());
    let id = id.scalar().unwrap_or_default();
    check_id(&id, &place, findings);
    Some(Document {
        file: file.clone(),
        id,
        id_place: place,
        kind: kind.to_owned(),
        fields: item.clone(),
        text: None,
        span: item.span.clone(),
        folder: folder(file),
    })
}

/// The kind that a record or a list states, if it is a known one.
fn kind(file: &Arc<str>, fields: &Node, kinds: &[&str], findings: &mut Vec<Finding>) -> Option<String> {
    let Some(node) = fields.get("kind") else {
        findings.push(
            Finding::new(
                &KIND_MISSING,
                Place::whole(file),
                say!(fr: "la nature n’est pas dite", en: "the kind is not stated"),
            )
            .hint(say!(fr: "ajoutez « kind: », par exemple « kind: convention »", en: "add `kind:`, such as `kind: convention`")),
        );
        return None;
    };
    let kind = node.scalar().unwrap_or_default();
    if kinds.contains(&kind.as_str()) {
        return Some(kind);
    }
    let near = nearest(&kind, kinds.iter().copied(), 3).join(", ");
    let all = kinds.join(", ");
    findings.push(
        Finding::new(
            &UNKNOWN_KIND,
            Place::at(file, node.span.clone()),
            say!(fr: "aucune nature de fiche ne s’appelle « {kind} »", en: "no kind is called `{kind}`"),
        )
        .subject(&*kind)
        .hint(if near.is_empty() {
            say!(fr: "les natures sont : {all}", en: "the kinds are: {all}")
        } else {
            say!(fr: "vouliez-vous dire : {near} ?", en: "did you mean: {near}?")
        }),
    );
    None
}

fn check_id(id: &str, place: &Place, findings: &mut Vec<Finding>) {
    if !prose::is_slug(id) {
        let proposal = prose::slug(id);
        let hint = if proposal.is_empty() {
            say!(fr: "par exemple : convention-2017", en: "for example: convention-2017")
        } else {
            match place.span {
                Some(_) => say!(fr: "par exemple : {proposal}", en: "for example: {proposal}"),
                // It is the name of the file.
                None => say!(
                    fr: "renommez le fichier, par exemple {proposal}.md, ou donnez-lui « id: {proposal} »",
                    en: "rename the file, for example {proposal}.md, or give it `id: {proposal}`"
                ),
            }
        };
        findings.push(
            Finding::new(
                &ID_NOT_A_SLUG,
                place.clone(),
                say!(fr: "« {id} » ne peut pas être une adresse", en: "`{id}` cannot be an address"),
            )
            .hint(hint),
        );
    }
}

fn not_a_map(file: &Arc<str>, span: Span) -> Finding {
    Finding::new(
        &NOT_A_MAP,
        Place::at(file, span),
        say!(fr: "on attend ici des champs « nom: valeur »", en: "fields `name: value` are expected here"),
    )
    .hint(say!(fr: "écrivez un champ par ligne, « nom: valeur »", en: "write one field a line, `name: value`"))
}

/// The first folder below `content/`.
fn folder(file: &str) -> Option<String> {
    file.strip_prefix("content/")?.split_once('/').map(|(folder, _)| folder.to_owned())
}
