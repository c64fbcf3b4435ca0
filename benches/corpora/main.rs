//! Builds corpora of several sizes and prints what it takes, beside what copying the finished site takes, what indexing
//! it with Pagefind takes, and what the site takes from its readers.
//!
//! ```text
//! cargo bench --bench corpora                       1,000 and 10,000 records
//! cargo bench --bench corpora -- 500 100000         other sizes
//! cargo bench --bench corpora -- --write DIR 1000   only writes the corpus, for profilers
//! ```
//!
//! Pagefind is measured where it is installed or PAGEFIND names it, Hugo and Zola where they are installed; readers where
//! `tests/run` has installed what a browser is driven with. What is not there is said, and left out.
//!
//! Everything lies in the memory file system where there is one (`/dev/shm`), so that disks do not count. Building and
//! copying take turns, each into a new folder; what is shown is the median. Nothing is deleted while a clock runs.

mod chance;
mod corpus;
mod french;
mod generators;
mod instruments;
mod measure;
mod plan;
mod readers;
mod records;
mod rival;
mod stages;
mod words;
mod writer;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use measure::{Cost, leave, measure};
use stages::Stages;
use writer::Waits;

/// The program's own, for the stages that run in this one.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const RECUEIL: &str = env!("CARGO_BIN_EXE_recueil");
const SEED: u64 = 2021;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.first().map(String::as_str) {
        Some(measure::STAND_BETWEEN) => measure::stand_between(&arguments[1..]),
        Some(stages::RUN_THEM) => {
            let [_, corpus] = &arguments[..] else { leave("--stages takes the folder of a corpus") };
            stages::run_them(Path::new(corpus));
        }
        Some("--write") => {
            let [_, folder, records] = &arguments[..] else { leave("--write takes a folder and a number of records") };
            write_corpus(number(records), Path::new(folder));
        }
        _ => {
            let sizes =
                if arguments.is_empty() { vec![1_000, 10_000] } else { arguments.iter().map(|a| number(a)).collect() };
            match sizes.into_iter().map(run).collect::<Result<Vec<Figures>, String>>() {
                Ok(results) => print_table(&results),
                Err(why) => leave(&why),
            }
        }
    }
}

fn number(argument: &str) -> usize {
    match argument.replace('_', "").parse() {
        Ok(records) if records >= 100 => records,
        _ => leave(&format!("{argument}: not a number of records, or fewer than 100")),
    }
}

/// What was measured for one size.
struct Figures {
    records: usize,
    source_bytes: u64,
    pages: u64,
    files: u64,
    bytes: u64,
    build: Cost,
    copy: Cost,
    rebuild: Cost,
    check: Cost,
    stages: Stages,
    /// Indexing the finished site with Pagefind.
    pagefind: Option<Cost>,
    /// Building as many pages as there are records, `drawn`, with each of the other generators.
    others: Vec<Option<Cost>>,
    drawn: usize,
    /// Building again after one record changed.
    edited: Cost,
    waits: Waits,
    /// What the browser printed.
    readers: String,
}

