//! The grammar of a citation, read from one place in a text.

use std::sync::Arc;

use super::{Found, Kind};
use crate::resolve::mentions::Folded;

/// The first word of a legal text, and its kind.
pub(super) const HEADS: [(&str, Kind); 28] = [
    ("loi", Kind::Law),
    ("lois", Kind::Law),
    ("ordonnance", Kind::Ordinance),
    ("ordonnances", Kind::Ordinance),
    ("décret", Kind::Decree),
    ("décrets", Kind::Decree),
    ("DÉCRET", Kind::Decree),
    ("decret", Kind::Decree),
    ("decrets", Kind::Decree),
    ("arrêté", Kind::Order),
    ("arrêtés", Kind::Order),
    ("ARRÊTÉ", Kind::Order),
    ("arrete", Kind::Order),
    ("arretes", Kind::Order),
    ("circulaire", Kind::Circular),
    ("circulaires", Kind::Circular),
    ("instruction", Kind::Circular),
    ("code", Kind::Code),
    ("codes", Kind::Code),
    ("directive", Kind::Directive),
    ("directives", Kind::Directive),
    ("règlement", Kind::Regulation),
    ("règlements", Kind::Regulation),
    ("RÈGLEMENT", Kind::Regulation),
    ("reglement", Kind::Regulation),
    ("reglements", Kind::Regulation),
    ("décret-loi", Kind::Decree),
    ("loi-cadre", Kind::Law),
];

/// The words before the number of an article.
pub(super) const ARTICLES: [&str; 3] = ["article", "articles", "art."];

/// The French codes, folded; one that is not here would be any word after « code ».
const CODES: [&str; 44] = [
    "code civil",
    "code de commerce",
    "code de deontologie medicale",
    "code de justice administrative",
    "code de l'action sociale et des familles",
    "code de l'education",
    "code de l'energie",
    "code de l'entree et du sejour des etrangers et du droit d'asile",
    "code de l'environnement",
    "code de l'organisation judiciaire",
    "code de l'urbanisme",
    "code de la commande publique",
    "code de la consommation",
    "code de la construction et de l'habitation",
    "code de la defense",
    "code de la mutualite",
    "code de la propriete intellectuelle",
    "code de la recherche",
    "code de la route",
    "code de la sante publique",
    "code de la securite interieure",
    "code de la securite sociale",
    "code de la voirie routiere",
    "code de procedure civile",
    "code de procedure penale",
    "code des assurances",
    "code des communes",
    "code des impositions sur les biens et services",
    "code des juridictions financieres",
    "code des marches publics",
    "code des pensions civiles et militaires de retraite",
    "code des relations entre le public et l'administration",
    "code des transports",
    "code du patrimoine",
    "code du service national",
    "code du sport",
    "code du tourisme",
    "code du travail",
    "code electoral",
    "code general de la fonction publique",
    "code general de la propriete des personnes publiques",
    "code general des collectivites territoriales",
    "code general des impots",
    "code monetaire et financier",
];

const MONTHS: [&str; 12] = [
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
];

/// What may stand between the head and the number or the date.
const QUALIFIERS: [&str; 12] = [
    "organique",
    "constitutionnelle",
    "interministériel",
    "interministérielle",
    "ministériel",
    "ministérielle",
    "modifié",
    "modifiée",
    "(UE)",
    "(CE)",
    "(CEE)",
    "européenne",
];

/// What may stand between an article and its text.
const PASSAGES: [&str; 21] = [
    "alinéa",
    "alinéas",
    "paragraphe",
    "premier",
    "deuxième",
    "second",
    "troisième",
    "quatrième",
    "dernier",
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "1°",
    "2°",
    "3°",
    "modifié",
    "susvisé",
    "précité",
];

/// A name is looked for over no more words than this.
const LONGEST_NAME: usize = 14;

pub(super) struct Scanner<'a> {
    pub text: &'a str,
    pub lookup: &'a dyn Fn(&Found) -> Option<Arc<str>>,
}

