//! One state of what the preview shows: the site of the corpus, with the last good text of each file that is broken.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Instant;

use axum::body::Bytes;

use crate::compile::{self, Compiled, Memory, Options};
use crate::diagnostics::{Finding, Lang, Severity, sorted};
use crate::emit::Press;
use crate::inputs::{Inputs, Place, builtin};
use crate::parse::config;
use crate::read::{self, ReadError};
use crate::site::{Route, Site, Target};

use super::drawn::Drawn;

/// What is served until something changes. Nothing in it asks the disk or the clock.
pub struct Preview {
    /// Counts the states of one run.
    pub number: u64,
    /// What the folder holds, faults and all: what findings speak of.
    pub inputs: Inputs,
    /// What was found when it was read.
    said: Vec<Finding>,
    /// What is wrong with it.
    pub findings: Vec<Finding>,
    pub lang: Lang,
    /// How many records were read.
    pub records: usize,
    /// What is shown: the inputs, with the last good text in the place of what is broken.
    pub shown: Inputs,
    /// The files that have errors of their own.
    broken: BTreeSet<Arc<str>>,
    /// What stood in those of them that once had none, when they last had none.
    good: BTreeMap<Arc<str>, Arc<[u8]>>,
    /// Those of them that an older text is shown of, and since when.
    held: BTreeMap<Arc<str>, Instant>,
    press: Option<Arc<Press<Box<Site>>>>,
    /// Where the corpus gives no site: since when that of an earlier state is shown.
    stale: Option<Instant>,
    /// What the program failed on, where it did: the rest is of the state before.
    fault: Option<Inputs>,
    /// What could not be drawn, by its path.
    undrawn: Mutex<BTreeMap<String, Finding>>,
    drawn: Arc<Mutex<Drawn>>,
    /// What the state after this one need not find out again.
    memory: Arc<Mutex<Memories>>,
    assets: OnceLock<[String; 3]>,
}

/// What is written at a route, and since when it is no longer what the corpus says.
pub struct Output {
    pub bytes: Bytes,
    pub since: Option<Instant>,
}

impl Preview {
    /// What is to be shown of `inputs` after `previous`; `said` was found when they were read.
    pub fn next(
        previous: Option<&Preview>,
        inputs: Inputs,
        said: Vec<Finding>,
        options: &Options,
        now: Instant,
    ) -> Preview {
        let memory = previous.map_or_else(Arc::default, |previous| previous.memory.clone());
        let Followed { shown, broken, good, held, compiled, of_held } =
            Followed::from(previous, &inputs, &said, options, &mut locked(&memory), now);
        let is_other = |file: &Arc<str>| shown.files.get(file) != inputs.files.get(file);
        let of_shown = compiled.findings.into_iter().filter(|finding| !is_other(&finding.place.file));
        let of_shown = of_shown.map(|mut finding| {
            finding.notes.retain(|(place, _)| !is_other(&place.file));
            finding
        });
        let findings = sorted(said.iter().cloned().chain(of_held).chain(of_shown).collect());
        let number = previous.map_or(1, |previous| previous.number + 1);
        let drawn = previous.map_or_else(Arc::default, |previous| previous.drawn.clone());
        let (press, stale) = match compiled.site {
            Some(site) => (Some(Arc::new(Press::new(Box::new(site)))), None),
            None => {
                let stale = previous.and_then(|previous| previous.stale).unwrap_or(now);
                (previous.and_then(|previous| previous.press.clone()), Some(stale))
            }
        };
        Preview {
            number,
            inputs,
            said,
            findings,
            lang: compiled.lang,
            records: compiled.records,
            shown,
            broken,
            good,
            held,
            press,
            stale,
            fault: None,
            undrawn: Mutex::default(),
            drawn,
            memory,
            assets: OnceLock::new(),
        }
    }

    /// The state after `previous` when its corpus cannot be read any more.
    pub fn without_corpus(previous: &Preview, error: &ReadError, now: Instant) -> Preview {
        let place = Place::whole(&Arc::from(config::PATH));
        let finding = Finding::new(&read::UNREADABLE, place, error.message.clone()).hint(error.hint.clone());
        let mut findings = previous.findings.clone();
        findings.push(finding.clone());
        let findings = sorted(findings);
        Preview { said: vec![finding], findings, ..Preview::kept(previous, now) }
    }

