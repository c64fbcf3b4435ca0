//! What changed, for a terminal: a line for each record, one for each change, the words that went and came in their lines.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use crate::diff::corpora::{Difference, ProvisionChange, RecordChange, Sort};
use crate::diff::line::joins;
use crate::diff::voice::{Said, Voice};
use crate::diff::{Change, Shift};

use super::{Mark, lines};

/// How the text is set.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    pub colour: bool,
    /// Columns that a line may have; `None`: as long as it is.
    pub width: Option<usize>,
}

/// Prints what changed.
pub fn print(difference: &Difference<'_>, voice: &Voice<'_>, page: Page, out: &mut dyn Write) -> io::Result<()> {
    let mut printer = Printer { voice, page, out };
    if difference.is_empty() {
        return printer.said("", &voice.t("diff.nothing"));
    }
    if !difference.corpus.is_empty() {
        printer.line("", &[(Some(BOLD), voice.plain(&voice.t("diff.corpus")))])?;
        difference.corpus.iter().try_for_each(|change| printer.said("  ", &voice.sentence(None, change)))?;
        printer.line("", &[])?;
    }
    for record in &difference.records {
        printer.record(record)?;
        printer.line("", &[])?;
    }
    let counts: Vec<String> = voice.counts(difference).iter().map(|said| voice.plain(said)).collect();
    match counts.is_empty() {
        true => printer.said("", &voice.t("diff.only_corpus")),
        false => printer.line("", &[(None, counts.join(", "))]),
    }
}

const BOLD: &str = "\u{1b}[1m";
const RESET: &str = "\u{1b}[0m";
const RED: &str = "\u{1b}[31m";
const GREEN: &str = "\u{1b}[32m";
const YELLOW: &str = "\u{1b}[33m";
const CYAN: &str = "\u{1b}[36m";

