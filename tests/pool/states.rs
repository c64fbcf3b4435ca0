//! Corpora made of the pool, what writers do to them, and the states of a preview of them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use proptest::prelude::*;
use recueil::compile::Options;
use recueil::inputs::Inputs;
use recueil::serve::answer::{Answer, answer};
use recueil::serve::preview::Preview;
use recueil::serve::{Desk, EDITOR, Settings};

use super::*;

pub type Files = BTreeMap<&'static str, &'static str>;

#[derive(Clone, Debug)]
pub enum Edit {
    Write(usize, usize),
    Delete(usize),
    /// What stands in one file stands in the other.
    Move(usize, usize),
}

pub fn edit() -> impl Strategy<Value = Edit> {
    let file = 0..POOL.len();
    prop_oneof![
        6 => (file.clone(), 0usize..6).prop_map(|(file, text)| Edit::Write(file, text)),
        1 => file.clone().prop_map(Edit::Delete),
        1 => (file.clone(), file).prop_map(|(from, to)| Edit::Move(from, to)),
    ]
}

pub fn apply(edit: &Edit, files: &mut Files) {
    match *edit {
        Edit::Write(file, text) => {
            let (path, texts) = POOL[file];
            files.insert(path, texts[text % texts.len()]);
        }
        // Without that file there is no corpus; what becomes of it then is another test's.
        Edit::Delete(CONFIG) | Edit::Move(CONFIG, _) => {}
        Edit::Delete(file) => {
            files.remove(POOL[file].0);
        }
        Edit::Move(from, to) => {
            if let Some(text) = files.remove(POOL[from].0) {
                files.insert(POOL[to].0, text);
            }
        }
    }
}

pub fn inputs(files: &Files) -> Inputs {
    let files = files.iter().map(|(path, text)| (Arc::from(*path), Arc::from(text.as_bytes())));
    Inputs { files: files.collect(), ..Inputs::default() }
}

pub fn options() -> Options {
    Options { drafts: true, ..Options::default() }
}

pub fn desk() -> Desk {
    let settings = Settings {
        dir: PathBuf::from("."),
        host: "127.0.0.1".to_owned(),
        port: 0,
        options: options(),
        editor: EDITOR.to_owned(),
    };
    Desk::new(Path::new("/corpus"), &settings, true)
}

/// As it stands before any edit: the first text of each file but those of the theme.
pub fn first() -> Files {
    POOL.iter().filter(|(path, _)| !path.contains("notes")).map(|(path, texts)| (*path, texts[0])).collect()
}

/// What is answered to a path, as text.
pub fn page(preview: &Preview, path: &str, now: Instant) -> String {
    match answer(&desk(), preview, path, now) {
        Answer::Bytes { bytes, .. } => String::from_utf8(bytes.to_vec()).expect("pages are UTF-8"),
        other => panic!("{other:?}"),
    }
}

/// The next state, which is put in front of readers.
pub fn next(previous: Option<&Preview>, files: &Files, now: Instant) -> Preview {
    let next = unseen(previous, files, now);
    next.begin(now);
    next
}

/// The next state, which nobody is shown unless it begins.
pub fn unseen(previous: Option<&Preview>, files: &Files, now: Instant) -> Preview {
    judged(&Preview::next(previous, inputs(files), Vec::new(), &options(), now))
}

/// A state of which all that is wrong is known.
pub fn judged(state: &Preview) -> Preview {
    state.with_findings(&state.judge(), state)
}
