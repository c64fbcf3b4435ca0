//! The elements of a line as HTML.

use super::escape::{write_attribute, write_text};
use super::{Printer, edit};
use crate::prose::address::is_elsewhere;
use crate::prose::{Citation, Inline, Link, Marked, Reference, is_safe, plain, typography};

pub(super) fn has_html(content: &[Inline]) -> bool {
    content.iter().any(|inline| matches!(inline, Inline::Html { .. }) || inline.inside().is_some_and(has_html))
}

/// Writes a line that typography has been applied to. Within a link, `linked`, nothing else becomes one.
pub(super) fn write(printer: &mut Printer<'_>, out: &mut String, content: &[Inline], linked: bool) {
    for inline in content {
        write_inline(printer, out, inline, linked);
    }
}

fn write_inline(printer: &mut Printer<'_>, out: &mut String, inline: &Inline, linked: bool) {
    let links = printer.context.links;
    match inline {
        Inline::Text { text, .. } => write_text(out, text),
        Inline::Emphasis(content) => write_element(printer, out, "em", content, linked),
        Inline::Strong(content) => write_element(printer, out, "strong", content, linked),
        Inline::Strikethrough(content) => write_element(printer, out, "s", content, linked),
        Inline::Superscript(content) => write_element(printer, out, "sup", content, linked),
        Inline::Subscript(content) => write_element(printer, out, "sub", content, linked),
        Inline::Code(text) => {
            out.push_str("<code>");
            write_text(out, text);
            out.push_str("</code>");
        }
        Inline::Link(link) => {
            let Link { address, title, content, .. } = &**link;
            let href = Some(address).filter(|address| is_safe(address)).and_then(|address| links.address(address));
            let href = href.filter(|href| is_safe(href) && !linked);
            if let Some(href) = &href {
                out.push_str("<a");
                write_attribute(out, "href", href);
                if !title.is_empty() {
                    write_attribute(out, "title", &typography::set(title, printer.context.lang));
                }
                if is_elsewhere(href) {
                    out.push_str(" rel=\"external\"");
                    if says_itself(href, content) {
                        out.push_str(" class=\"is-address\"");
                    }
                }
                out.push('>');
            }
            match content.is_empty() {
                true => write_text(out, address),
                false => write(printer, out, content, linked || href.is_some()),
            }
            if href.is_some() {
                out.push_str("</a>");
            }
        }
        Inline::Image(image) => write_image(printer, out, &image.address, &image.alt, linked),
        Inline::Reference(reference) => {
            let Reference { target, anchor, words, .. } = &**reference;
            let found = links.record(target, anchor.as_deref()).filter(|found| is_safe(&found.href));
            if let Some(found) = found.as_ref().filter(|_| !linked) {
                out.push_str("<a");
                write_attribute(out, "href", &found.href);
                out.push('>');
            }
            match (words, &found) {
                (Some(words), _) => write(printer, out, words, linked || found.is_some()),
                (None, Some(found)) => {
                    let title = typography::set_line(&found.title, printer.context.lang);
                    write(printer, out, &title, true);
                }
                (None, None) => write_text(out, target),
            }
            if found.is_some() && !linked {
                out.push_str("</a>");
            }
        }
        Inline::FootnoteMark { label, .. } => write_mark(printer, out, label, linked),
        Inline::Mention { entry, text } => {
            let found = links.entry(entry).filter(|found| is_safe(&found.href) && !linked);
            match found {
                None => write_text(out, text),
                Some(found) => {
                    out.push_str("<a class=\"mention\"");
                    write_attribute(out, "href", &found.href);
                    write_attribute(out, "data-entry", entry);
                    let said =
                        |text: &Option<String>| text.as_deref().map(|text| typography::set(text, printer.context.lang));
                    // Not a `title`: that would name the link otherwise than its words, and show a tip of its own.
                    if let Some(expansion) = said(&found.expansion) {
                        write_attribute(out, "aria-description", &expansion);
                    }
                    out.push('>');
                    write_text(out, text);
                    out.push_str("</a>");
                }
            }
        }
        Inline::Citation(citation) => {
            let Citation { legal_text, text, .. } = &**citation;
            match links.record(legal_text, None).filter(|found| is_safe(&found.href) && !linked) {
                None => write_text(out, text),
                Some(found) => {
                    out.push_str("<a class=\"citation\"");
                    write_attribute(out, "href", &found.href);
                    out.push('>');
                    write_text(out, text);
                    out.push_str("</a>");
                }
            }
        }
        Inline::Marked(marked) => {
            let Marked { annotation, content } = &**marked;
            let Some(target) = links.annotation(annotation) else { return write(printer, out, content, linked) };
            out.push_str("<mark");
            if target.is_here {
                write_attribute(out, "id", &format!("page_passage_{annotation}"));
            }
            out.push('>');
            write(printer, out, content, linked);
            out.push_str("</mark>");
            if !linked {
                out.push_str("<sup class=\"annotation-mark\"><a");
                write_attribute(out, "href", &target.href);
                // The same word in both languages.
                write_attribute(out, "aria-label", &format!("Annotation {annotation}"));
                out.push_str(">※</a></sup>");
            }
        }
        Inline::Removed(_) | Inline::Added(_) | Inline::Moved(_) => {
            edit::write(printer, out, inline, linked);
        }
        Inline::SoftBreak => out.push('\n'),
        Inline::HardBreak => out.push_str("<br>\n"),
        Inline::Html { html, .. } if printer.context.allow_html => out.push_str(html),
        Inline::Html { html, .. } => write_text(out, html),
    }
}

