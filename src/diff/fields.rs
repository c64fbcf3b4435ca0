//! Fields against fields: each value beside the one that it came from, lists by what came and went.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{Datum, Fields, Item};
use crate::prose::{Block, Inline, each_inline, plain};
use crate::schema::Shape;

use super::change::{Change, Shift, Side, Step, Value};
use super::degree::{Counted, best};
use super::likely;
use super::line;
use super::provisions::write_fields;
use super::redline::redline;
use super::same::{self, Same};

/// What changed between two maps of one shape, in the order of the schema, then of the files. Fields of the names in
/// `without` are told otherwise.
pub fn compare<'a>(
    same: &Same<'a>,
    old: &'a Fields,
    new: &'a Fields,
    shape: &'a Shape,
    without: &[&str],
) -> Vec<Change<'a>> {
    let mut names: Vec<&'a str> = shape.fields.iter().map(|(name, _)| &**name).collect();
    for (name, _) in old.entries.iter().chain(&new.entries) {
        if !names.contains(&&**name) {
            names.push(name);
        }
    }
    let mut changes = Vec::new();
    for name in names.into_iter().filter(|name| !without.contains(name)) {
        let of = shape.field(name).map(|of| &**of);
        let path = vec![Step::Field(name, of)];
        if let ("rows", Some(of), Some(was), Some(is)) = (name, of, old.get(name), new.get(name)) {
            let (was, is) = (entries(Some(was)), entries(Some(is)));
            let shape_of_columns = shape.field("columns").and_then(|columns| columns.items.as_deref());
            let columns = shape_of_columns.map_or(Vec::new(), |shape| heads(entries(new.get("columns")), shape));
            list(same, was, is, of.items.as_deref().unwrap_or(of), path, &columns, &mut changes);
            continue;
        }
        value(same, old.get(name), new.get(name), of.unwrap_or(shape), path, &mut changes);
    }
    changes
}

fn value<'a>(
    same: &Same<'a>,
    old: Option<&'a Item>,
    new: Option<&'a Item>,
    shape: &'a Shape,
    path: Vec<Step<'a>>,
    changes: &mut Vec<Change<'a>>,
) {
    let there = |item: &&'a Item| !matches!(item.datum, Datum::Null);
    let (old, new) = (old.filter(there), new.filter(there));
    if matches!((old, new), (None, None)) || matches!((old, new), (Some(old), Some(new)) if same.items(old, new)) {
        return;
    }
    let is_list = |item: Option<&Item>| item.is_some_and(|item| matches!(item.datum, Datum::List(_)));
    if is_list(old) || is_list(new) {
        let shape = shape.items.as_deref().unwrap_or(shape);
        return list(same, entries(old), entries(new), shape, path, &[], changes);
    }
    match (old.map(|item| &item.datum), new.map(|item| &item.datum)) {
        (Some(Datum::Map(old)), Some(Datum::Map(new))) => {
            changes.extend(compare(same, old, new, shape, &[]).into_iter().map(|change| below(&path, change)));
        }
        (was @ (None | Some(Datum::Prose(_))), is @ (None | Some(Datum::Prose(_)))) => {
            let blocks = |datum: Option<&'a Datum>, is_old| match datum {
                Some(Datum::Prose(prose)) => same.prose(prose, is_old),
                _ => Vec::new(),
            };
            changes.extend(text(&blocks(was, true), &blocks(is, false)).map(|shift| Change { path, shift }));
        }
        (Some(Datum::Line(was)), Some(Datum::Line(is)))
            if is_sentence(&plain::inlines(was), &plain::inlines(is)) || plain::inlines(was) == plain::inlines(is) =>
        {
            let paragraph = |content: &[Inline], is_old| [Block::paragraph(same.line(content, is_old))];
            changes.extend(text(&paragraph(was, true), &paragraph(is, false)).map(|shift| Change { path, shift }));
        }
        (Some(Datum::Text(was)), Some(Datum::Text(is))) if is_sentence(was, is) => {
            let line = line::merged(&[Inline::text(was)], &[Inline::text(is)]);
            changes.push(Change { path, shift: Shift::Text(vec![Block::paragraph(line)]) });
        }
        _ => {
            let of = |side, item: Option<&'a Item>| item.map(|item| Value::Item(side, item, shape));
            changes.push(Change { path, shift: Shift::Value { old: of(Side::Old, old), new: of(Side::New, new) } });
        }
    }
}

/// True for words that are better compared one by one than set side by side.
fn is_sentence(old: &str, new: &str) -> bool {
    let long = |text: &str| text.split_whitespace().count() > 3;
    long(old) && long(new) && super::degree::degree(old, new) > 0
}

