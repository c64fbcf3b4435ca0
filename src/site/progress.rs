//! The measures of an accord counted by state: all of them, and those of each section that holds any.

use crate::resolve::{Corpus, Standing, Tally};

use super::{Site, figures};

/// The words of the rule by which progress is counted, a sentence or two each.
pub const RULE: [&str; 7] = [
    "progress_rule_log",
    "progress_rule_done",
    "progress_rule_partly",
    "progress_rule_late",
    "progress_rule_last",
    "progress_rule_unknown",
    "progress_rule_sum",
];

/// A section that holds measures, its own or those of sections below it.
pub struct Part {
    /// By index; none for the measures that stand before any heading.
    pub section: Option<usize>,
    /// 0 for a section that stands in no other.
    pub depth: usize,
    pub tally: Tally,
}

pub fn whole(corpus: &Corpus, record: usize) -> Tally {
    Tally::of(corpus.standings(record).iter().copied())
}

/// The measures of a section and of those below it.
pub fn of_section(corpus: &Corpus, record: usize, section: usize) -> Tally {
    let of = &corpus.records[record];
    let measures = of.measures.iter().zip(corpus.standings(record));
    let is_inside = |at: usize| corpus.records[record].around(at).any(|above| above == section);
    Tally::of(measures.filter(|(measure, _)| is_inside(measure.section)).map(|(_, standing)| *standing))
}

/// Every section that holds measures, in the order of the text.
pub fn parts(corpus: &Corpus, record: usize) -> Vec<Part> {
    let of = &corpus.records[record];
    let part = |(section, of): (usize, &crate::model::Section)| {
        let tally = of_section(corpus, record, section);
        let depth = corpus.records[record].around(section).count() - 1;
        (tally.total() > 0).then_some(Part { section: (of.level > 0).then_some(section), depth, tally })
    };
    of.sections.iter().enumerate().filter_map(part).collect()
}

/// Of how many measures the logs say something, in a sentence.
pub fn known(site: &Site, tally: &Tally) -> String {
    match tally.known() {
        0 => site.strings.count("progress_none", tally.total()),
        known => {
            let number = |number: usize| figures::number(number as f64, site.lang);
            site.strings.fill("progress_known", &[("known", &number(known)), ("n", &number(tally.total()))])
        }
    }
}

/// « 2 réalisées, 3 sans suite renseignée »
pub fn in_words(site: &Site, tally: &Tally) -> String {
    let said =
        |(standing, count): (Standing, usize)| site.strings.count(&format!("progress.{}", standing.key()), count);
    tally.counts().map(said).collect::<Vec<_>>().join(", ")
}
