//! Figures in the Markdown twin: the number or the series of a record, and the figures that a record states.

use std::collections::BTreeMap;

use crate::model::{Figure, Number, Record};
use crate::prose::{Block, Inline};
use crate::site::figures;

use super::Printer;
use super::blocks::{link, list};
use super::table::{self, Group};

/// Lines for the figures that a record states, by the place that each stands in.
pub(super) struct Stated<'a>(BTreeMap<Option<&'a str>, Vec<Vec<Block>>>);

impl Stated<'_> {
    /// The list of those stated at a place; `None`: in the record as a whole.
    pub fn at(&self, anchor: Option<&str>) -> Option<Block> {
        self.0.get(&anchor).map(|lines| list(lines.clone()))
    }
}

impl Printer<'_> {
    /// What a record that is a figure says: its number, or its series as a table.
    pub(super) fn figure(&self, record: &Record) -> Vec<Block> {
        let Some(figure) = &record.figure else { return Vec::new() };
        let mut line: Vec<Inline> =
            self.single(record, figure).map(|words| Inline::Strong(vec![Inline::text(words)])).into_iter().collect();
        if let Some(said) = self.said(figure) {
            line.push(Inline::text(if line.is_empty() { said } else { format!(" ({said})") }));
        }
        let mut blocks: Vec<Block> = (!line.is_empty()).then(|| Block::paragraph(line)).into_iter().collect();
        blocks.extend(figure.is_series.then(|| self.series(figure)));
        blocks
    }

    /// The figures that a record states, each as a line that leads to it.
    pub(super) fn figures_stated(&self, record: usize) -> Stated<'_> {
        let corpus = &self.site.corpus;
        let mut stated: BTreeMap<Option<&str>, Vec<Vec<Block>>> = BTreeMap::new();
        for (anchor, at) in figures::shown_in(corpus, record) {
            let of = &corpus.records[at];
            let Some(figure) = &of.figure else { continue };
            let number = self.single(of, figure).unwrap_or_else(|| self.count(figure));
            let said = self.said(figure).map(|said| format!(" ({said})")).unwrap_or_default();
            let line =
                vec![link(&of.id, Some(of.title.clone())), Inline::text(format!("{} {number}{said}", self.colon))];
            stated.entry(anchor).or_default().push(vec![Block::paragraph(line)]);
        }
        Stated(stated)
    }

    /// « au moins 315 centres de santé »; `None` for a series.
    fn single(&self, record: &Record, figure: &Figure) -> Option<String> {
        let value = figure.numbers.first().filter(|_| !figure.is_series)?.value;
        let number = format!("{} {}", figures::number(value, self.lang), self.site.unit(figure));
        Some(self.site.qualifier(record).map_or(number.clone(), |qualifier| format!("{qualifier} {number}")))
    }

    /// « série de 4 valeurs »
    fn count(&self, figure: &Figure) -> String {
        self.site.strings.fill("series_count", &[("n", &figures::number(figure.numbers.len() as f64, self.lang))])
    }

    /// The date and the population.
    fn said(&self, figure: &Figure) -> Option<String> {
        let date = figure.date.as_ref().map(|when| when.display(self.lang));
        let said: Vec<String> = date.into_iter().chain(figure.population.clone()).collect();
        (!said.is_empty()).then(|| said.join(", "))
    }

    fn series(&self, figure: &Figure) -> Block {
        let word = |key: &str| vec![Inline::text(self.site.strings.get(key))];
        let (has_dates, has_notes) = (figure.has_dates(), figure.has_notes());
        let mut head = vec![word("label"), table::headed(word("value"), Some(&self.site.unit(figure)))];
        head.extend(has_dates.then(|| word("date")));
        head.extend(has_notes.then(|| word("remark")));
        let align = (0..head.len()).map(|column| self.align(column == 1)).collect();
        let row = |number: &Number| {
            let date = number.date.as_ref().map(|when| Inline::text(when.display(self.lang)));
            let mut row = vec![number.label.clone(), vec![self.number(number.value)]];
            row.extend(has_dates.then(|| date.into_iter().collect()));
            row.extend(has_notes.then(|| number.note.clone().unwrap_or_default()));
            row
        };
        let group = |(title, numbers): (Option<&str>, Vec<&Number>)| -> Group {
            (title.map(|title| vec![Inline::text(title)]), numbers.into_iter().map(row).collect())
        };
        table::grid(head, align, figure.groups().into_iter().map(group).collect())
    }
}
