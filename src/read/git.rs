//! A revision of a git repository → Inputs: its files are read out of the objects, nothing is checked out anywhere.
//!
//! `git ls-tree` names the files of the corpus's folder and `git cat-file` gives their bytes, as they were committed. A run
//! that is killed leaves nothing behind, and no attribute of the repository (`export-ignore`, line ends) stands between.
//! What a partial clone does not hold is not asked of the network: it is said, with the command that brings it.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{ChildStdout, Command, Stdio};
use std::sync::Arc;

use crate::diagnostics::Finding;
use crate::inputs::{Inputs, Place};
use crate::say;

use super::revision::Revision;
use super::{CORPUS, Found, LONGEST_FILE, RECUEIL, ReadError, in_utf8, is_leftover, name_not_utf8, too_large};

/// One file of a tree, as `git ls-tree` names it.
struct Entry {
    mode: String,
    object: String,
}

/// The files of a corpus's folder in a revision.
struct Tree<'a> {
    at: &'a Path,
    /// The revision.
    name: &'a str,
    /// The folder in its repository: empty, or ending in `/`.
    prefix: String,
    /// By their paths below the folder.
    entries: BTreeMap<Vec<u8>, Entry>,
}

/// Reads the corpus that a folder of a revision holds, seen from the folder `at`; gives beside it what stands before the
/// paths of its files for git, such as `v1:docs/`.
///
/// # Errors
/// When git cannot be run, knows no such revision, or the folder holds no `recueil.yaml` in it.
pub fn read(at: &Path, revision: &Revision<'_>) -> Result<((Inputs, Vec<Finding>), String), ReadError> {
    let name = revision.name;
    let lacking = |failed: Failed| match failed {
        Failed::Git(_) if is_partial(at) => not_here(name),
        other => self::failed(other),
    };
    let whole = match tree(at, name) {
        Ok(tree) => tree,
        Err(Failed::Git(_)) => return Err(unknown_revision(at, revision)),
        Err(Failed::Run(error)) => return Err(no_git(&error)),
    };
    let prefix = match revision.folder {
        Some("") => String::new(),
        Some(".") => prefix(at)?,
        Some(folder) if folder.starts_with("./") => format!("{}{}/", prefix(at)?, &folder[2..]),
        Some(folder) => format!("{folder}/"),
        None => prefix(at)?,
    };
    // Only the files of the corpus's folder are asked for, however many the repository has.
    let folder = match prefix.as_str() {
        "" => whole.clone(),
        prefix => {
            match ask(at, &["rev-parse", "--verify", "--quiet", &format!("{whole}:{}", prefix.trim_end_matches('/'))]) {
                Ok(out) => String::from_utf8_lossy(&out).trim().to_owned(),
                Err(Failed::Git(_)) => return Err(no_corpus(at, &whole, revision, prefix)),
                Err(error) => return Err(failed(error)),
            }
        }
    };
    let listed = ask(at, &["ls-tree", "-r", "-z", "--full-tree", &folder]).map_err(lacking)?;
    let mut entries: BTreeMap<Vec<u8>, Entry> = BTreeMap::new();
    for line in listed.split(|byte| *byte == 0).filter(|line| !line.is_empty()) {
        let Some(tab) = line.iter().position(|byte| *byte == b'\t') else { continue };
        let (said, path) = (String::from_utf8_lossy(&line[..tab]), line[tab + 1..].to_vec());
        let mut words = said.split_whitespace();
        if let (Some(mode), Some("blob"), Some(object)) = (words.next(), words.next(), words.next()) {
            entries.insert(path, Entry { mode: mode.to_owned(), object: object.to_owned() });
        }
    }
    if !entries.contains_key(RECUEIL.as_bytes()) {
        return Err(no_corpus(at, &whole, revision, &prefix));
    }
    let shown = format!("{name}:{prefix}");
    let tree = Tree { at, name, prefix, entries };
    Ok((tree.inputs()?, shown))
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

impl Tree<'_> {
    fn inputs(&self) -> Result<(Inputs, Vec<Finding>), ReadError> {
        let mut found = Found::default();
        let mut named: Vec<(Arc<str>, &Entry)> = Vec::new();
        for (path, entry) in &self.entries {
            let lossy = String::from_utf8_lossy(path).into_owned();
            let top = lossy.split('/').next().unwrap_or_default();
            if !CORPUS.contains(&top) || lossy.split('/').any(|part| is_leftover(part.as_ref())) {
                continue;
            }
            if std::str::from_utf8(path).is_err() {
                found.findings.push(name_not_utf8(&lossy));
                continue;
            }
            let name: Arc<str> = lossy.into();
            // A symbolic link is a file whose text is a path.
            if entry.mode != "120000" {
                named.push((name, entry));
                continue;
            }
            let link = (name.clone(), entry);
            if self.sizes(std::slice::from_ref(&link))?.contains(&None) {
                return Err(self.missing(entry));
            }
            match self.target(path, entry) {
                Some(target) => named.push((name, target)),
                None => {
                    let message = say!(fr: "le lien symbolique ne désigne aucun fichier du corpus dans cette révision",
                                       en: "the symbolic link stands for no file of the corpus in this revision");
                    let hint = say!(fr: "mettez à sa place une copie de ce qu’il désigne, ou retirez-le",
                                    en: "put a copy of what it stands for in its place, or remove it");
                    found.findings.push(Finding::new(&super::BROKEN_LINK, Place::whole(&name), message).hint(hint));
                }
            }
        }
        let mut wanted: Vec<(Arc<str>, &Entry)> = Vec::new();
        for ((name, entry), size) in named.iter().zip(self.sizes(&named)?) {
            let Some(size) = size else { return Err(self.missing(entry)) };
            match too_large(name, size) {
                Some(finding) => found.findings.push(finding),
                None => {
                    found.files.insert(name.clone(), PathBuf::new());
                    wanted.push((name.clone(), entry));
                }
            }
        }
        found.compare_case();
        let objects: Vec<&str> = wanted.iter().map(|(_, entry)| entry.object.as_str()).collect();
        let mut files = BTreeMap::new();
        let mut findings = found.findings;
        for ((name, _), bytes) in wanted.iter().zip(contents(self.at, &objects)?) {
            let (bytes, said) = in_utf8(name, bytes);
            files.insert(name.clone(), bytes);
            findings.extend(said);
        }
        Ok((Inputs { files: Arc::new(files), unread: super::unread(&findings) }, findings))
    }

    /// A file that is not in the repository: a partial clone left it out, any other is damaged.
    fn missing(&self, entry: &Entry) -> ReadError {
        match is_partial(self.at) {
            true => not_here(self.name),
            false => failed(Failed::Git(format!("{} missing", entry.object))),
        }
    }

    /// How many bytes each file has; `None` for one that is not in the repository.
    fn sizes(&self, files: &[(Arc<str>, &Entry)]) -> Result<Vec<Option<u64>>, ReadError> {
        let objects: Vec<&str> = files.iter().map(|(_, entry)| entry.object.as_str()).collect();
        answers(self.at, "--batch-check", &objects, |from| {
            let mut line = String::new();
            from.read_line(&mut line)?;
            Ok(size_in(&line))
        })
    }

    /// The file that a symbolic link stands for, if the corpus has it in the revision and it is no link itself.
    fn target(&self, path: &[u8], link: &Entry) -> Option<&Entry> {
        let text = contents(self.at, &[&link.object]).ok()?.pop().filter(|text| text.len() <= 4096)?;
        let whole = [self.prefix.as_bytes(), path].concat();
        let mut parts: Vec<&[u8]> = whole.split(|byte| *byte == b'/').collect();
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
        let below = joined.strip_prefix(self.prefix.as_bytes())?;
        self.entries.get(below).filter(|entry| entry.mode != "120000")
    }
}

