//! Legal texts recognised in prose by their form.

use crate::inputs::Span;
use crate::prose::Block;

pub enum Kind {
    Loi,
}

impl Kind {
    pub fn key(&self) -> &'static str {
        "loi"
    }
}

pub struct Found {
    pub kind: Kind,
    pub number: Option<String>,
    pub date: Option<String>,
    pub name: Option<String>,
    pub words: String,
}

pub fn mark(
    _: &mut Vec<Block>,
    _: &dyn Fn(&Found) -> Option<String>,
    _: &mut Vec<(String, Option<String>, Span, String)>,
    _: &mut Vec<(Found, Span)>,
) {
}
