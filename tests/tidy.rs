//! The house rules, as a test: who may import whom, what stands where, and that nothing is left unexplained or untested.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The rooms of `src/`, from the last stage to the first: a room may use those that stand below it in this table.
const ROOMS: [&[&str]; 15] = [
    &["main"],
    &["cli"],
    &["serve", "write", "compile"],
    &["read"],
    &["emit"],
    &["diff"],
    &["site"],
    &["rules"],
    &["resolve"],
    &["model"],
    &["schema"],
    &["parse"],
    &["prose"],
    &["diagnostics"],
    &["inputs"],
];

/// Imports against the table, each with its reason.
const EXCEPTIONS: [(&str, &str, &str); 1] = [("serve", "compile", "the preview compiles what it shows")];

/// Files that stand side by side and each lean on the other, with the reason.
const CIRCLES: [(&str, &str, &str); 2] = [
    ("src/emit/pages/body", "src/emit/pages/measure", "a text shows measures, and a measure shows its text"),
    ("src/prose/html/edit", "src/prose/html/line", "what changed in a line is a line"),
];

/// Files of more than [`LONGEST`] lines, each with its reason.
const LONG_FILES: [(&str, &str); 0] = [];

const LONGEST: usize = 500;

/// Who reads and writes files.
const FILES_AT_WORK: [(&str, &str); 4] = [
    ("src/read.rs", "the only reader"),
    ("src/read/", "its parts"),
    ("src/write.rs", "the only writer"),
    ("src/write/", "its parts"),
];

/// Who may ask for the clock and the environment.
const OUTSIDE_WORLD: [(&str, &str); 4] = [
    ("src/main.rs", "the program's own door"),
    ("src/cli.rs", "the commands"),
    ("src/cli/", "the commands"),
    ("src/serve/", "the preview tells how old a text is, and how long a change took"),
];

/// Names that say nothing.
const EMPTY_NAMES: [&str; 5] = ["utils", "common", "helpers", "manager", "types"];

/// What stands at the top of the repository, beside lock and dot files.
const TOP_LEVEL: [&str; 14] = [
    "CHANGELOG.md",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "benches",
    "build.rs",
    "content",
    "recueil.yaml",
    "rustfmt.toml",
    "schemas",
    "src",
    "tests",
    "themes",
];

/// One file of `src/`, without its tests and its lines of comment.
struct Source {
    /// With `/`, from the root of the repository.
    path: String,
    text: String,
    /// Line numbers from 1.
    code: Vec<(usize, String)>,
}

impl Source {
    fn is_one_of(&self, list: &[(&str, &str)]) -> bool {
        list.iter().any(|(path, _)| self.path == *path || (path.ends_with('/') && self.path.starts_with(path)))
    }

    /// Where any of the words stands in the code, outside of longer names.
    fn places_of(&self, words: &[&str]) -> Vec<String> {
        let begins_inside = |before: &str| before.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let found = self.code.iter().filter_map(|(number, line)| {
            let word =
                words.iter().find(|word| line.match_indices(**word).any(|(at, _)| !begins_inside(&line[..at])))?;
            Some(format!("{}:{number}: {word}", self.path))
        });
        found.collect()
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder, in order, with `/` and from the root of the repository.
fn files(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![root().join(folder)];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.push(shown(&path));
            }
        }
    }
    found.sort();
    found
}

