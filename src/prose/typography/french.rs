//! The French rules, each a look at the few characters around it.

use super::{Leaf, Line, NBSP, NNBSP, OBJECT, Signs, Sort, is_space, mark, signs};

const MONTHS: [&str; 12] = [
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

/// Words that do not part from the number before them.
const UNITS: [&str; 24] = [
    "%",
    "‰",
    "€",
    "$",
    "£",
    "k€",
    "K€",
    "M€",
    "Md€",
    "Mds€",
    "euro",
    "euros",
    "million",
    "millions",
    "milliard",
    "milliards",
    "h",
    "min",
    "km",
    "kg",
    "m²",
    "ans",
    "mois",
    "ETP",
];

/// Abbreviations that do not part from the name after them.
const TITLES: [&str; 6] = ["M.", "MM.", "Mme", "Mmes", "Dr", "Pr"];

/// How an ordinal in Roman numerals goes on from each of its letters.
const ORDINALS: [&str; 14] = ["Ie", "Ir", "Iè", "Ve", "Vè", "Xe", "Xè", "XI", "XV", "XX", "II", "IV", "IX", "VI"];

/// Abbreviations that do not part from the number after them.
const BEFORE_NUMBERS: [&str; 9] = ["n°", "nº", "N°", "art.", "p.", "L.", "R.", "D.", "§"];

/// True for a text that has none of the signs that a rule begins or ends at, wherever it stands in a line.
pub(super) fn stays(text: &str) -> bool {
    const SIGNS: Signs = {
        let mut signs = [false; 256];
        mark(&mut signs, ";:!?«»\"'%‰€°º\n0123456789.-MDPIVX");
        signs
    };
    let mut bytes = text.bytes().enumerate();
    bytes.all(|(at, byte)| !SIGNS[usize::from(byte)] || stays_at(text, at))
}

fn stays_at(text: &str, at: usize) -> bool {
    let rest = &text[at..];
    let begins = |words: &[&str]| words.iter().any(|word| rest.starts_with(word) || word.starts_with(rest));
    // Signs that count together may come from two leaves of the line: what stands first may go on from another.
    match rest.chars().next() {
        Some(';' | ':' | '!' | '?' | '«' | '»' | '"' | '\'' | '%' | '‰' | '€' | '°' | 'º' | '\n') => false,
        Some('0'..='9') => false,
        Some('.') => at > 0 && !text[..at].ends_with('.'),
        Some('-') => at > 0 && !text[..at].ends_with(is_space),
        Some('M' | 'D' | 'P') => !begins(&TITLES),
        Some('I' | 'V' | 'X') => !begins(&ORDINALS),
        _ => true,
    }
}

pub(super) fn set(line: &mut Line<'_>) {
    const SIGNS: Signs = signs(";:!?«»\"'.%‰€°º0123456789IVX");
    let mut quotes = Quotes { paired: line.text.matches('"').count().is_multiple_of(2), open: None, depth: 0 };
    let mut at = 0;
    while let Some(is) = line.get(at) {
        if let Some(end) = line.address_at(at) {
            line.keep(at..end);
            at = end;
            continue;
        }
        if !line.free(at) {
            at = keep(line, at, is.len_utf8());
            continue;
        }
        at = match is {
            _ if is_space(is) => space(line, at, &quotes),
            ';' | '!' | '?' => high_mark(line, at, NNBSP, true),
            ':' => high_mark(line, at, NBSP, ends_after_colon(line, at + 1)),
            '«' => {
                quotes.depth += 1;
                opening_guillemet(line, at)
            }
            '»' => {
                quotes.depth = quotes.depth.saturating_sub(1);
                closing_guillemet(line, at)
            }
            '"' if quotes.paired => straight_quote(line, at, &mut quotes),
            '\'' => apostrophe(line, at),
            '.' => ellipsis(line, at),
            '%' | '‰' | '€' if line.last.is_some_and(|last| last.is_ascii_digit()) => {
                line.write(at, NBSP);
                keep(line, at, is.len_utf8())
            }
            '°' | 'º' if matches!(line.last, Some('n' | 'N')) && word_start(line, at - 1) => degree(line, at, is),
            '0'..='9' | 'I' | 'V' | 'X' => ordinal(line, at),
            _ => line.keep_plain(at, &SIGNS),
        };
    }
}

struct Quotes {
    /// Straight quotation marks come in pairs, so that each can be told to open or to close.
    paired: bool,
    /// The closing mark that the last opening one asks for.
    open: Option<char>,
    /// How many « are open.
    depth: usize,
}

/// Leaves that many bytes as they are.
fn keep(line: &mut Line<'_>, at: usize, length: usize) -> usize {
    line.keep(at..at + length);
    at + length
}

fn before(line: &Line<'_>, at: usize) -> Option<char> {
    line.text[..at].chars().next_back()
}

fn word_start(line: &Line<'_>, at: usize) -> bool {
    before(line, at).is_none_or(|before| !before.is_alphanumeric())
}

/// True where the letters and signs from that place to the next space are one of the words.
fn stands_at(line: &Line<'_>, at: usize, words: &[&str]) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || "%‰€$£²".contains(c);
    let here = &line.text[at..];
    words.iter().any(|word| here.strip_prefix(word).is_some_and(|after| !after.starts_with(is_word)))
}

/// True where what stands before that place, back to the last space, is one of the words.
fn stands_before(line: &Line<'_>, at: usize, words: &[&str]) -> bool {
    let is_inside = |c: char| !is_space(c) && !"([«“\"'’".contains(c);
    let here = &line.text[..at];
    words.iter().any(|word| here.strip_suffix(word).is_some_and(|before| !before.ends_with(is_inside)))
}

/// True where a colon is punctuation, as in « Objet : », and not a part of a time or a name.
fn ends_after_colon(line: &Line<'_>, at: usize) -> bool {
    line.get(at).is_none_or(|next| is_space(next) || next == OBJECT || next == '»')
}

fn digits_at(line: &Line<'_>, at: usize) -> usize {
    line.text[at..].bytes().take_while(u8::is_ascii_digit).count()
}

fn digits_before(line: &Line<'_>, at: usize) -> usize {
    line.text[..at].bytes().rev().take_while(u8::is_ascii_digit).count()
}

/// A run of spaces: one no-break space where what stands around it must stay together, else as typed.
fn space(line: &mut Line<'_>, at: usize, quotes: &Quotes) -> usize {
    let (mut after, mut count) = (at, 0);
    while let Some(space) = line.get(after).filter(|&is| is_space(is) && line.free(after)) {
        (after, count) = (after + space.len_utf8(), count + 1);
    }
    let (Some(last), Some(next)) = (line.last, line.get(after)) else {
        return keep(line, at, after - at);
    };
    let set = match next {
        _ if last == '«' => Some(NNBSP),
        ';' | '!' | '?' | '»' => Some(NNBSP),
        '"' if quotes.paired && quotes.open == Some('»') => {
            // The mark writes the space itself.
            return after;
        }
        ':' if ends_after_colon(line, after + 1) => Some(NBSP),
        _ if next.is_ascii_digit() => before_number(line, at, after, last),
        '-' if count == 1
            && line.get(at) == Some(' ')
            && line.get(after + 1) == Some(' ')
            && after + 2 < line.text.len() =>
        {
            line.write(at, ' ');
            line.write(after, '–');
            return after + 1;
        }
        _ => after_word(line, at, after, last, next),
    };
    match set {
        Some(space) => {
            line.write(at, space);
            after
        }
        None => keep(line, at, after - at),
    }
}

/// Between groups of three digits, and between an abbreviation and its number.
fn before_number(line: &Line<'_>, at: usize, after: usize, last: char) -> Option<char> {
    if last.is_ascii_digit() && digits_at(line, after) == 3 {
        let digits = digits_before(line, at);
        let sign = before(line, at - digits);
        let whole = sign.is_none_or(|sign| !sign.is_alphanumeric() && !"-/.,".contains(sign));
        return (digits <= 3 && whole).then_some(NNBSP);
    }
    let is_abbreviation = matches!(last, '°' | '.' | '§') && stands_before(line, at, &BEFORE_NUMBERS);
    is_abbreviation.then_some(NBSP)
}

/// Between a number and its unit or month, and between a title and its name.
fn after_word(line: &Line<'_>, at: usize, after: usize, last: char, next: char) -> Option<char> {
    if last.is_ascii_digit() || last == 'r' {
        let is_day = (1..=2).contains(&digits_before(line, at)) || stands_before(line, at, &["1er"]);
        if is_day && stands_at(line, after, &MONTHS) {
            return Some(NBSP);
        }
        if last.is_ascii_digit() && stands_at(line, after, &UNITS) {
            return Some(NBSP);
        }
    }
    let is_title = next.is_uppercase() && matches!(last, '.' | 'e' | 's' | 'r');
    (is_title && stands_before(line, at, &TITLES)).then_some(NBSP)
}

/// A mark that a no-break space stands before, even where none was typed.
fn high_mark(line: &mut Line<'_>, at: usize, space: char, allowed: bool) -> usize {
    let follows = line
        .last
        .is_some_and(|last| last.is_alphanumeric() || ")]”’%°€…".contains(last) || last == OBJECT || last == '»');
    let next = line.get(at + 1);
    let ends = next.is_none_or(|next| is_space(next) || ";!?:.,…»)]\"".contains(next) || next == OBJECT);
    if allowed && follows && ends {
        line.write(at, space);
    }
    keep(line, at, 1)
}

fn opening_guillemet(line: &mut Line<'_>, at: usize) -> usize {
    let after = keep(line, at, '«'.len_utf8());
    if line.get(after).is_some_and(|next| !is_space(next)) {
        line.write(at, NNBSP);
    }
    after
}

fn closing_guillemet(line: &mut Line<'_>, at: usize) -> usize {
    if line.last.is_some_and(|last| !is_space(last)) {
        line.write(at, NNBSP);
    }
    keep(line, at, '»'.len_utf8())
}

/// `"mot"` becomes « mot », or “mot” within other quotation marks.
fn straight_quote(line: &mut Line<'_>, at: usize, quotes: &mut Quotes) -> usize {
    match quotes.open.take() {
        None if quotes.depth > 0 => {
            quotes.open = Some('”');
            line.write(at, '“');
        }
        None => {
            quotes.open = Some('»');
            line.write(at, '«');
            if line.get(at + 1).is_some_and(|next| !is_space(next)) {
                line.write(at, NNBSP);
            }
        }
        Some('»') => {
            if line.last.is_some_and(|last| !is_space(last)) {
                line.write(at, NNBSP);
            }
            line.write(at, '»');
        }
        Some(close) => line.write(at, close),
    }
    at + 1
}

fn apostrophe(line: &mut Line<'_>, at: usize) -> usize {
    let next_is_word =
        line.get(at + 1).is_some_and(|next| next.is_alphanumeric() || next == OBJECT || "«“\"".contains(next));
    match line.last {
        Some(last) if last.is_ascii_digit() && !next_is_word => line.write(at, '\''),
        Some(last) if last.is_alphanumeric() || ")]»”".contains(last) || last == OBJECT => line.write(at, '’'),
        Some(last) if !is_space(last) && !next_is_word => line.write(at, '’'),
        _ if line.opens(at) => line.write(at, '‘'),
        _ => line.write(at, '\''),
    }
    at + 1
}

fn ellipsis(line: &mut Line<'_>, at: usize) -> usize {
    let dots = line.text[at..].bytes().take_while(|&byte| byte == b'.').count();
    if dots == 3 {
        line.write(at, '…');
        return at + 3;
    }
    keep(line, at, dots)
}

/// « n° », with the degree sign and a no-break space before the number.
fn degree(line: &mut Line<'_>, at: usize, is: char) -> usize {
    let after = at + is.len_utf8();
    let next = line.get(after);
    let numero = next.is_some_and(|next| next.is_ascii_digit() || is_space(next));
    line.write(at, if numero { '°' } else { is });
    match next {
        Some(next) if next.is_ascii_digit() => line.write(at, NBSP),
        Some(space) if is_space(space) && digits_at(line, after + space.len_utf8()) > 0 => {
            line.write(after, NBSP);
            return after + space.len_utf8();
        }
        _ => {}
    }
    after
}

/// `1er`, `2e`, `XXe`: the letters after the number are raised, where the leaf may be cut.
fn ordinal(line: &mut Line<'_>, at: usize) -> usize {
    let Some(&Leaf { sort, end, .. }) = line.leaf(at) else { return line.text.len() };
    let rest = &line.text[at..end];
    let is_digit = rest.starts_with(|first: char| first.is_ascii_digit());
    let goes_on = |byte: &u8| if is_digit { byte.is_ascii_digit() } else { b"IVX".contains(byte) };
    let (number, after) = rest.split_at(rest.bytes().take_while(goes_on).count());
    let length = after.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(after.len());
    let end = at + number.len() + length;
    let starts = line.last.is_none_or(|last| !last.is_alphanumeric() && !"-/._,".contains(last));
    let ends = line.get(end).is_none_or(|next| !next.is_alphanumeric() && next != '_');
    let is_first = matches!(number, "1" | "I");
    let raises = match &after[..length] {
        "er" | "re" | "ère" | "ers" | "res" => is_first,
        "nd" | "nde" | "nds" | "ndes" => number == "2",
        "e" | "es" | "ème" | "èmes" => !is_first && (is_digit || is_roman(number)),
        _ => false,
    };
    let letters = at + number.len()..end;
    line.keep(at..letters.start);
    if !(starts && ends && raises && sort == Sort::Text) {
        return letters.start;
    }
    line.raise(letters);
    end
}

/// Roman numerals up to 39, as centuries, axes and republics use them.
fn is_roman(letters: &str) -> bool {
    let units = letters.trim_start_matches('X');
    letters.len() - units.len() <= 3 && ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"].contains(&units)
}
