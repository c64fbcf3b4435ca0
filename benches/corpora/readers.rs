//! What a site takes from its readers, measured by a real browser: `tests/browser/measure.mjs`.

use std::path::Path;
use std::process::Command;

/// What the browser prints of a site, beside an index that Pagefind made of it; or why there is nothing to print.
pub fn measure(site: &Path, pagefind: Option<&Path>) -> String {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
    if !tests.join("node_modules").is_dir() {
        return "no browser to measure with: tests/run installs it".to_owned();
    }
    let output = Command::new("node").arg("measure.mjs").arg(site).args(pagefind).current_dir(tests).output();
    match output {
        Ok(output) => {
            let mut told = String::from_utf8_lossy(&output.stdout).into_owned();
            if !output.status.success() {
                told += &format!("the browser failed:\n{}", String::from_utf8_lossy(&output.stderr));
            }
            told
        }
        Err(error) => format!("node cannot be started: {error}"),
    }
}
