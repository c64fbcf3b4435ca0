//! `appearance:` in `recueil.yaml`: the colours, the logo, the footer and the picture for sharing of a federation.

use crate::inputs::Span;
use crate::parse::colour::Colour;
use crate::parse::node::{Node, Value};
use crate::parse::scalar::ScalarMap;
use crate::prose::{self, Prose};
use crate::say;

use super::Reader;

/// How a corpus wants its site to look, beside its theme.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Appearance {
    pub colours: Colours,
    /// Shown beside the site's name.
    pub logo: Option<Picture>,
    /// Shown where a page is shared.
    pub image: Option<Picture>,
    /// Words at the foot of every page.
    pub footer: Option<Prose>,
}

/// Colours by the name of their token, such as `accent`; those of each scheme in the order of the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Colours {
    pub light: Vec<Choice>,
    pub dark: Vec<Choice>,
}

/// One token and the colour that it is given.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    pub token: String,
    pub token_span: Span,
    pub colour: Colour,
    pub span: Span,
}

/// A file of the corpus, by its path from `recueil.yaml`, and what it says to who does not see it.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    pub file: (String, Span),
    /// The one for dark pages, where another is needed.
    pub dark: Option<(String, Span)>,
    pub alt: String,
}

impl Appearance {
    /// Every picture's file.
    pub fn files(&self) -> impl Iterator<Item = &(String, Span)> {
        [&self.logo, &self.image]
            .into_iter()
            .flatten()
            .flat_map(|picture| [Some(&picture.file), picture.dark.as_ref()])
            .flatten()
    }
}

const FIELDS: [&str; 4] = ["colours", "logo", "footer", "image"];

pub(super) fn read(reader: &mut Reader, node: &Node, source: &str) -> Appearance {
    let mut appearance = Appearance::default();
    for (key, node) in reader.fields(node, &FIELDS) {
        match key.name.as_str() {
            "colours" => appearance.colours = read_colours(reader, node),
            "logo" => appearance.logo = read_picture(reader, node, true),
            "image" => appearance.image = read_picture(reader, node, false),
            "footer" => appearance.footer = read_footer(reader, node, source),
            unknown => reader.unknown(unknown, &key.span, &FIELDS),
        }
    }
    appearance
}

/// Reads `{light: {accent: "#1f4e79"}, dark: {…}}`.
pub(in crate::parse) fn read_colours(reader: &mut Reader, node: &Node) -> Colours {
    let mut colours = Colours::default();
    let hint = || {
        say!(
            fr: "écrivez « colours: {{light: {{accent: \"#1f4e79\"}}, dark: {{accent: \"#a5c8ec\"}}}} »",
            en: "write `colours: {{light: {{accent: \"#1f4e79\"}}, dark: {{accent: \"#a5c8ec\"}}}}`"
        )
    };
    let entries = match &node.value {
        Value::Map(entries) => entries.as_slice(),
        _ => &[],
    };
    if entries.is_empty() {
        let message = say!(
            fr: "on attend les couleurs claires (light) et sombres (dark)",
            en: "the colours for light and for dark pages are expected"
        );
        reader.fault(Some(&node.span), message, hint());
    }
    for (key, node) in entries {
        match key.name.as_str() {
            "light" => colours.light = read_scheme(reader, node),
            "dark" => colours.dark = read_scheme(reader, node),
            // A token that was written one level too high.
            token if node.text().is_some_and(|text| text.starts_with('#')) => reader.fault(
                Some(&key.span),
                say!(
                    fr: "on ne sait pas si « {token} » est pour les pages claires ou sombres",
                    en: "nothing says whether `{token}` is for light or for dark pages"
                ),
                hint(),
            ),
            unknown => reader.unknown(unknown, &key.span, &["light", "dark"]),
        }
    }
    colours
}

fn read_scheme(reader: &mut Reader, node: &Node) -> Vec<Choice> {
    let Value::Map(entries) = &node.value else {
        reader.fault(
            Some(&node.span),
            say!(fr: "on attend des couleurs par leur nom", en: "colours by their names are expected"),
            say!(fr: "par exemple {{accent: \"#1f4e79\"}}", en: "for example {{accent: \"#1f4e79\"}}"),
        );
        return Vec::new();
    };
    let mut choices = Vec::new();
    for (key, node) in entries {
        let written = node.scalar().unwrap_or_default();
        if let Some(colour) = Colour::parse(&written) {
            let (token, token_span) = (key.name.clone(), key.span.clone());
            choices.push(Choice { token, token_span, colour, span: node.span.clone() });
            continue;
        }
        let token = &key.name;
        let (message, hint) = match node.value {
            Value::Null => (
                say!(fr: "« {token} » n’a pas de couleur", en: "`{token}` has no colour"),
                say!(
                    fr: "mettez-la entre guillemets, \"#1f4e79\" : en YAML, « # » commence un commentaire",
                    en: "put it between quotation marks, \"#1f4e79\": in YAML, `#` begins a comment"
                ),
            ),
            _ => (
                say!(fr: "« {written} » n’est pas une couleur", en: "`{written}` is not a colour"),
                say!(
                    fr: "écrivez-la en hexadécimal, entre guillemets : \"#1f4e79\"",
                    en: "write it in hexadecimal, between quotation marks: \"#1f4e79\""
                ),
            ),
        };
        let span = if matches!(node.value, Value::Null) { &key.span } else { &node.span };
        reader.fault(Some(span), message, hint);
    }
    choices
}

/// Reads `{file: content/logo.svg, alt: …}`; a logo may have another file for dark pages.
fn read_picture(reader: &mut Reader, node: &Node, is_logo: bool) -> Option<Picture> {
    let entries = match &node.value {
        Value::Map(entries) => entries.as_slice(),
        _ => &[],
    };
    let (mut file, mut dark, mut alt) = (None, None, None);
    let fields: &[&str] = if is_logo { &["file", "dark", "alt"] } else { &["file", "alt"] };
    for (key, node) in entries {
        match key.name.as_str() {
            "file" => file = reader.text(node).map(|text| (text, node.span.clone())),
            "dark" if is_logo => dark = reader.text(node).map(|text| (text, node.span.clone())),
            "alt" => alt = reader.text(node),
            unknown => reader.unknown(unknown, &key.span, fields),
        }
    }
    if ["file", "alt"].iter().any(|required| node.get(required).is_none()) {
        reader.fault(
            Some(&node.span),
            say!(
                fr: "une image a un fichier, « file », et un texte pour qui ne la voit pas, « alt »",
                en: "a picture has a `file` and a text for who does not see it, `alt`"
            ),
            say!(
                fr: "par exemple {{file: content/logo.svg, alt: Fédération des centres}}",
                en: "for example {{file: content/logo.svg, alt: Federation of centres}}"
            ),
        );
    }
    Some(Picture { file: file?, dark, alt: alt? })
}

fn read_footer(reader: &mut Reader, node: &Node, source: &str) -> Option<Prose> {
    let text = reader.text(node)?;
    let map = ScalarMap::new(source, &node.span, &text);
    let (prose, found) = prose::read_field(&text, &|offset| map.place(offset), reader.file);
    reader.findings.extend(found);
    Some(prose)
}
