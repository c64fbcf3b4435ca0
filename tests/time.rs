//! Dates: what each wording means, and what holds for all of them.

use std::cmp::Ordering;

use proptest::prelude::*;
use recueil::diagnostics::Lang;
use recueil::model::time::{Day, Fault, Precision, Relation, When};

fn when(text: &str) -> When {
    When::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// Wordings that mean the same, and what they mean.
struct Row {
    texts: Vec<&'static str>,
    edtf: &'static str,
    earliest: &'static str,
    latest: &'static str,
    french: &'static str,
    english: &'static str,
}

fn table() -> impl Iterator<Item = Row> {
    let lines = include_str!("time/wordings.txt").lines();
    lines.filter(|line| !line.is_empty() && !line.starts_with('#')).map(|line| {
        let fields: Vec<&str> = line.split('|').map(|field| field.trim_matches(' ')).collect();
        let [texts, edtf, earliest, latest, french, english] = fields[..] else { panic!("six columns: {line}") };
        let texts = texts.split(" ; ").collect();
        Row { texts, edtf, earliest, latest, french, english }
    })
}

#[test]
fn each_wording_means_what_the_table_says() {
    let bound = |text: &str| (!text.is_empty()).then(|| day(text));
    let mut wrong = String::new();
    for Row { texts, edtf, earliest, latest, french, english } in table() {
        for text in texts {
            let found = match When::parse(text) {
                Ok(found) => found,
                Err(error) => {
                    wrong += &format!("{text}: {error}\n");
                    continue;
                }
            };
            let facts = (
                found.edtf().unwrap_or_default(),
                found.earliest(),
                found.latest(),
                found.describe(Lang::Fr),
                found.describe(Lang::En),
            );
            let expected = (edtf.to_owned(), bound(earliest), bound(latest), french.to_owned(), english.to_owned());
            if facts != expected {
                wrong += &format!("{text}:\n  found    {facts:?}\n  expected {expected:?}\n");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// What is described can be written again, and means the same.
#[test]
fn descriptions_are_wordings() {
    let mut wrong = String::new();
    for Row { texts, .. } in table() {
        let first = when(texts[0]);
        for lang in [Lang::Fr, Lang::En] {
            let text = first.describe(lang);
            match When::parse(&text) {
                Ok(again) if (again.earliest(), again.latest()) == (first.earliest(), first.latest()) => {}
                other => wrong += &format!("{} → {text} → {other:?}\n", texts[0]),
            }
        }
    }
    // An unknown end and an interval that began before anyone knows have words of their own.
    assert!(wrong.lines().all(|line| line.contains("unknown)") || line.contains("inconnue)")), "{wrong}");
}

#[test]
fn errors_say_what_is_wrong() {
    for (text, fault, french) in [
        ("2021-02-30", Fault::Impossible, "il n’y a pas de 30 février 2021"),
        ("30 février 2021", Fault::Impossible, "il n’y a pas de 30 février 2021"),
        ("au plus tard le 31/06/2021", Fault::Impossible, "il n’y a pas de 31 juin 2021"),
        ("2021-13", Fault::Impossible, "mois numéro 13"),
        ("2021-Q5", Fault::Impossible, "« Q5 »"),
        ("5e trimestre 2021", Fault::Impossible, "« 5 »"),
        ("2021-30", Fault::Impossible, "« 2021-30 »"),
        ("2023/2021", Fault::EndBeforeStart, "la fin (2021-12-31) est avant le début (2023-01-01)"),
        ("de juin à mars 2022", Fault::EndBeforeStart, "la fin (2022-03-31) est avant le début (2022-06-01)"),
        ("[2023..2021]", Fault::EndBeforeStart, "la fin"),
        ("20211", Fault::Year, "« 20211 »"),
        ("mars 20211", Fault::Year, "« 20211 »"),
        ("12/03/21", Fault::Year, "« 21 »"),
        ("-0044", Fault::Year, "« -0044 »"),
        ("Y17000", Fault::Year, "« Y17000 »"),
        ("2021-03-12T10:00", Fault::Unknown, "pas d’heure"),
        ("mars et septembre 2021", Fault::Unknown, "date incomprise"),
        ("bientôt", Fault::Unknown, "« bientôt »"),
        ("", Fault::Unknown, "date incomprise"),
        ("XXXX", Fault::Unknown, "« XXXX »"),
        ("../..", Fault::Unknown, "« ../.. »"),
        ("avant 0000", Fault::Year, "l’an 0000"),
        ("dès que possible à compter du 1er janvier 2022 et avant 2021", Fault::EndBeforeStart, "la fin"),
    ] {
        let error = When::parse(text).expect_err(text);
        assert_eq!(error.fault, fault, "{text}: {error}");
        assert!(error.message.fr.contains(french), "{text}: {}", error.message.fr);
        assert!(!error.hint.fr.is_empty() && !error.hint.en.is_empty() && !error.message.en.is_empty());
    }
}

#[test]
fn wordings_are_kept_where_they_say_more() {
    assert_eq!(when("12/03/2021").wording(), None);
    assert_eq!(when("le 12 mars 2021").wording(), None);
    assert_eq!(when("sans tarder").wording(), Some("sans tarder"));
    assert_eq!(when("sans tarder").display(Lang::Fr), "sans tarder");
    assert_eq!(when("sans tarder").display(Lang::En), "as soon as possible");
    assert_eq!(when("2021-T1").display(Lang::Fr), "1er trimestre 2021");
    let said = when("2021-03").with_wording("au printemps, en mars");
    assert_eq!(said.display(Lang::En), "au printemps, en mars");
    assert_eq!(said.describe(Lang::En), "March 2021");
}

#[test]
fn as_soon_as_possible_is_late_only_with_a_bound() {
    let signature = When::from(day("2021-03-12"));
    let asap = when("immédiatement");
    assert!(asap.is_asap() && asap.is_relative());
    let anchored = asap.anchored(&signature);
    assert!(anchored.is_asap() && !anchored.is_relative());
    assert_eq!(anchored.earliest(), Some(day("2021-03-12")));
    assert_eq!(anchored.latest(), None);
    assert_eq!(anchored.edtf().as_deref(), Some("2021-03-12/"));
    assert!(!anchored.is_past(Day::LAST));
    let bound = anchored.with_by(day("2022-01-01"));
    assert_eq!(bound.edtf().as_deref(), Some("[2021-03-12..2022-01-01]"));
    assert!(!bound.is_past(day("2022-01-01")));
    assert!(bound.is_past(day("2022-01-02")));
    assert!(bound.with_by(day("2020-01-01")).checked().is_err());
}

#[test]
fn durations_count_from_the_signature() {
    let signature = When::from(day("2021-03-12"));
    let within = when("dans les 6 mois suivant la signature");
    assert!(within.is_relative() && within.edtf().is_none() && !within.is_past(Day::LAST));
    let anchored = within.anchored(&signature);
    assert_eq!(anchored.edtf().as_deref(), Some("[..2021-09-12]"));
    assert_eq!(anchored.describe(Lang::Fr), "dans les 6 mois suivant la signature (au plus tard le 12 septembre 2021)");
    assert_eq!(when("à la signature").anchored(&signature).edtf().as_deref(), Some("2021-03-12"));
    assert_eq!(when("un mois après la signature").anchored(&signature).edtf().as_deref(), Some("2021-04-12"));
    assert_eq!(when("à compter de la signature").anchored(&signature).edtf().as_deref(), Some("2021-03-12/.."));
    assert_eq!(when("au fil de l’eau").anchored(&signature).edtf().as_deref(), Some("2021-03-12/.."));
    assert_eq!(when("2021-06").anchored(&signature), when("2021-06"));
}

#[test]
fn recurrences_are_rules() {
    assert_eq!(when("chaque année").rrule().as_deref(), Some("FREQ=YEARLY"));
    assert_eq!(when("tous les 3 ans").rrule().as_deref(), Some("FREQ=YEARLY;INTERVAL=3"));
    assert_eq!(when("une fois par trimestre").rrule().as_deref(), Some("FREQ=MONTHLY;INTERVAL=3"));
    assert_eq!(when("chaque année jusqu’en 2023").rrule().as_deref(), Some("FREQ=YEARLY;UNTIL=20231231"));
    assert_eq!(when("2021").rrule(), None);
}

#[test]
fn lists_are_in_order() {
    let written = [
        "2021-03-12",
        "au plus tard le 31 mars 2021",
        "2021-T1",
        "mars 2021",
        "2021-03-31",
        "2021-S1",
        "2e trimestre 2021",
        "2021-06-30",
        "2020-2021",
        "2021",
        "décembre 2021",
        "2021-12-31",
        "à compter de 2021",
        "2021-06-01/..",
        "dès que possible depuis le 1er janvier 2021",
        "dès que possible",
        "chaque année",
        "sous 6 mois",
        "à définir",
    ];
    let mut sorted: Vec<When> = written.iter().rev().map(|text| when(text)).collect();
    sorted.sort();
    let expected: Vec<When> = written.iter().map(|text| when(text)).collect();
    assert_eq!(sorted, expected);
}

#[test]
fn periods_group_a_calendar() {
    for (text, key, french) in [
        ("2021-03-12", "2021-t1", "1er trimestre 2021"),
        ("mars 2021", "2021-t1", "1er trimestre 2021"),
        ("de février à avril 2021", "2021-s1", "1er semestre 2021"),
        ("2021-S2", "2021-s2", "2e semestre 2021"),
        ("fin 2021", "2021-s2", "2e semestre 2021"),
        ("2e quadrimestre 2021", "2021", "2021"),
        ("2021", "2021", "2021"),
        ("2021/2023", "2021-2023", "2021-2023"),
        ("au plus tard le 1er janvier 2022", "2022-t1", "1er trimestre 2022"),
        ("au plus tard en 2022", "2022", "2022"),
        ("à compter du 1er janvier 2022", "a-partir-de-2022", "à compter de 2022"),
        ("dès que possible", "des-que-possible", "dès que possible"),
        ("chaque année", "periodique", "périodique ou continu"),
        ("à définir", "sans-echeance", "sans échéance"),
    ] {
        let period = when(text).period();
        assert_eq!((&*period.key(), &*period.display(Lang::Fr)), (key, french), "{text}");
    }
    let mut periods: Vec<_> =
        ["2021", "2021-T3", "2021-S1", "2021-T2", "2021-T1", "à définir"].map(|text| when(text).period()).into();
    periods.sort();
    assert_eq!(
        periods.iter().map(|period| period.key()).collect::<Vec<_>>(),
        ["2021-t1", "2021-t2", "2021-s1", "2021-t3", "2021", "sans-echeance"]
    );
}

#[test]
fn precision_ranks_from_day_to_interval() {
    let precisions = ["2021-03-12", "2021-03", "2021-T1", "2021-38", "2021-S1", "2021", "2021/2022"]
        .map(|text| when(text).precision());
    assert!(precisions.is_sorted_by(|a, b| a < b));
    assert_eq!(precisions[6], Precision::Interval);
}

/// Any date that a text can give, most of them with words.
fn any_when() -> BoxedStrategy<When> {
    let year = 0..=9999i32;
    let compact = prop_oneof![
        (year.clone(), 1..=12u8, 1..=28u8).prop_map(|(y, m, d)| format!("{y:04}-{m:02}-{d:02}")),
        (year.clone(), 1..=12u8).prop_map(|(y, m)| format!("{y:04}-{m:02}")),
        (year.clone(), prop_oneof![21..=24u8, 33..=41u8]).prop_map(|(y, m)| format!("{y:04}-{m:02}")),
        year.prop_map(|y| format!("{y:04}")),
        // Near each other, so that orders and overlaps are met.
        (2020..=2022i32, prop_oneof![1..=12u8, 21..=24u8, 33..=41u8]).prop_map(|(y, m)| format!("{y:04}-{m:02}")),
        (2020..=2022i32).prop_map(|y| format!("{y:04}")),
    ]
    .boxed();
    let doubted = (compact.clone(), prop_oneof!["", "~", "[?]", "%"]).prop_map(|(date, sign)| date + &sign).boxed();
    let named = prop_oneof![
        (1..=12usize, 1990..=2050i32).prop_map(|(m, y)| format!(
            "{} {y}",
            [
                "janvier",
                "février",
                "mars",
                "avril",
                "mai",
                "juin",
                "juillet",
                "août",
                "septembre",
                "octobre",
                "novembre",
                "décembre"
            ][m - 1]
        )),
        (1..=4u8, 1990..=2050i32).prop_map(|(q, y)| format!("{q}e trimestre {y}")),
        (1990..=2050i32).prop_map(|y| format!("été {y}")),
        (1990..=2050i32).prop_map(|y| format!("{y}")),
    ]
    .boxed();
    let third = (prop_oneof!["début ", "mi-", "fin "], named.clone()).prop_map(|(third, date)| third + &date).boxed();
    let deadline = (
        prop_oneof![
            "avant ",
            "au plus tard ",
            "à compter de ",
            "dès que possible avant ",
            "d’ici ",
            "chaque année depuis "
        ],
        prop_oneof![named, third.clone()],
    )
        .prop_map(|(words, date)| words + &date)
        .boxed();
    let interval = (
        compact.clone(),
        compact.clone(),
        prop_oneof![Just(("", "/", "")), Just(("[", "..", "]")), Just(("de ", " à ", ""))],
    )
        .prop_map(|(a, b, (open, middle, close))| format!("{open}{a}{middle}{b}{close}"))
        .boxed();
    let half_open = (
        compact,
        prop_oneof![
            Just(("", "/..")),
            Just(("../", "")),
            Just(("", "/")),
            Just(("/", "")),
            Just(("[..", "]")),
            Just(("[", "..]"))
        ],
    )
        .prop_map(|(date, (before, after))| format!("{before}{date}{after}"))
        .boxed();
    let rest = prop_oneof!["à définir", "dès que possible", "sous [1-9] mois", "chaque mois", "au fil de l’eau"];
    prop_oneof![3 => doubted, 2 => third, 2 => deadline, 2 => interval, 2 => half_open, 1 => rest]
        .prop_filter_map("a date", |text| When::parse(&text).ok())
        .boxed()
}

fn any_day() -> impl Strategy<Value = Day> {
    (0..=9999i16, 1..=12i8, 1..=28i8).prop_map(|(y, m, d)| Day::new(y, m, d).expect("every month has 28 days"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn no_text_is_a_panic(text in any::<String>()) {
        let _ = When::parse(&text);
        let _ = Day::parse(&text);
    }

    #[test]
    fn no_text_of_our_words_is_a_panic(
        parts in prop::collection::vec(prop_oneof![
            "[0-9]{1,5}", "[-/.~?%,'+ ]", "[\\[\\]{}]", "\\.\\.", "T[0-9]", "Q1", "S2", "P[0-9]M", "1er", "2e",
            "(le|du|de|à|au|la|en|l’|d'|et|of|the)",
            "(mars|juin|août|janvier|March|été|hiver|trimestre|semestre|quarter|ans|mois|jours|rentrée|dernier)",
            "(avant|au plus tard|jusqu|d’ici|dès|dès que possible|à compter|vers|fin|début|mi|entre|chaque|tous les|fois|par|signature|suivant|dans|sous|by|from|every|FREQ=|INTERVAL=)",
            "[0-9]{4}", "[0-9]{4}-[0-9]{2}", "[0-9]{2}/[0-9]{2}/[0-9]{4}", "[0-9]{4}-[0-9]{2}-[0-9]{2}",
        ], 0..9),
        spaced in any::<bool>(),
    ) {
        let text = parts.join(if spaced { " " } else { "" });
        if let Ok(when) = When::parse(&text) {
            let _ = (when.edtf(), when.rrule(), when.period().key(), when.period().display(Lang::Fr));
            prop_assert!(!when.describe(Lang::Fr).is_empty() && !when.describe(Lang::En).is_empty());
            if let (Some(first), Some(last)) = (when.earliest(), when.latest()) {
                prop_assert!(first <= last);
            }
        }
    }

    #[test]
    fn bounds_are_ordered(when in any_when(), by in any_day(), since in any_day()) {
        for when in [when.clone(), when.clone().with_by(by), when.clone().with_since(since), when.anchored(&When::from(since)).with_by(by)] {
            if let (Some(first), Some(last)) = (when.earliest(), when.latest()) {
                prop_assert!(first <= last);
            }
            if let Some(edtf) = when.edtf() {
                prop_assert!(When::parse(&edtf).is_ok(), "{edtf}");
            }
        }
    }

    #[test]
    fn edtf_comes_back(when in any_when()) {
        if let Some(edtf) = when.edtf() {
            let again = When::parse(&edtf).map_err(|error| TestCaseError::fail(format!("{edtf}: {error}")))?;
            prop_assert_eq!(again.edtf(), Some(edtf));
            if when.is_interpreted() {
                prop_assert!(again.earliest() <= when.latest() && again.latest() >= when.earliest());
            } else {
                prop_assert_eq!((again.earliest(), again.latest()), (when.earliest(), when.latest()));
            }
        }
    }

    #[test]
    fn doubt_widens(when in any_when(), sign in prop_oneof!["~", "[?]", "%"]) {
        if let Some(edtf) = when.edtf().filter(|edtf| !edtf.contains(['/', '[', '~', '?', '%'])) {
            let doubted = When::parse(&format!("{edtf}{sign}")).map_err(|error| TestCaseError::fail(error.to_string()))?;
            prop_assert!(doubted.earliest() <= when.earliest() && doubted.latest() >= when.latest());
            prop_assert!(doubted.earliest() < when.earliest() || when.earliest() == Some(Day::FIRST));
            prop_assert!(doubted.latest() > when.latest() || when.latest() == Some(Day::LAST));
            prop_assert_eq!(doubted.precision(), when.precision());
        }
    }

    #[test]
    fn the_order_is_total(a in any_when(), b in any_when(), c in any_when()) {
        prop_assert_eq!(a.cmp(&b), b.cmp(&a).reverse());
        prop_assert_eq!(a.cmp(&b) == Ordering::Equal, a == b);
        prop_assert_eq!(a.cmp(&a), Ordering::Equal);
        if a <= b && b <= c {
            prop_assert!(a <= c);
        }
        if a.sort_key() < b.sort_key() {
            prop_assert!(a < b);
        }
        // Among the dated, what certainly comes first is listed first.
        if a.compare(&b) == Relation::Before && !a.is_asap() && !b.is_asap() && !a.is_recurring() && !b.is_recurring() {
            prop_assert!(a < b);
        }
    }

    #[test]
    fn comparison_agrees_with_bounds(a in any_when(), b in any_when(), day in any_day()) {
        let over = |a: &When, b: &When| matches!((a.latest(), b.earliest()), (Some(last), Some(first)) if last < first);
        let expected = if over(&a, &b) { Relation::Before } else if over(&b, &a) { Relation::After } else { Relation::Overlaps };
        prop_assert_eq!(a.compare(&b), expected);
        let mirrored = match b.compare(&a) {
            Relation::Before => Relation::After,
            Relation::After => Relation::Before,
            Relation::Overlaps => Relation::Overlaps,
        };
        prop_assert_eq!(a.compare(&b), mirrored);
        prop_assert!(!(a.certainly_before(day) && a.certainly_after(day)));
        prop_assert!(!a.is_past(day) || a.latest().is_some_and(|last| last < day));
    }

    #[test]
    fn periods_follow_the_order(a in any_when(), b in any_when()) {
        let (of_a, of_b) = (a.period(), b.period());
        prop_assert_eq!(of_a == of_b, of_a.key() == of_b.key());
    }

    #[test]
    fn descriptions_come_back(when in any_when()) {
        for lang in [Lang::Fr, Lang::En] {
            let text = when.describe(lang);
            if !text.contains("inconnu") && !text.contains("unknown") {
                let again = When::parse(&text).map_err(|error| TestCaseError::fail(format!("{text}: {error}")))?;
                prop_assert_eq!((again.earliest(), again.latest()), (when.earliest(), when.latest()), "{}", text);
            }
        }
    }

    #[test]
    fn days_print_as_they_parse(day in any_day()) {
        prop_assert_eq!(Day::parse(&day.to_string()), Ok(day));
        prop_assert_eq!(day.days_until(day.plus_days(1).max(day)).clamp(0, 1), i32::from(day != Day::LAST));
    }
}
