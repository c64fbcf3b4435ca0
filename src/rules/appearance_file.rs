//! The logo or the picture for sharing that `recueil.yaml` names is not there, or is no picture that a browser shows.

use std::sync::Arc;

use crate::diagnostics::{Both, Code, Finding, Severity, nearest};
use crate::inputs::{Inputs, Place};
use crate::parse::config;
use crate::resolve::Corpus;
use crate::say;

pub static CODE: Code = Code {
    name: "appearance-file",
    severity: Severity::Error,
    explanation: Both {
        fr: "`appearance: logo:` et `appearance: image:` dans `recueil.yaml` nomment chacun une image, par son chemin à \
             partir de `recueil.yaml` : `content/logo.svg`, ou un fichier du dossier `themes/`. Celle-ci n’est pas là, ou \
             n’est ni un SVG, ni un PNG, ni un JPEG, ni un WebP. Pour le partage (`image`), les réseaux n’affichent pas les \
             SVG : prenez un PNG ou un JPEG d’environ 1200 sur 630 points.",
        en: "`appearance: logo:` and `appearance: image:` in `recueil.yaml` each name a picture, by its path from \
             `recueil.yaml`: `content/logo.svg`, or a file of the folder `themes/`. This one is not there, or is neither SVG \
             nor PNG, JPEG or WebP. For sharing (`image`), networks do not show SVG: take a PNG or a JPEG of about 1200 by \
             630 points.",
    },
};

pub fn check(corpus: &Corpus, inputs: &Inputs, findings: &mut Vec<Finding>) {
    let file: Arc<str> = Arc::from(config::PATH);
    let appearance = &corpus.config.appearance;
    let shared = appearance.image.as_ref().map(|image| &image.file);
    for named in appearance.files() {
        let (path, span) = named;
        let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
        let taken: &[&str] = if Some(named.clone()) == shared.cloned() {
            &["png", "jpg", "jpeg", "webp"]
        } else {
            &["svg", "png", "jpg", "jpeg", "webp"]
        };
        let (message, hint) = if !inputs.files.contains_key(path.as_str()) {
            let pictures = inputs.files.keys().map(|path| &**path).filter(|path| is_picture(path));
            let near = nearest(path, pictures, 3).join(", ");
            (
                say!(fr: "le fichier « {path} » n’est pas là", en: "the file `{path}` is not there"),
                if near.is_empty() {
                    say!(
                        fr: "écrivez son chemin à partir de recueil.yaml : content/logo.svg",
                        en: "write its path from recueil.yaml: content/logo.svg"
                    )
                } else {
                    say!(fr: "vouliez-vous dire : {near} ?", en: "did you mean: {near}?")
                },
            )
        } else if !taken.contains(&&*ending) {
            let taken = taken.join(", ");
            (
                say!(fr: "« {path} » n’est pas une image que l’on puisse montrer ici", en: "`{path}` is no picture that can be shown here"),
                say!(fr: "prenez un fichier de l’une de ces sortes : {taken}", en: "take a file of one of these sorts: {taken}"),
            )
        } else {
            continue;
        };
        findings.push(Finding::new(&CODE, Place::at(&file, span.clone()), message).hint(hint));
    }
}

fn is_picture(path: &str) -> bool {
    [".svg", ".png", ".jpg", ".jpeg", ".webp"].iter().any(|ending| path.to_ascii_lowercase().ends_with(ending))
}
