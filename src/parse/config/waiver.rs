//! `waivers:` in `recueil.yaml`: which warnings the publisher has looked at and lets stand, and why.

use crate::inputs::Span;
use crate::parse::node::{Node, Value};
use crate::say;

use super::Reader;

/// One decision to let warnings stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiver {
    /// The code of the warnings, such as `acronym-undefined`.
    pub code: (String, Span),
    /// The records that they may stand in, by id; any place when there are none.
    pub records: Vec<(String, Span)>,
    /// What they may be about, such as an acronym; anything when there is nothing.
    pub about: Vec<(String, Span)>,
    /// Why they stand.
    pub reason: String,
    pub span: Span,
}

const FIELDS: [&str; 4] = ["code", "record", "about", "reason"];

/// Reads the list; a waiver with a fault waives nothing.
pub(super) fn read(reader: &mut Reader, node: &Node) -> Vec<Waiver> {
    let Value::List(items) = &node.value else {
        reader.fault(
            Some(&node.span),
            say!(fr: "on attend une liste de dispenses", en: "a list of waivers is expected"),
            say!(
                fr: "écrivez « - {{code: term-unused, about: DPC, reason: … }} »",
                en: "write `- {{code: term-unused, about: DPC, reason: … }}`"
            ),
        );
        return Vec::new();
    };
    items.iter().filter_map(|item| read_one(reader, item)).collect()
}

fn read_one(reader: &mut Reader, node: &Node) -> Option<Waiver> {
    let (mut code, mut reason) = (None, None);
    let (mut records, mut about) = (Some(Vec::new()), Some(Vec::new()));
    let entries = match &node.value {
        Value::Map(entries) => entries.as_slice(),
        _ => &[],
    };
    let mut known = true;
    for (key, value) in entries {
        match key.name.as_str() {
            "code" => code = reader.text(value).map(|text| (text, value.span.clone())),
            "record" => records = one_or_more(reader, value),
            "about" => about = one_or_more(reader, value),
            "reason" => reason = reader.text(value),
            unknown => {
                reader.unknown(unknown, &key.span, &FIELDS);
                known = false;
            }
        }
    }
    if ["code", "reason"].iter().any(|required| node.get(required).is_none()) {
        reader.fault(
            Some(&node.span),
            say!(fr: "une dispense a un « code » et une raison, « reason »", en: "a waiver has a `code` and a `reason`"),
            say!(
                fr: "dites pourquoi ces avertissements peuvent rester : « reason: … »",
                en: "say why these warnings may stand: `reason: …`"
            ),
        );
    }
    Some(Waiver { code: code?, reason: reason?, records: records?, about: about?, span: node.span.clone() })
        .filter(|_| known)
}

/// The texts of a list or a single one; `None`, and a fault, where that leaves nothing or less than was written: a
/// waiver must never take more than it says.
fn one_or_more(reader: &mut Reader, node: &Node) -> Option<Vec<(String, Span)>> {
    let written = match &node.value {
        Value::List(items) => items.len(),
        _ => 1,
    };
    if written == 0 {
        reader.fault(
            Some(&node.span),
            say!(fr: "cette liste est vide", en: "this list is empty"),
            say!(fr: "complétez-la, ou retirez la ligne", en: "fill it, or remove the line"),
        );
    }
    Some(reader.texts(node)).filter(|texts| written > 0 && texts.len() == written)
}
