//! The uses of a term: each text with the passages that use it, and the way to them.

use crate::prose::html::{HtmlContext, Printer};
use crate::prose::{Inline, NoLinks};
use crate::site::passages::{self, Passage};
use crate::site::referring::Place;

use super::entries::{self, Entry, PassageView};
use super::pieces::Link;
use super::words::Words;

/// How many passages of one text are shown.
const SHOWN: usize = 4;

/// A place that uses the entry of the glossary that `term` is, by index.
pub(super) fn entry(words: &Words, term: usize, place: &Place) -> Entry {
    if let Some(anchor) = place.measure
        && let Some(entry) = entries::measure_entry(words, place.record, anchor)
    {
        return Entry { passages: view(words, term, place.record, Some(anchor), false).into_iter().collect(), ..entry };
    }
    // In the order of the text; the words before any anchor first.
    let in_text = words.corpus.records[place.record].anchors().filter(|anchor| place.anchors.contains(anchor));
    let anchors = std::iter::once(None).chain(in_text.map(Some));
    let mut passages: Vec<PassageView> =
        anchors.filter_map(|anchor| view(words, term, place.record, anchor, true)).collect();
    let more = passages.len().saturating_sub(SHOWN);
    passages.truncate(SHOWN);
    let mut entry = Entry { passages, ..entries::entry(words, place.record) };
    entry.notes.extend((more > 0).then(|| Link { html: words.count("passages_more", more), ..Link::default() }));
    entry
}

fn view(words: &Words, term: usize, record: usize, anchor: Option<&str>, is_linked: bool) -> Option<PassageView> {
    let (of, entry) = (&words.corpus.records[record], &words.corpus.records[term].id);
    let links = words.site.links(words.path, Some(record));
    let Passage { before, term, after } = passages::passage(of, anchor, entry, &links)?;
    let line = [Inline::text(before), Inline::Strong(vec![Inline::text(term)]), Inline::text(after)];
    let html = Printer::new(HtmlContext::new(words.lang_of(of), &NoLinks)).inlines(&line);
    let link = anchor.filter(|_| is_linked).and_then(|anchor| words.provision_link(record, anchor));
    Some(PassageView { link, html, lang: words.foreign(of) })
}
