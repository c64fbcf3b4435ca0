//! The fields of a record, each read as its schema means it: a date is a date, prose is a tree, a reference is a name.

use std::sync::Arc;

use crate::inputs::Span;
use crate::prose::{Inline, Prose};
use crate::schema::Reference;

use super::time::When;

/// A mapping of the source, in its order. A name that the schema knows is the schema's own: records share it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fields {
    pub entries: Vec<(Arc<str>, Item)>,
}

/// One value and the bytes that it was written in.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    pub datum: Datum,
    pub span: Span,
}

/// A value by its meaning. A corpus has so many that what is large is boxed.
#[derive(Clone, Debug, PartialEq)]
pub enum Datum {
    Null,
    Bool(bool),
    Integer(i64),
    Number(f64),
    Text(String),
    Date(Box<When>),
    Link(Box<Link>),
    Prose(Box<Prose>),
    /// Markdown in one line.
    Line(Vec<Inline>),
    List(Vec<Item>),
    Map(Fields),
}

/// A reference to a record or to a provision of one, still by name.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    pub target: String,
    pub anchor: Option<Arc<str>>,
    /// What the schema says of it: the relation, its inverse, and the kinds that it may lead to.
    pub reference: Arc<Reference>,
    pub span: Span,
}

impl Fields {
    pub fn get(&self, name: &str) -> Option<&Item> {
        self.entries.iter().find(|(key, _)| **key == *name).map(|(_, item)| item)
    }

    /// The text of a field; a number is given as it prints.
    pub fn text(&self, name: &str) -> Option<String> {
        self.get(name)?.text()
    }

    pub fn date(&self, name: &str) -> Option<&When> {
        match &self.get(name)?.datum {
            Datum::Date(when) => Some(when),
            _ => None,
        }
    }

    pub fn prose(&self, name: &str) -> Option<&Prose> {
        match &self.get(name)?.datum {
            Datum::Prose(prose) => Some(prose),
            _ => None,
        }
    }

    pub fn map(&self, name: &str) -> Option<&Fields> {
        match &self.get(name)?.datum {
            Datum::Map(fields) => Some(fields),
            _ => None,
        }
    }

    pub fn truth(&self, name: &str) -> bool {
        matches!(self.get(name).map(|item| &item.datum), Some(Datum::Bool(true)))
    }

    /// The items of a list; a single value stands for a list of one.
    pub fn list(&self, name: &str) -> &[Item] {
        match self.get(name) {
            None | Some(Item { datum: Datum::Null, .. }) => &[],
            Some(Item { datum: Datum::List(items), .. }) => items,
            Some(single) => std::slice::from_ref(single),
        }
    }

    /// The maps of a list of maps.
    pub fn maps(&self, name: &str) -> impl Iterator<Item = &Fields> {
        self.placed_maps(name).map(|(fields, _)| fields)
    }

    /// The maps of a list of maps, with the bytes that each was written in.
    pub fn placed_maps(&self, name: &str) -> impl Iterator<Item = (&Fields, &Span)> {
        self.list(name).iter().filter_map(|item| match &item.datum {
            Datum::Map(fields) => Some((fields, &item.span)),
            _ => None,
        })
    }

    /// The references in a field, one or several.
    pub fn links(&self, name: &str) -> impl Iterator<Item = &Link> {
        self.list(name).iter().filter_map(|item| match &item.datum {
            Datum::Link(link) => Some(&**link),
            _ => None,
        })
    }

    /// Every reference at any depth, in order.
    pub fn all_links<'a>(&'a self, found: &mut Vec<&'a Link>) {
        for (_, item) in &self.entries {
            item.all_links(found);
        }
    }

    /// Every text at any depth, in order, with its field's name.
    pub fn all_prose<'a>(&'a self, found: &mut Vec<(&'a str, &'a Prose)>) {
        for (name, item) in &self.entries {
            item.all_prose(name, found);
        }
    }

    /// Every text in one line at any depth, in order.
    pub fn each_line<'a>(&'a self, see: &mut dyn FnMut(&'a [Inline])) {
        for (_, item) in &self.entries {
            item.each_line(see);
        }
    }

    /// Every text in one line at any depth, to be marked.
    pub fn each_line_mut(&mut self, change: &mut dyn FnMut(&mut Vec<Inline>)) {
        for (_, item) in &mut self.entries {
            item.each_line_mut(change);
        }
    }

    /// Every text at any depth, to be marked.
    pub fn each_prose_mut(&mut self, change: &mut dyn FnMut(&mut Prose)) {
        for (_, item) in &mut self.entries {
            item.each_prose_mut(change);
        }
    }
}

impl Item {
    pub fn text(&self) -> Option<String> {
        match &self.datum {
            Datum::Text(text) => Some(text.clone()),
            Datum::Integer(number) => Some(number.to_string()),
            Datum::Number(number) => Some(number.to_string()),
            Datum::Line(content) => Some(crate::prose::plain::inlines(content)),
            _ => None,
        }
    }

    fn all_links<'a>(&'a self, found: &mut Vec<&'a Link>) {
        match &self.datum {
            Datum::Link(link) => found.push(link),
            Datum::List(items) => items.iter().for_each(|item| item.all_links(found)),
            Datum::Map(fields) => fields.all_links(found),
            _ => {}
        }
    }

    fn all_prose<'a>(&'a self, name: &'a str, found: &mut Vec<(&'a str, &'a Prose)>) {
        match &self.datum {
            Datum::Prose(prose) => found.push((name, prose)),
            Datum::List(items) => items.iter().for_each(|item| item.all_prose(name, found)),
            Datum::Map(fields) => fields.all_prose(found),
            _ => {}
        }
    }

    fn each_line<'a>(&'a self, see: &mut dyn FnMut(&'a [Inline])) {
        match &self.datum {
            Datum::Line(content) => see(content),
            Datum::List(items) => items.iter().for_each(|item| item.each_line(see)),
            Datum::Map(fields) => fields.each_line(see),
            _ => {}
        }
    }

    fn each_line_mut(&mut self, change: &mut dyn FnMut(&mut Vec<Inline>)) {
        match &mut self.datum {
            Datum::Line(content) => change(content),
            Datum::List(items) => items.iter_mut().for_each(|item| item.each_line_mut(change)),
            Datum::Map(fields) => fields.each_line_mut(change),
            _ => {}
        }
    }

    fn each_prose_mut(&mut self, change: &mut dyn FnMut(&mut Prose)) {
        match &mut self.datum {
            Datum::Prose(prose) => change(prose),
            Datum::List(items) => items.iter_mut().for_each(|item| item.each_prose_mut(change)),
            Datum::Map(fields) => fields.each_prose_mut(change),
            _ => {}
        }
    }
}
