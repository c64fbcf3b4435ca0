//! What one site leaves to the next: lists and addresses are made again only where something changed that they hang on.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::inputs::Inputs;
use crate::model::Record;
use crate::model::time::When;
use crate::parse::config;
use crate::resolve::kept::{Found, Kept, Same, found};
use crate::resolve::{Corpus, Relations};
use crate::schema::Kinds;

use super::claims::Claimed;
use super::collections::Collection;
use super::cuts::{CalendarCut, own_date};
use super::feeds;
use super::lists;
use super::look::Looked;
use super::remarks::{RemarkFacet, RemarkPage};
use super::timeline::Timeline;

/// What is kept from site to site, so long as the language is the same.
#[derive(Default)]
pub struct Memory {
    pub(super) looked: Kept<Files, Looked>,
    pub(super) lists: lists::Memory,
    pub(super) claimed: Kept<Holds, Claimed>,
    outlines: Found<(), Outline>,
}

/// What of each record has an address.
pub(super) fn outlines(memory: Option<&mut Memory>, corpus: &Corpus) -> Arc<Vec<Arc<Outline>>> {
    found(memory.map(|memory| &mut memory.outlines), &corpus.records, (), |_, record| Outline::of(record))
}

/// `recueil.yaml`, the files of themes, and the pictures of the appearance: what the look of a site hangs on.
pub(super) type Files = (Option<Settings>, Vec<(Arc<str>, Same<[u8]>)>, Vec<(String, String)>);

pub(super) fn files(inputs: &Inputs, pictures: &[(String, String)]) -> Files {
    let of_themes = inputs.under("themes/").map(|(path, bytes)| (path.clone(), Same(bytes.clone())));
    (settings(inputs), of_themes.collect(), pictures.to_vec())
}

/// `recueil.yaml` as it is written.
pub(super) type Settings = Same<[u8]>;

pub(super) fn settings(inputs: &Inputs) -> Option<Settings> {
    inputs.files.get(config::PATH).cloned().map(Same)
}

pub(super) fn first(record: &Record, field: &str) -> Option<String> {
    Some(record.fields.links(field).next()?.target.clone())
}

/// What of a record has an address, or gives others theirs.
#[derive(PartialEq)]
pub(super) struct Outline {
    /// Under which initial the lists of what it refers to have it: the first letter of its label, which the order of
    /// labels begins with; where that is another sign, the label.
    initial: String,
    /// Under which year they have it: its date, else that of the record that it arises from.
    date: Option<When>,
    arises_from: Option<String>,
    former_ids: Vec<String>,
    anchors: Vec<String>,
    roles: BTreeSet<String>,
    /// The files that it names, by their paths among the inputs.
    files: BTreeSet<String>,
    is_figure: bool,
    is_annotation: bool,
    has_changed: bool,
}

impl Outline {
    fn of(record: &Record) -> Outline {
        let of_calendar = record.calendar.iter().filter_map(|milestone| milestone.anchor.as_deref());
        let label = record.label();
        let letter = label.chars().next().filter(char::is_ascii_alphabetic);
        Outline {
            initial: letter.map_or_else(|| label.to_owned(), |letter| letter.to_ascii_lowercase().to_string()),
            date: own_date(record).cloned(),
            arises_from: first(record, "arises_from"),
            former_ids: record.former_ids.iter().map(|(id, _)| id.clone()).collect(),
            anchors: record.anchors().chain(of_calendar).map(str::to_owned).collect(),
            roles: record.sections.iter().filter_map(|section| section.role.clone()).collect(),
            files: record.assets.iter().filter_map(|asset| asset.input.clone()).collect(),
            is_figure: record.figure.is_some(),
            is_annotation: record.annotation.is_some(),
            has_changed: feeds::last_changed(record).is_some(),
        }
    }
}

/// All that the addresses hang on.
#[derive(PartialEq)]
pub(super) struct Holds {
    pub relations: Relations,
    pub kinds: Same<Kinds>,
    /// The files of the theme that are copied, which of them is the style sheet, and whether scripts read anything.
    pub theme: (BTreeMap<String, String>, Option<String>, bool),
    pub collections: Same<Vec<Collection>>,
    pub calendar: Same<Option<CalendarCut>>,
    pub timeline: Same<Timeline>,
    pub outlines: Same<Vec<Arc<Outline>>>,
    pub files: Arc<BTreeSet<Arc<str>>>,
    pub annotations: usize,
    pub remarks: (Vec<RemarkPage>, Vec<(RemarkFacet, Vec<String>)>),
    pub has_feeds: bool,
}
