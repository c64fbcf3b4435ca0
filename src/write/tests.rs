//! Outputs on a real disk, and what a build that was killed leaves behind.

use std::sync::atomic::AtomicU32;

use super::*;

/// A folder of its own for each test, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Folder {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("recueil-write-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(path.join("corpus/content")).expect("the temporary folder can be written");
        Folder(fs::canonicalize(path).expect("it was just made"))
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.join(path)
    }

    fn file(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("it is in the folder")).expect("the folder can be written");
        fs::write(path, text).expect("the folder can be written");
    }

    fn text(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.path(path)).ok()
    }

    fn open(&self, out: &str, keep: &[&str]) -> Result<Staging, WriteError> {
        let keep: Vec<String> = keep.iter().map(|&name| name.to_owned()).collect();
        Staging::open(&self.path(out), &self.path("corpus"), &keep)
    }

    fn build(&self, keep: &[&str], files: &[(&str, &str)]) -> Written {
        let staging = self.open("public", keep).expect("the output may be written");
        for (path, text) in files {
            staging.put(path, text.as_bytes()).expect("the path is free");
        }
        staging.finish("hash").expect("the output may be written")
    }

    fn names(&self, path: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(path)).expect("it is a folder");
        let mut names: Vec<String> =
            entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_second_build_links_what_is_unchanged_and_drops_what_is_gone() {
    let folder = Folder::new();
    let written = folder.build(&[], &[("index.html", "one"), ("a/b/index.html", "two"), ("gone.txt", "x")]);
    assert_eq!(written, Written { files: 3, bytes: 7, linked: 0 });
    assert!(is_current(&folder.path("public"), "hash") && !is_current(&folder.path("public"), "another"));
    let written = folder.build(&[], &[("index.html", "new"), ("a/b/index.html", "two")]);
    assert_eq!(written, Written { files: 2, bytes: 6, linked: 1 });
    assert_eq!(folder.text("public/index.html").as_deref(), Some("new"));
    assert_eq!(folder.names("public"), [".recueil-manifest.json", "a", "index.html"]);
    assert_eq!(folder.names("."), ["corpus", "public"]);
}

#[test]
fn a_file_changed_by_hand_is_neither_linked_nor_taken_for_unchanged() {
    let folder = Folder::new();
    folder.build(&[], &[("index.html", "one")]);
    std::thread::sleep(std::time::Duration::from_millis(20));
    folder.file("public/index.html", "ONE");
    assert!(!is_current(&folder.path("public"), "hash"));
    assert_eq!(folder.build(&[], &[("index.html", "one")]).linked, 0);
    assert_eq!(folder.text("public/index.html").as_deref(), Some("one"));
}

#[test]
fn what_is_not_finished_leaves_nothing() {
    let folder = Folder::new();
    folder.build(&[], &[("index.html", "one")]);
    let staging = folder.open("public", &[]).expect("the output may be written");
    staging.put("index.html", b"two").expect("the path is free");
    assert!(folder.open("public", &[]).is_err_and(|error| error.message.en.contains("another build")));
    drop(staging);
    assert_eq!(folder.text("public/index.html").as_deref(), Some("one"));
    drop(folder.open("deep/er/public", &[]).expect("the parents are made"));
    assert_eq!(folder.names("."), ["corpus", "public"]);
}

#[test]
fn what_is_kept_is_carried_over() {
    let folder = Folder::new();
    folder.file("public/.git/HEAD", "ref");
    folder.file("public/CNAME", "example.org");
    folder.build(&[".git", "CNAME"], &[("index.html", "one")]);
    folder.build(&[".git", "CNAME"], &[("index.html", "two")]);
    assert_eq!(folder.text("public/.git/HEAD").as_deref(), Some("ref"));
    assert_eq!(folder.text("public/CNAME").as_deref(), Some("example.org"));
    assert_eq!(folder.text("public/index.html").as_deref(), Some("two"));
    let staging = folder.open("public", &[".git", "CNAME"]).expect("the output may be written");
    assert!(staging.put("CNAME", b"").is_err());
}

#[test]
fn a_fault_while_a_tree_is_made_leaves_the_previous_site() {
    let folder = Folder::new();
    folder.build(&[], &[("index.html", "first")]);
    let staging = folder.open("public", &[]).expect("the output may be written");
    let made = std::panic::catch_unwind(std::panic::AssertUnwindSafe(move || {
        (0..8).into_par_iter().for_each(|at| {
            staging.put(&format!("{at}.html"), b"second").expect("the path is free");
            assert!(at != 5, "a fault");
        });
    }));
    assert!(made.is_err());
    assert_eq!(folder.names(""), ["corpus", "public"]);
    assert_eq!(folder.text("public/index.html").as_deref(), Some("first"));
}

