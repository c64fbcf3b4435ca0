//! How far an accord is: its measures counted by state, for the whole and for each of its axes.

use serde::Serialize;

use crate::resolve::{Standing, Tally};
use crate::site::progress::{self, Part};

use super::pieces::Link;
use super::svg::bar;
use super::words::Words;

/// The section of an accord's page.
#[derive(Serialize)]
pub(super) struct ProgressView {
    /// What is known, in a sentence.
    text: String,
    bar: String,
    counts: Vec<CountView>,
    rows: Vec<RowView>,
}

/// How many measures are in a state, with a piece of the bar to know it by.
#[derive(Serialize)]
struct CountView {
    swatch: String,
    count: String,
    label: String,
}

/// An axis, or a section of one.
#[derive(Serialize)]
struct RowView {
    depth: usize,
    /// None for the measures that stand before any heading.
    axis: Option<Link>,
    total: String,
    bar: String,
    /// The counts in words.
    text: String,
}

pub(super) fn view(words: &Words, record: usize) -> Option<ProgressView> {
    let tally = progress::whole(words.corpus, record);
    if tally.total() == 0 {
        return None;
    }
    let parts = progress::parts(words.corpus, record);
    Some(ProgressView {
        text: words.text(&progress::known(words.site, &tally)),
        bar: drawn(&tally, 420.0, 14.0),
        counts: tally.counts().map(|(standing, count)| counted(words, standing, count)).collect(),
        // One section that holds all of them would only say the same again, as would those of an axis while nothing is known.
        rows: parts
            .iter()
            .filter(|part| parts.len() > 1 && (tally.known() > 0 || part.depth == 0))
            .map(|part| row(words, record, part))
            .collect(),
    })
}

fn counted(words: &Words, standing: Standing, count: usize) -> CountView {
    let swatch = bar::bar(&[(standing.key(), count)], 22.0, 12.0);
    CountView { swatch, count: words.number(count as f64), label: words.state_of(standing.key()).label }
}

fn row(words: &Words, record: usize, part: &Part) -> RowView {
    let section = part.section.map(|at| &words.corpus.records[record].sections[at]);
    let axis = section.map(|section| Link {
        html: words.line(&section.plain_title()),
        href: section.anchor.as_ref().map(|anchor| format!("#{anchor}")),
        ..Link::default()
    });
    RowView {
        depth: part.depth,
        axis,
        total: words.number(part.tally.total() as f64),
        bar: drawn(&part.tally, 240.0, 10.0),
        text: words.line(&progress::in_words(words.site, &part.tally)),
    }
}

fn drawn(tally: &Tally, width: f64, height: f64) -> String {
    let segments: Vec<bar::Segment> = tally.counts().map(|(standing, count)| (standing.key(), count)).collect();
    bar::bar(&segments, width, height)
}

/// « 5 mesures : 2 réalisées, 3 sans suite renseignée »
fn line(words: &Words, tally: &Tally) -> String {
    let total = words.count("measure_count", tally.total());
    // Where nothing at all is known a second number would only say the first again.
    let said = match tally.count(Standing::Unknown) == tally.total() {
        true => words.state_of(Standing::Unknown.key()).label,
        false => progress::in_words(words.site, tally),
    };
    words.line(&format!("{total}{} {said}", words.t("colon")))
}

/// A record's measures in one line, for a list of records, as HTML.
pub(super) fn of_record(words: &Words, record: usize) -> Option<String> {
    let tally = progress::whole(words.corpus, record);
    (tally.total() > 0).then(|| line(words, &tally))
}

/// The measures of an axis in one line, for its heading; nothing while nobody says anything of them.
pub(super) fn of_axis(words: &Words, record: usize, section: usize) -> Option<String> {
    let tally = progress::of_section(words.corpus, record, section);
    (tally.known() > 0).then(|| line(words, &tally))
}
