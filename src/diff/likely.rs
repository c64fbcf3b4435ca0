//! Which of many texts are alike. Of few, each is put beside each other one; of many, only those that share what few others
//! say, and those that stand at the same place.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::degree::Counted;
use super::words;

/// Up to this many pairs each is compared.
const FEW: usize = 10_000;

/// How many of the rarest things that a text says are looked for elsewhere.
const RAREST: usize = 24;

/// How many of the texts that say a thing are looked at: those nearest to the same place.
const NEAREST: usize = 8;

/// How many texts are compared with one.
const COMPARED: usize = 6;

/// The pairs of texts that fit and whose degree is `least` or more, with it.
pub fn pairs(
    old: &[Counted],
    new: &[Counted],
    least: u32,
    fits: impl Fn(usize, usize) -> bool,
) -> Vec<(u32, usize, usize)> {
    let mut found = Vec::new();
    let mut compare = |was: usize, is: usize| {
        let degree = fits(was, is).then(|| old[was].degree(&new[is], least)).flatten();
        found.extend(degree.map(|degree| (degree, was, is)));
    };
    if old.len() * new.len() <= FEW {
        (0..old.len()).for_each(|was| (0..new.len()).for_each(|is| compare(was, is)));
        return found;
    }
    let places = Places::of(new);
    for (was, text) in old.iter().enumerate() {
        let here = was * new.len() / old.len();
        places.likely(text, here).into_iter().for_each(|is| compare(was, is));
    }
    found
}

/// Where each thing is said, by the number of the text, in order.
struct Places(HashMap<u64, Vec<usize>>, usize);

impl Places {
    fn of(texts: &[Counted]) -> Places {
        let mut places: HashMap<u64, Vec<usize>> = HashMap::new();
        for (at, text) in texts.iter().enumerate() {
            said(text.text()).into_iter().for_each(|thing| places.entry(thing).or_default().push(at));
        }
        Places(places, texts.len())
    }

    /// The texts that share most with one that stands at `here`, and those around it.
    fn likely(&self, text: &Counted, here: usize) -> Vec<usize> {
        let mut known: Vec<(usize, u64, &[usize])> = Vec::new();
        for thing in said(text.text()) {
            known.extend(self.0.get(&thing).map(|places| (places.len(), thing, &places[..])));
        }
        if known.len() > RAREST {
            known.select_nth_unstable(RAREST);
            known.truncate(RAREST);
        }
        let mut near: Vec<usize> = Vec::new();
        for (_, _, places) in known {
            let after = places.partition_point(|at| *at < here);
            near.extend(&places[after.saturating_sub(NEAREST / 2)..places.len().min(after + NEAREST / 2)]);
        }
        near.sort_unstable();
        let shared = near.chunk_by(|one, other| one == other).map(|same| (same[0], same.len()));
        let mut shared: Vec<(usize, usize)> = shared.collect();
        shared.sort_by_key(|(at, times)| (Reverse(*times), at.abs_diff(here)));
        let mut likely: Vec<usize> = shared.into_iter().map(|(at, _)| at).collect();
        likely.truncate(COMPARED);
        let around = here.saturating_sub(1)..self.1.min(here + 2);
        likely.extend(around.filter(|at| !likely.contains(at)).collect::<Vec<_>>());
        likely.sort_unstable();
        likely
    }
}

/// What a text says, by numbers, each once: its words that say something, and three words in a row.
fn said(text: &str) -> Vec<u64> {
    let words: Vec<words::Word> = words::counted(text).collect();
    let mut said: Vec<u64> = words.iter().filter(|word| word.weight > 0).map(|word| word.key).collect();
    said.extend(words.windows(3).map(|row| words::number(&[row[0].key, row[1].key, row[2].key])));
    said.sort_unstable();
    said.dedup();
    said
}

#[cfg(test)]
mod tests {
    use super::super::degree::best;
    use super::*;

    #[test]
    fn of_many_texts_each_finds_its_own_wherever_it_stands() {
        let text = |number: usize, verb: &str| {
            let words: Vec<String> = (0..12).map(|at| format!("mot{}", (number * 31 + at * at * 7) % 997)).collect();
            Counted::new(format!("Le comité {verb} {} avec les signataires.", words.join(" ")))
        };
        let many = 300;
        let old: Vec<Counted> = (0..many).map(|at| text(at, "examine")).collect();
        let new: Vec<Counted> = (0..many).map(|at| text((at * 7 + 100) % many, "adopte")).collect();
        assert!(old.len() * new.len() > FEW);
        let found = best(pairs(&old, &new, 700, |_, _| true));
        assert_eq!(found.len(), many);
        assert!(found.iter().all(|&(was, is)| (is * 7 + 100) % many == was), "{found:?}");
    }
}
