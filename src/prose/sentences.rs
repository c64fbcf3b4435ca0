//! Where the sentences of a text end.

/// Words whose full stop ends no sentence, beside letters alone.
const SHORT: [&str; 9] = ["al", "art", "cf", "chap", "dr", "etc", "mm", "no", "pr"];

/// Where sentences end: a full stop and the like, before a space and a capital or a digit.
pub fn sentence_ends(text: &str) -> impl Iterator<Item = usize> + '_ {
    text.char_indices().filter(|(_, mark)| ".!?…".contains(*mark)).filter_map(|(at, mark)| {
        let end = at + mark.len_utf8();
        let rest = &text[end..];
        let next = rest.trim_start().chars().next();
        let is_end = rest.starts_with(char::is_whitespace);
        let word = text[..at].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let is_letter = word.chars().count() == 1 && !word.starts_with(|c: char| c.is_ascii_digit());
        let is_abbreviation = mark == '.' && (is_letter || SHORT.contains(&word.to_lowercase().as_str()));
        (is_end && !is_abbreviation && next.is_none_or(|next| !next.is_lowercase())).then_some(end)
    })
}
