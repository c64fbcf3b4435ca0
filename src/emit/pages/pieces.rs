//! The small things of which lines of pages are made: links, dates, states. Templates place each whole.

use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::diagnostics::Lang;
use crate::model::time::When;
use crate::prose::html;
use crate::prose::typography;
use crate::site::Html;

/// Words that may lead somewhere.
#[derive(Clone, Debug, Default)]
pub(super) struct Link {
    pub html: String,
    pub href: Option<String>,
    pub lang: Option<String>,
    /// Said beside it, smaller.
    pub note: Option<String>,
}

impl Link {
    fn drawn(&self) -> Html {
        let Link { html, href, lang, note } = self;
        let mut out = String::with_capacity(html.len() + href.as_deref().map_or(0, str::len) + 24);
        let end = match (href, lang) {
            (Some(href), _) => {
                out.push_str("<a");
                html::write_attribute(&mut out, "href", href);
                // On paper, words that are the address already have none behind them.
                if html == href {
                    html::write_attribute(&mut out, "class", "is-address");
                }
                "</a>"
            }
            (None, Some(_)) => {
                out.push_str("<span");
                "</span>"
            }
            (None, None) => "",
        };
        if let Some(lang) = lang {
            html::write_attribute(&mut out, "lang", lang);
        }
        if !end.is_empty() {
            out.push('>');
        }
        out.push_str(html);
        out.push_str(end);
        if let Some(note) = note {
            out.push_str(" <span class=\"aside\">");
            html::write_text(&mut out, note);
            out.push_str("</span>");
        }
        Html::new(&out)
    }
}

impl Serialize for Link {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.drawn().serialize(serializer)
    }
}

/// The way to a page: its address, and what it is called as HTML.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Way {
    pub href: String,
    pub html: String,
}

/// A date in words. A copy is another handle on it.
#[derive(Clone, Debug)]
pub(super) struct Date(Arc<DateWords>);

/// The words of a date as plain text and as HTML, as the element that templates place, and its EDTF or recurrence rule.
#[derive(Debug)]
struct DateWords {
    text: String,
    html: String,
    drawn: Html,
    edtf: Arc<str>,
}

impl Date {
    pub fn new(when: &When, lang: Lang) -> Date {
        let edtf = when.edtf().or_else(|| when.rrule()).unwrap_or_default();
        let words = when.display(lang);
        let html = html::text(&words, lang);
        let drawn = match is_datetime(&edtf) {
            true => Html::new(&format!("<time datetime=\"{edtf}\">{html}</time>")),
            false => Html::new(&format!("<span class=\"date\">{html}</span>")),
        };
        Date(Arc::new(DateWords { text: typography::set(&words, lang), html, drawn, edtf: edtf.into() }))
    }

    /// The words without markup.
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// The words as HTML, without an element of their own.
    pub fn html(&self) -> &str {
        &self.0.html
    }

    pub fn edtf(&self) -> Arc<str> {
        self.0.edtf.clone()
    }
}

/// Whether a `datetime` attribute may hold it: a year, a month or a day.
fn is_datetime(edtf: &str) -> bool {
    matches!(edtf.len(), 4 | 7 | 10)
        && edtf.bytes().enumerate().all(|(at, b)| if at == 4 || at == 7 { b == b'-' } else { b.is_ascii_digit() })
        && edtf.get(5..7).is_none_or(|month| ("01"..="12").contains(&month))
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.drawn.serialize(serializer)
    }
}

/// How something stands: a key for its shape and colour, and the word.
#[derive(Clone, Debug)]
pub(super) struct StateView {
    pub key: &'static str,
    pub label: String,
}

impl Serialize for StateView {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = format!("<span class=\"state is-{}\">", self.key);
        html::write_text(&mut out, &self.label);
        out.push_str("</span>");
        Html::new(&out).serialize(serializer)
    }
}
