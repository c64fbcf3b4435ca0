//! The Markdown twin of a record: what its page says, in a form that reads anywhere. Printed from the tree.

use std::fmt::Write;

use crate::diagnostics::Lang;
use crate::model::{Datum, Fields, Item, Measure, Piece, Record};
use crate::prose::Links;
use crate::prose::markdown::{self, MarkdownContext};
use crate::schema::{Kind, Shape};
use crate::site::Site;

/// Title, fields as a list, then the body with its measures; links lead where the page's lead.
pub fn twin(site: &Site, record: usize, path: &str) -> String {
    let at = record;
    let record = &site.corpus.records[at];
    let links = site.links(path, Some(at));
    let context = MarkdownContext {
        links: Some(&links as &dyn Links),
        allow_html: site.corpus.config.allow_html,
        heading_shift: 0,
    };
    let printer = Printer { site, links: &links, context, lang: site.lang };
    let mut out = format!("# {}\n\n", record.title);
    if let Some(kind) = site.corpus.kinds.get(&record.kind) {
        printer.fields(&record.fields, kind, &mut out);
        printer.body(record, kind, &mut out);
    }
    if !record.footnotes.is_empty() {
        out.push_str(&markdown::footnotes(&record.footnotes, &printer.context));
    }
    let mut out = out.trim_end().to_owned();
    out.push('\n');
    out
}

struct Printer<'a> {
    site: &'a Site,
    links: &'a dyn Links,
    context: MarkdownContext<'a>,
    lang: Lang,
}

impl Printer<'_> {
    /// Fields in the order of the file, each with its title; those that are only for the program are left out.
    fn fields(&self, fields: &Fields, kind: &Kind, out: &mut String) {
        let kind_title = self.site.strings.get("kind");
        let _ = writeln!(out, "- **{kind_title}** : {}", kind.title.get(self.lang));
        for (name, item) in &fields.entries {
            if matches!(name.as_str(), "id" | "kind" | "former_ids" | "status") || *name == kind.title_field {
                continue;
            }
            let shape = kind.shape.field(name).map(|shape| &**shape);
            self.field(kind.field_title(name, self.lang), item, shape, 0, out);
        }
        out.push('\n');
    }

    fn field(&self, title: &str, item: &Item, shape: Option<&Shape>, depth: usize, out: &mut String) {
        let indent = "  ".repeat(depth);
        match &item.datum {
            Datum::Null => {}
            Datum::List(items) => {
                let _ = writeln!(out, "{indent}- **{title}** :");
                let below = shape.and_then(|shape| shape.items.as_deref());
                for item in items {
                    self.list_item(item, below, depth + 1, out);
                }
            }
            Datum::Map(fields) => {
                let _ = writeln!(out, "{indent}- **{title}** :");
                self.map(fields, shape, depth + 1, out);
            }
            _ => {
                let value = self.value(item, shape, depth + 1);
                let _ = writeln!(out, "{indent}- **{title}** : {value}");
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
                let text = markdown::blocks(&prose.blocks, &self.context);
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

    fn body(&self, record: &Record, kind: &Kind, out: &mut String) {
        for section in &record.sections {
            if section.level > 0 {
                let anchor = section.anchor.as_ref().map(|anchor| format!(" {{#{anchor}}}")).unwrap_or_default();
                let title = markdown::inlines(&section.title, &self.context);
                let _ = writeln!(out, "{} {title}{anchor}\n", "#".repeat(section.level.into()));
            }
            for piece in &section.pieces {
                match piece {
                    Piece::Prose(blocks) => {
                        out.push_str(markdown::blocks(blocks, &self.context).trim_end());
                        out.push_str("\n\n");
                    }
                    Piece::Measure(at) => self.measure(&record.measures[*at], section.level, kind, out),
                    Piece::Data(at) | Piece::Milestone { block: at, .. } => {
                        let block = &record.data[*at];
                        self.map(&block.fields, kind.blocks.get(&block.name).map(|block| &block.shape), 0, out);
                        out.push('\n');
                    }
                }
            }
        }
    }

    fn measure(&self, measure: &Measure, level: u8, kind: &Kind, out: &mut String) {
        let word = self.site.strings.get("measure");
        let marks = "#".repeat(usize::from(level + 1).clamp(2, 6));
        let _ = writeln!(out, "{marks} {word} {} : {} {{#{}}}\n", measure.number, measure.title, measure.anchor);
        if let Some(text) = measure.text() {
            out.push_str(markdown::blocks(&text.blocks, &self.context).trim_end());
            out.push_str("\n\n");
        }
        let shape = kind.blocks.get("measure").map(|block| &block.shape);
        for (name, item) in &measure.fields.entries {
            if !matches!(name.as_str(), "number" | "title" | "anchor" | "text") {
                let below = shape.and_then(|shape| shape.field(name)).map(|shape| &**shape);
                let title = below.map(|shape| shape.title.get(self.lang).as_str()).unwrap_or(name);
                self.field(title, item, below, 0, out);
            }
        }
        out.push('\n');
    }
}
