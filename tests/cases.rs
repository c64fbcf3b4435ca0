//! Runs the case files: one file in `tests/cases/<room>/` is one test, inputs first, then what the compiler makes of them.
//!
//! ```text
//! # A sentence that says what the case shows.
//! --- content/a.md
//! an input, up to the next section; the empty line before a section belongs to neither
//! --- before content/a.md
//! the same file in the corpus that `=== diff` compares this one with; `--- before content/a.md none` where it was not there
//! --- content/logo.png base64
//! an input that is not text; `crlf` in that place ends its lines as Windows does, `bom` puts a byte-order mark first
//! === options
//! --drafts --as-of 2021-06-30 --base-url https://example.org/ --portable
//! === findings
//! what `check --format short --lang en` prints; empty when there is nothing to say
//! === findings fr
//! the same in French
//! === full
//! what `check --format full --lang en` prints, without colour
//! === site /a/ main
//! the text of that element (a tag, `#id`, `.class` or `tag.class`) of that page, one block a line;
//! a no-break space is shown as `⍽`, a narrow one as `˽`
//! === html /a/ .body
//! the same element as it is written
//! === file /a/index.json
//! an output as it is
//! === diff
//! what `recueil diff` says of both corpora; `diff fr` in French, `diff own` where none
//! is asked for, `diff json` and `diff html SELECTOR` in that format
//! === outputs
//! the paths of all outputs but those of the search index, sorted
//! === nowhere
//! strings, one a line, that stand in no output and no path of one; with an ending (`nowhere .html`) in none of those
//! ```
//!
//! Sections that are left out are not checked. A corpus that brings no `recueil.yaml` has the one below, in which the
//! warnings that any small corpus has are waived.
//! `RECUEIL_REWRITE=1 cargo test --test cases` writes what is the case into the files: read the difference before
//! committing it.

mod html;
mod slip;
mod versions;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use libtest_mimic::{Arguments, Failed, Trial};
use recueil::compile::{self, Options};
use recueil::diagnostics::{Finding, Format, Lang};
use recueil::inputs::Inputs;
use recueil::model::time::Day;

/// What the files of the search index bear, whatever they are made of.
const EDITION: &str = "of-the-cases";

/// What a corpus says of itself when the case does not. It waives what a few records that show something else cannot have.
const DEFAULT_RECUEIL_YAML: &str = "\
title: T
language: fr
waivers:
  - {code: measure-without-date, reason: small}
  - {code: measure-without-lead, reason: small}
  - {code: organisation-undescribed, reason: small}
  - {code: record-unlinked, reason: small}
";

fn main() {
    let arguments = Arguments::from_args();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut paths = Vec::new();
    find(&root, &mut paths);
    let mut rooms: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    let mut trials = Vec::new();
    for path in paths {
        let name = path.strip_prefix(&root).expect("found under the root").with_extension("");
        let name = name.to_string_lossy().into_owned();
        rooms.entry(name.split('/').next().unwrap_or_default().to_owned()).or_default().push(path.clone());
        trials.push(Trial::test(name, move || run(&path)));
    }
    // What a writer's slip may make of each case: whatever it is, nothing panics.
    for (room, paths) in rooms {
        trials.push(Trial::test(format!("{room}/*: slips"), move || {
            paths.iter().try_for_each(|path| slip::survive(path))
        }));
    }
    libtest_mimic::run(&arguments, trials).exit();
}

/// Every case file under a folder, in order.
fn find(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            find(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "case") {
            found.push(path);
        }
    }
}

/// One section of a case file: its header line whole, and the lines below it.
struct Section {
    header: String,
    body: String,
}

struct Case {
    /// The lines before the first section.
    preamble: String,
    sections: Vec<Section>,
}

impl Case {
    fn read(text: &str) -> Result<Case, String> {
        let mut case = Case { preamble: String::new(), sections: Vec::new() };
        for line in text.split_inclusive('\n') {
            if line.starts_with("--- ") || line.starts_with("=== ") {
                case.sections.push(Section { header: line.trim_end().to_owned(), body: String::new() });
            } else {
                let body = case.sections.last_mut().map_or(&mut case.preamble, |section| &mut section.body);
                body.push_str(line);
            }
        }
        // The empty line before the next header is there for the eye.
        let last = case.sections.len().saturating_sub(1);
        for section in &mut case.sections[..last] {
            if section.body == "\n" {
                section.body.clear();
            } else if section.body.ends_with("\n\n") {
                section.body.pop();
            }
        }
        let mut preamble = case.preamble.lines().filter(|line| !line.is_empty()).peekable();
        if preamble.peek().is_none() || !preamble.all(|line| line.starts_with("# ")) {
            return Err("a case begins with `# ` and a sentence that says what it shows".to_owned());
        }
        if !case.sections.iter().any(|section| section.header.starts_with("=== ") && section.header != "=== options") {
            return Err("the case expects nothing".to_owned());
        }
        Ok(case)
    }

