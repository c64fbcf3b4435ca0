//! `recueil serve`: the preview, and one calm line that says how it goes.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use clap::Args;
use console::{Key, Term, measure_text_width, truncate_str};

use super::keys::{Keys, Pressed};
use super::source::{day, shown};
use super::terminal::Terminal;
use super::{Exit, counted};
use crate::compile::Options;
use crate::diagnostics::{Both, Format, Summary};
use crate::model::time::Day;
use crate::say;
use crate::serve::panel::judging;
use crate::serve::{self, EDITOR, News, Running, Settings};

/// Show a corpus in the browser, and follow its changes
#[derive(Debug, Args)]
#[command(after_help = "\
Drafts are shown too. A corpus with errors is shown as far as it is good; a page
whose text is broken keeps the last good one, and says what is wrong.

Keys: o opens the browser, f lists the findings, q quits.

Examples:
  recueil serve                          the corpus in this folder
  recueil serve docs --open              another one, in the browser at once
  recueil serve --port 8000
  recueil serve --host 0.0.0.0           for other machines too
  recueil serve --editor 'subl://open?url=file://{file}&line={line}'

Exit status:
  0  it was quit
  2  the command could not run")]
pub(super) struct Serve {
    /// Folder that holds recueil.yaml
    #[arg(default_value = ".", hide_default_value = true)]
    dir: PathBuf,

    /// First port to try; where it is taken, the next free one
    #[arg(long, value_name = "N", default_value_t = 4000)]
    port: u16,

    /// Address or name of this machine to listen at; other machines are answered only if it is not a loopback one
    #[arg(long, value_name = "HOST", default_value = "127.0.0.1")]
    host: String,

    /// Open the browser
    #[arg(long)]
    open: bool,

    /// Day at which deadlines are judged: YYYY-MM-DD, or today [default: recueil.yaml, else the newest date of the corpus]
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Day>,

    /// Address that opens a file in your editor, with {file}, {line} and {column}
    #[arg(long, value_name = "URL", env = "RECUEIL_EDITOR", default_value = EDITOR, value_parser = editor, hide_env_values = true)]
    editor: String,
}

/// How long a program that is to open the browser is waited for, before it is taken to do so.
const OPENED: Duration = Duration::from_secs(10);

/// What the command waits for.
enum Event {
    News(News),
    Pressed(Pressed),
    /// No browser came when it was asked for.
    NotOpened,
}

impl From<Pressed> for Event {
    fn from(pressed: Pressed) -> Event {
        Event::Pressed(pressed)
    }
}

impl Serve {
    pub(super) fn run(self, terminal: &mut Terminal) -> Exit {
        let Serve { dir, port, host, open, as_of, editor } = self;
        let options = Options { as_of, drafts: true, base_url: None, portable: false };
        let folder = shown(&dir);
        let settings = Settings { dir, host, port, options, editor };
        let (tell, told) = mpsc::channel();
        let running = match serve::start(settings, tell) {
            Ok(running) => running,
            Err(failure) => return terminal.fail(&failure.message, failure.hint.as_ref()),
        };
        terminal.speak(running.preview().lang);
        let (send, events) = mpsc::channel();
        let pass = send.clone();
        thread::spawn(move || told.into_iter().try_for_each(|news| pass.send(Event::News(news))));
        let keys = Keys::listen(&send);
        let mut line =
            Line { term: (keys.is_some() && is_drawn_anew()).then(Term::stdout), last: None, said: String::new() };
        if port != 0 && running.port != port {
            let taken = running.port;
            line.say(
                terminal,
                &say!(fr: "le port {port} est pris : voici le {taken}", en: "port {port} is taken: this is {taken}"),
            );
        }
        if keys.is_some() {
            line.say(
                terminal,
                &say!(fr: "o : ouvrir le navigateur, f : voir ce qui est à corriger, q : quitter",
                                     en: "o: open the browser, f: list the findings, q: quit"),
            );
        }
        line.status(terminal, &running);
        if open {
            open_browser(&running, &send);
        }
        let at_hand = AtHand { running, keys, send, folder };
        follow(&at_hand, &events, &mut line, terminal)
    }
}

/// What is at hand while the preview runs.
struct AtHand {
    running: Running,
    keys: Option<Keys>,
    send: Sender<Event>,
    folder: String,
}

