//! `theme.yaml`: what a theme builds on, its style sheet, its colours, and whether it has scripts.

use std::sync::Arc;

use crate::diagnostics::{Both, Code, Finding, Severity};
use crate::inputs::{Inputs, Span};
use crate::say;

use super::config::Reader;
use super::config::appearance::{Colours, read_colours};
use super::node::Value;
use super::yaml;

pub static THEME_INVALID: Code = Code {
    name: "theme-invalid",
    severity: Severity::Error,
    explanation: Both {
        fr: "Le fichier `theme.yaml` d’un thème est facultatif, et chacun de ses champs aussi : `extends` (le thème qui \
             fournit ce qui manque à celui-ci ; `recueil` si rien n’est dit), `inherits_assets` (les fichiers de ce thème \
             qui sont copiés ; tous si rien n’est dit), `style` (la feuille de style en tête de laquelle les couleurs sont \
             écrites), `colours` (les couleurs claires et sombres, par leur nom) et `scripts` (`false` pour un thème sans \
             script : rien de ce que seuls des scripts lisent n’est alors écrit).",
        en: "The file `theme.yaml` of a theme is optional, and so is each of its fields: `extends` (the theme that provides \
             what this one lacks; `recueil` where nothing is said), `inherits_assets` (the files of that theme that are \
             copied; all where nothing is said), `style` (the style sheet at whose head the colours are written), `colours` \
             (those of light and of dark pages, by name) and `scripts` (`false` for a theme without scripts: nothing that \
             only scripts read is written then).",
    },
};

/// What `theme.yaml` says.
#[derive(Clone, Debug, Default)]
pub struct ThemeConfig {
    pub extends: Option<(String, Span)>,
    pub inherits_assets: Option<Vec<(String, Span)>>,
    /// A file of the theme's `assets/`.
    pub style: Option<(String, Span)>,
    pub colours: Colours,
    pub scripts: Option<bool>,
}

const FIELDS: [&str; 5] = ["extends", "inherits_assets", "style", "colours", "scripts"];

/// The path of a theme's file.
pub fn path(theme: &str) -> String {
    format!("themes/{theme}/theme.yaml")
}

/// Reads the file of a theme; one that has none says nothing.
pub fn read(inputs: &Inputs, theme: &str, findings: &mut Vec<Finding>) -> ThemeConfig {
    let mut config = ThemeConfig::default();
    let file: Arc<str> = Arc::from(path(theme));
    let Some(Ok(source)) = inputs.get(&file).map(std::str::from_utf8) else { return config };
    let Some(root) = yaml::read(&file, source, 0..source.len(), findings) else { return config };
    let mut reader = Reader { file: &file, code: &THEME_INVALID, findings };
    let entries = match &root.value {
        Value::Null => &[],
        _ => reader.fields(&root, &FIELDS),
    };
    for (key, node) in entries {
        let mut text = || reader.text(node).map(|text| (text, node.span.clone()));
        match key.name.as_str() {
            "extends" => config.extends = text(),
            "style" => config.style = text(),
            // An empty list says that nothing is taken.
            "inherits_assets" => config.inherits_assets = Some(reader.texts(node)),
            "colours" => config.colours = read_colours(&mut reader, node),
            "scripts" => match node.value {
                Value::Bool(truth) => config.scripts = Some(truth),
                _ => reader.fault(
                    Some(&node.span),
                    say!(fr: "on attend true ou false", en: "true or false is expected"),
                    say!(fr: "écrivez « scripts: false » ou retirez la ligne", en: "write `scripts: false` or remove the line"),
                ),
            },
            unknown => reader.unknown(unknown, &key.span, &FIELDS),
        }
    }
    config
}
