//! `recueil diff`: what changed between two corpora, as the note that goes with an edition.

use std::ffi::{OsStr, OsString};
use std::path::Path;

use clap::{Args, ValueEnum};

use super::format::FormatName;
use super::source::{Checked, shown};
use super::terminal::Terminal;
use super::{EXIT_STATUS, Exit};
use crate::compile::Options;
use crate::diagnostics::Lang;
use crate::diff::print::{html, json, text};
use crate::diff::voice::Voice;
use crate::diff::{self, Difference};
use crate::read;
use crate::read::git;
use crate::read::revision::{Revision, misnamed};
use crate::say;
use crate::site::Site;

/// Say what changed between two corpora, folders or git revisions
#[derive(Debug, Args)]
#[command(after_help = format!("\
Records and provisions that came, went, moved; fields, in sentences; texts,
with the words that went and came. Only what is published counts, unless
--drafts is given. A corpus with errors is not compared: its findings are
printed, as recueil check does. That something changed is no error.

A and B are folders that hold recueil.yaml, or git revisions: REV is the current
folder as it was in that revision, REV:FOLDER another folder of the repository.
A folder wins over a revision of the same name; REV:. and REV: are always
revisions, ./NAME is always a folder.

Examples:
  recueil diff v1.0 .                    what changed since an edition
  recueil diff v1.0 v1.1 --format html > changes.html
  recueil diff main:docs docs            a folder against its last version
  recueil diff HEAD . --drafts           what is not committed yet, drafts too

{EXIT_STATUS}"))]
pub(super) struct Diff {
    /// The older corpus: a folder, or REV or REV:FOLDER for a git revision
    #[arg(value_name = "A")]
    old: OsString,

    /// The newer corpus, named in the same way
    #[arg(value_name = "B")]
    new: OsString,

    /// How what changed is printed
    #[arg(long, value_enum, default_value = "text")]
    format: Printed,

    /// Compare drafts and texts under review too
    #[arg(long)]
    drafts: bool,
}

/// The names of the formats on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Printed {
    /// For a terminal
    Text,
    /// One page that holds all it needs, for a browser or for paper
    Html,
    /// For programs: one JSON object
    Json,
}

impl Diff {
    pub(super) fn run(self, terminal: &mut Terminal) -> Exit {
        let options = Options { drafts: self.drafts, ..Options::default() };
        let (mut old, mut new) = match (corpus(&self.old, &options, terminal), corpus(&self.new, &options, terminal)) {
            (Ok(old), Ok(new)) => (old, new),
            (Err(exit), _) | (_, Err(exit)) => return exit,
        };
        let sites = (site(&mut old, terminal), site(&mut new, terminal));
        let (Some(old), Some(new)) = sites else { return Exit::Faults };
        let difference = diff::compare(&old, &new);
        self.print(&difference, terminal)
    }

    fn print(&self, difference: &Difference<'_>, terminal: &mut Terminal) -> Exit {
        let site = difference.new;
        let voice = Voice::new(difference, terminal.asked());
        let of_corpus = &*site.corpus.config.language;
        if terminal.asked().is_none() && Lang::exactly(of_corpus).is_none() {
            terminal.note(&say!(
                fr: "le rapport est en anglais : il n’y a pas de mots en « {of_corpus} » pour les champs et les dates (--lang fr le donne en français)",
                en: "the report is in English: there are no words in `{of_corpus}` for fields and dates (--lang fr gives it in French)"
            ));
        }
        match self.format {
            Printed::Text => {
                let width = terminal.width().map(|width| width.min(WIDEST));
                let page = text::Page { colour: terminal.has_colour(), width };
                terminal.result(|out| text::print(difference, &voice, page, out));
            }
            Printed::Json => {
                let json = json::json(difference, &voice);
                terminal.result(|out| writeln!(out, "{json:#}"));
            }
            Printed::Html => {
                let names = [self.old.to_string_lossy(), self.new.to_string_lossy()];
                match html::page(difference, &voice, [&names[0], &names[1]]) {
                    Ok(page) => terminal.result(|out| out.write_all(page.as_bytes())),
                    Err(finding) => {
                        let folder = folder(&self.new);
                        terminal.findings(&[*finding], &site.inputs, &folder, FormatName::Full.into());
                        return Exit::Faults;
                    }
                }
            }
        }
        Exit::Fine
    }
}

/// Longer lines are hard to follow, however wide the terminal is.
const WIDEST: usize = 100;

/// Reads and checks one of both corpora; the error is the status of a run that could not.
fn corpus(name: &OsStr, options: &Options, terminal: &mut Terminal) -> Result<Checked, Exit> {
    let here = Path::new(".");
    let revision = name.to_str().filter(|text| !Path::new(name).is_dir() && !text.starts_with("./"));
    if let Some(error) = revision.and_then(misnamed) {
        return Err(terminal.fail_to_read(&error));
    }
    // A name that only git can mean is one, though it knows no such revision.
    let is_of_git = |text: &str| [":", "^", "@{"].iter().any(|sign| text.contains(sign));
    let is_path = |text: &str| !is_of_git(text) && (text.contains('/') || Path::new(text).exists());
    let (read, folder) = match revision.filter(|text| !is_path(text) || git::is_revision(here, text)) {
        Some(text) => git::read(here, &Revision::parse(text)).map_err(|error| terminal.fail_to_read(&error))?,
        None => (read::read(Path::new(name)).map_err(|error| terminal.fail_to_read(&error))?, folder(name)),
    };
    Ok(Checked::of(read, folder, options, terminal))
}

/// What stands before the paths of a corpus's files.
fn folder(name: &OsStr) -> String {
    shown(Path::new(name))
}

/// The site of a corpus without errors; of another one the findings are printed. What does not hold together would be told
/// as gone or changed, and nobody could tell it from what is.
fn site(checked: &mut Checked, terminal: &Terminal) -> Option<Site> {
    if checked.fails(false) {
        checked.print(FormatName::Full, terminal);
        return None;
    }
    checked.compiled.site.take()
}
