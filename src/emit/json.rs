//! The JSON twin of a record: every field by its meaning, the body by section (prose as Markdown, tables and milestones as
//! data), the figures that it states, and what refers to it.

mod data;
mod tree;

use crate::model::time::When;
use crate::model::{Datum, Fields, Item, Link, Measure, Piece, Record, Section};
use crate::prose::markdown::{self, MarkdownContext};
use crate::prose::{Footnote, Links, Prose};
use crate::resolve::{Due, Standing, Tally};
use crate::site::{Site, figures, progress};

use tree::{Json, object};

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
    let stated = figures::stated_in(&site.corpus, at);
    let measures = record.measures.iter().zip(site.corpus.standings(at));
    let mut fields = vec![
        ("id", (&*record.id).into()),
        ("kind", (&*record.kind).into()),
        ("title", record.title.as_str().into()),
        ("status", record.status.key().into()),
        ("language", record.language.as_ref().unwrap_or(&site.corpus.config.language).as_str().into()),
        ("address", printer.address(at, None).into()),
        ("fields", printer.fields(&record.fields)),
    ];
    fields.extend(record.figure.as_ref().map(|figure| ("figure", printer.figure(figure))));
    fields.push(("sections", printer.sections(at, record, &stated)));
    if !record.footnotes.is_empty() {
        fields.push(("footnotes", printer.footnotes(record)));
    }
    fields.push(("measures", measures.map(|(measure, standing)| printer.measure(at, measure, *standing)).collect()));
    fields.extend(printer.progress(at, record).map(|progress| ("progress", progress)));
    fields.push(("calendar", site.corpus.dues_of_record(at).map(|due| printer.due(due)).collect()));
    fields.push(("figures", stated.iter().map(|of| printer.stated(of)).collect()));
    fields.push(("referred_to_by", printer.backlinks(at)));
    let mut text = serde_json::to_string_pretty(&Json::Object(fields)).expect("keys are text");
    text.push('\n');
    text
}

struct Printer<'a> {
    site: &'a Site,
    context: MarkdownContext<'a>,
    path: &'a str,
}

impl<'a> Printer<'a> {
    fn address(&self, record: usize, anchor: Option<&str>) -> String {
        let (path, fragment) = self.site.path_of(record, anchor);
        match self.site.canonical(&path) {
            Some(address) => fragment.map_or(address.clone(), |fragment| format!("{address}#{fragment}")),
            None => self.site.href(self.path, &path, fragment),
        }
    }

