//! A record names a file that is not in the corpus.

use std::collections::BTreeMap;

use crate::diagnostics::{Both, Code, Finding, Severity, nearest};
use crate::inputs::Inputs;
use crate::model::Record;
use crate::model::asset::{Asset, AssetRole};
use crate::resolve::Corpus;
use crate::say;

use super::asset_source::is_source;

pub static CODE: Code = Code {
    name: "asset-missing",
    severity: Severity::Error,
    explanation: Both {
        fr: "Une image (`![…](…)`), une pièce jointe (`attachments:`) ou un lien nomme un fichier qui n’est pas là. Le \
             chemin part du dossier de la fiche ; majuscules et accents comptent.\n\n\
             Ajoutez le fichier à côté de la fiche, ou corrigez son nom. Pour renvoyer à une autre fiche, on écrit \
             `[[convention-2017]]`.",
        en: "An image (`![…](…)`), an attachment (`attachments:`) or a link names a file that is not there. The path \
             starts from the record's folder; capitals and accents count.\n\n\
             Add the file beside the record, or correct its name. Another record is referred to as \
             `[[convention-2017]]`.",
    },
};

pub fn check(corpus: &Corpus, inputs: &Inputs, findings: &mut Vec<Finding>) {
    let mut by_folder: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (path, _) in inputs.under("content/").filter(|(path, _)| !is_source(path)) {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        by_folder.entry(folder).or_default().push(name);
    }
    for record in &corpus.records {
        for named in &record.assets {
            let is_there = |input: &str| inputs.files.contains_key(input) || inputs.is_unread(input);
            let Some(input) = named.input.as_deref().filter(|input| !is_there(input)) else { continue };
            let written = &named.written;
            findings.push(
                Finding::new(
                    &CODE,
                    record.place(&named.span),
                    say!(fr: "le fichier « {written} » n’est pas là", en: "the file `{written}` is not there"),
                )
                .hint(hint(named, input, record, corpus, &by_folder)),
            );
        }
    }
}

fn hint(named: &Asset, input: &str, record: &Record, corpus: &Corpus, by_folder: &BTreeMap<&str, Vec<&str>>) -> Both {
    let (folder, name) = input.rsplit_once('/').unwrap_or(("", input));
    let beside = by_folder.get(folder).map_or(&[][..], Vec::as_slice);
    let near = nearest(name, beside.iter().copied(), 3).join(", ");
    let elsewhere = by_folder.iter().find(|(_, names)| names.binary_search(&name).is_ok());
    // The address of a page: `../convention-2017/`.
    let id = named.written.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    if named.role == AssetRole::Link && corpus.get(id).is_some() {
        say!(fr: "on renvoie à une fiche par [[{id}]]", en: "a record is referred to as [[{id}]]")
    } else if named.written.contains("://") {
        say!(
            fr: "une pièce jointe est un fichier du corpus ; une adresse web se met dans le texte, comme lien",
            en: "an attachment is a file of the corpus; a web address goes into the text, as a link"
        )
    } else if !near.is_empty() {
        say!(fr: "vouliez-vous dire : {near} ?", en: "did you mean: {near}?")
    } else if let Some((folder, _)) = elsewhere {
        let own = record.file.rsplit_once('/').map_or("", |(folder, _)| folder);
        let path = relative(own, folder);
        say!(fr: "il est ailleurs : écrivez {path}{name}", en: "it is elsewhere: write {path}{name}")
    } else {
        say!(
            fr: "ajoutez-le au corpus, ici : {folder}/",
            en: "add it to the corpus, here: {folder}/"
        )
    }
}

/// The way from one folder to another, with its closing slash.
fn relative(from: &str, to: &str) -> String {
    let (from, to): (Vec<&str>, Vec<&str>) = (from.split('/').collect(), to.split('/').collect());
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = "../".repeat(from.len() - common);
    to[common..].iter().fold(up, |path, folder| path + folder + "/")
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_way_goes_up_and_down_again() {
        assert_eq!(super::relative("content/accords", "content/images"), "../images/");
        assert_eq!(super::relative("content", "content/images/plans"), "images/plans/");
        assert_eq!(super::relative("content/a", "content"), "../");
    }
}