/// The change of one text into another; nothing where a reader sees none.
pub fn text<'a>(old: &[Block], new: &[Block]) -> Option<Shift<'a>> {
    if old == new {
        return None;
    }
    let both = redline(old, new);
    if has_marks(&both) {
        return Some(Shift::Text(both));
    }
    (same::set(old) != same::set(new)).then_some(Shift::Markup)
}

/// True where some word went or came.
pub fn has_marks(blocks: &[Block]) -> bool {
    let mut found = false;
    each_inline(blocks, &mut |inline| {
        found |= matches!(inline, Inline::Removed(_) | Inline::Added(_) | Inline::Moved(_));
    });
    found
}

fn below<'a>(path: &[Step<'a>], change: Change<'a>) -> Change<'a> {
    Change { path: [path, &change.path].concat(), shift: change.shift }
}

/// The entries of a list; a single value stands for a list of one.
fn entries(item: Option<&Item>) -> &[Item] {
    match item {
        None => &[],
        Some(Item { datum: Datum::List(items), .. }) => items,
        Some(single) => std::slice::from_ref(single),
    }
}

/// What the columns of a table are called.
fn heads<'a>(columns: &'a [Item], shape: &'a Shape) -> Vec<Step<'a>> {
    let head = |column: &'a Item| {
        let (title, of) = match &column.datum {
            Datum::Map(fields) => (fields.get("title"), shape.field("title").map_or(shape, |of| of)),
            _ => (Some(column), shape),
        };
        Step::Entry(Value::Item(Side::New, title.unwrap_or(column), of))
    };
    columns.iter().map(head).collect()
}

/// `columns` are what the cells of a row are called, where it has cells.
fn list<'a>(
    same: &Same<'a>,
    old: &'a [Item],
    new: &'a [Item],
    shape: &'a Shape,
    path: Vec<Step<'a>>,
    columns: &[Step<'a>],
    changes: &mut Vec<Change<'a>>,
) {
    let mut free: Vec<bool> = vec![true; new.len()];
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let mut left: Vec<usize> = Vec::new();
    let mut take = |fits: &dyn Fn(usize) -> bool| {
        let found = (0..free.len()).find(|&at| free[at] && fits(at));
        found.inspect(|&at| free[at] = false)
    };
    for (was, item) in old.iter().enumerate() {
        match take(&|is| same.items(item, &new[is])) {
            Some(is) => pairs.push((was, is)),
            None => left.push(was),
        }
    }
    let mut came: Vec<usize> = (0..new.len()).filter(|&at| free[at]).collect();
    let mut changed = namesakes(same, &left, &came, old, new);
    left.retain(|at| changed.iter().all(|(was, _)| was != at));
    came.retain(|at| changed.iter().all(|(_, is)| is != at));
    let rewritten = match (left.as_slice(), came.as_slice()) {
        ([was], [is]) if is_rewritten(same, &old[*was], &new[*is]) => vec![(*was, *is)],
        _ => alike(&left, &came, old, new),
    };
    left.retain(|at| rewritten.iter().all(|(was, _)| was != at));
    came.retain(|at| rewritten.iter().all(|(_, is)| is != at));
    changed.extend(rewritten);
    let value_of = |side, item: &'a Item| Value::Item(side, item, shape);
    if left.is_empty() && came.is_empty() && changed.is_empty() {
        // A value alone and a list of it say the same.
        if pairs.is_sorted_by_key(|pair| pair.1) {
            return;
        }
        let added = new.iter().map(|item| value_of(Side::New, item)).collect();
        let shift = Shift::List { removed: Vec::new(), added, is_reordered: true };
        return changes.push(Change { path, shift });
    }
    if !left.is_empty() || !came.is_empty() {
        let removed = left.iter().map(|&at| value_of(Side::Old, &old[at])).collect();
        let added = came.iter().map(|&at| value_of(Side::New, &new[at])).collect();
        changes.push(Change { path: path.clone(), shift: Shift::List { removed, added, is_reordered: false } });
    }
    changed.sort_unstable();
    for (was, is) in changed {
        let entry = match &new[is].datum {
            // A whole text is no name.
            Datum::Map(fields) => showing(fields)
                .filter(|(_, item)| !matches!(item.datum, Datum::Prose(_)))
                .map(|(key, item)| (item, shape.field(key))),
            Datum::List(cells) => name_of_row(cells).map(|cell| (cell, shape.items.as_ref())),
            _ => None,
        };
        let named = entry.map(|(item, of)| Step::Entry(Value::Item(Side::New, item, of.map_or(shape, |of| of))));
        let path: Vec<Step<'a>> = path.iter().cloned().chain(named).collect();
        match (&old[was].datum, &new[is].datum) {
            // A row of a table: cell by cell.
            (Datum::List(before), Datum::List(now)) if before.len() == now.len() => {
                let shape = shape.items.as_deref().unwrap_or(shape);
                for (at, (was, is)) in before.iter().zip(now).enumerate() {
                    let path = path.iter().chain(columns.get(at)).cloned().collect();
                    value(same, Some(was), Some(is), shape, path, changes);
                }
            }
            _ => value(same, Some(&old[was]), Some(&new[is]), shape, path, changes),
        }
    }
}