fn shown(path: &Path) -> String {
    let path: PathBuf = path.strip_prefix(root()).unwrap_or(path).components().collect();
    path.to_string_lossy().replace('\\', "/")
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every file of `src/` that is not a test.
fn sources() -> Vec<Source> {
    let rust = files("src").into_iter().filter(|path| path.ends_with(".rs"));
    rust.filter(|path| !path.ends_with("/tests.rs") && !path.contains("/tests/"))
        .map(|path| {
            let text = read(&path);
            let tests = text.find("#[cfg(test)]\nmod tests {").unwrap_or(text.len());
            let lines = text[..tests].lines().enumerate().map(|(at, line)| (at + 1, line.to_owned()));
            let code = lines.filter(|(_, line)| !line.trim_start().starts_with("//")).collect();
            Source { path, text, code }
        })
        .collect()
}

/// The room that a file of `src/` belongs to.
fn room(path: &str) -> &str {
    let below = path.trim_start_matches("src/");
    below.split('/').next().unwrap_or(below).trim_end_matches(".rs")
}

#[track_caller]
fn none(what: &str, found: Vec<String>) {
    assert!(found.is_empty(), "{what}:\n  {}", found.join("\n  "));
}

#[test]
fn every_file_says_its_idea_in_its_first_line() {
    let silent = sources().into_iter().filter(|source| {
        let first = source.text.lines().next().unwrap_or_default();
        // The sentence may go on in the lines below; it begins with a word and says more than a name.
        first.strip_prefix("//! ").is_none_or(|sentence| sentence.split_whitespace().count() < 4)
    });
    none("files that do not begin with `//! ` and a sentence", silent.map(|source| source.path).collect());
}

#[test]
fn rooms_import_only_those_below_them() {
    let row = |room: &str| ROOMS.iter().position(|row| row.contains(&room));
    let mut wrong = Vec::new();
    for source in sources() {
        let from = room(&source.path);
        if from == "lib" {
            continue;
        }
        let Some(own) = row(from) else {
            wrong.push(format!("{}: `{from}` is no room", source.path));
            continue;
        };
        for (number, to) in source.code.iter().flat_map(|(number, line)| rooms_used(line).map(move |to| (number, to))) {
            let allowed = to == from
                || row(to).is_none_or(|other| other > own)
                || EXCEPTIONS.iter().any(|(a, b, _)| *a == from && *b == to);
            if !allowed || (from == "site" && to == "rules") {
                wrong.push(format!("{}:{number}: `{from}` uses `{to}`", source.path));
            }
        }
    }
    none("imports against the table", wrong);
}

/// The rooms that a line of code names, by `crate::` or, in the binary, by `recueil::`.
fn rooms_used(line: &str) -> impl Iterator<Item = &str> {
    let paths = ["crate::", "recueil::"].into_iter().flat_map(move |crate_| {
        line.match_indices(crate_).flat_map(move |(at, _)| {
            let rest = &line[at + crate_.len()..];
            let group = rest.strip_prefix('{').and_then(|rest| rest.split('}').next());
            group.unwrap_or(rest).split(',').take(if group.is_some() { usize::MAX } else { 1 })
        })
    });
    let names = paths.map(|path| path.trim_start());
    names.map(|path| &path[..path.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(path.len())])
}

#[test]
fn what_stands_side_by_side_leans_one_way() {
    let name = |path: &str| path.trim_end_matches(".rs").trim_end_matches("/mod").to_owned();
    let sources = sources();
    let names: BTreeSet<String> = sources.iter().map(|source| name(&source.path)).collect();
    let mut leans: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for source in &sources {
        let own = name(&source.path);
        let Some((folder, _)) = own.rsplit_once('/') else { continue };
        let beside = siblings_used(source).into_iter().map(|other| format!("{folder}/{other}"));
        let is_meant =
            |a: &String, b: &String| CIRCLES.iter().any(|of| (of.0, of.1) == (a, b) || (of.1, of.0) == (a, b));
        let others = beside.filter(|other| *other != own && names.contains(other) && !is_meant(&own, other));
        leans.insert(own.clone(), others.collect());
    }
    let reaches = |from: &String, to: &String| {
        let (mut seen, mut open) = (BTreeSet::new(), vec![from]);
        while let Some(at) = open.pop() {
            open.extend(leans.get(at).into_iter().flatten().filter(|next| seen.insert(*next)));
        }
        seen.contains(to)
    };
    let pairs = leans.iter().flat_map(|(from, to)| to.iter().map(move |to| (from, to)));
    let back = pairs.filter(|(from, to)| reaches(to, from)).map(|(from, to)| format!("{from} uses {to}"));
    none("files that lean on each other in a circle", back.collect());
}

/// The files beside a file that its code names, by `super::`.
fn siblings_used(source: &Source) -> BTreeSet<String> {
    let code: String = source.code.iter().flat_map(|(_, line)| [line.trim(), " "]).collect();
    let mut used = BTreeSet::new();
    for (at, _) in code.match_indices("super::").filter(|(at, _)| !code[..*at].ends_with("super::")) {
        let rest = &code[at + "super::".len()..];
        // The name of one file, or those of a group; a group within it has others.
        let (names, mut depth) = (usize::from(rest.starts_with('{')), 0);
        for part in rest.split_inclusive(['{', '}', ',', ';', '(', ')']) {
            let name = part.split(|c: char| !(c.is_alphanumeric() || c == '_')).find(|name| !name.is_empty());
            used.extend(name.filter(|_| depth == names).map(str::to_owned));
            depth = (depth + usize::from(part.ends_with('{'))).saturating_sub(usize::from(part.ends_with('}')));
            if depth == 0 {
                break;
            }
        }
    }
    used
}

#[test]
fn emitters_do_not_see_each_other() {
    let of = |path: &str| -> Option<String> {
        let below = path.strip_prefix("src/emit/")?;
        let name = below.split('/').next()?.trim_end_matches(".rs");
        (name != "mod").then(|| name.to_owned())
    };
    let sources = sources();
    let emitters: BTreeSet<String> = sources.iter().filter_map(|source| of(&source.path)).collect();
    let mut wrong = Vec::new();
    for source in &sources {
        let Some(own) = of(&source.path) else { continue };
        let directly_below = source.path.matches('/').count() == 2;
        for (number, line) in &source.code {
            for other in emitters.iter().filter(|other| **other != own) {
                let by_crate = line.contains(&format!("crate::emit::{other}"));
                let by_super = directly_below && line.contains(&format!("super::{other}::"));
                if by_crate || by_super {
                    wrong.push(format!("{}:{number}: sees `{other}`", source.path));
                }
            }
        }
    }
    none("emitters that see each other", wrong);
}

#[test]
fn names_say_something() {
    let mut wrong: Vec<String> = files("src").into_iter().chain(files("tests")).chain(files("benches")).collect();
    wrong.retain(|path| !path.contains("/node_modules/"));
    wrong.retain(|path| path.split(['/', '.', '-', '_']).any(|part| EMPTY_NAMES.contains(&part)));
    for source in sources() {
        for (number, line) in &source.code {
            let mut words = line.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty());
            if words.any(|word| matches!(word, "mod" | "struct" | "enum" | "trait")) {
                let name = words.next().unwrap_or_default().to_lowercase();
                if EMPTY_NAMES.iter().any(|empty| name.contains(empty)) {
                    wrong.push(format!("{}:{number}: {name}", source.path));
                }
            }
        }
    }
    none("names that say nothing", wrong);
}

