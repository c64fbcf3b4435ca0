//! The words that dates are made of, in French and in English, and how a text falls into them.

use super::unit::Unit;
use super::{TimeError, edtf};

const MONTHS_FR: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// What months are called once folded, short forms included.
const MONTH_WORDS: [&[&str]; 12] = [
    &["janvier", "january", "janv", "jan"],
    &["fevrier", "february", "fevr", "fev", "feb"],
    &["mars", "march", "mar"],
    &["avril", "april", "avr", "apr"],
    &["mai", "may"],
    &["juin", "june", "jun"],
    &["juillet", "july", "juil", "jul"],
    &["aout", "august", "aug"],
    &["septembre", "september", "sept", "sep"],
    &["octobre", "october", "oct"],
    &["novembre", "november", "nov"],
    &["decembre", "december", "dec"],
];

const WEEKDAYS: &[&str] = &[
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// Words that say nothing about the time itself and may stand before a moment.
const LEADS: &[&str] = &[
    "le", "la", "l", "les", "au", "aux", "a", "en", "de", "du", "d", "dans", "courant", "cours", "durant", "pendant",
    "annee", "exercice", "mois", "of", "in", "on", "the", "at", "during", "course", "year", "month",
];

/// Words that only English has.
const ENGLISH: &[&str] = &[
    "of",
    "in",
    "on",
    "the",
    "at",
    "by",
    "before",
    "until",
    "till",
    "from",
    "to",
    "as",
    "since",
    "starting",
    "end",
    "beginning",
    "start",
    "early",
    "mid",
    "middle",
    "late",
    "quarter",
    "half",
    "year",
    "month",
    "every",
    "each",
    "once",
    "twice",
    "per",
    "within",
    "upon",
    "soon",
    "possible",
    "immediately",
    "delay",
    "around",
    "about",
    "between",
    "spring",
    "summer",
    "autumn",
    "fall",
    "winter",
    "first",
    "third",
    "fourth",
    "last",
    "annually",
    "yearly",
    "monthly",
    "quarterly",
    "weekly",
    "ongoing",
    "undated",
    "defined",
    "confirmed",
    "asap",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A month's French name, lower case; `month` is from 1 to 12.
pub(super) fn month_fr(month: i8) -> &'static str {
    MONTHS_FR[(month.clamp(1, 12) - 1) as usize]
}

/// A month's English name; `month` is from 1 to 12.
pub(super) fn month_en(month: i8) -> &'static str {
    MONTHS_EN[(month.clamp(1, 12) - 1) as usize]
}

/// One word, number or sign of a text about time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Lower case, without accents.
    Word(String),
    /// A number and how many digits it is written with.
    Number(u32, usize),
    /// `1er`, `2e`, `3rd`.
    Ordinal(i8),
    /// `T1`, `Q1`, `S1`, `H1`.
    Code(char, i8),
    /// A date in a compact form.
    Unit(Unit),
    Sign(char),
}

/// The text without case, accents, typographic spaces and apostrophes.
pub(super) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}') {
            out.push(' ');
        } else if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
        } else {
            out.push_str(&deunicode::deunicode_char(c).unwrap_or("\u{1a}").to_ascii_lowercase());
        }
    }
    out
}

/// Cuts a folded text into tokens. A compact date that the calendar does not have is an error at once.
pub(super) fn tokens(folded: &str) -> Result<Vec<Token>, TimeError> {
    let mut tokens = Vec::new();
    let mut rest = folded;
    while let Some(c) = rest.chars().next() {
        if c == ' ' || c == '\'' || c == '`' {
            rest = &rest[1..];
        } else if c.is_ascii_digit() {
            rest = number(rest, &mut tokens)?;
        } else if c.is_ascii_lowercase() {
            let word = &rest[..length(rest, |c| c.is_ascii_lowercase())];
            let after = &rest[word.len()..];
            let digits = length(after, |c| c.is_ascii_digit());
            let ends = !after[digits..].starts_with(|c: char| c.is_ascii_alphanumeric());
            match (word, digits) {
                ("t" | "q" | "s" | "h", 1) if ends => {
                    tokens.push(Token::Code(c, after[..1].parse().unwrap_or(0)));
                    rest = &after[1..];
                }
                _ => {
                    tokens.push(Token::Word(word.to_owned()));
                    rest = after;
                }
            }
        } else {
            tokens.push(Token::Sign(if matches!(c, '(' | ')' | ';') { ',' } else { c }));
            rest = &rest[c.len_utf8()..];
        }
    }
    Ok(tokens)
}

