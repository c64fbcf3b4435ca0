//! Whole runs of the program: exit statuses, both outputs, what the disk may hold, builds that fail or are killed.

#[allow(dead_code, reason = "other tests use the rest of it")]
mod whole;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, symlink};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use whole::{Corpus, DOUBTFUL, FAULTY, FINE, finished, hashes, many};

#[test]
fn the_exit_status_says_how_a_run_ended() {
    let fine = Corpus::new(FINE);
    let run = fine.run(&["check"]).ends(0);
    assert!(run.err.is_empty() && run.out.contains('2'), "{run:?}");
    let run = fine.run(&["build"]).ends(0);
    assert!(run.err.is_empty() && run.out.contains("public"), "{run:?}");
    assert!(fine.path("public/a/index.html").is_file() && fine.path("public/index.html").is_file());

    let faulty = Corpus::new(FAULTY);
    for command in ["check", "build"] {
        let run = faulty.run(&[command]).ends(1).says(&["error", "unknown-reference", "content/a.md", "[[nowhere]]"]);
        assert!(run.out.is_empty(), "{run:?}");
    }
    assert!(!faulty.path("public").exists());

    let doubtful = Corpus::new(DOUBTFUL);
    doubtful.run(&["check"]).ends(0).says(&["warning"]);
    doubtful.run(&["check", "--strict"]).ends(1).says(&["warning"]);
    doubtful.run(&["build", "--strict"]).ends(1);
    assert!(!doubtful.path("public").exists());
    doubtful.run(&["build"]).ends(0);
}

#[test]
fn a_command_that_cannot_run_ends_with_2() {
    let corpus = Corpus::new(FINE);
    for arguments in [
        &["check", "nowhere"][..],
        &["check", "recueil.yaml"],
        &["check", "content"],
        &["build", "--as-of", "2021-02-30"],
        &["build", "--as-of", "soon"],
        &["build", "--base-url", "example.org"],
        &["check", "--format", "xml"],
        &["chekc"],
        &["explain", "no-such-code"],
        &["schema", "no-such-kind"],
        &["new", "no-such-kind", "x"],
        &["new", "page", "Not A Slug"],
        &["new", "page", "a"],
        &["completions", "cobol"],
        &["man", "nothing"],
        &[],
    ] {
        let run = corpus.run(arguments).ends(2);
        assert!(run.out.is_empty() && !run.err.is_empty(), "{arguments:?}: {run:?}");
    }
    assert!(!corpus.path("public").exists());
}

#[test]
fn a_broken_recueil_yaml_is_told_of_in_the_language_that_its_line_says() {
    let corpus = Corpus::new(FINE);
    for (language, said) in [
        ("language: fr", "jamais refermé"),
        ("language: \"fr-CA\"  # pour tous", "jamais refermé"),
        ("language: en", "never closed"),
        ("language: [fr", "recueil.yaml"),
        ("  language: fr", "recueil.yaml"),
    ] {
        corpus.write("recueil.yaml", format!("{language}\ntitle: T\nwaivers: [\n"));
        let run = corpus.run(&["check"]).ends(1).says(&["yaml-syntax"]);
        assert!(run.err.contains(said), "{language}: {run:?}");
        assert_eq!(corpus.run(&["build"]).ends(1).err, run.err, "{language}");
    }
}

#[test]
fn a_folder_without_recueil_yaml_is_told_what_it_lacks() {
    let corpus = Corpus::new(&[("content/a.md", "---\nkind: page\ntitle: A\n---\n")]);
    corpus.run(&["check"]).ends(2).says(&["recueil.yaml", "recueil new site"]);
    corpus.write("recueil.yml", "title: T\nlanguage: fr\n");
    corpus.run(&["check"]).ends(2).says(&["recueil.yml"]);
    fs::remove_file(corpus.path("recueil.yml")).expect("it is there");
    corpus.write("docs/recueil.yaml", "title: T\nlanguage: fr\n");
    corpus.run(&["check"]).ends(2).says(&["docs"]);
    fs::create_dir(corpus.path("recueil.yaml")).expect("it can be made");
    corpus.run(&["check"]).ends(2);
}

