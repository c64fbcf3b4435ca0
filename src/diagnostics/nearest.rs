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
    let missing = long.len() - short.len();
    if long.len() > LONGEST || (missing > limit && !begins) {
        return None;
    }
    if begins {
        // A beginning comes after every misspelling.
        return Some(if missing <= limit { missing } else { LONGEST + missing });
    }
    distance(wanted, &name, limit).filter(|distance| *distance < long.len())
}

/// Letters in lower case without accents.
fn fold(name: &str) -> Vec<char> {
    if name.is_ascii() {
        return name.chars().map(|letter| letter.to_ascii_lowercase()).collect();
    }
    deunicode::deunicode(name).to_lowercase().chars().collect()
}

/// Damerau-Levenshtein distance, neighbours swapped at most once (optimal string alignment); `None` beyond `limit`.
fn distance(mut a: &[char], mut b: &[char], limit: usize) -> Option<usize> {
    // What both begin and end with costs nothing.
    while let ([first, rest @ ..], [same, others @ ..]) = (a, b)
        && first == same
    {
        (a, b) = (rest, others);
    }
    while let ([rest @ .., last], [others @ .., same]) = (a, b)
        && last == same
    {
        (a, b) = (rest, others);
    }
    let mut before = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    let mut row = before.clone();
    for i in 1..=a.len() {
        row[0] = i;
        for j in 1..=b.len() {
            let changed = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = changed.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        std::mem::swap(&mut before, &mut last);
        std::mem::swap(&mut last, &mut row);
        // A swap leads past one row, and none past two.
        if before.iter().chain(&last).all(|distance| *distance > limit) {
            return None;
        }
    }
    Some(last[b.len()]).filter(|distance| *distance <= limit)
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

    /// The distance by its definition: the least that any way from one to the other costs.
    fn defined(a: &[char], b: &[char]) -> usize {
        let ([first, rest @ ..], [other, others @ ..]) = (a, b) else { return a.len().max(b.len()) };
        let changed = defined(rest, others) + usize::from(first != other);
        let least = changed.min(defined(rest, b) + 1).min(defined(a, others) + 1);
        match (rest, others) {
            ([second, rest @ ..], [another, others @ ..]) if first == another && second == other => {
                least.min(defined(rest, others) + 1)
            }
            _ => least,
        }
    }

    #[test]
    fn the_short_way_to_the_distance_is_as_good_as_the_long_one() {
        let mut names: Vec<Vec<char>> = vec![Vec::new()];
        for at in 0..63 {
            names.extend(['a', 'b'].map(|letter| [&names[at][..], &[letter]].concat()));
        }
        for (a, b) in names.iter().flat_map(|a| names.iter().map(move |b| (a, b))) {
            for limit in 0..4 {
                let expected = Some(defined(a, b)).filter(|distance| *distance <= limit);
                assert_eq!(distance(a, b, limit), expected, "{a:?} {b:?} {limit}");
            }
        }
    }
}
