//! Whole runs on corpora of which not all can be read: what is there is told, and not what only follows from it.

#[allow(dead_code, reason = "other tests use the rest of it")]
mod whole;

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::Command;

use whole::{Corpus, FINE};

#[test]
fn what_was_not_read_is_told_and_not_what_hangs_on_it() {
    let corpus = Corpus::new(FINE);
    let text = "---\nkind: page\ntitle: D\nsee_also: [pipe, gone, long, nowhere]\n---\n\n![A picture](photo.png)\n";
    corpus.write("content/d.md", text);
    let made = Command::new("mkfifo").arg(corpus.path("content/pipe.md")).status().expect("mkfifo is there");
    assert!(made.success());
    symlink("away.md", corpus.path("content/gone.md")).expect("it is written");
    symlink("away.png", corpus.path("content/photo.png")).expect("it is written");
    let long = fs::File::create(corpus.path("content/long.md")).expect("it is written");
    long.set_len(17 << 20).expect("a sparse file takes no room");
    for command in ["check", "build"] {
        let said = corpus.run(&[command]).ends(1);
        let said = said.says(&["broken-link", "special-file", "file-too-large", "called `nowhere`", "5 errors"]);
        assert!(["`pipe`", "`long`", "`gone`", "asset-missing"].iter().all(|of| !said.err.contains(of)), "{said:?}");
    }
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let corpus = Corpus::new(FINE);
    corpus.write("content/locked/c.md", "---\nkind: page\ntitle: C\n---\n");
    corpus.write("content/of-both.md", "---\nkind: page\ntitle: B\nsee_also: [a, c]\n---\n");
    corpus.write("content/of-own-kind.md", "---\nkind: visit\ntitle: V\n---\n");
    corpus.write("schemas/visit.yaml", "title: Visit\nx-extends: core\nproperties: {title: {type: string}}\n");
    let mode = |path: &str, mode| {
        fs::set_permissions(corpus.path(path), fs::Permissions::from_mode(mode)).expect("it is ours");
    };
    mode("content/a.md", 0o000);
    mode("content/locked", 0o000);
    mode("schemas/visit.yaml", 0o000);
    if let Some(run) = corpus.run_unprivileged(&["check", "--format", "short"]) {
        let told = [
            "content/a.md: error[unreadable]",
            "content/locked: error[unreadable]",
            "schemas/visit.yaml: error[unreadable]",
        ];
        let run = run.ends(1).says(&told).says(&["permission", "3 errors"]);
        assert!(!run.err.contains("unknown-reference") && !run.err.contains("unknown-kind"), "{run:?}");
    }
    mode("schemas/visit.yaml", 0o644);
    mode("content/a.md", 0o644);
    mode("content/locked", 0o755);
    // What the schemas say is not known then: which kinds there are, and which fields these have.
    corpus.write("content/of-own-field.md", "---\nkind: page\ntitle: F\nvisitors: 3\n---\n");
    mode("schemas", 0o000);
    if let Some(run) = corpus.run_unprivileged(&["check", "--format", "short"]) {
        run.ends(1).says(&["schemas: error[unreadable]", "1 error\n"]);
    }
    mode("schemas", 0o755);
    fs::remove_file(corpus.path("content/of-own-field.md")).expect("it is ours");
    mode(".", 0o555);
    if let Some(run) = corpus.run_unprivileged(&["build"]) {
        run.ends(2).says(&["permission", "-o"]);
    }
    mode("recueil.yaml", 0o000);
    if let Some(run) = corpus.run_unprivileged(&["check"]) {
        run.ends(2).says(&["recueil.yaml", "permission"]);
    }
    mode(".", 0o755);
}
