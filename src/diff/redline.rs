//! Two texts in one: each block beside the one that it came from, its words that went and came marked, and blocks that only
//! stand elsewhere told as moved.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::prose::{Block, BlockKind, Definition, Inline, Table, each_line};

use super::degree::Counted;
use super::line::{Signs, came, merged, went};
use super::{likely, sentences, words};

/// Both texts in one tree. Without what came (and what moved here) it is the old text, without what went (and what moved
/// away) the new one.
pub fn redline(old: &[Block], new: &[Block]) -> Vec<Block> {
    let mut made = Vec::new();
    for pair in aligned(old, new) {
        match pair {
            Pair::Both(was, is) => made.extend(block(&old[was], &new[is])),
            Pair::Old(was) => made.extend(marked(&old[was], went)),
            Pair::New(is) => made.extend(marked(&new[is], came)),
        }
    }
    made
}

/// Every line of a block marked, where it is a block that has lines; what has none becomes lines.
pub fn marked(block: &Block, mark: fn(Vec<Inline>) -> Vec<Inline>) -> Vec<Block> {
    let all = |blocks: &[Block]| -> Vec<Block> { blocks.iter().flat_map(|block| marked(block, mark)).collect() };
    let kind = match &block.kind {
        BlockKind::Heading(heading) => BlockKind::Paragraph(mark(heading.content.clone())),
        BlockKind::Paragraph(content) => BlockKind::Paragraph(mark(content.clone())),
        BlockKind::Quote(inside) => BlockKind::Quote(all(inside)),
        BlockKind::Alert(alert, inside) => BlockKind::Alert(*alert, all(inside)),
        BlockKind::List { start, tight, items } => {
            BlockKind::List { start: *start, tight: *tight, items: items.iter().map(|item| all(item)).collect() }
        }
        BlockKind::Table(table) => {
            let mut table = table.clone();
            table.cells_mut().for_each(|cell| *cell = mark(std::mem::take(cell)));
            BlockKind::Table(table)
        }
        BlockKind::Definitions(definitions) => BlockKind::Definitions(
            definitions
                .iter()
                .map(|of| Definition {
                    terms: of.terms.iter().map(|term| mark(term.clone())).collect(),
                    meanings: of.meanings.iter().map(|meaning| all(meaning)).collect(),
                })
                .collect(),
        ),
        BlockKind::Code { text, .. } => BlockKind::Paragraph(mark(code_lines(text))),
        // It is compared as a whole: what its words are is for whoever prints it.
        BlockKind::Html(html) => {
            BlockKind::Paragraph(mark(vec![Inline::Html { html: html.trim_end().into(), span: 0..0 }]))
        }
        BlockKind::Rule => BlockKind::Paragraph(mark(vec![Inline::text("———")])),
        BlockKind::Data(_) => return Vec::new(),
    };
    vec![Block { kind, span: block.span.clone() }]
}

fn code_lines(text: &str) -> Vec<Inline> {
    let mut line = Vec::new();
    for (number, code) in text.trim_end().split('\n').enumerate() {
        if number > 0 {
            line.push(Inline::HardBreak);
        }
        line.push(Inline::Code(code.to_owned()));
    }
    line
}

