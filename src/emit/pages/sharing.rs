//! What a page tells those who share or follow it: what sort of page it is, its language, the feeds to subscribe to.

use icu_locale::{Locale, LocaleExpander};
use serde::Serialize;

use crate::site::{Collection, routes};

use super::words::Words;

/// For Open Graph (ogp.me) and for feed readers.
#[derive(Default, Serialize)]
pub(super) struct Sharing {
    /// `article`, else `website`.
    pub kind: &'static str,
    /// Language and territory, which Open Graph asks for: `fr_FR`.
    locale: Option<String>,
    pub feeds: Vec<Feed>,
    /// The page in each language that it is there in, itself included; then the original, for all other languages.
    translations: Vec<Translation>,
}

#[derive(Serialize)]
struct Translation {
    language: String,
    href: String,
}

#[derive(Serialize)]
pub(super) struct Feed {
    href: String,
    title: String,
}

impl Sharing {
    /// For the page at the words' path, with the feed of the site.
    pub fn of(words: &Words) -> Sharing {
        let site = words.site;
        let mut sharing =
            Sharing { kind: "website", locale: locale(words.language), feeds: Vec::new(), translations: Vec::new() };
        sharing.add(words, &routes::feed(None), &site.corpus.config.title);
        sharing
    }

    /// Adds the feed of the collection that the page belongs to.
    pub fn follows(&mut self, words: &Words, collection: &Collection) {
        self.add(words, &routes::feed(Some(collection)), &collection.title);
    }

    /// Names the translations of a record, or of its measure of that number.
    pub fn is_translated(&mut self, words: &Words, record: usize, number: Option<&str>) {
        let site = words.site;
        let path = |at: usize| {
            let of = &site.corpus.records[at];
            let Some(number) = number else { return Some(routes::of_record(of)) };
            let measure = of.measures.iter().find(|measure| measure.number == number)?;
            Some(routes::of_measure(of, measure))
        };
        // Whole where the address of the site is known, as those who index pages ask for.
        let href = |path: String| site.canonical(&path).unwrap_or_else(|| words.href(&path));
        let there = site.in_all_languages(record).into_iter();
        let there: Vec<(&str, String)> = there.filter_map(|(tag, at)| Some((tag, href(path(at)?)))).collect();
        if there.len() > 1 {
            let others = there.first().map(|(_, href)| ("x-default", href.clone()));
            let all = there.into_iter().chain(others);
            self.translations = all.map(|(tag, href)| Translation { language: tag.to_owned(), href }).collect();
        }
    }

    fn add(&mut self, words: &Words, path: &str, title: &str) {
        if words.site.has(path) {
            let title = words.text(&words.site.strings.fill("feed_of", &[("title", title)]));
            self.feeds.push(Feed { href: words.href(path), title });
        }
    }
}

/// The locale of a language, with the territory that it is most spoken in where the tag names none.
fn locale(language: &str) -> Option<String> {
    let mut locale: Locale = language.parse().ok()?;
    LocaleExpander::new_common().maximize(&mut locale.id);
    Some(format!("{}_{}", locale.id.language, locale.id.region?))
}
