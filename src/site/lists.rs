//! The lists of a site, made beside each other; one is made again only where something changed that it hangs on.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::diagnostics::Lang;
use crate::inputs::Inputs;
use crate::model::Record;
use crate::model::time::When;
use crate::resolve::kept::{Found, Kept, Same, found, kept, kept_alike, same};
use crate::resolve::{ById, Calendar, Corpus};
use crate::schema::Kinds;

use super::collections::{Collection, collections, rank};
use super::cuts::{self, CalendarCut, own_date};
use super::memory::{Settings, first, settings};
use super::timeline::Timeline;

/// What the pages list.
pub(super) struct Lists {
    pub collections: Arc<Vec<Collection>>,
    pub calendar: Arc<Option<CalendarCut>>,
    pub timeline: Arc<Timeline>,
    /// The records whose label is another's too, by index.
    pub homonyms: Arc<HashSet<usize>>,
}

/// The lists that were made last.
#[derive(Default)]
pub(super) struct Memory {
    filed: Found<(), Filed>,
    collections: Kept<Listing, Vec<Collection>>,
    calendar: Kept<(Same<Calendar>, Filing), Option<CalendarCut>>,
    timeline: Kept<(Same<Calendar>, Filing), Timeline>,
    homonyms: Kept<Filing, HashSet<usize>>,
}

/// Makes the lists of a corpus, in a language.
pub(super) fn lists(corpus: &Corpus, inputs: &Inputs, lang: Lang, memory: Option<&mut Memory>) -> Lists {
    let (mut of_collections, mut of_calendar, mut of_timeline, mut of_homonyms) = (None, None, None, None);
    let mut filing = Filing::new();
    if let Some(Memory { filed, collections, calendar, timeline, homonyms }) = memory {
        filing = same(&found(Some(filed), &corpus.records, (), |_, record| Filed::of(record)));
        (of_collections, of_calendar) = (Some(collections), Some(calendar));
        (of_timeline, of_homonyms) = (Some(timeline), Some(homonyms));
    }
    let listing = || (corpus.places(), filing.clone(), Same(corpus.kinds.clone()), settings(inputs));
    let dated = || (corpus.calendar(), filing.clone());
    let ((collections, homonyms), (calendar, timeline)) = rayon::join(
        || {
            (
                kept_alike(of_collections, listing, || collections(corpus, lang)),
                kept(of_homonyms, || filing.clone(), || homonyms(corpus)),
            )
        },
        || {
            (
                kept_alike(of_calendar, dated, || cuts::calendar(corpus, lang)),
                kept_alike(of_timeline, dated, || Timeline::new(corpus, lang)),
            )
        },
    );
    Lists { collections, calendar, timeline, homonyms }
}

/// What the lists of records hang on.
type Listing = (Same<ById>, Filing, Same<Kinds>, Option<Settings>);

type Filing = Vec<Same<Filed>>;

/// Where a record stands in lists, and under which name.
#[derive(PartialEq)]
struct Filed {
    label: String,
    date: Option<When>,
    /// The records that it takes its date and its part from where it says none itself.
    arises_from: Option<String>,
    stated_in: Option<String>,
    part: Option<String>,
    rank: (i64, Arc<str>, usize),
}

impl Filed {
    fn of(record: &Record) -> Filed {
        Filed {
            label: record.label().to_owned(),
            date: own_date(record).cloned(),
            arises_from: first(record, "arises_from"),
            stated_in: first(record, "stated_in"),
            part: record.fields.text("part"),
            rank: rank(record),
        }
    }
}

fn homonyms(corpus: &Corpus) -> HashSet<usize> {
    let mut labelled: HashMap<&str, usize> = HashMap::new();
    corpus.records.iter().for_each(|record| *labelled.entry(record.label()).or_default() += 1);
    let labels = corpus.records.iter().map(|record| record.label()).enumerate();
    labels.filter(|(_, label)| labelled[label] > 1).map(|(at, _)| at).collect()
}
