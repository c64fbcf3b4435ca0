//! A text as the words that it is found by: where each begins, what counts as one, in which form it is kept.
//!
//! `search-words.js` does the same in the browser; `tests/search/vectors.txt` holds what both must say.

use std::borrow::Cow;

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};

/// How far apart the last word of a line and the first of the next one are: no phrase crosses the end of a line.
const LINE_GAP: u32 = 4;

/// What stands before an apostrophe and is no word of its own.
const ELIDED: &[&str] = &["l", "d", "c", "j", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"];

/// Words that are not looked for one by one, sorted: they are in most texts. In capitals they are words like any other.
const STOP: &[&str] = &[
    "a", "an", "and", "as", "at", "au", "aux", "be", "by", "ce", "ces", "cet", "cette", "d", "dans", "de", "des",
    "dont", "du", "elle", "elles", "en", "est", "et", "for", "from", "il", "ils", "in", "is", "it", "l", "la", "le",
    "les", "leur", "leurs", "ne", "nous", "of", "on", "or", "ou", "où", "par", "pour", "qu", "que", "qui", "s", "sa",
    "se", "ses", "son", "sont", "sur", "that", "the", "this", "to", "un", "une", "vous", "with", "y", "à",
];

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its exact form: small letters with their accents, or the capitals of an acronym without dots.
    pub exact: String,
    pub position: u32,
    pub is_acronym: bool,
}

impl Token {
    /// True where nobody looks for the word alone.
    pub fn is_stop(&self) -> bool {
        !self.is_acronym && STOP.binary_search(&self.exact.as_str()).is_ok()
    }
}

/// A text as it is kept and read: composed, and without hyphens that only show at the end of a line.
pub fn normal(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let text = ComposingNormalizerBorrowed::new_nfc().normalize(text);
    if text.contains('\u{ad}') { Cow::Owned(text.replace('\u{ad}', "")) } else { text }
}

/// A form without accents, ligatures and capitals: `Cœur` gives `coeur`.
pub fn folded(form: &str) -> String {
    let lower = form.to_lowercase();
    if lower.is_ascii() {
        return lower;
    }
    let apart = DecomposingNormalizerBorrowed::new_nfd().normalize(&lower);
    let mut folded = String::with_capacity(apart.len());
    for letter in apart.chars() {
        match letter {
            '\u{300}'..='\u{36f}' => {}
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            'ß' => folded.push_str("ss"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' => folded.push('d'),
            _ => folded.push(letter),
        }
    }
    folded
}

/// Every word of a normal text, line by line; stop words too, since they count in phrases.
pub fn each_token(text: &str, see: &mut dyn FnMut(Token)) {
    each_token_from(0, text, see);
}

/// The words of a text whose first has that position; gives the position of the first word of a line that comes after it.
pub fn each_token_from(start: u32, text: &str, see: &mut dyn FnMut(Token)) -> u32 {
    let mut position = start;
    let mut letters: Vec<char> = Vec::new();
    for line in text.split('\n') {
        letters.clear();
        letters.extend(line.chars());
        let shouted = is_shouted(line);
        let mut at = 0;
        while at < letters.len() {
            if !is_letter(letters[at]) {
                at += 1;
                continue;
            }
            let (token, end) = word(&letters, at, shouted);
            if let Some((exact, is_acronym)) = token {
                see(Token { exact, position, is_acronym });
                position += 1;
            }
            at = end;
        }
        position += LINE_GAP;
    }
    position
}

/// The word that begins at a place, unless it is only elided, and where it ends.
fn word(letters: &[char], start: usize, shouted: bool) -> (Option<(String, bool)>, usize) {
    if let Some((acronym, end)) = dotted(letters, start) {
        return (Some((acronym, true)), end);
    }
    let mut end = start;
    while end < letters.len() && is_letter(letters[end]) {
        end += 1;
    }
    let is_apostrophe = |at: Option<&char>| matches!(at, Some('\'' | '’' | 'ʼ'));
    let mut written: String = letters[start..end].iter().collect();
    let lower = written.to_lowercase();
    let goes_on = letters.get(end + 1).is_some_and(|&next| is_letter(next));
    if is_apostrophe(letters.get(end)) && goes_on && ELIDED.contains(&lower.as_str()) {
        return (None, end + 1);
    }
    if lower == "s" && start > 0 && is_apostrophe(letters.get(start - 1)) {
        return (None, end);
    }
    let all_digits = is_number(&letters[start..end]);
    if written.len() <= 3 && !written.starts_with('0') && all_digits {
        while thousands(letters, end) {
            written.extend(&letters[end + 1..end + 4]);
            end += 4;
        }
    }
    let is_acronym = !shouted && end - start > 1 && lower != written && written.to_uppercase() == written;
    (Some((if is_acronym || all_digits { written } else { lower }, is_acronym)), end)
}

/// True where a space and three digits go on with the number that ends there: « 12 500 ».
fn thousands(letters: &[char], end: usize) -> bool {
    let is_space = matches!(letters.get(end), Some(' ' | '\u{a0}' | '\u{202f}' | '\u{2009}'));
    let group = letters.get(end + 1..end + 4);
    is_space && group.is_some_and(is_number) && letters.get(end + 4).is_none_or(|&next| !is_letter(next))
}

fn is_number(letters: &[char]) -> bool {
    letters.iter().all(char::is_ascii_digit)
}

/// An acronym with its dots, « A.R.S. », as its letters, and where it ends.
fn dotted(letters: &[char], start: usize) -> Option<(String, usize)> {
    let mut acronym = String::new();
    let mut at = start;
    while letters.get(at).is_some_and(|letter| letter.is_alphabetic()) && letters.get(at + 1) == Some(&'.') {
        acronym.extend(letters[at].to_uppercase());
        at += 2;
    }
    let last = letters.get(at).filter(|letter| letter.is_alphabetic());
    if let Some(last) =
        last.filter(|_| !acronym.is_empty() && !letters.get(at + 1).is_some_and(|&next| is_letter(next)))
    {
        acronym.extend(last.to_uppercase());
        at += 1;
    }
    (acronym.chars().count() > 1).then_some((acronym, at))
}

/// True for a line that is all in capitals, whose words are no acronyms.
fn is_shouted(line: &str) -> bool {
    let words = || line.split(|letter: char| !is_letter(letter)).filter(|word| word.chars().nth(1).is_some());
    !line.chars().any(char::is_lowercase) && words().count() > 3
}

/// True for what words are made of.
fn is_letter(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '\u{300}'..='\u{36f}')
}