/// Two blocks that belong together.
fn block(old: &Block, new: &Block) -> Vec<Block> {
    let kind = match (&old.kind, &new.kind) {
        (was, is) if was == is => is.clone(),
        (BlockKind::Paragraph(was), BlockKind::Paragraph(is)) => BlockKind::Paragraph(merged(was, is)),
        (BlockKind::Quote(was), BlockKind::Quote(is)) => BlockKind::Quote(redline(was, is)),
        (BlockKind::Alert(_, was), BlockKind::Alert(alert, is)) => BlockKind::Alert(*alert, redline(was, is)),
        (BlockKind::List { items: was, .. }, BlockKind::List { items: is, start, tight }) => {
            BlockKind::List { start: *start, tight: *tight, items: items(was, is) }
        }
        (BlockKind::Table(was), BlockKind::Table(is)) if was.head.len() == is.head.len() => {
            let cells = |was: &[Vec<Inline>], is: &[Vec<Inline>]| -> Vec<Vec<Inline>> {
                let cell = |at: usize| (was.get(at).map_or(&[][..], |c| c), is.get(at).map_or(&[][..], |c| c));
                (0..was.len().max(is.len())).map(|at| merged(cell(at).0, cell(at).1)).collect()
            };
            let row = |cells: &Vec<Vec<Inline>>, mark: fn(Vec<Inline>) -> Vec<Inline>| {
                cells.iter().map(|cell| mark(cell.clone())).collect()
            };
            let rows = aligned(&was.rows, &is.rows).into_iter().map(|pair| match pair {
                Pair::Both(a, b) => cells(&was.rows[a], &is.rows[b]),
                Pair::Old(a) => row(&was.rows[a], went),
                Pair::New(b) => row(&is.rows[b], came),
            });
            let (align, head) = (is.align.clone(), cells(&was.head, &is.head));
            BlockKind::Table(Box::new(Table { align, head, rows: rows.collect() }))
        }
        (BlockKind::Definitions(was), BlockKind::Definitions(is)) => {
            let lines = |was: &[Vec<Inline>], is: &[Vec<Inline>]| -> Vec<Vec<Inline>> {
                let pairs = aligned(was, is).into_iter();
                pairs
                    .map(|pair| match pair {
                        Pair::Both(a, b) => merged(&was[a], &is[b]),
                        Pair::Old(a) => went(was[a].clone()),
                        Pair::New(b) => came(is[b].clone()),
                    })
                    .collect()
            };
            let nothing = Definition { terms: Vec::new(), meanings: Vec::new() };
            let pairs = aligned(was, is).into_iter().map(|pair| {
                let (a, b) = match pair {
                    Pair::Both(a, b) => (&was[a], &is[b]),
                    Pair::Old(a) => (&was[a], &nothing),
                    Pair::New(b) => (&nothing, &is[b]),
                };
                Definition { terms: lines(&a.terms, &b.terms), meanings: items(&a.meanings, &b.meanings) }
            });
            BlockKind::Definitions(pairs.collect())
        }
        _ => return [marked(old, went), marked(new, came)].concat(),
    };
    vec![Block { kind, span: new.span.clone() }]
}

fn items(old: &[Vec<Block>], new: &[Vec<Block>]) -> Vec<Vec<Block>> {
    let pairs = aligned(old, new).into_iter();
    pairs
        .map(|pair| match pair {
            Pair::Both(was, is) => redline(&old[was], &new[is]),
            Pair::Old(was) => redline(&old[was], &[]),
            Pair::New(is) => redline(&[], &new[is]),
        })
        .collect()
}

/// What is in both texts, or in one of them only, in the order of reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pair {
    Both(usize, usize),
    Old(usize),
    New(usize),
}

/// Something that has words and may stand beside another of its sort.
pub trait Comparable: PartialEq {
    /// All that it says, as one line.
    fn line(&self) -> Vec<Inline>;

    /// False where two can never be one and the same.
    fn is_of_a_sort(&self, _other: &Self) -> bool {
        true
    }
}

impl Comparable for Block {
    fn line(&self) -> Vec<Inline> {
        let mut line: Vec<Inline> = Vec::new();
        if let BlockKind::Code { text, .. } | BlockKind::Html(text) = &self.kind {
            line.push(Inline::text(text));
        }
        each_line(std::slice::from_ref(self), &mut |inside| {
            line.extend_from_slice(inside);
            line.push(Inline::SoftBreak);
        });
        line
    }

    fn is_of_a_sort(&self, other: &Block) -> bool {
        std::mem::discriminant(&self.kind) == std::mem::discriminant(&other.kind)
    }
}

impl Comparable for Vec<Block> {
    fn line(&self) -> Vec<Inline> {
        self.iter().flat_map(Comparable::line).collect()
    }
}

impl Comparable for Vec<Inline> {
    fn line(&self) -> Vec<Inline> {
        self.clone()
    }
}

impl Comparable for Vec<Vec<Inline>> {
    fn line(&self) -> Vec<Inline> {
        self.join(&Inline::SoftBreak)
    }
}

impl Comparable for Definition {
    fn line(&self) -> Vec<Inline> {
        let mut line = self.terms.join(&Inline::SoftBreak);
        line.push(Inline::SoftBreak);
        line.extend(self.meanings.iter().flat_map(Comparable::line));
        line
    }
}

/// Puts the parts of two texts beside each other: first those that are the same, then between these the ones that are
/// alike, as many of them as the order allows.
pub fn aligned<T: Comparable>(old: &[T], new: &[T]) -> Vec<Pair> {
    let parts: Vec<&T> = old.iter().chain(new).collect();
    let mut signs = Signs::default();
    let texts: Vec<String> = parts.iter().map(|part| signs.text(&part.line())).collect();
    // Parts by the number of the first that equals them, so that they need no order of their own.
    let mut known: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let numbers: Vec<usize> = (0..parts.len())
        .map(|at| {
            let same_words = known.entry(&texts[at]).or_default();
            let first = same_words.iter().find(|other| parts[**other] == parts[at]).copied();
            first.unwrap_or_else(|| {
                same_words.push(at);
                at
            })
        })
        .collect();
    let (was, is) = numbers.split_at(old.len());
    let gap = Gap { old, new, texts: &texts };
    let mut pairs = Vec::new();
    let (mut from_old, mut from_new) = (0, 0);
    for (at, to) in same(was, is) {
        gap.pair(from_old..at, from_new..to, &mut pairs);
        pairs.push(Pair::Both(at, to));
        (from_old, from_new) = (at + 1, to + 1);
    }
    gap.pair(from_old..old.len(), from_new..new.len(), &mut pairs);
    pairs
}

