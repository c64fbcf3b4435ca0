//! A bar of segments, one for each state, as long as there are measures in it: told apart by how full they are and by
//! their texture, the colour third.

use std::fmt::Write as _;

use super::ink::tenth;

/// A segment: the key of its state, and how many.
pub type Segment<'a> = (&'a str, usize);

/// Between two segments.
const GAP: f64 = 2.0;
/// No segment is shorter, so that one of hundreds is still seen.
const SHORTEST: f64 = 5.0;

/// Draws the segments side by side, for the eyes alone: what they say stands beside them in words.
pub fn bar(segments: &[Segment], width: f64, height: f64) -> String {
    let total: usize = segments.iter().map(|(_, count)| count).sum();
    if total == 0 {
        return String::new();
    }
    // What the shortest take beyond their part is taken from the others.
    let room = width - GAP * (segments.len() - 1) as f64;
    let part = |count: usize| room * count as f64 / total as f64;
    let short = |count: usize| part(count) < SHORTEST;
    let taken: f64 = segments.iter().filter(|(_, count)| short(*count)).map(|_| SHORTEST).sum();
    let left: usize = segments.iter().filter(|(_, count)| !short(*count)).map(|(_, count)| count).sum();
    let mut body = String::new();
    let mut x = 0.0;
    for (key, count) in segments {
        let length = match short(*count) {
            true => SHORTEST,
            false => (room - taken) * *count as f64 / left as f64,
        };
        segment(&mut body, key, *count, x, length, height);
        x += length + GAP;
    }
    format!(
        r#"<svg class="progress-bar" aria-hidden="true" viewBox="0 0 {} {}">{body}</svg>"#,
        tenth(width),
        tenth(height),
    )
}

/// Done is full, on the way is full in part, planned is empty; what is not known has a broken outline, late and what was
/// put off or given up have lines across.
fn segment(out: &mut String, key: &str, count: usize, x: f64, length: f64, height: f64) {
    let full = match key {
        "done" | "late" => 1.0,
        "partly" => 0.6,
        "started" => 0.3,
        _ => 0.0,
    };
    let _ = write!(out, r#"<g class="is-{key}" data-state="{key}" data-count="{count}">"#);
    let (left, right, top, bottom) = (x + 0.5, x + length - 0.5, 0.5, height - 0.5);
    let broken = if matches!(key, "unknown" | "past-unknown") { r#" stroke-dasharray="3 2""# } else { "" };
    let _ = write!(
        out,
        r#"<path d="M{} {}H{}V{}H{}z" fill="none" stroke="currentColor"{broken}/>"#,
        tenth(left),
        tenth(top),
        tenth(right),
        tenth(bottom),
        tenth(left)
    );
    if full > 0.0 {
        let _ = write!(
            out,
            r#"<path d="M{} {}H{}V{}H{}z" fill="currentColor"/>"#,
            tenth(left),
            tenth(bottom - full * (bottom - top)),
            tenth(right),
            tenth(bottom),
            tenth(left)
        );
    }
    let lines = match key {
        "delayed" => slanted(left, right, top, bottom, 5.0, true),
        "abandoned" => slanted(left, right, top, bottom, 8.0, true) + &slanted(left, right, top, bottom, 8.0, false),
        "late" => slanted(left, right, top, bottom, 6.0, false),
        "past-unknown" => dots(left, right, (top + bottom) / 2.0),
        _ => String::new(),
    };
    if !lines.is_empty() {
        // On a full segment the lines are cut out of it.
        let class = if key == "late" { "progress-cut" } else { "progress-line" };
        let stroke = if key == "late" { "" } else { r#" stroke="currentColor""# };
        let _ = write!(out, r#"<path class="{class}" d="{lines}" fill="none"{stroke}/>"#);
    }
    out.push_str("</g>");
}

/// Lines across a segment at half a right angle, cut where it ends.
fn slanted(left: f64, right: f64, top: f64, bottom: f64, step: f64, is_rising: bool) -> String {
    let height = bottom - top;
    let mut lines = String::new();
    let mut foot = left - height + step;
    while foot < right {
        // From its foot on the lower edge the line goes up and to the right.
        let (from, to) = (foot.max(left), (foot + height).min(right));
        let up = |x: f64| if is_rising { bottom - (x - foot) } else { top + (x - foot) };
        if from < to {
            let _ = write!(lines, "M{} {}L{} {}", tenth(from), tenth(up(from)), tenth(to), tenth(up(to)));
        }
        foot += step;
    }
    lines
}

fn dots(left: f64, right: f64, y: f64) -> String {
    let count = ((right - left - 2.0) / 6.0).floor().max(1.0);
    let start = (left + right) / 2.0 - (count - 1.0) * 3.0 - 1.0;
    (0..count as usize).map(|at| format!("M{} {}h2", tenth(start + 6.0 * at as f64), tenth(y))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_are_as_long_as_they_count() {
        let edges = |svg: &str| -> Vec<(f64, f64)> {
            let paths = svg.split("stroke=\"currentColor\"").filter_map(|part| part.rsplit_once("d=\"M"));
            let outline = paths.filter_map(|(_, d)| {
                let left: f64 = d.split(' ').next()?.parse().ok()?;
                let right: f64 = d.split('H').nth(1)?.split('V').next()?.parse().ok()?;
                d.contains('H').then_some((left, right))
            });
            outline.collect()
        };
        let svg = bar(&[("done", 30), ("unknown", 10)], 202.0, 10.0);
        assert_eq!(edges(&svg), [(0.5, 149.5), (152.5, 201.5)]);
        let crowded = bar(&[("done", 1), ("unknown", 999)], 202.0, 10.0);
        assert_eq!(edges(&crowded), [(0.5, 4.5), (7.5, 201.5)], "one of a thousand is seen");
        assert_eq!(bar(&[], 200.0, 10.0), "");
    }

    #[test]
    fn lines_stay_inside() {
        for length in [4.0, 11.0, 63.5] {
            let lines = slanted(10.0, 10.0 + length, 0.5, 9.5, 5.0, true);
            let numbers = lines.split(|c: char| !c.is_ascii_digit() && c != '.').filter_map(|n| n.parse::<f64>().ok());
            let numbers: Vec<f64> = numbers.collect();
            assert!(!numbers.is_empty());
            for point in numbers.chunks(2) {
                assert!((10.0..=10.0 + length).contains(&point[0]) && (0.4..=9.6).contains(&point[1]), "{point:?}");
            }
        }
    }
}
