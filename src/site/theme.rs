//! The theme: templates, built-in or the corpus's own, ready to draw.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Serialize, Serializer};
use tera::{Context, Tera};

use crate::diagnostics::{Both, Code, Finding, Severity, escaping, nearest};
use crate::inputs::{BUILTIN_THEME, Inputs, Place, Span, builtin_under};
use crate::parse::theme::{self, THEME_INVALID, ThemeConfig};
use crate::parse::{Config, config};
use crate::say;

use super::appearance::Tokens;
use super::template::{self, OWN};

pub static UNKNOWN_THEME: Code = Code {
    name: "unknown-theme",
    severity: Severity::Error,
    explanation: Both {
        fr: "`theme:` dans `recueil.yaml` nomme un thème qui n’est ni dans le programme ni dans le dossier `themes/` du \
             corpus. Un thème est un dossier `themes/<nom>/` avec `templates/`, `assets/` et `strings/` ; il peut ne contenir que ce \
             qui change, le reste vient du thème du programme.",
        en: "`theme:` in `recueil.yaml` names a theme that is neither in the program nor in the corpus's `themes/`. A \
             theme is a folder `themes/<name>/` with `templates/` and `assets/`; it may hold only what changes, the rest \
             comes from the program's own theme.",
    },
};

/// How many bytes a page has room for before it asks for more.
const ROOM: usize = 32 * 1024;

/// The templates of a theme and of those that it builds on, with the files that go with them.
pub struct Theme {
    tera: Tera,
    /// Every file that is copied: its path on the site, and its path among the inputs.
    pub assets: BTreeMap<String, String>,
    /// The style sheet at whose head the colours are written: its path on the site.
    pub style: Option<String>,
    /// Its colours, those of the themes that it builds on below them.
    pub tokens: Tokens,
    /// False where nothing is to be written that only scripts read.
    pub scripts: bool,
    /// The names of the theme and of those that it builds on, in that order.
    pub chain: Vec<String>,
}

impl Theme {
    /// Reads the templates of `themes/<name>/` and of the themes below it, down to the built-in one. A template that
    /// cannot be read is found fault with.
    ///
    /// A template takes the place of the one of the same name in the themes below, and may extend it by its whole name:
    /// `{% extends "recueil/base.html" %}`, which is always the program's own.
    pub fn load(inputs: &Inputs, config: &Config, findings: &mut Vec<Finding>) -> Option<Theme> {
        let file: Arc<str> = Arc::from(config::PATH);
        if !is_known(inputs, &config.theme) {
            let place = config.theme_span.as_ref().map_or(Place::whole(&file), |span| Place::at(&file, span.clone()));
            findings.push(unknown(inputs, &config.theme, &UNKNOWN_THEME, place));
            return None;
        }
        let chain = layers(inputs, &config.theme, findings);
        let mut assets = BTreeMap::new();
        for (theme, settings) in chain.iter().rev() {
            if let Some(taken) = &settings.inherits_assets {
                keep_taken(&mut assets, taken, theme, findings);
            }
            let folder = format!("themes/{theme}/");
            assets.extend(paths(inputs, &folder).into_iter().filter_map(|path| {
                let asset = path[folder.len()..].strip_prefix("assets/")?;
                Some((format!("assets/{asset}"), path))
            }));
        }
        let tera = templates(inputs, &chain, findings)?;
        let style = chain.iter().find_map(|(theme, settings)| Some((theme, settings.style.as_ref()?)));
        let style = style.and_then(|(theme, (name, span))| {
            let path = format!("assets/{name}");
            if assets.contains_key(&path) {
                return Some(path);
            }
            findings.push(no_asset(&assets, name, theme, span));
            None
        });
        let mut tokens = Tokens::default();
        chain.iter().rev().for_each(|(_, settings)| tokens.set(&settings.colours));
        let scripts = chain.iter().find_map(|(_, settings)| settings.scripts).unwrap_or(true);
        let chain = chain.into_iter().map(|(theme, _)| theme).collect();
        Some(Theme { tera, assets, style, tokens, scripts, chain })
    }

    /// Draws a template from its view and what all pages share, in UTF-8. `record` is the place of the record that is drawn, for
    /// the finding when it cannot be.
    pub fn render(
        &self,
        template: &str,
        view: &impl Serialize,
        shared: &Shared,
        record: Option<&Place>,
    ) -> Result<Vec<u8>, Box<Finding>> {
        let undrawn = |error| Box::new(template::undrawn(&error, record));
        let mut context = Context::from_serialize(view).map_err(undrawn)?;
        for (name, value) in &shared.0 {
            context.insert_value(name.clone(), value.clone());
        }
        let mut page = Vec::with_capacity(ROOM);
        self.tera.render_to(template, &context, &mut page).map_err(undrawn)?;
        Ok(page)
    }

    pub fn has(&self, template: &str) -> bool {
        self.tera.contains_template(template)
    }
}

/// What every page of a site is drawn with, made ready once: a copy is only another handle on it.
#[derive(Clone, Default)]
pub struct Shared(Vec<(String, tera::Value)>);

impl Shared {
    /// Adds a value under the name that templates know it by.
    pub fn with(mut self, name: &str, value: &impl Serialize) -> Shared {
        self.0.push((name.to_owned(), tera::Value::from_serializable(value)));
        self
    }
}

/// HTML that templates place as it is. A copy is another handle on the same text.
#[derive(Clone, Debug)]
pub struct Html(tera::Value);

impl Html {
    pub fn new(html: &str) -> Html {
        Html(tera::Value::safe_string(html))
    }
}

