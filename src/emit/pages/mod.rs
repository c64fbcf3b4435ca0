//! The pages of the site: a plain view is made for each route, and the theme's template draws it.
//!
//! One file per kind of page; the others hold what several pages show: words, facts, milestones, relations, the frame.

mod body;
mod calendar;
mod facts;
mod frame;
mod glossary;
mod home;
mod legal_texts;
mod list;
mod measure;
mod milestones;
mod record;
mod relations;
mod thread;
mod words;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::diagnostics::Finding;
use crate::inputs::Place;
use crate::site::{Route, Site, Target};

use frame::{Frame, SiteView};
use words::Words;

/// The HTML of a route that is a page; empty for another. The finding is a template that cannot be drawn.
pub fn render(site: &Site, route: &Route) -> Result<String, Finding> {
    Pages::new(site).render(route).unwrap_or_else(|| Ok(String::new()))
}

/// What all pages of a site share, computed once.
pub struct Pages<'a> {
    site: &'a Site,
    chrome: SiteView,
}

/// A page's own view within what every page has.
#[derive(Serialize)]
struct Whole<'a, V> {
    t: &'a BTreeMap<String, String>,
    site: &'a SiteView,
    page: Frame,
    #[serde(flatten)]
    view: V,
}

impl<'a> Pages<'a> {
    pub fn new(site: &'a Site) -> Pages<'a> {
        Pages { site, chrome: frame::site_view(site) }
    }

    /// The HTML of a route, or `None` where the route is not a page. The finding is a template that cannot be drawn.
    pub fn render(&self, route: &Route) -> Option<Result<String, Finding>> {
        let record = match route.target {
            Target::Record { record } | Target::Measure { record, .. } => Some(record),
            _ => None,
        };
        let links = self.site.links(&route.path, record);
        let words = Words::new(self.site, &route.path, &links, record);
        let of = record.map(|record| &self.site.corpus.records[record].id_place);
        Some(match route.target {
            Target::Home => self.draw("home.html", home::view(&words), of),
            Target::Collection { collection, group } => {
                self.draw("list.html", list::collection(&words, collection, group), of)
            }
            Target::Record { record } => {
                let kind = format!("{}.html", self.site.corpus.records[record].kind);
                let template = if self.site.theme.has(&kind) { kind.as_str() } else { "record.html" };
                self.draw(template, record::view(&words, record), of)
            }
            Target::Measure { record, measure } => {
                self.draw("measure.html", measure::page(&words, record, measure), of)
            }
            Target::Glossary => self.draw("glossary.html", glossary::view(&words), of),
            Target::Calendar => self.draw("calendar.html", calendar::view(&words), of),
            Target::NotFound => self.draw("404.html", frame::not_found(&words), of),
            _ => return None,
        })
    }

    fn draw<V: Serialize>(
        &self,
        template: &str,
        (page, view): (Frame, V),
        of: Option<&Place>,
    ) -> Result<String, Finding> {
        let whole = Whole { t: self.site.strings.all(), site: &self.chrome, page, view };
        self.site.theme.render(template, &whole, of)
    }
}
