//! A template that cannot be read or filled: where it is at fault and why, in a writer's words.

mod tags;
mod words;

use std::collections::BTreeSet;
use std::sync::Arc;

use tera::{ErrorKind, Tera};

use crate::diagnostics::{Both, Code, Finding, Severity, nearest};
use crate::inputs::{Place, Span};
use crate::parse::config;
use crate::say;

pub static TEMPLATE_BROKEN: Code = Code {
    name: "template-broken",
    severity: Severity::Error,
    explanation: Both {
        fr: "Un modèle du thème ne peut pas être lu, ou n’a pas pu être rempli pour une fiche. Le constat nomme la ligne \
             du modèle et la fiche que l’on dessinait. Les modèles sont écrits en Tera 2.\n\n\
             Causes fréquentes : un `{% if %}` ou un `{% for %}` que rien ne ferme, une accolade de trop ou de moins, un nom \
             de variable, de champ, de filtre, de composant ou de modèle mal écrit, un bloc que le modèle étendu n’a pas, du \
             texte hors des blocs dans un modèle qui en étend un autre.",
        en: "A template of the theme cannot be read, or could not be filled for a record. The finding names the line of \
             the template and the record that was being drawn. Templates are written in Tera 2.\n\n\
             Frequent causes: an `{% if %}` or a `{% for %}` that nothing closes, a brace too many or too few, the name of a \
             variable, a field, a filter, a component or a template misspelt, a block that the extended template does not \
             have, text outside of blocks in a template that extends another.",
    },
};

/// What the names of the corpus's own templates begin with: no theme is called so.
pub(super) const OWN: &str = "./";

/// The templates of that name and text, ready to draw; where they are not, all that is wrong with them.
pub(super) fn read(mut tera: Tera, sources: &[(String, String)]) -> Result<Tera, Vec<Finding>> {
    let named = sources.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    let Err(error) = tera.add_raw_templates(named) else { return Ok(tera) };
    // The engine stops at the first that it cannot read: each is read by itself.
    let mut found = Vec::new();
    for (name, text) in sources.iter().filter(|(name, _)| name.starts_with(OWN)) {
        match Tera::new().add_raw_template(name, text) {
            Err(error) if matches!(error.kind(), ErrorKind::SyntaxError(_)) => found.extend(faults(&error, sources)),
            _ => {}
        }
    }
    if found.is_empty() {
        found = faults(&error, sources);
    }
    Err(found)
}

/// The finding for what went wrong when a template was filled; `record` is the place of the record that was drawn.
pub(super) fn undrawn(error: &tera::Error, record: Option<&Place>) -> Finding {
    let finding = match error.kind() {
        ErrorKind::RenderingError(report) => {
            finding(Place::at(&file_of(report.filename()), report.span().range.clone()), report.message())
        }
        _ => finding(Place::whole(&Arc::from(config::PATH)), &error.to_string()),
    };
    match record {
        Some(place) => {
            finding.note(place.clone(), say!(fr: "on dessinait cette fiche", en: "this record was being drawn"))
        }
        None => finding,
    }
}

/// What is wrong with templates that cannot be made ready.
fn faults(error: &tera::Error, sources: &[(String, String)]) -> Vec<Finding> {
    let text_of = |name: &str| text_of(sources, name);
    let at = |name: &str, span: Option<Span>| {
        let file = file_of(name);
        span.map_or(Place::whole(&file), |span| Place::at(&file, span))
    };
    match error.kind() {
        ErrorKind::SyntaxError(report) => {
            let (name, span) = (report.filename(), report.span().range.clone());
            let text = text_of(name);
            vec![match tags::unclosed(text, &span, report.message()) {
                Some(open) => unclosed(&file_of(name), span, open),
                None if report.message() == "Unknown tag" => {
                    let place = at(name, Some(span.clone()));
                    unknown_tag(place, text.get(span).unwrap_or_default())
                }
                None => finding(at(name, Some(visible(text, span))), report.message()),
            }]
        }
        ErrorKind::MissingParent { current, parent } => {
            let said = format!("Unknown template `{parent}`");
            vec![named(finding(at(current, quoted(text_of(current), parent)), &said), &said, sources)]
        }
        ErrorKind::CircularExtend { tpl, inheritance_chain: chain }
        | ErrorKind::CircularInclude { tpl, include_chain: chain } => {
            // Names are as the templates write them, or whole.
            let text = text_of(tpl);
            let named = chain.iter().rev().find_map(|name| quoted(text, name).or_else(|| quoted(text, last(name))));
            let message =
                say!(fr: "ce modèle finirait par se contenir lui-même", en: "this template would contain itself");
            let hint = say!(fr: "nommez un autre modèle ; celui du programme se nomme en entier : \"recueil/base.html\"",
                            en: "name another template; the program's own is named whole: \"recueil/base.html\"");
            vec![Finding::new(&TEMPLATE_BROKEN, at(tpl, named), message).hint(hint)]
        }
        ErrorKind::Msg(said) => reports(said, sources).unwrap_or_else(|| {
            let file = words::second_file(said).map_or(Arc::from(config::PATH), file_of);
            vec![finding(Place::whole(&file), said)]
        }),
        _ => vec![finding(Place::whole(&Arc::from(config::PATH)), &error.to_string())],
    }
}

