//! Two corpora compared: which records came, went and changed, and in each which provisions.

use std::collections::BTreeMap;

use crate::model::{Record, Status};
use crate::parse::Config;
use crate::prose::Block;
use crate::resolve::Corpus;
use crate::schema::Shape;
use crate::site::Site;

use super::change::{Change, Shift, Side, Step, Value};
use super::degree::Counted;
use super::fields;
use super::matching::{self, Move};
use super::provisions::{Provision, own_text};
use super::same::Same;
use super::texts::Text;
use super::{moves, records, sentence_moves};

/// What changed between two corpora.
pub struct Difference<'a> {
    pub old: &'a Site,
    pub new: &'a Site,
    /// What the corpora say of themselves.
    pub corpus: Vec<Change<'a>>,
    /// In the order of the new corpus's lists, then of ids; what went comes last in its list.
    pub records: Vec<RecordChange<'a>>,
}

/// What became of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    Added,
    Removed,
    /// It has another address or stands elsewhere; what it says may have changed too.
    Moved,
    Changed,
}

impl Sort {
    pub const ALL: [Sort; 4] = [Sort::Added, Sort::Removed, Sort::Moved, Sort::Changed];

    pub fn key(self) -> &'static str {
        match self {
            Sort::Added => "added",
            Sort::Removed => "removed",
            Sort::Moved => "moved",
            Sort::Changed => "changed",
        }
    }
}

pub struct RecordChange<'a> {
    pub old: Option<&'a Record>,
    pub new: Option<&'a Record>,
    pub changes: Vec<Change<'a>>,
    /// In the order of the new text, each that went where it stood; none for a record that came or went as a whole.
    pub provisions: Vec<ProvisionChange<'a>>,
    /// The published files beside the record whose bytes are others now.
    pub files: Vec<String>,
}

impl<'a> RecordChange<'a> {
    pub fn sort(&self) -> Sort {
        match (self.old, self.new) {
            (None, _) => Sort::Added,
            (_, None) => Sort::Removed,
            (Some(old), Some(new)) if old.id != new.id => Sort::Moved,
            _ => Sort::Changed,
        }
    }

    /// The record as it is now, or as it was.
    pub fn record(&self) -> Option<&'a Record> {
        self.new.or(self.old)
    }
}

pub struct ProvisionChange<'a> {
    pub old: Option<Provision<'a>>,
    pub new: Option<Provision<'a>>,
    pub moved: Option<Move<'a>>,
    pub changes: Vec<Change<'a>>,
}

impl<'a> ProvisionChange<'a> {
    pub fn sort(&self) -> Sort {
        match (&self.old, &self.new) {
            (None, _) => Sort::Added,
            (_, None) => Sort::Removed,
            _ if self.moved.is_some() => Sort::Moved,
            _ => Sort::Changed,
        }
    }

    /// The provision as it is now, or as it was.
    pub fn provision(&self) -> Option<Provision<'a>> {
        self.new.or(self.old)
    }
}

/// Compares two corpora, the older one first.
pub fn compare<'a>(old: &'a Site, new: &'a Site) -> Difference<'a> {
    let pairs = records::pairs(&old.corpus, &new.corpus);
    let mut same = Same::default();
    for pair in &pairs {
        if let (Some(was), Some(is)) = (pair.old, pair.new)
            && was.id != is.id
        {
            same.renamed.insert(&was.id, &is.id);
        }
    }
    let mut records: Vec<RecordChange<'a>> = pairs
        .into_iter()
        .filter_map(|pair| match (pair.old, pair.new) {
            (Some(was), Some(is)) => record(&same, old, new, was, is),
            (old, new) => {
                Some(RecordChange { old, new, changes: Vec::new(), provisions: Vec::new(), files: Vec::new() })
            }
        })
        .collect();
    wanderers(&same, new, &mut records);
    records.iter_mut().for_each(mark_moves);
    let place = |change: &RecordChange<'a>| {
        let kind = change.record().map_or("", |record| &*record.kind);
        let list = new.collections.iter().position(|list| list.kinds.iter().any(|of| **of == *kind));
        let id = change.record().map(|record| record.id.to_string());
        (list.unwrap_or(usize::MAX), change.new.is_none(), id)
    };
    records.sort_by_cached_key(place);
    Difference { old, new, corpus: corpus(&old.corpus, &new.corpus), records }
}

