//! The body of a record: its headings, prose, measures, tables, figures and notes in the order of the text,
//! and its contents list.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;

use crate::model::{EditorNote, Piece, Record};
use crate::prose::html;
use crate::resolve::{Due, Spot};
use crate::site::figures;

use super::annotations::{self, AnnotationView};
use super::contents::Contents;
use super::effects::{self, EffectView, Passage};
use super::facts;
use super::figure::{self, FigureView};
use super::hearings::{self, Hearing};
use super::measure::{self, Card};
use super::milestones::{self, Naming, Row};
use super::progress;
use super::table::{self, TableView};
use super::words::Words;

/// A piece of the body.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub(super) enum Piecewise {
    Heading {
        level: usize,
        anchor: Option<Arc<str>>,
        html: String,
        text: String,
        role: Option<String>,
        progress: Option<String>,
    },
    Prose {
        html: String,
    },
    Measure {
        measure: Box<Card>,
    },
    Note {
        html: String,
    },
    Annotation {
        annotation: Box<AnnotationView>,
    },
    Effect {
        effect: Box<EffectView>,
    },
    Table {
        table: TableView,
    },
    Milestones {
        rows: Vec<Row>,
    },
    Figure {
        figure: Box<FigureView>,
    },
    Hearings {
        hearings: Vec<Hearing>,
    },
    Facts {
        facts: Vec<facts::Fact>,
    },
}

impl Piecewise {
    /// The piece as a page shows it that is not the record's own: its anchors lead to that one.
    pub fn without_address(mut self) -> Piecewise {
        match &mut self {
            Piecewise::Table { table } => table.anchor = None,
            Piecewise::Milestones { rows } => rows.iter_mut().for_each(|row| row.anchor = None),
            _ => {}
        }
        self
    }
}

