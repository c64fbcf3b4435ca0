//! What holds of every comparison: nothing changed in what is the same, both directions mirror each other, no word is lost.

use proptest::prelude::*;

use crate::compile::{self, Options};
use crate::inputs::Inputs;
use crate::prose::{Block, BlockKind, Inline, each_inline, each_line, read_field};
use crate::site::Site;

use super::same::{Same, is_set_alike};
use super::{Sort, compare, redline};

fn read(text: &str) -> Vec<Block> {
    Same::default().blocks(&read_field(text, &|at| at, &"a.md".into()).0.blocks, false)
}

/// One side of a text that holds both: without what came, or without what went.
fn side(blocks: &[Block], is_old: bool) -> String {
    fn write(line: &[Inline], is_old: bool, text: &mut String) {
        for inline in line {
            match inline {
                Inline::Added(_) if is_old => {}
                Inline::Removed(_) if !is_old => {}
                Inline::Moved(moved) if moved.away != is_old => {}
                // What moved here and changed on its way tells the old words where they stood.
                Inline::Moved(moved) if !moved.away => write(&moved.content, false, text),
                Inline::Text { text: plain, .. } | Inline::Code(plain) => text.push_str(plain),
                Inline::HardBreak | Inline::SoftBreak => text.push(' '),
                other => write(other.inside().unwrap_or(&[]), is_old, text),
            }
        }
    }
    let mut text = String::new();
    for block in blocks {
        if let BlockKind::Code { text: code, .. } | BlockKind::Html(code) = &block.kind {
            text.push_str(code);
        }
        each_line(std::slice::from_ref(block), &mut |line| {
            write(line, is_old, &mut text);
            text.push(' ');
        });
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn plain(blocks: &[Block]) -> String {
    side(blocks, true)
}

/// Markdown of a few sorts of blocks, made of words that often recur.
fn text() -> impl Strategy<Value = String> {
    let words = "((les|la|agences|régionales|suivent|accord|financement|[*]mesures[*]|\\[un lien\\]\\(https://a[.]example/\\)|`code`|2021|3,5|,|de|santé)(| |, |-)){1,9}fin";
    let paragraph = words.prop_map(|words: String| format!("{words}\n\n"));
    let list = proptest::collection::vec(words, 1..4)
        .prop_map(|items| items.iter().map(|item: &String| format!("- {item}\n")).collect::<String>() + "\n");
    let quote = words.prop_map(|words: String| format!("> {words}\n\n"));
    let table = proptest::collection::vec("[a-c]{1,3}", 2..6).prop_map(|cells| {
        cells.iter().fold(String::from("| Un | Deux |\n|---|---|\n"), |all, cell| all + &format!("| {cell} | 1 |\n"))
            + "\n"
    });
    let code = "[a-c]{1,4}".prop_map(|words: String| format!("```\n{words}\n```\n\n"));
    proptest::collection::vec(prop_oneof![4 => paragraph, 2 => list, 1 => quote, 1 => table, 1 => code], 0..6)
        .prop_map(|blocks| blocks.concat())
}

/// An accord of measures in two axes, some of which share titles and texts.
fn accord() -> impl Strategy<Value = String> {
    let measure = (0..3_usize, 0..4_usize, 1..5_usize);
    proptest::collection::vec((measure, any::<bool>()), 0..5).prop_map(|measures| {
        let mut axes = [String::new(), String::new()];
        let mut numbers = std::collections::BTreeSet::new();
        for ((title, text, number), axis) in measures {
            if !numbers.insert(number) {
                continue;
            }
            let title = ["Réviser les grilles", "Former les cadres", "Ouvrir le dialogue"][title];
            let text = [
                "Les grilles de tous les corps sont revues.",
                "Chaque cadre suit une formation de cinq jours.",
                "Les établissements négocient le temps de travail.",
                "Rien d’autre.",
            ][text];
            axes[usize::from(axis)] += &format!(
                "```measure\nnumber: {number}\ntitle: {title}\ntext: {text}\ndue: 2021-T{}\n```\n\n",
                1 + (number + title.len()) % 4
            );
        }
        format!("---\nkind: accord\ntitle: A\n---\n\n## Un {{#un}}\n\n{}## Deux {{#deux}}\n\n{}", axes[0], axes[1])
    })
}

/// A corpus of such accords, many at once: to make a site ready takes longer than to compare.
fn site<'t>(texts: impl Iterator<Item = &'t String>) -> Site {
    let mut inputs = Inputs::default();
    inputs.files_mut().insert("recueil.yaml".into(), b"title: T\nlanguage: fr\n"[..].into());
    for (number, text) in texts.enumerate() {
        // What went from one record to another is another matter: here each has its own words.
        let text = text.replace("title: ", &format!("title: Accord {number}, "));
        inputs.files_mut().insert(format!("content/a{number}.md").into(), text.as_bytes().into());
    }
    compile::check(&inputs, &Options::default()).site.expect("the program carries its theme")
}

/// What a comparison says of provisions: the sort of change, and where each stood and stands.
fn told(old: &Site, new: &Site) -> Vec<(Sort, Option<String>, Option<String>)> {
    let difference = compare(old, new);
    let provisions = difference.records.iter().flat_map(|record| &record.provisions);
    let place = |of: super::Provision<'_>| format!("{}#{}", of.record().id, of.anchor().unwrap_or_default());
    let anchor = |of: &Option<super::Provision<'_>>| of.map(place);
    let mut told: Vec<_> = provisions.map(|of| (of.sort(), anchor(&of.old), anchor(&of.new))).collect();
    told.sort();
    told
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 96, ..Default::default() })]

    #[test]
    fn each_text_is_what_is_left_without_the_words_of_the_other(old in text(), new in text()) {
        let (old, new) = (read(&old), read(&new));
        prop_assert_eq!(redline::redline(&old, &old), old.clone());
        let mut both = redline::redline(&old, &new);
        // Neither is a word lost when passages are told as moved.
        for _ in 0..2 {
            prop_assert!(is_set_alike(&side(&both, true), &plain(&old)), "{:?} was {:?}", side(&both, true), plain(&old));
            prop_assert!(is_set_alike(&side(&both, false), &plain(&new)), "{:?} is {:?}", side(&both, false), plain(&new));
            mark_moves(&mut both);
        }
    }
}

