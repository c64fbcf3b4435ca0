//! Dates in words, French and English: « avant la fin du premier trimestre 2021 », `by the end of March 2021`.

use super::form::{Anchor, Edge, Form, Step};
use super::moment::{moment, partial};
use super::reader::Reader;
use super::unit::{Moment, Unit};
use super::words::{self, Token};
use super::{TimeError, When, Wording, print};
use crate::diagnostics::Lang;

/// Reads a whole text. Each way of saying when is tried in turn and must use up the text.
pub(super) fn parse(text: &str) -> Result<When, TimeError> {
    let tokens = words::tokens(&words::folded(text))?;
    let mut reader = Reader::new(&tokens);
    let ways: [fn(&mut Reader) -> Option<When>; 8] =
        [undefined, as_soon_as, continuous, recurring, from_signature, limited, range, single];
    for way in ways {
        reader.at = 0;
        if let Some(when) = way(&mut reader)
            && reader.finished()
        {
            return when.checked().map(|when| worded(when, text, &tokens));
        }
    }
    Err(reader.fault.unwrap_or_else(|| TimeError::unknown(text)))
}

/// Keeps the words where they say it otherwise than the description would.
fn worded(mut when: When, text: &str, tokens: &[Token]) -> When {
    let compact = |token: &Token| !matches!(token, Token::Word(word) if !words::is_lead(word));
    if tokens.iter().all(compact) && matches!(when.form, Form::At(_)) {
        return when;
    }
    let lang = if words::is_english(tokens) { Lang::En } else { Lang::Fr };
    let bare = |tokens: &[Token]| -> Vec<Token> {
        tokens.iter().filter(|token| !matches!(token, Token::Word(word) if words::is_lead(word))).cloned().collect()
    };
    let described = words::tokens(&words::folded(&print::describe(&when, lang))).unwrap_or_default();
    if bare(&described) != bare(tokens) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        // « 2020-2021 » is the same in every language.
        let lang = tokens.iter().any(|token| matches!(token, Token::Word(_))).then_some(lang);
        when.wording = Some(Wording { text, lang });
    }
    when
}

fn single(r: &mut Reader) -> Option<When> {
    moment(r).map(|moment| When::from_form(Form::At(moment)))
}

/// « de mars à juin 2022 », « septembre-octobre 2020 », « du 12 au 15 mars 2021 », `between 2021 and 2023`.
fn range(r: &mut Reader) -> Option<When> {
    let (from, to) = range_ends(r)?;
    let form = Form::span(Edge::At(from), Edge::At(to));
    r.sure(form).map(When::from_form)
}

/// Two ends; « et » without « entre » only joins what adjoins, because « mars et septembre » are not all between.
fn range_ends(r: &mut Reader) -> Option<(Moment, Moment)> {
    let between = r.any(&["entre", "between", "from"]);
    let from = partial(r)?;
    let mut joined = false;
    if r.sign('-') || r.sign('/') {
        r.sign('-');
    } else if r.any(&["et", "and"]) {
        joined = !between;
    } else if !r.any(&["jusqu", "a", "au", "aux", "to", "until", "till", "through"]) {
        return None;
    }
    let to = partial(r)?;
    let from = from.lent(to);
    let (from, to) = (from.complete(r)?, to.lent(from).complete(r)?);
    (!joined || from.bounds().1.plus_days(1) == to.bounds().0).then_some((from, to))
}

/// « à compter du … », « au plus tard le … », « avant … », one or the other or both.
fn limited(r: &mut Reader) -> Option<When> {
    let start = r.at;
    if let Some(last) = moment(r)
        && r.any(&["au plus tard", "at the latest"])
    {
        return Some(When::from_form(Form::by(last)));
    }
    r.at = start;
    let limits = limits(r);
    let form = match (limits.since, limits.by) {
        (None, None) => return None,
        (Some(since), None) => Form::span(Edge::At(since), Edge::Open),
        (None, Some((by, false))) => Ok(Form::by(by)),
        (None, Some((by, true))) => by.last_day_before().map(|_| Form::Before(by)),
        (Some(since), Some((by, false))) => Form::span(Edge::At(since), Edge::At(by)),
        (Some(since), Some((by, true))) => {
            by.last_day_before().and_then(|eve| Form::span(Edge::At(since), Edge::At(Moment::sure(Unit::Day(eve)))))
        }
    };
    r.sure(form).map(When::from_form)
}

