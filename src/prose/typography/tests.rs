//! What is typed and what is printed; `_` stands for a no-break space and `~` for a narrow one.

use super::*;

fn show(text: &str) -> String {
    text.replace(NBSP, "_").replace(NNBSP, "~")
}

#[test]
fn french() {
    for (typed, printed) in [
        ("Qui ? Moi ; toi ! Et : lui", "Qui~? Moi~; toi~! Et_: lui"),
        ("Qui? Moi; toi! Objet: lui", "Qui~? Moi~; toi~! Objet_: lui"),
        ("Quoi?! (non?) à 12:30", "Quoi~?! (non~?) à 12:30"),
        ("«mot» et « mot »", "«~mot~» et «~mot~»"),
        ("l'accord d'accueil, 'mot'", "l’accord d’accueil, ‘mot’"),
        ("il dit \"oui\" et \" non \".", "il dit «~oui~» et «~non~»."),
        ("« il dit \"oui\" »", "«~il dit “oui”~»"),
        ("un \" seul", "un \" seul"),
        ("1 200 000 euros, 183€, 12%, 12 %, 5 M€", "1~200~000_euros, 183_€, 12_%, 12_%, 5_M€"),
        ("en 2020 300 lits, le 12 345", "en 2020 300 lits, le 12~345"),
        ("décret n°2020-255, n° 12, nº 3", "décret n°_2020-255, n°_12, n°_3"),
        ("le 13 mars 2020 et le 1er janvier", "le 13_mars 2020 et le 1er_janvier"),
        ("art. 12, L. 6133-1, p. 3, M. Dupont", "art._12, L._6133-1, p._3, M._Dupont"),
        ("attendre... et - enfin - voir", "attendre… et – enfin – voir"),
        ("voir https://a.fr/b?c=d:e'f, a@b.fr ; fin", "voir https://a.fr/b?c=d:e'f, a@b.fr~; fin"),
        ("(https://a.fr/a;b!) www.a.fr?", "(https://a.fr/a;b~!) www.a.fr~?"),
        ("mot  ! 90° et Jean-Luc", "mot~! 90° et Jean-Luc"),
        ("", ""),
        (" ! ", " ! "),
        ("deux\nlignes\n: fin", "deux\nlignes_: fin"),
    ] {
        let set_once = set(typed, Lang::Fr);
        assert_eq!(show(&set_once), printed, "{typed}");
        assert_eq!(set(&set_once, Lang::Fr), set_once, "twice: {typed}");
    }
}

#[test]
fn english() {
    assert_eq!(set("\"It's\" 'so' (\"a\"): 5 !", Lang::En), "“It’s” ‘so’ (“a”): 5 !");
}

#[test]
fn ordinals_are_raised_and_elements_are_left_alone() {
    let raised = |text: &str| {
        let parts = set_line(text, Lang::Fr);
        let shown = parts.iter().map(|part| match part {
            Inline::Superscript(content) => format!("^{}^", super::super::plain::inlines(content)),
            other => super::super::plain::inlines(std::slice::from_ref(other)),
        });
        show(&shown.collect::<String>())
    };
    for (typed, printed) in [
        ("le 1er axe", "le 1^er^ axe"),
        ("1re, 2e, 3ème, XXe, Ier, Ve", "1^re^, 2^e^, 3^ème^, XX^e^, I^er^, V^e^"),
        ("Ce Le De Vie Xer 2er a1e 2e5 A-2e IIIIe", "Ce Le De Vie Xer 2er a1e 2e5 A-2e IIIIe"),
    ] {
        assert_eq!(raised(typed), printed);
    }
    let text = |text: &str| Inline::Text { text: text.to_owned(), span: 0..0 };
    let line = [
        text("«"),
        Inline::Strong(vec![text("l'un")]),
        text(" »"),
        Inline::SoftBreak,
        text("? "),
        Inline::Code("a ; 'b'".into()),
        text(" ; 1"),
        Inline::Superscript(vec![text("er")]),
    ];
    let set = set_inlines(&line, Lang::Fr);
    assert_eq!(show(&super::super::plain::inlines(&set)), "«~l’un~»~? a ; 'b'~; 1er");
    assert_eq!(set_inlines(&set, Lang::Fr), set);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, cases: 2000, ..Default::default() })]
    #[test]
    fn setting_twice_is_setting_once(
        words in proptest::collection::vec(
            ("[«(\"]?", "mot|l'un|12|345|n°|1er|XXe|M\\.|%|euros|mars|n°3|12%|-", "[»)\"]?|\\.\\.\\.", "[;:!?., ]? "),
            0..12,
        )
    ) {
        let text: String = words.iter().map(|(a, b, c, d)| format!("{a}{b}{c}{d}")).collect();
        for lang in [Lang::Fr, Lang::En] {
            let once = set(&text, lang);
            proptest::prop_assert_eq!(set(&once, lang), once);
        }
    }
    #[test]
    fn what_stays_is_what_the_rules_would_leave(
        words in proptest::collection::vec("(M|Mme|MM|Dr|Pr|[IVX]{1,3}|un|École|œuvre|’|-|–|\\.)?(er|e|ème|s|me|r)?[ .,]{0,2}", 1..6),
        cut in 0.0..1.0,
    ) {
        let text = words.concat();
        let at = (0..=text.len()).rev().find(|&at| text.is_char_boundary(at) && at as f64 <= cut * text.len() as f64);
        let (first, second) = text.split_at(at.unwrap_or(0));
        for lang in [Lang::Fr, Lang::En] {
            if stays(first, lang) && stays(second, lang) {
                let line = [Inline::text(first), Inline::Strong(vec![Inline::text(second)])];
                let plain = |content: &[Inline]| super::super::plain::inlines(content);
                proptest::prop_assert_eq!(plain(&set_closely(&line, lang)), plain(&line));
            }
        }
    }
}