fn write_element(printer: &mut Printer<'_>, out: &mut String, name: &str, content: &[Inline], linked: bool) {
    out.push('<');
    out.push_str(name);
    out.push('>');
    write(printer, out, content, linked);
    out.push_str("</");
    out.push_str(name);
    out.push('>');
}

/// An image of the site's own; one of another site becomes a link, since the site asks nothing of any other.
fn write_image(printer: &Printer<'_>, out: &mut String, address: &str, alt: &str, linked: bool) {
    let alt = typography::set(alt, printer.context.lang);
    let href =
        Some(address).filter(|address| is_safe(address)).and_then(|address| printer.context.links.address(address));
    match href.filter(|href| is_safe(href)) {
        Some(href) if !is_elsewhere(&href) => {
            out.push_str("<img");
            write_attribute(out, "src", &href);
            write_attribute(out, "alt", &alt);
            out.push_str(" loading=\"lazy\">");
        }
        Some(href) if !linked => {
            out.push_str("<a");
            write_attribute(out, "href", &href);
            out.push_str(" rel=\"external\">");
            write_text(out, &alt);
            out.push_str("</a>");
        }
        _ => write_text(out, &alt),
    }
}

/// True of a link whose words are its address, whole or as one says it: on paper it need not stand behind them.
fn says_itself(href: &str, content: &[Inline]) -> bool {
    let said = |text: &str| {
        let text = text.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
        text.trim_end_matches('/').to_owned()
    };
    content.is_empty() || said(&plain::inlines(content)) == said(href)
}

/// The mark of a footnote; a mark that stands for nothing is left out.
fn write_mark(printer: &mut Printer<'_>, out: &mut String, label: &str, linked: bool) {
    let Some(note) = printer.defined.iter().find(|note| note.label == label) else { return };
    let known = printer.noted.iter().position(|(known, _)| std::ptr::eq(*known, note));
    let at = known.unwrap_or_else(|| {
        printer.noted.push((note, 0));
        printer.noted.len() - 1
    });
    let number = at + 1;
    out.push_str("<sup class=\"note-mark\">");
    if linked {
        out.push_str(&number.to_string());
    } else {
        printer.noted[at].1 += 1;
        out.push_str("<a role=\"doc-noteref\"");
        write_attribute(out, "id", &printer.mark_id(number, printer.noted[at].1));
        write_attribute(out, "href", &format!("#{}", printer.note_id(number)));
        // The same word in both languages.
        write_attribute(out, "aria-label", &format!("Note {number}"));
        out.push_str(&format!(">{number}</a>"));
    }
    out.push_str("</sup>");
}
