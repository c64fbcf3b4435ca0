//! What a text would say if it were changed: the passage with the words that would go and those that would come.

use crate::model::{Change, ChangeType};
use crate::prose::{Block, BlockKind, Inline, each_line_mut};

use super::fields::has_marks;
use super::line::{came, replaced, space_before, went, without_place};
use super::redline::{marked, redline};
use super::same::Same;

/// The blocks of a text that a change touches, with its words marked in them, and the last of them by its number in the
/// text; nothing where the old words do not stand there.
pub fn in_place(text: &[Block], change: &Change) -> Option<(Vec<Block>, usize)> {
    let was = plain(text);
    let old = lines(&plain(&change.old.as_ref()?.blocks));
    let new = new_of(change);
    let keeps_old = change.r#type == ChangeType::Insertion;
    let is_running = new.iter().all(|block| matches!(block.kind, BlockKind::Paragraph(_)));
    let of_new = lines(&new);
    // Line for line where there are as many; else what comes stands after what goes.
    let is_paired = is_running && of_new.len() == old.len();
    let comes = |at: usize| if is_paired { &of_new[at][..] } else { &[] };
    let all = lines(&was);
    let last = all.len().checked_sub(old.len())?;
    let (first, with) = (0..=last).find_map(|first| {
        let replace = |(at, old): (usize, &Vec<Inline>)| replaced(&all[first + at], old, comes(at), keeps_old);
        let with: Option<Vec<_>> = old.iter().enumerate().map(replace).collect();
        Some((first, with.filter(|with| !with.is_empty())?))
    })?;
    let mut is: Vec<Block> = Vec::new();
    let (mut number, mut touched) = (0_usize, 0);
    for (at, mut block) in was.iter().cloned().enumerate() {
        let mut is_last = false;
        each_line_mut(std::slice::from_mut(&mut block), &mut |line| {
            if let Some(other) = number.checked_sub(first).and_then(|at| with.get(at)) {
                is_last |= number + 1 == first + with.len();
                line.clone_from(other);
            }
            number += 1;
        });
        is.push(block);
        if is_last {
            touched = at;
            is.extend_from_slice(if is_paired { &[] } else { &new });
        }
    }
    let both = redline(&was, &is).into_iter().filter(|block| has_marks(std::slice::from_ref(block)));
    Some((both.collect(), touched))
}

/// A change of a whole text, or of words that stand elsewhere: what would go, then what would come.
pub fn beside(text: &[Block], change: &Change) -> Vec<Block> {
    let new = new_of(change);
    let coming = || new.iter().flat_map(|block| marked(block, came));
    match (&change.old, change.r#type) {
        // What it comes after stays.
        (Some(old), ChangeType::Insertion) => {
            let mut shown = taken(plain(&old.blocks));
            match (shown.as_mut_slice(), new.as_slice()) {
                ([Block { kind: BlockKind::Paragraph(line), .. }], [Block { kind: BlockKind::Paragraph(new), .. }]) => {
                    line.extend(space_before(new));
                    line.extend(came(new.clone()));
                }
                _ => shown.extend(coming()),
            }
            shown
        }
        (Some(old), _) => redline(&taken(plain(&old.blocks)), &new),
        // Which words would go is not said.
        (None, ChangeType::Insertion | ChangeType::Substitution) => coming().collect(),
        (None, ChangeType::Renumbering) => {
            let (old, new) = (lines(&plain(text)).concat(), lines(&new).concat());
            let between = if old.is_empty() { Vec::new() } else { vec![Inline::text(" ")] };
            vec![Block::paragraph([went(old), between, came(new)].concat())]
        }
        (None, ChangeType::Repeal) => {
            let gone = plain(text).iter().flat_map(|block| marked(block, went)).collect::<Vec<_>>();
            gone.into_iter().chain(coming()).collect()
        }
    }
}

fn new_of(change: &Change) -> Vec<Block> {
    change.new.as_ref().map(|new| taken(plain(&new.blocks))).unwrap_or_default()
}

/// Words of the draft as they can stand on the page of another record.
fn taken(mut blocks: Vec<Block>) -> Vec<Block> {
    each_line_mut(&mut blocks, &mut without_place);
    blocks
}

/// A text without marks of glossary, remarks and notes, which belong to the page that it stands on.
fn plain(text: &[Block]) -> Vec<Block> {
    let mut blocks = Same::default().blocks(text, false);
    each_line_mut(&mut blocks, &mut |line| line.retain(|inline| !matches!(inline, Inline::FootnoteMark { .. })));
    blocks
}

fn lines(blocks: &[Block]) -> Vec<Vec<Inline>> {
    let mut lines = Vec::new();
    each_line_mut(&mut blocks.to_vec(), &mut |line| lines.push(std::mem::take(line)));
    lines
}