/// The findings for reports that the engine has put into one text, each `error: …` with ` --> name:line:column` and carets.
fn reports(said: &str, sources: &[(String, String)]) -> Option<Vec<Finding>> {
    let reports = said.strip_prefix("error: ")?.split("\n\nerror: ");
    let read = |report: &str| {
        let mut lines = report.lines();
        let (message, place) = (lines.next()?, lines.next()?.trim_start().strip_prefix("--> ")?);
        let (place, column) = place.rsplit_once(':')?;
        let (name, line) = place.rsplit_once(':')?;
        let (line, column): (usize, usize) = (line.parse().ok()?, column.parse().ok()?);
        let text = text_of(sources, name);
        let before: usize = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
        let carets = lines.nth(2)?.matches('^').count();
        let byte = |column: usize| text[before..].char_indices().nth(column).map_or(text.len(), |(at, _)| before + at);
        let span = byte(column.checked_sub(1)?)..byte(column - 1 + carets);
        Some(named(finding(Place::at(&file_of(name), span), message), message, sources))
    };
    reports.map(read).collect()
}

fn text_of<'a>(sources: &'a [(String, String)], name: &str) -> &'a str {
    sources.iter().find(|(known, _)| known == name).map_or("", |(_, text)| text.as_str())
}

/// The finding, with the nearest templates that there are where it names one that there is not.
fn named(finding: Finding, said: &str, sources: &[(String, String)]) -> Finding {
    let Some(name) = said.strip_prefix("Unknown template `").and_then(|name| name.strip_suffix('`')) else {
        return finding;
    };
    // All names end alike: that makes none of them near.
    let known: BTreeSet<&str> = sources.iter().filter_map(|(known, _)| last(known).strip_suffix(".html")).collect();
    let (theme, name) = name.split_at(name.len() - last(name).len());
    let near = nearest(name.strip_suffix(".html").unwrap_or(name), known.into_iter(), 3);
    if near.is_empty() {
        return finding;
    }
    let near = near.iter().map(|name| format!("{theme}{name}.html")).collect::<Vec<_>>().join(", ");
    finding.hint(say!(fr: "vouliez-vous dire : {near} ?", en: "did you mean: {near}?"))
}

/// A tag that nothing closes, told where it was opened, with where that was noticed.
fn unclosed(file: &Arc<str>, noticed: Span, open: tags::Open) -> Finding {
    let (tag, end) = (&open.name, &open.end);
    let message = say!(fr: "« {tag} » n’est jamais fermé", en: "`{tag}` is never closed");
    let hint = say!(fr: "ajoutez « {end} » à sa fin", en: "add `{end}` at its end");
    let finding = Finding::new(&TEMPLATE_BROKEN, Place::at(file, open.span), message).hint(hint);
    match open.instead {
        Some(other) => {
            let note = say!(fr: "on lit ici « {other} »", en: "here is `{other}`");
            finding.note(Place::at(file, noticed), note)
        }
        None => finding,
    }
}

/// The finding for a tag of a name that there is not, or that closes what is not open.
fn unknown_tag(place: Place, name: &str) -> Finding {
    if let Some(opening) = name.strip_prefix("end").filter(|_| tags::ALL.contains(&name)) {
        let message = say!(fr: "« {name} » ne ferme rien : aucun « {opening} » n’est ouvert ici",
                           en: "`{name}` closes nothing: no `{opening}` is open here");
        return Finding::new(&TEMPLATE_BROKEN, place, message).hint(say!(fr: "retirez-le", en: "remove it"));
    }
    if ["else", "elif"].contains(&name) {
        let message = say!(fr: "« {name} » n’est dans aucun « if »", en: "`{name}` stands in no `if`");
        return Finding::new(&TEMPLATE_BROKEN, place, message).hint(say!(fr: "retirez-le", en: "remove it"));
    }
    let message = say!(fr: "aucune balise ne s’appelle « {name} »", en: "no tag is called `{name}`");
    let near = nearest(name, tags::ALL.into_iter(), 3).join(", ");
    let all = tags::ALL.join(", ");
    Finding::new(&TEMPLATE_BROKEN, place, message).hint(match near.is_empty() {
        true => say!(fr: "les balises sont : {all}", en: "the tags are: {all}"),
        false => say!(fr: "vouliez-vous dire : {near} ?", en: "did you mean: {near}?"),
    })
}

