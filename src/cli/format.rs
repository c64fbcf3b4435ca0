//! The names of the formats of findings on the command line.

use clap::ValueEnum;

use crate::diagnostics::Format;

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FormatName {
    /// For people: the line itself, notes and what to do
    Full,
    /// One line each: file:line:column: error[code]: message
    Short,
    /// For programs: one JSON object a line
    Json,
    /// For code scanning: one SARIF 2.1.0 log
    Sarif,
    /// For GitHub Actions: beside the changed lines
    Github,
}

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Format {
        match name {
            FormatName::Full => Format::Full,
            FormatName::Short => Format::Short,
            FormatName::Json => Format::Json,
            FormatName::Sarif => Format::Sarif,
            FormatName::Github => Format::Github,
        }
    }
}
