//! The demonstration corpus, whole: it builds without a finding, its pages hold together, and a manifest pins every byte.

mod html;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::sync::{Mutex, OnceLock};

use html::Token;
use recueil::compile::{self, Options};
use recueil::diagnostics::{Finding, Format, Lang};
use recueil::inputs::Inputs;

/// Pins path, size and hash of every output; `RECUEIL_REWRITE=1 cargo test --test site` writes it anew.
const MANIFEST: &str = "tests/site.txt";

struct Built {
    inputs: Inputs,
    findings: Vec<Finding>,
    /// What a build stamps the files of the search index with, in the place of [`EDITION`].
    edition: String,
    outputs: BTreeMap<String, Vec<u8>>,
}

/// Drafts of many kinds, remarks that are internal and comments, all about what is published.
const INTERNAL: [(&str, &str); 7] = [
    (
        "content/zz/accord-en-cours.md",
        "---\nkind: accord\nstatus: draft\ntitle: Accord en cours\nsummary: Sur le DPC.\nsigned: {date: 2021-05-12}\n\
         parties: [fsm, ministere-sante]\nsignatories: [{organisation: dgos}]\nthemes: [developpement-professionnel]\n\
         former_ids: [accord-ancien]\nattachments: [{file: piece.txt, title: La pièce}]\n\
         sources: [{source: page-conventions-fsm, passage: Là}]\nnotes: [{text: À revoir.}]\n---\n\n<!-- à revoir -->\n\n\
         ## Axe {#axe}\n\nLe [[dpc]], la [[convention-2017]] et la [[loi-hpst]].\n\n```measure\nnumber: 1\ntitle: Ouvrir\n\
         text: Tout.\ndue: 2021-T4\nlead: dgos\n```\n\n```milestone\ndate: 2021-09-09\ntitle: Point\n```\n",
    ),
    ("content/zz/piece.txt", "Une pièce.\n"),
    (
        "content/zz/avenant-en-cours.md",
        "---\nkind: avenant\nstatus: review\ntitle: Avenant en cours\namends: convention-2017\nsigned: {date: 2021-06-29}\n\
         parties: [fsm]\nchanges:\n  - {target: convention-2017#mission-dpc, type: substitution, \
         old: développement professionnel continu, new: autre chose, effect: 2021-10}\n---\n\nTexte.\n",
    ),
    (
        "content/zz/termes.yaml",
        "kind: term\nrecords:\n  - {id: z-terme, term: soins, definition: Ce qui soigne., forms: [soins, hôpital], status: draft}\n",
    ),
    (
        "content/zz/organisations.yaml",
        "kind: organisation\nrecords:\n  - {id: z-orga, name: Bureau, acronym: BZ, description: Le bureau., status: review, \
         part_of: ministere-sante}\n",
    ),
    (
        "content/zz/fils.yaml",
        "kind: thread\nrecords:\n  - {id: z-fil, title: Fil, description: Un fil., status: draft, \
         steps: [{at: convention-2017#mission-dpc, note: Là.}]}\n",
    ),
    (
        "content/annotations/zz.yaml",
        "kind: annotation\nrecords:\n  - {id: z-interne, at: segur-recommandations-2020#conviction-1, quote: Ces deux maux, \
         text: Vraiment ?, by: Relecteur}\n  - {id: z-brouillon, at: segur-recommandations-2020#piliers, \
         quote: quatre piliers, text: Lesquels ?, by: Relecteur, visibility: public, status: draft}\n",
    ),
];

/// What the files of the search index bear, whatever they are made of.
const EDITION: &str = "of-the-tests";

/// The site of this repository's own corpus, made once.
fn built() -> &'static Built {
    static BUILT: OnceLock<Built> = OnceLock::new();
    BUILT.get_or_init(|| {
        let (inputs, findings) = recueil::read::read(root()).expect("the repository holds a corpus");
        built_of(inputs, findings)
    })
}

