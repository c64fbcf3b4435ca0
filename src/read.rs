//! A folder on the disk → Inputs: the only reader there is, and whatever the disk holds it neither hangs nor panics.

mod codes;
mod folder;
pub mod git;
pub mod revision;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ffi::OsStr;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use crate::diagnostics::{Both, Code, Finding, Severity};
use crate::inputs::{Inputs, Place};
use crate::say;
use codes::*;

pub use codes::{CODES, UNREADABLE};
pub use folder::Folder;

/// Why a corpus could not be read at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// One sentence, without a full stop: what is wrong.
    pub message: Both,
    /// One sentence, without a full stop: what to do.
    pub hint: Both,
}

/// The file that makes a folder a corpus.
const RECUEIL: &str = "recueil.yaml";

/// What a corpus is made of, in its folder.
pub const CORPUS: [&str; 5] = [RECUEIL, "content", "editions", "schemas", "themes"];

/// The longest text that is read: no writer's file comes near it.
const LONGEST_TEXT: u64 = 16 << 20;

/// The longest file of any sort that is read.
const LONGEST_FILE: u64 = 256 << 20;

/// Reads the corpus in `dir` into memory, and says what could not be read.
///
/// A file that is not UTF-8 where text is expected is read with U+FFFD in the place of each wrong byte, so that its
/// records are still known. Editors' leftovers and names that begin with a dot are passed over.
///
/// # Errors
/// When `dir` is missing, is no folder, cannot be listed, or holds no readable `recueil.yaml`.
pub fn read(dir: &Path) -> Result<(Inputs, Vec<Finding>), ReadError> {
    read_parts(dir, &CORPUS)
}

/// Reads `recueil.yaml` and `schemas/` alone, for whoever asks only what a corpus is and what its records look like.
///
/// # Errors
/// Those of [`read`].
pub fn read_shapes(dir: &Path) -> Result<(Inputs, Vec<Finding>), ReadError> {
    read_parts(dir, &[RECUEIL, "schemas"])
}

/// Reads what is called so in the corpus's own folder, where it exists.
fn read_parts(dir: &Path, names: &[&str]) -> Result<(Inputs, Vec<Finding>), ReadError> {
    read_found(dir, &Found::look(dir, names)?)
}

/// Reads what was found in `dir`.
fn read_found(dir: &Path, found: &Found) -> Result<(Inputs, Vec<Finding>), ReadError> {
    let (mut files, mut findings) = (BTreeMap::new(), found.findings.clone());
    let contents: Vec<_> = found.files.par_iter().map(|(path, file)| (content(path, file), path)).collect();
    for (content, path) in contents {
        match content {
            Ok((bytes, said)) => {
                files.insert(path.clone(), bytes);
                findings.extend(said);
            }
            Err(error) if &**path == RECUEIL => return Err(unreadable_corpus(&dir.join(RECUEIL), &error)),
            Err(error) => findings.push(unreadable(path, &error)),
        }
    }
    Ok((Inputs { files: Arc::new(files), unread: unread(&findings) }, findings))
}

/// The paths of what is there and was not read, and that may hold something of the corpus: not what is in another encoding,
/// which was, nor what is neither a file nor a folder of its own, unless it has the name of a record.
fn unread(findings: &[Finding]) -> BTreeSet<Arc<str>> {
    let is_nothing =
        |code: &Code| [&LINK_IN_CIRCLE, &LINK_TO_FOLDER, &SPECIAL_FILE].iter().any(|of| of.name == code.name);
    let unread = findings.iter().filter(|finding| {
        let Finding { code, place, severity, .. } = finding;
        *severity == Severity::Error && **code != NOT_UTF8 && (!is_nothing(code) || place.file.ends_with(".md"))
    });
    unread.map(|finding| finding.place.file.clone()).collect()
}

