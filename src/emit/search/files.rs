//! The files of the index as scripts, which all bear the same stamp.

use serde::Serialize;

use crate::emit::Sink;

use super::text;

const FOLDER: &str = "search/index";

/// Hands each file on as soon as it is whole: a large corpus has more of them than records.
pub(super) struct Files<'a> {
    stamp: String,
    sink: &'a Sink<'a>,
    /// The words of the sink that took no more.
    outcome: Result<(), String>,
}

impl<'a> Files<'a> {
    pub fn new(stamp: &str, sink: &'a Sink<'a>) -> Files<'a> {
        Files { stamp: stamp.to_owned(), sink, outcome: Ok(()) }
    }

    pub fn put(&mut self, name: &str, data: &(impl Serialize + ?Sized)) {
        self.put_text(name, &[&text(data)]);
    }

    /// Puts a file whose data is JSON already, in pieces.
    pub fn put_text(&mut self, name: &str, data: &[&str]) {
        if self.outcome.is_ok() {
            let head = format!("recueilSearch.put(\"{name}\",\"{}\",", self.stamp);
            let script = [&[head.as_str()], data, &[");\n"]].concat().concat();
            self.outcome = (self.sink)(&format!("{FOLDER}/{name}.js"), script.as_bytes());
        }
    }

    /// Whether all were taken.
    pub fn outcome(self) -> Result<(), String> {
        self.outcome
    }
}
