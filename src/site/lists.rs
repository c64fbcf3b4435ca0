//! The lists of a site, made beside each other; one is made again only where something changed that it hangs on.

use std::sync::Arc;

use crate::diagnostics::Lang;
use crate::inputs::Inputs;
use crate::model::Record;
use crate::model::time::When;
use crate::resolve::kept::{Found, Kept, Same, found, kept, kept_alike};
use crate::resolve::{ById, Calendar, Corpus, Labels};
use crate::schema::Kinds;

use super::collections::{Collection, collections, rank};
use super::cuts::{self, CalendarCut, Stretch, own_date};
use super::look::{Settings, settings};
use super::timeline::Timeline;

/// What the pages list.
pub(super) struct Lists {
    pub collections: Arc<Vec<Collection>>,
    pub calendar: Arc<Option<CalendarCut>>,
    pub timeline: Arc<Timeline>,
}

/// The lists that were made last.
#[derive(Default)]
pub(super) struct Memory {
    dates: Found<(), Dated>,
    filed: Found<(), Filed>,
    collections: Kept<Listing, Vec<Collection>>,
    stretches: Kept<(Same<Calendar>, Dates), Vec<Stretch>>,
    calendar: Kept<Naming, Option<CalendarCut>>,
    timeline: Kept<Naming, Timeline>,
}

/// The dates that lists go by, and the records that they are of.
type Dates = (Same<ById>, Same<Vec<Arc<Dated>>>);

/// What the lists of dated points hang on.
type Naming = (Same<Calendar>, Dates, Same<Labels>);

/// What the lists of records hang on.
#[derive(PartialEq)]
struct Listing {
    dates: Dates,
    labels: Same<Labels>,
    filed: Same<Vec<Arc<Filed>>>,
    /// The names of the records that figures are filed under.
    stated_in: Vec<String>,
    kinds: Same<Kinds>,
    settings: Option<Settings>,
}

/// Makes the lists of a corpus, in a language.
pub(super) fn lists(corpus: &Corpus, inputs: &Inputs, lang: Lang, memory: Option<&mut Memory>) -> Lists {
    let (mut of_collections, mut of_stretches, mut of_calendar, mut of_timeline) = (None, None, None, None);
    let (mut dates, mut filed) = Default::default();
    if let Some(memory) = memory {
        dates = found(Some(&mut memory.dates), &corpus.records, (), |_, record| Dated::of(record));
        filed = found(Some(&mut memory.filed), &corpus.records, (), |_, record| Filed::of(record));
        (of_collections, of_stretches) = (Some(&mut memory.collections), Some(&mut memory.stretches));
        (of_calendar, of_timeline) = (Some(&mut memory.calendar), Some(&mut memory.timeline));
    }
    let dates = || (corpus.places(), Same(dates.clone()));
    let labels = || Same(corpus.labels().clone());
    let naming = || (corpus.calendar(), dates(), labels());
    let listing = || Listing {
        dates: dates(),
        labels: labels(),
        filed: Same(filed.clone()),
        stated_in: filed.iter().filter_map(|of| Some(corpus.get(of.stated_in.as_ref()?)?.label().to_owned())).collect(),
        kinds: Same(corpus.kinds.clone()),
        settings: settings(inputs),
    };
    let (collections, (calendar, timeline)) = rayon::join(
        || kept_alike(of_collections, listing, || collections(corpus, lang)),
        || {
            let all = || cuts::stretches(corpus, 0..corpus.dues().len(), lang);
            let stretches = kept(of_stretches, || (corpus.calendar(), dates()), all);
            (
                kept_alike(of_calendar, naming, || cuts::calendar(corpus, &stretches)),
                kept_alike(of_timeline, naming, || Timeline::new(corpus, &stretches, lang)),
            )
        },
    );
    Lists { collections, calendar, timeline }
}

/// When a record is of, and the one that it takes its date from where it says none itself.
#[derive(PartialEq)]
pub(super) struct Dated {
    date: Option<When>,
    arises_from: Option<String>,
}

impl Dated {
    /// The id of the record that it takes its date from where it says none itself.
    pub fn arises_from(&self) -> Option<&str> {
        self.arises_from.as_deref()
    }

    pub fn of(record: &Record) -> Dated {
        Dated { date: own_date(record).cloned(), arises_from: first(record, "arises_from") }
    }
}

/// Where a record stands in its document, and in which: for a figure, the record that states it.
#[derive(PartialEq)]
struct Filed {
    part: Option<String>,
    stated_in: Option<String>,
    rank: (i64, Arc<str>, usize),
}

impl Filed {
    fn of(record: &Record) -> Filed {
        let stated_in = record.figure.as_ref().and_then(|_| first(record, "stated_in"));
        Filed { part: record.fields.text("part"), stated_in, rank: rank(record) }
    }
}

/// The first record that a field refers to.
fn first(record: &Record, field: &str) -> Option<String> {
    Some(record.fields.links(field).next()?.target.clone())
}
