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
pub struct Token<'a> {
    /// Its exact form: small letters with their accents, or the capitals of an acronym without dots.
    pub exact: Cow<'a, str>,
    pub position: u32,
    pub is_acronym: bool,
}

impl Token<'_> {
    /// True where nobody looks for the word alone.
    pub fn is_stop(&self) -> bool {
        !self.is_acronym && STOP.binary_search(&&*self.exact).is_ok()
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
pub fn each_token<'a>(text: &'a str, see: &mut dyn FnMut(Token<'a>)) {
    each_token_from(0, text, see);
}

/// The words of a text whose first has that position; gives the position of the first word of a line that comes after it.
pub fn each_token_from<'a>(start: u32, text: &'a str, see: &mut dyn FnMut(Token<'a>)) -> u32 {
    let mut position = start;
    for line in text.split('\n') {
        let shouted = is_shouted(line);
        let mut at = 0;
        while let Some(found) = line[at..].find(is_letter) {
            let (token, end) = word(line, at + found, shouted);
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
fn word(line: &str, start: usize, shouted: bool) -> (Option<(Cow<'_, str>, bool)>, usize) {
    let rest = &line[start..];
    if let Some((acronym, length)) = dotted(rest) {
        return (Some((Cow::Owned(acronym), true)), start + length);
    }
    let (written, after) = rest.split_at(rest.find(|next| !is_letter(next)).unwrap_or(rest.len()));
    let end = start + written.len();
    if is_number(written) {
        let (number, length) = with_thousands(written, after);
        return (Some((number, false)), end + length);
    }
    let is_apostrophe = |sign: &char| matches!(sign, '\'' | '’' | 'ʼ');
    let lower = lower(written);
    let mut signs = after.chars();
    let apostrophe = signs.next().filter(is_apostrophe);
    if let Some(apostrophe) = apostrophe.filter(|_| signs.next().is_some_and(is_letter) && ELIDED.contains(&&*lower)) {
        return (None, end + apostrophe.len_utf8());
    }
    if lower == "s" && line[..start].ends_with(|before| is_apostrophe(&before)) {
        return (None, end);
    }
    let several = written.chars().nth(1).is_some();
    let is_acronym = !shouted && several && lower != written && written.to_uppercase() == written;
    (Some((if is_acronym { Cow::Borrowed(written) } else { lower }, is_acronym)), end)
}

/// The word in small letters: most are already.
fn lower(written: &str) -> Cow<'_, str> {
    let is_lower = |letter: char| letter.is_ascii_lowercase() || letter.to_lowercase().eq([letter]);
    if written.chars().all(is_lower) { Cow::Borrowed(written) } else { Cow::Owned(written.to_lowercase()) }
}

/// A number with the groups of three digits that go on with it, « 12 500 », and how long these are.
fn with_thousands<'a>(written: &'a str, after: &str) -> (Cow<'a, str>, usize) {
    let (mut number, mut length) = (Cow::Borrowed(written), 0);
    if written.len() <= 3 && !written.starts_with('0') {
        while let Some((space, digits)) = thousands(&after[length..]) {
            number.to_mut().push_str(digits);
            length += space.len_utf8() + digits.len();
        }
    }
    (number, length)
}

/// The space and the three digits that a number goes on with.
fn thousands(after: &str) -> Option<(char, &str)> {
    let space = after.chars().next().filter(|next| matches!(next, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}'))?;
    let (digits, later) = after[space.len_utf8()..].split_at_checked(3)?;
    (is_number(digits) && !later.starts_with(is_letter)).then_some((space, digits))
}

fn is_number(written: &str) -> bool {
    written.bytes().all(|byte| byte.is_ascii_digit())
}

/// An acronym with its dots, « A.R.S. », as its letters, and how long it is.
fn dotted(rest: &str) -> Option<(String, usize)> {
    let (mut acronym, mut length) = (String::new(), 0);
    loop {
        let mut letters = rest[length..].chars();
        let Some(letter) = letters.next().filter(|letter| letter.is_alphabetic()) else { break };
        let next = letters.next();
        let is_last = next != Some('.');
        if is_last && (acronym.is_empty() || next.is_some_and(is_letter)) {
            break;
        }
        acronym.extend(letter.to_uppercase());
        length += letter.len_utf8();
        if is_last {
            break;
        }
        length += 1;
    }
    (acronym.chars().count() > 1).then_some((acronym, length))
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
