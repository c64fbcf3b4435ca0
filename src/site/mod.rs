//! The site: every address that it answers for, and the theme that draws it.

pub mod accessibility;
mod addresses;
pub mod appearance;
pub mod citation;
mod claims;
pub mod collections;
pub mod cuts;
pub mod feeds;
pub mod figures;
pub mod links;
mod lists;
mod look;
mod memory;
pub mod passages;
pub mod previews;
pub mod progress;
pub mod referring;
pub mod remarks;
pub mod routes;
pub mod strings;
pub mod summary;
pub mod template;
pub mod theme;
pub mod timeline;
mod translations;
mod wanted;

use std::sync::Arc;

use crate::diagnostics::{Code, Finding, Lang};
use crate::inputs::Inputs;
use crate::parse::Config;
use crate::resolve::Corpus;
use crate::resolve::kept::kept;

pub use appearance::Tokens;
pub use collections::Collection;
pub use cuts::{CalendarCut, Group};
pub use links::PageLinks;
pub use memory::Memory;
pub use remarks::Remarks;
pub use routes::{Route, Target};
pub use strings::{Piece, Strings};
pub use theme::{Html, Shared, Theme};
pub use timeline::Timeline;

use claims::Claimed;
use lists::Lists;
use look::{Look, Looked};

/// The codes that this room raises.
pub const CODES: &[&Code] = &[
    &theme::UNKNOWN_THEME,
    &template::TEMPLATE_BROKEN,
    &strings::UNKNOWN_WORD,
    &strings::LANGUAGE_WITHOUT_WORDS,
    &appearance::UNKNOWN_COLOUR,
    &appearance::LOW_CONTRAST,
    &claims::ADDRESS_TAKEN,
    &claims::RESERVED_ID,
];

/// What is published: the corpus, its addresses and its look.
pub struct Site {
    pub corpus: Arc<Corpus>,
    /// The files of the corpus, for those that are copied as they are.
    pub inputs: Inputs,
    /// The language of the interface.
    pub lang: Lang,
    pub strings: Arc<Strings>,
    pub theme: Arc<Theme>,
    /// The colours of the theme with those of the corpus over them.
    pub tokens: Arc<Tokens>,
    /// The lists of records, in the order of the site.
    pub collections: Arc<Vec<Collection>>,
    /// The pages of the calendar, where it is too long for one.
    pub calendar: Arc<Option<CalendarCut>>,
    /// How many files tell what links preview: a power of two, or none where the theme has no scripts.
    pub previews: usize,
    /// Every dated point by what it is filtered by.
    pub timeline: Arc<Timeline>,
    /// Every annotation by what it is filtered by.
    pub remarks: Remarks,
    claimed: Arc<Claimed>,
    /// Where the site will live, with a closing slash; used for canonical addresses and the sitemap.
    pub base_url: Option<String>,
    /// True for a site that opens from a folder: addresses name the file.
    pub portable: bool,
}

/// Says what is wrong with the theme, the colours and the words of a site.
pub fn check_look(inputs: &Inputs, config: &Config, memory: Option<&mut Memory>, findings: &mut Vec<Finding>) {
    look_at(inputs, config, memory, findings);
}

fn look_at(inputs: &Inputs, config: &Config, memory: Option<&mut Memory>, findings: &mut Vec<Finding>) -> Arc<Looked> {
    let pictures = appearance::pictures(config, inputs);
    let files = || look::files(inputs, &pictures);
    let looked = kept(memory.map(|memory| &mut memory.looked), files, || Looked::read(inputs, config, &pictures));
    findings.extend(looked.findings.iter().cloned());
    looked
}

/// How a site is published, beside what its corpus says.
#[derive(Clone, Debug, Default)]
pub struct Publication {
    pub base_url: Option<String>,
    pub portable: bool,
}

impl Site {
    /// Gives every output of a corpus its address; nothing where there is no theme to draw it with. What `memory` holds must
    /// be of the same language.
    pub fn new(
        corpus: Arc<Corpus>,
        inputs: Inputs,
        publication: Publication,
        mut memory: Option<&mut Memory>,
        findings: &mut Vec<Finding>,
    ) -> Option<Site> {
        let lang = Lang::of_tag(&corpus.config.language);
        let looked = look_at(&inputs, &corpus.config, memory.as_deref_mut(), findings);
        let Look { theme, tokens, strings } = looked.look.as_ref()?;
        let lists = lists::lists(&corpus, &inputs, lang, memory.as_deref_mut().map(|memory| &mut memory.lists));
        let remarks = Remarks::new(&corpus, lang);
        let base_url = publication.base_url.or_else(|| corpus.config.base_url.clone());
        let portable = publication.portable;
        let has_feeds = base_url.is_some() && !portable;
        let of_addresses = memory.map(|memory| &mut memory.addresses);
        let claimed = addresses::addresses(&corpus, &lists, &remarks, theme, lang, has_feeds, of_addresses);
        findings.extend(claimed.findings.iter().cloned());
        let Lists { collections, calendar, timeline } = lists;
        let is_previews = |route: &&Route| matches!(route.target, Target::Previews { .. });
        let previews = claimed.routes.iter().filter(is_previews).count();
        Some(Site {
            lang,
            strings: strings.clone(),
            theme: theme.clone(),
            tokens: tokens.clone(),
            collections,
            calendar,
            previews,
            timeline,
            remarks,
            claimed,
            base_url,
            portable,
            corpus,
            inputs,
        })
    }

    /// Every output, in the order of its path; no two share one.
    pub fn routes(&self) -> &[Route] {
        &self.claimed.routes
    }

    /// True where a path is that of an output.
    pub fn has(&self, path: &str) -> bool {
        self.routes().binary_search_by(|route| route.path.as_str().cmp(path)).is_ok()
    }

    /// The collection that lists a record, by index.
    pub fn collection_of(&self, record: usize) -> Option<&Collection> {
        let kind = &self.corpus.records[record].kind;
        self.collections.iter().find(|collection| collection.kinds.iter().any(|of| **of == **kind))
    }
}