#[test]
fn formats_for_programs_are_what_they_promise() {
    let corpus = Corpus::new(FAULTY);
    corpus.write("content/b.md", "---\nkind: page\ntitel: B\n---\n\n## No anchor\n");
    let run = corpus.run(&["check", "--format", "json"]).ends(1);
    let lines: Vec<Value> =
        run.err.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{line}: {e}"))).collect();
    assert!(lines.len() >= 4, "{lines:?}");
    let keys = ["code", "severity", "file", "line", "column", "end_line", "end_column", "message", "hint"];
    for line in &lines {
        let object = line.as_object().expect("each line is an object");
        assert_eq!(object.keys().map(String::as_str).collect::<Vec<_>>(), keys);
    }
    let reference = lines.iter().find(|line| line["code"] == "unknown-reference").expect("it is said");
    assert_eq!((&reference["file"], &reference["severity"]), (&"content/a.md".into(), &"error".into()));
    assert_eq!((&reference["line"], &reference["end_line"]), (&6.into(), &6.into()));

    let run = corpus.run(&["check", "--format", "sarif"]).ends(1);
    let log: Value = serde_json::from_str(&run.err).expect("SARIF is one JSON value");
    assert_eq!(log["version"], "2.1.0");
    assert_eq!(log["runs"][0]["results"].as_array().map(Vec::len), Some(lines.len()));

    let run = corpus.run(&["check", "--format", "github"]).ends(1);
    assert_eq!(run.err.lines().count(), lines.len());
    let is_command =
        |line: &str| line.starts_with("::error file=content/") || line.starts_with("::warning file=content/");
    assert!(run.err.lines().all(is_command), "{}", run.err);

    let run = corpus.run(&["check", "--format", "short"]).ends(1);
    assert!(run.err.lines().next().is_some_and(|line| line.starts_with("content/a.md:6:")), "{}", run.err);
    // From somewhere else the paths lead there.
    let elsewhere = Corpus::new(&[]);
    let dir = corpus.dir.to_string_lossy().into_owned();
    elsewhere.run(&["check", "--format", "short", &dir]).ends(1).says(&[&format!("{dir}/content/a.md:6:")]);
}

#[test]
fn messages_are_in_the_language_asked_for_else_in_that_of_the_corpus() {
    let corpus = Corpus::new(FAULTY);
    corpus.run(&["check"]).ends(1).says(&["error[", "no record"]);
    corpus.run(&["check", "--lang", "fr"]).ends(1).says(&["erreur[", "« nowhere »"]);
    corpus.write("recueil.yaml", "title: T\nlanguage: fr\n");
    corpus.run(&["check"]).ends(1).says(&["erreur["]);
    corpus.run(&["--lang", "en", "check"]).ends(1).says(&["error["]);
}

#[test]
fn colour_goes_to_terminals_only() {
    let corpus = Corpus::new(FAULTY);
    assert!(!corpus.run(&["check"]).err.contains('\u{1b}'));
    assert!(corpus.run(&["check", "--color", "always"]).err.contains('\u{1b}'));
    assert!(!finished(corpus.command(&["check"]).env("NO_COLOR", "1")).err.contains('\u{1b}'));
    // Progress is for terminals too.
    let fine = Corpus::new(FINE);
    assert!(fine.run(&["build"]).ends(0).err.is_empty());
}

#[test]
fn help_names_every_command_and_the_exit_statuses() {
    let corpus = Corpus::new(&[]);
    let help = corpus.run(&["--help"]).ends(0);
    for command in ["build", "check", "serve", "diff", "new", "explain", "schema", "completions", "man"] {
        assert!(help.out.contains(command), "{command}");
        let own = corpus.run(&[command, "--help"]).ends(0);
        assert!(own.out.contains("Usage") && own.out.contains("Example"), "{command}: {}", own.out);
    }
    assert!(help.out.contains("Exit status"));
    assert!(corpus.run(&["--version"]).ends(0).out.starts_with("recueil "));
}

#[test]
fn a_reader_that_goes_away_is_no_crash() {
    let corpus = Corpus::new(FINE);
    for arguments in [&["schema", "accord"][..], &["man"], &["completions", "bash"], &["check"]] {
        let mut child =
            corpus.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        assert!(!String::from_utf8_lossy(&output.stderr).contains("panicked"), "{arguments:?}");
    }
}

