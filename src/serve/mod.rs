//! The preview: what a writer keeps open beside the editor, always right, never in the way.
//!
//! [`watch`] reads the corpus whenever something in its folder changes and makes a [`preview::Preview`] of it; [`http`]
//! answers from the newest one, and renders a page when a browser asks for it. What is served is what a build with drafts
//! would write, but for one element that [`panel`] adds to each page.

pub mod answer;
mod drawn;
mod eyes;
pub mod fault;
mod guard;
mod http;
mod judge;
pub mod panel;
pub mod preview;
mod watch;

use std::io;
use std::net::{TcpListener, ToSocketAddrs};
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Sender};
use std::time::{Duration, Instant, SystemTime};

use crate::compile::Options;
use crate::diagnostics::Both;
use crate::read::{self, Folder, ReadError};
use crate::say;

use guard::Guard;
use preview::Preview;

/// What the preview is asked for.
#[derive(Clone, Debug)]
pub struct Settings {
    pub dir: PathBuf,
    /// A number or a name of this machine.
    pub host: String,
    /// The first port that is tried; with 0 the system chooses.
    pub port: u16,
    pub options: Options,
    /// The address that opens a file in an editor, with `{file}`, `{line}` and `{column}`.
    pub editor: String,
}

/// The address that opens a file where none is given.
pub const EDITOR: &str = "vscode://file{file}:{line}:{column}";

/// What all answers share.
#[derive(Clone, Debug)]
pub struct Desk {
    /// Tells this run from others, so that a page knows when it was made by another.
    pub run: String,
    root: PathBuf,
    editor: String,
    guard: Guard,
}

impl Desk {
    pub fn new(root: &Path, settings: &Settings, loopback: bool) -> Desk {
        let started = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        Desk {
            run: format!("{:x}-{:x}", std::process::id(), started.as_millis()),
            root: root.to_path_buf(),
            editor: settings.editor.clone(),
            guard: Guard { loopback, name: settings.host.clone() },
        }
    }

    /// What opens a file of the corpus at a place.
    pub fn editor_address(&self, file: &str, line: usize, column: usize) -> String {
        let path = self.root.join(file).to_string_lossy().replace('\\', "/");
        let path = panel::in_query(&format!("/{}", path.trim_start_matches('/')));
        let (line, column) = (line.to_string(), column.to_string());
        self.editor.replace("{line}", &line).replace("{column}", &column).replace("{file}", &path)
    }
}

/// What happens while the preview runs.
#[derive(Clone, Debug)]
pub enum News {
    /// Another state is shown: the files that changed, and how long it took from the first sign of it after the
    /// last look.
    Changed { files: Vec<Arc<str>>, took: Duration },
    /// What is wrong with what is shown is known.
    Judged,
    /// The corpus cannot be read any more: the last state is shown until it can be.
    Lost(ReadError),
    /// The program failed on what the corpus holds now: the last state is shown until it changes.
    Failed,
    /// The system cannot tell of changes: the folder is looked through again and again.
    LookedThrough,
    /// Nobody is answered any more.
    Ended(Both),
}

/// A preview that answers.
pub struct Running {
    /// What its addresses begin with.
    origin: String,
    pub port: u16,
    shown: tokio::sync::watch::Receiver<Arc<Preview>>,
}

impl Running {
    /// Where the home page is now: a corpus may be told that it stands below another path.
    pub fn address(&self) -> String {
        format!("{}{}", self.origin, self.shown.borrow().base())
    }

    /// What is shown now.
    pub fn preview(&self) -> Arc<Preview> {
        self.shown.borrow().clone()
    }
}

/// Why a preview could not be started.
#[derive(Clone, Debug)]
pub struct Failure {
    pub message: Both,
    pub hint: Option<Both>,
}

/// How many ports are tried.
const PORTS: u16 = 100;

