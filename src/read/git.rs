//! A revision of a git repository → Inputs: its files are read out of the objects, nothing is checked out anywhere.
//!
//! `git ls-tree` names the files and `git cat-file --batch` gives their bytes, as they were committed. A run that is killed
//! leaves nothing behind, and no attribute of the repository (`export-ignore`, line ends) stands between.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use crate::diagnostics::Finding;
use crate::inputs::{Inputs, Place};
use crate::say;

use super::{CORPUS, Found, LONGEST_FILE, RECUEIL, ReadError, is_leftover, judged, name_not_utf8, too_large};

/// The folder of a revision: `REV` is the current folder as it was then, `REV:folder` another one of the repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision<'a> {
    pub name: &'a str,
    /// From the top of the repository; `None`: the current folder.
    pub folder: Option<&'a str>,
}

impl<'a> Revision<'a> {
    pub fn parse(text: &'a str) -> Revision<'a> {
        match text.split_once(':') {
            Some((name, folder)) => Revision { name, folder: Some(folder.trim_end_matches('/')) },
            None => Revision { name: text, folder: None },
        }
    }
}

/// One file of a tree, as `git ls-tree` names it.
struct Entry {
    mode: String,
    object: String,
    size: u64,
}

/// Reads the corpus that a folder of a revision holds, seen from the folder `at`; gives beside it what stands before the
/// paths of its files for git, such as `v1:docs/`.
///
/// # Errors
/// When git cannot be run, knows no such revision, or the folder holds no `recueil.yaml` in it.
pub fn read(at: &Path, revision: &Revision<'_>) -> Result<((Inputs, Vec<Finding>), String), ReadError> {
    let name = revision.name;
    let tree = match tree(at, name) {
        Ok(tree) => tree,
        Err(Failed::Git(_)) => return Err(unknown_revision(at, name)),
        Err(Failed::Run(error)) => return Err(no_git(&error)),
    };
    let prefix = match revision.folder {
        Some("") => String::new(),
        Some(".") => prefix(at)?,
        Some(folder) if folder.starts_with("./") => format!("{}{}/", prefix(at)?, &folder[2..]),
        Some(folder) => format!("{folder}/"),
        None => prefix(at)?,
    };
    let listed = ask(at, &["ls-tree", "-r", "-z", "-l", "--full-tree", &tree]).map_err(failed)?;
    let mut entries: BTreeMap<Vec<u8>, Entry> = BTreeMap::new();
    for line in listed.split(|byte| *byte == 0).filter(|line| !line.is_empty()) {
        let Some(tab) = line.iter().position(|byte| *byte == b'\t') else { continue };
        let (said, path) = (String::from_utf8_lossy(&line[..tab]), line[tab + 1..].to_vec());
        let mut words = said.split_whitespace();
        if let (Some(mode), Some("blob"), Some(object), size) = (words.next(), words.next(), words.next(), words.next())
        {
            let size = size.and_then(|size| size.parse().ok()).unwrap_or(0);
            entries.insert(path, Entry { mode: mode.to_owned(), object: object.to_owned(), size });
        }
    }
    if !entries.contains_key(format!("{prefix}{RECUEIL}").as_bytes()) {
        return Err(no_corpus(revision, &prefix, &entries));
    }
    let shown = format!("{name}:{prefix}");
    Ok((inputs(at, &prefix, &entries)?, shown))
}

/// True where `text` begins with the name of a revision of the repository around `at`.
pub fn is_revision(at: &Path, text: &str) -> bool {
    let name = Revision::parse(text).name;
    !name.is_empty() && tree(at, name).is_ok()
}

/// The object that holds the files of a revision. What begins with a dash is an option to git, and no name of a revision.
fn tree(at: &Path, name: &str) -> Result<String, Failed> {
    if name.starts_with('-') {
        return Err(Failed::Git(String::new()));
    }
    let out = ask(at, &["rev-parse", "--verify", "--quiet", &format!("{name}^{{tree}}")])?;
    Ok(String::from_utf8_lossy(&out).trim().to_owned())
}

/// Where the folder stands in its repository: empty, or ending in `/`.
fn prefix(at: &Path) -> Result<String, ReadError> {
    let out = ask(at, &["rev-parse", "--show-prefix"]).map_err(failed)?;
    Ok(String::from_utf8_lossy(&out).trim_end_matches('\n').to_owned())
}

fn inputs(at: &Path, prefix: &str, entries: &BTreeMap<Vec<u8>, Entry>) -> Result<(Inputs, Vec<Finding>), ReadError> {
    let mut found = Found { root: Default::default(), files: BTreeMap::new(), findings: Vec::new() };
    let mut wanted: Vec<(Arc<str>, &Entry)> = Vec::new();
    for (path, entry) in entries {
        let Some(below) = path.strip_prefix(prefix.as_bytes()) else { continue };
        let lossy = String::from_utf8_lossy(below).into_owned();
        let top = lossy.split('/').next().unwrap_or_default();
        if !CORPUS.contains(&top) || lossy.split('/').any(|part| is_leftover(part.as_ref())) {
            continue;
        }
        if std::str::from_utf8(below).is_err() {
            found.findings.push(name_not_utf8(&lossy));
            continue;
        }
        let name: Arc<str> = lossy.into();
        // A symbolic link is a file whose text is a path.
        let entry = if entry.mode == "120000" {
            match target(at, prefix, path, entry, entries) {
                Some(target) => target,
                None => {
                    let message = say!(fr: "le lien symbolique ne désigne aucun fichier du corpus dans cette révision",
                                       en: "the symbolic link stands for no file of the corpus in this revision");
                    let hint = say!(fr: "mettez à sa place une copie de ce qu’il désigne, ou retirez-le",
                                    en: "put a copy of what it stands for in its place, or remove it");
                    found.findings.push(Finding::new(&super::BROKEN_LINK, Place::whole(&name), message).hint(hint));
                    continue;
                }
            }
        } else {
            entry
        };
        match too_large(&name, entry.size) {
            Some(finding) => found.findings.push(finding),
            None => {
                found.files.insert(name.clone(), (Default::default(), entry.size));
                wanted.push((name, entry));
            }
        }
    }
    found.compare_case();
    let objects: Vec<&str> = wanted.iter().map(|(_, entry)| entry.object.as_str()).collect();
    let mut inputs = Inputs::default();
    let mut findings = found.findings;
    for ((name, _), bytes) in wanted.iter().zip(contents(at, &objects)?) {
        let (bytes, said) = judged(name, bytes);
        inputs.files.insert(name.clone(), bytes);
        findings.extend(said);
    }
    Ok((inputs, findings))
}

/// The file that a symbolic link stands for, if the corpus has it in the revision and it is no link itself.
fn target<'e>(
    at: &Path,
    prefix: &str,
    path: &[u8],
    link: &Entry,
    entries: &'e BTreeMap<Vec<u8>, Entry>,
) -> Option<&'e Entry> {
    if link.size > 4096 {
        return None;
    }
    let text = contents(at, &[&link.object]).ok()?.pop()?;
    let mut parts: Vec<&[u8]> = path.split(|byte| *byte == b'/').collect();
    parts.pop();
    for part in text.split(|byte| *byte == b'/') {
        match part {
            b"." => {}
            b".." => {
                parts.pop()?;
            }
            // An absolute path leads out of the repository.
            b"" => return None,
            part => parts.push(part),
        }
    }
    let joined = parts.join(&b'/');
    entries.get(&joined).filter(|entry| entry.mode != "120000" && joined.starts_with(prefix.as_bytes()))
}

