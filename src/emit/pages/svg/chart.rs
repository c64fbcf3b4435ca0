//! A series of numbers: bars under their labels, columns in time, or a line; readable in print and without colour.

use std::fmt::Write as _;

use super::Width;
use super::ink::{LINE, SIZE, escaped, estimated, tenth, wrapped};

/// What is drawn. Bars keep the order of the table; the text of each is the text of its row.
#[derive(Clone, Debug)]
pub struct Drawing<'a> {
    /// Begins every id of the drawing, so that two of them on a page do not meet.
    pub prefix: &'a str,
    /// What the whole is called, for those who cannot see it.
    pub title: &'a str,
    /// Where the same numbers stand in words, for those who cannot see it.
    pub description: String,
    pub form: Form,
    pub bars: Vec<Bar>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Bars,
    Columns,
    Line,
}

/// One number.
#[derive(Clone, Debug)]
pub struct Bar {
    /// The heading of the bars from here to the next one that has another.
    pub group: Option<String>,
    pub label: String,
    pub value: f64,
    /// The number and its unit in words.
    pub value_label: String,
}

/// More columns than this stand too close for their labels; a phone has room for half.
const MOST_COLUMNS: usize = 10;

/// What stays free between the numbers of two columns.
const GAP: f64 = 6.0;

/// Draws the series: one SVG element for use inside HTML, without scripts, colours or references out of itself. It is
/// empty when there is nothing to compare. Every number is a group `.ch-bar` with `data-label` and `data-value`.
pub fn chart(drawing: &Drawing, width: Width) -> String {
    if drawing.bars.len() < 2 {
        return String::new();
    }
    let room = if width == Width::Wide { 640.0 } else { 340.0 };
    let most = if width == Width::Wide { MOST_COLUMNS } else { MOST_COLUMNS / 2 };
    // Numbers that would touch their neighbours have a line each.
    let step = room / drawing.bars.len() as f64;
    let fits = |bar: &Bar| estimated(&bar.value_label) + GAP <= step;
    let is_upright = drawing.form != Form::Bars
        && drawing.bars.len() <= most
        && drawing.bars.iter().all(|bar| bar.group.is_none() && bar.value >= 0.0 && fits(bar));
    let mut body = String::new();
    let height = if is_upright { upright(&mut body, drawing, room) } else { bars(&mut body, drawing, room) };
    let (name, id) = match width {
        Width::Wide => ("wide", format!("{}-wide", escaped(drawing.prefix))),
        Width::Narrow => ("narrow", format!("{}-narrow", escaped(drawing.prefix))),
    };
    format!(
        r#"<svg class="ch ch-{name}" role="img" aria-labelledby="{id}-title {id}-desc" viewBox="0 0 {} {}" font-size="{SIZE}" fill="currentColor"><title id="{id}-title">{}</title><desc id="{id}-desc">{}</desc>{body}</svg>"#,
        tenth(room),
        tenth(height),
        escaped(drawing.title),
        escaped(&drawing.description),
    )
}

