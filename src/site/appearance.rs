//! How the site looks: the colours of the theme with those of the corpus over them, and whether they can be read.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostics::{Both, Code, Finding, Severity, nearest};
use crate::inputs::{Inputs, Place};
use crate::parse::config::appearance::{Choice, Colours, Picture};
use crate::parse::{Colour, Config, config};
use crate::say;

pub mod picture;

pub static UNKNOWN_COLOUR: Code = Code {
    name: "unknown-colour",
    severity: Severity::Error,
    explanation: Both {
        fr: "`appearance: colours:` donne une couleur à un nom que le thème ne connaît pas. Ceux du thème du programme sont \
             notamment `accent` (liens et repères), `paper` (fond), `sheet` (fond des mesures et du pied), `ink` et `ink-2` \
             (texte, petits caractères), `line` (filets) ; les autres sont dans son `theme.yaml`.",
        en: "`appearance: colours:` gives a colour to a name that the theme does not know. Those of the program's own theme \
             are above all `accent` (links and marks), `paper` (ground), `sheet` (ground of measures and of the footer), \
             `ink` and `ink-2` (text, small print), `line` (rules); the others are in its `theme.yaml`.",
    },
};

pub static LOW_CONTRAST: Code = Code {
    name: "low-contrast",
    severity: Severity::Warning,
    explanation: Both {
        fr: "Une couleur choisie dans `appearance: colours:` ne se détache pas assez de celle sur laquelle ou dans laquelle \
             on la lit : les règles WCAG 2.2 (niveau AA, critère 1.4.3) et le RGAA demandent un rapport de 4,5 pour 1 entre \
             un texte et son fond. Des lecteurs ne pourraient pas lire. La proposition est la couleur la plus proche qui \
             convienne.",
        en: "A colour chosen in `appearance: colours:` does not stand out enough from the one that it is read on or in: WCAG \
             2.2 (level AA, criterion 1.4.3) and RGAA ask for a ratio of 4.5 to 1 between a text and its ground. Some \
             readers could not read it. What is proposed is the nearest colour that will do.",
    },
};

/// The least ratio between a text and its ground (WCAG 2.2, 1.4.3).
pub const READABLE: f64 = 4.5;

/// Which colours are read on which, by the names of their tokens.
const READ_ON: [(&str, &[&str]); 9] = [
    ("ink", &["paper", "sheet", "mark"]),
    ("ink-2", &["paper", "sheet"]),
    ("accent", &["paper", "sheet"]),
    ("accent-hover", &["paper", "sheet"]),
    ("visited", &["paper", "sheet"]),
    ("done", &["paper", "sheet"]),
    ("warn", &["paper", "sheet"]),
    ("late", &["paper", "sheet"]),
    ("draft-ink", &["draft"]),
];

/// The two ways that pages are shown in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    Light,
    Dark,
}

/// Colours by the names of their tokens, in the order of names.
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    light: BTreeMap<String, Colour>,
    dark: BTreeMap<String, Colour>,
}

/// A text and its ground.
#[derive(Clone, Debug)]
pub struct Pair {
    pub scheme: Scheme,
    pub text: &'static str,
    pub ground: &'static str,
    pub ratio: f64,
}

impl Tokens {
    pub fn set(&mut self, colours: &Colours) {
        let (light, dark) = (&mut self.light, &mut self.dark);
        light.extend(colours.light.iter().map(|choice| (choice.token.clone(), choice.colour)));
        dark.extend(colours.dark.iter().map(|choice| (choice.token.clone(), choice.colour)));
    }

    fn of(&self, scheme: Scheme) -> &BTreeMap<String, Colour> {
        match scheme {
            Scheme::Light => &self.light,
            Scheme::Dark => &self.dark,
        }
    }

    /// Every text with every ground that it is read on.
    pub fn pairs(&self) -> Vec<Pair> {
        let mut pairs = Vec::new();
        for scheme in [Scheme::Light, Scheme::Dark] {
            let colours = self.of(scheme);
            for (text, grounds) in READ_ON {
                for ground in grounds {
                    if let (Some(of_text), Some(of_ground)) = (colours.get(text), colours.get(*ground)) {
                        pairs.push(Pair { scheme, text, ground, ratio: of_text.contrast(*of_ground) });
                    }
                }
            }
        }
        pairs
    }

