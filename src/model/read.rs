//! Document → Record: every value read as its schema means it, the body cut into sections and measures.

use std::sync::Arc;

use crate::diagnostics::{Both, Code, Finding, Severity};
use crate::inputs::{Place, Span};
use crate::parse::scalar::ScalarMap;
use crate::parse::{Document, Node, Value};
use crate::prose::{self, Block, BlockKind, Data, Heading};
use crate::say;
use crate::schema::{Kind, Meaning, Reference, Shape};

use super::fields::{Datum, Fields, Item, Link};
use super::section::{DataBlock, Piece, Section};
use super::time::When;
use super::{Attachment, EditorNote, Record, Status, annotation, asset, figure, instrument, measure};

pub static INVALID_DATE: Code = Code {
    name: "invalid-date",
    severity: Severity::Error,
    explanation: Both {
        fr: "Ce n’est pas une date que l’on sache lire, ou elle n’existe pas (un 30 février), ou elle finit avant de \
             commencer. Formes admises : `2020-09-01`, `2021-03`, `2021-T1`, `2021-S2`, `2021`, `2021/2023`, \
             `1er septembre 2020`, `fin 2021`, `au plus tard le 1er janvier 2022`, `à compter de 2021`, \
             `dès que possible`. N’inventez jamais un jour : écrivez ce que dit la source, et ses mots dans `wording:`.",
        en: "This is not a date that can be read, or it does not exist (30 February), or it ends before it begins. \
             Accepted forms: `2020-09-01`, `2021-03`, `2021-Q1`, `2021-S2`, `2021`, `2021/2023`, `end of 2021`, \
             `[..2022-01-01]`, `as soon as possible`. Never invent a day: write what the source says, and its words in \
             `wording:`.",
    },
};

pub static REFERENCE_MALFORMED: Code = Code {
    name: "reference-malformed",
    severity: Severity::Error,
    explanation: Both {
        fr: "Un renvoi est l’identifiant d’une fiche, comme `convention-2017`, suivi au besoin d’une ancre : \
             `convention-2017#mission-dpc`. Certains champs ne prennent que la fiche.",
        en: "A reference is the id of a record, such as `convention-2017`, followed where needed by an anchor: \
             `convention-2017#mission-dpc`. Some fields take the record only.",
    },
};

pub static UNKNOWN_ROLE: Code = Code {
    name: "unknown-role",
    severity: Severity::Warning,
    explanation: Both {
        fr: "La classe d’un titre (`{.mission}`) donne un rôle à la section ; celle-ci n’est pas un rôle que \
             connaissent les fiches de cette nature.",
        en: "A heading's class (`{.mission}`) gives the section a role; this is not a role that the record's kind knows.",
    },
};

/// Reads a document that was checked against its kind. What cannot be read is found fault with and left out; `source`
/// is the whole text of the document's file, `measure_word` the word that the anchors of measures begin with.
pub fn read(document: Document, kind: &Kind, source: &str, measure_word: &str, findings: &mut Vec<Finding>) -> Record {
    let mut reader = Reader { file: &document.file, source, findings };
    let fields = reader.fields(document.fields, &kind.shape);
    let mut record = Record {
        id: Arc::from(document.id.as_str()),
        kind: Arc::from(document.kind.as_str()),
        file: document.file.clone(),
        span: document.span.clone(),
        id_place: document.id_place.clone(),
        title: fields.text(&kind.title_field).unwrap_or_else(|| document.id.clone()),
        short_title: fields.text("short_title"),
        status: match fields.text("status").as_deref() {
            Some("draft") => Status::Draft,
            Some("review") => Status::Review,
            Some("repealed") => Status::Repealed,
            _ => Status::Published,
        },
        language: fields.text("language"),
        folder: document.folder.clone(),
        former_ids: fields
            .list("former_ids")
            .iter()
            .filter_map(|item| Some((item.text()?, item.span.clone())))
            .collect(),
        revised: fields.date("revised").cloned(),
        attachments: fields.maps("attachments").filter_map(attachment).collect(),
        assets: Vec::new(),
        notes: fields.maps("notes").filter_map(editor_note).collect(),
        calendar: fields.placed_maps("calendar").filter_map(|(of, span)| measure::milestone(of, span)).collect(),
        instrument: kind.is_instrument.then(|| Box::new(instrument::read(&fields))),
        figure: kind.is_figure.then(|| Box::new(figure::read(&fields))),
        annotation: kind.is_annotation.then(|| annotation::read(&fields).map(Box::new)).flatten(),
        acronym: fields.text("acronym").or_else(|| fields.text("term").filter(|term| is_acronym(term))),
        fields,
        sections: Vec::new(),
        measures: Vec::new(),
        data: Vec::new(),
        footnotes: Vec::new(),
    };
    if let Some(text) = document.text {
        record.footnotes = text.prose.footnotes;
        read_body(&mut record, text.prose.blocks, text.data, kind, measure_word, &mut reader);
    }
    record.assets = asset::named(&record);
    record
}

