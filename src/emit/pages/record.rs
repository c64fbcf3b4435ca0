//! The page of a record: what it is, its text, what is drawn from it, what refers to it. Kinds differ in what comes first.

use serde::Serialize;

use crate::diff::marks;
use crate::diff::words::Likeness;
use crate::model::{Change, Record};
use crate::prose::{self, Block, Prose};
use crate::resolve::{Due, Spot};
use crate::schema::{Kind, Role};
use crate::site::accessibility as site_accessibility;
use crate::site::referring::{self, Entries, List};

use super::accessibility::{self, Statement};
use super::annotations::{self, AnnotationView};
use super::body::{self, Piecewise};
use super::citation::{self, CitationView};
use super::contents::Contents;
use super::effects;
use super::entries::{self, Entry};
use super::facts::{self, Fact, Value};
use super::frame::{self, Frame};
use super::glossary;
use super::lanes::By;
use super::legal_texts::{self, LegalText};
use super::milestones::{self, Calendar, Naming};
use super::pieces::{Date, Link};
use super::progress::{self, ProgressView};
use super::relations::{self, Group};
use super::thread::{self, Step};
use super::thread_timeline;
use super::timeline;
use super::words::Words;

#[derive(Serialize)]
pub(super) struct PageView {
    record: RecordView,
}

#[derive(Serialize)]
struct RecordView {
    kind: String,
    kind_label: String,
    /// Beside the kind: a number, a type.
    number: Option<String>,
    title: String,
    subtitle: Option<String>,
    lang: String,
    status: Option<frame::StatusView>,
    summary: Option<String>,
    description: Option<String>,
    facts: Vec<Fact>,
    /// The editor's notes about the record as a whole.
    notes: Vec<String>,
    /// The remarks on its title and its fields.
    annotations: Vec<AnnotationView>,
    blocks: Vec<Piecewise>,
    footnotes: Option<String>,
    steps: Vec<Step>,
    changes: Vec<ChangeView>,
    progress: Option<ProgressView>,
    calendar: Option<Calendar>,
    /// The page of its points on the timeline of the corpus.
    timeline: Option<Link>,
    main_relations: Vec<Group>,
    legal_texts: Vec<LegalText>,
    attachments: Vec<Link>,
    citation: CitationView,
    relations: Vec<Group>,
    homonyms: Vec<Entry>,
    /// True for an entry of the glossary that no text uses.
    unused: bool,
    sources: Vec<SourceView>,
    /// Where the record is the corpus's own page on its accessibility.
    statement: Option<Statement>,
}

#[derive(Serialize)]
struct ChangeView {
    label: String,
    target: Option<Link>,
    effect: Option<Date>,
    old: Option<String>,
    new: Option<String>,
    /// True where the words are marked that went and came.
    is_marked: bool,
}

#[derive(Serialize)]
struct SourceView {
    link: Link,
    passage: Option<String>,
    url: Option<String>,
}

/// The relations that the page of a kind is about, in their order.
fn main_relations(kind: &str) -> &'static [&'static str] {
    match kind {
        "organisation" => &[
            "leads",
            "entrusted_with",
            "takes_part",
            "party_to",
            "signed",
            "follows_up",
            "has_part",
            "member_of",
            "role_holder",
        ],
        "person" => &["signed"],
        "theme" => &["narrower", "subject_of"],
        "report" => &["led_to", "states"],
        "source" => &["source_of"],
        "legal-text" => &["basis_of"],
        _ => &[],
    }
}

pub(super) fn view(words: &Words, index: usize) -> (Frame, PageView) {
    let record = &words.corpus.records[index];
    let mut frame = frame::of_record(words, index, &words.window_title(index));
    frame.twins = frame::twins(words);
    frame.twins.extend(frame::ics(words, Some(index)));
    frame.sharing.is_translated(words, index, None);
    let kind = &*record.kind;
    let (blocks, mut contents) = body::body(words, index, record);
    let lists = referring::lists(words.corpus, index, words.site.lang);
    let (main, relations) = relations::groups(words, index, &lists, main_relations(kind));
    let calendar = thread_timeline::calendar(words, record).or_else(|| calendar(words, index, &lists));
    let mut view = RecordView {
        kind: kind.to_owned(),
        kind_label: words.kind(kind),
        number: beside_kind(words, record),
        title: words.title(index),
        subtitle: subtitle(words, index, record),
        lang: record.language.clone().unwrap_or_else(|| words.corpus.config.language.clone()),
        status: frame::status(words, record.status),
        summary: record.prose("summary").map(|text| words.prose(text)),
        // What a figure says of itself stands below its number.
        description: record
            .prose("description")
            .filter(|_| record.figure.is_none())
            .or_else(|| record.prose("definition"))
            .map(|text| words.prose(text)),
        facts: facts_of(words, index, record, &referring::AMONG_FACTS),
        notes: body::notes_about(words, record, None),
        annotations: annotations::at(words, index, Spot::default()),
        footnotes: None,
        steps: thread::steps(words, record),
        changes: changes(words, record),
        legal_texts: legal_texts::of_record(words, index, record),
        attachments: citation::attachments(words, record),
        citation: citation::view(words, index, None),
        homonyms: homonyms(words, index),
        unused: words.corpus.uses(index).next().is_none(),
        sources: sources(words, record),
        main_relations: main,
        blocks,
        progress: progress::view(words, index),
        calendar,
        timeline: timeline::of_record(words, index),
        relations,
        statement: None,
    };
    view.footnotes = words.footnotes();
    let statement = site_accessibility::is_own_page(record, words.site.lang).then(|| accessibility::statement(words));
    if let Some((statement, entries)) = statement {
        view.statement = Some(statement);
        contents.extend(entries);
    }
    contents.extend(annexes(words, &view));
    let entries: usize = contents.iter().map(|entry| 1 + entry.children.len()).sum();
    if entries > 2 {
        frame.contents = contents;
    }
    (frame, PageView { record: view })
}

