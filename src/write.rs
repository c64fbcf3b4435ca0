//! Outputs go to the disk all or nothing: a new tree beside the old, unchanged files linked, then one exchange.
//!
//! Beside an output `public` stand, while a build runs, `.public.recueil-lock` (one build at a time) and
//! `.public.recueil-new`, the tree being made. A tree that holds the file [`MARKER`] is recueil's alone and may be
//! deleted by whoever finds it; once the trees are exchanged the old one stands there without the marker until
//! everything that is to be kept has been moved out of it. A build that is killed leaves this to the next one.

mod manifest;
mod swap;

use std::collections::{BTreeMap, HashSet};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use crate::diagnostics::Both;
use crate::read::reason;
use crate::say;
use manifest::{Manifest, Output};
use swap::{Lock, Names};

/// Why an output could not be written; the output is then what it was before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriteError {
    /// One sentence, without a full stop: what is wrong.
    pub message: Both,
    /// One sentence, without a full stop: what to do.
    pub hint: Option<Both>,
}

impl WriteError {
    fn new(message: Both) -> WriteError {
        WriteError { message, hint: None }
    }

    fn hint(mut self, hint: Both) -> WriteError {
        self.hint = Some(hint);
        self
    }

    /// The system refused to write `path`.
    fn io(path: &Path, error: &io::Error) -> WriteError {
        let (path, Both { fr, en }) = (path.display(), reason(error));
        let failed =
            WriteError::new(say!(fr: "impossible d’écrire « {path} » : {fr}", en: "cannot write `{path}`: {en}"));
        match error.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                failed.hint(say!(fr: "vérifiez les droits d’accès du dossier qui le contient, ou choisissez un autre dossier avec -o",
                                 en: "check the permissions of the folder that it is in, or choose another folder with -o"))
            }
            _ => failed,
        }
    }
}

/// What a build wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// The files of the output, the manifest not counted.
    pub files: usize,
    pub bytes: u64,
    /// How many of the files are those of the previous build, linked.
    pub linked: usize,
}

/// A new tree that becomes the output when it is finished, and vanishes when it is dropped before.
#[derive(Debug)]
pub struct Staging {
    names: Names,
    keep: Vec<String>,
    previous: Manifest,
    claimed: Mutex<BTreeMap<String, Output>>,
    folders: Mutex<HashSet<String>>,
    linked: AtomicUsize,
    finished: bool,
    // Dropped in this order: the lock's file stands in the parents.
    _lock: Lock,
    _parents: Parents,
}

/// Lies in a tree that is recueil's alone.
const MARKER: &str = ".recueil-staging";

impl Staging {
    /// Starts a new tree for the output `out` of the corpus in `corpus_dir`, having made sure that `out` may be replaced.
    ///
    /// The entries at the top of `out` that `keep` names are carried over. What a killed build left is tidied away.
    ///
    /// # Errors
    /// When `out` is in or above the sources, a file, a mount point, in a place that cannot be written, being written
    /// by another build, or holds files that recueil did not write and `keep` does not name.
    pub fn open(out: &Path, corpus_dir: &Path, keep: &[String]) -> Result<Staging, WriteError> {
        for name in keep {
            let one_name = matches!(Path::new(name).components().collect::<Vec<_>>()[..], [Component::Normal(_)]);
            if !one_name || name.contains('/') || [manifest::NAME, MARKER].contains(&&**name) {
                return Err(WriteError::new(say!(fr: "`keep:` nomme « {name} », qui n’est pas un nom à la racine du site",
                                                en: "`keep:` names `{name}`, which is no name at the top of the output"))
                    .hint(say!(fr: "écrivez un nom simple, tel que .git ou CNAME", en: "write a plain name, such as .git or CNAME")));
            }
        }
        let out = resolve(out).map_err(|error| WriteError::io(out, &error))?;
        refuse_sources(&out, corpus_dir)?;
        let Some(names) = Names::of(&out) else {
            return Err(WriteError::new(say!(fr: "le site ne peut pas être la racine du disque",
                                            en: "the output cannot be the top of the file system")));
        };
        let parents = Parents::make(&names.parent).map_err(|error| WriteError::io(&names.parent, &error))?;
        let lock = Lock::take(&names)?;
        let previous = prepare(&names, keep)?;
        Ok(Staging {
            names,
            keep: keep.to_vec(),
            previous,
            claimed: Mutex::default(),
            folders: Mutex::default(),
            linked: AtomicUsize::new(0),
            finished: false,
            _lock: lock,
            _parents: parents,
        })
    }

