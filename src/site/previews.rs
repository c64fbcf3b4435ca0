//! What the links of the site may preview, dealt out to files by a stable hash of each address.
//!
//! A browser that is about to show what a link leads to computes the same hash from the link and asks for that file
//! only. How many files there are follows from the number of records, measures and anchors alone, so that a corpus
//! that is only checked pays for no more than counting.

use rayon::prelude::*;

use crate::model::Record;
use crate::resolve::Corpus;

use super::Site;

/// How many targets share a file on average: with what the longest take up, a file stays below 32 KB.
const SHARED: usize = 32;

/// A record or a provision of it that links lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Previewed {
    /// From the root of the site, without `index.html`: `accord/mesure-5/`, `accord/#axe-1`.
    pub address: String,
    pub record: usize,
    pub anchor: Option<String>,
}

/// How many files the previews are dealt out to: a power of two, so that a hash is cut by its last bits.
pub(super) fn count(corpus: &Corpus) -> usize {
    let previewed = corpus.records.par_iter().filter(|record| is_previewed(record));
    let targets: usize = previewed.map(|record| 1 + anchors(record).count()).sum();
    targets.div_ceil(SHARED).next_power_of_two()
}

/// The path of a file of previews.
pub fn path(bucket: usize) -> String {
    format!("assets/previews/{bucket:x}.js")
}

/// Every target with its file, each file in the order of addresses.
pub fn dealt(site: &Site) -> Vec<Vec<Previewed>> {
    let mut files: Vec<Vec<Previewed>> = vec![Vec::new(); site.previews];
    for (at, record) in previewed(&site.corpus) {
        for anchor in std::iter::once(None).chain(anchors(record).map(Some)) {
            let address = address(site, at, anchor);
            let bucket = hash(&address) as usize & (site.previews - 1);
            files[bucket].push(Previewed { address, record: at, anchor: anchor.map(str::to_owned) });
        }
    }
    for file in &mut files {
        file.sort_by(|a, b| a.address.cmp(&b.address));
        file.dedup_by(|a, b| a.address == b.address);
    }
    files
}

/// The anchors of a record, those of the rows of its calendar among them.
fn anchors(record: &Record) -> impl Iterator<Item = &str> {
    record.anchors().chain(record.calendar.iter().filter_map(|milestone| milestone.anchor.as_deref()))
}

/// Annotations stand in a table of their own, which shows all that there is to them.
fn is_previewed(record: &Record) -> bool {
    record.annotation.is_none()
}

fn previewed(corpus: &Corpus) -> impl Iterator<Item = (usize, &Record)> {
    let all = corpus.records.iter().enumerate().map(|(at, record)| (at, &**record));
    all.filter(|(_, record)| is_previewed(record))
}

fn address(site: &Site, record: usize, anchor: Option<&str>) -> String {
    let (path, fragment) = site.path_of(record, anchor);
    let page = path.trim_end_matches("index.html");
    fragment.map_or(page.to_owned(), |fragment| format!("{page}#{fragment}"))
}

/// FNV-1a of 32 bits (RFC 9923): a few lines in any language, and the same for ever.
fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::hash;

    #[test]
    fn the_hash_is_the_published_one() {
        for (text, expected) in [("", 0x811c_9dc5), ("a", 0xe40c_292c), ("foobar", 0xbf9c_f968)] {
            assert_eq!(hash(text), expected, "{text}");
        }
    }
}
