//! The command line: one file per command. Only here is anything printed, the clock asked or the environment read.

mod build;
mod check;
mod completions;
mod diff;
mod explain;
mod format;
mod keys;
mod man;
mod new;
mod schema;
mod serve;
mod source;
mod terminal;

use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand, ValueEnum};

use crate::diagnostics::{Both, Lang};
use crate::say;
use terminal::Terminal;

/// How a run ended, as the calling program sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// All is well; with `--strict`, without a warning.
    Fine = 0,
    /// The corpus has errors; with `--strict`, warnings too.
    Faults = 1,
    /// The command could not run: wrong arguments, something that cannot be read or written.
    CouldNotRun = 2,
}

/// What every `--help` ends with.
const EXIT_STATUS: &str = "\
Exit status:
  0  fine
  1  the corpus has errors (with --strict, warnings too)
  2  the command could not run";

#[derive(Debug, Parser)]
#[command(
    name = "recueil",
    version,
    about = "Compile a reference corpus of public policy into a site",
    long_about = "Compile a reference corpus of public policy into a site.\n\n\
        A corpus is a folder of Markdown and YAML files with a recueil.yaml at its top. recueil checks that everything \
        in it holds together, says where it does not, and makes a site of linked pages out of it.",
    after_help = "\
Examples:
  recueil new site my-corpus     make a small corpus to start from
  recueil check my-corpus        say everything that is wrong with it
  recueil serve my-corpus        show it in the browser, and follow its changes
  recueil build my-corpus        make the site, in my-corpus/public
  recueil diff v1.0 .            say what changed since an edition
  recueil explain broken-link    explain a finding

Exit status:
  0  fine
  1  the corpus has errors (with --strict, warnings too)
  2  the command could not run",
    subcommand_required = true,
    arg_required_else_help = true,
    disable_help_subcommand = true
)]
struct Cli {
    /// Language of messages; unless given, that of the corpus, else English
    #[arg(long, global = true, value_enum, value_name = "LANG", hide_possible_values = true)]
    lang: Option<LangName>,

    /// Colours in findings: auto, always or never; auto respects NO_COLOR
    #[arg(
        long,
        global = true,
        value_enum,
        value_name = "WHEN",
        default_value = "auto",
        hide_possible_values = true,
        hide_default_value = true
    )]
    color: Colour,

    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Build(build::Build),
    Check(check::Check),
    Diff(diff::Diff),
    Serve(serve::Serve),
    New(new::New),
    Explain(explain::Explain),
    Schema(schema::Schema),
    Completions(completions::Completions),
    Man(man::Man),
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum LangName {
    Fr,
    En,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Colour {
    Auto,
    Always,
    Never,
}

/// Runs the command that `arguments` ask for, the first of which is the program's own name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            // A reader that has gone away is no error.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { Exit::CouldNotRun as u8 } else { Exit::Fine as u8 });
        }
    };
    let lang = cli.lang.map(|lang| match lang {
        LangName::Fr => Lang::Fr,
        LangName::En => Lang::En,
    });
    let mut terminal = Terminal::new(lang, cli.color);
    let exit = or_fault(&mut terminal, |terminal| match cli.command {
        Command::Build(build) => build.run(terminal),
        Command::Check(check) => check.run(terminal),
        Command::Diff(diff) => diff.run(terminal),
        Command::Serve(serve) => serve.run(terminal),
        Command::New(new) => new.run(terminal),
        Command::Explain(explain) => explain.run(terminal),
        Command::Schema(schema) => schema.run(terminal),
        Command::Completions(completions) => completions.run(terminal),
        Command::Man(man) => man.run(terminal),
    });
    ExitCode::from(terminal.finish(exit) as u8)
}

/// How a command ends; one in which the program itself fails says so, below the words of the fault. A site that was being
/// written is then as it was before.
fn or_fault(terminal: &mut Terminal, command: impl FnOnce(&mut Terminal) -> Exit) -> Exit {
    let ended = catch_unwind(AssertUnwindSafe(|| command(terminal)));
    ended.unwrap_or_else(|_| {
        let message = say!(fr: "recueil lui-même a failli, et non vos textes", en: "recueil itself has failed, not your texts");
        let hint = say!(fr: "vous n’avez rien à corriger, et le site est tel qu’il était ; transmettez les mots ci-dessus à qui tient le programme",
                        en: "there is nothing for you to mend, and the site is as it was; pass the words above on to whoever keeps the program");
        terminal.fail(&message, Some(&hint))
    })
}

/// The whole command line, for completions and manual pages.
fn command() -> clap::Command {
    Cli::command()
}

/// A number and what is counted, one or several.
fn counted(number: usize, fr: [&str; 2], en: [&str; 2]) -> Both {
    // In French nought is singular, in English it is plural.
    let (fr, en) = (fr[usize::from(number > 1)], en[usize::from(number != 1)]);
    say!(fr: "{number} {fr}", en: "{number} {en}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_holds_together() {
        command().debug_assert();
    }

    #[test]
    fn a_fault_of_the_program_ends_a_command_as_one_that_could_not_run() {
        let mut terminal = Terminal::new(Some(Lang::En), Colour::Never);
        assert_eq!(or_fault(&mut terminal, |_| Exit::Faults), Exit::Faults);
        assert_eq!(or_fault(&mut terminal, |_| panic!("a fault")), Exit::CouldNotRun);
    }
}
