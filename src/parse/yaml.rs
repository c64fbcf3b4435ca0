//! YAML text → [`Node`], with a finding for a writer where it cannot be read.

use std::sync::Arc;

use serde_yaml::{DuplicateKeyPolicy, Spanned};

use crate::diagnostics::{Both, Code, Finding, Severity};
use crate::inputs::{Place, Span};
use crate::say;

use super::node::{self, Node, Raw, Value};

pub static YAML_SYNTAX: Code = Code {
    name: "yaml-syntax",
    severity: Severity::Error,
    explanation: Both {
        fr: "Le YAML ne peut pas être lu à partir de l’endroit indiqué.\n\n\
             Causes fréquentes : une tabulation dans l’indentation (il faut des espaces), un guillemet qui n’est pas \
             refermé, un deux-points suivi d’une espace dans un texte sans guillemets (`title: Axe 1 : soigner` s’écrit \
             `title: \"Axe 1 : soigner\"`), des lignes d’une même liste décalées l’une par rapport à l’autre.",
        en: "The YAML cannot be read from the place shown on.\n\n\
             Frequent causes: a tab in the indentation (use spaces), a quotation mark that is not closed, a colon and a \
             space inside unquoted text (write `title: \"Axis 1: care\"`), lines of one list that are not aligned.",
    },
};

pub static DUPLICATE_KEY: Code = Code {
    name: "duplicate-key",
    severity: Severity::Error,
    explanation: Both {
        fr: "Le même champ est donné deux fois au même niveau : on ne saurait dire laquelle des deux valeurs vaut. \
             Gardez-en une, ou faites une liste.",
        en: "The same field is given twice at the same level, so which value holds cannot be told. Keep one, or make a \
             list of the two.",
    },
};

pub static YAML_TOO_LARGE: Code = Code {
    name: "yaml-too-large",
    severity: Severity::Error,
    explanation: Both {
        fr: "Le YAML se multiplie au-delà de toute mesure une fois lu : trop d’ancres (`&nom`, `*nom`) reprises les unes \
             dans les autres, trop de niveaux, trop de valeurs. Écrivez les valeurs en toutes lettres, ou partagez le \
             fichier.",
        en: "Once read, the YAML multiplies beyond measure: too many anchors (`&name`, `*name`) inside one another, too \
             many levels or too many values. Spell the values out, or split the file.",
    },
};

/// Reads the YAML in the bytes `range` of `source`. An empty text is [`Value::Null`].
pub fn read(file: &Arc<str>, source: &str, range: Span, findings: &mut Vec<Finding>) -> Option<Node> {
    let text = &source[range.clone()];
    let shift = |span: Span| span.start + range.start..span.end + range.start;
    match serde_yaml::from_str_with_options::<Spanned<Raw>>(text, options()) {
        Ok(spanned) => {
            let mut node = node::root(spanned);
            shift_all(&mut node, source, &shift);
            report_duplicates(file, &node, findings);
            Some(node)
        }
        Err(error) => {
            let error = error.without_snippet();
            let at = error.location().map_or(0..0, |location| node::bytes(&location));
            let at = shift(at.start.min(text.len())..at.end.clamp(at.start.min(text.len()), text.len()));
            findings.push(explain(file, source, &range, at, error));
            None
        }
    }
}

/// No honest file comes near it.
const MAX_DEPTH: usize = 32;

/// Strict where YAML is surprising, generous where an honest file is large.
fn options() -> serde_yaml::Options {
    serde_yaml::options! {
        strict_booleans: true,
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        with_snippet: false,
        budget: serde_yaml::budget! {
            max_events: 8_000_000,
            max_nodes: 4_000_000,
            max_total_scalar_bytes: 64 << 20,
            max_depth: MAX_DEPTH,
            max_aliases: 1_000,
            max_anchors: 1_000,
        },
        alias_limits: serde_yaml::alias_limits! {
            max_total_replayed_events: 20_000,
            max_alias_expansions_per_anchor: 1_000,
        },
    }
}

/// Moves every span into the file and ends a scalar's span before the spaces and the line's end that follow it.
fn shift_all(node: &mut Node, source: &str, shift: &dyn Fn(Span) -> Span) {
    let trimmed = |span: Span| {
        let span = shift(span);
        let end = span.start + source.get(span.clone()).map_or(0, |text| text.trim_end().len());
        span.start..end
    };
    node.span = trimmed(node.span.clone());
    match &mut node.value {
        Value::List(items) => items.iter_mut().for_each(|item| shift_all(item, source, shift)),
        Value::Map(entries) => {
            for (key, item) in entries {
                key.span = trimmed(key.span.clone());
                shift_all(item, source, shift);
            }
        }
        _ => {}
    }
}

