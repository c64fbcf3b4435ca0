//! The accessibility statement: what the publisher declares, what the build knows, what it does not know.

use serde::Serialize;

use crate::model::time::{Day, When};
use crate::parse::config::accessibility::Conformity;
use crate::site::accessibility::{self, Facts};
use crate::site::appearance::{Pair, READABLE};

use super::contents::Contents;
use super::facts::{Fact, Value, plain};
use super::frame::{self, Frame};
use super::pieces::Link;
use super::words::Words;

#[derive(Serialize)]
pub(super) struct PageView {
    statement: Statement,
}

/// The parts of the statement, in the order of the model that French law gives.
#[derive(Serialize)]
pub(super) struct Statement {
    sections: Vec<Section>,
}

#[derive(Serialize)]
struct Section {
    id: &'static str,
    title: String,
    /// Each in pieces, of which some lead somewhere.
    paragraphs: Vec<Vec<Link>>,
    facts: Vec<Fact>,
    items: Vec<String>,
}

/// The page of a corpus that has none of its own at that address.
pub(super) fn page(words: &Words) -> (Frame, PageView) {
    let mut frame = frame::frame(words, words.site.strings.get("accessibility"));
    frame.section = "accessibility".to_owned();
    frame.description = Some(words.t("accessibility.summary"));
    let (statement, contents) = statement(words);
    frame.contents = contents;
    (frame, PageView { statement })
}

/// The statement, with its entries in the page's contents.
pub(super) fn statement(words: &Words) -> (Statement, Vec<Contents>) {
    let facts = accessibility::facts(words.site);
    let sections = vec![state(words), checked(words, &facts), wanting(words, &facts), drawn_up(words), contact(words)];
    let contents = sections.iter().map(|section| Contents::new(section.id, section.title.clone())).collect();
    (Statement { sections }, contents)
}

fn section(words: &Words, id: &'static str, title: &str) -> Section {
    Section { id, title: words.line(&words.t(title)), paragraphs: Vec::new(), facts: Vec::new(), items: Vec::new() }
}

fn state(words: &Words) -> Section {
    let declared = &words.corpus.config.accessibility;
    let mut section = section(words, "page_conformite", "accessibility.state");
    section.paragraphs.push(vec![plain(words.line(&words.t("accessibility.aim")))]);
    let key = declared.conformity.map_or("undeclared", Conformity::key);
    section.paragraphs.push(vec![plain(words.line(&words.t(&format!("accessibility.state_{key}"))))]);
    if let Some(day) = declared.audited.as_deref().and_then(|day| Day::parse(day).ok()) {
        let day = When::from(day).describe(words.site.lang);
        let by = declared.by.as_deref().unwrap_or_default();
        let key = if by.is_empty() { "accessibility.audit" } else { "accessibility.audit_by" };
        let mut audit = vec![plain(words.line(&words.site.strings.fill(key, &[("day", &day), ("by", by)])))];
        audit.extend(
            declared.report.as_deref().map(|report| link(report, words.line(&words.t("accessibility.report")))),
        );
        section.paragraphs.push(audit);
    }
    section
}

fn checked(words: &Words, facts: &Facts) -> Section {
    let mut section = section(words, "page_verifications", "accessibility.checked");
    let as_of = words.corpus.as_of.map(|day| When::from(day).describe(words.site.lang));
    section.paragraphs.push(vec![plain(match as_of {
        Some(day) => words.line(&words.site.strings.fill("accessibility.checked_text_at", &[("day", &day)])),
        None => words.line(&words.t("accessibility.checked_text")),
    })]);
    let n = |number: usize| words.number(number as f64);
    let mut fact = |label: &str, value: String| {
        section.facts.push(Fact::new(words.t(label), vec![Value::from(plain(words.line(&value)))]));
    };
    let of = |part: usize, whole: usize| {
        words.site.strings.fill("accessibility.n_of_m", &[("n", &n(part)), ("m", &n(whole))])
    };
    if facts.pictures > 0 {
        fact("accessibility.pictures", of(facts.pictures_in_words, facts.pictures));
    }
    if facts.tables > 0 {
        fact("accessibility.tables", of(facts.tables_with_caption, facts.tables));
    }
    if facts.series > 0 {
        fact("accessibility.series", of(facts.series, facts.series));
    }
    if facts.headings > 0 {
        fact("accessibility.headings", of(facts.headings - facts.headings_out_of_order, facts.headings));
    }
    fact("accessibility.references", n(facts.references));
    let languages: Vec<String> = facts.foreign.iter().map(|(tag, number)| format!("{tag} ({})", n(*number))).collect();
    if !languages.is_empty() {
        fact("accessibility.languages", languages.join(", "));
    }
    for (key, pair) in [("accessibility.light", &facts.light), ("accessibility.dark", &facts.dark)] {
        if let Some(Pair { text, ground, ratio, .. }) = pair {
            let ratio = words.number((ratio * 10.0).floor() / 10.0);
            let values = [("ratio", ratio.as_str()), ("text", text), ("ground", ground)];
            fact(key, words.site.strings.fill("accessibility.contrast", &values));
        }
    }
    let scripts = if words.site.theme.scripts { "accessibility.scripts_beside" } else { "accessibility.scripts_none" };
    fact("accessibility.scripts", words.t(scripts));
    section.paragraphs.push(vec![plain(words.line(&words.t("accessibility.limits")))]);
    section
}

