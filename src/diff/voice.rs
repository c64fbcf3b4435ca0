//! Changes said: the names of fields from the schema, values as pages print them, sentences in one language.

use std::sync::Arc;

use crate::diagnostics::Lang;
use crate::model::time::When;
use crate::model::{Datum, Item, Record};
use crate::prose::{Inline, Links, Reference, Target, plain, typography};
use crate::resolve::Corpus;
use crate::schema::{Meaning, Shape};
use crate::site::{Piece, Strings, figures};

use super::change::{Change, Shift, Side, Step, Value};
use super::corpora::{Difference, ProvisionChange, RecordChange, Sort};
use super::provisions::Provision;

/// What is said: words, which typography sets, and names of records and files, which it leaves alone.
pub type Said = Vec<Inline>;

fn words(text: &str) -> Said {
    if text.is_empty() { Said::new() } else { vec![Inline::text(text)] }
}

/// An id, an anchor, a file: shown as it is written.
pub fn name(text: &str) -> Said {
    vec![Inline::Code(text.to_owned())]
}

fn joined(parts: impl Iterator<Item = Said>, between: &str) -> Said {
    parts.reduce(|said, part| [said, words(between), part].concat()).unwrap_or_default()
}

/// What sort of provision it is, as keys of words say it.
fn sort_key<'a>(of: &Provision<'a>) -> &'a str {
    match of.sort() {
        sort @ ("section" | "measure" | "table" | "milestone") => sort,
        _ => "block",
    }
}

/// Says changes in one language.
pub struct Voice<'a> {
    pub strings: Arc<Strings>,
    pub lang: Lang,
    /// The same as a page says it.
    pub tag: &'a str,
    old: &'a Corpus,
    new: &'a Corpus,
}

impl<'a> Voice<'a> {
    /// Speaks the language asked for, else that of the newer corpus, if it is one in which all can be said: the names of
    /// fields and the wording of dates are in the two of [`Lang`] alone, and a report in two languages at once is none.
    pub fn new(difference: &Difference<'a>, asked: Option<Lang>) -> Voice<'a> {
        let site = difference.new;
        let of_corpus = &*site.corpus.config.language;
        let known = Lang::exactly(of_corpus);
        let lang = asked.or(known).unwrap_or(Lang::En);
        let (strings, tag) = match known == Some(lang) {
            true => (site.strings.clone(), of_corpus),
            false => {
                let strings = Strings::load(&site.inputs, &site.theme.chain, lang.tag(), &mut Vec::new());
                (Arc::new(strings), lang.tag())
            }
        };
        Voice { strings, lang, tag, old: &difference.old.corpus, new: &difference.new.corpus }
    }

    fn corpus(&self, side: Side) -> &'a Corpus {
        match side {
            Side::Old => self.old,
            Side::New => self.new,
        }
    }

    /// Words of the interface.
    pub fn t(&self, key: &str) -> Said {
        words(self.strings.get(key))
    }

