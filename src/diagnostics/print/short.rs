//! Findings, one line each, as compilers have always said them: editors know where to jump.

use std::io::{self, Write};

use super::{Sources, message, word};
use crate::diagnostics::{Finding, Lang};

pub(super) fn print(findings: &[Finding], sources: &Sources, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    for finding in findings {
        write!(out, "{}:", sources.path(&finding.place))?;
        if let Some(spot) = sources.spot(&finding.place) {
            write!(out, "{}:{}:", spot.start.line, spot.start.column)?;
        }
        let level = word(finding.severity, lang);
        writeln!(out, " {level}[{}]: {}", finding.code.name, message(finding, lang))?;
    }
    Ok(())
}