fn report_duplicates(file: &Arc<str>, node: &Node, findings: &mut Vec<Finding>) {
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| report_duplicates(file, item, findings)),
        Value::Map(entries) => {
            let mut seen = std::collections::HashMap::new();
            for (key, item) in entries {
                let name = &key.name;
                match seen.get(name.as_str()) {
                    None => {
                        seen.insert(name.as_str(), &key.span);
                    }
                    Some(first) => findings.push(
                        Finding::new(
                            &DUPLICATE_KEY,
                            Place::at(file, key.span.clone()),
                            say!(fr: "le champ « {name} » est donné deux fois", en: "the field `{name}` is given twice"),
                        )
                        .hint(say!(fr: "gardez-en un seul", en: "keep one of them"))
                        .note(
                            Place::at(file, (*first).clone()),
                            say!(fr: "donné ici la première fois", en: "first given here"),
                        ),
                    ),
                }
                report_duplicates(file, item, findings);
            }
        }
        _ => {}
    }
}

/// What went wrong, in a writer's words: the reader's own error names tokens of the YAML grammar.
fn explain(file: &Arc<str>, source: &str, range: &Span, at: Span, error: &serde_yaml::Error) -> Finding {
    use serde_yaml::Error;
    let mut error = error;
    while let Error::AliasError { error: inner, .. } = error {
        error = inner;
    }
    let place = Place::at(file, at.clone());
    let said = error.to_string();
    let too_deep = said.contains("recursion limit") || said.to_lowercase().contains("depth");
    if too_deep {
        return Finding::new(
            &YAML_TOO_LARGE,
            place,
            say!(fr: "ce YAML a trop de niveaux imbriqués", en: "this YAML has too many levels within one another"),
        )
        .hint(say!(
            fr: "simplifiez-le : {MAX_DEPTH} niveaux suffisent à tout ; un crochet ou une accolade y est peut-être de trop",
            en: "simplify it: {MAX_DEPTH} levels are enough for anything; there may be a bracket or a brace too many"
        ));
    }
    if matches!(
        error,
        Error::Budget { .. }
            | Error::AliasReplayLimitExceeded { .. }
            | Error::AliasExpansionLimitExceeded { .. }
            | Error::AliasReplayCounterOverflow { .. }
            | Error::AliasReplayStackDepthExceeded { .. }
    ) {
        return Finding::new(
            &YAML_TOO_LARGE,
            place,
            say!(fr: "ce YAML se multiplie au-delà de toute mesure", en: "this YAML multiplies beyond measure"),
        )
        .hint(say!(
            fr: "écrivez les valeurs en toutes lettres plutôt que par ancres, ou partagez le fichier",
            en: "spell values out instead of using anchors, or split the file"
        ));
    }
    if let Some(tab) = indenting_tab(&source[range.clone()]) {
        let tab = range.start + tab;
        return Finding::new(
            &YAML_SYNTAX,
            Place::at(file, tab..tab + 1),
            say!(fr: "une tabulation dans l’indentation", en: "a tab in the indentation"),
        )
        .hint(say!(fr: "remplacez-la par des espaces", en: "replace it with spaces"));
    }
    if let Some(quote) = unclosed_quote(&source[range.clone()], range.start) {
        return Finding::new(
            &YAML_SYNTAX,
            Place::at(file, quote..quote + 1),
            say!(fr: "ce guillemet n’est jamais refermé", en: "this quotation mark is never closed"),
        )
        .hint(say!(
            fr: "fermez le texte par le même signe ; à l’intérieur, doublez l’apostrophe ou écrivez \\\"",
            en: "close the text with the same sign; inside it, double the apostrophe or write \\\""
        ));
    }
    if let Some(after) = after_quote(&source[range.clone()]).filter(|_| said.contains("trailing content")) {
        return Finding::new(
            &YAML_SYNTAX,
            Place::at(file, after.start + range.start..after.end + range.start),
            say!(fr: "des mots après le guillemet qui ferme le texte", en: "words after the quotation mark that closes the text"),
        )
        .hint(say!(
            fr: "mettez tout le texte entre guillemets ; à l’intérieur, doublez l’apostrophe ou écrivez \\\"",
            en: "put the whole text in quotation marks; inside it, double the apostrophe or write \\\""
        ));
    }
    if let Some(colon) = second_colon(&source[range.clone()]) {
        let colon = range.start + colon;
        return Finding::new(
            &YAML_SYNTAX,
            Place::at(file, colon..colon + 1),
            say!(
                fr: "un deux-points dans un texte sans guillemets",
                en: "a colon inside text without quotation marks"
            ),
        )
        .hint(say!(
            fr: "mettez le texte entre guillemets : clé: \"texte : suite\"",
            en: "put the text in quotation marks: key: \"text: more\""
        ));
    }
    if let Some(bracket) = unclosed_bracket(&source[range.clone()]) {
        let bracket = range.start + bracket;
        return Finding::new(
            &YAML_SYNTAX,
            Place::at(file, bracket..bracket + 1),
            say!(fr: "ce crochet ou cette accolade n’est jamais refermé", en: "this bracket or brace is never closed"),
        )
        .hint(
            say!(fr: "fermez la liste par ] ou les champs par }}", en: "close the list with ] or the fields with }}"),
        );
    }
    let said = said.split(" at line ").next().unwrap_or(&said).trim_end_matches(['.', ':']);
    if said.starts_with("non-finite float") {
        let message = say!(fr: "l’infini et ce qui n’est pas un nombre ne sont pas des valeurs",
                           en: "infinity and what is no number are no values");
        return Finding::new(&YAML_SYNTAX, place, message)
            .hint(say!(fr: "écrivez un nombre, ou mettez le mot entre guillemets : \".inf\"",
                       en: "write a number, or put the word in quotation marks: \".inf\""));
    }
    Finding::new(
        &YAML_SYNTAX,
        place,
        say!(fr: "le YAML ne peut pas être lu ici ({said})", en: "the YAML cannot be read here ({said})"),
    )
    .hint(say!(
        fr: "vérifiez l’alignement avec les lignes au-dessus, les guillemets et les deux-points",
        en: "check the alignment with the lines above, the quotation marks and the colons"
    ))
}