impl Serialize for Html {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// A theme and those that it builds on, each with what its `theme.yaml` says; the built-in one is the last of all.
fn layers(inputs: &Inputs, name: &str, findings: &mut Vec<Finding>) -> Vec<(String, ThemeConfig)> {
    let mut chain: Vec<(String, ThemeConfig)> = Vec::new();
    let mut next = Some(name.to_owned());
    while let Some(name) = next {
        let settings = theme::read(inputs, &name, findings);
        next = (name != BUILTIN_THEME).then(|| BUILTIN_THEME.to_owned());
        if let Some((below, span)) = &settings.extends {
            let place = Place::at(&Arc::from(theme::path(&name)), span.clone());
            if !is_known(inputs, below) {
                findings.push(unknown(inputs, below, &THEME_INVALID, place));
            } else if *below == name || chain.iter().any(|(above, _)| above == below) {
                let message =
                    say!(fr: "ce thème finirait par se compléter lui-même", en: "this theme would build on itself");
                let hint = say!(fr: "retirez « extends: » ici", en: "remove `extends:` here");
                findings.push(Finding::new(&THEME_INVALID, place, message).hint(hint));
            } else {
                next = Some(below.clone());
            }
        }
        chain.push((name, settings));
        // What names a theme above was found fault with.
        next = next.filter(|next| chain.iter().all(|(above, _)| above != next));
    }
    chain
}

/// Keeps of the assets of the themes below those that are taken.
fn keep_taken(
    assets: &mut BTreeMap<String, String>,
    taken: &[(String, Span)],
    theme: &str,
    findings: &mut Vec<Finding>,
) {
    for (name, span) in taken {
        if !assets.contains_key(&format!("assets/{name}")) {
            findings.push(no_asset(assets, name, theme, span));
        }
    }
    assets.retain(|path, _| taken.iter().any(|(name, _)| path.strip_prefix("assets/") == Some(name)));
}

fn no_asset(assets: &BTreeMap<String, String>, name: &str, theme: &str, span: &Span) -> Finding {
    let known: Vec<&str> = assets.keys().filter_map(|path| path.strip_prefix("assets/")).collect();
    let near = nearest(name, known.iter().copied(), 3).join(", ");
    let all = known.join(", ");
    let message = say!(fr: "aucun fichier ne s’appelle « {name} »", en: "no file is called `{name}`");
    Finding::new(&THEME_INVALID, Place::at(&Arc::from(theme::path(theme)), span.clone()), message).hint(
        if near.is_empty() {
            say!(fr: "les fichiers sont : {all}", en: "the files are: {all}")
        } else {
            say!(fr: "vouliez-vous dire : {near} ?", en: "did you mean: {near}?")
        },
    )
}

/// Reads every template of a chain of themes under a name that says whose it is.
fn templates(inputs: &Inputs, chain: &[(String, ThemeConfig)], findings: &mut Vec<Finding>) -> Option<Tera> {
    let mut prefixes = Vec::new();
    let mut sources = Vec::new();
    for (theme, _) in chain {
        let folder = format!("themes/{theme}/templates/");
        // A corpus may have a file in the place of a built-in one, and extend that one.
        let own = inputs.under(&folder).filter_map(|(path, bytes)| Some((path, std::str::from_utf8(bytes).ok()?)));
        sources.extend(own.map(|(path, text)| (format!("{OWN}{theme}/{}", &path[folder.len()..]), text.to_owned())));
        let carried = builtin_under(&folder).filter_map(|(path, bytes)| Some((path, std::str::from_utf8(bytes).ok()?)));
        sources.extend(carried.map(|(path, text)| (format!("{theme}/{}", &path[folder.len()..]), text.to_owned())));
        prefixes.extend([format!("{OWN}{theme}/"), format!("{theme}/")]);
    }
    // A theme of the corpus is extended by its plain name too.
    prefixes.push(OWN.to_owned());
    let mut tera = Tera::new();
    tera.set_fallback_prefixes(prefixes).expect("no template was added yet");
    // The same entities as the engine's own way, which writes a text byte by byte.
    tera.set_escape_fn(|text, out| write!(out, "{}", escaping(text)));
    match template::read(tera, &sources) {
        Ok(tera) => Some(tera),
        Err(broken) => {
            findings.extend(broken);
            None
        }
    }
}

fn is_known(inputs: &Inputs, theme: &str) -> bool {
    let folder = format!("themes/{theme}/");
    inputs.under(&folder).next().is_some() || builtin_under(&folder).next().is_some()
}

/// The finding for the name of a theme that nobody has.
fn unknown(inputs: &Inputs, name: &str, code: &'static Code, place: Place) -> Finding {
    let own = inputs.under("themes/").map(|(path, _)| &**path);
    let carried = builtin_under("themes/").map(|(path, _)| path);
    let known: BTreeSet<&str> = own.chain(carried).filter_map(|path| path.split('/').nth(1)).collect();
    let near = nearest(name, known.iter().copied(), 2).join(", ");
    let finding =
        Finding::new(code, place, say!(fr: "aucun thème ne s’appelle « {name} »", en: "no theme is called `{name}`"));
    finding.hint(if near.is_empty() {
        say!(
            fr: "ajoutez le dossier themes/{name}/, ou retirez « theme: »",
            en: "add the folder themes/{name}/, or remove `theme:`"
        )
    } else {
        say!(fr: "vouliez-vous dire : {near} ?", en: "did you mean: {near}?")
    })
}

/// The paths of a theme's files, the corpus's own and the carried ones.
fn paths(inputs: &Inputs, folder: &str) -> BTreeSet<String> {
    let own = inputs.under(folder).map(|(path, _)| path.to_string());
    own.chain(builtin_under(folder).map(|(path, _)| path.to_owned())).collect()
}