#[test]
fn nothing_panics_without_a_reason() {
    let mut wrong = Vec::new();
    for source in sources() {
        wrong.extend(source.places_of(&["todo!", "unimplemented!", "dbg!", "panic!", "assert!", "assert_eq!"]));
        for (at, (number, line)) in source.code.iter().enumerate() {
            if line.contains(".unwrap()") || line.contains("unreachable!()") {
                wrong.push(format!("{}:{number}: {}", source.path, line.trim()));
            }
            for (found, _) in line.match_indices(".expect(") {
                let next = source.code.get(at + 1).map_or("", |(_, line)| line);
                let said = format!("{}{next}", &line[found + ".expect(".len()..]);
                let reason = said.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next());
                if reason.is_none_or(|reason| reason.split_whitespace().count() < 3) {
                    wrong.push(format!("{}:{number}: {}", source.path, line.trim()));
                }
            }
            for attribute in ["#[allow(", "#[expect(", "#![allow(", "#![expect("] {
                let rest = source.code[at..].iter().map(|(_, line)| line.as_str()).collect::<Vec<_>>();
                let whole = || rest.join("\n").split(']').next().unwrap_or_default().to_owned();
                if line.trim_start().starts_with(attribute) && !whole().contains("reason = ") {
                    wrong.push(format!("{}:{number}: {}", source.path, line.trim()));
                }
            }
        }
    }
    none("what may panic, or is allowed, without a reason", wrong);
}

