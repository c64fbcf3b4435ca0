//! Two corpora in one case: the files of `--- before …` make the older one out of the other, and `=== diff` compares them.

use std::sync::Arc;

use recueil::compile::{self, Options};
use recueil::diagnostics::Lang;
use recueil::diff::print::{html as page, json, text};
use recueil::diff::voice::Voice;
use recueil::diff::{self, Difference};
use recueil::inputs::Inputs;
use recueil::site::Site;

use crate::{Case, Made, Section, html};

/// What stands before the path of a file of the older corpus.
pub const BEFORE: &str = "before ";

/// The inputs of the older corpus: those of the case with the files in their place that it had; `None` where it has none.
pub fn before(case: &Case) -> Result<Option<Inputs>, String> {
    let mut inputs = case.inputs()?;
    let mut is_there = false;
    for Section { header, body } in &case.sections {
        let Some(path) = header.strip_prefix("--- ").and_then(|path| path.strip_prefix(BEFORE)) else { continue };
        is_there = true;
        match path.strip_suffix(" none") {
            Some(path) => {
                inputs.files_mut().remove(path).ok_or(format!("`{path}` is not there now either"))?;
            }
            None => {
                inputs.files_mut().insert(Arc::from(path), body.as_bytes().into());
            }
        }
    }
    Ok(is_there.then_some(inputs))
}

/// What `recueil diff` prints of a case.
pub fn diff(made: &Made, words: &[&str]) -> Result<String, String> {
    let before = made.before.as_ref().ok_or("no file of `--- before` says what there was")?;
    let (old, new) = (site(before, &made.options)?, site(&made.inputs, &made.options)?);
    let difference = diff::compare(&old, &new);
    let mut out = Vec::new();
    match words {
        [] => said(&difference, Some(Lang::En), &mut out)?,
        ["fr"] => said(&difference, Some(Lang::Fr), &mut out)?,
        ["own"] => said(&difference, None, &mut out)?,
        ["json"] => {
            let voice = Voice::new(&difference, None);
            out = format!("{:#}", json::json(&difference, &voice)).into_bytes();
        }
        ["html", selector] => {
            let voice = Voice::new(&difference, None);
            let page = page::page(&difference, &voice, ["avant", "après"]).map_err(|finding| finding.message.en)?;
            let found: Vec<&str> = html::select(&page, selector).into_iter().map(|range| &page[range]).collect();
            out = found.join("\n").into_bytes();
        }
        _ => return Err("no comparison is printed so: see the top of tests/cases.rs".to_owned()),
    }
    String::from_utf8(out).map_err(|error| error.to_string())
}

fn said(difference: &Difference<'_>, asked: Option<Lang>, out: &mut Vec<u8>) -> Result<(), String> {
    let voice = Voice::new(difference, asked);
    let page = text::Page { colour: false, width: None };
    text::print(difference, &voice, page, out).map_err(|error| error.to_string())
}

fn site(inputs: &Inputs, options: &Options) -> Result<Site, String> {
    let compiled = compile::check(inputs, options);
    let errors = || compiled.findings.iter().map(|finding| finding.message.en.as_str()).collect::<Vec<_>>().join("; ");
    if compile::fails(&compiled.findings, false) {
        return Err(format!("one of both corpora has errors: {}", errors()));
    }
    compiled.site.ok_or("there is no theme".to_owned())
}