/// The places of what is the same on both sides, as much of it as the order allows. What is on one side only is left out
/// before: it would cost most and say nothing.
fn same(was: &[usize], is: &[usize]) -> Vec<(usize, usize)> {
    let on_both = |list: &[usize], other: &[usize]| -> Vec<(usize, usize)> {
        let known: BTreeSet<usize> = other.iter().copied().collect();
        list.iter().enumerate().filter(|(_, number)| known.contains(number)).map(|(at, number)| (at, *number)).collect()
    };
    let (before, now) = (on_both(was, is), on_both(is, was));
    let numbers = |list: &[(usize, usize)]| list.iter().map(|(_, number)| *number).collect::<Vec<_>>();
    let stayed = words::stayed(&numbers(&before), &numbers(&now)).into_iter();
    stayed.map(|(at, to)| (before[at].0, now[to].0)).collect()
}

/// What stands between parts that are the same.
struct Gap<'g, T> {
    old: &'g [T],
    new: &'g [T],
    /// The words of the old parts, then those of the new ones.
    texts: &'g [String],
}

impl<T: Comparable> Gap<'_, T> {
    /// Pairs what is alike in a gap, so that the sum of likenesses is the greatest that the order allows.
    fn pair(&self, was: Range<usize>, is: Range<usize>, pairs: &mut Vec<Pair>) {
        let (mut row, mut column) = (was.start, is.start);
        for (to_row, to_column) in self.alike(&was, &is) {
            pairs.extend((row..to_row).map(Pair::Old));
            pairs.extend((column..to_column).map(Pair::New));
            pairs.push(Pair::Both(to_row, to_column));
            (row, column) = (to_row + 1, to_column + 1);
        }
        pairs.extend((row..was.end).map(Pair::Old));
        pairs.extend((column..is.end).map(Pair::New));
    }

    fn alike(&self, was: &Range<usize>, is: &Range<usize>) -> Vec<(usize, usize)> {
        if was.is_empty() || is.is_empty() {
            return Vec::new();
        }
        let (old, new) = (&self.texts[was.clone()], &self.texts[self.old.len()..][is.clone()]);
        let counted = |texts: &[String]| texts.iter().map(|text| Counted::new(text.clone())).collect::<Vec<_>>();
        let fits = |row: usize, column: usize| self.old[was.start + row].is_of_a_sort(&self.new[is.start + column]);
        let mut scored = likely::pairs(&counted(old), &counted(new), 1, fits);
        // Hardly alike, but for a whole sentence.
        let shared = sentences::shared(old, new).into_iter().filter(|(row, column)| fits(*row, *column));
        scored.extend(shared.map(|(row, column)| (1, row, column)));
        heaviest(scored, new.len()).into_iter().map(|(row, column)| (was.start + row, is.start + column)).collect()
    }
}

/// Of scored pairs of rows and columns those that follow each other in both and score most together; of several such rows
/// of pairs the one that begins first.
fn heaviest(mut scored: Vec<(u32, usize, usize)>, columns: usize) -> Vec<(usize, usize)> {
    type Best = (u64, Reverse<usize>, Reverse<usize>, usize);
    // From the last row on; for each column the best pair that may follow one that stands before it, in a binary index.
    let mut best: Vec<Option<Best>> = vec![None; columns + 1];
    let mut next: Vec<Option<usize>> = Vec::with_capacity(scored.len());
    scored.sort_unstable_by_key(|&(score, row, column)| (Reverse(row), column, score));
    for (at, &(score, row, column)) in scored.iter().enumerate() {
        let mut after: Option<Best> = None;
        let mut place = columns - 1 - column;
        while place > 0 {
            after = after.max(best[place]);
            place &= place - 1;
        }
        next.push(after.map(|(.., at)| at));
        let sum = u64::from(score) + after.map_or(0, |(sum, ..)| sum);
        let mut place = columns - column;
        while place <= columns {
            best[place] = best[place].max(Some((sum, Reverse(row), Reverse(column), at)));
            place += place & place.wrapping_neg();
        }
    }
    let mut first: Option<Best> = None;
    let mut place = columns;
    while place > 0 {
        first = first.max(best[place]);
        place &= place - 1;
    }
    let all = std::iter::successors(first.map(|(.., at)| at), |&at| next[at]);
    all.map(|at| (scored[at].1, scored[at].2)).collect()
}
