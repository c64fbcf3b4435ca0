//! One state of what the preview shows: the site of the corpus, with the last good text of each file that is broken.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Instant;

use axum::body::Bytes;

use crate::compile::{self, Made, Memory, Options, Rest};
use crate::diagnostics::{Finding, Lang, Severity, sorted};
use crate::emit::Press;
use crate::inputs::{Inputs, Place, builtin};
use crate::parse::config;
use crate::read::{self, ReadError};
use crate::site::{Route, Site, Target};

use super::drawn::Drawn;

/// What is served until something changes. Nothing in it asks the disk or the clock.
#[derive(Clone)]
pub struct Preview {
    /// Counts the states of one run that are shown.
    pub number: u64,
    /// Counts the looks at the folder: once what is wrong with a state is known, another state of the same look is shown.
    pub look: u64,
    /// The look since which all is the same but for what is copied, such as style sheets.
    pub texts: u64,
    /// What the folder holds, faults and all: what findings speak of.
    pub inputs: Inputs,
    /// What was found when it was read.
    said: Vec<Finding>,
    /// What is wrong with it, as far as it is known.
    pub findings: Vec<Finding>,
    /// True once all of that is known.
    pub is_judged: bool,
    /// What is known at once: the errors of each file by itself.
    early: Vec<Finding>,
    /// What was found in the files that an older text is shown of.
    of_held: Vec<Finding>,
    /// What is left to find out.
    rest: Arc<Mutex<Option<Rest>>>,
    pub lang: Lang,
    /// How many records were read.
    pub records: usize,
    /// What is shown of it.
    files: Files,
    press: Option<Arc<Press<Box<Site>>>>,
    /// Where the corpus gives no site: since when that of an earlier state is shown.
    stale: Option<Instant>,
    /// What the program failed on, where it did: the rest is of the state before.
    fault: Option<Inputs>,
    /// What could not be drawn, by its path.
    undrawn: Arc<Mutex<BTreeMap<String, Finding>>>,
    drawn: Arc<Mutex<Drawn>>,
    /// What the state after this one need not find out again.
    memory: Arc<Mutex<Memory>>,
    assets: Arc<OnceLock<[String; 3]>>,
}

/// What is written at a route, and since when it is no longer what the corpus says.
pub struct Output {
    pub bytes: Bytes,
    pub since: Option<Instant>,
}

impl Preview {
    /// What is to be shown of `inputs` after `previous`, before it is judged; `said` was found when they were read.
    pub fn next(
        previous: Option<&Preview>,
        inputs: Inputs,
        said: Vec<Finding>,
        options: &Options,
        now: Instant,
    ) -> Preview {
        let memory = previous.map_or_else(Arc::default, |previous| previous.memory.clone());
        let Followed { files, made, of_held } =
            Followed::from(previous, &inputs, &said, options, &mut locked(&memory), now);
        let Made { site, errors, rest, lang, records, .. } = made;
        let drawn = previous.map_or_else(Arc::default, |previous| previous.drawn.clone());
        let (press, stale) = match site {
            Some(site) => (Some(Arc::new(Press::new(Box::new(site)))), None),
            None => {
                let stale = previous.and_then(|previous| previous.stale).unwrap_or(now);
                (previous.and_then(|previous| previous.press.clone()), Some(stale))
            }
        };
        let look = previous.map_or(1, |previous| previous.look + 1);
        let has_same_texts = |previous: &&Preview| {
            let changes = files.shown.changes(&previous.files.shown);
            changes.iter().all(|(path, ..)| path.starts_with("themes/") && path.contains("/assets/"))
        };
        let mut next = Preview {
            number: previous.map_or(1, |previous| previous.number + 1),
            look,
            texts: previous.filter(has_same_texts).map_or(look, |previous| previous.texts),
            inputs,
            said,
            findings: Vec::new(),
            is_judged: false,
            early: Vec::new(),
            of_held,
            rest: Arc::new(Mutex::new(Some(rest))),
            lang,
            records,
            files,
            press,
            stale,
            fault: None,
            undrawn: Arc::default(),
            drawn,
            memory,
            assets: Arc::default(),
        };
        next.early = next.told(errors);
        next.findings = match previous {
            Some(previous) => next.known(&previous.findings, previous),
            None => next.early.clone(),
        };
        next
    }

    /// All that is wrong. It is found out once.
    pub fn judge(&self) -> Vec<Finding> {
        let Some(rest) = locked(&self.rest).take() else { return self.findings.clone() };
        self.told(rest.findings())
    }

