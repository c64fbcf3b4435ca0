//! What tells the index of one site from that of another, known before anything of it is made.

use crate::inputs::{Digest, PROGRAM};
use crate::parse::Config;
use crate::site::Site;

/// How many signs it has.
const LENGTH: usize = 12;

/// A hash of what the index is made of: the records of the site as they were written, what `recueil.yaml` says of them, the
/// schemas, the words of the interface, the day of the states and the program. What is internal is no part of it. The site
/// must have the files of its records.
pub fn edition(site: &Site) -> String {
    let corpus = &site.corpus;
    let config = Config { waivers: Vec::new(), ..corpus.config.clone() };
    let settings = (PROGRAM, config, corpus.as_of, corpus.drafts, site.portable);
    let mut digest = Digest::default();
    digest.add([format!("{settings:?}").as_bytes()]);
    site.strings.all().iter().for_each(|(key, words)| digest.add([key.as_bytes(), words.as_bytes()]));
    site.inputs.under("schemas/").for_each(|(path, bytes)| digest.add([path.as_bytes(), bytes]));
    for record in &corpus.records {
        let written = site.inputs.get(&record.file).and_then(|file| file.get(record.span.clone()));
        digest.add([record.id.as_bytes(), record.kind.as_bytes(), written.unwrap_or_default()]);
    }
    digest.hex()[..LENGTH].to_owned()
}