/// The body of a record and the contents list that leads into it.
pub(super) fn body<'a>(words: &Words<'a>, index: usize, record: &'a Record) -> (Vec<Piecewise>, Vec<Contents>) {
    let mut dues: BTreeMap<&str, Vec<&Due>> = BTreeMap::new();
    for due in words.corpus.dues_of_record(index) {
        for anchor in &due.measures {
            dues.entry(anchor).or_default().push(due);
        }
    }
    let notes =
        |anchor: Option<&str>| notes_about(words, record, anchor).into_iter().map(|html| Piecewise::Note { html });
    let remarks = |section: usize, piece: Option<usize>| {
        let spot = Spot { section: Some(section), piece };
        annotations::at(words, index, spot).into_iter().map(|view| Piecewise::Annotation { annotation: Box::new(view) })
    };
    let mut would_change = effects::of_record(words, index);
    // Those after a piece, or after one of its blocks.
    let mut effects = |section: Option<usize>, piece: Option<usize>, block: Option<usize>| -> Vec<Piecewise> {
        let is_here = |of: &Passage| of.spot == Spot { section, piece } && of.block == block;
        let here = would_change.extract_if(.., |(passage, _)| is_here(passage));
        here.map(|(_, view)| Piecewise::Effect { effect: Box::new(view) }).collect()
    };
    let stated = figures::shown_in(words.corpus, index);
    let mut drawn: BTreeSet<usize> = BTreeSet::new();
    let mut figures =
        |anchor: Option<&str>| -> Vec<Piecewise> {
            let here = stated.iter().filter(|(at, _)| *at == anchor);
            // Drawn where it is first stated, and only named in the other places.
            let views = here.filter_map(|&(_, at)| {
                if drawn.insert(at) { figure::view(words, at, false) } else { figure::named(words, at) }
            });
            views.map(|view| Piecewise::Figure { figure: Box::new(view) }).collect()
        };
    let mut hearings = hearings::of_record(words, record);
    let mut pieces: Vec<Piecewise> = Vec::new();
    pieces.extend(figure::view(words, index, true).map(|view| Piecewise::Figure { figure: Box::new(view) }));
    let mut flat: Vec<(usize, Contents)> = Vec::new();
    let mut depths: Vec<usize> = Vec::with_capacity(record.sections.len());
    for (at_section, section) in record.sections.iter().enumerate() {
        let above = section.parent.map_or(0, |parent| depths[parent]);
        let depth = if section.level == 0 { 0 } else { above + 1 };
        depths.push(depth);
        let level = (depth + 1).clamp(2, 6);
        if section.level > 0 {
            let inner = words.inlines(&section.title);
            let text = words.text(&section.plain_title());
            if let Some(anchor) = &section.anchor {
                flat.push((depth, Contents::new(anchor, html::text(&text, words.lang))));
            }
            let (anchor, role) = (section.anchor.clone(), section.role.clone());
            // The sections of an axis are told of in the table of progress.
            let progress = (depth == 1).then(|| progress::of_axis(words, index, at_section)).flatten();
            pieces.push(Piecewise::Heading { level, anchor, html: inner, text, role, progress });
            pieces.extend(section.anchor.as_deref().into_iter().flat_map(|anchor| notes(Some(anchor))));
            pieces.extend(remarks(at_section, None));
            pieces.extend(effects(Some(at_section), None, None));
        }
        for (at_piece, piece) in section.pieces.iter().enumerate() {
            match piece {
                Piece::Prose(blocks) => {
                    let mut printed = 0;
                    for at in 0..blocks.len() {
                        let here = effects(Some(at_section), Some(at_piece), Some(at));
                        if here.is_empty() && at + 1 < blocks.len() {
                            continue;
                        }
                        let html = words.blocks(&blocks[printed..=at], &record.footnotes);
                        pieces.push(Piecewise::Prose { html });
                        pieces.extend(here);
                        printed = at + 1;
                    }
                }
                Piece::Measure(at) => {
                    let stated = &record.measures[*at];
                    let due = dues.get(&*stated.anchor).map_or(&[][..], Vec::as_slice);
                    let level = (depth + 2).clamp(2, 6);
                    let mut card = measure::card(words, index, stated, due, level);
                    card.notes.extend(notes_about(words, record, Some(&stated.anchor)));
                    let mut entry = Contents::new(&stated.anchor, words.line(&stated.title));
                    entry.number = Some(words.measure_label(stated));
                    flat.push((depth + 1, entry));
                    pieces.push(Piecewise::Measure { measure: Box::new(card) });
                }
                Piece::Milestone { milestone, block } => {
                    let naming = Naming { measure: true, who: true, ..Naming::default() };
                    let row = milestones::row_of(words, index, *milestone, naming);
                    let row = row.map(|row| Row { anchor: record.data[*block].anchor.clone(), ..row });
                    match pieces.last_mut() {
                        Some(Piecewise::Milestones { rows }) => rows.extend(row),
                        _ => pieces.extend(row.map(|row| Piecewise::Milestones { rows: vec![row] })),
                    }
                }
                Piece::Data(at) if record.data[*at].name == "table" => {
                    pieces.push(Piecewise::Table { table: table::view(words, &record.data[*at], *at + 1) });
                }
                Piece::Data(at) => {
                    let block = &record.data[*at];
                    let kind = words.corpus.kinds.get(&record.kind);
                    if let Some(shape) = kind.and_then(|kind| kind.blocks.get(&block.name)).map(|block| &block.shape) {
                        let facts = facts::facts(words, &block.fields, shape, facts::OF_BLOCKS);
                        pieces.push(Piecewise::Facts { facts });
                    }
                }
            }
            pieces.extend(remarks(at_section, Some(at_piece)));
            pieces.extend(effects(Some(at_section), Some(at_piece), None));
            pieces.extend(record.anchor_of(piece).into_iter().flat_map(|anchor| figures(Some(anchor))));
        }
        pieces.extend(section.anchor.as_deref().into_iter().flat_map(|anchor| figures(Some(anchor))));
        if section.role.as_deref() == Some("hearings") && !hearings.is_empty() {
            pieces.push(Piecewise::Hearings { hearings: std::mem::take(&mut hearings) });
        }
    }
    pieces.extend(figures(None));
    pieces.extend(effects(None, None, None));
    if !hearings.is_empty() {
        pieces.push(Piecewise::Hearings { hearings });
    }
    (pieces, nested(&mut flat.into_iter().peekable(), 0))
}

/// The editor's notes about a provision, or about the record as a whole.
pub(super) fn notes_about<'a>(words: &Words<'a>, record: &'a Record, anchor: Option<&str>) -> Vec<String> {
    let about = |note: &&EditorNote| note.about.as_ref().map(|(about, _)| about.as_str()) == anchor;
    record.notes.iter().filter(about).map(|note| words.prose(&note.text)).collect()
}

/// Entries with a depth each, as a tree.
fn nested(flat: &mut std::iter::Peekable<std::vec::IntoIter<(usize, Contents)>>, above: usize) -> Vec<Contents> {
    let mut entries: Vec<Contents> = Vec::new();
    while let Some((depth, entry)) = flat.next_if(|(depth, _)| *depth > above) {
        let mut entry = entry;
        entry.children = nested(flat, depth);
        entries.push(entry);
    }
    entries
}
