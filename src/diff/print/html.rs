//! What changed, as one page that holds all it needs: to be read, sent with an edition, or printed.

use serde::Serialize;

use crate::diagnostics::Finding;
use crate::diff::corpora::{Difference, ProvisionChange, RecordChange, Sort};
use crate::diff::voice::Voice;
use crate::diff::{Change, Shift};
use crate::prose::html::{self, HtmlContext, Printer};
use crate::prose::{Block, Inline};
use crate::site::{Shared, Site};

/// The page as its template sees it.
#[derive(Debug, Serialize)]
struct View {
    language: String,
    title: String,
    /// The colours of the theme with those of the corpus.
    style: String,
    /// What both corpora were called when they were asked for.
    from_to: String,
    counts: Vec<String>,
    is_empty: bool,
    corpus: Vec<ChangeView>,
    groups: Vec<Group>,
}

/// The records of one list.
#[derive(Debug, Serialize)]
struct Group {
    title: String,
    records: Vec<RecordView>,
}

#[derive(Debug, Serialize)]
struct RecordView {
    id: String,
    sort: &'static str,
    label: String,
    title: String,
    kind: String,
    /// Its address, where the site's own is known and it is still there.
    href: Option<String>,
    address: Option<String>,
    files: Vec<String>,
    changes: Vec<ChangeView>,
    provisions: Vec<ProvisionView>,
}

#[derive(Debug, Serialize)]
struct ProvisionView {
    sort: &'static str,
    title: String,
    href: Option<String>,
    moves: Vec<String>,
    changes: Vec<ChangeView>,
}

#[derive(Debug, Serialize)]
struct ChangeView {
    /// As HTML.
    said: String,
    /// The text with both versions in it, as HTML.
    text: Option<String>,
}

/// Draws the page; the finding is a template that cannot be drawn. `names` are what both corpora are called.
pub fn page(difference: &Difference<'_>, voice: &Voice<'_>, names: [&str; 2]) -> Result<String, Box<Finding>> {
    let site = difference.new;
    let words = Words { voice, site };
    let mut groups: Vec<Group> = Vec::new();
    for change in &difference.records {
        let kind = change.record().map_or("", |record| &*record.kind);
        let list = site.collections.iter().find(|list| list.kinds.iter().any(|of| **of == *kind));
        let title = list.map_or_else(|| voice.t("diff.other_records"), |list| list.title.clone());
        let record = words.record(change);
        match groups.last_mut() {
            Some(last) if last.title == title => last.records.push(record),
            _ => groups.push(Group { title, records: vec![record] }),
        }
    }
    for group in &mut groups {
        group.title = words.line(&group.title);
    }
    let view = View {
        language: site.corpus.config.language.clone(),
        title: words.line(&site.corpus.config.title),
        style: site.tokens.css(),
        from_to: words.line(&voice.fill("diff.from_to", &[("old", names[0]), ("new", names[1])])),
        counts: voice.counts(difference).iter().map(|count| words.line(count)).collect(),
        is_empty: difference.is_empty(),
        corpus: difference.corpus.iter().map(|change| words.change(None, change)).collect(),
        groups,
    };
    let shared = Shared::default().with("t", voice.strings.all());
    site.theme.render("diff.html", &view, &shared, None)
}

struct Words<'w, 'a> {
    voice: &'w Voice<'a>,
    site: &'w Site,
}

impl Words<'_, '_> {
    /// Words in one line as HTML.
    fn line(&self, text: &str) -> String {
        html::text(text, self.voice.lang)
    }

    fn label(&self, sort: Sort) -> String {
        let key = match sort {
            Sort::Added => "diff.is_added",
            Sort::Removed => "diff.is_removed",
            Sort::Moved => "diff.is_moved",
            Sort::Changed => "diff.is_changed",
        };
        self.line(self.voice.strings.get(key))
    }

