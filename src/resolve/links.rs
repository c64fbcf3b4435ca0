//! Every reference of a record, in its YAML and in its prose, with where it stands.

use std::sync::Arc;

use crate::inputs::Span;
use crate::model::{Fields, Link, Piece, Record};
use crate::prose::{Block, Inline, Prose, each_inline};
use crate::schema::{Kinds, Reference};

/// A reference in prose.
pub(super) struct InProse<'a> {
    pub target: &'a str,
    pub anchor: Option<&'a Arc<str>>,
    pub span: &'a Span,
    /// What it means where it stands in a section whose role gives references a meaning.
    pub meaning: Option<&'a Arc<Reference>>,
}

/// Every reference in a record's YAML, with the anchor of the measure or of the section that it stands in.
pub(super) fn each_link<'a>(record: &'a Record, see: &mut dyn FnMut(&'a Link, Option<&'a Arc<str>>)) {
    let mut links = Vec::new();
    record.fields.all_links(&mut links);
    links.drain(..).for_each(|link| see(link, None));
    for block in &record.data {
        block.fields.all_links(&mut links);
        let anchor = block.anchor.as_ref().or_else(|| record.anchor_above(block.section));
        links.drain(..).for_each(|link| see(link, anchor));
    }
    for measure in &record.measures {
        measure.fields.all_links(&mut links);
        links.drain(..).for_each(|link| see(link, Some(&measure.anchor)));
    }
}

/// Every reference in a record's prose, with the nearest anchor above it.
pub(super) fn each_prose_reference<'a>(
    record: &'a Record,
    kinds: &'a Kinds,
    see: &mut dyn FnMut(InProse<'a>, Option<&'a Arc<str>>),
) {
    let kind = kinds.get(&record.kind);
    let mut seen = Seen { meaning: None, see };
    seen.fields(&record.fields, None);
    for block in &record.data {
        seen.fields(&block.fields, block.anchor.as_ref().or_else(|| record.anchor_above(block.section)));
    }
    record.measures.iter().for_each(|measure| seen.fields(&measure.fields, Some(&measure.anchor)));
    for (at, section) in record.sections.iter().enumerate() {
        let anchor = record.anchor_above(at);
        seen.line(&section.title, anchor);
        seen.meaning = kind.and_then(|kind| kind.role(record.role_at(at)?)?.reference.as_ref());
        for piece in &section.pieces {
            if let Piece::Prose(blocks) = piece {
                seen.blocks(blocks, anchor);
            }
        }
        seen.meaning = None;
    }
    record.footnotes.iter().for_each(|note| seen.blocks(&note.blocks, None));
}

/// Hands on each reference with what it means where it stands.
struct Seen<'a, 's> {
    meaning: Option<&'a Arc<Reference>>,
    see: &'s mut dyn FnMut(InProse<'a>, Option<&'a Arc<str>>),
}

impl<'a> Seen<'a, '_> {
    fn inline(&mut self, inline: &'a Inline, anchor: Option<&'a Arc<str>>) {
        if let Inline::Reference(to) = inline {
            let (target, span, meaning) = (&to.target, &to.span, self.meaning);
            (self.see)(InProse { target, anchor: to.anchor.as_ref(), span, meaning }, anchor);
        }
    }

    fn line(&mut self, line: &'a [Inline], anchor: Option<&'a Arc<str>>) {
        line.iter().for_each(|inline| self.inline(inline, anchor));
    }

    fn blocks(&mut self, blocks: &'a [Block], anchor: Option<&'a Arc<str>>) {
        each_inline(blocks, &mut |inline| self.inline(inline, anchor));
    }

    fn fields(&mut self, fields: &'a Fields, anchor: Option<&'a Arc<str>>) {
        let mut texts: Vec<(&str, &Prose)> = Vec::new();
        fields.all_prose(&mut texts);
        texts.into_iter().flat_map(|(_, prose)| prose.parts()).for_each(|blocks| self.blocks(blocks, anchor));
        fields.each_line(&mut |line| self.line(line, anchor));
    }
}
