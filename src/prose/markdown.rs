//! Tree → Markdown: the same text again, for the twin of a page.
//!
//! Reading what this prints gives the same tree, spans aside, as long as no [`Links`] are given. With them, references
//! become ordinary links, so that the Markdown says where it leads to whoever has no corpus.

mod escape;

use super::{
    Alert, Align, Block, BlockKind, Citation, Footnote, Heading, Inline, Link, Links, Prose, Reference, Table, is_safe,
};

/// How a tree is printed as Markdown.
#[derive(Clone, Copy, Default)]
pub struct MarkdownContext<'a> {
    /// Where references and addresses lead; without it they are printed as they were written.
    pub links: Option<&'a dyn Links>,
    /// True where raw HTML is printed as it was typed; else it is escaped and so becomes text.
    pub allow_html: bool,
    /// Added to the level of each heading.
    pub heading_shift: u8,
}

/// A whole text with its footnotes, without an empty line at its end. Blocks of data are left out.
pub fn prose(prose: &Prose, context: &MarkdownContext<'_>) -> String {
    let mut out = blocks(&prose.blocks, context);
    let notes = footnotes(&prose.footnotes, context);
    if !out.is_empty() && !notes.is_empty() {
        out.push('\n');
    }
    out + &notes
}

/// Blocks, each ended by a line end, with empty lines between them.
pub fn blocks(blocks: &[Block], context: &MarkdownContext<'_>) -> String {
    let mut out = Vec::new();
    write_blocks(&mut out, blocks, context, false);
    joined(&out)
}

/// The definitions of footnotes.
pub fn footnotes(footnotes: &[Footnote], context: &MarkdownContext<'_>) -> String {
    let mut out = Vec::new();
    for note in footnotes {
        separate(&mut out);
        let mut inside = Vec::new();
        write_blocks(&mut inside, &note.blocks, context, false);
        indented(&mut out, &format!("[^{}]: ", note.label), "    ", inside);
    }
    joined(&out)
}

/// A line.
pub fn inlines(content: &[Inline], context: &MarkdownContext<'_>) -> String {
    let mut line = String::new();
    write_inlines(&mut line, content, context);
    escape::line_starts(&line)
}

/// Lines without their ends become a text.
fn joined(lines: &[String]) -> String {
    lines.iter().flat_map(|line| [line.trim_end_matches(' '), "\n"]).collect()
}

fn separate(out: &mut Vec<String>) {
    if out.last().is_some_and(|last| !last.is_empty()) {
        out.push(String::new());
    }
}

/// Adds lines behind a first mark, such as a bullet, and an indent of the same meaning.
fn indented(out: &mut Vec<String>, mark: &str, indent: &str, lines: Vec<String>) {
    if lines.is_empty() {
        out.push(mark.trim_end().to_owned());
    }
    for (number, line) in lines.into_iter().enumerate() {
        let before = if number == 0 { mark } else { indent };
        out.push(if line.is_empty() { before.trim_end().to_owned() } else { format!("{before}{line}") });
    }
}

fn write_blocks(out: &mut Vec<String>, blocks: &[Block], context: &MarkdownContext<'_>, tight: bool) {
    let mut before: Option<&BlockKind> = None;
    for block in blocks {
        if matches!(block.kind, BlockKind::Data(_)) {
            continue;
        }
        if !tight {
            separate(out);
        }
        if needs_parting(before, &block.kind) {
            // Without something between them the two would be read as one.
            out.extend(["<!-- -->".to_owned(), String::new()]);
        }
        write_block(out, &block.kind, context);
        before = Some(&block.kind);
    }
}

/// True for two lists, two quotations or the like, which would run into one another.
fn needs_parting(before: Option<&BlockKind>, block: &BlockKind) -> bool {
    match (before, block) {
        (Some(BlockKind::List { start: one, .. }), BlockKind::List { start: two, .. }) => {
            one.is_some() == two.is_some()
        }
        (Some(BlockKind::Definitions(_)), BlockKind::Definitions(_)) => true,
        _ => false,
    }
}

