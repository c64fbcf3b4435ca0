//! A small corpus that shows one of each thing, with settings for editors.

use std::collections::BTreeMap;
use std::path::Path;

use super::editor;
use crate::cli::Exit;
use crate::cli::terminal::Terminal;
use crate::diagnostics::Lang;
use crate::{say, write};

/// Pairs each path with the file's text.
macro_rules! skeleton {
    ($lang:literal: $($path:literal,)*) => { &[$(($path, include_str!(concat!($lang, "/", $path)))),*] };
}

static FRENCH: &[(&str, &str)] = skeleton!["fr":
    "README.md",
    "content/accords/accord-formation-2024.md",
    "content/conventions/convention-2023.md",
    "content/organisations.yaml",
    "content/pages/a-propos.md",
    "content/sources.yaml",
    "content/termes.yaml",
    "content/themes.yaml",
    "recueil.yaml",
];

static ENGLISH: &[(&str, &str)] = skeleton!["en":
    "README.md",
    "content/accords/training-accord-2024.md",
    "content/conventions/convention-2023.md",
    "content/organisations.yaml",
    "content/pages/about-this-site.md",
    "content/sources.yaml",
    "content/terms.yaml",
    "content/themes.yaml",
    "recueil.yaml",
];

/// What git is not to keep: the site, and what a build that was killed left.
const GITIGNORE: &str = "/public/\n.public.recueil-*\n";

pub(super) fn run(dir: &Path, terminal: &mut Terminal) -> Exit {
    let lang = terminal.asked().unwrap_or(Lang::Fr);
    terminal.speak(lang);
    let shown = dir.display();
    if let Err(error) = write::create(dir, &files(lang)) {
        return terminal.fail_to_write(&error);
    }
    terminal.line(&say!(fr: "corpus créé dans {shown} ; pour en faire un site : recueil build {shown}",
                        en: "corpus made in {shown}; to make a site of it: recueil build {shown}"));
    Exit::Fine
}

/// Every file of a new corpus, by its path.
fn files(lang: Lang) -> BTreeMap<String, Vec<u8>> {
    let skeleton = match lang {
        Lang::Fr => FRENCH,
        Lang::En => ENGLISH,
    };
    let mut files: BTreeMap<String, Vec<u8>> =
        skeleton.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
    files.insert(".gitignore".to_owned(), GITIGNORE.as_bytes().to_vec());
    files.extend(editor::files(lang));
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_show_the_same_things() {
        assert_eq!(files(Lang::Fr).len(), files(Lang::En).len());
        for lang in [Lang::Fr, Lang::En] {
            for (path, bytes) in files(lang) {
                assert!(bytes.ends_with(b"\n"), "{path}");
            }
        }
    }
}