    /// The state after `previous` when the program failed on these inputs, of which `said` was found when they were read.
    pub fn after_fault(previous: &Preview, inputs: Inputs, said: Vec<Finding>, now: Instant) -> Preview {
        // What is remembered may be what it failed on.
        Preview { said, fault: Some(inputs), memory: Arc::default(), ..Preview::kept(previous, now) }
    }

    /// The pages of `previous`, which stay where nothing else can be shown.
    fn kept(previous: &Preview, now: Instant) -> Preview {
        Preview {
            number: previous.number + 1,
            inputs: previous.inputs.clone(),
            said: previous.said.clone(),
            findings: previous.findings.clone(),
            lang: previous.lang,
            records: previous.records,
            shown: previous.shown.clone(),
            broken: previous.broken.clone(),
            good: previous.good.clone(),
            held: previous.held.clone(),
            press: previous.press.clone(),
            stale: Some(previous.stale.unwrap_or(now)),
            fault: None,
            undrawn: Mutex::default(),
            drawn: previous.drawn.clone(),
            memory: previous.memory.clone(),
            assets: OnceLock::new(),
        }
    }

    /// True where the program failed on what the corpus holds now.
    pub fn is_fault(&self) -> bool {
        self.fault.is_some()
    }

    /// What the folder held when it was last read.
    fn read(&self) -> &Inputs {
        self.fault.as_ref().unwrap_or(&self.inputs)
    }

    /// From `now` on this state is what readers are shown. One that never is makes nothing old.
    pub fn begin(&self, now: Instant) {
        locked(&self.drawn).begin(self.number, now);
    }

    /// True where this is the state of these inputs.
    pub fn is_of(&self, inputs: &Inputs, said: &[Finding]) -> bool {
        let same =
            |a: &Finding, b: &Finding| (&a.place, a.code.name, &a.message) == (&b.place, b.code.name, &b.message);
        self.read().files == inputs.files
            && self.said.len() == said.len()
            && self.said.iter().zip(said).all(|(a, b)| same(a, b))
    }

    /// The files that are not what they were.
    pub fn changed_since(&self, before: &Preview) -> Vec<Arc<str>> {
        let (is, was) = (&self.read().files, &before.read().files);
        let changed = is.iter().filter(|(path, bytes)| was.get(*path) != Some(bytes)).map(|(path, _)| path.clone());
        let gone = was.keys().filter(|path| !is.contains_key(*path)).cloned();
        changed.chain(gone).collect()
    }

    /// The last text of a file that was without errors of its own.
    fn good(&self, path: &str) -> Option<&Arc<[u8]>> {
        if self.broken.contains(path) { self.good.get(path) } else { self.shown.files.get(path) }
    }

    /// True where a file that was there is gone or empty or has errors that it did not have: what a file may look like
    /// while an editor writes it, or a folder while git changes it.
    pub fn is_unfinished(&self, before: &Preview) -> bool {
        let fewer = before.inputs.files.iter().any(|(path, was)| {
            let is = self.inputs.files.get(path);
            is.is_none_or(|is| is.is_empty() && !was.is_empty())
        });
        fewer || self.broken.iter().any(|path| !before.broken.contains(path))
    }

    pub fn site(&self) -> Option<&Site> {
        self.press.as_ref().map(|press| &*press.site)
    }

    /// The path that the site stands below, as it is written in the addresses of its page for what is not found.
    pub fn base(&self) -> &str {
        let url = self.site().and_then(|site| site.base_url.as_deref());
        let rest = url.and_then(|url| url.split_once("://")).map(|(_, rest)| rest);
        rest.and_then(|rest| rest.find('/').map(|at| &rest[at..])).unwrap_or("/")
    }

    pub fn route(&self, path: &str) -> Option<&Route> {
        let routes = &self.site()?.routes;
        let at = routes.binary_search_by(|route| route.path.as_str().cmp(path)).ok()?;
        Some(&routes[at])
    }

