//! Two texts, word by word: what stayed, what went and what came, in phrases that a reader can follow.
//!
//! Words are equal when a reader sees the same word: the sort of the apostrophe, of the space, of the hyphen and the
//! ligature œ make no difference. An elided word stands alone, so that `l’hôpital` and `d’hôpital` share one.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A stretch of both texts: the same words in each, or other words, of which one side may have none. Bytes of the texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    pub kept: bool,
    pub old: Range<usize>,
    pub new: Range<usize>,
}

/// How much of a wording is left in the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// The same words.
    Same,
    /// Enough of the same words to show the others among them.
    Changed,
    /// Words in common that may be chance: enough where a text says that the one takes the place of the other.
    Akin,
    /// So little of the first that marking it would hide both.
    Rewritten,
}

/// The places of what is the same in two lists, as much of it as their order allows.
pub fn stayed<T: Eq + Hash + Ord>(old: &[T], new: &[T]) -> Vec<(usize, usize)> {
    let ops = capture_diff_slices(Algorithm::Myers, old, new).into_iter();
    ops.filter(|op| matches!(op, DiffOp::Equal { .. })).flat_map(|op| op.old_range().zip(op.new_range())).collect()
}

/// The runs of two texts in their order: stayed and changed in turn, and together all of each text.
pub fn compare(old: &str, new: &str) -> Vec<Run> {
    let (of_old, of_new) = (tokens(old), tokens(new));
    let keys = |tokens: &[Token]| tokens.iter().map(|token| token.key.clone()).collect::<Vec<_>>();
    let ops = capture_diff_slices(Algorithm::Myers, &keys(&of_old), &keys(&of_new));
    let mut spans: Vec<Run> = Vec::new();
    for op in ops {
        let (kept, was, is) = (matches!(op, DiffOp::Equal { .. }), op.old_range(), op.new_range());
        join(&mut spans, Run { kept, old: was, new: is });
    }
    let mut runs: Vec<Run> = Vec::new();
    for (at, span) in spans.iter().enumerate() {
        let is_between = at > 0 && at + 1 < spans.len();
        let kept = span.kept && !(is_between && is_slight(&of_new[span.new.clone()]));
        join(&mut runs, Run { kept, old: span.old.clone(), new: span.new.clone() });
    }
    // From tokens to bytes; what stands after the last token belongs to the last run.
    let (mut was, mut is) = (0, 0);
    for run in &mut runs {
        let end = |tokens: &[Token], at: usize| at.checked_sub(1).map_or(0, |last| tokens[last].range.end);
        run.old = was..end(&of_old, run.old.end);
        run.new = is..end(&of_new, run.new.end);
        (was, is) = (run.old.end, run.new.end);
    }
    if runs.is_empty() && !(old.is_empty() && new.is_empty()) {
        runs.push(Run { kept: true, old: 0..0, new: 0..0 });
    }
    if let Some(last) = runs.last_mut() {
        (last.old.end, last.new.end) = (old.len(), new.len());
    }
    runs
}

/// How alike two texts are whose runs these are, by the letters of the words that say something.
///
/// The next text is a changed one where most of what both say together stays, or, since one may be much longer, three
/// fifths of what the shorter one says. With less, more would be marked than left: two texts on one subject share a few
/// words by chance (« accès aux soins »), and marks would make a history of them that there never was.
pub fn likeness(old: &str, new: &str, runs: &[Run]) -> Likeness {
    if runs.iter().all(|run| run.kept) {
        return Likeness::Same;
    }
    let kept: usize = runs.iter().filter(|run| run.kept).map(|run| weight(&new[run.new.clone()])).sum();
    let (old, new) = (weight(old), weight(new));
    match kept > 0 && (4 * kept > old + new || 5 * kept >= 3 * old.min(new)) {
        true => Likeness::Changed,
        false if kept > 0 && 2 * kept >= old.min(new) => Likeness::Akin,
        false => Likeness::Rewritten,
    }
}

/// Where some words stand in a text, whatever the sort of their apostrophes and spaces; the first place of several.
pub fn find(text: &str, wanted: &str) -> Option<Range<usize>> {
    let (all, some) = (tokens(text), tokens(wanted));
    if some.is_empty() {
        return None;
    }
    let is_there = |part: &[Token]| part.iter().zip(&some).all(|(one, other)| one.key == other.key);
    let at = all.windows(some.len()).position(is_there)?;
    let (start, end) = (all[at].range.start, all[at + some.len() - 1].range.end);
    let found = &text[start..end];
    Some(end - found.trim_start().len()..start + found.trim_end().len())
}

/// Adds a run to those before it; one of the same sort as the last makes that one longer.
fn join(runs: &mut Vec<Run>, run: Run) {
    match runs.last_mut().filter(|last| last.kept == run.kept) {
        Some(last) => (last.old.end, last.new.end) = (run.old.end, run.new.end),
        None => runs.push(run),
    }
}

