//! The audit of acronyms: reads the words of every record once, for the rules that compare them with the glossary.

pub(super) mod defined_late;
pub(super) mod differs;
mod spelt;
pub(super) mod undefined;
pub(super) mod unused;
mod words;

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostics::Finding;
use crate::inputs::{Inputs, Span};
use crate::model::{Datum, Fields, Item, Record, read::is_acronym};
use crate::resolve::kept::{Found, Same, found_or};
use crate::resolve::mentions::{Form, Terms};
use crate::resolve::{ById, Corpus};

use super::texts::{self, Line, Sort};
use words::Word;

pub(super) fn check(corpus: &Corpus, inputs: &Inputs, memory: Option<&mut Memory>, findings: &mut Vec<Finding>) {
    let glossary = Arc::new(Glossary::new(corpus));
    let (last, before) = memory.map(|memory| (&mut memory.readings, &mut memory.inputs)).unzip();
    let changes = before.iter().flat_map(|before| inputs.changes(before));
    let changed: HashSet<Arc<str>> = changes.map(|(path, ..)| path.clone()).collect();
    // A record may say what it said, and stand otherwise in its file.
    let is_other = |at: usize| changed.contains(&corpus.records[at].file);
    // The remarks of reviewers are not the corpus's own words.
    let read = |_, record: &Record| match &*record.kind {
        "annotation" => Reading::default(),
        _ => Reading::new(record, inputs, corpus, &glossary),
    };
    let readings = found_or(last, &corpus.records, (corpus.places(), glossary.clone()), is_other, read);
    if let Some(before) = before {
        *before = inputs.clone();
    }
    let audit = Audit { corpus, glossary: &glossary, readings: &readings };
    undefined::check(&audit, findings);
    unused::check(&audit, findings);
    defined_late::check(&audit, findings);
    differs::check(&audit, findings);
}

/// What was read last, and of which files.
#[derive(Default)]
pub(super) struct Memory {
    readings: Found<(Same<ById>, Arc<Glossary>), Reading>,
    inputs: Inputs,
}

/// What the rules of the audit look at.
struct Audit<'a> {
    corpus: &'a Corpus,
    glossary: &'a Glossary,
    /// What was read of each record, by its index.
    readings: &'a [Arc<Reading>],
}

impl Audit<'_> {
    fn records(&self) -> impl Iterator<Item = (&Record, &Reading)> {
        self.corpus.records.iter().map(|record| &**record).zip(self.readings.iter().map(|reading| &**reading))
    }
}

/// The entries of the glossary by the acronyms that they are written as.
#[derive(PartialEq)]
struct Glossary {
    holders: HashMap<String, Vec<Holder>>,
    /// Names of several words that an acronym may be part of: of entries, organisations and legal texts.
    phrases: Terms,
    /// The acronyms that have an entry which no text and no reference leads to. For these alone every word is looked at.
    unused: HashSet<String>,
}

/// An entry of the glossary that an acronym may mean.
#[derive(PartialEq)]
struct Holder {
    /// The record of the entry, by index, and its id.
    record: usize,
    id: Arc<str>,
    /// The ids of the records in which it holds; everywhere when there are none.
    scope: BTreeSet<String>,
    /// What the acronym stands for, in all the forms that the entry gives.
    meanings: Vec<String>,
}

impl Glossary {
    fn new(corpus: &Corpus) -> Glossary {
        let mut holders: HashMap<String, Vec<Holder>> = HashMap::new();
        let mut phrases = Vec::new();
        for entry in corpus.entries() {
            let record = &corpus.records[entry.record];
            let scope = scope(record);
            let mut written = vec![entry.head.clone(), record.title.clone()];
            written.extend(entry.expansion.clone());
            written.extend(given(record, "forms"));
            written.extend(given(record, "other_names"));
            let (acronyms, meanings): (Vec<String>, Vec<String>) =
                written.iter().cloned().partition(|form| is_acronym(form));
            let acronyms: BTreeSet<String> = acronyms.iter().map(|acronym| plain(acronym)).collect();
            for acronym in acronyms {
                let (id, scope, meanings) = (record.id.clone(), scope.clone(), meanings.clone());
                holders.entry(acronym).or_default().push(Holder { record: entry.record, id, scope, meanings });
            }
            let scope = scope.into_iter().collect();
            phrases.push(Form { entry: record.id.clone(), written: several_words(written), scope });
        }
        let is_named = |record: &&Arc<Record>| matches!(&*record.kind, "organisation" | "legal-text");
        for record in corpus.records.iter().filter(is_named) {
            phrases.push(Form { entry: record.id.clone(), written: several_words(names(record)), scope: Vec::new() });
        }
        let unused = unused::terms(corpus).map(|term| plain(&term.title)).collect();
        Glossary { holders, phrases: Terms::new(phrases), unused }
    }