    /// What a build would write at a path. `None` where it would write nothing; the finding says why it could not.
    pub fn output(&self, path: &str, now: Instant) -> Option<Result<Output, Box<Finding>>> {
        let press = self.press.as_ref()?;
        let Some(route) = self.route(path) else {
            // The index is made when something of it is asked for, and only then.
            if !path.starts_with("search/") {
                return None;
            }
            let (_, bytes) = press.search().iter().find(|(of, _)| of == path)?;
            return Some(Ok(Output { bytes: Bytes::copy_from_slice(bytes), since: None }));
        };
        if let Target::Asset { input } = &route.target
            && let Some(bytes) = press.site.inputs.files.get(&**input)
        {
            // However many ask for it, and however slowly they take it, it is there once.
            return Some(Ok(Output { bytes: Bytes::from_owner(bytes.clone()), since: None }));
        }
        Some(match press.emit(route) {
            Ok(bytes) => {
                let bytes = Bytes::from(bytes.into_owned());
                if path.ends_with(".html") {
                    locked(&self.drawn).keep(path, &bytes, self.number);
                }
                Ok(Output { bytes, since: None })
            }
            Err(finding) => self.instead(path, finding, now),
        })
    }

    /// The page as it was when it last could be drawn.
    fn instead(&self, path: &str, finding: Box<Finding>, now: Instant) -> Result<Output, Box<Finding>> {
        locked(&self.undrawn).insert(path.to_owned(), (*finding).clone());
        let (bytes, since) = locked(&self.drawn).last(path, now).ok_or(finding)?;
        Ok(Output { bytes: Bytes::from(bytes), since: Some(since) })
    }

    /// All that is known to be wrong: what could not be drawn is known once somebody looked at it.
    pub fn all_findings(&self) -> Vec<Finding> {
        let undrawn = locked(&self.undrawn);
        sorted(self.findings.iter().chain(undrawn.values()).cloned().collect())
    }

    /// What is wrong with what a page shows, and since when it shows an older text.
    pub fn about(&self, path: &str) -> (Vec<Finding>, Option<Instant>) {
        let undrawn = locked(&self.undrawn).get(path).cloned();
        let record = self.route(path).and_then(|route| match route.target {
            Target::Record { record } | Target::Measure { record, .. } | Target::Links { record, .. } => {
                self.site().map(|site| &site.corpus.records[record])
            }
            _ => None,
        });
        let first = path.split('/').next().unwrap_or_default();
        let is_of_page = |finding: &&Finding| {
            let file = &finding.place.file;
            let is_everywhere = !file.starts_with("content/") && self.broken.contains(file);
            is_everywhere
                || match record {
                    Some(record) if *file == record.file => {
                        // The places of an older text are not those of the findings.
                        let is_of_all = self.held.contains_key(file) || record.file.ends_with(".md");
                        is_of_all || finding.place.span.is_none_or(|(at, _)| record.span.contains(&at))
                    }
                    // The page of a record that could not be read at all.
                    None => self.broken.contains(file) && !first.is_empty() && stem(file) == first,
                    _ => false,
                }
        };
        let mut findings: Vec<Finding> = self.findings.iter().filter(is_of_page).cloned().collect();
        let mut since = record.and_then(|record| self.held.get(&record.file)).copied();
        let everywhere = self.held.iter().filter(|(file, _)| !file.starts_with("content/")).map(|(_, since)| *since);
        since = since.into_iter().chain(everywhere).chain(self.stale).min();
        if self.stale.is_some() && self.fault.is_none() {
            findings.extend(self.findings.iter().filter(|finding| finding.severity == Severity::Error).cloned());
        }
        findings.extend(undrawn);
        (sorted(findings), since)
    }

    /// What tells one set of files from another: of styles, of scripts and of all that else is copied.
    pub fn assets(&self) -> &[String; 3] {
        self.assets.get_or_init(|| self.hash_assets())
    }

