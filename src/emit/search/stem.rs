//! What the forms of a word have in common, in the language that it is written in.

mod english;
mod french;

use crate::diagnostics::Lang;

/// The stem of a folded form.
pub fn stem(folded: &str, lang: Lang) -> String {
    match lang {
        Lang::Fr => french::stem(folded),
        Lang::En => english::stem(folded),
    }
}
