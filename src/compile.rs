//! The stages in order, one call each: the only file that knows them all.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use crate::diagnostics::{Both, Code, Finding, Lang, Severity, Within, sorted};
use crate::inputs::{Digest, Inputs, PROGRAM, Place, Span, builtin_under};
use crate::model::time::Day;
use crate::model::{self, Record};
use crate::parse::{self, Config, config};
use crate::resolve::{self, Corpus, Settings};
use crate::schema::{self, Kinds};
use crate::site::{self, Publication, Site};
use crate::{emit, prose, rules, say};

mod lost;
mod memory;
mod reading;
mod waivers;

use lost::Lost;
use memory::Judged;

pub use memory::Memory;

pub use crate::emit::Sink;
pub use crate::emit::search::edition;

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
    let others = [&INVALID_AS_OF, &site::template::TEMPLATE_BROKEN];
    rooms.into_iter().flatten().copied().chain(others).any(|of_one| of_one.name == code.name)
}

/// Takes the inputs through every stage up to the site's addresses, and says all that is wrong.
pub fn check(inputs: &Inputs, options: &Options) -> Compiled {
    let mut gathered = gather(inputs, options, None);
    // Neither needs what the other finds.
    let ((site, of_site), judged) = rayon::join(|| gathered.site(options, None), || gathered.judged(None));
    gathered.findings.extend(of_site);
    let (keep, records) = (gathered.config.keep.clone(), gathered.whereabouts.len());
    Compiled { site, findings: gathered.findings(judged), keep, records }
}

/// A site that was made and not judged yet: what readers see is there, and all that is wrong with it is found by its
/// [`Rest`].
pub struct Made {
    /// `None` where there is no theme to draw the site with.
    pub site: Option<Site>,
    /// The errors that are known already: those of each file by itself, and of what the site is made with.
    pub errors: Vec<Finding>,
    pub rest: Rest,
    /// The language of the corpus, for messages.
    pub lang: Lang,
    /// How many records were read, drafts included.
    pub records: usize,
}

/// Takes the inputs through every stage up to the site's addresses. What one compilation leaves in `memory` the next does
/// not do again.
pub fn make(inputs: &Inputs, options: &Options, memory: &mut Memory) -> Made {
    let mut gathered = gather(inputs, options, Some(memory));
    let (site, of_site) = gathered.site(options, Some(&mut memory.site));
    gathered.findings.extend(of_site);
    let mut errors = errors_of(&gathered.findings);
    gathered.drafts.mark(&mut errors);
    let (lang, records) = (Lang::of_tag(&gathered.config.language), gathered.whereabouts.len());
    Made { site, errors, rest: Rest { gathered, judged: memory.judged() }, lang, records }
}

/// What is left to do of a compilation when its site is made: to follow every reference and to run the rules.
pub struct Rest {
    gathered: Gathered,
    /// What the compilation before left of judging it.
    judged: Arc<Mutex<Judged>>,
}

impl Rest {
    /// All that is wrong, in the order of file and place.
    pub fn findings(self) -> Vec<Finding> {
        // What a panic left of it is whole.
        let judged = self.gathered.judged(Some(&mut self.judged.lock().unwrap_or_else(PoisonError::into_inner)));
        self.gathered.findings(judged)
    }
}

/// A corpus that holds together, and what was found on the way.
struct Gathered {
    corpus: Arc<Corpus>,
    inputs: Inputs,
    config: Config,
    /// The ids of records that the corpus leaves out.
    hidden: HashSet<String>,
    /// Of every record that was read.
    whereabouts: Vec<Whereabouts>,
    drafts: DraftPlaces,
    /// What is not known of the corpus for the faults in it.
    lost: Lost,
    /// What only a build with drafts says of the published records; `None` where this is a build with drafts, and what only
    /// one without them says is not known.
    elsewhere: Option<Vec<Finding>>,
    findings: Vec<Finding>,
}

