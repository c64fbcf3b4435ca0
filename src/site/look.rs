//! What a site is drawn with: its theme, its colours and the words of its interface.

use std::sync::Arc;

use crate::diagnostics::Finding;
use crate::inputs::Inputs;
use crate::parse::Config;

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
