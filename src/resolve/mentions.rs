//! The terms of the glossary in prose.

use std::collections::BTreeSet;

use crate::inputs::Span;
use crate::prose::Block;

pub struct Form {
    pub entry: String,
    pub written: Vec<String>,
    pub scope: Vec<String>,
}

pub struct Terms;

impl Terms {
    pub fn new(_: Vec<Form>) -> Terms {
        Terms
    }

    pub fn mark(&self, _: &mut Vec<Block>, _: &str, _: &mut BTreeSet<String>, _: &mut Vec<(String, Span)>) {}
}
