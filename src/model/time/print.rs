//! Dates in words: correct French, correct English.

use super::form::{Anchor, Edge, Form, Step};
use super::unit::{Doubt, Moment, Third, Unit};
use super::{When, words};
use crate::diagnostics::Lang;

/// The grammar that a French date needs around it; English takes the first form with a word before it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Case {
    /// « mars 2021 »
    Bare,
    /// « de mars 2021 », « du 1er mars 2021 »
    De,
    /// « à mars 2021 », « au 1er mars 2021 »
    A,
    /// « en mars 2021 », « le 1er mars 2021 »
    En,
    /// « avant mars 2021 », « avant le 1er mars 2021 »
    Avant,
}

pub(super) fn describe(when: &When, lang: Lang) -> String {
    let french = lang == Lang::Fr;
    let text = match when.form {
        Form::At(moment) => alone(moment, lang),
        Form::Span { from, to } => span(from, to, lang),
        Form::OneOf { first, last } => one_of(first, last, lang),
        Form::Before(moment) if french => format!("avant {}", fr(moment, Case::Avant)),
        Form::Before(moment) => format!("before {}", en(moment, Case::Avant)),
        Form::AsSoonAs if french => "dès que possible".to_owned(),
        Form::AsSoonAs => "as soon as possible".to_owned(),
        Form::Continuous if french => "au fil de l’eau".to_owned(),
        Form::Continuous => "on an ongoing basis".to_owned(),
        Form::Undefined if french => "à définir".to_owned(),
        Form::Undefined => "to be defined".to_owned(),
        Form::Every { count, step } => every(count, step, lang),
        Form::FromSignature { how, count, step } => {
            let text = from_signature(how, count, step, lang);
            return match dates(when) {
                Some(anchored) => format!("{text} ({})", describe(&anchored, lang)),
                None => text,
            };
        }
    };
    let counted = !matches!(when.form, Form::AsSoonAs);
    let since = when.since.as_deref().filter(|_| counted).and_then(|since| since.earliest());
    let by = when.by.as_deref();
    let mut out = text;
    if let Some(since) = since {
        let since = match when.since.as_deref().map(|since| since.form) {
            Some(Form::At(moment)) => moment,
            _ => Moment::sure(Unit::Day(since)),
        };
        out += &if french {
            format!(" à compter {}", fr(since, Case::De))
        } else {
            format!(" from {}", en(since, Case::De))
        };
    }
    if let Some(by) = by {
        let by = match by.form {
            Form::At(moment) => describe(&When::from_form(Form::by(moment)), lang),
            _ => describe(by, lang),
        };
        out += &format!(", {by}");
    }
    out
}

/// The dates that a date counted from the signature comes to.
fn dates(when: &When) -> Option<When> {
    let at = |day| Moment::sure(Unit::Day(day));
    let form = match (when.earliest(), when.latest()) {
        (None, None) => return None,
        (Some(first), Some(last)) if first == last => Form::At(at(first)),
        (Some(first), Some(last)) => Form::Span { from: Edge::At(at(first)), to: Edge::At(at(last)) },
        (Some(first), None) => Form::Span { from: Edge::At(at(first)), to: Edge::Open },
        (None, Some(last)) => Form::by(at(last)),
    };
    Some(When::from_form(form))
}

/// A unit alone.
pub(super) fn unit(unit: Unit, lang: Lang) -> String {
    alone(Moment::sure(unit), lang)
}

fn alone(moment: Moment, lang: Lang) -> String {
    let sure = Moment { doubt: None, ..moment };
    let approximate = matches!(moment.doubt, Some(Doubt::Approximate | Doubt::Both));
    let uncertain = matches!(moment.doubt, Some(Doubt::Uncertain | Doubt::Both));
    let text = match (lang, approximate) {
        (Lang::Fr, false) => fr(sure, Case::Bare),
        (Lang::Fr, true) => format!("vers {}", fr(sure, Case::Avant)),
        (Lang::En, false) => en(sure, Case::Bare),
        (Lang::En, true) => format!("around {}", en(sure, Case::Avant)),
    };
    match (lang, uncertain) {
        (_, false) => text,
        (Lang::Fr, true) => format!("{text} (à confirmer)"),
        (Lang::En, true) => format!("{text} (to be confirmed)"),
    }
}

