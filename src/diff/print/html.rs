//! What changed, as one page that holds all it needs: to be read, sent with an edition, or printed.

use serde::Serialize;

use crate::diagnostics::{Finding, Lang};
use crate::diff::corpora::{Difference, ProvisionChange, RecordChange, Sort};
use crate::diff::voice::{Said, Voice, name};
use crate::diff::{Change, Provision, Shift, without_place};
use crate::model::Record;
use crate::prose::html::{self, HtmlContext, Printer};
use crate::prose::{Block, EntryTarget, Inline, Links, NoLinks, Target, each_line_mut, typography};
use crate::site::{Shared, Site};

/// The page as its template sees it.
#[derive(Debug, Serialize)]
struct View {
    language: String,
    /// For the head of the page, where no element may stand.
    plain_title: String,
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
    /// That it came or went as a whole.
    label: Option<String>,
    title: String,
    /// True where the heading begins with the page's own words, not with a title of the corpus.
    is_said: bool,
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
    /// The language of the text where it is not the page's.
    lang: Option<String>,
}

/// Draws the page; the finding is a template that cannot be drawn. `names` are what both corpora are called.
pub fn page(difference: &Difference<'_>, voice: &Voice<'_>, names: [&str; 2]) -> Result<String, Box<Finding>> {
    let site = difference.new;
    let of_corpus = &*site.corpus.config.language;
    let language = voice.tag;
    let words = Words { voice, site, language };
    let mut groups: Vec<Group> = Vec::new();
    for change in &difference.records {
        let kind = change.record().map_or("", |record| &*record.kind);
        let list = site.collections.iter().find(|list| list.kinds.iter().any(|of| **of == *kind));
        let title = match list {
            Some(list) => words.of_corpus(&list.title, of_corpus),
            None => words.line(&voice.t("diff.other_records")),
        };
        let record = words.record(change);
        match groups.last_mut() {
            Some(last) if last.title == title => last.records.push(record),
            _ => groups.push(Group { title, records: vec![record] }),
        }
    }
    let title = &site.corpus.config.title;
    let view = View {
        language: language.to_owned(),
        plain_title: typography::set(title, site.lang),
        title: words.of_corpus(title, of_corpus),
        style: site.tokens.css(),
        from_to: words.line(&voice.fill("diff.from_to", &[("old", name(names[0])), ("new", name(names[1]))])),
        counts: voice.counts(difference).iter().map(|count| words.line(count)).collect(),
        is_empty: difference.is_empty(),
        corpus: difference.corpus.iter().map(|change| words.change(change, of_corpus)).collect(),
        groups,
    };
    let shared = Shared::default().with("t", voice.strings.all());
    let page = site.theme.render("diff.html", &view, &shared, None)?;
    Ok(String::from_utf8_lossy(&page).into_owned())
}

/// Where records can be read on the web, where the address of the site is known.
struct Published<'s> {
    site: &'s Site,
}

impl Published<'_> {
    fn address_of(&self, id: &str, anchor: Option<&str>) -> Option<String> {
        let (path, fragment) = self.site.path_of(self.site.corpus.index(id)?, anchor);
        let address = self.site.canonical(&path)?;
        Some(fragment.map_or(address.clone(), |fragment| format!("{address}#{fragment}")))
    }
}

impl Links for Published<'_> {
    fn record(&self, id: &str, anchor: Option<&str>) -> Option<Target> {
        Some(Target { href: self.address_of(id, anchor)?, title: String::new() })
    }

    fn address(&self, address: &str) -> Option<String> {
        Some(address.to_owned())
    }

    fn entry(&self, _id: &str) -> Option<EntryTarget> {
        None
    }
}

struct Words<'w, 'a> {
    voice: &'w Voice<'a>,
    site: &'w Site,
    /// The language of the page's own words.
    language: &'w str,
}

impl Words<'_, '_> {
    /// What the page says itself, as HTML.
    fn line(&self, said: &Said) -> String {
        Printer::new(HtmlContext::new(self.voice.lang, &Published { site: self.site })).inlines(said)
    }

    /// Words of the corpus as HTML, with their language where that is not the page's.
    fn of_corpus(&self, text: &str, language: &str) -> String {
        let html = html::text(text, Lang::of_tag(language));
        match language == self.language {
            true => html,
            false => format!("<span lang=\"{language}\">{html}</span>"),
        }
    }

    fn language_of<'r>(&'r self, record: Option<&'r Record>) -> &'r str {
        record.and_then(|record| record.language.as_deref()).unwrap_or(&self.site.corpus.config.language)
    }

    fn label(&self, sort: Sort) -> String {
        self.line(&self.voice.t(match sort {
            Sort::Added => "diff.is_added",
            Sort::Removed => "diff.is_removed",
            Sort::Moved => "diff.is_moved",
            Sort::Changed => "diff.is_changed",
        }))
    }

