//! Code blocks in colour: classes for the theme's style sheet, never colours themselves.

use std::sync::LazyLock;

use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::{SyntaxReference, SyntaxSet};

/// Loaded when the first code block needs them, and once.
static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// Before each class, so that no class of a syntax is one of the theme's.
pub const CLASS_PREFIX: &str = "hl-";

/// Beyond this, code is printed plain: colouring takes time that nobody would wait for.
const LONGEST: usize = 100_000;

/// True for the name or the file extension of a language that can be coloured, and for plain text.
pub(super) fn is_language(name: &str) -> bool {
    ["text", "txt", "plain"].contains(&name) || syntax(name).is_some()
}

fn syntax(name: &str) -> Option<&'static SyntaxReference> {
    SYNTAXES.find_syntax_by_token(name)
}

/// The code as HTML with spans; `None` when there is nothing to colour.
pub(super) fn highlighted(language: &str, code: &str) -> Option<String> {
    if ["text", "txt", "plain"].contains(&language) || code.len() > LONGEST {
        return None;
    }
    let style = ClassStyle::SpacedPrefixed { prefix: CLASS_PREFIX };
    let mut generator = ClassedHTMLGenerator::new_with_class_style(syntax(language)?, &SYNTAXES, style);
    for line in code.split_inclusive('\n') {
        generator.parse_html_for_line_which_includes_newline(line).ok()?;
    }
    Some(generator.finalize())
}
