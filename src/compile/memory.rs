//! What one compilation leaves to the next, and what it is good for.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostics::Finding;
use crate::inputs::Inputs;
use crate::parse::config;
use crate::schema::Kinds;
use crate::{resolve, site};

use super::reading::Readings;

/// What one compilation leaves to the next.
#[derive(Default)]
pub struct Memory {
    config: Option<Arc<[u8]>>,
    schemas: SchemaFiles,
    /// The kinds of these schemas, and what is wrong with them.
    kinds: Option<(Arc<Kinds>, Vec<Finding>)>,
    readings: Readings,
    corpus: resolve::Memory,
    site: site::Memory,
}

/// The schemas of a corpus, and which of them were not read.
type SchemaFiles = (BTreeMap<Arc<str>, Arc<[u8]>>, BTreeSet<Arc<str>>);

fn schemas_of(inputs: &Inputs) -> SchemaFiles {
    let read = inputs.under("schemas/").map(|(path, bytes)| (path.clone(), bytes.clone()));
    let unread = inputs.unread.iter().filter(|path| path.starts_with("schemas")).cloned();
    (read.collect(), unread.collect())
}

impl Memory {
    /// Forgets what would be otherwise now: everything where records are read by other schemas, and what is made of them
    /// where `recueil.yaml` says something else.
    pub(super) fn hold_to(&mut self, inputs: &Inputs) {
        let schemas = schemas_of(inputs);
        let config = inputs.files.get(config::PATH).cloned();
        if self.schemas != schemas {
            *self = Memory { schemas, config, ..Memory::default() };
        } else if self.config != config {
            let (kinds, readings) = (self.kinds.take(), std::mem::take(&mut self.readings));
            *self = Memory { schemas, config, kinds, readings, ..Memory::default() };
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

    /// What is kept of the site, where it is of the same `recueil.yaml`.
    pub(super) fn site_of(&mut self, inputs: &Inputs) -> Option<&mut site::Memory> {
        (self.config.as_ref() == inputs.files.get(config::PATH)).then_some(&mut self.site)
    }

    pub(super) fn readings(&mut self) -> &mut Readings {
        &mut self.readings
    }

    pub(super) fn stages(&mut self) -> (&mut resolve::Memory, &mut site::Memory) {
        (&mut self.corpus, &mut self.site)
    }
}
