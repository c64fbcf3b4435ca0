//! The slips of a writer, made at random but always the same: lines lost, doubled or swapped, signs where none belong.

use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use libtest_mimic::Failed;

use recueil::compile::Options;
use recueil::inputs::Inputs;

use crate::{Case, Made, versions};

/// How many variants of each case are compiled.
const VARIANTS: u64 = 1;

/// Signs that mean something to YAML, to Markdown, to HTML or to the printers.
const SIGNS: [&str; 24] = [
    "\"", "'", "[", "]", "{", "}", "|", ">", "#", "*", "&a ", "!", "%", "`", "```\n", "\t", "\0", "\u{202e}", "é",
    "---\n", ": ", "- ", "<b", "\u{feff}",
];

/// Compiles variants of a case; the error is the variant that panicked.
pub fn survive(path: &Path) -> Result<(), Failed> {
    let case = Case::read(&std::fs::read_to_string(path)?)?;
    let options = case.options()?;
    let before = versions::before(&case)?;
    for variant in 0..VARIANTS {
        let name = path.to_string_lossy();
        let mut dice = Dice(name.bytes().fold(variant + 1, |seed, byte| seed.wrapping_mul(31) ^ u64::from(byte)));
        let mut inputs = case.inputs()?;
        let paths: Vec<Arc<str>> = inputs.files.keys().cloned().collect();
        let mut changed = String::new();
        for _ in 0..=dice.below(3) {
            let path = &paths[dice.below(paths.len())];
            let text = slip(&String::from_utf8_lossy(&inputs.files[path]), &mut dice);
            let _ = writeln!(changed, "--- {path}\n{text}");
            inputs.files_mut().insert(path.clone(), text.into_bytes().into());
        }
        if catch_unwind(AssertUnwindSafe(|| survives(inputs, before.clone(), &options))).is_err() {
            return Err(format!("panicked on a variant of {name}:\n{changed}").into());
        }
    }
    Ok(())
}

/// Makes all that a case may look at.
fn survives(inputs: Inputs, before: Option<Inputs>, options: &Options) {
    if let Ok(made) = Made::of(inputs, before, options)
        && made.before.is_some()
    {
        // A corpus with errors is not compared.
        let _ = versions::diff(&made, &[]);
    }
}

/// A text with one slip in it.
fn slip(text: &str, dice: &mut Dice) -> String {
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    let at = dice.below(lines.len().max(1));
    match dice.below(6) {
        _ if lines.is_empty() => return SIGNS[dice.below(SIGNS.len())].to_owned(),
        0 => drop(lines.remove(at)),
        1 => lines.insert(at, lines[at]),
        2 => {
            let other = dice.below(lines.len());
            lines.swap(at, other);
        }
        3 => lines.truncate(at),
        _ => {
            let cut = (0..=dice.below(text.len())).rev().find(|&cut| text.is_char_boundary(cut)).unwrap_or(0);
            return format!("{}{}{}", &text[..cut], SIGNS[dice.below(SIGNS.len())], &text[cut..]);
        }
    }
    lines.concat()
}

/// A row of numbers that looks random (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}
