//! What a site is drawn with: its theme, its colours and the words of its interface.

use std::sync::Arc;

use crate::diagnostics::Finding;
use crate::inputs::Inputs;
use crate::parse::{Config, config};
use crate::resolve::kept::Same;

use super::appearance::{self, Tokens};
use super::strings::Strings;
use super::theme::Theme;

pub(super) struct Look {
    pub theme: Arc<Theme>,
    /// The colours of the theme with those of the corpus over them.
    pub tokens: Arc<Tokens>,
    pub strings: Arc<Strings>,
}

/// A look, or none where there is no theme; and what is wrong with it.
pub(super) struct Looked {
    pub look: Option<Look>,
    pub findings: Vec<Finding>,
}

impl Looked {
    /// Reads the files of the theme. `pictures` are those of the appearance that are there.
    pub fn read(inputs: &Inputs, config: &Config, pictures: &[(String, String)]) -> Looked {
        let mut findings = Vec::new();
        let look = Theme::load(inputs, config, &mut findings).map(|mut theme| {
            theme.assets.extend(pictures.iter().cloned());
            let tokens = appearance::tokens(&theme.tokens, config, &mut findings);
            let strings = Strings::load(inputs, &theme.chain, &config.language, &mut findings);
            Look { theme: Arc::new(theme), tokens: Arc::new(tokens), strings: Arc::new(strings) }
        });
        Looked { look, findings }
    }
}

/// `recueil.yaml`, the files of themes, and the pictures of the appearance: what the look of a site hangs on.
pub(super) type Files = (Option<Settings>, Vec<(Arc<str>, Same<[u8]>)>, Vec<(String, String)>);

pub(super) fn files(inputs: &Inputs, pictures: &[(String, String)]) -> Files {
    let of_themes = inputs.under("themes/").map(|(path, bytes)| (path.clone(), Same(bytes.clone())));
    (settings(inputs), of_themes.collect(), pictures.to_vec())
}

/// `recueil.yaml` as it is written.
pub(super) type Settings = Same<[u8]>;

pub(super) fn settings(inputs: &Inputs) -> Option<Settings> {
    inputs.files.get(config::PATH).cloned().map(Same)
}
