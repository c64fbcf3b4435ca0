//! `recueil completions`: what a shell needs in order to complete command lines.

use clap::Args;
use clap_complete::Shell;

use super::terminal::Terminal;
use super::{Exit, command};

/// Print the completions of a shell
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  recueil completions bash > ~/.local/share/bash-completion/completions/recueil
  recueil completions fish > ~/.config/fish/completions/recueil.fish")]
pub(super) struct Completions {
    /// Shell to print them for
    shell: Shell,
}

impl Completions {
    pub(super) fn run(self, terminal: &mut Terminal) -> Exit {
        // Generated in memory, since the generator panics where it cannot write.
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut command(), "recueil", &mut script);
        terminal.result(|out| out.write_all(&script));
        Exit::Fine
    }
}
