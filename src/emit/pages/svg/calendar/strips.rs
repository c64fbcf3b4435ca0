//! A tall drawing on paper: the same drawing again, in strips between which a page may end, below the scale that each page
//! repeats.

use std::fmt::Write as _;

use super::super::ink::tenth;
use super::layout::{Frame, Laid};

/// A drawing that is no taller stays whole: a third of a page, whatever the paper, since it is as wide as that.
const WHOLE: f64 = 480.0;
/// No strip is shorter, so that rows of marks alone do not stand by themselves.
const SHORTEST: f64 = 48.0;

/// The places where strips begin, and where the last one ends; nothing for a drawing that stays whole.
///
/// A strip begins with a lane, or with a row of points below the lane's title: through no mark and no word.
pub fn cuts(laid: &[Laid], frame: &Frame, height: f64) -> Vec<f64> {
    if height <= WHOLE {
        return Vec::new();
    }
    let mut places: Vec<f64> = Vec::new();
    for lane in laid {
        let below_title = lane.title_end();
        places.push(lane.y - 1.0);
        places.extend(lane.blocks.iter().map(|(_, y)| *y).filter(|y| *y >= below_title && *y > lane.y + 10.0));
    }
    places.sort_by(f64::total_cmp);
    let mut cuts = vec![frame.top - 1.0];
    for place in places {
        if place - cuts[cuts.len() - 1] >= SHORTEST && height - place >= SHORTEST {
            cuts.push(place);
        }
    }
    cuts.push(height);
    cuts
}

/// The strips of the drawing of that id, for paper alone; empty where it stays whole.
pub fn strips(cuts: &[f64], frame: &Frame, id: &str) -> String {
    let Some(top) = cuts.first() else { return String::new() };
    let strip = |from: f64, to: f64| {
        format!(
            r##"<div><svg class="tl" viewBox="0 {} {} {}"><use href="#{id}"/></svg></div>"##,
            tenth(from),
            tenth(frame.width),
            tenth(to - from)
        )
    };
    let mut out = format!(
        r#"<div class="tl-print" aria-hidden="true"><div class="tl-print-scale">{}</div><div>"#,
        strip(0.0, *top)
    );
    for pair in cuts.windows(2) {
        let _ = write!(out, "{}", strip(pair[0], pair[1]));
    }
    out.push_str("</div></div>");
    out
}

#[cfg(test)]
mod tests {
    use super::super::layout::laid_out;
    use super::super::{Detail, Drawing, Lane, Point};
    use super::*;
    use crate::diagnostics::Lang;
    use crate::emit::pages::svg::Width;
    use crate::model::time::When;

    /// What is drawn of one point in each of several lanes, laid out, and where it may be cut.
    fn laid(lanes: usize, each: usize, see: impl Fn(&[Laid], &[f64])) {
        let when = When::parse("2021-03-01").expect("a date of the test");
        let point = |at: usize| Point {
            lane: at / each,
            label: "Un libellé assez long pour prendre deux lignes, et même davantage",
            when: &when,
            state_key: "late",
            state_label: "en retard",
            href: None,
            date_label: "1er mars 2021",
            row: None,
        };
        let title = "Une ligne dont le titre est long, et qui en prend plusieurs".to_owned();
        let drawing = Drawing {
            title: "Calendrier",
            lanes: vec![Lane { title }; lanes],
            points: (0..lanes * each).map(point).collect(),
            as_of: None,
            detail: Detail::Labels,
            lang: Lang::Fr,
        };
        let frame = Frame::of(&drawing, Width::Wide);
        let laid = laid_out(&drawing, &frame);
        let height = laid.last().map_or(0.0, |lane| lane.end) + 4.0;
        see(&laid, &cuts(&laid, &frame, height));
    }

    #[test]
    fn nothing_is_cut_through() {
        for (lanes, each) in [(1, 40), (9, 1), (5, 4)] {
            laid(lanes, each, |laid, cuts| {
                assert!(cuts.len() > 3, "{lanes} lanes of {each}: {cuts:?}");
                assert!(cuts.windows(2).all(|pair| pair[1] - pair[0] >= SHORTEST));
                for lane in laid {
                    let blocks = lane.blocks.iter().map(|(block, y)| (*y, y + block.height()));
                    for (top, bottom) in blocks.chain([(lane.y - 0.5, lane.title_end())]) {
                        let through = cuts.iter().find(|cut| **cut > top + 0.1 && **cut < bottom - 0.1);
                        assert_eq!(through, None, "what lies from {top} to {bottom}");
                    }
                }
            });
        }
    }

    #[test]
    fn a_short_drawing_stays_whole() {
        laid(2, 1, |_, cuts| assert_eq!(cuts, [0.0; 0]));
    }
}
