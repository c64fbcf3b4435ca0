//! What the template engine says, in a writer's words and in the language of the run.

use crate::diagnostics::{Both, nearest};
use crate::say;

type Told = (Both, Option<Both>);

/// A message and what to do; `None` where nothing better is known than what the engine says.
pub fn of(said: &str) -> Option<Told> {
    of_names(said).or_else(|| of_places(said)).or_else(|| of_values(said))
}

/// The second of the two templates that define one component.
pub fn second_file(said: &str) -> Option<&str> {
    let [_, _, second] = parts(said, "Component `{}` is defined in both `{}` and `{}`")?;
    Some(second)
}

/// Names that nothing has.
fn of_names(said: &str) -> Option<Told> {
    if let Some([name, known]) = parts(said, "Variable `{}` is not defined. Available variables: {}") {
        let message =
            say!(fr: "aucune variable ne s’appelle « {name} » ici", en: "no variable is called `{name}` here");
        return Some((message, Some(known_names(name, known))));
    }
    if let Some([name, known]) = parts(said, "Field `{}` is not defined. Available fields: {}") {
        let message = say!(fr: "aucun champ ne s’appelle « {name} » ici", en: "no field is called `{name}` here");
        return Some((message, Some(known_names(name, known))));
    }
    if let Some([name]) = parts(said, "Field `{}` is not defined.").or_else(|| parts(said, "Field `{}` is not defined"))
    {
        let message = say!(fr: "il n’y a pas de champ « {name} » : la valeur n’a pas de champs",
                           en: "there is no field `{name}`: the value has no fields");
        return Some((message, Some(guard())));
    }
    if let Some([name]) = parts(said, "Variable `{}` is not defined.") {
        return Some((say!(fr: "aucune variable ne s’appelle « {name} »", en: "no variable is called `{name}`"), None));
    }
    if let Some([name]) = parts(said, "Unknown filter `{}`") {
        let message = say!(fr: "aucun filtre ne s’appelle « {name} »", en: "no filter is called `{name}`");
        return Some((message, Some(known_names(name, FILTERS))));
    }
    if let Some([name]) = parts(said, "Unknown test `{}`") {
        let message = say!(fr: "aucun test ne s’appelle « {name} »", en: "no test is called `{name}`");
        return Some((message, Some(known_names(name, TESTS))));
    }
    if let Some([name]) = parts(said, "Unknown function `{}`") {
        let message = say!(fr: "aucune fonction ne s’appelle « {name} »", en: "no function is called `{name}`");
        return Some((message, Some(known_names(name, "range, super, throw"))));
    }
    if let Some([name]) = parts(said, "Unknown component `{}`") {
        let message = say!(fr: "aucun composant ne s’appelle « {name} »", en: "no component is called `{name}`");
        let hint = say!(fr: "ceux du programme sont dans themes/recueil/templates/components.html ; les vôtres se définissent par {{% component … %}}",
                        en: "the program's own are in themes/recueil/templates/components.html; yours are defined by {{% component … %}}");
        return Some((message, Some(hint)));
    }
    if let Some([name]) = parts(said, "Unknown template `{}`") {
        let message = say!(fr: "aucun modèle ne s’appelle « {name} »", en: "no template is called `{name}`");
        let hint = say!(fr: "corrigez le nom, ou ajoutez ce modèle dans templates/", en: "correct the name, or add that template in templates/");
        return Some((message, Some(hint)));
    }
    if let Some([name]) = parts(said, "Block `{}` is not defined in any parent template") {
        let message = say!(fr: "le modèle étendu n’a pas de bloc « {name} » : rien n’en serait montré",
                           en: "the extended template has no block `{name}`: nothing of it would be shown");
        let hint = say!(fr: "prenez le nom d’un bloc du modèle étendu", en: "take the name of a block of the extended template");
        return Some((message, Some(hint)));
    }
    if let Some([names, known]) = parts(said, "Unknown argument(s) {} in component call. Possible argument(s) are: {}")
    {
        let message = say!(fr: "ce composant n’a pas d’argument {names}", en: "this component has no argument {names}");
        return Some((message, Some(say!(fr: "il a : {known}", en: "it has: {known}"))));
    }
    if let Some([names]) = parts(said, "Unknown argument(s) {} in component call.") {
        return Some((
            say!(fr: "ce composant n’a pas d’argument {names}", en: "this component has no argument {names}"),
            None,
        ));
    }
    if let Some([name, first, second]) = parts(said, "Component `{}` is defined in both `{}` and `{}`") {
        let (first, second) = (first.trim_start_matches(super::OWN), second.trim_start_matches(super::OWN));
        let message = say!(fr: "le composant « {name} » est défini deux fois, dans {first} et dans {second}",
                           en: "the component `{name}` is defined twice, in {first} and in {second}");
        return Some((message, Some(say!(fr: "gardez-en un seul", en: "keep one of them"))));
    }
    None
}

