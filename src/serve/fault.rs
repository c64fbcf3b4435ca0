//! A fault of the program itself: caught, so that the preview goes on, and told as what it is, which is nobody's who writes.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use super::preview::Preview;
use crate::diagnostics::{Both, Finding, Lang, escaped};
use crate::inputs::Inputs;
use crate::parse::config;
use crate::say;

/// The state that `make` makes of what was read; where the program fails in it, `shown` goes on, and says so, or a state
/// without pages where nothing was shown yet.
pub fn state_or_fault(
    shown: Option<&Preview>,
    inputs: Inputs,
    said: Vec<Finding>,
    now: Instant,
    make: impl FnOnce(Inputs, Vec<Finding>) -> Preview,
) -> Preview {
    let made = caught(|| make(inputs.clone(), said.clone()));
    made.unwrap_or_else(|| match shown {
        Some(shown) => Preview::after_fault(shown, inputs, said, now),
        None => {
            let lang = caught(|| Lang::of_tag(&config::read(&inputs, &mut Vec::new()).language));
            Preview::after_fault(&Preview::nothing(lang.unwrap_or(Lang::En)), inputs, said, now)
        }
    })
}

/// What the terminal says beside the words of the fault.
pub fn told(of: &Preview) -> Both {
    match of.site() {
        Some(_) => say!(fr: "recueil lui-même a failli, et non vos textes : l’aperçu garde les pages d’avant",
                        en: "recueil itself has failed, not your texts: the preview keeps the pages from before"),
        None => say!(fr: "recueil lui-même a failli, et non vos textes : l’aperçu reprend dès qu’un fichier change",
                     en: "recueil itself has failed, not your texts: the preview tries again as soon as a file changes"),
    }
}

/// What each page says where the corpus could not be compiled; `age` says how old the page is.
pub fn notice(lang: Lang, age: &str) -> String {
    let title = title();
    let kept = say!(fr: "Le site se lit tel qu’il était avant le dernier changement. \
                         L’aperçu reprend dès qu’un fichier change.",
                    en: "The site can be read as it was before the last change. \
                         The preview tries again as soon as a file changes.");
    let (title, kept, words) = (title.get(lang), kept.get(lang), whose(lang));
    format!(
        "<section class=\"fault\" role=\"status\"><p><b>{}</b> {age}</p><p>{words} {}</p></section>",
        escaped(title),
        escaped(kept)
    )
}

pub fn title() -> Both {
    say!(fr: "recueil a failli", en: "recueil has failed")
}

/// Whose fault it is, and where its words are.
pub fn whose(lang: Lang) -> String {
    let words = say!(fr: "C’est une faute du programme, et non de vos textes : vous n’avez rien à corriger, et rien n’est perdu. \
                          Ses mots sont dans le terminal où tourne `recueil serve` ; transmettez-les à qui tient le programme.",
                     en: "This is a fault of the program, not of your texts: there is nothing for you to mend, and nothing is lost. \
                          Its words are in the terminal where `recueil serve` runs; pass them on to whoever keeps the program.");
    escaped(words.get(lang)).replace("`recueil serve`", "<code>recueil serve</code>")
}

/// What a work gives; `None` where the program fails in it, which says why at the terminal.
pub(super) fn caught<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}
