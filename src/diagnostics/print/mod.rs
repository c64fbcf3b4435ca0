//! Findings, printed for people and for programs: one printer per format.

mod full;
mod github;
mod html;
mod json;
mod sarif;
mod short;

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::diagnostics::{Both, Finding, Lang, Severity, Within};
use crate::inputs::{Inputs, LineColumn, LineIndex, Place};

pub use html::{escaped, escaping, html};

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For people: the line itself, with carets, notes and what to do.
    Full,
    /// One line each: `file:line:column: error[code]: message`.
    Short,
    /// One JSON object a line: `{code, severity, file, line, column, end_line, end_column, message, hint}`.
    Json,
    /// One SARIF 2.1.0 log (OASIS), for code scanning.
    Sarif,
    /// The commands that GitHub Actions shows beside the changed lines.
    Github,
}

/// Prints `findings` to `out` in the order given; their files are looked up in `inputs`. `folder` (empty, or ending in `/`)
/// stands before each path, so that an editor or a server started somewhere else finds the files.
///
/// Colours are written only where `colour` says so, and only by [`Format::Full`]. Control characters of the sources
/// never reach `out`.
///
/// # Errors
/// Those of `out`.
pub fn print(
    folder: &str,
    findings: &[Finding],
    inputs: &Inputs,
    format: Format,
    lang: Lang,
    colour: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut sources = Sources { folder, inputs, texts: BTreeMap::new() };
    for finding in findings {
        sources.load(&finding.place);
        finding.notes.iter().for_each(|(place, _)| sources.load(place));
    }
    match format {
        Format::Full => full::print(findings, &sources, lang, colour, out),
        Format::Short => short::print(findings, &sources, lang, out),
        Format::Json => json::print(findings, &sources, lang, out),
        Format::Sarif => sarif::print(findings, &sources, lang, out),
        Format::Github => github::print(findings, &sources, lang, out),
    }
}

/// How many findings of each weight there are; those in what is not published are counted apart, since
/// they stop nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    pub errors: usize,
    pub warnings: usize,
    pub notes: usize,
    pub in_drafts: usize,
    pub in_annotations: usize,
}

impl Summary {
    pub fn of(findings: &[Finding]) -> Summary {
        let mut summary = Summary::default();
        for finding in findings {
            match (finding.within, finding.severity) {
                (Within::Draft, _) => summary.in_drafts += 1,
                (Within::Annotation, _) => summary.in_annotations += 1,
                (Within::Published, Severity::Error) => summary.errors += 1,
                (Within::Published, Severity::Warning) => summary.warnings += 1,
                (Within::Published, Severity::Note) => summary.notes += 1,
            }
        }
        summary
    }

    /// One line, such as `2 errors, 1 warning`; `None` when there is nothing to count.
    pub fn line(&self, lang: Lang) -> Option<String> {
        let words: [(usize, Both<[&str; 2]>); 5] = [
            (self.errors, Both { fr: ["erreur", "erreurs"], en: ["error", "errors"] }),
            (self.warnings, Both { fr: ["avertissement", "avertissements"], en: ["warning", "warnings"] }),
            (self.notes, Both { fr: ["note", "notes"], en: ["note", "notes"] }),
            (
                self.in_drafts,
                Both {
                    fr: ["constat dans des brouillons", "constats dans des brouillons"],
                    en: ["finding in drafts", "findings in drafts"],
                },
            ),
            (
                self.in_annotations,
                Both {
                    fr: ["constat dans des annotations internes", "constats dans des annotations internes"],
                    en: ["finding in internal annotations", "findings in internal annotations"],
                },
            ),
        ];
        let parts: Vec<String> = words
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, words)| format!("{count} {}", words.get(lang)[usize::from(*count > 1)]))
            .collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }
}

/// The texts that findings speak of, each indexed by line once.
struct Sources<'a> {
    folder: &'a str,
    inputs: &'a Inputs,
    /// `None` for what is not there or is no text.
    texts: BTreeMap<&'a str, Option<Text<'a>>>,
}

struct Text<'a> {
    text: &'a str,
    lines: LineIndex<'a>,
}

/// A place as people and programs name it.
struct Spot {
    start: LineColumn,
    end: LineColumn,
}

/// One line of a source, cut and cleaned so that it can be shown, and the bytes of it that are meant.
struct Excerpt {
    line: String,
    marked: std::ops::Range<usize>,
    /// True where the beginning of a very long line was left out.
    is_cut_before: bool,
}

