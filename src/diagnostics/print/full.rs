//! Findings for people: what is wrong, the line itself with carets, other places that matter, and what to do.

use std::io::{self, Write};

use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Level, Origin, Padding, Renderer, Snippet};

use super::{Sources, clean, message, word};
use crate::diagnostics::{Finding, Lang, Severity};
use crate::inputs::Place;

pub(super) fn print(
    findings: &[Finding],
    sources: &Sources,
    lang: Lang,
    colour: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let renderer = if colour { Renderer::styled().hyperlink(false) } else { Renderer::plain() };
    for finding in findings {
        let level = match finding.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let title = level.with_name(word(finding.severity, lang)).primary_title(message(finding, lang));
        let mut group = Group::with_title(title.id(finding.code.name));
        group = group.elements(show(&finding.place, AnnotationKind::Primary, sources));
        if let (Some(hint), help) = (&finding.hint, Level::HELP.with_name(help(lang))) {
            group = group.element(Padding).element(help.message(clean(hint.get(lang))));
        }
        let mut groups = vec![group];
        for (place, note) in &finding.notes {
            let level = Level::NOTE.with_name(word(Severity::Note, lang));
            let group = Group::with_title(level.secondary_title(clean(note.get(lang))));
            groups.push(group.elements(show(place, AnnotationKind::Context, sources)));
        }
        writeln!(out, "{}\n", renderer.render(&groups))?;
    }
    Ok(())
}

fn help(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => "aide",
        Lang::En => "help",
    }
}

/// The place's path, line and column, then its line; only the path where there is no line to show.
fn show<'a>(place: &Place, kind: AnnotationKind, sources: &Sources) -> Vec<Element<'a>> {
    let origin = Origin::path(sources.path(place));
    let (Some(spot), Some(excerpt)) = (sources.spot(place), sources.excerpt(place)) else {
        return vec![origin.into()];
    };
    let mark: Annotation = kind.span(excerpt.marked);
    let snippet = Snippet::source(excerpt.line).line_start(spot.start.line).annotation(mark);
    if excerpt.is_cut_before {
        // The path stands apart from the excerpt, whose own columns are not those of the file.
        let origin = origin.line(spot.start.line).char_column(spot.start.column);
        return vec![origin.into(), snippet.into()];
    }
    vec![snippet.path(sources.path(place)).into()]
}
