//! What the preview serves is what a build with drafts writes, whatever was edited before; told at the level of its state.

mod judging;
mod pool;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use pool::states::*;
use pool::{A, B, CONFIG, LAWS, NOTE, PEOPLE, POOL, SCHEMA, TEMPLATE};
use proptest::prelude::*;
use recueil::compile;
use recueil::diagnostics::Finding;
use recueil::inputs::{Inputs, Place};
use recueil::say;
use recueil::serve::answer::{Answer, answer, answer_or_fault};
use recueil::serve::fault::state_or_fault;
use recueil::serve::panel::{BEGIN, END};
use recueil::serve::preview::Preview;

/// Every output of a build, by its path, and the paths that could not be made.
fn built(inputs: &Inputs) -> Option<(String, BTreeMap<String, Vec<u8>>)> {
    let site = compile::check(inputs, &options()).site?;
    let made = Mutex::new(BTreeMap::new());
    let sink = |path: &str, bytes: &[u8]| {
        made.lock().expect("no writer panics").insert(path.to_owned(), bytes.to_vec());
        Ok(())
    };
    compile::outputs(&site, &compile::edition(&site), &sink, &|_, _| {}).expect("a map takes all");
    let base = site.base_url.as_deref().and_then(|url| url.splitn(4, '/').nth(3)).unwrap_or_default();
    Some((format!("/{base}"), made.into_inner().expect("no writer panics")))
}

/// The page without what the preview adds.
fn without_element(bytes: &[u8]) -> Vec<u8> {
    let text = String::from_utf8(bytes.to_vec()).expect("pages are UTF-8");
    assert_eq!((text.matches(BEGIN).count(), text.matches(END).count()), (1, 1), "one element: {text}");
    let (before, rest) = text.split_once(BEGIN).expect("it was counted");
    let (_, after) = rest.split_once(END).expect("it was counted");
    assert!(after.starts_with("</body>") || after.is_empty(), "{after}");
    format!("{before}{after}").into_bytes()
}

#[track_caller]
fn assert_served(preview: &Preview, expected: &Inputs) {
    let Some((base, outputs)) = built(expected) else { return };
    let (desk, now) = (desk(), Instant::now());
    assert_eq!(preview.base(), base);
    for (path, bytes) in &outputs {
        let address = format!("{base}{}", path.strip_suffix("index.html").unwrap_or(path));
        let Answer::Bytes { bytes: served, found, .. } = answer(&desk, preview, &address, now) else {
            panic!("{path} is not there");
        };
        assert!(found, "{path} is not found");
        let served = if path.ends_with(".html") { without_element(&served) } else { served.to_vec() };
        assert!(
            served == *bytes,
            "{path}:\n{}\n---\n{}",
            String::from_utf8_lossy(&served),
            String::from_utf8_lossy(bytes)
        );
    }
    let routes = preview.site().expect("there is one where a build has one").routes();
    for route in routes.iter().filter(|route| !outputs.contains_key(&route.path)) {
        // What a build cannot draw is not drawn here either.
        assert!(
            preview
                .output(&route.path, now)
                .is_some_and(|drawn| drawn.is_err() || drawn.is_ok_and(|o| o.since.is_some()))
        );
    }
}

/// The state after a preview, which serves what a build of the files writes.
#[track_caller]
fn served_next(preview: Option<&Preview>, files: &Files) -> Preview {
    let next = next(preview, files, Instant::now());
    assert_served(&next, &inputs(files));
    next
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, max_shrink_iters: 16, ..ProptestConfig::default() })]

    #[test]
    fn after_any_edits_each_page_is_that_of_a_build(
        steps in prop::collection::vec(prop::collection::vec(edit(), 1..4), 1..5),
        starts_broken in any::<bool>(),
    ) {
        let mut files = first();
        if starts_broken {
            apply(&Edit::Write(A, 2), &mut files);
        }
        let mut good = Files::new();
        let mut shown = as_shown(&files, &mut good);
        let mut preview = unseen(None, &files, Instant::now());
        for edits in &steps {
            edits.iter().for_each(|edit| apply(edit, &mut files));
            shown = as_shown(&files, &mut good);
            preview = unseen(Some(&preview), &files, Instant::now());
        }
        assert_served(&preview, &inputs(&shown));
    }
}

