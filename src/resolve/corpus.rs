//! Records → Corpus: the one value that rules, pages and every other output read.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use crate::diagnostics::{Both, Code, Finding, Severity};
use crate::inputs::Span;
use crate::model::time::Day;
use crate::model::{Milestone, Piece, Record};
use crate::parse::Config;
use crate::prose::{Inline, each_inline};
use crate::say;
use crate::schema::Kinds;

use super::annotations::{self, Anchored};
use super::backlinks::{self, Backlink, Backlinks, Edge};
use super::index::{self, ById, Ids};
use super::kept::{Found, Kept, Same, found, kept, kept_alike};
use super::labels::{Labels, Name};
use super::marks::{self, Marked, Marks};
use super::milestones::{self, Due, Source};
use super::progress::{self, Standing};
use super::vocabulary::{Collation, Entry, Names, Vocabulary};

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
    pub files: &'a Arc<BTreeSet<Arc<str>>>,
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
    by_id: Arc<ById>,
    backlinks: Arc<Backlinks>,
    calendar: Arc<Calendar>,
    vocabulary: Arc<Vocabulary>,
    mentions: Arc<Mentions>,
    /// Every annotation and where its passage was found, in the order of the annotations' ids.
    pub annotations: Vec<Anchored>,
    annotations_on: HashMap<usize, Vec<usize>>,
    /// Former ids and the record that each now leads to.
    pub redirects: BTreeMap<String, usize>,
    /// The paths of every file below `content/`.
    pub files: Arc<BTreeSet<Arc<str>>>,
    /// The order of words in the corpus's language.
    pub collation: Collation,
    labels: Arc<Labels>,
}

/// Which records there are and which of them name each other: alike so long as none of it changed.
#[derive(Clone, PartialEq)]
pub struct Relations(Same<ById>, Same<Backlinks>, Same<Vocabulary>, Same<Mentions>);

/// A place that uses an entry of the glossary.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    pub record: usize,
    /// The nearest anchor above.
    pub anchor: Option<Arc<str>>,
}

/// A place that cites a legal text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Citing {
    pub record: usize,
    pub anchor: Option<Arc<str>>,
    /// Such as `8 bis`, where an article of the text is meant.
    pub article: Option<Arc<str>>,
}

/// What one corpus leaves to the next: what did not change is not found again.
#[derive(Default)]
pub struct Memory {
    by_id: Kept<Ids, ById>,
    edges: Found<(Same<ById>, Same<Kinds>), Vec<Edge>>,
    backlinks: Kept<Same<Vec<Arc<Vec<Edge>>>>, Backlinks>,
    vocabulary: Kept<(Same<ById>, Vec<Same<Record>>), Vocabulary>,
    names: Kept<Same<Vocabulary>, Names>,
    marks: Marks,
    mentions: Kept<Same<Vec<Arc<Marked>>>, Mentions>,
    points: Found<(Same<ById>, Option<Day>), Points>,
    calendar: Kept<Same<Vec<Arc<Points>>>, Calendar>,
    names_of_records: Found<(), Name>,
    labels: Kept<Same<Vec<Arc<Name>>>, Labels>,
}