/// Signs and tags that stand where they may not.
fn of_places(said: &str) -> Option<Told> {
    if let Some([found, wanted]) = parts(said, "Found {} but expected {}") {
        let (found, wanted, sign) =
            (token(found), tokens(wanted.trim_end_matches('.')), wanted.trim_matches(['.', '`']));
        let is_sign = !sign.is_empty() && !sign.contains(char::is_alphanumeric);
        let message = Both {
            fr: format!("on lit {} là où il fallait {}", found.fr, wanted.fr),
            en: format!("{} where {} was expected", found.en, wanted.en),
        };
        return Some((message, is_sign.then(|| say!(fr: "écrivez {sign}", en: "write {sign}"))));
    }
    if let Some([mark, _]) = parts(said, "String opened with `{}` is missing its closing `{}`") {
        let message = say!(fr: "un texte ouvert par « {mark} » n’est jamais fermé", en: "a text opened with `{mark}` is never closed");
        return Some((message, Some(say!(fr: "fermez-le par {mark}", en: "close it with {mark}"))));
    }
    if let Some([word]) = parts(said, "{} can only be used in a for loop") {
        return Some((
            say!(fr: "« {word} » n’a de sens que dans un « for »", en: "`{word}` only stands in a `for`"),
            None,
        ));
    }
    if let Some([name]) = parts(said, "Template already contains a block named `{}`") {
        let message = say!(fr: "ce modèle a déjà un bloc « {name} »", en: "this template already has a block `{name}`");
        return Some((message, Some(say!(fr: "donnez-lui un autre nom", en: "give it another name"))));
    }
    if let Some([name]) = parts(said, "Template already contains a component named `{}`") {
        let message =
            say!(fr: "ce modèle a déjà un composant « {name} »", en: "this template already has a component `{name}`");
        return Some((message, Some(say!(fr: "donnez-lui un autre nom", en: "give it another name"))));
    }
    if let Some([_, opened, closed]) =
        parts(said, "{} was named `{}` in the opening tag, found `{}` as name in the end tag")
    {
        let message = say!(fr: "« {opened} » est fermé sous le nom « {closed} »", en: "`{opened}` is closed under the name `{closed}`");
        return Some((message, Some(say!(fr: "écrivez deux fois le même nom", en: "write the same name twice"))));
    }
    if let Some([name]) = parts(said, "Unclosed component '{}'") {
        let message =
            say!(fr: "le composant « {name} » n’est jamais fermé", en: "the component `{name}` is never closed");
        return Some((
            message,
            Some(say!(fr: "écrivez {{% </{name}> %}} à sa fin", en: "write {{% </{name}> %}} at its end")),
        ));
    }
    Some(match said {
        "Unexpected end of input" => (
            say!(fr: "le modèle finit au milieu d’une balise", en: "the template ends amid a tag"),
            Some(
                say!(fr: "fermez {{{{ par }}}}, {{% par %}}, et chaque balise par la sienne : {{% endif %}}, {{% endfor %}}, {{% endblock %}}",
                      en: "close {{{{ with }}}}, {{% with %}}, and each tag with its own: {{% endif %}}, {{% endfor %}}, {{% endblock %}}"),
            ),
        ),
        "This content would be ignored: only `extends`, `block` and `component` are allowed at the top level of a child template." => {
            (
                say!(fr: "ceci ne serait jamais montré : un modèle qui en étend un autre ne dit rien hors de ses blocs",
                 en: "this would never be shown: a template that extends another says nothing outside of its blocks"),
                Some(
                    say!(fr: "mettez-le dans un {{% block … %}} du modèle étendu", en: "put it into a {{% block … %}} of the extended template"),
                ),
            )
        }
        "`extends` needs to be the first tag of the template" => (
            say!(fr: "« extends » est la première balise d’un modèle, sans rien devant", en: "`extends` is the first tag of a template, with nothing before it"),
            Some(say!(fr: "mettez-le tout en haut", en: "put it at the very top")),
        ),
        "Blocks cannot be written inside a for loop." => (
            say!(fr: "un bloc ne peut pas être dans un « for »", en: "a block cannot stand in a `for`"),
            Some(say!(fr: "mettez le « for » dans le bloc", en: "put the `for` into the block")),
        ),
        "super() called outside of a block" => {
            (say!(fr: "« super() » n’a de sens que dans un bloc", en: "`super()` only stands in a block"), None)
        }
        "Tried to use super() in the top level block" => (
            say!(fr: "« super() » ne mène à rien : aucun modèle étendu n’a ce bloc", en: "`super()` leads nowhere: no extended template has this block"),
            Some(say!(fr: "retirez « super() »", en: "remove `super()`")),
        ),
        "unexpected end of raw block" => (
            say!(fr: "« raw » n’est jamais fermé", en: "`raw` is never closed"),
            Some(say!(fr: "ajoutez {{% endraw %}} à sa fin", en: "add {{% endraw %}} at its end")),
        ),
        "Unexpected character" => (
            say!(fr: "ce signe n’a pas de sens dans une balise", en: "this sign means nothing in a tag"),
            Some(
                say!(fr: "les textes y vont entre guillemets droits : \"…\"", en: "texts go in straight quotation marks there: \"…\""),
            ),
        ),
        "unexpected escape character" => (
            say!(fr: "après une barre oblique inverse il n’y a que n, t, r, \\, / ou un guillemet", en: "a backslash is only followed by n, t, r, \\, / or a quotation mark"),
            Some(say!(fr: "doublez-la : \\\\", en: "double it: \\\\")),
        ),
        _ => return None,
    })
}