/// The bytes of objects, in their order.
fn contents(at: &Path, objects: &[&str]) -> Result<Vec<Vec<u8>>, ReadError> {
    let mut child = git(at)
        .args(["cat-file", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| no_git(&error))?;
    let (asking, answering) = (child.stdin.take(), child.stdout.take());
    let read = std::thread::scope(|scope| {
        // What is asked and what is answered fill their pipes at the same time.
        scope.spawn(move || {
            let Some(mut asking) = asking else { return };
            for object in objects {
                if writeln!(asking, "{object}").is_err() {
                    return;
                }
            }
        });
        let mut answers = BufReader::new(answering.ok_or(io::ErrorKind::BrokenPipe)?);
        objects.iter().map(|_| answer(&mut answers)).collect::<io::Result<Vec<_>>>()
    });
    // Nothing more is wanted of it, whatever it answered.
    let _ = child.wait();
    read.map_err(|error| failed(Failed::Run(error)))
}

/// One answer of `git cat-file --batch`: a line with the size, the bytes, a line's end.
fn answer(from: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut line = String::new();
    from.read_line(&mut line)?;
    let size: u64 =
        line.trim_end().rsplit(' ').next().and_then(|size| size.parse().ok()).ok_or(io::ErrorKind::NotFound)?;
    if size > LONGEST_FILE {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    let mut bytes = Vec::with_capacity(size as usize);
    from.take(size).read_to_end(&mut bytes)?;
    from.read_exact(&mut [0])?;
    Ok(bytes)
}

enum Failed {
    /// It could not be started, or its answer could not be read.
    Run(io::Error),
    /// What it said went wrong.
    Git(String),
}

fn git(at: &Path) -> Command {
    let mut command = Command::new("git");
    // Nothing is written, not even a refreshed index, and nobody is asked for a password.
    command.arg("-C").arg(at).env("GIT_OPTIONAL_LOCKS", "0").env("GIT_TERMINAL_PROMPT", "0");
    // The repository is the one around the folder, in a hook of another one too.
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_NAMESPACE"] {
        command.env_remove(name);
    }
    command
}

fn ask(at: &Path, arguments: &[&str]) -> Result<Vec<u8>, Failed> {
    let output = git(at).args(arguments).stdin(Stdio::null()).output().map_err(Failed::Run)?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    Err(Failed::Git(String::from_utf8_lossy(&output.stderr).lines().next().unwrap_or_default().to_owned()))
}

fn no_git(error: &io::Error) -> ReadError {
    let reason = super::reason(error);
    let (fr, en) = (reason.fr, reason.en);
    ReadError {
        message: say!(fr: "impossible d’interroger git : {fr}", en: "cannot ask git: {en}"),
        hint: say!(fr: "installez git, ou indiquez un dossier", en: "install git, or name a folder"),
    }
}

fn failed(failed: Failed) -> ReadError {
    match failed {
        Failed::Run(error) => no_git(&error),
        Failed::Git(said) => ReadError {
            message: say!(fr: "git refuse : {said}", en: "git refuses: {said}"),
            hint: say!(fr: "indiquez un dossier, ou une révision d’un dépôt git", en: "name a folder, or a revision of a git repository"),
        },
    }
}

fn unknown_revision(at: &Path, name: &str) -> ReadError {
    let message = say!(fr: "« {name} » n’est ni un dossier ni une révision de git", en: "`{name}` is neither a folder nor a revision of git");
    let is_repository = ask(at, &["rev-parse", "--git-dir"]).is_ok();
    let hint = match is_repository {
        true => {
            say!(fr: "« git log --oneline » et « git tag » montrent les révisions", en: "`git log --oneline` and `git tag` show the revisions")
        }
        false => {
            say!(fr: "le dossier courant n’est dans aucun dépôt git : indiquez un dossier", en: "the current folder is in no git repository: name a folder")
        }
    };
    ReadError { message, hint }
}

fn no_corpus(revision: &Revision<'_>, prefix: &str, entries: &BTreeMap<Vec<u8>, Entry>) -> ReadError {
    let name = revision.name;
    let message = say!(fr: "aucun fichier recueil.yaml dans « {name}:{prefix} »", en: "no file recueil.yaml in `{name}:{prefix}`");
    let folders = entries.keys().filter_map(|path| std::str::from_utf8(path).ok()?.strip_suffix(RECUEIL));
    let found: Vec<String> = folders
        .filter(|folder| folder.is_empty() || folder.ends_with('/'))
        .map(|folder| format!("{name}:{folder}"))
        .take(3)
        .collect();
    let found = found.join(", ");
    let hint = match found.is_empty() {
        true => say!(fr: "choisissez une révision où il existe", en: "choose a revision that has one"),
        false => say!(fr: "il y en a un dans : {found}", en: "there is one in: {found}"),
    };
    ReadError { message, hint }
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
        ] {
            assert_eq!(Revision::parse(text), Revision { name, folder }, "{text}");
        }
    }
}