fn built_of(inputs: Inputs, mut findings: Vec<Finding>) -> Built {
    let compiled = compile::check(&inputs, &Options::default());
    findings.extend(compiled.findings);
    let outputs = Mutex::new(BTreeMap::new());
    let sink = |path: &str, bytes: &[u8]| {
        outputs.lock().expect("no writer panics").insert(path.to_owned(), bytes.to_vec());
        Ok(())
    };
    let site = compiled.site.expect("the default theme is there");
    findings.extend(compile::outputs(&site, EDITION, &sink, &|_, _| ()).expect("memory takes every output"));
    Built {
        inputs,
        findings,
        edition: compile::edition(&site),
        outputs: outputs.into_inner().expect("no writer panics"),
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every page: its path and its text.
fn pages() -> impl Iterator<Item = (&'static str, &'static str)> {
    built().outputs.iter().filter(|(path, _)| path.ends_with(".html")).map(|(path, bytes)| {
        (path.as_str(), std::str::from_utf8(bytes).unwrap_or_else(|_| panic!("{path} is not UTF-8")))
    })
}

#[track_caller]
fn none(what: &str, found: Vec<String>) {
    let shown = found.iter().take(40).map(|one| format!("\n  {one}")).collect::<String>();
    assert!(found.is_empty(), "{what} ({}):{shown}", found.len());
}

#[test]
fn it_builds_without_a_finding() {
    let Built { inputs, findings, outputs, .. } = built();
    let mut said = Vec::new();
    recueil::diagnostics::print("", findings, inputs, Format::Short, Lang::En, false, &mut said)
        .expect("memory takes it");
    assert!(findings.is_empty(), "{}", String::from_utf8_lossy(&said));
    assert!(outputs.len() > 100, "only {} outputs", outputs.len());
}

#[test]
fn every_output_is_the_one_that_is_pinned() {
    let mut manifest = String::new();
    for (path, bytes) in &built().outputs {
        let _ = writeln!(manifest, "{path} {} {}", bytes.len(), &blake3::hash(bytes).to_hex()[..16]);
    }
    if std::env::var_os("RECUEIL_REWRITE").is_some() {
        std::fs::write(root().join(MANIFEST), manifest).expect("the manifest can be written");
        return;
    }
    let pinned = std::fs::read_to_string(root().join(MANIFEST)).unwrap_or_default();
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<BTreeSet<String>>();
    let (expected, actual) = (lines(&pinned), lines(&manifest));
    let gone = expected.difference(&actual).map(|line| format!("- {line}"));
    let new = actual.difference(&expected).map(|line| format!("+ {line}"));
    let mut differing: Vec<String> = gone.chain(new).collect();
    differing.sort_by(|a, b| a[2..].cmp(&b[2..]));
    none("outputs that changed: look at them, then RECUEIL_REWRITE=1 cargo test --test site", differing);
}

/// Whatever is internal, no output says a word of it, counts it or leads to it.
#[test]
fn what_is_internal_changes_no_byte() {
    let (mut inputs, findings) = recueil::read::read(root()).expect("the repository holds a corpus");
    for (path, text) in INTERNAL {
        inputs.files_mut().insert(path.into(), text.as_bytes().into());
    }
    let with = built_of(inputs, findings);
    assert!(!compile::fails(&with.findings, false), "{:?}", with.findings);
    assert_eq!(built().edition, with.edition, "what is internal makes another edition of the search index");
    let before = &built().outputs;
    let differs = |path: &&String| before.get(*path) != with.outputs.get(*path);
    let paths: BTreeSet<&String> = before.keys().chain(with.outputs.keys()).collect();
    none("outputs say something of what is internal", paths.into_iter().filter(differs).cloned().collect());
}

/// The ids of each page.
fn ids() -> BTreeMap<&'static str, Vec<String>> {
    pages()
        .map(|(path, page)| {
            let ids = html::tokens(page).into_iter().filter_map(|token| match token {
                Token::Open(tag) => tag.attribute("id").map(str::to_owned),
                _ => None,
            });
            (path, ids.collect())
        })
        .collect()
}

#[test]
fn no_page_has_an_id_twice() {
    let mut wrong = Vec::new();
    for (path, ids) in ids() {
        let mut seen = BTreeSet::new();
        wrong.extend(ids.iter().filter(|id| !seen.insert(*id)).map(|id| format!("{path}: {id}")));
    }
    none("ids given twice", wrong);
}

#[test]
fn every_link_leads_somewhere() {
    let ids: BTreeMap<&str, BTreeSet<String>> =
        ids().into_iter().map(|(path, ids)| (path, ids.into_iter().collect())).collect();
    let mut wrong = Vec::new();
    for (path, page) in pages() {
        for token in html::tokens(page) {
            let Token::Open(tag) = token else { continue };
            for name in ["href", "src", "action", "xlink:href", "poster", "data"] {
                let Some(address) = tag.attribute(name) else { continue };
                if let Err(reason) = leads(path, address, &ids) {
                    wrong.push(format!("{path}: <{} {name}=\"{address}\">: {reason}", tag.name));
                }
            }
            for name in
                ["for", "aria-labelledby", "aria-describedby", "aria-controls", "popovertarget", "headers", "list"]
            {
                let named = tag.attribute(name).unwrap_or_default();
                let missing = named.split_whitespace().filter(|id| !ids[path].contains(*id));
                wrong.extend(missing.map(|id| format!("{path}: <{} {name}=\"{id}\">: no such id", tag.name)));
            }
        }
    }
    none("links that lead nowhere", wrong);
}

/// Whether an address on a page is that of an output, and its fragment that of an element there.
fn leads(page: &str, address: &str, ids: &BTreeMap<&str, BTreeSet<String>>) -> Result<(), &'static str> {
    let scheme = address.split(['/', '?', '#']).next().unwrap_or_default();
    if scheme.contains(':') {
        return ["https:", "http:", "mailto:", "tel:"]
            .iter()
            .any(|known| address.starts_with(known))
            .then_some(())
            .ok_or("not an address that may stand in a page");
    }
    let (file, fragment) = address.split_once('#').map_or((address, None), |(file, fragment)| (file, Some(fragment)));
    let file = file.split('?').next().unwrap_or_default();
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    match file.strip_prefix('/') {
        // The page for what is not found is served at any depth, so that only it may name the top.
        Some(_) if page != "404.html" => return Err("works at the top of a domain only"),
        Some(_) => parts.clear(),
        None => {}
    }
    for part in file.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop().ok_or("leads out of the site")?),
            part => parts.push(part),
        }
    }
    let mut target = parts.join("/");
    if file.is_empty() {
        target = page.to_owned();
    } else if file.ends_with('/') || file.ends_with("..") || file == "." {
        target = if target.is_empty() { "index.html".to_owned() } else { format!("{target}/index.html") };
    }
    if !built().outputs.contains_key(&target) && page != "404.html" {
        return Err("no such output");
    }
    match fragment {
        Some(fragment) if !fragment.is_empty() => {
            let known = ids.get(target.as_str()).is_some_and(|ids| ids.contains(fragment));
            known.then_some(()).ok_or("no such id there")
        }
        _ => Ok(()),
    }
}

