//! Files of a corpus that is edited, and what may stand in each: the first text is good, the others may be anything.

pub mod states;

/// Each file with its texts.
pub const POOL: &[(&str, &[&str])] = &[
    (
        "recueil.yaml",
        &[
            "title: T\nlanguage: fr\n",
            "title: Other\nlanguage: en\nbase_url: https://example.org/docs/\n",
            "title: T\nlanguage: fr\ntheme: mine\n",
            "title: T\nlanguage: [fr\n",
            "title: T\nlanguage: fr\nunknown: 1\n",
            "",
            "title: T\nlanguage: fr\nas_of: 2021-02-01\n",
            "title: T\nlanguage: fr\ncollections:\n  - {id: all, title: Tout, kinds: [page, memo]}\n",
        ],
    ),
    (
        "content/a.md",
        &[
            "---\nkind: page\ntitle: A\n---\n\nText, and [[b]], of the FSM. Voir la loi n° 2009-879 du 21 juillet 2009.\n",
            "---\nkind: page\ntitle: A2\nstatus: draft\n---\n\nText.\n\n![A picture](a.png)\n",
            "---\nkind: page\ntitle: [A\n---\n\nBroken.\n",
            "---\nkind: page\n---\n\nNo title.\n",
            "---\nkind: memo\ntitle: M\nnumber: 3\n---\n\nA memo.\n",
            "",
        ],
    ),
    (
        "content/b.md",
        &[
            "---\nkind: accord\ntitle: B\nsigned: 2020-03-02\n---\n\n## Axe {#axe}\n\nText.\n\n```measure\nnumber: 1\ntitle: Do it\ndue: 2021-T1\n```\n",
            "---\nkind: page\ntitle: B\n---\n\nSee [[nowhere]] and [[a]].\n",
            "---\nkind: accord\ntitle: B\nsigned: 2020-13-02\n---\n\nText.\n",
            "no front matter\n",
            "---\nkind: accord\ntitle: A word\nsigned: 2020-03-02\n---\n\n## Axe {#axe}\n\nText.\n\n```measure\nnumber: 1\ntitle: Do it\ndue: 2021-T1\n```\n",
            "---\nkind: accord\ntitle: B\nsigned: 2019-03-02\n---\n\n## Axe {#axe}\n\nText.\n\n```measure\nnumber: 1\ntitle: Do it\ndue: 2022\n```\n",
        ],
    ),
    (
        "content/notes/c.md",
        &["---\nkind: page\ntitle: C\nid: a\n---\n\nThe id of another.\n", "---\nkind: page\ntitle: C\n---\n"],
    ),
    (
        "content/people.yaml",
        &[
            "kind: organisation\nrecords:\n  - {id: fsm, name: Fédération, acronym: FSM}\n  - {id: third, name: Other}\n",
            "kind: organisation\nrecords:\n  - {id: fsm, name: Federation, acronym: FSM}\n  - {id: third}\n",
            "kind: organisation\nrecords:\n  - {id: fsm, name: Fédération}\n  - {id: third, name: Other, acronym: FSM}\n",
            "kind: organisation\nrecords: {\n",
            "kind: organisation\nrecords:\n  - {id: fsm, name: Fédération, acronym: FSM, other_names: [Fé]}\n  - {id: third, name: Other, other_names: [Voir, A text]}\n",
        ],
    ),
    ("content/a.png", &["picture", "another picture", ""]),
    (
        "schemas/memo.yaml",
        &[
            "$schema: https://json-schema.org/draft/2020-12/schema\ntitle: Memo\ndescription: A memo.\nx-fr: {title: Mémo, description: Un mémo.}\nx-extends: core\nx-title-field: title\ntype: object\nproperties:\n  title: {type: string, title: Title, description: Its title., x-fr: {title: Titre, description: Son titre.}}\n  number: {type: integer, title: Number, description: Its number., x-fr: {title: Numéro, description: Son numéro.}}\n",
            "title: [\n",
            "$schema: https://json-schema.org/draft/2020-12/schema\ntitle: Memo\ndescription: A memo.\nx-fr: {title: Mémo, description: Un mémo.}\nx-extends: core\nx-title-field: title\nx-collection: {id: memos, fr: Les mémos, en: Memos}\ntype: object\nproperties:\n  title: {type: string, title: Title, description: Its title., x-fr: {title: Titre, description: Son titre.}}\n  number: {type: integer, title: Count, description: Its count., x-fr: {title: Compte, description: Son compte.}}\n",
        ],
    ),
    ("themes/mine/assets/recueil.css", &["body { color: red }\n", "body { color: blue }\n"]),
    ("themes/mine/assets/extra.js", &["'use strict';\n"]),
    (
        "themes/mine/templates/page.html",
        &[
            "{% extends \"recueil/page.html\" %}{% block before_main %}<p>Mine</p>{% endblock before_main %}\n",
            "<html><body><h1>{{ page.title }}</h1></body></html>\n",
            "{% extends \"recueil/page.html\" %}{% block before_main %}\n",
            "<h1>{{ nothing.of.it }}</h1>\n",
        ],
    ),
    (
        "content/laws.yaml",
        &[
            "kind: legal-text\nrecords:\n  - {id: law, title: Loi HPST, type: loi, number: 2009-879, date: 2009-07-21}\n",
            "kind: legal-text\nrecords:\n  - {id: law, title: Loi, type: loi, number: 2009-880, date: 2009-07-22}\n",
        ],
    ),
];

/// Where they stand there.
pub const CONFIG: usize = 0;
pub const A: usize = 1;
pub const B: usize = 2;
pub const NOTE: usize = 3;
pub const PEOPLE: usize = 4;
pub const SCHEMA: usize = 6;
pub const TEMPLATE: usize = 9;
pub const LAWS: usize = 10;
