//! Two lines in one: the words of both in their order, those that went and those that came marked, emphasis and links kept.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::prose::{Inline, has_scheme};

use super::sentences;
use super::words::{self, Likeness, Run};

/// The line that holds both. What it says without the words that came is the old one, without those that went the new
/// one; where hardly a word is left, the whole old line stands before the whole new one, but for the sentences of both.
/// What is told as moved in either of them stands where it stood, whatever is said elsewhere.
pub fn merged(old: &[Inline], new: &[Inline]) -> Vec<Inline> {
    let mut atoms = Atoms::default();
    let (was, is) = (flat(old, &mut atoms), flat(new, &mut atoms));
    let (old_text, new_text) = (text_of(&was), text_of(&is));
    let runs = words::compare(&old_text, &new_text);
    if words::likeness(&old_text, &new_text, &runs) != Likeness::Rewritten {
        return woven([&was, &is], [&old_text, &new_text], &runs, &atoms);
    }
    let mut line: Vec<Inline> = Vec::new();
    let (mut from, mut to) = (0, 0);
    for [before, now] in sentences::common(&old_text, &new_text) {
        let ends = |text: &str| text.ends_with(char::is_whitespace);
        let has_space = ends(&old_text[before.clone()]) && ends(&new_text[now.clone()]);
        // A space after it that only one of both has came or went with what follows.
        let end = |text: &str, of: &Range<usize>| match has_space {
            true => of.end,
            false => of.start + text[of.clone()].trim_end().len(),
        };
        line.extend(between([&was, &is], [from..before.start, to..now.start], &atoms));
        (from, to) = (end(&old_text, &before), end(&new_text, &now));
        line.extend(built(&cut(&is, &(now.start..to)), &atoms));
    }
    line.extend(between([&was, &is], [from..old_text.len(), to..new_text.len()], &atoms));
    line
}

/// What stands in both lines between sentences that they share.
fn between([was, is]: [&[Leaf]; 2], [from, to]: [Range<usize>; 2], atoms: &Atoms) -> Vec<Inline> {
    let (was, is) = (cut(was, &from), cut(is, &to));
    let (old_text, new_text) = (text_of(&was), text_of(&is));
    let runs = words::compare(&old_text, &new_text);
    match words::likeness(&old_text, &new_text, &runs) {
        Likeness::Rewritten => [went(built(&was, atoms)), came(built(&is, atoms))].concat(),
        _ => woven([&was, &is], [&old_text, &new_text], &runs, atoms),
    }
}

/// The words of both lines in their order.
fn woven([was, is]: [&[Leaf]; 2], [old_text, new_text]: [&str; 2], runs: &[Run], atoms: &Atoms) -> Vec<Inline> {
    let mut line: Vec<Inline> = Vec::new();
    // Spaces that only the old line has between words which it goes on with.
    let mut space = "";
    // Where words that came begin, with the space before them that only the new line has.
    let mut came_from = None;
    let ends = |text: &str| text.ends_with(char::is_whitespace);
    for (at, run) in runs.iter().enumerate() {
        if run.kept {
            let (before, now) = (&old_text[run.old.clone()], &new_text[run.new.clone()]);
            let is_before_words = runs.get(at + 1).is_some_and(|next| !next.kept && !next.new.is_empty());
            let end = match is_before_words && ends(now) && !ends(before) {
                true => run.new.start + now.trim_end().len(),
                false => run.new.end,
            };
            came_from = (end < run.new.end).then_some(end);
            line.extend(built(&cut(is, &(run.new.start..end)), atoms));
            space = if ends(before) && !ends(now) { " " } else { "" };
            continue;
        }
        let start = came_from.take().unwrap_or(run.new.start);
        let mut gone = built(&cut(was, &run.old), atoms);
        // Where a comma came before a space, the space stayed.
        let came_to = run.new.start + new_text[run.new.clone()].trim_end().len();
        let stays = gone.is_empty() && !space.is_empty() && came_to < run.new.end;
        if !space.is_empty() && !stays {
            gone.insert(0, Inline::text(space));
        }
        let end = if stays { came_to } else { run.new.end };
        line.extend(went(gone));
        line.extend(came(built(&cut(is, &(start..end)), atoms)));
        line.extend(built(&cut(is, &(end..run.new.end)), atoms));
        space = "";
    }
    line
}

