//! What could run a script or fetch something in SVG and other XML.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::diagnostics::Both;
use crate::inputs::Span;
use crate::say;

/// Elements that run code, embed pages or play what lies elsewhere (SVG 2, chapters 12 and 16; HTML).
const DANGEROUS: [&str; 12] = [
    "script",
    "foreignobject",
    "iframe",
    "embed",
    "object",
    "handler",
    "listener",
    "audio",
    "video",
    "base",
    "meta",
    "link",
];

/// The first dangerous thing in a text of XML, or why it cannot be read; `None` for one that is harmless.
pub(super) fn danger(bytes: &[u8]) -> Option<(Span, Both)> {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Some((0..0, say!(fr: "ce fichier n’est pas en UTF-8", en: "this file is not UTF-8")));
    };
    let mut reader = Reader::from_str(text);
    let mut in_style = false;
    loop {
        let start = reader.buffer_position() as usize;
        let event = reader.read_event();
        let span = start..(reader.buffer_position() as usize).max(start);
        let message = match event {
            Ok(Event::Eof) => return None,
            Err(_) => Some(unreadable()),
            Ok(Event::Start(element)) => {
                in_style = is_named(&element, "style");
                of_element(&element)
            }
            Ok(Event::Empty(element)) => of_element(&element),
            Ok(Event::End(_)) => {
                in_style = false;
                None
            }
            Ok(Event::Text(text)) if in_style => of_style(&text.xml10_content()),
            Ok(Event::CData(text)) if in_style => of_style(&text.xml10_content()),
            // What is defined there could spell anything below.
            Ok(Event::DocType(text)) if text.contains('[') => {
                Some(say!(fr: "ce XML définit ses propres entités", en: "this XML defines entities of its own"))
            }
            Ok(Event::PI(instruction)) if instruction.target().eq_ignore_ascii_case("xml-stylesheet") => {
                Some(say!(fr: "ce XML appelle une feuille de style", en: "this XML calls a style sheet"))
            }
            Ok(_) => None,
        };
        if let Some(message) = message {
            return Some((span, message));
        }
    }
}

fn unreadable() -> Both {
    say!(fr: "ce XML est illisible à partir d’ici", en: "this XML cannot be read from here on")
}

fn is_named(element: &BytesStart, name: &str) -> bool {
    element.local_name().as_ref().eq_ignore_ascii_case(name)
}

fn of_element(element: &BytesStart) -> Option<Both> {
    let local = element.local_name();
    let name: &str = local.as_ref();
    if DANGEROUS.iter().any(|dangerous| name.eq_ignore_ascii_case(dangerous)) {
        return Some(say!(fr: "ce fichier contient « <{name}> »", en: "this file holds `<{name}>`"));
    }
    for attribute in element.attributes() {
        let attribute = match attribute {
            Ok(attribute) => attribute,
            Err(_) => return Some(unreadable()),
        };
        let local = attribute.key.local_name();
        let key: &str = local.as_ref();
        let Ok(value) = attribute.normalized_value(XmlVersion::Implicit1_0) else {
            return Some(say!(fr: "l’attribut « {key} » est illisible", en: "the attribute `{key}` cannot be read"));
        };
        // As a browser reads an address: without spaces and control characters, whatever the case.
        let folded: String =
            value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect::<String>().to_lowercase();
        if key.to_ascii_lowercase().starts_with("on") {
            return Some(say!(
                fr: "ce fichier contient l’attribut « {key} », qui exécute un script",
                en: "this file holds the attribute `{key}`, which runs a script"
            ));
        }
        if folded.contains("javascript:") || folded.contains("vbscript:") || folded.contains("data:text/html") {
            return Some(say!(
                fr: "l’attribut « {key} » contient une adresse qui exécute un script",
                en: "the attribute `{key}` holds an address that runs a script"
            ));
        }
        let fetches = key.eq_ignore_ascii_case("href") || key.eq_ignore_ascii_case("src");
        // A link that the reader follows fetches nothing by itself.
        let is_link = is_named(element, "a");
        if (fetches && !is_link && !stays_inside(&folded)) || of_style(&folded).is_some() {
            return Some(say!(
                fr: "l’attribut « {key} » prend un contenu ailleurs",
                en: "the attribute `{key}` fetches something from elsewhere"
            ));
        }
    }
    None
}

