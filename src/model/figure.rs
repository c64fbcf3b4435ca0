//! A figure: a number with its unit and its date, or a series of them.

use crate::prose::Inline;

use super::fields::{Datum, Fields};
use super::time::When;

/// One number (`numbers` holds one without a label), or a series in its order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figure {
    pub numbers: Vec<Number>,
    pub is_series: bool,
    /// As written, such as `€`, `%`, `centres de santé`.
    pub unit: String,
    pub per: Option<String>,
    /// How exact the number is, by its key: `about`, `at-least`, `at-most`; `None` where it is exact.
    pub qualifier: Option<String>,
    pub date: Option<When>,
    pub population: Option<String>,
    /// True where it stands at the head of the key figures.
    pub is_key: bool,
    pub chart: Chart,
}

/// The fields that say the number, how it is drawn and where it stands: what a figure shows as a whole, not one by one.
pub const FIELDS: &[&str] = &["value", "values", "unit", "per", "qualifier", "date", "population", "chart", "key"];

impl Figure {
    /// The numbers under the heading of their group, in the order of the series.
    pub fn groups(&self) -> Vec<(Option<&str>, Vec<&Number>)> {
        let mut groups: Vec<(Option<&str>, Vec<&Number>)> = Vec::new();
        for number in &self.numbers {
            let group = number.group.as_deref();
            match groups.last_mut() {
                Some((last, numbers)) if *last == group => numbers.push(number),
                _ => groups.push((group, vec![number])),
            }
        }
        groups
    }

    /// True where some number has a date of its own.
    pub fn has_dates(&self) -> bool {
        self.numbers.iter().any(|number| number.date.is_some())
    }

    /// True where some number has a note.
    pub fn has_notes(&self) -> bool {
        self.numbers.iter().any(|number| number.note.is_some())
    }
}

/// One number of a series, or the only one of a figure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Number {
    pub value: f64,
    pub label: Vec<Inline>,
    /// The series that it belongs to, where the numbers make several.
    pub group: Option<String>,
    pub date: Option<When>,
    pub note: Option<Vec<Inline>>,
}

/// How a series is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Chart {
    #[default]
    Bars,
    Columns,
    Line,
    None,
}

/// Reads what every figure has from its fields.
pub fn read(fields: &Fields) -> Figure {
    let values = fields.maps("values").filter_map(|map| {
        Some(Number {
            value: number(map, "value")?,
            label: line(map, "label").unwrap_or_default(),
            group: map.text("group"),
            date: map.date("date").cloned(),
            note: line(map, "note"),
        })
    });
    let single = number(fields, "value").map(|value| Number { value, ..Number::default() });
    Figure {
        numbers: single.into_iter().chain(values).collect(),
        is_series: fields.get("value").is_none(),
        unit: fields.text("unit").unwrap_or_default(),
        per: fields.text("per"),
        qualifier: fields.text("qualifier").filter(|key| key != "exact"),
        date: fields.date("date").cloned(),
        population: fields.text("population"),
        is_key: fields.truth("key"),
        chart: match fields.text("chart").as_deref() {
            Some("columns") => Chart::Columns,
            Some("line") => Chart::Line,
            Some("none") => Chart::None,
            _ => Chart::Bars,
        },
    }
}

/// A number of a field, whole or with decimals.
pub(super) fn number(fields: &Fields, name: &str) -> Option<f64> {
    match fields.get(name)?.datum {
        Datum::Integer(value) => Some(value as f64),
        Datum::Number(value) => Some(value),
        _ => None,
    }
}

fn line(fields: &Fields, name: &str) -> Option<Vec<Inline>> {
    match &fields.get(name)?.datum {
        Datum::Line(content) => Some(content.clone()),
        _ => None,
    }
}
