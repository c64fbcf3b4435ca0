//! What one site leaves to the next: lists and addresses are made again only where something changed that they hang on.

use std::sync::Arc;

use crate::inputs::Inputs;
use crate::model::Record;
use crate::parse::config;
use crate::resolve::kept::{Kept, Same};

use super::addresses;
use super::lists;
use super::look::Looked;

/// What is kept from site to site, so long as the language is the same.
#[derive(Default)]
pub struct Memory {
    pub(super) looked: Kept<Files, Looked>,
    pub(super) lists: lists::Memory,
    pub(super) addresses: addresses::Memory,
}

/// `recueil.yaml`, the files of themes, and the pictures of the appearance: what the look of a site hangs on.
pub(super) type Files = (Option<Settings>, Vec<(Arc<str>, Same<[u8]>)>, Vec<(String, String)>);

pub(super) fn files(inputs: &Inputs, pictures: &[(String, String)]) -> Files {
    let of_themes = inputs.under("themes/").map(|(path, bytes)| (path.clone(), Same(bytes.clone())));
    (settings(inputs), of_themes.collect(), pictures.to_vec())
}

/// `recueil.yaml` as it is written.
pub(super) type Settings = Same<[u8]>;

pub(super) fn settings(inputs: &Inputs) -> Option<Settings> {
    inputs.files.get(config::PATH).cloned().map(Same)
}

pub(super) fn first(record: &Record, field: &str) -> Option<String> {
    Some(record.fields.links(field).next()?.target.clone())
}
