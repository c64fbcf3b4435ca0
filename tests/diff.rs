//! Whole runs of `recueil diff`: folders and git revisions, every format, what is refused, and that nothing is left behind.

#[expect(dead_code, reason = "some of it is for the commands that write")]
mod whole;

#[path = "whole/git.rs"]
mod git;

use git::git;
use serde_json::Value;
use whole::{Corpus, FAULTY, FINE, finished, hashes};

/// A repository with one commit, called `v1`, of a corpus without fault.
fn repository(prefix: &str) -> Corpus {
    let corpus = Corpus::new(&[]);
    FINE.iter().for_each(|(path, text)| corpus.write(format!("{prefix}{path}"), text));
    git(&corpus, &["init", "-q", "-b", "main"]);
    git(&corpus, &["add", "-A"]);
    git(&corpus, &["commit", "-q", "-m", "one"]);
    git(&corpus, &["tag", "v1"]);
    corpus
}

const CHANGED: &str = "---\nkind: page\ntitle: A\n---\n\nText, and then [[b]].\n";

#[test]
fn a_revision_against_the_folder_and_against_another_revision() {
    let corpus = repository("");
    assert!(corpus.run(&["diff", "v1", "."]).ends(0).out.contains("Nothing changed"));
    corpus.write("content/a.md", CHANGED);
    let before = hashes(&corpus.dir);
    let run = corpus.run(&["diff", "v1", "."]).ends(0);
    assert!(run.err.is_empty() && run.out.contains("~ A (page, a)"), "{run:?}");
    assert!(run.out.contains("Text, and {+then+} B."), "{run:?}");
    assert!(run.out.contains("1 record changed"), "{run:?}");
    // Nothing is checked out, written or left behind.
    assert_eq!(hashes(&corpus.dir), before);

    git(&corpus, &["commit", "-q", "-a", "-m", "two"]);
    assert_eq!(corpus.run(&["diff", "v1", "HEAD"]).ends(0).out, run.out);
    assert_eq!(corpus.run(&["diff", "HEAD~1", "main:"]).ends(0).out, run.out);
    assert!(corpus.run(&["diff", "HEAD", "."]).ends(0).out.contains("Nothing changed"));
    // A colon in braces belongs to the name of the revision.
    assert!(corpus.run(&["diff", "HEAD^{/one:*}", "."]).ends(0).out.contains("1 record changed"));
}

#[test]
fn a_corpus_may_stand_in_a_folder_of_its_repository() {
    let corpus = repository("docs/");
    corpus.write("docs/content/a.md", CHANGED);
    let run = corpus.run(&["diff", "v1:docs", "docs"]).ends(0);
    assert!(run.out.contains("1 record changed"), "{run:?}");
    // Within the folder a revision means that folder.
    for name in ["v1", "v1:docs"] {
        let mut command = corpus.command(&["diff", name, "."]);
        let inside = finished(command.current_dir(corpus.path("docs"))).ends(0);
        assert_eq!(inside.out, run.out, "{name}");
    }
    corpus.run(&["diff", "v1", "docs"]).ends(2).says(&["no file recueil.yaml in `v1:`", "v1:docs/"]);
}

#[test]
fn a_folder_wins_over_a_revision_of_its_name() {
    let corpus = repository("");
    FINE.iter().for_each(|(path, text)| corpus.write(format!("v1/{path}"), text));
    corpus.write("v1/content/a.md", CHANGED);
    assert!(corpus.run(&["diff", "v1", "."]).ends(0).out.contains("Text, and [-then-] B."));
    assert!(corpus.run(&["diff", "./v1", "."]).ends(0).out.contains("Text, and [-then-] B."));
    assert!(corpus.run(&["diff", "v1:.", "."]).ends(0).out.contains("Nothing changed"));
    assert!(corpus.run(&["diff", "v1:", "."]).ends(0).out.contains("Nothing changed"));
}

#[test]
fn what_a_commit_may_hold_is_read_as_it_was_committed() {
    let corpus = repository("");
    corpus.write("content/picture.png", [0x89, 0x50, 0, 0xff, b'\n', 0]);
    corpus.write("content/p.md", "---\nkind: page\ntitle: P\n---\n\n![Words](picture.png)\n");
    corpus.write(".gitattributes", "content/p.md export-ignore\ncontent/b.md export-subst\n");
    std::os::unix::fs::symlink("b.md", corpus.path("content/c.md")).expect("a link can be made");
    git(&corpus, &["add", "-A"]);
    git(&corpus, &["commit", "-q", "-m", "two"]);
    assert!(corpus.run(&["diff", "HEAD", "."]).ends(0).out.contains("Nothing changed"));
    corpus.write("content/picture.png", [0x89, 0x50, 1]);
    let run = corpus.run(&["diff", "HEAD", "."]).ends(0);
    assert!(run.out.contains("attached file replaced: picture.png"), "{run:?}");
}