fn run(records: usize) -> Result<Figures, String> {
    let folder = Workplace::new();
    let source = folder.0.join("corpus");
    eprintln!("{records} records: making the corpus");
    let source_bytes = write_corpus(records, &source);

    let rounds = if records > 5_000 { 3 } else { 5 };
    let (mut build, mut copy, mut rebuild, mut edited, mut check) = (vec![], vec![], vec![], vec![], vec![]);
    let (mut stages, mut pagefind, mut readers) = (vec![], vec![], String::new());
    let mut others: Vec<Vec<Cost>> = generators::ALL.iter().map(|_| vec![]).collect();
    let mut drawn = 0;
    let rival = rival::pagefind();
    let mut site = Tally::default();
    for round in 1..=rounds {
        eprintln!("{records} records: round {round} of {rounds}");
        let (out, copied) = (folder.0.join("site"), folder.0.join("copy"));
        build.push(measure(RECUEIL, &["build".as_ref(), &source, "-o".as_ref(), &out])?);
        copy.push(measure("cp", &["-r".as_ref(), &out, &copied])?);
        rebuild.push(measure(RECUEIL, &["build".as_ref(), &source, "-o".as_ref(), &out])?);
        let record = source.join(writer::RECORD);
        let before = fs::read_to_string(&record).map_err(|error| format!("{}: {error}", record.display()))?;
        let write = |text: &str| fs::write(&record, text).map_err(|error| format!("{}: {error}", record.display()));
        write(&format!("{before}\nUne phrase de plus.\n"))?;
        edited.push(measure(RECUEIL, &["build".as_ref(), &source, "-o".as_ref(), &out])?);
        write(&before)?;
        check.push(measure(RECUEIL, &["check".as_ref(), "--strict".as_ref(), &source])?);
        stages.push(Stages::measure(&source)?);
        let index = folder.0.join("pagefind");
        if let Some(rival) = &rival {
            pagefind.push(rival::index(rival, &out, &index)?);
        }
        let (pages, made) = (folder.0.join("other"), folder.0.join("made"));
        for (of, costs) in generators::ALL.iter().zip(&mut others).filter(|(of, _)| of.is_installed()) {
            if !pages.exists() {
                drawn = generators::write(&out, &pages).map_err(|error| format!("{}: {error}", pages.display()))?;
            }
            costs.push(of.build(&pages, &made)?);
            remove(&made);
        }
        site = Tally::default();
        site.add(&out);
        if round == rounds {
            eprintln!("{records} records: readers");
            readers = readers::measure(&out, rival.is_some().then_some(&*index));
        }
        [&out, &copied, &index, &pages].into_iter().filter(|folder| folder.exists()).for_each(|folder| remove(folder));
    }
    eprintln!("{records} records: the preview");
    let waits = writer::wait(RECUEIL, &source)?;
    let Tally { pages, files, bytes } = site;
    let stages = Stages::median(&stages);
    let pagefind = (!pagefind.is_empty()).then(|| Cost::median(&pagefind));
    let others = others.iter().map(|costs| (!costs.is_empty()).then(|| Cost::median(costs))).collect();
    let [build, copy, rebuild, edited, check] = [build, copy, rebuild, edited, check].map(|costs| Cost::median(&costs));
    Ok(Figures {
        records,
        source_bytes,
        pages,
        files,
        bytes,
        build,
        copy,
        rebuild,
        check,
        stages,
        pagefind,
        others,
        drawn,
        edited,
        waits,
        readers,
    })
}

/// Writes the corpus into a new folder; gives its bytes.
fn write_corpus(records: usize, folder: &Path) -> u64 {
    let mut bytes = 0;
    for (path, text) in corpus::corpus(records, SEED) {
        let path = folder.join(path);
        let parent = path.parent().expect("a file is in a folder");
        let written = fs::create_dir_all(parent).and_then(|()| fs::write(&path, &text));
        written.unwrap_or_else(|error| leave(&format!("cannot write {}: {error}", path.display())));
        bytes += text.len() as u64;
    }
    bytes
}

/// A folder of its own for one run, which goes with it.
struct Workplace(PathBuf);

impl Workplace {
    fn new() -> Workplace {
        let memory = Path::new("/dev/shm");
        let base = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
        let folder = base.join(format!("recueil-corpora-{}", std::process::id()));
        fs::create_dir(&folder).unwrap_or_else(|error| leave(&format!("cannot make {}: {error}", folder.display())));
        Workplace(folder)
    }
}

impl Drop for Workplace {
    fn drop(&mut self) {
        remove(&self.0);
    }
}

fn remove(folder: &Path) {
    if let Err(error) = fs::remove_dir_all(folder) {
        eprintln!("cannot remove {}: {error}", folder.display());
    }
}

/// What lies in a folder.
#[derive(Default)]
struct Tally {
    pages: u64,
    files: u64,
    bytes: u64,
}

impl Tally {
    fn add(&mut self, folder: &Path) {
        for entry in walkdir::WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.file_type().is_file()) {
            self.files += 1;
            self.pages += u64::from(entry.path().extension().is_some_and(|extension| extension == "html"));
            self.bytes += entry.metadata().map_or(0, |metadata| metadata.len());
        }
    }
}