#[test]
fn an_output_among_the_sources_is_refused() {
    let corpus = Corpus::new(FINE);
    corpus.write("file", "x");
    let before = hashes(&corpus.dir);
    for output in ["content", "content/public", "content/../content/x", ".", "..", "schemas", "themes/x", "file", "/"] {
        corpus.run(&["build", "-o", output]).ends(2);
        assert_eq!(hashes(&corpus.dir), before, "{output}");
    }
    symlink("content", corpus.path("link")).expect("a link can be made");
    corpus.run(&["build", "-o", "link/public"]).ends(2);
    fs::remove_file(corpus.path("link")).expect("it is there");
    assert_eq!(hashes(&corpus.dir), before);
}

#[test]
fn files_that_recueil_did_not_write_are_never_lost() {
    let corpus = Corpus::new(FINE);
    corpus.write("public/notes.txt", "mine");
    corpus.write("public/.git/HEAD", "ref");
    corpus.run(&["build"]).ends(2).says(&["notes.txt", "keep"]);
    assert_eq!(hashes(&corpus.path("public")).len(), 2);
    corpus.write("recueil.yaml", "title: T\nlanguage: en\nkeep: [.git, notes.txt]\n");
    for title in ["A", "A2"] {
        corpus.write("content/a.md", format!("---\nkind: page\ntitle: {title}\n---\n"));
        corpus.run(&["build"]).ends(0);
        assert_eq!(fs::read(corpus.path("public/notes.txt")).expect("it is kept"), b"mine");
        assert_eq!(fs::read(corpus.path("public/.git/HEAD")).expect("it is kept"), b"ref");
    }
    // A file that appears in a page's folder is not recueil's either.
    corpus.write("public/a/mine.html", "mine");
    corpus.write("content/a.md", "---\nkind: page\ntitle: A3\n---\n");
    corpus.run(&["build"]).ends(2).says(&["a/mine.html"]);
    assert!(corpus.path("public/a/mine.html").is_file());
}

#[test]
fn a_failing_build_leaves_the_previous_site_untouched() {
    let corpus = Corpus::new(FINE);
    corpus.run(&["build"]).ends(0);
    let before = hashes(&corpus.path("public"));
    let all_before = hashes(&corpus.dir).len();
    corpus.write("content/b.md", "---\nkind: page\ntitle: B2\n---\n\n[[nowhere]]\n");
    corpus.run(&["build"]).ends(1);
    assert_eq!(hashes(&corpus.path("public")), before);
    // One that fails while it draws leaves it too.
    corpus.write("content/a.md", "---\nkind: page\nid: a\ntitle: A2\n---\n");
    corpus.write("content/b.md", "---\nkind: page\ntitle: B2\n---\n");
    corpus.write("recueil.yaml", "title: T\nlanguage: en\ntheme: mine\n");
    corpus.write("themes/mine/templates/page.html", "<h1>{{ page.title }}</h1>\n{{ nothing.of.it }}\n");
    corpus.run(&["build"]).ends(1).says(&["template-broken", "themes/mine/templates/page.html:2", "content/a.md:3"]);
    assert_eq!(hashes(&corpus.path("public")), before);
    assert_eq!(hashes(&corpus.dir).len(), all_before + 1, "nothing else is left lying about");
}

#[test]
fn what_a_record_was_leaves_the_site_with_it() {
    let corpus = Corpus::new(FINE);
    corpus.run(&["build"]).ends(0);
    corpus.write("content/a.md", "---\nkind: page\ntitle: A\n---\n");
    fs::remove_file(corpus.path("content/b.md")).expect("it is there");
    corpus.run(&["build"]).ends(0);
    assert!(!corpus.path("public/b").exists() && corpus.path("public/a/index.html").is_file());
}