/// Values that are not of the sort that is asked for.
fn of_values(said: &str) -> Option<Told> {
    if said == "Tried to render a variable that is undefined" {
        let message =
            say!(fr: "cette valeur n’existe pas pour cette fiche", en: "this value does not exist for this record");
        return Some((message, Some(guard())));
    }
    if let Some([name]) = parts(said, "Variable `{}` exists but its value is undefined") {
        let message =
            say!(fr: "« {name} » n’a pas de valeur pour cette fiche", en: "`{name}` has no value for this record");
        return Some((message, Some(guard())));
    }
    if let Some([wanted, got]) = parts(said, "Invalid type for the value, expected `{}` but got `{}`") {
        let (wanted, got) = (sort(wanted), sort(got));
        let message = Both {
            fr: format!("il faut ici {} ; on a {}", wanted.fr, got.fr),
            en: format!("this takes {}; it is given {}", wanted.en, got.en),
        };
        return Some((message, None));
    }
    if let Some([name]) = parts(said, "Missing keyword argument `{}`") {
        let message = say!(fr: "il manque l’argument « {name} »", en: "the argument `{name}` is missing");
        return Some((
            message,
            Some(say!(fr: "écrivez-le entre parenthèses : ({name}=…)", en: "write it in parentheses: ({name}=…)")),
        ));
    }
    if let Some([name, of]) = parts(said, "Argument `{}` (type: `{}`) missing.") {
        let of = sort(of);
        let message = Both {
            fr: format!("il manque au composant l’argument « {name} », {}", of.fr),
            en: format!("the component lacks the argument `{name}`, {}", of.en),
        };
        return Some((message, None));
    }
    if let Some([name, got, wanted]) =
        parts(said, "Component argument `{}` (type: `{}`) does not match expected type: `{}`")
    {
        let (wanted, got) = (sort(wanted), sort(got));
        let message = Both {
            fr: format!("l’argument « {name} » du composant est {} ; on lui donne {}", wanted.fr, got.fr),
            en: format!("the component's argument `{name}` is {}; it is given {}", wanted.en, got.en),
        };
        return Some((message, None));
    }
    let (fr, en, got) = if let Some([got]) = parts(said, "Iteration not possible on type `{}`") {
        ("« for » parcourt une liste ou des champs ; on a", "`for` goes through a list or fields; this is", got)
    } else if let Some([got]) = parts(said, "Math operations can only be done on numbers, found `{}`") {
        ("on ne calcule qu’avec des nombres ; on a", "only numbers can be computed with; this is", got)
    } else if let Some([left, right]) = parts(said, "`+` requires both operands to be numbers, found `{}` and `{}`") {
        let (left, right) = (sort(left), sort(right));
        let message = Both {
            fr: format!("« + » ajoute deux nombres ; on a {} et {}", left.fr, right.fr),
            en: format!("`+` adds two numbers; these are {} and {}", left.en, right.en),
        };
        return Some((message, Some(say!(fr: "pour réunir des textes, écrivez ~", en: "to join texts, write ~"))));
    } else if let Some([left, right]) = parts(said, "Cannot compare `{}` with `{}`") {
        let (left, right) = (sort(left), sort(right));
        let message = Both {
            fr: format!("{} ne se compare pas à {}", left.fr, right.fr),
            en: format!("{} cannot be compared with {}", left.en, right.en),
        };
        return Some((message, Some(guard())));
    } else {
        return None;
    };
    let got = sort(got);
    Some((Both { fr: format!("{fr} {}", got.fr), en: format!("{en} {}", got.en) }, None))
}

/// How a value that may be missing is asked for.
fn guard() -> Both {
    say!(fr: "demandez d’abord si elle existe : {{% if … is defined %}}, ou donnez {{{{ … | default(value=\"\") }}}}",
         en: "ask first whether it is there: {{% if … is defined %}}, or give {{{{ … | default(value=\"\") }}}}")
}