    /// This state with all that was found in the state `of`: with what is still true of it, where it is of another look.
    pub fn with_findings(&self, found: &[Finding], of: &Preview) -> Preview {
        let is_same = self.look == of.look;
        let findings = if is_same { found.to_vec() } else { self.known(found, of) };
        let is_judged = is_same || locked(&self.rest).is_none();
        Preview { number: self.number + 1, findings, is_judged, ..self.clone() }
    }

    /// What was found in what is shown, without what an older text stands in the place of, and with what was found before.
    fn told(&self, found: Vec<Finding>) -> Vec<Finding> {
        let is_other = |file: &Arc<str>| self.files.shown.files.get(file) != self.inputs.files.get(file);
        let of_shown = found.into_iter().filter(|finding| !is_other(&finding.place.file)).map(|mut finding| {
            finding.notes.retain(|(place, _)| !is_other(&place.file));
            finding
        });
        sorted(self.said.iter().cloned().chain(self.of_held.iter().cloned()).chain(of_shown).collect())
    }

    /// What is known at once, and of what was found in another state what stands in files that are the same.
    fn known(&self, found: &[Finding], of: &Preview) -> Vec<Finding> {
        let is_same = |place: &Place| self.inputs.files.get(&place.file) == of.inputs.files.get(&place.file);
        let still = found
            .iter()
            .filter(|finding| finding.notes.iter().map(|(place, _)| place).chain([&finding.place]).all(is_same));
        sorted(self.early.iter().chain(still).cloned().collect())
    }

    /// The state after `previous` when its corpus cannot be read any more.
    pub fn without_corpus(previous: &Preview, error: &ReadError, now: Instant) -> Preview {
        let place = Place::whole(&Arc::from(config::PATH));
        let finding = Finding::new(&read::UNREADABLE, place, error.message.clone()).hint(error.hint.clone());
        let mut findings = previous.findings.clone();
        findings.push(finding.clone());
        let (said, early, findings) = (vec![finding.clone()], vec![finding], sorted(findings));
        Preview { said, early, findings, ..Preview::kept(previous, now) }
    }

    /// The state after `previous` when the program failed on these inputs, of which `said` was found when they were read.
    pub fn after_fault(previous: &Preview, inputs: Inputs, said: Vec<Finding>, now: Instant) -> Preview {
        // What is remembered may be what it failed on.
        Preview { said, fault: Some(inputs), memory: Arc::default(), ..Preview::kept(previous, now) }
    }

    /// What there is before the first state: no page.
    pub fn nothing(lang: Lang) -> Preview {
        Preview {
            number: 0,
            look: 0,
            texts: 0,
            inputs: Inputs::default(),
            said: Vec::new(),
            findings: Vec::new(),
            is_judged: true,
            early: Vec::new(),
            of_held: Vec::new(),
            rest: Arc::default(),
            lang,
            records: 0,
            files: Files::default(),
            press: None,
            stale: None,
            fault: None,
            undrawn: Arc::default(),
            drawn: Arc::default(),
            memory: Arc::default(),
            assets: Arc::default(),
        }
    }

