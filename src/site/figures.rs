//! Figures in words, whatever the format: the number, its unit, how exact it is, and where each is stated.

use crate::diagnostics::Lang;
use crate::model::{Figure, Record};
use crate::resolve::Corpus;

use super::Site;

impl Site {
    /// « euros par mois »
    pub fn unit(&self, figure: &Figure) -> String {
        match &figure.per {
            Some(per) => format!("{} {} {per}", figure.unit, self.strings.get("per")),
            None => figure.unit.clone(),
        }
    }

    /// How exact the number of a figure is, in the words of its kind's schema; `None` where it is exact.
    pub fn qualifier(&self, record: &Record) -> Option<&str> {
        let key = record.figure.as_ref()?.qualifier.as_deref()?;
        let label = self.corpus.kinds.get(&record.kind)?.shape.field("qualifier")?.labels.get(key)?;
        Some(label.get(self.lang))
    }
}

/// The figures that a record states, by the place that each stands in, in the order of their files.
pub fn stated_in(corpus: &Corpus, record: usize) -> Vec<(Option<&str>, usize)> {
    let links = corpus.backlinks(record).filter(|link| &*link.relation == "states");
    let figures = links.filter(|link| corpus.records[link.from].figure.is_some());
    let mut found: Vec<(Option<&str>, usize)> = figures.map(|link| (link.to_anchor.as_deref(), link.from)).collect();
    found.sort_by_key(|&(_, at)| (&corpus.records[at].file, corpus.records[at].span.start));
    found
}

/// Where the text of a record shows each: a section leaves it to a measure or a table in it that states it too.
pub fn shown_in(corpus: &Corpus, record: usize) -> Vec<(Option<&str>, usize)> {
    let (of, stated) = (&corpus.records[record], stated_in(corpus, record));
    let is_left = |&(anchor, figure): &(Option<&str>, usize)| {
        let sections = of.sections.iter().filter(|section| anchor.is_some() && section.anchor.as_deref() == anchor);
        let mut within = sections.flat_map(|section| &section.pieces).filter_map(|piece| of.anchor_of(piece));
        within.any(|anchor| stated.contains(&(Some(anchor), figure)))
    };
    stated.iter().copied().filter(|place| !is_left(place)).collect()
}

/// A number as the language writes it: « 12 500,5 ».
pub fn number(number: f64, lang: Lang) -> String {
    let written = format!("{number}");
    let (whole, fraction) = written.split_once('.').map_or((&*written, None), |(whole, rest)| (whole, Some(rest)));
    let (group, point) = match lang {
        Lang::Fr => ('\u{202f}', ','),
        Lang::En => (',', '.'),
    };
    let digits = whole.trim_start_matches('-');
    let mut out = String::from(if whole.starts_with('-') { "\u{2212}" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(group);
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push(point);
        out.push_str(fraction);
    }
    out
}