#[test]
fn what_a_partial_clone_left_out_is_said_and_not_fetched() {
    let origin = repository("docs/");
    origin.write("docs/content/a.md", CHANGED);
    git(&origin, &["commit", "-q", "-a", "-m", "two"]);
    git(&origin, &["config", "uploadpack.allowFilter", "true"]);
    let clone = Corpus::new(&[]);
    let address = format!("file://{}", origin.dir.display());
    git(&clone, &["clone", "-q", "--filter=blob:none", &address, "."]);
    let objects = || hashes(&clone.path(".git/objects")).len();
    let before = objects();
    clone
        .run(&["diff", "v1:docs", "docs"])
        .ends(2)
        .says(&["files of `v1` are not in this repository", "git archive v1"]);
    assert_eq!(objects(), before, "nothing was fetched");
    // What is there is compared.
    assert!(clone.run(&["diff", "HEAD:docs", "docs"]).ends(0).out.contains("Nothing changed"));
    git(&clone, &["archive", "-o", "all.tar", "v1"]);
    assert!(clone.run(&["diff", "v1:docs", "docs"]).ends(0).out.contains("1 record changed"));
}

#[test]
fn a_file_that_a_damaged_repository_lost_is_no_partial_clone() {
    let corpus = repository("");
    let objects = || hashes(&corpus.path(".git/objects"));
    let before = objects();
    corpus.write("content/a.md", CHANGED);
    git(&corpus, &["add", "-A"]);
    let added = objects().into_keys().find(|path| !before.contains_key(path)).expect("a file was added");
    git(&corpus, &["commit", "-q", "-m", "two"]);
    std::fs::remove_file(corpus.path(".git/objects").join(&added)).unwrap();
    let object = added.replace(['/', '\\'], "");
    let run = corpus.run(&["diff", "HEAD", "."]).ends(2).says(&[&format!("git refuses: {object} missing")]);
    assert!(!run.err.contains("partial"), "{run:?}");
}

#[test]
fn a_corpus_with_errors_is_not_compared() {
    let corpus = repository("");
    FAULTY.iter().for_each(|(path, text)| corpus.write(path, text));
    let run = corpus.run(&["diff", "v1", "."]).ends(1).says(&["error[unknown-reference]", "content/a.md:6:5"]);
    assert!(run.out.is_empty(), "{run:?}");
    git(&corpus, &["commit", "-q", "-a", "-m", "two"]);
    // The path is one that `git show` takes.
    corpus.run(&["diff", "HEAD", "v1"]).ends(1).says(&["HEAD:content/a.md:6:5"]);
}

#[test]
fn what_cannot_be_compared_ends_with_2() {
    let corpus = repository("");
    corpus.run(&["diff", "v1"]).ends(2);
    corpus.run(&["diff", "v2", "."]).ends(2).says(&["`v2` is neither a folder nor a revision", "git tag"]);
    corpus
        .run(&["diff", "HEAD^{/zzz}", "."])
        .ends(2)
        .says(&["`HEAD^{/zzz}` is neither a folder nor a revision", "git log"]);
    corpus.run(&["diff", "v2:docs/x", "."]).ends(2).says(&["`v2:docs/x` is no folder, and `v2` is no revision of git"]);
    corpus.run(&["diff", "docs/x", "."]).ends(2).says(&["docs/x"]);
    corpus.run(&["diff", "", "."]).ends(2).says(&["the name of the corpus is empty"]);
    corpus.run(&["diff", "v1..HEAD", "."]).ends(2).says(&["names two revisions", "recueil diff v1 HEAD"]);
    for name in ["v1^{commit}", "HEAD@{0}", "HEAD^0:"] {
        assert!(corpus.run(&["diff", name, "."]).ends(0).out.contains("Nothing changed"), "{name}");
    }
    corpus.run(&["diff", "--format", "pdf", "v1", "."]).ends(2);
    corpus.run(&["diff", "--", "--upload-pack=x", "."]).ends(2).says(&["neither a folder nor a revision"]);
    corpus.run(&["diff", "recueil.yaml", "."]).ends(2).says(&["is not a folder"]);
    corpus.run(&["diff", "nowhere/at/all", "."]).ends(2).says(&["does not exist"]);
    let alone = Corpus::new(FINE);
    alone.run(&["diff", "v1", "."]).ends(2).says(&["`v1` is neither", "no git repository"]);
    let mut command = corpus.command(&["diff", "v1", "."]);
    finished(command.env("PATH", "")).ends(2).says(&["cannot ask git", "name a folder"]);
}

