//! What stands around every page: the site's name and navigation, the way to the page, its place in the head.

use serde::Serialize;

use crate::model::Status;
use crate::parse::config::accessibility::Conformity;
use crate::parse::config::appearance::Picture;
use crate::prose::html::{HtmlContext, Printer};
use crate::prose::{EntryTarget, Links, Target};
use crate::site::links::shortened;
use crate::site::{PageLinks, Site, Strings, accessibility, appearance, routes, timeline};

use super::contents::{self, Contents};
use super::pieces::Way;
use super::sharing::Sharing;
use super::words::Words;

/// What is the same on every page.
#[derive(Serialize)]
pub(super) struct SiteView {
    title: String,
    language: String,
    description: Option<String>,
    publisher: Option<PublisherView>,
    navigation: Vec<Item>,
    footer: Vec<Item>,
    /// The address of the home page from the root: empty, or the file's name.
    home: &'static str,
    /// The address of the search page from the root.
    search: String,
    as_of: Option<String>,
    logo: Option<PictureView>,
    /// Where a page is shared.
    image: Option<PictureView>,
    /// False for a theme that has none.
    scripts: bool,
    /// How many files tell what links preview.
    previews: usize,
}

/// A picture of the appearance; its paths are from the root of the site.
#[derive(Serialize)]
struct PictureView {
    path: String,
    dark: Option<String>,
    /// The whole address, where the site's base is known.
    url: Option<String>,
    alt: String,
    width: Option<u32>,
    height: Option<u32>,
}

#[derive(Serialize)]
struct PublisherView {
    name: String,
    url: Option<String>,
    email: Option<String>,
}

/// An entry of a menu; its path is from the root of the site.
#[derive(Serialize)]
struct Item {
    id: String,
    path: String,
    text: String,
}

/// What a page says of itself.
#[derive(Default, Serialize)]
pub(super) struct Frame {
    /// What leads from the page to the root of the site: `../` for each folder.
    pub root: String,
    pub title: String,
    full_title: String,
    pub description: Option<String>,
    /// The title as a CSS string, for the head of printed pages.
    running: String,
    drafts: bool,
    canonical: Option<String>,
    /// The entry of the navigation that the page belongs to, and whether it is that entry's own page.
    pub section: String,
    pub is_section: bool,
    pub crumbs: Vec<Way>,
    #[serde(serialize_with = "contents::drawn")]
    pub contents: Vec<Contents>,
    pub twins: Vec<Twin>,
    pub sharing: Sharing,
    pub unlisted: bool,
    /// The footnotes of its texts, unless the page shows them in a place of its own.
    pub footnotes: Option<String>,
    /// The words of the corpus at the foot of the page.
    footer: Option<String>,
}

/// The record in another format.
#[derive(Serialize)]
pub(super) struct Twin {
    pub r#type: &'static str,
    pub text: String,
    pub href: String,
}

pub(super) fn site_view(site: &Site) -> SiteView {
    let config = &site.corpus.config;
    let set = |text: &str| crate::prose::typography::set(text, site.lang);
    let path = |path: &str| match path.strip_suffix("index.html") {
        Some(short) if !site.portable => short.to_owned(),
        _ => path.to_owned(),
    };
    let mut navigation: Vec<Item> = site
        .collections
        .iter()
        // The page of key figures leads to the list of all of them.
        .filter(|collection| collection.records.iter().any(|&at| site.corpus.records[at].figure.is_none()))
        .map(|collection| Item {
            id: collection.id.clone(),
            path: path(&routes::of_collection(collection, None)),
            text: set(&collection.title),
        })
        .collect();
    let mut add = |id: &str, to: &str| {
        navigation.push(Item { id: id.to_owned(), path: path(to), text: site.strings.get(id).to_owned() });
    };
    if site.corpus.records.iter().any(|record| record.figure.is_some()) {
        add("key_figures", routes::key_figures(site.lang));
    }
    if !site.corpus.annotations.is_empty() {
        add("annotations", routes::ANNOTATIONS);
    }
    if !site.corpus.entries().is_empty() {
        add("glossary", routes::glossary(site.lang));
    }
    if site.corpus.dues().len() > 0 {
        add("calendar", routes::calendar(site.lang));
        add("timeline", &routes::timeline(&site.timeline, timeline::Page::Whole, site.lang));
    }
    let mut footer: Vec<Item> = config
        .navigation
        .iter()
        .filter_map(|(id, _)| site.corpus.get(id))
        .map(|record| Item {
            id: record.id.to_string(),
            path: path(&routes::of_record(record)),
            text: set(record.label()),
        })
        .collect();
    // Every page leads to the statement and says the state that is declared, as French law asks.
    let statement = path(accessibility::path(site.lang));
    let entry = || set(&statement_entry(&site.strings, config.accessibility.conformity));
    match footer.iter_mut().find(|item| item.path == statement) {
        Some(item) if config.accessibility.conformity.is_some() => item.text = entry(),
        Some(_) => {}
        None => footer.push(Item { id: "accessibility".to_owned(), path: statement, text: entry() }),
    }
    SiteView {
        title: set(&config.title),
        language: config.language.clone(),
        description: config.description.as_deref().map(set),
        publisher: config.publisher.as_ref().map(|publisher| PublisherView {
            name: set(&publisher.name),
            url: publisher.url.clone(),
            email: publisher.email.clone(),
        }),
        navigation,
        footer,
        search: path(routes::search(site.lang)),
        home: if site.portable { "index.html" } else { "" },
        as_of: site.corpus.as_of.map(|day| {
            let when = crate::model::time::When::from(day);
            crate::prose::html::text(&when.describe(site.lang), site.lang)
        }),
        logo: picture(site, &config.appearance.logo),
        image: picture(site, &config.appearance.image),
        scripts: site.theme.scripts,
        previews: site.previews,
    }
}

