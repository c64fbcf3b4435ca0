//! The Markdown twin of a record: what its page says, in a form that reads anywhere. Printed from the tree.

mod blocks;
mod figure;
mod hearings;
mod milestone;
mod notes;
mod progress;
mod table;

use std::fmt::Write;

use crate::diagnostics::Lang;
use crate::model::{Datum, Fields, Item, Measure, Piece, Record, figure as number};
use crate::prose::markdown::{self, MarkdownContext};
use crate::prose::typography;
use crate::prose::{Block, BlockKind, Links};
use crate::schema::{Kind, Shape};
use crate::site::{Site, routes};

use notes::Notes;

/// Title, fields as a list, then the body with its measures, tables, milestones and figures; links lead where the page's
/// lead.
pub fn twin(site: &Site, record: usize, path: &str) -> String {
    let at = record;
    let record = &site.corpus.records[at];
    let links = site.links(path, Some(at));
    let context = MarkdownContext {
        links: Some(&links as &dyn Links),
        allow_html: site.corpus.config.allow_html,
        heading_shift: 0,
    };
    let colon = typography::colon(site.lang);
    let notes = Notes::new(&record.footnotes);
    let printer = Printer { site, links: &links, context, lang: site.lang, colon, notes };
    let mut out = format!("# {}\n\n", record.title);
    if let Some(kind) = site.corpus.kinds.get(&record.kind) {
        printer.fields(record, kind, &mut out);
        printer.timeline(at, path, &mut out);
        out.push('\n');
        printer.body(at, record, kind, &mut out);
    }
    out.push_str(&markdown::footnotes(&printer.notes.all(), &printer.context));
    let mut out = out.trim_end().to_owned();
    out.push('\n');
    out
}

struct Printer<'a> {
    site: &'a Site,
    links: &'a dyn Links,
    context: MarkdownContext<'a>,
    lang: Lang,
    /// What stands between a label and what it is the label of.
    colon: &'static str,
    notes: Notes,
}

