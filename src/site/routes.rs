//! Every address of the site by what it shows: the path of each sort of page, and the targets that routes lead to.

use crate::diagnostics::Lang;
use crate::model::{Measure, Record};
use crate::prose::slug;
use crate::resolve::Corpus;
use crate::schema::Role;

use super::collections::Collection;
use super::cuts::{self, Group, Stretch};
use super::remarks::{RemarkFacet, RemarkPage, Remarks};
use super::timeline::{Page, Timeline};

/// An address of the site and what it shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The file, relative to the site: `convention-2017/index.html`.
    pub path: String,
    pub target: Target,
}

/// What is written at a route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    Home,
    /// A list of records, whole (`group` none) or one of its groups.
    Collection {
        collection: usize,
        group: Option<usize>,
    },
    Record {
        record: usize,
    },
    /// The page of one measure of a record.
    Measure {
        record: usize,
        measure: usize,
    },
    /// The glossary, whole or its letters (`letter` none), or one letter of it.
    Glossary {
        letter: Option<char>,
    },
    /// The calendar, whole or its years (`stretch` none), one year of it, or a part of a year, by index.
    Calendar {
        stretch: Option<usize>,
        part: Option<usize>,
    },
    /// A page of the timeline.
    Timeline(Page),
    /// The initials of the calendar's organisations, where they are too many for its first page, or those under one.
    CalendarOrganisations {
        group: Option<usize>,
    },
    /// What refers to a record: its lists (`list` none), one list, or one group of it, by index.
    Links {
        record: usize,
        list: Option<usize>,
        group: Option<usize>,
    },
    /// The key figures of the corpus.
    KeyFigures,
    /// The page that searches all of them.
    Search,
    /// The accessibility statement, where no page of the corpus has its address.
    Accessibility,
    /// Every annotation with what became of it, else some of them.
    Annotations {
        page: RemarkPage,
    },
    /// One section of every record of a collection that is not cut, else of one of its groups, side by side: the
    /// section of that role of the collection's kind.
    Comparison {
        collection: usize,
        group: Option<usize>,
        role: usize,
    },
    NotFound,
    /// A page that leads on to where a record went, or the measure of it of that index.
    Redirect {
        record: usize,
        measure: Option<usize>,
    },
    MarkdownTwin {
        record: usize,
    },
    JsonTwin {
        record: usize,
    },
    /// The citation of a record, or of the measure of it of that index, for reference managers.
    Citation {
        record: usize,
        measure: Option<usize>,
    },
    /// The list of a collection as Markdown: whole (`group` none) or one of its groups.
    ListTwin {
        collection: usize,
        group: Option<usize>,
    },
    /// The feed of a collection, by index, else of the site.
    Feed {
        collection: Option<usize>,
    },
    /// What machines that read are told.
    Llms,
    /// One of the files that tell what links preview.
    Previews {
        bucket: usize,
    },
    /// The dated points as iCalendar: of the corpus (`record` none), or of one record.
    Ics {
        record: Option<usize>,
    },
    Sitemap,
    Robots,
    /// The style sheet of the theme, with the site's colours at its head: its path among the inputs.
    Style {
        input: String,
    },
    /// A file copied as it is: its path among the inputs.
    Asset {
        input: String,
    },
}

/// The path of the glossary in the site's language.
pub fn glossary(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => "glossaire/index.html",
        Lang::En => "glossary/index.html",
    }
}

/// The path of the page of a letter, of a glossary that is cut.
pub fn letter(lang: Lang, letter: char) -> String {
    below(glossary(lang), &cuts::letter_key(letter))
}

/// The path of the calendar in the site's language.
pub fn calendar(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => "calendrier/index.html",
        Lang::En => "calendar/index.html",
    }
}

/// The path of a page of the timeline.
pub fn timeline(timeline: &Timeline, page: Page, lang: Lang) -> String {
    let whole = match lang {
        Lang::Fr => "chronologie/index.html",
        Lang::En => "timeline/index.html",
    };
    timeline.keys(page, lang).into_iter().fold(whole.to_owned(), |path, key| below(&path, key))
}

/// The path of the iCalendar file of the corpus, or of a record.
pub fn ics(record: Option<&Record>, lang: Lang) -> String {
    let name = match lang {
        Lang::Fr => "calendrier.ics",
        Lang::En => "calendar.ics",
    };
    record.map_or_else(|| name.to_owned(), |record| format!("{}/{name}", record.id))
}

/// True where a record has an iCalendar file: where a dated point of its own stands in time.
pub fn has_ics(corpus: &Corpus, record: usize) -> bool {
    corpus.dues_of_record(record).any(|due| due.day().is_some())
}

/// The path of the page of key figures in the site's language.
pub fn key_figures(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => "chiffres/index.html",
        Lang::En => "figures/index.html",
    }
}