#[test]
fn what_a_text_mentions_follows_the_records_that_it_mentions() {
    let mut files = first();
    let mut preview = next(None, &files, Instant::now());
    assert_served(&preview, &inputs(&files));
    for (path, text) in [(PEOPLE, 2), (PEOPLE, 0), (LAWS, 1), (LAWS, 0)] {
        let (path, texts) = POOL[path];
        files.insert(path, texts[text]);
        preview = served_next(Some(&preview), &files);
    }
    // The others have another place among the records, now that there is one more before them.
    files.insert("content/aa.md", POOL[NOTE].1[1]);
    preview = next(Some(&preview), &files, Instant::now());
    assert_served(&preview, &inputs(&files));
}

#[test]
fn what_is_kept_holds_by_other_settings_schemas_and_forms() {
    let mut files = first();
    apply(&Edit::Write(A, 4), &mut files);
    let mut preview = next(None, &files, Instant::now());
    let of_memo = [(SCHEMA, 2), (SCHEMA, 0)];
    let of_forms = [(A, 0), (PEOPLE, 4), (PEOPLE, 0), (PEOPLE, 2), (PEOPLE, 4)];
    let of_settings = [(CONFIG, 6), (CONFIG, 7), (CONFIG, 2), (CONFIG, 1), (CONFIG, 0)];
    for (path, text) in [&of_memo[..], &of_forms, &of_settings, &of_memo].concat() {
        apply(&Edit::Write(path, text), &mut files);
        preview = served_next(Some(&preview), &files);
    }
}

#[test]
fn a_record_of_another_kind_goes_to_another_list() {
    let mut files = first();
    let mut preview = None;
    for kind in ["page", "theme", "page"] {
        let text = format!("---\nkind: {kind}\ntitle: One title\n---\n\nOne text.\n");
        files.insert("content/c.md", text.leak());
        let next = served_next(preview.as_ref(), &files);
        assert_eq!(next.route("themes/index.html").is_some(), kind == "theme");
        preview = Some(next);
    }
}

/// An accord with so many measures.
fn accord(front: &str, due: &str, measures: usize) -> &'static str {
    let measure = |number| format!("```measure\nnumber: {number}\ntitle: Do it\ndue: {due}\nlead: third\n```\n\n");
    let measures: String = (1..=measures).map(measure).collect();
    format!("---\nkind: accord\n{front}\n---\n\n## Axe {{#axe}}\n\n{measures}").leak()
}

#[test]
fn lists_follow_names_dates_and_ids() {
    let mut files = first();
    files.insert("content/c.md", accord("title: Cas\nsigned: 2020-03-02", "2021-T1", 3));
    let mut preview = None;
    for (front, due) in [
        ("title: Bas\nsigned: 2020-03-02", "2021-T1"),
        // Another place in the order of names, then another date, then the name of another.
        ("title: Das\nsigned: 2020-03-02", "2021-T1"),
        ("title: Das\nsigned: 2019-03-02", "2021-T1"),
        ("title: Cas\nsigned: 2019-03-02", "2021-T1"),
        ("title: Cas\nsigned: 2019-03-02", "2022"),
        ("title: Cas\nsigned: 2019-03-02", "dès que possible"),
        // The same record in the same place, at another address.
        ("title: Cas\nid: b2\nsigned: 2019-03-02", "dès que possible"),
    ] {
        files.insert("content/b.md", accord(front, due, 3));
        preview = Some(served_next(preview.as_ref(), &files));
    }
}

#[test]
fn pages_of_long_lists_follow_the_dates_in_them() {
    let mut files = first();
    let mut preview = None;
    let steps = [
        ("2020-03-02", "2021-T1"),
        ("2020-03-02", "2022-T3"),
        ("2018-03-02", "2022-T3"),
        ("2018-03-02", "dès que possible"),
    ];
    for (signed, due) in steps {
        files.insert("content/c.md", accord(&format!("title: Cas\nsigned: {signed}"), due, 201));
        preview = Some(served_next(preview.as_ref(), &files));
    }
}

#[test]
fn an_anchor_may_pass_from_a_section_to_a_measure() {
    let mut files = first();
    let mut preview = None;
    for body in ["## One {#x}\n\nText.\n", "```measure\nnumber: 1\nanchor: x\ntitle: One\n```\n"] {
        let text = format!("---\nkind: accord\ntitle: C\nsigned: 2020-03-02\n---\n\n{body}");
        files.insert("content/c.md", text.leak());
        let next = served_next(preview.as_ref(), &files);
        assert_eq!(next.route("c/x/index.html").is_some(), body.starts_with("```"));
        preview = Some(next);
    }
}

