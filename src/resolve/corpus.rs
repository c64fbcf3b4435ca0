//! Records → Corpus: the one value that rules, pages and every other output read.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use crate::diagnostics::{Both, Code, Finding, Severity};
use crate::model::time::Day;
use crate::model::{Fields, Piece, Record};
use crate::parse::Config;
use crate::prose::{Inline, each_inline};
use crate::say;
use crate::schema::Kinds;

use super::annotations::{self, Anchored};
use super::backlinks::{self, Backlink};
use super::marks::{self, Marked, Marks};
use super::milestones::{self, Due};
use super::progress::{self, Standing};
use super::vocabulary::{self, Collation, Entry};
use super::{index, references};

pub static UNKNOWN_LEGAL_TEXT: Code = Code {
    name: "unknown-legal-text",
    severity: Severity::Warning,
    explanation: Both {
        fr: "Le texte cite une loi, un décret, une ordonnance ou un code qui n’a pas de fiche : il ne sera ni lié ni \
             rassemblé avec ses autres citations. Ajoutez une fiche de nature `legal-text` avec son numéro et sa date.",
        en: "The text cites a law, a decree, an ordinance or a code that has no record: it is neither linked nor gathered \
             with its other citations. Add a record of kind `legal-text` with its number and date.",
    },
};

/// What a corpus is made with, beside its records.
#[derive(Clone, Copy)]
pub struct Settings<'a> {
    pub config: &'a Config,
    pub kinds: &'a Arc<Kinds>,
    /// The day that lateness is judged at; `None`: the newest signature or status entry.
    pub as_of: Option<Day>,
    /// True where drafts are among the records, and marked.
    pub drafts: bool,
    /// The paths of every file below `content/`.
    pub files: &'a BTreeSet<Arc<str>>,
    /// The ids of records that are left out because they are not published.
    pub hidden: &'a HashSet<String>,
}

/// Everything under one `recueil.yaml`, holding together.
///
/// Without drafts only published and repealed records are in it, so that no output can show another.
pub struct Corpus {
    pub config: Config,
    pub kinds: Arc<Kinds>,
    /// The day that lateness is judged at; `None` where the corpus has no date at all.
    pub as_of: Option<Day>,
    /// True where drafts are shown and marked.
    pub drafts: bool,
    /// In the order of their ids.
    pub records: Vec<Arc<Record>>,
    by_id: HashMap<Arc<str>, usize>,
    backlinks: Vec<Vec<Backlink>>,
    /// Every dated point of the corpus, in the order of time.
    pub dues: Vec<Due>,
    dues_of_record: HashMap<usize, Vec<usize>>,
    dues_of_organisation: HashMap<usize, Vec<usize>>,
    standings: HashMap<usize, Vec<Standing>>,
    /// The entries of the glossary, in the order of the language.
    pub entries: Vec<Entry>,
    entry_of_record: HashMap<usize, usize>,
    uses: HashMap<usize, BTreeSet<Use>>,
    citing: HashMap<usize, BTreeSet<Citing>>,
    /// Every annotation and where its passage was found, in the order of the annotations' ids.
    pub annotations: Vec<Anchored>,
    annotations_on: HashMap<usize, Vec<usize>>,
    /// Former ids and the record that each now leads to.
    pub redirects: BTreeMap<String, usize>,
    files: BTreeSet<Arc<str>>,
    /// The order of words in the corpus's language.
    pub collation: Collation,
}

/// A place that uses an entry of the glossary.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    pub record: usize,
    /// The nearest anchor above.
    pub anchor: Option<String>,
}

/// A place that cites a legal text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Citing {
    pub record: usize,
    pub anchor: Option<String>,
    /// Such as `8 bis`, where an article of the text is meant.
    pub article: Option<String>,
}

/// Puts the records together, follows their references, finds the terms and legal texts that they mention, and says
/// what does not hold.
pub fn resolve(
    records: Vec<Arc<Record>>,
    settings: &Settings,
    marks: Option<&mut Marks>,
    findings: &mut Vec<Finding>,
) -> Corpus {
    let mut index = index::index(records, findings);
    let hidden: HashSet<&str> = settings.hidden.iter().map(String::as_str).collect();
    references::check(&index, settings.kinds, &hidden, findings);
    let backlinks = backlinks::backlinks(&index, settings.kinds);
    let collation = Collation::new(&settings.config.language);
    let entries = vocabulary::entries(&index.records, &collation);
    let terms = vocabulary::terms(&entries, &index.records);
    let marked = marks::mark(&mut index, &terms, marks);
    let (uses, citing) = gather(marked, &index.records, &index.by_id, findings);
    let annotations = annotations::anchor(&mut index.records, &index.by_id);
    let mut annotations_on: HashMap<usize, Vec<usize>> = HashMap::new();
    for (at, anchored) in annotations.iter().enumerate() {
        annotations_on.entry(anchored.target).or_default().push(at);
    }
    let as_of = settings.as_of.or_else(|| milestones::newest(&index.records));
    if let Some(day) = as_of {
        milestones::forget_later(&mut index.records, day);
    }
    let dues = milestones::dues(&index.records, &index.by_id, as_of);
    let (mut dues_of_record, mut dues_of_organisation) = (HashMap::<_, Vec<_>>::new(), HashMap::<_, Vec<_>>::new());
    for (at, due) in dues.iter().enumerate() {
        dues_of_record.entry(due.record).or_default().push(at);
        let organisations: BTreeSet<usize> = due.lead.iter().chain(&due.actors).copied().collect();
        organisations.into_iter().for_each(|who| dues_of_organisation.entry(who).or_default().push(at));
    }
    let standings = progress::standings(&index.records, &dues, &dues_of_record, as_of);
    Corpus {
        config: settings.config.clone(),
        kinds: settings.kinds.clone(),
        as_of,
        drafts: settings.drafts,
        records: index.records,
        by_id: index.by_id,
        backlinks,
        dues,
        dues_of_record,
        dues_of_organisation,
        standings,
        entry_of_record: entries.iter().enumerate().map(|(at, entry)| (entry.record, at)).collect(),
        entries,
        uses,
        citing,
        annotations,
        annotations_on,
        redirects: index.redirects,
        files: settings.files.clone(),
        collation,
    }
}