fn print_table(results: &[Figures]) {
    let row = |name: &str, figure: &dyn Fn(&Figures) -> String| {
        let cells: Vec<String> = results.iter().map(|figures| format!("{:>14}", figure(figures))).collect();
        println!("{name:<38}{}", cells.concat());
    };
    row("records", &|of| of.records.to_string());
    row("source", &|of| size(of.source_bytes));
    row("pages", &|of| of.pages.to_string());
    row("files", &|of| of.files.to_string());
    row("site", &|of| size(of.bytes));
    row("build: wall time", &|of| time(of.build.wall));
    row("build: processor time", &|of| time(of.build.processor));
    row("build: peak memory", &|of| size(of.build.memory));
    row("cp -r: wall time", &|of| time(of.copy.wall));
    row("build / cp -r", &|of| ratio(of.build.wall, of.copy.wall));
    row("build unchanged: wall time", &|of| time(of.rebuild.wall));
    row("build unchanged: peak memory", &|of| size(of.rebuild.memory));
    row("build after an edit: wall time", &|of| time(of.edited.wall));
    row("check: wall time", &|of| time(of.check.wall));
    row("check: processor time", &|of| time(of.check.processor));
    row("check: peak memory", &|of| size(of.check.memory));
    row("stage: reading", &|of| time(of.stages.read));
    row("stage: checking", &|of| time(of.stages.check));
    row("stage: search index", &|of| time(of.stages.index));
    row("stage: pages", &|of| time(of.stages.pages));
    row("search index / pages", &|of| ratio(of.stages.index, of.stages.pages));
    row("serve: ready", &|of| time(of.waits.ready));
    for at in 0..writer::SORTS {
        let name = results.first().map_or("", |of| of.waits.shown[at].0);
        row(&format!("saved to shown, {name}: median"), &|of| {
            time(measure::middle(of.waits.shown[at].1.iter().copied()))
        });
        row(&format!("saved to shown, {name}: 95 %"), &|of| {
            time(measure::share(of.waits.shown[at].1.iter().copied(), 95))
        });
    }
    if results.iter().any(|of| of.pagefind.is_some()) {
        let rival = |figure: &dyn Fn(&Figures, Cost) -> String, of: &Figures| {
            of.pagefind.map_or_else(String::new, |cost| figure(of, cost))
        };
        row("Pagefind: wall time", &|of| rival(&|_, cost| time(cost.wall), of));
        row("Pagefind: peak memory", &|of| rival(&|_, cost| size(cost.memory), of));
        row("Pagefind / search index", &|of| rival(&|of, cost| ratio(cost.wall, of.stages.index), of));
        row("Pagefind / whole build: memory", &|of| {
            rival(&|of, cost| format!("{:.2}", cost.memory as f64 / of.build.memory as f64), of)
        });
    } else {
        println!("Pagefind is not installed: not measured");
    }
    for (at, other) in generators::ALL.iter().enumerate() {
        let name = other.name;
        if results.iter().all(|of| of.others[at].is_none()) {
            println!("{name} is not installed: not measured");
            continue;
        }
        let cost = |figure: &dyn Fn(&Figures, Cost) -> String, of: &Figures| {
            of.others[at].map_or_else(String::new, |cost| figure(of, cost))
        };
        row(&format!("{name}: pages"), &|of| cost(&|of, _| of.drawn.to_string(), of));
        row(&format!("{name}: wall time"), &|of| cost(&|_, cost| time(cost.wall), of));
        row(&format!("{name}: peak memory"), &|of| cost(&|_, cost| size(cost.memory), of));
        row(&format!("build / {name}"), &|of| cost(&|of, cost| ratio(of.build.wall, cost.wall), of));
    }
    for of in results {
        println!("\nreaders of {} records\n{}", of.records, of.readers.trim_end());
    }
}

fn ratio(one: Duration, other: Duration) -> String {
    format!("{:.2}", one.as_secs_f64() / other.as_secs_f64())
}

fn time(duration: Duration) -> String {
    format!("{:.3} s", duration.as_secs_f64())
}

fn size(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}
