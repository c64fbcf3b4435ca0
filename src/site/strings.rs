//! The words of the interface, from one file per language in the theme.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostics::{Both, Code, Finding, Severity, nearest};
use crate::inputs::{BUILTIN_THEME, Inputs, Place, Span};
use crate::parse::{Value, config, yaml};
use crate::say;

pub static UNKNOWN_WORD: Code = Code {
    name: "unknown-word",
    severity: Severity::Warning,
    explanation: Both {
        fr: "Un fichier `themes/<nom>/strings/<langue>.yaml` donne des mots à une clé que l’interface ne connaît pas : ils ne \
             seraient montrés nulle part. Les clés sont celles de `themes/recueil/strings/en.yaml`. Une clé propre à un \
             thème, pour ses propres modèles, a aussi ses mots en anglais dans ce thème.",
        en: "A file `themes/<name>/strings/<language>.yaml` gives words to a key that the interface does not know: they would \
             be shown nowhere. The keys are those of `themes/recueil/strings/en.yaml`. A key of a theme's own, for its own \
             templates, has its words in English in that theme too.",
    },
};

pub static LANGUAGE_WITHOUT_WORDS: Code = Code {
    name: "language-without-words",
    severity: Severity::Warning,
    explanation: Both {
        fr: "`language:` dans `recueil.yaml` est une langue dont ni le programme ni le thème n’ont les mots : l’interface \
             serait en anglais dans une page annoncée dans une autre langue. Le programme a le français et l’anglais ; une \
             autre langue est un fichier, `themes/<nom>/strings/<langue>.yaml`, avec les clés de celui du programme. Ce qui \
             y manque reste en anglais, comme les dates, les noms des natures de fiches et les adresses des pages.",
        en: "`language:` in `recueil.yaml` is a language whose words neither the program nor the theme has: the interface \
             would be in English on pages that say that they are in another language. The program has French and English; \
             another language is one file, `themes/<name>/strings/<language>.yaml`, with the keys of the program's own. What \
             it lacks stays in English, and so do dates, the names of kinds and the addresses of pages.",
    },
};

/// A stretch of words of the interface, or the name of the value that stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    Words(&'a str),
    Value(&'a str),
}

/// Words by their key, such as `state.late`.
#[derive(Clone, Debug, Default)]
pub struct Strings(BTreeMap<String, String>);

impl Strings {
    /// The words of a language, each that it lacks in English, from a theme and from the built-in one below it.
    pub fn load(inputs: &Inputs, themes: &[String], language: &str, findings: &mut Vec<Finding>) -> Strings {
        let primary = language.split('-').next().unwrap_or(language);
        let mut words = BTreeMap::new();
        let mut has_language = false;
        for language in ["en", primary] {
            for theme in themes.iter().rev() {
                let path = format!("themes/{theme}/strings/{language}.yaml");
                let read = read(inputs, &path, findings);
                has_language |= language == primary && !read.is_empty();
                // A theme may have words of its own in English; in any other language a key must be known.
                let known: Vec<&str> = words.keys().map(String::as_str).collect();
                let is_own = inputs.files.contains_key(path.as_str());
                for (key, _, span) in read.iter().filter(|_| is_own) {
                    findings.extend(unknown(&path, key, span, &known, language == "en"));
                }
                words.extend(read.into_iter().map(|(key, text, _)| (key, text)));
            }
        }
        if !has_language {
            let file: Arc<str> = Arc::from(config::PATH);
            let message = say!(fr: "l’interface n’a pas de mots en « {primary} »", en: "the interface has no words in `{primary}`");
            let theme = themes.first().map_or(BUILTIN_THEME, String::as_str);
            let hint = say!(
                fr: "ajoutez themes/{theme}/strings/{primary}.yaml",
                en: "add themes/{theme}/strings/{primary}.yaml"
            );
            findings.push(Finding::new(&LANGUAGE_WITHOUT_WORDS, Place::whole(&file), message).hint(hint));
        }
        Strings(words)
    }

    /// The words for a key; the key itself where there are none, so that a gap shows.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.0.get(key).map_or(key, String::as_str)
    }

    /// The words for a key with each `{name}` replaced; what stands in a value is no name.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let mut filled = String::new();
        for piece in self.pieces(key) {
            match piece {
                Piece::Words(words) => filled.push_str(words),
                Piece::Value(name) => match values.iter().find(|(known, _)| *known == name) {
                    Some((_, value)) => filled.push_str(value),
                    None => filled.extend(["{", name, "}"]),
                },
            }
        }
        filled
    }

    /// The words for a key, and between them the names in braces.
    pub fn pieces<'a>(&'a self, key: &'a str) -> impl Iterator<Item = Piece<'a>> {
        let mut rest = self.get(key);
        std::iter::from_fn(move || {
            let braces = |text: &str| text.find('{').and_then(|at| Some((at, at + text[at..].find('}')?)));
            let (piece, after) = match braces(rest) {
                _ if rest.is_empty() => return None,
                None => (Piece::Words(rest), ""),
                Some((0, end)) => (Piece::Value(&rest[1..end]), &rest[end + 1..]),
                Some((at, _)) => (Piece::Words(&rest[..at]), &rest[at..]),
            };
            rest = after;
            Some(piece)
        })
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

/// The keys of a file of words, each with its words and where it stands.
fn read(inputs: &Inputs, path: &str, findings: &mut Vec<Finding>) -> Vec<(String, String, Span)> {
    let text = inputs.get(path).and_then(|bytes| std::str::from_utf8(bytes).ok());
    let Some(text) = text else { return Vec::new() };
    let Some(node) = yaml::read(&Arc::from(path), text, 0..text.len(), findings) else { return Vec::new() };
    let Value::Map(entries) = node.value else { return Vec::new() };
    entries.into_iter().filter_map(|(key, node)| Some((key.name, node.scalar()?, key.span))).collect()
}

/// The finding for a key that no template and no page knows; one that is new in English may be the theme's own, unless
/// it is nearly another.
fn unknown(path: &str, key: &str, span: &Span, known: &[&str], may_be_new: bool) -> Option<Finding> {
    let is_known = |key: &str| known.contains(&key);
    if is_known(key) || key.strip_suffix("_one").is_some_and(is_known) {
        return None;
    }
    let near = nearest(key, known.iter().copied(), 2).join(", ");
    if may_be_new && near.is_empty() {
        return None;
    }
    let message = say!(fr: "l’interface n’a pas de mot « {key} »", en: "the interface has no word `{key}`");
    let finding = Finding::new(&UNKNOWN_WORD, Place::at(&Arc::from(path), span.clone()), message).subject(key);
    Some(finding.hint(if near.is_empty() {
        say!(fr: "retirez cette ligne", en: "remove this line")
    } else {
        say!(fr: "vouliez-vous dire : {near} ?", en: "did you mean: {near}?")
    }))
}
