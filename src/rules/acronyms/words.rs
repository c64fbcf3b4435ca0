//! Which words of a line are acronyms, as far as their letters tell.

use std::ops::Range;

use crate::rules::texts::{GAP, Line, Sort};

/// A word in capitals that may be an acronym, and where it stands in its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// In capitals and digits, without dots: `D.P.C.` is `DPC`.
    pub acronym: String,
    pub range: Range<usize>,
    /// The words that hyphens or the like join, such as `AP-HP`; the word itself where nothing is joined.
    pub joined: Range<usize>,
}

/// From two letters and digits to ten.
const LENGTHS: std::ops::RangeInclusive<usize> = 2..=10;

/// Little words that a writer raises his voice for, and titles of courtesy.
const NO_ACRONYMS: [&str; 12] = ["AND", "ET", "MM", "NB", "NON", "NOT", "OK", "OR", "OU", "PAS", "SANS", "TOUS"];

/// Words that a phrase in capitals has and a list of acronyms has not.
const OF_PHRASES: [&str; 22] = [
    "AND", "AU", "AUX", "AVEC", "DANS", "DE", "DES", "DU", "EN", "ET", "FOR", "LA", "LE", "LES", "OF", "OU", "PAR",
    "POUR", "SUR", "THE", "UN", "UNE",
];

/// The acronyms of a line, from left to right. Not those that are Roman numerals, nor words of an address or of a
/// number, nor what is written in capitals altogether.
pub(super) fn acronyms(line: &Line) -> Vec<Word> {
    let text = line.text.as_str();
    let mut found = Vec::new();
    // Most lines have none, and are not looked at closely.
    if !may_have(text.as_bytes()) || (line.sort != Sort::Running && !text.chars().any(char::is_lowercase)) {
        return found;
    }
    for (start, chunk) in split(text, |c| c.is_whitespace() || c == GAP) {
        if !may_have(chunk.as_bytes()) || is_address(chunk) || is_reference_number(chunk) {
            continue;
        }
        for (at, part) in split(chunk, |c| !(c.is_alphanumeric() || matches!(c, '.' | '-' | '\u{2011}' | '&'))) {
            let at = start + at;
            if let Some(acronym) = dotted(part) {
                let range = at..at + part.len();
                found.push(Word { acronym, joined: range.clone(), range });
                continue;
            }
            for (inside, joined) in split(part, |c| c == '.') {
                let at = at + inside;
                let trimmed = joined.trim_matches(|c: char| !c.is_alphanumeric());
                let start = at + (trimmed.as_ptr() as usize - joined.as_ptr() as usize);
                for (inside, word) in split(joined, |c| !c.is_alphanumeric()).filter(|(_, word)| is_acronym(word)) {
                    let range = at + inside..at + inside + word.len();
                    let joined = start..start + trimmed.len();
                    found.push(Word { acronym: word.to_owned(), range, joined });
                }
            }
        }
    }
    if !found.is_empty() {
        let words: Vec<(usize, &str)> = split(text, |c| !c.is_alphanumeric()).collect();
        found.retain(|word| !is_in_phrase(text, &words, &word.range));
    }
    found
}

/// True for two capitals side by side or with digits or dots between: a text that has none has no acronym. It is given as
/// bytes of UTF-8, of which every letter beyond French counts as a capital: texts are long, and looked at once more.
pub(super) fn may_have(text: &[u8]) -> bool {
    let mut before = false;
    let mut bytes = text.iter();
    while let Some(byte) = bytes.next() {
        let is_capital = match byte {
            b'A'..=b'Z' => true,
            b'0'..=b'9' | b'.' => continue,
            // From À to ß; from à on they are small.
            0xc3 => bytes.next().is_some_and(|second| *second < 0xa0),
            // The rest of a letter or a sign.
            0x80..=0xbf => continue,
            // Signs such as « and ’.
            0xc2 | 0xe2 => false,
            _ => !byte.is_ascii(),
        };
        if is_capital && before {
            return true;
        }
        before = is_capital;
    }
    false
}

/// The parts of a text between those characters, each with its place.
fn split(text: &str, parts: impl Fn(char) -> bool) -> impl Iterator<Item = (usize, &str)> {
    let start = text.as_ptr() as usize;
    text.split(parts).filter(|part| !part.is_empty()).map(move |part| (part.as_ptr() as usize - start, part))
}

fn is_address(chunk: &str) -> bool {
    chunk.contains("://") || chunk.contains("www.") || chunk.contains('@')
}

/// True for a chain such as `DGOS/RH4/2012/123`.
fn is_reference_number(chunk: &str) -> bool {
    chunk.contains('/') && chunk.split('/').any(|part| part.len() > 1 && part.chars().all(|c| c.is_ascii_digit()))
}

