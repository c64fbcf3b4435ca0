//! `recueil build`: a corpus made into a site, all or nothing.

use std::collections::HashSet;
use std::mem::ManuallyDrop;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Instant;

use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::format::FormatName;
use super::source::{Checked, Source, shown};
use super::terminal::Terminal;
use super::{EXIT_STATUS, Exit, counted};
use crate::compile::{self, Options};
use crate::diagnostics::{Both, Lang};
use crate::read;
use crate::say;
use crate::site::{Site, Target};
use crate::write::{Staging, WriteError, Written, is_current};

/// Make the site of a corpus
#[derive(Debug, Args)]
#[command(after_help = format!("\
The site replaces the previous one in one step, when it is complete. A corpus
with errors changes nothing. Where nothing changed since the last build,
nothing is written.

Examples:
  recueil build                          the corpus in this folder, into public/
  recueil build docs -o /srv/site        another corpus, another folder
  recueil build --as-of today            judge deadlines by today's date
  recueil build --portable               a site that opens from a folder, without a server
  recueil build --drafts -o preview      show drafts too, marked as such

{EXIT_STATUS}"))]
pub(super) struct Build {
    #[command(flatten)]
    source: Source,

    /// Folder of the site [default: DIR/public]
    #[arg(short, long, value_name = "FOLDER")]
    output: Option<PathBuf>,

    /// Address where the site will live, such as https://example.org/recueil/ [default: recueil.yaml]
    #[arg(long, value_name = "URL", value_parser = address)]
    base_url: Option<String>,

    /// Make a site that opens from a folder, without a server
    #[arg(long)]
    portable: bool,

    /// Show drafts and texts under review, marked as such
    #[arg(long)]
    drafts: bool,
}

impl Build {
    pub(super) fn run(self, terminal: &mut Terminal) -> Exit {
        let started = Instant::now();
        let Build { source, output, base_url, portable, drafts } = self;
        let options = Options { as_of: source.as_of, drafts, base_url, portable };
        let read = match source.read(terminal) {
            Ok(read) => read,
            Err(exit) => return exit,
        };
        let out = output.unwrap_or_else(|| source.dir.join("public"));
        // What is there is looked at while the corpus is checked: neither waits for the other.
        let inputs = read.0.clone();
        let (mut checked, (hash, is_current)) = thread::scope(|scope| {
            let looked_at = scope.spawn(|| {
                let hash = compile::inputs_hash(&inputs, &options);
                let is_current = is_current(&out, &hash);
                (hash, is_current)
            });
            let checked = Checked::of(read, shown(&source.dir), &options, terminal);
            (checked, looked_at.join().unwrap_or_else(|panic| resume_unwind(panic)))
        });
        drop(inputs);
        let site = checked.compiled.site.take().filter(|_| !checked.fails(source.strict));
        let Some(site) = site else {
            checked.print(FormatName::Full, terminal);
            return Exit::Faults;
        };
        // The program ends with it: nobody waits until a million pieces are given back one by one.
        let mut site = ManuallyDrop::new(site);
        let written = match is_current {
            true => Ok(None),
            false => {
                let edition = compile::edition(&site);
                let_go_of_texts(&mut site, &mut checked);
                write(&site, &edition, &mut checked, &out, &source, &hash).map(Some)
            }
        };
        checked.print(FormatName::Full, terminal);
        let mut parts = vec![counted(checked.compiled.records, ["fiche", "fiches"], ["record", "records"])];
        match written {
            Err(Failure::Faults) => return Exit::Faults,
            Err(Failure::Disk(error)) => return terminal.fail_to_write(&error),
            Ok(None) => parts.push(say!(fr: "rien n’a changé", en: "nothing changed")),
            Ok(Some(Written { files, bytes, .. })) => {
                parts.push(counted(files, ["fichier", "fichiers"], ["file", "files"]));
                parts.push(size(bytes));
            }
        }
        let shown = out.strip_prefix(".").unwrap_or(&out).display();
        parts.push(say!(fr: "{shown}", en: "{shown}"));
        if terminal.is_watched() {
            let seconds = format!("{:.1}", started.elapsed().as_secs_f64());
            let french = seconds.replace('.', ",");
            parts.push(say!(fr: "{french} s", en: "{seconds} s"));
        }
        let joined = |lang| parts.iter().map(|part| part.get(lang).as_str()).collect::<Vec<_>>().join(", ");
        terminal.line(&Both { fr: joined(Lang::Fr), en: joined(Lang::En) });
        Exit::Fine
    }
}