/// The bytes of objects, in their order.
fn contents(at: &Path, objects: &[&str]) -> Result<Vec<Vec<u8>>, ReadError> {
    answers(at, "--batch", objects, answer)
}

/// What `git cat-file` answers for each object, in their order.
fn answers<T>(
    at: &Path,
    how: &str,
    objects: &[&str],
    read: impl Fn(&mut BufReader<ChildStdout>) -> io::Result<T>,
) -> Result<Vec<T>, ReadError> {
    let mut child = git(at)
        .args(["cat-file", how])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| no_git(&error))?;
    let (asking, answering) = (child.stdin.take(), child.stdout.take());
    let found = std::thread::scope(|scope| {
        // What is asked and what is answered fill their pipes at the same time.
        scope.spawn(move || {
            let Some(mut asking) = asking else { return };
            for object in objects {
                if writeln!(asking, "{object}").is_err() {
                    return;
                }
            }
        });
        let mut answering = BufReader::new(answering.ok_or(io::ErrorKind::BrokenPipe)?);
        objects.iter().map(|_| read(&mut answering)).collect::<io::Result<Vec<_>>>()
    });
    // Nothing more is wanted of it, whatever it answered.
    let _ = child.wait();
    found.map_err(|error| failed(Failed::Run(error)))
}

/// The size in a line such as `<object> blob 120`; `None` in `<object> missing`.
fn size_in(line: &str) -> Option<u64> {
    line.trim_end().rsplit(' ').next()?.parse().ok()
}

/// One answer of `git cat-file --batch`: a line with the size, the bytes, a line's end.
fn answer(from: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut line = String::new();
    from.read_line(&mut line)?;
    let size = size_in(&line).ok_or(io::ErrorKind::NotFound)?;
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
    // Nor is anything fetched that a partial clone left out (git 2.45).
    command.env("GIT_NO_LAZY_FETCH", "1");
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

fn unknown_revision(at: &Path, revision: &Revision<'_>) -> ReadError {
    let name = revision.name;
    let message = match revision.folder {
        Some(folder) => {
            say!(fr: "« {name}:{folder} » n’est pas un dossier, et « {name} » n’est pas une révision de git",
                 en: "`{name}:{folder}` is no folder, and `{name}` is no revision of git")
        }
        None => {
            say!(fr: "« {name} » n’est ni un dossier ni une révision de git",
                 en: "`{name}` is neither a folder nor a revision of git")
        }
    };
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

/// True for a clone that left files of old revisions with the repository that it was made from.
fn is_partial(at: &Path) -> bool {
    ask(at, &["config", "--get-regexp", r"^(remote\..*\.promisor|extensions\.partialclone)$"]).is_ok()
}

fn not_here(name: &str) -> ReadError {
    ReadError {
        message: say!(fr: "des fichiers de « {name} » ne sont pas dans ce dépôt : c’est un clone partiel",
                      en: "files of `{name}` are not in this repository: it is a partial clone"),
        hint: say!(fr: "« git archive {name} > /dev/null » va les chercher", en: "`git archive {name} > /dev/null` fetches them"),
    }
}

fn no_corpus(at: &Path, whole: &str, revision: &Revision<'_>, prefix: &str) -> ReadError {
    let name = revision.name;
    let message = say!(fr: "aucun fichier recueil.yaml dans « {name}:{prefix} »", en: "no file recueil.yaml in `{name}:{prefix}`");
    let listed = ask(at, &["ls-tree", "-r", "-z", "--full-tree", "--name-only", whole]).unwrap_or_default();
    let paths = listed.split(|byte| *byte == 0);
    let folders = paths.filter_map(|path| std::str::from_utf8(path).ok()?.strip_suffix(RECUEIL));
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
