//! Corpora on a real disk, good and bad.

use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::sync::atomic::{AtomicU32, Ordering};

use super::*;

/// A corpus of its own for each test, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Folder {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("recueil-read-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let folder = Folder(std::env::temp_dir().join(name));
        folder.file("corpus/recueil.yaml", b"title: x\n");
        folder
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.join(path)
    }

    fn file(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("it is in the folder")).expect("the folder can be written");
        fs::write(path, bytes).expect("the folder can be written");
    }

    /// The paths that were read, and the code and path of each finding.
    fn read(&self) -> (Vec<String>, Vec<String>) {
        let (inputs, findings) = read(&self.path("corpus")).expect("it is a corpus");
        let findings = findings.iter().map(|finding| format!("{} {}", finding.code.name, finding.place.file)).collect();
        (inputs.files.keys().map(|path| path.to_string()).collect(), findings)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn reads_what_belongs_to_a_corpus_and_passes_leftovers_over() {
    let folder = Folder::new();
    for path in
        ["content/b/a.md", "content/a.md", "themes/t/theme.yaml", "public/x.html", "content/a.md~", "content/.#a.md"]
    {
        folder.file(&format!("corpus/{path}"), b"\xef\xbb\xbfa\r\n");
    }
    let (files, findings) = folder.read();
    assert_eq!(files, ["content/a.md", "content/b/a.md", "recueil.yaml", "themes/t/theme.yaml"]);
    assert!(findings.is_empty(), "{findings:?}");
}

#[test]
fn links_out_in_a_circle_and_to_nothing_are_named_and_not_followed() {
    let folder = Folder::new();
    folder.file("secret.md", b"secret");
    folder.file("corpus/content/a.md", b"a");
    for (target, link) in [
        ("../../secret.md", "out.md"),
        ("a.md", "copy.md"),
        ("gone.md", "gone-link.md"),
        ("self.md", "self.md"),
        ("..", "up"),
        ("../schemas", "folder"),
    ] {
        symlink(target, folder.path("corpus/content").join(link)).expect("the folder can be written");
    }
    folder.file("corpus/schemas/x.yaml", b"a: 1");
    let (files, findings) = folder.read();
    assert_eq!(files, ["content/a.md", "content/copy.md", "recueil.yaml", "schemas/x.yaml"]);
    assert_eq!(
        findings,
        [
            "link-to-folder content/folder",
            "broken-link content/gone-link.md",
            "link-out-of-corpus content/out.md",
            "link-in-circle content/self.md",
            "link-in-circle content/up",
        ]
    );
}

#[test]
fn what_cannot_be_read_is_named() {
    let folder = Folder::new();
    folder.file("corpus/content/latin.md", b"ligne\nd\xe9cret\n");
    folder.file("corpus/content/A/x.md", b"");
    folder.file("corpus/content/a/x.md", b"");
    folder.file("corpus/content/a/y.md", b"");
    let long = fs::File::create(folder.path("corpus/content/long.md")).expect("the folder can be written");
    long.set_len(LONGEST_TEXT + 1).expect("a sparse file takes no room");
    rustix::fs::mknodat(
        rustix::fs::CWD,
        folder.path("corpus/content/pipe"),
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::RUSR,
        0,
    )
    .expect("anyone may make a pipe");
    fs::write(folder.path("corpus/content").join(OsStr::from_bytes(b"d\xe9cret.md")), "")
        .expect("Linux takes any name");
    let (files, findings) = folder.read();
    assert!(!files.contains(&"content/long.md".to_owned()));
    assert_eq!(
        findings,
        [
            "name-not-utf8 content/d\u{fffd}cret.md",
            "file-too-large content/long.md",
            "special-file content/pipe",
            "path-differs-by-case content/a/x.md",
            "not-utf8 content/latin.md",
        ]
    );
    let (inputs, findings) = read(&folder.path("corpus")).expect("it is a corpus");
    let unread: Vec<&str> = inputs.unread.iter().map(|path| &**path).collect();
    assert_eq!(unread, ["content/d\u{fffd}cret.md", "content/long.md"]);
    assert!(inputs.is_unread("content/long.md") && !inputs.is_unread("content/latin.md"));
    assert_eq!(inputs.get("content/latin.md"), Some("ligne\nd\u{fffd}cret\n".as_bytes()));
    assert_eq!(findings[4].place.span, Some((7, 10)));
}

#[test]
fn permissions_are_named() {
    let folder = Folder::new();
    folder.file("corpus/content/closed/a.md", b"a");
    let closed = folder.path("corpus/content/closed");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).expect("it is ours");
    let (_, findings) = folder.read();
    // The superuser may read everything.
    if fs::read_dir(&closed).is_err() {
        assert_eq!(findings, ["unreadable content/closed"]);
        let (inputs, _) = read(&folder.path("corpus")).expect("it is a corpus");
        assert!(inputs.is_unread("content/closed/a.md"));
    }
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).expect("it is ours");
}

#[test]
fn a_folder_that_is_no_corpus_is_refused_with_what_to_do() {
    let folder = Folder::new();
    let hint = |path: &str| read(&folder.path(path)).expect_err("there is no corpus").hint.en;
    fs::create_dir_all(folder.path("corpus/content/x")).expect("the folder can be written");
    assert!(hint("corpus/content/x").contains("/corpus`: name that folder"));
    assert!(hint(".").contains("corpus`: name that folder"));
    assert!(hint("absent").contains("recueil new site"));
    assert!(hint("corpus/recueil.yaml").contains("recueil new site"));
    folder.file("yml/Recueil.yml", b"");
    assert_eq!(hint("yml"), "rename `Recueil.yml` to recueil.yaml");
    fs::create_dir_all(folder.path("bad/recueil.yaml")).expect("the folder can be written");
    assert!(hint("bad").contains("put the file"));
}

#[test]
fn a_file_that_is_no_text_is_told_of_once() {
    let folder = Folder::new();
    folder.file("corpus/content/picture.md", &[0, 1, 0xff, 0xfe, 0x81, b'\n', 0]);
    let (inputs, found) = read(&folder.path("corpus")).expect("it is a corpus");
    let hint = found.iter().map(|finding| finding.hint.as_ref().map_or("", |hint| &hint.en)).collect::<Vec<_>>();
    assert_eq!(hint, ["it is no text: give the file the extension of what it is, or remove it"]);
    let text = std::str::from_utf8(inputs.get("content/picture.md").expect("it was read")).expect("it was made so");
    let mut further = Vec::new();
    let documents = crate::parse::read_file(&"content/picture.md".into(), text, &["page"], &[], &mut further);
    assert!(documents.is_empty() && further.is_empty(), "{further:?}");
}