/// True for a stretch that would only tear a changed phrase apart: an article, a preposition, a comma.
fn is_slight(tokens: &[Token]) -> bool {
    tokens.len() < 3 && tokens.iter().all(|token| token.weight() == 0)
}

/// The letters of the words that say something.
pub fn weight(text: &str) -> usize {
    tokens(text).iter().map(Token::weight).sum()
}

/// Little words of more than three letters, which two texts on any two subjects share.
const LITTLE: [&str; 28] = [
    "avec", "dans", "pour", "sans", "sous", "vers", "entre", "leur", "leurs", "cette", "dont", "elle", "elles", "nous",
    "tous", "tout", "toute", "toutes", "ainsi", "comme", "with", "from", "that", "this", "their", "which", "have",
    "into",
];

/// A word or a mark, with the spaces after it; spaces at the head of the text belong to the first one.
struct Token {
    range: Range<usize>,
    /// What makes it equal to another one.
    key: String,
}

impl Token {
    /// Its letters, if it says something by itself: neither a mark nor a little word. Acronyms and numbers do.
    fn weight(&self) -> usize {
        let letters = self.key.chars().filter(|c| c.is_alphanumeric()).count();
        let is_name = letters > 1 && !self.key.chars().any(char::is_lowercase);
        let is_little = LITTLE.contains(&self.key.to_lowercase().as_str());
        if (letters > 3 && !is_little) || is_name { letters } else { 0 }
    }
}

/// A word as it is counted: the sort of its apostrophe and the like make no difference.
pub struct Word {
    pub key: u64,
    /// Its bytes and those of the spaces after it.
    pub length: usize,
    /// The letters of a word that says something.
    pub weight: usize,
}

/// The words and marks of a text, to be counted.
pub fn counted(text: &str) -> impl Iterator<Item = Word> {
    tokens(text).into_iter().map(|token| Word {
        key: number(&token.key),
        length: token.range.len(),
        weight: token.weight(),
    })
}

/// The number that stands for words where these are counted.
pub fn number<T: Hash + ?Sized>(words: &T) -> u64 {
    let mut hasher = DefaultHasher::new();
    words.hash(&mut hasher);
    hasher.finish()
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        if character.is_whitespace() {
            if let Some(last) = tokens.last_mut() {
                last.range.end = at + character.len_utf8();
            }
            continue;
        }
        let mut end = at + character.len_utf8();
        let mut before = character;
        while let Some(&(next_at, next)) = characters.peek() {
            let after = text[next_at + next.len_utf8()..].chars().next();
            let goes_on = is_of_word(before)
                && (is_of_word(next)
                    || is_apostrophe(next)
                    || (is_hyphen(next) && after.is_some_and(is_of_word))
                    || (matches!(next, '.' | ',') && is_digit(before) && after.is_some_and(is_digit)))
                || (is_hyphen(before) || matches!(before, '.' | ',')) && end > at + before.len_utf8();
            if !goes_on {
                break;
            }
            characters.next();
            (end, before) = (next_at + next.len_utf8(), next);
        }
        let start = if tokens.is_empty() { 0 } else { at };
        tokens.push(Token { range: start..end, key: folded(&text[at..end]) });
    }
    tokens
}

fn is_of_word(character: char) -> bool {
    // Soft hyphens and joiners stand inside of words, accents of their own behind their letter.
    character.is_alphanumeric() || matches!(character, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{300}'..='\u{36f}')
}

fn is_digit(character: char) -> bool {
    character.is_ascii_digit()
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | 'ʼ' | '‘')
}

fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '\u{2010}' | '\u{2011}')
}

