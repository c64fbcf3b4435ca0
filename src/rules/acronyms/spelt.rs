//! Where a text spells an acronym out: « développement professionnel continu (DPC) », « DPC (développement…) ».

use std::ops::Range;

use crate::prose::slug;
use crate::rules::texts::{GAP, Line};

use super::words::Word;

/// An acronym beside parentheses, with what may be its expansion.
#[derive(Clone, Debug)]
pub(super) struct Spelt {
    /// The acronym, by its place among the acronyms of its line.
    pub word: usize,
    /// The words whose initials are the acronym, where there are such.
    pub expansion: Option<Range<usize>>,
    /// All that stands before the parentheses, back to the start of the sentence, or in them.
    pub around: Range<usize>,
}

/// Every place of a line that spells one of its acronyms out.
pub(super) fn spelt(line: &Line, words: &[Word]) -> Vec<Spelt> {
    let text = line.text.as_str();
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let (before, after) = (&text[..word.range.start], &text[word.range.end..]);
        let spelt = if let Some(before) = before.strip_suffix('(') {
            // `(DPC)`, `(DPC, loi HPST)`.
            if !after.trim_start().starts_with([')', ',', ';']) {
                continue;
            }
            let end = before.trim_end_matches([' ', '\u{a0}', '\u{202f}', '»', '”', '"']).len();
            let start = before[..end].rfind(|c| ".;:!?()«“\"\u{2014}".contains(c) || c == GAP);
            let start = start.map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
            Spelt { word: at, expansion: ending_with(text, start..end, &word.acronym), around: start..end }
        } else if let Some(inside) = after.trim_start().strip_prefix('(') {
            let start = text.len() - inside.len();
            let end = start + inside.find([')', '(', ';', ':', GAP]).unwrap_or(inside.len());
            Spelt { word: at, expansion: whole(text, start..end, &word.acronym), around: start..end }
        } else {
            continue;
        };
        found.push(spelt);
    }
    found
}

/// Words that an acronym mostly leaves out.
const LITTLE: [&str; 28] = [
    "a", "and", "au", "aux", "avec", "ce", "d", "dans", "de", "des", "du", "en", "et", "for", "in", "l", "la", "le",
    "les", "of", "ou", "par", "pour", "s", "sur", "the", "un", "une",
];

/// A word without case and accents, and where it stands.
struct Part {
    folded: String,
    range: Range<usize>,
}

impl Part {
    fn is_little(&self) -> bool {
        LITTLE.contains(&self.folded.as_str())
    }
}

fn parts(text: &str, range: Range<usize>) -> Vec<Part> {
    let part = &text[range.clone()];
    let words = part.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let start = part.as_ptr() as usize;
    words
        .map(|word| {
            let at = range.start + (word.as_ptr() as usize - start);
            Part { folded: slug(word), range: at..at + word.len() }
        })
        .collect()
}

/// The shortest end of a part of a text that the acronym stands for.
fn ending_with(text: &str, range: Range<usize>, acronym: &str) -> Option<Range<usize>> {
    let letters = letters(acronym);
    let parts = parts(text, range);
    let most = 4 * letters.len() + 4;
    let start = (0..parts.len()).rev().take(most).find(|&start| stands_for(&letters, &parts[start..]))?;
    Some(parts[start].range.start..parts.last()?.range.end)
}

/// The part of a text, if the acronym stands for all of it but an article, or for what stands before its first comma.
fn whole(text: &str, range: Range<usize>, acronym: &str) -> Option<Range<usize>> {
    let letters = letters(acronym);
    let to_comma = text[range.clone()].find(',').map_or(range.end, |at| range.start + at);
    [range.end, to_comma].into_iter().find_map(|end| {
        let parts = parts(text, range.start..end);
        let start = parts.iter().position(|part| !part.is_little())?;
        stands_for(&letters, &parts[start..]).then(|| parts[start].range.start..parts[parts.len() - 1].range.end)
    })
}

/// The letters of an acronym, without case and accents; digits stand for many things.
fn letters(acronym: &str) -> Vec<char> {
    slug(acronym).chars().filter(char::is_ascii_alphabetic).collect()
}

