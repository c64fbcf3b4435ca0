//! `recueil new`: a small corpus to start from, or one more record with its fields explained.

mod editor;
mod record;
mod site;

use std::path::PathBuf;

use clap::Args;

use super::terminal::Terminal;
use super::{EXIT_STATUS, Exit};

/// Make a new corpus, or add a record to one
#[derive(Debug, Args)]
#[command(
    override_usage = "recueil new site DIR\n       recueil new KIND ID [--corpus DIR]",
    after_help = format!("\
A new corpus is in French unless --lang en is given; it holds an example of each
thing. A new record is a draft, with every field of its kind explained. Nothing
that exists is ever overwritten.

Examples:
  recueil new site my-corpus             a corpus to start from
  recueil new accord accord-2025         a record, in the corpus of this folder
  recueil schema                         the kinds that there are

{EXIT_STATUS}")
)]
pub(super) struct New {
    /// `site`, or a kind of record such as convention
    kind: String,

    /// Folder of the new corpus, or id of the new record: small letters, digits and hyphens
    name: String,

    /// Corpus that the record is added to
    #[arg(long, value_name = "DIR", default_value = ".", hide_default_value = true)]
    corpus: PathBuf,
}

impl New {
    pub(super) fn run(self, terminal: &mut Terminal) -> Exit {
        match &*self.kind {
            "site" => site::run(self.name.as_ref(), terminal),
            kind => record::run(kind, &self.name, &self.corpus, terminal),
        }
    }
}