#[test]
fn a_broken_page_keeps_its_last_text_and_says_what_is_wrong() {
    let mut files = first();
    let start = Instant::now();
    let good = next(None, &files, start);
    assert!(!page(&good, "/a/", start).contains("<details class=\"error\""));

    apply(&Edit::Write(A, 2), &mut files);
    let broken = next(Some(&good), &files, start);
    let later = start + Duration::from_secs(150);
    let shown = page(&broken, "/a/", later);
    assert!(shown.contains("Text, and") && shown.contains("texte d’il y a 2 min"), "{shown}");
    assert!(shown.contains("yaml-syntax") && shown.contains("^"), "{shown}");
    assert!(shown.contains("href=\"vscode://file/corpus/content/a.md:"), "{shown}");
    // Another page only counts.
    let other = page(&broken, "/b/", later);
    assert!(
        !other.contains("<details class=\"error\"")
            && other.contains("/_recueil/findings")
            && other.contains("1 erreur"),
        "{other}"
    );
    let all = page(&broken, "/_recueil/findings", later);
    assert!(all.contains("content/a.md") && all.contains("yaml-syntax"), "{all}");
    // The age goes on while it stays broken.
    let still = next(Some(&broken), &files, later);
    assert!(page(&still, "/a/", start + Duration::from_secs(7200)).contains("texte d’il y a 2 h"));

    apply(&Edit::Write(A, 1), &mut files);
    let mended = next(Some(&still), &files, later);
    let shown = page(&mended, "/a/", later);
    assert!(shown.contains("A2") && !shown.contains("class=\"age\""), "{shown}");
}

/// A schema that says more than the first one of the pool: what it asks for no memo has.
const STRICTER: &str = "$schema: https://json-schema.org/draft/2020-12/schema\ntitle: Memo\ndescription: A memo.\nx-fr: {title: Mémo, description: Un mémo.}\nx-extends: core\nx-title-field: title\ntype: object\nrequired: [room]\nproperties:\n  title: {type: string, title: Title, description: Its title., x-fr: {title: Titre, description: Son titre.}}\n  room: {type: string, title: Room, description: Its room., x-fr: {title: Pièce, description: Sa pièce.}}\n";

#[test]
fn a_text_that_another_file_made_wrong_is_kept_too() {
    let mut files = first();
    let now = Instant::now();
    apply(&Edit::Write(A, 4), &mut files);
    let good = next(None, &files, now);
    let shown = page(&good, "/a/", now);
    assert!(shown.contains("A memo.") && !shown.contains("<details class=\"error\""), "{shown}");
    // The same text, which is wrong by what its schema now says, is all there is to show.
    files.insert("schemas/memo.yaml", STRICTER);
    let wrong = next(Some(&good), &files, now);
    let shown = page(&wrong, "/a/", now);
    assert!(
        shown.contains("A memo.") && shown.contains("<details class=\"error\"") && !shown.contains("class=\"age\""),
        "{shown}"
    );
    // Once it is edited it is an older text, though it was wrong when it was.
    apply(&Edit::Write(A, 2), &mut files);
    let edited = next(Some(&wrong), &files, now);
    let shown = page(&edited, "/a/", now);
    assert!(shown.contains("A memo.") && shown.contains("yaml-syntax") && shown.contains("class=\"age\""), "{shown}");
    // And it stays so, whatever else is wrong meanwhile.
    apply(&Edit::Write(A, 5), &mut files);
    assert!(page(&next(Some(&edited), &files, now), "/a/", now).contains("A memo."));
}

#[test]
fn a_record_is_followed_while_its_schema_is_broken() {
    let mut files = first();
    let now = Instant::now();
    apply(&Edit::Write(A, 4), &mut files);
    let good = next(None, &files, now);
    apply(&Edit::Write(SCHEMA, 1), &mut files);
    let broken = next(Some(&good), &files, now);
    let shown = page(&broken, "/a/", now);
    assert!(shown.contains("A memo.") && shown.contains("schemas/memo.yaml"), "{shown}");
    assert!(!page(&broken, "/_recueil/findings", now).contains("content/a.md"));
    files.insert("content/a.md", "---\nkind: memo\ntitle: M\nnumber: 4\n---\n\nAnother memo.\n");
    let shown = page(&next(Some(&broken), &files, now), "/a/", now);
    assert!(shown.contains("Another memo."), "{shown}");
}

#[test]
fn a_file_that_cannot_be_read_any_more_keeps_its_text() {
    let mut files = first();
    let now = Instant::now();
    let good = next(None, &files, now);
    files.remove("content/a.md");
    let place = Place::whole(&Arc::from("content/a.md"));
    let said = say!(fr: "refusé", en: "refused");
    let unread = vec![Finding::new(&recueil::read::UNREADABLE, place, said)];
    let preview = judged(&Preview::next(Some(&good), inputs(&files), unread, &options(), now));
    let shown = page(&preview, "/a/", now);
    assert!(shown.contains("Text, and") && shown.contains("refusé") && shown.contains("class=\"age\""), "{shown}");
}