type Uses = HashMap<usize, BTreeSet<Use>>;
type Citations = HashMap<usize, BTreeSet<Citing>>;

/// What the records mention, gathered by what is mentioned.
fn gather(
    marked: Vec<Marked>,
    records: &[Arc<Record>],
    by_id: &HashMap<Arc<str>, usize>,
    findings: &mut Vec<Finding>,
) -> (Uses, Citations) {
    let (mut uses, mut citing) = (Uses::new(), Citations::new());
    for (record, marked) in marked.into_iter().enumerate() {
        for (entry, anchor) in marked.uses {
            uses.entry(entry).or_default().insert(Use { record, anchor });
        }
        for (law, anchor, article) in marked.citations {
            citing.entry(law).or_default().insert(Citing { record, anchor, article });
        }
        for (words, span) in marked.unknown {
            findings.push(
                Finding::new(
                    &UNKNOWN_LEGAL_TEXT,
                    records[record].place(&span),
                    say!(fr: "« {words} » n’a pas de fiche", en: "`{words}` has no record"),
                )
                .subject(&words)
                .hint(say!(
                    fr: "ajoutez une fiche de nature « legal-text » avec son numéro et sa date",
                    en: "add a record of kind `legal-text` with its number and date"
                )),
            );
        }
    }
    // What a record names in its legal basis it cites too.
    for (record, from) in records.iter().enumerate() {
        let mut see = |fields: &Fields, anchor: Option<&str>| {
            for basis in fields.maps("legal_basis") {
                if let Some(law) = basis.links("text").next().and_then(|link| by_id.get(&*link.target)) {
                    let (anchor, article) = (anchor.map(str::to_owned), basis.text("article"));
                    citing.entry(*law).or_default().insert(Citing { record, anchor, article });
                }
            }
        };
        see(&from.fields, None);
        from.measures.iter().for_each(|measure| see(&measure.fields, Some(&measure.anchor)));
    }
    (uses, citing)
}

impl Corpus {
    pub fn index(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    pub fn get(&self, id: &str) -> Option<&Record> {
        self.index(id).map(|at| &*self.records[at])
    }

    /// What refers to the record of that index: in the order of relation, then of the referring record.
    pub fn backlinks(&self, record: usize) -> &[Backlink] {
        &self.backlinks[record]
    }

    /// The annotations on a record, in the order of their ids.
    pub fn annotations_on(&self, record: usize) -> impl Iterator<Item = &Anchored> {
        self.annotations_on.get(&record).into_iter().flatten().map(|&at| &self.annotations[at])
    }

    /// The glossary's entry that a record is.
    pub fn entry(&self, record: usize) -> Option<&Entry> {
        self.entry_of_record.get(&record).map(|&at| &self.entries[at])
    }

    /// Where the entry of the glossary that a record is, is used: in the order of records.
    pub fn uses(&self, record: usize) -> impl Iterator<Item = &Use> {
        self.uses.get(&record).into_iter().flatten()
    }

    /// Where a legal text is cited, in the order of records.
    pub fn citing(&self, record: usize) -> impl Iterator<Item = &Citing> {
        self.citing.get(&record).into_iter().flatten()
    }

    /// The dated points of one record, in the order of time.
    pub fn dues_of_record(&self, record: usize) -> impl Iterator<Item = &Due> {
        self.dues_of_record.get(&record).into_iter().flatten().map(|&at| &self.dues[at])
    }

    /// The dated point that a line of a record's calendar is, by its index there.
    pub fn due_of(&self, record: usize, milestone: usize) -> Option<&Due> {
        let span = &self.records[record].calendar.get(milestone)?.span;
        self.dues_of_record(record).find(|due| due.milestone.span == *span)
    }

    /// The dated points that an organisation leads or takes part in, in the order of time.
    pub fn dues_of_organisation(&self, record: usize) -> impl Iterator<Item = &Due> {
        self.dues_of_organisation.get(&record).into_iter().flatten().map(|&at| &self.dues[at])
    }

    /// How the measures of a record stand, in their order.
    pub fn standings(&self, record: usize) -> &[Standing] {
        self.standings.get(&record).map_or(&[], Vec::as_slice)
    }

    /// True where the corpus holds a file of that path, to be published beside the record that names it.
    pub fn has_file(&self, path: &str) -> bool {
        self.files.contains(path)
    }

    /// The records that the prose of a record's sections of that role names, in the order of the text.
    pub fn references_in(&self, record: usize, role: &str) -> Vec<usize> {
        let record = &self.records[record];
        let mut found = Vec::new();
        let of_role = (0..record.sections.len()).filter(|&at| record.role_at(at) == Some(role));
        for piece in of_role.flat_map(|at| &record.sections[at].pieces) {
            if let Piece::Prose(blocks) = piece {
                each_inline(blocks, &mut |inline| {
                    if let Inline::Reference { target, .. } = inline {
                        found.extend(self.index(target));
                    }
                });
            }
        }
        found
    }

    /// The records of one kind, in the order of their ids.
    pub fn of_kind<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = (usize, &'a Record)> {
        let all = self.records.iter().enumerate().map(|(at, record)| (at, &**record));
        all.filter(move |(_, record)| &*record.kind == kind)
    }
}
