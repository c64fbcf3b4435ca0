//! The site: every address that it answers for, and the theme that draws it.

pub mod accessibility;
pub mod appearance;
pub mod citation;
mod claims;
pub mod collections;
pub mod cuts;
pub mod feeds;
pub mod figures;
pub mod links;
pub mod passages;
pub mod previews;
pub mod progress;
pub mod referring;
pub mod remarks;
pub mod routes;
pub mod strings;
pub mod summary;
pub mod theme;
pub mod timeline;
mod translations;

use crate::diagnostics::{Code, Finding, Lang};
use crate::inputs::Inputs;
use crate::resolve::Corpus;

pub use appearance::Tokens;
pub use collections::Collection;
pub use cuts::{CalendarCut, Group};
pub use links::PageLinks;
pub use remarks::Remarks;
pub use routes::{Route, Target};
pub use strings::{Piece, Strings};
pub use theme::{Shared, Theme};
pub use timeline::Timeline;

/// The codes that this room raises.
pub const CODES: &[&Code] = &[
    &theme::UNKNOWN_THEME,
    &theme::TEMPLATE_BROKEN,
    &strings::UNKNOWN_WORD,
    &strings::LANGUAGE_WITHOUT_WORDS,
    &appearance::UNKNOWN_COLOUR,
    &appearance::LOW_CONTRAST,
    &claims::ADDRESS_TAKEN,
    &claims::RESERVED_ID,
];

/// What is published: the corpus, its addresses and its look.
pub struct Site {
    pub corpus: Corpus,
    /// The files of the corpus, for those that are copied as they are.
    pub inputs: Inputs,
    /// The language of the interface.
    pub lang: Lang,
    pub strings: Strings,
    pub theme: Theme,
    /// The colours of the theme with those of the corpus over them.
    pub tokens: Tokens,
    /// The lists of records, in the order of the site.
    pub collections: Vec<Collection>,
    /// The pages of the calendar, where it is too long for one.
    pub calendar: Option<CalendarCut>,
    /// How many files tell what links preview: a power of two, or none where the theme has no scripts.
    pub previews: usize,
    /// Every dated point by what it is filtered by.
    pub timeline: Timeline,
    /// Every annotation by what it is filtered by.
    pub remarks: Remarks,
    /// Every output, in the order of its path; no two share one.
    pub routes: Vec<Route>,
    /// Where the site will live, with a closing slash; used for canonical addresses and the sitemap.
    pub base_url: Option<String>,
    /// True for a site that opens from a folder: addresses name the file.
    pub portable: bool,
}

/// How a site is published, beside what its corpus says.
#[derive(Clone, Debug, Default)]
pub struct Publication {
    pub base_url: Option<String>,
    pub portable: bool,
}

impl Site {
    /// Gives every output of a corpus its address. `None` where there is no theme to draw it with.
    pub fn new(corpus: Corpus, inputs: Inputs, publication: Publication, findings: &mut Vec<Finding>) -> Option<Site> {
        let lang = Lang::of_tag(&corpus.config.language);
        let mut theme = Theme::load(&inputs, &corpus.config, findings)?;
        theme.assets.extend(appearance::pictures(&corpus.config, &inputs));
        let tokens = appearance::tokens(&theme.tokens, &corpus.config, findings);
        let strings = Strings::load(&inputs, &theme.chain, &corpus.config.language, findings);
        let collections = collections::collections(&corpus, lang);
        let calendar = cuts::calendar(&corpus, lang);
        let timeline = Timeline::new(&corpus, lang);
        let remarks = Remarks::new(&corpus, lang);
        let base_url = publication.base_url.or_else(|| corpus.config.base_url.clone());
        let portable = publication.portable;
        let has_feeds = base_url.is_some() && !portable;
        let previews = if theme.scripts { previews::count(&corpus) } else { 0 };
        let filtered = claims::Filtered { calendar: calendar.as_ref(), timeline: &timeline, remarks: &remarks };
        let routes = claims::routes(&corpus, &collections, filtered, &theme, lang, has_feeds, findings);
        Some(Site {
            corpus,
            inputs,
            lang,
            strings,
            theme,
            tokens,
            collections,
            calendar,
            previews,
            timeline,
            remarks,
            routes,
            base_url,
            portable,
        })
    }

    /// True where a path is that of an output.
    pub fn has(&self, path: &str) -> bool {
        self.routes.binary_search_by(|route| route.path.as_str().cmp(path)).is_ok()
    }

    /// The collection that lists a record, by index.
    pub fn collection_of(&self, record: usize) -> Option<&Collection> {
        let kind = &self.corpus.records[record].kind;
        self.collections.iter().find(|collection| collection.kinds.iter().any(|of| **of == **kind))
    }
}