/// The first `[` or `{` that begins a value and that nothing closes; marks inside of quotation marks do not count.
fn unclosed_bracket(text: &str) -> Option<usize> {
    let mut open: Vec<usize> = Vec::new();
    let (mut quote, mut previous) = (None, '\n');
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(mark), c) if c == mark => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') if !previous.is_alphanumeric() => quote = Some(c),
            (None, '[' | '{') if !open.is_empty() || previous == ' ' || previous == '\n' => open.push(at),
            (None, ']' | '}') => {
                open.pop();
            }
            _ => {}
        }
        previous = c;
    }
    open.first().copied()
}

/// The first tab that stands before the words of a line.
fn indenting_tab(text: &str) -> Option<usize> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        if let Some(tab) = line[..indent].find('\t').filter(|_| !line.trim().is_empty()) {
            return Some(at + tab);
        }
        at += line.len();
    }
    None
}

/// The place of a quotation mark that opens a value and that nothing closes before the text ends.
fn unclosed_quote(text: &str, shift: usize) -> Option<usize> {
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let end = rest.find('\n').map_or(rest.len(), |end| end + 1);
        let line = &rest[..end];
        let value = line.find(": ").map_or(line.len() - line.trim_start_matches([' ', '-']).len(), |colon| {
            colon + 2 + (line[colon + 2..].len() - line[colon + 2..].trim_start().len())
        });
        let quote = line.get(value..).and_then(|value| value.chars().next()).filter(|c| matches!(c, '"' | '\''));
        let Some(quote) = quote else {
            at += end;
            continue;
        };
        let opening = at + value;
        match closing(&text[opening + 1..], quote) {
            None => return Some(shift + opening),
            Some(length) => {
                let close = opening + 1 + length;
                // A mark that "closes" on a later line amid other words is another value's opening mark.
                let after = text[close + 1..].split('\n').next().unwrap_or("").trim();
                let crossed = text[opening..close].contains('\n');
                if crossed && !after.is_empty() && !after.starts_with(['#', ',', ']', '}']) {
                    return Some(shift + opening);
                }
                at = close + text[close..].find('\n').map_or(text.len() - close, |end| end + 1);
            }
        }
    }
    None
}

/// The words that stand after a value in quotation marks, in its line.
fn after_quote(text: &str) -> Option<Span> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let value = line.find(": ").map_or(0, |colon| colon + 2);
        let opening = value + (line[value..].len() - line[value..].trim_start_matches([' ', '-']).len());
        let quote = line[opening..].chars().next().filter(|c| matches!(c, '"' | '\''));
        if let Some(length) = quote.and_then(|quote| closing(&line[opening + 1..], quote)) {
            let close = opening + length + 2;
            let words = line[close..].trim();
            if !words.is_empty() && !words.starts_with(['#', ',', ']', '}', ':']) {
                let start = close + (line[close..].len() - line[close..].trim_start().len());
                return Some(at + start..at + start + words.len());
            }
        }
        at += line.len();
    }
    None
}

/// How far the text goes until the mark that closes it.
fn closing(text: &str, quote: char) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if quote == '"' => at += 1,
            b'\'' if quote == '\'' && bytes.get(at + 1) == Some(&b'\'') => at += 1,
            byte if byte == quote as u8 => return Some(at),
            _ => {}
        }
        at += 1;
    }
    None
}

/// The first colon followed by a space in the value of a line `key: value`, outside of quotation marks.
fn second_colon(text: &str) -> Option<usize> {
    let mut at = 0;
    let mut literal = None;
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start().len();
        // The lines of a literal or folded block are text: colons are at home there.
        if literal.is_some_and(|outer| indent <= outer && !line.trim().is_empty()) {
            literal = None;
        }
        if literal.is_none() {
            let value = line.find(": ").map(|colon| colon + 2);
            let words = value.map(|value| line[value..].trim());
            if words.is_some_and(|words| words.starts_with(['|', '>'])) {
                literal = Some(indent);
            } else if let (Some(value), Some(words)) = (value, words)
                && !words.starts_with(['"', '\'', '{', '[', '#', '&', '*'])
                && !line.trim_start().starts_with(['#', '-', '{', '['])
                && let Some(colon) = line[value..].find(": ")
            {
                return Some(at + value + colon);
            }
        }
        at += line.len();
    }
    None
}