/// The folder of the corpus in `dir`, without symbolic links, once it is sure that it is one.
///
/// # Errors
/// Those of [`read`].
pub fn root(dir: &Path) -> Result<PathBuf, ReadError> {
    let shown = dir.display();
    let new_site = || {
        say!(fr: "indiquez le dossier qui contient recueil.yaml, ou créez un corpus avec `recueil new site {shown}`",
             en: "name the folder that holds recueil.yaml, or make a corpus with `recueil new site {shown}`")
    };
    let metadata = match fs::metadata(dir) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let message = say!(fr: "le dossier « {shown} » n’existe pas", en: "the folder `{shown}` does not exist");
            return Err(ReadError { message, hint: new_site() });
        }
        Err(error) => return Err(unreadable_corpus(dir, &error)),
        Ok(metadata) => metadata,
    };
    if !metadata.is_dir() {
        let message = say!(fr: "« {shown} » n’est pas un dossier", en: "`{shown}` is not a folder");
        return Err(ReadError { message, hint: new_site() });
    }
    let root = fs::canonicalize(dir).map_err(|error| unreadable_corpus(dir, &error))?;
    let mut names: Vec<String> = fs::read_dir(&root)
        .map_err(|error| unreadable_corpus(dir, &error))?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    names.sort();
    match fs::metadata(root.join(RECUEIL)) {
        Ok(metadata) if metadata.is_file() => return Ok(root),
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(unreadable_corpus(&dir.join(RECUEIL), &error));
        }
        Ok(_) | Err(_) if names.iter().any(|name| name == RECUEIL) => {
            let message = say!(fr: "« recueil.yaml » dans « {shown} » n’est pas un fichier",
                               en: "`recueil.yaml` in `{shown}` is not a file");
            let hint = say!(fr: "mettez à sa place le fichier qui décrit le corpus",
                            en: "put the file that describes the corpus in its place");
            return Err(ReadError { message, hint });
        }
        Ok(_) | Err(_) => {}
    }
    let message = say!(fr: "aucun fichier recueil.yaml dans « {shown} »", en: "no file recueil.yaml in `{shown}`");
    let misspelt = names.iter().find(|name| {
        ["recueil.yaml", "recueil.yml", "recueil.json", "recueil"].contains(&&*name.to_lowercase())
            && root.join(name).is_file()
    });
    let below = || names.iter().map(|name| dir.join(name)).find(|folder| folder.join(RECUEIL).is_file());
    let above = || root.ancestors().skip(1).find(|folder| folder.join(RECUEIL).is_file());
    let hint = if let Some(name) = misspelt {
        say!(fr: "renommez « {name} » en recueil.yaml", en: "rename `{name}` to recueil.yaml")
    } else if let Some(folder) = above().map(Path::to_path_buf).or_else(below) {
        let folder = folder.display();
        say!(fr: "il y en a un dans « {folder} » : indiquez ce dossier", en: "there is one in `{folder}`: name that folder")
    } else {
        new_site()
    };
    Err(ReadError { message, hint })
}

fn unreadable_corpus(path: &Path, error: &io::Error) -> ReadError {
    let (path, Both { fr, en }) = (path.display(), reason(error));
    ReadError {
        message: say!(fr: "impossible de lire « {path} » : {fr}", en: "cannot read `{path}`: {en}"),
        hint: say!(fr: "vérifiez les droits d’accès du dossier et des fichiers",
                   en: "check the permissions of the folder and of its files"),
    }
}

/// Why the system refused, in words; the rare reasons keep the system's own.
pub fn reason(error: &io::Error) -> Both {
    use io::ErrorKind as Kind;
    match error.kind() {
        Kind::NotFound => say!(fr: "le fichier ou le dossier n’existe pas", en: "no such file or folder"),
        Kind::PermissionDenied => say!(fr: "accès refusé", en: "permission denied"),
        Kind::AlreadyExists => say!(fr: "il existe déjà", en: "it exists already"),
        Kind::IsADirectory => say!(fr: "c’est un dossier", en: "it is a folder"),
        Kind::NotADirectory => {
            say!(fr: "un élément du chemin n’est pas un dossier", en: "a part of the path is not a folder")
        }
        Kind::StorageFull => say!(fr: "le disque est plein", en: "the disk is full"),
        Kind::QuotaExceeded => say!(fr: "le quota du disque est dépassé", en: "the disk quota is exceeded"),
        Kind::ReadOnlyFilesystem => {
            say!(fr: "le système de fichiers est en lecture seule", en: "the file system is read-only")
        }
        Kind::InvalidFilename => {
            say!(fr: "le nom est trop long ou interdit", en: "the name is too long or not allowed")
        }
        _ if is_circle(error) => {
            say!(fr: "des liens symboliques tournent en rond", en: "symbolic links go round in a circle")
        }
        _ => say!(fr: "{error}", en: "{error}"),
    }
}

