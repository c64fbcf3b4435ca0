//! File → documents: YAML as nodes, Markdown as prose, each with its places.

pub mod colour;
pub mod config;
pub mod document;
pub mod node;
pub mod scalar;
pub mod theme;
pub mod yaml;

pub use colour::Colour;
pub use config::{CollectionConfig, Config, Publisher};
pub use document::{Document, Text, UNKNOWN_KIND, read_file};
pub use node::{Key, Node, Value};

use crate::diagnostics::Code;

/// The codes that this room raises.
pub const CODES: &[&Code] = &[
    &yaml::YAML_SYNTAX,
    &yaml::DUPLICATE_KEY,
    &yaml::YAML_TOO_LARGE,
    &document::FRONT_MATTER_MISSING,
    &document::FRONT_MATTER_UNCLOSED,
    &document::NOT_A_MAP,
    &document::LIST_FILE_SHAPE,
    &document::KIND_MISSING,
    &document::UNKNOWN_KIND,
    &document::ID_MISSING,
    &document::ID_NOT_A_SLUG,
    &config::CONFIG_INVALID,
    &theme::THEME_INVALID,
];