/// A citation, and the record it is of where one is known.
type Cited = (Found, Option<Arc<str>>);

impl Scanner<'_> {
    /// Reads what is cited at `start`, which is an article or a legal text; adds nothing where neither is.
    pub(super) fn citations(&self, start: usize, found: &mut Vec<Cited>) {
        if let Some((at, article)) = self.articles(start) {
            let Some(at) = self.connector(at) else { return };
            if let Some((mut cited, id)) = self.legal_text(at) {
                cited.range.start = start;
                cited.article = Some(article);
                found.push((cited, id));
            }
            return;
        }
        let Some((mut cited, id)) = self.legal_text(start) else { return };
        let after = self.eat(cited.range.end, ",").map(|at| self.spaces(at));
        if let Some((end, article)) = after.and_then(|at| self.articles(at))
            && self.connector(end).and_then(|at| self.legal_text(at)).is_none()
        {
            cited.range.end = end;
            cited.article = Some(article);
        }
        let (kind, mut at, numbered) = (cited.kind, cited.range.end, cited.number.is_some());
        found.push((cited, id));
        // « lois n° 2002-2 du … et n° 2005-102 du … »: the second one has no head of its own.
        while numbered && let Some(next) = self.joiner(at) {
            let second = self.number_and_date(next, next, kind);
            let Some(cited) = second.filter(|cited| cited.number.is_some()) else { break };
            at = cited.range.end;
            let id = (self.lookup)(&cited);
            found.push((cited, id));
        }
    }

    /// A legal text that begins at `start`: by its number or date, else by a name.
    fn legal_text(&self, start: usize) -> Option<Cited> {
        let heads = HEADS.iter().filter_map(|(head, kind)| Some((self.eat_word(start, head)?, *kind)));
        let (head, kind) = heads.max_by_key(|(end, _)| *end)?;
        if kind != Kind::Code {
            let mut at = head;
            while let Some(end) = QUALIFIERS.iter().find_map(|word| self.eat_word(self.spaces(at), word)) {
                at = end;
            }
            if let Some(found) = self.number_and_date(start, self.spaces(at), kind) {
                let id = (self.lookup)(&found);
                return Some((found, id));
            }
        }
        self.named(start, head, kind).or_else(|| (kind == Kind::Code).then(|| self.code(start)).flatten())
    }

    /// The longest name that begins with the head at `start` and that the corpus knows.
    fn named(&self, start: usize, head: usize, kind: Kind) -> Option<Cited> {
        let mut ends = Vec::new();
        let mut at = head;
        while ends.len() < LONGEST_NAME {
            let next = self.spaces(self.eat(at, ",").unwrap_or(at));
            let part = |c: char| c.is_alphanumeric() || matches!(c, '’' | '\'' | '-' | '\u{2011}' | '°');
            let length = self.text[next..].find(|c| !part(c)).unwrap_or(self.text.len() - next);
            if length == 0 || next == at {
                break;
            }
            at = next + length;
            ends.push(at);
        }
        ends.into_iter().rev().find_map(|end| {
            let found = bare(start, end, kind, Some(one_line(&self.text[start..end])));
            let id = (self.lookup)(&found)?;
            Some((found, Some(id)))
        })
    }

    /// One of the French codes, which is a citation even where the corpus has no record of it.
    fn code(&self, start: usize) -> Option<Cited> {
        let length = (start + 100).min(self.text.len());
        let folded = Folded::new(&self.text[start..self.text.floor_char_boundary(length)]);
        let fits = |code: &&&str| {
            folded.text.starts_with(**code) && !folded.text[code.len()..].starts_with(char::is_alphanumeric)
        };
        let code = CODES.iter().filter(fits).max_by_key(|code| code.len())?;
        let end = start + folded.original(0..code.len())?.end;
        let name = one_line(&self.text[start..end]).to_lowercase().replace('\'', "’");
        Some((bare(start, end, Kind::Code, Some(name)), None))
    }

    /// « n° 2009-879 du 21 juillet 2009 », either of the two, read from `at`.
    fn number_and_date(&self, start: usize, at: usize, kind: Kind) -> Option<Found> {
        let mut end = None;
        let mut number = None;
        let numero = self.numero(at);
        // European texts often have their number alone: « directive 2005/36/CE ».
        let alone = matches!(kind, Kind::Directive | Kind::Regulation).then_some(at);
        if let Some((after, digits)) = numero.or(alone).and_then(|at| self.number(at))
            && (numero.is_some() || digits.contains('/'))
        {
            end = Some(after);
            number = Some(digits);
        }
        let date_at = end.map_or(at, |end| self.spaces(end));
        let date = ["modifiée", "modifié", ""].iter().find_map(|word| {
            let at = if word.is_empty() { date_at } else { self.spaces(self.eat_word(date_at, word)?) };
            let at = self.eat_word(at, "en date du").or_else(|| self.eat_word(at, "du"))?;
            self.date(self.spaces(at))
        });
        let end = date.as_ref().map(|(end, _)| *end).or(end)?;
        Some(Found { number, date: date.map(|(_, date)| date), ..bare(start, end, kind, None) })
    }

    /// « n° », in all the ways that it is typed, and the spaces after it.
    fn numero(&self, at: usize) -> Option<usize> {
        let rest = &self.text[at..];
        let after = rest.strip_prefix(['n', 'N'])?;
        let mark = after.trim_start_matches(is_space);
        let after = mark
            .strip_prefix(['°', 'º'])
            .or_else(|| after.strip_prefix("o ").or_else(|| after.strip_prefix("umero ")))?;
        Some(self.spaces(self.text.len() - after.len()))
    }

    /// A number with a digit in it, without the punctuation after it.
    fn number(&self, at: usize) -> Option<(usize, String)> {
        let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '/' | '.' | '\u{2010}' | '\u{2011}' | '–');
        let length = self.text[at..].find(|c| !part(c)).unwrap_or(self.text.len() - at);
        let token = self.text[at..at + length].trim_end_matches(['.', '-', '/', '–']);
        let starts = token.starts_with(|c: char| c.is_ascii_alphanumeric());
        (starts && token.contains(|c: char| c.is_ascii_digit())).then(|| {
            let number = token.replace(['\u{2010}', '\u{2011}', '–'], "-");
            (at + token.len(), number)
        })
    }

    /// « 21 juillet 2009 », « 1er août 2003 ».
    fn date(&self, at: usize) -> Option<(usize, String)> {
        let (day, end) = self.digits(at, 2)?;
        let end = self.eat(end, "er").unwrap_or(end);
        let at = self.spaces(end);
        let length = self.text[at..].find(|c: char| !c.is_alphabetic()).unwrap_or(0);
        let month = Folded::new(&self.text[at..at + length]).text;
        let month = MONTHS.iter().position(|name| *name == month)? + 1;
        let (year, end) = self.digits(self.spaces(at + length), 4)?;
        let ends = !self.text[end..].starts_with(|c: char| c.is_ascii_digit());
        let longest = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
        (ends && year >= 1000 && (1..=longest).contains(&day)).then(|| (end, format!("{year:04}-{month:02}-{day:02}")))
    }

    fn digits(&self, at: usize, most: usize) -> Option<(u32, usize)> {
        let length = self.text[at..].bytes().take(most).take_while(u8::is_ascii_digit).count();
        self.text[at..at + length].parse().ok().map(|number| (number, at + length))
    }

    /// « article 8 bis », « articles L. 6133-1 à L. 6133-3 »: where it ends, and the numbers as typed.
    fn articles(&self, start: usize) -> Option<(usize, String)> {
        let head = ARTICLES.iter().filter_map(|word| self.eat_word(start, word)).max()?;
        let first = self.spaces(head);
        // « premier » only at first: in « article 2, premier alinéa » it is not an article.
        let mut end = self.eat_word(first, "premier").or_else(|| self.article(first))?;
        while let Some(next) = self.joiner(end).or_else(|| self.range(end)) {
            let Some(after) = self.article(next) else { break };
            end = after;
        }
        Some((end, one_line(&self.text[first..end])))
    }

    /// « 8 bis », « L. 6133-1 », « 1er ».
    fn article(&self, at: usize) -> Option<usize> {
        let letters = self.text[at..].bytes().take(2).take_while(|byte| b"LRDAO".contains(byte)).count();
        let mut number_at = at + letters;
        if letters > 0 {
            number_at = self.eat(number_at, ".").unwrap_or(number_at);
            number_at = self.eat(self.spaces(number_at), "*").unwrap_or(number_at);
            number_at = self.spaces(number_at);
        }
        let rest = &self.text[number_at..];
        if !rest.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let length = rest
            .find(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '\u{2010}' | '\u{2011}')))
            .unwrap_or(rest.len());
        let number = rest[..length].trim_end_matches(|c: char| !c.is_ascii_digit());
        let mut end = number_at + number.len();
        end = self.eat(end, "er").unwrap_or(end);
        for word in ["bis", "ter", "quater", "quinquies", "sexies", "septies", "octies"] {
            if let Some(after) = self.eat_word(self.spaces(end), word) {
                end = after;
                break;
            }
        }
        (!self.text[end..].starts_with(char::is_alphanumeric)).then_some(end)
    }

    /// « , », « et », « ou » between two of a list.
    fn joiner(&self, at: usize) -> Option<usize> {
        let next = self.spaces(at);
        let after = self.eat(next, ",").or_else(|| self.eat_word(next, "et")).or_else(|| self.eat_word(next, "ou"))?;
        let after = self.spaces(after);
        Some(self.eat_word(after, "et").map_or(after, |after| self.spaces(after)))
    }

    /// « à » between the ends of a range.
    fn range(&self, at: usize) -> Option<usize> {
        self.eat_word(self.spaces(at), "à").map(|after| self.spaces(after))
    }

    /// From the end of an article to its text: « de la », « du », with a passage of the article before it or not.
    fn connector(&self, at: usize) -> Option<usize> {
        let mut at = self.spaces(at);
        for _ in 0..6 {
            let eaten = self.eat(at, ",").or_else(|| PASSAGES.iter().find_map(|word| self.eat_word(at, word)));
            let eaten = eaten.or_else(|| self.digits(at, 2).map(|(_, end)| end));
            match eaten {
                Some(after) => at = self.spaces(after),
                None => break,
            }
        }
        let joined =
            ["de la", "du", "des", "de cette", "de ladite", "dudit"].iter().find_map(|word| self.eat_word(at, word));
        let elided = || self.eat(at, "de l’").or_else(|| self.eat(at, "de l'"));
        joined.map(|after| self.spaces(after)).or_else(elided)
    }

    fn spaces(&self, at: usize) -> usize {
        let rest = &self.text[at..];
        self.text.len() - rest.trim_start_matches(is_space).len()
    }

    /// The place after `word` if it stands there, whatever its case and the spaces within it.
    fn eat(&self, at: usize, word: &str) -> Option<usize> {
        let mut rest = self.text[at..].chars();
        for expected in word.chars() {
            let found = rest.next()?;
            let same = expected == found
                || expected.to_lowercase().eq(found.to_lowercase())
                || (expected == ' ' && is_space(found));
            if !same {
                return None;
            }
        }
        Some(self.text.len() - rest.as_str().len())
    }

    /// The same, where the word ends there; in texts that carry a mark, a letter more is another word.
    fn eat_word(&self, at: usize, word: &str) -> Option<usize> {
        let end = self.eat(at, word)?;
        (word.ends_with(['.', ')', '°']) || !self.text[end..].starts_with(char::is_alphanumeric)).then_some(end)
    }
}

/// A text of which nothing but its name is known; the words are filled in once the whole of it is.
fn bare(start: usize, end: usize, kind: Kind, name: Option<String>) -> Found {
    Found { range: start..end, kind, number: None, date: None, name, article: None, words: String::new() }
}

fn one_line(text: &str) -> String {
    text.split(is_space).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\n' | '\t' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}
