//! Findings as one SARIF 2.1.0 log (OASIS Static Analysis Results Interchange Format), for code scanning.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::{Value, json};

use super::{Sources, message};
use crate::diagnostics::{Code, Finding, Lang, Severity};
use crate::inputs::Place;

/// The log has one run, a rule for each code that was found, and columns in Unicode scalar values.
pub(super) fn print(findings: &[Finding], sources: &Sources, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let codes: BTreeMap<&str, &Code> = findings.iter().map(|finding| (finding.code.name, finding.code)).collect();
    let index: BTreeMap<&str, usize> = codes.keys().enumerate().map(|(at, name)| (*name, at)).collect();
    let results: Vec<Value> = findings
        .iter()
        .map(|finding| {
            let mut text = message(finding, lang);
            if let Some(hint) = &finding.hint {
                text.push('\n');
                text.push_str(hint.get(lang));
            }
            let mut result = json!({
                "ruleId": finding.code.name,
                "ruleIndex": index[finding.code.name],
                "level": if finding.is_of_published() { level(finding.severity) } else { "note" },
                "message": { "text": text },
                "locations": [location(&finding.place, sources)],
            });
            if !finding.notes.is_empty() {
                result["relatedLocations"] = finding
                    .notes
                    .iter()
                    .map(|(place, note)| {
                        let mut related = location(place, sources);
                        related["message"] = json!({ "text": note.get(lang) });
                        related
                    })
                    .collect();
            }
            result
        })
        .collect();
    let rules: Vec<Value> = codes.values().map(|code| rule(code, lang)).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "recueil",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

fn rule(code: &Code, lang: Lang) -> Value {
    let text = code.explanation.get(lang);
    let first = text.split("\n\n").next().unwrap_or(text).replace('\n', " ");
    json!({
        "id": code.name,
        "shortDescription": { "text": first },
        "help": { "text": text, "markdown": text },
        "defaultConfiguration": { "level": level(code.severity) },
    })
}

fn location(place: &Place, sources: &Sources) -> Value {
    let uri = address(&format!("{}{}", sources.folder, place.file));
    let mut physical = json!({ "artifactLocation": { "uri": uri } });
    if let Some(spot) = sources.spot(place) {
        physical["region"] = json!({
            "startLine": spot.start.line,
            "startColumn": spot.start.column,
            "endLine": spot.end.line,
            "endColumn": spot.end.column,
        });
    }
    json!({ "physicalLocation": physical })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// A path as a URI reference (RFC 3986): every byte but the unreserved ones and `/` is percent-encoded.
fn address(path: &str) -> String {
    path.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}
