//! The site: every address that it answers for, and the theme that draws it.

pub mod collections;
pub mod links;
pub mod routes;
pub mod strings;
pub mod theme;

use std::sync::Arc;

use crate::diagnostics::Lang;
use crate::resolve::Corpus;

pub use collections::{Collection, Group};
pub use routes::{Route, Target};
pub use strings::Strings;
pub use theme::Theme;

/// What is published: the corpus, its addresses and its look.
pub struct Site {
    pub corpus: Arc<Corpus>,
    /// The language of the interface.
    pub lang: Lang,
    pub strings: Strings,
    pub theme: Theme,
    /// The lists of records, in the order of the site.
    pub collections: Vec<Collection>,
    /// Every output, in the order of its path.
    pub routes: Vec<Route>,
    /// Where the site will live, with a closing slash; used for canonical addresses and the sitemap.
    pub base_url: Option<String>,
    /// True for a site that opens from a folder: addresses name the file.
    pub portable: bool,
}
