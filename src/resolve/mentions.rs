//! Terms of the glossary in prose: the first use in a section is marked, every use is known.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use crate::prose::runs::rewrite;
use crate::prose::{Block, Inline, each_run_mut};

/// The entries of the glossary, ready to be found in any text.
pub struct Terms {
    /// Finds the folded forms; `None` when there are none.
    search: Option<AhoCorasick>,
    /// What each form may mean, in the order of the patterns.
    meanings: Vec<Vec<Meaning>>,
    entries: Vec<Entry>,
    /// What it was made of.
    forms: Vec<Form>,
}

/// Forms of so many bytes together are looked for by a table of some two megabytes, which is twice as fast as what takes
/// less room.
const TABLE: usize = 16 << 10;

/// Those that were made of the same forms find the same.
impl PartialEq for Terms {
    fn eq(&self, other: &Terms) -> bool {
        self.forms == other.forms
    }
}

struct Entry {
    id: Arc<str>,
    /// The records in which the entry holds; everywhere when it is empty.
    scope: BTreeSet<String>,
}

struct Meaning {
    entry: usize,
    /// True for an acronym, which is written in capitals or is another word.
    capitals: bool,
}

/// How an entry of the glossary is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    /// The id of the entry's record.
    pub entry: Arc<str>,
    /// The term itself, its expansion, and its other forms.
    pub written: Vec<String>,
    /// The ids of the records in which it holds; everywhere when there are none.
    pub scope: Vec<String>,
}

impl Terms {
    pub fn new(forms: Vec<Form>) -> Terms {
        let mut kept = Vec::new();
        let mut folded_forms: BTreeMap<String, Vec<Meaning>> = BTreeMap::new();
        for Form { entry: id, written, scope } in &forms {
            for form in written {
                let folded = Folded::new(form.trim()).text;
                if folded.chars().any(char::is_alphanumeric) {
                    let meanings = folded_forms.entry(folded).or_default();
                    let capitals = is_in_capitals(form);
                    match meanings.last_mut().filter(|last| last.entry == kept.len()) {
                        // COPIL that is also written Copil needs no capitals.
                        Some(same) => same.capitals &= capitals,
                        None => meanings.push(Meaning { entry: kept.len(), capitals }),
                    }
                }
            }
            kept.push(Entry { id: id.clone(), scope: scope.iter().cloned().collect() });
        }
        let search = match folded_forms.is_empty() {
            true => None,
            false => {
                let mut builder = AhoCorasick::builder();
                if folded_forms.keys().map(String::len).sum::<usize>() <= TABLE {
                    builder.kind(Some(AhoCorasickKind::DFA));
                }
                // Every match is wanted, so that a long form that is cut off does not hide a short one.
                builder.match_kind(MatchKind::Standard).build(folded_forms.keys()).ok()
            }
        };
        Terms { search, meanings: folded_forms.into_values().collect(), entries: kept, forms }
    }

    /// Those of the entries that only one of the two has, or that are written or hold otherwise in the one: a text that has
    /// none of their forms has the same mentions by both.
    pub fn difference(&self, other: &Terms) -> Terms {
        let only = |of: &Terms, other: &Terms| {
            let others: HashMap<&str, &Form> = other.forms.iter().map(|form| (&*form.entry, form)).collect();
            let is_other = |form: &&Form| others.get(&*form.entry) != Some(form);
            of.forms.iter().filter(is_other).cloned().collect::<Vec<_>>()
        };
        Terms::new([only(self, other), only(other, self)].concat())
    }

    /// True where nothing can be found.
    pub fn is_empty(&self) -> bool {
        self.search.is_none()
    }

    /// True where the letters of a form stand in a text, whether as a word or not.
    pub fn occur_in(&self, text: &str) -> bool {
        self.search.as_ref().is_some_and(|search| search.is_match(&Folded::new(text).text))
    }

    /// Marks the first use of each entry that is not yet among `seen`, the entries marked in this section.
    ///
    /// Adds the entry of every use to `found`, marked or not. Nothing is looked for in code, links, references,
    /// headings, quotations and raw HTML; a record never mentions itself.
    pub fn mark(&self, blocks: &mut [Block], record: &str, seen: &mut BTreeSet<Arc<str>>, found: &mut Vec<Arc<str>>) {
        if self.is_empty() {
            return;
        }
        each_run_mut(blocks, false, &mut |content, _| self.mark_line(content, record, seen, found));
    }

    /// The same for one line, such as the title of a milestone.
    fn mark_line(
        &self,
        content: &mut Vec<Inline>,
        record: &str,
        seen: &mut BTreeSet<Arc<str>>,
        found: &mut Vec<Arc<str>>,
    ) {
        rewrite(content, &mut |run| {
            let mut marked = Vec::new();
            for (range, entry) in self.find(&run.text, record) {
                found.push(entry.clone());
                if seen.insert(entry.clone()) {
                    let text = run.text[range.clone()].replace('\n', " ");
                    marked.push((range, Inline::Mention { entry: entry.clone(), text: text.into() }));
                }
            }
            marked
        });
    }