fn wanting(words: &Words, facts: &Facts) -> Section {
    let mut section = section(words, "page_contenus-non-accessibles", "accessibility.wanting");
    let mut say = |key: &str, number: usize, values: &[(&str, &str)]| {
        if number > 0 {
            let number = words.number(number as f64);
            let values: Vec<(&str, &str)> = values.iter().copied().chain([("n", number.as_str())]).collect();
            section.items.push(words.line(&words.site.strings.fill(key, &values)));
        }
    };
    say("accessibility.without_words", facts.pictures - facts.pictures_in_words, &[]);
    say("accessibility.without_caption", facts.tables - facts.tables_with_caption, &[]);
    say("accessibility.out_of_order", facts.headings_out_of_order, &[]);
    for (ending, number) in &facts.documents {
        say("accessibility.documents", *number, &[("format", &ending.to_uppercase())]);
    }
    say("accessibility.raw_html", facts.raw_html, &[]);
    let is_low = |pair: &Option<Pair>| pair.as_ref().is_some_and(|pair| pair.ratio < READABLE);
    say("accessibility.low_contrast", usize::from(is_low(&facts.light)) + usize::from(is_low(&facts.dark)), &[]);
    let key = if section.items.is_empty() { "accessibility.wanting_none" } else { "accessibility.wanting_text" };
    section.paragraphs.push(vec![plain(words.line(&words.t(key)))]);
    section
}

fn drawn_up(words: &Words) -> Section {
    let mut section = section(words, "page_etablissement", "accessibility.drawn_up");
    let as_of = words.corpus.as_of.map(|day| When::from(day).describe(words.site.lang));
    if let Some(day) = as_of {
        section
            .paragraphs
            .push(vec![plain(words.line(&words.site.strings.fill("accessibility.drawn_up_at", &[("day", &day)])))]);
    }
    let key = if words.site.theme.scripts { "accessibility.made_of_scripts" } else { "accessibility.made_of" };
    section.paragraphs.push(vec![plain(words.line(&words.t(key)))]);
    section
}

fn contact(words: &Words) -> Section {
    let config = &words.corpus.config;
    let mut section = section(words, "page_signaler", "accessibility.contact");
    let publisher = config.publisher.as_ref();
    let own = config.accessibility.contact.as_ref();
    let address = own.or_else(|| publisher.and_then(|publisher| publisher.email.as_ref().or(publisher.url.as_ref())));
    let key = if address.is_some() || publisher.is_some() { "contact_text" } else { "contact_none" };
    let mut text = vec![plain(words.line(&words.t(&format!("accessibility.{key}"))))];
    text.extend(match (address, publisher) {
        (Some(address), _) if address.contains('@') => Some(link(&format!("mailto:{address}"), words.line(address))),
        (Some(address), Some(publisher)) => Some(link(address, words.line(&publisher.name))),
        (Some(address), None) => Some(link(address, words.line(address))),
        (None, publisher) => publisher.map(|publisher| plain(words.line(&publisher.name))),
    });
    section.paragraphs.push(text);
    // Whom French law names. Elsewhere it is another.
    if matches!(config.language.as_str(), "fr" | "fr-FR") {
        let defender = link("https://www.defenseurdesdroits.fr/", words.line(&words.t("accessibility.defender")));
        section.paragraphs.push(vec![plain(words.line(&words.t("accessibility.remedy"))), defender]);
    }
    section
}

fn link(address: &str, html: String) -> Link {
    Link { html, href: Some(address.to_owned()), ..Link::default() }
}