#[test]
fn only_the_command_line_prints() {
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| !matches!(room(&source.path), "cli" | "main" | "serve")) {
        wrong.extend(source.places_of(&["println!", "eprintln!", "print!", "eprint!", "stdout()", "stderr()"]));
    }
    none("printing outside of cli", wrong);
}

#[test]
fn one_reader_and_one_writer() {
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| !source.is_one_of(&FILES_AT_WORK)) {
        wrong.extend(source.places_of(&["std::fs", "fs::", "File::", "rustix::fs", "walkdir", "WalkDir"]));
    }
    none("files read or written elsewhere", wrong);
}

#[test]
fn only_the_command_line_asks_the_clock_and_the_environment() {
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| !source.is_one_of(&OUTSIDE_WORLD)) {
        wrong.extend(source.places_of(&[
            "SystemTime",
            "Instant",
            "std::env",
            "env::var",
            "env::args",
            "Zoned::now",
            "Timestamp::now",
            "rand::",
        ]));
    }
    none("the clock or the environment, asked elsewhere", wrong);
}

#[test]
fn files_are_short() {
    let long = |path: &str| read(path).lines().count() > LONGEST;
    let tests = files("tests").into_iter().filter(|path| path.ends_with(".rs"));
    let all: Vec<String> = sources().into_iter().map(|source| source.path).chain(tests).collect();
    let excused = |path: &str| LONG_FILES.iter().any(|(excused, _)| *excused == path);
    none(
        "files to look for the second idea in",
        all.iter().filter(|path| !excused(path) && long(path)).cloned().collect(),
    );
    let stale = LONG_FILES.iter().filter(|(path, _)| !all.iter().any(|known| known == path) || !long(path));
    none("files excused for a length that they no longer have", stale.map(|(path, _)| (*path).to_owned()).collect());
}

#[test]
fn every_code_is_explained_in_both_languages() {
    let mut names = BTreeSet::new();
    let mut wrong = Vec::new();
    for code in recueil::compile::codes() {
        let is_kebab = code
            .name
            .split('-')
            .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()));
        if !is_kebab {
            wrong.push(format!("{}: not in kebab case", code.name));
        }
        if !names.insert(code.name) {
            wrong.push(format!("{}: two codes of one name", code.name));
        }
        let (fr, en) = (code.explanation.fr, code.explanation.en);
        if fr.split_whitespace().count() < 8 || en.split_whitespace().count() < 8 || fr == en {
            wrong.push(format!("{}: not explained", code.name));
        }
    }
    none("codes", wrong);
    assert!(!names.is_empty(), "the program declares no code");
    let declared: BTreeMap<String, String> = sources()
        .into_iter()
        .filter(|source| !source.path.starts_with("src/diagnostics/"))
        .flat_map(|source| {
            let names = source.text.split(": Code = Code {").skip(1).filter_map(|rest| {
                let name = rest.split("name: \"").nth(1)?.split('"').next()?;
                Some((name.to_owned(), source.path.clone()))
            });
            names.collect::<Vec<_>>()
        })
        .collect();
    let missing = declared.iter().filter(|(name, _)| !names.contains(name.as_str()));
    none("codes that no list names", missing.map(|(name, path)| format!("{path}: {name}")).collect());
}

