//! Circles in a relation that leads from a record to at most one other: who amends whom, who succeeds whom.

use crate::diagnostics::{Both, Code, Finding};
use crate::model::{Link, Record};
use crate::resolve::Corpus;
use crate::say;

/// The first reference that a field holds.
pub(super) fn first_link<'a>(record: &'a Record, field: &str) -> Option<&'a Link> {
    record.fields.links(field).next()
}

/// Where the field of each record leads, by index.
pub(super) fn follow(corpus: &Corpus, field: &str) -> Vec<Option<usize>> {
    corpus.records.iter().map(|record| corpus.index(&first_link(record, field)?.target)).collect()
}

/// Says every circle of the relation once, at its record with the first id: `message` is given the circle spelt out.
pub(super) fn report(
    corpus: &Corpus,
    field: &str,
    code: &'static Code,
    message: impl Fn(&str) -> Both,
    findings: &mut Vec<Finding>,
) {
    for circle in circles(&follow(corpus, field)) {
        let record = |at: usize| &corpus.records[circle[at % circle.len()]];
        let link = |at: usize| first_link(record(at), field).map(|link| link.span.clone()).unwrap_or_default();
        let spelt = spell(circle.len(), &|at| &record(at).id);
        let hint = say!(
            fr: "retirez ou corrigez l’un des champs « {field}: » du cercle",
            en: "remove or correct one of the fields `{field}:` of the circle"
        );
        let finding = Finding::new(code, record(0).place(&link(0)), message(&spelt)).hint(hint);
        findings.push((1..circle.len().min(LONGEST)).fold(finding, |finding, at| {
            let (from, to) = (&record(at).id, &record(at + 1).id);
            let note = say!(fr: "« {from} » mène à « {to} » ici", en: "`{from}` leads to `{to}` here");
            finding.note(record(at).place(&link(at)), note)
        }));
    }
}

/// More records than this in one circle are not all named.
const LONGEST: usize = 12;

/// `a → b → a`.
fn spell<'a>(length: usize, id: &dyn Fn(usize) -> &'a str) -> String {
    let mut spelt = (0..length.min(LONGEST)).map(id).collect::<Vec<_>>();
    if length > LONGEST {
        spelt.push("…");
    }
    spelt.push(id(0));
    spelt.join(" → ")
}

/// Every circle, each beginning with its smallest index, in the order of these.
fn circles(next: &[Option<usize>]) -> Vec<Vec<usize>> {
    // The walk that first came by each place; a walk that meets itself has found a circle.
    let mut walked = vec![None; next.len()];
    let mut circles = Vec::new();
    for start in 0..next.len() {
        let mut at = Some(start);
        while let Some(here) = at.filter(|&here| walked[here].is_none()) {
            walked[here] = Some(start);
            at = next[here];
        }
        let Some(met) = at.filter(|&met| walked[met] == Some(start)) else { continue };
        let mut circle = vec![met];
        let mut at = next[met];
        while let Some(here) = at.filter(|&here| here != met) {
            circle.push(here);
            at = next[here];
        }
        let first = circle.iter().enumerate().min_by_key(|&(_, index)| index).map_or(0, |(place, _)| place);
        circle.rotate_left(first);
        circles.push(circle);
    }
    circles.sort();
    circles
}

#[cfg(test)]
mod tests {
    use super::circles;

    #[test]
    fn every_circle_is_found_once_and_begins_with_its_first() {
        let next = [Some(3), Some(1), Some(0), Some(2), Some(0), None, Some(5), Some(8), Some(7)];
        assert_eq!(circles(&next), [vec![0, 3, 2], vec![1], vec![7, 8]]);
        assert!(circles(&[Some(1), Some(2), None]).is_empty());
    }
}
