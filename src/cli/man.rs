//! `recueil man`: manual pages, made from the same descriptions as `--help`.

use clap::Args;

use super::schema::known_kinds;
use super::terminal::Terminal;
use super::{Exit, command};
use crate::say;

/// Print the manual page of recueil or of one of its commands
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  recueil man | man -l -
  recueil man build > recueil-build.1")]
pub(super) struct Man {
    /// Command whose page is printed
    command: Option<String>,
}

impl Man {
    pub(super) fn run(self, terminal: &mut Terminal) -> Exit {
        let mut root = command();
        // Gives the commands their full names and the options that all of them have.
        root.build();
        let page = match &self.command {
            None => root,
            Some(name) => match root.find_subcommand(name) {
                Some(found) => found.clone(),
                None => {
                    let known = root.get_subcommands().map(|command| command.get_name()).collect::<Vec<_>>();
                    let message = say!(fr: "aucune commande « {name} »", en: "no command `{name}`");
                    return terminal.fail(&message, Some(&known_kinds(name, known.into_iter())));
                }
            },
        };
        let page = page.disable_help_subcommand(true);
        terminal.result(|out| clap_mangen::Man::new(page).render(&mut &mut *out));
        Exit::Fine
    }
}