    /// The entries that an acronym may mean in any record.
    fn anywhere(&self, acronym: &str) -> &[Holder] {
        self.holders.get(acronym).map_or(&[], Vec::as_slice)
    }

    /// The entries that an acronym may mean in a record. A term holds where the terms hold that explain it.
    fn in_record(&self, acronym: &str, record: &Record) -> impl Iterator<Item = &Holder> {
        let own = if &*record.kind == "term" { scope(record) } else { BTreeSet::new() };
        self.anywhere(acronym).iter().filter(move |holder| {
            holder.scope.is_empty()
                || holder.scope.contains(&*record.id)
                || holder.scope.intersection(&own).next().is_some()
                || holder.id == record.id
        })
    }

    fn knows(&self, acronym: &str, record: &Record) -> bool {
        self.in_record(acronym, record).next().is_some() || self.names_itself(acronym, record)
    }

    /// True for a part of the names of what the record is about.
    fn names_itself(&self, acronym: &str, record: &Record) -> bool {
        let parts = |name: &str| name.split(|c: char| !c.is_alphanumeric()).any(|word| word == acronym);
        matches!(&*record.kind, "organisation" | "legal-text") && names(record).iter().any(|name| parts(name))
    }
}

/// True for words in a line that lead to the record of what they name, or are part of a name.
fn explains(corpus: &Corpus, line: &Line, range: &Range<usize>) -> bool {
    let is_name = |id: &str| {
        let kind = corpus.get(id).map(|record| &*record.kind);
        matches!(kind, Some("organisation" | "legal-text" | "term"))
    };
    line.explained.iter().any(|words| holds(words, range))
        || line.references.iter().any(|(words, id)| holds(words, range) && is_name(id))
}

fn scope(record: &Record) -> BTreeSet<String> {
    record.fields.links("scope").map(|link| link.target.clone()).collect()
}

fn given(record: &Record, field: &str) -> Vec<String> {
    record.fields.list(field).iter().filter_map(|item| item.text()).collect()
}

fn names(record: &Record) -> Vec<String> {
    let mut names = vec![record.title.clone()];
    names.extend(record.short_title.clone());
    names.extend(given(record, "other_names"));
    names
}

fn several_words(written: Vec<String>) -> Vec<String> {
    written.into_iter().filter(|form| form.trim().contains(|c: char| c.is_whitespace() || c == '-')).collect()
}

/// An acronym as it is compared: without dots, with one sort of hyphen.
fn plain(acronym: &str) -> String {
    acronym.trim().replace('.', "").replace('\u{2011}', "-")
}

/// The acronyms of one record.
#[derive(Default, PartialEq)]
struct Reading {
    /// In the order of the text.
    uses: Vec<Use>,
    spelt: Vec<SpeltOut>,
    /// Which of the unused acronyms stand anywhere in it.
    mentioned: HashSet<String>,
}

/// An acronym at a place.
#[derive(PartialEq)]
struct Use {
    acronym: String,
    at: At,
    span: Span,
    /// True in running text where the words lead nowhere: not in titles and headings, nor in a reference.
    is_bare: bool,
    /// True where the glossary or the page explains it.
    is_known: bool,
}

/// An acronym spelt out, or at least beside parentheses.
#[derive(PartialEq)]
struct SpeltOut {
    acronym: String,
    at: At,
    /// The words whose initials it is made of, and where they stand.
    expansion: Option<(String, Span)>,
    /// All that may spell it out.
    around: String,
}

/// A place in the order of reading: the text, the line, the byte in it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct At {
    unit: usize,
    line: usize,
    byte: usize,
}

impl Reading {
    fn new(record: &Record, inputs: &Inputs, corpus: &Corpus, glossary: &Glossary) -> Reading {
        let mut reading = Reading::default();
        let unused = &glossary.unused;
        if !unused.is_empty() {
            reading.note_fields(&record.fields, unused);
            record.measures.iter().for_each(|measure| reading.note_fields(&measure.fields, unused));
            record.data.iter().for_each(|block| reading.note_fields(&block.fields, unused));
        }
        for (number, line) in texts::lines(record, inputs, &words::may_have).iter().enumerate() {
            reading.note(&line.text, unused);
            let mut words = words::acronyms(line);
            words.retain(|word| !is_quoted(line, &word.range));
            if words.is_empty() {
                continue;
            }
            for spelt in spelt::spelt(line, &words) {
                let word = &words[spelt.word];
                let expansion = spelt.expansion.map(|range| (line.text[range.clone()].to_owned(), line.span(&range)));
                let at = At { unit: line.unit, line: number, byte: word.range.start };
                let around = line.text[spelt.around].to_owned();
                reading.spelt.push(SpeltOut { acronym: word.acronym.clone(), at, expansion, around });
            }
            reading.uses.extend(uses(record, line, number, words, corpus, glossary));
        }
        reading
    }

