//! A corpus in a folder of its own, and the program run on it as its users run it.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A small corpus without fault.
pub const FINE: &[(&str, &str)] = &[
    ("recueil.yaml", "title: T\nlanguage: en\n"),
    ("content/a.md", "---\nkind: page\ntitle: A\n---\n\nText, and [[b]].\n"),
    ("content/b.md", "---\nkind: page\ntitle: B\n---\n\nText.\n"),
];

/// One with an error.
pub const FAULTY: &[(&str, &str)] = &[
    ("recueil.yaml", "title: T\nlanguage: en\n"),
    ("content/a.md", "---\nkind: page\ntitle: A\n---\n\nSee [[nowhere]].\n"),
];

/// One with a warning and no error.
pub const DOUBTFUL: &[(&str, &str)] = &[
    ("recueil.yaml", "title: T\nlanguage: en\n"),
    ("content/a.md", "---\nkind: page\ntitle: A\n---\n\n## No anchor\n\nText.\n"),
];

/// A folder that vanishes with the value.
pub struct Corpus {
    pub dir: PathBuf,
}

/// How a run ended.
#[derive(Debug)]
pub struct Run {
    /// `None` when it was killed.
    pub status: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Corpus {
    pub fn new(files: &[(&str, &str)]) -> Corpus {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let dir = std::env::temp_dir().join(format!("recueil-cli-{}-{number}", std::process::id()));
        let _ = fs::remove_dir_all(&dir);
        fs::create_dir_all(&dir).expect("a folder for the test can be made");
        let corpus = Corpus { dir: fs::canonicalize(dir).expect("it was just made") };
        files.iter().for_each(|(path, text)| corpus.write(path, text));
        corpus
    }

    pub fn path(&self, path: impl AsRef<Path>) -> PathBuf {
        self.dir.join(path)
    }

    pub fn write(&self, path: impl AsRef<Path>, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("it has a folder")).expect("the folder can be made");
        fs::write(&path, bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }

    /// The program with these arguments, started in this folder.
    pub fn command<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_recueil"));
        command.args(arguments).current_dir(&self.dir).stdin(Stdio::null());
        for name in ["RAYON_NUM_THREADS", "NO_COLOR", "CLICOLOR_FORCE", "CLICOLOR", "RUST_BACKTRACE", "LANG", "LC_ALL"]
        {
            command.env_remove(name);
        }
        command
    }

    /// Runs the program; it never panics, whatever it is given.
    #[track_caller]
    pub fn run<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Run {
        finished(&mut self.command(arguments))
    }

    /// Runs the program as a user who is not all-powerful; `None` where that cannot be done.
    pub fn run_unprivileged(&self, arguments: &[&str]) -> Option<Run> {
        let mut command = self.command(arguments);
        if own_uid() == 0 {
            command.uid(65534).gid(65534);
        }
        let output = command.output().ok()?;
        Some(run_of(&output))
    }
}

impl Drop for Corpus {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.dir);
    }
}

/// The user that runs the tests, as the system tells it.
fn own_uid() -> u32 {
    use std::os::unix::fs::MetadataExt;
    fs::metadata("/proc/self").map_or(1, |metadata| metadata.uid())
}

#[track_caller]
pub fn finished(command: &mut Command) -> Run {
    let output = command.output().expect("the program can be started");
    let run = run_of(&output);
    assert!(!run.err.contains("panicked at"), "{}", run.err);
    run
}

fn run_of(output: &std::process::Output) -> Run {
    Run {
        status: output.status.code(),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// A corpus of some hundreds of records, written in the order that `order` gives.
pub fn many(corpus: &Corpus, title: &str, order: impl Iterator<Item = usize>) {
    corpus.write("recueil.yaml", "title: T\nlanguage: fr\nas_of: 2021-06-30\n");
    let mut terms = String::from("kind: term\nrecords:\n");
    for number in 0..40 {
        terms += &format!("  - {{id: terme-{number}, term: terme{number}, definition: Le terme {number}.}}\n");
    }
    corpus.write("content/terms.yaml", terms);
    for number in order {
        let next = (number + 1) % 200;
        let text = format!(
            "---\nkind: accord\ntitle: {title} {number}\nsigned: 2020-01-{:02}\ncalendar:\n  - {{title: Point, date: 2021-T{}}}\n\
             see_also: [accord-{next}]\n---\n\n## Axe {{#axe}}\n\nLe terme{} et [[accord-{next}]].\n\n\
             ```measure\nnumber: 1\ntitle: Mesure\ndue: 2021-0{}\n```\n",
            number % 28 + 1,
            number % 4 + 1,
            number % 40,
            number % 9 + 1,
        );
        corpus.write(format!("content/accords/accord-{number}.md"), text);
    }
}

/// Every file below a folder with the hash of its bytes; empty where there is no folder.
pub fn hashes(dir: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut open = vec![dir.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                open.push(path);
            } else {
                let name = path.strip_prefix(dir).expect("found below it").to_string_lossy().into_owned();
                let bytes = fs::read(&path).unwrap_or_default();
                found.insert(name, blake3::hash(&bytes).to_hex().to_string());
            }
        }
    }
    found
}

impl Run {
    #[track_caller]
    pub fn ends(self, status: i32) -> Run {
        assert_eq!(self.status, Some(status), "stdout:\n{}\nstderr:\n{}", self.out, self.err);
        self
    }

    /// Every one of these stands on standard error.
    #[track_caller]
    pub fn says(self, words: &[&str]) -> Run {
        for word in words {
            assert!(self.err.contains(word), "`{word}` is not said:\n{}", self.err);
        }
        self
    }
}