/// Whether symbolic links lead back to themselves.
fn is_circle(error: &io::Error) -> bool {
    error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error())
}

/// What was found on the disk and is to be read.
#[derive(Default)]
struct Found {
    root: PathBuf,
    /// Path in the corpus → path on the disk, never a symbolic link.
    files: BTreeMap<Arc<str>, PathBuf>,
    /// True where a symbolic link is among what was found.
    has_links: bool,
    findings: Vec<Finding>,
}

impl Found {
    /// Finds what is called so in the corpus's own folder.
    fn look(dir: &Path, names: &[&str]) -> Result<Found, ReadError> {
        let mut found = Found { root: root(dir)?, ..Found::default() };
        for name in names {
            if fs::symlink_metadata(found.root.join(name)).is_ok() {
                found.walk(name);
            }
        }
        found.compare_case();
        Ok(found)
    }

    /// Finds everything under `top`, a name in the corpus's own folder.
    fn walk(&mut self, top: &str) {
        let walk = WalkDir::new(self.root.join(top)).follow_links(false).follow_root_links(false).sort_by_file_name();
        let entries = walk.into_iter().filter_entry(|entry| !is_leftover(entry.file_name()));
        let entries: Vec<_> =
            entries.filter(|entry| !entry.as_ref().is_ok_and(|entry| entry.file_type().is_dir())).collect();
        let is_link = |entry: &walkdir::Result<DirEntry>| entry.as_ref().is_ok_and(DirEntry::path_is_symlink);
        self.has_links |= entries.iter().any(is_link);
        let looked_at: Vec<_> = entries.into_par_iter().filter_map(|entry| self.look_at(entry).transpose()).collect();
        for file in looked_at {
            match file {
                Ok((name, path)) => {
                    self.files.insert(name, path);
                }
                Err(finding) => self.findings.push(*finding),
            }
        }
    }

    /// The name in the corpus and the path on the disk of what is no folder; `None` where what is in a folder need not be
    /// told.
    fn look_at(&self, entry: walkdir::Result<DirEntry>) -> Result<Option<(Arc<str>, PathBuf)>, Box<Finding>> {
        let entry = entry.map_err(|error| {
            let path = name_of(&self.root, error.path().unwrap_or(&self.root)).unwrap_or_else(|lossy| lossy);
            Box::new(unreadable(&path.into(), &error.into()))
        })?;
        let name: Arc<str> = match name_of(&self.root, entry.path()) {
            Ok(name) => name.into(),
            // What is in a folder of such a name is named by the folder alone.
            Err(lossy) => {
                let is_told = entry.path().parent().is_none_or(|parent| name_of(&self.root, parent).is_ok());
                return if is_told { Err(Box::new(name_not_utf8(&lossy))) } else { Ok(None) };
            }
        };
        let (path, metadata) = if entry.path_is_symlink() {
            self.follow(&name, entry.path())?
        } else {
            let metadata = entry.metadata().map_err(|error| Box::new(unreadable(&name, &error.into())))?;
            (entry.into_path(), metadata)
        };
        may_be_opened(&name, &metadata)?;
        Ok(Some((name, path)))
    }

