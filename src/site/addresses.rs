//! The addresses of a site, by who wants them; they are dealt out again only where one of these wants others.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostics::Lang;
use crate::model::Record;
use crate::resolve::kept::{Found, Kept, Same, found, found_or, kept, kept_alike};
use crate::resolve::{ById, Calendar, Corpus, Relations};
use crate::schema::Kinds;

use super::claims::{self, Claimed};
use super::collections::Collection;
use super::cuts::CalendarCut;
use super::feeds;
use super::lists::{Dated, Lists};
use super::remarks::{RemarkFacet, RemarkPage, Remarks};
use super::theme::Theme;
use super::timeline::Timeline;
use super::wanted::{self, Wanted};

/// The addresses that were dealt out last, and who wanted them.
#[derive(Default)]
pub(super) struct Memory {
    outlines: Found<(), Outline>,
    listed: Found<(), Listed>,
    of_site: Kept<Holds, Wanted>,
    of_lists: Found<Relations, Wanted>,
    /// What the lists of last time show: dated points, and records under what they are listed.
    shown: Option<Shown>,
    claimed: Kept<Wants, Claimed>,
}

type Shown = (Same<Calendar>, Arc<Vec<Arc<Listed>>>);

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
    let (mut outlines, mut listed, mut others) = Default::default();
    if let Some(memory) = memory {
        outlines = found(Some(&mut memory.outlines), &corpus.records, (), |_, record| Outline::of(record));
        listed = found(Some(&mut memory.listed), &corpus.records, (), |_, record| Listed::of(record));
        if memory.claimed.last().is_some_and(|last| !last.findings.is_empty()) {
            // What is wrong with an address may stand elsewhere now.
            memory.claimed = Kept::default();
        }
        let shown = memory.shown.replace((corpus.calendar(), listed.clone()));
        others = shown.map(|shown| whose_lists_are_other(corpus, &listed, &shown)).unwrap_or_default();
        (of_site, of_lists) = (Some(&mut memory.of_site), Some(&mut memory.of_lists));
        of_claimed = Some(&mut memory.claimed);
    }
    let Lists { collections, calendar, timeline } = lists;
    let holds = || Holds {
        relations: corpus.relations(),
        dues: corpus.calendar(),
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
        let filtered = wanted::Filtered { calendar: calendar.as_ref().as_ref(), timeline, remarks };
        wanted::of_site(corpus, collections, filtered, theme, lang, has_feeds)
    });
    let of_lists = found_or(
        of_lists,
        &corpus.records,
        corpus.relations(),
        |at| others.contains(&at),
        |at, _| wanted::of_lists(corpus, at, lang),
    );
    let wants = || Wants {
        places: corpus.places(),
        outlines: Same(outlines.clone()),
        of_site: Same(of_site.clone()),
        of_lists: Same(of_lists.clone()),
        files: corpus.files.clone(),
    };
    kept(of_claimed, wants, || claims::routes(corpus, collections, &of_site, &of_lists, lang))
}

/// The records whose lists show other dated points, or something listed elsewhere, so long as all name whom they named.
fn whose_lists_are_other(corpus: &Corpus, listed: &[Arc<Listed>], (calendar, before): &Shown) -> HashSet<usize> {
    let mut others = corpus.calendar().0.others(&calendar.0);
    let is_other = |at: usize| before.get(at).is_none_or(|was| !Arc::ptr_eq(was, &listed[at]));
    // A record may take its date from another.
    let from = |at: usize| listed[at].dated.arises_from().and_then(|id| corpus.index(id));
    let moved: Vec<bool> = (0..listed.len()).map(|at| is_other(at) || from(at).is_some_and(is_other)).collect();
    if moved.contains(&true) {
        let names = |at: usize| {
            let links = corpus.backlinks(at).map(|link| link.from);
            let named = links.chain(corpus.uses(at).map(|of| of.record)).chain(corpus.citing(at).map(|of| of.record));
            named.into_iter().any(|record| moved[record])
        };
        others.par_extend((0..listed.len()).into_par_iter().filter(|&at| names(at)));
    }
    others
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
    /// The anchors of its measures, which each stand in them for themselves.
    measures: Vec<Arc<str>>,
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
            measures: record.measures.iter().map(|measure| measure.anchor.clone()).collect(),
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
    dues: Same<Calendar>,
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
    of_lists: Same<Vec<Arc<Wanted>>>,
    files: Arc<BTreeSet<Arc<str>>>,
}
