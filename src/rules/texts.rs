//! The words of a record line by line, without marks and each with its place: what rules that read words walk over.

use std::ops::Range;

use crate::inputs::{Inputs, Span};
use crate::model::{Datum, Fields, Piece, Record};
use crate::prose::{Block, BlockKind, Footnote, Inline};

/// A paragraph, a cell, a heading or a title.
pub(super) struct Line {
    /// Its words; what says nothing to the reader of words (code, pictures, quotations of another language) is [`GAP`].
    pub text: String,
    pub sort: Sort,
    /// Lines of one number are read one after the other: those of the body have 0, each field and each editor's note in
    /// the body a number of its own.
    pub unit: usize,
    /// True for what the editors say of the text and its words: there they quote what they do not say themselves.
    pub is_aside: bool,
    /// Parts that the page explains: terms that it marks, legal texts that it links.
    pub explained: Vec<Range<usize>>,
    /// Words that refer to a record, with its id.
    pub references: Vec<(Range<usize>, String)>,
    pieces: Vec<(Range<usize>, Span)>,
    span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// A title that a field gives.
    Title,
    /// A heading in the text.
    Heading,
    Running,
}

/// Stands in a line for what is not read.
pub(super) const GAP: char = '\u{fffc}';

impl Line {
    fn new(sort: Sort, unit: usize, is_aside: bool, span: Span) -> Line {
        let text = String::new();
        Line { text, sort, unit, is_aside, explained: Vec::new(), references: Vec::new(), pieces: Vec::new(), span }
    }

    #[cfg(test)]
    pub fn running(text: &str) -> Line {
        let mut line = Line::new(Sort::Running, 0, false, 0..text.len());
        line.text = text.to_owned();
        line.pieces.push((0..text.len(), 0..text.len()));
        line
    }

    /// Where in the file a part of the line stands; the whole paragraph or field where that is not known.
    pub fn span(&self, range: &Range<usize>) -> Span {
        let Some((piece, span)) =
            self.pieces.iter().find(|(piece, _)| piece.start <= range.start && range.start < piece.end)
        else {
            return self.span.clone();
        };
        if piece.len() != span.len() {
            return span.clone();
        }
        let start = span.start + (range.start - piece.start);
        let last = self.pieces.iter().find(|(piece, span)| {
            piece.start < range.end && range.end <= piece.end && piece.len() == span.len() && span.end > start
        });
        start..last.map_or(span.end, |(piece, span)| span.start + (range.end - piece.start))
    }
}

/// The fields that hold a title in plain words.
const TITLES: [&str; 4] = ["title", "short_title", "name", "caption"];

/// The fields in which the editors speak of the text and its words.
const ASIDES: [&str; 3] = ["definition", "note", "notes"];

/// The lines of a record whose source `is_wanted`: titles and fields first, then the body in the order of reading.
pub(super) fn lines(record: &Record, inputs: &Inputs, is_wanted: &dyn Fn(&[u8]) -> bool) -> Vec<Line> {
    let source = inputs.get(&record.file).unwrap_or_default();
    let mut reader = Reader { source, is_wanted, lines: Vec::new(), unit: 0, units: 0, is_aside: false };
    reader.own_unit(|reader| reader.fields(&record.fields));
    let in_fields = reader.lines.len();
    for section in &record.sections {
        if !section.title.is_empty() {
            reader.line(&section.title, &section.span, Sort::Heading);
        }
        for piece in &section.pieces {
            if let Piece::Prose(blocks) = piece {
                reader.blocks(blocks);
            }
        }
    }
    record.measures.iter().for_each(|measure| reader.fields(&measure.fields));
    record.data.iter().for_each(|block| reader.fields(&block.fields));
    reader.lines[in_fields..].sort_by_key(|line| line.span.start);
    reader.footnotes(&record.footnotes);
    reader.lines
}

/// A part of a file as text. A list of records shares its file with all of them: it is never read as a whole here.
fn part(source: &[u8], span: Span) -> Option<&str> {
    source.get(span).and_then(|bytes| std::str::from_utf8(bytes).ok())
}

struct Reader<'a> {
    source: &'a [u8],
    is_wanted: &'a dyn Fn(&[u8]) -> bool,
    lines: Vec<Line>,
    unit: usize,
    units: usize,
    is_aside: bool,
}

