//! A measure: a numbered commitment in an accord, with its milestones, amounts and status log.

use std::sync::Arc;

use crate::inputs::Span;
use crate::prose::Prose;

use super::fields::{Datum, Fields};
use super::time::When;

/// A numbered commitment: what, who, by when, how much, how far.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// As written: `5`, `5 bis`.
    pub number: String,
    /// Where the number stands.
    pub number_span: Span,
    /// Unique in the record: `mesure-5` unless the block says otherwise.
    pub anchor: Arc<str>,
    pub title: String,
    /// Every field of the block; its prose is here.
    pub fields: Fields,
    /// The section that the block stands in, by index.
    pub section: usize,
    /// What is due and when: `due:` first, then `milestones:` in their order.
    pub milestones: Vec<Milestone>,
    pub retroactive_to: Option<Box<When>>,
    pub amounts: Vec<Amount>,
    pub log: Vec<StatusEntry>,
    pub span: Span,
}

impl Measure {
    pub fn text(&self) -> Option<&Prose> {
        self.fields.prose("text")
    }
}

/// A dated point of a measure or of an instrument's calendar.
#[derive(Clone, Debug, PartialEq)]
pub struct Milestone {
    /// Plain words; empty for a measure's own `due:`, which the measure's title names.
    pub title: String,
    pub when: When,
    pub r#type: MilestoneType,
    pub anchor: Option<Arc<str>>,
    /// The numbers of the measures that it belongs to, as written.
    pub measures: Vec<(String, Span)>,
    /// Ids of organisations.
    pub lead: Vec<Arc<str>>,
    pub actors: Vec<Arc<str>>,
    pub retroactive_to: Option<Box<When>>,
    pub log: Vec<StatusEntry>,
    pub note: Option<Box<Prose>>,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MilestoneType {
    Start,
    Step,
    #[default]
    Deadline,
    Effect,
}

impl MilestoneType {
    pub fn key(self) -> &'static str {
        match self {
            MilestoneType::Start => "start",
            MilestoneType::Step => "step",
            MilestoneType::Deadline => "deadline",
            MilestoneType::Effect => "effect",
        }
    }
}

/// A sum that a measure gives or costs.
#[derive(Clone, Debug, PartialEq)]
pub struct Amount {
    pub value: f64,
    /// As written, such as `€ nets`.
    pub unit: String,
    pub per: Option<String>,
    pub label: Option<String>,
    pub from: Option<When>,
}

/// What an entry of a status log says of the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Progress {
    Planned,
    Started,
    Done,
    Partly,
    Delayed,
    Abandoned,
}

impl Progress {
    pub fn of_key(key: &str) -> Option<Progress> {
        Some(match key {
            "planned" => Progress::Planned,
            "started" => Progress::Started,
            "done" => Progress::Done,
            "partly" => Progress::Partly,
            "delayed" => Progress::Delayed,
            "abandoned" => Progress::Abandoned,
            _ => return None,
        })
    }

    pub fn key(self) -> &'static str {
        match self {
            Progress::Planned => "planned",
            Progress::Started => "started",
            Progress::Done => "done",
            Progress::Partly => "partly",
            Progress::Delayed => "delayed",
            Progress::Abandoned => "abandoned",
        }
    }
}

/// One dated entry of a status log.
#[derive(Clone, Debug, PartialEq)]
pub struct StatusEntry {
    pub date: When,
    pub state: Progress,
    /// The organisation that says so, by id.
    pub by: Option<Arc<str>>,
    pub note: Option<Box<Prose>>,
    pub evidence: Vec<Evidence>,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    pub title: String,
    pub url: Option<String>,
    /// A source record, by id.
    pub source: Option<Arc<str>>,
}

/// Reads a measure from the fields of its block. `word` is the language's word for a measure, which its anchor begins
/// with. The number and the title are there: the schema requires them.
pub fn read(fields: Fields, section: usize, word: &str, span: Span) -> Measure {
    let number = fields.text("number").unwrap_or_default();
    let anchor = fields.text("anchor").unwrap_or_else(|| crate::prose::slug(&format!("{word} {number}"))).into();
    let mut milestones = Vec::new();
    if let Some((item, Datum::Date(when))) = fields.get("due").map(|item| (item, &item.datum)) {
        milestones.push(Milestone {
            title: String::new(),
            when: (**when).clone(),
            r#type: MilestoneType::Deadline,
            anchor: None,
            measures: Vec::new(),
            lead: Vec::new(),
            actors: Vec::new(),
            retroactive_to: None,
            log: Vec::new(),
            note: None,
            span: item.span.clone(),
        });
    }
    milestones.extend(fields.placed_maps("milestones").filter_map(|(fields, span)| milestone(fields, span)));
    Measure {
        number_span: fields.get("number").map_or(span.clone(), |item| item.span.clone()),
        title: fields.text("title").unwrap_or_default(),
        retroactive_to: fields.date("retroactive_to").cloned().map(Box::new),
        amounts: fields.maps("amounts").filter_map(amount).collect(),
        log: log(&fields),
        number,
        anchor,
        fields,
        section,
        milestones,
        span,
    }
}

/// Reads a milestone; one whose date could not be read was already found fault with, and is left out.
pub fn milestone(fields: &Fields, span: &Span) -> Option<Milestone> {
    Some(Milestone {
        title: fields.text("title")?,
        when: fields.date("date")?.clone(),
        r#type: match fields.text("type").as_deref() {
            Some("start") => MilestoneType::Start,
            Some("step") => MilestoneType::Step,
            Some("effect") => MilestoneType::Effect,
            _ => MilestoneType::Deadline,
        },
        anchor: fields.text("anchor").map(Arc::from),
        measures: fields.list("measures").iter().filter_map(|item| Some((item.text()?, item.span.clone()))).collect(),
        lead: targets(fields, "lead"),
        actors: targets(fields, "actors"),
        retroactive_to: fields.date("retroactive_to").cloned().map(Box::new),
        log: log(fields),
        note: fields.prose("note").cloned().map(Box::new),
        span: span.clone(),
    })
}

fn targets(fields: &Fields, name: &str) -> Vec<Arc<str>> {
    fields.links(name).map(|link| Arc::from(&*link.target)).collect()
}

fn amount(fields: &Fields) -> Option<Amount> {
    Some(Amount {
        value: super::figure::number(fields, "value")?,
        unit: fields.text("unit")?,
        per: fields.text("per"),
        label: fields.text("label"),
        from: fields.date("from").cloned(),
    })
}

/// The status log of a measure or of a milestone, oldest entry first.
fn log(fields: &Fields) -> Vec<StatusEntry> {
    let mut entries: Vec<StatusEntry> = fields
        .placed_maps("log")
        .filter_map(|(entry, span)| {
            Some(StatusEntry {
                date: entry.date("date")?.clone(),
                state: Progress::of_key(&entry.text("state")?)?,
                by: entry.links("by").next().map(|link| Arc::from(&*link.target)),
                note: entry.prose("note").cloned().map(Box::new),
                evidence: entry
                    .maps("evidence")
                    .filter_map(|evidence| {
                        Some(Evidence {
                            title: evidence.text("title")?,
                            url: evidence.text("url"),
                            source: evidence.links("source").next().map(|link| Arc::from(&*link.target)),
                        })
                    })
                    .collect(),
                span: span.clone(),
            })
        })
        .collect();
    entries.sort_by(|a, b| a.date.cmp(&b.date));
    entries
}
