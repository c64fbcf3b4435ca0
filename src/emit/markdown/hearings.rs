//! Those heard in the Markdown twin: a list under each category.

use crate::model::{Record, hearing};
use crate::prose::{Block, Inline};

use super::Printer;
use super::blocks::{link, list, title};

impl Printer<'_> {
    pub(super) fn hearings(&self, record: &Record) -> Vec<Block> {
        let mut blocks = Vec::new();
        for hearing in hearing::read(&record.fields) {
            blocks.push(title(vec![Inline::text(hearing.category)], None, 0));
            let heard = hearing.heard.into_iter().filter_map(|heard| {
                let of = self.site.corpus.get(&heard.target)?;
                let mut line = vec![link(&heard.target, Some(of.title.clone()))];
                let acronym = of.acronym.as_deref().filter(|acronym| *acronym != of.title);
                line.extend(acronym.map(|acronym| Inline::text(format!(" ({acronym})"))));
                Some(vec![Block::paragraph(line)])
            });
            let heard: Vec<Vec<Block>> = heard.collect();
            if !heard.is_empty() {
                blocks.push(list(heard));
            }
            blocks.extend(hearing.note.into_iter().flat_map(|note| self.notes.take(note)));
        }
        blocks
    }
}