    /// Words of the interface with values in their places.
    pub fn fill(&self, key: &str, values: &[(&str, Said)]) -> Said {
        let value = |name: &str| values.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone());
        let pieces = self.strings.pieces(key);
        pieces
            .flat_map(|piece| match piece {
                Piece::Words(text) => words(text),
                Piece::Value(name) => value(name).unwrap_or_else(|| words(&format!("{{{name}}}"))),
            })
            .collect()
    }

    pub fn count(&self, key: &str, number: usize) -> Said {
        words(&self.strings.count(key, number))
    }

    /// What is said as plain text, with the typography of the language.
    pub fn plain(&self, said: &Said) -> String {
        plain::inlines(&typography::set_inlines(said, self.lang))
    }

    /// The name of a record, and what it is: « Accord relatif … », accord.
    pub fn record(&self, change: &RecordChange<'_>) -> (Said, Said) {
        let Some(record) = change.record() else { return Default::default() };
        let remark = self.remark(change);
        (remark.unwrap_or_else(|| words(&record.title)), words(&self.kind(&record.kind)))
    }

    /// What a remark is called, which has no title: « Remarque sur « Axe 1 » ».
    pub fn remark(&self, change: &RecordChange<'_>) -> Option<Said> {
        let of = change.record()?.annotation.as_ref()?;
        let side = if change.new.is_some() { Side::New } else { Side::Old };
        Some(self.fill("diff.remark", &[("place", self.link(side, &of.record, of.anchor.as_deref()))]))
    }

    fn kind(&self, name: &str) -> String {
        let kind = self.new.kinds.get(name).or_else(|| self.old.kinds.get(name));
        lowercase_first(kind.map_or(name, |kind| kind.title.get(self.lang)))
    }

    /// A provision by its own name: « mesure 5 », « Axe 1 »; one without a name by its sort, `bare`.
    fn named(&self, of: &Provision<'_>, measure: &str, titled: &str, bare: &str) -> Said {
        match (of.number(), of.title()) {
            (Some(number), _) => self.fill(measure, &[("number", words(number))]),
            (None, title) if title.is_empty() => self.t(&format!("{bare}.{}", sort_key(of))),
            (None, title) => self.fill(titled, &[("title", words(&title))]),
        }
    }

    /// « mesure 5 », « Axe 1 », tableau
    pub fn provision(&self, of: &Provision<'_>) -> Said {
        self.named(of, "diff.measure", "diff.titled", "diff.sort")
    }

    /// « de la mesure 5 », « de « Axe 1 » », « du tableau »
    fn of_provision(&self, of: &Provision<'_>) -> Said {
        self.named(of, "diff.of_measure", "diff.of_titled", "diff.of_sort")
    }

    /// A provision that came or went as a whole: « ajout de la mesure 5 : Réviser les grilles », « ajout d’un tableau ».
    pub fn whole(&self, sort: Sort, of: &Provision<'_>) -> Said {
        let is_added = sort == Sort::Added;
        let name = match of.number() {
            Some(_) => self.of_provision(of),
            None => self.t(&format!("diff.of_a_sort.{}", sort_key(of))),
        };
        let said = self.fill(if is_added { "diff.addition" } else { "diff.removal" }, &[("name", name)]);
        match of.title() {
            title if title.is_empty() => said,
            title => self.fill("diff.says", &[("subject", said), ("change", words(&title))]),
        }
    }

    /// What is changed: « échéance de la mesure 5 », « calendrier, « Point d’étape », date ».
    pub fn subject(&self, of: Option<&Provision<'_>>, change: &Change<'_>) -> Said {
        let mut parts = change.path.iter().map(|step| match step {
            Step::Field(name, shape) => {
                let title = shape.map_or("", |shape| shape.title.get(self.lang).as_str());
                words(&lowercase_first(if title.is_empty() { name } else { title }))
            }
            Step::Entry(value) => self.fill("diff.titled", &[("title", self.value(value))]),
            Step::Part(key) => self.t(key),
        });
        let mut said = parts.next().unwrap_or_default();
        if let Some(of) = of {
            said = self.fill("diff.subject_of", &[("subject", said), ("of", self.of_provision(of))]);
        }
        parts.fold(said, |said, part| self.fill("diff.part", &[("whole", said), ("part", part)]))
    }

    /// A change in one sentence; a text is shown apart, so that its sentence only says that it changed.
    pub fn sentence(&self, of: Option<&Provision<'_>>, change: &Change<'_>) -> Said {
        let subject = self.subject(of, change);
        match &change.shift {
            Shift::Text(_) => subject,
            Shift::Markup => self.fill("diff.markup", &[("subject", subject)]),
            shift => self.fill("diff.says", &[("subject", subject), ("change", self.shift(shift))]),
        }
    }

    /// What a value was and what it is: « T1 2021 → T3 2021 ».
    fn shift(&self, shift: &Shift<'_>) -> Said {
        let quoted = |value: &Value<'_>| self.fill("diff.titled", &[("title", self.value(value))]);
        let all = |values: &[Value<'_>]| joined(values.iter().map(quoted), self.strings.get("diff.comma"));
        match shift {
            Shift::Value { old, new } => {
                let say =
                    |value: &Option<Value<'_>>| value.as_ref().map_or(self.t("diff.none"), |value| self.value(value));
                let (mut was, mut is) = (say(old), say(new));
                if was == is {
                    // The same words for another value: the exact one tells them apart.
                    let exactly = |said: Said, value: &Option<Value<'_>>| {
                        let exact = name(&value.as_ref().map_or(String::new(), Value::exact));
                        self.fill("diff.exactly", &[("said", said), ("exact", exact)])
                    };
                    (was, is) = (exactly(was, old), exactly(is, new));
                }
                self.fill("diff.becomes", &[("old", was), ("new", is)])
            }
            Shift::List { added, is_reordered: true, .. } => self.fill("diff.reordered", &[("values", all(added))]),
            Shift::List { removed, added, .. } => {
                let part = |key: &str, values: &[Value<'_>]| {
                    (!values.is_empty()).then(|| self.fill(key, &[("values", all(values))]))
                };
                let parts = [part("diff.less", removed), part("diff.more", added)];
                joined(parts.into_iter().flatten(), self.strings.get("diff.and"))
            }
            Shift::Text(_) | Shift::Markup => Said::new(),
        }
    }

    /// The one value of something that came or went as a whole.
    pub fn only(&self, of: &Change<'_>) -> Option<Said> {
        match &of.shift {
            Shift::Value { old: None, new: Some(value) } | Shift::Value { old: Some(value), new: None } => {
                Some(self.fill("diff.says", &[("subject", self.subject(None, of)), ("change", self.value(value))]))
            }
            _ => None,
        }
    }

    /// A value as pages print it.
    pub fn value(&self, value: &Value<'_>) -> Said {
        match value {
            Value::Item(side, item, shape) => self.item(*side, item, shape),
            Value::Words(text) => words(text),
            Value::Name(text) => name(text),
            Value::Day(day) => words(&When::from(*day).display(self.lang)),
            Value::Key(shape, key) => words(shape.labels.get(*key).map_or(key, |label| label.get(self.lang))),
            Value::Kind(kind) => words(&self.kind(kind)),
            Value::Role(kind, role) => {
                let known = self.new.kinds.get(kind).or_else(|| self.old.kinds.get(kind));
                let title = known.and_then(|kind| kind.role(role)).map(|role| role.title.get(self.lang).as_str());
                words(title.unwrap_or(role))
            }
        }
    }

    fn item(&self, side: Side, item: &Item, shape: &Shape) -> Said {
        let comma = self.strings.get("diff.comma");
        match &item.datum {
            Datum::Null => self.t("diff.none"),
            Datum::Bool(truth) => self.t(if *truth { "yes" } else { "no" }),
            Datum::Integer(number) => words(&figures::number(*number as f64, self.lang)),
            Datum::Number(number) => words(&figures::number(*number, self.lang)),
            Datum::Text(text) if shape.meaning == Meaning::Name => name(text),
            Datum::Text(text) => words(shape.labels.get(text).map_or(text, |label| label.get(self.lang))),
            Datum::Date(when) => words(&when.display(self.lang)),
            Datum::Link(link) => self.link(side, &link.target, link.anchor.as_deref()),
            Datum::Prose(prose) => {
                let names = Names { corpus: self.corpus(side) };
                words(&plain::blocks(&prose.blocks, &names).replace('\n', " "))
            }
            Datum::Line(content) => words(&plain::inlines_with(content, &Names { corpus: self.corpus(side) })),
            Datum::List(items) => {
                let shape = shape.items.as_deref().unwrap_or(shape);
                joined(items.iter().map(|item| self.item(side, item, shape)), comma)
            }
            // An entry of several fields in one line, in the order of the file.
            Datum::Map(fields) => {
                let is_said = |name: &str, item: &Item| name != "anchor" && !matches!(item.datum, Datum::Null);
                let there = fields.entries.iter().filter(|(name, item)| is_said(name, item));
                joined(there.map(|(name, item)| self.item(side, item, shape.field(name).map_or(shape, |of| of))), comma)
            }
        }
    }

    /// What a reference is called: the record, and the provision where one is meant.
    fn link(&self, side: Side, id: &str, anchor: Option<&str>) -> Said {
        let Some(record) = self.corpus(side).get(id) else { return name(id) };
        match anchor.and_then(|anchor| self.provision_of(record, anchor)) {
            Some(provision) => self.fill("diff.part", &[("whole", words(record.label())), ("part", provision)]),
            None => words(record.label()),
        }
    }

    fn provision_of(&self, record: &Record, anchor: &str) -> Option<Said> {
        match record.measure(anchor) {
            Some(measure) => Some(self.fill("diff.measure", &[("number", words(&measure.number))])),
            None => record.provision_title(anchor).map(|title| words(&title)),
        }
    }

    /// What became of a record's address: « adresse : a → b, où mène l’ancienne ».
    pub fn address(&self, change: &RecordChange<'_>) -> Option<Said> {
        let (old, new) = (change.old?, change.new?);
        let leads = new.former_ids.iter().any(|(id, _)| **id == *old.id);
        let key = if leads { "diff.address_kept" } else { "diff.address_lost" };
        let field = || name("former_ids");
        let said = || self.fill(key, &[("old", name(&old.id)), ("new", name(&new.id)), ("field", field())]);
        (old.id != new.id).then(said)
    }

    /// A file beside a record that has other bytes now.
    pub fn file(&self, file: &str) -> Said {
        self.fill("diff.file", &[("file", name(file))])
    }

    /// How a provision moved, each way in a sentence.
    pub fn moves(&self, change: &ProvisionChange<'_>) -> Vec<Said> {
        let (Some(moved), Some(is)) = (&change.moved, change.provision()) else { return Vec::new() };
        let mut said = Vec::new();
        let called = change.old.map_or_else(|| self.provision(&is), |was| self.provision(&was));
        if let Some((was, is)) = moved.number {
            said.push(self.fill("diff.renumbered", &[("old", words(was)), ("new", words(is))]));
        }
        if let Some((was, is)) = &moved.section {
            let of = |section: &Option<Provision<'_>>| {
                section.as_ref().map_or_else(|| self.t("diff.top"), |section| self.provision(section))
            };
            said.push(self.fill("diff.moved", &[("name", called.clone()), ("old", of(was)), ("new", of(is))]));
        }
        if moved.is_reordered {
            said.push(self.fill("diff.reordered_provision", &[("name", called.clone())]));
        }
        if let Some((was, is)) = moved.anchor {
            let of =
                |anchor: Option<&str>| anchor.map_or_else(|| self.t("diff.none"), |anchor| name(&format!("#{anchor}")));
            said.push(self.fill("diff.anchor", &[("name", called), ("old", of(was)), ("new", of(is))]));
        }
        if moved.is_from_elsewhere {
            let from = change.old.map(|was| words(was.record().label())).unwrap_or_default();
            said.push(self.fill("diff.from_record", &[("name", self.provision(&is)), ("old", from)]));
        }
        if let Some(there) = moved.gone_to {
            let to = vec![Inline::Reference(Box::new(Reference {
                target: there.record().id.to_string(),
                anchor: there.anchor().map(Arc::from),
                words: Some(words(there.record().label())),
                span: 0..0,
            }))];
            said.push(self.fill("diff.to_record", &[("name", self.provision(&is)), ("new", to)]));
        }
        said
    }

    /// How many of what: « 2 fiches ajoutées, 1 modifiée », by sort, without those that there are none of.
    pub fn counts(&self, difference: &Difference<'_>) -> Vec<Said> {
        let of_records: [&str; 4] =
            ["diff.records_added", "diff.records_removed", "diff.records_moved", "diff.records_changed"];
        let of_provisions: [&str; 4] =
            ["diff.provisions_added", "diff.provisions_removed", "diff.provisions_moved", "diff.provisions_changed"];
        let [records, provisions] = difference.counts();
        let said = |keys: [&'static str; 4], counts: [usize; 4]| {
            keys.into_iter().zip(counts).filter(|(_, count)| *count > 0).collect::<Vec<_>>()
        };
        let all = [said(of_records, records), said(of_provisions, provisions)].concat();
        all.into_iter().map(|(key, count)| self.count(key, count)).collect()
    }

    /// Answers for the names of records in a text of both corpora.
    pub fn names(&self) -> BothNames<'a> {
        BothNames {
            old: Names { corpus: self.old },
            new: Names { corpus: self.new },
            went: self.strings.get("diff.went").to_owned(),
            came: self.strings.get("diff.came").to_owned(),
        }
    }
}