/// The letters of `D.P.C.`; of fewer than three they are as well the initials of a person.
fn dotted(part: &str) -> Option<String> {
    let mut letters = String::new();
    for letter in part.strip_suffix('.').unwrap_or(part).split('.') {
        let mut chars = letter.chars();
        letters.push(chars.next().filter(|c| c.is_uppercase() && chars.next().is_none())?);
    }
    (letters.chars().count() >= 3).then_some(letters)
}

fn is_acronym(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
        && word.chars().all(|c| c.is_uppercase() || c.is_ascii_digit())
        && word.chars().filter(|c| c.is_uppercase()).count() >= 2
        && LENGTHS.contains(&word.chars().count())
        && !is_roman(word)
        && !NO_ACRONYMS.contains(&word)
}

/// True for a Roman numeral up to 39: those above, such as `CD` or `MC`, are mostly something else.
fn is_roman(word: &str) -> bool {
    let units = word.trim_start_matches('X');
    word.len() - units.len() <= 3
        && matches!(units, "" | "I" | "II" | "III" | "IV" | "V" | "VI" | "VII" | "VIII" | "IX")
}

/// True for a word of a phrase that is written in capitals: one with an article or the like, or with a word longer than
/// any acronym, or a whole line with a long word. `words` are all of the text.
fn is_in_phrase(text: &str, words: &[(usize, &str)], range: &Range<usize>) -> bool {
    let own = words.partition_point(|(at, _)| *at < range.start);
    let is_long = |word: &str, than: usize| word.chars().count() > than;
    if !text.chars().any(char::is_lowercase) && words.len() > 1 && words.iter().any(|(_, word)| is_long(word, 5)) {
        return true;
    }
    let in_capitals = |(_, word): &&(usize, &str)| !word.chars().any(|c| c.is_lowercase() || c.is_ascii_digit());
    // Only spaces, apostrophes and hyphens part the words of one phrase.
    let goes_on = |from: usize, to: usize| {
        text.get(from..to).is_some_and(|between| between.chars().all(|c| c.is_whitespace() || "’'-".contains(c)))
    };
    let mut first = range.start;
    let before = words[..own].iter().rev().take_while(|(at, word)| {
        let joined = goes_on(at + word.len(), first);
        first = *at;
        joined
    });
    let mut last = range.end;
    let after = words[own..].iter().skip_while(|(at, _)| *at < range.end).take_while(|(at, word)| {
        let joined = goes_on(last, *at);
        last = at + word.len();
        joined
    });
    let phrase: Vec<&str> =
        before.take_while(in_capitals).chain(after.take_while(in_capitals)).map(|(_, word)| *word).collect();
    let speaks = |word: &str| OF_PHRASES.contains(&word) || is_long(word, *LENGTHS.end());
    phrase.iter().any(|word| speaks(word)) || (!phrase.is_empty() && speaks(&text[range.clone()]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acronyms_are_told_from_other_capitals() {
        for (text, expected) in [
            ("Le DPC, l’ARS (CPTS) et D.P.C. : « MSP »", "DPC ARS CPTS DPC MSP"),
            ("T2A, H1N1, COVID-19, AP-HP, M1, L. 4021-1", "T2A H1N1 COVID AP HP"),
            ("II, IV et XXI ; XL, CD ; IX", "XL CD"),
            ("pré-DPC, e-CPS, AVECsanté, MSPs, DPC.", "DPC CPS DPC"),
            ("https://a.fr/DPC www.HAS.fr x@ARS.fr DGOS/RH4/2012/123 ARS/CNAM", "ARS CNAM"),
            ("le rapport PRENDRE SOIN DE DEMAIN paru", ""),
            ("MM. Martin et J.-P. Durand, R.M. Petit", ""),
            ("MSP, CPTS et ESP", "MSP CPTS ESP"),
            ("COMMISSION MIXTE", ""),
            ("EHPAD SSIAD", "EHPAD SSIAD"),
            ("EHPAD", "EHPAD"),
        ] {
            let found = acronyms(&Line::running(text));
            let shown: Vec<String> = found.into_iter().map(|word| word.acronym).collect();
            assert_eq!(shown.join(" "), expected, "{text}");
            assert!(expected.is_empty() || may_have(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn most_texts_are_seen_to_have_no_acronym() {
        for text in ["", "L’État « É »", "à Évry, R. 4 et A4", "Ça ; À 2 %", "A\u{a0}B", "Préciser l’Œuvre"]
        {
            assert!(!may_have(text.as_bytes()), "{text}");
        }
        for text in ["ÉS", "A.B", "T2A", "L’ÎÉ", "ΕΣ", "ЕС", "ŒA"] {
            assert!(may_have(text.as_bytes()), "{text}");
        }
    }
}
