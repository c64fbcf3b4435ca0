//! Findings as JSON, one object a line, for programs.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::Sources;
use crate::diagnostics::{Finding, Lang, Severity, Within};

/// The keys and the words of `severity` never change; `draft` is there only where nothing of it is
/// published, and `annotation` too where it is an annotation.
pub(super) fn print(findings: &[Finding], sources: &Sources, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    for finding in findings {
        let spot = sources.spot(&finding.place);
        let mut object = json!({
            "code": finding.code.name,
            "severity": severity(finding.severity),
            "file": format!("{}{}", sources.folder, finding.place.file),
            "line": spot.as_ref().map(|spot| spot.start.line),
            "column": spot.as_ref().map(|spot| spot.start.column),
            "end_line": spot.as_ref().map(|spot| spot.end.line),
            "end_column": spot.as_ref().map(|spot| spot.end.column),
            "message": finding.message.get(lang),
            "hint": finding.hint.as_ref().map(|hint| hint.get(lang)),
        });
        let within: &[&str] = match finding.within {
            Within::Published => &[],
            Within::Draft => &["draft"],
            Within::Annotation => &["draft", "annotation"],
        };
        within.iter().for_each(|key| object[*key] = Value::Bool(true));
        writeln!(out, "{object}")?;
    }
    Ok(())
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}
