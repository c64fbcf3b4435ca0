//! The one element that the preview adds to a page: what is wrong with it, how old its text is, and the script.

use std::fmt::Write;
use std::time::Instant;

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

use super::Desk;
use super::fault;
use super::preview::Preview;
use crate::diagnostics::{Both, Finding, Lang, Severity, Summary, escaped, html};
use crate::say;

/// What the element begins with and ends with: a page without what stands between is the page of a build.
pub const BEGIN: &str = "<recueil-preview";
pub const END: &str = "</recueil-preview>";

/// Where the preview's own files are: no record has such an id.
pub const OWN: &str = "/_recueil/";

const STYLE: &str = include_str!("panel.css");

/// The page with the element in it.
pub fn with_element(mut page: Vec<u8>, element: &str) -> Vec<u8> {
    let end = b"</body>";
    let at = page.windows(end.len()).rposition(|window| window == end).unwrap_or(page.len());
    page.splice(at..at, element.bytes());
    page
}

/// The element of the page at `path`; `older` is since when the page itself is an older one.
pub fn element(desk: &Desk, preview: &Preview, path: &str, older: Option<Instant>, now: Instant) -> String {
    let lang = preview.lang;
    let (findings, since) = preview.about(path);
    let since = since.into_iter().chain(older).min();
    let all = preview.all_findings();
    let mut out = open(desk, preview);
    let label = say!(fr: "Aperçu", en: "Preview");
    let _ = write!(out, "<style>{STYLE}</style><aside aria-label=\"{}\">", label.get(lang));
    let is_fault = preview.is_fault();
    if is_fault {
        out.push_str(&fault::notice(lang, &age(since, now, lang)));
    }
    if !findings.is_empty() || (since.is_some() && !is_fault) {
        let summary = Summary::of(&findings).line(lang).unwrap_or_default();
        let is_open = since.is_some() || findings.iter().any(|finding| finding.severity == Severity::Error);
        let (open, summary) = (if is_open { " open" } else { "" }, escaped(&summary));
        let weight = weight(&findings);
        let _ = write!(
            out,
            "<details class=\"{weight}\"{open}><summary><b>{summary}</b> {}</summary><ol>",
            age(since, now, lang)
        );
        out.push_str(&listed(desk, preview, &findings));
        out.push_str("</ol></details>");
    }
    if !preview.is_judged {
        let _ = write!(out, "<p class=\"all\">{}</p>", judging().get(lang));
    }
    if all.len() > findings.len() {
        let summary = escaped(&Summary::of(&all).line(lang).unwrap_or_default());
        let words = say!(fr: "Tout le corpus : ", en: "Whole corpus: ");
        let (words, weight) = (words.get(lang), weight(&all));
        let _ = write!(out, "<p class=\"all {weight}\"><a href=\"{OWN}findings\">{words}{summary}</a></p>");
    }
    out.push_str("</aside>");
    close(out, lang)
}

/// The page of all findings.
pub fn all_findings(desk: &Desk, preview: &Preview) -> String {
    let lang = preview.lang;
    let findings = preview.all_findings();
    let title = say!(fr: "Ce qui est à corriger", en: "What is to be mended");
    let none = match preview.is_judged {
        true => say!(fr: "Rien n’est à corriger.", en: "Nothing is to be mended."),
        false => judging(),
    };
    let back = say!(fr: "Retour au site", en: "Back to the site");
    let (title, back, base) = (title.get(lang), back.get(lang), escaped(preview.base()));
    let summary = Summary::of(&findings).line(lang).unwrap_or_else(|| none.get(lang).clone());
    let mut main =
        format!("<p><a href=\"{base}\">{back}</a></p><h1>{title}</h1><p role=\"status\">{}</p>", escaped(&summary));
    if preview.is_fault() {
        main.push_str(&fault::notice(lang, ""));
    }
    let mut rest = &findings[..];
    while let Some(first) = rest.first() {
        let (of_file, others) = rest.split_at(rest.partition_point(|finding| finding.place.file <= first.place.file));
        let file = escaped(&first.place.file);
        let _ = write!(main, "<h2>{file}</h2><ol>{}</ol>", listed(desk, preview, of_file));
        rest = others;
    }
    bare(desk, preview, title, &main)
}

/// What is said while it is not known yet what is wrong.
pub fn judging() -> Both {
    say!(fr: "Vérification…", en: "Checking…")
}

/// What stands for a page where the corpus never gave a site, or never a page that could be drawn.
pub fn nothing_to_show(desk: &Desk, preview: &Preview, of_page: Option<&Finding>) -> String {
    let lang = preview.lang;
    let title = say!(fr: "Cette page ne peut pas être dessinée", en: "This page cannot be drawn");
    let findings = of_page.map_or_else(
        || preview.findings.iter().filter(|finding| finding.severity == Severity::Error).cloned().collect(),
        |finding| vec![finding.clone()],
    );
    let title = title.get(lang);
    let main = format!("<h1>{title}</h1><ol>{}</ol>", listed(desk, preview, &findings));
    bare(desk, preview, title, &main)
}

