//! One route → bytes. Each format is a plain function of the site; none of them knows another.

pub mod pages;

mod csl;
mod feed;
mod ics;
mod json;
mod list_twin;
mod llms;
mod markdown;
mod previews;
mod redirect;
mod robots;
pub mod search;
mod sitemap;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::{Mutex, OnceLock, PoisonError};

use crate::diagnostics::Finding;
use crate::site::{Route, Site, Target};

use pages::Pages;
use previews::Previews;

/// Takes an output: its path and its bytes. Called from every thread; its words end the work.
pub type Sink<'a> = dyn Fn(&str, &[u8]) -> Result<(), String> + Sync + 'a;

/// Makes the outputs of a site, which it borrows or, where it is to live as long as the site, owns.
pub struct Press<S> {
    pub site: S,
    pages: Pages,
    previews: Previews,
    search: OnceLock<BTreeMap<String, Vec<u8>>>,
}

impl<S: Deref<Target = Site>> Press<S> {
    /// Makes ready what all outputs share.
    pub fn new(site: S) -> Press<S> {
        let pages = Pages::new(&site);
        Press { site, pages, previews: Previews::default(), search: OnceLock::new() }
    }

    /// What is to be written at a route; the finding says why it could not be made.
    pub fn emit(&self, route: &Route) -> Result<Cow<'_, [u8]>, Box<Finding>> {
        let site = &*self.site;
        let text = match &route.target {
            Target::Asset { input } => return Ok(Cow::Borrowed(site.inputs.get(input).unwrap_or_default())),
            Target::Style { input } => {
                let mut style = site.tokens.css().into_bytes();
                style.extend_from_slice(site.inputs.get(input).unwrap_or_default());
                return Ok(Cow::Owned(style));
            }
            Target::MarkdownTwin { record } => markdown::twin(site, *record, &route.path),
            Target::JsonTwin { record } => json::twin(site, *record),
            Target::Citation { record, measure } => csl::csl(site, *record, *measure),
            Target::ListTwin { collection, group } => list_twin::twin(site, *collection, *group, &route.path),
            Target::Feed { collection } => feed::feed(site, *collection),
            Target::Llms => llms::llms(site),
            Target::Previews { bucket } => self.previews.script(site, *bucket),
            Target::Ics { record } => ics::calendar(site, *record, &route.path),
            Target::Sitemap => sitemap::sitemap(site),
            Target::Robots => robots::robots(site),
            Target::Redirect { record, measure } => redirect::redirect(site, *record, *measure, &route.path),
            _ => return Ok(Cow::Owned(self.pages.render(site, route)?)),
        };
        Ok(Cow::Owned(text.into_bytes()))
    }

    /// The files of the search index, which have no routes of their own: made when they are first asked for, and kept.
    pub fn search(&self) -> &BTreeMap<String, Vec<u8>> {
        self.search.get_or_init(|| {
            let files = Mutex::new(BTreeMap::new());
            let keep = |path: &str, bytes: &[u8]| {
                // What a panic left of it is whole.
                files.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), bytes.to_vec());
                Ok(())
            };
            // It takes them all.
            let _ = self.write_search(&search::edition(&self.site), &keep);
            files.into_inner().unwrap_or_else(PoisonError::into_inner)
        })
    }

    /// Hands the files of the search index, each stamped with the [`search::edition`] of the site, to `sink`, and keeps none.
    ///
    /// # Errors
    /// The words of a sink that takes no more.
    pub fn write_search(&self, edition: &str, sink: &Sink) -> Result<(), String> {
        if self.site.theme.scripts { search::write(&self.site, edition, sink) } else { Ok(()) }
    }
}