/// The entries of the contents list for what stands after the text.
fn annexes(words: &Words, view: &RecordView) -> Vec<Contents> {
    let mut entries = Vec::new();
    let mut add = |is_there: bool, id: &str, html: String| {
        if is_there {
            entries.push(Contents::new(id, html));
        }
    };
    add(!view.steps.is_empty(), "page_etapes", words.t("steps"));
    add(view.footnotes.is_some(), "page_notes", words.t("footnotes"));
    add(!view.changes.is_empty(), "page_modifications", words.t("changes"));
    add(view.progress.is_some(), "page_avancement", words.t("progress"));
    add(
        view.calendar.is_some(),
        "page_calendrier",
        view.calendar.as_ref().map(|c| c.title.clone()).unwrap_or_default(),
    );
    add(view.calendar.is_none() && view.timeline.is_some(), "page_chronologie", words.t("timeline"));
    for group in &view.main_relations {
        add(true, &group.anchor, group.title.clone());
    }
    add(!view.legal_texts.is_empty(), "page_textes-juridiques", words.t("legal_texts"));
    add(!view.relations.is_empty(), "page_liens", words.t("backlinks"));
    add(!view.sources.is_empty(), "page_sources", words.t("sources"));
    add(!view.attachments.is_empty(), "page_telecharger", words.t("take_away"));
    entries
}

/// What stands beside the kind: the type of an organisation or legal text, the number of an instrument.
fn beside_kind(words: &Words, record: &Record) -> Option<String> {
    if record.instrument.is_some() {
        return record.fields.text("number").map(|number| words.line(&format!("{} {number}", words.t("numero"))));
    }
    let key = record.fields.text("type")?;
    let shape = words.corpus.kinds.get(&record.kind)?.shape.field("type")?;
    Some(words.line(shape.labels.get(&key).map_or(&key, |label| label.get(words.site.lang))))
}

/// The other name under which a record is known: short title, acronym, expansion.
fn subtitle(words: &Words, index: usize, record: &Record) -> Option<String> {
    let entry = words.corpus.entry(index);
    let expansion = entry.and_then(|entry| entry.expansion.as_deref());
    let other =
        record.short_title.as_deref().or(record.acronym.as_deref()).or(expansion).filter(|name| *name != record.title);
    let other = other.or(expansion.filter(|name| *name != record.title))?;
    Some(words.line(other))
}

/// The facts of the fields, with what amends and succeeds the record, and its place in the glossary.
fn facts_of<'a>(words: &Words<'a>, index: usize, record: &'a Record, inverse: &[&str]) -> Vec<Fact> {
    let Some(kind) = words.corpus.kinds.get(&record.kind) else { return Vec::new() };
    let mut without = vec![kind.title_field.as_str(), "acronym"];
    without.extend(facts::OF_RECORDS);
    match &*record.kind {
        "thread" => without.push("steps"),
        "term" => without.push("expansion"),
        _ => {}
    }
    if record.instrument.is_some() {
        without.extend(["number", "changes"]);
    }
    if beside_kind(words, record).is_some() {
        without.push("type");
    }
    if record.figure.is_some() {
        without.extend(crate::model::figure::FIELDS);
    }
    let mut facts = facts::facts(words, &record.fields, &kind.shape, &without);
    facts.splice(0..0, named_in_sections(words, index, kind));
    facts.extend(effects::fact(words, index));
    facts.extend(annotations::fact(words, index));
    for relation in inverse {
        let links = words.corpus.backlinks(index).filter(|link| *link.relation == **relation);
        let mut values: Vec<Value> = Vec::new();
        let mut last = None;
        for link in links {
            if last.replace(link.from) != Some(link.from) {
                values.push(words.link(link.from).into());
            }
        }
        if !values.is_empty() {
            facts.push(Fact::new(words.corpus.kinds.relation(relation, words.site.lang), values));
        }
    }
    if let Some(entry) = words.corpus.entry(index).filter(|_| &*record.kind != "term") {
        let href = Some(glossary::href_of(words, entry));
        facts.push(Fact::new(
            words.t("glossary"),
            vec![Link { html: words.line(&entry.head), href, ..Link::default() }.into()],
        ));
    }
    facts
}