/// Puts the records together, finds the terms and legal texts that they mention, and says what does not hold.
///
/// What `memory` holds must be of the same language.
pub fn resolve(
    records: Vec<Arc<Record>>,
    settings: &Settings,
    mut memory: Option<&mut Memory>,
    findings: &mut Vec<Finding>,
) -> Corpus {
    let mut index = index::index(records, memory.as_mut().map(|memory| &mut memory.by_id), findings);
    let places = Same(index.by_id.clone());
    let of_edges = memory.as_mut().map(|memory| &mut memory.edges);
    let edges = found(of_edges, &index.records, (places.clone(), Same(settings.kinds.clone())), |at, record| {
        backlinks::edges(&index, settings.kinds, at, record)
    });
    let backlinks = kept(
        memory.as_mut().map(|memory| &mut memory.backlinks),
        || Same(edges.clone()),
        || backlinks::backlinks(&edges),
    );
    let collation = Collation::new(&settings.config.language);
    let mentioned = || index.records.iter().filter(|record| Vocabulary::holds(record)).cloned().map(Same).collect();
    let vocabulary = kept(
        memory.as_mut().map(|memory| &mut memory.vocabulary),
        || (places.clone(), mentioned()),
        || Vocabulary::new(&index.records, &collation),
    );
    let of_names = memory.as_mut().map(|memory| &mut memory.names);
    let names = kept_alike(of_names, || Same(vocabulary.clone()), || Names::new(&vocabulary, &index.records));
    let marked = marks::mark(&mut index, &names, memory.as_mut().map(|memory| &mut memory.marks));
    findings.extend(unknown_legal_texts(&marked, &index.records));
    let annotations = annotations::anchor(&mut index.records, &index.by_id);
    let mut annotations_on: HashMap<usize, Vec<usize>> = HashMap::new();
    for (at, anchored) in annotations.iter().enumerate() {
        annotations_on.entry(anchored.target).or_default().push(at);
    }
    let as_of = settings.as_of.or_else(|| milestones::newest(&index.records));
    if let Some(day) = as_of {
        milestones::forget_later(&mut index.records, day);
    }
    let records = &index.records;
    let (of_mentions, of_calendar, of_labels) = match memory {
        Some(Memory { mentions, points, calendar, names_of_records, labels, .. }) => {
            (Some(mentions), Some((points, calendar)), Some((names_of_records, labels)))
        }
        None => (None, None, None),
    };
    // None of these hangs on another.
    let mentions = move || kept(of_mentions, || Same(marked.clone()), || Mentions::of(&marked));
    let calendar = || {
        let (last, of_calendar) = of_calendar.unzip();
        let points = found(last, records, (places, as_of), |at, record| Points::of(at, record, &index.by_id, as_of));
        let before = of_calendar.as_ref().and_then(|calendar| calendar.last());
        kept(of_calendar, || Same(points.clone()), || Calendar::of(&points, before.as_deref()))
    };
    let labels = || {
        let (last, of_labels) = of_labels.unzip();
        let named = found(last, records, (), |_, record| Name::of(record, &collation));
        let before = of_labels.as_ref().and_then(|labels| labels.last());
        kept_alike(of_labels, || Same(named.clone()), || Labels::of(&named, before.as_deref()))
    };
    let (mentions, (calendar, labels)) = rayon::join(mentions, || rayon::join(calendar, labels));
    Corpus {
        config: settings.config.clone(),
        kinds: settings.kinds.clone(),
        as_of,
        drafts: settings.drafts,
        records: index.records,
        by_id: index.by_id,
        backlinks,
        calendar,
        vocabulary,
        mentions,
        annotations,
        annotations_on,
        redirects: index.redirects,
        files: settings.files.clone(),
        collation,
        labels,
    }
}

/// What one record has to do when, and how far it is.
#[derive(PartialEq)]
struct Points {
    dues: Vec<Arc<Due>>,
    standings: Vec<Standing>,
}

impl Points {
    fn of(at: usize, record: &Record, by_id: &ById, as_of: Option<Day>) -> Points {
        let dues = milestones::dues(at, record, by_id, as_of);
        Points { standings: progress::standings(record, &dues, as_of), dues }
    }
}

/// Every dated point of the corpus, in the order of time, and whose it is, by its index.
pub struct Calendar {
    dues: Vec<Arc<Due>>,
    of_record: Vec<Vec<usize>>,
    of_organisation: HashMap<usize, Vec<usize>>,
    of: Arc<Vec<Arc<Points>>>,
}

