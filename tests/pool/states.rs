//! Corpora made of the pool, what writers do to them, and the states of a preview of them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use proptest::prelude::*;
use recueil::compile::{self, Options};
use recueil::diagnostics::{Finding, Severity};
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
    Inputs { files: Arc::new(files.collect()), ..Inputs::default() }
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

/// The corpus as it is shown: each file that has errors of its own as it was when it last had none, and records judged by
/// the schemas that are shown.
pub fn as_shown(files: &Files, good: &mut Files) -> Files {
    checked(files, good).0
}

/// The corpus as it is shown, and what a check of it finds.
pub fn checked(files: &Files, good: &mut Files) -> (Files, Vec<Finding>) {
    good.retain(|path, _| files.contains_key(path));
    let mut shown = files.clone();
    let mut found = compile::check(&inputs(&shown), &options()).findings;
    for of_records in [false, true] {
        let own = found.iter().filter(|f| f.severity == Severity::Error && compile::is_of_one_file(f.code));
        let broken: BTreeSet<&str> = own.map(|finding| &*finding.place.file).collect();
        let before = shown.clone();
        for (path, text) in files.iter().filter(|(path, _)| path.starts_with("content/") == of_records) {
            if !broken.contains(path) {
                good.insert(path, text);
            } else if let Some(text) = good.get(path) {
                shown.insert(path, text);
            } else if path.starts_with("themes/") {
                shown.remove(path);
            }
        }
        if shown != before {
            found = compile::check(&inputs(&shown), &options()).findings;
        }
    }
    (shown, found)
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