    fn write(&self) -> String {
        let mut text = format!("{}\n", self.preamble.trim_end());
        for Section { header, body } in &self.sections {
            let _ = write!(text, "\n{header}\n{body}");
            if !text.ends_with('\n') {
                text.push('\n');
            }
        }
        text
    }

    fn inputs(&self) -> Result<Inputs, String> {
        let mut files: BTreeMap<Arc<str>, Arc<[u8]>> = BTreeMap::new();
        for Section { header, body } in &self.sections {
            let Some(path) = header.strip_prefix("--- ") else { continue };
            if path.starts_with(versions::BEFORE) {
                continue;
            }
            let (path, bytes) = if let Some(path) = path.strip_suffix(" base64") {
                (path, base64(body)?)
            } else if let Some(path) = path.strip_suffix(" crlf") {
                (path, body.replace('\n', "\r\n").into_bytes())
            } else if let Some(path) = path.strip_suffix(" bom") {
                (path, format!("\u{feff}{body}").into_bytes())
            } else {
                (path, body.clone().into_bytes())
            };
            if files.insert(path.into(), bytes.into()).is_some() {
                return Err(format!("two inputs `{path}`"));
            }
        }
        files.entry("recueil.yaml".into()).or_insert_with(|| DEFAULT_RECUEIL_YAML.as_bytes().into());
        Ok(Inputs { files: Arc::new(files), ..Inputs::default() })
    }

    fn options(&self) -> Result<Options, String> {
        let mut options = Options::default();
        let Some(section) = self.sections.iter().find(|section| section.header == "=== options") else {
            return Ok(options);
        };
        let mut words = section.body.split_whitespace();
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or(format!("`{word}` needs a value"));
            match word {
                "--drafts" => options.drafts = true,
                "--portable" => options.portable = true,
                "--base-url" => options.base_url = Some(value()?.to_owned()),
                "--as-of" => {
                    options.as_of = Some(Day::parse(value()?).map_err(|error| format!("--as-of: {error:?}"))?);
                }
                _ => return Err(format!("unknown option `{word}`")),
            }
        }
        Ok(options)
    }
}

/// What the compiler made of a case.
struct Made {
    inputs: Inputs,
    /// Those of the corpus before, where the case compares two.
    before: Option<Inputs>,
    options: Options,
    findings: Vec<Finding>,
    /// Empty where the corpus has errors.
    outputs: BTreeMap<String, Vec<u8>>,
}

impl Made {
    fn of(inputs: Inputs, before: Option<Inputs>, options: &Options) -> Result<Made, String> {
        let compiled = compile::check(&inputs, options);
        let mut findings = compiled.findings;
        if inputs.get("recueil.yaml") == Some(DEFAULT_RECUEIL_YAML.as_bytes()) {
            findings.retain(|finding| finding.code.name != "waiver-unused");
        }
        let outputs = Mutex::new(BTreeMap::new());
        if let Some(site) = &compiled.site {
            let sink = |path: &str, bytes: &[u8]| {
                let before = outputs.lock().expect("no writer panics").insert(path.to_owned(), bytes.to_vec());
                before.is_none_or(|before| before == bytes).then_some(()).ok_or(format!("two outputs at {path}"))
            };
            // What is drawn of a corpus with errors is not looked at, but drawing it must not panic either.
            let made = compile::outputs(site, EDITION, &sink, &|_, _| ())?;
            if compile::fails(&findings, false) {
                outputs.lock().expect("no writer panics").clear();
            } else {
                findings.extend(made);
            }
        }
        let outputs = outputs.into_inner().expect("no writer panics");
        let options = options.clone();
        Ok(Made { inputs, before, options, findings: recueil::diagnostics::sorted(findings), outputs })
    }

    fn printed(&self, format: Format, lang: Lang) -> String {
        let mut text = Vec::new();
        recueil::diagnostics::print("", &self.findings, &self.inputs, format, lang, false, &mut text)
            .expect("writing to memory does not fail");
        String::from_utf8_lossy(&text).into_owned()
    }

