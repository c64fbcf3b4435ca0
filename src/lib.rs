//! `recueil` turns a folder of structured Markdown and YAML into a cross-linked static site.
//!
//! The data walks through the crate once, in one direction; each stage has its own type and says all that is wrong
//! before the next one starts:
//!
//! ```text
//! inputs → Inputs → parse → Document → schema → model → Record → resolve → Corpus → rules → site → Site → emit → bytes
//! ```
//!
//! [`compile`] is the only module that knows all the stages. Only [`read`] reads files and only [`write`] writes them;
//! everything between is a pure function of [`inputs::Inputs`], so that the same sources give the same bytes.
//! The modules are declared in reading order.

pub mod inputs;

pub mod diagnostics;

pub mod prose;

pub mod parse;

pub mod schema;

pub mod model;

pub mod resolve;

pub mod rules;

pub mod site;

pub mod diff;

pub mod emit;

pub mod compile;

pub mod read;

pub mod write;

pub mod serve;

pub mod cli;
