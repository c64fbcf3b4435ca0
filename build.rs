//! Tells the program what it is made of: one number for all its sources and the libraries that they were built with.
//!
//! Two programs of the same version may write different pages. An output that another one wrote is not up to date.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};

fn main() -> io::Result<()> {
    let mut files = Vec::new();
    find(Path::new("src"), &mut files)?;
    println!("cargo::rerun-if-changed=src");
    // A program that is a part of another has no lock of its own.
    let lock = PathBuf::from("Cargo.lock");
    if lock.exists() {
        files.push(lock);
        println!("cargo::rerun-if-changed=Cargo.lock");
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in &files {
        let name: Vec<_> = file.iter().map(|part| part.to_string_lossy()).collect();
        (name, fs::read(file)?).hash(&mut hasher);
    }
    println!("cargo::rustc-env=RECUEIL_SOURCES={:016x}", hasher.finish());
    Ok(())
}

/// Every file below `folder`.
fn find(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { find(&path, files)? } else { files.push(path) }
    }
    Ok(())
}
