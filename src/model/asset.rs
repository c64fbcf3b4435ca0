//! An asset: a file beside a record that is published with it, because the record names it.

use crate::inputs::Span;
use crate::prose::{self, Inline};

use super::Record;

/// The name of a file in a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// As written: relative to the record's file.
    pub written: String,
    /// Where it is named.
    pub span: Span,
    /// The path of the file among the inputs, whether it is there or not; `None` where it leaves `content/`.
    pub input: Option<String>,
    pub role: AssetRole,
}

/// What a record does with a file that it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AssetRole {
    /// Offered beside the text: `attachments:`.
    Attachment,
    /// Shown in the text: `![…](…)`.
    Picture,
    /// Led to from the text: `[…](…)`.
    Link,
}

impl Asset {
    /// The name that the file is published under, in the folder of the record's page: the last part of its path.
    pub fn file_name(&self) -> Option<&str> {
        self.input.as_deref()?.rsplit('/').next()
    }
}

/// Looks for the files that a record names.
pub(super) fn named(record: &Record) -> Vec<Asset> {
    let asset = |written: &str, span: &Span, role| Asset {
        written: written.to_owned(),
        span: span.clone(),
        input: input_path(&record.file, written),
        role,
    };
    let mut assets: Vec<Asset> = record
        .attachments
        .iter()
        .map(|attachment| asset(&attachment.file, &attachment.span, AssetRole::Attachment))
        .collect();
    each_inline(record, &mut |inline| match inline {
        Inline::Image(image) if is_relative(&image.address) => {
            assets.push(asset(&image.address, &image.span, AssetRole::Picture));
        }
        Inline::Link(link) if is_relative(&link.address) => {
            assets.push(asset(&link.address, &link.span, AssetRole::Link));
        }
        _ => {}
    });
    assets
}

/// Calls `see` on everything in the lines of every text of the record, headings and fields of one line included.
pub fn each_inline<'a>(record: &'a Record, see: &mut dyn FnMut(&'a Inline)) {
    record.each_blocks(&mut |blocks| prose::each_inline(blocks, see));
    record.sections.iter().for_each(|section| each_in_line(&section.title, see));
    let measures = record.measures.iter().map(|measure| &measure.fields);
    for fields in std::iter::once(&record.fields).chain(measures).chain(record.data.iter().map(|block| &block.fields)) {
        fields.each_line(&mut |line| each_in_line(line, see));
    }
}

fn each_in_line<'a>(line: &'a [Inline], see: &mut dyn FnMut(&'a Inline)) {
    for inline in line {
        see(inline);
        each_in_line(inline.inside().unwrap_or(&[]), see);
    }
}

/// True for an address that names a file beside the record, and not a place on the web or in the page (RFC 3986,
/// sections 3.1 and 4.2).
pub fn is_relative(address: &str) -> bool {
    let first = address.find(['/', '?', '#', '\\']).map_or(address, |at| &address[..at]);
    let leads_elsewhere = first.contains(':') || address.starts_with("//") || address.starts_with("\\\\");
    !leads_elsewhere && !address.starts_with(['?', '#']) && !address.trim().is_empty()
}

/// The path among the inputs of a file that a record names, relative to the record's own file; what follows `?` or `#`
/// is for the file's reader, and `%20` is a space (RFC 3986, section 2.1).
///
/// `None` for a path that leaves `content/`, is absolute, or holds a backslash or a control character.
pub fn input_path(record_file: &str, written: &str) -> Option<String> {
    let path = decoded(written.split(['?', '#']).next().unwrap_or(written));
    if path.is_empty() || path.starts_with('/') || path.contains(|c: char| c == '\\' || c.is_control()) {
        return None;
    }
    let mut steps: Vec<&str> = record_file.split('/').collect();
    steps.pop();
    for step in path.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop()?;
            }
            step => steps.push(step),
        }
    }
    (steps.len() > 1 && steps[0] == "content").then(|| steps.join("/"))
}

/// Reads `%20` as a space and so on; a text that would not be UTF-8 then is given as it is.
fn decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let digit = |at: usize| after.get(at).and_then(|&byte| char::from(byte).to_digit(16));
        match (first, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push((high * 16 + low) as u8);
                rest = &after[2..];
            }
            _ => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_stays_below_content_or_is_none() {
        let path = |written| input_path("content/accords/accord.md", written);
        assert_eq!(path("plan.png").as_deref(), Some("content/accords/plan.png"));
        assert_eq!(path("./figures/../plan.png").as_deref(), Some("content/accords/plan.png"));
        assert_eq!(path("../plan.png").as_deref(), Some("content/plan.png"));
        for outside in
            ["../../recueil.yaml", "../../../etc/passwd", "/plan.png", "..", "C:\\plan.png", "a\0b", "../../content"]
        {
            assert_eq!(path(outside), None, "{outside}");
        }
    }

    #[test]
    fn a_path_is_read_as_an_address() {
        let path = |written| input_path("content/a.md", written);
        assert_eq!(path("mon%20plan.pdf#page=3").as_deref(), Some("content/mon plan.pdf"));
        assert_eq!(path("100%.pdf").as_deref(), Some("content/100%.pdf"));
        assert_eq!(path("a%ff.pdf").as_deref(), Some("content/a%ff.pdf"));
        for outside in ["%2e%2e/recueil.yaml", "%2fetc%2fpasswd", "a%5cb", "a%00b"] {
            assert_eq!(path(outside), None, "{outside}");
        }
    }

    #[test]
    fn an_address_names_a_file_or_leads_elsewhere() {
        for file in ["plan.png", "../plan.png", "a/b:c.pdf", "/plan.png", "plan.pdf?a=b:c"] {
            assert!(is_relative(file), "{file}");
        }
        for elsewhere in
            ["https://example.org/a.pdf", "//example.org/a.pdf", "mailto:a@example.org", "#axe-1", "?q", ""]
        {
            assert!(!is_relative(elsewhere), "{elsewhere}");
        }
    }
}
