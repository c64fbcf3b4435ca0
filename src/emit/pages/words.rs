//! Words as readers see them: typography, dates, states and links, made for one page.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::{OnceLock, PoisonError, RwLock};

use crate::diagnostics::Lang;
use crate::model::time::When;
use crate::model::{Measure, Record};
use crate::prose::html::{self, HtmlContext, Printer};
use crate::prose::{Block, Footnote, Inline, Prose, typography};
use crate::resolve::{Corpus, State};
use crate::site::timeline::Page;
use crate::site::{PageLinks, Site, figures, routes};

use super::pieces::{Date, Link, StateView};

/// The names of records as HTML, and dates in words, each set once for all pages.
pub(super) struct Names {
    labels: Vec<OnceLock<String>>,
    titles: Vec<OnceLock<String>>,
    dates: RwLock<HashMap<When, Date>>,
}

impl Names {
    pub fn new(corpus: &Corpus) -> Names {
        let empty = || corpus.records.iter().map(|_| OnceLock::new()).collect();
        Names { labels: empty(), titles: empty(), dates: RwLock::default() }
    }
}

/// Makes the words of one page. What it calls HTML is safe to print as it is.
pub(super) struct Words<'a> {
    pub site: &'a Site,
    pub corpus: &'a Corpus,
    pub names: &'a Names,
    /// The page's path within the site.
    pub path: &'a str,
    /// The language of what is printed: the record's, else the site's.
    pub lang: Lang,
    /// The tag of that language.
    pub language: &'a str,
    /// Numbers the footnotes of the page across all its texts.
    printer: RefCell<Printer<'a>>,
}

