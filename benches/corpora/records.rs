//! The small records of a made corpus, in lists: organisations, persons, terms, legal texts, themes, sources, threads.

use std::fmt::Write;

use crate::chance::Chance;
use crate::french;
use crate::plan::{MISSIONS, Plan, id};

fn list(kind: &str, count: usize, mut entry: impl FnMut(usize, &mut String)) -> String {
    let mut text = format!("kind: {kind}\nrecords:\n");
    for index in 0..count {
        entry(index, &mut text);
    }
    text
}

macro_rules! line {
    ($text:expr, $($arg:tt)*) => {
        writeln!($text, $($arg)*).expect("a String takes every line")
    };
}

/// Every list file of the corpus with its path.
pub fn lists(plan: &Plan, chance: &mut Chance) -> Vec<(String, String)> {
    let files = [
        ("organisations", organisations(plan, chance)),
        ("persons", persons(plan, chance)),
        ("terms", terms(plan, chance)),
        ("legal-texts", legal_texts(plan, chance)),
        ("themes", themes(plan, chance)),
        ("sources", sources(plan, chance)),
        ("threads", threads(plan, chance)),
    ];
    files.into_iter().map(|(name, text)| (format!("content/{name}.yaml"), text)).collect()
}

fn organisations(plan: &Plan, chance: &mut Chance) -> String {
    list("organisation", plan.organisations, |index, text| {
        let (kind, name) = french::organisation(index);
        line!(text, "  - id: {}", id("organisation", index));
        line!(text, "    name: {name}");
        line!(text, "    type: {kind}");
        if index >= 10 && index % 4 == 0 {
            line!(text, "    part_of: {}", id("organisation", index / 4));
        }
        line!(text, "    url: https://example.org/organisations/{index}");
        line!(text, "    themes: [{}]", id("theme", chance.below(plan.themes)));
        line!(text, "    sources: [{}]", id("source", chance.below(plan.sources)));
        line!(text, "    description: \"{} {}\"", french::sentence(chance), french::sentence(chance));
    })
}

fn persons(plan: &Plan, chance: &mut Chance) -> String {
    list("person", plan.persons, |index, text| {
        line!(text, "  - id: {}", id("personne", index));
        line!(text, "    name: {}", french::person(index));
        line!(text, "    roles:");
        let since = 1990 + chance.below(10);
        let first = id("organisation", chance.below(plan.organisations));
        let second = id("organisation", index % plan.organisations);
        line!(text, "      - {{title: secrétaire, organisation: {first}, from: {since}, until: {}}}", since + 5);
        line!(text, "      - {{title: responsable, organisation: {second}, from: {}}}", since + 5);
        line!(text, "    description: \"{}\"", french::sentence(chance));
    })
}

fn terms(plan: &Plan, chance: &mut Chance) -> String {
    list("term", plan.terms.len(), |index, text| {
        let (term, expansion) = &plan.terms[index];
        line!(text, "  - id: {}", id("terme", index));
        line!(text, "    term: \"{term}\"");
        if let Some(expansion) = expansion {
            line!(text, "    expansion: {expansion}");
        }
        line!(text, "    definition: \"{} {}\"", french::sentence(chance), french::sentence(chance));
        line!(text, "    see: [{}]", id("terme", (index + 1 + chance.below(9)) % plan.terms.len()));
        line!(text, "    sources: [{}]", id("source", chance.below(plan.sources)));
    })
}

fn legal_texts(plan: &Plan, chance: &mut Chance) -> String {
    list("legal-text", plan.legal_texts.len(), |index, text| {
        let law = &plan.legal_texts[index];
        let mut name = law.name();
        name[..1].make_ascii_uppercase();
        line!(text, "  - id: {}", law.id());
        let matter = french::after("du", &french::subject_matter(chance));
        line!(text, "    title: {name} portant réforme {matter}");
        line!(text, "    type: {}", law.kind);
        line!(text, "    number: {}", law.number);
        line!(text, "    date: {}", law.date.iso());
        line!(text, "    url: https://example.org/textes/{}", law.id());
        line!(text, "    themes: [{}]", id("theme", chance.below(plan.themes)));
        line!(text, "    summary: \"{}\"", french::sentence(chance));
    })
}

fn themes(plan: &Plan, chance: &mut Chance) -> String {
    list("theme", plan.themes, |index, text| {
        line!(text, "  - id: {}", id("theme", index));
        let matter = french::after("du", &french::subject_matter(chance));
        line!(text, "    title: Thème {} {matter}", index + 1);
        if index >= 5 {
            line!(text, "    broader: {}", id("theme", index % 5));
        }
        line!(text, "    description: \"{}\"", french::sentence(chance));
    })
}

fn sources(plan: &Plan, chance: &mut Chance) -> String {
    list("source", plan.sources, |index, text| {
        let year = 2000 + index % 20;
        line!(text, "  - id: {}", id("source", index));
        line!(text, "    title: Rapport {} de l’année {year}", index + 1);
        line!(text, "    publisher: {}", id("organisation", chance.below(plan.organisations)));
        line!(text, "    date: {}", year + 1);
        line!(text, "    url: https://example.org/rapports/{index}.pdf");
        line!(text, "    pages: {}", 12 + chance.below(90));
        line!(text, "    rights: Licence ouverte 2.0");
        line!(text, "    description: \"{}\"", french::sentence(chance));
    })
}

fn threads(plan: &Plan, chance: &mut Chance) -> String {
    list("thread", plan.threads, |index, text| {
        line!(text, "  - id: {}", id("fil", index));
        line!(text, "    title: Fil {} {}", index + 1, french::after("du", &french::subject_matter(chance)));
        line!(text, "    description: \"{}\"", french::sentence(chance));
        line!(text, "    steps:");
        for step in 0..6 {
            let count = plan.conventions.len();
            let convention = (step * count / 6 + index) % count;
            let mission = (index + step) % MISSIONS;
            line!(text, "      - at: {}#mission-{}", id("convention", convention), mission + 1);
            line!(
                text,
                "        wording: \"Mission {} : {}\"",
                mission + 1,
                plan.conventions[convention].missions[mission]
            );
            line!(text, "        note: \"{}\"", french::sentence(chance));
        }
    })
}
