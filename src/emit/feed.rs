//! Feeds: the newest records of a collection, or of the site, in Atom (RFC 4287).
//!
//! A feed is known by its own address. An entry is known by a tag (RFC 4151) of the site's host, the day on which its
//! record was last heard of and the record's path: the same record at the same day is the same entry for ever, and one
//! that was revised since is told of anew.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::prose::typography;
use crate::site::feeds::{self, News};
use crate::site::links::cut;
use crate::site::{Site, cuts, routes};

type Xml = Writer<Vec<u8>>;
type Written = std::io::Result<()>;

/// How long a summary may be, in characters.
const SUMMARY: usize = 600;

/// The feed of a collection, by index, else that of the site.
pub fn feed(site: &Site, collection: Option<usize>) -> String {
    let of = collection.map(|at| &site.collections[at]);
    let news = match of {
        Some(collection) => feeds::of_collection(&site.corpus, collection),
        None => feeds::of_site(&site.corpus, &site.collections),
    };
    let config = &site.corpus.config;
    let title = of.map_or(config.title.clone(), |collection| format!("{} – {}", collection.title, config.title));
    let page = of.map_or("index.html".to_owned(), |collection| routes::of_collection(collection, None));
    let subtitle = of.map_or(config.description.as_ref(), |collection| collection.description.as_ref());
    let own = address(site, &routes::feed(of));
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    let written = writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None))).and_then(|()| {
        let root = writer.create_element("feed").with_attribute(("xmlns", "http://www.w3.org/2005/Atom"));
        let root = root.with_attribute(("xml:lang", &*config.language));
        root.write_inner_content(|xml| {
            text(xml, "id", &own)?;
            text(xml, "title", &said(site, &title))?;
            if let Some(subtitle) = subtitle {
                text(xml, "subtitle", &said(site, subtitle))?;
            }
            text(xml, "updated", &news.iter().map(|news| news.day).max().map(instant).unwrap_or_default())?;
            link(xml, "self", "application/atom+xml", &own, None)?;
            link(xml, "alternate", "text/html", &address(site, &page), None)?;
            author(xml, site)?;
            news.iter().try_for_each(|news| entry(xml, site, news))
        })
        .map(|_| ())
    });
    written.expect("a vector takes all that is written to it");
    let mut text = String::from_utf8(writer.into_inner()).expect("the writer was given text only");
    text.push('\n');
    text
}

/// Who publishes the site, which a feed must name.
fn author(xml: &mut Xml, site: &Site) -> Written {
    let config = &site.corpus.config;
    let publisher = config.publisher.as_ref();
    xml.create_element("author")
        .write_inner_content(|xml| {
            text(xml, "name", &said(site, publisher.map_or(&config.title, |publisher| &publisher.name)))?;
            if let Some(url) = publisher.and_then(|publisher| publisher.url.as_ref()) {
                text(xml, "uri", url)?;
            }
            match publisher.and_then(|publisher| publisher.email.as_ref()) {
                Some(email) => text(xml, "email", email),
                None => Ok(()),
            }
        })
        .map(|_| ())
}

fn entry(xml: &mut Xml, site: &Site, news: &News) -> Written {
    let record = &site.corpus.records[news.record];
    let path = site.path_of_record(news.record);
    let language = record.language.as_deref().filter(|language| *language != site.corpus.config.language);
    let lang = language.map_or(site.lang, crate::diagnostics::Lang::of_tag);
    let mut element = xml.create_element("entry");
    if let Some(language) = language {
        element = element.with_attribute(("xml:lang", language));
    }
    let title = match record.status.is_public() {
        true => record.title.clone(),
        false => format!("[{}] {}", site.strings.get("draft_title"), record.title),
    };
    let kind = site.corpus.kinds.get(&record.kind);
    let element = element.write_inner_content(|xml| {
        text(xml, "id", &tag(site, news, &path))?;
        text(xml, "title", &typography::set(&title, lang))?;
        text(xml, "updated", &instant(news.day))?;
        // The record's own day, where it is one.
        if let Some(day) = cuts::date_of(&site.corpus, news.record).filter(|when| when.is_exact_day()) {
            text(xml, "published", &day.latest().map(instant).unwrap_or_default())?;
        }
        link(xml, "alternate", "text/html", &address(site, &path), language)?;
        if let Some(kind) = kind {
            let label = said(site, kind.title.get(site.lang));
            let category = xml.create_element("category").with_attribute(("term", &*record.kind));
            category.with_attribute(("label", &*label)).write_empty()?;
        }
        match site.summary_of(news.record) {
            Some(summary) => text(xml, "summary", &typography::set(&cut(&summary, SUMMARY), lang)),
            None => Ok(()),
        }
    });
    element.map(|_| ())
}

/// What an entry is known by: `tag:host,2021-03-12:/base/convention-2017`.
fn tag(site: &Site, news: &News, path: &str) -> String {
    let base = site.base_url.as_deref().unwrap_or_default();
    let base = base.split_once("://").map_or(base, |(_, rest)| rest);
    let (authority, folder) = base.split_once('/').unwrap_or((base, ""));
    let host = authority.rsplit('@').next().unwrap_or(authority).split(':').next().unwrap_or_default();
    let path = path.trim_end_matches("/index.html");
    format!("tag:{},{}:/{folder}{path}", host.to_ascii_lowercase(), news.day)
}

/// A day as RFC 3339 has an instant: its first, since no more is known.
fn instant(day: crate::model::time::Day) -> String {
    format!("{day}T00:00:00Z")
}

fn address(site: &Site, path: &str) -> String {
    site.canonical(path).unwrap_or_else(|| site.href("", path, None))
}

fn said(site: &Site, text: &str) -> String {
    typography::set(text, site.lang)
}

fn text(xml: &mut Xml, name: &str, text: &str) -> Written {
    // XML 1.0 has no way to write most control characters.
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    xml.create_element(name).write_text_content(BytesText::new(&text)).map(|_| ())
}

fn link(xml: &mut Xml, relation: &str, media: &str, href: &str, language: Option<&str>) -> Written {
    let mut element = xml.create_element("link").with_attributes([("rel", relation), ("type", media), ("href", href)]);
    if let Some(language) = language {
        element = element.with_attribute(("hreflang", language));
    }
    element.write_empty().map(|_| ())
}
