//! What is a citation, and what only looks like one.

use super::*;
use crate::prose::read;

/// Knows two texts.
fn lookup(found: &Found) -> Option<Arc<str>> {
    let names = ["loi HPST", "Loi HPST", "loi Hôpital, patients, santé"];
    match (found.number.as_deref(), found.name.as_deref()) {
        (Some("2002-9"), _) => Some("decret-2002-9".into()),
        (_, Some(name)) if names.contains(&name) => Some("hpst".into()),
        _ => None,
    }
}

/// Each citation in short: its words, then its parts.
fn cited(text: &str) -> Vec<String> {
    let show = |(found, id): &(Found, Option<Arc<str>>)| {
        let parts = [&found.number, &found.date, &found.name, &found.article].map(Option::as_deref);
        let parts =
            parts.into_iter().chain([id.as_deref()]).map(|part| part.unwrap_or("-")).collect::<Vec<_>>().join("|");
        format!("{} = {}|{parts}", &text[found.range.clone()], found.kind.key())
    };
    find(text, &lookup).iter().map(show).collect()
}

#[test]
fn citations() {
    for (text, expected) in [
        (
            "la loi n° 2009-879 du 21 juillet 2009 portant",
            &["loi n° 2009-879 du 21 juillet 2009 = loi|2009-879|2009-07-21|-|-|-"][..],
        ),
        (
            "Décret n°2020-255 du 13 mars 2020.",
            &["Décret n°2020-255 du 13 mars 2020 = decret|2020-255|2020-03-13|-|-|-"],
        ),
        (
            "décret nº\u{a0}2002\u{2011}9 du\u{a0}4\njanvier 2002",
            &["décret nº\u{a0}2002\u{2011}9 du\u{a0}4\njanvier 2002 = decret|2002-9|2002-01-04|-|-|decret-2002-9"],
        ),
        (
            "la loi du 9 janvier 1986 et l’arrêté du 1er août 2003",
            &["loi du 9 janvier 1986 = loi|-|1986-01-09|-|-|-", "arrêté du 1er août 2003 = arrete|-|2003-08-01|-|-|-"],
        ),
        (
            "l’article 8 bis de la loi du 13 juillet 1983",
            &["article 8 bis de la loi du 13 juillet 1983 = loi|-|1983-07-13|-|8 bis|-"],
        ),
        (
            "l’article 14 de la loi n° 2019-828 du 6 août 2019",
            &["article 14 de la loi n° 2019-828 du 6 août 2019 = loi|2019-828|2019-08-06|-|14|-"],
        ),
        (
            "articles L. 6133-1 à L. 6133-3 du code de la santé publique,",
            &[
                "articles L. 6133-1 à L. 6133-3 du code de la santé publique = code|-|-|code de la santé publique|L. 6133-1 à L. 6133-3|-",
            ],
        ),
        (
            "articles 3, 4 et 5 de l’ordonnance n° 2017-1386",
            &["articles 3, 4 et 5 de l’ordonnance n° 2017-1386 = ordonnance|2017-1386|-|-|3, 4 et 5|-"],
        ),
        (
            "l'article L4021-1 du Code de la Santé publique",
            &["article L4021-1 du Code de la Santé publique = code|-|-|code de la santé publique|L4021-1|-"],
        ),
        (
            "code de l'action sociale et des familles",
            &["code de l'action sociale et des familles = code|-|-|code de l’action sociale et des familles|-|-"],
        ),
        (
            "l’article 59 de la loi HPST et la Loi HPST",
            &["article 59 de la loi HPST = loi|-|-|loi HPST|59|hpst", "Loi HPST = loi|-|-|Loi HPST|-|hpst"],
        ),
        (
            "article 2, alinéa 2, de la loi du 9 janvier 1986",
            &["article 2, alinéa 2, de la loi du 9 janvier 1986 = loi|-|1986-01-09|-|2|-"],
        ),
        (
            "article 2, premier alinéa, de la loi du 9 janvier 1986",
            &["article 2, premier alinéa, de la loi du 9 janvier 1986 = loi|-|1986-01-09|-|2|-"],
        ),
        (
            "loi n° 83-634 modifiée du 13 juillet 1983, article 8",
            &["loi n° 83-634 modifiée du 13 juillet 1983, article 8 = loi|83-634|1983-07-13|-|8|-"],
        ),
        (
            "les lois n° 2002-2 du 2 janvier 2002 et n° 2005-102 du 11 février 2005",
            &[
                "lois n° 2002-2 du 2 janvier 2002 = loi|2002-2|2002-01-02|-|-|-",
                "n° 2005-102 du 11 février 2005 = loi|2005-102|2005-02-11|-|-|-",
            ],
        ),
        (
            "directive 2005/36/CE, règlement (UE) 2016/679",
            &[
                "directive 2005/36/CE = directive|2005/36/CE|-|-|-|-",
                "règlement (UE) 2016/679 = reglement|2016/679|-|-|-|-",
            ],
        ),
        (
            "circulaire n° DGOS/RH4/2012/70 du 5 mars 2012",
            &["circulaire n° DGOS/RH4/2012/70 du 5 mars 2012 = circulaire|DGOS/RH4/2012/70|2012-03-05|-|-|-"],
        ),
        (
            "emploi du 3 mars 2020, loi précaire, la loi, article 5, code couleur, arrêté, loi du 45 mars 2020, loi HPSTE",
            &[],
        ),
        ("un décret fixera, article", &[]),
        (
            "la loi Hôpital, patients, santé, dite",
            &["loi Hôpital, patients, santé = loi|-|-|loi Hôpital, patients, santé|-|hpst"],
        ),
        ("loi", &[]),
        ("article 1", &[]),
    ] {
        assert_eq!(cited(text), expected, "{text}");
    }
}

#[test]
fn citations_replace_the_words_of_known_texts() {
    let text =
        "le décret n° 2002-9 du\n4 janvier 2002, la loi du 1^er^ août 2003 et `loi HPST`, *loi HPST*\n\n> loi HPST";
    let (mut prose, _) = read(text, &|at| at, &"a.md".into(), &[]);
    let (mut found, mut unknown) = (Vec::new(), Vec::new());
    mark(&mut prose.blocks, &lookup, &mut found, &mut unknown);
    let ids: Vec<&str> = found.iter().map(|(id, _)| &**id).collect();
    assert_eq!(ids, ["decret-2002-9", "hpst", "hpst"]);
    let tree = format!("{:?}", prose.blocks);
    assert!(tree.contains("text: \"décret n° 2002-9 du 4 janvier 2002\""), "{tree}");
    assert_eq!(&text[unknown[0].1.clone()], "loi du 1^er^ août 2003");
    assert_eq!(unknown[0].0.date.as_deref(), Some("2003-08-01"));
    assert_eq!(tree.matches("Citation {").count(), 3);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]
    #[test]
    fn no_text_makes_it_panic(words in proptest::collection::vec("loi |article |L\\.|n°|du |1er |mars |2020|-|code de la |é|’|,|\u{202f}|et |directive |/|art\\.", 0..14)) {
        let text = words.concat();
        let mut end = 0;
        for (found, _) in find(&text, &lookup) {
            proptest::prop_assert!(found.range.start >= end && found.range.end > found.range.start);
            end = found.range.end;
        }
    }
}
