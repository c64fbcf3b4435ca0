//! What the system tells of a folder: that something of the corpus changed, and what has to be looked at again for it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, CreateKind, EventKind, ModifyKind};
use notify::{Config, Event, PollWatcher, RecursiveMode, Watcher};

use crate::read::CORPUS;

/// How often a folder is looked through that the system does not watch.
const ROUND: Duration = Duration::from_millis(500);

/// How often a folder that changes while it is looked through is begun again.
const TRIES: usize = 3;

/// Sees what changes in a corpus.
///
/// The events are notify's own: what they have in common is told by [`Sign`], and files are compared when they are read, so
/// that there is nothing left for a debouncer to put together.
pub(super) struct Eyes {
    root: PathBuf,
    watcher: Box<dyn Watcher + Send>,
    seen: Receiver<Sign>,
    /// True where the system tells of nothing, and the folder is looked through again and again.
    pub looks_through: bool,
}

/// What events say of the corpus: that something of it changed, and that.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sign {
    /// Where something came, went or changed; `None` where that is not known.
    pub touched: Option<BTreeSet<PathBuf>>,
    /// True where whoever wrote a file closed it, so that nothing more comes; not every system tells of it.
    pub closed: bool,
    /// There may be a folder that was not there, of which not all is seen yet.
    pub folder: bool,
    /// One of the folders that are watched came or went.
    pub top: bool,
    /// More happened than the system could tell.
    pub overrun: bool,
    /// The system can tell no more.
    pub blind: bool,
    /// When it was told of.
    pub came: Option<Instant>,
}

impl Sign {
    /// Adds what another sign says.
    pub fn add(&mut self, other: Sign) {
        match (&mut self.touched, other.touched) {
            (Some(touched), Some(others)) => touched.extend(others),
            (touched, _) => *touched = None,
        }
        self.closed |= other.closed;
        self.folder |= other.folder;
        self.top |= other.top;
        self.overrun |= other.overrun;
        self.blind |= other.blind;
        self.came = self.came.or(other.came);
    }
}

impl Eyes {
    /// Watches by the system's means, and where it has none looks through the folder again and again.
    pub fn open(root: &Path) -> Eyes {
        let (send, seen) = mpsc::channel();
        if let Ok(watcher) = notify::recommended_watcher(teller(root, send, true)) {
            let mut eyes = Eyes { root: root.to_path_buf(), watcher: Box::new(watcher), seen, looks_through: false };
            // A folder that is not there is looked for by whoever reads it.
            if eyes.aim().is_ok() || !root.is_dir() {
                return eyes;
            }
        }
        Eyes::looking_through(root)
    }

    pub fn looking_through(root: &Path) -> Eyes {
        let (send, seen) = mpsc::channel();
        // Times of files are too coarse to tell two savings in one second apart.
        let config = Config::default().with_poll_interval(ROUND).with_compare_contents(true);
        let watcher: Box<dyn Watcher + Send> = match PollWatcher::new(teller(root, send, false), config) {
            Ok(watcher) => Box::new(watcher),
            Err(_) => Box::new(notify::NullWatcher),
        };
        let mut eyes = Eyes { root: root.to_path_buf(), watcher, seen, looks_through: true };
        // What cannot be seen now is seen once it is there.
        let _ = eyes.aim();
        eyes
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Watches the folder for what comes and goes, and the parts of the corpus that there are. What else lies in it, such
    /// as the built site, is not watched.
    pub fn aim(&mut self) -> notify::Result<()> {
        // First, so that a part that comes back meanwhile is told of.
        let _ = self.watcher.unwatch(&self.root);
        self.watcher.watch(&self.root, RecursiveMode::NonRecursive)?;
        for name in CORPUS {
            let path = self.root.join(name);
            // A folder that was away is another one now.
            let _ = self.watcher.unwatch(&path);
            if path.is_dir() {
                self.watch_through(&path)?;
            }
        }
        Ok(())
    }

    /// Watches a folder and all below it, of which something may go away meanwhile, as when a branch is switched.
    fn watch_through(&mut self, folder: &Path) -> notify::Result<()> {
        for _ in 0..TRIES {
            match self.watcher.watch(folder, RecursiveMode::Recursive) {
                Err(error) if matches!(error.kind, notify::ErrorKind::PathNotFound) => {}
                done => return done,
            }
        }
        Ok(())
    }

    /// The next sign of a change; `None` where none came within `time`.
    pub fn next(&self, time: Option<Duration>) -> Option<Sign> {
        let sign = match time {
            Some(time) => self.seen.recv_timeout(time),
            None => self.seen.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match sign {
            Ok(sign) => Some(sign),
            Err(RecvTimeoutError::Timeout) => None,
            // Nobody tells any more: what changes has to be looked for.
            Err(RecvTimeoutError::Disconnected) => {
                std::thread::sleep(ROUND);
                Some(Sign { blind: true, ..Sign::default() })
            }
        }
    }
}

/// Takes events, and tells what they are a sign of. A fault makes blind where the system tells of changes; to whoever looks
/// through a folder it is one file that was gone before its turn.
fn teller(root: &Path, send: Sender<Sign>, is_told: bool) -> impl Fn(notify::Result<Event>) + Send + 'static {
    let root = root.to_path_buf();
    move |event| {
        let sign = match &event {
            Ok(event) => sign(&root, event),
            Err(_) => Some(Sign { blind: is_told, ..Sign::default() }),
        };
        if let Some(mut sign) = sign {
            sign.came = Some(Instant::now());
            // Whoever looked may have turned to another watcher.
            let _ = send.send(sign);
        }
    }
}

/// What an event is a sign of; `None` where it has nothing to do with the corpus.
fn sign(root: &Path, event: &Event) -> Option<Sign> {
    let closed = event.kind == EventKind::Access(AccessKind::Close(AccessMode::Write));
    // Being read is no change.
    if matches!(event.kind, EventKind::Access(_)) && !closed {
        return None;
    }
    if event.need_rescan() {
        return Some(Sign { folder: true, top: true, overrun: true, ..Sign::default() });
    }
    let is_ours = |path: &PathBuf| match path.strip_prefix(root) {
        Ok(below) => below.iter().next().is_none_or(|top| CORPUS.iter().any(|name| top == *name)),
        Err(_) => true,
    };
    if !event.paths.iter().any(is_ours) {
        return None;
    }
    let came = match event.kind {
        EventKind::Create(CreateKind::File) => false,
        EventKind::Create(_) | EventKind::Modify(ModifyKind::Name(_)) => true,
        _ => false,
    };
    let is_top = |path: &PathBuf| path == root || (path.parent() == Some(root) && !path.is_file());
    Some(Sign {
        touched: Some(event.paths.iter().cloned().collect()),
        closed,
        folder: came && event.paths.iter().any(|path| path.is_dir()),
        top: event.paths.iter().any(is_top),
        ..Sign::default()
    })
}
