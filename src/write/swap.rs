//! The exchange of two trees, and what makes it safe to be killed at any moment.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use rustix::fs::FlockOperation;

use super::manifest::{self, Manifest};
use super::{MARKER, WriteError};
use crate::say;

/// The output and the hidden names beside it.
#[derive(Debug)]
pub(super) struct Names {
    pub(super) parent: PathBuf,
    pub(super) out: PathBuf,
    /// The tree being made; after the exchange, the old one.
    pub(super) new: PathBuf,
    /// The old tree where the system cannot exchange.
    old: PathBuf,
    lock: PathBuf,
}

impl Names {
    /// `None` for the top of the file system, which nothing stands beside.
    pub(super) fn of(out: &Path) -> Option<Names> {
        let (parent, name) = (out.parent()?, out.file_name()?);
        let beside = |what: &str| {
            let mut hidden = OsString::from(".");
            hidden.push(name);
            hidden.push(what);
            parent.join(hidden)
        };
        Some(Names {
            parent: parent.to_path_buf(),
            out: out.to_path_buf(),
            new: beside(".recueil-new"),
            old: beside(".recueil-old"),
            lock: beside(".recueil-lock"),
        })
    }
}

impl Names {
    /// True where a build that was killed left a tree behind.
    pub(super) fn has_leftovers(&self) -> bool {
        [&self.new, &self.old].into_iter().any(|left| fs::symlink_metadata(left).is_ok())
    }
}

/// Held by the one build that may write an output; the system lets go of it when the build is killed.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    pub(super) fn take(names: &Names) -> Result<Lock, WriteError> {
        let path = &names.lock;
        loop {
            let file = File::options()
                .create(true)
                .append(true)
                .open(path)
                .map_err(|error| WriteError::io(&names.parent, &error))?;
            match rustix::fs::flock(&file, FlockOperation::NonBlockingLockExclusive) {
                Ok(()) => {}
                Err(rustix::io::Errno::WOULDBLOCK) => {
                    let shown = names.out.display();
                    let message = say!(fr: "une autre construction écrit en ce moment dans « {shown} »",
                                       en: "another build is writing `{shown}` at this moment");
                    let hint = say!(fr: "attendez qu’elle finisse, ou choisissez un autre dossier avec -o",
                                    en: "wait until it ends, or choose another folder with -o");
                    return Err(WriteError::new(message).hint(hint));
                }
                // Some network file systems know no locks; there a build is as safe as its user is careful.
                Err(_) => {}
            }
            // The build that held it before may have removed the file between our two steps.
            if is_same_file(&file.metadata().ok(), &fs::symlink_metadata(path).ok()) {
                return Ok(Lock { path: path.clone(), _file: file });
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Removed while it is still held, so that nobody waits for a file that is gone.
        let _ = fs::remove_file(&self.path);
    }
}

fn is_same_file(a: &Option<fs::Metadata>, b: &Option<fs::Metadata>) -> bool {
    matches!((a, b), (Some(a), Some(b)) if (a.dev(), a.ino()) == (b.dev(), b.ino()))
}

/// Makes the empty new tree, marked as recueil's alone.
pub(super) fn start(names: &Names) -> io::Result<()> {
    fs::create_dir(&names.new)?;
    File::create_new(names.new.join(MARKER))?;
    Ok(())
}

/// Puts the complete new tree in the place of the output, moves what is kept, and deletes the old tree.
pub(super) fn swap(names: &Names, keep: &[String]) -> Result<(), WriteError> {
    let failed = |error: io::Error| WriteError::io(&names.out, &error);
    let Ok(metadata) = fs::symlink_metadata(&names.out) else {
        fs::rename(&names.new, &names.out).map_err(failed)?;
        let _ = fs::remove_file(names.out.join(MARKER));
        return Ok(());
    };
    let mode = metadata.mode() | 0o700;
    fs::set_permissions(&names.new, fs::Permissions::from_mode(mode)).map_err(failed)?;
    // A kept file is linked into the new tree, so that it is there from the first moment; a folder can only be moved.
    let kept: Vec<&String> = keep.iter().filter(|name| fs::symlink_metadata(names.out.join(name)).is_ok()).collect();
    let moved: Vec<&String> =
        kept.into_iter().filter(|name| fs::hard_link(names.out.join(name), names.new.join(name)).is_err()).collect();
    let old = replace(names).map_err(failed)?;
    let _ = fs::remove_file(names.out.join(MARKER));
    for (at, name) in moved.iter().enumerate() {
        if let Err(error) = fs::rename(old.join(name), names.out.join(name)) {
            for name in &moved[..at] {
                fs::rename(names.out.join(name), old.join(name)).map_err(failed)?;
            }
            File::create(names.out.join(MARKER)).and_then(|_| put_back(names, old)).map_err(failed)?;
            return Err(WriteError::io(&names.out.join(name), &error));
        }
    }
    // The new site stands; what cannot be deleted of the old one is left to the next build.
    if File::create(old.join(MARKER)).is_ok() {
        let _ = remove_ours(old);
    }
    Ok(())
}