impl Reader<'_> {
    fn aside(&mut self, is_aside: bool, read: impl FnOnce(&mut Self)) {
        let around = self.is_aside;
        self.is_aside |= is_aside;
        read(self);
        self.is_aside = around;
    }

    /// Reads what is a text of its own, such as a note of the editor.
    fn own_unit(&mut self, read: impl FnOnce(&mut Self)) {
        self.units += 1;
        let around = std::mem::replace(&mut self.unit, self.units);
        read(self);
        self.unit = around;
    }

    fn fields(&mut self, fields: &Fields) {
        for (name, item) in &fields.entries {
            self.aside(ASIDES.contains(&&**name), |reader| reader.datum(name, &item.datum, &item.span));
        }
    }

    fn datum(&mut self, name: &str, datum: &Datum, span: &Span) {
        match datum {
            // Below the front matter of a record each text is one of its own; in a block of the body it goes with it.
            Datum::Prose(prose) if self.unit > 0 => self.own_unit(|reader| {
                reader.blocks(&prose.blocks);
                reader.footnotes(&prose.footnotes);
            }),
            Datum::Prose(prose) => {
                self.blocks(&prose.blocks);
                self.footnotes(&prose.footnotes);
            }
            Datum::Line(content) => {
                self.line(content, span, if TITLES.contains(&name) { Sort::Title } else { Sort::Running })
            }
            Datum::Text(text) if TITLES.contains(&name) => {
                let mut line = Line::new(Sort::Title, self.unit, self.is_aside, span.clone());
                line.text = text.replace('\n', " ");
                line.pieces.push((0..text.len(), span.clone()));
                self.lines.push(line);
            }
            Datum::List(items) => items.iter().for_each(|item| self.datum(name, &item.datum, &item.span)),
            Datum::Map(fields) => self.fields(fields),
            _ => {}
        }
    }

    fn footnotes(&mut self, notes: &[Footnote]) {
        notes.iter().for_each(|note| self.own_unit(|reader| reader.blocks(&note.blocks)));
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            let span = &block.span;
            match &block.kind {
                BlockKind::Heading(heading) => self.line(&heading.content, span, Sort::Heading),
                BlockKind::Paragraph(content) => self.line(content, span, Sort::Running),
                BlockKind::Quote(inside) => self.blocks(inside),
                BlockKind::Alert(_, inside) => {
                    self.aside(true, |reader| reader.own_unit(|reader| reader.blocks(inside)));
                }
                BlockKind::List { items, .. } => items.iter().for_each(|item| self.blocks(item)),
                // Where in the source a cell or a term stands is not known: all of it is looked at, once.
                BlockKind::Table(table) if self.wants(span) => {
                    table.cells().for_each(|cell| self.read(cell, span, Sort::Running));
                }
                BlockKind::Definitions(definitions) => {
                    let wants = self.wants(span);
                    for definition in definitions {
                        let terms = definition.terms.iter().filter(|_| wants);
                        terms.for_each(|term| self.read(term, span, Sort::Running));
                        definition.meanings.iter().for_each(|meaning| self.blocks(meaning));
                    }
                }
                BlockKind::Table(_)
                | BlockKind::Code { .. }
                | BlockKind::Rule
                | BlockKind::Html(_)
                | BlockKind::Data(_) => {}
            }
        }
    }

    fn line(&mut self, content: &[Inline], span: &Span, sort: Sort) {
        if self.wants(span) {
            self.read(content, span, sort);
        }
    }

    fn wants(&self, span: &Span) -> bool {
        self.source.get(span.clone()).is_none_or(self.is_wanted)
    }

    fn read(&mut self, content: &[Inline], span: &Span, sort: Sort) {
        let mut writer = Writer {
            source: self.source,
            at: span.start,
            foreign: None,
            line: Line::new(sort, self.unit, self.is_aside, span.clone()),
        };
        writer.inlines(content);
        self.lines.push(writer.line);
    }
}

/// Writes the words of one line.
struct Writer<'a> {
    source: &'a [u8],
    /// How far in the file the line has been read.
    at: usize,
    /// The name of the tag that began a quotation of another language.
    foreign: Option<String>,
    line: Line,
}

impl Writer<'_> {
    fn inlines(&mut self, content: &[Inline]) {
        for inline in content {
            match inline {
                Inline::Html { html, .. } => self.tag(html),
                _ if self.foreign.is_some() => self.gap(),
                Inline::Text { text, span } => {
                    self.at = span.end;
                    self.words(text, Some(span.clone()));
                }
                Inline::Mention { text, .. } => self.explained(text),
                Inline::Citation(citation) => self.explained(&citation.text),
                Inline::SoftBreak | Inline::HardBreak => self.line.text.push(' '),
                // What is lowered makes a formula of the letters beside it: H₂O.
                Inline::Subscript(_) => self.line.text.push('ₓ'),
                Inline::Reference(reference) => match &reference.words {
                    None => {
                        self.at = reference.span.end;
                        self.gap();
                    }
                    Some(words) => {
                        let start = self.line.text.len();
                        self.inlines(words);
                        self.line.references.push((start..self.line.text.len(), reference.target.clone()));
                    }
                },
                inline => match inline.inside() {
                    Some(inside) => self.inlines(inside),
                    None => self.gap(),
                },
            }
        }
    }

    /// What `resolve` has marked does not say where it stands; it is the next of these words in the file.
    fn explained(&mut self, text: &str) {
        let rest = part(self.source, self.at..self.line.span.end).unwrap_or_default();
        let found = rest.find(text).map(|found| self.at + found..self.at + found + text.len());
        self.at = found.as_ref().map_or(self.at, |span| span.end);
        let start = self.line.text.len();
        self.words(text, found);
        self.line.explained.push(start..self.line.text.len());
    }

    fn words(&mut self, text: &str, span: Option<Span>) {
        let start = self.line.text.len();
        self.line.text.extend(text.chars().map(|c| if c == '\n' { ' ' } else { c }));
        if let Some(span) = span {
            self.line.pieces.push((start..self.line.text.len(), span));
        }
    }

    fn gap(&mut self) {
        if !self.line.text.ends_with(GAP) {
            self.line.text.push(GAP);
        }
    }

    /// A tag that says of what language its words are begins a quotation; the same tag closed ends it.
    fn tag(&mut self, html: &str) {
        let name =
            |tag: &str| tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default().to_lowercase();
        match &self.foreign {
            Some(open) => {
                if html.strip_prefix("</").is_some_and(|tag| name(tag) == *open) {
                    self.foreign = None;
                }
            }
            None => {
                let tag = html.strip_prefix('<').filter(|tag| tag.contains(" lang=") && !tag.starts_with('/'));
                self.foreign = tag.map(name);
            }
        }
        self.gap();
    }
}
