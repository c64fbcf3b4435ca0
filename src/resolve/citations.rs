//! Legal texts recognised in French prose by their form: « loi n° 2009-879 du 21 juillet 2009 », « article 8 bis de la
//! loi du 13 juillet 1983 », « articles L. 6133-1 à L. 6133-3 du code de la santé publique », or by another name that
//! their record gives, such as « loi HPST ».

mod scan;

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::inputs::Span;
use crate::prose::runs::rewrite;
use crate::prose::{Block, Inline, each_run_mut};

use super::mentions::Folded;

/// A legal text named in prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The bytes of the text that name it, with the article where one is named.
    pub range: Range<usize>,
    /// The `type` of a legal text: `loi`, `ordonnance`, `decret`, `arrete`, `circulaire`, `code`, `directive` or
    /// `reglement`; `other` where a name of its own does not tell.
    pub kind: &'static str,
    /// Such as `2009-879`; with plain hyphens.
    pub number: Option<String>,
    /// `YYYY-MM-DD`.
    pub date: Option<String>,
    /// The code's name in small letters, such as `code de la santé publique`.
    pub code: Option<String>,
    /// Such as `8 bis` or `L. 6133-1 à L. 6133-3`.
    pub article: Option<String>,
    /// The record that was named by another of its names, so that nothing is left to look up.
    pub id: Option<String>,
}

/// The other names of legal texts, such as « loi HPST », ready to be found in any text.
#[derive(Default)]
pub struct Names {
    search: Option<AhoCorasick>,
    ids: Vec<String>,
}

impl Names {
    /// From the id of each legal text and its other names.
    pub fn new(texts: impl IntoIterator<Item = (String, Vec<String>)>) -> Names {
        let (mut forms, mut ids) = (Vec::new(), Vec::new());
        for (id, names) in texts {
            for name in names {
                let folded = Folded::new(name.trim()).text;
                if folded.chars().any(char::is_alphanumeric) {
                    forms.push(folded);
                    ids.push(id.clone());
                }
            }
        }
        let search = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&forms).ok();
        Names { search: search.filter(|_| !forms.is_empty()), ids }
    }

    fn find(&self, text: &str) -> Vec<(Range<usize>, &str)> {
        let Some(search) = &self.search else { return Vec::new() };
        let folded = Folded::new(text);
        let whole = |range: &Range<usize>| {
            !text[..range.start].ends_with(char::is_alphanumeric)
                && !text[range.end..].starts_with(char::is_alphanumeric)
        };
        let hits = search.find_iter(&folded.text);
        hits.filter_map(|hit| Some((folded.original(hit.range())?, self.ids[hit.pattern().as_usize()].as_str())))
            .filter(|(range, _)| whole(range))
            .collect()
    }
}

/// The words that a legal text begins with. Anything else in a text is never looked at.
static HEADS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let heads = scan::HEADS.iter().map(|(head, _)| *head).chain(scan::ARTICLES);
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .ascii_case_insensitive(true)
        .build(heads)
        .expect("the words are few and fixed")
});

/// The legal texts that a text names, from left to right.
pub fn find(text: &str, names: &Names) -> Vec<Found> {
    let named = names.find(text);
    let mut heads = HEADS.find_iter(text).peekable();
    if heads.peek().is_none() && named.is_empty() {
        return Vec::new();
    }
    let mut starts: Vec<usize> =
        heads.map(|hit| hit.start()).chain(named.iter().map(|(range, _)| range.start)).collect();
    starts.sort_unstable();
    starts.dedup();
    let scanner = scan::Scanner { text, named: &named };
    let mut found: Vec<Found> = Vec::new();
    for start in starts {
        let taken = found.last().is_some_and(|last| start < last.range.end);
        if !taken && !text[..start].ends_with(|c: char| c.is_alphanumeric() || c == '-') {
            scanner.citations(start, &mut found);
        }
    }
    found
}

/// Turns the legal texts named in prose into citations of their records.
///
/// `lookup` gives the id of the record that a legal text has, by its number, its date or its code. Each citation is
/// added to `found` with the id, the article, its place and its words; what `lookup` does not know stays as it was and
/// is added to `unknown`. Nothing is looked for in code, links, references, headings and raw HTML.
pub fn mark(
    blocks: &mut [Block],
    names: &Names,
    lookup: &dyn Fn(&Found) -> Option<String>,
    found: &mut Vec<(String, Option<String>, Span, String)>,
    unknown: &mut Vec<(Found, Span)>,
) {
    each_run_mut(blocks, true, &mut |content, _| mark_line(content, names, lookup, found, unknown));
}

/// The same for one line.
pub fn mark_line(
    content: &mut Vec<Inline>,
    names: &Names,
    lookup: &dyn Fn(&Found) -> Option<String>,
    found: &mut Vec<(String, Option<String>, Span, String)>,
    unknown: &mut Vec<(Found, Span)>,
) {
    rewrite(content, &mut |run| {
        let mut marked = Vec::new();
        for hit in find(&run.text, names) {
            let span = run.span(&hit.range);
            match hit.id.clone().or_else(|| lookup(&hit)) {
                Some(id) => {
                    let text = run.text[hit.range.clone()].replace('\n', " ");
                    found.push((id.clone(), hit.article.clone(), span, text.clone()));
                    marked.push((hit.range, Inline::Citation { legal_text: id, article: hit.article, text }));
                }
                None => unknown.push((hit, span)),
            }
        }
        marked
    });
}

#[cfg(test)]
mod tests;
