//! Two texts in one: each block beside the one that it came from, its words that went and came marked, and blocks that only
//! stand elsewhere told as moved.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::prose::{Block, BlockKind, Definition, Inline, each_line};

use super::line::{came, merged, texts, went};
use super::words::{self, Likeness};

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
        BlockKind::Table { align, head, rows } => {
            let row = |cells: &Vec<Vec<Inline>>| cells.iter().map(|cell| mark(cell.clone())).collect();
            BlockKind::Table { align: align.clone(), head: row(head), rows: rows.iter().map(row).collect() }
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
        BlockKind::Code { text, .. } | BlockKind::Html(text) => BlockKind::Paragraph(mark(code_lines(text))),
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
        (BlockKind::Table { head: h, rows: was, .. }, BlockKind::Table { align, head, rows: is })
            if h.len() == head.len() =>
        {
            let cells = |was: &[Vec<Inline>], is: &[Vec<Inline>]| -> Vec<Vec<Inline>> {
                let cell = |at: usize| (was.get(at).map_or(&[][..], |c| c), is.get(at).map_or(&[][..], |c| c));
                (0..was.len().max(is.len())).map(|at| merged(cell(at).0, cell(at).1)).collect()
            };
            let row = |cells: &Vec<Vec<Inline>>, mark: fn(Vec<Inline>) -> Vec<Inline>| {
                cells.iter().map(|cell| mark(cell.clone())).collect()
            };
            let rows = aligned(was, is).into_iter().map(|pair| match pair {
                Pair::Both(a, b) => cells(&was[a], &is[b]),
                Pair::Old(a) => row(&was[a], went),
                Pair::New(b) => row(&is[b], came),
            });
            BlockKind::Table { align: align.clone(), head: cells(h, head), rows: rows.collect() }
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
    /// Its words, and those of another, with the same signs for what is no word.
    fn words(&self, other: &Self) -> (String, String);

    /// False where two can never be one and the same.
    fn is_of_a_sort(&self, _other: &Self) -> bool {
        true
    }
}

impl Comparable for Block {
    fn words(&self, other: &Block) -> (String, String) {
        lines_of(&[self], &[other])
    }

    fn is_of_a_sort(&self, other: &Block) -> bool {
        std::mem::discriminant(&self.kind) == std::mem::discriminant(&other.kind)
    }
}

impl Comparable for Vec<Block> {
    fn words(&self, other: &Vec<Block>) -> (String, String) {
        lines_of(&self.iter().collect::<Vec<_>>(), &other.iter().collect::<Vec<_>>())
    }
}

impl Comparable for Vec<Inline> {
    fn words(&self, other: &Vec<Inline>) -> (String, String) {
        texts(self, other)
    }
}

impl Comparable for Vec<Vec<Inline>> {
    fn words(&self, other: &Vec<Vec<Inline>>) -> (String, String) {
        let joined = |cells: &[Vec<Inline>]| cells.join(&Inline::SoftBreak);
        texts(&joined(self), &joined(other))
    }
}

impl Comparable for Definition {
    fn words(&self, other: &Definition) -> (String, String) {
        let all = |of: &Definition| {
            let mut line = of.terms.join(&Inline::SoftBreak);
            let meanings: Vec<&Block> = of.meanings.iter().flatten().collect();
            line.push(Inline::SoftBreak);
            line.extend(joined(&meanings));
            line
        };
        texts(&all(self), &all(other))
    }
}

fn lines_of(old: &[&Block], new: &[&Block]) -> (String, String) {
    texts(&joined(old), &joined(new))
}

/// All that stands in blocks as one line.
fn joined(blocks: &[&Block]) -> Vec<Inline> {
    let mut line: Vec<Inline> = Vec::new();
    for block in blocks {
        if let BlockKind::Code { text, .. } | BlockKind::Html(text) = &block.kind {
            line.push(Inline::text(text));
        }
        each_line(std::slice::from_ref(*block), &mut |inside| {
            line.extend_from_slice(inside);
            line.push(Inline::SoftBreak);
        });
    }
    line
}

/// Beyond this many pairs in one gap only neighbours are compared.
const MOST_PAIRS: usize = 900;

/// Puts the parts of two texts beside each other: first those that are the same, then between these the ones that are
/// alike, as many of them as the order allows.
pub fn aligned<T: Comparable>(old: &[T], new: &[T]) -> Vec<Pair> {
    // Parts by the number of the first that equals them, so that they need no order of their own.
    let parts: Vec<&T> = old.iter().chain(new).collect();
    let first = |part: &&T| parts.iter().position(|other| other == part);
    let numbers: Vec<Option<usize>> = parts.iter().map(first).collect();
    let (was, is) = numbers.split_at(old.len());
    let mut pairs = Vec::new();
    let (mut from_old, mut from_new) = (0, 0);
    for op in capture_diff_slices(Algorithm::Myers, was, is) {
        if let DiffOp::Equal { old_index, new_index, len } = op {
            alike(old, new, from_old..old_index, from_new..new_index, &mut pairs);
            pairs.extend((0..len).map(|at| Pair::Both(old_index + at, new_index + at)));
            (from_old, from_new) = (old_index + len, new_index + len);
        }
    }
    alike(old, new, from_old..old.len(), from_new..new.len(), &mut pairs);
    pairs
}

/// Pairs what is alike in a gap, so that the sum of likenesses is the greatest that the order allows.
fn alike<T: Comparable>(
    old: &[T],
    new: &[T],
    was: std::ops::Range<usize>,
    is: std::ops::Range<usize>,
    pairs: &mut Vec<Pair>,
) {
    let (rows, columns) = (was.len(), is.len());
    let near_only = rows * columns > MOST_PAIRS;
    let mut best = vec![vec![0_u32; columns + 1]; rows + 1];
    let mut score = vec![vec![0_u32; columns]; rows];
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            if !near_only || row.abs_diff(column) <= 2 {
                score[row][column] = likeness(&old[was.start + row], &new[is.start + column]);
            }
            let taken = if score[row][column] > 0 { score[row][column] + best[row + 1][column + 1] } else { 0 };
            best[row][column] = taken.max(best[row + 1][column]).max(best[row][column + 1]);
        }
    }
    let (mut row, mut column) = (0, 0);
    while row < rows && column < columns {
        if score[row][column] > 0 && best[row][column] == score[row][column] + best[row + 1][column + 1] {
            pairs.push(Pair::Both(was.start + row, is.start + column));
            (row, column) = (row + 1, column + 1);
        } else if best[row][column] == best[row + 1][column] {
            pairs.push(Pair::Old(was.start + row));
            row += 1;
        } else {
            pairs.push(Pair::New(is.start + column));
            column += 1;
        }
    }
    pairs.extend((row..rows).map(|row| Pair::Old(was.start + row)));
    pairs.extend((column..columns).map(|column| Pair::New(is.start + column)));
}

/// How alike two parts are, from 0 for not at all to 1000; whichever comes first.
fn likeness<T: Comparable>(old: &T, new: &T) -> u32 {
    if !old.is_of_a_sort(new) {
        return 0;
    }
    let (was, is) = old.words(new);
    degree(&was, &is)
}

/// How alike two texts are, from 0 for not at all to 1000; whichever comes first.
pub fn degree(one: &str, other: &str) -> u32 {
    let (one, other) = if one <= other { (one, other) } else { (other, one) };
    let runs = words::compare(one, other);
    match words::likeness(one, other, &runs) {
        Likeness::Rewritten => 0,
        Likeness::Same => 1000,
        Likeness::Changed | Likeness::Akin => {
            let kept: usize = runs.iter().filter(|run| run.kept).map(|run| run.new.len() + run.old.len()).sum();
            1 + u32::try_from(998 * kept / (one.len() + other.len()).max(1)).unwrap_or(0)
        }
    }
}