/// What the sections say whose role gives references a meaning: whom a recommendation is entrusted to.
fn named_in_sections(words: &Words, index: usize, kind: &Kind) -> Vec<Fact> {
    let named = |role: &Role| {
        let reference = role.reference.as_ref()?;
        let links = words.corpus.references_in(index, &role.name).into_iter();
        let of_kind = links.filter(|&at| reference.takes(&words.corpus.records[at].kind));
        let mut found: Vec<usize> = Vec::new();
        for at in of_kind {
            if !found.contains(&at) {
                found.push(at);
            }
        }
        let values: Vec<Value> = found.into_iter().map(|at| words.link(at).into()).collect();
        let title = words.corpus.kinds.relation(&reference.relation, words.site.lang);
        (!values.is_empty()).then(|| Fact::new(title, values))
    };
    kind.roles.iter().filter_map(named).collect()
}

/// The calendar of an instrument, or of what an organisation leads and takes part in.
fn calendar<'a>(words: &Words<'a>, index: usize, lists: &[List<'a>]) -> Option<Calendar> {
    let Some((list, dues)) = lists.iter().find_map(|list| match &list.entries {
        Entries::Dues(dues) => Some((list, dues)),
        Entries::Places(_) => None,
    }) else {
        let naming = Naming { record: false, measure: true, who: true };
        return milestones::calendar(
            words,
            words.t("instrument_calendar"),
            words.corpus.dues_of_record(index),
            naming,
            By::Axis,
        );
    };
    // Of a long list, what comes next and as much of what is past as there is room for.
    let is_past = |due: &&&Due| words.corpus.as_of.is_some_and(|day| due.when.is_past(day));
    let next = dues.iter().filter(is_past).count();
    let end = (next + list.shown).min(dues.len());
    let shown = &dues[end.saturating_sub(list.shown)..end];
    let naming = Naming { record: true, measure: true, who: false };
    let calendar = milestones::calendar(words, words.t("calendar"), shown.iter().copied(), naming, By::Record)?;
    Some(Calendar { more: relations::more(words, index, list), ..calendar })
}

fn changes<'a>(words: &Words<'a>, record: &'a Record) -> Vec<ChangeView> {
    let changes: &'a [Change] = record.instrument.as_ref().map_or(&[], |instrument| &instrument.changes);
    let view = |change: &'a Change| {
        let (old, new, is_marked) = versions(words, change.old.as_ref(), change.new.as_ref());
        ChangeView {
            label: words.t(&format!("change.{}", change.r#type.key())),
            target: words.link_to(&change.target.target, change.target.anchor.as_deref()),
            effect: change.effect.as_ref().map(|when| words.date(when)),
            old,
            new,
            is_marked,
        }
    };
    changes.iter().map(view).collect()
}

/// The old text and the new one; with the words marked that went and came, where enough stayed for that to be read.
fn versions<'a>(
    words: &Words<'a>,
    old: Option<&'a Prose>,
    new: Option<&'a Prose>,
) -> (Option<String>, Option<String>, bool) {
    if let (Some(old), Some(new)) = (old, new) {
        let versions = marks::versions(&old.blocks, &new.blocks);
        if matches!(versions.likeness, Likeness::Changed | Likeness::Akin) {
            let printed = |blocks: &[Block], of: &'a Prose| Some(words.blocks(blocks, &of.footnotes));
            return (printed(&versions.old, old), printed(&versions.new, new), true);
        }
    }
    (old.map(|text| words.prose(text)), new.map(|text| words.prose(text)), false)
}

/// Other entries of the glossary under the same head.
fn homonyms(words: &Words, index: usize) -> Vec<Entry> {
    let Some(entry) = words.corpus.entry(index) else { return Vec::new() };
    let entries = &words.corpus.entries();
    let order = |head: &str| words.corpus.collation.compare(head, &entry.head);
    let start = entries.partition_point(|other| order(&other.head).is_lt());
    entries[start..]
        .iter()
        .take_while(|other| order(&other.head).is_eq())
        .filter(|other| other.record != index && other.head == entry.head)
        .map(|other| {
            let mut view = entries::entry(words, other.record);
            view.notes.extend(other.expansion.as_deref().map(|text| facts::plain(words.line(text))));
            view
        })
        .collect()
}

fn sources(words: &Words, record: &Record) -> Vec<SourceView> {
    let bare = record.fields.links("sources").map(|link| (link, None, None));
    let stated = record
        .fields
        .maps("sources")
        .filter_map(|map| Some((map.links("source").next()?, map.text("passage"), map.text("url"))));
    bare.chain(stated)
        .filter_map(|(link, passage, url)| {
            Some(SourceView {
                link: words.link_to(&link.target, None)?,
                passage: passage.map(|text| words.line(&text)),
                url: url.filter(|url| prose::is_safe(url)),
            })
        })
        .collect()
}
