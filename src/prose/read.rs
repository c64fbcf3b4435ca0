//! Markdown → tree: one pass over the events of the Markdown reader, with the place of everything.
//!
//! The dialect is CommonMark with tables, footnotes, definition lists, heading attributes, GFM alerts, `~~struck~~`,
//! `^raised^`, `~lowered~` and references in double brackets. HTML comments are the writer's own and leave no trace.

mod brackets;
pub(super) mod codes;
mod fences;
pub(super) mod headings;
pub(super) mod notes;
mod pieces;
mod places;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Event, LinkType, Options, Parser, Tag};

use crate::diagnostics::{Both, Code, Finding};
use crate::inputs::{Place, Span};
use crate::say;

use super::{
    Alert, Align, Block, BlockKind, Definition, Footnote, Heading, Image, Inline, Link, Prose, Reference, Table,
    is_safe, plain,
};
use codes::*;
use pieces::{lines, raised, without_comments};
use places::placed;

/// Reads the body of a record.
///
/// `place` gives for each byte of `text` the byte of `file` that it came from; `known_data` are the names of the fenced
/// blocks that hold data. Gives the tree and all that is wrong with the text.
pub fn read(text: &str, place: &dyn Fn(usize) -> usize, file: &Arc<str>, known_data: &[&str]) -> (Prose, Vec<Finding>) {
    let mut reader = Reader::new(text, file, known_data);
    reader.run(markdown() | Options::ENABLE_HEADING_ATTRIBUTES);
    let mut prose = reader.finish();
    headings::check(&prose, text, file, &mut reader.findings);
    let findings = placed(&mut prose, reader.findings, text, place);
    (prose, findings)
}

/// Reads a field of prose, as [`read`] does, where headings need no anchors and data has no place.
pub fn read_field(text: &str, place: &dyn Fn(usize) -> usize, file: &Arc<str>) -> (Prose, Vec<Finding>) {
    let mut reader = Reader::new(text, file, &[]);
    reader.run(markdown() | Options::ENABLE_HEADING_ATTRIBUTES);
    let mut prose = reader.finish();
    headings::check_anchors(&prose, text, file, &mut reader.findings);
    let findings = placed(&mut prose, reader.findings, text, place);
    (prose, findings)
}

/// Reads a field of one line, such as a title: emphasis, links and references, but no blocks, so `1. Objet` is text.
pub fn read_line(text: &str, place: &dyn Fn(usize) -> usize, file: &Arc<str>) -> (Vec<Inline>, Vec<Finding>) {
    // A heading is the one block whose content is read as a line whatever it begins with.
    let line = format!("# {}", text.replace(['\n', '\r'], " "));
    let mut reader = Reader::new(&line, file, &[]);
    reader.run(markdown());
    let mut prose = reader.finish();
    let findings = placed(&mut prose, reader.findings, &line, &|at| place(at.saturating_sub(2)));
    let content = prose.blocks.into_iter().next().map(|block| match block.kind {
        BlockKind::Heading(heading) => heading.content,
        _ => Vec::new(),
    });
    (content.unwrap_or_default(), findings)
}

fn markdown() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_SUPERSCRIPT
        | Options::ENABLE_SUBSCRIPT
        | Options::ENABLE_WIKILINKS
}

/// Containers in containers beyond this are an error, so that no text can exhaust the stack of a printer.
const DEEPEST: usize = 64;

/// Something begun and not yet ended.
struct Open {
    frame: Frame,
    span: Span,
    blocks: Vec<Block>,
    line: Vec<Inline>,
    /// The bytes that `line` came from.
    line_span: Option<Span>,
}

enum Frame {
    Root,
    Quote(Option<Alert>),
    List { start: Option<u64>, tight: bool, items: Vec<Vec<Block>> },
    Item,
    Note(String),
    Definitions(Vec<Definition>),
    Term,
    Meaning,
    Table { align: Vec<Align>, head: Vec<Vec<Inline>>, rows: Vec<Vec<Vec<Inline>>> },
    Row { head: bool, cells: Vec<Vec<Inline>> },
    Cell,
    Paragraph,
    Heading { level: u8, anchor: Option<String>, classes: Vec<String> },
    Code { info: Option<String>, text: String },
    Html(String),
    Wrap(fn(Vec<Inline>) -> Inline),
    Link { address: String, title: String },
    Image { address: String, title: String, named: bool },
    Reference { target: String, words: bool },
}