/// A token that begins with a digit; gives what follows it.
fn number<'a>(text: &'a str, tokens: &mut Vec<Token>) -> Result<&'a str, TimeError> {
    let run = length(text, |c| c.is_ascii_alphanumeric() || matches!(c, '-' | '/' | '.'));
    // The longest beginning that is a compact date and does not stop in the middle of a number or a word.
    for end in (6..=run.min(10)).rev() {
        let cut = |text: &str| text.starts_with(|c: char| c.is_ascii_alphanumeric());
        let rest = &text[end..];
        if cut(rest)
            || rest.starts_with('-')
                && rest[1..].starts_with(|c: char| c.is_ascii_digit())
                && end == 7
                && text.as_bytes()[4] == b'-'
        {
            continue;
        }
        if let Some(moment) = edtf::compact(&text[..end]) {
            tokens.push(Token::Unit(moment?));
            return Ok(rest);
        }
    }
    let digits = length(text, |c| c.is_ascii_digit());
    let after = &text[digits..];
    let suffix = &after[..length(after, |c| c.is_ascii_lowercase())];
    let value = text[..digits].parse::<u32>().unwrap_or(u32::MAX);
    if matches!(suffix, "er" | "re" | "ere" | "e" | "eme" | "ieme" | "nd" | "nde" | "st" | "rd" | "th") && value <= 31 {
        tokens.push(Token::Ordinal(value as i8));
        return Ok(&after[suffix.len()..]);
    }
    tokens.push(Token::Number(value, digits));
    Ok(after)
}

fn length(text: &str, of: impl Fn(char) -> bool) -> usize {
    text.find(|c: char| !of(c)).unwrap_or(text.len())
}

pub(super) fn is_lead(word: &str) -> bool {
    LEADS.contains(&word)
}

pub(super) fn is_weekday(word: &str) -> bool {
    WEEKDAYS.contains(&word)
}

pub(super) fn is_english(tokens: &[Token]) -> bool {
    tokens.iter().any(|token| matches!(token, Token::Word(word) if ENGLISH.contains(&&**word)))
        && !tokens.iter().any(|token| matches!(token, Token::Word(word) if matches!(&**word, "des" | "que")))
}

/// The number of a month, from 1.
pub(super) fn month(word: &str) -> Option<i8> {
    MONTH_WORDS.iter().position(|names| names.contains(&word)).map(|at| at as i8 + 1)
}

/// Spring is 1, winter 4.
pub(super) fn season(word: &str) -> Option<i8> {
    match word {
        "printemps" | "spring" => Some(1),
        "ete" | "summer" => Some(2),
        "automne" | "autumn" | "fall" => Some(3),
        "hiver" | "winter" => Some(4),
        _ => None,
    }
}

/// The place that a word gives in a row; 0 is the last.
pub(super) fn ordinal(word: &str) -> Option<i8> {
    match word {
        "premier" | "premiere" | "first" | "i" => Some(1),
        "deuxieme" | "second" | "seconde" | "ii" => Some(2),
        "troisieme" | "third" | "iii" => Some(3),
        "quatrieme" | "fourth" | "iv" => Some(4),
        "dernier" | "derniere" | "last" => Some(0),
        _ => None,
    }
}

/// A number in words.
pub(super) fn cardinal(word: &str) -> Option<u32> {
    const WORDS: [&[&str]; 12] = [
        &["un", "une", "one"],
        &["deux", "two"],
        &["trois", "three"],
        &["quatre", "four"],
        &["cinq", "five"],
        &["six"],
        &["sept", "seven"],
        &["huit", "eight"],
        &["neuf", "nine"],
        &["dix", "ten"],
        &["onze", "eleven"],
        &["douze", "twelve"],
    ];
    match word {
        "quinze" | "fifteen" => Some(15),
        "vingt" | "twenty" => Some(20),
        "trente" | "thirty" => Some(30),
        _ => WORDS.iter().position(|names| names.contains(&word)).map(|at| at as u32 + 1),
    }
}
