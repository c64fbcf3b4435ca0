//! What is wrong with what is shown: found once it is shown, so that nobody waits for it who only wants to see.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};
use std::time::Instant;

use tokio::sync::watch;

use super::News;
use super::fault;
use super::preview::Preview;
use crate::diagnostics::Both;
use crate::say;

/// Finds what is wrong with each state that `states` brings, and shows it, as long as any may come.
pub(super) fn follow(states: &Receiver<Arc<Preview>>, show: &watch::Sender<Arc<Preview>>, tell: &Sender<News>) -> Both {
    // One core is enough for it: the others are for the next page.
    let beside = rayon::ThreadPoolBuilder::new().num_threads(1).build().ok();
    while let Ok(state) = states.recv() {
        // Of a state that is shown no longer nothing need be known.
        let state = states.try_iter().last().unwrap_or(state);
        let find = || state.judge();
        let found = fault::caught(|| beside.as_ref().map_or_else(find, |pool| pool.install(find)));
        show.send_modify(|shown| {
            let next = match &found {
                Some(found) => shown.with_findings(found, &state),
                // The newer one is judged next.
                None if shown.look != state.look => return,
                None => Preview::after_fault(shown, shown.inputs.clone(), Vec::new(), Instant::now()),
            };
            *shown = Arc::new(next);
        });
        // Nobody listens once the program ends.
        let _ = tell.send(News::Judged);
    }
    say!(fr: "plus rien n’est suivi", en: "nothing is followed any more")
}
