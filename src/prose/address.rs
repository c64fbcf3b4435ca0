//! Which addresses a text may lead to, and what sort of address one is.

/// True for an address that a link may carry: relative, a fragment, or of the schemes http, https, mailto and tel.
///
/// Browsers ignore control characters and case where they look for a scheme (WHATWG URL, section 4.4), so this does too.
pub fn is_safe(address: &str) -> bool {
    match scheme(address) {
        None => true,
        Some(scheme) => ["http", "https", "mailto", "tel"].contains(&scheme.as_str()),
    }
}

/// True for an address that leads to the same place from wherever it stands.
pub fn has_scheme(address: &str) -> bool {
    scheme(address).is_some()
}

/// True for an address on another site: with http, https, or two slashes first.
pub(super) fn is_elsewhere(address: &str) -> bool {
    scheme(address).is_some_and(|scheme| scheme == "http" || scheme == "https")
        || address.trim_start().starts_with(['/', '\\']) && address.trim_start()[1..].starts_with(['/', '\\'])
}

/// What stands before the first colon, unless a slash, a question mark or a hash comes first.
fn scheme(address: &str) -> Option<String> {
    let mut scheme = String::new();
    for character in address.chars().filter(|c| !c.is_whitespace() && !c.is_control() && !is_invisible(*c)) {
        match character {
            ':' => return Some(scheme),
            '/' | '?' | '#' | '\\' => return None,
            _ => scheme.extend(character.to_lowercase()),
        }
    }
    None
}

/// Characters of no width, which hide a scheme from a reader's eye.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_schemes_are_safe() {
        for safe in [
            "",
            "a.pdf",
            "../a/#b",
            "#b",
            "?a=b:c",
            "https://a.fr/x:y",
            "mailto:a@b.fr",
            "tel:+331",
            "./a:b",
            "HTTPS://a",
        ] {
            assert!(is_safe(safe), "{safe}");
        }
        for unsafe_ in [
            "javascript:alert(1)",
            " JavaScript:alert(1)",
            "java\nscript:alert(1)",
            "java\tscript\u{0}:alert(1)",
            "\u{1}javascript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "blob:x",
            "java\u{200b}script:x",
            ":x",
        ] {
            assert!(!is_safe(unsafe_), "{unsafe_}");
        }
        assert!(
            is_elsewhere("//a.fr/b")
                && is_elsewhere("http://a")
                && !is_elsewhere("/a//b")
                && !is_elsewhere("mailto:a@b")
        );
    }
}