fn known_names(name: &str, known: &str) -> Both {
    let near = nearest(name, known.split(", "), 3).join(", ");
    if near.is_empty() {
        say!(fr: "il y a : {known}", en: "there are: {known}")
    } else {
        say!(fr: "vouliez-vous dire : {near} ?", en: "did you mean: {near}?")
    }
}

/// The filters of Tera 2.
const FILTERS: &str = "abs, capitalize, default, escape, escape_html, escape_xml, first, float, get, group_by, indent, int, \
                       join, keys, last, length, lower, newlines_to_br, nth, pairs, pluralize, replace, reverse, round, safe, sort, \
                       split, str, title, trim, trim_end, trim_start, truncate, unique, upper, values, wordcount";

/// Its tests.
const TESTS: &str = "array, bool, containing, defined, divisible_by, ending_with, even, float, integer, iterable, map, none, \
                     number, odd, starting_with, string, undefined";

/// A sort of value.
fn sort(name: &str) -> Both {
    let (fr, en) = match name {
        "undefined" | "none" => ("rien", "nothing"),
        "bool" => ("true ou false", "true or false"),
        "u64" | "i64" | "u128" | "i128" | "integer" => ("un nombre entier", "a whole number"),
        "f64" | "number" | "float" => ("un nombre", "a number"),
        "array" => ("une liste", "a list"),
        "string" => ("un texte", "a text"),
        "map/struct" | "map" => ("des champs", "fields"),
        other => (other, other),
    };
    Both { fr: fr.to_owned(), en: en.to_owned() }
}

/// A piece of a template, as the engine names it.
fn token(name: &str) -> Both {
    let (fr, en) = match name.trim() {
        "content" | "raw content" => ("du texte", "text"),
        "identifier" | "ident" => ("un nom", "a name"),
        "attribute name" => ("le nom d’un champ", "the name of a field"),
        "string" => ("un texte entre guillemets", "a text in quotation marks"),
        "integer" | "an integer" => ("un nombre entier", "a whole number"),
        "float" => ("un nombre", "a number"),
        "bool" | "a bool" => ("true ou false", "true or false"),
        "comment" => ("un commentaire", "a comment"),
        sign => {
            let sign = sign.trim_matches('`');
            return say!(fr: "« {sign} »", en: "`{sign}`");
        }
    };
    Both { fr: fr.to_owned(), en: en.to_owned() }
}

/// What was expected: one piece, or any of those that a value begins with.
fn tokens(names: &str) -> Both {
    if names.starts_with("one of: integer") {
        return say!(fr: "une valeur", en: "a value");
    }
    let names = names.trim_start_matches("one of: ").replace(" or ", ", ");
    let each: Vec<Both> = names.split(", ").map(token).collect();
    let join = |or: &str, of: fn(&Both) -> &str| each.iter().map(of).collect::<Vec<_>>().join(or);
    Both { fr: join(" ou ", |both| &both.fr), en: join(" or ", |both| &both.en) }
}

/// What stands in `text` at each `{}` of `pattern`.
fn parts<'a, const N: usize>(text: &'a str, pattern: &str) -> Option<[&'a str; N]> {
    let mut pieces = pattern.split("{}");
    let mut rest = text.strip_prefix(pieces.next()?)?;
    let mut found = Vec::with_capacity(N);
    let mut pieces = pieces.peekable();
    while let Some(piece) = pieces.next() {
        let at = match pieces.peek() {
            Some(_) => rest.find(piece)?,
            None => rest.strip_suffix(piece)?.len(),
        };
        found.push(&rest[..at]);
        rest = &rest[at + piece.len()..];
    }
    found.try_into().ok().filter(|_| rest.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_what_stands_between() {
        assert_eq!(parts("a `b` and `c`", "a `{}` and `{}`"), Some(["b", "c"]));
        assert_eq!(parts::<1>("a `b", "a `{}`"), None);
        assert_eq!(parts("x: , and", "x: {}"), Some([", and"]));
    }

    #[test]
    fn the_filters_and_tests_named_are_those_of_the_engine() {
        for (names, before) in [(FILTERS, "{{ a | "), (TESTS, "{{ a is ")] {
            for name in names.split(", ") {
                let text = format!("{before}{name} }}}}");
                assert!(tera::Tera::new().add_raw_template("a", &text).is_ok(), "{text}");
            }
        }
    }

    #[test]
    fn what_was_expected_is_said_in_words() {
        let of_braces = of("Found `}` but expected }}.").expect("it is known");
        assert_eq!(of_braces.0.fr, "on lit « } » là où il fallait « }} »");
        let value =
            of("Found `}}` but expected one of: integer, float, string, bool, ident, `-`, `not`, `<`, `{`, `[` or `(`");
        assert_eq!(value.expect("it is known").0.en, "`}}` where a value was expected");
    }
}
