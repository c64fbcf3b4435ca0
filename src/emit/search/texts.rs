//! What is shown of each document, in files: what each record shares and how many documents have it, then the documents.

use super::files::Files;
use super::pieces::Filling;

/// How large a file is, unless one document is larger.
const SIZE: usize = 12_000;

/// The texts of documents, in files, but for the last of them.
pub(super) struct Texts<'a> {
    pub files: Files<'a>,
    /// How many documents each file has.
    pub held: Vec<u32>,
    /// How many documents there are.
    pub documents: u32,
    open: Open,
    filling: Filling,
}

/// The file that is not full yet.
#[derive(Default)]
struct Open {
    /// What the records share.
    records: String,
    /// What the last of them shares, and how many documents have it.
    last: (String, u32),
    documents: String,
    held: u32,
}

impl<'a> Texts<'a> {
    pub fn new(files: Files<'a>) -> Texts<'a> {
        Texts { files, held: Vec::new(), documents: 0, open: Open::default(), filling: Filling::default() }
    }

    /// Adds a document and what it shares with the others of its record; `is_first` of these.
    pub fn add(&mut self, document: &str, shared: &str, is_first: bool) {
        if self.filling.begins_another(document.len(), SIZE) {
            self.close();
        }
        if self.open.held == 0 || is_first {
            self.open.end_record();
            self.open.last.0 = shared.to_owned();
        }
        self.open.last.1 += 1;
        if self.open.held > 0 {
            self.open.documents.push_str(",\n");
        }
        self.open.documents.push_str(document);
        self.open.held += 1;
        self.documents += 1;
    }

    /// Closes the file that is not full.
    pub fn close(&mut self) {
        let mut open = std::mem::take(&mut self.open);
        if open.held > 0 {
            open.end_record();
            let name = format!("texts-{}", self.held.len());
            self.files.put_text(&name, &["[[", &open.records, "],\n[", &open.documents, "]]"]);
            self.held.push(open.held);
        }
    }
}

impl Open {
    fn end_record(&mut self) {
        let (shared, documents) = std::mem::take(&mut self.last);
        if documents > 0 {
            let comma = if self.records.is_empty() { "" } else { "," };
            self.records.push_str(&format!("{comma}[{documents},{shared}]"));
        }
    }
}
