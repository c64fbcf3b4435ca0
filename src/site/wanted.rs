//! The addresses that are wanted for the site's own pages, and for the lists of what refers to a record.

use crate::diagnostics::Lang;
use crate::model::Record;
use crate::resolve::Corpus;

use super::accessibility;
use super::collections::Collection;
use super::cuts::{self, CalendarCut};
use super::feeds;
use super::previews;
use super::referring;
use super::remarks::Remarks;
use super::routes::*;
use super::theme::Theme;
use super::timeline::Timeline;

/// How dated points and annotations are cut and filtered.
pub(super) struct Filtered<'a> {
    pub calendar: Option<&'a CalendarCut>,
    pub timeline: &'a Timeline,
    pub remarks: &'a Remarks,
}

/// Paths with what is written there.
pub(super) type Wanted = Vec<(String, Target)>;

/// What the site itself wants addresses for, the first that comes before all others.
pub(super) fn of_site(
    corpus: &Corpus,
    collections: &[Collection],
    filtered: Filtered,
    theme: &Theme,
    lang: Lang,
    has_feeds: bool,
) -> Wanted {
    let mut wanted: Wanted = vec![
        ("index.html".into(), Target::Home),
        ("404.html".into(), Target::NotFound),
        ("robots.txt".into(), Target::Robots),
        ("sitemap.xml".into(), Target::Sitemap),
        ("llms.txt".into(), Target::Llms),
    ];
    if has_feeds && feeds::is_any(corpus, collections) {
        wanted.push((feed(None), Target::Feed { collection: None }));
    }
    wanted.push((search(lang).into(), Target::Search));
    let previews = if theme.scripts { previews::count(corpus) } else { 0 };
    wanted.extend((0..previews).map(|bucket| (previews::path(bucket), Target::Previews { bucket })));
    of_glossary(corpus, lang, &mut wanted);
    of_calendar(filtered.calendar, lang, &mut wanted);
    if corpus.dues().len() > 0 {
        let of = filtered.timeline;
        wanted.extend(of.pages().into_iter().map(|page| (timeline(of, page, lang), Target::Timeline(page))));
        wanted.push((ics(None, lang), Target::Ics { record: None }));
    }
    for (path, input) in &theme.assets {
        let input = input.clone();
        let is_style = theme.style.as_ref() == Some(path);
        wanted.push((path.clone(), if is_style { Target::Style { input } } else { Target::Asset { input } }));
    }
    for (at, collection) in collections.iter().enumerate() {
        let groups = (0..collection.groups.len()).filter(|_| collection.is_cut).map(Some);
        for group in std::iter::once(None).chain(groups) {
            let page = of_collection(collection, group);
            let twin = markdown_twin(&page);
            wanted.push((page, Target::Collection { collection: at, group }));
            wanted.push((twin, Target::ListTwin { collection: at, group }));
        }
        if has_feeds && feeds::is_any_of(corpus, collection) {
            wanted.push((feed(Some(collection)), Target::Feed { collection: Some(at) }));
        }
    }
    for (at, collection) in collections.iter().enumerate() {
        for (role, of) in compared(corpus, collection) {
            let groups = 0..if collection.is_cut { collection.groups.len() } else { 0 };
            let whole_list = (!collection.is_cut).then_some(None);
            for group in whole_list.into_iter().chain(groups.map(Some)) {
                let target = Target::Comparison { collection: at, group, role };
                wanted.push((comparison(collection, group, of, lang), target));
            }
        }
    }
    if corpus.records.iter().any(|record| record.figure.is_some()) {
        wanted.push((key_figures(lang).into(), Target::KeyFigures));
    }
    if !corpus.annotations.is_empty() {
        let pages = filtered.remarks.pages.keys();
        wanted.extend(pages.map(|&page| (annotations(filtered.remarks, page, lang), Target::Annotations { page })));
    }
    if !corpus.records.iter().any(|record| accessibility::is_own_page(record, lang)) {
        wanted.push((accessibility::path(lang).into(), Target::Accessibility));
    }
    wanted
}

fn of_glossary(corpus: &Corpus, lang: Lang, wanted: &mut Wanted) {
    wanted.push((glossary(lang).into(), Target::Glossary { letter: None }));
    if cuts::glossary_is_cut(corpus) {
        let letters = cuts::letters(corpus).into_iter();
        wanted.extend(letters.map(|(of, _)| (letter(lang, of), Target::Glossary { letter: Some(of) })));
    }
}

fn of_calendar(cut: Option<&CalendarCut>, lang: Lang, wanted: &mut Wanted) {
    wanted.push((calendar(lang).into(), Target::Calendar { stretch: None, part: None }));
    let Some(cut) = cut else { return };
    for (at, of) in cut.stretches.iter().enumerate() {
        let target = |part| Target::Calendar { stretch: Some(at), part };
        wanted.push((stretch(lang, of, None), target(None)));
        let parts = of.parts.iter().enumerate();
        wanted.extend(parts.map(|(part, group)| (stretch(lang, of, Some(group)), target(Some(part)))));
    }
    let target = |group| Target::CalendarOrganisations { group };
    if !cut.organisations.is_empty() {
        wanted.push((organisations(lang, None), target(None)));
    }
    let groups = cut.organisations.iter().enumerate();
    wanted.extend(groups.map(|(at, group)| (organisations(lang, Some(group)), target(Some(at)))));
}

/// The pages of the lists of a record that are long, and its file of dated points where it has some.
pub(super) fn of_lists(corpus: &Corpus, at: usize, lang: Lang) -> Wanted {
    let record = &corpus.records[at];
    let mut wanted = Wanted::new();
    if record.annotation.is_some() {
        return wanted;
    }
    if has_ics(corpus, at) {
        wanted.push((ics(Some(record), lang), Target::Ics { record: Some(at) }));
    }
    if referring::may_be_long(corpus, at) {
        of_links(at, record, corpus, lang, &mut wanted);
    }
    wanted
}

fn of_links(at: usize, record: &Record, corpus: &Corpus, lang: Lang, wanted: &mut Wanted) {
    let lists = referring::lists(corpus, at, lang);
    if lists.iter().any(referring::List::is_long) {
        wanted.push((links(record, lang, None), Target::Links { record: at, list: None, group: None }));
    }
    for (index, list) in lists.iter().enumerate().filter(|(_, list)| list.is_long()) {
        let target = |group| Target::Links { record: at, list: Some(index), group };
        wanted.push((links(record, lang, Some((&list.key, None))), target(None)));
        if list.is_cut() {
            for (group, of) in list.groups(corpus).iter().enumerate() {
                wanted.push((links(record, lang, Some((&list.key, Some(of)))), target(Some(group))));
            }
        }
    }
}