/// What the corpora say of themselves in `recueil.yaml`.
fn corpus<'a>(old: &'a Corpus, new: &'a Corpus) -> Vec<Change<'a>> {
    let (was, is) = (&old.config, &new.config);
    let publisher = |of: &Config| of.publisher.as_ref().map(|publisher| Value::Words(publisher.name.clone()));
    let description = |of: &Config| of.description.clone().map(Value::Words);
    let said = [
        ("diff.title", Some(Value::Words(was.title.clone())), Some(Value::Words(is.title.clone()))),
        ("diff.description", description(was), description(is)),
        ("diff.publisher", publisher(was), publisher(is)),
        ("diff.language", Some(Value::Name(was.language.clone())), Some(Value::Name(is.language.clone()))),
        ("diff.address", was.base_url.clone().map(Value::Name), is.base_url.clone().map(Value::Name)),
        ("diff.as_of", old.as_of.map(Value::Day), new.as_of.map(Value::Day)),
    ];
    let exactly = |value: &Option<Value<'a>>| value.as_ref().map(Value::exact);
    let changed = said.into_iter().filter(|(_, was, is)| exactly(was) != exactly(is));
    changed.map(|(key, old, new)| Change { path: vec![Step::Part(key)], shift: Shift::Value { old, new } }).collect()
}

/// Fields of a record that are told otherwise: by its kind, its status, its address.
const TOLD: [&str; 4] = ["id", "kind", "status", "former_ids"];

/// Fields of a provision that are told by where it stands.
const TOLD_OF_PROVISION: [&str; 2] = ["number", "anchor"];

fn record<'a>(
    same: &Same<'a>,
    old: &'a Site,
    new: &'a Site,
    was: &'a Record,
    is: &'a Record,
) -> Option<RecordChange<'a>> {
    let kind = new.corpus.kinds.get(&is.kind)?;
    let mut changes = Vec::new();
    if was.kind != is.kind {
        let shift = Shift::Value { old: Some(Value::Kind(&was.kind)), new: Some(Value::Kind(&is.kind)) };
        changes.push(Change { path: vec![Step::Part("diff.kind")], shift });
    }
    if was.status != is.status
        && let Some(shape) = kind.shape.field("status")
    {
        let value = |status: Status| Some(Value::Key(shape, status.key()));
        let shift = Shift::Value { old: value(was.status), new: value(is.status) };
        changes.push(Change { path: vec![Step::Field("status", Some(shape))], shift });
    }
    let told = if was.id == is.id { &TOLD[..3] } else { &TOLD[..] };
    changes.extend(fields::compare(same, &was.fields, &is.fields, &kind.shape, told));
    changes.extend(text(same, was, 0, is, 0));
    let notes = |record: &Record, is_old| -> Vec<Block> {
        record.footnotes.iter().flat_map(|note| same.blocks(&note.blocks, is_old)).collect()
    };
    let of_notes = fields::text(&notes(was, true), &notes(is, false));
    changes.extend(of_notes.map(|shift| Change { path: vec![Step::Part("diff.notes")], shift }));
    let provisions = provisions_of(same, new, was, is);
    let files = files(old, new, was, is);
    let is_moved = was.id != is.id;
    let has_changed = is_moved || !changes.is_empty() || !provisions.is_empty() || !files.is_empty();
    has_changed.then_some(RecordChange { old: Some(was), new: Some(is), changes, provisions, files })
}

/// The change of a section's own text; the first section holds what stands before any heading.
fn text<'a>(same: &Same<'a>, was: &Record, a: usize, is: &Record, b: usize) -> Option<Change<'a>> {
    let whole = |record: &Record, at: usize, is_old| -> Vec<Block> {
        if at >= record.sections.len() {
            return Vec::new();
        }
        own_text(record, at).flat_map(|blocks| same.blocks(blocks, is_old)).collect()
    };
    let shift = fields::text(&whole(was, a, true), &whole(is, b, false))?;
    Some(Change { path: vec![Step::Part("diff.text")], shift })
}

