//! Compact forms of dates: EDTF (ISO 8601-2:2019, clause 7 and annex A), `2021-T1`, `31/12/2021`, recurrence rules.

use super::form::{Edge, Form, Step};
use super::unit::{Doubt, Moment, Unit};
use super::{Day, TimeError};

/// Reads a text that is a compact form as a whole; `None` where it is something else, such as words.
pub(super) fn parse(text: &str) -> Option<Result<Form, TimeError>> {
    let text = text.trim();
    if let Some(inside) = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return set(inside, true);
    }
    if let Some(inside) = text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
        return set(inside, false);
    }
    if let Some(moment) = moment(text) {
        return Some(moment.map(Form::At));
    }
    if let Some((from, to)) = text.split_once('/') {
        let (from, to) = (edge(from)?, edge(to)?);
        return Some(from.and_then(|from| Form::span(from, to?)));
    }
    if text.is_ascii() && text.len() == 4 {
        return decade(text);
    }
    if is_time_of_day(text) {
        return Some(Err(TimeError::time_of_day(text)));
    }
    let year = text.strip_prefix(['-', '+', 'Y', 'y']).unwrap_or(text);
    let digits = year.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0
        && (digits > 4 || year.len() < text.len())
        && year[digits..].bytes().all(|b| b == b'-' || b.is_ascii_digit())
    {
        return Some(Err(TimeError::year(text)));
    }
    recurrence(text)
}

/// One date in a compact form, with a sign of doubt perhaps.
fn moment(text: &str) -> Option<Result<Moment, TimeError>> {
    let doubt = match text.chars().last()? {
        '~' => Some(Doubt::Approximate),
        '?' => Some(Doubt::Uncertain),
        '%' => Some(Doubt::Both),
        _ => None,
    };
    let bare = if doubt.is_some() { &text[..text.len() - 1] } else { text };
    if let Some(year) = number(bare, 4, 4) {
        return Some(Ok(Moment { unit: Unit::Year(year), third: None, doubt }));
    }
    Some(compact(bare)?.map(|unit| Moment { unit, third: None, doubt }))
}

/// One date of two parts at least: `2021-03`, `2021-03-12`, `2021-T1`, `2021-33`, `31/12/2021`, `12/2021`.
pub(super) fn compact(text: &str) -> Option<Result<Unit, TimeError>> {
    if let Some((year, code)) = text.split_at_checked(4).and_then(|(year, rest)| Some((number(year, 4, 4)?, rest)))
        && let mut signs = code.strip_prefix('-').unwrap_or(code).chars()
        && let (Some(letter), Some(digit), None) = (signs.next(), signs.next(), signs.next())
        && let (true, Some(digit)) = (letter.is_ascii_alphabetic(), digit.to_digit(10))
    {
        return coded(letter, digit as i8, year);
    }
    for separator in ['/', '.', '-'] {
        let parts: Vec<&str> = text.split(separator).collect();
        if let [day, month, year] = parts[..]
            && let (Some(day), Some(month)) = (number(day, 1, 2), number(month, 1, 2))
        {
            if let Some(year) = number(year, 4, 4) {
                return Some(Unit::day(year, month as i8, day as i8));
            }
            if separator == '/' && year.len() <= 6 && year.bytes().all(|b| b.is_ascii_digit()) {
                return Some(Err(TimeError::year(year)));
            }
        }
    }
    if let Some((month, year)) = text.split_once('/') {
        return Some(Unit::month(number(year, 4, 4)?, number(month, 1, 2)? as i8));
    }
    let parts: Vec<&str> = text.split('-').collect();
    match parts[..] {
        [year, part] => {
            let year = number(year, 4, 4)?;
            if part.eq_ignore_ascii_case("xx") {
                return Some(Ok(Unit::Year(year)));
            }
            Some(part_of_year(year, number(part, 2, 2)? as i8, text))
        }
        [year, month, day] => {
            let year = number(year, 4, 4)?;
            match (number(month, 2, 2), number(day, 2, 2)) {
                (Some(month), Some(day)) => Some(Unit::day(year, month as i8, day as i8)),
                (Some(month), None) if day.eq_ignore_ascii_case("xx") => Some(Unit::month(year, month as i8)),
                (None, None) if month.eq_ignore_ascii_case("xx") && day.eq_ignore_ascii_case("xx") => {
                    Some(Ok(Unit::Year(year)))
                }
                _ => None,
            }
        }
        _ => None,
    }
}

