//! What tells the index of one site from that of another, known before anything of it is made.

use std::collections::BTreeMap;

use crate::inputs::PROGRAM;
use crate::parse::Config;
use crate::site::Site;

/// How many signs it has.
const LENGTH: usize = 12;

/// A hash of what the index is made of: the records of the site as they were written, what `recueil.yaml` says of them, the
/// schemas, the words of the interface, the day of the states and the program. What is internal is no part of it. The site
/// must have the files of its records.
pub fn edition(site: &Site) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut part = |bytes: &[u8]| {
        hasher.update(&(bytes.len() as u64).to_le_bytes());
        hasher.update(bytes);
    };
    let corpus = &site.corpus;
    let config = Config { waivers: Vec::new(), ..corpus.config.clone() };
    let settings = (PROGRAM, config, corpus.as_of, corpus.drafts, site.portable);
    part(format!("{settings:?}").as_bytes());
    let words: &BTreeMap<String, String> = site.strings.all();
    words.iter().flat_map(|(key, words)| [key, words]).for_each(|text| part(text.as_bytes()));
    site.inputs.under("schemas/").for_each(|(path, bytes)| [path.as_bytes(), bytes].into_iter().for_each(&mut part));
    for record in &corpus.records {
        let written = site.inputs.get(&record.file).and_then(|file| file.get(record.span.clone()));
        [record.id.as_bytes(), record.kind.as_bytes(), written.unwrap_or_default()].into_iter().for_each(&mut part);
    }
    hasher.finalize().to_hex()[..LENGTH].to_owned()
}
