//! `accessibility:` in `recueil.yaml`: what an audit of the site found, when and by whom, and whom a reader may write to.

use jiff::civil::Date;

use crate::parse::node::Node;
use crate::say;

use super::Reader;

/// What the publisher declares of the accessibility of the site; whatever is not said is not claimed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Accessibility {
    pub conformity: Option<Conformity>,
    /// The day of the audit: `2021-05-12`.
    pub audited: Option<String>,
    /// Who conducted it.
    pub by: Option<String>,
    /// The address of its report.
    pub report: Option<String>,
    /// An address to write to, instead of the publisher's.
    pub contact: Option<String>,
}

/// The three states that the declaration of RGAA knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conformity {
    Total,
    Partial,
    None,
}

impl Conformity {
    /// The word that `recueil.yaml` uses.
    pub fn key(self) -> &'static str {
        match self {
            Conformity::Total => "total",
            Conformity::Partial => "partial",
            Conformity::None => "none",
        }
    }
}

const FIELDS: [&str; 5] = ["conformity", "audited", "by", "report", "contact"];

pub(super) fn read(reader: &mut Reader, node: &Node) -> Accessibility {
    let mut read = Accessibility::default();
    for (key, node) in reader.fields(node, &FIELDS) {
        match key.name.as_str() {
            "conformity" => read.conformity = read_conformity(reader, node),
            "audited" => read.audited = read_day(reader, node),
            "by" => read.by = reader.text(node),
            "report" => read.report = reader.address(node),
            "contact" => read.contact = read_contact(reader, node),
            unknown => reader.unknown(unknown, &key.span, &FIELDS),
        }
    }
    let is_audited = ["audited", "by"].iter().all(|field| node.get(field).is_some());
    if matches!(read.conformity, Some(Conformity::Total | Conformity::Partial)) && !is_audited {
        reader.fault(
            Some(&node.span),
            say!(
                fr: "une conformité, même partielle, est celle qu’un audit a constatée",
                en: "conformity, even partial, is what an audit has found"
            ),
            say!(
                fr: "dites quand et par qui : « audited: 2021-05-12 » et « by: … »",
                en: "say when and by whom: `audited: 2021-05-12` and `by: …`"
            ),
        );
        read.conformity = None;
    }
    read
}

fn read_conformity(reader: &mut Reader, node: &Node) -> Option<Conformity> {
    let text = reader.text(node)?;
    let known = [Conformity::Total, Conformity::Partial, Conformity::None];
    let found = known.into_iter().find(|conformity| conformity.key() == text);
    if found.is_none() {
        reader.fault(
            Some(&node.span),
            say!(fr: "« {text} » n’est pas un état de conformité", en: "`{text}` is not a state of conformity"),
            say!(fr: "écrivez total, partial ou none", en: "write total, partial or none"),
        );
    }
    found
}

fn read_day(reader: &mut Reader, node: &Node) -> Option<String> {
    let text = reader.text(node)?;
    let is_day = text.len() == 10 && text.parse::<Date>().is_ok();
    if !is_day {
        reader.fault(
            Some(&node.span),
            say!(fr: "« {text} » n’est pas un jour", en: "`{text}` is not a day"),
            say!(fr: "écrivez un jour entier : 2021-05-12", en: "write a whole day: 2021-05-12"),
        );
    }
    Some(text).filter(|_| is_day)
}

/// An address of the web, or one to write to.
fn read_contact(reader: &mut Reader, node: &Node) -> Option<String> {
    let text = reader.text(node)?;
    let is_mail = text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
        && !text.contains(|c: char| c.is_whitespace() || "\"'<>\\:/?#".contains(c));
    if is_mail { Some(text) } else { reader.address(node) }
}