/// The entry of the accessibility statement in the footer, with the state of conformity where one is declared.
fn statement_entry(words: &Strings, conformity: Option<Conformity>) -> String {
    match conformity {
        None => words.get("accessibility").to_owned(),
        Some(conformity) => {
            let state = words.get(&format!("accessibility.is_{}", conformity.key())).to_owned();
            words.fill("accessibility.entry", &[("state", &state)])
        }
    }
}

fn picture(site: &Site, picture: &Option<Picture>) -> Option<PictureView> {
    let picture = appearance::shown(picture, &site.inputs)?;
    let path = appearance::picture_path(&picture.file.0);
    let size = site.inputs.get(&picture.file.0).and_then(appearance::picture::size);
    Some(PictureView {
        dark: picture.dark.as_ref().map(|(file, _)| appearance::picture_path(file)),
        url: site.canonical(&path),
        alt: crate::prose::typography::set(&picture.alt, site.lang),
        width: size.map(|(width, _)| width),
        height: size.map(|(_, height)| height),
        path,
    })
}

/// The words at the foot of the page at `path`; `root` comes before every address where the page may be shown elsewhere.
fn footer(site: &Site, path: &str, root: &str) -> Option<String> {
    let prose = site.corpus.config.appearance.footer.as_ref()?;
    let links = Rooted { links: site.links(path, None), root };
    let allow_html = site.corpus.config.allow_html;
    Some(Printer::new(HtmlContext { allow_html, ..HtmlContext::new(site.lang, &links) }).prose(prose))
}

/// The links of a page that is shown at any depth, all from the root of the site.
struct Rooted<'a> {
    links: PageLinks<'a>,
    root: &'a str,
}

impl Links for Rooted<'_> {
    fn record(&self, id: &str, anchor: Option<&str>) -> Option<Target> {
        let target = self.links.record(id, anchor)?;
        Some(Target { href: format!("{}{}", self.root, target.href), ..target })
    }

    fn address(&self, address: &str) -> Option<String> {
        self.links.address(address)
    }

    fn entry(&self, id: &str) -> Option<EntryTarget> {
        let target = self.links.entry(id)?;
        Some(EntryTarget { href: format!("{}{}", self.root, target.href), ..target })
    }
}

impl Frame {
    /// Makes the description ready for the head of the page: in the type of its language, at most 200 characters. A page
    /// that has none is described by its title and by what the site is.
    pub fn described(mut self, site: &Site) -> Frame {
        let about = || {
            let config = &site.corpus.config;
            let about = config.description.as_deref().unwrap_or(&config.title);
            crate::prose::typography::set(&format!("{} : {about}", self.title), site.lang)
        };
        self.description = Some(shortened(&self.description.take().unwrap_or_else(about)));
        self
    }
}