    /// The file that the symbolic link at `path` stands for.
    fn follow(&self, name: &Arc<str>, path: &Path) -> Result<(PathBuf, Metadata), Box<Finding>> {
        let fault = |code, message, hint| Box::new(Finding::new(code, Place::whole(name), message).hint(hint));
        let replace = || {
            say!(fr: "mettez à sa place une copie de ce qu’il désigne, ou retirez-le",
                 en: "put a copy of what it stands for in its place, or remove it")
        };
        let target = fs::read_link(path).unwrap_or_default();
        let shown = target.display();
        let circle = || {
            let message = say!(fr: "le lien symbolique vers « {shown} » tourne en rond",
                               en: "the symbolic link to `{shown}` goes round in a circle");
            fault(&LINK_IN_CIRCLE, message, say!(fr: "retirez ce lien", en: "remove this link"))
        };
        let real = match fs::canonicalize(path) {
            Ok(real) => real,
            Err(error) if is_circle(&error) => return Err(circle()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let message = say!(fr: "le lien symbolique désigne « {shown} », qui n’existe pas",
                                   en: "the symbolic link stands for `{shown}`, which does not exist");
                return Err(fault(&BROKEN_LINK, message, replace()));
            }
            Err(error) => return Err(Box::new(unreadable(name, &error))),
        };
        if !real.starts_with(&self.root) {
            let message = say!(fr: "le lien symbolique désigne « {shown} », hors du corpus",
                               en: "the symbolic link stands for `{shown}`, which is out of the corpus");
            return Err(fault(&LINK_OUT_OF_CORPUS, message, replace()));
        }
        let metadata = fs::metadata(&real).map_err(|error| Box::new(unreadable(name, &error)))?;
        if metadata.is_dir() {
            if path.starts_with(&real) {
                return Err(circle());
            }
            let message = say!(fr: "le lien symbolique désigne un dossier, « {shown} », qui n’est pas suivi",
                               en: "the symbolic link stands for a folder, `{shown}`, and is not followed");
            return Err(fault(&LINK_TO_FOLDER, message, replace()));
        }
        Ok((real, metadata))
    }

    /// Warns of paths that are one and the same on a system that does not tell capitals from small letters.
    fn compare_case(&mut self) {
        let mut first: HashMap<Cow<str>, &str> = HashMap::new();
        let mut said = Vec::new();
        for path in self.files.keys() {
            // The first part that differs says it all; the files below it are not named one by one.
            let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
            for part in ends.map(|end| &path[..end]) {
                let seen = *first.entry(in_small_letters(part)).or_insert(part);
                if seen == part {
                    continue;
                }
                if !said.contains(&part) {
                    said.push(part);
                    let message = say!(fr: "« {part} » ne diffère de « {seen} » que par des majuscules",
                                       en: "`{part}` differs from `{seen}` only by capital letters");
                    let hint = say!(fr: "renommez l’un des deux", en: "rename one of the two");
                    let place = Place::whole(path);
                    self.findings.push(Finding::new(&PATH_DIFFERS_BY_CASE, place, message).hint(hint));
                }
                break;
            }
        }
    }
}

/// The error is the finding for what is no file, or too long a one.
fn may_be_opened(name: &Arc<str>, metadata: &Metadata) -> Result<(), Box<Finding>> {
    if !metadata.is_file() {
        let message = say!(fr: "ce n’est ni un fichier ni un dossier, mais un tube, un connecteur ou un périphérique",
                           en: "this is neither a file nor a folder, but a pipe, a socket or a device");
        let hint = say!(fr: "retirez-le du corpus", en: "remove it from the corpus");
        return Err(Box::new(Finding::new(&SPECIAL_FILE, Place::whole(name), message).hint(hint)));
    }
    too_large(name, metadata.len()).map_or(Ok(()), |finding| Err(Box::new(finding)))
}

/// The finding for a file that is too long to be read.
fn too_large(name: &Arc<str>, size: u64) -> Option<Finding> {
    let limit = if is_text(name) { LONGEST_TEXT } else { LONGEST_FILE };
    if size <= limit {
        return None;
    }
    let (has, may) = (size.div_ceil(1 << 20), limit >> 20);
    let message = say!(fr: "le fichier fait {has} Mio et n’est pas lu : la limite est de {may} Mio",
                       en: "the file has {has} MiB and is not read: the limit is {may} MiB");
    let hint = if is_text(name) {
        say!(fr: "répartissez son contenu entre plusieurs fichiers", en: "split what it holds into several files")
    } else {
        say!(fr: "publiez-le ailleurs et donnez son adresse", en: "publish it elsewhere and give its address")
    };
    Some(Finding::new(&FILE_TOO_LARGE, Place::whole(name), message).hint(hint))
}