    /// Writes one output at `path`, relative and with `/`. May be called from many threads at once.
    ///
    /// # Errors
    /// When the path is claimed already, leads out of the output or is the name of something kept, and those of the disk.
    pub fn put(&self, path: &str, bytes: &[u8]) -> Result<(), WriteError> {
        let top = path.split('/').next().unwrap_or(path);
        if !is_plain(path) || [manifest::NAME, MARKER].contains(&top) {
            return Err(WriteError::new(
                say!(fr: "« {path} » n’est pas un chemin du site", en: "`{path}` is no path of the output"),
            ));
        }
        if self.keep.iter().any(|kept| kept == top) {
            return Err(WriteError::new(say!(fr: "le site veut écrire « {path} », que `keep:` réserve",
                                            en: "the site wants to write `{path}`, which `keep:` reserves"))
            .hint(say!(fr: "retirez « {top} » de `keep:` ou changez cette adresse",
                           en: "remove `{top}` from `keep:` or change that address")));
        }
        let output = Output { size: bytes.len() as u64, hash: blake3::hash(bytes) };
        if self.claimed.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), output).is_some() {
            return Err(WriteError::new(say!(fr: "deux pages veulent la même adresse, « {path} »",
                                            en: "two outputs claim the same path, `{path}`")));
        }
        let to = self.names.new.join(path);
        if let Some((folder, _)) = path.rsplit_once('/') {
            self.make_folder(folder).map_err(|error| WriteError::io(&to, &error))?;
        }
        if self.previous.outputs.get(path) == Some(&output)
            && self.previous.is_untouched(&self.names.out, path, &output)
            && fs::hard_link(self.names.out.join(path), &to).is_ok()
        {
            self.linked.fetch_add(1, Ordering::Relaxed);
            return Ok(());
        }
        File::create_new(&to).and_then(|mut file| file.write_all(bytes)).map_err(|error| WriteError::io(&to, &error))
    }

    /// Makes a folder of the new tree, unless that has been done.
    fn make_folder(&self, folder: &str) -> io::Result<()> {
        let folders = || self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        if folders().contains(folder) {
            return Ok(());
        }
        fs::create_dir_all(self.names.new.join(folder))?;
        folders().insert(folder.to_owned());
        Ok(())
    }

    /// Makes the new tree the output, and deletes the old one.
    ///
    /// # Errors
    /// Those of the disk; the output is then the previous one.
    pub fn finish(mut self, inputs_hash: &str) -> Result<Written, WriteError> {
        let claimed = std::mem::take(self.claimed.get_mut().unwrap_or_else(PoisonError::into_inner));
        Manifest::write(&self.names.new, inputs_hash, &claimed)
            .map_err(|error| WriteError::io(&self.names.new, &error))?;
        swap::swap(&self.names, &self.keep)?;
        self.finished = true;
        Ok(Written {
            files: claimed.len(),
            bytes: claimed.values().map(|output| output.size).sum(),
            linked: self.linked.load(Ordering::Relaxed),
        })
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if !self.finished {
            // What cannot be removed now still has its marker, and the next build removes it.
            let _ = swap::remove_ours(&self.names.new);
        }
    }
}

