//! Annotations find their passages: by the exact words, never by guess, and the words are marked in the tree.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use crate::model::{Annotation, Piece, Record};
use crate::prose::{Inline, Marked, each_run_mut};

/// An annotation and what became of its anchor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchored {
    /// The annotation's record, by index.
    pub annotation: usize,
    /// The record that it is about, by index.
    pub target: usize,
    pub found: Found,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// Beside the passage, or beside the whole place where there is no quotation.
    At(Spot),
    /// The words do not stand there, or no longer do.
    Orphaned,
    /// They stand there that many times, and what stands around them does not tell which is meant.
    Ambiguous(usize),
}

/// Where in a record a passage stands; nothing of it: in its title or its fields.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    pub section: Option<usize>,
    /// The piece of the section, by index; `None` for its heading.
    pub piece: Option<usize>,
}

/// Anchors every annotation and marks the words that it quotes, in the order of the annotations' ids. Annotations whose
/// record or place is not there were found fault with as references are.
pub(super) fn anchor(records: &mut [Arc<Record>], by_id: &HashMap<Arc<str>, usize>) -> Vec<Anchored> {
    let annotations: Vec<(usize, Arc<str>, Box<Annotation>)> = records
        .iter()
        .enumerate()
        .filter_map(|(at, record)| Some((at, record.id.clone(), record.annotation.clone()?)))
        .collect();
    if annotations.is_empty() {
        return Vec::new();
    }
    let names: HashMap<Arc<str>, String> =
        records.iter().map(|record| (record.id.clone(), record.label().to_owned())).collect();
    let mut anchored = Vec::new();
    for (annotation, id, of) in annotations {
        let Some(&target) = by_id.get(of.record.as_str()) else { continue };
        if of.anchor.as_deref().is_some_and(|anchor| !records[target].has_anchor(anchor)) {
            continue;
        }
        let record = Arc::make_mut(&mut records[target]);
        let found = match Quote::of(&of) {
            None => Found::At(whole(record, of.anchor.as_deref())),
            Some(quote) => find(record, &of, &quote, &id, &names),
        };
        anchored.push(Anchored { annotation, target, found });
    }
    anchored
}

/// A quotation, its letters made comparable.
struct Quote {
    words: Vec<char>,
    before: Vec<char>,
    after: Vec<char>,
}

impl Quote {
    fn of(annotation: &Annotation) -> Option<Quote> {
        let words = |text: &Option<String>| single_spaced(comparable(text.as_deref().unwrap_or_default().trim())).0;
        annotation.quote.as_ref()?;
        Some(Quote {
            words: words(&annotation.quote),
            before: words(&annotation.before),
            after: words(&annotation.after),
        })
    }

    /// Where the quotation stands in a text, with what it says of its surroundings: as ranges of its letters.
    fn places(&self, letters: &[char]) -> Vec<Range<usize>> {
        let (text, at) = single_spaced(letters.iter().copied());
        let length = self.words.len();
        let trimmed_end = |text: &[char]| text.iter().rposition(|c| *c != ' ').map_or(0, |at| at + 1);
        let fits = |start: &usize| {
            let (before, after) = (&text[..*start], &text[start + length..]);
            let skipped = after.iter().take_while(|c| **c == ' ').count();
            text[*start..].starts_with(&self.words)
                && before[..trimmed_end(before)].ends_with(&self.before)
                && after[skipped..].starts_with(&self.after)
        };
        let starts = 0..(text.len() + 1).saturating_sub(length);
        starts.filter(fits).map(|start| at[start]..at[start + length - 1] + 1).collect()
    }
}

/// The letters with one space for several, as a page shows them, and the place that each had.
fn single_spaced(letters: impl Iterator<Item = char>) -> (Vec<char>, Vec<usize>) {
    let (mut kept, mut places) = (Vec::new(), Vec::new());
    for (at, letter) in letters.enumerate() {
        if letter != ' ' || kept.last() != Some(&' ') {
            kept.push(letter);
            places.push(at);
        }
    }
    (kept, places)
}

/// One letter for one: typographic apostrophes and spaces are as the plain ones.
fn comparable(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().map(|character| match character {
        '’' | 'ʼ' => '\'',
        character if character.is_whitespace() => ' ',
        character => character,
    })
}

type Names = HashMap<Arc<str>, String>;

/// Looks for a quotation in its place, and marks it where it stands once.
fn find(record: &mut Record, of: &Annotation, quote: &Quote, id: &Arc<str>, names: &Names) -> Found {
    let mut places: Vec<(usize, Spot, Range<usize>)> = Vec::new();
    let mut lines = 0;
    each_line(record, of.anchor.as_deref(), &mut |spot, line| {
        let text: Vec<char> = line.iter().flat_map(|inline| letters(inline, names)).collect();
        places.extend(quote.places(&text).into_iter().map(|range| (lines, spot, range)));
        lines += 1;
    });
    let (at, spot, range) = match places.as_slice() {
        [] => return Found::Orphaned,
        [place] => place.clone(),
        several => return Found::Ambiguous(several.len()),
    };
    let mut lines = 0;
    each_line(record, of.anchor.as_deref(), &mut |_, line| {
        if lines == at {
            mark(line, &range, id, names);
        }
        lines += 1;
    });
    Found::At(spot)
}

