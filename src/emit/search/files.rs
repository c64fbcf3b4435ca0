//! The files of the index as scripts, which all bear the same stamp.

use std::collections::BTreeMap;

use serde::Serialize;

use super::text;

/// A file of the site: its path and its bytes.
pub type File = (String, Vec<u8>);

const FOLDER: &str = "search/index";

/// What stands for the stamp until all files are there.
const UNSTAMPED: &str = "............";

const END: &str = ");\n";

/// The files by their names, each whole but for the stamp: nothing is copied once the stamp is known.
#[derive(Default)]
pub(super) struct Files(BTreeMap<String, Vec<u8>>);

impl Files {
    pub fn put(&mut self, name: &str, data: &(impl Serialize + ?Sized)) {
        self.put_text(name, &[&text(data)]);
    }

    /// Puts a file whose data is JSON already, in pieces.
    pub fn put_text(&mut self, name: &str, data: &[&str]) {
        let head = head(name) + UNSTAMPED + "\",";
        let all = [head.as_str()].into_iter().chain(data.iter().copied()).chain([END]);
        self.0.insert(name.to_owned(), all.collect::<Vec<_>>().concat().into_bytes());
    }

    /// The files, each with the stamp of all.
    pub fn stamped(self) -> Vec<File> {
        let mut hasher = blake3::Hasher::new();
        for (name, script) in &self.0 {
            hasher.update(name.as_bytes());
            hasher.update(&script[head(name).len() + UNSTAMPED.len() + 2..script.len() - END.len()]);
        }
        let stamp = &hasher.finalize().to_hex()[..UNSTAMPED.len()];
        let file = |(name, mut script): (String, Vec<u8>)| {
            let start = head(&name).len();
            script[start..start + UNSTAMPED.len()].copy_from_slice(stamp.as_bytes());
            (format!("{FOLDER}/{name}.js"), script)
        };
        self.0.into_iter().map(file).collect()
    }
}

/// What stands before the stamp.
fn head(name: &str) -> String {
    format!("recueilSearch.put(\"{name}\",\"")
}
