//! The corpus that a command works on: where it is, as of when, and the findings of reading and checking it.

use std::path::{Component, Path, PathBuf};

use clap::Args;

use super::Exit;
use super::format::FormatName;
use super::terminal::Terminal;
use crate::compile::{self, Compiled, Options};
use crate::diagnostics::{Finding, Lang, sorted};
use crate::inputs::Inputs;
use crate::model::time::Day;
use crate::parse::config;
use crate::read;

/// The arguments that name a corpus.
#[derive(Debug, Args)]
pub(super) struct Source {
    /// Folder that holds recueil.yaml
    #[arg(default_value = ".", hide_default_value = true)]
    pub(super) dir: PathBuf,

    /// Day at which deadlines are judged: YYYY-MM-DD, or today [default: recueil.yaml, else the newest date of the corpus]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(super) as_of: Option<Day>,

    /// Take warnings for errors
    #[arg(long)]
    pub(super) strict: bool,
}

/// A corpus that was read and checked.
pub(super) struct Checked {
    pub(super) inputs: Inputs,
    pub(super) compiled: Compiled,
    /// All findings, sorted.
    pub(super) findings: Vec<Finding>,
    /// What stands before the paths of the corpus for someone in the current folder: empty, or ending in `/`.
    pub(super) folder: String,
}

impl Source {
    /// Reads and checks the corpus; the error is the status of a run that could not.
    pub(super) fn check(&self, options: &Options, terminal: &mut Terminal) -> Result<Checked, Exit> {
        Ok(Checked::of(self.read(terminal)?, shown(&self.dir), options, terminal))
    }

    /// The corpus as it was read, and what was found then; the error is the status of a run that could not.
    pub(super) fn read(&self, terminal: &Terminal) -> Result<(Inputs, Vec<Finding>), Exit> {
        read::read(&self.dir).map_err(|error| terminal.fail_to_read(&error))
    }
}

impl Checked {
    /// Checks what was read; `folder` stands before the paths of its files.
    pub(super) fn of(
        (inputs, mut findings): (Inputs, Vec<Finding>),
        folder: String,
        options: &Options,
        terminal: &mut Terminal,
    ) -> Checked {
        // Also where the program fails in what comes now.
        terminal.speak(Lang::of_tag(&config::read(&inputs, &mut Vec::new()).language));
        let mut compiled = compile::check(&inputs, options);
        findings.append(&mut compiled.findings);
        Checked { inputs, compiled, findings: sorted(findings), folder }
    }

    /// Whether the findings are such that nothing may be built.
    pub(super) fn fails(&self, strict: bool) -> bool {
        compile::fails(&self.findings, strict)
    }

    /// Adds findings that were made later.
    pub(super) fn add(&mut self, findings: Vec<Finding>) {
        self.findings.extend(findings);
        self.findings = sorted(std::mem::take(&mut self.findings));
    }

    pub(super) fn print(&self, format: FormatName, terminal: &Terminal) {
        terminal.findings(&self.findings, &self.inputs, &self.folder, format.into());
    }
}

/// The folder as it stands before the paths of its files.
pub(super) fn shown(dir: &Path) -> String {
    let parts: Vec<_> = dir.components().filter(|part| *part != Component::CurDir).collect();
    let path = parts.iter().collect::<PathBuf>().to_string_lossy().into_owned();
    if path.is_empty() || path.ends_with('/') { path } else { path + "/" }
}

/// Reads a day of the command line. This is the only place where the clock is asked.
pub(super) fn day(text: &str) -> Result<Day, String> {
    let text = if text == "today" { &*jiff::Zoned::now().date().to_string() } else { text };
    Day::parse(text).map_err(|_| "give a day that exists, such as 2021-06-30, or the word today".to_owned())
}

/// The corpus's `recueil.yaml` and `schemas/` where `dir` has them, and the language that it speaks.
pub(super) fn shapes(dir: &Path) -> (Inputs, Option<Lang>) {
    let Ok((inputs, _)) = read::read_shapes(dir) else { return (Inputs::default(), None) };
    let lang = Lang::of_tag(&config::read(&inputs, &mut Vec::new()).language);
    (inputs, Some(lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_shown_as_they_were_typed() {
        for (dir, expected) in
            [(".", ""), ("./", ""), ("./docs/", "docs/"), ("../x", "../x/"), ("/", "/"), ("/a", "/a/")]
        {
            assert_eq!(shown(Path::new(dir)), expected, "{dir}");
        }
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        assert!(day("2021-02-30").is_err() && day("soon").is_err() && day("today").is_ok());
    }
}