    /// What a section of expectations should say, or why it cannot be told.
    fn actual(&self, header: &str, expected: &str) -> Result<String, String> {
        let words: Vec<&str> = header.split_whitespace().skip(1).collect();
        match words[..] {
            ["options"] => Ok(expected.to_owned()),
            ["findings"] => Ok(self.printed(Format::Short, Lang::En)),
            ["findings", "fr"] => Ok(self.printed(Format::Short, Lang::Fr)),
            ["full"] => Ok(self.printed(Format::Full, Lang::En)),
            ["outputs"] => {
                let listed = self.outputs.keys().filter(|path| !path.starts_with("search/index/"));
                Ok(listed.fold(String::new(), |all, path| all + path.as_str() + "\n"))
            }
            ["site", address, selector] => {
                let page = self.page(address)?;
                let found = html::select(&page, selector);
                let texts: Vec<String> = found.into_iter().map(|range| html::text(&page[range])).collect();
                if texts.is_empty() { Err(format!("no `{selector}` in {address}")) } else { Ok(texts.join("\n")) }
            }
            ["html", address, selector] => {
                let page = self.page(address)?;
                let found = html::select(&page, selector);
                let parts: Vec<&str> = found.into_iter().map(|range| &page[range]).collect();
                if parts.is_empty() { Err(format!("no `{selector}` in {address}")) } else { Ok(parts.join("\n")) }
            }
            ["diff", ref words @ ..] => versions::diff(self, words),
            ["file", path] => self.text_of(path.trim_start_matches('/')),
            ["nowhere"] | ["nowhere", _] => {
                let ending = words.get(1).copied().unwrap_or_default();
                let outputs = self.outputs.iter().filter(|(path, _)| path.ends_with(ending));
                let everything: Vec<(&String, String)> =
                    outputs.map(|(path, bytes)| (path, String::from_utf8_lossy(bytes).into_owned())).collect();
                if everything.is_empty() {
                    return Err("there are no outputs to look at".to_owned());
                }
                for line in expected.lines().filter(|line| !line.is_empty()) {
                    let holds = |(path, text): &&(&String, String)| path.contains(line) || text.contains(line);
                    if let Some((path, _)) = everything.iter().find(holds) {
                        return Err(format!("`{line}` stands in {path}"));
                    }
                }
                Ok(expected.to_owned())
            }
            _ => Err("no section has this name: see the top of tests/cases.rs".to_owned()),
        }
    }

    fn page(&self, address: &str) -> Result<String, String> {
        let path = address.trim_start_matches('/');
        self.text_of(&if path.is_empty() || path.ends_with('/') {
            format!("{path}index.html")
        } else {
            path.to_owned()
        })
    }

    fn text_of(&self, path: &str) -> Result<String, String> {
        let near = || self.outputs.keys().cloned().collect::<Vec<_>>().join(" ");
        let bytes = self.outputs.get(path).ok_or_else(|| format!("no output `{path}`; there are: {}", near()))?;
        String::from_utf8(bytes.clone()).map_err(|_| format!("{path} is not text"))
    }
}

fn run(path: &Path) -> Result<(), Failed> {
    let text = std::fs::read_to_string(path)?;
    let mut case = Case::read(&text)?;
    let made = Made::of(case.inputs()?, versions::before(&case)?, &case.options()?)?;
    let rewrite = std::env::var_os("RECUEIL_REWRITE").is_some();
    let mut wrong = String::new();
    for section in &mut case.sections {
        if section.header.starts_with("--- ") {
            continue;
        }
        match made.actual(&section.header, &section.body) {
            Err(reason) => {
                let _ = writeln!(wrong, "{}\n  {reason}", section.header);
            }
            Ok(actual) => {
                let actual = actual.trim_end_matches('\n');
                if actual != section.body.trim_end_matches('\n') {
                    if rewrite {
                        section.body = if actual.is_empty() { String::new() } else { format!("{actual}\n") };
                    } else {
                        wrong += &difference(&section.header, section.body.trim_end_matches('\n'), actual);
                    }
                }
            }
        }
    }
    if rewrite {
        let rewritten = case.write();
        if rewritten != text {
            std::fs::write(path, rewritten)?;
        }
    }
    if wrong.is_empty() {
        return Ok(());
    }
    if !made.findings.is_empty() {
        let _ = writeln!(wrong, "the findings were:\n{}", made.printed(Format::Short, Lang::En));
    }
    Err(wrong.into())
}

/// The lines that differ: what both begin and end with is left out.
fn difference(header: &str, expected: &str, actual: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), actual.lines().collect());
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let mut text = format!("{header} (from line {}; - expected, + is)\n", head + 1);
    for line in &old[head..old.len() - tail] {
        let _ = writeln!(text, "- {line}");
    }
    for line in &new[head..new.len() - tail] {
        let _ = writeln!(text, "+ {line}");
    }
    text
}

/// The bytes that base64 spells, with or without padding; whitespace does not count.
fn base64(text: &str) -> Result<Vec<u8>, String> {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bytes = Vec::new();
    let (mut bits, mut count) = (0u32, 0);
    for letter in text.bytes().filter(|b| !b.is_ascii_whitespace() && *b != b'=') {
        let value = ALPHABET.iter().position(|&b| b == letter).ok_or(format!("`{}` is not base64", letter as char))?;
        bits = bits << 6 | value as u32;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
        }
    }
    Ok(bytes)
}
