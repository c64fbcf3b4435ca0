//! `recueil check`: everything that is wrong with a corpus, and nothing written.

use std::mem::ManuallyDrop;

use clap::Args;

use super::format::FormatName;
use super::source::Source;
use super::terminal::Terminal;
use super::{EXIT_STATUS, Exit};
use crate::compile::Options;
use crate::say;

/// Say everything that is wrong with a corpus, without writing anything
#[derive(Debug, Args)]
#[command(after_help = format!("\
Findings go to standard error, each with its file, line and column.

Examples:
  recueil check                          the corpus in this folder
  recueil check docs --strict            take warnings for errors too
  recueil check --format short           one line per finding
  recueil check --format sarif 2> findings.sarif

{EXIT_STATUS}"))]
pub(super) struct Check {
    #[command(flatten)]
    source: Source,

    /// How findings are printed
    #[arg(long, value_enum, default_value = "full")]
    format: FormatName,
}

impl Check {
    pub(super) fn run(self, terminal: &mut Terminal) -> Exit {
        let options = Options { as_of: self.source.as_of, drafts: false, base_url: None, portable: false };
        let checked = match self.source.check(&options, terminal) {
            // The program ends with it: nobody waits until a million pieces are given back one by one.
            Ok(checked) => ManuallyDrop::new(checked),
            Err(exit) => return exit,
        };
        checked.print(self.format, terminal);
        if checked.fails(self.source.strict) {
            return Exit::Faults;
        }
        if matches!(self.format, FormatName::Full | FormatName::Short) {
            let records = checked.compiled.records;
            let (s, plural) = if records > 1 { ("s", "s") } else { ("", "") };
            terminal.line(&say!(fr: "{records} fiche{s} vérifiée{s}", en: "{records} record{plural} checked"));
        }
        Exit::Fine
    }
}
