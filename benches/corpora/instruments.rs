//! The signed texts of a made corpus: conventions and their avenants, and accords with measures.

use std::fmt::Write;

use crate::chance::Chance;
use crate::french::{self, Day, YEAR};
use crate::plan::{MISSIONS, Plan, id};

macro_rules! line {
    ($text:expr, $($arg:tt)*) => {
        writeln!($text, $($arg)*).expect("a String takes every line")
    };
}

/// The size of an accord, in bytes.
const ACCORD: usize = 30_000;
const MEASURES: usize = 20;

/// Writes one instrument: what it may refer to, and its own luck.
pub struct Writer<'p> {
    plan: &'p Plan,
    chance: Chance,
    /// Its place in the corpus: every term has its turn to be mentioned.
    turn: usize,
    /// How many of the legal texts are older than it.
    laws: usize,
}

impl<'p> Writer<'p> {
    pub fn new(plan: &'p Plan, seed: u64, turn: usize, signed: Day) -> Writer<'p> {
        let laws = plan.legal_texts.partition_point(|law| law.date <= signed);
        let chance = Chance::new(seed ^ (turn as u64).wrapping_mul(0x2545_f491_4f6c_dd1d));
        Writer { plan, chance, turn, laws }
    }

    /// The convention number `index`, in about `size` bytes.
    pub fn convention(mut self, index: usize, size: usize) -> String {
        let convention = &self.plan.conventions[index];
        let signed = convention.signed;
        let title = format!("Convention n° {} relative {}", index + 1, self.matter("au"));
        let mut text = self.front_matter("convention", &title, index + 1, signed);
        line!(text, "in_force: {{from: {}, until: {}}}", signed.plus(28).iso(), signed.plus(28 + 3 * YEAR).iso());
        if let Some(earlier) = convention.succeeds {
            line!(text, "succeeds: {}", id("convention", earlier));
        }
        text.push_str("---\n");
        let mut sections = vec![("## Préambule {#preambule}".to_owned(), vec![self.mention(0), self.mention(1)])];
        for (index, mission) in convention.missions.iter().enumerate() {
            let number = index + 1;
            let heading = format!("## Mission {number} : {mission} {{#mission-{number} .mission}}");
            sections.push((heading, vec![self.mention(2 + 2 * index), self.mention(3 + 2 * index)]));
        }
        let lasting = "La durée de la présente convention est fixée à trois ans.".to_owned();
        sections.push(("## Durée {#duree}".to_owned(), vec![lasting]));
        self.body(&mut text, sections, size);
        text
    }

    /// The avenant number `index` of the corpus, in about `size` bytes.
    pub fn avenant(mut self, index: usize, size: usize) -> String {
        let avenant = &self.plan.avenants[index];
        let (amends, number) = (id("convention", avenant.amends), avenant.number);
        let title = format!("Avenant n° {number} à la convention n° {}", avenant.amends + 1);
        let mut text = self.front_matter("avenant", &title, number, avenant.signed);
        line!(text, "amends: {amends}");
        line!(text, "in_force: {{from: {}}}", avenant.signed.plus(14).iso());
        if number == 1 {
            line!(text, "changes:");
            line!(text, "  - target: {amends}#duree");
            line!(text, "    type: substitution");
            line!(text, "    old: trois ans");
            line!(text, "    new: quatre ans");
            line!(text, "    effect: {}", avenant.signed.plus(28).iso());
        }
        text.push_str("---\n");
        let opening = format!("Le présent avenant modifie [[{amends}|la convention initiale]].");
        let sections = vec![
            ("## Objet {#objet}".to_owned(), vec![opening, self.mention(0), self.mention(1)]),
            ("## Modalités {#modalites}".to_owned(), (2..6).map(|turn| self.mention(turn)).collect()),
            ("## Suivi {#suivi .follow-up}".to_owned(), vec![self.mention(6), self.mention(7)]),
        ];
        self.body(&mut text, sections, size);
        text
    }

    /// The accord number `index`: three axes, twenty measures.
    pub fn accord(mut self, index: usize) -> String {
        let signed = accord_signed(index);
        let title = format!("Accord n° {} relatif {}", index + 1, self.matter("au"));
        let mut text = self.front_matter("accord", &title, index + 1, signed);
        text.push_str("---\n\n## Préambule {#preambule}\n\n");
        line!(text, "{} {} {}", self.mention(0), self.mention(1), french::sentence(&mut self.chance));
        for measure in 0..MEASURES {
            if measure % 7 == 0 {
                let (axis, matter) = (measure / 7 + 1, french::subject_matter(&mut self.chance));
                line!(text, "\n## Axe {axis} : {matter} {{#axe-{axis}}}\n");
                line!(text, "{} {}", self.mention(measure), french::sentence(&mut self.chance));
            }
            let room = ACCORD.saturating_sub(text.len()) / (MEASURES - measure);
            let measure = self.measure(measure + 1, signed, room);
            line!(text, "\n```measure\n{measure}```");
        }
        text
    }

    fn measure(&mut self, number: usize, signed: Day, size: usize) -> String {
        let mut text = format!("number: {number}\ntitle: Déployer {}\n", self.matter("le"));
        line!(text, "due: {}", signed.plus(YEAR).some_date_next_year(&mut self.chance));
        line!(text, "lead: {}", self.organisation());
        line!(text, "actors: [{}, {}, {}]", self.organisation(), self.organisation(), self.organisation());
        line!(text, "themes: [{}]", id("theme", self.chance.below(self.plan.themes)));
        let (law, article) = (self.legal_text(), 1 + self.chance.below(90));
        line!(text, "legal_basis: [{{text: {law}, article: {article}}}]");
        let amount = 50 * (1 + self.chance.below(40));
        line!(text, "amounts: [{{value: {amount}, unit: euros, per: mois, label: revalorisation nette}}]");
        line!(text, "beneficiaries: les personnels des établissements");
        line!(text, "milestones:");
        for title in ["Remise du rapport", "Publication du texte"] {
            line!(text, "  - title: {title}");
            line!(text, "    date: {}", signed.some_date_next_year(&mut self.chance));
            line!(text, "    lead: {}", self.organisation());
        }
        if self.chance.once_in(2) {
            let (state, by) = (self.chance.of(&["planned", "started", "done", "partly"]), self.organisation());
            line!(text, "log: [{{date: {}, state: {state}, by: {by}}}]", signed.plus(140).iso());
        }
        line!(text, "see_also: [{}, {}]", self.mission(), self.mission());
        line!(text, "text: |\n  {}", self.mention(number));
        while text.len() < size {
            line!(text, "  {}", french::sentence(&mut self.chance));
        }
        text
    }

    fn front_matter(&mut self, kind: &str, title: &str, number: usize, signed: Day) -> String {
        let mut text = format!("---\nkind: {kind}\ntitle: \"{title}\"\nnumber: {number}\nsigned: {}\n", signed.iso());
        let summary = (french::sentence(&mut self.chance), french::sentence(&mut self.chance));
        line!(text, "summary: \"{} {}\"", summary.0, summary.1);
        let first = self.chance.below(self.plan.organisations);
        let parties = [first, (first + 1) % self.plan.organisations].map(|index| id("organisation", index));
        line!(text, "parties: [{}, {}]", parties[0], parties[1]);
        line!(text, "signatories:");
        for (party, capacity) in parties.iter().zip(["directeur général", "présidente"]) {
            let person = id("personne", self.chance.below(self.plan.persons));
            line!(text, "  - {{person: {person}, organisation: {party}, capacity: {capacity}}}");
        }
        line!(text, "themes: [{}]", id("theme", self.chance.below(self.plan.themes)));
        let (source, page) = (id("source", self.chance.below(self.plan.sources)), 1 + self.chance.below(90));
        line!(text, "sources:\n  - {{source: {source}, passage: page {page}}}");
        line!(text, "legal_basis:\n  - {{text: {}, article: {}}}", self.legal_text(), 1 + self.chance.below(90));
        line!(text, "calendar:");
        for title in ["Première réunion du comité", "Bilan de l’application"] {
            let date = signed.some_date_next_year(&mut self.chance);
            line!(text, "  - {{title: {title}, date: {}, lead: [{}]}}", flow(&date), self.organisation());
        }
        line!(text, "see_also: [{}]", self.mission());
        line!(text, "funding: \"{}\"", french::sentence(&mut self.chance));
        text
    }

    /// Prints sections, each with the sentences that it starts from, and fills them up until the text is long enough.
    fn body(&mut self, text: &mut String, mut sections: Vec<(String, Vec<String>)>, size: usize) {
        let size = size * (70 + self.chance.below(61)) / 100;
        let mut length: usize = text.len() + sections.iter().map(|(heading, _)| heading.len() + 4).sum::<usize>();
        length +=
            sections.iter().flat_map(|(_, sentences)| sentences).map(|sentence| sentence.len() + 1).sum::<usize>();
        let mut at = 0;
        while length < size {
            let sentence = french::sentence(&mut self.chance);
            length += sentence.len() + 1;
            let count = sections.len();
            sections[at % count].1.push(sentence);
            at += 1;
        }
        for (heading, sentences) in sections {
            line!(text, "\n{heading}\n");
            for (index, sentence) in sentences.iter().enumerate() {
                // Paragraphs of four sentences; a list after eight.
                match index {
                    8.. => line!(text, "{}- {sentence}", if index == 8 { "\n" } else { "" }),
                    4 => line!(text, "\n{sentence}"),
                    _ => line!(text, "{sentence}"),
                }
            }
        }
    }

    /// A sentence that mentions something: a term, a legal text or another record in turn.
    fn mention(&mut self, turn: usize) -> String {
        let (terms, conventions) = (self.plan.terms.len(), self.plan.conventions.len());
        let law = &self.plan.legal_texts[self.chance.below(self.laws)];
        let object = french::sentence(&mut self.chance);
        match turn % 5 {
            0 => format!("En application de l’article {} {}, le texte suit son cours.", 1 + turn % 60, law.of()),
            1 | 3 => {
                let (term, _) = &self.plan.terms[(self.turn + turn * 37) % terms];
                format!("Au titre du volet {term}, un bilan est présenté chaque année. {object}")
            }
            2 => format!("Les signataires rappellent [[{}]]. {object}", self.mission()),
            _ => {
                let other = id("convention", self.chance.below(conventions));
                format!("Vu {}, [[{other}|la convention antérieure]] reste applicable.", law.with_article())
            }
        }
    }

    fn matter(&mut self, before: &str) -> String {
        french::after(before, &french::subject_matter(&mut self.chance))
    }

    fn organisation(&mut self) -> String {
        id("organisation", self.chance.below(self.plan.organisations))
    }

    fn legal_text(&mut self) -> String {
        self.plan.legal_texts[self.chance.below(self.laws)].id()
    }

    /// `convention-0007#mission-2`.
    fn mission(&mut self) -> String {
        let convention = id("convention", self.chance.below(self.plan.conventions.len()));
        format!("{convention}#mission-{}", 1 + self.chance.below(MISSIONS))
    }
}

/// When the accord number `index` is signed: from 2015 to 2019.
pub fn accord_signed(index: usize) -> Day {
    Day((15 + index % 5) * YEAR + index % YEAR)
}

/// A date as it may stand inside `{…}`.
fn flow(date: &str) -> String {
    if date.starts_with('{') { date.to_owned() } else { format!("\"{date}\"") }
}
