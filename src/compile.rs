//! The stages in order, one call each: the only file that knows them all.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::diagnostics::{Both, Code, Finding, Lang, Severity, sorted};
use crate::inputs::{Inputs, Place};
use crate::model::time::Day;
use crate::model::{self, Record};
use crate::parse::{self, Config, config};
use crate::resolve::{self, Corpus, Marks, Settings};
use crate::schema::{self, Kinds};
use crate::site::{self, Publication, Site};
use crate::{emit, prose, rules, say};

mod reading;
mod waivers;

pub use reading::Memory;

/// What a compilation is asked for, beside its inputs.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The day that lateness is judged at; `None`: what `recueil.yaml` says, else the newest signature or status entry.
    pub as_of: Option<Day>,
    /// True to show drafts and records under review.
    pub drafts: bool,
    /// Takes the place of `base_url` in `recueil.yaml`.
    pub base_url: Option<String>,
    /// True for a site that opens from a folder.
    pub portable: bool,
}

/// What came of a compilation, short of writing.
pub struct Compiled {
    /// `None` where there is no theme to draw the site with.
    pub site: Option<Site>,
    /// In the order of file and place.
    pub findings: Vec<Finding>,
    /// The language of the corpus, for messages.
    pub lang: Lang,
    /// What the output folder may hold beside the site.
    pub keep: Vec<String>,
    /// How many records were read, drafts included.
    pub records: usize,
}

pub static INVALID_AS_OF: Code = Code {
    name: "invalid-as-of",
    severity: Severity::Error,
    explanation: Both {
        fr: "`as_of:` dans `recueil.yaml` est le jour où se juge ce qui est en retard : un jour entier, `2021-06-30`.",
        en: "`as_of:` in `recueil.yaml` is the day at which lateness is judged: a whole day, `2021-06-30`.",
    },
};

/// Every code that a finding may have, in the order of names.
pub fn codes() -> Vec<&'static Code> {
    let rooms = [
        crate::read::CODES,
        prose::CODES,
        parse::CODES,
        schema::CODES,
        model::CODES,
        resolve::CODES,
        rules::CODES,
        site::CODES,
        &[&INVALID_AS_OF, &waivers::WAIVER_UNUSED, &waivers::WAIVER_OF_NOTHING],
    ];
    let mut codes: Vec<&'static Code> = rooms.into_iter().flatten().copied().collect();
    codes.sort_by_key(|code| code.name);
    codes.dedup_by_key(|code| code.name);
    codes
}

/// True for what is wrong with a file by itself, whatever the others say: mending that file mends it.
pub fn is_of_one_file(code: &Code) -> bool {
    let rooms = [crate::read::CODES, prose::CODES, parse::CODES, schema::CODES, model::CODES];
    let others = [&INVALID_AS_OF, &site::theme::TEMPLATE_BROKEN];
    rooms.into_iter().flatten().copied().chain(others).any(|of_one| of_one.name == code.name)
}

/// Takes the inputs through every stage up to the site's addresses, and says all that is wrong.
pub fn check(inputs: &Inputs, options: &Options) -> Compiled {
    run(inputs, options, None)
}

/// [`check`], for who does so again and again: what one leaves in `memory` the next does not read and mark again.
pub fn check_again(inputs: &Inputs, options: &Options, memory: &mut Memory) -> Compiled {
    run(inputs, options, Some(memory))
}

fn run(inputs: &Inputs, options: &Options, mut memory: Option<&mut Memory>) -> Compiled {
    let mut findings = Vec::new();
    let config = config::read(inputs, &mut findings);
    let lang = Lang::of_tag(&config.language);
    let kinds = Kinds::load(inputs, &mut findings);
    let read = reading::read_all(inputs, &kinds, &config.language, memory.as_deref_mut());
    let mut records = Vec::new();
    for of_file in read {
        records.extend(of_file.records);
        findings.extend(of_file.findings);
    }
    let count = records.len();
    let drafts = draft_places(&records);
    let places = waivers::Places::of(&records);
    let as_of = options.as_of.or_else(|| as_of(&config, &mut findings));
    let files: BTreeSet<Arc<str>> = inputs.under("content/").map(|(path, _)| path.clone()).collect();
    let is_hidden = |record: &&Arc<Record>| !options.drafts && !record.is_public();
    let hidden: HashSet<String> = records.iter().filter(is_hidden).map(|record| record.id.to_string()).collect();
    let settings =
        Settings { config: &config, kinds: &kinds, as_of, drafts: options.drafts, files: &files, hidden: &hidden };
    let marks = memory.map(|memory| &mut memory.marks);
    let (corpus, elsewhere) = resolve_all(records, inputs, settings, marks, &mut findings);
    let publication = Publication { base_url: options.base_url.clone(), portable: options.portable };
    let keep = config.keep.clone();
    let site = Site::new(corpus, inputs.clone(), publication, &mut findings);
    for finding in &mut findings {
        finding.in_draft = drafts.holds(&finding.place);
    }
    waivers::apply(&config.waivers, &codes(), &places, elsewhere.as_deref(), &mut findings);
    Compiled { site, findings: sorted(findings), lang, keep, records: count }
}

/// Takes an output: its path and its bytes. Called from every thread; its words end the work.
pub type Sink<'a> = dyn Fn(&str, &[u8]) -> Result<(), String> + Sync + 'a;