/// How many of its fields or cells an entry shares with another.
fn shared(same: &Same<'_>, old: &Item, new: &Item) -> usize {
    match (&old.datum, &new.datum) {
        (Datum::Map(one), Datum::Map(other)) => {
            let is_shared = |(name, item): &&(Arc<str>, Item)| other.get(name).is_some_and(|is| same.items(item, is));
            one.entries.iter().filter(is_shared).count()
        }
        (Datum::List(one), Datum::List(other)) => one.iter().zip(other).filter(|(a, b)| same.items(a, b)).count(),
        _ => 0,
    }
}

/// True for the only two entries left that share something; rows that have names are others where these are.
fn is_rewritten(same: &Same<'_>, old: &Item, new: &Item) -> bool {
    let has_name = |item: &Item| matches!(&item.datum, Datum::List(cells) if name_of_row(cells).is_some());
    !has_name(old) && !has_name(new) && shared(same, old, new) > 0
}

/// Entries of one name; of several those that share most.
fn namesakes(same: &Same<'_>, left: &[usize], came: &[usize], old: &[Item], new: &[Item]) -> Vec<(usize, usize)> {
    let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for &is in came {
        if let Some(name) = name(same, &new[is], false) {
            by_name.entry(name).or_default().push(is);
        }
    }
    let mut scored = Vec::new();
    for &was in left {
        let others = name(same, &old[was], true).and_then(|name| by_name.get(&name));
        scored.extend(others.into_iter().flatten().map(|&is| (shared(same, &old[was], &new[is]), was, is)));
    }
    best(scored)
}

/// From this degree of likeness on an entry that has no name is the one that came in its place.
const ALIKE: u32 = 400;

/// Entries of several fields that say much the same, the most alike first.
fn alike(left: &[usize], came: &[usize], old: &[Item], new: &[Item]) -> Vec<(usize, usize)> {
    let counted = |item: &Item| match &item.datum {
        Datum::Map(fields) => {
            let mut words = String::new();
            write_fields(fields, &mut words);
            Some(Counted::new(words))
        }
        _ => None,
    };
    let all = |places: &[usize], of: &[Item]| -> (Vec<usize>, Vec<Counted>) {
        places.iter().filter_map(|&at| Some((at, counted(&of[at])?))).unzip()
    };
    let ((gone, was), (come, is)) = (all(left, old), all(came, new));
    let pairs = best(likely::pairs(&was, &is, ALIKE, |_, _| true));
    pairs.into_iter().map(|(at, to)| (gone[at], come[to])).collect()
}

/// The fields that tell one entry of a list from another, the surest first.
const NAMING: [&str; 14] = [
    "anchor",
    "id",
    "number",
    "file",
    "title",
    "label",
    "name",
    "at",
    "target",
    "person",
    "organisation",
    "source",
    "text",
    "date",
];

fn naming(fields: &Fields) -> Option<(&str, &Item)> {
    first_of(fields, &NAMING)
}

/// What an entry of a list is called for a reader, to whom an anchor says little.
fn showing(fields: &Fields) -> Option<(&str, &Item)> {
    first_of(fields, &NAMING[4..])
}

fn first_of<'f>(fields: &'f Fields, names: &[&str]) -> Option<(&'f str, &'f Item)> {
    let found = names.iter().find_map(|name| fields.entries.iter().find(|(key, _)| **key == **name));
    found.or_else(|| fields.entries.first()).map(|(key, item)| (&**key, item))
}

/// The first cell of a row, where it says something.
fn name_of_row(cells: &[Item]) -> Option<&Item> {
    cells.first().filter(|cell| !matches!(cell.datum, Datum::Null) && cell.text().is_none_or(|said| !said.is_empty()))
}

/// What names an entry of a list, as words to compare.
fn name(same: &Same<'_>, item: &Item, is_old: bool) -> Option<String> {
    let (key, item) = match &item.datum {
        Datum::Map(fields) => naming(fields)?,
        Datum::List(cells) => ("", name_of_row(cells)?),
        _ => return None,
    };
    let said = match &item.datum {
        Datum::Link(link) => {
            let id = if is_old { same.id(&link.target) } else { &link.target };
            format!("{id}#{}", link.anchor.as_deref().unwrap_or_default())
        }
        Datum::Date(when) => when.edtf()?,
        _ => item.text()?,
    };
    Some(format!("{key} {said}"))
}
