//! The same section of every record of a collection, side by side: who acts in each recommendation, when, on what conditions.

use serde::Serialize;

use crate::model::{Measure, Piece, Record};
use crate::site::{Collection, routes};

use super::contents::Contents;
use super::frame::{self, Frame};
use super::milestones::{self, Naming, Row};
use super::parts::{Part, Parts};
use super::pieces::{Link, Way};
use super::table::{self, TableView};
use super::words::Words;

#[derive(Serialize)]
pub(super) struct ComparisonView {
    kicker: Link,
    title: String,
    count: String,
    /// The other sections that can be compared.
    #[serde(flatten)]
    parts: Parts,
    sections: Vec<SectionView>,
}

/// The section of one record.
#[derive(Serialize)]
struct SectionView {
    anchor: String,
    title: Link,
    pieces: Vec<PieceView>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum PieceView {
    Prose { html: String },
    Milestones { rows: Vec<Row> },
    Table { table: Box<TableView> },
}

/// The way to each comparison of a collection, or of one of its groups.
pub(super) fn links(words: &Words, collection: usize, group: Option<usize>) -> Vec<Link> {
    let of = &words.site.collections[collection];
    if of.is_cut != group.is_some() {
        return Vec::new();
    }
    let link = |(_, role): (usize, &crate::schema::Role)| Link {
        html: words.line(role.title.get(words.site.lang)),
        href: Some(words.href(&routes::comparison(of, group, role, words.site.lang))),
        ..Link::default()
    };
    routes::compared(words.corpus, of).into_iter().map(link).collect()
}

pub(super) fn page(words: &Words, collection: usize, group: Option<usize>, role: usize) -> (Frame, ComparisonView) {
    let (site, corpus) = (words.site, words.corpus);
    let of: &Collection = &site.collections[collection];
    let roles = routes::compared(corpus, of);
    let meant = roles.iter().find(|(at, _)| *at == role).map(|(_, role)| role);
    let (name, title) = meant.map_or(("", ""), |role| (role.name.as_str(), role.title.get(site.lang).as_str()));
    let members = group.map_or(&of.records, |group| &of.groups[group].members);
    let mut frame = frame::frame(words, &format!("{} : {title}", of.title));
    frame.section = of.id.clone();
    let href = words.href(&routes::of_collection(of, group));
    frame.crumbs.push(Way { href: href.clone(), html: words.line(&of.title) });
    let sections: Vec<SectionView> = members.iter().filter_map(|&at| section(words, at, name)).collect();
    frame.contents = sections.iter().map(|of| Contents::new(&of.anchor, of.title.html.clone())).collect();
    let parts = links(words, collection, group).into_iter().zip(&roles).map(|(link, (at, _))| Part {
        href: link.href.unwrap_or_default(),
        html: link.html,
        count: 0,
        current: *at == role,
    });
    let view = ComparisonView {
        kicker: Link { html: words.line(&of.title), href: Some(href), ..Link::default() },
        title: words.line(title),
        count: words.count("collection_count", sections.len()),
        parts: Parts::new(words.t("compare"), parts.collect()),
        sections,
    };
    (frame, view)
}

/// A measure of the section: its name, which leads to it, its text and its dates.
fn measure<'a>(own: &Words<'a>, record: usize, measure: &'a Measure) -> Vec<PieceView> {
    let title = own.line(&format!("{} : {}", own.measure_label(measure), measure.title));
    let href = own.site.href_of(own.path, record, Some(&measure.anchor));
    let text = measure.text().map(|text| own.prose(text)).unwrap_or_default();
    let mut pieces = vec![PieceView::Prose { html: format!("<h3><a href=\"{href}\">{title}</a></h3>\n{text}") }];
    let dues = own.corpus.dues_of_record(record).filter(|due| due.measures.contains(&measure.anchor));
    let rows: Vec<Row> = dues.map(|due| Row { anchor: None, ..milestones::row(own, due, Naming::default()) }).collect();
    pieces.extend((!rows.is_empty()).then_some(PieceView::Milestones { rows }));
    pieces
}

/// What a record says in its sections of that role; nothing where it has none.
fn section(words: &Words, at: usize, role: &str) -> Option<SectionView> {
    let record: &Record = &words.corpus.records[at];
    let links = words.site.links(words.path, Some(at));
    let prefix = format!("{}-", record.id);
    let own = Words::with_notes(words.site, words.names, words.path, &links, Some(at), &prefix);
    let of_role: Vec<usize> = (0..record.sections.len()).filter(|&at| record.role_at(at) == Some(role)).collect();
    let first = &record.sections[*of_role.first()?];
    let mut pieces = Vec::new();
    for section in of_role.iter().map(|&at| &record.sections[at]) {
        if section.role.is_none() {
            pieces.push(PieceView::Prose { html: format!("<h3>{}</h3>", own.inlines(&section.title)) });
        }
        for piece in &section.pieces {
            match piece {
                Piece::Prose(blocks) => pieces.push(PieceView::Prose { html: own.blocks(blocks, &record.footnotes) }),
                Piece::Milestone { milestone, .. } => {
                    let row = milestones::row_of(&own, at, *milestone, Naming::default());
                    let row = row.map(|row| Row { anchor: None, ..row });
                    pieces.extend(row.map(|row| PieceView::Milestones { rows: vec![row] }));
                }
                Piece::Data(block) if record.data[*block].name == "table" => {
                    // The page shows the tables of many records: each is called after its own.
                    let caption_id = format!("page_{}_tableau-{block}", record.id);
                    let table = table::view(&own, &record.data[*block], *block);
                    let table = Box::new(TableView { anchor: None, caption_id, ..table });
                    pieces.push(PieceView::Table { table });
                }
                Piece::Measure(of) => pieces.extend(measure(&own, at, &record.measures[*of])),
                Piece::Data(_) => {}
            }
        }
    }
    pieces.extend(own.footnotes().map(|html| PieceView::Prose { html }));
    let href = words.site.href_of(words.path, at, first.anchor.as_deref());
    let title = Link { href: Some(href), ..words.link(at) };
    Some(SectionView { anchor: format!("page_{}", record.id), title, pieces })
}
