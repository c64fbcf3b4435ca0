//! What refers to a record, in lists: by relation, where a term is used, where each article is cited, what an organisation
//! has to do. A long list is shown in part on the record's page and whole on a page of its own.

use std::collections::BTreeMap;

use crate::diagnostics::Lang;
use crate::model::Record;
use crate::model::time::When;
use crate::prose::slug;
use crate::resolve::{Backlink, Corpus, Due};

use super::cuts::{self, Group, LONG};

/// How many entries of a list stand on the record's own page.
pub const SHOWN: usize = 50;

/// How many entries of all lists together a record's page has before each shows fewer than [`SHOWN`].
const MOST: usize = 400;

/// Relations that stand among the facts of a record, not in lists.
pub const AMONG_FACTS: [&str; 3] = ["amended_by", "succeeded_by", "translated_as"];

/// A list of what refers to a record.
#[derive(Debug)]
pub struct List<'a> {
    pub of: Of<'a>,
    /// Stands in the address of the list's page, and after `page_` in its anchor: `cited-by`, `article-8-bis`.
    pub key: String,
    pub entries: Entries<'a>,
    /// How many entries the record's own page has of it.
    pub shown: usize,
}

/// What a list gathers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of<'a> {
    /// A relation seen from the record.
    Relation(&'a str),
    /// The uses of the glossary's entry that the record is.
    Uses,
    /// The citations of an article of a legal text, or of the text as a whole.
    Citations(Option<&'a str>),
    /// The dated points that an organisation leads or takes part in.
    Calendar,
}

#[derive(Debug)]
pub enum Entries<'a> {
    Places(Vec<Place<'a>>),
    Dues(Vec<&'a Due>),
}

/// Where a reference comes from.
#[derive(Clone, Debug)]
pub struct Place<'a> {
    pub record: usize,
    /// The anchor of the measure that refers, where one does.
    pub measure: Option<&'a str>,
    /// The anchors of the other provisions of the record that refer.
    pub anchors: Vec<&'a str>,
}

impl List<'_> {
    pub fn len(&self) -> usize {
        match &self.entries {
            Entries::Places(places) => places.len(),
            Entries::Dues(dues) => dues.len(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// True where the list has a page of its own.
    pub fn is_long(&self) -> bool {
        self.len() > self.shown
    }

    /// True where each group of that page has one too.
    pub fn is_cut(&self) -> bool {
        self.len() > LONG
    }

    /// The entries by year, the newest first, else by initial; the members of a group are places in the list.
    pub fn groups(&self, corpus: &Corpus) -> Vec<Group> {
        let year = |at: usize| match &self.entries {
            Entries::Places(places) => cuts::date_of(corpus, places[at].record).and_then(When::year),
            Entries::Dues(dues) => dues[at].when.period().year(),
        };
        let all = 0..self.len();
        match &self.entries {
            Entries::Places(places) if all.clone().all(|at| year(at).is_none()) => {
                let record = |at: usize| places[at].record;
                let mut order: Vec<usize> = all.collect();
                let labels = corpus.labels();
                order.sort_by_key(|&at| (labels.place(record(at)), at));
                cuts::grouped(order.into_iter().map(|at| (at, labels.initial(record(at)))), char::to_string)
            }
            _ => {
                let mut groups = cuts::grouped(all.map(|at| (at, year(at))), |year| format!("{year:04}"));
                groups.sort_by(|a, b| (a.key == "other").cmp(&(b.key == "other")).then_with(|| b.key.cmp(&a.key)));
                groups
            }
        }
    }
}

/// The lists of a record: relations in the order of their names, then uses, citations, and dated points.
pub fn lists(corpus: &Corpus, record: usize, lang: Lang) -> Vec<List<'_>> {
    let is_legal_text = &*corpus.records[record].kind == "legal-text";
    let mut by_relation: BTreeMap<&str, Vec<&Backlink>> = BTreeMap::new();
    for link in corpus.backlinks(record) {
        by_relation.entry(&*link.relation).or_default().push(link);
    }
    let mut lists: Vec<List> = Vec::new();
    let mut add = |of, key, entries| lists.push(List { of, key, entries, shown: SHOWN });
    for (relation, links) in &by_relation {
        if AMONG_FACTS.contains(relation) || (is_legal_text && *relation == "cited_by") {
            continue;
        }
        let places = gathered(corpus, links.iter().map(|link| (link.from, link.from_anchor.as_deref())));
        add(Of::Relation(relation), relation_key(relation), Entries::Places(places));
    }
    let (uses, calendar) = match lang {
        Lang::Fr => ("emplois", "calendrier"),
        Lang::En => ("uses", "calendar"),
    };
    let used = gathered(corpus, corpus.uses(record).map(|at| (at.record, at.anchor.as_deref())));
    if !used.is_empty() {
        add(Of::Uses, uses.to_owned(), Entries::Places(used));
    }
    if is_legal_text {
        let cited = by_relation.get("cited_by").map_or(&[][..], Vec::as_slice);
        let written = cited.iter().map(|link| (link.from, link.from_anchor.as_deref()));
        for (key, (article, places)) in citations(corpus, record, written) {
            add(Of::Citations(article), key, Entries::Places(gathered(corpus, places.into_iter())));
        }
    }
    let dues: Vec<&Due> = corpus.dues_of_organisation(record).collect();
    if !dues.is_empty() {
        add(Of::Calendar, calendar.to_owned(), Entries::Dues(dues));
    }
    let total: usize = lists.iter().map(|list| list.len().min(SHOWN)).sum();
    if total > MOST {
        let shown = (MOST / lists.len()).clamp(3, SHOWN);
        lists.iter_mut().for_each(|list| list.shown = shown);
    }
    lists
}

/// True where a record may have a list with a page of its own: told without making the lists.
pub(super) fn may_be_long(corpus: &Corpus, record: usize) -> bool {
    let (links, citing) = (corpus.backlinks(record), corpus.citing(record).len());
    let (uses, dues) = (corpus.uses(record).len(), corpus.dues_of_organisation(record).count());
    let count = links.len() + citing + uses + dues;
    if count <= SHOWN || count > MOST {
        return count > MOST;
    }
    let mut of_relations: BTreeMap<&str, usize> = BTreeMap::new();
    links.for_each(|link| *of_relations.entry(&link.relation).or_default() += 1);
    // What is cited in prose stands among the citations.
    let of_relations = of_relations.into_values().max().unwrap_or_default();
    (of_relations + citing).max(uses).max(dues) > SHOWN
}

/// The key of a relation's list.
pub fn relation_key(relation: &str) -> String {
    slug(relation)
}

/// Places in records, in order: each measure for itself, the other places of a record together.
pub fn gathered<'a>(corpus: &'a Corpus, places: impl Iterator<Item = (usize, Option<&'a str>)>) -> Vec<Place<'a>> {
    let mut found: Vec<Place<'a>> = Vec::new();
    for (record, anchor) in places {
        let of: &Record = &corpus.records[record];
        let measure = anchor.filter(|anchor| of.measure(anchor).is_some());
        let other = anchor.filter(|_| measure.is_none());
        let same = found.iter_mut().rev().take_while(|place| place.record == record);
        match same.into_iter().find(|place| place.measure == measure) {
            Some(place) => place.anchors.extend(other),
            None => found.push(Place { record, measure, anchors: other.into_iter().collect() }),
        }
    }
    found
}

/// An article of a legal text, or the text as a whole, with the places that cite it.
type Cited<'a> = (Option<&'a str>, Vec<(usize, Option<&'a str>)>);

/// Where a legal text is cited, as a whole and then article by article in the order of their numbers, each with its key;
/// `written` are the references in prose.
fn citations<'a>(
    corpus: &'a Corpus,
    record: usize,
    written: impl Iterator<Item = (usize, Option<&'a str>)>,
) -> Vec<(String, Cited<'a>)> {
    let mut by_key: BTreeMap<String, Cited> = BTreeMap::new();
    let cited = corpus.citing(record).map(|at| (at.article.as_deref(), (at.record, at.anchor.as_deref())));
    for (article, place) in cited.chain(written.map(|place| (None, place))) {
        let key = article.map_or_else(|| "cited-by".to_owned(), |article| format!("article-{}", slug(article)));
        by_key.entry(key).or_insert((article, Vec::new())).1.push(place);
    }
    let mut articles: Vec<_> = by_key.into_iter().collect();
    for (_, (_, places)) in &mut articles {
        places.sort_unstable();
        places.dedup();
    }
    articles.sort_by_cached_key(|(_, (article, _))| article.map(numbers_and_words));
    articles
}

/// What articles sort by: 9 before 10, `L. 4311-2` before `L. 4311-10`.
fn numbers_and_words(article: &str) -> Vec<(u64, String)> {
    // A number and the words after it make one part; words that come first have the number 0.
    let mut parts: Vec<(u64, String)> = vec![(0, String::new())];
    let mut was_digit = false;
    for character in article.chars() {
        let digit = character.to_digit(10);
        if digit.is_some() && !was_digit {
            parts.push((0, String::new()));
        }
        was_digit = digit.is_some();
        if let Some((number, words)) = parts.last_mut() {
            match digit {
                Some(digit) => *number = number.saturating_mul(10).saturating_add(digit.into()),
                None => words.push(character),
            }
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::numbers_and_words;

    #[test]
    fn articles_sort_as_lawyers_count() {
        let mut articles = ["10", "9", "8 bis", "8", "L. 4311-10", "L. 4311-2", "L. 11-1"];
        articles.sort_by_cached_key(|article| numbers_and_words(article));
        assert_eq!(articles, ["8", "8 bis", "9", "10", "L. 11-1", "L. 4311-2", "L. 4311-10"]);
    }
}
