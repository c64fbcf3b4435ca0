//! A figure as readers see it: the number and what it is the number of, or a series as a drawing and as a table.

use serde::Serialize;

use crate::model::{Chart, Figure, Number, Record};

use super::svg::Width;
use super::svg::chart::{self, Bar, Drawing, Form};
use super::table::{CellView, ColumnView, GroupView, TableView};
use super::words::Words;

#[derive(Debug, Serialize)]
pub(super) struct FigureView {
    /// To its own page; nothing there.
    pub href: Option<String>,
    pub title: String,
    /// The number with its unit, where it is one.
    pub number: Option<NumberView>,
    /// The date and the population.
    pub said: Vec<String>,
    pub description: Option<String>,
    pub svg_wide: Option<String>,
    pub svg_narrow: Option<String>,
    /// Every number of a series.
    pub table: Option<TableView>,
}

#[derive(Debug, Serialize)]
pub(super) struct NumberView {
    pub qualifier: Option<String>,
    pub value: String,
    pub unit: String,
}

/// The figure of that record, by index; on its own page without the way to it.
pub(super) fn view(words: &Words, index: usize, is_own_page: bool) -> Option<FigureView> {
    let record = &words.corpus.records[index];
    let (figure, named) = (record.figure.as_ref()?, named(words, index)?);
    let drawing = drawing(words, record, figure);
    let drawn = |width| drawing.as_ref().map(|drawing| chart::chart(drawing, width)).filter(|svg| !svg.is_empty());
    Some(FigureView {
        href: named.href.filter(|_| !is_own_page),
        description: record.prose("description").map(|text| words.prose(text)),
        svg_wide: drawn(Width::Wide),
        svg_narrow: drawn(Width::Narrow),
        table: figure.is_series.then(|| table(words, record, figure)),
        ..named
    })
}

/// The figure without its description, and a series without its drawing and its table, which stand on a page once.
pub(super) fn named(words: &Words, index: usize) -> Option<FigureView> {
    let record = &words.corpus.records[index];
    let figure = record.figure.as_ref()?;
    Some(FigureView {
        href: Some(words.site.href_of(words.path, index, None)),
        title: words.title(index),
        number: (!figure.is_series).then(|| number(words, record, figure)).flatten(),
        said: said(words, figure),
        description: None,
        svg_wide: None,
        svg_narrow: None,
        table: None,
    })
}

/// The date and the population.
pub(super) fn said(words: &Words, figure: &Figure) -> Vec<String> {
    let date = figure.date.as_ref().map(|when| words.date(when).html().to_owned());
    date.into_iter().chain(figure.population.as_deref().map(|text| words.line(text))).collect()
}

/// The number, its unit and how exact it is: « plus de 315 centres ».
pub(super) fn number(words: &Words, record: &Record, figure: &Figure) -> Option<NumberView> {
    Some(NumberView {
        qualifier: words.site.qualifier(record).map(|said| words.line(said)),
        value: words.number(figure.numbers.first()?.value),
        unit: words.line(&words.site.unit(figure)),
    })
}

fn drawing<'a>(words: &Words, record: &'a Record, figure: &Figure) -> Option<Drawing<'a>> {
    let form = match figure.chart {
        Chart::Bars => Form::Bars,
        Chart::Columns => Form::Columns,
        Chart::Line => Form::Line,
        Chart::None => return None,
    };
    let bar = |number: &Number| Bar {
        group: number.group.as_deref().map(|group| words.text(group)),
        label: words.text(&crate::prose::plain::inlines(&number.label)),
        value: number.value,
        value_label: words.text(&format!("{}\u{a0}{}", words.number(number.value), figure.unit)),
    };
    Some(Drawing {
        prefix: &record.id,
        title: &record.title,
        description: words.t("chart_description"),
        form,
        bars: figure.numbers.iter().filter(|_| figure.is_series).map(bar).collect(),
    })
}

fn table<'a>(words: &Words<'a>, record: &'a Record, figure: &'a Figure) -> TableView {
    let (has_date, has_note) = (figure.has_dates(), figure.has_notes());
    let column = |html: String, unit: Option<String>, is_number| ColumnView { html, unit, is_number };
    let mut columns = vec![
        column(words.t("label"), None, false),
        column(words.t("value"), Some(words.line(&words.site.unit(figure))), true),
    ];
    columns.extend(has_date.then(|| column(words.t("date"), None, false)));
    columns.extend(has_note.then(|| column(words.t("remark"), None, false)));
    let cell = |html: String| CellView { html, is_number: false, is_header: false };
    let row = |number: &'a Number| {
        let mut row = vec![
            CellView { is_header: true, ..cell(words.inlines(&number.label)) },
            CellView { is_number: true, ..cell(words.number(number.value)) },
        ];
        let date = || number.date.as_ref().map(|when| words.date(when).html().to_owned());
        row.extend(has_date.then(|| cell(date().unwrap_or_default())));
        row.extend(has_note.then(|| cell(number.note.as_deref().map(|note| words.inlines(note)).unwrap_or_default())));
        row
    };
    let group = |(title, numbers): (Option<&str>, Vec<&'a Number>)| GroupView {
        title: title.map(|title| words.line(title)),
        rows: numbers.into_iter().map(row).collect(),
    };
    TableView {
        anchor: None,
        caption_id: format!("page_serie-{}", record.id),
        caption: words.line(&record.title),
        caption_text: words.text(&record.title),
        columns,
        groups: figure.groups().into_iter().map(group).collect(),
        note: None,
        source: None,
    }
}