/// True for a word in capitals: two letters or more, with digits, dots or hyphens at most beside them.
pub fn is_acronym(term: &str) -> bool {
    term.chars().all(|c| c.is_uppercase() || c.is_ascii_digit() || ".-&".contains(c))
        && term.chars().filter(|c| c.is_uppercase()).count() >= 2
}

fn read_body(
    record: &mut Record,
    blocks: Vec<Block>,
    data: Vec<Option<Node>>,
    kind: &Kind,
    measure_word: &str,
    reader: &mut Reader,
) {
    let mut nodes = data.into_iter();
    let mut sections = vec![Section {
        level: 0,
        anchor: None,
        role: None,
        title: Vec::new(),
        pieces: Vec::new(),
        parent: None,
        span: 0..0,
    }];
    for block in blocks {
        match block.kind {
            BlockKind::Heading(heading) => {
                let section = start_section(*heading, block.span, &sections, kind, reader);
                sections.push(section);
            }
            BlockKind::Data(data) => {
                let Some(node) = nodes.next().flatten() else { continue };
                let at = sections.len() - 1;
                if let Some(piece) = read_data(record, &data, node, block.span, at, kind, measure_word, reader) {
                    sections[at].pieces.push(piece);
                }
            }
            _ => {
                let at = sections.len() - 1;
                match sections[at].pieces.last_mut() {
                    Some(Piece::Prose(blocks)) => blocks.push(block),
                    _ => sections[at].pieces.push(Piece::Prose(vec![block])),
                }
            }
        }
    }
    record.sections = sections;
}

fn start_section(heading: Heading, span: Span, before: &[Section], kind: &Kind, reader: &mut Reader) -> Section {
    let title = prose::plain::inlines(&heading.content);
    let mut role = None;
    for class in &heading.classes {
        if kind.role(class).is_some() {
            role = Some(class.clone());
        } else {
            let of = &kind.name;
            let known = kind.roles.iter().map(|role| role.name.as_str()).collect::<Vec<_>>().join(", ");
            reader.findings.push(
                Finding::new(
                    &UNKNOWN_ROLE,
                    Place::at(reader.file, span.clone()),
                    say!(
                        fr: "« {class} » n’est pas un rôle de section d’une fiche de nature « {of} »",
                        en: "`{class}` is not a role of a section in a record of kind `{of}`"
                    ),
                )
                .hint(if known.is_empty() {
                    say!(fr: "retirez cette classe", en: "remove the class")
                } else {
                    say!(fr: "les rôles sont : {known}", en: "the roles are: {known}")
                }),
            );
        }
    }
    if role.is_none() {
        let by_title = kind.roles.iter().find(|role| role.headings.iter().any(|words| is_heading(&title, words)));
        role = by_title.map(|role| role.name.clone());
    }
    let parent = before.iter().rposition(|section| section.level > 0 && section.level < heading.level);
    Section {
        level: heading.level,
        anchor: heading.anchor.map(Arc::from),
        role,
        title: heading.content,
        pieces: Vec::new(),
        parent,
        span,
    }
}