/// Words of one colour.
type Piece = (Option<&'static str>, String);

struct Printer<'p, 'v> {
    voice: &'p Voice<'v>,
    page: Page,
    out: &'p mut dyn Write,
}

impl Printer<'_, '_> {
    fn record(&mut self, change: &RecordChange<'_>) -> io::Result<()> {
        let voice = self.voice;
        let (sign, colour) = sign(change.sort());
        let (title, kind) = voice.record(change);
        let (title, kind) = (voice.plain(&title), voice.plain(&kind));
        let id = change.record().map(|record| record.id.to_string()).unwrap_or_default();
        let said = format!(" ({kind}, {id})");
        self.line("", &[(Some(colour), format!("{sign} ")), (Some(BOLD), title), (None, said)])?;
        if let Some(address) = voice.address(change) {
            self.said("  ", &address)?;
        }
        for change in &change.changes {
            self.change(None, change)?;
        }
        for file in &change.files {
            self.said("  ", &voice.file(file))?;
        }
        change.provisions.iter().try_for_each(|provision| self.provision(provision))
    }

    fn provision(&mut self, change: &ProvisionChange<'_>) -> io::Result<()> {
        let voice = self.voice;
        let Some(of) = change.provision() else { return Ok(()) };
        let is_whole = matches!(change.sort(), Sort::Added | Sort::Removed);
        if is_whole && change.moved.is_none() {
            let (sign, colour) = sign(change.sort());
            let said = voice.plain(&voice.whole(change.sort(), &of));
            self.line("  ", &[(Some(colour), format!("{sign} ")), (None, said)])?;
            for change in &change.changes {
                match (voice.only(change), &change.shift) {
                    (Some(said), _) => self.said("      ", &said)?,
                    (None, Shift::Text(blocks)) => self.text(blocks)?,
                    _ => {}
                }
            }
            return Ok(());
        }
        for said in voice.moves(change) {
            self.line("  ", &[(Some(CYAN), "→ ".to_owned()), (None, voice.plain(&said))])?;
        }
        change.changes.iter().try_for_each(|inner| self.change(Some(change), inner))
    }

    fn change(&mut self, of: Option<&ProvisionChange<'_>>, change: &Change<'_>) -> io::Result<()> {
        let provision = of.and_then(ProvisionChange::provision);
        let said = self.voice.sentence(provision.as_ref(), change);
        match &change.shift {
            Shift::Text(blocks) => {
                self.said("  ", &self.voice.fill("diff.text_of", &[("subject", said)]))?;
                self.text(blocks)
            }
            _ => self.said("  ", &said),
        }
    }

    fn said(&mut self, indent: &str, said: &Said) -> io::Result<()> {
        self.line(indent, &[(None, self.voice.plain(said))])
    }

    /// The lines of a text in which something went or came; the others are left out.
    fn text(&mut self, blocks: &[crate::prose::Block]) -> io::Result<()> {
        let all = lines(blocks, &self.voice.names());
        let mut has_gap = false;
        for line in all {
            if line.iter().all(|(mark, text)| *mark == Mark::Kept || text.is_empty()) {
                has_gap = true;
                continue;
            }
            if std::mem::take(&mut has_gap) {
                self.line("      ", &[(None, "…".to_owned())])?;
            }
            let pieces: Vec<Piece> =
                shortened(with_one_space(line)).into_iter().flat_map(|piece| self.piece(piece)).collect();
            self.line("      ", &pieces)?;
        }
        Ok(())
    }

    /// Marked words: in colour, and in signs that say the same without.
    fn piece(&self, (mark, text): (Mark, String)) -> Vec<Piece> {
        let (colour, open, close) = match mark {
            Mark::Kept => return vec![(None, text)],
            Mark::Removed => (RED, "[-", "-]"),
            Mark::Added => (GREEN, "{+", "+}"),
            Mark::MovedAway => (CYAN, "[→", "→]"),
            Mark::MovedHere => (CYAN, "{→", "→}"),
        };
        // The spaces around marked words stand outside of the signs too.
        let words = text.trim();
        if words.is_empty() {
            return vec![(None, text)];
        }
        let start = text.len() - text.trim_start().len();
        let rest = text[start + words.len()..].to_owned();
        let marked = (Some(colour), format!("{open}{words}{close}"));
        vec![(None, text[..start].to_owned()), marked, (None, rest)]
    }

    /// One line after `indent`, broken between words where it is longer than the page is wide.
    fn line(&mut self, indent: &str, pieces: &[Piece]) -> io::Result<()> {
        let mut out = String::from(indent);
        let (mut column, mut is_first) = (indent.len(), true);
        for (colour, text) in pieces {
            let on = colour.filter(|_| self.page.colour);
            on.into_iter().for_each(|on| out.push_str(on));
            for word in text.split_inclusive(' ') {
                let clean = word.replace(|c: char| c.is_control(), "\u{fffd}");
                let width = clean.trim_end().width();
                if self.page.width.is_some_and(|limit| !is_first && column + width > limit) {
                    out.truncate(out.trim_end_matches(' ').len());
                    out.push('\n');
                    out.push_str(indent);
                    out.push_str("  ");
                    column = indent.len() + 2;
                }
                out.push_str(&clean);
                column += clean.width();
                is_first = false;
            }
            on.into_iter().for_each(|_| out.push_str(RESET));
        }
        writeln!(self.out, "{}", out.trim_end())
    }
}

fn sign(sort: Sort) -> (&'static str, &'static str) {
    match sort {
        Sort::Added => ("+", GREEN),
        Sort::Removed => ("−", RED),
        Sort::Moved => ("→", CYAN),
        Sort::Changed => ("~", YELLOW),
    }
}

/// Where what came begins with a sign that stands right after a word, the space that follows both what went and what came
/// is shown once, after what came.
fn with_one_space(mut line: Vec<(Mark, String)>) -> Vec<(Mark, String)> {
    for at in 1..line.len() {
        let is_change = line[at - 1].0 == Mark::Removed && line[at].0 == Mark::Added;
        let came = &line[at].1;
        if is_change && joins(came) && came.ends_with(char::is_whitespace) {
            let end = line[at - 1].1.trim_end().len();
            line[at - 1].1.truncate(end);
        }
    }
    line
}

/// How many words of what stayed are shown on each side of a change.
const AROUND: usize = 8;

/// A line whose long stretches without change are cut to what stands beside the changes.
fn shortened(line: Vec<(Mark, String)>) -> Vec<(Mark, String)> {
    let last = line.len().saturating_sub(1);
    line.into_iter()
        .enumerate()
        .map(|(at, (mark, text))| {
            if mark != Mark::Kept {
                return (mark, text);
            }
            let words: Vec<&str> = text.split_inclusive(' ').collect();
            let (head, tail) = (if at == 0 { 0 } else { AROUND }, if at == last { 0 } else { AROUND });
            if words.len() <= head + tail + 2 {
                return (mark, text);
            }
            let (head, tail) = (words[..head].concat(), words[words.len() - tail..].concat());
            (mark, format!("{head}… {tail}"))
        })
        .collect()
}