impl Calendar {
    /// Most points are those of `before`, in the same order.
    fn of(points: &Arc<Vec<Arc<Points>>>, before: Option<&Calendar>) -> Calendar {
        let before = before.filter(|before| before.of.len() == points.len());
        let is_same = |record: usize| before.is_some_and(|before| Arc::ptr_eq(&before.of[record], &points[record]));
        let news = (0..points.len()).filter(|&record| !is_same(record)).flat_map(|record| &points[record].dues);
        let mut news: Vec<_> = news.map(|due| (due.when.sort_key(), due.clone())).collect();
        // What falls on one date stays in the order of the records.
        news.sort_by(|(a, of_a), (b, of_b)| a.cmp(b).then_with(|| of_a.when.cmp(&of_b.when)));
        let news = news.into_iter().map(|(_, due)| due);
        let dues = match before {
            None => news.collect(),
            Some(before) => merged(before.dues.iter().filter(|due| is_same(due.record)).cloned().collect(), news),
        };
        let (mut of_record, mut of_organisation) = (vec![Vec::new(); points.len()], HashMap::<_, Vec<_>>::new());
        for (at, due) in dues.iter().enumerate() {
            of_record[due.record].push(at);
            for who in due.lead.iter().chain(&due.actors) {
                let of_who = of_organisation.entry(*who).or_default();
                // One that leads may be said to take part too.
                if of_who.last() != Some(&at) {
                    of_who.push(at);
                }
            }
        }
        Calendar { dues, of_record, of_organisation, of: points.clone() }
    }

    /// The records whose points are not those of `before`, and the organisations that they have to do with.
    pub fn others(&self, before: &Calendar) -> HashSet<usize> {
        let pairs = self.of.iter().zip(&before.of[..]).filter(|(is, was)| !Arc::ptr_eq(is, was));
        let dues = pairs.flat_map(|(is, was)| is.dues.iter().chain(&was.dues));
        dues.flat_map(|due| due.lead.iter().chain(&due.actors).copied().chain([due.record])).collect()
    }
}

/// Two rows of points in one, each in the order of time and of records.
fn merged(old: Vec<Arc<Due>>, news: impl Iterator<Item = Arc<Due>>) -> Vec<Arc<Due>> {
    let mut all = Vec::with_capacity(old.len() + 16);
    let mut rest = &old[..];
    for new in news {
        let key = new.when.sort_key();
        let (before, after) = rest.split_at(rest.partition_point(|due| {
            let order = due.when.sort_key().cmp(&key).then_with(|| due.when.cmp(&new.when));
            order.then_with(|| due.record.cmp(&new.record)).is_lt()
        }));
        all.extend_from_slice(before);
        all.push(new);
        rest = after;
    }
    all.extend_from_slice(rest);
    all
}

/// What the records mention, gathered by what is mentioned, each place once: in the order of records, then of anchors.
struct Mentions {
    uses: HashMap<usize, Vec<Use>>,
    citing: HashMap<usize, Vec<Citing>>,
}

impl Mentions {
    fn of(marked: &[Arc<Marked>]) -> Mentions {
        let mut mentions = Mentions { uses: HashMap::new(), citing: HashMap::new() };
        for (record, marked) in marked.iter().enumerate() {
            for (entry, anchor) in &marked.uses {
                mentions.uses.entry(*entry).or_default().push(Use { record, anchor: anchor.clone() });
            }
            for (law, anchor, article) in &marked.citations {
                let citing = Citing { record, anchor: anchor.clone(), article: article.clone() };
                mentions.citing.entry(*law).or_default().push(citing);
            }
        }
        mentions
    }
}

/// The legal texts that are cited and have no record.
fn unknown_legal_texts(marked: &[Arc<Marked>], records: &[Arc<Record>]) -> Vec<Finding> {
    let unknown =
        marked.iter().zip(records).flat_map(|(marked, record)| marked.unknown.iter().map(move |of| (record, of)));
    let finding = |(record, (words, span)): (&Arc<Record>, &(String, Span))| {
        Finding::new(
            &UNKNOWN_LEGAL_TEXT,
            record.place(span),
            say!(fr: "« {words} » n’a pas de fiche", en: "`{words}` has no record"),
        )
        .subject(words)
        .hint(say!(
            fr: "ajoutez une fiche de nature « legal-text » avec son numéro et sa date",
            en: "add a record of kind `legal-text` with its number and date"
        ))
    };
    unknown.map(finding).collect()
}

