//! Addresses within the site, relative to the page that they stand on, so that the site works under any base path.

use crate::model::asset;
use crate::prose::{AnnotationTarget, EntryTarget, Links, Target as LinkTarget, plain};

use super::Site;
use super::routes;

impl Site {
    /// The address of the file `to` as the file `from` links it; both are paths within the site.
    pub fn href(&self, from: &str, to: &str, fragment: Option<&str>) -> String {
        let folder = from.rfind('/').map_or("", |end| &from[..=end]);
        let shared = folder
            .match_indices('/')
            .map(|(at, _)| at + 1)
            .take_while(|&end| to.get(..end) == folder.get(..end))
            .last()
            .unwrap_or(0);
        let up = folder[shared..].matches('/').count();
        let mut href = String::with_capacity(3 * up + to.len() + fragment.map_or(2, |fragment| fragment.len() + 1));
        (0..up).for_each(|_| href.push_str("../"));
        href.push_str(&to[shared..]);
        if !self.portable && (href == "index.html" || href.ends_with("/index.html")) {
            href.truncate(href.len() - "index.html".len());
        }
        if href.is_empty() {
            href.push_str("./");
        }
        if from == to && fragment.is_some() {
            href.clear();
        }
        if let Some(fragment) = fragment {
            href.push('#');
            href.push_str(fragment);
        }
        href
    }

    /// The whole address of a path of the site, where its base is known.
    pub fn canonical(&self, path: &str) -> Option<String> {
        let base = self.base_url.as_deref()?;
        let short = path.strip_suffix("index.html").unwrap_or(path);
        Some(format!("{base}{}", if self.portable { path } else { short }))
    }

    /// The path of a record's page, by its index.
    pub fn path_of_record(&self, record: usize) -> String {
        routes::of_record(&self.corpus.records[record])
    }

    /// The path and fragment of a record or of a provision of it: a measure has a page of its own, an
    /// annotation a row in their table.
    pub fn path_of<'a>(&'a self, record: usize, anchor: Option<&'a str>) -> (String, Option<&'a str>) {
        let (at, record) = (record, &self.corpus.records[record]);
        if record.annotation.is_some() {
            let path = routes::annotations(&self.remarks, self.remarks.home(at), self.lang);
            return (path, Some(&record.id));
        }
        match anchor.and_then(|anchor| record.measure(anchor)) {
            Some(measure) => (routes::of_measure(record, measure), None),
            None => (routes::of_record(record), anchor),
        }
    }

    /// The address of a record or of a provision of it, from a page.
    pub fn href_of(&self, from: &str, record: usize, anchor: Option<&str>) -> String {
        let (path, fragment) = self.path_of(record, anchor);
        self.href(from, &path, fragment)
    }

    /// What prose that is printed on the page `from` needs to link; `record` is the one whose prose it is.
    pub fn links<'a>(&'a self, from: &'a str, record: Option<usize>) -> PageLinks<'a> {
        PageLinks { site: self, from, record }
    }
}

/// At most 200 characters, cut between words.
pub fn shortened(text: &str) -> String {
    cut(text, 200)
}

/// At most `longest` characters, cut between words, with an ellipsis where something was cut.
pub fn cut(text: &str, longest: usize) -> String {
    let text = text.trim();
    if text.chars().nth(longest).is_none() {
        return text.to_owned();
    }
    let end = text.char_indices().nth(longest.saturating_sub(1)).map_or(0, |(end, _)| end);
    // A word that ends just there stays.
    let is_whole = text[end..].starts_with(' ');
    let cut = if is_whole { end } else { text[..end].rfind(' ').unwrap_or(end) };
    format!("{}…", text[..cut].trim_end_matches([' ', ',', ';', ':', '\u{a0}', '\u{202f}']))
}

/// The links of the prose on one page.
pub struct PageLinks<'a> {
    site: &'a Site,
    from: &'a str,
    record: Option<usize>,
}

impl Links for PageLinks<'_> {
    fn record(&self, id: &str, anchor: Option<&str>) -> Option<LinkTarget> {
        let corpus = &self.site.corpus;
        let at = corpus.index(id)?;
        let record = &corpus.records[at];
        let title =
            anchor.and_then(|anchor| record.provision_title(anchor)).unwrap_or_else(|| record.label().to_owned());
        Some(LinkTarget { href: self.site.href_of(self.from, at, anchor), title })
    }

    fn address(&self, address: &str) -> Option<String> {
        if !asset::is_relative(address) {
            return Some(address.to_owned());
        }
        let record = &self.site.corpus.records[self.record?];
        let input = asset::input_path(&record.file, address)?;
        self.site.corpus.has_file(&input).then(|| self.site.href(self.from, &routes::of_asset(record, &input), None))
    }

    fn annotation(&self, id: &str) -> Option<AnnotationTarget> {
        let at = self.site.corpus.index(id)?;
        // Beside its passage on the record's page and on those of its measures; elsewhere, in the table.
        let folder = self.record.map(|record| format!("{}/", self.site.corpus.records[record].id));
        let is_here = folder.is_some_and(|folder| self.from.starts_with(&folder));
        let href = match is_here {
            true => format!("#page_annotation_{id}"),
            false => self.site.href_of(self.from, at, None),
        };
        Some(AnnotationTarget { href, is_here })
    }

    fn entry(&self, id: &str) -> Option<EntryTarget> {
        let corpus = &self.site.corpus;
        let at = corpus.index(id)?;
        let record = &corpus.records[at];
        let definition =
            record.prose("definition").or_else(|| record.prose("description")).or_else(|| record.prose("summary"));
        // What a reader sees at the mention is one line; the rest is on the entry's own page.
        let said = || definition.map(|prose| shortened(&plain::line(&prose.blocks, self)));
        Some(EntryTarget {
            href: self.site.href_of(self.from, at, None),
            expansion: corpus.entry(at).and_then(|entry| entry.expansion.clone()).or_else(said),
        })
    }
}
