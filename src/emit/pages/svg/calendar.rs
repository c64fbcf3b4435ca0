//! A calendar: the same points as its table, each where it stands in time and as vague as it is.

mod layout;
mod scale;
mod strips;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::diagnostics::Lang;
use crate::model::time::{Day, When};
use layout::{BAND, Block, Frame, Laid, Mark, laid_out};

use super::Width;
use super::ink::{SIZE, class, escaped, shape, tenth, text};

/// What is drawn. Points keep the order of the table; the text of each is the text of its row.
#[derive(Clone, Debug)]
pub struct Drawing<'a> {
    /// What the whole is called, for those who cannot see it.
    pub title: &'a str,
    pub lanes: Vec<Lane>,
    pub points: Vec<Point<'a>>,
    /// Where the line of the as-of date stands.
    pub as_of: Option<Day>,
    pub detail: Detail,
    pub lang: Lang,
}

/// How much of each point is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Its date, its words and its state below the mark.
    Labels,
    /// The mark alone, where the words of all would be a wall; what is late keeps its word. A list beside has the others.
    Marks,
}

/// One row of the drawing; without a title it takes no room for one.
#[derive(Clone, Debug)]
pub struct Lane {
    pub title: String,
}

/// One dated thing. What is as soon as possible, and what has no bound at all, leaves its lane for one of its own.
#[derive(Clone, Debug)]
pub struct Point<'a> {
    /// Index of its lane; one that does not exist counts as the last.
    pub lane: usize,
    pub label: &'a str,
    pub when: &'a When,
    /// Such as `late`; it becomes the class `is-late` and chooses the shape.
    pub state_key: &'a str,
    pub state_label: &'a str,
    pub href: Option<String>,
    /// The date in the words that the table has.
    pub date_label: &'a str,
    /// The number of its row in the table, where a script is to find the one by the other.
    pub row: Option<usize>,
}

