//! The search index: what `search-engine.js` loads, a little at a time, to answer a query.
//!
//! Every file is one call, `recueilSearch.put(name, stamp, data)`, so that a `script` element loads it, from a server or
//! from a folder. All lie in `search/index/`; `stamp` is the same in all files of one index, so that files of two
//! editions are told apart. Documents have numbers: the newest record first, its places after it.
//!
//! - `directory`: the number of documents; for each file of words its first stem; for each file of texts how many
//!   documents it has; the names of kinds and states.
//! - `words-N`: entries in the order of their stems, with a space between them. An entry is its stem, `;`, and its forms
//!   with `|` between them. A form is its exact spelling (nothing where it is the stem), the number of its documents, its
//!   documents and its positions, with commas between. A document is what its number adds to the one before, then its
//!   weight; positions are, for each document, how many and then what each adds to the one before. So all that a word may
//!   inflect to comes with one file, and what begins with the same letters stands together. Beside the entries stand, by
//!   stem, the acronyms of the glossary with what they stand for.
//! - `lists-N`: the lists that are too long to stand among the words: there a `~`, the number of the file and the place
//!   in it stand for each piece. Who does not look for a word does not load its list, and who looks for no phrase loads no
//!   positions of a frequent word.
//! - `facet-NAME`: one column for each facet. `values` by how often they come (those after the first few in
//!   `facet-NAME-N`, `files` saying how many are in each), the `sets` of values that documents have, and `runs` of documents that have the same set.
//! - `texts-N`: what is shown of each document, and what tells whether a phrase with words like *de* and *la* stands in it:
//!   these words have no entries, unless they are capitals, like the acronyms SUR and PAR, or make a whole title.
//!
//! Numbers are written with 84 signs ([`digits`]): below 42 one sign ends a number, above it there is more to come.
//! A weight is the sum of what a word counts in each field, which BM25F's saturation still has to be applied to; it is a
//! step of a scale of eight to the octave, from 1/64 on.

mod analyse;
mod digits;
mod documents;
mod facets;
mod pieces;
mod postings;
mod stem;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde::Serialize;
use serde_json::json;

use crate::diagnostics::Lang;
use crate::prose::typography;
use crate::site::Site;

use documents::Documents;
use facets::Column;
use pieces::{Pieces, cut};
use postings::Words;

pub use analyse::{Token, each_token, folded, normal};
pub use stem::stem;

/// The script that reads the index: without it in the theme, nothing is written.
const ENGINE: &str = "assets/search-engine.js";

const FOLDER: &str = "search/index";

/// How large a file of texts is, unless one document is larger.
const TEXTS_SIZE: usize = 12_000;

/// How large a file of a facet's values is.
const VALUES_SIZE: usize = 12_000;

/// How many records are read at once.
const TOGETHER: usize = 64;

const FACETS: [&str; 6] = ["kind", "instrument", "organisation", "theme", "period", "status"];

/// A file of the site: its path and its bytes.
pub type File = (String, Vec<u8>);

/// Every file of the index.
pub fn files(site: &Site) -> Vec<File> {
    if !site.theme.assets.contains_key(ENGINE) {
        return Vec::new();
    }
    let gathered = gather(site);
    let mut long = Pieces::default();
    let stretches = words::stretches(gathered.words, &site.corpus, site.lang, &mut long);
    let texts = cut(gathered.texts.iter().map(|text| text.json.len()), TEXTS_SIZE);
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    let mut counts = String::new();
    texts.iter().for_each(|range| digits::write(&mut counts, range.len() as u32));
    let label = |facet: &str, value: &str| label(site, facet, value);
    let names = |values: &[String], facet: &str| -> BTreeMap<String, String> {
        values.iter().map(|value| (value.clone(), label(facet, value))).collect()
    };
    let printed: Vec<facets::Printed> = gathered.columns.par_iter().map(Column::print).collect();
    let directory = json!({
        "language": site.corpus.config.language,
        "stemmers": gathered.langs.iter().map(|lang| lang.tag()).collect::<Vec<_>>(),
        "documents": gathered.texts.len(),
        "words": stretches.iter().map(|stretch| &stretch.first).collect::<Vec<_>>(),
        "texts": counts,
        "kinds": names(&printed[0].values, FACETS[0]),
        "states": names(&printed[5].values, FACETS[5]),
    });
    files.insert("directory".to_owned(), text(&directory));
    for (number, stretch) in stretches.into_iter().enumerate() {
        let data = json!({ "entries": stretch.entries, "expansions": stretch.expansions });
        files.insert(format!("words-{number}"), text(&data));
    }
    for (number, pieces) in long.files.iter().enumerate() {
        files.insert(format!("lists-{number}"), text(pieces));
    }
    let mut later = gathered.texts.into_iter();
    for (number, range) in texts.into_iter().enumerate() {
        let texts: Vec<Text> = later.by_ref().take(range.len()).collect();
        files.insert(format!("texts-{number}"), texts_file(&texts));
    }
    for (name, column) in FACETS.iter().zip(printed) {
        let values: Vec<[String; 2]> = column.values.iter().map(|value| [value.clone(), label(name, value)]).collect();
        let parts = cut(values.iter().map(|[value, label]| value.len() + label.len() + 6), VALUES_SIZE);
        let (first, later) =
            parts.split_first().map_or((&values[..0], &[][..]), |(first, later)| (&values[first.clone()], later));
        let held: Vec<usize> = later.iter().map(ExactSizeIterator::len).collect();
        let data = json!({ "values": first, "files": held, "sets": column.sets, "runs": column.runs });
        files.insert(format!("facet-{name}"), text(&data));
        for (number, part) in later.iter().enumerate() {
            files.insert(format!("facet-{name}-{}", number + 1), text(&values[part.clone()]));
        }
    }
    stamped(files)
}

