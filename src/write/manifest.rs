//! The manifest: what recueil wrote into an output, so that the next build knows its own files and what is unchanged.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// The manifest's name at the top of an output.
pub(super) const NAME: &str = ".recueil-manifest.json";

/// The shape of the manifest; one of another version is nobody's.
const VERSION: u64 = 1;

/// One file of an output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub(super) struct Output {
    pub(super) size: u64,
    #[serde(deserialize_with = "from_hex")]
    pub(super) hash: blake3::Hash,
}

/// Every file of an output but the manifest itself.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Manifest {
    version: u64,
    pub(super) inputs: String,
    pub(super) outputs: BTreeMap<String, Output>,
    /// When it was written, in seconds and nanoseconds: after every file that it names.
    #[serde(skip)]
    written: (i64, i64),
}

impl Manifest {
    /// The manifest of the output in `dir`; `None` when there is none that can be trusted.
    pub(super) fn read(dir: &Path) -> Option<Manifest> {
        let path = dir.join(NAME);
        let metadata = fs::symlink_metadata(&path).ok().filter(|metadata| metadata.is_file())?;
        let manifest: Manifest = serde_json::from_slice(&fs::read(&path).ok()?).ok()?;
        (manifest.version == VERSION).then(|| Manifest { written: changed(&metadata), ..manifest })
    }

    /// Writes the manifest: one output a line, sorted, so that two of them can be compared.
    pub(super) fn write(dir: &Path, inputs: &str, outputs: &BTreeMap<String, Output>) -> io::Result<()> {
        let mut file = io::BufWriter::new(fs::File::create_new(dir.join(NAME))?);
        write!(file, "{{\n\"version\": {VERSION},\n\"inputs\": {},\n\"outputs\": {{", Value::from(inputs))?;
        for (at, (path, Output { size, hash })) in outputs.iter().enumerate() {
            let comma = if at == 0 { "" } else { "," };
            write!(file, "{comma}\n{}: {{\"size\": {size}, \"hash\": \"{hash}\"}}", Value::from(path.as_str()))?;
        }
        writeln!(file, "\n}}\n}}")?;
        file.flush()
    }

    /// Whether the file at `path` in `dir` is still the one that the manifest names there, as far as its size and times tell.
    pub(super) fn is_untouched(&self, dir: &Path, path: &str, output: &Output) -> bool {
        fs::symlink_metadata(dir.join(path)).is_ok_and(|metadata| {
            metadata.is_file() && metadata.len() == output.size && changed(&metadata) <= self.written
        })
    }
}

fn from_hex<'de, D: Deserializer<'de>>(deserializer: D) -> Result<blake3::Hash, D::Error> {
    let hex = <&str>::deserialize(deserializer)?;
    blake3::Hash::from_hex(hex).map_err(serde::de::Error::custom)
}

/// When a file's bytes were last changed.
fn changed(metadata: &fs::Metadata) -> (i64, i64) {
    (metadata.mtime(), metadata.mtime_nsec())
}
