//! The same records as pages of Hugo and of Zola, where these are installed: what a site costs that is only drawn.
//!
//! They get each record's Markdown twin, a template for pages and one for the list of them: no measure has a page of its
//! own, no reference is followed, no term is found, nothing is due.

use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;

use crate::measure::{Cost, measure};

/// A program that makes sites of Markdown.
pub struct Generator {
    pub name: &'static str,
    program: &'static str,
    /// What it says its version to.
    version: &'static str,
}

/// Those that are compared where they are installed.
pub const ALL: [Generator; 2] = [
    Generator { name: "Hugo", program: "hugo", version: "version" },
    Generator { name: "Zola", program: "zola", version: "--version" },
];

/// Each finds its own settings and templates, and passes over those of the other.
const FILES: [(&str, &str); 7] = [
    ("hugo.toml", "baseURL = \"https://example.org/\"\ndisableKinds = [\"taxonomy\", \"term\", \"RSS\"]\n"),
    (
        "layouts/_default/single.html",
        "<!DOCTYPE html>\n<html lang=\"fr\"><head><meta charset=\"utf-8\"><title>{{ .Title }}</title></head>\n<body><nav><a href=\"/\">Accueil</a></nav><main><h1>{{ .Title }}</h1>{{ .Content }}</main></body></html>\n",
    ),
    (
        "layouts/index.html",
        "<!DOCTYPE html>\n<html lang=\"fr\"><head><meta charset=\"utf-8\"><title>Fiches</title></head>\n<body><main><ul>{{ range .Site.RegularPages }}<li><a href=\"{{ .RelPermalink }}\">{{ .Title }}</a></li>{{ end }}</ul></main></body></html>\n",
    ),
    ("config.toml", "base_url = \"https://example.org\"\n"),
    (
        "templates/page.html",
        "<!DOCTYPE html>\n<html lang=\"fr\"><head><meta charset=\"utf-8\"><title>{{ page.title }}</title></head>\n<body><nav><a href=\"/\">Accueil</a></nav><main><h1>{{ page.title }}</h1>{{ page.content | safe }}</main></body></html>\n",
    ),
    (
        "templates/index.html",
        "<!DOCTYPE html>\n<html lang=\"fr\"><head><meta charset=\"utf-8\"><title>Fiches</title></head>\n<body><main><ul>{% for page in section.pages %}<li><a href=\"{{ page.permalink }}\">{{ page.title }}</a></li>{% endfor %}</ul></main></body></html>\n",
    ),
    ("content/_index.md", "+++\n+++\n"),
];

/// Makes a source for them in a new folder, of the twins of a finished site; gives how many pages it has.
///
/// # Errors
/// Those of reading and writing files.
pub fn write(site: &Path, folder: &Path) -> io::Result<usize> {
    for (path, text) in FILES {
        put(&folder.join(path), text)?;
    }
    let mut pages = 0;
    for entry in fs::read_dir(site)? {
        let record = entry?;
        // Lists have twins too, but no JSON.
        if !record.path().join("index.json").is_file() {
            continue;
        }
        let twin = fs::read_to_string(record.path().join("index.md"))?;
        let (title, body) = twin.split_once('\n').unwrap_or((&twin, ""));
        let title = title.trim_start_matches("# ").replace('\\', "\\\\").replace('"', "\\\"");
        let name = record.file_name().to_string_lossy().into_owned();
        put(&folder.join(format!("content/{name}.md")), &format!("+++\ntitle = \"{title}\"\n+++\n{body}"))?;
        pages += 1;
    }
    Ok(pages)
}

fn put(path: &Path, text: &str) -> io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    fs::write(path, text)
}

impl Generator {
    pub fn is_installed(&self) -> bool {
        Command::new(self.program).arg(self.version).output().is_ok_and(|output| output.status.success())
    }

    /// Builds the site of a source into a new folder.
    pub fn build(&self, source: &Path, out: &Path) -> Result<Cost, String> {
        let arguments: &[&Path] = match self.program {
            "hugo" => &["--quiet".as_ref(), "--source".as_ref(), source, "--destination".as_ref(), out],
            _ => &["--root".as_ref(), source, "build".as_ref(), "--output-dir".as_ref(), out],
        };
        measure(self.program, arguments)
    }
}
