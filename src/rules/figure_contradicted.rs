//! A number stated twice with different values.

use std::collections::HashMap;

use crate::diagnostics::{Both, Code, Finding, Severity};
use crate::inputs::Span;
use crate::model::{Figure, Record};
use crate::prose::{Inline, each_inline, plain, slug};
use crate::resolve::Corpus;
use crate::resolve::kept::{Found, found};
use crate::say;

pub static CODE: Code = Code {
    name: "figure-contradicted",
    severity: Severity::Warning,
    explanation: Both {
        fr: "Le même nombre est énoncé deux fois, avec des valeurs différentes : deux fiches `figure` de même titre, de même unité, \
             de même date et de même population ; deux valeurs de même libellé dans une série ; ou un renvoi dont les mots \
             disent un autre nombre que la fiche (`[[msp-en-2023|2 350 MSP]]` quand elle dit 2 250).\n\n\
             Corrigez l’un des deux. Si ce sont les sources qui se contredisent, dites ce qui les distingue (date, population), \
             et signalez-le par une note de l’éditeur.",
        en: "The same number is stated twice, with different values: two `figure` records with the same title, unit, date and \
             population; two values of a series with the same label; or a reference whose words state another number than \
             the record (`[[msp-in-2023|2,350 MSP]]` where it says 2,250).\n\n\
             Correct one of the two. Where it is the sources that contradict each other, say what tells them apart (date, \
             population), and point it out in an editor's note.",
    },
};

pub(super) fn check(corpus: &Corpus, memory: Option<&mut Memory>, findings: &mut Vec<Finding>) {
    let mut first: HashMap<String, (&Record, f64)> = HashMap::new();
    for record in &corpus.records {
        let Some(figure) = &record.figure else { continue };
        within_series(record, figure, findings);
        if let [number] = figure.numbers.as_slice() {
            let (before, value) = *first.entry(identity(record, figure)).or_insert((record, number.value));
            if value != number.value {
                let said = number.value;
                findings.push(
                    contradicted(record, &value_span(record), said, value)
                        .note(before.place(&value_span(before)), say!(fr: "l’autre est ici", en: "the other is here")),
                );
            }
        }
    }
    if corpus.records.iter().all(|record| record.figure.is_none()) {
        return;
    }
    let stated = found(memory.map(|memory| &mut memory.0), &corpus.records, (), |_, record| stated(record));
    for (record, stated) in corpus.records.iter().zip(&*stated) {
        for Stated { target, span, words } in &**stated {
            let found = corpus.get(target).and_then(|target| Some((target, target.figure.as_ref()?)));
            if let Some((target, figure)) = found {
                in_words(record, target, figure, words, span, findings);
            }
        }
    }
}

/// The references of each record whose words state numbers, which may be those of a figure.
#[derive(Default)]
pub(super) struct Memory(Found<(), Vec<Stated>>);

#[derive(PartialEq)]
struct Stated {
    target: String,
    span: Span,
    words: String,
}

fn stated(record: &Record) -> Vec<Stated> {
    let mut found = Vec::new();
    record.each_blocks(&mut |blocks| {
        each_inline(blocks, &mut |inline| {
            if let Inline::Reference(reference) = inline
                && let Some(words) = &reference.words
            {
                let (target, span) = (reference.target.clone(), reference.span.clone());
                found.push(Stated { target, span, words: plain::inlines(words) });
            }
        });
    });
    found.retain(|stated| stated.words.contains(|c: char| c.is_ascii_digit()));
    found
}

/// What makes two figures the same number.
fn identity(record: &Record, figure: &Figure) -> String {
    let date = figure.date.as_ref().and_then(|date| date.edtf()).unwrap_or_default();
    let texts = [Some(&record.title), Some(&figure.unit), figure.per.as_ref(), figure.population.as_ref()];
    let words: Vec<String> = texts.into_iter().map(|text| text.map(|text| slug(text)).unwrap_or_default()).collect();
    format!("{} {date}", words.join(" "))
}