/// What a style fetches from elsewhere.
fn of_style(style: &str) -> Option<Both> {
    // An escape could spell any of the words below.
    let folded: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
    let fetches = folded.contains("@import")
        || folded.contains("image-set(")
        || (folded.contains('\\') && folded.contains('('))
        || folded.split("url(").skip(1).any(|address| !stays_inside(address.trim_start_matches(['"', '\''])));
    fetches.then(|| say!(fr: "ce style prend un contenu ailleurs", en: "this style fetches something from elsewhere"))
}

/// True for a place in the same file, and for a picture that the address itself holds.
fn stays_inside(address: &str) -> bool {
    let pictures = ["png", "jpeg", "jpg", "gif", "webp"];
    let is_picture = |rest: &str| pictures.iter().any(|picture| rest.starts_with(picture));
    address.is_empty() || address.starts_with('#') || address.strip_prefix("data:image/").is_some_and(is_picture)
}

/// True where a browser that guesses would take a file for HTML (WHATWG MIME Sniffing, section 7.1).
pub(super) fn looks_like_html(bytes: &[u8]) -> bool {
    let begin = &bytes[..bytes.len().min(512)];
    let begin = begin.strip_prefix(b"\xef\xbb\xbf").unwrap_or(begin);
    begin.trim_ascii_start().starts_with(b"<")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(svg: &str) -> Option<String> {
        danger(svg.as_bytes()).map(|(span, message)| format!("{} {}", &svg[span], message.en))
    }

    #[test]
    fn drawings_are_harmless() {
        for svg in [
            "<?xml version='1.0'?><!DOCTYPE svg PUBLIC \"a\" \"b\"><svg xmlns='http://www.w3.org/2000/svg'><rect fill='url(#a)'/></svg>",
            "<svg><a href='https://example.org/'><text>onload= javascript &lt;script></text></a></svg>",
            "<svg><image href='data:image/png;base64,AAAA'/><use xlink:href=\"#a\"/></svg>",
            "<svg><style>.a { fill: url(#b); } .c > .d { }</style></svg>",
        ] {
            assert_eq!(said(svg), None, "{svg}");
        }
    }

    #[test]
    fn whatever_runs_or_fetches_is_found() {
        for svg in [
            "<svg><script>1</script></svg>",
            "<svg><svg:SCRIPT/></svg>",
            "<svg onload='x'/>",
            "<svg><foreignObject/></svg>",
            "<svg><a href='java&#115;cript:x'/></svg>",
            "<svg><a xlink:href=' Java\nScript:x'/></svg>",
            "<svg><set attributeName='href' to='javascript:x'/></svg>",
            "<svg><image href='https://example.org/a.png'/></svg>",
            "<svg><image href='//example.org/a.png'/></svg>",
            "<svg><use href='other.svg#a'/></svg>",
            "<svg><image href='data:image/svg+xml,x'/></svg>",
            "<svg><rect style='fill: url( \"https://example.org\")'/></svg>",
            "<svg><style>@import 'a.css';</style></svg>",
            "<svg><style><![CDATA[a { b: url(//c) }]]></style></svg>",
            "<!DOCTYPE svg [<!ENTITY a '<script/>'>]><svg>&a;</svg>",
            "<?xml-stylesheet href='a.xsl'?><svg/>",
            "<svg><g></svg>",
            "<svg a=b/>",
        ] {
            assert!(said(svg).is_some(), "{svg}");
        }
        assert!(danger(b"\xff\xfe<\0s\0").is_some());
    }
}
