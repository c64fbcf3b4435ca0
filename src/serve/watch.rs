//! All of watching: what changes in the folder becomes the next state of the preview, unless it is half written.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use tokio::sync::watch;

use super::eyes::{Eyes, Sign};
use super::fault;
use super::preview::Preview;
use super::{News, Settings};
use crate::diagnostics::Finding;
use crate::inputs::Inputs;
use crate::read::{Folder, ReadError};

/// An editor that writes in two steps takes less.
const QUIET: Duration = Duration::from_millis(20);

/// A folder that is never quiet is looked at again all the same.
const LONG: Duration = Duration::from_millis(500);

/// What looks half written for longer is meant so.
const TOO_LONG: Duration = Duration::from_secs(2);

/// The system tells of what stands in a new folder only once it watches it.
const SETTLED: Duration = Duration::from_millis(250);

/// How often a corpus that is gone is looked for.
const SOUGHT: Duration = Duration::from_millis(500);

/// How long nothing is asked of a system that had more to tell than it could.
const REST: Duration = Duration::from_millis(500);

/// Shows what changes, as long as the program runs.
pub(super) fn follow(
    settings: &Settings,
    mut eyes: Eyes,
    folder: Folder,
    show: &watch::Sender<Arc<Preview>>,
    judge: &Sender<Arc<Preview>>,
    tell: &Sender<News>,
) -> ! {
    let (mut wait, mut is_lost, mut is_known_to_look) = (None, false, false);
    let mut folder = Some(folder);
    loop {
        if eyes.looks_through && !is_known_to_look {
            is_known_to_look = true;
            // Nobody listens once the program ends.
            let _ = tell.send(News::LookedThrough);
        }
        let first = eyes.next(wait);
        // What came into a new folder before it was watched is still to be looked for.
        let is_settling = wait == Some(SETTLED) && first.is_some();
        let began = first.as_ref().and_then(|sign| sign.came).unwrap_or_else(Instant::now);
        if is_lost {
            eyes = Eyes::open(eyes.root());
        }
        let mut sign = first.unwrap_or_default();
        let folder = &mut folder;
        let mut change =
            Change { settings, folder, before: show.borrow().clone(), began, seen: began, show, judge, tell };
        let found = change.until_quiet(&eyes, &mut sign);
        let was_lost = std::mem::take(&mut is_lost);
        let is_unchanged = matches!(found, Ok(None)) && change.before.look == show.borrow().look;
        match found {
            Ok(None) => {}
            Ok(Some(next)) => change.put(next),
            Err(error) => {
                is_lost = true;
                if !was_lost {
                    let shown = show.borrow().clone();
                    put(show, Preview::without_corpus(&shown, &error, began));
                    // Nobody listens once the program ends.
                    let _ = tell.send(News::Lost(error));
                }
            }
        }
        let is_other = sign.top || sign.folder;
        let loses_sight = !sign.blind && is_other && !is_lost && eyes.aim().is_err() && eyes.root().is_dir();
        if sign.blind || loses_sight {
            eyes = Eyes::looking_through(eyes.root());
        }
        if sign.overrun && is_unchanged {
            // It may be our own reading that was too much to tell of.
            std::thread::sleep(REST);
        }
        wait = match (is_lost, sign.folder || sign.top || is_settling) {
            (true, _) => Some(SOUGHT),
            (false, true) => Some(SETTLED),
            (false, false) => None,
        };
    }
}

/// One change, from its first sign to the quiet after it.
struct Change<'a> {
    settings: &'a Settings,
    /// The corpus as it was last read, where it could be.
    folder: &'a mut Option<Folder>,
    /// What was shown before it.
    before: Arc<Preview>,
    began: Instant,
    /// When the first sign came of what is looked at now.
    seen: Instant,
    show: &'a watch::Sender<Arc<Preview>>,
    /// Who finds what is wrong with what is shown.
    judge: &'a Sender<Arc<Preview>>,
    tell: &'a Sender<News>,
}

