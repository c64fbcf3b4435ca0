//! Annotations find their passages: by the exact words, never by guess, and the words are marked in the tree.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use aho_corasick::AhoCorasick;

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
    let mut anchored = Vec::new();
    let mut quotes: BTreeMap<usize, Vec<Quote>> = BTreeMap::new();
    for (annotation, record) in records.iter().enumerate() {
        let Some(of) = &record.annotation else { continue };
        let Some(&target) = by_id.get(of.record.as_str()) else { continue };
        if of.anchor.as_deref().is_some_and(|anchor| !records[target].has_anchor(anchor)) {
            continue;
        }
        let found = match &of.quote {
            None => Found::At(whole(&records[target], of.anchor.as_deref())),
            Some(quote) => {
                let quote = Quote::new(anchored.len(), record.id.clone(), of, quote);
                quotes.entry(target).or_default().push(quote);
                Found::Orphaned
            }
        };
        anchored.push(Anchored { annotation, target, found });
    }
    if quotes.is_empty() {
        return anchored;
    }
    let names = records.iter().map(|record| (record.id.clone(), record.label().to_owned())).collect();
    for (target, quotes) in quotes {
        let found = find(Arc::make_mut(&mut records[target]), &quotes, &names);
        quotes.iter().zip(found).for_each(|(quote, found)| anchored[quote.of].found = found);
    }
    anchored
}

/// The quotation of a remark, its letters made comparable.
struct Quote {
    /// The remark, by its place among those that are anchored.
    of: usize,
    id: Arc<str>,
    anchor: Option<Arc<str>>,
    words: String,
    before: String,
    after: String,
}

impl Quote {
    fn new(of: usize, id: Arc<str>, annotation: &Annotation, quote: &str) -> Quote {
        let words = |text: &str| single_spaced(comparable(text.trim())).0;
        let beside = |text: &Option<String>| words(text.as_deref().unwrap_or_default());
        let (before, after) = (beside(&annotation.before), beside(&annotation.after));
        Quote { of, id, anchor: annotation.anchor.clone(), words: words(quote), before, after }
    }

    /// True where it says the surroundings of these bytes of a text.
    fn stands_at(&self, range: &Range<usize>, text: &str) -> bool {
        text[..range.start].trim_end_matches(' ').ends_with(&self.before)
            && text[range.end..].trim_start_matches(' ').starts_with(&self.after)
    }

    /// True where it is looked for in what stands at that spot.
    fn means(&self, record: &Record, spot: Spot) -> bool {
        let (Some(anchor), Some(section)) = (self.anchor.as_deref(), spot.section) else {
            return self.anchor.is_none();
        };
        let piece = spot.piece.map(|piece| &record.sections[section].pieces[piece]);
        record.is_within(section, Some(anchor)) || piece.is_some_and(|piece| record.anchor_of(piece) == Some(anchor))
    }
}