#[test]
fn no_request_leaves_the_site() {
    let mut wrong = Vec::new();
    let outside = |address: &str| address.contains("://") || address.starts_with("//") || address.starts_with("data:");
    for (path, page) in pages() {
        for token in html::tokens(page) {
            let Token::Open(tag) = token else { continue };
            let loads = match tag.name {
                "a" | "form" => false,
                "link" => !matches!(tag.attribute("rel"), Some("canonical" | "alternate" | "license" | "author")),
                _ => true,
            };
            for (name, value) in &tag.attributes {
                let address = matches!(*name, "href" | "src" | "srcset" | "poster" | "data" | "xlink:href");
                if loads && address && outside(value) && *name != "xmlns" {
                    wrong.push(format!("{path}: <{} {name}=\"{value}\">", tag.name));
                }
                if name.starts_with("on") || value.trim_start().to_lowercase().starts_with("javascript:") {
                    wrong.push(format!("{path}: <{} {name}>: a script in an attribute", tag.name));
                }
                if *name == "style" && value.contains("url(") {
                    wrong.push(format!("{path}: <{} style>: loads something", tag.name));
                }
            }
        }
    }
    for (path, bytes) in built().outputs.iter().filter(|(path, _)| path.ends_with(".css") || path.ends_with(".js")) {
        let text = String::from_utf8_lossy(bytes);
        for word in ["url(http", "url(\"http", "url('http", "url(//", "@import", "fetch(\"http", "importScripts"] {
            if text.contains(word) {
                wrong.push(format!("{path}: {word}"));
            }
        }
    }
    none("requests that leave the site", wrong);
}

#[test]
fn every_page_says_what_it_is() {
    let mut wrong = Vec::new();
    let mut titles: BTreeMap<String, &str> = BTreeMap::new();
    for (path, page) in pages() {
        let count = |selector: &str| html::select(page, selector).len();
        let text =
            |selector: &str| html::select(page, selector).into_iter().next().map(|range| html::text(&page[range]));
        if !page.to_lowercase().starts_with("<!doctype html>") {
            wrong.push(format!("{path}: no doctype"));
        }
        let tokens = html::tokens(page);
        let has = |name: &str, attribute: &str| {
            tokens.iter().any(|token| match token {
                Token::Open(tag) => tag.name == name && tag.attribute(attribute).is_some_and(|value| !value.is_empty()),
                _ => false,
            })
        };
        let is_redirect = page.contains("http-equiv=\"refresh\"") || page.contains("http-equiv=refresh");
        let description = || {
            tokens.iter().find_map(|token| match token {
                Token::Open(tag) if tag.attribute("name") == Some("description") => tag.attribute("content"),
                _ => None,
            })
        };
        for (found, what) in [
            (has("html", "lang"), "no language"),
            (has("meta", "charset"), "no character set"),
            (count("main") == 1, "not one <main>"),
            (count("h1") == 1, "not one <h1>"),
            (text("h1").is_some_and(|text| !text.is_empty()), "an empty <h1>"),
            (text("title").is_some_and(|text| !text.is_empty()), "no title"),
            (description().is_some_and(|text| !text.is_empty()) || is_redirect, "no description"),
            (description().is_none_or(|text| text.chars().count() <= 200), "a description of more than 200 characters"),
        ] {
            if !found {
                wrong.push(format!("{path}: {what}"));
            }
        }
        if !is_redirect && let Some(other) = titles.insert(text("title").unwrap_or_default(), path) {
            wrong.push(format!("{path}: has the title of {other}"));
        }
    }
    none("pages that do not say what they are", wrong);
}

