//! The addresses of a site, by who wants them; they are dealt out again only where one of these wants others.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostics::Lang;
use crate::model::Record;
use crate::resolve::kept::{Found, Kept, Same, found, kept, kept_alike};
use crate::resolve::{ById, Corpus, Relations};
use crate::schema::Kinds;

use super::claims::{self, Claimed, Wanted};
use super::collections::Collection;
use super::cuts::CalendarCut;
use super::feeds;
use super::lists::{Dated, Lists};
use super::remarks::{RemarkFacet, RemarkPage, Remarks};
use super::theme::Theme;
use super::timeline::Timeline;

/// The addresses that were dealt out last, and who wanted them.
#[derive(Default)]
pub(super) struct Memory {
    outlines: Found<(), Outline>,
    listed: Found<(), Listed>,
    of_site: Kept<Holds, Wanted>,
    of_lists: Kept<Referring, Vec<Wanted>>,
    claimed: Kept<Wants, Claimed>,
}

/// Who refers to whom, and what they are listed under.
type Referring = (Relations, Same<Vec<Arc<Listed>>>);

/// Deals out the addresses of a corpus.
pub(super) fn addresses(
    corpus: &Corpus,
    lists: &Lists,
    remarks: &Remarks,
    theme: &Theme,
    lang: Lang,
    has_feeds: bool,
    memory: Option<&mut Memory>,
) -> Arc<Claimed> {
    let (mut of_site, mut of_lists, mut of_claimed) = Default::default();
    let (mut outlines, mut listed) = Default::default();
    if let Some(memory) = memory {
        outlines = found(Some(&mut memory.outlines), &corpus.records, (), |_, record| Outline::of(record));
        listed = found(Some(&mut memory.listed), &corpus.records, (), |_, record| Listed::of(record));
        if memory.claimed.last().is_some_and(|last| !last.findings.is_empty()) {
            // What is wrong with an address may stand elsewhere now.
            memory.claimed = Kept::default();
        }
        (of_site, of_lists) = (Some(&mut memory.of_site), Some(&mut memory.of_lists));
        of_claimed = Some(&mut memory.claimed);
    }
    let Lists { collections, calendar, timeline } = lists;
    let holds = || Holds {
        relations: corpus.relations(),
        kinds: Same(corpus.kinds.clone()),
        theme: (theme.assets.clone(), theme.style.clone(), theme.scripts),
        collections: Same(collections.clone()),
        calendar: Same(calendar.clone()),
        timeline: Same(timeline.clone()),
        outlines: Same(outlines.clone()),
        listed: Same(listed.clone()),
        annotations: corpus.annotations.len(),
        remarks: remarks.outline(),
        has_feeds,
    };
    let of_site = kept_alike(of_site, holds, || {
        let filtered = claims::Filtered { calendar: calendar.as_ref().as_ref(), timeline, remarks };
        claims::of_site(corpus, collections, filtered, theme, lang, has_feeds)
    });
    let relations = || (corpus.relations(), Same(listed.clone()));
    let of_lists = kept_alike(of_lists, relations, || claims::of_lists(corpus, lang));
    let wants = || Wants {
        places: corpus.places(),
        outlines: Same(outlines.clone()),
        of_site: Same(of_site.clone()),
        of_lists: Same(of_lists.clone()),
        files: corpus.files.clone(),
    };
    kept(of_claimed, wants, || claims::routes(corpus, collections, &of_site, &of_lists, lang))
}

/// What a record wants addresses for by itself.
#[derive(PartialEq)]
struct Outline {
    former_ids: Vec<String>,
    anchors: Vec<String>,
    /// Those of its measures, which have pages.
    measures: Vec<Arc<str>>,
    /// The files that it names, by their paths among the inputs.
    files: BTreeSet<String>,
    is_annotation: bool,
}

impl Outline {
    fn of(record: &Record) -> Outline {
        let of_calendar = record.calendar.iter().filter_map(|milestone| milestone.anchor.as_deref());
        Outline {
            former_ids: record.former_ids.iter().map(|(id, _)| id.clone()).collect(),
            anchors: record.anchors().chain(of_calendar).map(str::to_owned).collect(),
            measures: record.measures.iter().map(|measure| measure.anchor.clone()).collect(),
            files: record.assets.iter().filter_map(|asset| asset.input.clone()).collect(),
            is_annotation: record.annotation.is_some(),
        }
    }
}

/// What of a record gives the lists that it stands in their addresses.
#[derive(PartialEq)]
struct Listed {
    /// Under which initial the lists of what it refers to have it: the first letter of its label, which the order of
    /// labels begins with; where that is another sign, the label.
    initial: String,
    /// Under which year they have it.
    dated: Dated,
    roles: BTreeSet<String>,
    is_figure: bool,
    has_changed: bool,
}

impl Listed {
    fn of(record: &Record) -> Listed {
        let label = record.label();
        let letter = label.chars().next().filter(char::is_ascii_alphabetic);
        Listed {
            initial: letter.map_or_else(|| label.to_owned(), |letter| letter.to_ascii_lowercase().to_string()),
            dated: Dated::of(record),
            roles: record.sections.iter().filter_map(|section| section.role.clone()).collect(),
            is_figure: record.figure.is_some(),
            has_changed: feeds::last_changed(record).is_some(),
        }
    }
}

/// All that the addresses of lists and of generated pages hang on.
#[derive(PartialEq)]
struct Holds {
    relations: Relations,
    kinds: Same<Kinds>,
    /// The files of the theme that are copied, which of them is the style sheet, and whether scripts read anything.
    theme: (BTreeMap<String, String>, Option<String>, bool),
    collections: Same<Vec<Collection>>,
    calendar: Same<Option<CalendarCut>>,
    timeline: Same<Timeline>,
    outlines: Same<Vec<Arc<Outline>>>,
    listed: Same<Vec<Arc<Listed>>>,
    annotations: usize,
    remarks: (Vec<RemarkPage>, Vec<(RemarkFacet, Vec<String>)>),
    has_feeds: bool,
}

/// Everything that addresses are dealt out by.
#[derive(PartialEq)]
struct Wants {
    places: Same<ById>,
    outlines: Same<Vec<Arc<Outline>>>,
    of_site: Same<Wanted>,
    of_lists: Same<Vec<Wanted>>,
    files: Arc<BTreeSet<Arc<str>>>,
}
