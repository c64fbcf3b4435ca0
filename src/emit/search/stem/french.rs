//! The stem of a French word: Savoy's light stemmer (UniNE, published), on words without accents.
//!
//! What inflects a word falls: gender, number, and the most frequent endings. Words are folded first, so that a word typed
//! without its accents has the same stem; and a few plurals that the rules do not know come before them.

/// Plurals in *-aux* whose singular is not in *-al*.
const IN_AIL: &[(&str, &str)] = &[
    ("baux", "bail"),
    ("coraux", "corail"),
    ("emaux", "email"),
    ("soupiraux", "soupirail"),
    ("travaux", "travail"),
    ("vantaux", "vantail"),
    ("vitraux", "vitrail"),
];

/// An ending, how long a word must be at least to lose it, and what takes its place.
const ENDINGS: &[(&str, usize, &str)] = &[
    ("issement", 10, "ir"),
    ("issant", 9, "ir"),
    ("ivement", 7, "if"),
    ("ement", 7, "e"),
    ("ficatrice", 12, "fier"),
    ("ficateur", 11, "fier"),
    ("catrice", 10, "quer"),
    ("cateur", 9, "quer"),
    ("atrice", 9, "er"),
    ("ateur", 8, "er"),
    ("trice", 7, "teur"),
    ("ieme", 6, ""),
    ("teuse", 8, "ter"),
    ("teur", 7, "ter"),
    ("euse", 6, "eu"),
    ("ere", 9, "er"),
    ("ive", 8, "if"),
    ("folle", 5, "fou"),
    ("molle", 5, "mou"),
    ("nnelle", 10, "n"),
    ("nnel", 10, "n"),
    ("ete", 5, "et"),
    ("ique", 9, ""),
    ("esse", 9, "e"),
    ("inage", 8, "in"),
    ("ualisation", 10, "uel"),
    ("isation", 10, ""),
    ("isateur", 10, ""),
    ("ation", 9, ""),
    ("ition", 9, ""),
];

/// The stem of a folded word of ASCII letters; any other is its own stem.
pub fn stem(folded: &str) -> String {
    if !folded.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return folded.to_owned();
    }
    let mut word = folded.to_owned();
    if let Some((_, singular)) = IN_AIL.iter().find(|(plural, _)| *plural == folded) {
        word = (*singular).to_owned();
    }
    if word.len() > 5 && word.ends_with("aux") && !word.ends_with("eaux") {
        word.replace_range(word.len() - 2.., "l");
    }
    for ending in ['x', 's'] {
        if word.len() > 3 && word.ends_with(ending) {
            word.pop();
        }
    }
    let found = ENDINGS.iter().find(|(ending, least, _)| word.len() >= *least && word.ends_with(ending));
    if let Some((ending, _, instead)) = found {
        word.truncate(word.len() - ending.len());
        word.push_str(instead);
    }
    norm(word)
}

/// Double letters become single, and the ending of infinitives and feminines falls.
fn norm(word: String) -> String {
    let mut word = word.into_bytes();
    if word.len() > 4 {
        word.dedup();
    }
    if word.len() > 4 && word.ends_with(b"ie") {
        word.truncate(word.len() - 2);
    }
    if word.len() > 4 {
        for ending in *b"ree" {
            if word.last() == Some(&ending) {
                word.pop();
            }
        }
        word.dedup();
    }
    String::from_utf8(word).expect("only whole ASCII letters fell")
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn inflected_words_share_their_stem() {
        for forms in [
            &["equipement", "equipements"][..],
            &["hopital", "hopitaux"],
            &["travail", "travaux"],
            &["social", "sociale", "sociaux", "sociales"],
            &["professionnel", "professionnelle", "professionnelles"],
            &["medecin", "medecins"],
            &["reseau", "reseaux"],
            &["coordonne", "coordonnee", "coordonnes", "coordonner"],
            &["infirmier", "infirmiere", "infirmieres"],
            &["acteur", "acteurs"],
            &["financement", "financements"],
            &["nomenclature", "nomenclatures"],
        ] {
            let stems: std::collections::BTreeSet<String> = forms.iter().map(|form| stem(form)).collect();
            assert_eq!(stems.len(), 1, "{forms:?}: {stems:?}");
        }
    }

    #[test]
    fn short_words_and_numbers_stay() {
        for word in ["ars", "has", "2021", "t2a", "cas", "été"] {
            assert_eq!(stem(word).len(), word.len().min(stem(word).len()), "{word}");
        }
        assert_eq!(stem("ars"), "ars");
        assert_eq!(stem("2021"), "2021");
    }
}