#[test]
fn a_record_that_never_was_good_has_its_faults_at_its_address() {
    let mut files = first();
    files.insert("content/b.md", "no front matter\n");
    let now = Instant::now();
    let preview = next(None, &files, now);
    let shown = page(&preview, "/b/", now);
    assert!(shown.contains("front-matter-missing") && shown.contains("content/b.md"), "{shown}");
    assert!(matches!(answer(&desk(), &preview, "/b/", now), Answer::Bytes { found: false, .. }));
    assert!(page(&preview, "/a/", now).contains("Text, and"));
}

#[test]
fn a_corpus_without_any_site_says_why_on_every_page() {
    let files =
        Files::from([("recueil.yaml", "title: T\nlanguage: en\ntheme: none-such\n"), ("content/a.md", POOL[A].1[0])]);
    let now = Instant::now();
    let preview = next(None, &files, now);
    for path in ["/", "/a/", "/x"] {
        assert!(page(&preview, path, now).contains("unknown-theme"), "{path}");
    }
    let mended = next(Some(&preview), &first(), now);
    assert!(page(&mended, "/a/", now).contains("Text, and"));
    // One that had a site keeps it.
    let again = next(Some(&mended), &files, now);
    let shown = page(&again, "/a/", now);
    assert!(
        shown.contains("Text, and") && shown.contains("unknown-theme") && shown.contains("class=\"age\""),
        "{shown}"
    );
}

#[test]
fn a_page_that_a_template_no_longer_draws_stays_as_it_was() {
    let mut files = first();
    files.insert("recueil.yaml", "title: T\nlanguage: fr\ntheme: mine\n");
    let now = Instant::now();
    let good = next(None, &files, now);
    assert!(page(&good, "/a/", now).contains("<p>Mine</p>"));
    // Known to be broken when it is read.
    files.insert("themes/mine/templates/page.html", POOL[TEMPLATE].1[2]);
    let unread = next(Some(&good), &files, now);
    let shown = page(&unread, "/a/", now);
    assert!(
        shown.contains("<p>Mine</p>") && shown.contains("template-broken") && shown.contains("class=\"age\""),
        "{shown}"
    );
    // Known to be broken when a page is drawn.
    files.insert("themes/mine/templates/page.html", POOL[TEMPLATE].1[3]);
    let undrawn = next(Some(&unread), &files, now);
    let shown = page(&undrawn, "/a/", now);
    assert!(
        shown.contains("<p>Mine</p>") && shown.contains("template-broken") && shown.contains("class=\"age\""),
        "{shown}"
    );
    assert!(page(&undrawn, "/_recueil/findings", now).contains("template-broken"));
}

#[test]
fn a_state_that_nobody_was_shown_makes_no_page_old() {
    let mut files = first();
    files.insert("recueil.yaml", "title: T\nlanguage: fr\ntheme: mine\n");
    let start = Instant::now();
    let at = |minutes: u64| start + Duration::from_secs(60 * minutes);
    let good = next(None, &files, start);
    assert!(page(&good, "/a/", start).contains("<p>Mine</p>"));
    // An editor has half written a file: that is looked at, and never shown.
    apply(&Edit::Write(B, 1), &mut files);
    unseen(Some(&good), &files, at(10));
    files.insert("themes/mine/templates/page.html", POOL[TEMPLATE].1[3]);
    let undrawn = next(Some(&good), &files, at(20));
    let shown = page(&undrawn, "/a/", at(25));
    assert!(shown.contains("<p>Mine</p>") && shown.contains("texte d’il y a 5 min"), "{shown}");
}

