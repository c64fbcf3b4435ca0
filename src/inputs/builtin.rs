//! The files that the program carries inside it: the schemas of the built-in kinds and the themes.

/// The name of the theme that is used where `recueil.yaml` names no other.
pub const BUILTIN_THEME: &str = "recueil";

/// What tells this program from another: its version, and the number that `build.rs` gives to all that it is made of.
pub const PROGRAM: &str = concat!(env!("CARGO_PKG_VERSION"), "+", env!("RECUEIL_SOURCES"));

/// The bytes of the carried file at `path`, which is a path of this repository.
pub fn builtin(path: &str) -> Option<&'static [u8]> {
    let at = FILES.binary_search_by_key(&path, |(name, _)| name).ok()?;
    Some(FILES[at].1)
}

/// The carried files whose path begins with `folder` (given with its closing slash), in order.
pub fn builtin_under(folder: &str) -> impl Iterator<Item = (&'static str, &'static [u8])> {
    FILES[FILES.partition_point(|(name, _)| *name < folder)..]
        .iter()
        .copied()
        .take_while(move |(name, _)| name.starts_with(folder))
}

/// The paths of all carried files, in order.
pub fn builtin_paths() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|(path, _)| *path)
}

/// Pairs each path with the file's bytes at the time of compilation.
macro_rules! carry {
    ($($path:literal,)*) => { &[$(($path, include_bytes!(concat!("../../", $path)))),*] };
}

/// All files of `schemas/` and of `themes/`, sorted by path.
#[rustfmt::skip]
static FILES: &[(&str, &[u8])] = carry![
    "schemas/accord.yaml",
    "schemas/annotation.yaml",
    "schemas/avenant.yaml",
    "schemas/conclusions.yaml",
    "schemas/convention.yaml",
    "schemas/core.yaml",
    "schemas/figure.yaml",
    "schemas/instrument.yaml",
    "schemas/legal-text.yaml",
    "schemas/organisation.yaml",
    "schemas/page.yaml",
    "schemas/person.yaml",
    "schemas/position.yaml",
    "schemas/recommendation.yaml",
    "schemas/report.yaml",
    "schemas/source.yaml",
    "schemas/term.yaml",
    "schemas/theme.yaml",
    "schemas/thread.yaml",
    "themes/recueil/assets/copy.js",
    "themes/recueil/assets/favicon.svg",
    "themes/recueil/assets/filter.js",
    "themes/recueil/assets/preview-find.js",
    "themes/recueil/assets/preview-tip.js",
    "themes/recueil/assets/previews.js",
    "themes/recueil/assets/recueil.css",
    "themes/recueil/assets/search-dialog.js",
    "themes/recueil/assets/search-engine.js",
    "themes/recueil/assets/search-facets.js",
    "themes/recueil/assets/search-find.js",
    "themes/recueil/assets/search-forms.js",
    "themes/recueil/assets/search-index.js",
    "themes/recueil/assets/search-page.js",
    "themes/recueil/assets/search-passage.js",
    "themes/recueil/assets/search-query.js",
    "themes/recueil/assets/search-synonyms.js",
    "themes/recueil/assets/search-view.js",
    "themes/recueil/assets/search-words.js",
    "themes/recueil/assets/search.css",
    "themes/recueil/assets/search.js",
    "themes/recueil/assets/timeline.css",
    "themes/recueil/assets/timeline.js",
    "themes/recueil/strings/en.yaml",
    "themes/recueil/strings/fr.yaml",
    "themes/recueil/templates/404.html",
    "themes/recueil/templates/accessibility.html",
    "themes/recueil/templates/alternates.html",
    "themes/recueil/templates/annotations.html",
    "themes/recueil/templates/base.html",
    "themes/recueil/templates/calendar.html",
    "themes/recueil/templates/comparison.html",
    "themes/recueil/templates/components.html",
    "themes/recueil/templates/diff.html",
    "themes/recueil/templates/glossary.html",
    "themes/recueil/templates/head.html",
    "themes/recueil/templates/home.html",
    "themes/recueil/templates/key-figures.html",
    "themes/recueil/templates/list.html",
    "themes/recueil/templates/measure.html",
    "themes/recueil/templates/navigation.html",
    "themes/recueil/templates/page.html",
    "themes/recueil/templates/record.html",
    "themes/recueil/templates/search-dialog.html",
    "themes/recueil/templates/search-parts.html",
    "themes/recueil/templates/search.html",
    "themes/recueil/templates/term.html",
    "themes/recueil/templates/thread.html",
    "themes/recueil/templates/timeline.html",
    "themes/recueil/theme.yaml",
    "themes/sobre/assets/sobre.css",
    "themes/sobre/templates/base.html",
    "themes/sobre/templates/navigation.html",
    "themes/sobre/theme.yaml",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_so_that_every_file_is_found() {
        assert!(FILES.is_sorted_by(|(a, _), (b, _)| a < b));
        for path in builtin_paths() {
            assert!(builtin(path).is_some(), "{path}");
        }
        assert_eq!(builtin("schemas/"), None);
        assert!(builtin_under("schemas/").all(|(path, _)| path.starts_with("schemas/")));
    }
}
