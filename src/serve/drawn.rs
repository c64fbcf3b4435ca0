//! The last pages that were drawn, for when a template is broken that is known to be so only once it is used.

use std::collections::BTreeMap;
use std::time::Instant;

/// More pages than a writer goes back to.
const KEPT: usize = 64;

/// The pages, each as it was in the last state that could draw it.
#[derive(Default)]
pub struct Drawn {
    pages: BTreeMap<String, Page>,
    /// The newest state, and since when it is shown.
    newest: Option<(u64, Instant)>,
    /// Counts the times that a page was looked at.
    looks: u64,
}

struct Page {
    bytes: Vec<u8>,
    /// The state that it is of.
    state: u64,
    /// Since when another state is shown, which may say something else.
    since: Option<Instant>,
    /// When it was last looked at.
    look: u64,
}

impl Drawn {
    /// From `now` on this state is shown: what was drawn of those before it may be old.
    pub fn begin(&mut self, state: u64, now: Instant) {
        self.newest = Some((state, now));
        for page in self.pages.values_mut() {
            page.since.get_or_insert(now);
        }
    }

    /// Remembers a page of a state, unless a newer one of it is known; what was not looked at for longest is forgotten.
    pub fn keep(&mut self, path: &str, bytes: &[u8], state: u64) {
        self.looks += 1;
        if self.pages.get(path).is_some_and(|page| page.state > state) {
            return;
        }
        // A page of an older state may be long in the making.
        let since = self.newest.filter(|(newest, _)| *newest > state).map(|(_, since)| since);
        self.pages.insert(path.to_owned(), Page { bytes: bytes.to_vec(), state, since, look: self.looks });
        if self.pages.len() > KEPT {
            let oldest = self.pages.iter().min_by_key(|(_, page)| page.look).map(|(path, _)| path.clone());
            oldest.map(|oldest| self.pages.remove(&oldest));
        }
    }

    /// The page as it last could be drawn, and since when it may no longer be what the corpus says.
    pub fn last(&mut self, path: &str, now: Instant) -> Option<(Vec<u8>, Instant)> {
        self.looks += 1;
        let page = self.pages.get_mut(path)?;
        page.look = self.looks;
        Some((page.bytes.clone(), page.since.unwrap_or(now)))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn what_was_looked_at_last_is_kept() {
        let (mut drawn, now) = (Drawn::default(), Instant::now());
        drawn.begin(1, now);
        let name = |at: usize| format!("{:02}", KEPT - at);
        (0..KEPT).for_each(|at| drawn.keep(&name(at), b"page", 1));
        // The first one is looked at again, so that the second is the one to go.
        assert!(drawn.last(&name(0), now).is_some());
        drawn.keep("another", b"page", 1);
        assert!(drawn.last(&name(0), now).is_some());
        assert!(drawn.last(&name(1), now).is_none());
        assert!(drawn.last("another", now).is_some());
        assert_eq!(drawn.pages.len(), KEPT);
    }

    #[test]
    fn a_page_is_as_old_as_the_state_that_came_after_it() {
        let (mut drawn, start) = (Drawn::default(), Instant::now());
        let at = |minutes: u64| start + Duration::from_secs(60 * minutes);
        drawn.begin(1, at(0));
        drawn.keep("a", b"first", 1);
        drawn.begin(2, at(10));
        drawn.begin(3, at(20));
        assert_eq!(drawn.last("a", at(30)), Some((b"first".to_vec(), at(10))));
        drawn.keep("a", b"third", 3);
        drawn.begin(4, at(40));
        assert_eq!(drawn.last("a", at(50)), Some((b"third".to_vec(), at(40))));
        // What was long in the making takes nobody's place, and is as old as it is.
        drawn.keep("a", b"second", 2);
        drawn.keep("b", b"third", 3);
        assert_eq!(drawn.last("a", at(50)), Some((b"third".to_vec(), at(40))));
        assert_eq!(drawn.last("b", at(50)), Some((b"third".to_vec(), at(40))));
    }
}