/// Each bar below its label, its number at its end; what is less than nothing goes to the left. Gives the height.
fn bars(out: &mut String, drawing: &Drawing, room: f64) -> f64 {
    const THICK: f64 = 14.0;
    let values = || drawing.bars.iter().map(|bar| bar.value);
    let (low, high) = (values().fold(0.0, f64::min), values().fold(0.0, f64::max));
    let longest = drawing.bars.iter().map(|bar| estimated(&bar.value_label)).fold(0.0, f64::max) + 10.0;
    let span = (room - longest).max(room / 3.0);
    let x = |value: f64| if high > low { (value - low) / (high - low) * span } else { 0.0 };
    let mut y = 0.0;
    let mut group: Option<&str> = None;
    for bar in &drawing.bars {
        if bar.group.as_deref() != group {
            group = bar.group.as_deref();
            y += if y > 0.0 { 10.0 } else { 0.0 };
            y = lines(out, "ch-group", group.unwrap_or_default(), room, y);
        }
        open(out, bar);
        y = lines(out, "ch-label", &bar.label, room, y);
        let (from, to) = (x(bar.value.min(0.0)), x(bar.value.max(0.0)));
        let _ = write!(
            out,
            r#"<rect class="ch-fill" x="{}" y="{}" width="{}" height="{THICK}"/>"#,
            tenth(from),
            tenth(y + 3.0),
            tenth((to - from).max(1.0)),
        );
        text(out, "ch-value", "start", to + 6.0, y + THICK, &bar.value_label);
        out.push_str("</g>");
        y += THICK + 12.0;
    }
    if low < 0.0 {
        let _ = write!(out, r#"<path class="ch-axis" d="M{} 0V{}"/>"#, tenth(x(0.0)), tenth(y));
    }
    y
}

/// Columns or a line: each number above its mark, its label below. Gives the height.
fn upright(out: &mut String, drawing: &Drawing, room: f64) -> f64 {
    const TALL: f64 = 150.0;
    let count = drawing.bars.len() as f64;
    let step = room / count;
    let high = drawing.bars.iter().map(|bar| bar.value).fold(0.0, f64::max);
    let top = LINE + 4.0;
    let base = top + TALL;
    let height = |value: f64| if high > 0.0 { value / high * TALL } else { 0.0 };
    let x = |at: usize| step * (at as f64 + 0.5);
    if drawing.form == Form::Line {
        let points = drawing.bars.iter().enumerate();
        let path: Vec<String> =
            points.map(|(at, bar)| format!("{} {}", tenth(x(at)), tenth(base - height(bar.value)))).collect();
        let _ = write!(out, r#"<path class="ch-line" d="M{}"/>"#, path.join("L"));
    }
    let mut lowest = base;
    for (at, bar) in drawing.bars.iter().enumerate() {
        let tip = base - height(bar.value);
        open(out, bar);
        if drawing.form == Form::Line {
            let _ = write!(out, r#"<circle class="ch-fill" cx="{}" cy="{}" r="4.5"/>"#, tenth(x(at)), tenth(tip));
        } else {
            let wide = (step * 0.6).min(64.0);
            let _ = write!(
                out,
                r#"<rect class="ch-fill" x="{}" y="{}" width="{}" height="{}"/>"#,
                tenth(x(at) - wide / 2.0),
                tenth(tip),
                tenth(wide),
                tenth((base - tip).max(1.0)),
            );
        }
        text(out, "ch-value", "middle", x(at), tip - 8.0, &bar.value_label);
        let mut y = base + LINE;
        for line in wrapped(&bar.label, step - 6.0) {
            text(out, "ch-label", "middle", x(at), y, &line);
            y += LINE;
        }
        lowest = f64::max(lowest, y);
        out.push_str("</g>");
    }
    let _ = write!(out, r#"<path class="ch-axis" d="M0 {0}H{1}"/>"#, tenth(base), tenth(room));
    lowest
}

fn open(out: &mut String, bar: &Bar) {
    let _ = write!(
        out,
        r#"<g class="ch-bar" data-label="{}" data-value="{}"><title>{}</title>"#,
        escaped(&bar.label),
        bar.value,
        escaped(&format!("{} – {}", bar.label, bar.value_label)),
    );
}

/// A text in as many lines as it needs, from `y` down; gives where the next thing begins.
fn lines(out: &mut String, class: &str, words: &str, room: f64, y: f64) -> f64 {
    let mut at = y;
    for line in wrapped(words, room) {
        text(out, class, "start", 0.0, at + SIZE, &line);
        at += LINE;
    }
    at
}

fn text(out: &mut String, class: &str, anchor: &str, x: f64, y: f64, words: &str) {
    let anchor = if anchor == "start" { String::new() } else { format!(r#" text-anchor="{anchor}""#) };
    let _ =
        writeln!(out, r#"<text class="{class}"{anchor} x="{}" y="{}">{}</text>"#, tenth(x), tenth(y), escaped(words),);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawing(form: Form, values: &[f64]) -> Drawing<'static> {
        let bar = |(at, value): (usize, &f64)| Bar {
            group: None,
            label: format!("Libellé <{at}> assez long pour prendre deux lignes sur un téléphone"),
            value: *value,
            value_label: format!("{value} %"),
        };
        let bars = values.iter().enumerate().map(bar).collect();
        Drawing { prefix: "c", title: "Série", description: "Le tableau dit les mêmes nombres.".into(), form, bars }
    }

    #[test]
    fn every_number_stands_in_every_form() {
        for form in [Form::Bars, Form::Columns, Form::Line] {
            for values in [&[44.0, 27.5, 0.0][..], &[-3.0, 5.0], &[0.0, 0.0], &[1.0; 30]] {
                for width in [Width::Wide, Width::Narrow] {
                    let svg = chart(&drawing(form, values), width);
                    assert_eq!(svg.matches("<g class=\"ch-bar\"").count(), values.len());
                    assert!(!svg.contains("NaN") && !svg.contains("inf") && svg.contains("&lt;0&gt;"));
                    let mut reader = quick_xml::Reader::from_str(&svg);
                    while reader.read_event().expect("well-formed XML") != quick_xml::events::Event::Eof {}
                }
            }
        }
        assert_eq!(chart(&drawing(Form::Bars, &[1.0]), Width::Wide), "");
    }
}
