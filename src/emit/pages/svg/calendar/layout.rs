//! Where everything of a drawing goes: days along the axis, labels in lines, blocks that keep clear of each other.

use super::super::Width;
use super::super::ink::{BOLD, LINE, SIZE, estimated, wrapped};
use super::{Detail, Drawing, Point};
use crate::diagnostics::Lang;
use crate::model::time::{Day, When};

/// How long a bar is that fades towards an open or unknown end.
const FADE: f64 = 48.0;
/// Height of the band in which bars and marks are drawn, above the label.
pub(super) const BAND: f64 = 20.0;
/// What stays free between two points of a row.
const CLEAR: f64 = 14.0;
/// The same where points have no words of their own.
const CLEAR_MARKS: f64 = 4.0;

/// The horizontal measures of a drawing, and its scale from days to places.
pub(super) struct Frame {
    pub width: f64,
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub label: f64,
    pub first: Day,
    pub last: Day,
}

impl Frame {
    pub fn of(drawing: &Drawing, width: Width) -> Frame {
        let named = drawing.lanes.iter().any(|lane| !lane.title.is_empty());
        let (width, left, label) = match width {
            Width::Wide if named => (960.0, 176.0, 250.0),
            Width::Wide => (960.0, 8.0, 280.0),
            Width::Narrow => (360.0, 8.0, 280.0),
        };
        let (first, last) = span(drawing);
        Frame { width, left, right: width - 8.0, top: 44.0, label, first, last }
    }

    pub fn x(&self, day: Day) -> f64 {
        let days = f64::from(self.first.days_until(self.last).max(1));
        let at = f64::from(self.first.days_until(day)) / days;
        self.left + at.clamp(0.0, 1.0) * (self.right - self.left)
    }

    pub fn is_beside(&self) -> bool {
        self.left > 100.0
    }
}

/// The days that the axis shows: whole months around every bound, and the as-of day unless it would halve the rest.
pub(super) fn span(drawing: &Drawing) -> (Day, Day) {
    let days = || drawing.points.iter().flat_map(|point| [point.when.earliest(), point.when.latest()]).flatten();
    let fallback = drawing.as_of.unwrap_or(Day::FIRST);
    let (mut first, mut last) = (days().min().unwrap_or(fallback), days().max().unwrap_or(fallback));
    if let Some(day) = drawing.as_of {
        let length = first.days_until(last).max(180);
        if day < first && day.days_until(first) <= length {
            first = day;
        }
        if day > last && last.days_until(day) <= length {
            last = day;
        }
    }
    let start = |day: Day| day.plus_days(1 - i32::from(day.day_of_month()));
    (start(first.plus_days(-10)), start(last.plus_days(10)).plus_months(1))
}

/// The lanes with their points, then one for what is as soon as possible and one for what has no date.
pub(super) fn lanes<'a>(drawing: &'a Drawing) -> Vec<(&'a str, Vec<&'a Point<'a>>)> {
    let mut lanes: Vec<(&str, Vec<&Point>)> = drawing.lanes.iter().map(|lane| (&*lane.title, Vec::new())).collect();
    if lanes.is_empty() {
        lanes.push(("", Vec::new()));
    }
    let (mut soon, mut never) = (Vec::new(), Vec::new());
    for point in &drawing.points {
        if point.when.is_asap() {
            soon.push(point);
        } else if !has_place(point.when) {
            never.push(point);
        } else {
            let last = lanes.len() - 1;
            lanes[point.lane.min(last)].1.push(point);
        }
    }
    let (soon_title, never_title) = match drawing.lang {
        Lang::Fr => ("Dès que possible", "Sans date"),
        Lang::En => ("As soon as possible", "Without a date"),
    };
    lanes.push((soon_title, soon));
    lanes.push((never_title, never));
    lanes.retain(|(_, points)| !points.is_empty());
    lanes
}

