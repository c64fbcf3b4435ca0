//! Both outputs of a command: results to standard output, findings and failures to standard error, in one language.

use std::io::{self, BufWriter, IsTerminal, Write};

use super::{Colour, Exit};
use crate::diagnostics::{Both, Finding, Format, Lang, Summary, print};
use crate::inputs::Inputs;
use crate::read::ReadError;
use crate::say;
use crate::write::WriteError;

/// Where a command speaks.
pub(super) struct Terminal {
    /// The language asked for.
    asked: Option<Lang>,
    /// The language of the corpus, once it is known.
    corpus: Option<Lang>,
    /// On standard error.
    colour: bool,
    /// On standard output.
    colour_of_results: bool,
    /// The first failure to write to standard output; a reader that went away is none.
    broken: Option<io::Error>,
}

impl Terminal {
    pub(super) fn new(asked: Option<Lang>, colour: Colour) -> Terminal {
        let choose = |found: anstream::ColorChoice| match colour {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => found != anstream::ColorChoice::Never,
        };
        Terminal {
            asked,
            corpus: None,
            colour: choose(anstream::AutoStream::choice(&io::stderr())),
            colour_of_results: choose(anstream::AutoStream::choice(&io::stdout())),
            broken: None,
        }
    }

    /// From now on messages are in the language of the corpus, unless another was asked for.
    pub(super) fn speak(&mut self, corpus: Lang) {
        self.corpus = Some(corpus);
    }

    pub(super) fn lang(&self) -> Lang {
        self.asked.or(self.corpus).unwrap_or(Lang::En)
    }

    /// The language asked for, if any.
    pub(super) fn asked(&self) -> Option<Lang> {
        self.asked
    }

    /// Whether a person watches standard output.
    pub(super) fn is_watched(&self) -> bool {
        io::stdout().is_terminal()
    }

    /// Whether results may have colours.
    pub(super) fn has_colour(&self) -> bool {
        self.colour_of_results
    }

    /// How many columns the terminal that shows the results has; `None` where nobody watches.
    pub(super) fn width(&self) -> Option<usize> {
        let size = self.is_watched().then(|| rustix::termios::tcgetwinsize(io::stdout()).ok()).flatten()?;
        Some(usize::from(size.ws_col)).filter(|columns| *columns > 0)
    }

    /// Writes a result to standard output.
    pub(super) fn result(&mut self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
        if self.broken.is_some() {
            return;
        }
        let mut out = BufWriter::new(io::stdout().lock());
        if let Err(error) = write(&mut out).and_then(|()| out.flush()) {
            self.broken = Some(error);
            // What is left in the buffer has nowhere to go.
            let _ = out.into_parts();
        }
    }

    /// Writes one line to standard output.
    pub(super) fn line(&mut self, line: &Both) {
        let lang = self.lang();
        self.result(|out| writeln!(out, "{}", line.get(lang)));
    }

    /// Prints findings to standard error, and for people how many there are.
    pub(super) fn findings(&self, findings: &[Finding], inputs: &Inputs, folder: &str, format: Format) {
        let mut out = BufWriter::new(io::stderr().lock());
        // There is nowhere to say that standard error cannot be written.
        let _ = print(folder, findings, inputs, format, self.lang(), self.colour, &mut out);
        if let (Format::Full | Format::Short, Some(line)) = (format, Summary::of(findings).line(self.lang())) {
            let _ = writeln!(out, "{line}");
        }
        let _ = out.flush();
    }

    /// Says on standard error what is worth knowing of a run that goes on.
    pub(super) fn note(&self, message: &Both) {
        let bold = if self.colour { ("\u{1b}[1m", "\u{1b}[0m") } else { ("", "") };
        // There is nowhere to say that standard error cannot be written.
        let _ = writeln!(io::stderr().lock(), "{}note{}: {}", bold.0, bold.1, message.get(self.lang()));
    }

    /// Says on standard error why the command could not run.
    pub(super) fn fail(&self, message: &Both, hint: Option<&Both>) -> Exit {
        let (error, help) = match self.lang() {
            Lang::Fr => ("erreur", "aide"),
            Lang::En => ("error", "help"),
        };
        let bold = if self.colour { ("\u{1b}[1m\u{1b}[91m", "\u{1b}[0m") } else { ("", "") };
        let clean = |text: &str| text.replace(|c: char| c.is_control(), "\u{fffd}");
        let mut out = io::stderr().lock();
        let _ = writeln!(out, "{}{error}{}: {}", bold.0, bold.1, clean(message.get(self.lang())));
        if let Some(hint) = hint {
            let _ = writeln!(out, "  = {help}: {}", clean(hint.get(self.lang())));
        }
        Exit::CouldNotRun
    }

    pub(super) fn fail_to_read(&self, error: &ReadError) -> Exit {
        self.fail(&error.message, Some(&error.hint))
    }

    pub(super) fn fail_to_write(&self, error: &WriteError) -> Exit {
        self.fail(&error.message, error.hint.as_ref())
    }

    /// The status of the run, once it is known whether its results reached their reader.
    pub(super) fn finish(self, exit: Exit) -> Exit {
        match &self.broken {
            Some(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                let Both { fr, en } = crate::read::reason(error);
                let message = say!(fr: "impossible d’écrire le résultat : {fr}", en: "cannot write the result: {en}");
                self.fail(&message, None)
            }
            _ => exit,
        }
    }
}