impl<'a> Words<'a> {
    /// Words for the page at `path`; `links` are those of the prose on it, `record` is the one whose text is printed.
    pub fn new(
        site: &'a Site,
        names: &'a Names,
        path: &'a str,
        links: &'a PageLinks<'a>,
        record: Option<usize>,
    ) -> Words<'a> {
        Words::with_notes(site, names, path, links, record, "")
    }

    /// The same; the footnotes of its texts stand among those of others, told apart by `note_prefix`.
    pub fn with_notes(
        site: &'a Site,
        names: &'a Names,
        path: &'a str,
        links: &'a PageLinks<'a>,
        record: Option<usize>,
        note_prefix: &'a str,
    ) -> Words<'a> {
        let language = record.and_then(|at| site.corpus.records[at].language.as_deref());
        let lang = language.map_or(site.lang, Lang::of_tag);
        let language = language.unwrap_or(&site.corpus.config.language);
        let allow_html = site.corpus.config.allow_html;
        let printer =
            RefCell::new(Printer::new(HtmlContext { allow_html, note_prefix, ..HtmlContext::new(lang, links) }));
        Words { site, corpus: &site.corpus, names, path, lang, language, printer }
    }

    /// A word of the interface.
    pub fn t(&self, key: &str) -> String {
        self.site.strings.get(key).to_owned()
    }

    /// A word of the interface, with a number.
    pub fn count(&self, key: &str, number: usize) -> String {
        let one = format!("{key}_one");
        let key = if number == 1 && self.site.strings.all().contains_key(&one) { one } else { key.to_owned() };
        self.site.strings.fill(&key, &[("n", &self.number(number as f64))])
    }

    /// Plain text with its typography, for attributes and titles of windows.
    pub fn text(&self, text: &str) -> String {
        typography::set(text, self.lang)
    }

    /// Text in one line as HTML, with its typography.
    pub fn line(&self, text: &str) -> String {
        html::text(text, self.lang)
    }

    /// Marked-up words in one line as HTML.
    pub fn inlines(&self, content: &'a [Inline]) -> String {
        self.printer.borrow_mut().inlines(content)
    }

    /// A text as HTML; its footnotes come with [`Words::footnotes`].
    pub fn prose(&self, prose: &'a Prose) -> String {
        self.printer.borrow_mut().prose(prose)
    }

    /// Blocks as HTML, with the footnotes that their marks stand for.
    pub fn blocks(&self, blocks: &[Block], footnotes: &'a [Footnote]) -> String {
        let mut printer = self.printer.borrow_mut();
        printer.notes(footnotes);
        printer.blocks(blocks)
    }

    /// The footnotes of everything printed so far.
    pub fn footnotes(&self) -> Option<String> {
        Some(self.printer.borrow_mut().footnotes()).filter(|notes| !notes.is_empty())
    }

    /// A number as the language writes it: « 12 500,5 ».
    pub fn number(&self, number: f64) -> String {
        figures::number(number, self.lang)
    }

    /// The name of a record as HTML, in its short form.
    pub fn label(&self, record: usize) -> String {
        let name = || {
            let record = &self.corpus.records[record];
            html::text(record.label(), self.lang_of(record))
        };
        self.names.labels[record].get_or_init(name).clone()
    }

    /// The whole title of a record as HTML.
    pub fn title(&self, record: usize) -> String {
        let name = || {
            let record = &self.corpus.records[record];
            html::text(&record.title, self.lang_of(record))
        };
        self.names.titles[record].get_or_init(name).clone()
    }

    pub fn lang_of(&self, record: &Record) -> Lang {
        record.language.as_deref().map_or(self.site.lang, Lang::of_tag)
    }

    /// The language tag of a record where it is not the site's.
    pub fn foreign(&self, record: &Record) -> Option<String> {
        record.language.clone().filter(|tag| *tag != self.corpus.config.language)
    }

    /// A link to a file of the site.
    pub fn href(&self, path: &str) -> String {
        self.site.href(self.path, path, None)
    }

    /// A link to a page of the timeline.
    pub fn timeline(&self, page: Page) -> String {
        self.href(&routes::timeline(&self.site.timeline, page, self.site.lang))
    }

    /// A link to a record, by its short name; of one that is not published it says so.
    pub fn link(&self, record: usize) -> Link {
        let of = &self.corpus.records[record];
        Link {
            html: self.label(record),
            href: Some(self.site.href_of(self.path, record, None)),
            lang: self.foreign(of),
            note: (!of.status.is_public()).then(|| self.t(&format!("status.{}", of.status.key()))),
        }
    }

    /// A link to the record of that id, or to a provision of it.
    pub fn link_to(&self, id: &str, anchor: Option<&str>) -> Option<Link> {
        let at = self.corpus.index(id)?;
        let link = self.link(at);
        let Some(anchor) = anchor else { return Some(link) };
        let href = Some(self.site.href_of(self.path, at, Some(anchor)));
        let provision = self.provision(&self.corpus.records[at], anchor);
        Some(match provision {
            Some(provision) => Link { html: format!("{}, {provision}", link.html), href, ..link },
            None => Link { href, ..link },
        })
    }

    /// What a provision is called, as HTML: the label of a measure, the title of a section.
    pub fn provision(&self, record: &Record, anchor: &str) -> Option<String> {
        match record.measure(anchor) {
            Some(measure) => Some(self.line(&self.measure_label(measure))),
            None => record.provision_title(anchor).map(|title| html::text(&title, self.lang_of(record))),
        }
    }

    /// A link to a provision by its own name.
    pub fn provision_link(&self, record: usize, anchor: &str) -> Option<Link> {
        let html = self.provision(&self.corpus.records[record], anchor)?;
        let href = Some(self.site.href_of(self.path, record, Some(anchor)));
        Some(Link { html, href, ..Link::default() })
    }

    /// « Mesure 5 »
    pub fn measure_label(&self, measure: &Measure) -> String {
        format!("{}\u{a0}{}", self.site.strings.get("measure"), measure.number)
    }

    pub fn date(&self, when: &When) -> Date {
        let known = &self.names.dates;
        if let Some(date) = known.read().unwrap_or_else(PoisonError::into_inner).get(when) {
            return date.clone();
        }
        let date = Date::new(when, self.site.lang);
        known.write().unwrap_or_else(PoisonError::into_inner).insert(when.clone(), date.clone());
        date
    }

    pub fn state(&self, state: State) -> StateView {
        self.state_of(state.key())
    }

    pub fn state_of(&self, key: &'static str) -> StateView {
        StateView { key, label: self.t(&format!("state.{key}")) }
    }

    /// What a record's window is called: its label, told apart from the same label of another by what it is.
    pub fn window_title(&self, record: usize) -> String {
        let of = &self.corpus.records[record];
        let label = of.label();
        if !self.corpus.labels().is_shared(record) {
            return label.to_owned();
        }
        let expansion = self.corpus.entry(record).and_then(|entry| entry.expansion.as_deref());
        match expansion.filter(|expansion| *expansion != label) {
            Some(expansion) => format!("{label} ({expansion})"),
            None => format!("{label} ({})", self.kind(&of.kind)),
        }
    }

    /// The name of a kind in the site's language.
    pub fn kind(&self, kind: &str) -> String {
        self.corpus.kinds.get(kind).map_or_else(|| kind.to_owned(), |kind| kind.title.get(self.site.lang).clone())
    }
}

/// A text that begins with a capital.
pub(super) fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}
