//! What one compilation leaves to the next, and what it is good for.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use crate::diagnostics::Finding;
use crate::inputs::Inputs;
use crate::schema::Kinds;
use crate::{resolve, rules, site};

use super::reading::Readings;

/// What one compilation leaves to the next.
#[derive(Default)]
pub struct Memory {
    language: String,
    schemas: SchemaFiles,
    /// The kinds of these schemas, and what is wrong with them.
    kinds: Option<(Arc<Kinds>, Vec<Finding>)>,
    readings: Readings,
    pub(super) corpus: resolve::Memory,
    pub(super) site: site::Memory,
    judged: Arc<Mutex<Judged>>,
}

/// What judging one compilation leaves to the next, which may be under way meanwhile.
#[derive(Default)]
pub(super) struct Judged {
    pub references: resolve::References,
    pub rules: rules::Memory,
}

/// The schemas of a corpus, and which of them were not read.
type SchemaFiles = (BTreeMap<Arc<str>, Arc<[u8]>>, BTreeSet<Arc<str>>);

fn schemas_of(inputs: &Inputs) -> SchemaFiles {
    let read = inputs.under("schemas/").map(|(path, bytes)| (path.clone(), bytes.clone()));
    let unread = inputs.unread.iter().filter(|path| path.starts_with("schemas")).cloned();
    (read.collect(), unread.collect())
}

impl Memory {
    /// Forgets what would be otherwise now: the kinds where the schemas say something else, and all that is made of the
    /// records where they stand in another language.
    pub(super) fn hold_to(&mut self, inputs: &Inputs, language: &str) {
        let schemas = schemas_of(inputs);
        if self.schemas != schemas {
            (self.schemas, self.kinds) = (schemas, None);
        }
        if self.language != language {
            (self.corpus, self.site, self.judged) = Default::default();
            self.language = language.to_owned();
        }
    }

    /// The kinds of a corpus, read again where its schemas are not those that the memory is of.
    pub(super) fn kinds(&mut self, inputs: &Inputs, findings: &mut Vec<Finding>) -> Arc<Kinds> {
        if self.schemas != schemas_of(inputs) {
            return Kinds::load(inputs, findings);
        }
        let (kinds, said) = self.kinds.get_or_insert_with(|| {
            let mut said = Vec::new();
            (Kinds::load(inputs, &mut said), said)
        });
        findings.extend(said.iter().cloned());
        kinds.clone()
    }

    pub(super) fn readings(&mut self) -> &mut Readings {
        &mut self.readings
    }

    pub(super) fn judged(&self) -> Arc<Mutex<Judged>> {
        self.judged.clone()
    }
}
