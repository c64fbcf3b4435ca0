//! The pages of the site: a plain view is made for each route, and the theme's template draws it.
//!
//! One file per kind of page; the others hold what several pages show: words, facts, milestones, relations, the frame.

mod accessibility;
mod annotations;
mod around;
mod body;
mod calendar;
mod citation;
mod comparison;
mod contents;
mod effects;
mod entries;
mod facts;
mod figure;
mod filters;
mod frame;
mod glossary;
mod hearings;
mod home;
mod key_figures;
mod lanes;
mod legal_texts;
mod links;
mod list;
mod measure;
mod milestones;
mod moments;
mod parts;
mod passages;
mod pieces;
mod progress;
mod record;
mod relations;
mod search;
mod sharing;
mod svg;
mod table;
mod thread;
mod thread_timeline;
mod timeline;
mod words;
mod years;

use serde::Serialize;

use crate::diagnostics::Finding;
use crate::inputs::Place;
use crate::site::{Route, Shared, Site, Target};

use around::Around;
use frame::Frame;
use words::{Names, Words};

/// Draws the pages of a site, with what all of them share made ready once.
pub struct Pages {
    around: Around,
    names: Names,
}

/// A page's own view within what every page has.
#[derive(Serialize)]
struct Whole<V> {
    page: Frame,
    #[serde(flatten)]
    view: V,
}

impl Pages {
    pub fn new(site: &Site) -> Pages {
        let shared = Shared::default().with("t", site.strings.all()).with("site", &frame::site_view(site));
        Pages { around: Around::new(shared), names: Names::new(&site.corpus) }
    }

    /// The HTML of a route; nothing where the route is not a page. The finding is a template that cannot be drawn.
    pub fn render(&self, site: &Site, route: &Route) -> Result<Vec<u8>, Box<Finding>> {
        let record = match route.target {
            Target::Record { record } | Target::Measure { record, .. } | Target::Links { record, .. } => Some(record),
            _ => None,
        };
        let links = site.links(&route.path, record);
        let words = Words::new(site, &self.names, &route.path, &links, record);
        let of = record.map(|record| &site.corpus.records[record].id_place);
        match route.target {
            Target::Home => self.draw(&words, "home.html", home::view(&words), of),
            Target::Collection { collection, group } => {
                self.draw(&words, "list.html", list::collection(&words, collection, group), of)
            }
            Target::Record { record } => {
                let kind = format!("{}.html", site.corpus.records[record].kind);
                let template = if site.theme.has(&kind) { kind.as_str() } else { "record.html" };
                self.draw(&words, template, record::view(&words, record), of)
            }
            Target::Measure { record, measure } => {
                self.draw(&words, "measure.html", measure::page(&words, record, measure), of)
            }
            Target::Links { record, list, group } => {
                self.draw(&words, "list.html", links::page(&words, record, list, group), of)
            }
            Target::Glossary { letter } => self.draw(&words, "glossary.html", glossary::view(&words, letter), of),
            Target::Calendar { stretch: None, .. } => match &*site.calendar {
                Some(cut) => self.draw(&words, "calendar.html", years::first(&words, cut), of),
                None => self.draw(&words, "calendar.html", calendar::view(&words), of),
            },
            Target::Calendar { stretch: Some(stretch), part } => {
                self.draw(&words, "calendar.html", years::stretch(&words, stretch, part), of)
            }
            Target::CalendarOrganisations { group } => {
                self.draw(&words, "calendar.html", years::organisations(&words, group), of)
            }
            Target::Timeline(page) => self.draw(&words, "timeline.html", timeline::page(&words, page), of),
            Target::KeyFigures => self.draw(&words, "key-figures.html", key_figures::page(&words), of),
            Target::Search => self.draw(&words, "search.html", search::view(&words), of),
            Target::Accessibility => self.draw(&words, "accessibility.html", accessibility::page(&words), of),
            Target::Annotations { page } => self.draw(&words, "annotations.html", annotations::page(&words, page), of),
            Target::Comparison { collection, group, role } => {
                self.draw(&words, "comparison.html", comparison::page(&words, collection, group, role), of)
            }
            Target::NotFound => self.draw(&words, "404.html", frame::not_found(&words), of),
            _ => Ok(Vec::new()),
        }
    }

    fn draw<V: Serialize>(
        &self,
        words: &Words,
        template: &str,
        (page, view): (Frame, V),
        of: Option<&Place>,
    ) -> Result<Vec<u8>, Box<Finding>> {
        let mut page = page.described(words.site);
        page.footnotes = words.footnotes();
        let around = self.around.of(&page, &words.site.theme)?;
        words.site.theme.render(template, &Whole { page, view }, &around, of)
    }
}