/// True where the output `out` was made from the inputs of that hash, every file of it is still there as it was written
/// and no killed build left anything beside it that is still to be put in its place.
pub fn is_current(out: &Path, inputs_hash: &str) -> bool {
    let names = resolve(out).ok().and_then(|out| Names::of(&out));
    if names.is_none_or(|names| names.has_leftovers()) {
        return false;
    }
    let manifest = Manifest::read(out).filter(|manifest| manifest.inputs == inputs_hash);
    manifest.is_some_and(|manifest| {
        let outputs = manifest.outputs.par_iter();
        outputs.all(|(path, output)| is_plain(path) && manifest.is_untouched(out, path, output))
    })
}

/// Writes new files under `dir`, making the folders that they need; nothing that exists is ever overwritten.
///
/// # Errors
/// When one of the files exists already, and those of the disk; nothing is then left of what was written.
pub fn create(dir: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<(), WriteError> {
    for path in files.keys() {
        let to = dir.join(path);
        let shown = to.display();
        if !is_plain(path) {
            return Err(WriteError::new(say!(fr: "« {path} » n’est pas un chemin", en: "`{path}` is no path")));
        }
        if fs::symlink_metadata(&to).is_ok() {
            return Err(WriteError::new(say!(fr: "« {shown} » existe déjà", en: "`{shown}` exists already"))
                .hint(say!(fr: "choisissez un autre nom, ou retirez ce fichier", en: "choose another name, or remove that file")));
        }
    }
    let mut written: Vec<PathBuf> = Vec::new();
    let mut folders: Vec<Parents> = Vec::new();
    for (path, bytes) in files {
        let to = dir.join(path);
        let made = Parents::make(to.parent().unwrap_or(dir)).and_then(|made| {
            folders.push(made);
            let mut file = File::create_new(&to)?;
            written.push(to.clone());
            file.write_all(bytes)
        });
        if let Err(error) = made {
            written.iter().for_each(|path| drop(fs::remove_file(path)));
            // The last made stand in the first.
            while folders.pop().is_some() {}
            return Err(WriteError::io(&to, &error));
        }
    }
    Ok(())
}

/// Whether a path is relative, has `/` between plain names, and so cannot lead out of its folder.
fn is_plain(path: &str) -> bool {
    !path.contains(['\0', '\\']) && path.split('/').all(|part| !["", ".", ".."].contains(&part))
}

/// The absolute path of `out`, without symbolic links as far as it exists.
fn resolve(out: &Path) -> io::Result<PathBuf> {
    let absolute = std::path::absolute(out)?;
    let mut missing = Vec::new();
    let mut existing = absolute.as_path();
    // A link that leads nowhere exists, and then `canonicalize` says what is wrong with it.
    while fs::symlink_metadata(existing).is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
        let (Some(parent), Some(name)) = (existing.parent(), existing.components().next_back()) else { break };
        missing.push(name);
        existing = parent;
    }
    if missing.contains(&Component::ParentDir) {
        return Err(io::ErrorKind::NotFound.into());
    }
    let mut resolved = fs::canonicalize(existing)?;
    resolved.extend(missing.iter().rev());
    Ok(resolved)
}

fn refuse_sources(out: &Path, corpus_dir: &Path) -> Result<(), WriteError> {
    let corpus = resolve(corpus_dir).map_err(|error| WriteError::io(corpus_dir, &error))?;
    let shown = out.display();
    let elsewhere = say!(fr: "choisissez un autre dossier, tel que « -o public »", en: "choose another folder, such as `-o public`");
    if corpus.starts_with(out) {
        let message = say!(fr: "le dossier de sortie « {shown} » contient le corpus lui-même et le remplacerait",
                           en: "the output folder `{shown}` holds the corpus itself and would replace it");
        return Err(WriteError::new(message).hint(elsewhere));
    }
    for source in ["content", "schemas", "themes", "editions"] {
        let real = resolve(&corpus.join(source)).unwrap_or_else(|_| corpus.join(source));
        if out.starts_with(&real) || out.starts_with(corpus.join(source)) {
            let message = say!(fr: "le dossier de sortie « {shown} » est dans les sources du corpus, « {source}/ »",
                               en: "the output folder `{shown}` is inside the sources of the corpus, `{source}/`");
            return Err(WriteError::new(message).hint(elsewhere));
        }
    }
    Ok(())
}