/// The frame of the page at the words' path. `title` is plain text.
pub(super) fn frame(words: &Words, title: &str) -> Frame {
    let site = words.site;
    let config = &site.corpus.config;
    let title = words.text(title);
    let site_title = words.text(&config.title);
    let depth = words.path.matches('/').count();
    Frame {
        root: if depth == 0 { "./".to_owned() } else { "../".repeat(depth) },
        full_title: if title == site_title { title.clone() } else { format!("{title} – {site_title}") },
        running: css_string(&title),
        title,
        drafts: site.corpus.drafts,
        canonical: site.canonical(words.path),
        sharing: Sharing::of(words),
        crumbs: vec![Way { href: words.href("index.html"), html: words.t("home") }],
        footer: footer(site, words.path, ""),
        ..Frame::default()
    }
}

/// The frame of a record's page or of a page below it.
pub(super) fn of_record(words: &Words, record: usize, title: &str) -> Frame {
    let mut frame = frame(words, title);
    let at = &words.corpus.records[record];
    if let Some(collection) = words.site.collection_of(record) {
        frame.section = collection.id.clone();
        frame.sharing.follows(words, collection);
        let href = words.href(&routes::of_collection(collection, None));
        frame.crumbs.push(Way { href, html: words.line(&collection.title) });
    } else if &*at.kind == "term" {
        frame.section = "glossary".to_owned();
        let href = words.href(routes::glossary(words.site.lang));
        frame.crumbs.push(Way { href, html: words.t("glossary") });
    }
    frame.sharing.kind = "article";
    frame.description = words.site.summary_of(record).map(|summary| words.text(&summary));
    frame.unlisted = !at.status.is_public();
    frame.description.get_or_insert_with(|| {
        let (kind, collection) = (words.kind(&at.kind), words.site.collection_of(record));
        let of = collection.map_or(&words.corpus.config.title, |collection| &collection.title);
        words.text(&format!("{kind} : {}. {of}, {}.", at.title, words.corpus.config.title))
    });
    frame
}

/// The Markdown and the JSON beside a record's page.
pub(super) fn twins(words: &Words) -> Vec<Twin> {
    vec![
        Twin { r#type: "text/markdown", text: words.t("twin_markdown"), href: "index.md".to_owned() },
        Twin { r#type: "application/json", text: words.t("twin_json"), href: "index.json".to_owned() },
    ]
}

/// The Markdown beside a list.
pub(super) fn list_twin(words: &Words) -> Vec<Twin> {
    vec![Twin { r#type: "text/markdown", text: words.t("twin_markdown"), href: "index.md".to_owned() }]
}

/// The dated points as iCalendar: of the corpus, or of a record that has some.
pub(super) fn ics(words: &Words, record: Option<usize>) -> Option<Twin> {
    let is_there = match record {
        Some(at) => routes::has_ics(words.corpus, at),
        None => words.corpus.dues().len() > 0,
    };
    let path = routes::ics(record.map(|at| &*words.corpus.records[at]), words.site.lang);
    is_there.then(|| Twin { r#type: "text/calendar", text: words.t("twin_ics"), href: words.href(&path) })
}

/// The record's status where a reader must know of it.
#[derive(Debug, Serialize)]
pub(super) struct StatusView {
    key: &'static str,
    label: String,
    text: String,
}

pub(super) fn status(words: &Words, status: Status) -> Option<StatusView> {
    let key = status.key();
    (status != Status::Published).then(|| StatusView {
        key,
        label: words.t(&format!("status.{key}")),
        text: words.t(&format!("status_text.{key}")),
    })
}

#[derive(Serialize)]
pub(super) struct Nothing {}

pub(super) fn not_found(words: &Words) -> (Frame, Nothing) {
    let mut frame = frame(words, words.site.strings.get("not_found"));
    frame.crumbs.clear();
    frame.unlisted = true;
    frame.canonical = None;
    // The server answers with this page at any depth, so that its links start from the root of the site.
    let base = words.site.base_url.as_deref().and_then(|url| url.split_once("://")).map(|(_, rest)| rest);
    if !words.site.portable {
        frame.root =
            base.and_then(|rest| rest.find('/').map(|at| rest[at..].to_owned())).unwrap_or_else(|| "/".to_owned());
        frame.footer = footer(words.site, words.path, &frame.root);
    }
    frame.description = Some(words.t("not_found_text"));
    (frame, Nothing {})
}

/// A text as a CSS string (CSS Syntax 3, 4.3.5), safe within a `style` element.
fn css_string(text: &str) -> String {
    let mut css = String::with_capacity(text.len() + 2);
    css.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' | '<' | '>' | '&' | ';' | '{' | '}' => css.push_str(&format!("\\{:x} ", u32::from(character))),
            character if character.is_control() => css.push(' '),
            character => css.push(character),
        }
    }
    css.push('"');
    css
}
