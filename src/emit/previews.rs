//! What links preview, as small scripts that hand their data to `assets/preview-find.js`: a page of a folder may load a
//! script from beside it, where it may not ask for data.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Serialize;

use crate::diagnostics::Lang;
use crate::model::{Measure, Piece, Record, Section};
use crate::prose::{Block, plain, typography};
use crate::resolve::Due;
use crate::site::links::cut;
use crate::site::previews::{self, Previewed};
use crate::site::summary::on_one_line;
use crate::site::{Site, cuts, figures, referring};

/// How many characters of a text are shown, and of a title.
const TEXT: usize = 300;
const TITLE: usize = 160;

/// How many of the texts that use a term are named.
const NAMED: usize = 3;

/// The targets of links by the file that tells of them, dealt out when the first is asked for.
#[derive(Default)]
pub struct Previews(OnceLock<Vec<Vec<Previewed>>>);

/// What is shown of a target, with its typography.
#[derive(Serialize)]
struct Preview {
    /// What it is and what it belongs to.
    kind: String,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expansion: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    /// The key of its shape and colour, and the word.
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<(&'static str, String)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    uses: Option<Uses>,
}

/// The texts that use a term.
#[derive(Serialize)]
struct Uses {
    /// How many there are, in words.
    count: String,
    /// The first, each with its address from the root of the site.
    first: Vec<(String, String)>,
}

impl Previews {
    /// The script of one file of previews.
    pub fn script(&self, site: &Site, bucket: usize) -> String {
        let dealt = &self.0.get_or_init(|| previews::dealt(site))[bucket];
        let shown: BTreeMap<&str, Preview> =
            dealt.iter().map(|target| (target.address.as_str(), preview(site, target))).collect();
        let data = serde_json::to_string(&shown).expect("maps of text are JSON");
        format!("recueilPreviews({data});\n")
    }
}

fn preview(site: &Site, target: &Previewed) -> Preview {
    let record = &site.corpus.records[target.record];
    let said = Said { site, at: target.record, record, lang: lang_of(site, record) };
    match target.anchor.as_deref() {
        None => said.record(),
        Some(anchor) => match record.measure(anchor) {
            Some(measure) => said.measure(measure),
            None => said.milestone(anchor).unwrap_or_else(|| said.provision(anchor)),
        },
    }
}

fn lang_of(site: &Site, record: &Record) -> Lang {
    record.language.as_deref().map_or(site.lang, Lang::of_tag)
}

/// What can be said of one record.
struct Said<'a> {
    site: &'a Site,
    at: usize,
    record: &'a Record,
    /// The language of the record.
    lang: Lang,
}

