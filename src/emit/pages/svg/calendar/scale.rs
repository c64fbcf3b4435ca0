//! The scale of a drawing: months, quarters or years as they have room, and the line of the as-of day.

use std::fmt::Write as _;

use super::super::ink::{estimated, tenth, text};
use super::Drawing;
use super::layout::{Frame, has_place};
use crate::diagnostics::Lang;
use crate::model::time::{Day, When};

/// The scale of months, quarters or years, and the line of the as-of day above it.
pub(super) fn grid(out: &mut String, drawing: &Drawing, frame: &Frame, height: f64) {
    let in_time = drawing.points.iter().any(|point| has_place(point.when));
    if in_time {
        let step = step(frame);
        let mut day = frame.first;
        // From the first month that the step can begin with.
        while (i32::from(day.year()) * 12 + i32::from(day.month()) - 1) % step != 0 && day < frame.last {
            day = day.plus_months(1);
        }
        let mut free = frame.left;
        let (mut lines, mut names) = (String::new(), String::new());
        while day < frame.last {
            let x = frame.x(day);
            let label = tick(day, step, drawing.lang);
            let _ = write!(lines, "M{} {}V{}", tenth(x), tenth(frame.top - 8.0), tenth(height));
            if x >= free && x + estimated(&label) <= frame.width {
                let _ = writeln!(names, r#"<text x="{}" y="{}">{label}</text>"#, tenth(x), tenth(frame.top - 12.0));
                free = x + estimated(&label) + 8.0;
            }
            let next = day.plus_months(step);
            if next <= day {
                break;
            }
            day = next;
        }
        if !lines.is_empty() {
            let _ = write!(
                out,
                r#"<path class="tl-grid" d="{lines}" stroke="currentColor" stroke-width="1" stroke-opacity=".18"/><g class="tl-tick">{names}</g>"#
            );
        }
    }
    let Some(day) = drawing.as_of.filter(|_| in_time) else { return };
    let x = frame.x(day);
    let date = When::from(day).describe(drawing.lang);
    let label = match (drawing.lang, day < frame.first, day > frame.last) {
        (_, true, _) => format!("← {date}"),
        (_, _, true) => format!("{date} →"),
        (Lang::Fr, ..) => format!("au {date}"),
        (Lang::En, ..) => format!("as of {date}"),
    };
    let end = x + estimated(&label) > frame.width;
    let _ = write!(
        out,
        r#"<g class="tl-as-of" data-date="{day}"><path d="M{} 18V{}" stroke="currentColor" stroke-width="1.5" stroke-dasharray="5 3"/>"#,
        tenth(x),
        tenth(height),
    );
    text(out, "tl-as-of-label", x, 13.0, end, &[("", label)]);
    out.push_str("</g>");
}

/// Months between two lines of the scale, so that their names have room.
pub(super) fn step(frame: &Frame) -> i32 {
    let months = f64::from(frame.first.days_until(frame.last)) / 30.44;
    let month = (frame.right - frame.left) / months.max(1.0);
    [1, 3, 6, 12, 24, 60, 120, 300, 600, 1200, 6000, 12000]
        .into_iter()
        .find(|&step| month * f64::from(step) >= if step < 12 { 74.0 } else { 44.0 })
        .unwrap_or(12000)
}

fn tick(day: Day, step: i32, lang: Lang) -> String {
    let month = usize::from(day.month().unsigned_abs().clamp(1, 12) - 1);
    let months = match lang {
        Lang::Fr => {
            ["janv.", "févr.", "mars", "avril", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."]
        }
        Lang::En => ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    };
    if step < 12 { format!("{} {:04}", months[month], day.year()) } else { format!("{:04}", day.year()) }
}