/// What the engine says, in words at a place; its own words where nothing better is known.
fn finding(place: Place, said: &str) -> Finding {
    let otherwise = || {
        say!(fr: "corrigez le modèle à cette ligne, ou retirez-le : celui du programme prendra sa place",
             en: "mend the template at this line, or remove it: the program's own will take its place")
    };
    match words::of(said) {
        Some((message, hint)) => Finding::new(&TEMPLATE_BROKEN, place, message).hint(hint.unwrap_or_else(otherwise)),
        None => {
            let message = say!(fr: "ce modèle ne peut pas être dessiné", en: "this template cannot be drawn");
            let whole = Place::whole(&place.file);
            let said = said.replace('\n', " ");
            Finding::new(&TEMPLATE_BROKEN, place, message)
                .hint(otherwise())
                .note(whole, say!(fr: "Tera dit, en anglais : {said}", en: "Tera says: {said}"))
        }
    }
}

/// The file of the template of that name.
fn file_of(name: &str) -> Arc<str> {
    let name = name.strip_prefix(OWN).unwrap_or(name);
    match name.split_once('/') {
        Some((theme, rest)) => Arc::from(format!("themes/{theme}/templates/{rest}")),
        None => Arc::from(name),
    }
}

fn last(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// Where a name stands in quotation marks.
fn quoted(text: &str, name: &str) -> Option<Span> {
    ['"', '\'', '`'].iter().find_map(|mark| {
        let written = format!("{mark}{name}{mark}");
        text.find(&written).map(|at| at..at + written.len())
    })
}

/// The part of a span that a line shows: what is text between tags begins and ends where its words do.
fn visible(text: &str, span: Span) -> Span {
    let Some(meant) = text.get(span.clone()) else { return span };
    let start = span.start + (meant.len() - meant.trim_start().len());
    let end = span.start + meant.trim_end().len();
    if start < end { start..end } else { span }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where a finding stands, what it says and what its notes say.
    type Told = (Option<(usize, usize)>, String, String);

    /// The findings for one template.
    fn said(text: &str) -> Vec<Told> {
        let sources = [("./mine/a.html".to_owned(), text.to_owned())];
        let found = read(Tera::new(), &sources).expect_err("it is broken");
        let told = found.into_iter().map(|finding| {
            let said = finding.notes.iter().map(|(_, note)| note.en.clone()).collect::<Vec<_>>().join("|");
            (finding.place.span, finding.message.en, said)
        });
        told.collect()
    }

    #[test]
    fn what_is_known_of_needs_no_words_of_the_engine() {
        for (text, message) in [
            ("{% if a %}<p>", "`{% if a %}` is never closed"),
            ("{% for a in b %}{% if a %}{% endfor %}", "`{% if a %}` is never closed"),
            ("{% block x %}{% endblok %}", "no tag is called `endblok`"),
            ("{{ a", "the template ends amid a tag"),
            ("{{ a }", "`}` where `}}` was expected"),
            ("{{ 'a }}", "a text opened with `'` is never closed"),
            ("{{ a | nope }}{{ b | upper }}", "no filter is called `nope`"),
            ("{% if a is nope %}{% endif %}", "no test is called `nope`"),
            ("{{ nope() }}", "no function is called `nope`"),
            ("{{<nope />}}", "no component is called `nope`"),
            ("{% include \"nope.html\" %}", "no template is called `nope.html`"),
            ("{% extends \"nope.html\" %}", "no template is called `nope.html`"),
            ("x{% extends \"a.html\" %}", "`extends` is the first tag of a template"),
            ("{% include \"./mine/a.html\" %}", "this template would contain itself"),
            ("a{% endif %}", "`endif` closes nothing"),
            ("{% else %}", "`else` stands in no `if`"),
            ("{% set a %}b", "`{% set a %}` is never closed"),
            ("{% break %}", "`break` only stands in a `for`"),
        ] {
            let found = said(text);
            assert!(found[0].0.is_some(), "{text}: {found:?}");
            assert!(found[0].1.contains(message) && !found[0].2.contains("Tera"), "{text}: {found:?}");
        }
    }

    #[test]
    fn reports_that_the_engine_joins_are_told_apart() {
        let found = said("é {{ a | nope }}\n  {{ b | nuppe }}");
        let places: Vec<_> = found.iter().map(|(place, ..)| *place).collect();
        assert_eq!(places, [Some((10, 14)), Some((27, 32))], "{found:?}");
    }
}