fn provisions_of<'a>(same: &Same<'a>, new: &'a Site, was: &'a Record, is: &'a Record) -> Vec<ProvisionChange<'a>> {
    let (before, now) = (Provision::of(was), Provision::of(is));
    let matches = matching::matches(&before, &now);
    let mut moved = matching::moves(&before, &now, &matches);
    let from: BTreeMap<usize, usize> = matches.pairs.iter().map(|(&a, &b)| (b, a)).collect();
    let mut found: Vec<ProvisionChange<'a>> = Vec::new();
    let mut next_old = 0;
    for (b, &is) in now.iter().enumerate() {
        let old = from.get(&b).copied();
        // What went is told where it stood: before the next one that is still there.
        if let Some(a) = old.filter(|a| *a >= next_old) {
            let gone = (next_old..a).filter(|at| !matches.pairs.contains_key(at));
            found.extend(gone.map(|at| removed(same, new, before[at])));
            next_old = a + 1;
        }
        let was = old.map(|a| before[a]);
        let change = ProvisionChange {
            old: was,
            new: Some(is),
            moved: old.and_then(|a| moved.remove(&a)),
            changes: provision(same, new, was, Some(is)),
        };
        if change.sort() != Sort::Changed || !change.changes.is_empty() {
            found.push(change);
        }
    }
    let gone = (next_old..before.len()).filter(|at| !matches.pairs.contains_key(at));
    found.extend(gone.map(|at| removed(same, new, before[at])));
    found
}

fn removed<'a>(same: &Same<'a>, new: &'a Site, was: Provision<'a>) -> ProvisionChange<'a> {
    ProvisionChange { old: Some(was), new: None, moved: None, changes: provision(same, new, Some(was), None) }
}

/// What changed in a provision; all that it says where it came or went.
fn provision<'a>(
    same: &Same<'a>,
    new: &'a Site,
    was: Option<Provision<'a>>,
    is: Option<Provision<'a>>,
) -> Vec<Change<'a>> {
    let mut changes = Vec::new();
    let Some(one) = is.or(was) else { return changes };
    if let Provision::Section(..) = one {
        if let (Some(Provision::Section(was, a)), Some(Provision::Section(is, b))) = (was, is) {
            let line =
                |record: &Record, at: usize, is_old| [Block::paragraph(same.line(&record.sections[at].title, is_old))];
            let heading = fields::text(&line(was, a, true), &line(is, b, false));
            changes.extend(heading.map(|shift| Change { path: vec![Step::Part("diff.heading")], shift }));
            let role = |record: &'a Record, at: usize| {
                record.sections[at].role.as_deref().map(|role| Value::Role(&record.kind, role))
            };
            if was.sections[a].role != is.sections[b].role {
                let shift = Shift::Value { old: role(was, a), new: role(is, b) };
                changes.push(Change { path: vec![Step::Part("diff.role")], shift });
            }
        }
        let place = |of: Option<Provision<'a>>, other: &'a Record| match of {
            Some(Provision::Section(record, at)) => (record, at),
            _ => (other, usize::MAX),
        };
        let ((was, a), (is, b)) = (place(was, one.record()), place(is, one.record()));
        changes.extend(text(same, was, a, is, b));
        return changes;
    }
    let shape = new.corpus.kinds.get(&one.record().kind).and_then(|kind| Some(&kind.blocks.get(one.sort())?.shape));
    let Some(shape) = shape else { return changes };
    match (was.and_then(|was| was.fields()), is.and_then(|is| is.fields())) {
        (Some(was), Some(is)) => fields::compare(same, was, is, shape, &TOLD_OF_PROVISION),
        (Some(was), None) => said(was, shape, Side::Old),
        (None, Some(is)) => said(is, shape, Side::New),
        (None, None) => Vec::new(),
    }
}

/// Everything that the fields of a provision say, where it came or went as a whole.
fn said<'a>(fields: &'a crate::model::Fields, shape: &'a Shape, side: Side) -> Vec<Change<'a>> {
    let entries = fields.entries.iter().filter(|(name, _)| !TOLD_OF_PROVISION.contains(&&**name));
    let told = entries.filter(|(name, _)| !matches!(&**name, "title" | "caption"));
    told.map(|(name, item)| {
        let of = shape.field(name).map(|of| &**of);
        let value = Some(Value::Item(side, item, of.unwrap_or(shape)));
        let shift = match (&item.datum, side) {
            (crate::model::Datum::Prose(prose), side) => {
                let plain = Same::default().prose(prose, side == Side::Old);
                let (old, new) = if side == Side::Old { (&plain[..], &[][..]) } else { (&[][..], &plain[..]) };
                Shift::Text(super::redline::redline(old, new))
            }
            (_, Side::Old) => Shift::Value { old: value, new: None },
            (_, Side::New) => Shift::Value { old: None, new: value },
        };
        Change { path: vec![Step::Field(name, of)], shift }
    })
    .collect()
}

