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

type Row = (&'static [&'static str], &'static str, &'static str, &'static str, &'static str, &'static str);

/// Wordings that mean the same, EDTF, first and last possible day, and the date in French and in English.
const TABLE: &[Row] = &[
    (
        &["2021", "en 2021", "courant 2021", "année 2021", "au cours de l’année 2021", "in 2021", "2021-XX"],
        "2021",
        "2021-01-01",
        "2021-12-31",
        "2021",
        "2021",
    ),
    (
        &[
            "2021-03",
            "mars 2021",
            "en mars 2021",
            "Mars 2021",
            "mars\u{a0}2021",
            "mois de mars 2021",
            "March 2021",
            "03/2021",
            "2021-03-XX",
        ],
        "2021-03",
        "2021-03-01",
        "2021-03-31",
        "mars 2021",
        "March 2021",
    ),
    (
        &["fevrier 2020", "février 2020", "févr. 2020", "Feb 2020"],
        "2020-02",
        "2020-02-01",
        "2020-02-29",
        "février 2020",
        "February 2020",
    ),
    (
        &[
            "2021-03-12",
            "12 mars 2021",
            "le 12 mars 2021",
            "vendredi 12 mars 2021",
            "12/03/2021",
            "12.03.2021",
            "12-03-2021",
            "12 March 2021",
            "March 12, 2021",
            "12th of March 2021",
        ],
        "2021-03-12",
        "2021-03-12",
        "2021-03-12",
        "12 mars 2021",
        "12 March 2021",
    ),
    (
        &[
            "1er septembre 2020",
            "1\u{1d49}\u{02b3} septembre 2020",
            "premier septembre 2020",
            "1 septembre 2020",
            "1/9/2020",
            "September 1st, 2020",
        ],
        "2020-09-01",
        "2020-09-01",
        "2020-09-01",
        "1er septembre 2020",
        "1 September 2020",
    ),
    (
        &[
            "2021-33",
            "2021-T1",
            "2021-Q1",
            "2021-t1",
            "T1 2021",
            "Q1 2021",
            "T1-2021",
            "T1/2021",
            "2021 T1",
            "1er trimestre 2021",
            "premier trimestre 2021",
            "1er trimestre de l'année 2021",
            "au premier trimestre 2021",
            "dans le courant du premier trimestre 2021",
            "first quarter of 2021",
            "the 1st quarter of 2021",
        ],
        "2021-33",
        "2021-01-01",
        "2021-03-31",
        "1er trimestre 2021",
        "first quarter of 2021",
    ),
    (
        &["dernier trimestre 2021", "4ème trimestre 2021", "last quarter of 2021"],
        "2021-36",
        "2021-10-01",
        "2021-12-31",
        "4e trimestre 2021",
        "fourth quarter of 2021",
    ),
    (
        &["2021-38", "2e quadrimestre 2021", "deuxième quadrimestre 2021", "second four-month period of 2021"],
        "2021-38",
        "2021-05-01",
        "2021-08-31",
        "2e quadrimestre 2021",
        "second four-month period of 2021",
    ),
    (
        &[
            "2021-40",
            "2021-S1",
            "S1 2021",
            "H1 2021",
            "1er semestre 2021",
            "premier semestre 2021",
            "au cours du premier semestre 2021",
            "first half of 2021",
        ],
        "2021-40",
        "2021-01-01",
        "2021-06-30",
        "1er semestre 2021",
        "first half of 2021",
    ),
    (
        &["2021-S2", "deuxième semestre 2021", "second semestre 2021", "2nd semestre 2021", "dernier semestre 2021"],
        "2021-41",
        "2021-07-01",
        "2021-12-31",
        "2e semestre 2021",
        "second half of 2021",
    ),
    (
        &["été 2021", "à l’été 2021", "l'ete 2021", "summer 2021", "2021-22", "2021-26"],
        "2021-06-21/2021-09-22",
        "2021-06-21",
        "2021-09-22",
        "été 2021",
        "summer 2021",
    ),
    (&["printemps 2021"], "2021-03-21/2021-06-20", "2021-03-21", "2021-06-20", "printemps 2021", "spring 2021"),
    (
        &["automne 2021", "fall 2021"],
        "2021-09-23/2021-12-20",
        "2021-09-23",
        "2021-12-20",
        "automne 2021",
        "autumn 2021",
    ),
    (
        &["hiver 2021", "hiver 2021-2022"],
        "2021-12-21/2022-03-20",
        "2021-12-21",
        "2022-03-20",
        "hiver 2021-2022",
        "winter 2021-2022",
    ),
    (
        &["2021/2023", "2021-2023", "2021–2023", "de 2021 à 2023", "entre 2021 et 2023", "from 2021 to 2023"],
        "2021/2023",
        "2021-01-01",
        "2023-12-31",
        "de 2021 à 2023",
        "from 2021 to 2023",
    ),
    (&["2020-2021"], "2020/2021", "2020-01-01", "2021-12-31", "de 2020 à 2021", "from 2020 to 2021"),
    (&["202X"], "2020/2029", "2020-01-01", "2029-12-31", "de 2020 à 2029", "from 2020 to 2029"),
    (
        &[
            "2022-03/2022-06",
            "de mars à juin 2022",
            "mars-juin 2022",
            "mars – juin 2022",
            "entre mars et juin 2022",
            "mars à juin 2022",
            "from March to June 2022",
        ],
        "2022-03/2022-06",
        "2022-03-01",
        "2022-06-30",
        "de mars à juin 2022",
        "from March to June 2022",
    ),
    (
        &["septembre-octobre 2020", "septembre et octobre 2020"],
        "2020-09/2020-10",
        "2020-09-01",
        "2020-10-31",
        "de septembre à octobre 2020",
        "from September to October 2020",
    ),
    (
        &["d’avril à août 2021"],
        "2021-04/2021-08",
        "2021-04-01",
        "2021-08-31",
        "d’avril à août 2021",
        "from April to August 2021",
    ),
    (
        &["de novembre 2021 à mars 2022"],
        "2021-11/2022-03",
        "2021-11-01",
        "2022-03-31",
        "de novembre 2021 à mars 2022",
        "from November 2021 to March 2022",
    ),
    (
        &["du 12 au 15 mars 2021", "12-15 mars 2021"],
        "2021-03-12/2021-03-15",
        "2021-03-12",
        "2021-03-15",
        "du 12 au 15 mars 2021",
        "from 12 to 15 March 2021",
    ),
    (
        &["du 1er mars au 30 juin 2022", "du 1er mars 2022 jusqu'au 30 juin 2022"],
        "2022-03-01/2022-06-30",
        "2022-03-01",
        "2022-06-30",
        "du 1er mars au 30 juin 2022",
        "from 1 March to 30 June 2022",
    ),
    (
        &["1er et 2e trimestres 2022", "2022-T1/2022-T2"],
        "2022-01/2022-06",
        "2022-01-01",
        "2022-06-30",
        "du 1er au 2e trimestre 2022",
        "from the first to the second quarter of 2022",
    ),
    (
        &["2022-33/2022-35", "T1 2022 - T3 2022", "T1-T3 2022"],
        "2022-01/2022-09",
        "2022-01-01",
        "2022-09-30",
        "du 1er au 3e trimestre 2022",
        "from the first to the third quarter of 2022",
    ),
    (
        &[
            "2022-01-01/..",
            "à compter du 1er janvier 2022",
            "à partir du 01/01/2022",
            "A PARTIR DU 1ER JANVIER 2022",
            "dès le 1er janvier 2022",
            "depuis le 1er janvier 2022",
            "au plus tôt le 1er janvier 2022",
            "from 1 January 2022",
        ],
        "2022-01-01/..",
        "2022-01-01",
        "",
        "à compter du 1er janvier 2022",
        "from 1 January 2022",
    ),
    (
        &["à compter d’avril 2022", "dès le mois d'avril 2022"],
        "2022-04/..",
        "2022-04-01",
        "",
        "à compter d’avril 2022",
        "from April 2022",
    ),
    (
        &["à partir du 2e trimestre 2021"],
        "2021-04/..",
        "2021-04-01",
        "",
        "à compter du 2e trimestre 2021",
        "from the second quarter of 2021",
    ),
    (
        &["à compter du 1er janvier 2022 et jusqu’au 31 décembre 2023"],
        "2022-01-01/2023-12-31",
        "2022-01-01",
        "2023-12-31",
        "du 1er janvier 2022 au 31 décembre 2023",
        "from 1 January 2022 to 31 December 2023",
    ),
    (
        &[
            "[..2021-12-31]",
            "au plus tard le 31/12/2021",
            "au plus tard le 31 décembre 2021",
            "31 décembre 2021 au plus tard",
            "jusqu’au 31 décembre 2021",
            "by 31 December 2021",
            "no later than December 31, 2021",
            "31 December 2021 at the latest",
        ],
        "[..2021-12-31]",
        "",
        "2021-12-31",
        "au plus tard le 31 décembre 2021",
        "no later than 31 December 2021",
    ),
    (
        &["au plus tard le 1er janvier 2022", "Au plus tard le premier janvier 2022"],
        "[..2022-01-01]",
        "",
        "2022-01-01",
        "au plus tard le 1er janvier 2022",
        "no later than 1 January 2022",
    ),
    (
        &[
            "jusqu’à fin 2021",
            "jusqu'a fin 2021",
            "d’ici fin 2021",
            "d'ici à fin 2021",
            "d’ici la fin de l’année 2021",
            "au plus tard fin 2021",
            "by the end of 2021",
        ],
        "[..2021-12-31]",
        "",
        "2021-12-31",
        "au plus tard fin 2021",
        "no later than the end of 2021",
    ),
    (&["avant fin 2021"], "[..2021-12-31]", "", "2021-12-31", "avant fin 2021", "before the end of 2021"),
    (&["../2021-12-31"], "../2021-12-31", "", "2021-12-31", "jusqu’au 31 décembre 2021", "until 31 December 2021"),
    (
        &["avant le 1er juillet 2021", "before 1 July 2021"],
        "[..2021-06-30]",
        "",
        "2021-06-30",
        "avant le 1er juillet 2021",
        "before 1 July 2021",
    ),
    (&["avant juillet 2021"], "[..2021-06-30]", "", "2021-06-30", "avant juillet 2021", "before July 2021"),
    (&["avant l’été 2021"], "[..2021-06-20]", "", "2021-06-20", "avant l’été 2021", "before summer 2021"),
    (
        &[
            "avant la fin du premier trimestre 2021",
            "before the end of the first quarter of 2021",
            "avant la fin du T1 2021",
        ],
        "[..2021-03-31]",
        "",
        "2021-03-31",
        "avant la fin du 1er trimestre 2021",
        "before the end of the first quarter of 2021",
    ),
    (
        &["au plus tard en mars 2021", "d’ici mars 2021"],
        "[..2021-03]",
        "",
        "2021-03-31",
        "au plus tard en mars 2021",
        "no later than March 2021",
    ),
    (
        &["2021-06~", "vers juin 2021", "juin 2021 environ", "around June 2021"],
        "2021-06~",
        "2021-05-01",
        "2021-07-31",
        "vers juin 2021",
        "around June 2021",
    ),
    (
        &["2021-06?", "juin 2021 (à confirmer)", "juin 2021, date à confirmer", "June 2021 (to be confirmed)"],
        "2021-06?",
        "2021-05-01",
        "2021-07-31",
        "juin 2021 (à confirmer)",
        "June 2021 (to be confirmed)",
    ),
    (
        &["2021-06%", "vers juin 2021, date à confirmer"],
        "2021-06%",
        "2021-05-01",
        "2021-07-31",
        "vers juin 2021 (à confirmer)",
        "around June 2021 (to be confirmed)",
    ),
    (
        &["2020-12-31~"],
        "2020-12-31~",
        "2020-12-30",
        "2021-01-01",
        "vers le 31 décembre 2020",
        "around 31 December 2020",
    ),
    (
        &["2021-T1~", "vers le 1er trimestre 2021"],
        "2021-33~",
        "2020-10-01",
        "2021-06-30",
        "vers le 1er trimestre 2021",
        "around the first quarter of 2021",
    ),
    (&["2021~"], "2021~", "2020-01-01", "2022-12-31", "vers 2021", "around 2021"),
    (
        &["début 2022", "en début d’année 2022", "beginning of 2022", "early 2022"],
        "2022-01~",
        "2022-01-01",
        "2022-04-30",
        "début 2022",
        "beginning of 2022",
    ),
    (&["mi-2022", "mi 2022", "milieu 2022", "mid-2022"], "2022-06~", "2022-05-01", "2022-08-31", "mi-2022", "mid-2022"),
    (
        &["fin 2022", "à la fin de l’année 2022", "fin d’année 2022", "end of 2022", "late 2022"],
        "2022-12~",
        "2022-09-01",
        "2022-12-31",
        "fin 2022",
        "end of 2022",
    ),
    (
        &["mi-décembre 2012", "à la mi-décembre 2012"],
        "2012-12-15~",
        "2012-12-11",
        "2012-12-20",
        "mi-décembre 2012",
        "mid-December 2012",
    ),
    (&["fin février 2021"], "2021-02-28~", "2021-02-21", "2021-02-28", "fin février 2021", "end of February 2021"),
    (
        &["fin du 1er trimestre 2021", "à la fin du premier trimestre 2021", "end of the first quarter of 2021"],
        "2021-03~",
        "2021-03-01",
        "2021-03-31",
        "fin du 1er trimestre 2021",
        "end of the first quarter of 2021",
    ),
    (
        &["fin du 1er semestre 2021"],
        "2021-06~",
        "2021-05-01",
        "2021-06-30",
        "fin du 1er semestre 2021",
        "end of the first half of 2021",
    ),
    (
        &["[2021-03..2021-06]"],
        "[2021-03..2021-06]",
        "2021-03-01",
        "2021-06-30",
        "entre mars 2021 et juin 2021",
        "between March 2021 and June 2021",
    ),
    (
        &["2021-03-12/"],
        "2021-03-12/",
        "2021-03-12",
        "",
        "à compter du 12 mars 2021 (fin inconnue)",
        "from 12 March 2021 (end unknown)",
    ),
    (
        &[
            "dès que possible et au plus tard le 1er janvier 2022",
            "as soon as possible, and no later than 1 January 2022",
        ],
        "[..2022-01-01]",
        "",
        "2022-01-01",
        "dès que possible, au plus tard le 1er janvier 2022",
        "as soon as possible, no later than 1 January 2022",
    ),
    (
        &["dès que possible d’ici la fin de l’année 2022"],
        "[..2022-12-31]",
        "",
        "2022-12-31",
        "dès que possible, au plus tard fin 2022",
        "as soon as possible, no later than the end of 2022",
    ),
    (
        &[
            "dès que possible",
            "Dès que possible",
            "dans les meilleurs délais",
            "immédiatement",
            "sans tarder",
            "as soon as possible",
            "ASAP",
        ],
        "",
        "",
        "",
        "dès que possible",
        "as soon as possible",
    ),
    (
        &["au fil de l’eau", "au fil de l'eau", "on an ongoing basis"],
        "",
        "",
        "",
        "au fil de l’eau",
        "on an ongoing basis",
    ),
    (
        &["à définir", "a definir", "non daté", "date à confirmer", "n.d.", "to be defined"],
        "",
        "",
        "",
        "à définir",
        "to be defined",
    ),
    (
        &[
            "chaque année",
            "tous les ans",
            "une fois par an",
            "annuellement",
            "every year",
            "RRULE:FREQ=YEARLY",
            "tous les 12 mois",
        ],
        "",
        "",
        "",
        "chaque année",
        "every year",
    ),
    (&["tous les 3 ans", "tous les trois ans", "every three years"], "", "", "", "tous les 3 ans", "every 3 years"),
    (
        &[
            "tous les trois mois",
            "une fois par trimestre",
            "au moins une fois tous les trimestres",
            "chaque trimestre",
            "every quarter",
            "FREQ=MONTHLY;INTERVAL=3",
        ],
        "",
        "",
        "",
        "chaque trimestre",
        "every quarter",
    ),
    (
        &["deux fois par an", "chaque semestre", "tous les six mois", "twice a year"],
        "",
        "",
        "",
        "chaque semestre",
        "every six months",
    ),
    (
        &["chaque année à compter de 2022"],
        "",
        "2022-01-01",
        "",
        "chaque année à compter de 2022",
        "every year from 2022",
    ),
    (
        &["chaque année de 2021 à 2023"],
        "",
        "2021-01-01",
        "2023-12-31",
        "chaque année à compter de 2021, au plus tard en 2023",
        "every year from 2021, no later than 2023",
    ),
    (
        &[
            "dans les 6 mois suivant la signature",
            "dans les six mois suivant la signature",
            "dans un délai de six mois à compter de la signature du présent accord",
            "sous 6 mois",
            "signature + P6M",
            "signature + 6 mois",
            "within six months of signature",
        ],
        "",
        "",
        "",
        "dans les 6 mois suivant la signature",
        "within 6 months of signature",
    ),
    (&["à la signature", "on signature"], "", "", "", "à la signature", "on signature"),
    (
        &["rentrée universitaire 2021", "rentrée 2021"],
        "2021-09~",
        "2021-08-01",
        "2021-10-31",
        "vers septembre 2021",
        "around September 2021",
    ),
    (&["rentrée de septembre 2021"], "2021-09", "2021-09-01", "2021-09-30", "septembre 2021", "September 2021"),
];

#[test]
fn each_wording_means_what_the_table_says() {
    let bound = |text: &str| (!text.is_empty()).then(|| day(text));
    let mut wrong = String::new();
    for (texts, edtf, earliest, latest, french, english) in TABLE {
        for text in *texts {
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
            let expected =
                ((*edtf).to_owned(), bound(earliest), bound(latest), (*french).to_owned(), (*english).to_owned());
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
    for (texts, ..) in TABLE {
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
        prop_assert!(!a.certainly_before(day) || a.possibly_before(day));
        prop_assert!(!a.certainly_after(day) || a.possibly_after(day));
        prop_assert!(!(a.certainly_before(day) && a.possibly_after(day)));
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
