//! The search index: what `search-engine.js` loads, a little at a time, to answer a query.
//!
//! Every file is one call, `recueilSearch.put(name, stamp, data)`, so that a `script` element loads it, from a server or
//! from a folder. All lie in `search/index/`; `stamp` is the same in all files of one index, so that files of two
//! editions are told apart: the [`edition`], which is known before the first file is. Documents have numbers: the newest
//! record first, its places after it.
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
//!   `facet-NAME-N`, `files` saying how many are in each), the `sets` of values that documents have, and `runs` of
//!   documents that have the same set.
//! - `texts-N`: what is shown of each document, and what tells whether a phrase with words like *de* and *la* stands in it:
//!   these words have no entries, unless they are capitals, like the acronyms SUR and PAR, or make a whole title.
//!
//! Numbers are written with 84 signs ([`digits`]): below 42 one sign ends a number, above it there is more to come.
//! A weight is the sum of what a word counts in each field, which BM25F's saturation still has to be applied to; it is a
//! step of a scale of eight to the octave, from 1/64 on.

mod analyse;
mod digits;
mod documents;
mod edition;
mod facets;
mod files;
mod pieces;
mod postings;
mod stem;
mod texts;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde::Serialize;
use serde_json::json;

use crate::diagnostics::Lang;
use crate::emit::Sink;
use crate::prose::typography;
use crate::site::Site;

use documents::Documents;
use facets::Column;
use files::Files;
use pieces::{Pieces, cut};
use postings::{Forms, Words};
use texts::Texts;

pub use analyse::{Token, each_token, folded, normal};
pub use edition::edition;
pub use stem::stem;

/// The script that reads the index: without it in the theme, nothing is written.
const ENGINE: &str = "assets/search-engine.js";

/// How large a file of a facet's values is.
const VALUES_SIZE: usize = 12_000;

/// How many records are read at once.
const TOGETHER: usize = 24;

const FACETS: [&str; 6] = ["kind", "instrument", "organisation", "theme", "period", "status"];

/// Hands every file of the index to `sink`, stamped with the [`edition`] of the site.
///
/// # Errors
/// The words of a sink that takes no more.
pub fn write(site: &Site, edition: &str, sink: &Sink) -> Result<(), String> {
    if !site.theme.assets.contains_key(ENGINE) {
        return Ok(());
    }
    let Gathered { words, columns, texts, langs } = gather(site, Files::new(edition, sink));
    let Texts { mut files, held, documents, .. } = texts;
    let mut long = Pieces::default();
    let mut firsts: Vec<String> = Vec::new();
    words::stretches(words, &site.corpus, site.lang, &mut long, &mut |stretch| {
        files.put(&format!("words-{}", firsts.len()), &stretch);
        firsts.push(stretch.first);
    });
    for (number, pieces) in long.files.iter().enumerate() {
        files.put(&format!("lists-{number}"), pieces);
    }
    drop(long);
    let label = |facet: &str, value: &str| label(site, facet, value);
    let names = |values: &[String], facet: &str| -> BTreeMap<String, String> {
        values.iter().map(|value| (value.clone(), label(facet, value))).collect()
    };
    let printed: Vec<facets::Printed> = columns.par_iter().map(Column::print).collect();
    let mut counts = String::new();
    held.into_iter().for_each(|of_file| digits::write(&mut counts, of_file));
    let directory = json!({
        "language": site.corpus.config.language,
        "stemmers": langs.iter().map(|lang| lang.tag()).collect::<Vec<_>>(),
        "documents": documents,
        "words": firsts,
        "texts": counts,
        "kinds": names(&printed[0].values, FACETS[0]),
        "states": names(&printed[5].values, FACETS[5]),
    });
    files.put("directory", &directory);
    for (name, column) in FACETS.iter().zip(printed) {
        let values: Vec<[String; 2]> = column.values.iter().map(|value| [value.clone(), label(name, value)]).collect();
        let parts = cut(values.iter().map(|[value, label]| value.len() + label.len() + 6), VALUES_SIZE);
        let (first, later) =
            parts.split_first().map_or((&values[..0], &[][..]), |(first, later)| (&values[first.clone()], later));
        let held: Vec<usize> = later.iter().map(ExactSizeIterator::len).collect();
        let data = json!({ "values": first, "files": held, "sets": column.sets, "runs": column.runs });
        files.put(&format!("facet-{name}"), &data);
        for (number, part) in later.iter().enumerate() {
            files.put(&format!("facet-{name}-{}", number + 1), &values[part.clone()]);
        }
    }
    files.outcome()
}

/// What documents give to the index.
struct Gathered<'a> {
    words: Words,
    columns: [Column; FACETS.len()],
    texts: Texts<'a>,
    langs: BTreeSet<Lang>,
}

/// What some records give to the index.
#[derive(Default)]
struct Read {
    words: BTreeMap<Lang, Forms>,
    columns: [Column; FACETS.len()],
    /// For each record what its documents share, then each of them, as JSON.
    texts: Vec<(String, Vec<String>)>,
    /// How many documents these are.
    documents: u32,
    langs: BTreeSet<Lang>,
}

/// Reads every record, some at once on every core, and puts together what they give in their order.
///
/// It holds what is read of a few records at a time: their texts are written at once, and of their words what is known of
/// each grows.
fn gather<'a>(site: &Site, files: Files<'a>) -> Gathered<'a> {
    let order = documents::order(site);
    let read = |records: &[usize]| {
        let mut read = Read::default();
        records.iter().for_each(|&at| read.add(site, documents::of_record(site, at)));
        read
    };
    let texts = Texts::new(files);
    let mut gathered = Gathered { words: Words::default(), columns: Default::default(), texts, langs: BTreeSet::new() };
    let mut last = Vec::new();
    let at_once = TOGETHER * 4 * rayon::current_num_threads();
    for records in order.chunks(at_once).chain([&[][..]]) {
        let take = || last.drain(..).for_each(|read| gathered.take(read));
        let (read, ()) = rayon::join(|| records.par_chunks(TOGETHER).map(read).collect(), take);
        last = read;
    }
    gathered.texts.close();
    gathered
}

impl Read {
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
        let mut texts = Vec::with_capacity(of.found.len());
        for (at, document) in of.found.iter().enumerate() {
            self.words.entry(of.lang).or_default().add(self.documents, document);
            self.documents += 1;
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
            texts.push(text(&(
                whole,
                &document.kind,
                &document.title,
                &document.names,
                &document.heading,
                &document.body,
                &document.href,
                &document.status,
            )));
        }
        self.texts.push((text(&(&of.of, &of.foreign, &of.date)), texts));
    }
}

impl Gathered<'_> {
    /// Adds what documents give that come after.
    fn take(&mut self, read: Read) {
        self.words.extend(read.words, self.texts.documents);
        self.columns.iter_mut().zip(read.columns).for_each(|(column, later)| column.extend(later));
        for (shared, documents) in read.texts {
            documents.iter().enumerate().for_each(|(at, document)| self.texts.add(document, &shared, at == 0));
        }
        self.langs.extend(read.langs);
    }
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
