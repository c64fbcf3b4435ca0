//! What drafts would change in a record, each beside the passage that it is about.

use serde::Serialize;

use crate::diff::{effect, marks};
use crate::model::{Change, ChangeType, Piece, Record};
use crate::prose::Block;
use crate::resolve::Spot;

use super::facts::{Fact, Value};
use super::frame::{self, StatusView};
use super::pieces::{Date, Link};
use super::words::Words;

/// One change that a draft would make.
#[derive(Debug, Serialize)]
pub(super) struct EffectView {
    pub anchor: String,
    pub draft: Link,
    pub status: Option<StatusView>,
    pub label: String,
    pub effect: Option<Date>,
    /// The passage with the words marked that would go and come.
    pub html: String,
}

/// Where a change belongs: after a piece, or a heading; after which block of the piece, where it says the old words.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Passage {
    pub spot: Spot,
    pub block: Option<usize>,
}

/// The changes that drafts would make in a record, in the order of the drafts, each where it belongs. None without
/// drafts: what is published has no text of a draft near it.
pub(super) fn of_record(words: &Words, index: usize) -> Vec<(Passage, EffectView)> {
    let record = &words.corpus.records[index];
    let found = all(words, index).into_iter().map(|at| {
        let (passage, blocks) = place(record, at.change);
        (passage, view(words, &at, &blocks))
    });
    found.collect()
}

/// The changes that drafts would make in a measure.
pub(super) fn of_measure(words: &Words, index: usize, measure: usize) -> Vec<EffectView> {
    let record = &words.corpus.records[index];
    let of = &record.measures[measure];
    let may_be_in = |at: &Drafted| {
        let anchor = at.change.target.anchor.as_deref();
        anchor == Some(&of.anchor) || record.is_within(of.section, anchor)
    };
    let found = all(words, index).into_iter().filter(may_be_in).filter_map(|at| {
        let (Passage { spot, .. }, blocks) = place(record, at.change);
        let piece = spot.section.zip(spot.piece).map(|(section, piece)| &record.sections[section].pieces[piece]);
        matches!(piece, Some(Piece::Measure(at)) if *at == measure).then(|| view(words, &at, &blocks))
    });
    found.collect()
}

/// A change that a draft would make in a record, and which of its changes there.
struct Drafted<'a> {
    draft: usize,
    number: usize,
    change: &'a Change,
}

fn all<'a>(words: &Words<'a>, index: usize) -> Vec<Drafted<'a>> {
    let of_draft = |draft: usize| {
        let there = changes(&words.corpus.records[draft]).filter(|change| is_in(words, change, index));
        there.enumerate().map(move |(number, change)| Drafted { draft, number, change })
    };
    drafts(words, index).into_iter().flat_map(of_draft).collect()
}