    fn hash_assets(&self) -> [String; 3] {
        let mut hashers = [blake3::Hasher::new(), blake3::Hasher::new(), blake3::Hasher::new()];
        let Some(site) = self.site() else { return hashers.map(|_| String::new()) };
        hashers[0].update(site.tokens.css().as_bytes());
        for route in &site.routes {
            let (Target::Asset { input } | Target::Style { input }) = &route.target else { continue };
            let hasher = match route.path.rsplit_once('.').map(|(_, ending)| ending) {
                Some("css") => &mut hashers[0],
                Some("js") => &mut hashers[1],
                _ => &mut hashers[2],
            };
            hasher.update(route.path.as_bytes()).update(&[0]);
            // What the program carries does not change.
            if builtin(input).is_none() || site.inputs.files.contains_key(&**input) {
                hasher.update(blake3::hash(site.inputs.get(input).unwrap_or_default()).as_bytes());
            }
        }
        hashers.map(|hasher| hasher.finalize().to_hex()[..16].to_owned())
    }
}

/// Of the corpus as it is, with older texts in the place of what is broken beside its records, and of the records too: each
/// is its own corpus, and would forget what another one left.
type Memories = [Memory; 3];

/// What the corpus is shown as: its files, and what is made of them.
struct Followed {
    shown: Inputs,
    broken: BTreeSet<Arc<str>>,
    good: BTreeMap<Arc<str>, Arc<[u8]>>,
    held: BTreeMap<Arc<str>, Instant>,
    /// What is made of what is shown.
    compiled: Compiled,
    /// What was found in the files that an older text is shown of.
    of_held: Vec<Finding>,
}

impl Followed {
    /// Puts the last good text in the place of each file that has errors of its own: of what records are read by first,
    /// since a record is not wrong where its schema is.
    fn from(
        previous: Option<&Preview>,
        inputs: &Inputs,
        said: &[Finding],
        options: &Options,
        [memory, memories @ ..]: &mut Memories,
        now: Instant,
    ) -> Followed {
        let mut all = Followed {
            shown: inputs.clone(),
            broken: BTreeSet::new(),
            good: BTreeMap::new(),
            held: BTreeMap::new(),
            compiled: compile::check_again(inputs, options, memory),
            of_held: Vec::new(),
        };
        for (of_records, memory) in [false, true].into_iter().zip(memories) {
            let is_own = |finding: &&Finding| {
                finding.severity == Severity::Error
                    && compile::is_of_one_file(finding.code)
                    && finding.place.file.starts_with("content/") == of_records
            };
            let found = said.iter().chain(&all.compiled.findings).filter(is_own);
            let broken: BTreeSet<Arc<str>> = found.map(|finding| finding.place.file.clone()).collect();
            let others: BTreeSet<&Arc<str>> =
                broken.iter().filter(|path| all.hold(previous, path, inputs, now)).collect();
            if others.is_empty() {
                *memory = Memory::default();
            } else {
                let compiled = std::mem::replace(&mut all.compiled, compile::check_again(&all.shown, options, memory));
                let of_others = compiled.findings.into_iter().filter(|finding| others.contains(&finding.place.file));
                all.of_held.extend(of_others);
            }
            all.broken.extend(broken);
        }
        all
    }

    /// Shows the last good text of a broken file; false where that is what it says.
    fn hold(&mut self, previous: Option<&Preview>, path: &Arc<str>, inputs: &Inputs, now: Instant) -> bool {
        let bytes = inputs.files.get(path);
        let Some(good) = previous.and_then(|previous| previous.good(path)) else {
            // The program's own takes the place of a template that never could be drawn; what else never was good is shown
            // as far as it could be read.
            return path.starts_with("themes/") && self.shown.files.remove(path).is_some();
        };
        self.good.insert(path.clone(), good.clone());
        if bytes == Some(good) {
            return false;
        }
        self.shown.files.insert(path.clone(), good.clone());
        let since = previous.and_then(|previous| previous.held.get(path)).copied();
        self.held.insert(path.clone(), since.unwrap_or(now));
        true
    }
}

/// What a panic left is as good as before it: each change is whole.
fn locked<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The name of a file without its folders and its ending: the id of the one record that a Markdown file holds.
fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
