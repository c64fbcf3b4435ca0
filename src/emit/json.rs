//! The JSON twin of a record: every field by its meaning, the body by section (prose as Markdown, tables and milestones as
//! data), the figures that it states, and what refers to it.

mod data;

use serde_json::{Map, Value as Json, json};

use crate::model::time::When;
use crate::model::{Datum, Fields, Item, Link, Measure, Piece, Record, Section};
use crate::prose::markdown::{self, MarkdownContext};
use crate::prose::{Footnote, Links, Prose};
use crate::resolve::{Due, Standing, Tally};
use crate::site::{Site, figures, progress};

/// Dates are `{edtf, earliest, latest, text, wording}`, references `{id, anchor, title, address}`, prose is Markdown,
/// addresses are whole where the site's base is known and else relative to the twin. Keys are English.
pub fn twin(site: &Site, record: usize) -> String {
    let at = record;
    let record = &site.corpus.records[at];
    let path = site.path_of_record(at);
    let links = site.links(&path, Some(at));
    let context = MarkdownContext {
        links: Some(&links as &dyn Links),
        allow_html: site.corpus.config.allow_html,
        heading_shift: 0,
    };
    let printer = Printer { site, context, path: &path };
    let mut object = Map::new();
    object.insert("id".into(), json!(&*record.id));
    object.insert("kind".into(), json!(&*record.kind));
    object.insert("title".into(), json!(record.title));
    object.insert("status".into(), json!(record.status.key()));
    object.insert("language".into(), json!(record.language.as_ref().unwrap_or(&site.corpus.config.language)));
    object.insert("address".into(), json!(printer.address(at, None)));
    object.insert("fields".into(), printer.fields(&record.fields));
    object.extend(record.figure.as_ref().map(|figure| ("figure".to_owned(), printer.figure(figure))));
    let stated = figures::stated_in(&site.corpus, at);
    object.insert("sections".into(), printer.sections(at, record, &stated));
    if !record.footnotes.is_empty() {
        object.insert("footnotes".into(), printer.footnotes(record));
    }
    object.insert(
        "measures".into(),
        record
            .measures
            .iter()
            .zip(site.corpus.standings(at))
            .map(|(measure, standing)| printer.measure(at, measure, *standing))
            .collect(),
    );
    object.extend(printer.progress(at, record).map(|progress| ("progress".to_owned(), progress)));
    object.insert("calendar".into(), site.corpus.dues_of_record(at).map(|due| printer.due(due)).collect());
    object.insert("figures".into(), stated.iter().map(|of| printer.stated(of)).collect());
    object.insert("referred_to_by".into(), printer.backlinks(at));
    let mut text = serde_json::to_string_pretty(&Json::Object(object)).expect("keys are text");
    text.push('\n');
    text
}

struct Printer<'a> {
    site: &'a Site,
    context: MarkdownContext<'a>,
    path: &'a str,
}

