//! How wide and how high a picture is, so that a page keeps room for it before it has come.

use quick_xml::Reader;
use quick_xml::events::Event;

/// The width and the height of a PNG or of an SVG, where it says them.
pub fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    of_png(bytes).or_else(|| of_svg(bytes)).filter(|(width, height)| *width > 0 && *height > 0)
}

/// The first chunk of a PNG holds its size (PNG, 11.2.1).
fn of_png(bytes: &[u8]) -> Option<(u32, u32)> {
    let header = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?;
    let number = |at: usize| Some(u32::from_be_bytes(header.get(at..at + 4)?.try_into().ok()?));
    (header.get(4..8)? == b"IHDR").then_some(())?;
    Some((number(8)?, number(12)?))
}

/// The size that an SVG states, else that of its view box (SVG 2, 8.2).
fn of_svg(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut reader = Reader::from_str(std::str::from_utf8(bytes).ok()?);
    let element = loop {
        match reader.read_event().ok()? {
            Event::Start(element) | Event::Empty(element) => break element,
            Event::Eof => return None,
            _ => {}
        }
    };
    let attribute = |name: &str| {
        let found = element.attributes().flatten().find(|attribute| attribute.key.as_ref() == name)?;
        Some(found.value.to_string())
    };
    let length = |text: &str| {
        let number: f64 = text.trim().trim_end_matches("px").parse().ok()?;
        (number > 0.0 && number < 100_000.0).then(|| number.round().max(1.0) as u32)
    };
    let stated = attribute("width").zip(attribute("height"));
    if let Some(size) = stated.and_then(|(width, height)| length(&width).zip(length(&height))) {
        return Some(size);
    }
    let view_box = attribute("viewBox")?;
    let mut numbers = view_box.split([' ', ',']).filter(|part| !part.is_empty()).skip(2);
    Some((length(numbers.next()?)?, length(numbers.next()?)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_says_its_size() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x01\x02\0\0\0\x40\x08\x02\0\0\0";
        assert_eq!(size(png), Some((258, 64)));
        assert_eq!(size(br#"<svg width="120px" height="40" viewBox="0 0 3 1"/>"#), Some((120, 40)));
        assert_eq!(size(br#"<?xml version="1.0"?><!-- a --><svg viewBox="0 0 30.4, 10"><g/></svg>"#), Some((30, 10)));
        assert_eq!(size(br#"<svg width="100%" height="100%" viewBox="0 0 30 10"/>"#), Some((30, 10)));
    }

    #[test]
    fn what_does_not_say_it_has_none() {
        for bytes in [&b""[..], b"\x89PNG\r\n\x1a\n", b"GIF89a", b"<svg/>", b"<svg viewBox='0 0 0 0'/>", b"\xff"] {
            assert_eq!(size(bytes), None);
        }
    }
}