/// True where the letters are the initials of the words in their order. Little words may have none; few others may; some
/// letters may stand within a word, as the O of `PRADO` in « domicile ».
fn stands_for(letters: &[char], parts: &[Part]) -> bool {
    let (Some(first), Some(initial)) = (parts.first(), letters.first()) else { return false };
    let is_number = |part: &Part| part.folded.chars().all(|c| c.is_ascii_digit());
    if letters.len() < 2 || first.is_little() || !first.folded.starts_with(*initial) || parts.iter().any(is_number) {
        return false;
    }
    let (may_skip, may_stand_within) = match letters.len() {
        2 => (0, 0),
        3 => (0, 1),
        4 => (1, 1),
        _ => (1, letters.len() / 2),
    };
    // What each number of letters taken costs at least: words left out, and letters taken within words.
    let mut costs: Vec<Option<(usize, usize)>> = vec![None; letters.len() + 1];
    costs[0] = Some((0, 0));
    for (at, part) in parts.iter().enumerate() {
        let mut next = vec![None; letters.len() + 1];
        let mut offer = |taken: usize, skipped: usize, within: usize| {
            let fits = skipped <= may_skip && within <= may_stand_within;
            let best: &mut Option<(usize, usize)> = &mut next[taken];
            if fits && best.is_none_or(|(a, b)| skipped + within < a + b) {
                *best = Some((skipped, within));
            }
        };
        for (taken, cost) in costs.iter().enumerate() {
            let Some((skipped, within)) = *cost else { continue };
            if at > 0 {
                offer(taken, skipped + usize::from(!part.is_little()), within);
            }
            let mut rest = part.folded.chars();
            if letters.get(taken).is_none_or(|letter| rest.next() != Some(*letter)) {
                continue;
            }
            offer(taken + 1, skipped, within);
            for more in 1..letters.len() - taken {
                if !rest.by_ref().any(|c| c == letters[taken + more]) {
                    break;
                }
                offer(taken + 1 + more, skipped, within + more);
            }
        }
        costs = next;
    }
    let ends_in_word = parts.last().is_some_and(|last| !last.is_little());
    ends_in_word && costs[letters.len()].is_some()
}

/// True where two expansions say the same: the words of one stand in the other in their order, whatever their articles,
/// endings, capitals and accents.
pub(super) fn agree(a: &str, b: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let parts = parts(text, 0..text.len()).into_iter();
        parts.filter(|part| !part.is_little()).map(|part| part.folded).collect()
    };
    let (a, b) = (words(a), words(b));
    let stands_in = |short: &[String], long: &[String]| {
        let mut long = long.iter();
        !short.is_empty() && short.iter().all(|word| long.any(|other| is_same_word(word, other)))
    };
    stands_in(&a, &b) || stands_in(&b, &a)
}

/// True for forms of one word, such as « nationale » and « nationaux ».
fn is_same_word(a: &str, b: &str) -> bool {
    let common = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let (short, long) = (a.chars().count().min(b.chars().count()), a.chars().count().max(b.chars().count()));
    short == common && long - short <= 2 || 3 * common >= 2 * long
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::acronyms::words::acronyms;

    #[test]
    fn expansions_are_the_words_whose_initials_make_the_acronym() {
        for (text, expected) in [
            ("le développement professionnel continu (DPC) des médecins", "développement professionnel continu"),
            (
                "selon la direction de la recherche, des études, de l’évaluation et des statistiques (DREES)",
                "direction de la recherche, des études, de l’évaluation et des statistiques",
            ),
            (
                "les personnes âgées en risque de perte d’autonomie (PAERPA)",
                "personnes âgées en risque de perte d’autonomie",
            ),
            ("la « tarification à l’activité » (T2A)", "tarification à l’activité"),
            ("un programme de retour à domicile (PRADO)", "programme de retour à domicile"),
            ("Action. L’Intersyndicale nationale des internes (ISNI) dit", "Intersyndicale nationale des internes"),
            (
                "la CSIRMT (commission des soins infirmiers, de rééducation et médico-techniques)",
                "commission des soins infirmiers, de rééducation et médico-techniques",
            ),
            (
                "Les CPTS (les communautés professionnelles territoriales de santé, 2016)",
                "communautés professionnelles territoriales de santé",
            ),
            ("les maisons de santé (MSP, ACI)", "-"),
            ("au sein du groupe (CPTS)", "-"),
            ("DPC (2012)", "-"),
            ("une santé (HAS)", "-"),
            ("le DPC, en 2012 (voir)", ""),
        ] {
            let line = Line::running(text);
            let found = spelt(&line, &acronyms(&line));
            let shown = found.iter().map(|spelt| spelt.expansion.clone().map_or("-", |range| &text[range]));
            assert_eq!(shown.collect::<Vec<_>>().join(" | "), expected, "{text}");
        }
    }

    #[test]
    fn expansions_agree_whatever_their_endings_and_little_words() {
        for (a, b, same) in [
            ("Haute Autorité de santé", "la haute autorité en santé", true),
            (
                "communauté professionnelle territoriale de santé",
                "communautés de professionnels territoriales de santé",
                true,
            ),
            ("conseil national de l’Ordre", "Conseil national de l’Ordre des médecins", true),
            ("hôpital de jour", "hopitaux de jours", true),
            ("comité de suivi", "commission de suivi", false),
            ("collège national des universités", "conseil national des universités", false),
            ("soins de santé", "soins sanitaires", false),
        ] {
            assert_eq!(agree(a, b), same, "{a} / {b}");
        }
    }
}
