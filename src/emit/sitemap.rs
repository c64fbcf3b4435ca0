//! `sitemap.xml`: every page of the site, with the day that its record was revised where that is known
//! (sitemaps.org, protocol 0.9).

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::site::{Site, Target};

/// Addresses are whole where the base is known, else relative to the site.
pub fn sitemap(site: &Site) -> String {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    let namespace = ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");
    let written = writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None))).and_then(|()| {
        writer
            .create_element("urlset")
            .with_attribute(namespace)
            .write_inner_content(|writer| {
                for route in site.routes() {
                    let record = match &route.target {
                        Target::Home
                        | Target::Collection { .. }
                        | Target::Glossary { .. }
                        | Target::Calendar { .. }
                        | Target::CalendarOrganisations { .. }
                        | Target::Timeline(_)
                        | Target::KeyFigures
                        | Target::Search
                        | Target::Accessibility
                        | Target::Annotations { .. }
                        | Target::Comparison { .. }
                        | Target::Links { .. } => None,
                        Target::Record { record } | Target::Measure { record, .. } => Some(*record),
                        _ => continue,
                    };
                    let address = site.canonical(&route.path).unwrap_or_else(|| site.href("", &route.path, None));
                    let revised = record.and_then(|at| site.corpus.records[at].revised.as_ref()?.latest());
                    writer.create_element("url").write_inner_content(|writer| {
                        writer.create_element("loc").write_text_content(BytesText::new(&address))?;
                        if let Some(day) = revised {
                            writer.create_element("lastmod").write_text_content(BytesText::new(&day.to_string()))?;
                        }
                        Ok(())
                    })?;
                }
                Ok(())
            })
            .map(|_| ())
    });
    written.expect("a vector takes all that is written to it");
    let mut text = String::from_utf8(writer.into_inner()).expect("the writer was given text only");
    text.push('\n');
    text
}
