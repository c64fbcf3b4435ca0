//! A measure: as a card within its accord, and on a page of its own.

use std::sync::Arc;

use serde::Serialize;

use crate::model::{Amount, Measure};
use crate::resolve::Due;
use crate::site::figures;
use crate::site::summary::on_one_line;

use super::annotations::{self, AnnotationView};
use super::body;
use super::citation::{self, CitationView};
use super::effects::{self, EffectView};
use super::facts::{self, Fact, Value, plain};
use super::figure::{self, FigureView};
use super::frame::{self, Frame};
use super::lanes::By;
use super::legal_texts::{self, LegalText};
use super::milestones::{self, Calendar, LogItem, Naming, Row};
use super::moments::{self, Moments, Titled};
use super::pieces::{Date, Link, StateView, Way};
use super::relations::{self, Group};
use super::words::Words;

/// A measure within its accord.
#[derive(Debug, Serialize)]
pub(super) struct Card {
    pub level: usize,
    pub anchor: Arc<str>,
    pub number: String,
    pub label: String,
    pub title: String,
    pub text: Option<String>,
    pub due: Option<Date>,
    pub state: Option<StateView>,
    pub moments: Option<Moments>,
    pub milestones: Vec<Row>,
    pub facts: Vec<Fact>,
    pub notes: Vec<String>,
    pub href: String,
}

/// What a measure's heading says of time: its own due date and how it stands.
fn standing(words: &Words, measure: &Measure, dues: &[&Due]) -> (Option<Date>, Option<StateView>) {
    let own = dues.iter().find(|due| due.is_own);
    let said = measure.log.last().map(|entry| words.state_of(entry.state.key()));
    match own {
        Some(due) => (Some(words.date(&due.when)), Some(words.state(due.state))),
        None => (None, said),
    }
}

pub(super) fn card<'a>(words: &Words<'a>, record: usize, measure: &'a Measure, dues: &[&'a Due], level: usize) -> Card {
    let (due, state) = standing(words, measure, dues);
    Card {
        level,
        anchor: measure.anchor.clone(),
        number: measure.number.clone(),
        label: words.measure_label(measure),
        title: words.line(&measure.title),
        text: measure.text().map(|text| words.prose(text)),
        due,
        state,
        moments: moments::moments(words, &words.corpus.records[record], measure, dues, Titled::Follow),
        milestones: dues
            .iter()
            .filter(|due| !due.is_own)
            .map(|due| Row { anchor: None, ..milestones::row(words, due, Naming::default()) })
            .collect(),
        facts: facts_of(words, record, measure, &["themes", "see_also"]),
        notes: notes(words, measure),
        href: words.site.href_of(words.path, record, Some(&measure.anchor)),
    }
}

fn notes<'a>(words: &Words<'a>, measure: &'a Measure) -> Vec<String> {
    measure.fields.maps("notes").filter_map(|note| note.prose("text")).map(|text| words.prose(text)).collect()
}

/// The facts of a measure: its amounts in words, then what its schema names.
fn facts_of<'a>(words: &Words<'a>, record: usize, measure: &'a Measure, without: &[&str]) -> Vec<Fact> {
    let kind = words.corpus.kinds.get(&words.corpus.records[record].kind);
    let Some(block) = kind.and_then(|kind| kind.blocks.get("measure")) else { return Vec::new() };
    let left_out = [facts::OF_MEASURES, without].concat();
    let mut facts = facts::facts(words, &measure.fields, &block.shape, &left_out);
    if !measure.amounts.is_empty() {
        let values = measure.amounts.iter().map(|sum| amount(words, sum)).collect();
        let title = block.shape.field("amounts").map(|shape| shape.title.get(words.site.lang).clone());
        facts.insert(0, Fact::new(title.unwrap_or_default(), values));
    }
    facts
}

/// « 183 € nets par mois », and what is said of it.
fn amount(words: &Words, amount: &Amount) -> Value {
    let mut text = format!("{}\u{a0}{}", words.number(amount.value), amount.unit);
    if let Some(per) = &amount.per {
        text.push_str(&format!(" {} {per}", words.site.strings.get("per")));
    }
    let mut rest: Vec<Link> = amount.label.iter().map(|label| plain(words.line(label))).collect();
    if let Some(from) = &amount.from {
        rest.push(plain(format!("{} {}", words.t("amount_from"), words.date(from).html())));
    }
    Value { main: plain(words.line(&text)), rest, prose: None }
}

/// The page of one measure.
#[derive(Serialize)]
pub(super) struct PageView {
    record: MeasureView,
}

