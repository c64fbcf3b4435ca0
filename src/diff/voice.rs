//! Changes said: the names of fields from the schema, values as pages print them, sentences in one language.

use crate::diagnostics::Lang;
use crate::model::{Datum, Fields, Item, Record};
use crate::prose::{Links, Target, plain, typography};
use crate::resolve::Corpus;
use crate::schema::Shape;
use crate::site::{Strings, figures};

use super::change::{Change, Shift, Side, Step, Value};
use super::corpora::{Difference, ProvisionChange, RecordChange, Sort};
use super::provisions::Provision;

/// Says changes in one language.
pub struct Voice<'a> {
    pub strings: &'a Strings,
    pub lang: Lang,
    old: &'a Corpus,
    new: &'a Corpus,
}

impl<'a> Voice<'a> {
    pub fn new(difference: &Difference<'a>, strings: &'a Strings, lang: Lang) -> Voice<'a> {
        Voice { strings, lang, old: &difference.old.corpus, new: &difference.new.corpus }
    }

    fn corpus(&self, side: Side) -> &'a Corpus {
        match side {
            Side::Old => self.old,
            Side::New => self.new,
        }
    }

    /// Words of the interface.
    pub fn t(&self, key: &str) -> String {
        self.set(self.strings.get(key))
    }

    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.set(&self.strings.fill(key, values))
    }

    pub fn count(&self, key: &str, number: usize) -> String {
        self.set(&self.strings.count(key, number))
    }

    /// Plain text with the typography of the language.
    fn set(&self, text: &str) -> String {
        typography::set(text, self.lang)
    }

    /// The name of a record, and what it is: « Accord relatif … », accord.
    pub fn record(&self, change: &RecordChange<'_>) -> (String, String) {
        let Some(record) = change.record() else { return Default::default() };
        (self.set(&record.title), self.kind(&record.kind))
    }

    fn kind(&self, name: &str) -> String {
        let kind = self.new.kinds.get(name).or_else(|| self.old.kinds.get(name));
        lowercase_first(kind.map_or(name, |kind| kind.title.get(self.lang)))
    }

    /// A provision by its own name: « mesure 5 », « Axe 1 ».
    pub fn provision(&self, of: &Provision<'_>) -> String {
        match (of.number(), of.title()) {
            (Some(number), _) => self.fill("diff.measure", &[("number", number)]),
            (None, title) if title.is_empty() => self.sort(of),
            (None, title) => self.fill("diff.titled", &[("title", &title)]),
        }
    }

    /// What sort of provision it is: « section », « tableau ».
    pub fn sort(&self, of: &Provision<'_>) -> String {
        match of.sort() {
            "section" => self.t("diff.section"),
            "measure" => self.t("diff.a_measure"),
            "table" => self.t("diff.table"),
            "milestone" => self.t("diff.milestone"),
            other => other.to_owned(),
        }
    }

    /// A provision that came or went as a whole: « mesure 5 en plus : Réviser les grilles ».
    pub fn whole(&self, key: &str, of: &Provision<'_>) -> String {
        let (sort, name) = match of.number() {
            Some(_) => (self.provision(of), of.title()),
            None => (self.sort(of), self.provision(of)),
        };
        self.fill(key, &[("sort", &sort), ("name", &name)])
    }

    /// « de la mesure 5 »
    fn of_provision(&self, of: &Provision<'_>) -> String {
        match (of.number(), of.title()) {
            (Some(number), _) => self.fill("diff.of_measure", &[("number", number)]),
            (None, title) if title.is_empty() => self.fill("diff.of_titled", &[("title", &self.sort(of))]),
            (None, title) => self.fill("diff.of_titled", &[("title", &title)]),
        }
    }

    /// What is changed: « échéance de la mesure 5 », « calendrier, « Point d’étape », date ».
    pub fn subject(&self, of: Option<&Provision<'_>>, change: &Change<'_>) -> String {
        let mut parts = change.path.iter().map(|step| match step {
            Step::Field(name, shape) => {
                let title = shape.map_or("", |shape| shape.title.get(self.lang).as_str());
                lowercase_first(if title.is_empty() { name } else { title })
            }
            Step::Entry(value) => self.fill("diff.titled", &[("title", &self.value(value))]),
            Step::Part(key) => self.t(key),
        });
        let mut said = parts.next().unwrap_or_default();
        if let Some(of) = of {
            said = format!("{said} {}", self.of_provision(of));
        }
        self.set(&parts.fold(said, |said, part| format!("{said}, {part}")))
    }

    /// A change in one sentence; a text is shown apart, so that its sentence only says that it changed.
    pub fn sentence(&self, of: Option<&Provision<'_>>, change: &Change<'_>) -> String {
        let subject = self.subject(of, change);
        match &change.shift {
            Shift::Text(_) => subject,
            Shift::Markup => self.fill("diff.markup", &[("subject", &subject)]),
            shift => self.fill("diff.says", &[("subject", &subject), ("change", &self.shift(shift))]),
        }
    }

    /// What a value was and what it is: « T1 2021 → T3 2021 ».
    fn shift(&self, shift: &Shift<'_>) -> String {
        let all = |values: &[Value<'_>]| values.iter().map(|value| self.value(value)).collect::<Vec<_>>().join(" ; ");
        match shift {
            Shift::Value { old, new } => {
                let say =
                    |value: &Option<Value<'_>>| value.as_ref().map_or(self.t("diff.none"), |value| self.value(value));
                let (mut was, mut is) = (say(old), say(new));
                if was == is {
                    // The same words for another value: the exact one tells them apart.
                    let exact = |value: &Option<Value<'_>>| value.as_ref().map_or(String::new(), exact);
                    was = format!("{was} ({})", exact(old));
                    is = format!("{is} ({})", exact(new));
                }
                self.fill("diff.becomes", &[("old", &was), ("new", &is)])
            }
            Shift::List { added, is_reordered: true, .. } => self.fill("diff.reordered", &[("values", &all(added))]),
            Shift::List { removed, added, .. } => {
                let part = |key: &str, values: &[Value<'_>]| {
                    (!values.is_empty()).then(|| self.fill(key, &[("values", &all(values))]))
                };
                let parts = [part("diff.less", removed), part("diff.more", added)];
                parts.into_iter().flatten().collect::<Vec<_>>().join(&self.t("diff.and"))
            }
            Shift::Text(_) | Shift::Markup => String::new(),
        }
    }

    /// The one value of something that came or went as a whole.
    pub fn only(&self, of: &Change<'_>) -> Option<String> {
        match &of.shift {
            Shift::Value { old: None, new: Some(value) } | Shift::Value { old: Some(value), new: None } => {
                Some(self.fill("diff.says", &[("subject", &self.subject(None, of)), ("change", &self.value(value))]))
            }
            _ => None,
        }
    }

    /// A value as pages print it.
    pub fn value(&self, value: &Value<'_>) -> String {
        match value {
            Value::Item(side, item, shape) => self.item(*side, item, shape),
            Value::Words(words) => self.set(words),
            Value::Key(shape, key) => self.set(shape.labels.get(*key).map_or(key, |label| label.get(self.lang))),
            Value::Kind(kind) => self.kind(kind),
            Value::Role(kind, role) => {
                let known = self.new.kinds.get(kind).or_else(|| self.old.kinds.get(kind));
                let title = known.and_then(|kind| kind.role(role)).map(|role| role.title.get(self.lang).as_str());
                self.set(title.unwrap_or(role))
            }
        }
    }

    fn item(&self, side: Side, item: &Item, shape: &Shape) -> String {
        match &item.datum {
            Datum::Null => self.t("diff.none"),
            Datum::Bool(truth) => self.t(if *truth { "yes" } else { "no" }),
            Datum::Integer(number) => figures::number(*number as f64, self.lang),
            Datum::Number(number) => figures::number(*number, self.lang),
            Datum::Text(text) => {
                shape.labels.get(text).map_or_else(|| self.set(text), |label| self.set(label.get(self.lang)))
            }
            Datum::Date(when) => self.set(&when.display(self.lang)),
            Datum::Link(link) => self.link(side, &link.target, link.anchor.as_deref()),
            Datum::Prose(prose) => {
                let names = Names { corpus: self.corpus(side) };
                self.set(&plain::blocks(&prose.blocks, &names).replace('\n', " "))
            }
            Datum::Line(content) => self.set(&plain::inlines_with(content, &Names { corpus: self.corpus(side) })),
            Datum::List(items) => {
                let shape = shape.items.as_deref().unwrap_or(shape);
                items.iter().map(|item| self.item(side, item, shape)).collect::<Vec<_>>().join(", ")
            }
            Datum::Map(fields) => self.map(side, fields, shape),
        }
    }

    /// An entry of several fields in one line, in the order of the file.
    fn map(&self, side: Side, fields: &Fields, shape: &Shape) -> String {
        let is_said = |name: &str, item: &Item| name != "anchor" && !matches!(item.datum, Datum::Null);
        let there = fields.entries.iter().filter(|(name, item)| is_said(name, item));
        let parts = there.map(|(name, item)| self.item(side, item, shape.field(name).map_or(shape, |of| of)));
        parts.collect::<Vec<_>>().join(", ")
    }

    /// What a reference is called: the record, and the provision where one is meant.
    fn link(&self, side: Side, id: &str, anchor: Option<&str>) -> String {
        let Some(record) = self.corpus(side).get(id) else { return id.to_owned() };
        let name = self.set(record.label());
        match anchor.and_then(|anchor| self.provision_of(record, anchor)) {
            Some(provision) => format!("{name}, {provision}"),
            None => name,
        }
    }

    fn provision_of(&self, record: &Record, anchor: &str) -> Option<String> {
        match record.measure(anchor) {
            Some(measure) => Some(self.fill("diff.measure", &[("number", &measure.number)])),
            None => record.provision_title(anchor).map(|title| self.set(&title)),
        }
    }

    /// What became of a record's address: « adresse : a → b, où mène l’ancienne ».
    pub fn address(&self, change: &RecordChange<'_>) -> Option<String> {
        let (old, new) = (change.old?, change.new?);
        let leads = new.former_ids.iter().any(|(id, _)| **id == *old.id);
        let key = if leads { "diff.address_kept" } else { "diff.address_lost" };
        (old.id != new.id).then(|| self.fill(key, &[("old", &old.id), ("new", &new.id)]))
    }

    /// How a provision moved, each way in a sentence.
    pub fn moves(&self, change: &ProvisionChange<'_>) -> Vec<String> {
        let (Some(moved), Some(is)) = (&change.moved, change.provision()) else { return Vec::new() };
        let mut said = Vec::new();
        let name = change.old.map_or_else(|| self.provision(&is), |was| self.provision(&was));
        if let Some((was, is)) = moved.number {
            said.push(self.fill("diff.renumbered", &[("old", was), ("new", is)]));
        }
        if let Some((was, is)) = &moved.section {
            let of = |section: &Option<Provision<'_>>| {
                section.as_ref().map_or_else(|| self.t("diff.top"), |section| self.provision(section))
            };
            said.push(self.fill("diff.moved", &[("name", &name), ("old", &of(was)), ("new", &of(is))]));
        }
        if moved.is_reordered {
            said.push(self.fill("diff.reordered_provision", &[("name", &name)]));
        }
        if let Some((was, is)) = moved.anchor {
            let of = |anchor: Option<&str>| anchor.map_or_else(|| self.t("diff.none"), |anchor| format!("#{anchor}"));
            said.push(self.fill("diff.anchor", &[("name", &name), ("old", &of(was)), ("new", &of(is))]));
        }
        if moved.is_from_elsewhere {
            let key = if change.new.is_some() { "diff.from_record" } else { "diff.to_another" };
            let from = change.old.map(|was| self.set(was.record().label())).unwrap_or_default();
            said.push(self.fill(key, &[("name", &self.provision(&is)), ("old", &from)]));
        }
        said
    }

    /// How many of what: « 2 fiches ajoutées, 1 modifiée », by sort, without those that there are none of.
    pub fn counts(&self, difference: &Difference<'_>) -> Vec<String> {
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

/// A value as programs read it: dates as EDTF, references as ids, numbers as written.
pub fn exact(value: &Value<'_>) -> String {
    match value {
        Value::Words(words) => words.clone(),
        Value::Key(_, key) => (*key).to_owned(),
        Value::Kind(kind) => (*kind).to_owned(),
        Value::Role(_, role) => (*role).to_owned(),
        Value::Item(_, item, _) => match &item.datum {
            Datum::Date(when) => when.edtf().or_else(|| when.rrule()).unwrap_or_else(|| when.describe(Lang::En)),
            Datum::Link(link) => match &link.anchor {
                Some(anchor) => format!("{}#{anchor}", link.target),
                None => link.target.clone(),
            },
            _ => item.text().unwrap_or_default(),
        },
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