impl<'a> Sources<'a> {
    fn load<'p: 'a>(&mut self, place: &'p Place) {
        let inputs = self.inputs;
        self.texts.entry(&place.file).or_insert_with(|| {
            let text = std::str::from_utf8(inputs.get(&place.file)?).ok().filter(|text| !text.contains('\0'))?;
            Some(Text { text, lines: LineIndex::new(text) })
        });
    }

    fn text(&self, place: &Place) -> Option<&Text<'a>> {
        self.texts.get(&*place.file)?.as_ref()
    }

    /// The place's path, as it is to be printed.
    fn path(&self, place: &Place) -> String {
        clean(&format!("{}{}", self.folder, place.file))
    }

    /// Where the place begins and ends; `None` for a whole file, and for one that cannot be shown.
    fn spot(&self, place: &Place) -> Option<Spot> {
        let (start, end) = place.span?;
        let text = self.text(place)?;
        Some(Spot { start: text.lines.locate(start), end: text.lines.locate(end.max(start)) })
    }

    /// The line where the place begins.
    fn excerpt(&self, place: &Place) -> Option<Excerpt> {
        let (start, end) = place.span?;
        let text = self.text(place)?.text;
        let start = text.floor_char_boundary(start.min(text.len()));
        let from = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let to = text[start..].find('\n').map_or(text.len(), |newline| start + newline);
        let to = from + text[from..to].trim_end_matches('\r').len();
        let end = text.ceil_char_boundary(end.min(to)).max(start.min(to));
        let start = start.min(to);
        // Nobody reads more than this of one line, and a line may be megabytes long.
        let first = text.floor_char_boundary(start.saturating_sub(FAR).max(from)).max(from);
        let last = text.ceil_char_boundary((end.min(start + FAR) + FAR).min(to)).min(to);
        let mut excerpt = Excerpt { line: String::new(), marked: 0..0, is_cut_before: first > from };
        for (at, character) in text[first..last].char_indices() {
            if first + at == start {
                excerpt.marked.start = excerpt.line.len();
            }
            if first + at == end {
                excerpt.marked.end = excerpt.line.len();
            }
            match character {
                // Tabs are widened by the one who draws.
                '\t' => excerpt.line.push('\t'),
                '\u{feff}' => {}
                c if unprintable(c) => excerpt.line.push(char::REPLACEMENT_CHARACTER),
                c => excerpt.line.push(c),
            }
        }
        if start >= last {
            excerpt.marked.start = excerpt.line.len();
        }
        if end >= last {
            excerpt.marked.end = excerpt.line.len();
        }
        excerpt.marked.end = excerpt.marked.end.max(excerpt.marked.start);
        Some(excerpt)
    }
}

/// How many bytes of a line are kept on each side of what is meant.
const FAR: usize = 1000;

/// The word for a weight.
fn word(severity: Severity, lang: Lang) -> &'static str {
    let both = match severity {
        Severity::Error => Both { fr: "erreur", en: "error" },
        Severity::Warning => Both { fr: "avertissement", en: "warning" },
        Severity::Note => Both { fr: "note", en: "note" },
    };
    both.get(lang)
}

/// The message, with the word for what is not published.
fn message(finding: &Finding, lang: Lang) -> String {
    let within = match (finding.within, lang) {
        (Within::Published, _) => "",
        (Within::Draft, Lang::Fr) => " (brouillon)",
        (Within::Draft, Lang::En) => " (draft)",
        (Within::Annotation, Lang::Fr) => " (annotation interne)",
        (Within::Annotation, Lang::En) => " (internal annotation)",
    };
    format!("{}{within}", clean(finding.message.get(lang)))
}

/// Text on one line that a terminal can be given: no control character, nothing that turns the direction of writing.
fn clean(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' | '\t' | '\r' => ' ',
            c if unprintable(c) => char::REPLACEMENT_CHARACTER,
            c => c,
        })
        .collect()
}