fn write_block(out: &mut Vec<String>, block: &BlockKind, context: &MarkdownContext<'_>) {
    match block {
        BlockKind::Heading(heading) => out.push(heading_line(heading, context)),
        BlockKind::Paragraph(content) => write_line(out, content, context),
        BlockKind::Quote(inside) => {
            let mut lines = Vec::new();
            write_blocks(&mut lines, inside, context, false);
            indented(out, "> ", "> ", lines);
        }
        BlockKind::Alert(alert, inside) => {
            let name = match alert {
                Alert::Note => "NOTE",
                Alert::Tip => "TIP",
                Alert::Important => "IMPORTANT",
                Alert::Warning => "WARNING",
                Alert::Caution => "CAUTION",
            };
            let mut lines = vec![format!("[!{name}]")];
            let mut body = Vec::new();
            write_blocks(&mut body, inside, context, false);
            lines.extend(body);
            indented(out, "> ", "> ", lines);
        }
        BlockKind::List { start, tight, items } => {
            let first = start.unwrap_or(0);
            for (item, number) in items.iter().zip(first..) {
                if !*tight && number > first {
                    separate(out);
                }
                let mark = if start.is_some() { format!("{number}. ") } else { "- ".to_owned() };
                let mut lines = Vec::new();
                write_blocks(&mut lines, item, context, *tight);
                indented(out, &mark, &" ".repeat(mark.len()), lines);
            }
        }
        BlockKind::Code { language, text } => write_code(out, language.as_deref(), text),
        BlockKind::Table(table) => write_table(out, table, context),
        BlockKind::Definitions(definitions) => {
            for definition in definitions {
                separate(out);
                definition.terms.iter().for_each(|term| write_line(out, term, context));
                for meaning in &definition.meanings {
                    let mut lines = Vec::new();
                    write_blocks(&mut lines, meaning, context, false);
                    indented(out, ": ", "  ", lines);
                }
            }
        }
        BlockKind::Rule => out.push("***".to_owned()),
        BlockKind::Html(html) if context.allow_html => out.extend(html.trim_end().split('\n').map(str::to_owned)),
        BlockKind::Html(html) => {
            out.extend(escape::text(html.trim()).split('\n').map(|line| escape::line_start(line).into_owned()))
        }
        BlockKind::Data(_) => {}
    }
}

fn write_line(out: &mut Vec<String>, content: &[Inline], context: &MarkdownContext<'_>) {
    let mut lines = String::new();
    write_inlines(&mut lines, content, context);
    out.extend(lines.split('\n').map(|line| escape::line_start(line).into_owned()));
}

fn heading_line(heading: &Heading, context: &MarkdownContext<'_>) -> String {
    let level = usize::from(heading.level.saturating_add(context.heading_shift).clamp(1, 6));
    let mut line = String::new();
    write_inlines(&mut line, &heading.content, context);
    let mut line = format!("{} {}", "#".repeat(level), line.replace("\\\n", " ").replace('\n', " "));
    if line.ends_with('#') {
        line.insert(line.len() - 1, '\\');
    }
    let anchor = heading.anchor.iter().map(|anchor| format!("#{anchor}"));
    let attributes: Vec<String> = anchor.chain(heading.classes.iter().map(|class| format!(".{class}"))).collect();
    if !attributes.is_empty() {
        line.push_str(&format!(" {{{}}}", attributes.join(" ")));
    } else if line.ends_with('}') {
        line.insert(line.len() - 1, '\\');
    }
    line
}

fn write_code(out: &mut Vec<String>, language: Option<&str>, text: &str) {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    out.push(format!("{fence}{}", language.unwrap_or("")));
    out.extend(text.strip_suffix('\n').unwrap_or(text).split('\n').filter(|_| !text.is_empty()).map(str::to_owned));
    out.push(fence);
}

fn write_table(out: &mut Vec<String>, table: &Table, context: &MarkdownContext<'_>) {
    let Table { align, head, rows } = table;
    let row = |cells: &[Vec<Inline>]| {
        let mut line = String::from("|");
        for cell in cells {
            let mut text = String::new();
            write_inlines(&mut text, cell, context);
            line.push(' ');
            line.push_str(&escape::bars(&text.replace("\\\n", " ").replace('\n', " ")));
            line.push_str(" |");
        }
        line
    };
    out.push(row(head));
    let rule = |align: &Align| match align {
        Align::None => " --- |",
        Align::Left => " :-- |",
        Align::Center => " :-: |",
        Align::Right => " --: |",
    };
    out.push(std::iter::once("|").chain(align.iter().map(rule)).collect());
    out.extend(rows.iter().map(|cells| row(cells)));
}

