//! The names that someone may have meant: the nearest ones to what was written.

/// The names among `known` that are plausibly what `wanted` was meant to be, nearest first, at most `most` of them.
///
/// Case and accents do not count. A name is plausible when at most a third of its letters were missed, added, changed
/// or swapped with their neighbour, or when one of the two begins with the other (`ministere` for `ministere-sante`).
pub fn nearest<'a>(wanted: &str, known: impl Iterator<Item = &'a str>, most: usize) -> Vec<&'a str> {
    let wanted = fold(wanted);
    if wanted.is_empty() || wanted.len() > LONGEST {
        return Vec::new();
    }
    let mut found: Vec<(usize, &str)> = known.filter_map(|name| Some((effort(&wanted, name)?, name))).collect();
    found.sort_unstable();
    found.dedup();
    found.truncate(most);
    found.into_iter().map(|(_, name)| name).collect()
}

/// Longer than any name that a person types; what is longer is no misspelt name, and comparing it would take long.
const LONGEST: usize = 200;

/// How far `name` is from the folded `wanted`; `None` when it is too far to have been meant.
fn effort(wanted: &[char], name: &str) -> Option<usize> {
    let name = fold(name);
    let (short, long) = if wanted.len() <= name.len() { (wanted, &name[..]) } else { (&name[..], wanted) };
    let begins = short.len() >= 3 && long.starts_with(short);
    let limit = long.len().div_ceil(3).min(6);
    if long.len() > LONGEST || (long.len() - short.len() > limit && !begins) {
        return None;
    }
    let distance = distance(wanted, &name);
    match (distance <= limit && distance < long.len(), begins) {
        (true, _) => Some(distance),
        // A beginning comes after every misspelling.
        (false, true) => Some(LONGEST + distance),
        (false, false) => None,
    }
}

/// Letters in lower case without accents.
fn fold(name: &str) -> Vec<char> {
    deunicode::deunicode(name).to_lowercase().chars().collect()
}

/// Damerau-Levenshtein distance, neighbours swapped at most once (optimal string alignment).
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let changed = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = changed.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near<'a>(wanted: &str, known: &[&'a str]) -> Vec<&'a str> {
        nearest(wanted, known.iter().copied(), 3)
    }

    #[test]
    fn misspellings_are_found_and_strangers_are_not() {
        assert_eq!(near("minstere-sante", &["fsm", "ministere-sante", "chateau"]), ["ministere-sante"]);
        assert_eq!(near("Ministère-Santé", &["ministere-sante"]), ["ministere-sante"]);
        assert_eq!(near("titel", &["title", "number", "parties"]), ["title"]);
        assert_eq!(near("zzz", &["fsm", "dpc"]), Vec::<&str>::new());
        assert_eq!(near("", &["fsm"]), Vec::<&str>::new());
    }

    #[test]
    fn nearest_first_then_beginnings() {
        assert_eq!(near("fsm", &["fsm-bureau", "fsn"]), ["fsn", "fsm-bureau"]);
        assert_eq!(
            near("avenant-2011", &["avenant-2012", "avenant-2013", "avenant-2011b", "convention-2017"]),
            ["avenant-2011b", "avenant-2012", "avenant-2013"]
        );
    }
}