/// Whether it has a bound, and so a place on the axis.
pub(super) fn has_place(when: &When) -> bool {
    when.earliest().is_some() || when.latest().is_some()
}

/// A point laid out: where its mark and its label are, and how far both reach.
pub(super) struct Block<'a> {
    pub point: &'a Point<'a>,
    pub mark: Mark,
    pub lines: Vec<(&'static str, String)>,
    pub text_x: f64,
    pub anchor_end: bool,
    /// True for the word beside a mark that has no label below.
    pub is_beside: bool,
    pub from: f64,
    pub to: f64,
}

/// What is drawn for a date.
pub(super) enum Mark {
    /// One certain day.
    Day(f64),
    /// A bar, and whether its start and its end fade because they are not certain.
    Bar { from: f64, to: f64, fades: (bool, bool), at: f64 },
    /// No place in time.
    Nowhere(f64),
}

impl<'a> Block<'a> {
    pub fn of(point: &'a Point<'a>, frame: &Frame, detail: Detail) -> Block<'a> {
        match detail {
            Detail::Labels => Block::labelled(point, frame),
            Detail::Marks => Block::marked(point, frame),
        }
    }

    /// With its date, its words and its state below the mark.
    fn labelled(point: &'a Point<'a>, frame: &Frame) -> Block<'a> {
        let mark = Mark::of(point.when, frame);
        let (mark_from, mark_to) = mark.reach();
        let room = frame.label.min(frame.right - frame.left);
        let mut lines: Vec<(&'static str, String)> = Vec::new();
        lines.extend(wrapped(point.date_label, room / BOLD).into_iter().map(|line| ("tl-date", line)));
        lines.extend(wrapped(point.label, room).into_iter().map(|line| ("tl-label", line)));
        if point.state_key != "upcoming" {
            lines.extend(wrapped(point.state_label, room).into_iter().map(|line| ("tl-state", line)));
        }
        let longest = lines.iter().map(|(part, line)| breadth(part, line)).fold(0.0, f64::max);
        let (text_x, anchor_end) = if mark_from + longest <= frame.right {
            (mark_from.max(frame.left), false)
        } else if mark_to - longest >= frame.left {
            (mark_to.min(frame.right), true)
        } else {
            ((frame.right - longest).max(frame.left), false)
        };
        let text_from = if anchor_end { text_x - longest } else { text_x };
        let (from, to) = (mark_from.min(text_from), mark_to.max(text_from + longest));
        Block { point, mark, lines, text_x, anchor_end, is_beside: false, from, to }
    }

    /// The mark alone; only what is late has its word beside it.
    fn marked(point: &'a Point<'a>, frame: &Frame) -> Block<'a> {
        let mark = Mark::of(point.when, frame);
        let (from, to) = mark.reach();
        let mut block =
            Block { point, mark, lines: Vec::new(), text_x: to, anchor_end: false, is_beside: true, from, to };
        if point.state_key == "late" {
            let long = breadth("tl-state", point.state_label) + 4.0;
            block.lines.push(("tl-state", point.state_label.to_owned()));
            // Behind the mark, else before it, else below like any label.
            if to + long <= frame.right {
                (block.text_x, block.to) = (to + 4.0, to + long);
            } else if from - long >= frame.left {
                (block.text_x, block.anchor_end, block.from) = (from - 4.0, true, from - long);
            } else {
                return Block::labelled(point, frame);
            }
        }
        block
    }

    pub fn height(&self) -> f64 {
        if self.is_beside { BAND } else { BAND + LINE * self.lines.len() as f64 + 10.0 }
    }
}

fn breadth(part: &str, line: &str) -> f64 {
    estimated(line) * if part == "tl-date" { BOLD } else { 1.0 }
}

/// A lane laid out: its title, and its points where they stand.
pub(super) struct Laid<'a> {
    pub y: f64,
    pub title: Vec<String>,
    /// Where the title begins.
    pub title_at: (f64, f64),
    /// Each with the top of its band.
    pub blocks: Vec<(Block<'a>, f64)>,
    /// Where the next lane begins.
    pub end: f64,
    /// True where something in it has a place on the axis.
    pub is_timed: bool,
}