/// The line with other words in the place of some of its own, or after them; nothing where it does not say those.
pub fn replaced(line: &[Inline], old: &[Inline], new: &[Inline], keeps_old: bool) -> Option<Vec<Inline>> {
    let mut atoms = Atoms::default();
    let leaves = flat(line, &mut atoms);
    let (text, old) = (text_of(&leaves), text_of(&flat(old, &mut atoms)));
    let found = words::find(&text, &old)?;
    let start = if keeps_old { found.end } else { found.start };
    let mut made = built(&cut(&leaves, &(0..start)), &atoms);
    if keeps_old {
        made.extend(space_before(new));
    }
    made.extend_from_slice(new);
    made.extend(built(&cut(&leaves, &(found.end..text.len())), &atoms));
    Some(made)
}

/// The space before words that come after others: none before a sign that stands right after a word, where typography puts
/// the one that the language wants.
pub fn space_before(new: &[Inline]) -> Option<Inline> {
    let text = text_of(&flat(new, &mut Atoms::default()));
    (!joins(&text)).then(|| Inline::text(" "))
}

/// True for words that begin with a sign that stands right after a word, or with a space.
pub fn joins(text: &str) -> bool {
    text.starts_with([',', '.', ';', ':', '?', '!', ')', ']', '…']) || text.starts_with(char::is_whitespace)
}

/// Takes from a line what leads to a place beside its own file: a picture becomes the words that stand for it, a link
/// that names no other site its words.
pub fn without_place(line: &mut Vec<Inline>) {
    for mut inline in std::mem::take(line) {
        if let Some(inside) = inline.inside_mut() {
            without_place(inside);
        }
        match inline {
            Inline::Image(image) => line.push(Inline::text(image.alt)),
            Inline::Link(link) if !has_scheme(&link.address) => line.extend(link.content),
            other => line.push(other),
        }
    }
}

/// Marks words as those that went; none where there are none.
pub fn went(content: Vec<Inline>) -> Vec<Inline> {
    around_moved(content, Inline::Removed)
}

/// Marks words as those that came.
pub fn came(content: Vec<Inline>) -> Vec<Inline> {
    around_moved(content, Inline::Added)
}

/// Marks what stands around that which moved; spaces beside it belong to it.
fn around_moved(content: Vec<Inline>, mark: fn(Vec<Inline>) -> Inline) -> Vec<Inline> {
    let is_space = |words: &[Inline]| {
        words.iter().all(|inline| matches!(inline, Inline::Text { text, .. } if text.trim().is_empty()))
    };
    let mut line: Vec<Inline> = Vec::new();
    let mut open: Vec<Inline> = Vec::new();
    let close = |open: &mut Vec<Inline>, line: &mut Vec<Inline>| match line.last_mut() {
        Some(Inline::Moved(before)) if is_space(open) => before.content.append(open),
        _ if open.is_empty() => {}
        _ => line.push(mark(std::mem::take(open))),
    };
    for inline in content {
        let Inline::Moved(mut moved) = inline else {
            open.push(inline);
            continue;
        };
        match line.is_empty() && is_space(&open) {
            true => drop(moved.content.splice(..0, open.drain(..))),
            false => close(&mut open, &mut line),
        }
        line.push(Inline::Moved(moved));
    }
    close(&mut open, &mut line);
    line
}

/// The words that lines are compared by; what is no text is a sign of its own, the same in each of them.
#[derive(Default)]
pub struct Signs(Atoms);

impl Signs {
    pub fn text(&mut self, line: &[Inline]) -> String {
        text_of(&flat(line, &mut self.0))
    }
}

/// What a stretch of the words of a line is in it.
pub fn part(line: &[Inline], range: &Range<usize>) -> Vec<Inline> {
    let mut atoms = Atoms::default();
    built(&cut(&flat(line, &mut atoms), range), &atoms)
}

/// The line with something else in the place of stretches of its words, which follow each other.
pub fn with_parts(line: &[Inline], parts: Vec<(Range<usize>, Inline)>) -> Vec<Inline> {
    let mut atoms = Atoms::default();
    let leaves = flat(line, &mut atoms);
    let (mut made, mut from) = (Vec::new(), 0);
    for (range, other) in parts {
        made.extend(built(&cut(&leaves, &(from..range.start)), &atoms));
        made.push(other);
        from = range.end;
    }
    made.extend(built(&cut(&leaves, &(from..text_of(&leaves).len())), &atoms));
    made
}

