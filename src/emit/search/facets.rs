//! What documents are filtered by: one column for each facet, and its values by how often they come.

use std::collections::{BTreeMap, HashMap};

use super::digits;

/// A facet of the documents, in their order.
#[derive(Default)]
pub(super) struct Column {
    /// Every set of values that some document has, and its number.
    sets: HashMap<Vec<String>, usize>,
    /// The set of each document.
    of: Vec<usize>,
}

/// A column as text.
pub(super) struct Printed {
    /// The values, the most frequent first.
    pub values: Vec<String>,
    /// For each set, how many values, and their numbers.
    pub sets: String,
    /// For each run of documents with the same set, its number and the length of the run.
    pub runs: String,
}

impl Column {
    pub fn push(&mut self, values: Vec<String>) {
        let next = self.sets.len();
        self.of.push(*self.sets.entry(values).or_insert(next));
    }

    /// Adds the column of documents that come after.
    pub fn extend(&mut self, later: Column) {
        let mut numbers = vec![0; later.sets.len()];
        for (values, set) in later.sets {
            let next = self.sets.len();
            numbers[set] = *self.sets.entry(values).or_insert(next);
        }
        self.of.extend(later.of.into_iter().map(|set| numbers[set]));
    }

    pub fn print(&self) -> Printed {
        let mut uses = vec![0_usize; self.sets.len()];
        self.of.iter().for_each(|&set| uses[set] += 1);
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (values, &set) in &self.sets {
            values.iter().for_each(|value| *counts.entry(value).or_default() += uses[set]);
        }
        let mut values: Vec<(&str, usize)> = counts.into_iter().collect();
        values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        let number: HashMap<&str, u32> = values.iter().zip(0..).map(|((value, _), number)| (*value, number)).collect();
        let mut in_order: Vec<(&Vec<String>, usize)> = self.sets.iter().map(|(values, &set)| (values, set)).collect();
        // The sets that most documents have get the shortest numbers.
        in_order.sort_by(|a, b| uses[b.1].cmp(&uses[a.1]).then_with(|| a.0.cmp(b.0)));
        let mut sets = String::new();
        let mut renumbered = vec![0; in_order.len()];
        for (at, (values, set)) in in_order.iter().enumerate() {
            renumbered[*set] = at as u32;
            digits::write(&mut sets, values.len() as u32);
            values.iter().for_each(|value| digits::write(&mut sets, number[value.as_str()]));
        }
        let mut runs = String::new();
        for run in self.of.chunk_by(|a, b| a == b) {
            digits::write(&mut runs, renumbered[run[0]]);
            digits::write(&mut runs, run.len() as u32);
        }
        Printed { values: values.into_iter().map(|(value, _)| value.to_owned()).collect(), sets, runs }
    }
}
