//! Footnotes: each mark has its note, and each note its mark.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostics::{Both, Code, Finding, Severity};
use crate::inputs::{Place, Span};
use crate::prose::{Inline, Prose, each_inline};
use crate::say;

pub static FOOTNOTE_NOT_DEFINED: Code = Code {
    name: "footnote-not-defined",
    severity: Severity::Warning,
    explanation: Both {
        fr: "Le texte appelle une note qui n’est écrite nulle part. Ajoutez-la à la fin du texte : \
             `[^1]: Le texte de la note.`",
        en: "The text calls for a note that is written nowhere. Add it at the end of the text: \
             `[^1]: The text of the note.`",
    },
};

pub static FOOTNOTE_NOT_USED: Code = Code {
    name: "footnote-not-used",
    severity: Severity::Warning,
    explanation: Both {
        fr: "Une note est écrite, mais rien dans le texte n’y renvoie : elle ne serait montrée nulle part. Mettez \
             `[^1]` à l’endroit qu’elle explique, ou supprimez-la.",
        en: "A note is written, but nothing in the text points to it: it would be shown nowhere. Put `[^1]` at the \
             place that it explains, or remove it.",
    },
};

pub static FOOTNOTE_DEFINED_TWICE: Code = Code {
    name: "footnote-defined-twice",
    severity: Severity::Error,
    explanation: Both {
        fr: "Deux notes d’un même texte portent le même nom, si bien que l’une des deux serait perdue.",
        en: "Two notes of one text have the same name, so that one of them would be lost.",
    },
};

/// Says which notes are never called for, and which are written twice.
pub(super) fn check(prose: &Prose, file: &Arc<str>, findings: &mut Vec<Finding>) {
    let mut called: BTreeSet<&str> = BTreeSet::new();
    for blocks in prose.parts() {
        each_inline(blocks, &mut |inline| {
            if let Inline::FootnoteMark { label, .. } = inline {
                called.insert(label);
            }
        });
    }
    let mut first: BTreeMap<&str, &Span> = BTreeMap::new();
    for note in &prose.footnotes {
        let label = &note.label;
        let place = Place::at(file, note.span.clone());
        if let Some(&before) = first.get(label.as_str()) {
            findings.push(
                Finding::new(
                    &FOOTNOTE_DEFINED_TWICE,
                    place,
                    say!(fr: "note « {label} » écrite deux fois", en: "note `{label}` written twice"),
                )
                .hint(say!(fr: "donnez-lui un autre nom", en: "give it another name"))
                .note(Place::at(file, before.clone()), say!(fr: "d’abord ici", en: "first here")),
            );
            continue;
        }
        first.insert(label, &note.span);
        if !called.contains(label.as_str()) {
            findings.push(
                Finding::new(
                    &FOOTNOTE_NOT_USED,
                    place,
                    say!(fr: "rien ne renvoie à la note « {label} »", en: "nothing points to the note `{label}`"),
                )
                .hint(say!(
                    fr: "mettez « [^{label}] » à l’endroit qu’elle explique, ou supprimez-la",
                    en: "put `[^{label}]` at the place that it explains, or remove it",
                )),
            );
        }
    }
}

/// Says which marks in a run of text have no note: the Markdown reader leaves those as they were typed.
pub(super) fn undefined_marks(source: &str, text: &str, span: &Span, file: &Arc<str>, findings: &mut Vec<Finding>) {
    if !text.contains("[^") {
        return;
    }
    let raw = &source[span.clone()];
    let mut from = 0;
    while let Some(start) = raw[from..].find("[^").map(|at| from + at) {
        from = start + 2;
        let Some(length) = raw[from..].find(']') else { return };
        let label = &raw[from..from + length];
        let escaped = source[..span.start + start].ends_with('\\');
        if escaped || label.is_empty() || label.contains(['[', ' ', '\n']) {
            continue;
        }
        findings.push(
            Finding::new(
                &FOOTNOTE_NOT_DEFINED,
                Place::at(file, span.start + start..span.start + from + length + 1),
                say!(fr: "la note « {label} » n’est écrite nulle part", en: "the note `{label}` is written nowhere"),
            )
            .hint(say!(
                fr: "ajoutez à la fin du texte une ligne « [^{label}]: … »",
                en: "add at the end of the text a line `[^{label}]: …`",
            )),
        );
    }
}