/// Makes the new tree the output, in one step where the system can; gives the old tree's new name.
fn replace(names: &Names) -> io::Result<&Path> {
    if exchange(&names.new, &names.out).is_ok() {
        return Ok(&names.new);
    }
    fs::rename(&names.out, &names.old)?;
    if let Err(error) = fs::rename(&names.new, &names.out) {
        fs::rename(&names.old, &names.out)?;
        return Err(error);
    }
    Ok(&names.old)
}

/// Undoes [`replace`].
fn put_back(names: &Names, old: &Path) -> io::Result<()> {
    if old == names.new {
        return exchange(&names.new, &names.out);
    }
    fs::rename(&names.out, &names.new)?;
    fs::rename(&names.old, &names.out)
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Tidies away what a killed build left beside the output.
pub(super) fn recover(names: &Names) -> Result<(), WriteError> {
    let exists = |path: &Path| fs::symlink_metadata(path).is_ok();
    for tree in [&names.old, &names.new] {
        if !exists(tree) {
            continue;
        }
        let failed = |error: io::Error| WriteError::io(tree, &error);
        if !exists(&tree.join(MARKER)) && fs::remove_dir(tree).is_err() {
            // An old tree: nothing was deleted from it yet, and it may hold what is to be kept.
            if !exists(&names.out) {
                fs::rename(tree, &names.out).map_err(failed)?;
                continue;
            }
            rescue(tree, &names.out)?;
            File::create_new(tree.join(MARKER)).map_err(failed)?;
        }
        if exists(tree) {
            remove_ours(tree).map_err(failed)?;
        }
    }
    // Left where a build was killed just after the exchange; with it the tree would pass for recueil's alone.
    match fs::remove_file(names.out.join(MARKER)) {
        Err(error) if exists(&names.out.join(MARKER)) => Err(WriteError::io(&names.out, &error)),
        _ => Ok(()),
    }
}

/// Moves from the old tree into the output whatever recueil did not write.
fn rescue(tree: &Path, out: &Path) -> Result<(), WriteError> {
    let manifest = Manifest::read(tree).unwrap_or_default();
    let entries = fs::read_dir(tree).map_err(|error| WriteError::io(tree, &error))?;
    for entry in entries.flatten() {
        let (name, from, to) = (entry.file_name(), entry.path(), out.join(entry.file_name()));
        let ours = name.to_str().is_some_and(|name| {
            let below = format!("{name}/");
            name == manifest::NAME
                || manifest.outputs.contains_key(name)
                || manifest.outputs.range(below.clone()..).next().is_some_and(|(path, _)| path.starts_with(&below))
        });
        if ours || is_same_file(&fs::symlink_metadata(&from).ok(), &fs::symlink_metadata(&to).ok()) {
            continue;
        }
        if fs::symlink_metadata(&to).is_ok() {
            let (from, to) = (from.display(), to.display());
            let message = say!(fr: "une construction interrompue a laissé « {from} », et « {to} » existe aussi",
                               en: "an interrupted build left `{from}`, and `{to}` exists too");
            let hint = say!(fr: "gardez celui des deux qui est bon, et retirez l’autre",
                            en: "keep the good one of the two, and remove the other");
            return Err(WriteError::new(message).hint(hint));
        }
        fs::rename(&from, &to).map_err(|error| WriteError::io(&to, &error))?;
    }
    Ok(())
}

/// Deletes a tree that is recueil's alone: its marker last, so that a tree half deleted is known for what it is.
/// Without its marker nothing is deleted.
pub(super) fn remove_ours(tree: &Path) -> io::Result<()> {
    fs::symlink_metadata(tree.join(MARKER))?;
    let entries: Vec<fs::DirEntry> = fs::read_dir(tree)?.collect::<io::Result<_>>()?;
    entries.par_iter().filter(|entry| entry.file_name() != MARKER).try_for_each(|entry| {
        if entry.file_type()?.is_dir() { fs::remove_dir_all(entry.path()) } else { fs::remove_file(entry.path()) }
    })?;
    fs::remove_file(tree.join(MARKER))?;
    fs::remove_dir(tree)
}

/// Whether something is mounted at `path`, which then cannot be renamed.
pub(super) fn is_mount_point(path: &Path) -> bool {
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};
        if let Ok(stat) = statx(CWD, path, AtFlags::SYMLINK_NOFOLLOW, StatxFlags::BASIC_STATS)
            && stat.stx_attributes_mask.contains(StatxAttributes::MOUNT_ROOT)
        {
            return stat.stx_attributes.contains(StatxAttributes::MOUNT_ROOT);
        }
    }
    let device = |path: &Path| fs::metadata(path).ok().map(|metadata| metadata.dev());
    path.parent().is_some_and(|parent| device(parent) != device(path))
}
