//! The small timeline of one measure: a line with a mark for each thing that happened to it, to scale. It has no words of
//! its own: the list that it stands above has them, in the same order and with the same marks.

use std::fmt::Write as _;

use super::ink::{class, escaped, shape, tenth};
use crate::model::time::{Day, When};

const WIDTH: f64 = 320.0;
const HEIGHT: f64 = 26.0;
/// From the edge to the first mark, and between two marks at least.
const ROOM: f64 = 14.0;

/// A date with the key of its mark.
pub type Dated<'a> = (&'a When, &'static str);

/// Where a date stands on the line: at its last possible day, else at its first; what is as soon as possible, and has no
/// bound, stands nowhere.
fn place(when: &When) -> Option<Day> {
    when.latest().or(when.earliest().filter(|_| !when.is_asap()))
}

/// The line with its marks. Empty where fewer than two of the dates have a place in time, or all have the same.
///
/// Every mark is a group `.tl-point.is-KEY` with `data-date` (EDTF).
pub fn moments(moments: &[Dated], as_of: Option<Day>) -> String {
    let mut placed: Vec<(Day, &Dated)> = moments.iter().filter_map(|dated| Some((place(dated.0)?, dated))).collect();
    placed.sort_by_key(|(day, _)| *day);
    let (Some((first, _)), Some((last, _))) = (placed.first(), placed.last()) else { return String::new() };
    let (first, last) = (*first, *last);
    if first == last {
        return String::new();
    }
    let x = |day: Day| {
        let part = f64::from(first.days_until(day)) / f64::from(first.days_until(last));
        ROOM + part.clamp(0.0, 1.0) * (WIDTH - 2.0 * ROOM)
    };
    let middle = HEIGHT / 2.0;
    let mut out = format!(
        r#"<svg class="tl tl-moments" viewBox="0 0 {0} {1}" width="{0}" height="{1}" fill="currentColor" aria-hidden="true"><path class="tl-lane-line" d="M0 {2}H{0}" stroke="currentColor" stroke-width="1" stroke-opacity=".5"/>"#,
        tenth(WIDTH),
        tenth(HEIGHT),
        tenth(middle),
    );
    if let Some(day) = as_of.filter(|day| (first..=last).contains(day)) {
        let _ = write!(
            out,
            r#"<path d="M{} 1V{}" stroke="currentColor" stroke-dasharray="3 2"/>"#,
            tenth(x(day)),
            tenth(HEIGHT - 1.0)
        );
    }
    let places = spread(&placed.iter().map(|(day, _)| x(*day)).collect::<Vec<_>>());
    for (at, (_, (when, key))) in places.into_iter().zip(&placed) {
        let key = class(key);
        let date = when.edtf().unwrap_or_default();
        // What lies under a hollow mark is the line alone.
        let _ = write!(
            out,
            r#"<g class="tl-point is-{key}" data-date="{}" transform="translate({} {})"><circle class="tl-ground" r="8"/>{}</g>"#,
            escaped(&date),
            tenth(at),
            tenth(middle),
            shape(&key),
        );
    }
    out.push_str("</svg>");
    out
}

/// The places of marks, from the left, moved as little as keeps them clear of each other and on the paper.
fn spread(places: &[f64]) -> Vec<f64> {
    let apart = f64::min(ROOM + 4.0, (WIDTH - 2.0 * ROOM) / (places.len().max(2) - 1) as f64);
    let mut spread = places.to_vec();
    for at in 1..spread.len() {
        spread[at] = spread[at].max(spread[at - 1] + apart);
    }
    let mut end = WIDTH - ROOM;
    for place in spread.iter_mut().rev() {
        *place = place.min(end);
        end = *place - apart;
    }
    spread
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_keep_clear_of_each_other_and_on_the_paper() {
        for places in [vec![14.0, 14.0, 15.0], vec![300.0, 306.0, 306.0, 306.0], vec![14.0, 160.0, 306.0]] {
            let spread = spread(&places);
            assert!(spread.windows(2).all(|pair| pair[1] - pair[0] >= ROOM), "{spread:?}");
            assert!(spread[0] >= ROOM - 0.1 && spread[spread.len() - 1] <= WIDTH - ROOM + 0.1, "{spread:?}");
        }
    }

    #[test]
    fn nothing_is_drawn_for_one_moment() {
        let when = When::parse("2021-01-01").expect("a date of the test");
        assert_eq!(moments(&[(&when, "announced")], None), "");
        let later = When::parse("2022").expect("a date of the test");
        assert_eq!(moments(&[(&when, "announced"), (&later, "due")], None).matches("<g class").count(), 2);
    }

    #[test]
    fn marks_stand_in_the_order_of_their_days() {
        let dates = ["2021-03-01", "2022-01-01", "à partir de janvier 2021"].map(When::parse);
        let [march, next, from] = dates.map(|when| when.expect("a date of the test"));
        let drawn = moments(&[(&march, "due"), (&next, "due"), (&from, "done")], None);
        let order: Vec<&str> = drawn.split("data-date=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert_eq!(order, ["2021-01/..", "2021-03-01", "2022-01-01"]);
        let soon = When::parse("dès que possible").expect("a date of the test");
        assert_eq!(moments(&[(&soon, "due"), (&march, "due")], None), "", "what has no day has no place");
    }
}