    /// The pages of `previous`, which stay where nothing else can be shown.
    fn kept(previous: &Preview, now: Instant) -> Preview {
        Preview {
            number: previous.number + 1,
            look: previous.look + 1,
            early: Vec::new(),
            rest: Arc::default(),
            stale: Some(previous.stale.unwrap_or(now)),
            fault: None,
            undrawn: Arc::default(),
            assets: Arc::default(),
            ..previous.clone()
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
        self.read().changes(inputs).is_empty()
            && self.said.len() == said.len()
            && self.said.iter().zip(said).all(|(a, b)| is_alike(a, b))
    }

    /// The files that are not what they were.
    pub fn changed_since(&self, before: &Preview) -> Vec<Arc<str>> {
        self.read().changes(before.read()).into_iter().map(|(path, ..)| path.clone()).collect()
    }

    /// The last text of a file that was without errors of its own.
    fn good(&self, path: &str) -> Option<&Arc<[u8]>> {
        if self.files.broken.contains(path) { self.files.good.get(path) } else { self.files.shown.files.get(path) }
    }

    /// True where a file that was there is gone or empty in these inputs: what it may look like while an editor writes it, or
    /// a folder while git changes it.
    pub fn holds_more_than(&self, inputs: &Inputs) -> bool {
        let is_less = |was: &[u8], is: Option<&Arc<[u8]>>| is.is_none_or(|is| is.is_empty() && !was.is_empty());
        inputs.changes(&self.inputs).into_iter().any(|(_, was, is)| was.is_some_and(|was| is_less(was, is)))
    }

    /// True where a file has errors that it did not have before, as it may have while an editor writes it.
    pub fn breaks_more_than(&self, before: &Preview) -> bool {
        self.files.broken.iter().any(|path| !before.files.broken.contains(path))
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
        let routes = self.site()?.routes();
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
            let bytes = press.search().get(path)?;
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
            let is_everywhere = !file.starts_with("content/") && self.files.broken.contains(file);
            is_everywhere
                || match record {
                    Some(record) if *file == record.file => {
                        // The places of an older text are not those of the findings.
                        let is_of_all = self.files.held.contains_key(file) || record.file.ends_with(".md");
                        is_of_all || finding.place.span.is_none_or(|(at, _)| record.span.contains(&at))
                    }
                    // The page of a record that could not be read at all.
                    None => self.files.broken.contains(file) && !first.is_empty() && stem(file) == first,
                    _ => false,
                }
        };
        let mut findings: Vec<Finding> = self.findings.iter().filter(is_of_page).cloned().collect();
        let mut since = record.and_then(|record| self.files.held.get(&record.file)).copied();
        let everywhere =
            self.files.held.iter().filter(|(file, _)| !file.starts_with("content/")).map(|(_, since)| *since);
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
        for route in site.routes() {
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

/// What the corpus is shown as.
#[derive(Clone, Default)]
struct Files {
    /// What is shown: the inputs, with the last good text in the place of what is broken.
    shown: Inputs,
    /// The files that have errors of their own.
    broken: BTreeSet<Arc<str>>,
    /// What stood in those of them that once had none, when they last had none.
    good: BTreeMap<Arc<str>, Arc<[u8]>>,
    /// Those of them that an older text is shown of, and since when.
    held: BTreeMap<Arc<str>, Instant>,
}

/// What the corpus is shown as: its files, and what is made of them.
struct Followed {
    files: Files,
    /// What is made of what is shown.
    made: Made,
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
        memory: &mut Memory,
        now: Instant,
    ) -> Followed {
        let mut files = Files { shown: inputs.clone(), ..Files::default() };
        let mut of_held = Vec::new();
        for of_records in [false, true] {
            let errors = match of_records {
                false => compile::errors_beside_records(&files.shown, memory),
                true => compile::errors_of_records(&files.shown, memory),
            };
            let is_own = |finding: &&Finding| {
                finding.severity == Severity::Error
                    && compile::is_of_one_file(finding.code)
                    && finding.place.file.starts_with("content/") == of_records
            };
            let mut broken: BTreeSet<Arc<str>> =
                said.iter().chain(&errors).filter(is_own).map(|finding| finding.place.file.clone()).collect();
            // With a folder that cannot be read goes what is in it.
            for path in broken.clone() {
                let folder = format!("{path}/");
                let before = previous.into_iter().flat_map(|previous| previous.files.shown.under(&folder));
                broken.extend(before.map(|(path, _)| path).filter(|path| inputs.is_unread(path)).cloned());
            }
            let others: BTreeSet<&Arc<str>> =
                broken.iter().filter(|path| files.hold(previous, path, inputs, now)).collect();
            of_held.extend(errors.into_iter().filter(|finding| others.contains(&finding.place.file)));
            files.broken.extend(broken);
        }
        let made = compile::make(&files.shown, options, memory);
        Followed { files, made, of_held }
    }
}

impl Files {
    /// Shows the last good text of a broken file; false where that is what it says.
    fn hold(&mut self, previous: Option<&Preview>, path: &Arc<str>, inputs: &Inputs, now: Instant) -> bool {
        let bytes = inputs.files.get(path);
        let Some(good) = previous.and_then(|previous| previous.good(path)) else {
            // The program's own takes the place of a template that never could be drawn and of a schema that never could be
            // used; what else never was good is shown as far as it could be read.
            let has_other = path.starts_with("themes/") || builtin(path).is_some();
            return has_other && self.shown.files_mut().remove(path).is_some();
        };
        self.good.insert(path.clone(), good.clone());
        if bytes == Some(good) {
            return false;
        }
        self.shown.files_mut().insert(path.clone(), good.clone());
        self.shown.unread.remove(path);
        let since = previous.and_then(|previous| previous.files.held.get(path)).copied();
        self.held.insert(path.clone(), since.unwrap_or(now));
        true
    }
}

/// True for two findings that say the same of the same place.
fn is_alike(a: &Finding, b: &Finding) -> bool {
    (&a.place, a.code.name, &a.message) == (&b.place, b.code.name, &b.message)
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
