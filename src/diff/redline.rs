//! Two texts in one: each block beside the one that it came from, its words that went and came marked, and blocks that only
//! stand elsewhere told as moved.

use std::collections::BTreeMap;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::prose::{Block, BlockKind, Definition, Inline, Table, each_line};

use super::degree::Counted;
use super::line::{Signs, came, merged, went};

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
    for op in capture_diff_slices(Algorithm::Myers, was, is) {
        if let DiffOp::Equal { old_index, new_index, len } = op {
            gap.pair(from_old..old_index, from_new..new_index, &mut pairs);
            pairs.extend((0..len).map(|at| Pair::Both(old_index + at, new_index + at)));
            (from_old, from_new) = (old_index + len, new_index + len);
        }
    }
    gap.pair(from_old..old.len(), from_new..new.len(), &mut pairs);
    pairs
}

/// Beyond this many pairs in one gap only neighbours are compared.
const MOST_PAIRS: usize = 900;

/// How far apart neighbours are.
const NEAR: usize = 2;

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
        let mut scores = Scores::new(was.len(), is.len());
        if !was.is_empty() && !is.is_empty() {
            let counted = |text: &String| Counted::new(text.clone());
            let gone: Vec<Counted> = self.texts[was.clone()].iter().map(counted).collect();
            let came: Vec<Counted> = self.texts[self.old.len()..][is.clone()].iter().map(counted).collect();
            scores.fill(|row, column| {
                let is_of_a_sort = self.old[was.start + row].is_of_a_sort(&self.new[is.start + column]);
                is_of_a_sort.then(|| gone[row].degree(&came[column], 1)).flatten().unwrap_or(0)
            });
        }
        let (mut row, mut column) = (0, 0);
        while row < was.len() && column < is.len() {
            let (score, best) = (scores.score(row, column), scores.best(row, column));
            if score > 0 && best == score + scores.best(row + 1, column + 1) {
                pairs.push(Pair::Both(was.start + row, is.start + column));
                (row, column) = (row + 1, column + 1);
            } else if best == scores.best(row + 1, column) {
                pairs.push(Pair::Old(was.start + row));
                row += 1;
            } else {
                pairs.push(Pair::New(is.start + column));
                column += 1;
            }
        }
        pairs.extend((row..was.len()).map(|row| Pair::Old(was.start + row)));
        pairs.extend((column..is.len()).map(|column| Pair::New(is.start + column)));
    }
}

/// The likeness of each old part of a gap with each new one, of a large gap only with those near it.
struct Scores {
    rows: usize,
    columns: usize,
    is_large: bool,
    /// How far the column of a pair may be from its row.
    reach: usize,
    /// The likeness of each pair within reach, and the greatest sum from there to the end.
    cells: Vec<(u32, u32)>,
}

impl Scores {
    fn new(rows: usize, columns: usize) -> Scores {
        let is_large = rows * columns > MOST_PAIRS;
        let reach = if is_large { NEAR } else { rows.max(columns) };
        let width = if is_large { 2 * NEAR + 1 } else { columns };
        Scores { rows, columns, is_large, reach, cells: vec![(0, 0); rows * width] }
    }

    /// Asks for the likeness of each pair, and sums them up from the end.
    fn fill(&mut self, likeness: impl Fn(usize, usize) -> u32) {
        for row in (0..self.rows).rev() {
            let columns = row.saturating_sub(self.reach)..self.columns.min(row + self.reach + 1);
            for column in columns.rev() {
                let score = likeness(row, column);
                let taken = if score > 0 { score + self.best(row + 1, column + 1) } else { 0 };
                let best = taken.max(self.best(row + 1, column)).max(self.best(row, column + 1));
                let at = self.at(row, column);
                self.cells[at] = (score, best);
            }
        }
    }

    fn at(&self, row: usize, column: usize) -> usize {
        match self.is_large {
            true => row * (2 * NEAR + 1) + NEAR + column - row,
            false => row * self.columns + column,
        }
    }

    fn score(&self, row: usize, column: usize) -> u32 {
        if row.abs_diff(column) > self.reach { 0 } else { self.cells[self.at(row, column)].0 }
    }

    /// The greatest sum of likenesses from a place on; one out of reach has that of the next within it.
    fn best(&self, row: usize, column: usize) -> u32 {
        let row = row.max(column.saturating_sub(self.reach));
        let column = column.max(row.saturating_sub(self.reach));
        if row < self.rows && column < self.columns { self.cells[self.at(row, column)].1 } else { 0 }
    }
}
