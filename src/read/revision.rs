//! How a revision of a git repository is named, and what is written in its place by mistake.

use crate::say;

use super::ReadError;

/// The folder of a revision: `REV` is the current folder as it was then, `REV:folder` another one of the repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision<'a> {
    pub name: &'a str,
    /// From the top of the repository; `None`: the current folder.
    pub folder: Option<&'a str>,
}

impl<'a> Revision<'a> {
    pub fn parse(text: &'a str) -> Revision<'a> {
        // A colon in braces belongs to the name: `main@{12:30}`, `HEAD^{/fix: dates}`.
        let mut depth = 0_usize;
        let colon = text.find(|character| {
            match character {
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            character == ':' && depth == 0
        });
        match colon {
            Some(at) => Revision { name: &text[..at], folder: Some(text[at + 1..].trim_end_matches('/')) },
            None => Revision { name: text, folder: None },
        }
    }
}

/// What can name neither a folder nor one revision, with what to write in its place.
pub fn misnamed(text: &str) -> Option<ReadError> {
    if text.is_empty() {
        return Some(ReadError {
            message: say!(fr: "le nom du corpus est vide", en: "the name of the corpus is empty"),
            hint: say!(fr: "« . » est le dossier courant", en: "`.` is the current folder"),
        });
    }
    let name = Revision::parse(text).name;
    if name.is_empty() {
        let instead = match text.strip_prefix(":/") {
            Some(words) => format!("HEAD^{{/{words}}}"),
            None => format!("HEAD{text}"),
        };
        return Some(ReadError {
            message: say!(fr: "« {text} » ne nomme pas de révision avant les deux-points",
                          en: "`{text}` names no revision before the colon"),
            hint: say!(fr: "écrivez « {instead} »", en: "write `{instead}`"),
        });
    }
    let (from, to) = name.split_once("..").filter(|_| !name.contains('{'))?;
    let is_path = |part: &str| part.contains("..") || part.starts_with('/') || part.ends_with('/');
    let (since, to) = (to.starts_with('.'), to.trim_start_matches('.'));
    if (from.is_empty() && to.is_empty()) || is_path(from) || is_path(to) {
        return None;
    }
    let head = |part: &str| if part.is_empty() { "HEAD".to_owned() } else { part.to_owned() };
    let (from, to) = (head(from), head(to));
    Some(ReadError {
        message: say!(fr: "« {text} » nomme deux révisions, là où il en faut une", en: "`{text}` names two revisions where one is wanted"),
        hint: match since {
            true => {
                say!(fr: "« recueil diff $(git merge-base {from} {to}) {to} » compare ce qui a changé depuis leur séparation",
                         en: "`recueil diff $(git merge-base {from} {to}) {to}` compares what was changed since they parted")
            }
            false => {
                say!(fr: "« recueil diff {from} {to} » compare les deux", en: "`recueil diff {from} {to}` compares both")
            }
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_revision_may_name_a_folder() {
        for (text, name, folder) in [
            ("v1", "v1", None),
            ("v1:", "v1", Some("")),
            ("v1:docs/", "v1", Some("docs")),
            ("main~2:./docs", "main~2", Some("./docs")),
            ("main@{12:30}", "main@{12:30}", None),
            ("main@{12:30}:docs:a", "main@{12:30}", Some("docs:a")),
            ("HEAD^{/fix: dates}:", "HEAD^{/fix: dates}", Some("")),
        ] {
            assert_eq!(Revision::parse(text), Revision { name, folder }, "{text}");
        }
    }

    #[test]
    fn what_names_no_corpus_is_told_with_what_to_write() {
        for (text, hint) in [
            ("", Some("`.` is the current folder")),
            ("v1..v2", Some("`recueil diff v1 v2` compares both")),
            ("origin/main..", Some("`recueil diff origin/main HEAD` compares both")),
            ("..v2", Some("`recueil diff HEAD v2` compares both")),
            ("v1...v2", Some("`recueil diff $(git merge-base v1 v2) v2` compares what was changed since they parted")),
            (":/dates", Some("write `HEAD^{/dates}`")),
            (":docs", Some("write `HEAD:docs`")),
            ("v1", None),
            ("v1:../docs", None),
            ("HEAD^{/a..b}", None),
            ("../docs", None),
            ("docs/..", None),
            ("..", None),
        ] {
            assert_eq!(misnamed(text).map(|error| error.hint.en).as_deref(), hint, "{text}");
        }
    }
}
