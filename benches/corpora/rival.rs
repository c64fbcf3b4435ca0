//! The same pages indexed by Pagefind, where it is installed: what the project's own index is compared with.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::measure::{Cost, measure};

/// Pagefind's program: what PAGEFIND names, else the one on the path of programs; `None` where it is not installed.
pub fn pagefind() -> Option<PathBuf> {
    let program = std::env::var_os("PAGEFIND").map_or_else(|| PathBuf::from("pagefind"), PathBuf::from);
    let runs = Command::new(&program).arg("--version").output().is_ok_and(|output| output.status.success());
    runs.then_some(program)
}

/// Indexes the pages of a site into a new folder beside it.
pub fn index(program: &Path, site: &Path, into: &Path) -> Result<Cost, String> {
    let program = program.to_str().ok_or("the path of pagefind is not text")?;
    measure(
        program,
        &["--site".as_ref(), site, "--output-path".as_ref(), into, "--force-language".as_ref(), "fr".as_ref()],
    )
}