/// What stands for a page that the program failed to make, or for all of them.
pub fn failed(desk: &Desk, preview: &Preview) -> String {
    let lang = preview.lang;
    let has_others = preview.site().is_some();
    let kept = match has_others {
        true => say!(fr: "Les autres pages s’affichent, et celle-ci est refaite à chaque changement d’un fichier.",
                     en: "The other pages are shown, and this one is made again whenever a file changes."),
        false => say!(fr: "Le site s’affiche dès qu’un changement d’un fichier permet de le faire.",
                      en: "The site is shown as soon as a change of a file lets it be made."),
    };
    let back = say!(fr: "Retour au site", en: "Back to the site");
    let (title, base) = (fault::title(), escaped(preview.base()));
    let (title, kept, back) = (escaped(title.get(lang)), escaped(kept.get(lang)), escaped(back.get(lang)));
    let mut main = format!("<h1>{title}</h1><p>{} {kept}</p>", fault::whose(lang));
    if has_others {
        main.push_str(&format!("<p><a href=\"{base}\">{back}</a></p>"));
    }
    bare(desk, preview, &title, &main)
}

/// A page of the preview itself.
pub fn bare(desk: &Desk, preview: &Preview, title: &str, main: &str) -> String {
    let lang = preview.lang.tag();
    let element = close(open(desk, preview), preview.lang);
    format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <link rel=\"icon\" href=\"data:,\">\n<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body class=\"own\">\n<main>{main}</main>\n{element}</body>\n</html>\n"
    )
}

fn open(desk: &Desk, preview: &Preview) -> String {
    let [styles, scripts, assets] = preview.assets();
    let (run, number, texts, lang) = (&desk.run, preview.number, preview.texts, preview.lang.tag());
    let judged = if preview.is_judged { "yes" } else { "no" };
    format!(
        "{BEGIN} lang=\"{lang}\" data-stamp=\"{run}-{number}\" data-styles=\"{styles}\" data-scripts=\"{scripts}\" \
         data-assets=\"{assets}\" data-texts=\"{run}-{texts}\" data-judged=\"{judged}\"><template shadowrootmode=\"open\">"
    )
}

fn close(mut out: String, lang: Lang) -> String {
    let lost = say!(fr: "L’aperçu est arrêté : cette page ne suit plus les fichiers.",
                    en: "The preview has stopped: this page no longer follows the files.");
    let lost = lost.get(lang);
    let _ = write!(
        out,
        "<p class=\"lost\" role=\"status\" hidden>{lost}</p></template><script src=\"{OWN}client.js\"></script>{END}"
    );
    out
}

fn weight(findings: &[Finding]) -> &'static str {
    match findings.iter().filter(|finding| finding.is_of_published()).map(|finding| finding.severity).min() {
        Some(Severity::Error) => "error",
        Some(Severity::Warning) => "warning",
        _ => "note",
    }
}

/// How old the text is, with what the script needs to go on counting.
fn age(since: Option<Instant>, now: Instant, lang: Lang) -> String {
    let Some(since) = since else { return String::new() };
    let words: [Both; 3] = [
        say!(fr: "texte d’il y a moins d’une minute", en: "text from less than a minute ago"),
        say!(fr: "texte d’il y a {{n}} min", en: "text from {{n}} min ago"),
        say!(fr: "texte d’il y a {{n}} h", en: "text from {{n}} h ago"),
    ];
    let [now_words, minutes, hours] = words.each_ref().map(|words| words.get(lang));
    let seconds = now.saturating_duration_since(since).as_secs();
    let said = match seconds {
        0..60 => now_words.clone(),
        60..3600 => minutes.replace("{n}", &(seconds / 60).to_string()),
        _ => hours.replace("{n}", &(seconds / 3600).to_string()),
    };
    format!(
        "<span class=\"age\" data-seconds=\"{seconds}\" data-now=\"{now_words}\" data-minutes=\"{minutes}\" data-hours=\"{hours}\">{said}</span>"
    )
}

fn listed(desk: &Desk, preview: &Preview, findings: &[Finding]) -> String {
    let address = |file: &str, at: crate::inputs::LineColumn| {
        preview.inputs.files.contains_key(file).then(|| desk.editor_address(file, at.line, at.column))
    };
    html(findings, &preview.inputs, preview.lang, &address)
}

/// What stands in no path of an address as it is.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'\\')
    .add(b'^')
    .add(b'|')
    .add(b'[')
    .add(b']');

/// What stands as it is in a path that may be a part of a query too.
const QUERY: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'/').remove(b':').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A path as it is written wherever in an address.
pub fn in_query(path: &str) -> String {
    utf8_percent_encode(path, QUERY).to_string()
}

/// A path as it is written in the path of an address.
pub fn in_address(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}
