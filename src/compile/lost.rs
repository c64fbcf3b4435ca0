//! Records that are lost, with a file that cannot be read or by a name that cannot be theirs: that is told, not what hangs on it.

use std::collections::HashSet;

use crate::diagnostics::{Code, Finding, Severity};
use crate::parse::UNKNOWN_KIND;
use crate::prose::{UNKNOWN_BLOCK, slug};
use crate::resolve::UNKNOWN_REFERENCE;
use crate::rules::{CONFIG_UNKNOWN_KIND, CONFIG_UNKNOWN_PAGE, OF_WHOLE, RECORD_UNLINKED};
use crate::schema;

use super::is_of_one_file;

/// What may be said only because a record is not there: of those, what names it.
const OF_NAMES: [&Code; 3] = [&CONFIG_UNKNOWN_PAGE, &RECORD_UNLINKED, &UNKNOWN_REFERENCE];

/// What may be said only because the corpus's own schemas are not known, beside what the schemas say.
const OF_KINDS: [&Code; 3] = [&CONFIG_UNKNOWN_KIND, &UNKNOWN_BLOCK, &UNKNOWN_KIND];

/// What is not known of a corpus for the faults in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Lost {
    /// The ids that records seem to have, or to be meant to have, which are not known by them.
    pub ids: HashSet<String>,
    /// True where what a record says is not known.
    pub has_texts: bool,
    /// True where it is not even known which records there are.
    pub has_more: bool,
    /// True where it is not known which kinds there are, nor what those that there are ask for.
    pub has_kinds: bool,
    /// True where it is not known what `recueil.yaml` says: the language, that anchors and addresses are made in, the waivers.
    pub has_settings: bool,
}

impl Lost {
    /// What is lost with something in the folder that was not read.
    pub fn of_unread(path: &str) -> Lost {
        if path == "schemas" {
            return Lost { has_kinds: true, ..Lost::default() };
        }
        let Some(below) = path.strip_prefix("content/").or((path == "content").then_some("")) else {
            return Lost::default();
        };
        let name = below.rsplit('/').next().unwrap_or(below);
        match name.rsplit_once('.') {
            Some((name, "md")) => Lost { ids: HashSet::from([name.to_owned()]), has_texts: true, ..Lost::default() },
            // A list of records, or a folder.
            Some((_, "yaml" | "yml")) | None => Lost { has_texts: true, has_more: true, ..Lost::default() },
            Some(_) => Lost::default(),
        }
    }

    /// What is lost with a file that gave no record.
    pub fn of_text(path: &str, text: &str) -> Lost {
        Lost { ids: ids(path, text), has_texts: true, ..Lost::default() }
    }

    /// What is lost where a record cannot have the id that is written: that id, and those that it must be meant to have.
    pub fn of_misnamed(id: &str) -> Lost {
        Lost { ids: HashSet::from([id.to_owned(), id.to_lowercase(), slug(id)]), ..Lost::default() }
    }

    pub fn add(&mut self, other: &Lost) {
        self.ids.extend(other.ids.iter().cloned());
        self.has_texts |= other.has_texts;
        self.has_more |= other.has_more;
        self.has_kinds |= other.has_kinds;
        self.has_settings |= other.has_settings;
    }

    /// Takes out what is only true as long as these records are lost.
    pub fn leave_out_what_follows(&self, findings: &mut Vec<Finding>) {
        let is_lost = |finding: &Finding| finding.subject.as_ref().is_some_and(|subject| self.ids.contains(subject));
        findings.retain(|finding| {
            let is_one_of = |codes: &[&'static Code]| codes.iter().any(|code| code.name == finding.code.name);
            let is_of_text = self.has_texts && is_one_of(OF_WHOLE);
            let is_of_name = (self.has_more || is_lost(finding)) && is_one_of(&OF_NAMES);
            let is_of_kind = self.has_kinds && (is_one_of(&OF_KINDS) || is_one_of(schema::CODES));
            let hangs_on_settings =
                self.has_settings && (finding.severity != Severity::Error || !is_of_one_file(finding.code));
            !is_of_text && !is_of_name && !is_of_kind && !hangs_on_settings
        });
    }
}

/// The ids that the records of a file seem to have: its name, where it holds one record, and what stands after `id:`.
fn ids(path: &str, text: &str) -> HashSet<String> {
    let name = path.rsplit('/').next().unwrap_or(path).strip_suffix(".md");
    let stated = text.match_indices("id:").filter_map(|(at, key)| {
        let is_key = text[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || matches!(c, '{' | ','));
        let value = text[at + key.len()..].trim_start_matches([' ', '"', '\'']);
        let end = value.find(|c: char| !c.is_alphanumeric() && c != '-').unwrap_or(value.len());
        (is_key && end > 0).then_some(&value[..end])
    });
    name.into_iter().chain(stated).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_looked_for_where_nothing_can_be_read() {
        let of = |path, text, expected: &[&str]| {
            assert_eq!(ids(path, text), expected.iter().map(|id| (*id).to_owned()).collect::<HashSet<_>>());
        };
        of("content/x/a.md", "title: 'id: x'\n", &["a"]);
        of("content/a.md", "---\nid: b\n\tx", &["a", "b"]);
        let list =
            "records:\n  - id: one\n    void: x\n  - {id: \"two-2\", title: [}\n  - {title: T,id:three}\n  - id:\n";
        of("content/a.yaml", list, &["one", "two-2", "three"]);
    }

    #[test]
    fn what_is_not_read_may_hold_one_record_or_many_or_none() {
        let one = Lost { ids: HashSet::from(["a".to_owned()]), has_texts: true, ..Lost::default() };
        assert_eq!(Lost::of_unread("content/x/a.md"), one);
        for many in ["content", "content/x", "content/list.yaml"] {
            assert_eq!(Lost::of_unread(many), Lost { has_texts: true, has_more: true, ..Lost::default() });
        }
        assert_eq!(Lost::of_unread("schemas"), Lost { has_kinds: true, ..Lost::default() });
        for none in ["content/photo.jpg", "schemas/x.yaml", "themes/mine"] {
            assert_eq!(Lost::of_unread(none), Lost::default());
        }
    }
}
