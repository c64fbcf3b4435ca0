//! What the grammar of YAML has no place for, in a writer's words.

use granit_parser::ErrorKind;

use crate::diagnostics::Both;
use crate::say;

/// What is wrong and what to do about it, for what writers get wrong; `None` for what hardly anybody meets.
pub(super) fn words(kind: &ErrorKind) -> Option<(Both, Both)> {
    Some(match kind {
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => (
            say!(
                fr: "ces mots ne sont pas un champ : aucun deux-points ne les suit",
                en: "these words are no field: no colon follows them"
            ),
            say!(
                fr: "écrivez « nom: valeur » ; la suite d’un texte se met en retrait sous son champ",
                en: "write `name: value`; the further lines of a text are indented below its field"
            ),
        ),
        ErrorKind::MappingValueNotAllowed | ErrorKind::MappingKeyNotAllowed => (
            say!(fr: "un champ n’a pas sa place ici", en: "a field has no place here"),
            say!(
                fr: "alignez-le sur les champs voisins ; un texte où il y a un deux-points se met entre guillemets",
                en: "align it with the fields beside it; text that holds a colon goes into quotation marks"
            ),
        ),
        ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::InvalidIndentation
        | ErrorKind::InvalidFlowScalarIndent
        | ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::InvalidBlockScalarIndent => (
            say!(fr: "cette ligne n’a pas sa place ici", en: "this line has no place here"),
            say!(
                fr: "alignez-la sur ses voisines : les champs d’une même chose commencent dans une même colonne, les tirets \
                     d’une même liste aussi",
                en: "align it with its neighbours: the fields of one thing begin in one column, and so do the dashes of one \
                     list"
            ),
        ),
        ErrorKind::BlockSequenceEntryNotAllowed | ErrorKind::BlockEntryInFlowCollection => (
            say!(fr: "un tiret n’a pas sa place ici", en: "a dash has no place here"),
            say!(
                fr: "commencez la liste à la ligne, sous son champ ; un texte qui commence par un tiret se met entre guillemets",
                en: "begin the list on a line of its own, below its field; text that begins with a dash goes into quotation marks"
            ),
        ),
        ErrorKind::UnexpectedCharacter { character } if !character.is_control() => (
            say!(fr: "un texte ne commence pas par « {character} »", en: "text does not begin with `{character}`"),
            say!(fr: "mettez-le entre guillemets", en: "put it in quotation marks"),
        ),
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidUnicodeEscape => (
            say!(
                fr: "après cette barre oblique inverse rien ne dit un signe",
                en: "nothing after this backslash stands for a sign"
            ),
            say!(
                fr: "doublez-la, \\\\, ou mettez le texte entre apostrophes : 'C:\\Windows'",
                en: "double it, \\\\, or put the text in single quotation marks: 'C:\\Windows'"
            ),
        ),
        ErrorKind::ExpectedFlowSequenceSeparator | ErrorKind::ExpectedFlowMappingSeparator => (
            say!(
                fr: "il manque une virgule, ou la fin de la liste ou des champs",
                en: "a comma is missing, or the end of the list or of the fields"
            ),
            say!(
                fr: "séparez les valeurs par des virgules, et fermez une liste par ], des champs par }}",
                en: "part values by commas, and close a list with ], fields with }}"
            ),
        ),
        ErrorKind::InvalidTrailingSingleQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar => (
            say!(
                fr: "quelque chose suit le guillemet qui ferme le texte",
                en: "something follows the quotation mark that closes the text"
            ),
            say!(
                fr: "mettez une virgule entre deux valeurs d’une liste, ou tout le texte entre guillemets",
                en: "put a comma between two values of a list, or the whole text in quotation marks"
            ),
        ),
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => (
            say!(fr: "« {open} » est fermé par « {close} »", en: "`{open}` is closed by `{close}`"),
            say!(
                fr: "fermez une liste par ], des champs par }}, ou mettez le texte entre guillemets",
                en: "close a list with ], fields with }}, or put the text in quotation marks"
            ),
        ),
        ErrorKind::MisplacedFlowCollectionEnd => (
            say!(fr: "ce signe ne ferme rien", en: "this sign closes nothing"),
            say!(
                fr: "retirez-le, ou mettez le texte entre guillemets",
                en: "remove it, or put the text in quotation marks"
            ),
        ),
        _ => return None,
    })
}
