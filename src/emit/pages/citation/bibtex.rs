//! A citation as BibTeX, in what every tool reads: the entry types and fields of classic BibTeX, with `url` beside them.
//!
//! A report is a `techreport` where its date and its institution are known, anything else `misc`: the classic types know no law, no accord and
//! no entry of a glossary, and what the thing is stands in `howpublished` and `note`. Names and titles are in braces of
//! their own, so that no style takes a ministry for a person or lowers capitals.

use crate::diagnostics::Lang;
use crate::model::time::When;
use crate::site::citation::{Citation, Sort, parts};

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The entry of a citation; `site` is the title of the site, `lang` its language.
pub fn entry(citation: &Citation, site: &str, lang: Lang) -> String {
    let dated = citation.issued.as_ref().map(|when| dated(when, lang));
    let institution = citation.institution.as_ref().filter(|_| citation.sort == Sort::Report && dated.is_some());
    let (is_report, authors) = (institution.is_some(), citation.credited());
    let mut fields: Vec<(&str, String)> = Vec::new();
    if !authors.is_empty() {
        let names: Vec<String> = authors.iter().map(|name| format!("{{{}}}", escaped(name))).collect();
        fields.push(("author", format!("{{{}}}", names.join(" and "))));
    }
    fields.push(("title", format!("{{{{{}}}}}", escaped(&citation.title))));
    let published = [citation.within.as_deref(), Some(site), citation.publisher.as_deref()];
    let published = published.into_iter().flatten().collect::<Vec<_>>().join(", ");
    match institution {
        Some(institution) => fields.push(("institution", format!("{{{{{}}}}}", escaped(institution)))),
        None => fields.push(("howpublished", format!("{{{}}}", escaped(&published)))),
    }
    fields.extend(
        citation.number.iter().filter(|_| is_report).map(|number| ("number", format!("{{{}}}", escaped(number)))),
    );
    let Dated { year, month, day, words } = dated.unwrap_or_default();
    fields.extend(year.map(|year| ("year", format!("{{{}}}", escaped(&year)))));
    // The names of months are the style's own words, so they stand without braces.
    fields.extend(month.map(|month| ("month", month.to_owned())));
    fields.extend(day.map(|day| ("day", format!("{{{day}}}"))));
    let is_said = citation.title.to_lowercase().starts_with(&citation.genre.to_lowercase());
    let genre = Some(&citation.genre).filter(|genre| !is_said && !is_report && !genre.is_empty());
    let place = Some(&published).filter(|_| is_report);
    let notes = genre.into_iter().chain(&words).chain(place).chain(&citation.state);
    let notes: Vec<&str> = notes.map(String::as_str).collect();
    if !notes.is_empty() {
        fields.push(("note", format!("{{{}}}", escaped(&notes.join(". ")))));
    }
    fields.push(("language", format!("{{{}}}", citation.language)));
    fields.extend(citation.address.iter().map(|address| ("url", format!("{{{}}}", address.replace(['{', '}'], "")))));
    let lines: String = fields.iter().map(|(name, value)| format!(",\n  {name} = {value}")).collect();
    format!("@{}{{{}{lines}\n}}", if is_report { "techreport" } else { "misc" }, citation.key)
}

/// A date as BibTeX has it: never more precise than the source, whose words stand beside it where it is not just a year,
/// a month or a day.
#[derive(Default)]
struct Dated {
    year: Option<String>,
    month: Option<&'static str>,
    day: Option<u16>,
    words: Option<String>,
}

fn dated(when: &When, lang: Lang) -> Dated {
    if let Some(parts) = parts(when) {
        let month = parts.get(1).and_then(|month| MONTHS.get(usize::from(*month).wrapping_sub(1)));
        let year = parts.first().map(|year| format!("{year:04}"));
        return Dated { year, month: month.copied(), day: parts.get(2).copied(), words: None };
    }
    let words = when.describe(lang);
    match (when.earliest(), when.latest()) {
        (Some(first), Some(last)) if first.year() == last.year() => {
            Dated { year: Some(format!("{:04}", last.year())), words: Some(words), ..Dated::default() }
        }
        _ => Dated { year: Some(words), ..Dated::default() },
    }
}

/// A text with TeX's own signs written out. BibTeX counts braces, escaped or not, so that those are written as words.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for character in text.chars().filter(|character| !character.is_control()) {
        match character {
            '\\' => out.push_str("\\textbackslash{}"),
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '#' | '$' | '%' | '&' | '_' => out.extend(['\\', character]),
            _ => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tex_would_obey_is_written_out_and_the_rest_is_kept() {
        assert_eq!(escaped("50 % & plus: l’œuvre n°1_b #2 $3"), "50 \\% \\& plus: l’œuvre n°1\\_b \\#2 \\$3");
        assert_eq!(escaped("a{b"), "a\\textbraceleft{}b");
        assert_eq!(
            escaped("\\input{x}~^"),
            "\\textbackslash{}input\\textbraceleft{}x\\textbraceright{}\\textasciitilde{}\\textasciicircum{}"
        );
        let braces = |sign: char| escaped("}}{ \\{").matches(sign).count();
        assert_eq!(braces('{'), braces('}'), "an entry would end too early or never");
    }

    #[test]
    fn a_date_is_never_more_precise_than_its_source() {
        let of = |text: &str| {
            let Dated { year, month, day, words } = dated(&When::parse(text).expect("the date can be read"), Lang::Fr);
            format!(
                "{} {} {} {}",
                year.unwrap_or_default(),
                month.unwrap_or("-"),
                day.unwrap_or(0),
                words.unwrap_or_default()
            )
        };
        assert_eq!(of("2021-03-12"), "2021 mar 12 ");
        assert_eq!(of("mars 2021"), "2021 mar 0 ");
        assert_eq!(of("2021"), "2021 - 0 ");
        assert_eq!(of("2021-T1"), "2021 - 0 1er trimestre 2021");
        assert_eq!(of("fin 2021"), "2021 - 0 fin 2021");
        assert_eq!(of("2021/2023"), "de 2021 à 2023 - 0 ");
    }
}