/// The path of the search page in the site's language.
pub fn search(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => "recherche/index.html",
        Lang::En => "search/index.html",
    }
}

/// The path of the table of annotations: the same word in both languages.
pub const ANNOTATIONS: &str = "annotations/index.html";

/// The path of a page of annotations.
pub fn annotations(remarks: &Remarks, page: RemarkPage, lang: Lang) -> String {
    let Some((facet, value)) = page.value else { return ANNOTATIONS.to_owned() };
    let (facet, values) = &remarks.facets[facet];
    let path = below(&below(ANNOTATIONS, facet.key(lang)), &values[value].key);
    match page.record.and_then(|record| remarks.value(RemarkFacet::Record, record)) {
        Some(record) => below(&path, &record.key),
        None => path,
    }
}

/// The path of the page that puts the sections of one role side by side.
pub fn comparison(collection: &Collection, group: Option<usize>, role: &Role, lang: Lang) -> String {
    let key = match lang {
        Lang::Fr => "comparer",
        Lang::En => "compare",
    };
    let title = slug(role.title.get(lang));
    let last = if title.is_empty() { slug(&role.name) } else { title };
    below(&below(&of_collection(collection, group), key), &last)
}

/// The roles whose sections the records of a collection are compared by: those that its kind expects of every record and
/// that some have. Nothing where the collection has several kinds, or a single record.
pub fn compared<'a>(corpus: &'a Corpus, collection: &Collection) -> Vec<(usize, &'a Role)> {
    let [kind] = collection.kinds.as_slice() else { return Vec::new() };
    let Some(kind) = corpus.kinds.get(kind).filter(|_| collection.records.len() > 1) else { return Vec::new() };
    let has = |at: &usize, role: &Role| {
        corpus.records[*at].sections.iter().any(|section| section.role.as_deref() == Some(&role.name))
    };
    let is_there = |role: &Role| role.is_required && collection.records.iter().any(|at| has(at, role));
    kind.roles.iter().enumerate().filter(|(_, role)| is_there(role)).collect()
}

/// The path of a year of a calendar that is cut, or of a part of the year.
pub fn stretch(lang: Lang, stretch: &Stretch, part: Option<&Group>) -> String {
    let path = below(calendar(lang), &stretch.key);
    part.map_or(path.clone(), |part| below(&path, &part.key))
}

/// The path of the organisations of the calendar, or of those under one initial.
pub fn organisations(lang: Lang, group: Option<&Group>) -> String {
    let path = below(calendar(lang), "organisations");
    group.map_or(path.clone(), |group| below(&path, &group.key))
}

/// The path of the lists of what refers to a record, of one of them, or of a group of one.
pub fn links(record: &Record, lang: Lang, list: Option<(&str, Option<&Group>)>) -> String {
    let path = format!("{}/{}/index.html", record.id, links_key(lang));
    let Some((key, group)) = list else { return path };
    let path = below(&path, key);
    group.map_or(path.clone(), |group| below(&path, &group.key))
}

/// The name of those pages in the address: no measure may have it as its anchor.
pub(super) fn links_key(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => "liens",
        Lang::En => "links",
    }
}

/// The page of that key below the page at `path`.
fn below(path: &str, key: &str) -> String {
    format!("{}{key}/index.html", path.trim_end_matches("index.html"))
}

pub fn of_record(record: &Record) -> String {
    [&*record.id, "/index.html"].concat()
}

pub fn of_measure(record: &Record, measure: &Measure) -> String {
    format!("{}/{}/index.html", record.id, measure.anchor)
}

pub fn of_collection(collection: &Collection, group: Option<usize>) -> String {
    match group {
        None => format!("{}/index.html", collection.id),
        Some(group) => format!("{}/{}/index.html", collection.id, collection.groups[group].key),
    }
}

/// The path of the Markdown beside the page at `path`.
pub fn markdown_twin(path: &str) -> String {
    format!("{}index.md", path.trim_end_matches("index.html"))
}

/// The path of the citation of a record, or of the measure of it of that index.
pub fn citation(record: &Record, measure: Option<usize>) -> String {
    match measure {
        Some(at) => format!("{}/{}/citation.json", record.id, record.measures[at].anchor),
        None => format!("{}/citation.json", record.id),
    }
}

/// The path of the feed of a collection, else of the site.
pub fn feed(collection: Option<&Collection>) -> String {
    collection.map_or("feed.xml".to_owned(), |collection| format!("{}/feed.xml", collection.id))
}

/// The path of a file that a record names, beside its page; `input` is the file's path in the corpus.
pub fn of_asset(record: &Record, input: &str) -> String {
    format!("{}/{}", record.id, input.rsplit('/').next().unwrap_or(input))
}
