//! One name for many things: a hash of them in their order, where none can be taken for two.

/// Things that were added so far.
#[derive(Default)]
pub struct Digest(blake3::Hasher);

impl Digest {
    /// Adds things, each with its length before it.
    pub fn add<const N: usize>(&mut self, things: [&[u8]; N]) {
        for thing in things {
            self.0.update(&(thing.len() as u64).to_le_bytes());
            self.0.update(thing);
        }
    }

    /// The BLAKE3 hash of all, in 64 digits.
    pub fn hex(&self) -> String {
        self.0.finalize().to_hex().to_string()
    }
}