/// What looked half written.
enum Left {
    Read(Inputs, Vec<Finding>),
    Made(Box<Preview>),
}

impl Change<'_> {
    /// Looks at once and after each quiet, and shows what is whole. Gives what is left when all is quiet: the state that
    /// looked half written and is not, or why there is none.
    fn until_quiet(&mut self, eyes: &Eyes, sign: &mut Sign) -> Result<Option<Preview>, ReadError> {
        loop {
            let found = self.look(sign.touched.as_ref()).map(|seen| {
                let is_meant = self.began.elapsed() > TOO_LONG;
                match seen? {
                    (inputs, said) if !is_meant && self.before.holds_more_than(&inputs) => {
                        Some(Left::Read(inputs, said))
                    }
                    (inputs, said) => match self.make(inputs, said) {
                        next if !is_meant && next.breaks_more_than(&self.before) => Some(Left::Made(Box::new(next))),
                        next => {
                            self.put(next);
                            None
                        }
                    },
                }
            });
            let since = Instant::now();
            let mut is_quiet = true;
            while let Some(next) = eyes.next(Some(QUIET)) {
                if is_quiet {
                    self.seen = next.came.unwrap_or_else(Instant::now);
                }
                is_quiet = false;
                let (is_blind, is_closed) = (next.blind, next.closed);
                sign.add(next);
                let is_one = sign.touched.as_ref().is_some_and(|touched| touched.len() == 1);
                // An editor empties a file before it writes it: once closed it is whole.
                let is_written = is_one && is_closed && matches!(found, Ok(Some(Left::Read(..))));
                if is_blind || is_written || since.elapsed() > LONG {
                    break;
                }
            }
            if is_quiet || sign.blind {
                return found.map(|left| match left? {
                    Left::Read(inputs, said) => Some(self.make(inputs, said)),
                    Left::Made(next) => Some(*next),
                });
            }
        }
    }

    /// Reads of the corpus what was touched, or all of it where that is not known; `None` where it is what is shown.
    fn look(&mut self, touched: Option<&BTreeSet<PathBuf>>) -> Result<Option<(Inputs, Vec<Finding>)>, ReadError> {
        let folder = match (self.folder.take(), touched) {
            (Some(mut folder), Some(touched)) => folder.read_again(touched).map(|()| folder)?,
            _ => Folder::read(&self.settings.dir)?,
        };
        let Folder { inputs, said, .. } = self.folder.insert(folder);
        Ok((!self.show.borrow().is_of(inputs, said)).then(|| (inputs.clone(), said.clone())))
    }

    /// Makes the next state of what was read.
    fn make(&self, inputs: Inputs, said: Vec<Finding>) -> Preview {
        let shown = self.show.borrow().clone();
        let (options, now) = (&self.settings.options, Instant::now());
        fault::state_or_fault(Some(&shown), inputs, said, now, |inputs, said| {
            Preview::next(Some(&shown), inputs, said, options, now)
        })
    }

    fn put(&self, next: Preview) {
        let (files, is_fault) = (next.changed_since(&self.show.borrow()), next.is_fault());
        let shown = put(self.show, next);
        let news = if is_fault { News::Failed } else { News::Changed { files, took: self.seen.elapsed() } };
        // Told before it can be judged. Nobody listens once the program ends.
        let _ = self.tell.send(news);
        // It is there as long as the program runs.
        let _ = self.judge.send(shown);
    }
}

/// Puts a state in front of readers, and gives it as they see it.
fn put(show: &watch::Sender<Arc<Preview>>, mut next: Preview) -> Arc<Preview> {
    let mut put = None;
    show.send_modify(|shown| {
        // What is wrong with the last one may have come to be known meanwhile.
        next.number = shown.number + 1;
        next.begin(Instant::now());
        let last = std::mem::replace(shown, Arc::new(next));
        // Nobody waits until the last one is given back.
        put = Some((shown.clone(), last));
    });
    put.expect("it was just put there").0
}