impl Printer<'_> {
    /// Fields in the order of the file, each with its title; those that are only for the program, and those that the body
    /// shows, are left out.
    fn fields(&self, record: &Record, kind: &Kind, out: &mut String) {
        let (kind_title, colon) = (self.site.strings.get("kind"), self.colon);
        let _ = writeln!(out, "- **{kind_title}**{colon} {}", kind.title.get(self.lang));
        for (name, item) in &record.fields.entries {
            let is_elsewhere = matches!(&**name, "id" | "kind" | "former_ids" | "status" | "heard" | "order")
                || **name == *kind.title_field
                || (record.figure.is_some() && number::FIELDS.contains(&&**name));
            if is_elsewhere {
                continue;
            }
            let shape = kind.shape.field(name).map(|shape| &**shape);
            self.field(kind.field_title(name, self.lang), item, shape, 0, out);
        }
    }

    /// Where the dated points that have to do with the record are, as the last of its fields.
    fn timeline(&self, record: usize, path: &str, out: &mut String) {
        let Some((page, points)) = self.site.timeline.of_record(record) else { return };
        let href = self.site.href(path, &routes::timeline(&self.site.timeline, page, self.lang), None);
        let (title, colon) = (self.site.strings.get("timeline"), self.colon);
        let points = self.site.strings.count("milestone_count", points);
        let _ = writeln!(out, "- **{title}**{colon} [{points}]({href})");
    }

    fn field(&self, title: &str, item: &Item, shape: Option<&Shape>, depth: usize, out: &mut String) {
        let (indent, colon) = ("  ".repeat(depth), self.colon);
        match &item.datum {
            Datum::Null => {}
            Datum::List(items) => {
                let _ = writeln!(out, "{indent}- **{title}**{colon}");
                let below = shape.and_then(|shape| shape.items.as_deref());
                for item in items {
                    self.list_item(item, below, depth + 1, out);
                }
            }
            Datum::Map(fields) => {
                let _ = writeln!(out, "{indent}- **{title}**{colon}");
                self.map(fields, shape, depth + 1, out);
            }
            _ => {
                let value = self.value(item, shape, depth + 1);
                let _ = writeln!(out, "{indent}- **{title}**{colon} {value}");
            }
        }
    }

    fn list_item(&self, item: &Item, shape: Option<&Shape>, depth: usize, out: &mut String) {
        let indent = "  ".repeat(depth);
        match &item.datum {
            Datum::Map(fields) => {
                let mut inner = String::new();
                self.map(fields, shape, depth + 1, &mut inner);
                // The first field stands beside the item's own mark.
                let _ = write!(out, "{indent}- {}", inner.trim_start_matches([' ', '-']));
            }
            Datum::List(_) | Datum::Null => {}
            _ => {
                let value = self.value(item, shape, depth + 1);
                let _ = writeln!(out, "{indent}- {value}");
            }
        }
    }

    fn map(&self, fields: &Fields, shape: Option<&Shape>, depth: usize, out: &mut String) {
        for (name, item) in &fields.entries {
            let below = shape.and_then(|shape| shape.field(name)).map(|shape| &**shape);
            let title = below.map(|shape| shape.title.get(self.lang).as_str()).filter(|title| !title.is_empty());
            self.field(title.unwrap_or(name), item, below, depth, out);
        }
    }

    /// A value in the line; a text of several blocks stands below it, indented.
    fn value(&self, item: &Item, shape: Option<&Shape>, depth: usize) -> String {
        match &item.datum {
            Datum::Date(when) => when.display(self.lang),
            Datum::Link(link) => match self.links.record(&link.target, link.anchor.as_deref()) {
                Some(target) => format!("[{}]({})", target.title, target.href),
                None => link.target.clone(),
            },
            Datum::Prose(prose) => {
                let text = markdown::blocks(&self.notes.take(prose), &self.context);
                let indent = format!("\n{}", "  ".repeat(depth));
                text.trim_end().replace('\n', &indent).replace(&format!("{indent}\n"), "\n\n")
            }
            Datum::Line(content) => markdown::inlines(content, &self.context),
            Datum::Bool(truth) => self.site.strings.get(if *truth { "yes" } else { "no" }).to_owned(),
            _ => {
                let text = item.text().unwrap_or_default();
                let label = shape.and_then(|shape| shape.labels.get(&text)).map(|words| words.get(self.lang).clone());
                label.unwrap_or(text)
            }
        }
    }

    /// The body: what is prose, a table or a list is gathered as blocks of one tree, which the printer of prose parts as
    /// it must.
    fn body(&self, at: usize, record: &Record, kind: &Kind, out: &mut String) {
        let figures = self.figures_stated(at);
        let mut hearings = self.hearings(record);
        let mut blocks = self.figure(record);
        for section in &record.sections {
            if section.level > 0 {
                self.flush(&mut blocks, out);
                let anchor = section.anchor.as_ref().map(|anchor| format!(" {{#{anchor}}}")).unwrap_or_default();
                let title = markdown::inlines(&section.title, &self.context);
                let _ = writeln!(out, "{} {title}{anchor}\n", "#".repeat(section.level.into()));
            }
            // Milestones that follow one another make one list.
            let mut is_open = false;
            for piece in &section.pieces {
                match piece {
                    Piece::Prose(prose) => blocks.extend_from_slice(prose),
                    Piece::Measure(at) => {
                        self.flush(&mut blocks, out);
                        self.measure(&record.measures[*at], section.level, kind, out);
                    }
                    Piece::Data(at) if record.data[*at].name == "table" => {
                        blocks.extend(self.table(&record.data[*at], section.level));
                    }
                    Piece::Data(at) => {
                        self.flush(&mut blocks, out);
                        let block = &record.data[*at];
                        self.map(&block.fields, kind.blocks.get(&block.name).map(|block| &block.shape), 0, out);
                        out.push('\n');
                    }
                    Piece::Milestone { milestone, .. } => {
                        if let Some(due) = self.site.corpus.due_of(at, *milestone) {
                            milestone::add(&mut blocks, self.milestone(due), is_open);
                        }
                    }
                }
                let stated = record.anchor_of(piece).and_then(|anchor| figures.at(Some(anchor)));
                is_open = matches!(piece, Piece::Milestone { .. }) && stated.is_none();
                blocks.extend(stated);
            }
            if let Some(anchor) = &section.anchor {
                blocks.extend(figures.at(Some(anchor)));
            }
            if section.role.as_deref() == Some("hearings") {
                blocks.append(&mut hearings);
            }
        }
        blocks.extend(figures.at(None));
        blocks.append(&mut hearings);
        blocks.extend(self.progress(at, record));
        self.flush(&mut blocks, out);
    }

    /// Prints what was gathered so far.
    fn flush(&self, blocks: &mut Vec<Block>, out: &mut String) {
        if blocks.is_empty() {
            return;
        }
        // The fields of a block before it are a list too, and would run into this one.
        let ends_with_list = out.trim_end().lines().last().is_some_and(|line| line.trim_start().starts_with("- "));
        if ends_with_list && matches!(blocks[0].kind, BlockKind::List { .. }) {
            out.push_str("<!-- -->\n\n");
        }
        out.push_str(markdown::blocks(blocks, &self.context).trim_end());
        out.push_str("\n\n");
        blocks.clear();
    }

    fn measure(&self, measure: &Measure, level: u8, kind: &Kind, out: &mut String) {
        let word = self.site.strings.get("measure");
        let marks = "#".repeat(usize::from(level + 1).clamp(2, 6));
        let _ = writeln!(
            out,
            "{marks} {word} {}{} {} {{#{}}}\n",
            measure.number, self.colon, measure.title, measure.anchor
        );
        if let Some(text) = measure.text() {
            out.push_str(markdown::blocks(&self.notes.take(text), &self.context).trim_end());
            out.push_str("\n\n");
        }
        let shape = kind.blocks.get("measure").map(|block| &block.shape);
        for (name, item) in &measure.fields.entries {
            if !matches!(&**name, "number" | "title" | "anchor" | "text") {
                let below = shape.and_then(|shape| shape.field(name)).map(|shape| &**shape);
                let title = below.map(|shape| shape.title.get(self.lang).as_str()).unwrap_or(name);
                self.field(title, item, below, 0, out);
            }
        }
        if !out.ends_with("\n\n") {
            out.push('\n');
        }
    }
}