/// Makes every output of a site, in parallel, and hands each to `sink` with its path. `progress` is told how many of how
/// many are made. Gives what could not be made; a sink that fails ends the work, and its words are the error.
pub fn outputs(site: &Site, sink: &Sink, progress: &(dyn Fn(usize, usize) + Sync)) -> Result<Vec<Finding>, String> {
    let press = emit::Press::new(site);
    let search = press.search_files();
    let (made, all) = (AtomicUsize::new(0), site.routes.len() + search.len());
    let step = || progress(made.fetch_add(1, Ordering::Relaxed) + 1, all);
    search.into_par_iter().try_for_each(|(path, bytes)| {
        sink(&path, &bytes)?;
        step();
        Ok::<(), String>(())
    })?;
    let findings: Vec<Finding> = site
        .routes
        .par_iter()
        .filter_map(|route| {
            let failed = match press.emit(route) {
                Ok(bytes) => sink(&route.path, &bytes).err().map(Err),
                Err(finding) => Some(Ok(*finding)),
            };
            step();
            failed
        })
        .collect::<Result<_, String>>()?;
    // A template that is broken is broken for every record: once said is enough.
    let mut seen = HashSet::new();
    let findings = findings.into_iter().filter(|finding| seen.insert((finding.place.clone(), finding.code.name)));
    Ok(sorted(findings.collect()))
}

/// True where the findings stop a build: errors, and with `strict` warnings too; never those of drafts.
pub fn fails(findings: &[Finding], strict: bool) -> bool {
    findings.iter().any(|finding| {
        !finding.in_draft && (finding.severity == Severity::Error || (strict && finding.severity == Severity::Warning))
    })
}

/// What tells one compilation from another: every input with its path, the options, and the program itself.
pub fn inputs_hash(inputs: &Inputs, options: &Options) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut part = |bytes: &[u8]| {
        hasher.update(&(bytes.len() as u64).to_le_bytes());
        hasher.update(bytes);
    };
    part(env!("CARGO_PKG_VERSION").as_bytes());
    part(format!("{options:?}").as_bytes());
    for path in crate::inputs::builtin_paths() {
        part(path.as_bytes());
        part(crate::inputs::builtin(path).unwrap_or_default());
    }
    for (path, bytes) in &inputs.files {
        part(path.as_bytes());
        part(bytes);
    }
    hasher.finalize().to_hex().to_string()
}

/// The day that `recueil.yaml` states.
fn as_of(config: &Config, findings: &mut Vec<Finding>) -> Option<Day> {
    let (text, span) = config.as_of.as_ref()?;
    let day = Day::parse(text).ok();
    if day.is_none() {
        findings.push(
            Finding::new(
                &INVALID_AS_OF,
                Place::at(&Arc::from(config::PATH), span.clone()),
                say!(fr: "« {text} » n’est pas un jour", en: "`{text}` is not a day"),
            )
            .hint(say!(fr: "écrivez un jour entier : 2021-06-30", en: "write a whole day: 2021-06-30")),
        );
    }
    day
}

/// Puts the records together and runs the rules. Where some are hidden they are checked in a corpus that holds them too, of
/// which nothing but the findings is kept.
///
/// Gives beside the corpus what only a build with drafts says of the published records; `None` where this is a build
/// with drafts, and what only one without them says is not known.
fn resolve_all(
    records: Vec<Arc<Record>>,
    inputs: &Inputs,
    settings: Settings,
    marks: Option<&mut Marks>,
    findings: &mut Vec<Finding>,
) -> (Corpus, Option<Vec<Finding>>) {
    let make = |records, settings: Settings, marks: Option<&mut Marks>, findings: &mut Vec<Finding>| {
        let corpus = resolve::resolve(records, &settings, marks, findings);
        findings.extend(rules::check(&corpus, inputs));
        corpus
    };
    if settings.hidden.is_empty() {
        let all_public = records.iter().all(|record| record.is_public());
        return (make(records, settings, marks, findings), all_public.then(Vec::new));
    }
    let places = draft_places(&records);
    let mut of_all = Vec::new();
    let with_drafts = Settings { drafts: true, hidden: &HashSet::new(), ..settings };
    make(records.clone(), with_drafts, None, &mut of_all);
    let (of_drafts, elsewhere) = of_all.into_iter().partition(|finding| places.holds(&finding.place));
    findings.extend::<Vec<Finding>>(of_drafts);
    let public = records.into_iter().filter(|record| record.is_public()).collect();
    (make(public, settings, marks, findings), Some(elsewhere))
}

/// Where the drafts stand in the files.
struct DraftPlaces(HashMap<Arc<str>, Vec<(usize, usize)>>);

fn draft_places(records: &[Arc<Record>]) -> DraftPlaces {
    let mut places: HashMap<Arc<str>, Vec<(usize, usize)>> = HashMap::new();
    for record in records.iter().filter(|record| !record.is_public()) {
        places.entry(record.file.clone()).or_default().push((record.span.start, record.span.end));
    }
    DraftPlaces(places)
}

impl DraftPlaces {
    fn holds(&self, place: &Place) -> bool {
        let Some(spans) = self.0.get(&place.file) else { return false };
        match place.span {
            None => place.file.ends_with(".md"),
            Some((at, _)) => spans.iter().any(|&(start, end)| (start..=end).contains(&at)),
        }
    }
}
