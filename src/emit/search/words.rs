//! The words of all documents as entries, cut into files that are each a stretch of the order of stems.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::diagnostics::Lang;
use crate::resolve::Corpus;

use super::analyse::{self, folded};
use super::digits;
use super::pieces::{Pieces, cut};
use super::postings::{Form, Postings, Words};
use super::stem::stem;

/// A list that is longer than this lies in files of its own, so that its neighbours are not loaded with it.
const LONG: usize = 3_000;

/// How large a file of words is, unless one entry is larger.
const SIZE: usize = 16_000;

/// The entry of a stem: every form, by its exact spelling.
struct Entry {
    key: String,
    forms: BTreeMap<Box<str>, Postings>,
    /// Acronyms and what they stand for, where the word is one or is the rarest of such an expansion.
    expansions: Vec<(String, String)>,
}

/// A file of words: its first stem, the entries as text, and their expansions by stem.
pub(super) struct Stretch {
    pub first: String,
    pub entries: String,
    pub expansions: BTreeMap<String, Vec<(String, String)>>,
}

/// Cuts the words into files; long lists go to `long`.
pub(super) fn stretches(words: Words, corpus: &Corpus, lang: Lang, long: &mut Pieces) -> Vec<Stretch> {
    let mut entries = entries(words);
    expand(&mut entries, corpus, lang);
    let printed: Vec<Vec<[String; 3]>> = entries.par_iter().map(print).collect();
    let mut texts = Vec::with_capacity(entries.len());
    for (entry, forms) in entries.iter().zip(printed) {
        let whole: usize = forms.iter().flatten().map(String::len).sum();
        let longest = if whole > SIZE { LONG / 10 } else { LONG };
        let mut text = entry.key.clone();
        for (at, [form, documents, positions]) in forms.into_iter().enumerate() {
            text.push(if at == 0 { ';' } else { '|' });
            text.push_str(&form);
            for list in [documents, positions] {
                text.push(',');
                if list.len() > longest { long.put(&list, &mut text) } else { text.push_str(&list) }
            }
        }
        texts.push(text);
    }
    let sizes = texts.iter().map(String::len);
    let mut stretches = Vec::new();
    for range in cut(sizes, SIZE) {
        let of = &mut entries[range.clone()];
        let first = of.first().map(|entry| entry.key.clone()).unwrap_or_default();
        let expansions = of.iter_mut().filter(|entry| !entry.expansions.is_empty());
        let expansions = expansions.map(|entry| (entry.key.clone(), std::mem::take(&mut entry.expansions))).collect();
        stretches.push(Stretch { first, entries: texts[range].join(" "), expansions });
    }
    stretches
}

/// The entries in the order of JavaScript's strings.
fn entries(words: Words) -> Vec<Entry> {
    let mut keyed: Vec<(String, Form, Postings)> = words
        .0
        .into_par_iter()
        .map(|(form, postings)| (stem(&folded(&form.exact), form.lang), form, postings))
        .collect();
    keyed.par_sort_by(|a, b| a.0.encode_utf16().cmp(b.0.encode_utf16()).then_with(|| a.1.cmp(&b.1)));
    let mut entries: Vec<Entry> = Vec::new();
    for (key, form, postings) in keyed {
        if entries.last().is_none_or(|entry| entry.key != key) {
            entries.push(Entry { key, forms: BTreeMap::new(), expansions: Vec::new() });
        }
        let Some(entry) = entries.last_mut() else { continue };
        let postings = match entry.forms.remove(&form.exact) {
            Some(other) => other.merged(postings),
            None => postings,
        };
        entry.forms.insert(form.exact, postings);
    }
    entries
}

/// For each form: itself (nothing where it is the stem) with the number of its documents, the documents, the positions.
fn print(entry: &Entry) -> Vec<[String; 3]> {
    let form = |exact: &str, postings: &Postings| {
        let mut head = if *exact == *entry.key { String::new() } else { exact.to_owned() };
        head.push(',');
        digits::write(&mut head, postings.documents.len() as u32);
        [head, postings.documents_as_text(), postings.positions_as_text()]
    };
    entry.forms.iter().map(|(exact, postings)| form(exact, postings)).collect()
}

/// Gives each acronym of the glossary to its own entry, and to that of the rarest word of what it stands for.
fn expand(entries: &mut [Entry], corpus: &Corpus, lang: Lang) {
    for of in corpus.entries() {
        let Some(expansion) = of.expansion.as_deref().filter(|text| *text != of.head) else { continue };
        let (head, expansion) = (analyse::normal(&of.head), analyse::normal(expansion));
        let mut own = words_of(&head);
        let [acronym] = own.as_mut_slice() else { continue };
        let acronym = std::mem::take(acronym);
        let lang = corpus.records[of.record].language.as_deref().map_or(lang, Lang::of_tag);
        let find = |word: &str| {
            let key = stem(&folded(word), lang);
            entries.binary_search_by(|entry| entry.key.encode_utf16().cmp(key.encode_utf16())).ok()
        };
        let count = |at: &usize| entries[*at].forms.values().map(|postings| postings.documents.len()).sum::<usize>();
        let rarest = words_of(&expansion).iter().filter_map(|word| find(word)).min_by_key(|at| (count(at), *at));
        let mut places: Vec<usize> = find(&acronym).into_iter().chain(rarest).collect();
        places.dedup();
        for at in places {
            let pair = (head.to_string(), expansion.to_string());
            if !entries[at].expansions.contains(&pair) {
                entries[at].expansions.push(pair);
            }
        }
    }
}

/// The words of a name that have entries.
fn words_of(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    analyse::each_token(text, &mut |token| {
        if !token.is_stop() {
            words.push(token.exact);
        }
    });
    words
}