/// Takes the inputs through the stages up to the corpus.
fn gather(inputs: &Inputs, options: &Options, mut memory: Option<&mut Memory>) -> Gathered {
    let mut findings = Vec::new();
    let config = config::read(inputs, &mut findings);
    if let Some(memory) = &mut memory {
        memory.hold_to(inputs, &config.language);
    }
    let kinds = match &mut memory {
        Some(memory) => memory.kinds(inputs, &mut findings),
        None => Kinds::load(inputs, &mut findings),
    };
    let read = reading::read_all(inputs, &kinds, &config.language, memory.as_deref_mut().map(Memory::readings));
    let mut records = Vec::new();
    let mut lost = Lost { has_settings: !config.is_read, ..Lost::default() };
    inputs.unread.iter().for_each(|path| lost.add(&Lost::of_unread(path)));
    for of_file in &read {
        of_file.lost.iter().for_each(|of_file| lost.add(of_file));
        records.extend(of_file.records.iter().cloned());
        findings.extend(of_file.findings.iter().cloned());
    }
    drop(read);
    let whereabouts: Vec<Whereabouts> = records.iter().map(|record| Whereabouts::of(record)).collect();
    let drafts = DraftPlaces::of(&whereabouts);
    let as_of = options.as_of.or_else(|| as_of(&config, &mut findings));
    let files = Arc::new(inputs.under("content/").map(|(path, _)| path.clone()).collect());
    let is_hidden = |record: &&Arc<Record>| !options.drafts && !record.is_public();
    let hidden: HashSet<String> = records.iter().filter(is_hidden).map(|record| record.id.to_string()).collect();
    let settings =
        Settings { config: &config, kinds: &kinds, as_of, drafts: options.drafts, files: &files, hidden: &hidden };
    let mut elsewhere = records.iter().all(|record| record.is_public()).then(Vec::new);
    if !hidden.is_empty() {
        let (of_drafts, others) = with_drafts(&records, inputs, settings, &drafts);
        findings.extend(of_drafts);
        elsewhere = Some(others);
        records.retain(|record| record.is_public());
    }
    let corpus = resolve::resolve(records, &settings, memory.map(|memory| &mut memory.corpus), &mut findings);
    let (corpus, inputs) = (Arc::new(corpus), inputs.clone());
    Gathered { corpus, inputs, config, hidden, whereabouts, drafts, lost, elsewhere, findings }
}

impl Gathered {
    /// The site, where there is a theme to draw it with, and what is wrong with it.
    fn site(&self, options: &Options, memory: Option<&mut site::Memory>) -> (Option<Site>, Vec<Finding>) {
        let publication = Publication { base_url: options.base_url.clone(), portable: options.portable };
        let mut findings = Vec::new();
        let site = Site::new(self.corpus.clone(), self.inputs.clone(), publication, memory, &mut findings);
        (site, findings)
    }

    /// What is wrong with the references of the corpus, and by its rules.
    fn judged(&self, last: Option<&mut Judged>) -> Vec<Finding> {
        judged(&self.corpus, &self.inputs, &self.hidden, last)
    }

    /// All that is wrong, in the order of file and place, with what judging it has found.
    fn findings(self, judged: Vec<Finding>) -> Vec<Finding> {
        let mut findings = self.findings;
        findings.extend(judged);
        self.lost.leave_out_what_follows(&mut findings);
        self.drafts.mark(&mut findings);
        waivers::apply(&self.config.waivers, &codes(), &self.whereabouts, self.elsewhere.as_deref(), &mut findings);
        sorted(findings)
    }
}

/// The errors of what records are read by and drawn with: `recueil.yaml`, schemas, themes.
pub fn errors_beside_records(inputs: &Inputs, memory: &mut Memory) -> Vec<Finding> {
    let mut findings = Vec::new();
    let config = config::read(inputs, &mut findings);
    let _ = as_of(&config, &mut findings);
    memory.kinds(inputs, &mut findings);
    site::check_look(inputs, &config, Some(&mut memory.site), &mut findings);
    errors_of(&findings)
}

/// The errors of each file of records by itself.
pub fn errors_of_records(inputs: &Inputs, memory: &mut Memory) -> Vec<Finding> {
    let config = config::read(inputs, &mut Vec::new());
    memory.hold_to(inputs, &config.language);
    let kinds = memory.kinds(inputs, &mut Vec::new());
    let read = reading::read_all(inputs, &kinds, &config.language, Some(memory.readings()));
    let errors = read.iter().flat_map(|of_file| {
        let mut errors = errors_of(&of_file.findings);
        if !errors.is_empty() {
            let records: Vec<Whereabouts> = of_file.records.iter().map(|record| Whereabouts::of(record)).collect();
            DraftPlaces::of(&records).mark(&mut errors);
        }
        errors
    });
    errors.collect()
}

fn errors_of(findings: &[Finding]) -> Vec<Finding> {
    findings.iter().filter(|finding| finding.severity == Severity::Error).cloned().collect()
}

