//! The words of all documents as entries, cut into files that are each a stretch of the order of stems.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

use crate::diagnostics::Lang;
use crate::resolve::Corpus;

use super::analyse::{self, folded};
use super::digits;
use super::pieces::{Filling, Pieces};
use super::postings::{Postings, Words};
use super::stem::stem;

/// A list that is longer than this lies in files of its own, so that its neighbours are not loaded with it.
const LONG: usize = 3_000;

/// How large a file of words is, unless one entry is larger.
const SIZE: usize = 16_000;

/// The entry of a stem: every form by its exact spelling, in their order.
struct Entry {
    key: String,
    forms: Vec<(Box<str>, Postings)>,
    /// Acronyms and what they stand for, where the word is one or is the rarest of such an expansion.
    expansions: Vec<(String, String)>,
}

/// A file of words: its first stem, the entries as text, and their expansions by stem.
#[derive(Default, Serialize)]
pub(super) struct Stretch {
    #[serde(skip)]
    pub first: String,
    entries: String,
    expansions: BTreeMap<String, Vec<(String, String)>>,
}

/// Hands the words over in files, one after the other; long lists go to `long`.
pub(super) fn stretches(words: Words, corpus: &Corpus, lang: Lang, long: &mut Pieces, take: &mut dyn FnMut(Stretch)) {
    let mut entries = entries(words);
    expand(&mut entries, corpus, lang);
    let (mut stretch, mut filling): (Option<Stretch>, _) = (None, Filling::default());
    // Each is let go of as soon as it is written.
    for entry in entries {
        let text = print(&entry, long);
        if filling.begins_another(text.len(), SIZE) {
            stretch.take().into_iter().for_each(&mut *take);
        }
        let open = stretch.get_or_insert_with(|| Stretch { first: entry.key.clone(), ..Stretch::default() });
        if !open.entries.is_empty() {
            open.entries.push(' ');
        }
        open.entries.push_str(&text);
        if !entry.expansions.is_empty() {
            open.expansions.insert(entry.key, entry.expansions);
        }
    }
    stretch.into_iter().for_each(take);
}

/// The entries in the order of JavaScript's strings.
fn entries(words: Words) -> Vec<Entry> {
    let mut keyed: Vec<(String, Box<str>, Postings)> = Vec::new();
    for (lang, words) in words.0 {
        let key = |(exact, postings): (Box<str>, Postings)| (stem(&folded(&exact), lang), exact, postings);
        keyed.par_extend(words.into_par_iter().map(key));
    }
    keyed.par_sort_by(|a, b| a.0.encode_utf16().cmp(b.0.encode_utf16()).then_with(|| a.1.cmp(&b.1)));
    let mut entries: Vec<Entry> = Vec::new();
    for (key, exact, postings) in keyed {
        if entries.last().is_none_or(|entry| entry.key != key) {
            entries.push(Entry { key, forms: Vec::with_capacity(1), expansions: Vec::new() });
        }
        let Some(entry) = entries.last_mut() else { continue };
        match entry.forms.last_mut().filter(|(last, _)| *last == exact) {
            // The same word in two languages.
            Some((_, last)) => *last = last.merged(&postings),
            None => entry.forms.push((exact, postings)),
        }
    }
    entries
}

/// The stem and its forms: each itself (nothing where it is the stem) with the number of its documents, the documents, the
/// positions.
fn print(entry: &Entry, long: &mut Pieces) -> String {
    let heads = entry.forms.iter().map(|(exact, postings)| {
        let mut head = if **exact == *entry.key { String::new() } else { exact.to_string() };
        head.push(',');
        digits::write(&mut head, postings.count);
        head
    });
    let heads: Vec<String> = heads.collect();
    let lists = entry.forms.iter().flat_map(|(_, postings)| [&postings.documents, &postings.positions]);
    let whole: usize = heads.iter().chain(lists).map(String::len).sum();
    let longest = if whole > SIZE { LONG / 10 } else { LONG };
    let mut text = entry.key.clone();
    for (at, (head, (_, postings))) in heads.iter().zip(&entry.forms).enumerate() {
        text.push(if at == 0 { ';' } else { '|' });
        text.push_str(head);
        for list in [&postings.documents, &postings.positions] {
            text.push(',');
            if list.len() > longest { long.put(list, &mut text) } else { text.push_str(list) }
        }
    }
    text
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
        let count = |at: &usize| entries[*at].forms.iter().map(|(_, postings)| postings.count).sum::<u32>();
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
            words.push(token.exact.into_owned());
        }
    });
    words
}
