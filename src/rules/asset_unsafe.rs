//! A file that a record publishes could run a script or call another site when a reader opens it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostics::{Both, Code, Finding, Severity};
use crate::inputs::{Inputs, Place};
use crate::parse::config;
use crate::resolve::Corpus;
use crate::say;

use super::markup;

pub static CODE: Code = Code {
    name: "asset-unsafe",
    severity: Severity::Error,
    explanation: Both {
        fr: "Un fichier publié avec une fiche pourrait exécuter un script dans le navigateur du lecteur, ou appeler un \
             autre site à son insu : une page HTML, un script, une image SVG ou un XML qui contient `<script>`, un \
             attribut `onload=…`, `<foreignObject>`, une adresse `javascript:` ou une image prise ailleurs. Un SVG ou un \
             XML illisible est refusé aussi.\n\n\
             Enregistrez l’image de nouveau en « SVG simple » (Inkscape) ou en PNG, joignez un PDF plutôt qu’une page HTML.",
        en: "A file published with a record could run a script in the reader's browser, or call another site without the \
             reader knowing: an HTML page, a script, an SVG picture or XML that holds `<script>`, an attribute \
             `onload=…`, `<foreignObject>`, a `javascript:` address or a picture from elsewhere. SVG or XML that cannot be \
             read is refused too.\n\n\
             Save the picture again as \"plain SVG\" (Inkscape) or as PNG, attach a PDF rather than an HTML page.",
    },
};

pub fn check(corpus: &Corpus, inputs: &Inputs, findings: &mut Vec<Finding>) {
    // A file that many records name is looked at once; the first of them is told.
    let mut named_at: BTreeMap<&str, Place> = BTreeMap::new();
    for record in &corpus.records {
        for named in &record.assets {
            if let Some(input) = &named.input {
                named_at.entry(input).or_insert_with(|| record.place(&named.span));
            }
        }
    }
    let config: Arc<str> = Arc::from(config::PATH);
    for (path, span) in corpus.config.appearance.files() {
        named_at.entry(path).or_insert_with(|| Place::at(&config, span.clone()));
    }
    for (path, named) in named_at {
        let Some((path, bytes)) = inputs.files.get_key_value(path) else { continue };
        if let Some((place, message, hint)) = danger(path, bytes) {
            findings.push(
                Finding::new(&CODE, place, message)
                    .hint(hint)
                    .note(named, say!(fr: "le fichier est nommé ici", en: "the file is named here")),
            );
        }
    }
}

/// What is dangerous in a file, where, and what to do.
fn danger(path: &Arc<str>, bytes: &[u8]) -> Option<(Place, Both, Both)> {
    let ending = path.rsplit('/').next()?.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    match ending.as_deref().unwrap_or_default() {
        // What a browser shows as a picture, as a document or as plain text, whatever it holds.
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "pdf" | "txt" | "csv" | "json" | "ics" | "zip" | "docx"
        | "xlsx" | "pptx" | "odt" | "ods" | "odp" | "mp3" | "mp4" | "webm" | "ogg" => None,
        "svg" | "xml" | "rdf" | "akn" => {
            let (span, message) = markup::danger(bytes)?;
            let hint = if ending.as_deref() == Some("svg") {
                say!(
                    fr: "enregistrez de nouveau l’image en « SVG simple », ou en PNG",
                    en: "save the picture again as \"plain SVG\", or as PNG"
                )
            } else {
                say!(fr: "corrigez le fichier, ou joignez un autre format", en: "mend the file, or attach another format")
            };
            Some((Place::at(path, span), message, hint))
        }
        "js" | "mjs" | "cjs" | "wasm" | "swf" | "svgz" | "css" | "xsl" | "xslt" => Some((
            Place::whole(path),
            say!(fr: "ce fichier peut agir sur les pages du site", en: "this file can act on the pages of the site"),
            say!(fr: "ne le publiez pas avec une fiche", en: "do not publish it with a record"),
        )),
        // HTML under its own name, or what a browser would take for it under a name that says nothing.
        ending => (ending.contains("htm") || ending.contains("xht") || markup::looks_like_html(bytes)).then(|| {
            (
                Place::whole(path),
                say!(
                    fr: "ce fichier est une page web, qui peut contenir des scripts",
                    en: "this file is a web page, which may hold scripts"
                ),
                say!(fr: "joignez plutôt un PDF, ou faites-en une fiche", en: "attach a PDF instead, or make it a record"),
            )
        }),
    }
}
