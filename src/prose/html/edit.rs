//! What went, came or moved between two versions of a text, as HTML: words in a line, or raw HTML as a whole.

use std::borrow::Cow;

use super::escape::write_text;
use super::{Printer, line, raw};
use crate::prose::{Inline, Moved, typography};

/// How a change is shown: its element, with the class of what moved, and its word.
struct Edit {
    element: &'static str,
    class: &'static str,
    word: String,
}

fn edit<'c>(printer: &Printer<'_>, inline: &'c Inline) -> Option<(Edit, &'c [Inline])> {
    let (element, class, word, content) = match inline {
        Inline::Removed(content) => ("del", "", printer.say("supprimé :", "deleted:").to_owned(), content),
        Inline::Added(content) => ("ins", "", printer.say("ajouté :", "added:").to_owned(), content),
        Inline::Moved(moved) => {
            let Moved { away, place, content } = &**moved;
            let word = match (away, place) {
                (true, None) => printer.say("déplacé :", "moved away:").to_owned(),
                (false, None) => printer.say("déplacé ici :", "moved here:").to_owned(),
                (true, Some(place)) => printer.say("déplacé vers « {} » :", "moved to “{}”:").replace("{}", place),
                (false, Some(place)) => printer.say("venu de « {} » :", "moved from “{}”:").replace("{}", place),
            };
            (if *away { "del" } else { "ins" }, "moved", word, content)
        }
        _ => return None,
    };
    Some((Edit { element, class, word: typography::set(&word, printer.context.lang) }, content))
}

/// Words that went or came; false for anything else. Those who hear the page, or copy from it, get in brackets what others
/// see.
pub(super) fn write(printer: &mut Printer<'_>, out: &mut String, inline: &Inline, linked: bool) -> bool {
    let Some((Edit { element, class, word }, content)) = edit(printer, inline) else { return false };
    // The spaces around a sentence that moved stand outside of what is said of it.
    let is_moved = matches!(inline, Inline::Moved(_));
    let (before, content, after) = if is_moved { without_spaces(content) } else { ("", Cow::Borrowed(content), "") };
    out.push_str(before);
    let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
    out.push_str(&format!("<{element}{class}><span class=\"unseen\">["));
    write_text(out, &word);
    out.push_str(" </span>");
    line::write(printer, out, &content, linked);
    out.push_str(&format!("<span class=\"unseen\">]</span></{element}>{after}"));
    true
}

/// A line without the spaces at its ends, between those.
fn without_spaces(line: &[Inline]) -> (&'static str, Cow<'_, [Inline]>, &'static str) {
    let mut line = line.to_vec();
    let (mut before, mut after) = ("", "");
    if let Some(Inline::Text { text, .. }) = line.first_mut()
        && text.starts_with(char::is_whitespace)
    {
        (before, *text) = (" ", text.trim_start().to_owned());
    }
    if let Some(Inline::Text { text, .. }) = line.last_mut()
        && text.ends_with(char::is_whitespace)
    {
        (after, *text) = (" ", text.trim_end().to_owned());
    }
    (before, Cow::Owned(line), after)
}

/// A block of raw HTML that went or came, of which no words are compared: below a line that says so, as it looks where it
/// stands, but for its ids and for what leads to a place beside its own page. False for anything else.
pub(super) fn write_whole(printer: &Printer<'_>, out: &mut String, content: &[Inline]) -> bool {
    let [only] = content else { return false };
    let Some((Edit { element, class, word }, [Inline::Html { html, .. }])) = edit(printer, only) else { return false };
    if !printer.context.allow_html {
        return false;
    }
    let space = if class.is_empty() { "" } else { " " };
    out.push_str(&format!("<{element} class=\"whole{space}{class}\"><p class=\"whole-label\">"));
    write_text(out, &word);
    out.push_str("</p>\n");
    out.push_str(raw::cleaned_apart(html).trim_end());
    out.push_str(&format!("\n</{element}>"));
    true
}
