//! What a record is about, in plain words: for descriptions, feeds and lists made for machines.

use crate::model::{Piece, Record};
use crate::prose::plain;

use super::Site;

impl Site {
    /// The first of what a record has: its summary, description or definition, what its acronym stands for, the first
    /// paragraph of its body. On one line, without typography, whole.
    pub fn summary_of(&self, record: usize) -> Option<String> {
        let of = &self.corpus.records[record];
        let links = self.links("", Some(record));
        let said = ["summary", "description", "definition"].iter().find_map(|field| of.prose(field));
        let said = said.map(|text| plain::line(&text.blocks, &links));
        let expansion = || self.corpus.entry(record)?.expansion.clone().filter(|expansion| *expansion != of.title);
        let text = said.or_else(expansion).or_else(|| Some(plain::line(first_paragraph(of)?, &links)))?;
        Some(on_one_line(&text)).filter(|text| !text.is_empty())
    }
}

fn first_paragraph(record: &Record) -> Option<&[crate::prose::Block]> {
    record.sections.iter().flat_map(|section| &section.pieces).find_map(|piece| match piece {
        Piece::Prose(blocks) => blocks.get(..1),
        _ => None,
    })
}

/// A text without breaks, double spaces and control characters, which no page may hold; no-break spaces stay.
pub fn on_one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split([' ', '\n', '\t', '\r']).filter(|word| word.contains(|c: char| !c.is_control())) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.extend(word.split(char::is_control));
    }
    line
}