fn unprintable(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Code;
    use crate::say;

    static CODE: Code = Code {
        name: "unknown-reference",
        severity: Severity::Error,
        explanation: Both {
            fr: "Une référence ne mène à rien.\n\nSuite.", en: "A reference leads nowhere.\n\nMore."
        },
    };

    /// The findings on one file, whose text is `text`; `meant` is the part that the finding is about.
    fn printed(text: &str, meant: &str, format: Format, lang: Lang) -> String {
        let file = "content/a.md".into();
        let mut inputs = Inputs::default();
        inputs.files_mut().insert("content/a.md".into(), text.as_bytes().into());
        let at = text.find(meant).expect("the text holds what is meant");
        let message = say!(fr: "aucune fiche « x »", en: "no record `x`");
        let finding = Finding::new(&CODE, Place::at(&file, at..at + meant.len()), message)
            .hint(say!(fr: "corrigez-la", en: "mend it"))
            .note(Place::at(&file, 0..1), say!(fr: "voir ici", en: "see here"));
        let mut absent = Finding::new(&CODE, Place::whole(&"content/b.png".into()), say!(fr: "b", en: "b\u{1b}[0m"));
        absent.within = Within::Draft;
        let mut out = Vec::new();
        print("docs/", &[finding, absent], &inputs, format, lang, false, &mut out).expect("a vector takes all");
        String::from_utf8(out).expect("printers write UTF-8")
    }

    #[test]
    fn full_shows_the_line_with_carets_in_the_language_asked_for() {
        let text = "ligne\r\n\tété [[y]] \u{1b}[31m fin\r\n";
        assert_eq!(
            printed(text, "[[y]]", Format::Full, Lang::Fr),
            "\
erreur[unknown-reference]: aucune fiche « x »
 --> docs/content/a.md:2:6
  |
2 |     été [[y]] \u{fffd}[31m fin
  |         ^^^^^
  |
  = aide: corrigez-la
note: voir ici
 --> docs/content/a.md:1:1
  |
1 | ligne
  | -

erreur[unknown-reference]: b (brouillon)
--> docs/content/b.png

"
        );
    }

    #[test]
    fn a_long_line_is_cut_and_the_end_of_a_file_has_a_caret() {
        let text = format!("{}[[y]]{}", "é".repeat(5000), "x".repeat(1_000_000));
        let shown = printed(&text, "[[y]]", Format::Full, Lang::En);
        assert!(shown.contains("content/a.md:1:5001") && shown.contains("^^^^^"), "{shown}");
        assert!(shown.lines().all(|line| line.chars().count() < 160), "{shown}");
        for (text, meant) in
            [("", ""), ("a\n", ""), ("a: |\n  b\n  c\n", "|\n  b\n  c\n"), ("\u{feff}a", "a"), ("é", "é")]
        {
            assert!(printed(text, meant, Format::Full, Lang::En).contains('^'), "{text:?}");
        }
    }

    #[test]
    fn one_line_formats_give_places_and_escape() {
        let text = "a\n  b: [[y]]\n";
        assert_eq!(
            printed(text, "[[y]]", Format::Short, Lang::En),
            "docs/content/a.md:2:6: error[unknown-reference]: no record `x`\n\
             docs/content/b.png: error[unknown-reference]: b\u{fffd}[0m (draft)\n"
        );
        assert_eq!(
            printed(text, "[[y]]", Format::Github, Lang::En),
            "::error file=docs/content/a.md,line=2,endLine=2,col=6,endColumn=11,title=unknown-reference::no record `x`%0Amend it\n\
             ::notice file=docs/content/b.png,title=unknown-reference::b\u{fffd}[0m (draft)\n"
        );
        assert_eq!(
            printed(text, "[[y]]", Format::Json, Lang::En).lines().next(),
            Some(
                r#"{"code":"unknown-reference","severity":"error","file":"docs/content/a.md","line":2,"column":6,"end_line":2,"end_column":11,"message":"no record `x`","hint":"mend it"}"#
            )
        );
    }

    #[test]
    fn sarif_has_rules_and_regions() {
        let log: serde_json::Value =
            serde_json::from_str(&printed("a [[y]]", "[[y]]", Format::Sarif, Lang::Fr)).expect("SARIF is JSON");
        let run = &log["runs"][0];
        assert_eq!(run["tool"]["driver"]["rules"][0]["shortDescription"]["text"], "Une référence ne mène à rien.");
        assert_eq!(run["results"][0]["locations"][0]["physicalLocation"]["region"]["startColumn"], 3);
        assert_eq!(run["results"][1]["level"], "note");
    }

    #[test]
    fn summaries_count_apart_what_is_not_published() {
        let place = Place::whole(&"a".into());
        let finding = || Finding::new(&CODE, place.clone(), say!(fr: "x", en: "x"));
        let within = |within: Within| Finding { within, ..finding() };
        let summary = Summary::of(&[finding(), finding(), within(Within::Draft), within(Within::Annotation)]);
        assert_eq!(
            summary.line(Lang::Fr).as_deref(),
            Some("2 erreurs, 1 constat dans des brouillons, 1 constat dans des annotations internes")
        );
        assert_eq!(Summary::of(&[]).line(Lang::En), None);
    }
}
