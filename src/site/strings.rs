//! The words of the interface, from one file per language in the theme.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostics::Finding;
use crate::inputs::Inputs;
use crate::parse::{Value, yaml};

/// Words by their key, such as `state.late`.
#[derive(Clone, Debug, Default)]
pub struct Strings(BTreeMap<String, String>);

impl Strings {
    /// The words of a language, each that it lacks in English, from a theme and from the built-in one below it.
    pub fn load(inputs: &Inputs, themes: &[String], language: &str, findings: &mut Vec<Finding>) -> Strings {
        let primary = language.split('-').next().unwrap_or(language);
        let mut words = BTreeMap::new();
        for language in ["en", primary] {
            for theme in themes.iter().rev() {
                let path = format!("themes/{theme}/strings/{language}.yaml");
                let Some(text) = inputs.get(&path).and_then(|bytes| std::str::from_utf8(bytes).ok()) else { continue };
                let file: Arc<str> = Arc::from(path.as_str());
                let Some(node) = yaml::read(&file, text, 0..text.len(), findings) else { continue };
                if let Value::Map(entries) = node.value {
                    words.extend(entries.into_iter().filter_map(|(key, node)| Some((key.name, node.scalar()?))));
                }
            }
        }
        Strings(words)
    }

    /// The words for a key; the key itself where there are none, so that a gap shows.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.0.get(key).map_or(key, String::as_str)
    }

    /// The words for a key with each `{name}` replaced.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        values.iter().fold(self.get(key).to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
    }

    /// The words for a number of things, in the singular for one where there is such a word.
    pub fn count(&self, key: &str, number: usize) -> String {
        let one = format!("{key}_one");
        let key = if number == 1 && self.0.contains_key(&one) { &one } else { key };
        self.fill(key, &[("n", &number.to_string())])
    }

    /// Every key with its words.
    pub fn all(&self) -> &BTreeMap<String, String> {
        &self.0
    }
}