    fn record(&self, change: &RecordChange<'_>) -> RecordView {
        let (title, kind) = self.voice.record(change);
        let id = change.record().map(|record| record.id.to_string()).unwrap_or_default();
        let at = change.new.and_then(|record| self.site.corpus.index(&record.id));
        RecordView {
            sort: change.sort().key(),
            label: self.label(change.sort()),
            title: self.line(&title),
            kind: self.line(&kind),
            href: at.and_then(|at| self.site.canonical(&self.site.path_of_record(at))),
            address: self.voice.address(change).map(|said| self.line(&said)),
            files: change
                .files
                .iter()
                .map(|file| self.line(&self.voice.fill("diff.file", &[("file", file)])))
                .collect(),
            changes: change.changes.iter().map(|change| self.change(None, change)).collect(),
            provisions: change.provisions.iter().map(|provision| self.provision(provision)).collect(),
            id,
        }
    }

    fn provision(&self, change: &ProvisionChange<'_>) -> ProvisionView {
        let provision = change.provision();
        let name = provision.map_or(String::new(), |of| match of.number() {
            Some(_) => format!("{} : {}", self.voice.provision(&of), of.title()),
            None if of.title().is_empty() => self.voice.sort(&of),
            None => of.title(),
        });
        let is_whole = matches!(change.sort(), Sort::Added | Sort::Removed);
        let moves = self.voice.moves(change);
        let whole = match change.sort() {
            Sort::Added => Some("diff.is_added"),
            Sort::Removed if moves.is_empty() => Some("diff.is_removed"),
            _ => None,
        };
        let href = change.new.and_then(|of| {
            let (path, fragment) = self.site.path_of(self.site.corpus.index(&of.record().id)?, of.anchor());
            let address = self.site.canonical(&path)?;
            Some(fragment.map_or(address.clone(), |fragment| format!("{address}#{fragment}")))
        });
        ProvisionView {
            sort: change.sort().key(),
            title: self.line(&name),
            href,
            moves: whole.map(|key| self.voice.t(key)).into_iter().chain(moves).map(|said| self.line(&said)).collect(),
            changes: change
                .changes
                .iter()
                .map(|change| match self.voice.only(change).filter(|_| is_whole) {
                    Some(said) => ChangeView { said: self.line(&said), text: None },
                    None => self.change(None, change),
                })
                .collect(),
        }
    }

    fn change(&self, of: Option<&ProvisionChange<'_>>, change: &Change<'_>) -> ChangeView {
        let provision = of.and_then(ProvisionChange::provision);
        let said = self.line(&self.voice.sentence(provision.as_ref(), change));
        let text = match &change.shift {
            Shift::Text(blocks) => Some(self.text(blocks)),
            _ => None,
        };
        ChangeView { said, text }
    }

    /// A text with both versions in it; blocks in which nothing changed are left out, and a sign says so.
    fn text(&self, blocks: &[Block]) -> String {
        let mut shown: Vec<Block> = Vec::new();
        let gap = Block::paragraph(vec![Inline::text("[…]")]);
        for block in blocks {
            if !crate::diff::has_marks(std::slice::from_ref(block)) {
                if shown.last() != Some(&gap) {
                    shown.push(gap.clone());
                }
                continue;
            }
            let mut block = block.clone();
            self.named(std::slice::from_mut(&mut block));
            shown.push(block);
        }
        let mut printer = Printer::new(HtmlContext::new(self.voice.lang, &crate::prose::NoLinks));
        printer.blocks(&shown)
    }

    /// Gives references without words the name of what they lead to, and takes their addresses: the page stands alone.
    fn named(&self, blocks: &mut [Block]) {
        crate::prose::each_run_mut(blocks, true, &mut |line, _| self.named_line(line));
    }

    fn named_line(&self, line: &mut Vec<Inline>) {
        for inline in line {
            match inline {
                Inline::Reference { target, anchor, words: words @ None, .. } => {
                    let title = self.voice.names().title(target, anchor.as_deref());
                    *words = Some(vec![Inline::text(title.unwrap_or_else(|| target.clone()))]);
                }
                Inline::Image { alt, .. } => *inline = Inline::text(alt.clone()),
                Inline::FootnoteMark { label, .. } => *inline = Inline::text(format!("[{label}]")),
                _ => {}
            }
            if let Some(inside) = inline.inside_mut() {
                self.named_line(inside);
            }
        }
    }
}