fn in_small_letters(path: &str) -> Cow<'_, str> {
    let is_small = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
    if path.bytes().all(is_small) { Cow::Borrowed(path) } else { Cow::Owned(path.to_lowercase()) }
}

fn name_not_utf8(lossy: &str) -> Finding {
    let message = say!(fr: "le nom « {lossy} » n’est pas en UTF-8", en: "the name `{lossy}` is not UTF-8");
    let hint = say!(fr: "renommez-le, de préférence sans accents", en: "rename it, best without accents");
    Finding::new(&NAME_NOT_UTF8, Place::whole(&lossy.into()), message).hint(hint)
}

/// The path in the corpus, with `/`; the error is the nearest text there is when the path is no UTF-8.
fn name_of(root: &Path, path: &Path) -> Result<String, String> {
    let parts = path.strip_prefix(root).unwrap_or(path).components();
    let parts: Vec<&OsStr> = parts.map(|part| part.as_os_str()).collect();
    let lossy: Vec<_> = parts.iter().map(|part| part.to_string_lossy()).collect();
    let name = lossy.join("/");
    if parts.iter().all(|part| part.to_str().is_some()) { Ok(name) } else { Err(name) }
}

/// What editors and systems leave behind, and what begins with a dot.
fn is_leftover(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with('.')
        || name.ends_with('~')
        || name.ends_with(".swp")
        || name.ends_with(".swo")
        || (name.starts_with('#') && name.ends_with('#'))
        || ["Thumbs.db", "desktop.ini"].contains(&&*name)
}

/// Whether recueil reads the file as text: what writers write, and the templates of themes.
fn is_text(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    match path.split('/').collect::<Vec<_>>()[..] {
        [RECUEIL] | ["schemas" | "editions", ..] | ["themes", _, "theme.yaml"] | ["themes", _, "templates", ..] => true,
        ["content", ..] => ["md", "yaml", "yml", "json"].contains(&ending),
        _ => false,
    }
}

/// The bytes of a file, and what is to be said of them.
fn content(path: &Arc<str>, file: &Path) -> io::Result<(Arc<[u8]>, Option<Finding>)> {
    Ok(in_utf8(path, fs::read(file)?))
}

/// What was read of a file: where text is expected it is UTF-8, else it is made so and that is said.
fn in_utf8(path: &Arc<str>, bytes: Vec<u8>) -> (Arc<[u8]>, Option<Finding>) {
    if !is_text(path) {
        return (bytes.into(), None);
    }
    let error = match std::str::from_utf8(&bytes) {
        Ok(_) => return (bytes.into(), None),
        Err(error) => error,
    };
    let at = error.valid_up_to();
    let byte = bytes[at];
    let message = say!(fr: "le fichier n’est pas en UTF-8 : l’octet {byte:#04x} n’y a pas de sens",
                       en: "the file is not UTF-8: the byte {byte:#04x} means nothing there");
    let hint = if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        say!(fr: "il est sans doute en UTF-16 : enregistrez-le en UTF-8", en: "it is probably UTF-16: save it as UTF-8")
    } else if bytes.contains(&0) {
        say!(fr: "ce n’est pas un texte : donnez au fichier l’extension de ce qu’il est, ou retirez-le",
             en: "it is no text: give the file the extension of what it is, or remove it")
    } else {
        say!(fr: "enregistrez-le en UTF-8 (il est sans doute en ISO 8859-1 ou en Windows-1252)",
             en: "save it as UTF-8 (it is probably ISO 8859-1 or Windows-1252)")
    };
    let place = Place::at(path, at..at + char::REPLACEMENT_CHARACTER.len_utf8());
    let finding = Finding::new(&NOT_UTF8, place, message).hint(hint);
    (String::from_utf8_lossy(&bytes).as_bytes().into(), Some(finding))
}

fn unreadable(path: &Arc<str>, error: &io::Error) -> Finding {
    let Both { fr, en } = reason(error);
    Finding::new(&UNREADABLE, Place::whole(path), say!(fr: "illisible : {fr}", en: "cannot be read: {en}"))
        .hint(say!(fr: "vérifiez les droits d’accès, ou retirez-le du corpus",
             en: "check its permissions, or remove it from the corpus"))
}

#[cfg(test)]
mod tests;