    /// The colours as custom properties, for the head of a style sheet.
    pub fn css(&self) -> String {
        let properties = |colours: &BTreeMap<String, Colour>| -> String {
            let properties: Vec<String> =
                colours.iter().map(|(token, colour)| format!("--{token}: {colour}")).collect();
            format!(":root {{ {} }}", properties.join("; "))
        };
        let mut css = String::new();
        if !self.light.is_empty() {
            css += &format!("{}\n", properties(&self.light));
        }
        if !self.dark.is_empty() {
            css += &format!("@media (prefers-color-scheme: dark) {{ {} }}\n", properties(&self.dark));
        }
        css
    }
}

/// The colours of the theme with those of the corpus over them; what the theme does not know, and what cannot be read, is
/// found fault with.
pub fn tokens(of_theme: &Tokens, config: &Config, findings: &mut Vec<Finding>) -> Tokens {
    let chosen = &config.appearance.colours;
    let mut tokens = of_theme.clone();
    for (scheme, choices) in [(Scheme::Light, &chosen.light), (Scheme::Dark, &chosen.dark)] {
        let known = of_theme.of(scheme);
        for choice in choices.iter().filter(|choice| !known.contains_key(&choice.token)) {
            findings.push(unknown(choice, known.keys().map(String::as_str)));
        }
    }
    tokens.set(chosen);
    tokens.light.retain(|token, _| of_theme.light.contains_key(token));
    tokens.dark.retain(|token, _| of_theme.dark.contains_key(token));
    for (colours, choices) in [(&mut tokens.light, &chosen.light), (&mut tokens.dark, &chosen.dark)] {
        follow(colours, choices);
    }
    let mut wanting: Vec<(&Choice, Vec<Pair>)> = Vec::new();
    for pair in tokens.pairs().into_iter().filter(|pair| pair.ratio < READABLE) {
        let choices = if pair.scheme == Scheme::Light { &chosen.light } else { &chosen.dark };
        let of = |token: &str| choices.iter().find(|choice| choice.token == token);
        // A pair of the theme's own colours is none of the corpus's business.
        let Some(choice) = of(pair.text).or_else(|| of(pair.ground)) else { continue };
        match wanting.iter_mut().find(|(known, _)| known.span == choice.span) {
            Some((_, pairs)) => pairs.push(pair),
            None => wanting.push((choice, vec![pair])),
        }
    }
    findings.extend(wanting.iter().filter_map(|(choice, pairs)| unreadable(choice, pairs, &tokens)));
    tokens
}

/// What goes with the accent follows it where the corpus says nothing else of it.
fn follow(colours: &mut BTreeMap<String, Colour>, choices: &[Choice]) {
    let is_chosen = |token: &str| choices.iter().any(|choice| choice.token == token);
    let (Some(&accent), true) = (colours.get("accent"), is_chosen("accent")) else { return };
    for (token, towards, percent) in [("accent-hover", "ink", 35), ("mark", "paper", 86)] {
        if let (Some(&end), true, false) = (colours.get(towards), colours.contains_key(token), is_chosen(token)) {
            colours.insert(token.to_owned(), accent.mixed(end, percent));
        }
    }
}

fn unknown<'a>(choice: &Choice, known: impl Iterator<Item = &'a str>) -> Finding {
    let (token, known): (_, Vec<&str>) = (&choice.token, known.collect());
    let near = nearest(token, known.iter().copied(), 2).join(", ");
    let all = known.join(", ");
    let place = Place::at(&Arc::from(config::PATH), choice.token_span.clone());
    let message =
        say!(fr: "aucune couleur du thème ne s’appelle « {token} »", en: "no colour of the theme is called `{token}`");
    Finding::new(&UNKNOWN_COLOUR, place, message).hint(if !near.is_empty() {
        say!(fr: "vouliez-vous dire : {near} ?", en: "did you mean: {near}?")
    } else if all.is_empty() {
        say!(fr: "ce thème n’a pas de couleurs que l’on puisse choisir", en: "this theme has no colours to choose")
    } else {
        say!(fr: "ses couleurs sont : {all}", en: "its colours are: {all}")
    })
}

