//! What was read, and the places in it: every file of a corpus, in memory, by its path.

mod builtin;
mod digest;
mod place;

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::sync::Arc;

pub use builtin::{BUILTIN_THEME, PROGRAM, builtin, builtin_paths, builtin_under};
pub use digest::Digest;
pub use place::{LineColumn, LineIndex, Place, Span};

/// Everything that a compilation may look at. Nothing after this stage reads a file, the clock or the environment.
///
/// Paths are relative to the corpus, with `/` on every system: `recueil.yaml`, `content/…`, `schemas/…`, `themes/…`.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// The files of the corpus itself, in the order of their paths: shared, as many keep them and few change them.
    pub files: Arc<BTreeMap<Arc<str>, Arc<[u8]>>>,
    /// The paths where something is that was not read: files, and folders with what is in them.
    pub unread: BTreeSet<Arc<str>>,
}

/// A file that changed: its path, what it held and what it holds; nothing where it is not there.
pub type Changed<'a> = (&'a Arc<str>, Option<&'a Arc<[u8]>>, Option<&'a Arc<[u8]>>);

impl Inputs {
    /// The files, to change some; who shares them keeps what they were.
    pub fn files_mut(&mut self) -> &mut BTreeMap<Arc<str>, Arc<[u8]>> {
        Arc::make_mut(&mut self.files)
    }

    /// The bytes of one file of the corpus, or of the file of the same path that the program carries.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(|bytes| &**bytes).or_else(|| builtin(path))
    }

    /// True for what is there and was not read, be it by itself or with a folder that it is in.
    pub fn is_unread(&self, path: &str) -> bool {
        let folders = path.match_indices('/').map(|(at, _)| &path[..at]);
        !self.unread.is_empty() && folders.chain([path]).any(|part| self.unread.contains(part))
    }

    /// The files that came, went or hold something else since `before`, in the order of their paths: before and now.
    pub fn changes<'a>(&'a self, before: &'a Inputs) -> Vec<Changed<'a>> {
        let mut changes = Vec::new();
        if Arc::ptr_eq(&self.files, &before.files) {
            return changes;
        }
        let (mut was, mut is) = (before.files.iter().peekable(), self.files.iter().peekable());
        loop {
            let order = match (was.peek(), is.peek()) {
                (None, None) => return changes,
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                // Most are the very same.
                (Some((was, _)), Some((is, _))) if Arc::ptr_eq(was, is) => Ordering::Equal,
                (Some((was, _)), Some((is, _))) => was.cmp(is),
            };
            let was = if order.is_le() { was.next() } else { None };
            let is = if order.is_ge() { is.next() } else { None };
            let (was_bytes, is_bytes) = (was.map(|(_, bytes)| bytes), is.map(|(_, bytes)| bytes));
            let is_same = was_bytes.zip(is_bytes).is_some_and(|(was, is)| Arc::ptr_eq(was, is) || was == is);
            if let Some((path, _)) = is.or(was).filter(|_| !is_same) {
                changes.push((path, was_bytes, is_bytes));
            }
        }
    }

    /// The files whose path begins with `folder` (given with its closing slash), in order.
    pub fn under<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a Arc<str>, &'a Arc<[u8]>)> {
        let from = (Bound::Included(folder), Bound::Unbounded);
        self.files.range::<str, _>(from).take_while(move |(path, _)| path.starts_with(folder))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_what_came_went_or_is_other() {
        let inputs = |files: &[(&str, &str)]| {
            let file = |&(path, text): &(&str, &str)| (Arc::from(path), Arc::from(text.as_bytes()));
            Inputs { files: Arc::new(files.iter().map(file).collect()), ..Inputs::default() }
        };
        let before = inputs(&[("a", "1"), ("b", "1"), ("c", "1"), ("e", "1")]);
        let after = inputs(&[("b", "1"), ("c", "2"), ("d", "1"), ("e", "1"), ("f", "1")]);
        let told = |changed: &Changed| (changed.0.to_string(), changed.1.is_some(), changed.2.is_some());
        let changes: Vec<_> = after.changes(&before).iter().map(told).collect();
        let expected = [("a", true, false), ("c", true, true), ("d", false, true), ("f", false, true)];
        assert_eq!(changes, expected.map(|(path, was, is)| (path.to_owned(), was, is)));
        assert!(after.changes(&after.clone()).is_empty());
    }
}
