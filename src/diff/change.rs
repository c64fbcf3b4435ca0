//! One change of a record or of a provision: where it is, what stood there and what stands there now.

use crate::diagnostics::Lang;
use crate::model::time::Day;
use crate::model::{Datum, Item};
use crate::prose::Block;
use crate::schema::Shape;

/// A change and the way to it, from the record or the provision that it is in.
#[derive(Clone, Debug)]
pub struct Change<'a> {
    pub path: Vec<Step<'a>>,
    pub shift: Shift<'a>,
}

/// A step into what a record says.
#[derive(Clone, Debug)]
pub enum Step<'a> {
    /// A field by its name, and what its schema says of it.
    Field(&'a str, Option<&'a Shape>),
    /// An entry of a list, by what names it.
    Entry(Value<'a>),
    /// What is no field, by the key of its words: `diff.text`, `diff.heading`.
    Part(&'static str),
}

#[derive(Clone, Debug)]
pub enum Shift<'a> {
    /// Another value; without one, there was or there is nothing.
    Value { old: Option<Value<'a>>, new: Option<Value<'a>> },
    /// Entries of a list that came or went; or the same ones in another order.
    List { removed: Vec<Value<'a>>, added: Vec<Value<'a>>, is_reordered: bool },
    /// Both texts in one tree, with the words that went, came or moved marked.
    Text(Vec<Block>),
    /// The same words, with other emphasis, links or pictures.
    Markup,
}

/// Which of both corpora a value is from: names are looked up there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Old,
    New,
}

#[derive(Clone, Debug)]
pub enum Value<'a> {
    Item(Side, &'a Item, &'a Shape),
    Words(String),
    /// An address, a tag: no words.
    Name(String),
    Day(Day),
    /// The word of a schema for one of the values that it lists.
    Key(&'a Shape, &'static str),
    /// The name of a kind.
    Kind(&'a str),
    /// The role of a section, by its name in the schema of a kind.
    Role(&'a str, &'a str),
}

impl Value<'_> {
    /// A value as programs read it: dates as EDTF, references as ids, numbers as written.
    pub fn exact(&self) -> String {
        match self {
            Value::Words(text) | Value::Name(text) => text.clone(),
            Value::Day(day) => day.to_string(),
            Value::Key(_, key) => (*key).to_owned(),
            Value::Kind(kind) => (*kind).to_owned(),
            Value::Role(_, role) => (*role).to_owned(),
            Value::Item(_, item, _) => match &item.datum {
                Datum::Date(when) => when.edtf().or_else(|| when.rrule()).unwrap_or_else(|| when.describe(Lang::En)),
                Datum::Link(link) => match &link.anchor {
                    Some(anchor) => format!("{}#{anchor}", link.target),
                    None => link.target.clone(),
                },
                _ => item.text().unwrap_or_default(),
            },
        }
    }
}
