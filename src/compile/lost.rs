//! Records that are lost with a file that cannot be read: its own fault is told, not what hangs on it.

use std::collections::HashSet;

use crate::diagnostics::Finding;

/// What may be said only because a record is not there: of those, what names it.
const OF_NAMES: [&str; 2] = ["unknown-reference", "config-unknown-page"];

/// What may be said only because what a record says is not known.
const OF_TEXTS: [&str; 5] = ["acronym-undefined", "asset-unnamed", "empty-corpus", "record-unlinked", "term-unused"];

/// The ids that the records of a file seem to have: its name, where it holds one record, and what stands after `id:`.
pub(super) fn ids(path: &str, text: &str) -> Vec<String> {
    let name = path.rsplit('/').next().unwrap_or(path).strip_suffix(".md");
    let stated = text.match_indices("id:").filter_map(|(at, key)| {
        let is_key = text[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || matches!(c, '{' | ','));
        let value = text[at + key.len()..].trim_start_matches([' ', '"', '\'']);
        let end = value.find(|c: char| !c.is_alphanumeric() && c != '-').unwrap_or(value.len());
        (is_key && end > 0).then_some(&value[..end])
    });
    name.into_iter().chain(stated).map(str::to_owned).collect()
}

/// Takes out what is only true as long as the records of those ids are lost.
pub(super) fn leave_out_what_follows(lost: &HashSet<String>, findings: &mut Vec<Finding>) {
    let is_lost = |finding: &Finding| finding.subject.as_ref().is_some_and(|subject| lost.contains(subject));
    findings.retain(|finding| {
        let code = finding.code.name;
        !(OF_TEXTS.contains(&code) || (OF_NAMES.contains(&code) && is_lost(finding)))
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_looked_for_where_nothing_can_be_read() {
        assert_eq!(ids("content/x/a.md", "title: 'id: x'\n"), ["a"]);
        assert_eq!(ids("content/a.md", "---\nid: b\n\tx"), ["a", "b"]);
        let list =
            "records:\n  - id: one\n    void: x\n  - {id: \"two-2\", title: [}\n  - {title: T,id:three}\n  - id:\n";
        assert_eq!(ids("content/a.yaml", list), ["one", "two-2", "three"]);
    }
}