/// The finding for a colour that does not stand out from others, told by the pair that is worst.
fn unreadable(choice: &Choice, pairs: &[Pair], tokens: &Tokens) -> Option<Finding> {
    let pair = pairs.iter().min_by(|a, b| a.ratio.total_cmp(&b.ratio))?;
    let (text, ground, colours) = (pair.text, pair.ground, tokens.of(pair.scheme));
    // Cut, not rounded: 4.46 is not 4.5.
    let ratio = (pair.ratio * 10.0).floor() / 10.0;
    let french = format!("{ratio:.1}").replace('.', ",");
    let (fr, en) = match pair.scheme {
        Scheme::Light => ("claires", "light"),
        Scheme::Dark => ("sombres", "dark"),
    };
    let (more_fr, more_en) = match pairs.len() - 1 {
        0 => (String::new(), String::new()),
        more => (format!(" (et {more} de plus)"), format!(" (and {more} more)")),
    };
    let place = Place::at(&Arc::from(config::PATH), choice.span.clone());
    let message = say!(
        fr: "sur les pages {fr}, « {text} » sur « {ground} » n’a qu’un contraste de {french} pour 1 ; il en faut 4,5{more_fr}",
        en: "on {en} pages, `{text}` on `{ground}` has a contrast of {ratio:.1} to 1 only; 4.5 are needed{more_en}"
    );
    let finding = Finding::new(&LOW_CONTRAST, place, message).subject(choice.token.as_str());
    // A ground that was chosen is mended by its own colour, a text by standing out from all its grounds.
    let others: Vec<Colour> = READ_ON
        .iter()
        .flat_map(|(text, grounds)| grounds.iter().map(move |ground| (*text, *ground)))
        .filter_map(|(text, ground)| match &*choice.token {
            token if token == text => colours.get(ground).copied(),
            token if token == ground => colours.get(text).copied(),
            _ => None,
        })
        .collect();
    Some(match choice.colour.readable_on(&others, READABLE) {
        Some(near) => finding.hint(say!(fr: "par exemple \"{near}\"", en: "for example \"{near}\"")),
        None => finding.hint(say!(
            fr: "choisissez aussi une autre couleur pour « {text} » ou « {ground} »",
            en: "choose another colour for `{text}` or `{ground}` too"
        )),
    })
}

/// Where a picture of the corpus stands on the site.
pub fn picture_path(file: &str) -> String {
    format!("assets/{}", file.rsplit('/').next().unwrap_or(file))
}

/// The pictures of the appearance that are there: path on the site, path among the inputs.
pub fn pictures(config: &Config, inputs: &Inputs) -> Vec<(String, String)> {
    let there = config.appearance.files().filter(|(file, _)| inputs.files.contains_key(file.as_str()));
    there.map(|(file, _)| (picture_path(file), file.clone())).collect()
}

/// The picture, where its file is there.
pub fn shown<'a>(picture: &'a Option<Picture>, inputs: &Inputs) -> Option<&'a Picture> {
    picture.as_ref().filter(|picture| inputs.files.contains_key(picture.file.0.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).expect("a colour")
    }

    fn chosen(token: &str, text: &str) -> Choice {
        Choice { token: token.into(), token_span: 0..0, colour: colour(text), span: 0..0 }
    }

    #[test]
    fn what_goes_with_the_accent_follows_it_unless_it_is_chosen_too() {
        let mut tokens = Tokens::default();
        let of_theme = ["accent", "accent-hover", "mark", "ink", "paper"].map(|token| chosen(token, "#ffffff"));
        tokens.set(&Colours { light: of_theme.to_vec(), dark: Vec::new() });
        let mut config = Config::default();
        config.appearance.colours.light = vec![chosen("accent", "#000000"), chosen("mark", "#123456")];
        let seen = super::tokens(&tokens, &config, &mut Vec::new());
        assert_eq!(seen.light["accent-hover"].to_string(), "#595959");
        assert_eq!(seen.light["mark"].to_string(), "#123456");
        assert_eq!(seen.light["paper"].to_string(), "#ffffff");
    }

    #[test]
    fn the_style_says_both_schemes() {
        let mut tokens = Tokens::default();
        tokens.set(&Colours { light: vec![chosen("ink", "#000")], dark: vec![chosen("ink", "#fff")] });
        let dark = "@media (prefers-color-scheme: dark) { :root { --ink: #ffffff } }\n";
        assert_eq!(tokens.css(), format!(":root {{ --ink: #000000 }}\n{dark}"));
        assert_eq!(Tokens::default().css(), "");
    }
}