#[test]
fn json_and_html_are_what_they_promise() {
    let corpus = repository("");
    corpus.write("content/a.md", CHANGED);
    let run = corpus.run(&["diff", "v1", ".", "--format", "json"]).ends(0);
    let json: Value = serde_json::from_str(&run.out).expect("one JSON value");
    assert_eq!((&json["format"], &json["counts"]["records"]["changed"]), (&1.into(), &1.into()));
    assert_eq!(json["records"][0]["id"], "a");
    let line = &json["records"][0]["changes"][0]["lines"][0];
    assert_eq!((&line[0]["kept"], &line[1]["added"]), (&"Text, and ".into(), &"then ".into()));

    let page = corpus.run(&["diff", "v1", ".", "--format", "html"]).ends(0).out;
    assert!(page.starts_with("<!doctype html>") && page.trim_end().ends_with("</html>"), "{page}");
    assert!(
        page.contains("<del>") && page.contains("<ins>") && page.contains("From <code>v1</code> to <code>.</code>"),
        "{page}"
    );
    // It stands alone: nothing is asked of another file or another site.
    for word in ["src=", "<link", "@import", "url(", "<script"] {
        assert!(!page.contains(word), "{word}");
    }
    assert_eq!(corpus.run(&["diff", "v1", ".", "--format", "html"]).out, page);
    let colour = corpus.run(&["diff", "v1", ".", "--color", "always"]).ends(0).out;
    assert!(colour.contains("\u{1b}[32m{+then+}\u{1b}[0m"), "{colour}");
    assert!(!corpus.run(&["diff", "v1", "."]).out.contains('\u{1b}'));
    let french = corpus.run(&["diff", "v1", ".", "--lang", "fr"]).ends(0).out;
    assert!(french.contains("1 fiche modifiée"), "{french}");
}

#[test]
fn the_page_says_in_which_language_it_speaks() {
    let corpus = repository("");
    corpus.write("recueil.yaml", "title: Le 1er recueil\nlanguage: fr\n");
    corpus.write("content/a.md", "---\nkind: page\ntitle: 'Enfin : le 1er...'\n---\n\nUn texte : [[b]].\n");
    corpus.write("content/a--b'.txt", "x");
    git(&corpus, &["add", "-A"]);
    let page = |lang: &str| corpus.run(&["diff", "v1", ".", "--format", "html", "--lang", lang]).ends(0).out;
    let (french, english) = (page("fr"), page("en"));
    assert!(
        french.contains("<html lang=\"fr\">") && french.contains("<title>Ce qui a changé – Le 1er recueil</title>")
    );
    assert!(english.contains("<html lang=\"en\">") && english.contains("<title>What changed – Le 1er recueil</title>"));
    // What the corpus says stays in its language, with the spaces of that one.
    assert!(english.contains("<span lang=\"fr\">Le 1<sup>er</sup> recueil</span>"), "{english}");
    assert!(english.contains("<div class=\"both\" lang=\"fr\">") && !french.contains("<span lang"), "{english}");
    let own = english.replace("Enfin\u{a0}: le 1<sup>er</sup>…", "").replace("Un texte\u{a0}:", "");
    let own = own.split("<div class=\"both\" lang=\"fr\">").next().expect("a first part");
    assert!(!own.contains(['\u{a0}', '\u{202f}']), "{own}");
    assert!(french.contains("De <code>v1</code> à <code>.</code>"), "{french}");
    // A language that it cannot speak is said, unless another is asked for.
    corpus.write("recueil.yaml", "title: Sammlung\nlanguage: de\n");
    let (unasked, asked) = (corpus.run(&["diff", "v1", "."]), corpus.run(&["diff", "v1", ".", "--lang", "fr"]));
    assert!(unasked.err.contains("note: the report is in English: there are no words in `de`"), "{}", unasked.err);
    assert!(!asked.err.contains("note"), "{}", asked.err);
}