#[test]
fn files_of_others_and_the_sources_are_refused() {
    let folder = Folder::new();
    folder.build(&[], &[("index.html", "one")]);
    folder.file("public/notes.txt", "mine");
    let error = folder.open("public", &[]).expect_err("notes.txt is no output");
    assert!(error.message.en.contains("notes.txt"), "{error:?}");
    assert_eq!(folder.text("public/notes.txt").as_deref(), Some("mine"));
    folder.file("file", "");
    for out in
        ["corpus", ".", "corpus/content", "corpus/content/x", "corpus/themes/x/y", "corpus/../corpus", "file", "file/x"]
    {
        assert!(folder.open(out, &[]).is_err(), "{out}");
    }
    for keep in ["", "..", "a/b", "/", ".recueil-manifest.json"] {
        assert!(folder.open("public", &[keep]).is_err(), "{keep}");
    }
    assert!(folder.open("corpus/public", &[]).is_ok());
}

#[test]
fn no_path_leads_out_of_the_output_and_none_is_claimed_twice() {
    let folder = Folder::new();
    let staging = folder.open("public", &[]).expect("the output may be written");
    for path in ["", "/a", "../a", "a/../b", "a//b", "./a", "a/", MARKER, manifest::NAME] {
        assert!(staging.put(path, b"").is_err(), "{path}");
    }
    assert!(staging.put("a", b"1").is_ok());
    assert!(staging.put("a", b"2").is_err());
}

#[test]
fn a_build_killed_at_any_step_is_tidied_up_by_the_next() {
    let keep = [".git", "CNAME"];
    let fresh = || {
        let folder = Folder::new();
        folder.file("public/.git/HEAD", "ref");
        folder.file("public/CNAME", "example.org");
        folder.build(&keep, &[("index.html", "one"), ("old/index.html", "old")]);
        folder
    };
    let new = ".public.recueil-new";
    type Step = fn(&Folder);
    let steps: [(&str, Step); 7] = [
        ("the new folder is made", |f| fs::create_dir(f.path(".public.recueil-new")).expect("free")),
        ("files are being written", |f| {
            f.file(".public.recueil-new/.recueil-staging", "");
            f.file(".public.recueil-new/a/index.html", "half");
        }),
        ("the trees are exchanged", |f| {
            fs::rename(f.path("public"), f.path(".public.recueil-new")).expect("free");
            f.file("public/.recueil-staging", "");
            f.file("public/.recueil-manifest.json", r#"{"version":1,"inputs":"","outputs":{}}"#);
            fs::hard_link(f.path(".public.recueil-new/CNAME"), f.path("public/CNAME")).expect("free");
        }),
        ("the marker is gone", |f| {
            fs::rename(f.path("public"), f.path(".public.recueil-new")).expect("free");
            f.file("public/.recueil-manifest.json", r#"{"version":1,"inputs":"","outputs":{}}"#);
            fs::hard_link(f.path(".public.recueil-new/CNAME"), f.path("public/CNAME")).expect("free");
        }),
        ("the old tree is being deleted", |f| {
            f.file(".public.recueil-new/.recueil-staging", "");
            f.file(".public.recueil-new/old/index.html", "old");
        }),
        ("where nothing can be exchanged: the output is moved away", |f| {
            fs::rename(f.path("public"), f.path(".public.recueil-old")).expect("free");
            f.file(".public.recueil-new/.recueil-staging", "");
            f.file(".public.recueil-new/index.html", "two");
        }),
        ("where nothing can be exchanged: the new one stands", |f| {
            fs::rename(f.path("public"), f.path(".public.recueil-old")).expect("free");
            f.file("public/.recueil-staging", "");
            f.file("public/.recueil-manifest.json", r#"{"version":1,"inputs":"","outputs":{}}"#);
            fs::hard_link(f.path(".public.recueil-old/CNAME"), f.path("public/CNAME")).expect("free");
        }),
    ];
    for (what, step) in steps {
        let folder = fresh();
        step(&folder);
        folder.build(&keep, &[("index.html", "three")]);
        assert_eq!(folder.names("public"), [".git", ".recueil-manifest.json", "CNAME", "index.html"], "{what}");
        assert_eq!(folder.text("public/.git/HEAD").as_deref(), Some("ref"), "{what}");
        assert_eq!(folder.text("public/index.html").as_deref(), Some("three"), "{what}");
        assert!(!folder.path(new).exists(), "{what}");
        assert_eq!(folder.names("."), ["corpus", "public"], "{what}");
    }
}

#[test]
fn creating_never_overwrites_and_leaves_nothing_when_it_fails() {
    let folder = Folder::new();
    let files = |paths: &[&str]| paths.iter().map(|&path| (path.to_owned(), b"x".to_vec())).collect::<BTreeMap<_, _>>();
    create(&folder.path("site"), &files(&["recueil.yaml", "content/a.md"])).expect("nothing is there yet");
    let error = create(&folder.path("site"), &files(&["a-first.md", "content/a.md"])).expect_err("a.md exists");
    assert!(error.message.en.contains("content/a.md"), "{error:?}");
    // `content/a.md` is a file, so that nothing can be written below it.
    create(&folder.path("site"), &files(&["b/c/d.md", "content/a.md/x"])).expect_err("a.md is no folder");
    assert_eq!(folder.names("site"), ["content", "recueil.yaml"]);
}