    fn fields(&self, fields: &'a Fields) -> Json<'a> {
        let shown = fields.entries.iter().filter(|(name, _)| !matches!(&**name, "id" | "kind" | "status"));
        Json::Object(shown.map(|(name, item)| (&**name, self.item(item))).collect())
    }

    fn item(&self, item: &'a Item) -> Json<'a> {
        match &item.datum {
            Datum::Null => Json::Null,
            Datum::Bool(truth) => Json::Bool(*truth),
            Datum::Integer(number) => Json::Integer(*number),
            Datum::Number(number) => Json::Number(*number),
            Datum::Text(text) => text.as_str().into(),
            Datum::Date(when) => self.date(when),
            Datum::Link(link) => self.link(link),
            Datum::Prose(prose) => self.prose(prose),
            Datum::Line(content) => markdown::inlines(content, &self.context).into(),
            Datum::List(items) => items.iter().map(|item| self.item(item)).collect(),
            Datum::Map(fields) => self.fields(fields),
        }
    }

    fn date(&self, when: &'a When) -> Json<'a> {
        let mut fields = vec![
            ("edtf", when.edtf().into()),
            ("earliest", when.earliest().map(|day| day.to_string()).into()),
            ("latest", when.latest().map(|day| day.to_string()).into()),
            ("text", when.describe(self.site.lang).into()),
        ];
        fields.extend(when.wording().map(|wording| ("wording", wording.into())));
        fields.extend(when.rrule().map(|rule| ("rrule", rule.into())));
        Json::Object(fields)
    }

    fn link(&self, link: &'a Link) -> Json<'a> {
        let mut fields = vec![("id", link.target.as_str().into())];
        fields.extend(link.anchor.as_deref().map(|anchor| ("anchor", anchor.into())));
        if let Some(at) = self.site.corpus.index(&link.target) {
            fields.push(("title", self.site.corpus.records[at].label().into()));
            fields.push(("address", self.address(at, link.anchor.as_deref()).into()));
        }
        Json::Object(fields)
    }

    fn prose(&self, prose: &Prose) -> Json<'a> {
        trimmed(markdown::prose(prose, &self.context)).into()
    }

    /// The footnotes that the texts of the sections call for.
    fn footnotes(&self, record: &'a Record) -> Json<'a> {
        let note = |note: &'a Footnote| {
            let text = trimmed(markdown::blocks(&note.blocks, &self.context));
            object([("label", note.label.as_str().into()), ("text", text.into())])
        };
        record.footnotes.iter().map(note).collect()
    }

    fn sections(&self, at: usize, record: &'a Record, stated: &[(Option<&str>, usize)]) -> Json<'a> {
        let sections = record.sections.iter().filter(|section| section.level > 0 || !section.pieces.is_empty());
        sections
            .map(|section| {
                let texts = section.pieces.iter().filter_map(|piece| match piece {
                    Piece::Prose(blocks) => Some(trimmed(markdown::blocks(blocks, &self.context))),
                    _ => None,
                });
                let measures = section.pieces.iter().filter_map(|piece| match piece {
                    Piece::Measure(at) => Some(&*record.measures[*at].anchor),
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
                object([
                    ("level", usize::from(section.level).into()),
                    ("anchor", section.anchor.as_deref().into()),
                    ("role", section.role.as_deref().into()),
                    ("title", section.plain_title().into()),
                    ("text", texts.collect::<Vec<_>>().join("\n\n").into()),
                    ("measures", measures.collect()),
                    ("milestones", milestones.map(|due| self.due(due)).collect()),
                    ("tables", tables.into_iter().map(|block| self.table(block)).collect()),
                    ("blocks", others.into_iter().map(|block| self.block(block)).collect()),
                    ("figures", figures.map(|&(_, at)| &*self.site.corpus.records[at].id).collect()),
                ])
            })
            .collect()
    }

    /// The measures counted by state: all of them, and those of each section that holds any.
    fn progress(&self, at: usize, record: &'a Record) -> Option<Json<'a>> {
        let whole = progress::whole(&self.site.corpus, at);
        let counts = |tally: &Tally| -> Json<'a> {
            let counts = Standing::ALL.into_iter().map(|standing| (standing.key(), tally.count(standing).into()));
            object([("measures", tally.total().into()), ("states", Json::Object(counts.collect()))])
        };
        let part = |part: progress::Part| {
            let section = part.section.map(|at| &record.sections[at]);
            object([
                ("anchor", section.and_then(|section| section.anchor.as_deref()).into()),
                ("title", section.map(Section::plain_title).into()),
                ("depth", part.depth.into()),
                ("progress", counts(&part.tally)),
            ])
        };
        let parts = progress::parts(&self.site.corpus, at).into_iter().map(part).collect();
        (whole.total() > 0).then(|| object([("whole", counts(&whole)), ("sections", parts)]))
    }

    fn measure(&self, record: usize, measure: &'a Measure, standing: Standing) -> Json<'a> {
        object([
            ("anchor", (&*measure.anchor).into()),
            ("state", standing.key().into()),
            ("address", self.address(record, Some(&measure.anchor)).into()),
            ("fields", self.fields(&measure.fields)),
        ])
    }

    fn due(&self, due: &'a Due) -> Json<'a> {
        let milestone = self.site.corpus.milestone(due);
        let ids = |records: &[usize]| records.iter().map(|&at| &*self.site.corpus.records[at].id).collect();
        object([
            ("anchor", milestone.anchor.as_deref().into()),
            ("title", due.title.as_str().into()),
            ("date", self.date(&due.when)),
            ("type", milestone.r#type.key().into()),
            ("state", due.state.key().into()),
            ("measures", due.measures.iter().map(|anchor| &**anchor).collect()),
            ("lead", ids(&due.lead)),
            ("actors", ids(&due.actors)),
            ("note", milestone.note.as_ref().map(|note| self.prose(note)).into()),
        ])
    }

    fn backlinks(&self, record: usize) -> Json<'a> {
        let links = self.site.corpus.backlinks(record);
        links
            .map(|link| {
                object([
                    ("relation", (&*link.relation).into()),
                    ("id", (&*self.site.corpus.records[link.from].id).into()),
                    ("anchor", link.from_anchor.as_deref().into()),
                    ("address", self.address(link.from, link.from_anchor.as_deref()).into()),
                ])
            })
            .collect()
    }
}

fn trimmed(mut text: String) -> String {
    text.truncate(text.trim_end().len());
    text
}
