//! The Markdown twin of a list: each record of a collection with its date and what it is about, linked to its own twin.

use crate::site::links::shortened;
use crate::site::summary::on_one_line;
use crate::site::{Group, Site, cuts, routes};

/// The list of a collection, group by group; where it is cut, the links to the twins of its groups, or one of them.
pub fn twin(site: &Site, collection: usize, group: Option<usize>, path: &str) -> String {
    let collection = &site.collections[collection];
    let name = |group: &Group| match group.title.as_str() {
        "" => site.strings.get(collection.by.word_for_others()).to_owned(),
        title => on_one_line(title),
    };
    let mut out = format!("# {}", on_one_line(&collection.title));
    if let Some(group) = group {
        out.push_str(&format!(", {}", name(&collection.groups[group])));
    }
    out.push('\n');
    if let Some(description) = collection.description.as_ref().filter(|_| group.is_none()) {
        out.push_str(&format!("\n{}\n", on_one_line(description)));
    }
    let entries = |members: &[usize]| members.iter().map(|&record| entry(site, record, path)).collect::<String>();
    match group {
        Some(group) => out.push_str(&format!("\n{}", entries(&collection.groups[group].members))),
        None if collection.is_cut => {
            out.push('\n');
            for (at, group) in collection.groups.iter().enumerate() {
                let to = routes::markdown_twin(&routes::of_collection(collection, Some(at)));
                let count = site.strings.count("collection_count", group.members.len());
                out.push_str(&format!("- [{}]({}): {count}\n", name(group), site.href(path, &to, None)));
            }
        }
        None => {
            for group in &collection.groups {
                out.push_str(&format!("\n## {}\n\n{}", name(group), entries(&group.members)));
            }
        }
    }
    out
}

fn entry(site: &Site, record: usize, path: &str) -> String {
    let of = &site.corpus.records[record];
    let href = site.href(path, &routes::markdown_twin(&routes::of_record(of)), None);
    let title = on_one_line(of.label()).replace('[', "\\[").replace(']', "\\]");
    let date = cuts::date_of(&site.corpus, record).map(|when| format!(", {}", when.display(site.lang)));
    let summary = site.summary_of(record).map(|text| format!(": {}", shortened(&text)));
    format!("- [{title}]({href}){}{}\n", date.unwrap_or_default(), summary.unwrap_or_default())
}
