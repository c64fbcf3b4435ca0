//! `recueil schema`: the shape of a kind of record, as JSON Schema for editors and other programs.

use std::path::Path;

use clap::Args;

use super::source::shapes;
use super::terminal::Terminal;
use super::{EXIT_STATUS, Exit};
use crate::diagnostics::nearest;
use crate::say;
use crate::schema::Schemas;

/// Print the JSON Schema of a kind of record, or list the kinds
#[derive(Debug, Args)]
#[command(after_help = format!("\
The kinds are those of the program and, in the folder of a corpus, its own.

Examples:
  recueil schema                         the kinds and their titles
  recueil schema accord > accord.json    JSON Schema 2020-12

{EXIT_STATUS}"))]
pub(super) struct Schema {
    /// Kind of record, such as convention
    kind: Option<String>,
}

impl Schema {
    pub(super) fn run(self, terminal: &mut Terminal) -> Exit {
        let (inputs, lang) = shapes(Path::new("."));
        if let Some(lang) = lang {
            terminal.speak(lang);
        }
        let lang = terminal.lang();
        let schemas = Schemas::read(&inputs, &mut Vec::new());
        let names = schemas.names();
        let Some(kind) = self.kind else {
            let width = names.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
            terminal.result(|out| {
                names.iter().try_for_each(|(name, title)| writeln!(out, "{name:width$}  {}", title.get(lang)))
            });
            return Exit::Fine;
        };
        let Some(json) = schemas.to_json(&kind) else {
            return terminal.fail(&unknown_kind(&kind), Some(&known_kinds(&kind, names.iter().map(|(name, _)| *name))));
        };
        terminal.result(|out| writeln!(out, "{json:#}"));
        Exit::Fine
    }
}

pub(super) fn unknown_kind(kind: &str) -> crate::diagnostics::Both {
    say!(fr: "aucune nature de fiche ne s’appelle « {kind} »", en: "no kind of record is called `{kind}`")
}

/// The kinds that may have been meant; all of them where none is near.
pub(super) fn known_kinds<'a>(kind: &str, known: impl Iterator<Item = &'a str> + Clone) -> crate::diagnostics::Both {
    let near = nearest(kind, known.clone(), 3);
    if near.is_empty() {
        let all = known.collect::<Vec<_>>().join(", ");
        return say!(fr: "choisissez parmi : {all}", en: "choose one of: {all}");
    }
    let near = near.join(", ");
    say!(fr: "vouliez-vous dire : {near} ?", en: "did you mean: {near}?")
}
