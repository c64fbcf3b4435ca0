//! A provision: a section, a measure or another block of a record, what it is called and what it says.

use crate::model::{Datum, Fields, Item, Piece, Record};
use crate::prose::{Block, NoLinks, plain};

/// A citable part of a record: a section, a measure or another data block, by its index.
#[derive(Clone, Copy, Debug)]
pub enum Provision<'a> {
    Section(&'a Record, usize),
    Measure(&'a Record, usize),
    Block(&'a Record, usize),
}

impl<'a> Provision<'a> {
    /// The provisions of a record in the order of reading.
    pub fn of(record: &'a Record) -> Vec<Provision<'a>> {
        let mut found = Vec::new();
        for (at, section) in record.sections.iter().enumerate() {
            if section.level > 0 {
                found.push(Provision::Section(record, at));
            }
            found.extend(section.pieces.iter().filter_map(|piece| match piece {
                Piece::Prose(_) => None,
                Piece::Measure(at) => Some(Provision::Measure(record, *at)),
                Piece::Data(at) | Piece::Milestone { block: at, .. } => Some(Provision::Block(record, *at)),
            }));
        }
        found
    }

    pub fn record(&self) -> &'a Record {
        match self {
            Provision::Section(record, _) | Provision::Measure(record, _) | Provision::Block(record, _) => record,
        }
    }

    /// Its number among those of its sort in the record.
    pub fn index(&self) -> usize {
        match *self {
            Provision::Section(_, at) | Provision::Measure(_, at) | Provision::Block(_, at) => at,
        }
    }

    /// What sort it is: `section`, or the name of its block.
    pub fn sort(&self) -> &'a str {
        match *self {
            Provision::Section(..) => "section",
            Provision::Measure(..) => "measure",
            Provision::Block(record, at) => &record.data[at].name,
        }
    }

    pub fn anchor(&self) -> Option<&'a str> {
        match *self {
            Provision::Section(record, at) => record.sections[at].anchor.as_deref(),
            Provision::Measure(record, at) => Some(&record.measures[at].anchor),
            Provision::Block(record, at) => record.data[at].anchor.as_deref(),
        }
    }

    pub fn number(&self) -> Option<&'a str> {
        match *self {
            Provision::Measure(record, at) => Some(&record.measures[at].number),
            _ => None,
        }
    }

    /// What it is called, in plain words; nothing for a block without a title.
    pub fn title(&self) -> String {
        match *self {
            Provision::Section(record, at) => record.sections[at].plain_title(),
            Provision::Measure(record, at) => record.measures[at].title.clone(),
            Provision::Block(record, at) => record.data[at].title().unwrap_or_default(),
        }
    }

    pub fn fields(&self) -> Option<&'a Fields> {
        match *self {
            Provision::Section(..) => None,
            Provision::Measure(record, at) => Some(&record.measures[at].fields),
            Provision::Block(record, at) => Some(&record.data[at].fields),
        }
    }

    /// The section that it stands in, if that has a heading.
    pub fn parent(&self) -> Option<Provision<'a>> {
        let (record, at) = match *self {
            Provision::Section(record, at) => (record, record.sections[at].parent?),
            Provision::Measure(record, at) => (record, record.measures[at].section),
            Provision::Block(record, at) => (record, record.data[at].section),
        };
        (record.sections[at].level > 0).then_some(Provision::Section(record, at))
    }

    /// True where its address is its own choice, not made of its number.
    pub fn is_named(&self) -> bool {
        match *self {
            Provision::Measure(record, at) => record.measures[at].fields.get("anchor").is_some(),
            _ => self.anchor().is_some(),
        }
    }

    /// What it says itself, as plain words: its title and its text, and of a table or a date every value.
    pub fn words(&self) -> String {
        let mut words = String::new();
        match *self {
            Provision::Section(record, at) => {
                words.push_str(&self.title());
                own_text(record, at).for_each(|blocks| write_blocks(blocks, &mut words));
            }
            Provision::Measure(record, at) => {
                words.push_str(&self.title());
                let mut texts = Vec::new();
                record.measures[at].fields.all_prose(&mut texts);
                texts.into_iter().for_each(|(_, prose)| write_blocks(&prose.blocks, &mut words));
            }
            Provision::Block(record, at) => write_fields(&record.data[at].fields, &mut words),
        }
        words
    }
}

fn write_blocks(blocks: &[Block], words: &mut String) {
    words.push('\n');
    words.push_str(&plain::blocks(blocks, &NoLinks));
}

/// What fields say, as plain words: all but the anchor.
pub fn write_fields(fields: &Fields, words: &mut String) {
    let said = fields.entries.iter().filter(|(name, _)| &**name != "anchor");
    said.for_each(|(_, item)| write_item(item, words));
}

fn write_item(item: &Item, words: &mut String) {
    match &item.datum {
        Datum::Prose(prose) => write_blocks(&prose.blocks, words),
        Datum::List(items) => items.iter().for_each(|item| write_item(item, words)),
        Datum::Map(fields) => write_fields(fields, words),
        other => {
            words.push('\n');
            words.push_str(&match other {
                Datum::Date(when) => when.edtf().unwrap_or_default(),
                Datum::Link(link) => link.target.clone(),
                _ => item.text().unwrap_or_default(),
            });
        }
    }
}

/// The prose of a section itself, between its blocks.
pub fn own_text(record: &Record, section: usize) -> impl Iterator<Item = &[Block]> {
    record.sections[section].pieces.iter().filter_map(|piece| match piece {
        Piece::Prose(blocks) => Some(blocks.as_slice()),
        _ => None,
    })
}
