//! What can be wrong in a YAML, and how a writer is told of it: the grammar's own words name tokens.

use std::sync::Arc;

use granit_parser::ErrorKind;

use crate::diagnostics::Finding;
use crate::inputs::{Place, Span};
use crate::say;

use super::{YAML_SYNTAX, YAML_TOO_LARGE, grammar, slips};

/// Why a text is no node, and where.
#[derive(Debug)]
pub(super) struct Fault {
    pub at: Span,
    pub what: What,
}

#[derive(Debug)]
pub(super) enum What {
    Grammar(ErrorKind),
    /// With more levels than so many.
    TooDeep(usize),
    TooLarge,
    /// Infinity, or what is no number.
    NotFinite,
    /// The tag asks for another sort of value.
    NotAsTagged,
    KeyIsNoWord,
    NothingToMerge,
    AliasWithinItself,
    SecondDocument,
}

/// The finding for what is wrong in the bytes `range` of `source`.
pub(super) fn explain(file: &Arc<str>, source: &str, range: &Span, fault: Fault) -> Finding {
    let Fault { at, what } = fault;
    let place = Place::at(file, at);
    match what {
        What::Grammar(ErrorKind::UnknownAnchor) => {
            Finding::new(&YAML_SYNTAX, place, say!(fr: "aucune ancre de ce nom n’est posée au-dessus", en: "no anchor above has this name"))
                .hint(say!(
                    fr: "si c’est un texte qui commence par un astérisque, mettez-le entre guillemets",
                    en: "if it is text that begins with an asterisk, put it in quotation marks"
                ))
        }
        What::Grammar(kind) => slip(file, &source[range.clone()], range.start, &kind).unwrap_or_else(|| unread(place, &kind)),
        What::TooDeep(levels) => Finding::new(
            &YAML_TOO_LARGE,
            place,
            say!(fr: "ce YAML a trop de niveaux imbriqués", en: "this YAML has too many levels within one another"),
        )
        .hint(say!(
            fr: "simplifiez-le : {levels} niveaux suffisent à tout ; un crochet ou une accolade y est peut-être de trop",
            en: "simplify it: {levels} levels are enough for anything; there may be a bracket or a brace too many"
        )),
        What::TooLarge => Finding::new(
            &YAML_TOO_LARGE,
            place,
            say!(fr: "ce YAML se multiplie au-delà de toute mesure", en: "this YAML multiplies beyond measure"),
        )
        .hint(say!(
            fr: "écrivez les valeurs en toutes lettres plutôt que par ancres, ou partagez le fichier",
            en: "spell values out instead of using anchors, or split the file"
        )),
        What::NotFinite => Finding::new(
            &YAML_SYNTAX,
            place,
            say!(fr: "l’infini et ce qui n’est pas un nombre ne sont pas des valeurs",
                 en: "infinity and what is no number are no values"),
        )
        .hint(say!(
            fr: "écrivez un nombre, ou mettez le mot entre guillemets : \".inf\"",
            en: "write a number, or put the word in quotation marks: \".inf\""
        )),
        What::NotAsTagged => Finding::new(
            &YAML_SYNTAX,
            place,
            say!(fr: "cette valeur n’est pas de la sorte que dit son étiquette", en: "this value is not of the sort that its tag says"),
        )
        .hint(say!(fr: "ôtez le mot qui commence par « ! »", en: "remove the word that begins with `!`")),
        What::KeyIsNoWord => Finding::new(
            &YAML_SYNTAX,
            place,
            say!(fr: "le nom d’un champ est un mot", en: "the name of a field is a word"),
        )
        .hint(say!(
            fr: "si c’est un texte qui commence par un crochet ou une accolade, mettez-le entre guillemets",
            en: "if it is text that begins with a bracket or a brace, put it in quotation marks"
        )),
        What::NothingToMerge => Finding::new(
            &YAML_SYNTAX,
            place,
            say!(fr: "« << » reprend des champs, et ceci n’en est pas", en: "`<<` takes over fields, and this is none"),
        )
        .hint(say!(fr: "donnez-lui l’ancre de champs : <<: *nom", en: "give it an anchor of fields: <<: *name")),
        What::AliasWithinItself => Finding::new(
            &YAML_SYNTAX,
            place,
            say!(fr: "cette ancre est reprise à l’intérieur d’elle-même", en: "this anchor is used inside itself"),
        )
        .hint(say!(fr: "écrivez la valeur en toutes lettres", en: "spell the value out")),
        What::SecondDocument => Finding::new(
            &YAML_SYNTAX,
            place,
            say!(fr: "un second document YAML commence ici", en: "a second YAML document begins here"),
        )
        .hint(say!(
            fr: "ôtez la ligne « --- », ou mettez la suite dans un autre fichier",
            en: "remove the line `---`, or put what follows into another file"
        )),
    }
}

/// What a writer often gets wrong, where the text of the YAML shows it.
fn slip(file: &Arc<str>, text: &str, start: usize, kind: &ErrorKind) -> Option<Finding> {
    let after_a_quote =
        matches!(kind, ErrorKind::InvalidTrailingSingleQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar);
    let finding =
        |at: Span, message| Finding::new(&YAML_SYNTAX, Place::at(file, start + at.start..start + at.end), message);
    if let Some(tab) = slips::indenting_tab(text) {
        let message = say!(fr: "une tabulation dans l’indentation", en: "a tab in the indentation");
        return Some(
            finding(tab..tab + 1, message).hint(say!(fr: "remplacez-la par des espaces", en: "replace it with spaces")),
        );
    }
    if let Some(quote) = slips::unclosed_quote(text) {
        let message = say!(fr: "ce guillemet n’est jamais refermé", en: "this quotation mark is never closed");
        return Some(finding(quote..quote + 1, message).hint(say!(
            fr: "fermez le texte par le même signe ; à l’intérieur, doublez l’apostrophe ou écrivez \\\"",
            en: "close the text with the same sign; inside it, double the apostrophe or write \\\""
        )));
    }
    if let Some(words) = slips::after_quote(text).filter(|_| after_a_quote) {
        let message = say!(
            fr: "des mots après le guillemet qui ferme le texte",
            en: "words after the quotation mark that closes the text"
        );
        return Some(finding(words, message).hint(say!(
            fr: "mettez tout le texte entre guillemets ; à l’intérieur, doublez l’apostrophe ou écrivez \\\"",
            en: "put the whole text in quotation marks; inside it, double the apostrophe or write \\\""
        )));
    }
    if let Some(colon) = slips::second_colon(text) {
        let message =
            say!(fr: "un deux-points dans un texte sans guillemets", en: "a colon inside text without quotation marks");
        return Some(finding(colon..colon + 1, message).hint(say!(
            fr: "mettez le texte entre guillemets : clé: \"texte : suite\"",
            en: "put the text in quotation marks: key: \"text: more\""
        )));
    }
    let bracket = slips::unclosed_bracket(text)?;
    let message = say!(
        fr: "ce crochet ou cette accolade n’est jamais refermé",
        en: "this bracket or brace is never closed"
    );
    Some(finding(bracket..bracket + 1, message).hint(
        say!(fr: "fermez la liste par ] ou les champs par }}", en: "close the list with ] or the fields with }}"),
    ))
}

fn unread(place: Place, kind: &ErrorKind) -> Finding {
    if let Some((message, hint)) = grammar::words(kind) {
        return Finding::new(&YAML_SYNTAX, place, message).hint(hint);
    }
    let said = kind.to_string();
    let said = said.trim_end_matches(['.', ':']);
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
