//! A finding: a code, a place, what is wrong and what to do about it, in French and in English.

mod nearest;
mod print;

use crate::inputs::Place;

pub use nearest::nearest;
pub use print::{Format, Summary, escaped, escaping, html, print};

/// The two languages that messages exist in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    Fr,
    En,
}

impl Lang {
    /// The language of a BCP 47 tag: French for `fr` and `fr-…`, otherwise English.
    pub fn of_tag(tag: &str) -> Lang {
        if tag == "fr" || tag.starts_with("fr-") { Lang::Fr } else { Lang::En }
    }

    /// The language of a BCP 47 tag, where it is one of the two.
    pub fn exactly(tag: &str) -> Option<Lang> {
        let lang = Lang::of_tag(tag);
        tag.strip_prefix(lang.tag()).is_some_and(|rest| rest.is_empty() || rest.starts_with('-')).then_some(lang)
    }

    pub fn tag(self) -> &'static str {
        match self {
            Lang::Fr => "fr",
            Lang::En => "en",
        }
    }
}

/// The same thing said in both languages.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Both<T = String> {
    pub fr: T,
    pub en: T,
}

impl<T> Both<T> {
    pub fn get(&self, lang: Lang) -> &T {
        match lang {
            Lang::Fr => &self.fr,
            Lang::En => &self.en,
        }
    }
}

/// Builds a [`Both`] from two format strings, side by side: `say!(fr: "…", en: "…")`.
#[macro_export]
macro_rules! say {
    (fr: $fr:literal, en: $en:literal $(,)?) => {
        $crate::diagnostics::Both { fr: format!($fr), en: format!($en) }
    };
}

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The corpus does not hold together: nothing is built.
    Error,
    /// Worth mending; an error with `--strict`.
    Warning,
    /// Said for information, never an error.
    Note,
}

/// What sort of finding: a name for ever, its weight, and the explanation that `recueil explain` prints.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// Kebab case, such as `unknown-reference`.
    pub name: &'static str,
    pub severity: Severity,
    /// A paragraph or two in Markdown: what it means, why it matters, what to do, with an example where it helps.
    pub explanation: Both<&'static str>,
}

/// One thing that is to be said about the corpus.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    pub code: &'static Code,
    /// Starts as the code's own; a finding in a draft is told apart by [`Finding::within`], not by its weight.
    pub severity: Severity,
    pub place: Place,
    /// One sentence, without a full stop: what is wrong.
    pub message: Both,
    /// One sentence, without a full stop: what to do.
    pub hint: Option<Both>,
    /// Other places that belong to the finding, such as where the id was first given.
    pub notes: Vec<(Place, Both)>,
    /// What the finding is about, such as an acronym: what `about:` of a waiver names.
    pub subject: Option<String>,
    pub within: Within,
}

/// Whose eyes what a finding speaks of is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Within {
    /// Readers': what is wrong there may stop a build.
    #[default]
    Published,
    /// Those of who writes, as the record is a draft: said, but never stops a build.
    Draft,
    /// The same of an annotation that is internal.
    Annotation,
}

impl Finding {
    pub fn new(code: &'static Code, place: Place, message: Both) -> Finding {
        Finding {
            code,
            severity: code.severity,
            place,
            message,
            hint: None,
            notes: Vec::new(),
            subject: None,
            within: Within::Published,
        }
    }

    /// False where nothing is published of what the finding speaks of: then it never stops a build.
    pub fn is_of_published(&self) -> bool {
        self.within == Within::Published
    }

    pub fn hint(mut self, hint: Both) -> Finding {
        self.hint = Some(hint);
        self
    }

    pub fn subject(mut self, subject: impl Into<String>) -> Finding {
        self.subject = Some(subject.into());
        self
    }

    pub fn note(mut self, place: Place, message: Both) -> Finding {
        self.notes.push((place, message));
        self
    }
}

/// The findings of a run: sorted by file and place, then by code, and each said once.
pub fn sorted(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by(|a, b| (&a.place, a.code.name, &a.message).cmp(&(&b.place, b.code.name, &b.message)));
    findings.dedup_by(|a, b| a.place == b.place && a.code == b.code && a.message == b.message);
    findings
}