/// True where a heading is one of the schema's titles for a role, whatever its capitals, or begins with it and a number:
/// `Axe 1 : …`.
fn is_heading(title: &str, words: &str) -> bool {
    fn folded(text: &str) -> impl Iterator<Item = char> {
        let text = text.trim().trim_end_matches([':', '?', ' ', '\u{a0}', '\u{202f}']);
        text.chars().flat_map(char::to_lowercase)
    }
    let mut rest = folded(title);
    if !folded(words).all(|letter| rest.next() == Some(letter)) {
        return false;
    }
    let rest: String = rest.collect();
    rest.is_empty() || rest.starts_with(' ') && rest.trim_start().starts_with(|c: char| c.is_ascii_digit())
}

#[expect(clippy::too_many_arguments, reason = "one block needs all that its record's body knows at that place")]
fn read_data(
    record: &mut Record,
    data: &Data,
    node: Node,
    span: Span,
    section: usize,
    kind: &Kind,
    measure_word: &str,
    reader: &mut Reader,
) -> Option<Piece> {
    let block = kind.blocks.get(&data.name)?;
    let body = node.span.clone();
    let fields = reader.fields(node, &block.shape);
    if data.name == "measure" {
        record.measures.push(measure::read(fields, section, measure_word, span));
        return Some(Piece::Measure(record.measures.len() - 1));
    }
    let milestone = (data.name == "milestone").then(|| measure::milestone(&fields, &body)).flatten();
    record.data.push(DataBlock {
        name: data.name.clone(),
        anchor: fields.text("anchor").map(Arc::from),
        section,
        fields,
        span,
    });
    Some(match milestone {
        Some(milestone) => {
            record.calendar.push(milestone);
            Piece::Milestone { milestone: record.calendar.len() - 1, block: record.data.len() - 1 }
        }
        None => Piece::Data(record.data.len() - 1),
    })
}

fn attachment(fields: &Fields) -> Option<Attachment> {
    Some(Attachment {
        file: fields.text("file")?,
        title: fields.text("title")?,
        language: fields.text("language"),
        authentic: fields.truth("authentic"),
        span: fields.get("file")?.span.clone(),
    })
}

fn editor_note(fields: &Fields) -> Option<EditorNote> {
    Some(EditorNote {
        text: fields.prose("text")?.clone(),
        about: fields.get("about").and_then(|item| Some((item.text()?, item.span.clone()))),
    })
}

/// Reads nodes of one file by their shape.
struct Reader<'a> {
    file: &'a Arc<str>,
    source: &'a str,
    findings: &'a mut Vec<Finding>,
}

