//! A folder that was read → the same folder, of which only those files are read again that are said to be touched.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostics::Finding;
use crate::inputs::Inputs;

use super::{CORPUS, Found, RECUEIL, ReadError, content, is_leftover, name_of, read_found, too_large, unread};

/// A corpus's folder as it was when it was last read.
pub struct Folder {
    dir: PathBuf,
    found: Found,
    pub inputs: Inputs,
    /// What could not be read.
    pub said: Vec<Finding>,
}

impl Folder {
    /// Reads all of it.
    ///
    /// # Errors
    /// Those of [`super::read`].
    pub fn read(dir: &Path) -> Result<Folder, ReadError> {
        let found = Found::look(dir, &CORPUS)?;
        let (inputs, said) = read_found(dir, &found)?;
        Ok(Folder { dir: dir.to_path_buf(), found, inputs, said })
    }

    /// Reads what stands at these paths, and all where it cannot be told from them what else may have changed.
    ///
    /// # Errors
    /// Those of [`super::read`].
    pub fn read_again(&mut self, touched: &BTreeSet<PathBuf>) -> Result<(), ReadError> {
        if self.read_touched(touched).is_none() {
            *self = Folder::read(&self.dir)?;
        }
        Ok(())
    }

    /// `None` where more than plain files came, went or changed.
    fn read_touched(&mut self, touched: &BTreeSet<PathBuf>) -> Option<()> {
        // A link may stand for any file; what was said of the whole may hold no longer.
        let root = self.found.root.clone();
        if self.found.has_links || !self.found.findings.is_empty() {
            return None;
        }
        let mut has_other_names = false;
        for path in touched {
            let below = path.strip_prefix(&root).ok()?;
            let top = below.iter().next()?;
            if !CORPUS.iter().any(|name| top == *name) || below.iter().any(is_leftover) {
                continue;
            }
            let name: Arc<str> = name_of(&root, path).ok()?.into();
            match fs::symlink_metadata(path) {
                Ok(metadata) if metadata.is_file() => {
                    if too_large(&name, metadata.len()).is_some() {
                        return None;
                    }
                    let (bytes, said) = content(&name, path).ok()?;
                    has_other_names |= self.found.files.insert(name.clone(), path.clone()).is_none();
                    self.said.retain(|finding| finding.place.file != name);
                    self.said.extend(said);
                    self.inputs.files_mut().insert(name, bytes);
                }
                Ok(_) => return None,
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    let is_folder = self.inputs.under(&format!("{name}/")).next().is_some();
                    if is_folder || &*name == RECUEIL {
                        return None;
                    }
                    has_other_names |= self.found.files.remove(&name).is_some();
                    self.said.retain(|finding| finding.place.file != name);
                    self.inputs.files_mut().remove(&name);
                }
                Err(_) => return None,
            }
        }
        if has_other_names {
            self.found.compare_case();
        }
        self.inputs.unread = unread(&self.said);
        self.found.findings.is_empty().then_some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is read again is what would be read anew, whatever happened to the files.
    #[test]
    fn what_is_read_again_is_what_is_there() {
        let dir = std::env::temp_dir().join(format!("recueil-folder-{}", std::process::id()));
        let _ = fs::remove_dir_all(&dir);
        fs::create_dir_all(dir.join("content/x")).expect("a folder");
        let root = fs::canonicalize(&dir).expect("it is there");
        let write = |name: &str, bytes: &[u8]| fs::write(root.join(name), bytes).expect("it is written");
        write(RECUEIL, b"title: T\n");
        write("content/a.md", b"a");
        let mut folder = Folder::read(&dir).expect("it is read");
        let steps: [(&[&str], &dyn Fn()); 9] = [
            (&["content/a.md"], &|| write("content/a.md", b"other")),
            (&["content/x/b.md"], &|| write("content/x/b.md", b"new")),
            (&["content/a.md"], &|| write("content/a.md", b"\xff")),
            (&["content/a.md~", "content/.b.swp", "out"], &|| write("content/a.md~", b"left over")),
            (&["content/A.md"], &|| write("content/A.md", b"another")),
            (&["content/a.md"], &|| fs::remove_file(root.join("content/a.md")).expect("it is removed")),
            (&["content/x"], &|| fs::remove_dir_all(root.join("content/x")).expect("it is removed")),
            (&["content/l.md"], &|| {
                std::os::unix::fs::symlink("A.md", root.join("content/l.md")).expect("it is linked");
            }),
            (&["content/A.md"], &|| write("content/A.md", b"what the link stands for")),
        ];
        for (touched, step) in steps {
            step();
            folder.read_again(&touched.iter().map(|name| root.join(name)).collect()).expect("it is read");
            let anew = Folder::read(&dir).expect("it is read");
            assert_eq!(folder.inputs.files, anew.inputs.files, "{touched:?}");
            let said = |folder: &Folder| format!("{:?}", crate::diagnostics::sorted(folder.said.clone()));
            assert_eq!(said(&folder), said(&anew), "{touched:?}");
        }
        fs::remove_dir_all(&dir).expect("it is removed");
    }
}
