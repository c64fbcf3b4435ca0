//! The French rules, each a look at the few characters around it.

use super::{Char, Line, NBSP, NNBSP, OBJECT, Sort, is_space};

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
    // Signs that count together may come from two leaves of the line: what stands first may go on from another.
    let mut last = ' ';
    text.char_indices().all(|(at, is)| {
        let rest = &text[at..];
        let begins = |words: &[&str]| words.iter().any(|word| rest.starts_with(word) || word.starts_with(rest));
        let stays = match is {
            ';' | ':' | '!' | '?' | '«' | '»' | '"' | '\'' | '%' | '‰' | '€' | '°' | 'º' | '\n' => false,
            '0'..='9' => false,
            '.' => at > 0 && last != '.',
            '-' => at > 0 && !is_space(last),
            'M' | 'D' | 'P' => !begins(&TITLES),
            'I' | 'V' | 'X' => !begins(&ORDINALS),
            _ => true,
        };
        last = is;
        stays
    })
}

pub(super) fn set(line: &mut Line) {
    let straight = line.chars.iter().filter(|char| char.is == '"' && char.sort != Sort::Fixed).count();
    let mut quotes = Quotes { paired: straight.is_multiple_of(2), open: None, depth: 0 };
    let mut at = 0;
    while at < line.chars.len() {
        if let Some(end) = line.address_at(at) {
            line.keep(at..end);
            at = end;
            continue;
        }
        if !line.free(at) {
            line.keep(at..at + 1);
            at += 1;
            continue;
        }
        at = match line.chars[at].is {
            character if is_space(character) => space(line, at, &quotes),
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
                keep(line, at, 1)
            }
            '°' | 'º' if matches!(line.last, Some('n' | 'N')) && word_start(line, at - 1) => degree(line, at),
            character if character.is_ascii_digit() || "IVX".contains(character) => ordinal(line, at),
            _ => word(line, at),
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

fn keep(line: &mut Line, at: usize, count: usize) -> usize {
    line.keep(at..at + count);
    at + count
}

/// A character and the letters that follow it: within a word there is nothing to set.
fn word(line: &mut Line, at: usize) -> usize {
    let is_letter = |char: &&Char| char.is.is_alphabetic() && char.is != 'º' && char.sort != Sort::Fixed;
    let letters = line.chars[at..].iter().take_while(is_letter).count();
    keep(line, at, letters.max(1))
}

fn word_start(line: &Line, at: usize) -> bool {
    at == 0 || line.get(at - 1).is_some_and(|before| !before.is_alphanumeric())
}

/// True where the letters and signs from that place to the next space are one of the words.
fn stands_at(line: &Line, at: usize, words: &[&str]) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || "%‰€$£²".contains(c);
    let is = |word: &&str| {
        let mut here = line.chars[at..].iter().map(|char| char.is);
        word.chars().all(|c| here.next() == Some(c)) && here.next().is_none_or(|next| !is_word(next))
    };
    words.iter().any(is)
}

/// True where what stands before that place, back to the last space, is one of the words.
fn stands_before(line: &Line, at: usize, words: &[&str]) -> bool {
    let is_outside = |c: char| is_space(c) || "([«“\"'’".contains(c);
    let is = |word: &&str| {
        let mut here = line.chars[..at].iter().rev().map(|char| char.is);
        word.chars().rev().all(|c| here.next() == Some(c)) && here.next().is_none_or(is_outside)
    };
    words.iter().any(is)
}

/// True where a colon is punctuation, as in « Objet : », and not a part of a time or a name.
fn ends_after_colon(line: &Line, at: usize) -> bool {
    line.get(at).is_none_or(|next| is_space(next) || next == OBJECT || next == '»')
}

fn digits_at(line: &Line, at: usize) -> usize {
    line.chars[at..].iter().take_while(|char| char.is.is_ascii_digit()).count()
}

/// A run of spaces: one no-break space where what stands around it must stay together, else as typed.
fn space(line: &mut Line, at: usize, quotes: &Quotes) -> usize {
    let length = line.chars[at..].iter().take_while(|char| is_space(char.is) && char.sort != Sort::Fixed).count();
    let after = at + length;
    let (Some(last), Some(next)) = (line.last, line.get(after)) else {
        return keep(line, at, length);
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
        '-' if length == 1
            && line.get(at) == Some(' ')
            && line.get(after + 1) == Some(' ')
            && after + 2 < line.chars.len() =>
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
        None => keep(line, at, length),
    }
}

/// Between groups of three digits, and between an abbreviation and its number.
fn before_number(line: &Line, at: usize, after: usize, last: char) -> Option<char> {
    if last.is_ascii_digit() && digits_at(line, after) == 3 {
        let before = line.chars[..at].iter().rev().take_while(|char| char.is.is_ascii_digit()).count();
        let sign = at.checked_sub(before + 1).and_then(|sign| line.get(sign));
        let whole = sign.is_none_or(|sign| !sign.is_alphanumeric() && !"-/.,".contains(sign));
        return (before <= 3 && whole).then_some(NNBSP);
    }
    let is_abbreviation = matches!(last, '°' | '.' | '§') && stands_before(line, at, &BEFORE_NUMBERS);
    is_abbreviation.then_some(NBSP)
}

/// Between a number and its unit or month, and between a title and its name.
fn after_word(line: &Line, at: usize, after: usize, last: char, next: char) -> Option<char> {
    if last.is_ascii_digit() || last == 'r' {
        let digits = line.chars[..at].iter().rev().take_while(|char| char.is.is_ascii_digit()).count();
        let is_day = (1..=2).contains(&digits) || stands_before(line, at, &["1er"]);
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
fn high_mark(line: &mut Line, at: usize, space: char, allowed: bool) -> usize {
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

fn opening_guillemet(line: &mut Line, at: usize) -> usize {
    keep(line, at, 1);
    if line.get(at + 1).is_some_and(|next| !is_space(next)) {
        line.write(at, NNBSP);
    }
    at + 1
}

fn closing_guillemet(line: &mut Line, at: usize) -> usize {
    if line.last.is_some_and(|last| !is_space(last)) {
        line.write(at, NNBSP);
    }
    keep(line, at, 1)
}

/// `"mot"` becomes « mot », or “mot” within other quotation marks.
fn straight_quote(line: &mut Line, at: usize, quotes: &mut Quotes) -> usize {
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

fn apostrophe(line: &mut Line, at: usize) -> usize {
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

fn ellipsis(line: &mut Line, at: usize) -> usize {
    let dots = line.chars[at..].iter().take_while(|char| char.is == '.' && char.sort != Sort::Fixed).count();
    if dots == 3 {
        line.write(at, '…');
        return at + 3;
    }
    keep(line, at, dots.max(1))
}

/// « n° », with the degree sign and a no-break space before the number.
fn degree(line: &mut Line, at: usize) -> usize {
    let next = line.get(at + 1);
    let numero = next.is_some_and(|next| next.is_ascii_digit() || is_space(next));
    line.write(at, if numero { '°' } else { line.chars[at].is });
    match next {
        Some(next) if next.is_ascii_digit() => line.write(at, NBSP),
        Some(next) if is_space(next) && line.get(at + 2).is_some_and(|digit| digit.is_ascii_digit()) => {
            line.write(at + 1, NBSP);
            return at + 2;
        }
        _ => {}
    }
    at + 1
}

/// `1er`, `2e`, `XXe`: the letters after the number are raised, where the leaf may be cut.
fn ordinal(line: &mut Line, at: usize) -> usize {
    let sort = line.chars[at].sort;
    let leaf = line.chars[at].leaf;
    let starts = line.last.is_none_or(|last| !last.is_alphanumeric() && !"-/._,".contains(last));
    let same = line.chars[at..].iter().take_while(|char| char.leaf == leaf);
    let word: Vec<char> = same.map(|char| char.is).take_while(|c| c.is_alphanumeric() || *c == '_').take(16).collect();
    let is_digit = word[0].is_ascii_digit();
    let number = word.iter().take_while(|c| if is_digit { c.is_ascii_digit() } else { "IVX".contains(**c) }).count();
    let letters: String = word[number..].iter().collect();
    let end = at + word.len();
    let ends = line.get(end).is_none_or(|next| !next.is_alphanumeric() && next != '_');
    let first = number == 1 && (word[0] == '1' || word[0] == 'I');
    let raises = match letters.as_str() {
        "er" | "re" | "ère" | "ers" | "res" => first,
        "nd" | "nde" | "nds" | "ndes" => number == 1 && word[0] == '2',
        "e" | "es" | "ème" | "èmes" => !first && (is_digit || is_roman(&word[..number])),
        _ => false,
    };
    if !(starts && ends && raises && sort == Sort::Text) {
        return keep(line, at, number.max(1));
    }
    keep(line, at, number);
    let leaf = leaf as usize;
    let from = line.leaves[leaf].text.len();
    line.keep(at + number..end);
    let to = line.leaves[leaf].text.len();
    line.leaves[leaf].raised.push(from..to);
    end
}

/// Roman numerals up to 39, as centuries, axes and republics use them.
fn is_roman(letters: &[char]) -> bool {
    let text: String = letters.iter().collect();
    let units = text.trim_start_matches('X');
    text.len() - units.len() <= 3 && ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"].contains(&units)
}