fn view(words: &Words, of: &Drafted, blocks: &[Block]) -> EffectView {
    let draft = &words.corpus.records[of.draft];
    EffectView {
        anchor: anchor(draft, of.number),
        // Its status stands beside it as a label.
        draft: Link { note: None, ..words.link(of.draft) },
        status: frame::status(words, draft.status),
        label: words.t(&format!("change.{}", of.change.r#type.key())),
        effect: of.change.effect.as_ref().map(|when| words.date(when)),
        html: words.blocks(blocks, &[]),
    }
}

/// Which drafts would change a record, each a link to the first passage.
pub(super) fn fact(words: &Words, index: usize) -> Option<Fact> {
    let values: Vec<Value> = drafts(words, index)
        .into_iter()
        .map(|from| {
            let first = anchor(&words.corpus.records[from], 0);
            Value::from(Link { href: Some(format!("#{first}")), ..words.link(from) })
        })
        .collect();
    (!values.is_empty()).then(|| Fact::new(words.t("draft_effects"), values))
}

fn anchor(draft: &Record, number: usize) -> String {
    format!("page_effect_{}_{}", draft.id, number + 1)
}

/// The records that are not published yet and would change this one.
fn drafts(words: &Words, index: usize) -> Vec<usize> {
    let links = words.corpus.backlinks(index);
    let mut found: Vec<usize> = links.filter(|link| &*link.relation == "changed_by").map(|link| link.from).collect();
    // A change of an unknown type has no effect that could be shown.
    let has_effect = |record: &Record| changes(record).any(|change| is_in(words, change, index));
    found.retain(|&from| {
        let draft = &words.corpus.records[from];
        !draft.status.is_public() && has_effect(draft)
    });
    found.dedup();
    found
}

fn changes(record: &Record) -> impl Iterator<Item = &Change> {
    record.instrument.iter().flat_map(|instrument| &instrument.changes)
}

fn is_in(words: &Words, change: &Change, index: usize) -> bool {
    words.corpus.index(&change.target.target) == Some(index)
}

/// Where a change belongs, and what it looks like there: in the piece that says the old words, else after the heading or
/// the block that it names.
fn place(record: &Record, change: &Change) -> (Passage, Vec<Block>) {
    let anchor = change.target.anchor.as_deref();
    let at = |spot: Spot| Passage { spot, block: None };
    let mut whole = (Passage::default(), Vec::new());
    if anchor.is_none() && change.r#type != ChangeType::Renumbering {
        whole.1 = marks::paragraph(&record.title);
    }
    for (at_section, section) in record.sections.iter().enumerate() {
        let is_meant = record.is_within(at_section, anchor);
        let heading = Spot { section: Some(at_section), piece: None };
        let title = [Block::paragraph(section.title.clone())];
        if is_meant && let Some((shown, _)) = effect::in_place(&title, change) {
            return (at(heading), shown);
        }
        if anchor.is_some() && section.anchor.as_deref() == anchor {
            whole = (at(heading), text_of_section(record, at_section, change.r#type));
        }
        for (at_piece, piece) in section.pieces.iter().enumerate() {
            let is_named = record.anchor_of(piece).is_some() && record.anchor_of(piece) == anchor;
            if !is_meant && !is_named {
                continue;
            }
            let spot = Spot { section: Some(at_section), piece: Some(at_piece) };
            let shown = texts_of(record, piece).into_iter().find_map(|text| effect::in_place(&text, change));
            if let Some((shown, block)) = shown {
                let block = matches!(piece, Piece::Prose(_)).then_some(block);
                return (Passage { spot, block }, shown);
            }
            if is_named {
                whole = (at(spot), text_of(record, piece, change.r#type));
            }
        }
    }
    (whole.0, effect::beside(&whole.1, change))
}

/// The texts of a piece that may say the old words.
fn texts_of(record: &Record, piece: &Piece) -> Vec<Vec<Block>> {
    let fields = match piece {
        Piece::Prose(blocks) => return vec![blocks.clone()],
        Piece::Measure(at) => &record.measures[*at].fields,
        Piece::Data(at) | Piece::Milestone { block: at, .. } => &record.data[*at].fields,
    };
    let mut texts = Vec::new();
    if let Piece::Measure(at) = piece {
        texts.push(marks::paragraph(&record.measures[*at].title));
    }
    let mut prose = Vec::new();
    fields.all_prose(&mut prose);
    texts.extend(prose.into_iter().map(|(_, prose)| prose.blocks.clone()));
    fields.each_line(&mut |line| texts.push(vec![Block::paragraph(line.to_vec())]));
    texts
}

/// What goes with a section as a whole: its heading and its text, and those of the sections in it.
fn text_of_section(record: &Record, at: usize, of: ChangeType) -> Vec<Block> {
    let section = &record.sections[at];
    if of == ChangeType::Renumbering {
        return Vec::new();
    }
    let own = section.pieces.iter().flat_map(|piece| text_of(record, piece, of));
    let inside = (at + 1..record.sections.len()).filter(|&other| record.sections[other].parent == Some(at));
    let inside = inside.flat_map(|other| text_of_section(record, other, of));
    std::iter::once(Block::paragraph(section.title.clone())).chain(own).chain(inside).collect()
}

/// What goes with a piece as a whole: its text, what holds data by its name; or, where it only takes another number,
/// that one.
fn text_of(record: &Record, piece: &Piece, of: ChangeType) -> Vec<Block> {
    match (piece, of) {
        (Piece::Measure(at), ChangeType::Renumbering) => marks::paragraph(&record.measures[*at].number),
        (_, ChangeType::Renumbering) => Vec::new(),
        (Piece::Prose(blocks), _) => blocks.clone(),
        (Piece::Measure(at), _) => {
            let measure = &record.measures[*at];
            let text = measure.text().map(|text| text.blocks.clone()).unwrap_or_default();
            marks::paragraph(&measure.title).into_iter().chain(text).collect()
        }
        (Piece::Data(at) | Piece::Milestone { block: at, .. }, _) => match record.data[*at].title() {
            Some(title) => marks::paragraph(&title),
            None => texts_of(record, piece).concat(),
        },
    }
}
