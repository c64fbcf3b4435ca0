//! The lanes of a timeline: which of them each dated point stands in, and what they are called.

use super::svg::calendar::Lane;
use super::words::Words;
use crate::model::{Piece, Record};
use crate::prose::typography;
use crate::resolve::{Due, Source};

/// What the lanes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    /// One lane a record; of a single record, one without a title.
    Record,
    /// One lane an axis of the accord, in its order; first what belongs to none of them.
    Axis,
    /// One lane an organisation: the first that leads a point, else the first that takes part.
    Organisation,
}

/// The lanes of a list of points, and the lane of each point by index.
pub(super) fn lanes(words: &Words, dues: &[&Due], by: By) -> (Vec<Lane>, Vec<usize>) {
    let keys: Vec<Option<usize>> = dues.iter().map(|due| key(words, due, by)).collect();
    let mut known: Vec<Option<usize>> = Vec::new();
    for key in &keys {
        if !known.contains(key) {
            known.push(*key);
        }
    }
    match by {
        // In the order in which their first points come.
        By::Record => {}
        By::Axis => known.sort_unstable(),
        By::Organisation => {
            let label = |key: &Option<usize>| key.map(|at| words.corpus.records[at].label());
            known.sort_by(|a, b| match (label(a), label(b)) {
                (Some(of), Some(other)) => words.corpus.collation.compare(of, other).then(a.cmp(b)),
                (of, other) => of.is_none().cmp(&other.is_none()),
            });
        }
    }
    let is_single = known.len() < 2 && by != By::Organisation;
    let record = dues.first().map(|due| &words.corpus.records[due.record]);
    let title = |key: &Option<usize>| match (by, key) {
        _ if is_single => String::new(),
        (By::Axis, Some(section)) => record
            .map(|record| typography::set(&record.sections[*section].plain_title(), words.lang))
            .unwrap_or_default(),
        (By::Axis, None) => words.t("whole_text"),
        (_, Some(at)) => words.text(words.corpus.records[*at].label()),
        (_, None) => words.t("no_organisation"),
    };
    let lanes = known.iter().map(|key| Lane { title: title(key) }).collect();
    let place = |key: &Option<usize>| known.iter().position(|of| of == key).unwrap_or_default();
    (lanes, keys.iter().map(place).collect())
}

fn key(words: &Words, due: &Due, by: By) -> Option<usize> {
    match by {
        By::Record => Some(due.record),
        By::Axis => axis(&words.corpus.records[due.record], due),
        By::Organisation => due.lead.first().or(due.actors.first()).copied(),
    }
}

/// The section that is the axis of a point's measures, where all of them stand in one; without measures, that of its
/// own place in the text.
fn axis(record: &Record, due: &Due) -> Option<usize> {
    let of_measures = due.measures.iter().filter_map(|anchor| record.measure(anchor)).map(|measure| measure.section);
    let is_own = |piece: &Piece| match piece {
        Piece::Milestone { milestone, .. } => due.source == Source::Calendar(*milestone),
        _ => false,
    };
    let own = record.sections.iter().position(|section| section.pieces.iter().any(is_own));
    let mut axes = of_measures.chain(own).map(|section| axis_above(record, section));
    let first = axes.next()?;
    first.filter(|_| axes.all(|other| other == first))
}

/// The section itself, or the one around it, that has the role of an axis.
fn axis_above(record: &Record, section: usize) -> Option<usize> {
    let is_axis = |at: &usize| record.sections[*at].role.as_deref() == Some("axis");
    record.around(section).find(is_axis)
}