/// A text with one space for several, as a page shows it, and which letter of before each of its bytes belongs to.
fn single_spaced(letters: impl Iterator<Item = char>) -> (String, Vec<usize>) {
    let (mut kept, mut places) = (String::new(), Vec::new());
    for (at, letter) in letters.enumerate() {
        if letter != ' ' || !kept.ends_with(' ') {
            kept.push(letter);
            places.resize(kept.len(), at);
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

/// Looks for each quotation in its place, and marks those that stand once.
fn find(record: &mut Record, quotes: &[Quote], names: &Names) -> Vec<Found> {
    let mut lines = Vec::new();
    each_line(record, &mut |spot, line| {
        let mut text = String::new();
        line.iter().for_each(|inline| each_part(inline, names, &mut |part| text.push_str(part)));
        lines.push((spot, single_spaced(comparable(&text))));
    });
    // More words than can be looked for at once are more than a corpus holds.
    let Ok(words) = AhoCorasick::new(quotes.iter().map(|quote| &quote.words)) else {
        return vec![Found::Orphaned; quotes.len()];
    };
    let mut found = vec![Found::Orphaned; quotes.len()];
    // By line, in the order of the remarks.
    let mut marks: BTreeMap<usize, BTreeMap<usize, Range<usize>>> = BTreeMap::new();
    for (at, (spot, (text, places))) in lines.iter().enumerate() {
        for hit in words.find_overlapping_iter(text) {
            let (of, range) = (hit.pattern().as_usize(), hit.range());
            if !quotes[of].means(record, *spot) || !quotes[of].stands_at(&range, text) {
                continue;
            }
            found[of] = match found[of] {
                Found::Orphaned => {
                    marks.entry(at).or_default().insert(of, places[range.start]..places[range.end - 1] + 1);
                    Found::At(*spot)
                }
                Found::At(_) => Found::Ambiguous(2),
                Found::Ambiguous(times) => Found::Ambiguous(times + 1),
            };
        }
    }
    let mut at = 0;
    each_line(record, &mut |_, line| {
        for (of, range) in marks.remove(&at).unwrap_or_default() {
            if let Found::At(_) = found[of] {
                mark(line, &range, &quotes[of].id, names, MARKS);
            }
        }
        at += 1;
    });
    found
}

/// Calls `see` on each part of an inline's words as a reader sees them.
fn each_part(inline: &Inline, names: &Names, see: &mut dyn FnMut(&str)) {
    match inline {
        Inline::Code(text) => see(text),
        Inline::Reference(reference) if reference.words.is_none() => {
            let target = reference.target.as_str();
            see(names.get(target).map_or(target, String::as_str));
        }
        Inline::SoftBreak | Inline::HardBreak => see(" "),
        _ => match inline.words() {
            Some(words) => see(words),
            None => inline.inside().unwrap_or_default().iter().for_each(|inside| each_part(inside, names, see)),
        },
    }
}

/// How many letters these are.
fn length(inline: &Inline, names: &Names) -> usize {
    let mut length = 0;
    each_part(inline, names, &mut |part| length += part.chars().count());
    length
}

/// How many marks may stand within one another: more than a page can tell apart.
const MARKS: usize = 64;

/// How many marks stand within one another in an inline.
fn depth(inline: &Inline) -> usize {
    let inside = inline.inside().unwrap_or_default().iter().map(depth).max().unwrap_or_default();
    inside + usize::from(matches!(inline, Inline::Marked(_)))
}

/// Wraps what the range of letters covers: text is cut, anything else is covered whole unless it covers the range. Nothing
/// is wrapped where more than `room` marks would stand within one another.
fn mark(line: &mut Vec<Inline>, range: &Range<usize>, id: &Arc<str>, names: &Names, room: usize) {
    let (mut at, mut within) = (0, 0);
    for inline in line.iter_mut() {
        let all = at..at + length(inline, names);
        at = all.end;
        if all.end <= range.start || range.end <= all.start {
            continue;
        }
        let is_around = all.start <= range.start && range.end <= all.end && all != *range;
        // Not within a link, where the way to the remark would be a link in a link.
        let (inside, room) = match inline {
            Inline::Emphasis(content) | Inline::Strong(content) | Inline::Strikethrough(content) => {
                (Some(content), room)
            }
            Inline::Marked(marked) => (Some(&mut marked.content), room - 1),
            _ => (None, room),
        };
        if let Some(content) = inside.filter(|_| is_around) {
            return mark(content, &(range.start - all.start..range.end - all.start), id, names, room);
        }
        within = within.max(depth(inline));
    }
    if within >= room {
        return;
    }
    let (mut kept, mut marked, mut rest): (Vec<Inline>, Vec<Inline>, Vec<Inline>) = Default::default();
    let mut at = 0;
    for inline in line.drain(..) {
        let length = length(&inline, names);
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

/// Calls `see` on every line of a record: titles, headings, prose, measures, tables. What is changed in a line of running
/// text stays; titles, headings and fields, which other pages show too, are seen as copies.
fn each_line(record: &mut Record, see: &mut dyn FnMut(Spot, &mut Vec<Inline>)) {
    let copy_of = |spot: Spot, text: String, see: &mut dyn FnMut(Spot, &mut Vec<Inline>)| {
        see(spot, &mut vec![Inline::text(text)]);
    };
    copy_of(Spot::default(), record.title.clone(), see);
    record.fields.clone().each_prose_mut(&mut |prose| {
        each_run_mut(&mut prose.blocks, true, &mut |line, _| see(Spot::default(), line));
    });
    let Record { sections: all, measures, data, .. } = record;
    for (at, section) in all.iter_mut().enumerate() {
        let spot = Spot { section: Some(at), piece: None };
        if section.level > 0 {
            see(spot, &mut section.title.clone());
        }
        for (index, piece) in section.pieces.iter_mut().enumerate() {
            let spot = Spot { piece: Some(index), ..spot };
            match piece {
                Piece::Prose(blocks) => each_run_mut(blocks, true, &mut |line, _| see(spot, line)),
                Piece::Measure(of) => {
                    copy_of(spot, measures[*of].title.clone(), see);
                    measures[*of].fields.each_prose_mut(&mut |prose| {
                        each_run_mut(&mut prose.blocks, true, &mut |line, _| see(spot, line));
                    });
                }
                Piece::Data(of) | Piece::Milestone { block: of, .. } => {
                    data[*of].fields.each_line_mut(&mut |line| see(spot, line));
                    data[*of].fields.each_prose_mut(&mut |prose| {
                        each_run_mut(&mut prose.blocks, true, &mut |line, _| see(spot, line));
                    });
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_marks_stand_within_one_another_than_a_page_can_hold() {
        let mut line = vec![Inline::text("the words that all speak of")];
        for remark in 0..MARKS + 10 {
            mark(&mut line, &(4..9), &Arc::from(format!("r{remark}")), &Names::new(), MARKS);
        }
        // What stands around them, and beside them, has room of its own.
        mark(&mut line, &(0..27), &Arc::from("around"), &Names::new(), MARKS);
        mark(&mut line, &(15..18), &Arc::from("beside"), &Names::new(), MARKS);
        assert_eq!(line.iter().map(depth).collect::<Vec<_>>(), [0, MARKS, 0, 1, 0]);
        let mut text = String::new();
        line.iter().for_each(|inline| each_part(inline, &Names::new(), &mut |part| text.push_str(part)));
        assert_eq!(text, "the words that all speak of");
    }
}