#[test]
fn headings_go_down_one_level_at_a_time() {
    let mut wrong = Vec::new();
    for (path, page) in pages() {
        let mut above = 0;
        for token in html::tokens(page) {
            let Token::Open(tag) = token else { continue };
            let Some(level) = tag.name.strip_prefix('h').and_then(|level| level.parse::<u8>().ok()) else { continue };
            if level > above + 1 {
                wrong.push(format!("{path}: <h{level}> below <h{above}>"));
            }
            above = level;
        }
    }
    none("headings that skip a level", wrong);
}

#[test]
fn every_twin_can_be_read() {
    let mut wrong = Vec::new();
    for (path, bytes) in &built().outputs {
        if path.ends_with(".json") && serde_json::from_slice::<serde_json::Value>(bytes).is_err() {
            wrong.push(format!("{path}: not JSON"));
        }
        if path.ends_with("/citation.json")
            && let Err(reason) = is_csl(&serde_json::from_slice(bytes).unwrap_or_default())
        {
            wrong.push(format!("{path}: {reason}"));
        }
        if path.ends_with("/index.md") {
            let json = path.replace("index.md", "index.json");
            let page = built().outputs.get(&path.replace("index.md", "index.html"));
            // A list has no JSON twin; a record says in its head that it has one.
            let page = page.map(|page| String::from_utf8_lossy(page)).unwrap_or_default();
            let wants_json = page.contains("href=\"index.json\"");
            if !page.contains("href=\"index.md\"") || wants_json != built().outputs.contains_key(&json) {
                wrong.push(format!("{path}: without its page or its JSON twin"));
            }
            // What stands in code is shown, not followed.
            let text = String::from_utf8_lossy(bytes);
            let text: String = text.split('`').step_by(2).collect();
            if !text.contains("# ") || text.contains("[[") {
                wrong.push(format!("{path}: no title, or a reference that was not followed"));
            }
        }
    }
    none("twins that cannot be read", wrong);
}

/// Whether a value has the shape of CSL-JSON 1.0.2, as far as citations of this site use it.
fn is_csl(value: &serde_json::Value) -> Result<(), String> {
    const TYPES: [&str; 8] =
        ["document", "report", "legislation", "regulation", "entry-dictionary", "dataset", "chapter", "webpage"];
    const TEXTS: [&str; 9] =
        ["id", "title", "genre", "number", "container-title", "collection-title", "publisher", "language", "note"];
    let Some([item]) = value.as_array().map(Vec::as_slice) else { return Err("not a list of one item".into()) };
    let Some(item) = item.as_object() else { return Err("not an object".into()) };
    for required in ["id", "type", "title"] {
        item.get(required).ok_or(format!("no {required}"))?;
    }
    let is_text = |value: &serde_json::Value| value.as_str().is_some_and(|text| !text.is_empty());
    let is_side = |side: &serde_json::Value| {
        let parts = side.as_array();
        parts.is_some_and(|parts| (1..=3).contains(&parts.len()) && parts.iter().all(|part| part.is_u64()))
    };
    for (name, value) in item {
        let is_right = match name.as_str() {
            "type" => value.as_str().is_some_and(|name| TYPES.contains(&name)),
            "URL" => value.as_str().is_some_and(|address| address.starts_with("https://")),
            "author" => value
                .as_array()
                .is_some_and(|names| !names.is_empty() && names.iter().all(|name| is_text(&name["literal"]))),
            "issued" => match value["date-parts"].as_array() {
                Some(sides) => (1..=2).contains(&sides.len()) && sides.iter().all(is_side),
                None => is_text(&value["literal"]),
            },
            text => TEXTS.contains(&text) && is_text(value),
        };
        if !is_right {
            return Err(format!("`{name}` is {value}"));
        }
    }
    Ok(())
}
