//! An annotation: a reviewer's remark on a passage of a record, anchored by its exact words.
//!
//! The anchor is a quotation with what stands around it, as the Web Annotation Data Model's `TextQuoteSelector` (W3C 2017).

use std::sync::Arc;

use crate::inputs::Span;

use super::fields::Fields;

#[derive(Clone, Debug, PartialEq)]
pub struct Annotation {
    /// The id of the record that holds the passage.
    pub record: String,
    /// The place in it: a section, a measure, a table.
    pub anchor: Option<Arc<str>>,
    /// The exact words; `None` where the remark is on the whole place.
    pub quote: Option<String>,
    /// Where the quotation stands in the annotation's file, else where the place is named.
    pub quote_span: Span,
    pub before: Option<String>,
    pub after: Option<String>,
    pub disposition: Disposition,
    /// True where everyone may read it; otherwise only builds with drafts hold it.
    pub is_public: bool,
}

/// What became of a remark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Disposition {
    #[default]
    Open,
    Accepted,
    Partly,
    Rejected,
    Noted,
}

impl Disposition {
    pub const ALL: [Disposition; 5] =
        [Disposition::Open, Disposition::Accepted, Disposition::Partly, Disposition::Rejected, Disposition::Noted];

    /// The word that the sources use.
    pub fn key(self) -> &'static str {
        match self {
            Disposition::Open => "open",
            Disposition::Accepted => "accepted",
            Disposition::Partly => "partly",
            Disposition::Rejected => "rejected",
            Disposition::Noted => "noted",
        }
    }
}

/// Reads what every annotation has from its fields; `None` where it names no place, which was found fault with.
pub fn read(fields: &Fields) -> Option<Annotation> {
    let at = fields.links("at").next()?;
    let disposition = fields.text("disposition");
    Some(Annotation {
        record: at.target.clone(),
        anchor: at.anchor.clone(),
        quote: fields.text("quote").filter(|quote| !quote.trim().is_empty()),
        quote_span: fields.get("quote").map_or_else(|| at.span.clone(), |item| item.span.clone()),
        before: fields.text("before"),
        after: fields.text("after"),
        disposition: Disposition::ALL
            .into_iter()
            .find(|known| disposition.as_deref() == Some(known.key()))
            .unwrap_or_default(),
        is_public: fields.text("visibility").as_deref() == Some("public"),
    })
}
