//! `recueil explain`: what a code means, at length.

use std::collections::BTreeMap;
use std::path::Path;

use clap::Args;

use super::source::shapes;
use super::terminal::Terminal;
use super::{EXIT_STATUS, Exit};
use crate::compile;
use crate::diagnostics::{Both, Code, Severity, nearest};
use crate::say;

/// Explain a finding by its code, or list all codes
#[derive(Debug, Args)]
#[command(after_help = format!("\
Examples:
  recueil explain                        every code, with its first sentence
  recueil explain unknown-reference      what it means and what to do
  recueil explain broken-link --lang fr

{EXIT_STATUS}"))]
pub(super) struct Explain {
    /// Code, as it stands in brackets after `error` or `warning`
    code: Option<String>,
}

impl Explain {
    pub(super) fn run(self, terminal: &mut Terminal) -> Exit {
        if let (_, Some(lang)) = shapes(Path::new(".")) {
            terminal.speak(lang);
        }
        let lang = terminal.lang();
        let codes: BTreeMap<&str, &Code> = compile::codes().into_iter().map(|code| (code.name, code)).collect();
        let Some(wanted) = self.code else {
            let width = codes.keys().map(|name| name.len()).max().unwrap_or(0);
            terminal.result(|out| {
                codes.values().try_for_each(|code| {
                    let text = code.explanation.get(lang);
                    let first = text.split("\n\n").next().unwrap_or(text).replace('\n', " ");
                    let sentence = first.split_inclusive(". ").next().unwrap_or(&first).trim_end();
                    writeln!(out, "{:width$}  {sentence}", code.name)
                })
            });
            return Exit::Fine;
        };
        // The code is also taken as findings print it.
        let name = wanted.trim().trim_start_matches(|c| c != '[').trim_matches(['[', ']']);
        let name = if name.is_empty() { wanted.trim() } else { name };
        let Some(code) = codes.get(name) else {
            let near = nearest(name, codes.keys().copied(), 3);
            let hint = match near.is_empty() {
                true => say!(fr: "« recueil explain » les liste tous", en: "`recueil explain` lists them all"),
                false => {
                    let near = near.join(", ");
                    say!(fr: "vouliez-vous dire : {near} ?", en: "did you mean: {near}?")
                }
            };
            let message = say!(fr: "aucun code « {name} »", en: "no code `{name}`");
            return terminal.fail(&message, Some(&hint));
        };
        let severity = match code.severity {
            Severity::Error => Both { fr: "erreur", en: "error" },
            Severity::Warning => Both { fr: "avertissement", en: "warning" },
            Severity::Note => Both { fr: "note", en: "note" },
        };
        let (severity, text) = (severity.get(lang), code.explanation.get(lang));
        terminal.result(|out| writeln!(out, "{} ({severity})\n\n{}", code.name, text.trim_end()));
        Exit::Fine
    }
}