#[derive(Serialize)]
struct MeasureView {
    lang: String,
    label: String,
    of: Link,
    title: String,
    status: Option<frame::StatusView>,
    due: Option<Date>,
    state: Option<StateView>,
    text: Option<String>,
    facts: Vec<Fact>,
    notes: Vec<String>,
    annotations: Vec<AnnotationView>,
    /// What drafts would change in it.
    effects: Vec<EffectView>,
    /// The figures that it states.
    figures: Vec<FigureView>,
    moments: Option<Moments>,
    calendar: Option<Calendar>,
    log: Vec<LogItem>,
    legal_texts: Vec<LegalText>,
    relations: Vec<Group>,
    footnotes: Option<String>,
    citation: CitationView,
    previous: Option<Way>,
    next: Option<Way>,
}

pub(super) fn page(words: &Words, record: usize, at: usize) -> (Frame, PageView) {
    let of = &words.corpus.records[record];
    let measure = &of.measures[at];
    let label = words.measure_label(measure);
    let mut frame = frame::of_record(words, record, &format!("{label} : {}", measure.title));
    frame.sharing.is_translated(words, record, Some(&measure.number));
    frame.crumbs.push(Way { href: words.site.href_of(words.path, record, None), html: words.label(record) });
    let links = words.site.links(words.path, Some(record));
    let text = measure.text().map(|text| crate::prose::plain::line(&text.blocks, &links));
    let said = text.map_or_else(|| measure.title.clone(), |text| on_one_line(&text));
    frame.description = Some(words.text(&format!("{label}, {} : {said}", of.label())));
    let is_of = |due: &&Due| due.measures.contains(&measure.anchor);
    let dues: Vec<&Due> = words.corpus.dues_of_record(record).filter(is_of).collect();
    let (due, state) = standing(words, measure, &dues);
    let is_long = dues.len() > 1 || dues.iter().any(|due| !due.is_own);
    let naming = Naming { who: true, ..Naming::default() };
    let calendar = is_long
        .then(|| milestones::calendar(words, words.t("milestones"), dues.iter().copied(), naming, By::Record))
        .flatten();
    let own = measure.log.iter().map(|entry| (entry, None));
    let theirs = dues.iter().flat_map(|due| {
        let what = (!due.is_own).then(|| words.line(&due.title));
        words.corpus.milestone(due).log.iter().map(move |entry| (entry, what.clone()))
    });
    let mut log: Vec<_> = own.chain(theirs).collect();
    log.sort_by(|a, b| a.0.date.cmp(&b.0.date));
    let neighbour = |measure: &Measure| Way {
        href: words.site.href_of(words.path, record, Some(&measure.anchor)),
        html: words.line(&format!("{} : {}", words.measure_label(measure), measure.title)),
    };
    let stated = figures::stated_in(words.corpus, record);
    let stated = stated.iter().filter(|(anchor, _)| *anchor == Some(&*measure.anchor));
    // A figure that is drawn here needs no mention below.
    let is_drawn = |from: usize| words.corpus.records[from].figure.is_some();
    let meant = words.corpus.backlinks(record).filter(|link| {
        link.to_anchor.as_deref() == Some(&measure.anchor) && !(&*link.relation == "states" && is_drawn(link.from))
    });
    let view = MeasureView {
        lang: of.language.clone().unwrap_or_else(|| words.corpus.config.language.clone()),
        label,
        of: words.link(record),
        title: words.line(&measure.title),
        status: frame::status(words, of.status),
        due,
        state,
        text: measure.text().map(|text| words.prose(text)),
        facts: facts_of(words, record, measure, &[]),
        notes: notes(words, measure).into_iter().chain(body::notes_about(words, of, Some(&measure.anchor))).collect(),
        annotations: annotations::of_measure(words, record, at),
        effects: effects::of_measure(words, record, at),
        figures: stated.filter_map(|&(_, at)| figure::view(words, at, false)).collect(),
        moments: moments::moments(words, of, measure, &dues, Titled::Told),
        calendar,
        log: log.into_iter().map(|(entry, what)| milestones::log_item(words, entry, what)).collect(),
        legal_texts: legal_texts::of_measure(words, record, measure),
        relations: relations::of_provision(words, record, meant),
        footnotes: words.footnotes(),
        citation: citation::view(words, record, Some(at)),
        previous: at.checked_sub(1).map(|at| neighbour(&of.measures[at])),
        next: of.measures.get(at + 1).map(neighbour),
    };
    (frame, PageView { record: view })
}
