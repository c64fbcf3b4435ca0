//! What can be found: one document for each record, measure and other place that has an address of its own.

use crate::diagnostics::Lang;
use crate::model::{Datum, Fields, Item, Measure, Piece, Record, table};
use crate::prose::{Block, Inline, each_inline, plain, typography};
use crate::resolve::Due;
use crate::site::{PageLinks, Site, cuts, figures};

use super::analyse;

/// Something that a reader may look for. Its texts are set as its page sets them, in the order in which their words count.
#[derive(Debug, Default)]
pub(super) struct Document {
    /// The name of the record's kind, `measure`, or `provision` for any other place in a record.
    pub kind: String,
    pub title: String,
    /// The other names: acronym, expansion, short title; one a line.
    pub names: String,
    /// What the place stands in: the record and the headings above, one a line. Of a record, its own headings.
    pub heading: String,
    pub body: String,
    /// From the root of the site.
    pub href: String,
    /// How it stands: a status that is not `published`, or the state of a measure.
    pub status: Option<String>,
    pub organisations: Vec<usize>,
    pub themes: Vec<usize>,
}

impl Document {
    /// Everything that its words are counted in, each beginning a line of its own.
    pub fn fields(&self) -> [&str; 4] {
        [&self.title, &self.names, &self.heading, &self.body]
    }
}

/// The documents of one record, the record first, then its places in the order of the text.
pub(super) struct Documents {
    pub record: usize,
    pub lang: Lang,
    /// What its places name it by.
    pub of: String,
    /// The record's language, where it is not the site's.
    pub foreign: Option<String>,
    pub date: Option<String>,
    pub year: Option<i16>,
    pub is_instrument: bool,
    pub found: Vec<Document>,
}

/// The records that are looked for, the newest first, then those without a date.
pub(super) fn order(site: &Site) -> Vec<usize> {
    let corpus = &site.corpus;
    let mut records: Vec<usize> =
        (0..corpus.records.len()).filter(|&at| corpus.records[at].annotation.is_none()).collect();
    records.sort_by(|&a, &b| {
        let newest = match (cuts::date_of(corpus, a), cuts::date_of(corpus, b)) {
            (Some(a), Some(b)) => b.cmp(a),
            (a, b) => b.is_some().cmp(&a.is_some()),
        };
        newest.then(a.cmp(&b))
    });
    records
}

pub(super) fn of_record(site: &Site, at: usize) -> Documents {
    let record = &site.corpus.records[at];
    let lang = record.language.as_deref().map_or(site.lang, Lang::of_tag);
    let date = cuts::date_of(&site.corpus, at);
    let links = site.links("", Some(at));
    let reader = Reader { site, at, record, lang, links: &links };
    Documents {
        record: at,
        lang,
        of: reader.set(record.label()),
        foreign: record.language.clone().filter(|tag| *tag != site.corpus.config.language),
        date: date.map(|when| typography::set(&when.display(site.lang), site.lang)),
        year: date.and_then(|when| when.year()),
        is_instrument: record.instrument.is_some(),
        found: reader.documents(),
    }
}

/// Reads one record.
struct Reader<'a> {
    site: &'a Site,
    at: usize,
    record: &'a Record,
    lang: Lang,
    links: &'a PageLinks<'a>,
}

impl<'a> Reader<'a> {
    fn documents(&self) -> Vec<Document> {
        let mut found = vec![self.whole()];
        // The document that words go to: of the nearest heading above that has an anchor.
        let mut here = 0;
        for at in 0..self.record.sections.len() {
            let section = &self.record.sections[at];
            let title = self.set(&plain::inlines_with(&section.title, self.links));
            match &section.anchor {
                Some(anchor) if section.level > 0 => {
                    here = found.len();
                    let heading = self.above(section.parent);
                    found.push(self.place("provision", title.clone(), heading, anchor));
                }
                _ if section.level > 0 => add(&mut found[here].body, &title),
                _ => {}
            }
            if section.level > 0 {
                add(&mut found[0].heading, &title);
            }
            for piece in &section.pieces {
                self.piece(piece, at, here, &mut found);
            }
        }
        for note in &self.record.footnotes {
            self.blocks(&note.blocks, &mut found[0]);
        }
        for document in &mut found {
            for text in [&mut document.title, &mut document.names, &mut document.heading, &mut document.body] {
                if let std::borrow::Cow::Owned(normal) = analyse::normal(text) {
                    *text = normal;
                }
            }
        }
        found
    }