impl Reader<'_> {
    fn fields(&mut self, node: Node, shape: &Shape) -> Fields {
        let Value::Map(entries) = node.value else { return Fields::default() };
        let entries = entries.into_iter().map(|(key, node)| match shape.entry(&key.name) {
            Some((name, shape)) => (name.clone(), self.item(node, Some(shape))),
            None => (Arc::from(key.name), self.item(node, None)),
        });
        Fields { entries: entries.collect() }
    }

    fn item(&mut self, node: Node, shape: Option<&Shape>) -> Item {
        let span = node.span.clone();
        Item { datum: self.datum(node, shape), span }
    }

    fn datum(&mut self, node: Node, shape: Option<&Shape>) -> Datum {
        let meaning = shape.map(|shape| shape.meaning).unwrap_or_default();
        match &node.value {
            Value::Null | Value::List(_) => {}
            Value::Map(_) if meaning == Meaning::Date => return self.dated_map(&node),
            _ if meaning == Meaning::Date => {
                return self.date(&node).map_or(Datum::Null, |when| Datum::Date(Box::new(when)));
            }
            _ => {}
        }
        let Node { value, span } = node;
        match value {
            Value::Null => Datum::Null,
            Value::List(items) => {
                let shape = shape.and_then(|shape| shape.items.as_deref());
                Datum::List(items.into_iter().map(|item| self.item(item, shape)).collect())
            }
            Value::Map(_) => {
                let empty = Shape::read_nothing();
                Datum::Map(self.fields(Node { value, span }, shape.unwrap_or(&empty)))
            }
            Value::Text(text) => match (meaning, shape.and_then(|shape| shape.reference.as_ref())) {
                (_, Some(reference)) if reference.or_text && !prose::is_slug(&text) => Datum::Text(text),
                (_, Some(reference)) => {
                    self.link(span, &text, reference).map_or(Datum::Null, |link| Datum::Link(Box::new(link)))
                }
                (Meaning::Prose, _) => Datum::Prose(Box::new(self.prose(&span, &text))),
                (Meaning::Line, _) => Datum::Line(self.line(&span, &text)),
                _ => Datum::Text(text),
            },
            Value::Bool(truth) => Datum::Bool(truth),
            Value::Integer(number) => Datum::Integer(number),
            Value::Number(number) => Datum::Number(number),
        }
    }

    fn prose(&mut self, span: &Span, text: &str) -> prose::Prose {
        let map = ScalarMap::new(self.source, span, text);
        let (prose, found) = prose::read_field(text, &|offset| map.place(offset), self.file);
        self.findings.extend(found);
        prose
    }

    fn line(&mut self, span: &Span, text: &str) -> Vec<prose::Inline> {
        let map = ScalarMap::new(self.source, span, text);
        let (line, found) = prose::read_line(text, &|offset| map.place(offset), self.file);
        self.findings.extend(found);
        line
    }

    fn date(&mut self, node: &Node) -> Option<When> {
        let text = node.scalar()?;
        match When::parse(&text) {
            Ok(when) => Some(when),
            Err(error) => {
                let place = Place::at(self.file, node.span.clone());
                self.findings.push(Finding::new(&INVALID_DATE, place, error.message).hint(error.hint));
                None
            }
        }
    }

    /// `{date, wording, by, since}`.
    fn dated_map(&mut self, node: &Node) -> Datum {
        let Some(mut when) = node.get("date").and_then(|date| self.date(date)) else { return Datum::Null };
        if let Some(by) = node.get("by").and_then(|by| self.date(by)) {
            when = when.with_by(by);
        }
        if let Some(since) = node.get("since").and_then(|since| self.date(since)) {
            when = when.with_since(since);
        }
        if let Some(wording) = node.get("wording").and_then(Node::text) {
            when = when.with_wording(wording);
        }
        match when.checked() {
            Ok(when) => Datum::Date(Box::new(when)),
            Err(error) => {
                let place = Place::at(self.file, node.span.clone());
                self.findings.push(Finding::new(&INVALID_DATE, place, error.message).hint(error.hint));
                Datum::Null
            }
        }
    }

    fn link(&mut self, span: Span, text: &str, reference: &Arc<Reference>) -> Option<Link> {
        let (target, anchor) = match text.split_once('#') {
            Some((target, anchor)) => (target, Some(anchor)),
            None => (text, None),
        };
        let well_formed = prose::is_slug(target) && anchor.is_none_or(prose::is_slug);
        if !well_formed || (anchor.is_some() && !reference.anchor) {
            let hint = if well_formed {
                say!(fr: "n’écrivez que « {target} »", en: "write `{target}` only")
            } else {
                say!(
                    fr: "écrivez l’identifiant d’une fiche, comme convention-2017",
                    en: "write the id of a record, such as convention-2017"
                )
            };
            self.findings.push(
                Finding::new(
                    &REFERENCE_MALFORMED,
                    Place::at(self.file, span),
                    say!(fr: "« {text} » ne peut pas être un renvoi ici", en: "`{text}` cannot be a reference here"),
                )
                .hint(hint),
            );
            return None;
        }
        Some(Link { target: target.to_owned(), anchor: anchor.map(Arc::from), reference: reference.clone(), span })
    }
}
