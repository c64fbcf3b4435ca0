//! The terms and the legal texts that each record mentions, marked in its texts; what was marked for the last corpus is
//! taken over where nothing changed that it hangs on.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use crate::inputs::Span;
use crate::model::{Fields, Piece, Record};
use crate::prose::Block;

use super::citations;
use super::index::Index;
use super::legal_texts::LegalTexts;
use super::mentions::Terms;
use super::vocabulary;

/// What was marked for the last corpus, and what that hung on. In another language every record would have been read anew,
/// and be another one.
#[derive(Default)]
pub struct Marks {
    /// The id of every record, in their order: what was found speaks of records by their place.
    ids: Vec<Arc<str>>,
    /// The records that others may mention.
    mentioned: Vec<Arc<Record>>,
    by_id: HashMap<Arc<str>, Kept>,
}

/// One record before and after.
struct Kept {
    read: Arc<Record>,
    marked: Arc<Record>,
    found: Marked,
}

/// Marks what every record mentions. `last` holds what was marked before, and then what is marked now.
pub(super) fn mark(index: &mut Index, terms: &Terms, last: Option<&mut Marks>) -> Vec<Marked> {
    let laws = LegalTexts::new(&index.records);
    let by_id = &index.by_id;
    let Some(last) = last else {
        let all = index.records.par_iter_mut();
        return all.map(|record| mark_one(Arc::make_mut(record), terms, &laws, by_id)).collect();
    };
    last.hold_to(&index.records);
    let known = &last.by_id;
    let kept = index.records.par_iter().map(|read| match known.get(&read.id) {
        Some(same) if Arc::ptr_eq(&same.read, read) => {
            Kept { read: read.clone(), marked: same.marked.clone(), found: same.found.clone() }
        }
        _ => {
            let mut marked = Record::clone(read);
            let found = mark_one(&mut marked, terms, &laws, by_id);
            Kept { read: read.clone(), marked: Arc::new(marked), found }
        }
    });
    let kept: Vec<Kept> = kept.collect();
    index.records = kept.iter().map(|of| of.marked.clone()).collect();
    let found = kept.iter().map(|of| of.found.clone()).collect();
    last.by_id = kept.into_iter().map(|of| (of.read.id.clone(), of)).collect();
    found
}

impl Marks {
    /// Forgets everything where these records have other places, or other ones among them may be mentioned.
    fn hold_to(&mut self, records: &[Arc<Record>]) {
        let ids: Vec<Arc<str>> = records.iter().map(|record| record.id.clone()).collect();
        let is_mentioned = |record: &&Arc<Record>| vocabulary::is_entry(record) || &*record.kind == LegalTexts::KIND;
        let mentioned: Vec<Arc<Record>> = records.iter().filter(is_mentioned).cloned().collect();
        let is_same = self.mentioned.len() == mentioned.len()
            && self.mentioned.iter().zip(&mentioned).all(|(was, is)| Arc::ptr_eq(was, is));
        if !is_same || self.ids != ids {
            *self = Marks { ids, mentioned, by_id: HashMap::new() };
        }
    }
}

/// What one record's texts were found to mention.
#[derive(Clone)]
pub(super) struct Marked {
    /// Entries by the index of their record, with the nearest anchor above.
    pub uses: BTreeSet<(usize, Option<String>)>,
    /// Legal texts by index, with the nearest anchor above and the article.
    pub citations: BTreeSet<(usize, Option<String>, Option<String>)>,
    pub unknown: Vec<(String, Span)>,
}

/// Marks the terms and the legal texts in every text of a record.
fn mark_one(record: &mut Record, terms: &Terms, laws: &LegalTexts, by_id: &HashMap<Arc<str>, usize>) -> Marked {
    let mut marked = Marked { uses: BTreeSet::new(), citations: BTreeSet::new(), unknown: Vec::new() };
    let id = record.id.clone();
    let mut mark_blocks = |blocks: &mut Vec<Block>, seen: &mut BTreeSet<String>, anchor: Option<&str>| {
        let anchor = anchor.map(str::to_owned);
        let mut found = Vec::new();
        let mut cited = Vec::new();
        let mut unknown = Vec::new();
        citations::mark(blocks, &|law| laws.find(law), &mut cited, &mut unknown);
        terms.mark(blocks, &id, seen, &mut found);
        let entries: BTreeSet<usize> =
            found.iter().filter_map(|(entry, _)| by_id.get(entry.as_str()).copied()).collect();
        marked.uses.extend(entries.into_iter().map(|entry| (entry, anchor.clone())));
        for (law, article, ..) in cited {
            if let Some(&law) = by_id.get(law.as_str()) {
                marked.citations.insert((law, anchor.clone(), article));
            }
        }
        marked.unknown.extend(unknown.into_iter().map(|(found, span)| (found.words, span)));
    };
    let anchors: Vec<Option<String>> =
        (0..record.sections.len()).map(|at| record.anchor_above(at).map(str::to_owned)).collect();
    let mut of_fields = |fields: &mut Fields, anchor: Option<&str>| {
        let mut seen = BTreeSet::new();
        fields.each_prose_mut(&mut |prose| mark_blocks(&mut prose.blocks, &mut seen, anchor));
    };
    of_fields(&mut record.fields, None);
    for block in &mut record.data {
        let anchor = block.anchor.as_deref().or(anchors[block.section].as_deref());
        of_fields(&mut block.fields, anchor);
    }
    for measure in &mut record.measures {
        let anchor = measure.anchor.clone();
        of_fields(&mut measure.fields, Some(&anchor));
    }
    for (section, anchor) in record.sections.iter_mut().zip(&anchors) {
        let mut seen = BTreeSet::new();
        for piece in &mut section.pieces {
            if let Piece::Prose(blocks) = piece {
                mark_blocks(blocks, &mut seen, anchor.as_deref());
            }
        }
    }
    for note in &mut record.footnotes {
        mark_blocks(&mut note.blocks, &mut BTreeSet::new(), None);
    }
    marked
}