fn folded(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for character in word.chars() {
        match character {
            _ if is_apostrophe(character) => folded.push('\''),
            _ if is_hyphen(character) => folded.push('-'),
            'œ' => folded.push_str("oe"),
            'Œ' => folded.push_str("Oe"),
            '\u{ad}' | '\u{200b}'..='\u{200d}' => {}
            _ => folded.push(character),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The runs as one line: `[went|came]` among what stayed, which is given as it is now.
    fn shown(old: &str, new: &str) -> String {
        let show = |run: &Run| match run.kept {
            true => new[run.new.clone()].to_owned(),
            false => format!("[{}|{}]", &old[run.old.clone()], &new[run.new.clone()]),
        };
        compare(old, new).iter().map(show).collect()
    }

    #[test]
    fn words_that_went_and_came() {
        for (old, new, expected) in [
            ("deux fois par an", "trois fois par an", "[deux |trois ]fois par an"),
            ("de l’hôpital", "de l’école", "de l’[hôpital|école]"),
            ("d’hôpital", "l’hôpital", "[d’|l’]hôpital"),
            ("l'hôpital", "l’hôpital", "l’hôpital"),
            ("la mise en oeuvre", "la mise en œuvre", "la mise en œuvre"),
            ("12 mois", "12\u{202f}mois", "12\u{202f}mois"),
            ("de santé", "de santé.", "de santé[|.]"),
            ("sous‑directeur général", "sous-directeur adjoint", "sous-directeur [général|adjoint]"),
            ("3,5 % par an", "3,7 % par an", "[3,5 |3,7 ]% par an"),
            ("", "tout", "[|tout]"),
            ("tout", "", "[tout|]"),
            ("", "", ""),
            (" ", "", ""),
        ] {
            assert_eq!(shown(old, new), expected, "{old:?} to {new:?}");
        }
    }

    #[test]
    fn words_are_found_as_a_reader_sees_them() {
        for (text, wanted, found) in [
            ("durée de l’accord : deux ans.", "l'accord :  deux", Some("l’accord : deux")),
            (" deux ans et deux mois", "deux", Some("deux")),
            ("mise en œuvre", "mise en oeuvre", Some("mise en œuvre")),
            ("des ans", "an", None),
            ("des ans", "", None),
        ] {
            assert_eq!(find(text, wanted).map(|range| &text[range]), found, "{wanted:?} in {text:?}");
        }
    }

    #[test]
    fn little_words_between_changes_change_with_them() {
        let (old, new) =
            ("Contribuer à la réforme du DPC", "Contribuer au déploiement du développement professionnel continu");
        assert_eq!(
            shown(old, new),
            "Contribuer [à la réforme du DPC|au déploiement du développement professionnel continu]"
        );
        let (old, new) = ("les métiers et les compétences du soin", "les acteurs et les compétences de tous");
        assert_eq!(shown(old, new), "les [métiers |acteurs ]et les compétences [du soin|de tous]");
    }

    #[test]
    fn a_wording_with_nothing_of_the_one_before_is_another_one() {
        let like = |old: &str, new: &str| likeness(old, new, &compare(old, new));
        assert_eq!(like("à la qualité de l’expertise", "à la qualité de l'expertise"), Likeness::Same);
        assert_eq!(like("Contribuer à la réforme du DPC", "Contribuer au déploiement du DPC"), Likeness::Changed);
        assert_eq!(like("la mise en place du DPC", "la mise en œuvre du DPC"), Likeness::Changed);
        assert_eq!(like("Ajouter un forfait au paiement à l’acte", "Écarter les actes inutiles"), Likeness::Rewritten);
        assert_eq!(like("Le travail en équipe", "Facturer en équipe comme un établissement"), Likeness::Rewritten);
        assert_eq!(like("la fin de la", "la fin du"), Likeness::Rewritten);
    }

    #[test]
    fn a_few_words_that_two_texts_on_one_subject_share_are_no_history() {
        let like = |old: &str, new: &str| likeness(old, new, &compare(old, new));
        assert_eq!(like("Un accès aux soins facilité", "Créer un service d’accès aux soins"), Likeness::Akin);
        assert_eq!(
            like("Contribuer à la réforme du DPC", "Contribuer au déploiement du développement professionnel continu"),
            Likeness::Akin
        );
        // Words added around what stays, or cut away from it.
        assert_eq!(like("un accès aux soins", "faciliter un accès aux soins non programmés"), Likeness::Changed);
        assert_eq!(
            like(
                "poursuivre son concours financier de façon pluriannuelle",
                "apporter son concours financier à la FSM"
            ),
            Likeness::Changed
        );
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]

        #[test]
        fn each_text_is_what_stayed_with_its_own(
            old in proptest::collection::vec("l’|l'|la |de |santé|soins |DPC|, |\\.|\u{202f}:| |œuvre|oeuvre|-|2015|3,5|\n|é|’", 0..16),
            new in proptest::collection::vec("l’|l'|la |de |santé|soins |DPC|, |\\.|\u{202f}:| |œuvre|oeuvre|-|2015|3,5|\n|é|’", 0..16),
        ) {
            let (old, new) = (old.concat(), new.concat());
            let runs = compare(&old, &new);
            let whole = |ranges: Vec<&Range<usize>>, text: &str| -> String { ranges.into_iter().map(|range| &text[range.clone()]).collect() };
            proptest::prop_assert_eq!(&whole(runs.iter().map(|run| &run.old).collect(), &old), &old);
            proptest::prop_assert_eq!(&whole(runs.iter().map(|run| &run.new).collect(), &new), &new);
            let keys = |text: &str| tokens(text).into_iter().map(|token| token.key).collect::<Vec<_>>();
            for (at, run) in runs.iter().enumerate() {
                proptest::prop_assert!(at == 0 || runs[at - 1].kept != run.kept, "two of a sort in turn");
                if run.kept {
                    proptest::prop_assert_eq!(keys(&old[run.old.clone()]), keys(&new[run.new.clone()]));
                }
            }
            proptest::prop_assert!(compare(&old, &old).iter().all(|run| run.kept));
        }

        #[test]
        fn any_text_is_taken(old in "\\PC{0,40}", new in "\\PC{0,40}") {
            let runs = compare(&old, &new);
            proptest::prop_assert_eq!(runs.last().map_or(0, |run| run.old.end), old.len());
            proptest::prop_assert_eq!(runs.last().map_or(0, |run| run.new.end), new.len());
        }
    }
}