/// The files as calls, each with the stamp of all.
fn stamped(files: BTreeMap<String, String>) -> Vec<File> {
    let mut hasher = blake3::Hasher::new();
    for (name, data) in &files {
        hasher.update(name.as_bytes());
        hasher.update(data.as_bytes());
    }
    let stamp = &hasher.finalize().to_hex()[..12];
    let file = |(name, data): (String, String)| {
        let script = format!("recueilSearch.put({},\"{stamp}\",{data});\n", text(&name));
        (format!("{FOLDER}/{name}.js"), script.into_bytes())
    };
    files.into_iter().map(file).collect()
}

/// What documents give to the index.
#[derive(Default)]
struct Gathered {
    words: Words,
    columns: [Column; FACETS.len()],
    texts: Vec<Text>,
    langs: BTreeSet<Lang>,
}

/// What is shown of a document: its JSON, and that of what it shares with the others of its record.
struct Text {
    json: String,
    record: usize,
    shared: String,
}

/// Reads every record, some at once on every core, and puts together what they give in their order.
fn gather(site: &Site) -> Gathered {
    let order = documents::order(site);
    let some = |records: &[usize]| {
        let mut gathered = Gathered::default();
        records.iter().for_each(|&at| gathered.add(site, documents::of_record(site, at)));
        gathered
    };
    let read: Vec<Gathered> = order.par_chunks(TOGETHER).map(some).collect();
    let mut gathered = Gathered::default();
    read.into_iter().for_each(|later| gathered.extend(later));
    gathered
}

impl Gathered {
    /// Adds the documents of one record.
    fn add(&mut self, site: &Site, of: Documents) {
        let records = &site.corpus.records;
        let ids = |found: &[usize]| -> Vec<String> {
            let mut ids: Vec<String> = found.iter().map(|&at| records[at].id.to_string()).collect();
            ids.sort();
            ids.dedup();
            ids
        };
        self.langs.insert(of.lang);
        let shared = text(&(&of.of, &of.foreign, &of.date));
        for (at, document) in of.found.iter().enumerate() {
            self.words.add(self.texts.len() as u32, document, of.lang);
            let values = [
                vec![document.kind.clone()],
                if of.is_instrument { ids(&[of.record]) } else { Vec::new() },
                ids(&document.organisations),
                ids(&document.themes),
                of.year.map(|year| year.to_string()).into_iter().collect(),
                document.status.clone().into_iter().collect(),
            ];
            self.columns.iter_mut().zip(values).for_each(|(column, values)| column.push(values));
            let whole = u8::from(at == 0);
            let json = text(&(
                whole,
                &document.kind,
                &document.title,
                &document.names,
                &document.heading,
                &document.body,
                &document.href,
                &document.status,
            ));
            self.texts.push(Text { json, record: of.record, shared: shared.clone() });
        }
    }

    /// Adds what documents give that come after.
    fn extend(&mut self, later: Gathered) {
        self.words.extend(later.words, self.texts.len() as u32);
        self.columns.iter_mut().zip(later.columns).for_each(|(column, later)| column.extend(later));
        self.texts.extend(later.texts);
        self.langs.extend(later.langs);
    }
}

/// A file of texts: what each record shares and how many documents have it, then the documents.
fn texts_file(texts: &[Text]) -> String {
    let records: Vec<String> =
        texts.chunk_by(|a, b| a.record == b.record).map(|run| format!("[{},{}]", run.len(), run[0].shared)).collect();
    let documents: Vec<&str> = texts.iter().map(|text| text.json.as_str()).collect();
    format!("[[{}],\n[{}]]", records.join(","), documents.join(",\n"))
}

/// The words for a value of a facet.
fn label(site: &Site, facet: &str, value: &str) -> String {
    let corpus = &site.corpus;
    let label = match facet {
        "kind" => match corpus.kinds.get(value) {
            Some(kind) => kind.title.get(site.lang).clone(),
            None => site.strings.get(value).to_owned(),
        },
        "status" => {
            let key = format!("state.{value}");
            match site.strings.all().get(&key) {
                Some(label) => label.clone(),
                None => site.strings.get(&format!("status.{value}")).to_owned(),
            }
        }
        "period" => return value.to_owned(),
        _ => corpus.get(value).map_or_else(|| value.to_owned(), |record| record.label().to_owned()),
    };
    typography::set(&label, site.lang)
}

fn text(data: &(impl Serialize + ?Sized)) -> String {
    serde_json::to_string(data).expect("keys are text and numbers are finite")
}
