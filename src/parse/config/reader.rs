//! Reads the values of a file of settings, and finds fault with those of another sort.

use std::sync::Arc;

use crate::diagnostics::{Both, Code, Finding, nearest};
use crate::inputs::{Place, Span};
use crate::parse::node::{Key, Node, Value};
use crate::say;

/// Reads values of one file and finds fault with those of another sort.
pub(in crate::parse) struct Reader<'a> {
    pub file: &'a Arc<str>,
    /// What its faults are called.
    pub code: &'static Code,
    pub findings: &'a mut Vec<Finding>,
}

impl Reader<'_> {
    pub fn fault(&mut self, span: Option<&Span>, message: Both, hint: Both) {
        let place = span.map_or(Place::whole(self.file), |span| Place::at(self.file, span.clone()));
        self.findings.push(Finding::new(self.code, place, message).hint(hint));
    }

    /// The entries of a map that has these fields; none, and a fault, where it is no map.
    pub fn fields<'n>(&mut self, node: &'n Node, known: &[&str]) -> &'n [(Key, Node)] {
        if let Value::Map(entries) = &node.value {
            return entries;
        }
        let all = known.join(", ");
        self.fault(
            Some(&node.span),
            say!(fr: "on attend des champs « nom: valeur »", en: "fields `name: value` are expected"),
            say!(fr: "les champs sont : {all}", en: "the fields are: {all}"),
        );
        &[]
    }

    pub fn unknown(&mut self, name: &str, span: &Span, known: &[&str]) {
        let near = nearest(name, known.iter().copied(), 2).join(", ");
        let all = known.join(", ");
        let hint = if near.is_empty() {
            say!(fr: "les champs sont : {all}", en: "the fields are: {all}")
        } else {
            say!(fr: "vouliez-vous dire : {near} ?", en: "did you mean: {near}?")
        };
        self.fault(
            Some(span),
            say!(fr: "aucun champ ne s’appelle « {name} »", en: "no field is called `{name}`"),
            hint,
        );
    }

    pub fn text(&mut self, node: &Node) -> Option<String> {
        let text = node.scalar().filter(|text| !text.trim().is_empty());
        if text.is_none() {
            self.fault(
                Some(&node.span),
                say!(fr: "on attend un texte", en: "a text is expected"),
                say!(fr: "écrivez quelques mots, ou retirez la ligne", en: "write some words, or remove the line"),
            );
        }
        text
    }

    pub fn address(&mut self, node: &Node) -> Option<String> {
        let text = self.text(node)?;
        let is_address =
            ["https://", "http://"].iter().any(|scheme| text.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty()))
                && !text.contains(|c: char| c.is_whitespace() || c.is_control() || "\"'<>\\^`{|}?#".contains(c));
        if is_address {
            return Some(text);
        }
        self.fault(
            Some(&node.span),
            say!(fr: "« {text} » n’est pas une adresse", en: "`{text}` is not an address"),
            say!(fr: "écrivez-la en entier : https://exemple.org/", en: "write it whole: https://example.org/"),
        );
        None
    }

    pub fn texts(&mut self, node: &Node) -> Vec<(String, Span)> {
        let Value::List(items) = &node.value else {
            return self.text(node).map(|text| (text, node.span.clone())).into_iter().collect();
        };
        items.iter().filter_map(|item| Some((self.text(item)?, item.span.clone()))).collect()
    }
}