/// Reads the corpus, then follows it and answers, each in a thread of its own. What happens is told to `tell`.
///
/// # Errors
/// When the corpus cannot be read, or there is no address to answer at.
pub fn start(settings: Settings, tell: Sender<News>) -> Result<Running, Failure> {
    let failed = |error: ReadError| Failure { message: error.message, hint: Some(error.hint) };
    let root = read::root(&settings.dir).map_err(failed)?;
    let listener = listen(&settings.host, settings.port)?;
    let address = listener.local_addr().map_err(|error| no_address(&settings.host, settings.port, &error))?;
    // What changes from now on is seen, though nothing was read yet.
    let eyes = eyes::Eyes::open(&root);
    let folder = Folder::read(&settings.dir).map_err(failed)?;
    let (inputs, said) = (folder.inputs.clone(), folder.said.clone());
    let now = Instant::now();
    let first = fault::state_or_fault(None, inputs, said, now, |inputs, said| {
        Preview::next(None, inputs, said, &settings.options, now)
    });
    if first.is_fault() {
        // Nobody listens once the program ends.
        let _ = tell.send(News::Failed);
    }
    first.begin(Instant::now());
    let first = Arc::new(first);
    let host = match settings.host.parse::<std::net::IpAddr>() {
        Ok(number) if number.is_unspecified() => "localhost".to_owned(),
        Ok(number) if number.is_ipv6() => format!("[{number}]"),
        _ => settings.host.clone(),
    };
    let desk = Arc::new(Desk::new(&root, &settings, address.ip().is_loopback()));
    let (show, shown) = tokio::sync::watch::channel(first.clone());
    let (judge, states) = mpsc::channel();
    // It is taken by what begins below.
    let _ = judge.send(first);
    let answered = shown.clone();
    without_end(tell.clone(), move || {
        let Err(error) = http::serve(listener, desk, answered);
        read::reason(&error)
    });
    let (judged, told) = (show.clone(), tell.clone());
    without_end(tell.clone(), move || judge::follow(&states, &judged, &told));
    without_end(tell.clone(), move || watch::follow(&settings, eyes, folder, &show, &judge, &tell));
    let port = address.port();
    Ok(Running { origin: format!("http://{host}:{port}"), port, shown })
}

/// Does in a thread of its own what should never end, and tells why it did: a preview that follows nothing any more must
/// not look as if it followed.
fn without_end(tell: Sender<News>, work: impl FnOnce() -> Both + Send + 'static) {
    std::thread::spawn(move || {
        let why = std::panic::catch_unwind(AssertUnwindSafe(work));
        let Both { fr, en } = why.unwrap_or_else(|panic| {
            let words = panic.downcast_ref::<String>().map(String::as_str);
            let words = words.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("?");
            say!(fr: "faute du programme ({words})", en: "a fault of the program ({words})")
        });
        // Nobody listens once the program ends.
        let _ = tell.send(News::Ended(say!(fr: "l’aperçu s’est arrêté : {fr}", en: "the preview has stopped: {en}")));
    });
}

/// The first free port from `first` on.
fn listen(host: &str, first: u16) -> Result<TcpListener, Failure> {
    let last = if first == 0 { 0 } else { first.saturating_add(PORTS - 1) };
    // A name may stand for several addresses; browsers try them in the same order.
    let bind = |port| {
        let found = (host, port).to_socket_addrs()?.next();
        TcpListener::bind(found.ok_or(io::ErrorKind::AddrNotAvailable)?)
    };
    let is_taken =
        |bound: &io::Result<TcpListener>| bound.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::AddrInUse);
    let free = (first..last).map(bind).find(|bound| !is_taken(bound));
    free.unwrap_or_else(|| bind(last)).map_err(|error| no_address(host, first, &error))
}

fn no_address(host: &str, port: u16, error: &io::Error) -> Failure {
    let Both { fr, en } = match error.kind() {
        io::ErrorKind::AddrInUse => say!(fr: "ce port et ceux qui le suivent sont pris",
                                         en: "this port and those after it are taken"),
        io::ErrorKind::AddrNotAvailable => say!(fr: "cette machine n’a pas cette adresse",
                                                en: "this machine does not have that address"),
        io::ErrorKind::PermissionDenied => say!(fr: "accès refusé", en: "permission denied"),
        _ => say!(fr: "{error}", en: "{error}"),
    };
    Failure {
        message: say!(fr: "impossible d’écouter à « {host}:{port} » : {fr}", en: "cannot listen at `{host}:{port}`: {en}"),
        hint: Some(say!(fr: "choisissez un autre --port ou un autre --host", en: "choose another --port or --host")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_is_told_of_with_its_reason() {
        let said = |work: fn() -> Both| {
            let (tell, told) = std::sync::mpsc::channel();
            without_end(tell, work);
            match told.recv() {
                Ok(News::Ended(why)) => why.en,
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(said(|| say!(fr: "fini", en: "over")), "the preview has stopped: over");
        assert_eq!(said(|| panic!("a {}", "fault")), "the preview has stopped: a fault of the program (a fault)");
        assert_eq!(said(|| panic!("a fault")), "the preview has stopped: a fault of the program (a fault)");
    }

    #[test]
    fn an_editor_is_told_the_file_whatever_it_is_called() {
        let settings = Settings {
            dir: PathBuf::new(),
            host: String::new(),
            port: 0,
            options: Options::default(),
            editor: "edit://open?url={file}&line={line}&column={column}".to_owned(),
        };
        let desk = Desk::new(Path::new("/a b/R&D"), &settings, true);
        assert_eq!(
            desk.editor_address("content/é+#?{line}=1%.md", 3, 7),
            "edit://open?url=/a%20b/R%26D/content/%C3%A9%2B%23%3F%7Bline%7D%3D1%25.md&line=3&column=7"
        );
    }
}