fn write_inlines(out: &mut String, content: &[Inline], context: &MarkdownContext<'_>) {
    for inline in content {
        if matches!(inline, Inline::Link(_) | Inline::Reference(_) | Inline::FootnoteMark { .. } | Inline::Citation(_))
        {
            escape::before_bracket(out);
        }
        match inline {
            Inline::Text { text, .. } => out.push_str(&escape::text(text)),
            Inline::Mention { text, .. } => out.push_str(&escape::text(text)),
            Inline::Emphasis(content) => write_wrapped(out, "*", content, context),
            Inline::Strong(content) => write_wrapped(out, "**", content, context),
            Inline::Strikethrough(content) => write_wrapped(out, "~~", content, context),
            Inline::Superscript(content) => write_wrapped(out, "^", content, context),
            Inline::Subscript(content) => write_wrapped(out, "~", content, context),
            Inline::Marked(_) | Inline::Moved(_) | Inline::Removed(_) | Inline::Added(_) => {
                write_inlines(out, inline.inside().unwrap_or_default(), context)
            }
            Inline::Code(text) => out.push_str(&escape::code(text)),
            Inline::Link(link) => {
                let Link { address, title, content, .. } = &**link;
                let href = address_of(address, context);
                let start = out.len();
                write_inlines(out, content, context);
                if let Some(href) = href {
                    out.insert(start, '[');
                    out.push_str(&format!("]({}{})", escape::address(&href), escape::title(title)));
                }
            }
            Inline::Image(image) => match address_of(&image.address, context) {
                Some(href) => {
                    let (alt, title) = (escape::text(&image.alt), escape::title(&image.title));
                    out.push_str(&format!("![{alt}]({}{title})", escape::address(&href)));
                }
                None => out.push_str(&escape::text(&image.alt)),
            },
            Inline::Reference(reference) => {
                let Reference { target, anchor, words, .. } = &**reference;
                write_reference(out, target, anchor.as_deref(), words.as_deref(), context)
            }
            Inline::FootnoteMark { label, .. } => out.push_str(&format!("[^{label}]")),
            Inline::Citation(citation) => {
                let Citation { legal_text, text, .. } = &**citation;
                match context.links.and_then(|links| links.record(legal_text, None)) {
                    Some(found) => out.push_str(&format!("[{}]({})", escape::text(text), escape::address(&found.href))),
                    None => out.push_str(&escape::text(text)),
                }
            }
            Inline::SoftBreak => out.push('\n'),
            Inline::HardBreak => out.push_str("\\\n"),
            Inline::Html { html, .. } if context.allow_html => out.push_str(html),
            Inline::Html { html, .. } => out.push_str(&escape::text(html)),
        }
    }
}

fn write_wrapped(out: &mut String, mark: &str, content: &[Inline], context: &MarkdownContext<'_>) {
    // Two runs of the same mark that touch would be read as one longer mark.
    let other = match mark {
        "*" if out.ends_with('*') => "_",
        "**" if out.ends_with('*') => "__",
        _ => mark,
    };
    out.push_str(other);
    write_inlines(out, content, context);
    out.push_str(other);
}

fn address_of(address: &str, context: &MarkdownContext<'_>) -> Option<String> {
    let href = match context.links {
        Some(links) => links.address(address)?,
        None => return Some(address.to_owned()),
    };
    (is_safe(address) && is_safe(&href)).then_some(href)
}

fn write_reference(
    out: &mut String,
    target: &str,
    anchor: Option<&str>,
    words: Option<&[Inline]>,
    context: &MarkdownContext<'_>,
) {
    let mut shown = String::new();
    if let Some(words) = words {
        write_inlines(&mut shown, words, context);
    }
    let Some(links) = context.links else {
        let anchor = anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default();
        let bar = if words.is_some() { "|" } else { "" };
        out.push_str(&format!("[[{target}{anchor}{bar}{shown}]]"));
        return;
    };
    let found = links.record(target, anchor).filter(|found| is_safe(&found.href));
    if words.is_none() {
        shown = escape::text(found.as_ref().map_or(target, |found| &found.title)).into_owned();
    }
    match found {
        Some(found) => out.push_str(&format!("[{shown}]({})", escape::address(&found.href))),
        None => out.push_str(&shown),
    }
}

#[cfg(test)]
mod tests;