/// A piece of a line with the elements that it stands in, the outermost first; these hold nothing.
struct Leaf {
    around: Vec<Inline>,
    text: String,
}

/// What stands in a line and is no text, each by a sign that no writer uses.
#[derive(Default)]
struct Atoms(BTreeMap<char, Inline>);

impl Atoms {
    /// The first private character of plane 15.
    const FIRST: u32 = 0xf0000;

    fn sign(&mut self, inline: &Inline) -> char {
        if let Some((sign, _)) = self.0.iter().find(|(_, known)| *known == inline) {
            return *sign;
        }
        let next = Self::FIRST + u32::try_from(self.0.len()).unwrap_or(u32::MAX - Self::FIRST);
        // As long as any other.
        let sign = char::from_u32(next).unwrap_or(char::MAX);
        self.0.insert(sign, inline.clone());
        sign
    }
}

fn flat(line: &[Inline], atoms: &mut Atoms) -> Vec<Leaf> {
    let mut leaves = Vec::new();
    flatten(line, &mut Vec::new(), atoms, &mut leaves);
    leaves
}

fn flatten(line: &[Inline], around: &mut Vec<Inline>, atoms: &mut Atoms, leaves: &mut Vec<Leaf>) {
    for inline in line {
        let text = match inline {
            Inline::Text { text, .. } => text.clone(),
            Inline::Code(text) => {
                around.push(Inline::Code(String::new()));
                leaves.push(Leaf { around: around.clone(), text: text.clone() });
                around.pop();
                continue;
            }
            Inline::SoftBreak => " ".to_owned(),
            Inline::HardBreak => "\n".to_owned(),
            Inline::Moved(_) => atoms.sign(inline).to_string(),
            _ => match inline.inside() {
                Some(inside) => {
                    let mut empty = inline.clone();
                    if let Some(content) = empty.inside_mut() {
                        content.clear();
                    }
                    around.push(empty);
                    flatten(inside, around, atoms, leaves);
                    around.pop();
                    continue;
                }
                None => atoms.sign(inline).to_string(),
            },
        };
        leaves.push(Leaf { around: around.clone(), text });
    }
}

fn text_of(leaves: &[Leaf]) -> String {
    leaves.iter().map(|leaf| leaf.text.as_str()).collect()
}

/// The leaves of a stretch of the text, cut where it begins and ends.
fn cut(leaves: &[Leaf], range: &Range<usize>) -> Vec<Leaf> {
    let (mut at, mut found) = (0, Vec::new());
    for leaf in leaves {
        let (start, end) = (range.start.max(at), range.end.min(at + leaf.text.len()));
        if start < end {
            found.push(Leaf { around: leaf.around.clone(), text: leaf.text[start - at..end - at].to_owned() });
        }
        at += leaf.text.len();
    }
    found
}

/// Leaves as a line again: neighbours within the same element share it.
fn built(leaves: &[Leaf], atoms: &Atoms) -> Vec<Inline> {
    let mut line: Vec<Inline> = Vec::new();
    let mut rest = leaves;
    while let Some(first) = rest.first() {
        let Some(outer) = first.around.first() else {
            write(&first.text, atoms, &mut line);
            rest = &rest[1..];
            continue;
        };
        let together = rest.iter().take_while(|leaf| leaf.around.first() == Some(outer)).count();
        let inner: Vec<Leaf> = rest[..together]
            .iter()
            .map(|leaf| Leaf { around: leaf.around[1..].to_vec(), text: leaf.text.clone() })
            .collect();
        let mut element = outer.clone();
        if let Inline::Code(text) = &mut element {
            *text = text_of(&inner);
        } else if let Some(content) = element.inside_mut() {
            *content = built(&inner, atoms);
        }
        line.push(element);
        rest = &rest[together..];
    }
    line
}

fn write(text: &str, atoms: &Atoms, line: &mut Vec<Inline>) {
    let mut plain = String::new();
    let flush = |plain: &mut String, line: &mut Vec<Inline>| {
        if !plain.is_empty() {
            line.push(Inline::text(std::mem::take(plain)));
        }
    };
    for character in text.chars() {
        let inline = match character {
            '\n' => Some(&Inline::HardBreak),
            _ => atoms.0.get(&character),
        };
        match inline {
            None => plain.push(character),
            Some(inline) => {
                flush(&mut plain, line);
                line.push(inline.clone());
            }
        }
    }
    flush(&mut plain, line);
}
