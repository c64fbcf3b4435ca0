//! What a scalar means: the core schema of YAML 1.2, and text wherever a number would not print as it was written.

use std::borrow::Cow;

use granit_parser::Tag;

use crate::parse::node::Value;

use super::fault::What;

/// What the tag of a node asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// No tag, or one that only a program of its own knows.
    Any,
    /// `!`: text, unless it is a list or a map.
    Plainly,
    Text,
    Null,
    Bool,
    Integer,
    Number,
    List,
    Map,
}

impl Sort {
    pub(super) fn of(tag: Option<&Tag>) -> Sort {
        let Some(tag) = tag else { return Sort::Any };
        let own = tag.suffix_in_namespace("!");
        let name = own.or_else(|| tag.suffix_in_namespace("tag:yaml.org,2002:"));
        match name.as_deref() {
            Some("") => Sort::Plainly,
            Some("str") => Sort::Text,
            Some("null") => Sort::Null,
            Some("bool") => Sort::Bool,
            Some("int") => Sort::Integer,
            Some("float") => Sort::Number,
            Some("seq") => Sort::List,
            Some("map") => Sort::Map,
            _ => Sort::Any,
        }
    }
}

/// The value of a scalar; `plain` when it stands neither in quotation marks nor in a block.
pub(super) fn scalar(written: Cow<str>, plain: bool, sort: Sort) -> Result<Value, What> {
    let bare = || written.trim_matches([' ', '\t', '\r', '\n']);
    match sort {
        Sort::Any if plain => untagged(written),
        Sort::Any | Sort::Plainly | Sort::Text => Ok(text(written)),
        Sort::Null => Ok(Value::Null),
        Sort::Bool => truth(bare()).ok_or(What::NotAsTagged),
        Sort::Integer => integer(bare()).ok_or(What::NotAsTagged),
        Sort::Number => number(bare())?.map(Value::Number).ok_or(What::NotAsTagged),
        Sort::List | Sort::Map => Err(What::NotAsTagged),
    }
}

fn untagged(written: Cow<str>) -> Result<Value, What> {
    if matches!(&*written, "" | "~" | "null" | "Null" | "NULL") {
        return Ok(Value::Null);
    }
    if let Some(truth) = truth(&written) {
        return Ok(truth);
    }
    // Most words show by their first letter that they are no numbers.
    let maybe = written.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.'));
    if !maybe || written.contains('_') || has_leading_zero(&written) {
        return Ok(text(written));
    }
    if let Some(integer) = integer(&written) {
        return Ok(integer);
    }
    Ok(number(&written)?.map_or_else(|| text(written), Value::Number))
}

fn truth(written: &str) -> Option<Value> {
    match written {
        "true" | "True" | "TRUE" => Some(Value::Bool(true)),
        "false" | "False" | "FALSE" => Some(Value::Bool(false)),
        _ => None,
    }
}

/// The sign, if any, left out.
fn unsigned(written: &str) -> &str {
    written.strip_prefix(['+', '-']).unwrap_or(written)
}

/// True for `007`, which says more than seven.
fn has_leading_zero(written: &str) -> bool {
    let digits = unsigned(written);
    digits.len() > 1 && digits.starts_with('0') && digits.bytes().all(|digit| digit.is_ascii_digit())
}

/// An integer, and the digits of one that only unsigned numbers have room for.
fn integer(written: &str) -> Option<Value> {
    let unsigned = unsigned(written);
    let (digits, radix) = match unsigned.as_bytes() {
        [b'0', b'x' | b'X', ..] => (&unsigned[2..], 16),
        [b'0', b'o' | b'O', ..] => (&unsigned[2..], 8),
        [b'0', b'b' | b'B', ..] => (&unsigned[2..], 2),
        _ => (unsigned, 10),
    };
    if !digits.bytes().all(|digit| char::from(digit).is_digit(radix)) || has_leading_zero(unsigned) {
        return None;
    }
    let size = i128::from_str_radix(digits, radix).ok()?;
    let number = if written.starts_with('-') { -size } else { size };
    match i64::try_from(number) {
        Ok(number) => Some(Value::Integer(number)),
        Err(_) => u64::try_from(number).ok().map(|number| Value::Text(number.to_string())),
    }
}

/// A number with a point or an exponent, or of very many digits.
fn number(written: &str) -> Result<Option<f64>, What> {
    let unsigned = unsigned(written);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF" | ".nan" | ".NaN" | ".NAN") {
        return Err(What::NotFinite);
    }
    match written.parse::<f64>() {
        Ok(number) if number.is_finite() => Ok(Some(number)),
        // Beyond what a number can be, unlike `inf` and `nan`, which are words.
        Ok(_) if unsigned.starts_with(|c: char| c.is_ascii_digit()) => Err(What::NotFinite),
        _ => Ok(None),
    }
}

/// Control characters say nothing to a reader, and neither HTML nor XML may hold them.
fn text(written: Cow<str>) -> Value {
    let mut text = written.into_owned();
    // The first bytes of control characters, which few texts hold: lines of a block, and letters of some languages.
    if text.bytes().any(|byte| byte < b' ' || byte == 0x7f || byte == 0xc2) {
        text.retain(|c| !c.is_control() || matches!(c, '\n' | '\t'));
    }
    Value::Text(text)
}
