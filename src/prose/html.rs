//! Tree → HTML, by small functions that each write one thing.
//!
//! Everything that comes from a writer is escaped, every address is judged again where it is printed, and typography
//! is applied to each line. Anchors are printed as they are; the ids that this printer makes hold a colon, which no
//! anchor can.

mod edit;
mod escape;
mod line;
mod raw;

use crate::diagnostics::{Both, Lang};

pub use super::code::CLASS_PREFIX;
use super::{Alert, Align, Block, BlockKind, Footnote, Heading, Inline, Links, Prose, Table, code, plain, typography};
pub use escape::{write_attribute, write_text};

/// What a printer must know besides the text.
#[derive(Clone, Copy)]
pub struct HtmlContext<'a> {
    /// The language of the text and of the labels.
    pub lang: Lang,
    pub links: &'a dyn Links,
    /// True where the corpus lets its writers use raw HTML, which is then cleaned; else it is shown as typed.
    pub allow_html: bool,
    /// Before the ids of notes, where a page has several printers.
    pub note_prefix: &'a str,
    /// Added to the level of each heading, where a text stands deeper in its page.
    pub heading_shift: u8,
}

impl<'a> HtmlContext<'a> {
    /// No raw HTML, no prefix, headings at their own level.
    pub fn new(lang: Lang, links: &'a dyn Links) -> HtmlContext<'a> {
        HtmlContext { lang, links, allow_html: false, note_prefix: "", heading_shift: 0 }
    }
}

/// Prints the texts of one page, one after another; notes and tables are numbered across them.
pub struct Printer<'a> {
    context: HtmlContext<'a>,
    /// What the marks of the text being printed stand for.
    defined: &'a [Footnote],
    /// The notes marked so far, in the order of their first mark, and how often each was marked.
    noted: Vec<(&'a Footnote, usize)>,
    tables: usize,
}

/// A text of one piece, such as a title, escaped and set for a page.
pub fn text(text: &str, lang: Lang) -> String {
    Printer::new(HtmlContext::new(lang, &super::NoLinks)).written(|printer, out| {
        line::write(printer, out, &typography::set_line(text, lang), false);
    })
}

impl<'a> Printer<'a> {
    pub fn new(context: HtmlContext<'a>) -> Printer<'a> {
        Printer { context, defined: &[], noted: Vec::new(), tables: 0 }
    }

    /// Sets the footnotes that the marks in the texts printed next stand for.
    pub fn notes(&mut self, footnotes: &'a [Footnote]) {
        self.defined = footnotes;
    }

    /// A whole text with its own footnotes, which [`Printer::footnotes`] prints later.
    pub fn prose(&mut self, prose: &'a Prose) -> String {
        self.notes(&prose.footnotes);
        self.blocks(&prose.blocks)
    }

    /// Blocks, except those of data.
    pub fn blocks(&mut self, blocks: &[Block]) -> String {
        self.written(|printer, out| printer.write_blocks(out, blocks, false))
    }

    /// A line.
    pub fn inlines(&mut self, content: &[Inline]) -> String {
        self.written(|printer, out| printer.write_line(out, content))
    }

    /// The notes that were marked so far and not printed yet; empty when there are none.
    pub fn footnotes(&mut self) -> String {
        if self.noted.is_empty() {
            return String::new();
        }
        let mut out = String::from("<section class=\"footnotes\" role=\"doc-endnotes\"");
        write_attribute(&mut out, "aria-label", self.say("Notes", "Notes"));
        out.push_str(">\n<ol>\n");
        let mut number = 0;
        // A note may hold marks of others, so the list may grow while it is printed.
        while let Some(&(note, _)) = self.noted.get(number) {
            number += 1;
            out.push_str("<li");
            write_attribute(&mut out, "id", &self.note_id(number));
            out.push('>');
            let mut body = self.written(|printer, out| printer.write_blocks(out, &note.blocks, false));
            let marks = self.noted[number - 1].1;
            let backlinks = self.backlinks(number, marks);
            body.truncate(body.trim_end().len());
            match body.strip_suffix("</p>") {
                Some(before) => {
                    out.push_str(before);
                    out.push_str(&backlinks);
                    out.push_str("</p>");
                }
                None => {
                    out.push_str(&body);
                    out.push_str(&backlinks);
                }
            }
            out.push_str("</li>\n");
        }
        self.noted.clear();
        out.push_str("</ol>\n</section>\n");
        out
    }

    fn written(&mut self, write: impl FnOnce(&mut Printer<'a>, &mut String)) -> String {
        let mut out = String::new();
        write(self, &mut out);
        out
    }

    fn say(&self, fr: &'static str, en: &'static str) -> &'static str {
        Both { fr, en }.get(self.context.lang)
    }

    fn write_line(&mut self, out: &mut String, content: &[Inline]) {
        let set = typography::set_inlines(content, self.context.lang);
        if self.context.allow_html && line::has_html(&set) {
            // A tag and its end are two elements of the line, so only the whole of it can be cleaned.
            let typed = self.written(|printer, out| line::write(printer, out, &set, false));
            out.push_str(&raw::cleaned(&typed));
        } else {
            line::write(self, out, &set, false);
        }
    }

    /// `tight` leaves out the paragraphs of a list whose items are lines.
    fn write_blocks(&mut self, out: &mut String, blocks: &[Block], tight: bool) {
        for block in blocks {
            self.write_block(out, &block.kind, tight);
            out.push('\n');
        }
    }

    fn write_block(&mut self, out: &mut String, block: &BlockKind, tight: bool) {
        match block {
            BlockKind::Heading(heading) => self.write_heading(out, heading),
            BlockKind::Paragraph(content) => match content.as_slice() {
                [Inline::Image(image)] if !image.title.is_empty() => self.write_figure(out, content, &image.title),
                _ if edit::write_whole(self, out, content) => {}
                _ if tight => self.write_line(out, content),
                _ => {
                    out.push_str("<p>");
                    self.write_line(out, content);
                    out.push_str("</p>");
                }
            },
            BlockKind::Quote(inside) => {
                out.push_str("<blockquote>\n");
                self.write_blocks(out, inside, false);
                out.push_str("</blockquote>");
            }
            BlockKind::Alert(alert, inside) => self.write_alert(out, *alert, inside),
            BlockKind::List { start, tight, items } => self.write_list(out, *start, *tight, items),
            BlockKind::Code { language, text } => write_code(out, language.as_deref(), text),
            BlockKind::Table(table) => self.write_table(out, table),
            BlockKind::Definitions(definitions) => {
                out.push_str("<dl>\n");
                for definition in definitions {
                    for term in &definition.terms {
                        out.push_str("<dt>");
                        self.write_line(out, term);
                        out.push_str("</dt>\n");
                    }
                    for meaning in &definition.meanings {
                        out.push_str("<dd>");
                        self.write_blocks(out, meaning, meaning.len() == 1);
                        out.truncate(out.trim_end().len());
                        out.push_str("</dd>\n");
                    }
                }
                out.push_str("</dl>");
            }
            BlockKind::Rule => out.push_str("<hr>"),
            BlockKind::Html(html) if self.context.allow_html => out.push_str(&raw::cleaned(html)),
            BlockKind::Html(html) => {
                out.push_str("<p>");
                write_text(out, html.trim());
                out.push_str("</p>");
            }
            BlockKind::Data(_) => {}
        }
    }

    fn write_heading(&mut self, out: &mut String, heading: &Heading) {
        let level = heading.level.saturating_add(self.context.heading_shift).clamp(1, 6);
        out.push_str(&format!("<h{level}"));
        if let Some(anchor) = &heading.anchor {
            write_attribute(out, "id", anchor);
        }
        if !heading.classes.is_empty() {
            write_attribute(out, "class", &heading.classes.join(" "));
        }
        out.push('>');
        self.write_line(out, &heading.content);
        if let Some(anchor) = &heading.anchor {
            let title = plain::inlines_with(&heading.content, self.context.links);
            let label = match self.context.lang {
                Lang::Fr => format!("Lien permanent vers « {title} »"),
                Lang::En => format!("Permanent link to “{title}”"),
            };
            out.push_str(" <a class=\"permalink\"");
            write_attribute(out, "href", &format!("#{anchor}"));
            write_attribute(out, "aria-label", &typography::set(&label, self.context.lang));
            out.push_str(">#</a>");
        }
        out.push_str(&format!("</h{level}>"));
    }

    fn write_figure(&mut self, out: &mut String, image: &[Inline], title: &str) {
        out.push_str("<figure>");
        self.write_line(out, image);
        out.push_str("<figcaption>");
        line::write(self, out, &typography::set_line(title, self.context.lang), false);
        out.push_str("</figcaption></figure>");
    }

    fn write_alert(&mut self, out: &mut String, alert: Alert, inside: &[Block]) {
        let (class, title) = match alert {
            Alert::Note => ("note", self.say("Note de l’éditeur", "Editor’s note")),
            Alert::Tip => ("tip", self.say("Bon à savoir", "Good to know")),
            Alert::Important => ("important", self.say("Important", "Important")),
            Alert::Warning => ("warning", self.say("Attention", "Warning")),
            Alert::Caution => ("caution", self.say("Prudence", "Caution")),
        };
        out.push_str(&format!(
            "<aside class=\"note note-{class}\" role=\"note\">\n<p class=\"note-title\">{title}</p>\n"
        ));
        self.write_blocks(out, inside, false);
        out.push_str("</aside>");
    }

    fn write_list(&mut self, out: &mut String, start: Option<u64>, tight: bool, items: &[Vec<Block>]) {
        let name = if start.is_some() { "ol" } else { "ul" };
        out.push('<');
        out.push_str(name);
        if let Some(start) = start.filter(|&start| start != 1) {
            write_attribute(out, "start", &start.to_string());
        }
        out.push_str(">\n");
        for item in items {
            out.push_str("<li>");
            self.write_blocks(out, item, tight);
            out.truncate(out.trim_end().len());
            out.push_str("</li>\n");
        }
        out.push_str(&format!("</{name}>"));
    }

    /// A table in a region that scrolls by itself, which the keyboard must be able to reach.
    fn write_table(&mut self, out: &mut String, table: &Table) {
        let Table { align, head, rows } = table;
        self.tables += 1;
        let columns: Vec<String> = head.iter().map(|cell| plain::inlines_with(cell, self.context.links)).collect();
        let (word, number) = (self.say("Tableau", "Table"), self.tables);
        let named = columns.iter().any(|column| !column.trim().is_empty());
        let label = match (named, self.context.lang) {
            (false, _) => format!("{word} {number}"),
            (true, Lang::Fr) => typography::set(&format!("{word} {number} : {}", columns.join(", ")), Lang::Fr),
            (true, Lang::En) => format!("{word} {number}: {}", columns.join(", ")),
        };
        out.push_str("<div class=\"table\" role=\"region\" tabindex=\"0\"");
        write_attribute(out, "aria-label", &label);
        out.push_str(">\n<table>\n");
        if named {
            out.push_str("<thead>\n<tr>");
            for (cell, column) in head.iter().zip(0..) {
                // A header cell without words is no header.
                let header = !columns[column].trim().is_empty();
                out.push_str(if header { "<th scope=\"col\"" } else { "<td" });
                write_align(out, align.get(column));
                self.write_line(out, cell);
                out.push_str(if header { "</th>" } else { "</td>" });
            }
            out.push_str("</tr>\n</thead>\n");
        }
        out.push_str("<tbody>\n");
        for row in rows {
            out.push_str("<tr>");
            for (cell, column) in row.iter().zip(0..) {
                out.push_str("<td");
                write_align(out, align.get(column));
                self.write_line(out, cell);
                out.push_str("</td>");
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody>\n</table>\n</div>");
    }

    fn note_id(&self, number: usize) -> String {
        format!("{}note:{number}", self.context.note_prefix)
    }

    fn mark_id(&self, number: usize, mark: usize) -> String {
        match mark {
            1 => format!("{}mark:{number}", self.context.note_prefix),
            _ => format!("{}mark:{number}:{mark}", self.context.note_prefix),
        }
    }

    fn backlinks(&self, number: usize, marks: usize) -> String {
        let mut out = String::new();
        for mark in 1..=marks {
            out.push_str(" <a class=\"backlink\" role=\"doc-backlink\"");
            write_attribute(&mut out, "href", &format!("#{}", self.mark_id(number, mark)));
            let label = match (self.context.lang, mark) {
                (Lang::Fr, 1) => format!("Retour à l’appel de la note {number}"),
                (Lang::Fr, _) => format!("Retour à l’appel {mark} de la note {number}"),
                (Lang::En, 1) => format!("Back to the mark of note {number}"),
                (Lang::En, _) => format!("Back to mark {mark} of note {number}"),
            };
            write_attribute(&mut out, "aria-label", &label);
            out.push_str(">↩</a>");
        }
        out
    }
}

fn write_align(out: &mut String, align: Option<&Align>) {
    out.push_str(match align {
        Some(Align::Left) => " class=\"left\">",
        Some(Align::Center) => " class=\"center\">",
        Some(Align::Right) => " class=\"right\">",
        Some(Align::None) | None => ">",
    });
}

fn write_code(out: &mut String, language: Option<&str>, text: &str) {
    // A long line scrolls, so the keyboard must be able to reach the block.
    out.push_str("<pre class=\"code\" tabindex=\"0\"><code");
    if let Some(language) = language {
        write_attribute(out, "class", &format!("language-{language}"));
    }
    out.push('>');
    match language.and_then(|language| code::highlighted(language, text)) {
        Some(html) => out.push_str(&html),
        None => write_text(out, text),
    }
    out.push_str("</code></pre>");
}

#[cfg(test)]
mod tests;
