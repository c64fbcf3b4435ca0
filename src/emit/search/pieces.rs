//! Things of many sizes put into files of about one size, in their order.

use std::ops::Range;

use super::digits;

/// The largest file of the index.
const LARGEST: usize = 32_000;

/// Long lists in pieces, and the files that they fill.
#[derive(Default)]
pub(super) struct Pieces {
    pub files: Vec<Vec<String>>,
    filled: usize,
}

impl Pieces {
    /// Keeps a list, and writes where its pieces are: for each `~`, the number of the file and the place in it.
    pub fn put(&mut self, list: &str, reference: &mut String) {
        // Signs are one byte each.
        for start in (0..list.len()).step_by(LARGEST - 1_000) {
            let piece = &list[start..list.len().min(start + LARGEST - 1_000)];
            if self.files.is_empty() || self.filled + piece.len() > LARGEST - 1_000 {
                self.files.push(Vec::new());
                self.filled = 0;
            }
            self.filled += piece.len() + 3;
            let number = self.files.len() - 1;
            if let Some(file) = self.files.last_mut() {
                reference.push('~');
                digits::write(reference, number as u32);
                digits::write(reference, file.len() as u32);
                file.push(piece.to_owned());
            }
        }
    }
}

/// How full a file is that neighbours share, with a sign between each two.
#[derive(Default)]
pub(super) struct Filling(usize);

impl Filling {
    /// Adds one of `own` size; true where it begins another file of that `size`, which it may fill alone.
    pub fn begins_another(&mut self, own: usize, size: usize) -> bool {
        let begins = self.0 > 0 && self.0 + own > size;
        self.0 = if begins { 0 } else { self.0 } + own + 1;
        begins
    }
}

/// The ranges of neighbours that fill a file of that size each; one that is larger has a file for itself.
pub(super) fn cut(sizes: impl Iterator<Item = usize>, size: usize) -> Vec<Range<usize>> {
    let (mut ranges, mut start, mut filling, mut end) = (Vec::new(), 0, Filling::default(), 0);
    for (at, own) in sizes.enumerate() {
        if filling.begins_another(own, size) {
            ranges.push(start..at);
            start = at;
        }
        end = at + 1;
    }
    if end > start {
        ranges.push(start..end);
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_share_a_file_until_it_is_full() {
        assert_eq!(cut([4, 4, 4, 20, 1].into_iter(), 10), [0..2, 2..3, 3..4, 4..5]);
        assert!(cut(std::iter::empty(), 10).is_empty());
    }

    #[test]
    fn a_list_that_is_longer_than_a_file_is_cut() {
        let (mut pieces, mut reference) = (Pieces::default(), String::new());
        pieces.put(&"!".repeat(70_000), &mut reference);
        assert_eq!(reference.matches('~').count(), 3);
        assert!(pieces.files.iter().all(|file| file.iter().map(String::len).sum::<usize>() < LARGEST));
    }
}