    fn record(&self, of: &RecordChange<'_>) -> RecordView {
        let (_, kind) = self.voice.record(of);
        let record = of.record();
        let language = self.language_of(record);
        let at = of.new.and_then(|record| self.site.corpus.index(&record.id));
        let change = |change| self.change(change, language);
        RecordView {
            id: record.map(|record| record.id.to_string()).unwrap_or_default(),
            sort: of.sort().key(),
            label: self.label(of.sort()),
            title: match self.voice.remark(of) {
                Some(remark) => self.line(&remark),
                None => record.map(|record| self.of_corpus(&record.title, language)).unwrap_or_default(),
            },
            kind: self.line(&kind),
            href: at.and_then(|at| self.site.canonical(&self.site.path_of_record(at))),
            address: self.voice.address(of).map(|said| self.line(&said)),
            files: of.files.iter().map(|file| self.line(&self.voice.file(file))).collect(),
            changes: of.changes.iter().map(change).collect(),
            provisions: of.provisions.iter().map(|provision| self.provision(provision, language)).collect(),
        }
    }

    fn provision(&self, of: &ProvisionChange<'_>, language: &str) -> ProvisionView {
        let is_whole = matches!(of.sort(), Sort::Added | Sort::Removed);
        let moves: Vec<String> = self.voice.moves(of).iter().map(|said| self.line(said)).collect();
        let href = of.new.and_then(|of| Published { site: self.site }.address_of(&of.record().id, of.anchor()));
        let change = |change| match self.voice.only(change).filter(|_| is_whole) {
            Some(said) => ChangeView { said: self.line(&said), text: None, lang: None },
            None => self.change(change, language),
        };
        ProvisionView {
            sort: of.sort().key(),
            title: of.provision().map(|of| self.heading(&of, language)).unwrap_or_default(),
            is_said: of.provision().is_some_and(|of| of.number().is_some() || of.title().is_empty()),
            href,
            label: (is_whole && moves.is_empty()).then(|| self.label(of.sort())),
            moves,
            changes: of.changes.iter().map(change).collect(),
        }
    }

    /// A provision with its title: « mesure 5 : Réviser les grilles », « Axe 1 », tableau.
    fn heading(&self, of: &Provision<'_>, language: &str) -> String {
        /// Stands for the title while the page's words around it are printed.
        const TITLE: &str = "\u{fffc}";
        let name = self.voice.provision(of);
        match (of.number(), of.title()) {
            (_, title) if title.is_empty() => self.line(&name),
            (None, title) => self.of_corpus(&title, language),
            (Some(_), title) => {
                let said = self.voice.fill("diff.says", &[("subject", name), ("change", vec![Inline::text(TITLE)])]);
                self.line(&said).replace(TITLE, &self.of_corpus(&title, language))
            }
        }
    }

    fn change(&self, change: &Change<'_>, language: &str) -> ChangeView {
        let said = self.line(&self.voice.sentence(None, change));
        let text = match &change.shift {
            Shift::Text(blocks) => Some(self.text(blocks, language)),
            _ => None,
        };
        let lang = text.is_some() && language != self.language;
        ChangeView { said, text, lang: lang.then(|| language.to_owned()) }
    }

    /// A text with both versions in it; blocks in which nothing changed are left out, and a sign says so.
    fn text(&self, blocks: &[Block], language: &str) -> String {
        let mut shown: Vec<Block> = Vec::new();
        let gap = Block::paragraph(vec![Inline::text("[…]")]);
        for block in blocks {
            if !crate::diff::has_marks(std::slice::from_ref(block)) {
                if shown.last() != Some(&gap) {
                    shown.push(gap.clone());
                }
                continue;
            }
            shown.push(block.clone());
        }
        each_line_mut(&mut shown, &mut |line| {
            without_place(line);
            self.named(line);
        });
        let allow_html = self.site.corpus.config.allow_html;
        let context = HtmlContext { allow_html, ..HtmlContext::new(Lang::of_tag(language), &NoLinks) };
        Printer::new(context).blocks(&shown)
    }

    /// Gives references without words the name of what they lead to: the page stands alone.
    fn named(&self, line: &mut Vec<Inline>) {
        for inline in line {
            match inline {
                Inline::Reference(reference) if reference.words.is_none() => {
                    let title = self.voice.names().title(&reference.target, reference.anchor.as_deref());
                    reference.words = Some(vec![Inline::text(title.unwrap_or_else(|| reference.target.clone()))]);
                }
                Inline::FootnoteMark { label, .. } => *inline = Inline::text(format!("[{label}]")),
                _ => {}
            }
            if let Some(inside) = inline.inside_mut() {
                self.named(inside);
            }
        }
    }
}