    /// Takes the unused acronyms of what is no prose: labels, units, names.
    fn note_fields(&mut self, fields: &Fields, unused: &HashSet<String>) {
        fn note(reading: &mut Reading, item: &Item, unused: &HashSet<String>) {
            match &item.datum {
                Datum::Text(text) => reading.note(text, unused),
                Datum::List(items) => items.iter().for_each(|item| note(reading, item, unused)),
                Datum::Map(fields) => reading.note_fields(fields, unused),
                _ => {}
            }
        }
        fields.entries.iter().for_each(|(_, item)| note(self, item, unused));
    }

    fn note(&mut self, text: &str, unused: &HashSet<String>) {
        // An `&` may stand between two letters.
        if unused.is_empty() || !words::may_have(text.as_bytes()) && !text.contains('&') {
            return;
        }
        let joins = |c: char| matches!(c, '.' | '-' | '\u{2011}' | '&');
        for joined in text.split(|c: char| !(c.is_alphanumeric() || joins(c))) {
            for word in joined.split(joins).chain([joined.trim_matches(joins)]).filter(|word| is_acronym(word)) {
                self.mentioned.extend(unused.get(&plain(word)).cloned());
            }
        }
    }
}

fn holds(words: &Range<usize>, range: &Range<usize>) -> bool {
    words.start <= range.start && range.end <= words.end
}

/// True for an acronym alone between quotation marks, which is spoken of and not used, and in the editors' notes for all
/// that they quote.
fn is_quoted(line: &Line, range: &Range<usize>) -> bool {
    let (before, after) = (&line.text[..range.start], &line.text[range.end..]);
    let count = |marks: [char; 2]| before.matches(marks).count();
    let is_alone = before.trim_end().ends_with(['«', '“']) && after.trim_start().starts_with(['»', '”']);
    is_alone || (line.is_aside && count(['«', '“']) > count(['»', '”']))
}

/// The uses of the acronyms of a line. Short ones that hyphens join and of which none is known are one: `AP-HP`.
fn uses(
    record: &Record,
    line: &Line,
    number: usize,
    words: Vec<Word>,
    corpus: &Corpus,
    glossary: &Glossary,
) -> Vec<Use> {
    let mut by_joined: BTreeMap<usize, Vec<Word>> = BTreeMap::new();
    for word in words {
        by_joined.entry(word.joined.start).or_default().push(word);
    }
    let phrases: OnceCell<Vec<Range<usize>>> = OnceCell::new();
    let is_in_phrase = |range: &Range<usize>| {
        let found = phrases.get_or_init(|| {
            glossary.phrases.find(&line.text, &record.id).into_iter().map(|(range, _)| range).collect()
        });
        found.iter().any(|phrase| holds(phrase, range))
    };
    let mut found = Vec::new();
    let mut add = |acronym: String, range: &Range<usize>, is_known: bool| {
        found.push(Use {
            acronym,
            at: At { unit: line.unit, line: number, byte: range.start },
            span: line.span(range),
            is_bare: line.sort == Sort::Running && !line.references.iter().any(|(words, _)| holds(words, range)),
            is_known,
        });
    };
    for joined in by_joined.into_values() {
        let (first, last) = (&joined[0], &joined[joined.len() - 1]);
        let whole = plain(&line.text[first.joined.clone()]);
        if glossary.knows(&whole, record) {
            add(whole, &first.joined, true);
            continue;
        }
        let is_known = |word: &Word| {
            glossary.knows(&word.acronym, record) || explains(corpus, line, &word.range) || is_in_phrase(&word.range)
        };
        let known: Vec<bool> = joined.iter().map(is_known).collect();
        let is_short = |word: &Word| word.acronym.chars().count() < 3;
        if joined.len() > 1 && !known.contains(&true) && joined.iter().any(is_short) {
            let range = first.range.start..last.range.end;
            add(plain(&line.text[range.clone()]), &range, false);
            continue;
        }
        joined.iter().zip(known).for_each(|(word, known)| add(word.acronym.clone(), &word.range, known));
    }
    found
}