/// `T1` or `Q1`, `S1` or `H1` of a year; `None` for another letter.
pub(super) fn coded(letter: char, number: i8, year: i16) -> Option<Result<Unit, TimeError>> {
    let unit = match letter.to_ascii_lowercase() {
        't' | 'q' => Unit::quarter(year, number),
        's' | 'h' => Unit::half(year, number),
        _ => return None,
    };
    Some(unit.ok_or_else(|| TimeError::impossible_code(&format!("{}{number}", letter.to_ascii_uppercase()))))
}

/// The two digits after a year: a month, or one of the sub-year groupings of ISO 8601-2, 4.8. The seasons that name
/// the southern hemisphere (29 to 32) have no bounds here and are refused.
fn part_of_year(year: i16, part: i8, text: &str) -> Result<Unit, TimeError> {
    match part {
        1..=12 => Unit::month(year, part),
        21..=24 => Unit::season(year, part - 20).ok_or_else(|| TimeError::impossible_code(text)),
        25..=28 => Unit::season(year, part - 24).ok_or_else(|| TimeError::impossible_code(text)),
        33..=36 => Unit::quarter(year, part - 32).ok_or_else(|| TimeError::impossible_code(text)),
        37..=39 => Unit::four_month(year, part - 36).ok_or_else(|| TimeError::impossible_code(text)),
        40..=41 => Unit::half(year, part - 39).ok_or_else(|| TimeError::impossible_code(text)),
        29..=32 => Err(TimeError::impossible_code(text)),
        _ => Err(TimeError::impossible_day(year, part, 1)),
    }
}

/// What stands on one side of the `/` of an interval (ISO 8601-2, 7.4: `..` is open, nothing is unknown).
fn edge(text: &str) -> Option<Result<Edge, TimeError>> {
    match text.trim() {
        "" => Some(Ok(Edge::Unknown)),
        ".." => Some(Ok(Edge::Open)),
        text => Some(moment(text)?.map(Edge::At)),
    }
}

/// The inside of a set: one of its members (`[…]`) or all of them (`{…}`), of which only the first and the last count.
fn set(inside: &str, one: bool) -> Option<Result<Form, TimeError>> {
    let mut first: Option<Edge> = None;
    let mut last: Option<Edge> = None;
    for item in inside.split(',') {
        let (from, to) = match item.trim().split_once("..") {
            Some((from, to)) => {
                let side = |text: &str| if text.trim().is_empty() { Some(Ok(Edge::Open)) } else { edge(text) };
                (side(from)?, side(to)?)
            }
            None => (edge(item)?, edge(item)?),
        };
        let (from, to) = match (from, to) {
            (Err(error), _) | (_, Err(error)) => return Some(Err(error)),
            (Ok(Edge::Unknown), _) | (_, Ok(Edge::Unknown)) => return None,
            (Ok(from), Ok(to)) => (from, to),
        };
        if let (Edge::At(from), Edge::At(to)) = (from, to)
            && from.bounds().0 > to.bounds().1
        {
            return Some(Err(TimeError::end_before_start(from.bounds().0, to.bounds().1)));
        }
        first = Some(first.map_or(from, |first| if from.start() < first.start() { from } else { first }));
        last = Some(last.map_or(to, |last| if to.end() > last.end() { to } else { last }));
    }
    let (first, last) = (first?, last?);
    match (first, last) {
        (Edge::At(first), Edge::At(last)) if first == last => Some(Ok(Form::At(first))),
        (Edge::Open, Edge::Open) => None,
        _ if one => Some(Form::one_of(first, last)),
        _ => Some(Form::span(first, last)),
    }
}

/// `202X` and `20XX`: a decade and a century (ISO 8601-2, 7.3: unspecified digits).
fn decade(text: &str) -> Option<Result<Form, TimeError>> {
    let known = text.trim_end_matches(['X', 'x']);
    if !(2..4).contains(&known.len()) {
        return None;
    }
    let from = number(&format!("{known:0<4}"), 4, 4)?;
    let to = number(&format!("{known:9<4}"), 4, 4)?;
    Some(Form::span(Edge::At(Moment::sure(Unit::Year(from))), Edge::At(Moment::sure(Unit::Year(to)))))
}

