//! The theme: templates, built-in or the corpus's own, ready to draw.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;
use tera::{Context, ErrorKind, Tera};

use crate::diagnostics::{Both, Code, Finding, Severity, nearest};
use crate::inputs::{BUILTIN_THEME, Inputs, Place, builtin_paths};
use crate::parse::{Config, config};
use crate::say;

pub static UNKNOWN_THEME: Code = Code {
    name: "unknown-theme",
    severity: Severity::Error,
    explanation: Both {
        fr: "`theme:` dans `recueil.yaml` nomme un thème qui n’est ni dans le programme ni dans le dossier `themes/` du \
             corpus. Un thème est un dossier `themes/<nom>/` avec `templates/` et `assets/` ; il peut ne contenir que ce \
             qui change, le reste vient du thème du programme.",
        en: "`theme:` in `recueil.yaml` names a theme that is neither in the program nor in the corpus's `themes/`. A \
             theme is a folder `themes/<name>/` with `templates/` and `assets/`; it may hold only what changes, the rest \
             comes from the program's own theme.",
    },
};

pub static TEMPLATE_BROKEN: Code = Code {
    name: "template-broken",
    severity: Severity::Error,
    explanation: Both {
        fr: "Un modèle du thème ne peut pas être lu, ou n’a pas pu être rempli pour une fiche. Le constat nomme la ligne \
             du modèle et la fiche que l’on dessinait. Les modèles sont écrits en Tera 2.",
        en: "A template of the theme cannot be read, or could not be filled for a record. The finding names the line of \
             the template and the record that was being drawn. Templates are written in Tera 2.",
    },
};

/// Templates by name, the corpus's own before the built-in ones, and the files that go with them.
pub struct Theme {
    tera: Tera,
    /// Every file of `assets/`: its path on the site, and its path among the inputs.
    pub assets: BTreeMap<String, String>,
}

impl Theme {
    /// Reads the templates of `themes/<name>/` and below them those of the built-in theme. A template that cannot be
    /// read is found fault with.
    pub fn load(inputs: &Inputs, config: &Config, findings: &mut Vec<Finding>) -> Option<Theme> {
        let name = config.theme.as_str();
        let folder = format!("themes/{name}/");
        let known = inputs.under(&folder).next().is_some() || builtin_paths().any(|path| path.starts_with(&folder));
        if !known {
            let file: Arc<str> = Arc::from(config::PATH);
            let place = config.theme_span.as_ref().map_or(Place::whole(&file), |span| Place::at(&file, span.clone()));
            let own = inputs.under("themes/").filter_map(|(path, _)| path.split('/').nth(1));
            let known: BTreeSet<&str> = own.chain([BUILTIN_THEME]).collect();
            let near = nearest(name, known.iter().copied(), 2).join(", ");
            let finding = Finding::new(
                &UNKNOWN_THEME,
                place,
                say!(fr: "aucun thème ne s’appelle « {name} »", en: "no theme is called `{name}`"),
            );
            findings.push(finding.hint(if near.is_empty() {
                say!(
                    fr: "ajoutez le dossier themes/{name}/, ou retirez « theme: »",
                    en: "add the folder themes/{name}/, or remove `theme:`"
                )
            } else {
                say!(fr: "vouliez-vous dire : {near} ?", en: "did you mean: {near}?")
            }));
            return None;
        }
        let mut tera = Tera::new();
        let mut templates = BTreeMap::new();
        let mut assets = BTreeMap::new();
        for theme in themes(name).into_iter().rev() {
            for path in paths(inputs, theme) {
                let below = &path[format!("themes/{theme}/").len()..];
                if let Some(template) = below.strip_prefix("templates/") {
                    templates.insert(template.to_owned(), path.clone());
                } else if let Some(asset) = below.strip_prefix("assets/") {
                    assets.insert(format!("assets/{asset}"), path.clone());
                }
            }
        }
        let sources = templates.values().filter_map(|path| Some((path.clone(), text(inputs, path)?)));
        // Templates are named by their path, so that an error names the file; the short names fall back to them.
        let prefixes: Vec<String> =
            themes(name).into_iter().map(|theme| format!("themes/{theme}/templates/")).collect();
        tera.set_fallback_prefixes(prefixes).expect("no template was added yet");
        if let Err(error) = tera.add_raw_templates(sources.collect::<Vec<_>>()) {
            findings.push(broken(&error, None));
            return None;
        }
        Some(Theme { tera, assets })
    }

    /// Draws a template from its view and what all pages share. `record` is the place of the record that is drawn, for
    /// the finding when it cannot be.
    pub fn render(
        &self,
        template: &str,
        view: &impl Serialize,
        shared: &Shared,
        record: Option<&Place>,
    ) -> Result<String, Box<Finding>> {
        let mut context = Context::from_serialize(view).map_err(|error| Box::new(broken(&error, record)))?;
        for (name, value) in &shared.0 {
            context.insert_value(name.clone(), value.clone());
        }
        self.tera.render(template, &context).map_err(|error| Box::new(broken(&error, record)))
    }

    pub fn has(&self, template: &str) -> bool {
        self.tera.contains_template(template)
    }
}

/// What every page of a site is drawn with, made ready once: a copy is only another handle on it.
#[derive(Default)]
pub struct Shared(Vec<(String, tera::Value)>);

impl Shared {
    /// Adds a value under the name that templates know it by.
    pub fn with(mut self, name: &str, value: &impl Serialize) -> Shared {
        self.0.push((name.to_owned(), tera::Value::from_serializable(value)));
        self
    }
}

/// The themes that templates are looked for in, the corpus's first.
pub fn themes(name: &str) -> Vec<&str> {
    if name == BUILTIN_THEME { vec![name] } else { vec![name, BUILTIN_THEME] }
}

fn paths(inputs: &Inputs, theme: &str) -> BTreeSet<String> {
    let folder = format!("themes/{theme}/");
    let own = inputs.under(&folder).map(|(path, _)| path.to_string());
    own.chain(builtin_paths().filter(|path| path.starts_with(&folder)).map(str::to_owned)).collect()
}

fn text(inputs: &Inputs, path: &str) -> Option<String> {
    inputs.get(path).and_then(|bytes| std::str::from_utf8(bytes).ok()).map(str::to_owned)
}

/// The finding for one of the template engine's errors: the template's line, and the record that was drawn.
fn broken(error: &tera::Error, record: Option<&Place>) -> Finding {
    let (place, said) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let file: Arc<str> = Arc::from(report.filename());
            (Place::at(&file, report.span().range.clone()), report.message().to_owned())
        }
        // Templates are named by their path, so that these too name a file.
        ErrorKind::MissingParent { current: file, .. }
        | ErrorKind::CircularExtend { tpl: file, .. }
        | ErrorKind::CircularInclude { tpl: file, .. } => {
            (Place::whole(&Arc::from(file.as_str())), error.to_string().replace('\n', " "))
        }
        _ => (Place::whole(&Arc::from(config::PATH)), error.to_string()),
    };
    let finding = Finding::new(
        &TEMPLATE_BROKEN,
        place,
        say!(fr: "ce modèle ne peut pas être dessiné ({said})", en: "this template cannot be drawn ({said})"),
    )
    .hint(say!(
        fr: "corrigez le modèle à cette ligne, ou retirez-le : celui du programme prendra sa place",
        en: "mend the template at this line, or remove it: the program's own will take its place"
    ));
    match record {
        Some(place) => {
            finding.note(place.clone(), say!(fr: "on dessinait cette fiche", en: "this record was being drawn"))
        }
        None => finding,
    }
}
