//! What was made last, and of what: so long as that is the same, so is what is made of it.

use std::sync::Arc;

use rayon::prelude::*;

use crate::model::Record;

/// One thing and no other that says the same: alike only to itself.
pub struct Same<T: ?Sized>(pub Arc<T>);

impl<T: ?Sized> PartialEq for Same<T> {
    fn eq(&self, other: &Same<T>) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl<T: ?Sized> Clone for Same<T> {
    fn clone(&self) -> Same<T> {
        Same(self.0.clone())
    }
}

/// What was made last, of `K`.
pub struct Kept<K, V>(Option<(K, Arc<V>)>);

impl<K, V> Kept<K, V> {
    /// What was made last, whatever of.
    pub fn last(&self) -> Option<Arc<V>> {
        self.0.as_ref().map(|(_, value)| value.clone())
    }
}

impl<K, V> Default for Kept<K, V> {
    fn default() -> Kept<K, V> {
        Kept(None)
    }
}

/// Makes what hangs on `key` and on nothing else, unless it was made of such a one last.
pub fn kept<K: PartialEq, V>(
    last: Option<&mut Kept<K, V>>,
    key: impl FnOnce() -> K,
    make: impl FnOnce() -> V,
) -> Arc<V> {
    let Some(last) = last else { return Arc::new(make()) };
    let key = key();
    match &last.0 {
        Some((was, value)) if *was == key => value.clone(),
        _ => {
            let value = Arc::new(make());
            last.0 = Some((key, value.clone()));
            value
        }
    }
}

/// The same for what is told by what it says: made anew, it is the one of before where both say the same.
pub fn kept_alike<K: PartialEq, V: PartialEq>(
    last: Option<&mut Kept<K, V>>,
    key: impl FnOnce() -> K,
    make: impl FnOnce() -> V,
) -> Arc<V> {
    let Some(last) = last else { return Arc::new(make()) };
    let before = last.last();
    let now = kept(Some(last), key, make);
    match (&mut last.0, before) {
        (Some((_, value)), Some(before)) if before == now => {
            *value = before.clone();
            before
        }
        _ => now,
    }
}

/// What was found in each record, in their order, and what else that hung on.
pub struct Found<E, T>(Option<Search<E, T>>);

struct Search<E, T> {
    hung_on: E,
    records: Vec<Arc<Record>>,
    found: Arc<Vec<Arc<T>>>,
}

impl<E, T> Default for Found<E, T> {
    fn default() -> Found<E, T> {
        Found(None)
    }
}

/// Finds something in each record, in their order. In a record that is the same, in its place and with the same `else_`,
/// nothing is looked for again; and what says the same as before, in the same place, is the same as before, as all of it is
/// where no record says another thing.
pub fn found<E: PartialEq, T: PartialEq + Send + Sync>(
    last: Option<&mut Found<E, T>>,
    records: &[Arc<Record>],
    else_: E,
    find: impl Fn(usize, &Record) -> T + Sync,
) -> Arc<Vec<Arc<T>>> {
    found_or(last, records, else_, |_| false, find)
}

/// The same where a record may be the same and what is found in it is not: `is_other` tells it of a place.
pub fn found_or<E: PartialEq, T: PartialEq + Send + Sync>(
    last: Option<&mut Found<E, T>>,
    records: &[Arc<Record>],
    else_: E,
    is_other: impl Fn(usize) -> bool,
    find: impl Fn(usize, &Record) -> T + Sync,
) -> Arc<Vec<Arc<T>>> {
    let find_all = || records.par_iter().enumerate().map(|(at, record)| Arc::new(find(at, record))).collect();
    let Some(last) = last else { return Arc::new(find_all()) };
    match &mut last.0 {
        Some(last) if last.records.len() == records.len() => {
            let all = last.hung_on != else_;
            let (was, places) = (&last.records, 0..records.len());
            let is_same = |at: usize| Arc::ptr_eq(&was[at], &records[at]) && !is_other(at);
            let looked_at: Vec<usize> = places.filter(|&at| all || !is_same(at)).collect();
            let news = looked_at.par_iter().map(|&at| (at, find(at, &records[at])));
            let news: Vec<(usize, T)> = news.filter(|(at, new)| *last.found[*at] != *new).collect();
            if !news.is_empty() {
                let found = Arc::make_mut(&mut last.found);
                news.into_iter().for_each(|(at, new)| found[at] = Arc::new(new));
            }
            looked_at.into_iter().for_each(|at| last.records[at] = records[at].clone());
            last.hung_on = else_;
            last.found.clone()
        }
        _ => {
            let found = Arc::new(find_all());
            last.0 = Some(Search { hung_on: else_, records: records.to_vec(), found: found.clone() });
            found
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_the_same_is_not_made_again() {
        let mut last = Kept::default();
        let made = [1, 1, 2, 1].map(|key| kept(Some(&mut last), || key, || key * 10));
        assert_eq!(made.clone().map(|made| *made), [10, 10, 20, 10]);
        assert!(Arc::ptr_eq(&made[0], &made[1]));
        assert!(!Arc::ptr_eq(&made[0], &made[3]));
    }

    #[test]
    fn what_says_the_same_is_the_same() {
        let mut last = Kept::default();
        let made = [1, -1, 2, 2].map(|key: i32| kept_alike(Some(&mut last), || key, || key.abs()));
        assert_eq!(made.clone().map(|made| *made), [1, 1, 2, 2]);
        assert!(Arc::ptr_eq(&made[0], &made[1]) && Arc::ptr_eq(&made[2], &made[3]));
        // And it is kept as that of the newer key.
        assert!(Arc::ptr_eq(&made[2], &kept_alike(Some(&mut last), || 2, || 5)));
    }
}