fn span(from: Edge, to: Edge, lang: Lang) -> String {
    let french = lang == Lang::Fr;
    match (from, to) {
        (Edge::At(a), Edge::At(b)) => {
            let (short, tail) = shared(a, b, lang);
            match french {
                true => {
                    let start = short.map_or_else(|| fr(a, Case::De), |short| with_de(&short, a.unit));
                    format!("{start} {}", fr(b, Case::A))
                }
                false => {
                    let start = short.unwrap_or_else(|| en(a, Case::De));
                    format!("from {start} to {}", tail.unwrap_or_else(|| en(b, Case::A)))
                }
            }
        }
        (Edge::At(a), end) => {
            let text =
                if french { format!("à compter {}", fr(a, Case::De)) } else { format!("from {}", en(a, Case::De)) };
            text + match (end, lang) {
                (Edge::Unknown, Lang::Fr) => " (fin inconnue)",
                (Edge::Unknown, Lang::En) => " (end unknown)",
                _ => "",
            }
        }
        (start, Edge::At(b)) => {
            let plain = b.third.is_none() && matches!(b.unit, Unit::Month { .. } | Unit::Year(_));
            let text = match (french, plain) {
                (true, true) => format!("jusqu’{}", fr(b, Case::En)),
                (true, false) => format!("jusqu’{}", fr(b, Case::A)),
                (false, _) => format!("until {}", en(b, Case::A)),
            };
            text + match (start, lang) {
                (Edge::Unknown, Lang::Fr) => " (début inconnu)",
                (Edge::Unknown, Lang::En) => " (start unknown)",
                _ => "",
            }
        }
        _ => String::new(),
    }
}

fn one_of(first: Edge, last: Edge, lang: Lang) -> String {
    match (first, last, lang) {
        (Edge::At(a), Edge::At(b), Lang::Fr) => format!("entre {} et {}", fr(a, Case::Avant), fr(b, Case::Avant)),
        (Edge::At(a), Edge::At(b), Lang::En) => format!("between {} and {}", en(a, Case::Avant), en(b, Case::Avant)),
        (_, Edge::At(b), Lang::Fr) => format!("au plus tard {}", fr(b, Case::En)),
        (_, Edge::At(b), Lang::En) => format!("no later than {}", en(b, Case::Avant)),
        (first, last, _) => span(first, last, lang),
    }
}

/// The start of a range without the year (and month) that its end repeats, and in English the end where that changes.
fn shared(a: Moment, b: Moment, lang: Lang) -> (Option<String>, Option<String>) {
    if a.third.is_some()
        || b.third.is_some()
        || a.doubt.is_some()
        || b.doubt.is_some()
        || a.unit.year() != b.unit.year()
    {
        return (None, None);
    }
    let french = lang == Lang::Fr;
    let place = |number| if french { ordinal_fr(number) } else { ordinal_en(number).to_owned() };
    match (a.unit, b.unit) {
        (Unit::Day(a), Unit::Day(b)) if a.month() == b.month() => {
            let day = a.day_of_month();
            (Some(if french { day_fr(day) } else { day.to_string() }), None)
        }
        (Unit::Day(a), Unit::Day(_)) if french => {
            (Some(format!("{} {}", day_fr(a.day_of_month()), words::month_fr(a.month()))), None)
        }
        (Unit::Day(a), Unit::Day(_)) => (Some(format!("{} {}", a.day_of_month(), words::month_en(a.month()))), None),
        (Unit::Month { month, .. }, Unit::Month { .. }) => {
            (Some(if french { words::month_fr(month) } else { words::month_en(month) }.to_owned()), None)
        }
        (Unit::Quarter { number, .. }, Unit::Quarter { number: last, year }) => (
            Some(if french { place(number) } else { format!("the {}", place(number)) }),
            (!french).then(|| format!("the {} quarter of {year:04}", place(last))),
        ),
        (Unit::Half { number, .. }, Unit::Half { number: last, year }) => (
            Some(if french { place(number) } else { format!("the {}", place(number)) }),
            (!french).then(|| format!("the {} half of {year:04}", place(last))),
        ),
        _ => (None, None),
    }
}

/// A shortened start of a range with its « de ».
fn with_de(short: &str, unit: Unit) -> String {
    match unit {
        Unit::Month { .. } if short.starts_with(['a', 'o']) => format!("d’{short}"),
        Unit::Month { .. } => format!("de {short}"),
        _ => format!("du {short}"),
    }
}

fn fr(moment: Moment, case: Case) -> String {
    let mut text = match moment.third {
        Some(third) => third_fr(moment.unit, third, case),
        None => unit_fr(moment.unit, case),
    };
    match moment.doubt {
        Some(Doubt::Approximate) => text += " environ",
        Some(Doubt::Uncertain) => text += " (à confirmer)",
        Some(Doubt::Both) => text += " environ (à confirmer)",
        None => {}
    }
    text
}

