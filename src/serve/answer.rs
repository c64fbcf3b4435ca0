//! What is answered to the path of a request: a page of the site, another of its files, the way to one, or its 404 page.

use std::time::Instant;

use axum::body::Bytes;
use percent_encoding::percent_decode_str;

use super::Desk;
use super::fault;
use super::panel::{self, in_address};
use super::preview::Preview;

/// What is answered.
#[derive(Debug, PartialEq, Eq)]
pub enum Answer {
    /// Bytes and their media type; `found` is false for what stands in the place of what was asked for.
    Bytes { bytes: Bytes, media: String, found: bool },
    /// A page that says that the program failed.
    Fault(Bytes),
    /// What was asked for is there.
    Redirect(String),
}

/// The answer that `make` gives; where the program fails in it, a page that says so.
pub fn answer_or_fault(desk: &Desk, preview: &Preview, make: impl FnOnce() -> Answer) -> Answer {
    fault::caught(make).unwrap_or_else(|| Answer::Fault(Bytes::from(panel::failed(desk, preview))))
}

/// The page that says what is not found.
const NOT_FOUND: &str = "404.html";

/// The answer to `path`, as it stands in a request, without its query.
pub fn answer(desk: &Desk, preview: &Preview, path: &str, now: Instant) -> Answer {
    if path.strip_prefix(panel::OWN) == Some("findings") {
        return html(panel::all_findings(desk, preview).into_bytes(), true);
    }
    if preview.site().is_none() && preview.is_fault() {
        return Answer::Fault(Bytes::from(panel::failed(desk, preview)));
    }
    if preview.site().is_none() {
        return html(panel::nothing_to_show(desk, preview, None).into_bytes(), false);
    }
    let (base, path) = (preview.base(), decoded(path));
    let Some(below) = path.strip_prefix(&decoded(base)) else {
        if path == "/" || format!("{path}/") == decoded(base) {
            return Answer::Redirect(base.to_owned());
        }
        return page(desk, preview, NOT_FOUND, &path, now);
    };
    let file = if below.is_empty() || below.ends_with('/') { format!("{below}index.html") } else { below.to_owned() };
    if preview.route(&file).is_none() && preview.route(&format!("{file}/index.html")).is_some() {
        return Answer::Redirect(format!("{base}{}/", in_address(&file)));
    }
    if file.ends_with(".html") && preview.route(&file).is_some() {
        return page(desk, preview, &file, &file, now);
    }
    match preview.output(&file, now) {
        Some(Ok(output)) => Answer::Bytes { bytes: output.bytes, media: media(&file), found: true },
        // Only pages are drawn from templates: nothing else fails.
        Some(Err(_)) | None => page(desk, preview, NOT_FOUND, below, now),
    }
}

/// The page `file` with the preview's element, which speaks of `path`.
fn page(desk: &Desk, preview: &Preview, file: &str, path: &str, now: Instant) -> Answer {
    match preview.output(file, now) {
        Some(Ok(output)) => {
            let element = panel::element(desk, preview, path, output.since, now);
            html(panel::with_element(Vec::from(output.bytes), &element), file == path)
        }
        Some(Err(finding)) => html(panel::nothing_to_show(desk, preview, Some(&finding)).into_bytes(), false),
        None => html(panel::nothing_to_show(desk, preview, None).into_bytes(), false),
    }
}

fn html(bytes: Vec<u8>, found: bool) -> Answer {
    Answer::Bytes { bytes: Bytes::from(bytes), media: "text/html; charset=utf-8".to_owned(), found }
}

/// The text that percent signs stand for, decoded once; what is no text is the path of nothing.
fn decoded(path: &str) -> String {
    percent_decode_str(path).decode_utf8_lossy().into_owned()
}

/// The media type of a file by its ending; what is written by recueil or by hand is UTF-8.
fn media(file: &str) -> String {
    let media = mime_guess::from_path(file).first_raw().unwrap_or("application/octet-stream");
    let is_text = media.starts_with("text/")
        || media.ends_with("json")
        || media.ends_with("xml")
        || media.ends_with("javascript");
    if is_text { format!("{media}; charset=utf-8") } else { media.to_owned() }
}