    fn piece(&self, piece: &Piece, section: usize, here: usize, found: &mut Vec<Document>) {
        let record = self.record;
        match piece {
            Piece::Prose(blocks) => self.blocks(blocks, &mut found[here]),
            Piece::Measure(at) => {
                let document = self.measure(&record.measures[*at], self.above(Some(section)));
                add(&mut found[0].heading, &document.title);
                found.push(document);
            }
            Piece::Milestone { block: at, .. } | Piece::Data(at) => {
                let block = &record.data[*at];
                let title = self.set(&block.title().unwrap_or_default());
                let into = match &block.anchor {
                    Some(anchor) if !title.is_empty() => {
                        found.push(self.place("provision", title, self.above(Some(section)), anchor));
                        found.len() - 1
                    }
                    _ => {
                        add(&mut found[here].body, &title);
                        here
                    }
                };
                match block.name.as_str() {
                    "table" => self.table(&table::read(&block.fields), &mut found[into].body),
                    _ => self.fields(&block.fields, &["title", "caption"], &mut found[into]),
                }
                self.take_organisations(&block.fields, &mut found[into]);
            }
        }
    }

    /// The record as a whole: its names, and what its fields say.
    fn whole(&self) -> Document {
        let (record, corpus) = (self.record, &self.site.corpus);
        let entry = corpus.entry(self.at);
        let expansion = entry.and_then(|entry| entry.expansion.as_deref()).filter(|text| *text != record.title);
        let title = match (&record.acronym, expansion) {
            (Some(acronym), _) if &*record.kind != "term" => format!("{} ({acronym})", record.title),
            (_, Some(expansion)) => format!("{} – {expansion}", record.title),
            _ => record.title.clone(),
        };
        let mut names: Vec<String> = entry.iter().map(|entry| entry.head.clone()).collect();
        names.extend(expansion.map(str::to_owned));
        names.extend(record.short_title.clone());
        for field in ["forms", "other_names"] {
            names.extend(record.fields.list(field).iter().filter_map(Item::text));
        }
        names.extend(record.fields.text("number"));
        names.retain(|name| *name != record.title);
        let mut document = Document {
            kind: record.kind.to_string(),
            title: self.set(&title),
            names: self.set_lines(&names),
            href: self.href(None),
            status: (!matches!(record.status.key(), "published")).then(|| record.status.key().to_owned()),
            themes: self.targets(&record.fields, "themes"),
            ..Document::default()
        };
        let title_field = corpus.kinds.get(&record.kind).map_or("title", |kind| kind.title_field.as_str());
        let mut said =
            vec![title_field, "title", "short_title", "acronym", "expansion", "forms", "other_names", "number"];
        if let Some(figure) = &record.figure {
            said.push("values");
            for number in &figure.numbers {
                let words = |content: &[Inline]| plain::inlines_with(content, self.links);
                let value = format!("{} {}", figures::number(number.value, self.lang), self.site.unit(figure));
                let note = number.note.as_deref().map(words).unwrap_or_default();
                let group = number.group.clone().unwrap_or_default();
                let label = words(&number.label);
                let colon = typography::colon(self.lang);
                let value = if label.is_empty() { value } else { format!("{label}{colon} {value}") };
                add(&mut document.body, &self.set(&plain::row([group, value, note])));
            }
        }
        self.fields(&record.fields, &said, &mut document);
        self.take_organisations(&record.fields, &mut document);
        match &*record.kind {
            "organisation" => document.organisations.insert(0, self.at),
            "theme" => document.themes.insert(0, self.at),
            _ => {}
        }
        document
    }

    fn measure(&self, measure: &Measure, heading: String) -> Document {
        let number = format!("{}\u{a0}{}", self.site.strings.get("measure"), measure.number);
        let title = self.set(&format!("{number} – {}", measure.title));
        let mut document = self.place("measure", title, heading, &measure.anchor);
        self.fields(&measure.fields, &["number", "title"], &mut document);
        self.take_organisations(&measure.fields, &mut document);
        let own = self.targets(&measure.fields, "themes");
        document.themes.extend(own);
        document.themes.dedup();
        let own = |due: &&Due| due.is_own && due.measures.contains(&measure.anchor);
        let due = self.site.corpus.dues_of_record(self.at).find(own).map(|due| due.state.key());
        let said = due.or_else(|| measure.log.last().map(|entry| entry.state.key()));
        document.status = said.map(str::to_owned).or(document.status);
        document
    }