/// Folders that had to be made for what was to be in them; when nothing came of it they go again.
#[derive(Debug)]
struct Parents(Vec<PathBuf>);

impl Parents {
    /// Makes `folder` and what is missing above it.
    fn make(folder: &Path) -> io::Result<Parents> {
        let missing = folder.ancestors().take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists());
        let made = Parents(missing.map(Path::to_path_buf).collect());
        fs::create_dir_all(folder)?;
        Ok(made)
    }
}

impl Drop for Parents {
    fn drop(&mut self) {
        // A folder with something in it is not removed.
        self.0.iter().for_each(|folder| drop(fs::remove_dir(folder)));
    }
}

/// Tidies away what a killed build left, makes sure that the output may be replaced, and makes the empty new tree.
fn prepare(names: &Names, keep: &[String]) -> Result<Manifest, WriteError> {
    swap::recover(names)?;
    let mut previous = Manifest::default();
    match fs::symlink_metadata(&names.out) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(WriteError::io(&names.out, &error)),
        Ok(metadata) => {
            let shown = names.out.display();
            if !metadata.is_dir() {
                return Err(WriteError::new(say!(fr: "le dossier de sortie « {shown} » est un fichier",
                                                en: "the output folder `{shown}` is a file"))
                    .hint(say!(fr: "retirez-le ou choisissez un autre dossier avec -o", en: "remove it or choose another folder with -o")));
            }
            if swap::is_mount_point(&names.out) {
                return Err(WriteError::new(say!(fr: "le dossier de sortie « {shown} » est un point de montage, qui ne peut pas être remplacé d’un coup",
                                                en: "the output folder `{shown}` is a mount point, which cannot be replaced in one step"))
                    .hint(say!(fr: "utilisez un sous-dossier, tel que « {shown}/site »", en: "use a subfolder, such as `{shown}/site`")));
            }
            previous = Manifest::read(&names.out).unwrap_or_default();
            refuse_foreign(&names.out, &previous, keep)?;
        }
    }
    swap::start(names).map_err(|error| WriteError::io(&names.new, &error))?;
    Ok(previous)
}

/// Refuses an output in which there are files that recueil did not write and that nobody asked to keep.
fn refuse_foreign(out: &Path, previous: &Manifest, keep: &[String]) -> Result<(), WriteError> {
    let walk = walkdir::WalkDir::new(out).min_depth(1).follow_links(false).sort_by_file_name();
    let is_kept =
        |entry: &walkdir::DirEntry| entry.depth() == 1 && keep.iter().any(|kept| entry.file_name() == kept.as_str());
    let mut foreign = Vec::new();
    for entry in walk.into_iter().filter_entry(|entry| !is_kept(entry)) {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(out).to_path_buf();
            WriteError::io(&path, &error.into())
        })?;
        if entry.file_type().is_dir() {
            continue;
        }
        let path = entry.path().strip_prefix(out).unwrap_or(entry.path());
        let ours = path.to_str().is_some_and(|path| path == manifest::NAME || previous.outputs.contains_key(path));
        if !ours {
            foreign.push(path.display().to_string());
        }
    }
    if foreign.is_empty() {
        return Ok(());
    }
    let (shown, count) = (out.display(), foreign.len());
    let first = foreign.iter().take(5).map(String::as_str).collect::<Vec<_>>().join(", ");
    let more = if count > 5 { ", …" } else { "" };
    let message = say!(fr: "le dossier de sortie « {shown} » contient des fichiers que recueil n’a pas écrits ({count}) : {first}{more}",
                       en: "the output folder `{shown}` holds files that recueil did not write ({count}): {first}{more}");
    Err(WriteError::new(message).hint(say!(
        fr: "choisissez un dossier vide avec -o, ou nommez ce qui doit rester sous `keep:` dans recueil.yaml",
        en: "choose an empty folder with -o, or name what is to stay under `keep:` in recueil.yaml"
    )))
}

#[cfg(test)]
mod tests;