    /// The uses in a text, from left to right and the longest first, each with the id of its entry.
    pub fn find(&self, text: &str, record: &str) -> Vec<(Range<usize>, &Arc<str>)> {
        let Some(search) = &self.search else { return Vec::new() };
        let folded = Folded::new(text);
        let mut hits: Vec<(Range<usize>, usize)> = Vec::new();
        for hit in search.find_overlapping_iter(&folded.text) {
            let Some(range) = folded.original(hit.start()..hit.end()) else { continue };
            if let Some(entry) = self.meaning(text, &range, hit.pattern().as_usize(), record) {
                hits.push((range, entry));
            }
        }
        hits.sort_by(|(a, _), (b, _)| a.start.cmp(&b.start).then(b.end.cmp(&a.end)));
        let mut end = 0;
        hits.retain(|(range, _)| {
            let free = range.start >= end;
            if free {
                end = range.end;
            }
            free
        });
        hits.into_iter().map(|(range, entry)| (range, &self.entries[entry].id)).collect()
    }

    /// What a form means at a place, if it is a word there; of homonyms the one whose scope names the record.
    fn meaning(&self, text: &str, range: &Range<usize>, form: usize, record: &str) -> Option<usize> {
        let written = &text[range.clone()];
        let fitting = self.meanings[form].iter().filter(|meaning| {
            let entry = &self.entries[meaning.entry];
            *entry.id != *record
                && (entry.scope.is_empty() || entry.scope.contains(record))
                && (!meaning.capitals || !written.chars().any(char::is_lowercase))
                && is_word(text, range, meaning.capitals)
        });
        fitting.min_by_key(|meaning| self.entries[meaning.entry].scope.is_empty()).map(|meaning| meaning.entry)
    }
}

/// True for an acronym: two letters or more, none of them small.
fn is_in_capitals(form: &str) -> bool {
    form.chars().filter(|c| c.is_uppercase()).count() >= 2 && !form.chars().any(char::is_lowercase)
}

/// True where a word begins and ends: an apostrophe parts words, and a hyphen does beside an acronym.
fn is_word(text: &str, range: &Range<usize>, capitals: bool) -> bool {
    let before = text[..range.start].chars().next_back();
    let mut rest = text[range.end..].chars();
    let (after, then) = (rest.next(), rest.next());
    let joins = |c: char| c.is_alphanumeric() || matches!(c, '_' | '@') || (!capitals && matches!(c, '-' | '\u{2011}'));
    let in_name = after == Some('.') && then.is_some_and(char::is_alphanumeric);
    if before.is_some_and(|c| joins(c) || c == '.') || after.is_some_and(joins) || in_name {
        return false;
    }
    let is_end = |c: char| c.is_whitespace() || "<>«»()".contains(c);
    let start = text[..range.start].rfind(is_end).map_or(0, |at| at + 1);
    let start = text.ceil_char_boundary(start);
    let end = text[range.end..].find(is_end).map_or(text.len(), |at| range.end + at);
    let token = &text[start.min(range.start)..end];
    !token.contains("://") && !token.contains("www.")
}

/// A text without case, accents, ligatures and sorts of apostrophes, hyphens and spaces, with the way back.
pub(super) struct Folded {
    pub(super) text: String,
    /// The characters beyond ASCII, in the order of the text: every other is one byte long on either side.
    shifts: Vec<Shift>,
}

/// Where a character ends, in the folded text and in that which it came from.
struct Shift {
    end: usize,
    original: usize,
    /// How many bytes it was folded to.
    length: usize,
}

impl Folded {
    pub(super) fn new(of: &str) -> Folded {
        let mut text = String::with_capacity(of.len());
        let mut shifts = Vec::new();
        let mut rest = of;
        while let Some(character) = rest.chars().next() {
            let start = text.len();
            // Most of a text is letters and spaces of ASCII, which are taken together.
            let plain = rest.bytes().take_while(|byte| byte.is_ascii() && !matches!(byte, b'\n' | b'\t')).count();
            if plain > 0 {
                text.push_str(&rest[..plain]);
                text[start..].make_ascii_lowercase();
                rest = &rest[plain..];
                continue;
            }
            fold(character, &mut text);
            rest = &rest[character.len_utf8()..];
            if !character.is_ascii() {
                shifts.push(Shift { end: text.len(), original: of.len() - rest.len(), length: text.len() - start });
            }
        }
        Folded { text, shifts }
    }

    /// The bytes that a part came from; `None` when it begins or ends within a character, such as the o of œ.
    pub(super) fn original(&self, range: Range<usize>) -> Option<Range<usize>> {
        Some(self.original_place(range.start)?..self.original_place(range.end)?)
    }

