//! Files that stand beside a record's file and are published with it.

/// The path among the inputs of a file that a record names, relative to the record's own file.
///
/// `None` for an absolute path, and for one that leaves `content/`.
pub fn input_path(record_file: &str, written: &str) -> Option<String> {
    let written = written.split(['?', '#']).next().unwrap_or(written);
    if written.is_empty() || written.starts_with('/') || written.contains('\\') {
        return None;
    }
    let mut steps: Vec<&str> = record_file.split('/').collect();
    steps.pop();
    for step in written.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
                if steps.is_empty() {
                    return None;
                }
            }
            step => steps.push(step),
        }
    }
    (steps.first() == Some(&"content")).then(|| steps.join("/"))
}

/// True for an address that names a file beside the record, and not a place on the web or in the page.
pub fn is_relative(address: &str) -> bool {
    let scheme = address.split(['/', '?', '#']).next().is_some_and(|first| first.contains(':'));
    !address.is_empty() && !scheme && !address.starts_with('#') && !address.starts_with("//")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_within_content() {
        assert_eq!(input_path("content/a/b.md", "c.png").as_deref(), Some("content/a/c.png"));
        assert_eq!(input_path("content/a/b.md", "../c.png").as_deref(), Some("content/c.png"));
        assert_eq!(input_path("content/a/b.md", "../../c.png"), None);
        assert_eq!(input_path("content/a/b.md", "/etc/passwd"), None);
        assert_eq!(input_path("content/a/b.md", "../../content/../../c.png"), None);
    }
}