fn unit_fr(unit: Unit, case: Case) -> String {
    let name = name_fr(unit);
    let elided = name.starts_with(['a', 'o', 'é', 'h']);
    // Months and years take no article; days and parts of the year do.
    match (unit, case) {
        (_, Case::Bare) | (Unit::Month { .. } | Unit::Year(_), Case::Avant) => name,
        (Unit::Month { .. }, Case::De) if elided => format!("d’{name}"),
        (Unit::Month { .. } | Unit::Year(_), Case::De) => format!("de {name}"),
        (Unit::Month { .. } | Unit::Year(_), Case::A) => format!("à {name}"),
        (Unit::Month { .. } | Unit::Year(_), Case::En) => format!("en {name}"),
        (Unit::Season { .. }, Case::De) if elided => format!("de l’{name}"),
        (Unit::Season { .. }, Case::A | Case::En) if elided => format!("à l’{name}"),
        (Unit::Season { .. }, Case::Avant) if elided => format!("l’{name}"),
        (_, Case::De) => format!("du {name}"),
        (_, Case::A) => format!("au {name}"),
        (Unit::Day(_), Case::En) | (_, Case::Avant) => format!("le {name}"),
        (_, Case::En) => format!("au {name}"),
    }
}

fn name_fr(unit: Unit) -> String {
    match unit {
        Unit::Day(day) => {
            format!("{} {} {:04}", day_fr(day.day_of_month()), words::month_fr(day.month()), day.year())
        }
        Unit::Month { year, month } => format!("{} {year:04}", words::month_fr(month)),
        Unit::Quarter { year, number } => format!("{} trimestre {year:04}", ordinal_fr(number)),
        Unit::FourMonth { year, number } => format!("{} quadrimestre {year:04}", ordinal_fr(number)),
        Unit::Half { year, number } => format!("{} semestre {year:04}", ordinal_fr(number)),
        Unit::Season { year, number: 4 } => format!("hiver {year:04}-{:04}", year + 1),
        Unit::Season { year, number } => {
            format!("{} {year:04}", ["printemps", "été", "automne"][(number.clamp(1, 3) - 1) as usize])
        }
        Unit::Year(year) => format!("{year:04}"),
    }
}

/// « début 2022 », « mi-mars 2021 », « fin du 1er trimestre 2021 ».
fn third_fr(unit: Unit, third: Third, case: Case) -> String {
    if matches!(unit, Unit::Month { .. } | Unit::Year(_)) {
        let name = match third {
            Third::First => format!("début {}", name_fr(unit)),
            Third::Middle => format!("mi-{}", name_fr(unit)),
            Third::Last => format!("fin {}", name_fr(unit)),
        };
        return match case {
            Case::De => format!("de {name}"),
            Case::A => format!("à {name}"),
            Case::Bare | Case::En | Case::Avant => name,
        };
    }
    let of = unit_fr(unit, Case::De);
    let (noun, feminine) = match third {
        Third::First => ("début", false),
        Third::Middle => ("milieu", false),
        Third::Last => ("fin", true),
    };
    let article = match (case, feminine) {
        (Case::Bare, _) => "",
        (Case::De, false) => "du ",
        (Case::De, true) => "de la ",
        (Case::A | Case::En, false) => "au ",
        (Case::A | Case::En, true) => "à la ",
        (Case::Avant, false) => "le ",
        (Case::Avant, true) => "la ",
    };
    format!("{article}{noun} {of}")
}

/// In English everything but [`Case::Bare`] takes the article where the noun has one.
fn en(moment: Moment, case: Case) -> String {
    let article = if case == Case::Bare { "" } else { "the " };
    let name = name_en(moment.unit);
    let noun = matches!(moment.unit, Unit::Quarter { .. } | Unit::FourMonth { .. } | Unit::Half { .. });
    let of = if noun { format!("the {name}") } else { name.clone() };
    let mut text = match moment.third {
        None if noun => format!("{article}{name}"),
        None => name,
        Some(Third::First) => format!("{article}beginning of {of}"),
        Some(Third::Middle) if matches!(moment.unit, Unit::Month { .. } | Unit::Year(_)) => format!("mid-{name}"),
        Some(Third::Middle) => format!("{article}middle of {of}"),
        Some(Third::Last) => format!("{article}end of {of}"),
    };
    match moment.doubt {
        Some(Doubt::Approximate) => text += " approximately",
        Some(Doubt::Uncertain) => text += " (to be confirmed)",
        Some(Doubt::Both) => text += " approximately (to be confirmed)",
        None => {}
    }
    text
}

