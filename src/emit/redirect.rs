//! The page that stands at a record's former address and leads on to the present one.

use crate::site::Site;

pub fn redirect(site: &Site, record: usize, from: &str) -> String {
    let href = escape(&site.href_of(from, record, None));
    let title = escape(site.corpus.records[record].label());
    let moved = escape(site.strings.get("moved"));
    let language = escape(&site.corpus.config.language);
    let canonical = site
        .canonical(&site.path_of(record, None).0)
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