/// Tells what happens and does what the keys say, until one says that it is enough.
fn follow(at_hand: &AtHand, events: &Receiver<Event>, line: &mut Line, terminal: &mut Terminal) -> Exit {
    let AtHand { running, keys, send, folder } = at_hand;
    for event in events {
        match event {
            Event::News(News::Changed { files, took }) => {
                line.last = Some(change(&files, took));
                // Where lines stay, one says it all once all is known.
                if line.term.is_none() {
                    continue;
                }
            }
            Event::News(News::Judged) => {}
            Event::News(News::Lost(error)) => {
                line.clear();
                terminal.fail_to_read(&error);
            }
            Event::News(News::Failed) => {
                line.clear();
                terminal.fail(&serve::fault::told(&running.preview()), None);
            }
            Event::News(News::LookedThrough) => {
                line.say(terminal, &say!(fr: "le système ne signale pas les changements : le dossier est relu deux fois par seconde",
                                         en: "the system does not tell of changes: the folder is looked through twice a second"));
            }
            Event::News(News::Ended(message)) => {
                line.clear();
                return terminal.fail(&message, None);
            }
            Event::NotOpened => {
                line.clear();
                let address = running.address();
                terminal.fail(
                    &say!(fr: "aucun navigateur ne s’est ouvert", en: "no browser was opened"),
                    Some(&say!(fr: "ouvrez vous-même {address}", en: "open {address} yourself")),
                );
            }
            // There is a line to draw anew only where it is one.
            Event::Pressed(Pressed::Resized) if line.term.is_none() => continue,
            Event::Pressed(Pressed::Resized) => {}
            Event::Pressed(Pressed::Key(key)) => {
                match key {
                    Key::Char('q' | 'Q' | '\u{4}') | Key::CtrlC => {
                        line.end();
                        return Exit::Fine;
                    }
                    Key::Char('o' | 'O') => open_browser(running, send),
                    Key::Char('f' | 'F') => {
                        let preview = running.preview();
                        let findings = preview.all_findings();
                        line.clear();
                        terminal.findings(&findings, &preview.inputs, folder, Format::Full);
                        if findings.is_empty() || !preview.is_judged {
                            line.say(terminal, &if preview.is_judged { no_findings() } else { judging() });
                        }
                    }
                    Key::Char('\u{1a}') => {
                        line.end();
                        keys.as_ref().inspect(|keys| keys.suspend());
                    }
                    _ => {}
                }
                keys.as_ref().inspect(|keys| keys.go_on());
            }
        }
        line.status(terminal, running);
    }
    Exit::Fine
}

/// The files that changed, and how long it took until that was shown.
fn change(files: &[Arc<str>], took: Duration) -> Both {
    let Both { fr, en } = seconds(took);
    let others = files.len().saturating_sub(1);
    match files.first() {
        // What a file may be read by changed, or nothing in the end.
        None => say!(fr: "relu en {fr}", en: "read again in {en}"),
        Some(first) if others == 0 => say!(fr: "{first} : {fr}", en: "{first}: {en}"),
        Some(first) => say!(fr: "{first} (+ {others}) : {fr}", en: "{first} (+ {others}): {en}"),
    }
}

/// Opens the browser, and says so where it does not open.
fn open_browser(running: &Running, send: &Sender<Event>) {
    let (address, send) = (running.address(), send.clone());
    thread::spawn(move || {
        if open::that_detached_with_timeout(address, OPENED).is_err() {
            // Nobody listens once the program ends.
            let _ = send.send(Event::NotOpened);
        }
    });
}

fn no_findings() -> Both {
    say!(fr: "rien à corriger", en: "no findings")
}

fn seconds(time: Duration) -> Both {
    match time.as_millis() {
        milliseconds @ 0..1000 => say!(fr: "{milliseconds} ms", en: "{milliseconds} ms"),
        _ => {
            let number = format!("{:.1}", time.as_secs_f64());
            let french = number.replace('.', ",");
            say!(fr: "{french} s", en: "{number} s")
        }
    }
}

/// The line that is drawn anew where somebody watches, and lines one below the other where not.
struct Line {
    term: Option<Term>,
    /// The last change, and how long it took.
    last: Option<Both>,
    /// What it said last.
    said: String,
}

impl Line {
    fn status(&mut self, terminal: &mut Terminal, running: &Running) {
        let preview = running.preview();
        let lang = terminal.lang();
        let findings = match preview.is_judged {
            _ if preview.is_fault() => serve::fault::title().get(lang).clone(),
            true => Summary::of(&preview.all_findings()).line(lang).unwrap_or_else(|| no_findings().get(lang).clone()),
            false => judging().get(lang).to_lowercase(),
        };
        let said = Said {
            address: running.address(),
            records: counted(preview.records, ["fiche", "fiches"], ["record", "records"]).get(lang).clone(),
            findings,
            last: self.last.as_ref().map(|last| last.get(lang).clone()),
        };
        let text = said.whole();
        match &self.term {
            Some(term) => {
                let width = usize::from(term.size().1).saturating_sub(1).max(1);
                let shown = said.within(width);
                let _ = term.clear_line().and_then(|()| term.write_str(&shown)).and_then(|()| term.flush());
            }
            // What is said already need not be said again.
            None if self.said == text => {}
            None => terminal.line(&Both { fr: text.clone(), en: text.clone() }),
        }
        self.said = text;
    }

