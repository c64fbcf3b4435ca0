//! Legal texts recognised in French prose by their form: « loi n° 2009-879 du 21 juillet 2009 », « article 8 bis de la
//! loi du 13 juillet 1983 », « articles L. 6133-1 à L. 6133-3 du code de la santé publique », or by a name that the
//! corpus gives them, such as « loi HPST ».

mod scan;
#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::{Arc, LazyLock};

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use crate::inputs::Span;
use crate::prose::runs::rewrite;
use crate::prose::{Block, Citation, Inline, each_run_mut};

/// A legal text named in prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The bytes of the text that name it, with the article where one is named.
    pub range: Range<usize>,
    pub kind: Kind,
    /// Such as `2009-879`; with plain hyphens.
    pub number: Option<String>,
    /// `YYYY-MM-DD`.
    pub date: Option<String>,
    /// What it is called where it has neither number nor date, such as `code de la santé publique` or `loi HPST`.
    pub name: Option<String>,
    /// Such as `8 bis` or `L. 6133-1 à L. 6133-3`.
    pub article: Option<String>,
    /// All that was recognised, as it stands there, on one line.
    pub words: String,
}

/// What sort of legal text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Law,
    Ordinance,
    Decree,
    Order,
    Circular,
    Code,
    Directive,
    Regulation,
}

impl Kind {
    /// The `type:` of the record of such a text.
    pub fn key(self) -> &'static str {
        match self {
            Kind::Law => "loi",
            Kind::Ordinance => "ordonnance",
            Kind::Decree => "decret",
            Kind::Order => "arrete",
            Kind::Circular => "circulaire",
            Kind::Code => "code",
            Kind::Directive => "directive",
            Kind::Regulation => "reglement",
        }
    }
}

/// The words that a legal text begins with. Anything else in a text is never looked at.
static HEADS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let heads = scan::HEADS.iter().map(|(head, _)| *head).chain(scan::ARTICLES);
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .kind(Some(AhoCorasickKind::DFA))
        .ascii_case_insensitive(true)
        .build(heads)
        .expect("the words are few and fixed")
});

/// The legal texts that a text names, from left to right, each with the id of its record if `lookup` knows it.
///
/// `lookup` is asked by number, date or name; a text that has only a name is one if `lookup` knows it, or if it is one
/// of the French codes.
pub fn find(text: &str, lookup: &dyn Fn(&Found) -> Option<Arc<str>>) -> Vec<(Found, Option<Arc<str>>)> {
    let scanner = scan::Scanner { text, lookup };
    let mut found: Vec<(Found, Option<Arc<str>>)> = Vec::new();
    for start in HEADS.find_iter(text).map(|hit| hit.start()) {
        let taken = found.last().is_some_and(|(last, _)| start < last.range.end);
        if !taken && !text[..start].ends_with(|c: char| c.is_alphanumeric() || c == '-') {
            scanner.citations(start, &mut found);
        }
    }
    for (found, _) in &mut found {
        found.words = text[found.range.clone()].replace('\n', " ");
    }
    found
}

/// Turns the legal texts named in prose into citations of their records.
///
/// `lookup` gives the id of the record that a legal text has. Each citation is added to `found` with the id and the
/// article; what `lookup` does not know stays as it was and is added to `unknown`, with its place. Nothing is looked for in
/// code, links, references, headings and raw HTML.
pub fn mark(
    blocks: &mut [Block],
    lookup: &dyn Fn(&Found) -> Option<Arc<str>>,
    found: &mut Vec<(Arc<str>, Option<Arc<str>>)>,
    unknown: &mut Vec<(Found, Span)>,
) {
    each_run_mut(blocks, true, &mut |content, _| {
        rewrite(content, &mut |run| {
            let mut marked = Vec::new();
            for (hit, id) in find(&run.text, lookup) {
                match id {
                    Some(legal_text) => {
                        let article: Option<Arc<str>> = hit.article.map(Arc::from);
                        found.push((legal_text.clone(), article.clone()));
                        let citation = Citation { legal_text, article, text: hit.words.into() };
                        marked.push((hit.range, Inline::Citation(Box::new(citation))));
                    }
                    None => {
                        let span = run.span(&hit.range);
                        unknown.push((hit, span));
                    }
                }
            }
            marked
        });
    });
}
