//! What was read, and the places in it: every file of a corpus, in memory, by its path.

mod builtin;
mod place;

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

pub use builtin::{BUILTIN_THEME, builtin, builtin_paths, builtin_under};
pub use place::{LineColumn, LineIndex, Place, Span};

/// Everything that a compilation may look at. Nothing after this stage reads a file, the clock or the environment.
///
/// Paths are relative to the corpus, with `/` on every system: `recueil.yaml`, `content/…`, `schemas/…`, `themes/…`.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// The files of the corpus itself, in the order of their paths.
    pub files: BTreeMap<Arc<str>, Arc<[u8]>>,
}

impl Inputs {
    /// The bytes of one file of the corpus, or of the file of the same path that the program carries.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(|bytes| &**bytes).or_else(|| builtin(path))
    }

    /// The files whose path begins with `folder` (given with its closing slash), in order.
    pub fn under<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a Arc<str>, &'a Arc<[u8]>)> {
        let from = (Bound::Included(folder), Bound::Unbounded);
        self.files.range::<str, _>(from).take_while(move |(path, _)| path.starts_with(folder))
    }
}
