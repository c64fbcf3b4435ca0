//! The keys of a terminal, one at a time, and the terminal as it was once they are no longer asked for.

use std::io::{self, IsTerminal};
use std::sync::mpsc::{self, Sender};
use std::thread;

use console::{Key, Term};
use rustix::process::{Pid, Signal, getpgrp, kill_current_process_group};
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcgetpgrp, tcsetattr};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGWINCH};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

/// What somebody does at the terminal.
pub(super) enum Pressed {
    Key(Key),
    /// The terminal has another size.
    Resized,
}

/// The keys; once the value goes, the terminal is as it was.
pub(super) struct Keys {
    go_on: Sender<()>,
    modes: Modes,
}

/// How the terminal was, and how it gives each key at once and shows none.
#[derive(Clone)]
struct Modes {
    before: Termios,
    keys: Termios,
}

impl Modes {
    fn read() -> io::Result<Modes> {
        let before = tcgetattr(io::stdin())?;
        let mut keys = before.clone();
        keys.local_modes.remove(LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG);
        Ok(Modes { before, keys })
    }

    fn restore(&self) {
        // A terminal that is gone needs nothing.
        let _ = tcsetattr(io::stdin(), OptionalActions::Now, &self.before);
    }

    fn take_keys(&self) {
        let _ = tcsetattr(io::stdin(), OptionalActions::Now, &self.keys);
    }
}

impl Drop for Keys {
    fn drop(&mut self) {
        self.modes.restore();
    }
}

impl Keys {
    /// `None` where no keys are to be had: nobody sits there, or another program has them.
    pub(super) fn listen<E: From<Pressed> + Send + 'static>(send: &Sender<E>) -> Option<Keys> {
        if !io::stdin().is_terminal() || !io::stdout().is_terminal() || !is_in_front() {
            return None;
        }
        let modes = Modes::read().ok()?;
        follow_signals(modes.clone(), send.clone()).ok()?;
        modes.take_keys();
        let (go_on, wait) = mpsc::channel();
        let send = send.clone();
        thread::spawn(move || {
            let term = Term::stdout();
            while let Ok(key) = term.read_key_raw() {
                if send.send(Pressed::Key(key).into()).is_err() || wait.recv().is_err() {
                    return;
                }
            }
        });
        Some(Keys { go_on, modes })
    }

    /// Waits for another key.
    pub(super) fn go_on(&self) {
        // The thread may have ended with the terminal.
        let _ = self.go_on.send(());
    }

    /// Does what a terminal does when it is asked to stop a program; comes back when the program goes on.
    pub(super) fn suspend(&self) {
        self.modes.restore();
        let _ = kill_current_process_group(Signal::TSTP);
        self.modes.take_keys();
    }
}

/// Leaves the terminal as it was when the program is ended from elsewhere, and tells when it has another size.
fn follow_signals<E: From<Pressed> + Send + 'static>(modes: Modes, send: Sender<E>) -> io::Result<()> {
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGTERM, SIGWINCH])?;
    thread::spawn(move || {
        for signal in &mut signals {
            if signal != SIGWINCH {
                modes.restore();
                let _ = Term::stdout().write_line("");
                // Whoever started the program is told how it ended.
                let _ = emulate_default_handler(signal);
            } else if send.send(Pressed::Resized.into()).is_err() {
                return;
            }
        }
    });
    Ok(())
}

/// True unless the program was sent to the background, where asking for keys would stop it.
fn is_in_front() -> bool {
    tcgetpgrp(io::stdin()).is_ok_and(|group: Pid| group == getpgrp())
}
