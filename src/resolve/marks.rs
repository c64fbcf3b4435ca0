//! The terms and the legal texts that each record mentions, marked in its texts; what was marked for the last corpus is
//! taken over where nothing changed that it hangs on.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use crate::inputs::Span;
use crate::model::{Fields, Piece, Record};
use crate::prose::runs::each_run;
use crate::prose::{Block, each_line};

use super::citations;
use super::index::{ById, Index};
use super::kept::Same;
use super::mentions::Terms;
use super::vocabulary::Names;

/// What was marked last, and what that hung on.
#[derive(Default)]
pub(super) struct Marks {
    on: Option<(Same<ById>, Same<Names>)>,
    /// In the order of the records.
    of: Vec<Last>,
    found: Arc<Vec<Arc<Marked>>>,
}

/// One record before and after.
struct Last {
    read: Arc<Record>,
    marked: Arc<Record>,
}

/// Marks what every record mentions, and says it. `last` holds what was marked before, and then what is marked now.
pub(super) fn mark(index: &mut Index, names: &Arc<Names>, last: Option<&mut Marks>) -> Arc<Vec<Arc<Marked>>> {
    let by_id = &index.by_id;
    let Some(last) = last else {
        let all = index.records.par_iter_mut();
        return Arc::new(all.map(|record| Arc::new(mark_one(Arc::make_mut(record), names, by_id))).collect());
    };
    let mark = |read: &Arc<Record>| {
        let mut marked = Record::clone(read);
        let found = mark_one(&mut marked, names, by_id);
        (Last { read: read.clone(), marked: Arc::new(marked) }, found)
    };
    let places = Same(by_id.clone());
    let other_terms = match &last.on {
        Some((was_places, was)) if *was_places == places && was.0.laws == names.laws => {
            Some(was.0.terms.difference(&names.terms))
        }
        _ => None,
    };
    last.on = Some((places, Same(names.clone())));
    match other_terms {
        Some(other_terms) => {
            let changes = |(last, read): &(&Last, &Arc<Record>)| {
                !Arc::ptr_eq(&last.read, read) || may_mention(read, &other_terms)
            };
            let others = last.of.par_iter().zip(&index.records).enumerate().filter(|(_, pair)| changes(pair));
            let others: Vec<_> = others.map(|(at, (_, read))| (at, mark(read))).collect();
            for (at, (mut new, found)) in others {
                if *last.found[at] != found {
                    Arc::make_mut(&mut last.found)[at] = Arc::new(found);
                }
                let was = &mut last.of[at];
                if *was.marked == *new.marked {
                    new.marked = was.marked.clone();
                }
                *was = new;
            }
        }
        None => {
            let (of, found): (Vec<Last>, Vec<Marked>) = index.records.par_iter().map(mark).unzip();
            (last.of, last.found) = (of, Arc::new(found.into_iter().map(Arc::new).collect()));
        }
    }
    index.records = last.of.iter().map(|last| last.marked.clone()).collect();
    last.found.clone()
}

/// True where a text of the record has the letters of a form of one of the terms.
fn may_mention(record: &Record, terms: &Terms) -> bool {
    let mut may = false;
    if terms.is_empty() {
        return may;
    }
    record.each_blocks(&mut |blocks| {
        each_line(blocks, &mut |line| each_run(line, &mut |text| may = may || terms.occur_in(text)));
    });
    may
}

/// The index of a legal text, the nearest anchor above, and the article.
type Cited = (usize, Option<Arc<str>>, Option<Arc<str>>);

/// What one record's texts were found to mention: each place once, in order.
#[derive(PartialEq)]
pub(super) struct Marked {
    /// Entries by the index of their record, with the nearest anchor above.
    pub uses: Vec<(usize, Option<Arc<str>>)>,
    /// Those of legal texts; of those that it names in its legal basis too.
    pub citations: Vec<Cited>,
    pub unknown: Vec<(String, Span)>,
}

/// Marks the terms and the legal texts in every text of a record.
fn mark_one(record: &mut Record, names: &Names, by_id: &ById) -> Marked {
    let Names { terms, laws } = names;
    let (mut uses, mut citations, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
    let id = record.id.clone();
    let (mut found, mut cited, mut nameless) = (Vec::new(), Vec::new(), Vec::new());
    let mut mark_blocks = |blocks: &mut Vec<Block>, seen: &mut BTreeSet<Arc<str>>, anchor: Option<&Arc<str>>| {
        citations::mark(blocks, &|law| laws.find(law), &mut cited, &mut nameless);
        terms.mark(blocks, &id, seen, &mut found);
        let entries = found.drain(..).filter_map(|entry| by_id.get(&entry).copied());
        uses.extend(entries.map(|entry| (entry, anchor.cloned())));
        let cited = cited.drain(..).filter_map(|(law, article)| Some((*by_id.get(&law)?, article)));
        citations.extend(cited.map(|(law, article)| (law, anchor.cloned(), article)));
        unknown.extend(nameless.drain(..).map(|(found, span)| (found.words, span)));
    };
    let anchors: Vec<Option<Arc<str>>> =
        (0..record.sections.len()).map(|at| record.anchor_above(at).cloned()).collect();
    let mut of_fields = |fields: &mut Fields, anchor: Option<&Arc<str>>| {
        let mut seen = BTreeSet::new();
        fields.each_prose_mut(&mut |prose| mark_blocks(&mut prose.blocks, &mut seen, anchor));
    };
    of_fields(&mut record.fields, None);
    for block in &mut record.data {
        let anchor = block.anchor.as_ref().or(anchors[block.section].as_ref());
        of_fields(&mut block.fields, anchor);
    }
    for measure in &mut record.measures {
        of_fields(&mut measure.fields, Some(&measure.anchor));
    }
    for (section, anchor) in record.sections.iter_mut().zip(&anchors) {
        let mut seen = BTreeSet::new();
        for piece in &mut section.pieces {
            if let Piece::Prose(blocks) = piece {
                mark_blocks(blocks, &mut seen, anchor.as_ref());
            }
        }
    }
    for note in &mut record.footnotes {
        mark_blocks(&mut note.blocks, &mut BTreeSet::new(), None);
    }
    let mut see = |fields: &Fields, anchor: Option<&Arc<str>>| {
        for basis in fields.maps("legal_basis") {
            if let Some(law) = basis.links("text").next().and_then(|link| by_id.get(&*link.target)) {
                citations.push((*law, anchor.cloned(), basis.text("article").map(Arc::from)));
            }
        }
    };
    see(&record.fields, None);
    record.measures.iter().for_each(|measure| see(&measure.fields, Some(&measure.anchor)));
    Marked { uses: in_order(uses), citations: in_order(citations), unknown }
}

/// In order and each once, with no room in reserve.
fn in_order<T: Ord>(mut all: Vec<T>) -> Vec<T> {
    all.sort_unstable();
    all.dedup();
    let mut exact = Vec::with_capacity(all.len());
    exact.append(&mut all);
    exact
}