struct Reader<'a> {
    text: &'a str,
    file: &'a Arc<str>,
    known_data: &'a [&'a str],
    open: Vec<Open>,
    /// How many containers were begun that are too deep to be kept.
    skipped: usize,
    footnotes: Vec<Footnote>,
    findings: Vec<Finding>,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, file: &'a Arc<str>, known_data: &'a [&'a str]) -> Reader<'a> {
        let root =
            Open { frame: Frame::Root, span: 0..text.len(), blocks: Vec::new(), line: Vec::new(), line_span: None };
        let (footnotes, findings) = (Vec::new(), Vec::new());
        Reader { text, file, known_data, open: vec![root], skipped: 0, footnotes, findings }
    }

    fn run(&mut self, options: Options) {
        for (event, span) in Parser::new_ext(self.text, options).into_offset_iter() {
            match event {
                Event::Start(tag) => self.start(tag, span),
                Event::End(_) if self.skipped > 0 => self.skipped -= 1,
                Event::End(_) => self.end(),
                Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text, span),
                Event::Code(text) => self.push(Inline::Code(text.into_string()), span),
                Event::Html(html) => self.html(&html, span),
                Event::InlineHtml(html) => {
                    if !html.starts_with("<!--") {
                        self.push(Inline::Html { html: lines(&html).into(), span: span.clone() }, span);
                    }
                }
                Event::FootnoteReference(label) => {
                    let mark = Inline::FootnoteMark { label: label.to_lowercase().into(), span: span.clone() };
                    self.push(mark, span);
                }
                Event::SoftBreak => self.push(Inline::SoftBreak, span),
                Event::HardBreak => self.push(Inline::HardBreak, span),
                Event::Rule => self.push_block(BlockKind::Rule, span),
                Event::TaskListMarker(_) => {}
            }
        }
        while self.open.len() > 1 {
            self.end();
        }
    }

    fn finish(&mut self) -> Prose {
        self.flush_line();
        let blocks = self.open.first_mut().map(|root| std::mem::take(&mut root.blocks)).unwrap_or_default();
        let prose = Prose { blocks, footnotes: std::mem::take(&mut self.footnotes) };
        notes::check(&prose, self.file, &mut self.findings);
        prose
    }

    fn top(&mut self) -> &mut Open {
        self.open.last_mut().expect("the root is opened first and closed by nobody")
    }

    fn say(&mut self, code: &'static Code, span: Span, message: Both, hint: Both) {
        self.findings.push(Finding::new(code, Place::at(self.file, span), message).hint(hint));
    }

    fn push(&mut self, inline: Inline, span: Span) {
        let top = self.top();
        let from = top.line_span.as_ref().map_or(span.start, |line| line.start);
        top.line_span = Some(from..span.end);
        top.line.push(inline);
    }

    fn text(&mut self, text: &str, span: Span) {
        let top = self.top();
        if let Frame::Code { text: code, .. } = &mut top.frame {
            code.push_str(&lines(text));
            return;
        }
        if let Some(Inline::Text { text: last, span: last_span }) = top.line.last_mut() {
            last.push_str(text);
            last_span.end = span.end;
            if let Some(line) = &mut top.line_span {
                line.end = span.end;
            }
            return;
        }
        self.push(Inline::Text { text: text.to_owned(), span: span.clone() }, span);
    }

    fn html(&mut self, html: &str, span: Span) {
        match &mut self.top().frame {
            Frame::Html(all) => all.push_str(html),
            _ => self.push(Inline::Html { html: lines(html).into(), span: span.clone() }, span),
        }
    }

    fn push_block(&mut self, kind: BlockKind, span: Span) {
        self.flush_line();
        let end = span.start + self.text[span.clone()].trim_end().len();
        self.top().blocks.push(Block { kind, span: span.start..end });
    }

    /// Makes a paragraph of text that stands in a container without one, as in a tight list.
    fn flush_line(&mut self) {
        let top = self.top();
        let line = std::mem::take(&mut top.line);
        let span = top.line_span.take();
        if let Some(span) = span.filter(|_| !line.is_empty()) {
            let content = self.line(line);
            self.top().blocks.push(Block { kind: BlockKind::Paragraph(content), span });
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: Span) {
        if self.open.len() > DEEPEST {
            if self.skipped == 0 {
                self.say(
                    &TOO_DEEP,
                    span.start..span.start + self.text[span].chars().next().map_or(0, char::len_utf8),
                    say!(fr: "plus de {DEEPEST} niveaux imbriqués", en: "more than {DEEPEST} levels nested in one another"),
                    say!(fr: "simplifiez ce passage", en: "make this passage simpler"),
                );
            }
            self.skipped += 1;
            return;
        }
        let frame = self.frame(tag);
        if !frame.is_in_line() {
            self.flush_line();
        }
        if matches!(frame, Frame::Paragraph) && matches!(self.top().frame, Frame::Item) {
            let list = self.open.len().saturating_sub(2);
            if let Some(Frame::List { tight, .. }) = self.open.get_mut(list).map(|open| &mut open.frame) {
                *tight = false;
            }
        }
        self.open.push(Open { frame, span, blocks: Vec::new(), line: Vec::new(), line_span: None });
    }

    fn frame(&self, tag: Tag<'_>) -> Frame {
        match tag {
            Tag::Paragraph => Frame::Paragraph,
            Tag::Heading { level, id, classes, .. } => Frame::Heading {
                level: level as u8,
                anchor: id.map(|id| id.into_string()),
                classes: classes.into_iter().map(|class| class.into_string()).collect(),
            },
            Tag::BlockQuote(kind) => Frame::Quote(kind.map(|kind| match kind {
                BlockQuoteKind::Note => Alert::Note,
                BlockQuoteKind::Tip => Alert::Tip,
                BlockQuoteKind::Important => Alert::Important,
                BlockQuoteKind::Warning => Alert::Warning,
                BlockQuoteKind::Caution => Alert::Caution,
            })),
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
                Frame::Code { info: Some(info.into_string()), text: String::new() }
            }
            Tag::CodeBlock(CodeBlockKind::Indented) => Frame::Code { info: None, text: String::new() },
            Tag::HtmlBlock => Frame::Html(String::new()),
            Tag::List(start) => Frame::List { start, tight: true, items: Vec::new() },
            Tag::Item => Frame::Item,
            Tag::FootnoteDefinition(label) => Frame::Note(label.to_lowercase()),
            Tag::DefinitionList => Frame::Definitions(Vec::new()),
            Tag::DefinitionListTitle => Frame::Term,
            Tag::DefinitionListDefinition => Frame::Meaning,
            Tag::Table(align) => Frame::Table {
                align: align
                    .into_iter()
                    .map(|align| match align {
                        Alignment::None => Align::None,
                        Alignment::Left => Align::Left,
                        Alignment::Center => Align::Center,
                        Alignment::Right => Align::Right,
                    })
                    .collect(),
                head: Vec::new(),
                rows: Vec::new(),
            },
            Tag::TableHead => Frame::Row { head: true, cells: Vec::new() },
            Tag::TableRow => Frame::Row { head: false, cells: Vec::new() },
            Tag::TableCell => Frame::Cell,
            Tag::Emphasis => Frame::Wrap(Inline::Emphasis),
            Tag::Strong => Frame::Wrap(Inline::Strong),
            Tag::Strikethrough => Frame::Wrap(Inline::Strikethrough),
            Tag::Superscript => Frame::Wrap(Inline::Superscript),
            Tag::Subscript => Frame::Wrap(Inline::Subscript),
            Tag::Link { link_type: LinkType::WikiLink { has_pothole }, dest_url, .. } => {
                Frame::Reference { target: dest_url.into_string(), words: has_pothole }
            }
            Tag::Link { link_type: LinkType::Email, dest_url, title, .. } => {
                Frame::Link { address: format!("mailto:{dest_url}"), title: title.into_string() }
            }
            Tag::Link { dest_url, title, .. } => {
                Frame::Link { address: dest_url.into_string(), title: title.into_string() }
            }
            Tag::Image { link_type, dest_url, title, .. } => Frame::Image {
                address: dest_url.into_string(),
                title: title.into_string(),
                named: !matches!(link_type, LinkType::WikiLink { has_pothole: false }),
            },
            Tag::MetadataBlock(_) => Frame::Paragraph,
        }
    }

    fn end(&mut self) {
        if self.top().frame.holds_blocks() {
            self.flush_line();
        }
        let Some(open) = self.open.pop() else { return };
        let Open { frame, span, blocks, line, .. } = open;
        match frame {
            Frame::Root => {}
            Frame::Quote(None) => self.push_block(BlockKind::Quote(blocks), span),
            Frame::Quote(Some(alert)) => self.push_block(BlockKind::Alert(alert, blocks), span),
            Frame::List { start, tight, mut items } => {
                items.extend(Some(blocks).filter(|blocks| !blocks.is_empty()));
                self.push_block(BlockKind::List { start, tight, items }, span);
            }
            Frame::Item => match &mut self.top().frame {
                Frame::List { items, .. } => items.push(blocks),
                _ => self.top().blocks.extend(blocks),
            },
            Frame::Note(label) => {
                let end = span.start + self.text[span.clone()].trim_end().len();
                self.footnotes.push(Footnote { label, blocks, span: span.start..end });
            }
            Frame::Definitions(definitions) => self.push_block(BlockKind::Definitions(definitions), span),
            Frame::Term => {
                let term = self.line(line);
                if let Frame::Definitions(definitions) = &mut self.top().frame {
                    match definitions.last_mut() {
                        Some(last) if last.meanings.is_empty() => last.terms.push(term),
                        _ => definitions.push(Definition { terms: vec![term], meanings: Vec::new() }),
                    }
                }
            }
            Frame::Meaning => {
                if let Frame::Definitions(definitions) = &mut self.top().frame
                    && let Some(last) = definitions.last_mut()
                {
                    last.meanings.push(blocks);
                }
            }
            Frame::Table { align, head, rows } => {
                self.push_block(BlockKind::Table(Box::new(Table { align, head, rows })), span)
            }
            Frame::Row { head: is_head, cells } => {
                if let Frame::Table { head, rows, .. } = &mut self.top().frame {
                    if is_head { *head = cells } else { rows.push(cells) }
                }
            }
            Frame::Cell => {
                let cell = self.line(line);
                if let Frame::Row { cells, .. } = &mut self.top().frame {
                    cells.push(cell);
                }
            }
            Frame::Paragraph => {
                let content = self.line(line);
                // A paragraph that held nothing but a comment is no paragraph.
                if !content.iter().all(|inline| matches!(inline, Inline::SoftBreak)) {
                    self.push_block(BlockKind::Paragraph(content), span);
                }
            }
            Frame::Heading { level, anchor, classes } => {
                let content = self.line(line);
                let heading = Heading { level, anchor, classes, content };
                self.push_block(BlockKind::Heading(Box::new(heading)), span);
            }
            Frame::Code { info, text } => self.end_code(info, text, span),
            Frame::Html(html) => {
                let html = without_comments(&lines(&html));
                if !html.trim().is_empty() {
                    self.push_block(BlockKind::Html(html), span);
                }
            }
            Frame::Wrap(wrap) => {
                let content = self.line(line);
                self.push(wrap(content), span);
            }
            Frame::Link { address, title } => {
                let content = self.line(line);
                self.check_address(&address, span.clone());
                self.push(Inline::Link(Box::new(Link { address, title, content, span: span.clone() })), span);
            }
            Frame::Image { address, title, named } => {
                let alt = if named { plain::inlines(&line) } else { String::new() };
                self.check_image(&address, &alt, span.clone());
                self.push(Inline::Image(Box::new(Image { address, title, alt, span: span.clone() })), span);
            }
            Frame::Reference { target, words } => self.end_reference(&target, words, line, span),
        }
    }

    fn end_reference(&mut self, target: &str, words: bool, line: Vec<Inline>, span: Span) {
        // In a table the bar is written `\|`, and the backslash stays behind.
        let name = target.strip_suffix('\\').unwrap_or(target);
        let (id, anchor) = match name.split_once('#') {
            Some((id, anchor)) => (id.trim(), Some(anchor.trim())),
            None => (name.trim(), None),
        };
        if id.is_empty() || anchor == Some("") {
            self.findings.push(brackets::incomplete(target, Place::at(self.file, span.clone())));
            // Said once: it leads nowhere that could be looked for.
            self.push(Inline::Text { text: format!("[[{target}]]"), span: span.clone() }, span);
            return;
        }
        let content = self.line(line);
        let words = Some(content).filter(|content| words && !content.is_empty());
        let (target, anchor) = (id.to_owned(), anchor.map(Arc::from));
        self.push(Inline::Reference(Box::new(Reference { target, anchor, words, span: span.clone() })), span);
    }

    fn check_address(&mut self, address: &str, span: Span) {
        if !is_safe(address) {
            let address: String = address.chars().filter(|c| !c.is_control()).take(60).collect();
            self.say(
                &UNSAFE_ADDRESS,
                span,
                say!(fr: "adresse refusée « {address} »", en: "refused address `{address}`"),
                say!(
                    fr: "un lien commence par https:, http:, mailto: ou tel:, ou nomme un fichier ou une ancre",
                    en: "a link begins with https:, http:, mailto: or tel:, or names a file or an anchor",
                ),
            );
        }
    }

    fn check_image(&mut self, address: &str, alt: &str, span: Span) {
        self.check_address(address, span.clone());
        if super::address::is_elsewhere(address) {
            self.say(
                &EXTERNAL_IMAGE,
                span.clone(),
                say!(fr: "image d’un autre site « {address} »", en: "image of another site `{address}`"),
                say!(
                    fr: "copiez l’image à côté du fichier et nommez-la ; elle est remplacée par un lien",
                    en: "copy the image beside the file and name it; a link stands in its place",
                ),
            );
        }
        if alt.trim().is_empty() {
            self.say(
                &IMAGE_WITHOUT_ALT,
                span,
                say!(fr: "image sans texte de remplacement « {address} »", en: "image without alternative text `{address}`"),
                say!(
                    fr: "écrivez entre les crochets ce que l’image montre : « ![ce qu’elle montre]({address}) »",
                    en: "write between the brackets what the image shows: `![what it shows]({address})`",
                ),
            );
        }
    }

    /// What can only be seen once a line is whole: `1^er^` inside of a word, and marks of footnotes that are not there.
    fn line(&mut self, line: Vec<Inline>) -> Vec<Inline> {
        let without_id = brackets::without_id(self.text, &line).into_iter();
        self.findings.extend(without_id.map(|(target, span)| brackets::incomplete(target, Place::at(self.file, span))));
        let marked = |inline: &Inline| matches!(inline, Inline::Text { text, .. } if text.contains(['^', '~']));
        if !line.iter().any(marked) {
            return line;
        }
        let mut made = Vec::with_capacity(line.len() + 2);
        for inline in line {
            match inline {
                Inline::Text { text, span } if text.contains(['^', '~']) => {
                    notes::undefined_marks(self.text, &text, &span, self.file, &mut self.findings);
                    raised(text, span, self.text, &mut made);
                }
                other => made.push(other),
            }
        }
        made
    }
}

impl Frame {
    fn is_in_line(&self) -> bool {
        matches!(self, Frame::Wrap(_) | Frame::Link { .. } | Frame::Image { .. } | Frame::Reference { .. })
    }

    fn holds_blocks(&self) -> bool {
        !self.is_in_line() && !matches!(self, Frame::Paragraph | Frame::Heading { .. } | Frame::Cell | Frame::Term)
    }
}