/// The files that both versions of a record publish beside it, and that have other bytes now.
fn files(old: &Site, new: &Site, was: &Record, is: &Record) -> Vec<String> {
    // Of several of one name the first.
    let before: BTreeMap<&str, _> =
        was.assets.iter().rev().filter_map(|then| Some((then.file_name()?, then))).collect();
    let mut names: Vec<String> = is
        .assets
        .iter()
        .filter_map(|now| {
            let then = before.get(now.file_name()?)?;
            let (a, b) = (then.input.as_deref()?, now.input.as_deref()?);
            (old.inputs.get(a)? != new.inputs.get(b)?).then(|| now.file_name().map(str::to_owned))?
        })
        .collect();
    names.sort();
    names.dedup();
    names
}

/// From this degree of likeness on a provision of another record with the same title is the one that went there.
const THE_SAME: u32 = 700;

/// Provisions that went from one record and came to another.
fn wanderers<'a>(same: &Same<'a>, new: &'a Site, records: &mut [RecordChange<'a>]) {
    // Those that went, by what they are and what they are called: where each stood, and what it said.
    type Gone = (usize, usize, Counted);
    let mut gone: BTreeMap<(&str, String), Vec<Gone>> = BTreeMap::new();
    let mut come: Vec<(usize, usize, Provision<'a>)> = Vec::new();
    for (record, change) in records.iter().enumerate() {
        for (at, of) in change.provisions.iter().enumerate() {
            match (of.old, of.new) {
                (Some(was), None) if !was.title().is_empty() => {
                    let counted = Counted::new(was.words());
                    gone.entry(called(&was)).or_default().push((record, at, counted));
                }
                (None, Some(is)) => come.push((record, at, is)),
                _ => {}
            }
        }
    }
    let mut dropped: Vec<(usize, usize, Provision<'a>)> = Vec::new();
    for (to, number, is) in come {
        let Some(namesakes) = gone.get_mut(&called(&is)) else { continue };
        let words = Counted::new(is.words());
        let fits = |(from, _, was): &Gone| *from != to && was.degree(&words, THE_SAME).is_some();
        let Some(found) = namesakes.iter().position(fits) else { continue };
        let (from, at, _) = namesakes.remove(found);
        let was = records[from].provisions[at].old;
        let moved = Move { is_from_elsewhere: true, ..Move::default() };
        let changes = provision(same, new, was, Some(is));
        records[to].provisions[number] = ProvisionChange { old: was, new: Some(is), moved: Some(moved), changes };
        dropped.push((from, at, is));
    }
    // It is told where it stands now; where it stood, that it went there.
    for (from, at, is) in dropped {
        records[from].provisions[at].moved = Some(Move { gone_to: Some(is), ..Move::default() });
        records[from].provisions[at].changes.clear();
    }
}

fn called<'a>(of: &Provision<'a>) -> (&'a str, String) {
    (of.sort(), of.title().to_lowercase())
}

/// Marks the passages of a record that only went to another place in it, then the sentences.
fn mark_moves(record: &mut RecordChange<'_>) {
    let mut texts: Vec<Text<'_>> = Vec::new();
    let of_record = record.changes.iter_mut().map(|change| (None, change));
    let of_provisions = record.provisions.iter_mut().flat_map(|provision| {
        let place = provision.provision().map(|of| of.title()).filter(|title| !title.is_empty());
        provision.changes.iter_mut().map(move |change| (place.clone(), change))
    });
    for (place, change) in of_record.chain(of_provisions) {
        if let Shift::Text(blocks) = &mut change.shift {
            texts.push(Text { blocks, place });
        }
    }
    moves::mark(&mut texts);
    sentence_moves::mark(&mut texts);
}