#[test]
fn a_fault_of_the_program_is_told_as_such_and_ends_nothing() {
    let files = first();
    let now = Instant::now();
    let good = next(None, &files, now);
    // In one page: it says so, in the words of the corpus, and blames no file.
    let Answer::Fault(page_of_it) = answer_or_fault(&desk(), &good, || panic!("a fault")) else { panic!("no fault") };
    let said = String::from_utf8(page_of_it.to_vec()).expect("pages are UTF-8");
    for words in ["faute du programme, et non de vos textes", "Les autres pages", "dans le terminal", "client.js"] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(matches!(answer_or_fault(&desk(), &good, || answer(&desk(), &good, "/a/", now)), Answer::Bytes { .. }));

    // In the whole corpus: the pages stay, and each says so until a change.
    let mut other = files.clone();
    other.insert("content/b.md", "---\nkind: page\ntitle: B\n---\n\nChanged.\n");
    let fault = state_or_fault(Some(&good), inputs(&other), Vec::new(), now, |_, _| panic!("a fault"));
    fault.begin(now);
    assert!(fault.is_fault() && fault.is_of(&inputs(&other), &[]) && !fault.is_of(&inputs(&files), &[]));
    assert_eq!(fault.changed_since(&good), [Arc::from("content/b.md")]);
    let shown = page(&fault, "/a/", now + Duration::from_secs(150));
    for words in ["Text, and", "faute du programme, et non de vos textes", "texte d’il y a 2 min", "L’aperçu reprend"]
    {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    assert!(!shown.contains("<details class=\"error\""), "{shown}");
    assert!(page(&fault, "/_recueil/findings", now).contains("faute du programme"));
    let mended = next(Some(&fault), &other, now);
    assert!(!page(&mended, "/a/", now).contains("faute du programme"));
    assert!(page(&mended, "/b/", now).contains("Changed."));

    // In the very first state: there is no page yet, and each address says so until a change.
    let first = state_or_fault(None, inputs(&files), Vec::new(), now, |_, _| panic!("a fault"));
    first.begin(now);
    assert!(first.is_fault() && first.is_judged && first.is_of(&inputs(&files), &[]));
    for path in ["/", "/a/", "/nowhere/"] {
        let Answer::Fault(said) = answer(&desk(), &first, path, now) else { panic!("{path} is no fault") };
        let said = String::from_utf8(said.to_vec()).expect("pages are UTF-8");
        assert!(said.contains("faute du programme, et non de vos textes") && said.contains("client.js"), "{said}");
        assert!(!said.contains("Les autres pages"), "{said}");
    }
    assert!(page(&first, "/_recueil/findings", now).contains("faute du programme"));
    assert!(page(&next(Some(&first), &other, now), "/b/", now).contains("Changed."));
}

#[test]
fn no_path_leads_out_of_the_site() {
    let now = Instant::now();
    let preview = next(None, &first(), now);
    let desk = desk();
    for path in [
        "/../recueil.yaml",
        "/%2e%2e/recueil.yaml",
        "/content/a.md",
        "/recueil.yaml",
        "/a/../../etc/passwd",
        "//etc/passwd",
        "/a/index.html/",
        "/a//",
        "/a/index.html%00",
        "/%ff",
        "/%",
        "/%zz",
        "/a\\index.html",
        "/_recueil/",
        "/_recueil/../a/",
        "//evil.example/a",
        "/themes/mine/templates/page.html",
        "a/",
        "*",
        "/assets",
        "/search/index/none.js",
    ] {
        let answered = answer(&desk, &preview, path, now);
        assert!(matches!(answered, Answer::Bytes { found: false, .. }), "{path}: {answered:?}");
    }
    assert_eq!(answer(&desk, &preview, "/a", now), Answer::Redirect("/a/".to_owned()));
    assert!(matches!(answer(&desk, &preview, "/%61/index.html", now), Answer::Bytes { found: true, .. }));
    let search = preview.site().map(|site| site.theme.scripts);
    assert_eq!(search, Some(true));
    assert!(
        matches!(answer(&desk, &preview, "/search/index/directory.js", now), Answer::Bytes { found: true, ref media, .. } if media.starts_with("text/javascript"))
    );
}

#[test]
fn what_is_half_written_is_told_from_what_is_not() {
    let now = Instant::now();
    let mut files = first();
    let whole = next(None, &files, now);
    let after = |change: &dyn Fn(&mut Files) -> Option<&'static str>| {
        let mut files = files.clone();
        change(&mut files);
        whole.holds_more_than(&inputs(&files)) || next(Some(&whole), &files, now).breaks_more_than(&whole)
    };
    assert!(after(&|files| files.remove("content/b.md")));
    assert!(after(&|files| files.insert("content/a.md", "")));
    assert!(after(&|files| files.insert("content/a.md", POOL[A].1[2])));
    assert!(!after(&|files| files.insert("content/a.md", POOL[A].1[1])));
    assert!(!after(&|files| files.insert("content/d.md", POOL[A].1[0])));
    // What was broken before may stay so.
    files.insert("content/a.md", POOL[A].1[2]);
    let broken = next(Some(&whole), &files, now);
    files.insert("content/b.md", POOL[B].1[1]);
    assert!(!next(Some(&broken), &files, now).breaks_more_than(&broken));
}