    fn original_place(&self, at: usize) -> Option<usize> {
        let before = self.shifts.partition_point(|shift| shift.end <= at);
        let is_within = self.shifts.get(before).is_some_and(|next| at > next.end - next.length);
        let (end, original) = before.checked_sub(1).map_or((0, 0), |last| {
            let Shift { end, original, .. } = self.shifts[last];
            (end, original)
        });
        (!is_within).then(|| original + (at - end))
    }
}

/// Adds what a character is folded to that is no letter of ASCII: nothing, itself or others.
fn fold(character: char, folded: &mut String) {
    match character {
        '\n' | '\t' | '\u{a0}' | '\u{202f}' | '\u{2009}' => folded.push(' '),
        '’' | 'ʼ' | '‘' => folded.push('\''),
        '\u{2010}' | '\u{2011}' => folded.push('-'),
        '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}' => {}
        '×' | '÷' => folded.push(character),
        // The letters of European languages are told without the tables of all scripts.
        _ if matches!(character, 'À'..='ɏ') || character.is_alphabetic() => {
            match deunicode::deunicode_char(character) {
                Some(plain) => folded.extend(plain.chars().map(|c| c.to_ascii_lowercase())),
                None => folded.push(character),
            }
        }
        _ => folded.push(character),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::read;

    fn terms() -> Terms {
        let entry = |id: &str, forms: &[&str], scope: &[&str]| {
            let owned = |texts: &[&str]| texts.iter().map(|text| text.to_string()).collect::<Vec<_>>();
            Form { entry: id.into(), written: owned(forms), scope: owned(scope) }
        };
        Terms::new(vec![
            entry("ars", &["ARS", "agence régionale de santé", "agences régionales de santé"], &[]),
            entry("agence", &["agence"], &[]),
            entry("coeur", &["cœur de métier"], &[]),
            entry("son-a", &["SON"], &["a"]),
            entry("son-b", &["SON"], &["b"]),
            entry("accueil", &["accueil"], &[]),
            entry("copil", &["COPIL", "Copil"], &[]),
        ])
    }

    #[test]
    fn what_is_folded_leads_back_to_whole_characters() {
        let text = "L’Œuvre\u{a0}: e\u{301}té,\n« ﬁn » ß—x\u{ad}y É";
        let folded = Folded::new(text);
        assert_eq!(folded.text, "l'oeuvre : ete, « fin » ss—xy e");
        let mut ends = vec![None; folded.text.len() + 1];
        let mut at = 0;
        for (original, character) in text.char_indices() {
            ends[at] = Some(original);
            at += Folded::new(character.encode_utf8(&mut [0; 4])).text.len();
        }
        ends[at] = Some(text.len());
        // Within a character that is kept as it is nothing is found.
        let is_asked = |at: &usize| folded.text.is_char_boundary(*at);
        for at in (0..ends.len()).filter(is_asked) {
            assert_eq!(folded.original(at..at), ends[at].map(|original| original..original), "{at}");
        }
    }

    #[test]
    fn words_are_found_whole() {
        for (text, expected) in [
            ("l’ARS et l'ARS, ARS-Bretagne (ARS)", "ARS=ars ARS=ars ARS=ars ARS=ars"),
            ("ars, ARSs, mars, ARS2, www.ARS.fr, https://a/ARS", ""),
            ("Agences\u{a0}Régionales de sante", "Agences\u{a0}Régionales de sante=ars"),
            ("agence régionale de santés", "agence=agence"),
            ("au COEUR DE MÉTIER, cœur  de métier", "COEUR DE MÉTIER=coeur"),
            ("d’accueil, pré-accueil, accueils", "accueil=accueil"),
            ("le SON et son", "SON=son-b"),
            ("le Copil, un COPIL", "Copil=copil COPIL=copil"),
            ("œ", ""),
        ] {
            let terms = terms();
            let found = terms.find(text, "b");
            let shown: Vec<String> = found.iter().map(|(range, id)| format!("{}={id}", &text[range.clone()])).collect();
            assert_eq!(shown.join(" "), expected, "{text}");
        }
    }

    #[test]
    fn the_first_use_is_marked_and_never_within_other_things() {
        let text = "`ARS` [ARS](x) [[y|ARS]]\n\n> ARS\n\n## ARS {#a}\n\n- *une agence régionale\n  de santé* et ARS";
        let (mut prose, _) = read(text, &|at| at, &"a.md".into(), &[]);
        let (mut seen, mut found) = (BTreeSet::new(), Vec::new());
        terms().mark(&mut prose.blocks, "b", &mut seen, &mut found);
        assert_eq!(found, ["ars".into(), "ars".into()]);
        let tree = format!("{:?}", prose.blocks);
        assert_eq!(tree.matches("Mention").count(), 1);
        assert!(tree.contains("Mention { entry: \"ars\", text: \"agence régionale de santé\" }"));
        terms().mark(&mut prose.blocks, "ars", &mut BTreeSet::new(), &mut found);
        assert_eq!(found.iter().filter(|id| ***id == *"ars").count(), 2);
    }
}