impl Printer<'_> {
    fn address(&self, record: usize, anchor: Option<&str>) -> String {
        let (path, fragment) = self.site.path_of(record, anchor);
        match self.site.canonical(&path) {
            Some(address) => fragment.map_or(address.clone(), |fragment| format!("{address}#{fragment}")),
            None => self.site.href(self.path, &path, fragment),
        }
    }

    fn fields(&self, fields: &Fields) -> Json {
        let shown = fields.entries.iter().filter(|(name, _)| !matches!(&**name, "id" | "kind" | "status"));
        Json::Object(shown.map(|(name, item)| (name.to_string(), self.item(item))).collect())
    }

    fn item(&self, item: &Item) -> Json {
        match &item.datum {
            Datum::Null => Json::Null,
            Datum::Bool(truth) => json!(truth),
            Datum::Integer(number) => json!(number),
            Datum::Number(number) => json!(number),
            Datum::Text(text) => json!(text),
            Datum::Date(when) => self.date(when),
            Datum::Link(link) => self.link(link),
            Datum::Prose(prose) => self.prose(prose),
            Datum::Line(content) => json!(markdown::inlines(content, &self.context)),
            Datum::List(items) => items.iter().map(|item| self.item(item)).collect(),
            Datum::Map(fields) => self.fields(fields),
        }
    }

    fn date(&self, when: &When) -> Json {
        let mut object = Map::new();
        object.insert("edtf".into(), json!(when.edtf()));
        object.insert("earliest".into(), json!(when.earliest().map(|day| day.to_string())));
        object.insert("latest".into(), json!(when.latest().map(|day| day.to_string())));
        object.insert("text".into(), json!(when.describe(self.site.lang)));
        if let Some(wording) = when.wording() {
            object.insert("wording".into(), json!(wording));
        }
        if let Some(rule) = when.rrule() {
            object.insert("rrule".into(), json!(rule));
        }
        Json::Object(object)
    }

    fn link(&self, link: &Link) -> Json {
        let mut object = Map::new();
        object.insert("id".into(), json!(link.target));
        if let Some(anchor) = &link.anchor {
            object.insert("anchor".into(), json!(anchor));
        }
        if let Some(at) = self.site.corpus.index(&link.target) {
            object.insert("title".into(), json!(self.site.corpus.records[at].label()));
            object.insert("address".into(), json!(self.address(at, link.anchor.as_deref())));
        }
        Json::Object(object)
    }

    fn prose(&self, prose: &Prose) -> Json {
        json!(markdown::prose(prose, &self.context).trim_end())
    }

    /// The footnotes that the texts of the sections call for.
    fn footnotes(&self, record: &Record) -> Json {
        let note = |note: &Footnote| {
            let text = markdown::blocks(&note.blocks, &self.context);
            json!({"label": note.label, "text": text.trim_end()})
        };
        record.footnotes.iter().map(note).collect()
    }

    fn sections(&self, at: usize, record: &Record, stated: &[(Option<&str>, usize)]) -> Json {
        let sections = record.sections.iter().filter(|section| section.level > 0 || !section.pieces.is_empty());
        sections
            .map(|section| {
                let texts = section.pieces.iter().filter_map(|piece| match piece {
                    Piece::Prose(blocks) => Some(markdown::blocks(blocks, &self.context).trim_end().to_owned()),
                    _ => None,
                });
                let measures = section.pieces.iter().filter_map(|piece| match piece {
                    Piece::Measure(at) => Some(record.measures[*at].anchor.as_ref()),
                    _ => None,
                });
                let milestones = section.pieces.iter().filter_map(|piece| match piece {
                    Piece::Milestone { milestone, .. } => self.site.corpus.due_of(at, *milestone),
                    _ => None,
                });
                let blocks = section.pieces.iter().filter_map(|piece| match piece {
                    Piece::Data(at) => Some(&record.data[*at]),
                    _ => None,
                });
                let (tables, others): (Vec<_>, Vec<_>) = blocks.partition(|block| block.name == "table");
                let here = |anchor: Option<&str>| anchor.is_some() && anchor == section.anchor.as_deref();
                let figures = stated.iter().filter(|(anchor, _)| here(*anchor));
                json!({
                    "level": section.level,
                    "anchor": section.anchor,
                    "role": section.role,
                    "title": section.plain_title(),
                    "text": texts.collect::<Vec<_>>().join("\n\n"),
                    "measures": measures.collect::<Vec<_>>(),
                    "milestones": milestones.map(|due| self.due(due)).collect::<Vec<_>>(),
                    "tables": tables.into_iter().map(|block| self.table(block)).collect::<Vec<_>>(),
                    "blocks": others.into_iter().map(|block| self.block(block)).collect::<Vec<_>>(),
                    "figures": figures.map(|&(_, at)| &*self.site.corpus.records[at].id).collect::<Vec<_>>(),
                })
            })
            .collect()
    }

    /// The measures counted by state: all of them, and those of each section that holds any.
    fn progress(&self, at: usize, record: &Record) -> Option<Json> {
        let whole = progress::whole(&self.site.corpus, at);
        let counts = |tally: &Tally| -> Json {
            let counts =
                Standing::ALL.into_iter().map(|standing| (standing.key().to_owned(), json!(tally.count(standing))));
            json!({"measures": tally.total(), "states": Json::Object(counts.collect())})
        };
        let part = |part: progress::Part| {
            let section = part.section.map(|at| &record.sections[at]);
            let mut object = Map::new();
            object.insert("anchor".into(), json!(section.and_then(|section| section.anchor.as_deref())));
            object.insert("title".into(), json!(section.map(Section::plain_title)));
            object.insert("depth".into(), json!(part.depth));
            object.insert("progress".into(), counts(&part.tally));
            Json::Object(object)
        };
        let parts: Vec<Json> = progress::parts(&self.site.corpus, at).into_iter().map(part).collect();
        (whole.total() > 0).then(|| json!({"whole": counts(&whole), "sections": parts}))
    }

    fn measure(&self, record: usize, measure: &Measure, standing: Standing) -> Json {
        json!({
            "anchor": measure.anchor,
            "state": standing.key(),
            "address": self.address(record, Some(&measure.anchor)),
            "fields": self.fields(&measure.fields),
        })
    }

    fn due(&self, due: &Due) -> Json {
        let milestone = self.site.corpus.milestone(due);
        let ids =
            |records: &[usize]| -> Vec<&str> { records.iter().map(|&at| &*self.site.corpus.records[at].id).collect() };
        json!({
            "anchor": milestone.anchor,
            "title": due.title,
            "date": self.date(&due.when),
            "type": milestone.r#type.key(),
            "state": due.state.key(),
            "measures": due.measures,
            "lead": ids(&due.lead),
            "actors": ids(&due.actors),
            "note": milestone.note.as_ref().map(|note| self.prose(note)),
        })
    }

    fn backlinks(&self, record: usize) -> Json {
        let links = self.site.corpus.backlinks(record);
        links
            .map(|link| {
                json!({
                    "relation": link.relation,
                    "id": &*self.site.corpus.records[link.from].id,
                    "anchor": link.from_anchor,
                    "address": self.address(link.from, link.from_anchor.as_deref()),
                })
            })
            .collect()
    }
}