impl Corpus {
    /// All that says which records have to do with which.
    pub fn relations(&self) -> Relations {
        let (backlinks, vocabulary, mentions) = (&self.backlinks, &self.vocabulary, &self.mentions);
        let links = (Same(backlinks.clone()), Same(vocabulary.clone()), Same(mentions.clone()));
        Relations(self.places(), links.0, links.1, links.2)
    }

    /// Which records there are, of which kinds, and in which order.
    pub fn places(&self) -> Same<ById> {
        Same(self.by_id.clone())
    }

    /// The dated points, alike so long as none of them changed.
    pub fn calendar(&self) -> Same<Calendar> {
        Same(self.calendar.clone())
    }

    /// The order of the records' labels in the language, alike so long as it is the same.
    pub fn labels(&self) -> &Arc<Labels> {
        &self.labels
    }

    pub fn index(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    pub fn get(&self, id: &str) -> Option<&Record> {
        self.index(id).map(|at| &*self.records[at])
    }

    /// What refers to the record of that index: in the order of relation, then of the referring record.
    pub fn backlinks(&self, record: usize) -> impl ExactSizeIterator<Item = &Backlink> {
        self.backlinks[record].iter().map(|link| &**link)
    }

    /// The annotations on a record, in the order of their ids.
    pub fn annotations_on(&self, record: usize) -> impl Iterator<Item = &Anchored> {
        self.annotations_on.get(&record).into_iter().flatten().map(|&at| &self.annotations[at])
    }

    /// Every dated point of the corpus, in the order of time.
    pub fn dues(&self) -> impl ExactSizeIterator<Item = &Due> + DoubleEndedIterator {
        self.calendar.dues.iter().map(|due| &**due)
    }

    /// The dated point at that place of [`Corpus::dues`].
    pub fn due(&self, at: usize) -> &Due {
        &self.calendar.dues[at]
    }

    /// The milestone that a dated point is.
    pub fn milestone(&self, due: &Due) -> &Milestone {
        due.source.milestone(&self.records[due.record])
    }

    /// The entries of the glossary, in the order of the language.
    pub fn entries(&self) -> &[Entry] {
        &self.vocabulary.entries
    }

    /// The glossary's entry that a record is.
    pub fn entry(&self, record: usize) -> Option<&Entry> {
        self.vocabulary.entry(record)
    }

    /// Where the entry of the glossary that a record is, is used: in the order of records.
    pub fn uses(&self, record: usize) -> impl ExactSizeIterator<Item = &Use> {
        self.mentions.uses.get(&record).map_or(&[][..], Vec::as_slice).iter()
    }

    /// Where a legal text is cited, in the order of records.
    pub fn citing(&self, record: usize) -> impl ExactSizeIterator<Item = &Citing> {
        self.mentions.citing.get(&record).map_or(&[][..], Vec::as_slice).iter()
    }

    /// The dated points of one record by their places in [`Corpus::dues`], in the order of time.
    pub fn points_of(&self, record: usize) -> &[usize] {
        &self.calendar.of_record[record]
    }

    /// Those that an organisation leads or takes part in, in the same way.
    pub fn points_of_organisation(&self, record: usize) -> &[usize] {
        self.calendar.of_organisation.get(&record).map_or(&[], Vec::as_slice)
    }

    /// The dated points of one record, in the order of time.
    pub fn dues_of_record(&self, record: usize) -> impl Iterator<Item = &Due> {
        self.points_of(record).iter().map(|&at| &*self.calendar.dues[at])
    }

    /// The dated point that a line of a record's calendar is, by its index there.
    pub fn due_of(&self, record: usize, milestone: usize) -> Option<&Due> {
        self.dues_of_record(record).find(|due| due.source == Source::Calendar(milestone))
    }

    /// The dated points that an organisation leads or takes part in, in the order of time.
    pub fn dues_of_organisation(&self, record: usize) -> impl Iterator<Item = &Due> {
        self.points_of_organisation(record).iter().map(|&at| self.due(at))
    }

    /// How the measures of a record stand, in their order.
    pub fn standings(&self, record: usize) -> &[Standing] {
        &self.calendar.of[record].standings
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
                    if let Inline::Reference(reference) = inline {
                        found.extend(self.index(&reference.target));
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
