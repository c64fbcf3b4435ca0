//! What the preview finds is what a check finds, whatever was found before; told at the level of its state.

use std::time::Instant;

use proptest::prelude::*;
use recueil::diagnostics::Finding;
use recueil::serve::preview::Preview;

use super::pool::POOL;
use super::pool::states::*;

/// More files with their texts, the first of which is the one that is there before any edit: each has something that is
/// found in it or in what another says.
const MORE: &[(&str, &[&str])] = &[
    (
        "recueil.yaml",
        &[
            "title: T\nlanguage: fr\nas_of: 2021-02-01\n",
            "title: T\nlanguage: fr\nwaivers:\n  - {code: acronym-undefined, about: [CNU], reason: connu}\n",
            "title: T\nlanguage: fr\nwaivers:\n  - {code: acronym-undefined, about: [CNU, ZZZ], reason: connu}\n  - {code: raw-html, reason: voulu}\n",
            "title: T\nlanguage: fr\nas_of: 2020-01-01\nallow_html: true\n",
            "title: T\nlanguage: fr\nnavigation: [d, nowhere]\n",
        ],
    ),
    (
        "content/terms.yaml",
        &[
            "kind: term\nrecords:\n  - {id: dpc, term: DPC, expansion: développement professionnel continu}\n  - {id: cte, term: CTE, expansion: comité technique}\n",
            "# Moved.\nkind: term\nrecords:\n  - {id: dpc, term: DPC, expansion: développement professionnel continu}\n  - {id: cte, term: CTE, expansion: comité technique}\n",
            "kind: term\nrecords:\n  - {id: dpc, term: DPC, expansion: durée du premier contrat}\n  - {id: cte, term: CTE, expansion: comité technique, scope: [d]}\n",
            "kind: term\nrecords:\n  - {id: dpc, term: DPC, forms: [développement personnel continu]}\n  - {id: cnu, term: CNU}\n  - {id: cte, term: CTE}\n",
            "kind: term\nrecords:\n  - {id: cte, term: COMITE}\n",
        ],
    ),
    (
        "content/d.md",
        &[
            "---\nkind: page\ntitle: D\n---\n\n## Un {#un}\n\nLe *CNU* et le CTE, puis le DPC ; voir [[b#axe]], [[b#mesure-1]], [[e#deux]] et [[msp|2 350 maisons]].\n\nLe développement personnel continu (DPC). Le conseil des universités (CNU). Du <b>gras</b>.\n",
            // The same words, which stand otherwise in the file.
            "---\nkind: page\ntitle: D\n---\n\n## Un {#un}\n\nLe _CNU_ et le CTE, puis le DPC ; voir [[b#axe]], [[b#mesure-1]], [[e#deux]] et [[msp|2 350 maisons]].\n\nLe développement personnel continu (DPC). Le conseil des universités (CNU). Du <b>gras</b>.\n",
            // The same anchors, in a draft.
            "---\nkind: page\ntitle: D\nstatus: draft\n---\n\n## Un {#un}\n\nLe CTE.\n",
            "---\nkind: page\ntitle: D\nstatus: draft\n---\n\n## Un {#trois}\n\nLe CNU, le CNU (centre national unique), la [[fsm|FSM]] et la FSM ; [[old]], [[none]] et [[msp|2 250 maisons]].\n",
            "---\nkind: page\ntitle: D\nid: dd\nformer_ids: [old]\n---\n\nRien.\n",
        ],
    ),
    (
        "content/e.md",
        &[
            "---\nkind: accord\ntitle: E\nsigned: 2020-03-02\nsee_also: [\"d#un\"]\ncalendar:\n  - {title: Bilan, date: 2021-01, measures: [1, 3]}\n---\n\n## Deux {#deux}\n\nLe DPC.\n\n```measure\nnumber: 1\ntitle: Do it\ndue: 2021-T1\nlead: third\nlog: [{date: 2019-01-02, state: started}]\n```\n\n```measure\nnumber: 3\ntitle: Do more\n```\n",
            "---\nkind: accord\ntitle: E\nsigned: 2018-03-02\nparties: [d]\n---\n\n## Deux {#quatre}\n\n```measure\nnumber: 1\ntitle: Do it\nanchor: quatre\nlead: fsm\n```\n\n```measure\nnumber: 1\ntitle: Do more\n```\n",
            "---\nkind: page\ntitle: E\n---\n\n## Deux {#deux}\n\nLa CNU.\n",
        ],
    ),
    (
        "content/f.md",
        &[
            "---\nkind: avenant\ntitle: F\nsigned: 2019-01-01\namends: e\nchanges:\n  - {target: \"e#deux\", type: substitution, old: Le DPC., new: Le CTE.}\n---\n",
            "---\nkind: avenant\ntitle: F\nsigned: 2021-01-01\namends: e\nchanges:\n  - {target: \"e#deux\", type: substitution, old: Le CNU.}\n  - {target: \"b#axe\", type: repeal}\n---\n",
            "---\nkind: avenant\ntitle: F\namends: f\n---\n",
        ],
    ),
    (
        "content/figures.yaml",
        &[
            "kind: figure\nrecords:\n  - {id: msp, title: Maisons, value: 2250, unit: maisons, date: 2023}\n  - {id: others, title: Maisons, value: 2250, unit: maisons, date: 2023}\n",
            "kind: figure\nrecords:\n  - {id: msp, title: Maisons, value: 2350, unit: maisons, date: 2023}\n  - {id: others, title: Maisons, value: 2250, unit: maisons, date: 2023}\n",
            "kind: figure\nrecords:\n  - {id: others, title: Maisons, value: 2250, unit: maisons}\n",
            "kind: page\nrecords:\n  - {id: msp, title: Maisons}\n",
        ],
    ),
    (
        "content/m.md",
        &[
            "---\nkind: memo\ntitle: M\nabout: d\n---\n\nA memo, with ![a picture](m.png) and <i>more</i>.\n",
            "---\nkind: memo\ntitle: M\nabout: e\n---\n\nA memo.\n",
        ],
    ),
    ("content/m.png", &["picture", "another"]),
    (
        "schemas/memo.yaml",
        &[
            "$schema: https://json-schema.org/draft/2020-12/schema\ntitle: Memo\ndescription: A memo.\nx-fr: {title: Mémo, description: Un mémo.}\nx-extends: core\nx-title-field: title\ntype: object\nproperties:\n  title: {type: string, title: Title, description: Its title., x-fr: {title: Titre, description: Son titre.}}\n  about: {type: string, title: About, description: What of., x-fr: {title: Sujet, description: De quoi.}, x-ref: {kinds: [page], relation: about, inverse: subject_of}}\n",
            "$schema: https://json-schema.org/draft/2020-12/schema\ntitle: Memo\ndescription: A memo.\nx-fr: {title: Mémo, description: Un mémo.}\nx-extends: core\nx-title-field: title\ntype: object\nproperties:\n  title: {type: string, title: Title, description: Its title., x-fr: {title: Titre, description: Son titre.}}\n  about: {type: string, title: About, description: What of., x-fr: {title: Sujet, description: De quoi.}, x-ref: {kinds: [accord], relation: about, inverse: subject_of}}\n",
            "$schema: https://json-schema.org/draft/2020-12/schema\ntitle: Memo\ndescription: A memo.\nx-fr: {title: Mémo, description: Un mémo.}\nx-extends: core\nx-title-field: title\ntype: object\nproperties:\n  title: {type: string, title: Title, description: Its title., x-fr: {title: Titre, description: Son titre.}}\n  about: {type: string, title: About, description: What of., x-fr: {title: Sujet, description: De quoi.}}\n",
        ],
    ),
];