fn value_span(record: &Record) -> Span {
    record.fields.get("value").map_or_else(|| record.span.clone(), |item| item.span.clone())
}

fn within_series(record: &Record, figure: &Figure, findings: &mut Vec<Finding>) {
    let mut first: HashMap<(String, Option<&str>, Option<String>), f64> = HashMap::new();
    for (number, item) in figure.numbers.iter().zip(record.fields.list("values")) {
        let date = number.date.as_ref().and_then(|date| date.edtf());
        let key = (slug(&plain::inlines(&number.label)), number.group.as_deref(), date);
        let value = *first.entry(key).or_insert(number.value);
        if value != number.value {
            findings.push(contradicted(record, &item.span, number.value, value));
        }
    }
}

/// The words of a reference to a figure state its number, where they state any.
fn in_words(record: &Record, target: &Record, figure: &Figure, words: &str, span: &Span, findings: &mut Vec<Finding>) {
    let stated = numbers(words);
    // « 2 milliards » states 2 of a figure in euros: the words give the size.
    let same = |a: f64, b: f64| [1.0, 1e3, 1e6, 1e9].iter().any(|size| (a * size - b).abs() < 1e-9 * b.abs().max(1.0));
    let is_there = |said: &f64| figure.numbers.iter().any(|number| same(*said, number.value));
    if stated.is_empty() || stated.iter().any(is_there) {
        return;
    }
    let (id, said) = (&target.id, stated[0]);
    let finding = match figure.numbers.as_slice() {
        [number] => contradicted(record, span, said, number.value),
        _ => Finding::new(
            &CODE,
            record.place(span),
            say!(
                fr: "« {words} » ne dit aucun nombre de la série « {id} »",
                en: "`{words}` states no number of the series `{id}`"
            ),
        )
        .hint(say!(fr: "corrigez le texte ou la série", en: "correct the text or the series")),
    };
    findings.push(finding.note(target.id_place.clone(), say!(fr: "le chiffre est ici", en: "the figure is here")));
}

fn contradicted(record: &Record, span: &Span, said: f64, other: f64) -> Finding {
    Finding::new(
        &CODE,
        record.place(span),
        say!(
            fr: "ce nombre est énoncé deux fois : {said} ici, {other} ailleurs",
            en: "this number is stated twice: {said} here, {other} elsewhere"
        ),
    )
    .hint(say!(
        fr: "corrigez l’un des deux, ou dites ce qui les distingue (titre, date, population)",
        en: "correct one of the two, or say what tells them apart (title, date, population)"
    ))
}

/// The numbers that words state: `2 250`, `9,74`, `118 407`.
fn numbers(words: &str) -> Vec<f64> {
    let mut numbers = Vec::new();
    let mut text = String::new();
    let characters: Vec<char> = words.chars().collect();
    let is_digit = |at: usize| characters.get(at).is_some_and(char::is_ascii_digit);
    for (at, &character) in characters.iter().enumerate() {
        let is_group =
            character.is_whitespace() && at > 0 && is_digit(at - 1) && (1..4).all(|next| is_digit(at + next));
        if character.is_ascii_digit() {
            text.push(character);
        } else if is_group && !is_digit(at + 4) {
            continue;
        } else if matches!(character, ',' | '.') && !text.is_empty() && is_digit(at + 1) {
            text.push('.');
        } else if !text.is_empty() {
            numbers.extend(text.parse::<f64>().ok());
            text.clear();
        }
    }
    numbers.extend(text.parse::<f64>().ok());
    numbers
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn numbers_are_read_as_they_are_written() {
        assert_eq!(numbers("plus de 2\u{a0}250 MSP"), [2250.0]);
        assert_eq!(numbers("118 407 participants"), [118407.0]);
        assert_eq!(numbers("9,74 % de 15"), [9.74, 15.0]);
        assert_eq!(numbers("aucun"), [0.0; 0]);
    }
}