/// The letters of an inline as a reader sees them.
fn letters(inline: &Inline, names: &Names) -> Vec<char> {
    if let Some(words) = inline.words() {
        return comparable(words).collect();
    }
    match inline {
        Inline::Code(text) => comparable(text).collect(),
        Inline::Reference(reference) if reference.words.is_none() => {
            let target = reference.target.as_str();
            comparable(names.get(target).map_or(target, String::as_str)).collect()
        }
        Inline::SoftBreak | Inline::HardBreak => vec![' '],
        _ => inline.inside().unwrap_or_default().iter().flat_map(|inline| letters(inline, names)).collect(),
    }
}

/// Wraps what the range of letters covers: text is cut, anything else is covered whole unless it covers the range.
fn mark(line: &mut Vec<Inline>, range: &Range<usize>, id: &Arc<str>, names: &Names) {
    let mut at = 0;
    for inline in line.iter_mut() {
        let all = at..at + letters(inline, names).len();
        at = all.end;
        let is_around = all.start <= range.start && range.end <= all.end && all != *range;
        // Not within a link, where the way to the remark would be a link in a link.
        let inside = match inline {
            Inline::Emphasis(content) | Inline::Strong(content) | Inline::Strikethrough(content) => Some(content),
            Inline::Marked(marked) => Some(&mut marked.content),
            _ => None,
        };
        if let Some(content) = inside.filter(|_| is_around) {
            return mark(content, &(range.start - all.start..range.end - all.start), id, names);
        }
    }
    let (mut kept, mut marked, mut rest): (Vec<Inline>, Vec<Inline>, Vec<Inline>) = Default::default();
    let mut at = 0;
    for inline in line.drain(..) {
        let length = letters(&inline, names).len();
        let (start, end) = (range.start.saturating_sub(at).min(length), range.end.saturating_sub(at).min(length));
        // What has no letters, such as the mark of a footnote, stays where it stands.
        let is_within = length == 0 && (range.start + 1..range.end).contains(&at);
        at += length;
        match inline {
            inline if is_within => marked.push(inline),
            inline if start == end => match marked.is_empty() {
                true => kept.push(inline),
                false => rest.push(inline),
            },
            Inline::Text { text, span } => {
                let part = |range: Range<usize>| Inline::Text {
                    text: text.chars().skip(range.start).take(range.len()).collect(),
                    span: span.clone(),
                };
                kept.extend((start > 0).then(|| part(0..start)));
                marked.push(part(start..end));
                rest.extend((end < length).then(|| part(end..length)));
            }
            inline => marked.push(inline),
        }
    }
    kept.push(Inline::Marked(Box::new(Marked { annotation: id.clone(), content: marked })));
    kept.append(&mut rest);
    *line = kept;
}

/// The place that an annotation without a quotation is about.
fn whole(record: &Record, anchor: Option<&str>) -> Spot {
    let Some(anchor) = anchor else { return Spot::default() };
    let of_section = record.sections.iter().position(|section| section.anchor.as_deref() == Some(anchor));
    of_section.map(|section| Spot { section: Some(section), piece: None }).unwrap_or_else(|| {
        let is_there = |piece: &Piece| record.anchor_of(piece) == Some(anchor);
        let mut spots = record.sections.iter().enumerate();
        let found = spots.find_map(|(at, section)| Some((at, section.pieces.iter().position(is_there)?)));
        found.map_or_else(Spot::default, |(section, piece)| Spot { section: Some(section), piece: Some(piece) })
    })
}

/// Calls `see` on every line of a record below an anchor, or of the whole record: titles, headings, prose, measures,
/// tables. What is changed in a line of running text stays; titles, headings and fields, which other pages
/// show too, are seen as copies.
fn each_line(record: &mut Record, anchor: Option<&str>, see: &mut dyn FnMut(Spot, &mut Vec<Inline>)) {
    let copy_of = |spot: Spot, text: String, see: &mut dyn FnMut(Spot, &mut Vec<Inline>)| {
        see(spot, &mut vec![Inline::text(text)]);
    };
    if anchor.is_none() {
        copy_of(Spot::default(), record.title.clone(), see);
        record.fields.clone().each_prose_mut(&mut |prose| {
            each_run_mut(&mut prose.blocks, true, &mut |line, _| see(Spot::default(), line));
        });
    }
    let meant: Vec<bool> = (0..record.sections.len()).map(|at| record.is_within(at, anchor)).collect();
    let Record { sections: all, measures, data, .. } = record;
    for (at, section) in all.iter_mut().enumerate() {
        let spot = Spot { section: Some(at), piece: None };
        let is_meant = meant[at];
        if is_meant && section.level > 0 {
            see(spot, &mut section.title.clone());
        }
        for (index, piece) in section.pieces.iter_mut().enumerate() {
            let spot = Spot { piece: Some(index), ..spot };
            match piece {
                Piece::Prose(blocks) if is_meant => each_run_mut(blocks, true, &mut |line, _| see(spot, line)),
                Piece::Prose(_) => {}
                Piece::Measure(of) if is_meant || anchor == Some(&*measures[*of].anchor) => {
                    copy_of(spot, measures[*of].title.clone(), see);
                    measures[*of].fields.each_prose_mut(&mut |prose| {
                        each_run_mut(&mut prose.blocks, true, &mut |line, _| see(spot, line));
                    });
                }
                Piece::Data(of) | Piece::Milestone { block: of, .. }
                    if is_meant || data[*of].anchor.as_deref() == anchor =>
                {
                    data[*of].fields.each_line_mut(&mut |line| see(spot, line));
                    data[*of].fields.each_prose_mut(&mut |prose| {
                        each_run_mut(&mut prose.blocks, true, &mut |line, _| see(spot, line));
                    });
                }
                _ => {}
            }
        }
    }
}
