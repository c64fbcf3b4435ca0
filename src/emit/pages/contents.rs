//! The contents of a page: what leads to its parts, drawn once for the two places where it stands.

use serde::{Serialize, Serializer};

use crate::prose::html;
use crate::site::Html;

/// An entry of a contents list, and those under it.
#[derive(Clone, Debug, Default)]
pub(super) struct Contents {
    pub href: String,
    pub html: String,
    pub number: Option<String>,
    pub children: Vec<Contents>,
}

impl Contents {
    pub fn new(id: &str, html: impl Into<String>) -> Contents {
        Contents { href: format!("#{id}"), html: html.into(), ..Contents::default() }
    }
}

/// Gives a contents list to the templates as one list of HTML; empty where nothing is in it.
pub(super) fn drawn<S: Serializer>(entries: &[Contents], serializer: S) -> Result<S::Ok, S::Error> {
    let mut out = String::new();
    write(&mut out, entries);
    Html::new(&out).serialize(serializer)
}

fn write(out: &mut String, entries: &[Contents]) {
    if entries.is_empty() {
        return;
    }
    out.push_str("<ol>");
    for entry in entries {
        out.push_str("\n<li><a");
        html::write_attribute(out, "href", &entry.href);
        out.push('>');
        match &entry.number {
            Some(number) => {
                out.push_str("<span class=\"contents-number\">");
                html::write_text(out, number);
                out.push_str("</span> <span class=\"contents-text\">");
                out.push_str(&entry.html);
                out.push_str("</span>");
            }
            None => out.push_str(&entry.html),
        }
        out.push_str("</a>");
        write(out, &entry.children);
        out.push_str("</li>");
    }
    out.push_str("\n</ol>");
}