/// Sentences that no other says, of which each paragraph has some.
const SENTENCES: [&str; 8] = [
    "Le comité de suivi se réunit chaque trimestre au ministère.",
    "Les agences régionales publient leurs bilans avant la fin du printemps.",
    "Aucun crédit ne peut être reporté sans avis favorable préalable.",
    "L’évaluation est confiée à des chercheurs indépendants.",
    "Chaque établissement désigne deux représentants titulaires.",
    "Cette clause prend effet dès sa signature par toutes les parties.",
    "Un observatoire rassemblera données, enquêtes et témoignages utiles.",
    "Nos organisations demandent une revalorisation immédiate des salaires.",
];

/// Marks what only went elsewhere in a text: passages, then sentences.
fn mark_moves(blocks: &mut Vec<Block>) {
    let mut texts = [super::texts::Text { blocks, place: None }];
    super::moves::mark(&mut texts);
    super::sentence_moves::mark(&mut texts);
}

/// The sentences in some order, cut into paragraphs.
fn arranged() -> impl Strategy<Value = String> {
    let order = Just(SENTENCES.to_vec()).prop_shuffle();
    (order, proptest::collection::vec(any::<bool>(), SENTENCES.len())).prop_map(|(order, cuts)| {
        order.iter().zip(cuts).map(|(words, cut)| format!("{words}{}", if cut { "\n\n" } else { " " })).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 96, ..Default::default() })]

    #[test]
    fn sentences_that_only_stand_elsewhere_neither_went_nor_came(old in arranged(), new in arranged()) {
        let (old, new) = (read(&old), read(&new));
        let mut both = redline::redline(&old, &new);
        mark_moves(&mut both);
        prop_assert!(is_set_alike(&side(&both, true), &plain(&old)), "{:?} was {:?}", side(&both, true), plain(&old));
        prop_assert!(is_set_alike(&side(&both, false), &plain(&new)), "{:?} is {:?}", side(&both, false), plain(&new));
        let is_mark = |inline: &Inline| matches!(inline, Inline::Removed(_) | Inline::Added(_));
        let (mut marks, mut has_changed_passage) = (0, false);
        each_inline(&both, &mut |inline| {
            marks += usize::from(is_mark(inline));
            has_changed_passage |= matches!(inline, Inline::Moved(moved) if moved.content.iter().any(is_mark));
        });
        // Where a whole passage moved, what came to it on its way or left it is told in it.
        prop_assert!(marks == 0 || has_changed_passage, "{both:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 4, ..Default::default() })]

    #[test]
    fn both_directions_mirror_each_other(accords in proptest::collection::vec((accord(), accord()), 24)) {
        let (old, new) = (site(accords.iter().map(|(old, _)| old)), site(accords.iter().map(|(_, new)| new)));
        prop_assert!(compare(&old, &old).is_empty());
        let back = |told: Vec<(Sort, Option<String>, Option<String>)>| {
            let mut back: Vec<_> = told
                .into_iter()
                .map(|(sort, was, is)| match sort {
                    Sort::Added => (Sort::Removed, is, was),
                    Sort::Removed => (Sort::Added, is, was),
                    sort => (sort, is, was),
                })
                .collect();
            back.sort();
            back
        };
        // Which of two neighbours that changed places is the one that moved is told from where one stands.
        let pairs = |told: Vec<(Sort, Option<String>, Option<String>)>| {
            told.into_iter().filter(|(sort, ..)| matches!(sort, Sort::Added | Sort::Removed)).collect::<Vec<_>>()
        };
        prop_assert_eq!(pairs(told(&old, &new)), pairs(back(told(&new, &old))));
    }
}