/// Why nothing was written although the corpus held together.
enum Failure {
    /// A page could not be drawn: the findings say which.
    Faults,
    Disk(WriteError),
}

impl From<WriteError> for Failure {
    fn from(error: WriteError) -> Failure {
        Failure::Disk(error)
    }
}

/// Lets go of the files that records were read from, a tenth of all memory, but for those that outputs are copies of or
/// findings show a line of.
fn let_go_of_texts(site: &mut Site, checked: &mut Checked) {
    let mut wanted: HashSet<Arc<str>> = HashSet::new();
    for finding in &checked.findings {
        let notes = finding.notes.iter().map(|(place, _)| place);
        wanted.extend(notes.chain([&finding.place]).map(|place| place.file.clone()));
    }
    wanted.extend(site.routes().iter().filter_map(|route| match &route.target {
        Target::Asset { input } => Some(Arc::from(&**input)),
        _ => None,
    }));
    site.inputs.files_mut().retain(|path, _| !path.starts_with("content/") || wanted.contains(path));
    checked.inputs = site.inputs.clone();
}

/// Draws every page into a new tree, and makes it the output when all of them are there.
fn write(
    site: &Site,
    edition: &str,
    checked: &mut Checked,
    out: &Path,
    source: &Source,
    hash: &str,
) -> Result<Written, Failure> {
    let staging = Staging::open(out, &source.dir, &checked.compiled.keep)?;
    let first_failure: Mutex<Option<WriteError>> = Mutex::new(None);
    let sink = |path: &str, bytes: &[u8]| {
        staging.put(path, bytes).map_err(|error| {
            let said = error.message.en.clone();
            first_failure.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
            said
        })
    };
    // It draws nothing where standard error is not a terminal.
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{wide_bar} {pos}/{len}") {
        bar.set_style(style);
    }
    let progress = |done: usize, all: usize| {
        bar.set_length(all as u64);
        bar.set_position(done as u64);
    };
    let made = compile::outputs(site, edition, &sink, &progress);
    bar.finish_and_clear();
    let failure = first_failure.into_inner().unwrap_or_else(PoisonError::into_inner);
    match (made, failure) {
        (_, Some(error)) => return Err(Failure::Disk(error)),
        (Err(said), None) => {
            let error = WriteError { message: say!(fr: "{said}", en: "{said}"), hint: None };
            return Err(Failure::Disk(error));
        }
        (Ok(findings), None) => checked.add(findings),
    }
    if checked.fails(source.strict) {
        // What could not be drawn names records, whose lines are shown.
        if let Ok((inputs, _)) = read::read(&source.dir) {
            checked.inputs = inputs;
        }
        return Err(Failure::Faults);
    }
    Ok(staging.finish(hash)?)
}

/// A number of bytes in the unit that reads best (1 kB is 1,000 bytes).
fn size(bytes: u64) -> Both {
    let (unit, fr, en) = match bytes {
        0..1_000 => return counted(bytes as usize, ["octet", "octets"], ["byte", "bytes"]),
        1_000..1_000_000 => (1e3, "ko", "kB"),
        1_000_000..1_000_000_000 => (1e6, "Mo", "MB"),
        _ => (1e9, "Go", "GB"),
    };
    let number = format!("{:.1}", bytes as f64 / unit);
    let french = number.replace('.', ",");
    say!(fr: "{french} {fr}", en: "{number} {en}")
}

/// Reads the address of a site: absolute, and with a closing slash.
fn address(text: &str) -> Result<String, String> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or_default();
    if host.is_empty() || host.starts_with('/') || text.contains([' ', '?', '#', '"', '<', '>']) {
        return Err("give an address such as https://example.org/recueil/".to_owned());
    }
    Ok(if text.ends_with('/') { text.to_owned() } else { format!("{text}/") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_numbers_read_well() {
        assert_eq!(size(1).fr, "1 octet");
        assert_eq!(size(0).en, "0 bytes");
        assert_eq!(size(12_345_678).fr, "12,3 Mo");
        assert_eq!(
            counted(0, ["fiche", "fiches"], ["record", "records"]),
            Both { fr: "0 fiche".into(), en: "0 records".into() }
        );
    }

    #[test]
    fn addresses_are_absolute_and_end_with_a_slash() {
        assert_eq!(address("https://example.org/a").as_deref(), Ok("https://example.org/a/"));
        for wrong in ["example.org", "https://", "javascript:alert(1)", "https:///a", "https://a/?b"] {
            assert!(address(wrong).is_err(), "{wrong}");
        }
    }
}
