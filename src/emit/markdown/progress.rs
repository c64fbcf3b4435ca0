//! How far an accord is, in its Markdown twin: what is known, a row for each axis, and the rule by which it is counted.

use crate::model::Record;
use crate::model::time::When;
use crate::prose::{Block, Inline};
use crate::resolve::Tally;
use crate::site::progress;

use super::Printer;
use super::blocks::{heading, list};
use super::table::grid;

impl Printer<'_> {
    pub(super) fn progress(&self, at: usize, record: &Record) -> Vec<Block> {
        let corpus = &self.site.corpus;
        let whole = progress::whole(corpus, at);
        if whole.total() == 0 {
            return Vec::new();
        }
        let word = |key| self.site.strings.get(key).to_owned();
        let mut known = progress::known(self.site, &whole);
        if let Some(day) = corpus.as_of {
            known.push_str(&format!(" {} {}.", word("as_of"), When::from(day).describe(self.lang)));
        }
        let mut rows: Vec<Vec<Vec<Inline>>> = Vec::new();
        let mut row = |name: Vec<Inline>, tally: Tally| {
            rows.push(vec![
                name,
                vec![self.number(tally.total() as f64)],
                vec![Inline::text(progress::in_words(self.site, &tally))],
            ]);
        };
        for part in progress::parts(corpus, at) {
            let name = match part.section {
                Some(section) => record.sections[section].title.clone(),
                None => vec![Inline::text(word("progress_elsewhere"))],
            };
            row(name, part.tally);
        }
        row(vec![Inline::Strong(vec![Inline::text(word("progress_whole"))])], whole);
        let head = ["progress_axis", "measures", "follow_up"].map(|key| vec![Inline::text(word(key))]);
        let align = [false, true, false].map(|has_numbers| self.align(has_numbers));
        let rule = progress::RULE.map(|key| vec![Block::paragraph(vec![Inline::text(word(key))])]);
        vec![
            heading(vec![Inline::text(word("progress"))]),
            Block::paragraph(vec![Inline::text(known)]),
            grid(head.to_vec(), align.to_vec(), vec![(None, rows)]),
            Block::paragraph(vec![Inline::text(format!("{}{}", word("progress_rule"), self.colon))]),
            list(rule.to_vec()),
        ]
    }
}