fn more() -> Files {
    let mut files = first();
    files.extend(MORE.iter().map(|(path, texts)| (*path, texts[0])));
    files
}

/// A file is written, or goes.
fn write(path: &'static str, text: Option<&'static str>, files: &mut Files) {
    match text {
        Some(text) => files.insert(path, text),
        // Without it there is no corpus.
        None if path == "recueil.yaml" => None,
        None => files.remove(path),
    };
}

fn writes() -> impl Strategy<Value = (&'static str, Option<&'static str>)> {
    let of = |(path, texts): &(&'static str, &'static [&'static str])| {
        let path = *path;
        prop_oneof![5 => prop::sample::select(*texts).prop_map(Some), 1 => Just(None)]
            .prop_map(move |text| (path, text))
            .boxed()
    };
    prop::strategy::Union::new(MORE.iter().chain(MORE).chain(POOL).map(of))
}

/// What is found in files that are shown as they are.
fn of_shown(found: &[Finding], files: &Files, shown: &Files) -> Vec<Finding> {
    let is_shown = |file: &str| files.get(file) == shown.get(file);
    let found = found.iter().filter(|finding| is_shown(&finding.place.file)).cloned().map(|mut finding| {
        finding.notes.retain(|(place, _)| is_shown(&place.file));
        finding
    });
    found.collect()
}

#[track_caller]
fn assert_found(preview: &Preview, files: &Files, good: &mut Files) {
    let (shown, checked) = checked(files, good);
    let (found, checked) = (of_shown(&preview.findings, files, &shown), of_shown(&checked, files, &shown));
    assert!(found == checked, "{files:#?}\n{found:#?}\n---\n{checked:#?}");
}

#[test]
fn after_one_edit_and_another_what_is_found_is_what_a_check_finds() {
    let mut files = more();
    let mut good = Files::new();
    let mut preview = unseen(None, &files, Instant::now());
    assert_found(&preview, &files, &mut good);
    let mut codes: Vec<_> = preview.findings.iter().map(|finding| finding.code.name).collect();
    codes.dedup();
    assert!(codes.len() > 12, "{codes:?}");
    for (path, texts) in MORE {
        let before = files.get(path).copied();
        for text in texts.iter().copied().map(Some).chain([None, before]) {
            write(path, text, &mut files);
            preview = unseen(Some(&preview), &files, Instant::now());
            assert_found(&preview, &files, &mut good);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, max_shrink_iters: 16, ..ProptestConfig::default() })]

    #[test]
    fn after_any_edits_what_is_found_is_what_a_check_finds(
        steps in prop::collection::vec(prop::collection::vec(writes(), 1..4), 1..5),
    ) {
        let mut files = more();
        let mut good = Files::new();
        let mut preview = unseen(None, &files, Instant::now());
        assert_found(&preview, &files, &mut good);
        for edits in steps {
            edits.into_iter().for_each(|(path, text)| write(path, text, &mut files));
            preview = unseen(Some(&preview), &files, Instant::now());
            assert_found(&preview, &files, &mut good);
        }
    }
}
