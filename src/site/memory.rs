//! What one site leaves to the next: lists and addresses are made again only where something changed that they hang on.

use crate::resolve::kept::Kept;

use super::look::{Files, Looked};
use super::{addresses, lists};

/// What is kept from site to site, so long as the language is the same.
#[derive(Default)]
pub struct Memory {
    pub(super) looked: Kept<Files, Looked>,
    pub(super) lists: lists::Memory,
    pub(super) addresses: addresses::Memory,
}