impl Laid<'_> {
    /// Where its title ends.
    pub fn title_end(&self) -> f64 {
        self.title_at.1 - SIZE + LINE * self.title.len() as f64
    }
}

/// The lanes from the top down. No two blocks of a row come near each other.
pub(super) fn laid_out<'a>(drawing: &'a Drawing, frame: &Frame) -> Vec<Laid<'a>> {
    let mut y = frame.top;
    let lanes = lanes(drawing).into_iter().map(|(title, points)| {
        let lane = lane(drawing, frame, title, &points, y);
        y = lane.end;
        lane
    });
    lanes.collect()
}

fn lane<'a>(drawing: &Drawing, frame: &Frame, title: &str, points: &[&'a Point<'a>], y: f64) -> Laid<'a> {
    let clear = if drawing.detail == Detail::Marks { CLEAR_MARKS } else { CLEAR };
    let mut rows: Vec<Vec<Block>> = Vec::new();
    for point in points {
        let block = Block::of(point, frame, drawing.detail);
        let free =
            |row: &Vec<Block>| row.iter().all(|other| block.to + clear < other.from || other.to + clear < block.from);
        match rows.iter().position(free) {
            Some(row) => rows[row].push(block),
            None => rows.push(vec![block]),
        }
    }
    let (mut at, mut end) = (y + 10.0, y + 10.0);
    let mut lines = Vec::new();
    let title_at = (if frame.is_beside() { 0.0 } else { frame.left }, at + SIZE);
    if !title.is_empty() {
        let room = if frame.is_beside() { frame.left - 24.0 } else { frame.right - frame.left };
        lines = wrapped(title, room / BOLD);
        end = at + LINE * lines.len() as f64 + 8.0;
        if !frame.is_beside() {
            at = end;
        }
    }
    // The rows keep the order of time as far as they can; the points stand in the order of the table in each.
    let mut blocks = Vec::new();
    for row in rows {
        let height = row.iter().map(Block::height).fold(0.0, f64::max);
        blocks.extend(row.into_iter().map(|block| (block, at)));
        at += height;
    }
    let is_timed = points.iter().any(|point| has_place(point.when));
    Laid { y, title: lines, title_at, blocks, end: at.max(end) + 4.0, is_timed }
}

impl Mark {
    pub fn of(when: &When, frame: &Frame) -> Mark {
        match (when.earliest(), when.latest()) {
            (Some(first), Some(last)) if first == last => Mark::Day(frame.x(first)),
            (Some(first), Some(last)) => {
                let (from, to) = (frame.x(first), frame.x(last.plus_days(1)));
                // A bar too short to fade would pass for a day.
                let missing = (24.0 - (to - from)).max(0.0) / 2.0;
                let (from, to) = ((from - missing).max(frame.left), (to + missing).min(frame.right));
                Mark::Bar { from, to, fades: (true, true), at: to }
            }
            (None, Some(last)) => {
                let to = frame.x(last).max(frame.left + 12.0);
                Mark::Bar { from: (to - FADE).max(frame.left), to, fades: (true, false), at: to }
            }
            (Some(first), None) => {
                let from = frame.x(first).min(frame.right - 12.0);
                Mark::Bar { from, to: (from + FADE).min(frame.right), fades: (false, true), at: from }
            }
            (None, None) => Mark::Nowhere(frame.left + 8.0),
        }
    }

    /// How far it reaches to the left and to the right.
    pub fn reach(&self) -> (f64, f64) {
        match *self {
            Mark::Day(x) | Mark::Nowhere(x) => (x - 8.0, x + 8.0),
            Mark::Bar { from, to, at, .. } => (from.min(at - 8.0), to.max(at + 8.0)),
        }
    }
}
