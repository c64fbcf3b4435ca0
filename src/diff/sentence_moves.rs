//! Sentences that went from one place of a record to another, in texts whose words are marked already: told as moved too.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::prose::{Inline, Moved};

use super::degree::{Counted, best};
use super::line::{Signs, merged, part, with_parts};
use super::moves::ALIKE;
use super::sentences::{LEAST, said, whole};
use super::texts::{At, Text, each_paragraph, put};
use super::{likely, words};

/// One that went to another text must have more: what is said of many things may be said anew of any.
const LEAST_ELSEWHERE: usize = 40;

/// A line that holds both versions.
struct Line {
    at: At,
    old: Version,
    new: Version,
    /// Where the words that stayed stand in both.
    kept: Vec<[Range<usize>; 2]>,
}

/// One version of a line.
#[derive(Default)]
struct Version {
    content: Vec<Inline>,
    words: String,
    /// The words that only this one has.
    marked: Vec<Range<usize>>,
}

/// A sentence of one version, by its line, its number in it and its words.
struct Sentence {
    line: usize,
    number: usize,
    range: Range<usize>,
    letters: usize,
    key: Vec<u64>,
    /// False where it stays, or most of it.
    is_free: bool,
}

/// Finds the sentences that moved within and between the texts of a record, where whole passages that did are marked, and
/// marks them so.
pub fn mark(texts: &mut [Text<'_>]) {
    let lines = lines(texts);
    let (old, new) = (sentences(&lines, |line| &line.old), sentences(&lines, |line| &line.new));
    let moved = joined(moved(&lines, &old, &new), &old, &new);
    // What is told of each line: the words that it no longer has, and those that it has now.
    type Told = Vec<(Range<usize>, Inline)>;
    let mut told: BTreeMap<usize, [Told; 2]> = BTreeMap::new();
    for (was, is) in moved {
        let (from, to) = (&lines[old[was.start].line], &lines[new[is.start].line]);
        let gone = old[was.start].range.start..old[was.end - 1].range.end;
        let come = new[is.start].range.start..new[is.end - 1].range.end;
        let (before, now) = (part(&from.old.content, &gone), part(&to.new.content, &come));
        let place = |of: &Line| texts[of.at.0].place.clone().filter(|_| from.at.0 != to.at.0);
        let comes = Moved { away: false, place: place(from), content: merged(&before, &now) };
        let stays = Moved { away: true, place: place(to), content: before };
        told.entry(old[was.start].line).or_default()[0].push((gone, Inline::Moved(Box::new(stays))));
        told.entry(new[is.start].line).or_default()[1].push((come, Inline::Moved(Box::new(comes))));
    }
    let mut made: BTreeMap<At, Vec<Inline>> = BTreeMap::new();
    for (at, mut parts) in told {
        parts.iter_mut().for_each(|parts| parts.sort_by_key(|(range, _)| range.start));
        let [gone, come] = parts;
        let line = &lines[at];
        let both = merged(&with_parts(&line.old.content, gone), &with_parts(&line.new.content, come));
        made.insert(line.at, both);
    }
    put(texts, made);
}

/// The lines of the texts, but for those that are told as moved as a whole.
fn lines(texts: &mut [Text<'_>]) -> Vec<Line> {
    let (mut lines, mut signs) = (Vec::new(), Signs::default());
    each_paragraph(texts, &mut |at, content| {
        if !matches!(content.as_slice(), [Inline::Moved(_)]) {
            lines.push(line(at, content, &mut signs));
        }
    });
    lines
}

fn line(at: At, content: &[Inline], signs: &mut Signs) -> Line {
    let (mut old, mut new, mut kept) = (Version::default(), Version::default(), Vec::new());
    for inline in content {
        match inline {
            Inline::Removed(gone) => old.add(gone, signs, true),
            Inline::Added(come) => new.add(come, signs, true),
            stays => {
                let from = [old.words.len(), new.words.len()];
                old.add(std::slice::from_ref(stays), signs, false);
                new.add(std::slice::from_ref(stays), signs, false);
                kept.push([from[0]..old.words.len(), from[1]..new.words.len()]);
            }
        }
    }
    Line { at, old, new, kept }
}

impl Version {
    fn add(&mut self, content: &[Inline], signs: &mut Signs, is_marked: bool) {
        let start = self.words.len();
        self.words.push_str(&signs.text(content));
        self.content.extend_from_slice(content);
        if is_marked {
            self.marked.push(start..self.words.len());
        }
    }

    /// True where more of a stretch is its own than both versions have.
    fn is_own(&self, range: &Range<usize>) -> bool {
        let common = |of: &Range<usize>| of.start.max(range.start)..of.end.min(range.end);
        let own = self.marked.iter().map(common).filter(|of| of.start < of.end);
        2 * own.map(|of| words::weight(&self.words[of])).sum::<usize>() > words::weight(&self.words[range.clone()])
    }
}

fn sentences(lines: &[Line], version: fn(&Line) -> &Version) -> Vec<Sentence> {
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let of = version(line);
        for (number, range) in whole(&of.words).enumerate() {
            let range = range.start..range.start + of.words[range.clone()].trim_end().len();
            let (letters, key) = said(&of.words[range.clone()]);
            let is_free = letters >= LEAST && of.is_own(&range);
            found.push(Sentence { line: at, number, range, letters, key, is_free });
        }
    }
    found
}

/// The sentences of both versions that are one and moved: those of the same words, then those much alike. What stands in
/// several places is not told as moved from one of them to another.
fn moved(lines: &[Line], old: &[Sentence], new: &[Sentence]) -> Vec<(usize, usize)> {
    let (was, is) = (single(old), single(new));
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (key, &from) in &was {
        let to = is.get(key).copied().filter(|&to| old[from].is_free && new[to].is_free);
        pairs.extend(to.filter(|&to| has_moved(lines, &old[from], &new[to])).map(|to| (from, to)));
    }
    let left = |all: &BTreeMap<&[u64], usize>, of: &[Sentence], others: &BTreeMap<&[u64], usize>| -> Vec<usize> {
        let alone = all.iter().filter(|(key, _)| !others.contains_key(*key)).map(|(_, at)| *at);
        let mut left: Vec<usize> = alone.filter(|at| of[*at].is_free).collect();
        left.sort_unstable();
        left
    };
    let (gone, come) = (left(&was, old, &is), left(&is, new, &was));
    let counted = |left: &[usize], of: &[Sentence], version: fn(&Line) -> &Version| -> Vec<Counted> {
        let words = |at: &usize| version(&lines[of[*at].line]).words[of[*at].range.clone()].to_owned();
        left.iter().map(|at| Counted::new(words(at))).collect()
    };
    let texts = (counted(&gone, old, |line| &line.old), counted(&come, new, |line| &line.new));
    let fits = |at: usize, to: usize| has_moved(lines, &old[gone[at]], &new[come[to]]);
    let alike = best(likely::pairs(&texts.0, &texts.1, ALIKE, fits));
    pairs.extend(alike.into_iter().map(|(at, to)| (gone[at], come[to])));
    pairs
}

/// The sentences whose words stand in one place only.
fn single(sentences: &[Sentence]) -> BTreeMap<&[u64], usize> {
    let mut places: BTreeMap<&[u64], (usize, usize)> = BTreeMap::new();
    for (at, sentence) in sentences.iter().enumerate() {
        places.entry(&sentence.key).or_insert((at, 0)).1 += 1;
    }
    places.into_iter().filter(|(_, (_, times))| *times == 1).map(|(key, (at, _))| (key, at)).collect()
}

/// True where something that stayed tells both places apart.
fn has_moved(lines: &[Line], was: &Sentence, is: &Sentence) -> bool {
    let (from, to) = (&lines[was.line], &lines[is.line]);
    if from.at.0 != to.at.0 {
        return was.letters.min(is.letters) >= LEAST_ELSEWHERE;
    }
    let says = |[before, _]: &&[Range<usize>; 2]| words::weight(&from.old.words[before.clone()]) > 0;
    let is_passed = |[before, now]: &[Range<usize>; 2]| {
        // Its full stop may be among what stayed.
        let [from, to] = [was, is].map(|of| of.range.start.midpoint(of.range.end));
        (from <= before.start && now.end <= to) || (before.end <= from && to <= now.start)
    };
    let mut kept = from.kept.iter().filter(says).peekable();
    was.line != is.line || kept.peek().is_none() || kept.any(is_passed)
}

/// Neighbours that moved together, in one; ranges of sentences.
fn joined(mut pairs: Vec<(usize, usize)>, old: &[Sentence], new: &[Sentence]) -> Vec<(Range<usize>, Range<usize>)> {
    pairs.sort_unstable();
    let mut joined: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    for (was, is) in pairs {
        let follows = |(gone, come): &&mut (Range<usize>, Range<usize>)| {
            let is_next = |of: &[Sentence], at: usize| of[at].line == of[at - 1].line && of[at].number > 0;
            gone.end == was && come.end == is && is_next(old, was) && is_next(new, is)
        };
        match joined.last_mut().filter(follows) {
            Some((gone, come)) => (gone.end, come.end) = (was + 1, is + 1),
            None => joined.push((was..was + 1, is..is + 1)),
        }
    }
    joined
}