#[test]
fn an_unchanged_build_writes_nothing() {
    let corpus = Corpus::new(FINE);
    corpus.run(&["build"]).ends(0);
    let state = |path: &str| {
        let metadata = fs::metadata(corpus.path(path)).expect("it is there");
        (metadata.ino(), metadata.mtime(), metadata.mtime_nsec(), metadata.ctime(), metadata.ctime_nsec())
    };
    let paths = ["public", "public/a", "public/a/index.html", "public/.recueil-manifest.json"];
    let before = paths.map(state);
    corpus.run(&["build"]).ends(0);
    assert_eq!(paths.map(state), before);
    // A file that somebody changed is made again.
    corpus.write("public/a/index.html", "changed");
    corpus.run(&["build"]).ends(0);
    assert_ne!(fs::read(corpus.path("public/a/index.html")).expect("it is there"), b"changed");
    // Other options are another site.
    corpus.run(&["build", "--portable"]).ends(0);
    assert_ne!(paths.map(state), before);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let (first, second) = (Corpus::new(&[]), Corpus::new(&[]));
    many(&first, "Accord", 0..200);
    many(&second, "Accord", (0..200).rev());
    finished(first.command(&["build"]).env("RAYON_NUM_THREADS", "1")).ends(0);
    finished(second.command(&["build"]).env("RAYON_NUM_THREADS", "4").env("TZ", "Pacific/Auckland")).ends(0);
    let (one, other) = (hashes(&first.path("public")), hashes(&second.path("public")));
    let differing: Vec<&String> = one.keys().filter(|path| one.get(*path) != other.get(*path)).collect();
    assert!(differing.is_empty() && one.len() == other.len(), "{differing:?}");
    assert!(one.len() > 600);
}