impl Said<'_> {
    fn record(&self) -> Preview {
        let corpus = &self.site.corpus;
        let kind = corpus.kinds.get(&self.record.kind).map(|kind| kind.title.get(self.site.lang).clone());
        let entry = corpus.entry(self.at);
        let title = entry.map_or(self.record.title.as_str(), |entry| entry.head.as_str());
        let expansion = entry.and_then(|entry| entry.expansion.as_deref()).filter(|expansion| *expansion != title);
        let prose = ["summary", "description", "definition"].iter().find_map(|field| self.record.prose(field));
        let text = match (self.number(), prose) {
            (Some(number), _) => Some(number),
            (None, Some(prose)) => self.text(std::iter::once(prose.blocks.as_slice())),
            (None, None) => self.text(self.record.sections.iter().flat_map(prose_of)),
        };
        Preview {
            expansion: expansion.map(|text| self.set(text, TITLE)),
            date: cuts::date_of(corpus, self.at).map(|when| when.display(self.site.lang)),
            text,
            uses: entry.and_then(|_| self.uses()),
            ..self.titled(&kind.unwrap_or_default(), title)
        }
    }

    fn measure(&self, measure: &Measure) -> Preview {
        let number = format!("{}\u{a0}{}", self.site.strings.get("measure"), measure.number);
        let is_own = |due: &&Due| due.measures.first().is_some_and(|anchor| *anchor == measure.anchor);
        let dues: Vec<&Due> = self.site.corpus.dues_of_record(self.at).filter(is_own).collect();
        let due = dues.iter().find(|due| due.is_own).or(dues.first());
        let logged = measure.log.last().map(|entry| entry.state.key());
        let state = due.map(|due| due.state.key()).or(logged);
        Preview {
            date: due.map(|due| due.when.display(self.site.lang)),
            state: state.map(|key| self.state(key)),
            text: measure.text().and_then(|text| self.text(std::iter::once(text.blocks.as_slice()))),
            ..self.titled(&format!("{number} · {}", self.label()), &measure.title)
        }
    }

    /// A dated point of the body or of the calendar: when it is due and how it stands.
    fn milestone(&self, anchor: &str) -> Option<Preview> {
        let due = self.site.corpus.due_of(self.at, self.record.milestone_at(anchor)?)?;
        let note = self
            .site
            .corpus
            .milestone(due)
            .note
            .as_ref()
            .and_then(|note| self.text(std::iter::once(note.blocks.as_slice())));
        Some(Preview {
            date: Some(due.when.display(self.site.lang)),
            state: Some(self.state(due.state.key())),
            text: note,
            ..self.titled(&format!("{} · {}", self.site.strings.get("milestone"), self.label()), &due.title)
        })
    }

    fn state(&self, key: &'static str) -> (&'static str, String) {
        (key, self.site.strings.get(&format!("state.{key}")).to_owned())
    }

    /// A section, or a block of data with an anchor.
    fn provision(&self, anchor: &str) -> Preview {
        let title = self.record.provision_title(anchor).unwrap_or_default();
        let section = self.record.sections.iter().position(|section| section.anchor.as_deref() == Some(anchor));
        // What stands below a heading that has only other headings under it is theirs.
        let sections = section.map_or(&[][..], |at| &self.record.sections[at..]);
        let level = sections.first().map_or(0, |section| section.level);
        let within = sections.iter().enumerate().take_while(|(at, section)| *at == 0 || section.level > level);
        Preview {
            text: self.text(within.flat_map(|(_, section)| prose_of(section))),
            ..self.titled(&self.label(), &title)
        }
    }

    fn titled(&self, kind: &str, title: &str) -> Preview {
        let lang = self.record.language.clone().filter(|tag| *tag != self.site.corpus.config.language);
        let (kind, title) = (typography::set(kind, self.site.lang), self.set(title, TITLE));
        Preview { kind, title, lang, expansion: None, date: None, state: None, text: None, uses: None }
    }

    fn label(&self) -> String {
        cut(self.record.label(), TITLE)
    }

    /// The number of a figure that is one: « plus de 315 centres ».
    fn number(&self) -> Option<String> {
        let figure = self.record.figure.as_ref().filter(|figure| !figure.is_series)?;
        let value = figures::number(figure.numbers.first()?.value, self.site.lang);
        let qualifier = self.site.qualifier(self.record).map(|said| format!("{said} ")).unwrap_or_default();
        Some(self.set(&format!("{qualifier}{value} {}", self.site.unit(figure)), TEXT))
    }

    /// The beginning of a text.
    fn text<'b>(&self, texts: impl Iterator<Item = &'b [Block]>) -> Option<String> {
        let links = self.site.links("", Some(self.at));
        let mut text = String::new();
        for block in texts.flatten() {
            plain::join(&mut text, &on_one_line(&plain::line(std::slice::from_ref(block), &links)));
            if text.chars().count() > TEXT {
                break;
            }
        }
        Some(self.set(&text, TEXT)).filter(|text| !text.is_empty())
    }

    fn set(&self, text: &str, longest: usize) -> String {
        typography::set(&cut(text, longest), self.lang)
    }

    /// Where the entry of the glossary that the record is, is used.
    fn uses(&self) -> Option<Uses> {
        let corpus = &self.site.corpus;
        let mut users: Vec<usize> = corpus.uses(self.at).map(|at| at.record).collect();
        users.dedup();
        let first = users.iter().take(NAMED).map(|&user| {
            let (record, places) = (&corpus.records[user], corpus.uses(self.at).filter(|at| at.record == user));
            let places = referring::gathered(corpus, places.map(|at| (at.record, at.anchor.as_deref())));
            let place = places.first();
            let anchor = place.and_then(|place| place.measure.or_else(|| place.anchors.first().copied()));
            let label = typography::set(&cut(record.label(), TITLE / 2), lang_of(self.site, record));
            (label, self.site.href_of("", user, anchor))
        });
        let strings = &self.site.strings;
        let number = figures::number(users.len() as f64, self.site.lang);
        let key = if users.len() == 1 { "preview_uses_one" } else { "preview_uses" };
        Some(Uses { count: strings.fill(key, &[("n", &number)]), first: first.collect() })
            .filter(|uses| !uses.first.is_empty())
    }
}

fn prose_of(section: &Section) -> impl Iterator<Item = &[Block]> {
    section.pieces.iter().filter_map(|piece| match piece {
        Piece::Prose(blocks) => Some(blocks.as_slice()),
        _ => None,
    })
}
