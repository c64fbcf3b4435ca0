//! What each stage of one build takes, without the disk: what `build` does, in this process, with a clock between stages.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use rayon::prelude::*;

use recueil::compile::{self, Options};
use recueil::emit::Press;
use recueil::read;

use crate::measure::leave;

/// The argument that makes this program [`run_them`].
pub const RUN_THEM: &str = "--stages";

/// The wall time of each stage.
#[derive(Clone, Copy, Debug)]
pub struct Stages {
    /// Reading every file.
    pub read: Duration,
    /// From files to the addresses of the site, with all findings.
    pub check: Duration,
    /// Every file of the search index.
    pub index: Duration,
    /// Everything else that is written.
    pub pages: Duration,
}

impl Stages {
    /// Runs the stages in a process of their own, so that none finds memory that another one left.
    pub fn measure(corpus: &Path) -> Result<Stages, String> {
        let own = std::env::current_exe().expect("a running program has a path");
        let output = Command::new(own).arg(RUN_THEM).arg(corpus).output().map_err(|error| error.to_string())?;
        let said = String::from_utf8_lossy(&output.stdout);
        let times: Vec<u64> = said.split_whitespace().filter_map(|word| word.parse().ok()).collect();
        match times[..] {
            [read, check, index, pages] if output.status.success() => {
                let [read, check, index, pages] = [read, check, index, pages].map(Duration::from_nanos);
                Ok(Stages { read, check, index, pages })
            }
            _ => Err(format!("the stages failed:\n{}", String::from_utf8_lossy(&output.stderr))),
        }
    }

    /// The median of each stage.
    pub fn median(all: &[Stages]) -> Stages {
        let middle = |stage: fn(&Stages) -> Duration| crate::measure::middle(all.iter().map(stage));
        Stages {
            read: middle(|of| of.read),
            check: middle(|of| of.check),
            index: middle(|of| of.index),
            pages: middle(|of| of.pages),
        }
    }
}

/// Runs the stages and prints what each took, in nanoseconds.
pub fn run_them(corpus: &Path) {
    let mut times = Vec::new();
    let mut clock = Instant::now();
    let mut lap = || {
        times.push(clock.elapsed().as_nanos());
        clock = Instant::now();
    };
    let Ok((inputs, _)) = read::read(corpus) else { leave("the corpus cannot be read") };
    lap();
    let compiled = compile::check(&inputs, &Options::default());
    let Some(site) = compiled.site else { leave("the corpus has errors") };
    lap();
    let press = Press::new(&site);
    let is_written = press.write_search("", &|_, _| Ok(())).is_ok();
    lap();
    let drawn = site.routes().par_iter().all(|route| press.emit(route).is_ok());
    lap();
    if !(is_written && drawn) {
        leave("an output could not be made");
    }
    println!("{}", times.iter().map(u128::to_string).collect::<Vec<_>>().join(" "));
}