#[test]
fn a_killed_build_leaves_the_previous_site_or_the_new_one() {
    let corpus = Corpus::new(&[]);
    let site = corpus.path("public");
    let mut known: Vec<BTreeMap<String, String>> = Vec::new();
    for title in ["Accord", "Convention"] {
        many(&corpus, title, 0..200);
        corpus.run(&["build"]).ends(0);
        known.push(hashes(&site));
    }
    let started = Instant::now();
    many(&corpus, "Accord", 0..200);
    corpus.run(&["build"]).ends(0);
    let mut whole = started.elapsed();
    let mut interrupted = 0;
    for round in 0..32u32 {
        let title = ["Convention", "Accord"][round as usize % 2];
        many(&corpus, title, 0..200);
        let mut child =
            corpus.command(&["build"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
        // The moments are spread over the whole run, however long others make it; most lie where files are exchanged.
        let part = if round < 12 { round * 7 } else { 58 + round };
        std::thread::sleep(whole * part / 100);
        let _ = child.kill();
        let status = child.wait().expect("it ends");
        interrupted += usize::from(!status.success());
        whole = if status.success() { whole * 4 / 5 } else { whole * 21 / 20 };
        let mut left = hashes(&site);
        left.remove(".recueil-staging");
        assert!(known.contains(&left), "killed after {part} % the site is neither the old nor the new one");
    }
    assert!(interrupted >= 10, "only {interrupted} builds were killed in time");
    // The next build tidies away what the killed ones left.
    many(&corpus, "Loi", 0..200);
    corpus.run(&["build"]).ends(0);
    let names = fs::read_dir(&corpus.dir).expect("it is there").flatten().map(|entry| entry.file_name());
    assert!(
        names.into_iter().all(|name| !name.to_string_lossy().contains("recueil-")),
        "something is left beside the site"
    );
}

#[test]
fn what_is_kept_comes_back_after_a_kill() {
    let corpus = Corpus::new(FINE);
    corpus.write("recueil.yaml", "title: T\nlanguage: en\nkeep: [.git]\n");
    corpus.run(&["build"]).ends(0);
    corpus.write("public/.git/HEAD", "ref");
    // So it lies when a build was killed between the exchange of the two trees and the moving of what is kept.
    fs::rename(corpus.path("public"), corpus.path(".public.recueil-new")).expect("nothing stands there");
    corpus.run(&["build", "-o", "other"]).ends(0);
    fs::rename(corpus.path("other"), corpus.path("public")).expect("nothing stands there");
    corpus.run(&["build"]).ends(0);
    assert!(corpus.path("public/.git/HEAD").is_file(), "what is kept was left in .public.recueil-new");
}

#[test]
fn whatever_the_disk_holds_is_named_and_nothing_hangs() {
    let corpus = Corpus::new(FINE);
    let outside = Corpus::new(&[("secret.md", "---\nkind: page\ntitle: Secret\n---\n"), ("folder/x.md", "x")]);
    let link = |target: &Path, path: &str| symlink(target, corpus.path(path)).expect("a link can be made");
    link(&outside.path("secret.md"), "content/out.md");
    link(&outside.path("folder"), "content/out");
    link(Path::new("nowhere.md"), "content/broken.md");
    link(Path::new("circle-b.md"), "content/circle-a.md");
    link(Path::new("circle-a.md"), "content/circle-b.md");
    link(Path::new("."), "content/round");
    fs::create_dir(corpus.path("content/deep")).expect("it can be made");
    link(Path::new("deep"), "content/shallow");
    let made = Command::new("mkfifo").arg(corpus.path("content/pipe.md")).status().is_ok_and(|status| status.success());
    fs::write(corpus.path("content").join(std::ffi::OsStr::from_bytes(b"caf\xe9.md")), "x").expect("it can be written");
    corpus.write("content/latin.md", b"---\nkind: page\ntitle: caf\xe9\n---\n");
    corpus.write("content/utf16.md", b"\xff\xfe-\0-\0-\0");
    corpus.write("content/deep/a.md", "---\nkind: page\nid: deep-a\ntitle: A\n---\n");
    corpus.write("content/Deep/b.md", "---\nkind: page\nid: deep-b\ntitle: B\n---\n");
    let started = Instant::now();
    let run = corpus.run(&["check", "--format", "short"]).ends(1).says(&[
        "content/out.md: error[link-out-of-corpus]",
        "content/out: error[link-out-of-corpus]",
        "content/broken.md: error[broken-link]",
        "content/circle-a.md: error[link-in-circle]",
        "content/round: error[link-in-circle]",
        "content/shallow: ",
        "[link-to-folder]",
        "[name-not-utf8]",
        "content/latin.md:3:11: error[not-utf8]",
        "content/utf16.md: error[not-utf8]",
        "[path-differs-by-case]",
    ]);
    assert!(!made || run.err.contains("content/pipe.md: error[special-file]"), "{}", run.err);
    assert!(started.elapsed() < Duration::from_secs(20), "it took {:?}", started.elapsed());
    assert!(!run.err.contains("Secret"));
}

#[test]
fn a_file_of_50_megabytes_is_refused_at_once() {
    let corpus = Corpus::new(FINE);
    corpus.write("content/big.md", vec![b'a'; 50 << 20]);
    let started = Instant::now();
    corpus.run(&["check", "--format", "short"]).ends(1).says(&[
        "content/big.md: error[file-too-large]",
        "50 MiB",
        "16 MiB",
    ]);
    assert!(started.elapsed() < Duration::from_secs(20), "it took {:?}", started.elapsed());
}

#[test]
fn an_honest_file_of_5_megabytes_is_read() {
    let corpus = Corpus::new(FINE);
    let words = "les mots d’un texte ordinaire ".repeat(400);
    let mut list = String::from("kind: theme\nrecords:\n");
    for number in 0..400 {
        list += &format!("  - id: theme-{number}\n    title: Thème {number}\n    description: |\n      {words}\n");
    }
    assert!(list.len() > 4 << 20);
    corpus.write("content/themes.yaml", list);
    corpus.run(&["check"]).ends(0);
}

#[test]
fn a_new_site_builds_without_a_finding() {
    for lang in ["fr", "en"] {
        let folder = Corpus::new(&[]);
        folder.run(&["new", "site", "mine", "--lang", lang]).ends(0);
        let run = folder.run(&["build", "mine", "--strict"]).ends(0);
        assert!(run.err.is_empty(), "{}", run.err);
        assert!(folder.path("mine/public/index.html").is_file());
        let settings = fs::read_to_string(folder.path("mine/.vscode/settings.json")).expect("editors have settings");
        assert!(settings.contains("schemas"));
        let before = hashes(&folder.dir);
        folder.run(&["new", "site", "mine", "--lang", lang]).ends(2);
        assert_eq!(hashes(&folder.dir), before, "what exists is never overwritten");
    }
}

/// The kinds that records may have, as `recueil schema` lists them.
fn kinds(corpus: &Corpus) -> Vec<String> {
    let listed = corpus.run(&["schema"]).ends(0).out;
    let names = listed.lines().filter_map(|line| line.split_whitespace().next());
    let kinds: Vec<String> = names.map(|name| name.trim_end_matches(':').to_owned()).collect();
    let some = ["convention", "accord", "organisation", "term", "report", "recommendation", "figure", "annotation"];
    for kind in some {
        assert!(kinds.iter().any(|known| known == kind), "{kind} is not listed:\n{listed}");
    }
    kinds
}

#[test]
fn a_new_record_of_each_kind_is_a_draft_that_stops_nothing() {
    let corpus = Corpus::new(FINE);
    for kind in kinds(&corpus).iter().filter(|kind| !["core", "instrument"].contains(&kind.as_str())) {
        let run = corpus.run(&["new", kind, &format!("new-{kind}")]).ends(0);
        assert!(corpus.path(run.out.trim()).is_file(), "{kind}: {}", run.out);
        corpus.run(&["new", kind, &format!("new-{kind}")]).ends(2);
    }
    corpus.run(&["check"]).ends(0);
    corpus.run(&["build", "--drafts"]);
    corpus.run(&["build"]).ends(0);
    assert!(!corpus.path("public/new-page").exists());
}

#[test]
fn a_new_record_is_found_fault_with_for_what_is_to_be_filled_in_and_no_more() {
    let corpus = Corpus::new(FINE);
    let left = [("recommendation", "[section-without-reference]"), ("annotation", "[unknown-reference]")];
    for kind in ["report", "position", "recommendation", "figure", "annotation"] {
        let path = corpus.run(&["new", kind, &format!("new-{kind}")]).ends(0).out.trim().to_owned();
        let found = corpus.run(&["check", "--format", "short"]).ends(0).err;
        // Nothing can lead yet to what was just made.
        let own = found.lines().filter(|line| line.starts_with(&path) && !line.contains("[record-unlinked]"));
        let is_left = |line: &str| left.iter().any(|(of, code)| *of == kind && line.contains(code));
        assert!(own.clone().all(is_left) && own.count() < 2, "{kind}: {found}");
        let text = fs::read_to_string(corpus.path(&path)).expect("it was just made");
        let sections = ["## Context {#", "## Actions {#", "## Who? {#", "## When? {#", "## Conditions", "## Points"];
        assert_eq!(sections.iter().all(|section| text.contains(section)), kind == "recommendation", "{text}");
        assert_eq!(text.contains("\nvalue: 1\n"), kind == "figure", "{text}");
    }
}

#[test]
fn every_kind_has_a_schema_in_json() {
    let corpus = Corpus::new(FINE);
    for kind in kinds(&corpus) {
        let printed = corpus.run(&["schema", &kind]).ends(0).out;
        let schema: Value = serde_json::from_str(&printed).unwrap_or_else(|error| panic!("{kind}: {error}"));
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema", "{kind}");
        assert!(schema["title"].is_string() && schema["properties"].is_object(), "{kind}");
    }
}

#[test]
fn every_code_is_explained_by_the_command() {
    let corpus = Corpus::new(&[]);
    for code in recueil::compile::codes() {
        for (lang, explanation) in [("fr", code.explanation.fr), ("en", code.explanation.en)] {
            let run = corpus.run(&["explain", code.name, "--lang", lang]).ends(0);
            let first = explanation.split_whitespace().take(3).collect::<Vec<_>>().join(" ");
            let printed = run.out.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(printed.contains(&first), "{}: {}", code.name, run.out);
        }
    }
    corpus.run(&["explain", "unknown-referense"]).ends(2).says(&["unknown-reference"]);
}

#[test]
fn shells_and_manuals_are_served() {
    let corpus = Corpus::new(&[]);
    for shell in ["bash", "zsh", "fish"] {
        let script = corpus.run(&["completions", shell]).ends(0).out;
        assert!(script.contains("recueil") && script.contains("explain"), "{shell}");
    }
    let manual = corpus.run(&["man"]).ends(0).out;
    assert!(manual.starts_with(".") && manual.contains(".TH") && manual.contains("recueil"));
    assert!(corpus.run(&["man", "build"]).ends(0).out.contains("portable"));
}
