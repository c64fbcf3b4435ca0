//! Findings as workflow commands of GitHub Actions, which shows them beside the lines of a change.

use std::io::{self, Write};

use super::{Sources, message};
use crate::diagnostics::{Finding, Lang, Severity};

/// One command a finding; a finding in what is not published is a notice, since it stops nothing.
pub(super) fn print(findings: &[Finding], sources: &Sources, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    for finding in findings {
        let command = match finding.severity {
            _ if !finding.is_of_published() => "notice",
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        write!(out, "::{command} file={}", property(&sources.path(&finding.place)))?;
        if let Some(spot) = sources.spot(&finding.place) {
            write!(out, ",line={},endLine={},col={}", spot.start.line, spot.end.line, spot.start.column)?;
            // The end's column is understood only on the line of the start.
            if spot.start.line == spot.end.line {
                write!(out, ",endColumn={}", spot.end.column)?;
            }
        }
        let mut text = message(finding, lang);
        if let Some(hint) = &finding.hint {
            text.push('\n');
            text.push_str(hint.get(lang));
        }
        writeln!(out, ",title={}::{}", property(finding.code.name), data(&text))?;
    }
    Ok(())
}

/// Escapes what stands after `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes the value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