/// Draws the calendar: one SVG element for use inside HTML, without scripts, colours or references out of itself; after a
/// tall one that is wide, its strips for paper. It is empty when there are no points. A page has one at each width.
///
/// Every point is a group `.tl-point.is-STATE` with `data-date` (EDTF, else the recurrence rule, else nothing) and its words
/// as a title. Everything is `currentColor` until a style sheet colours the classes. Its proportions are a style too: so it
/// has its height before a browser has laid out what is in it.
pub fn calendar(drawing: &Drawing, width: Width) -> String {
    if drawing.points.is_empty() {
        return String::new();
    }
    let frame = Frame::of(drawing, width);
    let name = if width == Width::Wide { "wide" } else { "narrow" };
    let laid = laid_out(drawing, &frame);
    let y = laid.last().map_or(frame.top, |lane| lane.end);
    let timed = laid.iter().rev().find(|lane| lane.is_timed).map_or(frame.top, |lane| lane.end);
    let height = y + 4.0;
    // Links may not stand inside an image, only inside a group.
    let role = if drawing.points.iter().any(|point| point.href.is_some()) { "group" } else { "img" };
    let mut out = format!(
        r#"<svg class="tl tl-{name}" role="{role}" aria-labelledby="page_{name}-title page_{name}-desc" viewBox="0 0 {0} {1}" style="aspect-ratio:{0}/{1}" font-size="{SIZE}" fill="currentColor"><title id="page_{name}-title">{2}</title><desc id="page_{name}-desc">{3}</desc>"#,
        tenth(frame.width),
        tenth(height),
        escaped(drawing.title),
        escaped(&description(drawing)),
    );
    let mut palette = Palette { name, shapes: BTreeSet::new(), fades: BTreeSet::new() };
    let mut body = String::new();
    laid.iter().for_each(|lane| draw_lane(&mut body, &mut palette, drawing, lane));
    palette.write(&mut out);
    let cuts = if width == Width::Wide { strips::cuts(&laid, &frame, height) } else { Vec::new() };
    let whole = format!("page_{name}-drawing");
    if !cuts.is_empty() {
        let _ = write!(out, r#"<g id="{whole}" font-size="{SIZE}" fill="currentColor">"#);
    }
    scale::grid(&mut out, drawing, &frame, timed);
    out.push_str(r#"<path class="tl-lane-line" d=""#);
    for lane in &laid {
        let _ = write!(out, "M0 {}H{}", tenth(lane.y), tenth(frame.width));
    }
    out.push_str(r#"" stroke="currentColor" stroke-width="1" stroke-opacity=".35"/>"#);
    out.push_str(&body);
    if !cuts.is_empty() {
        out.push_str("</g>");
    }
    out.push_str("</svg>");
    out.push_str(&strips::strips(&cuts, &frame, &whole));
    out
}

/// The sign of a state alone, for a legend beside a drawing and for what is told in words beside it.
pub fn mark(state_key: &str) -> String {
    let key = class(state_key);
    let shape = shape(&key);
    format!(
        r#"<svg class="tl-mark tl-point is-{key}" viewBox="-9 -9 18 18" width="18" height="18" fill="currentColor" aria-hidden="true">{shape}</svg>"#
    )
}

/// What a drawing has many of and writes once: the shapes of its states, and how bars fade in the colours of theirs.
struct Palette {
    /// Of the drawing, within the ids.
    name: &'static str,
    shapes: BTreeSet<String>,
    fades: BTreeSet<(&'static str, String)>,
}

impl Palette {
    /// Draws the shape of a state.
    fn shape(&mut self, out: &mut String, key: &str, x: f64, y: f64) {
        let _ = write!(out, r##"<use href="#page_{}-{key}" x="{}" y="{}"/>"##, self.name, tenth(x), tenth(y));
        if !self.shapes.contains(key) {
            self.shapes.insert(key.to_owned());
        }
    }

    /// The fill of a bar.
    fn fade(&mut self, side: &'static str, key: &str) -> String {
        self.fades.insert((side, key.to_owned()));
        format!("url(#page_{}-{side}-{key})", self.name)
    }

    fn write(&self, out: &mut String) {
        if self.shapes.is_empty() && self.fades.is_empty() {
            return;
        }
        out.push_str("<defs>");
        for key in &self.shapes {
            let _ = write!(out, r#"<g id="page_{}-{key}">{}</g>"#, self.name, shape(key));
        }
        for (side, key) in &self.fades {
            let (extent, stops) = match *side {
                "start" => ("", [("0", "0"), ("1", ".85")]),
                "end" => ("", [("0", ".85"), ("1", "0")]),
                // The second half is the first seen in a mirror.
                _ => (r#" x2=".5" spreadMethod="reflect""#, [("0", ".08"), (".7", ".85")]),
            };
            let _ = write!(
                out,
                r#"<linearGradient id="page_{}-{side}-{key}" class="tl-fade is-{key}"{extent}>"#,
                self.name
            );
            for (offset, opacity) in stops {
                let _ = write!(out, r#"<stop offset="{offset}" stop-color="currentColor" stop-opacity="{opacity}"/>"#);
            }
            out.push_str("</linearGradient>");
        }
        out.push_str("</defs>");
    }
}

fn draw_lane(out: &mut String, palette: &mut Palette, drawing: &Drawing, lane: &Laid) {
    let lines: Vec<_> = lane.title.iter().map(|line| ("", line.clone())).collect();
    text(out, "tl-lane", lane.title_at.0, lane.title_at.1, false, &lines);
    for (block, y) in &lane.blocks {
        draw(out, palette, drawing, block, *y);
    }
}

fn draw(out: &mut String, palette: &mut Palette, drawing: &Drawing, block: &Block, y: f64) {
    let point = block.point;
    let key = class(point.state_key);
    let _ = write!(out, r#"<g class="tl-point is-{key}""#);
    if let Some(row) = point.row {
        let _ = write!(out, r#" data-row="{row}""#);
    }
    let _ = write!(
        out,
        r#" data-date="{}"><title>{}{}{} ({})</title>"#,
        escaped(&point.when.edtf().or_else(|| point.when.rrule()).unwrap_or_default()),
        escaped(point.date_label),
        if drawing.lang == Lang::Fr { "\u{a0}: " } else { ": " },
        escaped(point.label),
        escaped(point.state_label),
    );
    if let Some(href) = &point.href {
        let _ = write!(out, r#"<a href="{}">"#, escaped(href));
    }
    let middle = y + BAND / 2.0 - 2.0;
    match block.mark {
        Mark::Day(x) => palette.shape(out, &key, x, middle),
        Mark::Bar { from, to, fades, at } => {
            let side = match fades {
                (true, true) => "both",
                (true, false) => "start",
                _ => "end",
            };
            let _ = write!(
                out,
                r#"<rect class="tl-bar" x="{}" y="{}" width="{}" height="8" fill="{}"/>"#,
                tenth(from),
                tenth(middle - 4.0),
                tenth(to - from),
                palette.fade(side, &key),
            );
            // A state that was reached is told by its shape too, at the last possible day where there is one.
            if !matches!(&*key, "upcoming" | "planned") {
                palette.shape(out, &key, if fades.0 { at - 2.0 } else { at + 2.0 }, middle);
            } else if fades != (true, true) {
                let _ = write!(
                    out,
                    r#"<path class="tl-bound" d="M{} {}v14" stroke="currentColor" stroke-width="2"/>"#,
                    tenth(at),
                    tenth(middle - 7.0),
                );
            }
        }
        Mark::Nowhere(x) if point.when.is_asap() => {
            let _ = write!(
                out,
                r#"<path d="M{0} {1}l5 5-5 5m7-10 5 5-5 5" fill="none" stroke="currentColor" stroke-width="2"/>"#,
                tenth(x - 6.0),
                tenth(middle - 5.0),
            );
            if !matches!(&*key, "upcoming" | "planned") {
                palette.shape(out, &key, x + 18.0, middle);
            }
        }
        Mark::Nowhere(x) => palette.shape(out, &key, x, middle),
    }
    let text_y = if block.is_beside { middle + SIZE * 0.36 } else { y + BAND + SIZE - 3.0 };
    text(out, "tl-text", block.text_x, text_y, block.anchor_end, &block.lines);
    if point.href.is_some() {
        out.push_str("</a>");
    }
    out.push_str("</g>");
}

/// For those who cannot see the drawing: how much it shows, and where the same facts stand in words.
fn description(drawing: &Drawing) -> String {
    let count = drawing.points.len();
    let days = || drawing.points.iter().flat_map(|point| [point.when.earliest(), point.when.latest()]).flatten();
    let ends = days()
        .min()
        .zip(days().max())
        .map(|(first, last)| (When::from(first).describe(drawing.lang), When::from(last).describe(drawing.lang)));
    match (drawing.lang, ends) {
        (Lang::Fr, Some((first, last))) if first != last => {
            format!("{count} dates, entre le {first} et le {last}. Le tableau du calendrier contient les mêmes.")
        }
        (Lang::En, Some((first, last))) if first != last => {
            format!("{count} dates between {first} and {last}. The table of the calendar holds the same ones.")
        }
        (Lang::Fr, _) => format!("Nombre de dates : {count}. Le tableau du calendrier contient les mêmes."),
        (Lang::En, _) => format!("Number of dates: {count}. The table of the calendar holds the same ones."),
    }
}

#[cfg(test)]
mod tests {
    use super::super::ink::{BOLD, LINE, estimated, wrapped};
    use super::*;

    /// A date with its words.
    type Told = (When, String);

    fn point<'a>(label: &'a str, (when, date_label): &'a Told, state_key: &'a str) -> Point<'a> {
        Point { lane: 0, label, when, state_key, state_label: state_key, href: None, date_label, row: None }
    }

    fn drawing<'a>(points: Vec<Point<'a>>) -> Drawing<'a> {
        let lanes = vec![Lane { title: String::new() }];
        Drawing {
            title: "Calendrier",
            lanes,
            points,
            as_of: Day::parse("2021-06-30").ok(),
            detail: Detail::Labels,
            lang: Lang::Fr,
        }
    }

    fn whens(texts: &[&str]) -> Vec<Told> {
        let whens = texts.iter().map(|text| When::parse(text).expect("a date of the test"));
        whens.map(|when| (when.clone(), when.display(Lang::Fr))).collect()
    }

    #[test]
    fn every_point_stands_in_the_drawing_with_its_facts() {
        let whens = whens(&[
            "2020-09-01",
            "mars 2021",
            "au plus tard le 1er janvier 2022",
            "2021/..",
            "dès que possible",
            "à définir",
        ]);
        let points: Vec<Point> = whens.iter().map(|when| point("Un <libellé> & plus", when, "past-unknown")).collect();
        for width in [Width::Wide, Width::Narrow] {
            let svg = calendar(&drawing(points.clone()), width);
            assert_eq!(svg.matches("<g class=\"tl-point").count(), whens.len());
            assert_eq!(svg.matches(": Un &lt;libellé&gt; &amp; plus (past-unknown)</title>").count(), whens.len());
            for date in ["2020-09-01", "2021-03", "[..2022-01-01]", "2021/.."] {
                assert!(svg.contains(&format!("data-date=\"{date}\"")), "{date}");
            }
            assert!(svg.contains("Dès que possible") && svg.contains("Sans date") && svg.contains("au 30 juin 2021"));
            assert!(svg.matches("style=").count() == 1 && svg.contains("url(#page_"));
            for of in svg.split("#page_").skip(1).filter_map(|rest| rest.split(['"', ')']).next()) {
                assert_eq!(svg.matches(&format!("id=\"page_{of}\"")).count(), 1, "{of}");
            }
            let mut reader = quick_xml::Reader::from_str(&svg);
            while reader.read_event().expect("well-formed XML") != quick_xml::events::Event::Eof {}
        }
    }

    /// A box that something of a drawing takes: from left to right, from top to bottom.
    type Taken = (f64, f64, f64, f64);

    /// The boxes of all words and marks of a drawing.
    fn taken(drawing: &Drawing, frame: &Frame) -> Vec<Taken> {
        let mut boxes = Vec::new();
        for lane in laid_out(drawing, frame) {
            let lines = lane.title.iter().enumerate();
            boxes.extend(lines.map(|(number, line)| {
                let top = lane.title_at.1 - SIZE + LINE * number as f64;
                (lane.title_at.0, lane.title_at.0 + estimated(line) * BOLD, top, top + LINE)
            }));
            for (block, y) in &lane.blocks {
                let (from, to) = block.mark.reach();
                boxes.push((from, to, *y, y + BAND - 1.0));
                for (number, (part, line)) in block.lines.iter().enumerate() {
                    let long = estimated(line) * if *part == "tl-date" { BOLD } else { 1.0 };
                    let left = if block.anchor_end { block.text_x - long } else { block.text_x };
                    let top = if block.is_beside { *y } else { y + BAND + LINE * number as f64 - 1.0 };
                    boxes.push((left, left + long, top, top + if block.is_beside { BAND - 1.0 } else { LINE }));
                }
            }
            assert!(boxes.iter().all(|(_, _, _, bottom)| *bottom <= lane.end + 0.1));
        }
        boxes
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]
        #[test]
        fn labels_never_overlap_and_are_never_cut(
            points in proptest::collection::vec((0..16usize, "[a-zA-ZÉœ%0-9 «»]{0,90}", 0..4usize, 0..5usize), 1..30),
            titles in proptest::collection::vec("[a-zA-Z ]{1,60}", 1..4),
            marks_only in proptest::bool::ANY,
        ) {
            let whens = whens(&[
                "2021-01-01", "2021-01-02", "2021-01", "2021-02", "2021", "2021-06-01", "2021-12-31", "[..2021-02]",
                "2021-T1", "2020/2023", "2021/..", "dès que possible", "à définir", "fin 2021", "2021~", "../2022",
            ]);
            let states = ["upcoming", "late", "past-unknown", "done"];
            let points = points.iter().map(|(when, label, state, lane)| Point {
                lane: *lane,
                state_label: if *lane == 0 { "en retard" } else { "échéance passée, suite non renseignée" },
                ..point(label, &whens[*when], states[*state])
            });
            let mut drawing = drawing(points.collect());
            drawing.lanes = titles.into_iter().map(|title| Lane { title }).collect();
            drawing.detail = if marks_only { Detail::Marks } else { Detail::Labels };
            for width in [Width::Wide, Width::Narrow] {
                let frame = Frame::of(&drawing, width);
                let taken = taken(&drawing, &frame);
                for (at, (left, right, top, bottom)) in taken.iter().enumerate() {
                    assert!(*left >= -0.1 && *right <= frame.width + 0.1, "cut: {left} to {right} of {}", frame.width);
                    for (l, r, t, b) in &taken[..at] {
                        let is_clear = right <= l || r <= left || bottom <= t || b <= top;
                        assert!(is_clear, "({left} {right} {top} {bottom}) lies on ({l} {r} {t} {b})");
                    }
                }
                assert_eq!(calendar(&drawing, width), calendar(&drawing, width));
            }
        }
    }

    #[test]
    fn long_words_and_empty_drawings_do_no_harm() {
        assert_eq!(calendar(&drawing(Vec::new()), Width::Wide), "");
        assert_eq!(wrapped("abcdefghijklmnop qr", 104.0), ["abcdefghijklm", "nop qr"]);
        let whens = whens(&["0000", "9999", "9999-12-31/..", "[..0000-01-01]"]);
        let points = whens.iter().map(|when| point("", when, "")).collect();
        assert!(calendar(&drawing(points), Width::Narrow).contains("</svg>"));
    }
}
