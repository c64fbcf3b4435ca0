//! All of watching: what changes in the folder becomes the next state of the preview, unless it is half written.

use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use tokio::sync::watch;

use super::eyes::{Eyes, Sign};
use super::fault;
use super::preview::Preview;
use super::{News, Settings};
use crate::read::{self, ReadError};

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
    show: &watch::Sender<Arc<Preview>>,
    tell: &Sender<News>,
) -> ! {
    let (mut wait, mut is_lost, mut is_known_to_look) = (None, false, false);
    loop {
        if eyes.looks_through && !is_known_to_look {
            is_known_to_look = true;
            // Nobody listens once the program ends.
            let _ = tell.send(News::LookedThrough);
        }
        let first = eyes.next(wait);
        let began = first.and_then(|sign| sign.came).unwrap_or_else(Instant::now);
        if is_lost {
            eyes = Eyes::open(eyes.root());
        }
        let mut sign = first.unwrap_or_default();
        let mut change = Change { settings, before: show.borrow().clone(), began, seen: began, show, tell };
        let found = change.until_quiet(&eyes, &mut sign);
        let was_lost = std::mem::take(&mut is_lost);
        let is_unchanged = matches!(found, Ok(None)) && Arc::ptr_eq(&change.before, &show.borrow());
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
        wait = match (is_lost, sign.folder || sign.top) {
            (true, _) => Some(SOUGHT),
            (false, true) => Some(SETTLED),
            (false, false) => None,
        };
    }
}

/// One change, from its first sign to the quiet after it.
struct Change<'a> {
    settings: &'a Settings,
    /// What was shown before it.
    before: Arc<Preview>,
    began: Instant,
    /// When the first sign came of what is looked at now.
    seen: Instant,
    show: &'a watch::Sender<Arc<Preview>>,
    tell: &'a Sender<News>,
}

impl Change<'_> {
    /// Looks at once and after each quiet, and shows what is whole. Gives what is left when all is quiet: the state that
    /// looked half written and is not, or why there is none.
    fn until_quiet(&mut self, eyes: &Eyes, sign: &mut Sign) -> Result<Option<Preview>, ReadError> {
        loop {
            let found = match self.look() {
                Ok(Some(next)) if !next.is_unfinished(&self.before) || self.began.elapsed() > TOO_LONG => {
                    self.put(next);
                    Ok(None)
                }
                found => found,
            };
            let since = Instant::now();
            let mut is_quiet = true;
            while let Some(next) = eyes.next(Some(QUIET)) {
                *sign = sign.and(next);
                if is_quiet {
                    self.seen = next.came.unwrap_or_else(Instant::now);
                }
                is_quiet = false;
                if next.blind || since.elapsed() > LONG {
                    break;
                }
            }
            if is_quiet || sign.blind {
                return found;
            }
        }
    }

    /// Reads the corpus and makes the next state of it; `None` where it is the one that is shown.
    fn look(&self) -> Result<Option<Preview>, ReadError> {
        let (inputs, said) = read::read(&self.settings.dir)?;
        let shown = self.show.borrow().clone();
        if shown.is_of(&inputs, &said) {
            return Ok(None);
        }
        let (options, now) = (&self.settings.options, Instant::now());
        Ok(Some(fault::state_or_fault(&shown, inputs, said, now, |inputs, said| {
            Preview::next(Some(&shown), inputs, said, options, now)
        })))
    }

    fn put(&self, next: Preview) {
        let (files, is_fault) = (next.changed_since(&self.show.borrow()), next.is_fault());
        put(self.show, next);
        let news = if is_fault { News::Failed } else { News::Changed { files, took: self.seen.elapsed() } };
        // Nobody listens once the program ends.
        let _ = self.tell.send(news);
    }
}

/// Puts a state in front of readers.
fn put(show: &watch::Sender<Arc<Preview>>, next: Preview) {
    next.begin(Instant::now());
    show.send_replace(Arc::new(next));
}