    /// A line that stays.
    fn say(&self, terminal: &mut Terminal, line: &Both) {
        self.clear();
        terminal.line(line);
    }

    fn clear(&self) {
        self.term.as_ref().inspect(|term| {
            let _ = term.clear_line();
        });
    }

    fn end(&self) {
        self.term.as_ref().inspect(|term| {
            let _ = term.write_line("");
        });
    }
}

/// What the line says.
struct Said {
    address: String,
    records: String,
    findings: String,
    last: Option<String>,
}

impl Said {
    fn whole(&self) -> String {
        let parts = [&self.address, &self.records, &self.findings].into_iter().chain(&self.last);
        joined(&parts.map(String::as_str).collect::<Vec<_>>())
    }

    /// As much as there is room for: the last change is cut first, then the records go, then the address; what is to be
    /// mended is the last to be cut.
    fn within(&self, width: usize) -> String {
        let cut = |text: &str| truncate_str(text, width, "…").into_owned();
        let whole = self.whole();
        let (address, records, findings) = (&*self.address, &*self.records, &*self.findings);
        let lines = [&[address, records, findings][..], &[address, findings], &[findings]];
        match lines.into_iter().map(joined).find(|line| measure_text_width(line) <= width) {
            Some(line) if whole.starts_with(&line) && measure_text_width(&line) + LEAST_OF_LAST <= width => cut(&whole),
            Some(line) => line,
            None => cut(&joined(&[findings])),
        }
    }
}

/// With fewer columns than this for the last change and what parts it from the rest, none of it is said.
const LEAST_OF_LAST: usize = 12;

fn joined(parts: &[&str]) -> String {
    parts.join(" · ").replace(|c: char| c.is_control(), "\u{fffd}")
}

/// Whether a line may be drawn anew, which takes more than a teletype.
fn is_drawn_anew() -> bool {
    std::env::var_os("TERM").is_some_and(|name| !name.is_empty() && name != "dumb")
}

/// Reads the address of an editor: with a scheme, and with the file in it; nothing that a browser would run.
fn editor(text: &str) -> Result<String, String> {
    let scheme = text.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase()).unwrap_or_default();
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    let is_run = ["javascript", "data", "vbscript"].contains(&&*scheme);
    if !is_scheme || is_run || !text.contains("{file}") {
        return Err(format!("give an address that opens a file, such as {EDITOR}"));
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_editors_name_the_file_and_run_nothing() {
        for right in [EDITOR, "subl://open?url=file://{file}&line={line}", "x-emacs:{file}"] {
            assert_eq!(editor(right).as_deref(), Ok(right));
        }
        for wrong in ["vscode://file/", "{file}", "javascript:alert('{file}')", "DATA:{file}", "code {file}:1"] {
            assert!(editor(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn in_a_narrow_terminal_the_count_of_findings_goes_last() {
        let said = Said {
            address: "http://127.0.0.1:4000/".to_owned(),
            records: "12 fiches".to_owned(),
            findings: "2 erreurs, 1 avertissement".to_owned(),
            last: Some("content/accord.md : 42 ms".to_owned()),
        };
        for (width, shown) in [
            (120, "http://127.0.0.1:4000/ · 12 fiches · 2 erreurs, 1 avertissement · content/accord.md : 42 ms"),
            (80, "http://127.0.0.1:4000/ · 12 fiches · 2 erreurs, 1 avertissement · content/accor…"),
            (70, "http://127.0.0.1:4000/ · 12 fiches · 2 erreurs, 1 avertissement"),
            (60, "http://127.0.0.1:4000/ · 2 erreurs, 1 avertissement"),
            (39, "2 erreurs, 1 avertissement"),
            (12, "2 erreurs, …"),
        ] {
            assert_eq!(said.within(width), shown, "{width}");
        }
        let short = Said { last: None, ..said };
        assert_eq!(short.within(120), "http://127.0.0.1:4000/ · 12 fiches · 2 erreurs, 1 avertissement");
    }

    #[test]
    fn times_read_well() {
        assert_eq!(seconds(Duration::from_millis(42)).fr, "42 ms");
        assert_eq!(seconds(Duration::from_millis(1250)).fr, "1,2 s");
        assert_eq!(seconds(Duration::from_millis(1250)).en, "1.2 s");
    }
}