    /// A place in the record, before its words.
    fn place(&self, kind: &str, title: String, heading: String, anchor: &str) -> Document {
        let record = self.record;
        Document {
            kind: kind.to_owned(),
            title,
            heading,
            href: self.href(Some(anchor)),
            status: (!matches!(record.status.key(), "published")).then(|| record.status.key().to_owned()),
            themes: self.targets(&record.fields, "themes"),
            ..Document::default()
        }
    }

    fn href(&self, anchor: Option<&str>) -> String {
        let (path, fragment) = self.site.path_of(self.at, anchor);
        self.site.href("", &path, fragment)
    }

    /// The name of the record and of the headings around a place, from the outermost.
    fn above(&self, section: Option<usize>) -> String {
        let sections = &self.record.sections;
        let around = std::iter::successors(section, |&at| sections[at].parent);
        let titles = around.filter(|&at| sections[at].level > 0);
        let mut names: Vec<String> = titles.map(|at| plain::inlines_with(&sections[at].title, self.links)).collect();
        names.push(self.record.label().to_owned());
        names.reverse();
        self.set_lines(&names)
    }

    fn blocks(&self, blocks: &'a [Block], document: &mut Document) {
        for line in plain::blocks(blocks, self.links).lines() {
            add(&mut document.body, &self.set(line));
        }
        each_inline(blocks, &mut |inline| {
            if let Inline::Reference(reference) = inline {
                self.take_organisation(&reference.target, document);
            }
        });
    }

    /// The words of fields at any depth: prose, lines, and plain texts that a reader sees as they are.
    fn fields(&self, fields: &'a Fields, without: &[&str], document: &mut Document) {
        for (name, item) in &fields.entries {
            if !without.contains(&&**name) {
                self.item(name, item, document);
            }
        }
    }

    fn item(&self, name: &str, item: &'a Item, document: &mut Document) {
        match &item.datum {
            Datum::Prose(prose) => {
                prose.parts().for_each(|blocks| self.blocks(blocks, document));
            }
            Datum::Line(content) => add(&mut document.body, &self.set(&plain::inlines_with(content, self.links))),
            Datum::Text(text) if WORDS.contains(&name) => add(&mut document.body, &self.set(text)),
            Datum::List(items) => items.iter().for_each(|item| self.item(name, item, document)),
            Datum::Map(fields) => self.fields(fields, &[], document),
            _ => {}
        }
    }

    /// A table as its caption, then a line for each row.
    fn table(&self, table: &table::Table, body: &mut String) {
        let words = |content: &[Inline]| plain::inlines_with(content, self.links);
        add(body, &self.set(&plain::row(table.columns.iter().map(|column| words(column.title)))));
        for row in &table.rows {
            let line = match row {
                table::Row::Group(title) => words(title),
                table::Row::Cells(cells, _) => plain::row(cells.iter().map(|cell| match cell {
                    table::Cell::Empty => String::new(),
                    table::Cell::Number(number) => figures::number(*number, self.lang),
                    table::Cell::Words(content) => words(content),
                })),
            };
            add(body, &self.set(&line));
        }
    }

    fn targets(&self, fields: &Fields, name: &str) -> Vec<usize> {
        fields.links(name).filter_map(|link| self.site.corpus.index(&link.target)).collect()
    }

    fn take_organisations(&self, fields: &Fields, document: &mut Document) {
        let mut links = Vec::new();
        fields.all_links(&mut links);
        links.into_iter().for_each(|link| self.take_organisation(&link.target, document));
    }

    fn take_organisation(&self, id: &str, document: &mut Document) {
        let corpus = &self.site.corpus;
        let found = corpus.index(id).filter(|&at| &*corpus.records[at].kind == "organisation");
        if let Some(at) = found.filter(|at| !document.organisations.contains(at)) {
            document.organisations.push(at);
        }
    }

    fn set(&self, text: &str) -> String {
        typography::set(text, self.lang)
    }

    fn set_lines(&self, lines: &[String]) -> String {
        lines.iter().map(|line| self.set(line)).collect::<Vec<_>>().join("\n")
    }
}

/// Plain texts that are words for readers; the others are keys, addresses and names of files.
const WORDS: &[&str] = &[
    "capacity",
    "caption",
    "category",
    "function",
    "group",
    "label",
    "name",
    "number",
    "part",
    "passage",
    "population",
    "renewal",
    "role",
    "title",
    "wording",
];

/// Adds a line that says something.
fn add(text: &mut String, line: &str) {
    let line = line.trim();
    if !line.is_empty() {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(line);
    }
}