impl Difference<'_> {
    /// How many records and how many provisions of each sort, in the order of [`Sort::ALL`].
    pub fn counts(&self) -> [[usize; 4]; 2] {
        let mut counts = [[0; 4]; 2];
        let at = |sort: Sort| Sort::ALL.iter().position(|of| *of == sort).unwrap_or(0);
        for record in &self.records {
            counts[0][at(record.sort())] += 1;
            // What went to another record is counted there.
            let here = record.provisions.iter().filter(|of| of.sort() != Sort::Removed || of.moved.is_none());
            here.for_each(|provision| counts[1][at(provision.sort())] += 1);
        }
        counts
    }

    /// True where nothing changed.
    pub fn is_empty(&self) -> bool {
        self.corpus.is_empty() && self.records.is_empty()
    }
}

/// The names of the records of one corpus.
struct Names<'a> {
    corpus: &'a Corpus,
}

impl Names<'_> {
    fn title(&self, id: &str, anchor: Option<&str>) -> Option<String> {
        let record = self.corpus.get(id)?;
        let provision = anchor.and_then(|anchor| record.provision_title(anchor));
        Some(provision.unwrap_or_else(|| record.label().to_owned()))
    }
}

impl Links for Names<'_> {
    fn record(&self, id: &str, anchor: Option<&str>) -> Option<Target> {
        Some(Target { href: String::new(), title: self.title(id, anchor)? })
    }

    fn address(&self, address: &str) -> Option<String> {
        Some(address.to_owned())
    }

    fn entry(&self, _id: &str) -> Option<crate::prose::EntryTarget> {
        None
    }
}

/// The names of records as they are now, else as they were.
pub struct BothNames<'a> {
    old: Names<'a>,
    new: Names<'a>,
    /// What is said of a passage that stands elsewhere now, and of one that stood there.
    went: String,
    came: String,
}

impl BothNames<'_> {
    pub fn title(&self, id: &str, anchor: Option<&str>) -> Option<String> {
        self.new.title(id, anchor).or_else(|| self.old.title(id, anchor))
    }

    /// Where a passage went or came from, in brackets before it.
    pub fn moved(&self, away: bool, place: Option<&str>) -> String {
        let words = if away { &self.went } else { &self.came };
        place.map_or(String::new(), |place| words.replace("{place}", place))
    }
}

fn lowercase_first(text: &str) -> String {
    let mut characters = text.chars();
    let (first, second) = (characters.next(), text.chars().nth(1));
    match first {
        // A name in capitals stays one.
        Some(first) if second.is_none_or(|second| !second.is_uppercase()) => {
            first.to_lowercase().chain(characters).collect()
        }
        _ => text.to_owned(),
    }
}
