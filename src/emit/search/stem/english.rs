//! The stem of an English word: Harman's S-stemmer (published 1991), which takes plurals away and nothing else.

/// The stem of a folded word; one that is not of ASCII letters is its own stem.
pub fn stem(folded: &str) -> String {
    let ends = |endings: &[&str]| endings.iter().any(|ending| folded.ends_with(ending));
    if folded.len() < 4 || !folded.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return folded.to_owned();
    }
    if let Some(start) = folded.strip_suffix("ies") {
        return if ends(&["eies", "aies"]) { folded.to_owned() } else { format!("{start}y") };
    }
    if folded.ends_with("es") {
        return folded[..folded.len() - usize::from(!ends(&["aes", "ees", "oes"]))].to_owned();
    }
    if folded.ends_with('s') && !ends(&["us", "ss"]) {
        return folded[..folded.len() - 1].to_owned();
    }
    folded.to_owned()
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn plurals_fall() {
        for (word, expected) in [
            ("policies", "policy"),
            ("measures", "measure"),
            ("nurses", "nurse"),
            ("status", "status"),
            ("heroes", "heroes"),
        ] {
            assert_eq!(stem(word), expected);
        }
    }
}
