//! The page that stands at the former address of a record or of a measure and leads on to the present one.

use crate::site::Site;

pub fn redirect(site: &Site, at: usize, measure: Option<usize>, from: &str) -> String {
    let record = &site.corpus.records[at];
    let measure = measure.map(|measure| &record.measures[measure]);
    let anchor = measure.map(|measure| &*measure.anchor);
    let href = escape(&site.href_of(from, at, anchor));
    let title = escape(measure.map_or(record.label(), |measure| &measure.title));
    let moved = escape(site.strings.get("moved"));
    let language = escape(&site.corpus.config.language);
    let canonical = site
        .canonical(&site.path_of(at, anchor).0)
        .map(|address| format!("<link rel=\"canonical\" href=\"{}\">\n", escape(&address)))
        .unwrap_or_default();
    format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <meta name=\"robots\" content=\"noindex\">\n<meta http-equiv=\"refresh\" content=\"0; url={href}\">\n{canonical}\
         </head>\n<body>\n<main>\n<h1>{title}</h1>\n<p>{moved} <a href=\"{href}\">{title}</a></p>\n</main>\n</body>\n\
         </html>\n"
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
