//! Two corpora → what changed between them: records, provisions, fields, words.
//!
//! What changed is data: it borrows from both corpora and knows no language. [`print`] says it, one file per format.

mod change;
mod corpora;
mod degree;
pub mod effect;
mod fields;
mod likely;
mod line;
pub mod marks;
mod matching;
mod moves;
pub mod print;
mod provisions;
mod records;
pub mod redline;
mod same;
mod sentence_moves;
mod sentences;
mod texts;
pub mod voice;
pub mod words;

pub use change::{Change, Shift, Side, Step, Value};
pub use corpora::{Difference, ProvisionChange, RecordChange, Sort, compare};
pub use fields::has_marks;
pub use line::without_place;
pub use provisions::Provision;

#[cfg(test)]
mod tests;
