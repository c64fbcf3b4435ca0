//! git, as nobody in particular runs it.

use std::process::{Command, Stdio};

use crate::whole::Corpus;

/// Runs git in the corpus's folder, as nobody in particular and at no particular time.
#[track_caller]
pub fn git(corpus: &Corpus, arguments: &[&str]) {
    let mut command = Command::new("git");
    command
        .args(["-c", "maintenance.auto=false", "-c", "gc.auto=0", "-C"])
        .arg(&corpus.dir)
        .args(arguments)
        .stdin(Stdio::null());
    // Nothing of whoever runs the tests: neither settings nor, in a hook, a repository.
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("GIT_")) {
        command.env_remove(name);
    }
    for name in ["GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"] {
        command.env(name, "Writer");
    }
    for name in ["GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"] {
        command.env(name, "writer@example.org");
    }
    for name in ["GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"] {
        command.env(name, "2021-06-30T12:00:00Z");
    }
    command.env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_CONFIG_GLOBAL", "/dev/null").env("HOME", &corpus.dir);
    let output = command.output().expect("git is there");
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}
