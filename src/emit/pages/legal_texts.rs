//! The legal texts that a record or a measure cites, gathered per text, each with the provisions that cite it.

use serde::Serialize;

use crate::model::{Measure, Piece, Record};
use crate::prose::{self, Block, Inline};

use super::pieces::Link;
use super::words::Words;

/// A legal text and where it is cited.
#[derive(Debug, Serialize)]
pub(super) struct LegalText {
    pub link: Link,
    pub places: Vec<Link>,
}

/// Ids of legal texts in the order of their first citation, each with the anchors of the provisions that cite it.
#[derive(Default)]
struct Cited<'a>(Vec<(&'a str, Vec<&'a str>)>);

impl<'a> Cited<'a> {
    fn read(&mut self, blocks: &'a [Block], anchor: Option<&'a str>) {
        prose::each_inline(blocks, &mut |inline| {
            let Inline::Citation(citation) = inline else { return };
            let legal_text = &*citation.legal_text;
            let known = self.0.iter().position(|(id, _)| *id == legal_text);
            let at = known.unwrap_or_else(|| {
                self.0.push((legal_text, Vec::new()));
                self.0.len() - 1
            });
            let places = &mut self.0[at].1;
            places.extend(anchor.filter(|anchor| !places.contains(anchor)));
        });
    }

    fn read_measure(&mut self, measure: &'a Measure, anchor: Option<&'a str>) {
        let mut texts = Vec::new();
        measure.fields.all_prose(&mut texts);
        texts.into_iter().flat_map(|(_, text)| text.parts()).for_each(|blocks| self.read(blocks, anchor));
    }

    fn view(self, words: &Words, record: usize) -> Vec<LegalText> {
        let view = |(id, anchors): (&str, Vec<&str>)| {
            let at = words.corpus.index(id)?;
            let link = Link { html: words.title(at), ..words.link(at) };
            let places = anchors.iter().filter_map(|anchor| words.provision_link(record, anchor)).collect();
            Some(LegalText { link, places })
        };
        self.0.into_iter().filter_map(view).collect()
    }
}

/// Those that a record cites anywhere in its texts.
pub(super) fn of_record(words: &Words, index: usize, record: &Record) -> Vec<LegalText> {
    let mut cited = Cited::default();
    let mut texts = Vec::new();
    record.fields.all_prose(&mut texts);
    texts.into_iter().flat_map(|(_, text)| text.parts()).for_each(|blocks| cited.read(blocks, None));
    let mut nearest = None;
    for section in &record.sections {
        nearest = section.anchor.as_deref().or(nearest);
        for piece in &section.pieces {
            match piece {
                Piece::Prose(blocks) => cited.read(blocks, nearest),
                Piece::Measure(at) => {
                    let measure = &record.measures[*at];
                    cited.read_measure(measure, Some(&measure.anchor));
                }
                Piece::Data(_) | Piece::Milestone { .. } => {}
            }
        }
    }
    record.footnotes.iter().for_each(|note| cited.read(&note.blocks, None));
    cited.view(words, index)
}

/// Those that the words of one measure cite.
pub(super) fn of_measure(words: &Words, record: usize, measure: &Measure) -> Vec<LegalText> {
    let mut cited = Cited::default();
    cited.read_measure(measure, None);
    cited.view(words, record)
}