fn name_en(unit: Unit) -> String {
    match unit {
        Unit::Day(day) => format!("{} {} {:04}", day.day_of_month(), words::month_en(day.month()), day.year()),
        Unit::Month { year, month } => format!("{} {year:04}", words::month_en(month)),
        Unit::Quarter { year, number } => format!("{} quarter of {year:04}", ordinal_en(number)),
        Unit::FourMonth { year, number } => format!("{} four-month period of {year:04}", ordinal_en(number)),
        Unit::Half { year, number } => format!("{} half of {year:04}", ordinal_en(number)),
        Unit::Season { year, number: 4 } => format!("winter {year:04}-{:04}", year + 1),
        Unit::Season { year, number } => {
            format!("{} {year:04}", ["spring", "summer", "autumn"][(number.clamp(1, 3) - 1) as usize])
        }
        Unit::Year(year) => format!("{year:04}"),
    }
}

fn day_fr(day: i8) -> String {
    if day == 1 { "1er".to_owned() } else { day.to_string() }
}

fn ordinal_fr(number: i8) -> String {
    if number == 1 { "1er".to_owned() } else { format!("{number}e") }
}

fn ordinal_en(number: i8) -> &'static str {
    ["first", "second", "third", "fourth"][(number.clamp(1, 4) - 1) as usize]
}

fn every(count: u16, step: Step, lang: Lang) -> String {
    if step.named(count) {
        let (fr, en) = match (step, count) {
            (Step::Day, _) => ("jour", "day"),
            (Step::Week, _) => ("semaine", "week"),
            (Step::Month, 3) => ("trimestre", "quarter"),
            (Step::Month, 6) => ("semestre", "six months"),
            (Step::Month, _) => ("mois", "month"),
            (Step::Year, _) => ("année", "year"),
        };
        return match lang {
            Lang::Fr => format!("chaque {fr}"),
            Lang::En => format!("every {en}"),
        };
    }
    match lang {
        Lang::Fr => {
            format!("{} les {}", if step == Step::Week { "toutes" } else { "tous" }, duration(count, step, lang))
        }
        Lang::En => format!("every {}", duration(count, step, lang)),
    }
}

fn duration(count: u16, step: Step, lang: Lang) -> String {
    let one = count == 1;
    let name = match (step, lang) {
        (Step::Day, Lang::Fr) => {
            if one {
                "jour"
            } else {
                "jours"
            }
        }
        (Step::Week, Lang::Fr) => {
            if one {
                "semaine"
            } else {
                "semaines"
            }
        }
        (Step::Month, Lang::Fr) => "mois",
        (Step::Year, Lang::Fr) => {
            if one {
                "an"
            } else {
                "ans"
            }
        }
        (Step::Day, Lang::En) => {
            if one {
                "day"
            } else {
                "days"
            }
        }
        (Step::Week, Lang::En) => {
            if one {
                "week"
            } else {
                "weeks"
            }
        }
        (Step::Month, Lang::En) => {
            if one {
                "month"
            } else {
                "months"
            }
        }
        (Step::Year, Lang::En) => {
            if one {
                "year"
            } else {
                "years"
            }
        }
    };
    format!("{count} {name}")
}

fn from_signature(how: Anchor, count: u16, step: Step, lang: Lang) -> String {
    let length = duration(count, step, lang);
    match (lang, how, count) {
        (Lang::Fr, Anchor::From, 0) => "à compter de la signature".to_owned(),
        (Lang::En, Anchor::From, 0) => "from signature".to_owned(),
        (Lang::Fr, _, 0) => "à la signature".to_owned(),
        (Lang::En, _, 0) => "on signature".to_owned(),
        (Lang::Fr, Anchor::Within, 1) => format!(
            "dans un délai d’{} {} suivant la signature",
            if step == Step::Week { "une" } else { "un" },
            &length[2..]
        ),
        (Lang::Fr, Anchor::Within, _) => format!("dans les {length} suivant la signature"),
        (Lang::En, Anchor::Within, _) => format!("within {length} of signature"),
        (Lang::Fr, Anchor::After, _) => format!("{length} après la signature"),
        (Lang::En, Anchor::After, _) => format!("{length} after signature"),
        (Lang::Fr, Anchor::From, _) => format!("à partir de {length} après la signature"),
        (Lang::En, Anchor::From, _) => format!("from {length} after signature"),
    }
}