#[test]
fn every_code_has_a_test() {
    let cases: Vec<String> = files("tests/cases").into_iter().filter(|path| path.ends_with(".case")).collect();
    let mut said: String = cases.iter().map(|path| read(path)).collect();
    said += &read("tests/cli.rs");
    said += &read("tests/unread.rs");
    let untested = recueil::compile::codes().into_iter().filter(|code| !said.contains(&format!("[{}]", code.name)));
    none("codes that no case raises", untested.map(|code| code.name.to_owned()).collect());
}

#[test]
fn cases_stand_in_the_room_that_they_test() {
    let rooms: BTreeSet<&str> = ROOMS.iter().copied().flatten().copied().chain(["kinds"]).collect();
    let all = files("tests/cases");
    let wrong = all.iter().filter(|path| {
        let parts: Vec<&str> = path.split('/').collect();
        let [_, _, room, name] = parts[..] else { return true };
        !rooms.contains(room) || !name.ends_with(".case") || name.bytes().any(|b| b.is_ascii_uppercase() || b == b'_')
    });
    none("files in tests/cases that are no cases of a room", wrong.cloned().collect());
}

#[test]
fn the_program_carries_its_schemas_and_its_themes() {
    let carried: BTreeSet<String> = recueil::inputs::builtin_paths().map(str::to_owned).collect();
    let there: BTreeSet<String> = files("schemas").into_iter().chain(files("themes")).collect();
    none("files that the program does not carry", there.difference(&carried).cloned().collect());
    none("files that the program carries and that are not there", carried.difference(&there).cloned().collect());
}

#[test]
fn the_interface_has_every_word_in_both_languages() {
    let keys = |language: &str| -> BTreeSet<String> {
        let text = read(&format!("themes/recueil/strings/{language}.yaml"));
        let keys = text.lines().filter(|line| !line.starts_with(['#', ' ']) && line.contains(':'));
        keys.filter_map(|line| line.split(':').next().map(str::to_owned)).collect()
    };
    let (french, english) = (keys("fr"), keys("en"));
    let only = french.symmetric_difference(&english).map(|key| format!("{key}: in one language only"));
    let mut wrong: Vec<String> = only.collect();
    let mut used: Vec<(String, String)> = Vec::new();
    for source in sources() {
        for call in ["strings.get(\"", "strings.fill(\""] {
            let found = source.text.split(call).skip(1).filter_map(|rest| rest.split('"').next());
            used.extend(found.map(|key| (source.path.clone(), key.to_owned())));
        }
    }
    for path in files("themes").into_iter().filter(|path| path.ends_with(".html")) {
        let text = read(&path);
        for (at, _) in text.match_indices("t.") {
            let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '"');
            let key: String = text[at + 2..].chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
            let is_inside =
                text[..at].rfind("{%").max(text[..at].rfind("{{")) > text[..at].rfind("%}").max(text[..at].rfind("}}"));
            if !text[..at].ends_with(is_word) && is_inside && !key.is_empty() {
                used.push((path.clone(), key));
            }
        }
    }
    wrong.extend(used.into_iter().filter(|(_, key)| !french.contains(key)).map(|(path, key)| format!("{path}: {key}")));
    none("words of the interface that are missing", wrong);
}

#[test]
fn the_top_level_is_what_it_should_be() {
    let listed = Command::new("git").arg("ls-files").current_dir(root()).output();
    let Ok(listed) = listed.as_ref().map(|output| String::from_utf8_lossy(&output.stdout)) else { return };
    let top: BTreeSet<&str> = listed.lines().filter_map(|path| path.split('/').next()).collect();
    // A copy without git says nothing of what is in the repository.
    if top.is_empty() {
        return;
    }
    let known = |name: &str| TOP_LEVEL.contains(&name) || name.starts_with('.') || name.ends_with(".lock");
    none(
        "entries that do not belong at the top",
        top.iter().filter(|name| !known(name)).map(|n| (*n).into()).collect(),
    );
    none(
        "entries that are missing at the top",
        TOP_LEVEL.iter().filter(|n| !top.contains(*n)).map(|n| (*n).into()).collect(),
    );
}