#[derive(Default)]
struct Limits {
    since: Option<Moment>,
    /// The moment, and whether it must be strictly before.
    by: Option<(Moment, bool)>,
}

impl Limits {
    fn added_to(self, mut when: When, r: &mut Reader) -> Option<When> {
        if let Some(since) = self.since {
            when = when.with_since(When::from_form(Form::At(since)));
        }
        if let Some((by, strict)) = self.by {
            let form = if strict { by.last_day_before().map(|_| Form::Before(by)) } else { Ok(Form::by(by)) };
            when = when.with_by(When::from_form(r.sure(form)?));
        }
        Some(when)
    }
}

/// Whatever bounds follow, each at most once.
fn limits(r: &mut Reader) -> Limits {
    let mut limits = Limits::default();
    loop {
        let start = r.at;
        r.pause();
        if limits.since.is_none()
            && let Some(since) = r.attempt(|r| if since_words(r) { moment(r) } else { None })
        {
            limits.since = Some(since);
        } else if limits.by.is_none()
            && let Some(by) = r.attempt(|r| {
                let strict = by_words(r)?;
                Some((moment(r)?, strict))
            })
        {
            let _ = r.any(&["au plus tard", "at the latest"]);
            limits.by = Some(by);
        } else {
            r.at = start;
            return limits;
        }
    }
}

fn since_words(r: &mut Reader) -> bool {
    let _ = r.any(&["en vigueur", "ouvert", "effective"]);
    r.any(&[
        "a compter",
        "a partir",
        "a dater",
        "des",
        "depuis",
        "au plus tot",
        "pas avant",
        "as from",
        "as of",
        "starting from",
        "starting",
        "effective from",
        "from",
        "since",
        "not before",
        "no earlier than",
        "not earlier than",
    ])
}

/// Whether the words found mean strictly before.
fn by_words(r: &mut Reader) -> Option<bool> {
    if r.any(&["au plus tard avant", "avant", "before"]) {
        return Some(true);
    }
    r.any(&[
        "au plus tard d ici",
        "au plus tard jusqu",
        "au plus tard",
        "jusqu",
        "d ici",
        "pour",
        "by",
        "until",
        "till",
        "up to",
        "no later than",
        "not later than",
        "at the latest by",
        "at the latest",
    ])
    .then_some(false)
}

const AS_SOON_AS: &[&str] = &[
    "des que possible",
    "aussitot que possible",
    "le plus rapidement possible",
    "le plus vite possible",
    "le plus tot possible",
    "dans les meilleurs delais",
    "dans les plus brefs delais",
    "dans les delais les plus brefs",
    "au plus vite",
    "au plus tot",
    "immediatement",
    "sans tarder",
    "sans delai",
    "sans attendre",
    "as soon as possible",
    "asap",
    "immediately",
    "without delay",
    "at once",
];

fn as_soon_as(r: &mut Reader) -> Option<When> {
    if !r.any(AS_SOON_AS) {
        return None;
    }
    r.attempt(|r| {
        let _ = r.any(&["apres", "des", "a compter", "after", "from", "upon"]);
        r.leads();
        signature(r)
    });
    limits(r).added_to(When::from_form(Form::AsSoonAs), r)
}

fn undefined(r: &mut Reader) -> Option<When> {
    let _ = r.any(&["date", "echeance", "calendrier"]);
    r.any(&[
        "a definir",
        "a determiner",
        "a preciser",
        "a fixer",
        "a confirmer",
        "non date",
        "non datee",
        "non definie",
        "non defini",
        "non precisee",
        "non precise",
        "sans date",
        "sans echeance",
        "indefini",
        "indefinie",
        "indeterminee",
        "inconnue",
        "n d",
        "to be defined",
        "to be determined",
        "to be confirmed",
        "to be decided",
        "tbd",
        "tbc",
        "undated",
        "undefined",
        "not dated",
        "no date",
        "unknown",
    ])
    .then_some(())
    .or_else(|| (r.eat("n") && r.sign('.') && r.eat("d")).then_some(()))
    .map(|()| When::from_form(Form::Undefined))
}

fn continuous(r: &mut Reader) -> Option<When> {
    if !r.any(&[
        "au fil de l eau",
        "en continu",
        "de maniere continue",
        "de facon continue",
        "en permanence",
        "ongoing",
        "on an ongoing basis",
        "continuously",
    ]) {
        return None;
    }
    limits(r).added_to(When::from_form(Form::Continuous), r)
}