/// What is wrong with a corpus that leaves out the records of those ids: with its references, and by its rules.
fn judged(corpus: &Corpus, inputs: &Inputs, hidden: &HashSet<String>, last: Option<&mut Judged>) -> Vec<Finding> {
    let (references, rules) = last.map(|last| (&mut last.references, &mut last.rules)).unzip();
    let mut findings = resolve::check_references(corpus, hidden, references);
    findings.extend(rules::check(corpus, inputs, rules));
    findings
}

/// Where a record stands in the files.
struct Whereabouts {
    file: Arc<str>,
    span: Span,
    id: Arc<str>,
    within: Within,
}

impl Whereabouts {
    fn of(record: &Record) -> Whereabouts {
        let Record { file, span, id, annotation, .. } = record;
        let within = match (record.is_public(), annotation) {
            (true, _) => Within::Published,
            (false, None) => Within::Draft,
            (false, Some(_)) => Within::Annotation,
        };
        Whereabouts { file: file.clone(), span: span.clone(), id: id.clone(), within }
    }
}

/// Makes every output of a site, in parallel, and hands each to `sink` with its path. `edition` is what [`edition`] said of
/// the site; `progress` is told how many of how many are made, where the search index is one. Gives what could not be made;
/// a sink that fails ends the work, and its words are the error.
pub fn outputs(
    site: &Site,
    edition: &str,
    sink: &Sink,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Vec<Finding>, String> {
    let press = emit::Press::new(site);
    let (made, all) = (AtomicUsize::new(0), site.routes().len() + 1);
    let step = || progress(made.fetch_add(1, Ordering::Relaxed) + 1, all);
    press.write_search(edition, sink)?;
    step();
    let findings: Vec<Finding> = site
        .routes()
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
        finding.is_of_published()
            && (finding.severity == Severity::Error || (strict && finding.severity == Severity::Warning))
    })
}

/// What tells one compilation from another: every input with its path, the options, and the program itself.
pub fn inputs_hash(inputs: &Inputs, options: &Options) -> String {
    let mut digest = Digest::default();
    digest.add([PROGRAM.as_bytes(), format!("{options:?}").as_bytes()]);
    builtin_under("").for_each(|(path, bytes)| digest.add([path.as_bytes(), bytes]));
    inputs.files.iter().for_each(|(path, bytes)| digest.add([path.as_bytes(), bytes]));
    digest.hex()
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

/// What is wrong with the drafts, checked in a corpus that holds them too, of which nothing but the findings is kept; and
/// what that corpus says of the others.
fn with_drafts(
    records: &[Arc<Record>],
    inputs: &Inputs,
    settings: Settings,
    drafts: &DraftPlaces,
) -> (Vec<Finding>, Vec<Finding>) {
    let mut findings = Vec::new();
    let settings = Settings { drafts: true, hidden: &HashSet::new(), ..settings };
    let corpus = resolve::resolve(records.to_vec(), &settings, None, &mut findings);
    findings.extend(judged(&corpus, inputs, settings.hidden, None));
    findings.into_iter().partition(|finding| drafts.hold(&finding.place))
}

/// Where in the files stands what is not published.
struct DraftPlaces(HashMap<Arc<str>, Vec<(Span, Within)>>);

impl DraftPlaces {
    fn of(records: &[Whereabouts]) -> DraftPlaces {
        let mut places: HashMap<Arc<str>, Vec<(Span, Within)>> = HashMap::new();
        for record in records.iter().filter(|record| record.within != Within::Published) {
            places.entry(record.file.clone()).or_default().push((record.span.clone(), record.within));
        }
        DraftPlaces(places)
    }

    /// What a place is in.
    fn around(&self, place: &Place) -> Within {
        let records = self.0.get(&place.file).map_or(&[][..], Vec::as_slice);
        let found = match place.span {
            None => records.first().filter(|_| place.file.ends_with(".md")),
            Some((at, _)) => records.iter().find(|(span, _)| (span.start..=span.end).contains(&at)),
        };
        found.map_or(Within::Published, |&(_, within)| within)
    }

    fn hold(&self, place: &Place) -> bool {
        self.around(place) != Within::Published
    }

    /// Says of each finding what it is in.
    fn mark(&self, findings: &mut [Finding]) {
        findings.iter_mut().for_each(|finding| finding.within = self.around(&finding.place));
    }
}