/// `RRULE:FREQ=MONTHLY;INTERVAL=3` (RFC 5545, 3.3.10), with no other part than these two.
fn recurrence(text: &str) -> Option<Result<Form, TimeError>> {
    let rule = text.strip_prefix("RRULE:").unwrap_or(text);
    let mut parts = rule.split(';');
    let step = match parts.next()?.strip_prefix("FREQ=")? {
        "DAILY" => Step::Day,
        "WEEKLY" => Step::Week,
        "MONTHLY" => Step::Month,
        "YEARLY" => Step::Year,
        _ => return None,
    };
    let count = match parts.next() {
        None => 1,
        Some(part) => part.strip_prefix("INTERVAL=")?.parse().ok().filter(|&count| count > 0)?,
    };
    parts.next().is_none().then_some(Ok(Form::every(count, step)))
}

fn is_time_of_day(text: &str) -> bool {
    let date = text.get(..10).and_then(compact);
    matches!(date, Some(Ok(Unit::Day(_))))
        && text[10..].starts_with(['T', 't', ' '])
        && text[11..].starts_with(|c: char| c.is_ascii_digit())
}

fn number(text: &str, least: usize, most: usize) -> Option<i16> {
    ((least..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

/// The canonical EDTF of a moment alone. Quarters, four-month periods and halves have the codes 33 to 41 of level 2; a
/// season is an interval of days, because its EDTF code says no bounds; a third is the `~` of the month or day that
/// stands for it, an interpretation that is wider than the words.
pub(super) fn of_moment(moment: Moment) -> String {
    let sign = moment.doubt.map(|doubt| doubt.sign().to_string()).unwrap_or_default();
    if let Some(third) = moment.third {
        return of_third(moment.unit, third) + if moment.doubt == Some(Doubt::Uncertain) { "%" } else { "~" };
    }
    match moment.unit {
        Unit::Quarter { year, number } => format!("{year:04}-{}{sign}", 32 + number),
        Unit::FourMonth { year, number } => format!("{year:04}-{}{sign}", 36 + number),
        Unit::Half { year, number } => format!("{year:04}-{}{sign}", 39 + number),
        Unit::Season { .. } => {
            let (first, last) = moment.bounds();
            format!("{first}/{last}")
        }
        _ => plain(moment.unit).unwrap_or_default() + &sign,
    }
}

/// The month or day that stands for a third: of a year 01, 06 and 12; of a month the 1st, the 15th and the last.
fn of_third(unit: Unit, third: super::unit::Third) -> String {
    use super::unit::Third;
    let (first, last) = unit.bounds();
    match unit.months() {
        Some(1) | None => match third {
            Third::First => first.to_string(),
            Third::Middle => first.plus_days((first.days_until(last) + 1).div_euclid(2) - 1).to_string(),
            Third::Last => last.to_string(),
        },
        Some(months) => {
            let at = match third {
                Third::First => 1,
                Third::Middle => (months + 1) / 2,
                Third::Last => months,
            };
            let day = first.plus_months(i32::from(at) - 1);
            format!("{:04}-{:02}", day.year(), day.month())
        }
    }
}

/// A day, month or year, the only units that an interval may hold.
fn plain(unit: Unit) -> Option<String> {
    match unit {
        Unit::Day(day) => Some(day.to_string()),
        Unit::Month { year, month } => Some(format!("{year:04}-{month:02}")),
        Unit::Year(year) => Some(format!("{year:04}")),
        _ => None,
    }
}

/// The EDTF of a moment where it starts or ends an interval: codes of parts of a year become months there.
pub(super) fn of_edge(moment: Moment, start: bool) -> String {
    if moment.third.is_none()
        && let Some(text) = plain(moment.unit)
    {
        return text + &moment.doubt.map(|doubt| doubt.sign().to_string()).unwrap_or_default();
    }
    let (first, last) = moment.bounds();
    let month = |day: Day| format!("{:04}-{:02}", day.year(), day.month());
    match start {
        true if first.day_of_month() == 1 => month(first),
        true => first.to_string(),
        false if last.is_last_of_month() => month(last),
        false => last.to_string(),
    }
}

/// The EDTF of the end of a deadline: as [`of_edge`], but the last day where words name an end.
pub(super) fn of_deadline(moment: Moment) -> String {
    if moment.third.is_some() { moment.bounds().1.to_string() } else { of_edge(moment, false) }
}
