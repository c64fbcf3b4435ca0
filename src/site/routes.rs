//! One output of the site: a path, and what is to be written there.

/// An address of the site and what it shows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Route {
    /// The file, relative to the site: `convention-2017/index.html`.
    pub path: String,
    pub target: Target,
}

/// What is written at a route.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    Home,
    /// A list of records: `collections[collection]`, whole (`group` none) or one of its groups.
    Collection { collection: usize, group: Option<usize> },
    Record { record: usize },
    /// The page of one measure of a record.
    Measure { record: usize, measure: usize },
    Glossary,
    Calendar,
    NotFound,
    /// A page that leads on to where a record went.
    Redirect { record: usize },
    /// The record as Markdown, and as JSON.
    MarkdownTwin { record: usize },
    JsonTwin { record: usize },
    Sitemap,
    Robots,
    /// A file beside a record's file: its path in the corpus.
    Asset { record: usize, input: String },
    /// A file of the theme: its path in the corpus or in the program.
    ThemeAsset { input: String },
}