fn recurring(r: &mut Reader) -> Option<When> {
    let _ = r.any(&["au moins", "a minima", "at least"]);
    let (count, step) = rhythm(r)?;
    let when = When::from_form(Form::every(count, step));
    let between = |r: &mut Reader| {
        r.pause();
        range_ends(r)
    };
    match r.attempt(between) {
        Some((from, to)) => {
            let limits = Limits { since: Some(from), by: Some((to, false)) };
            limits.added_to(when, r)
        }
        None => limits(r).added_to(when, r),
    }
}

fn rhythm(r: &mut Reader) -> Option<(u16, Step)> {
    let adverb = match r.word()? {
        "annuel" | "annuelle" | "annuellement" | "annually" | "yearly" => Some((1, Step::Year)),
        "semestriel" | "semestrielle" | "semestriellement" => Some((6, Step::Month)),
        "trimestriel" | "trimestrielle" | "trimestriellement" | "quarterly" => Some((3, Step::Month)),
        "mensuel" | "mensuelle" | "mensuellement" | "monthly" => Some((1, Step::Month)),
        "hebdomadaire" | "weekly" => Some((1, Step::Week)),
        "quotidien" | "quotidienne" | "quotidiennement" | "daily" => Some((1, Step::Day)),
        _ => None,
    };
    if adverb.is_some() {
        r.at += 1;
        return adverb;
    }
    if r.any(&["tous les", "toutes les", "chaque", "every", "each"]) {
        return r.duration().filter(|&(count, _)| count > 0);
    }
    let times = if r.eat("once") {
        1
    } else if r.eat("twice") {
        2
    } else {
        let times = r.count()?;
        r.any(&["fois", "times", "time"]).then_some(times)?
    };
    r.any(&["par", "tous les", "toutes les", "chaque", "a", "per", "every", "each"]).then_some(())?;
    let (count, step) = r.duration()?;
    // « deux fois par an » is every six months; what months cannot share out is no rhythm of the calendar.
    let (count, step) = match step {
        Step::Year if times > 1 => (count.checked_mul(12)?, Step::Month),
        _ => (count, step),
    };
    let times = u16::try_from(times).ok().filter(|&times| times > 0 && count.is_multiple_of(times))?;
    (count > 0).then_some((count / times, step))
}

/// « dans les six mois suivant la signature », « à la signature », `within six months of signature`.
fn from_signature(r: &mut Reader) -> Option<When> {
    let form = |how: Anchor, (count, step): (u16, Step)| When::from_form(Form::FromSignature { how, count, step });
    if let Some(when) = r.attempt(|r| {
        r.leads();
        signature(r)?;
        r.sign('+').then_some(())?;
        Some(form(Anchor::Within, r.duration()?))
    }) {
        return Some(when);
    }
    let at_once = |r: &mut Reader| {
        let how = if since_words(r) {
            Anchor::From
        } else {
            r.any(&["a", "lors", "au moment", "le jour", "on", "upon", "at"]).then_some(Anchor::After)?
        };
        r.leads();
        signature(r)?;
        Some(form(how, (0, Step::Day)))
    };
    if let Some(when) = r.attempt(at_once) {
        return Some(when);
    }
    let _ = r.any(&["au plus tard", "no later than", "not later than"]);
    let within = r.any(&["dans", "sous", "within", "d ici"]);
    r.leads();
    if r.any(&["un delai", "delai"]) {
        r.leads();
    }
    let duration = r.duration()?;
    let named = r.attempt(|r| {
        r.any(&["suivant", "apres", "qui suivent", "a compter", "a partir", "des", "of", "after", "following", "from"])
            .then_some(())?;
        r.leads();
        signature(r)
    });
    match (within, named) {
        (true, _) => Some(form(Anchor::Within, duration)),
        (false, Some(())) => Some(form(Anchor::After, duration)),
        (false, None) => None,
    }
}

/// The signature and what was signed.
fn signature(r: &mut Reader) -> Option<()> {
    if r.eat("date") {
        r.leads();
    }
    r.any(&["signature", "signing"]).then_some(())?;
    r.attempt(|r| {
        r.leads();
        let _ = r.any(&["present", "presente", "this"]);
        r.any(&["accord", "convention", "avenant", "agreement", "conclusions", "texte"]).then_some(())
    });
    Some(())
}
