//! A small scanner for the pages that recueil makes: enough to find an element, its text, its ids and its links.
//!
//! It reads well-formed HTML, where every element that can be closed is closed; a browser reads the pages in
//! `tests/browser`.

#![allow(dead_code, reason = "each test program uses its own part")]

/// A piece of a page.
#[derive(Debug)]
pub enum Token<'a> {
    Open(Tag<'a>),
    Close { name: &'a str, start: usize, end: usize },
    Text { text: &'a str, literal: bool },
}

/// A start tag: its name, its attributes with their entities read, and the bytes that it takes.
#[derive(Debug)]
pub struct Tag<'a> {
    pub name: &'a str,
    pub attributes: Vec<(&'a str, String)>,
    pub void: bool,
    pub start: usize,
    pub end: usize,
}

impl Tag<'_> {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    fn has_class(&self, class: &str) -> bool {
        self.attribute("class").is_some_and(|all| all.split_ascii_whitespace().any(|one| one == class))
    }
}

const VOID: [&str; 13] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// Elements whose content is no markup; that of the last two still has entities.
const RAW: [&str; 4] = ["script", "style", "title", "textarea"];

/// Elements that begin a line of their own.
const BLOCKS: &str = " address article aside blockquote body br button caption dd details dialog div dl dt fieldset \
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html label legend li main nav ol option p pre search \
    section select summary table tbody text tfoot thead title tr ul ";

/// The pieces of a page in order.
pub fn tokens(html: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < html.len() {
        let rest = &html[at..];
        let next = rest.as_bytes().get(1).copied().unwrap_or(b' ');
        if !rest.starts_with('<') || !(next.is_ascii_alphabetic() || matches!(next, b'/' | b'!' | b'?')) {
            let begun = usize::from(rest.starts_with('<'));
            let end = rest[begun..].find('<').map_or(html.len(), |found| at + begun + found);
            tokens.push(Token::Text { text: &html[at..end], literal: false });
            at = end;
        } else if rest.starts_with("<!--") {
            at += rest.find("-->").map_or(rest.len(), |found| found + 3);
        } else if next == b'!' || next == b'?' {
            at += rest.find('>').map_or(rest.len(), |found| found + 1);
        } else if next == b'/' {
            let end = at + rest.find('>').map_or(rest.len(), |found| found + 1);
            let name = html[at + 2..end].trim_end_matches('>').trim();
            tokens.push(Token::Close { name, start: at, end });
            at = end;
        } else {
            let tag = open(html, at);
            at = tag.end;
            let raw = RAW.contains(&tag.name) && !tag.void;
            let (name, literal) = (tag.name, matches!(tag.name, "script" | "style"));
            tokens.push(Token::Open(tag));
            if raw {
                let end = html[at..].find(&format!("</{name}")).map_or(html.len(), |found| at + found);
                tokens.push(Token::Text { text: &html[at..end], literal });
                at = end;
            }
        }
    }
    tokens
}

/// Reads the start tag that begins at `start`.
fn open(html: &str, start: usize) -> Tag<'_> {
    let bytes = html.as_bytes();
    let until =
        |from: usize, stop: &dyn Fn(u8) -> bool| (from..bytes.len()).find(|&at| stop(bytes[at])).unwrap_or(bytes.len());
    let end_of_name = |b: u8| b.is_ascii_whitespace() || matches!(b, b'>' | b'/' | b'=');
    let mut at = until(start + 1, &end_of_name);
    let name = &html[start + 1..at];
    let mut attributes = Vec::new();
    let mut closed = false;
    loop {
        at = until(at, &|b| !b.is_ascii_whitespace());
        match bytes.get(at) {
            None => break,
            Some(b'>') => {
                at += 1;
                break;
            }
            Some(b'/') => {
                closed = bytes.get(at + 1) == Some(&b'>');
                at += 1;
                continue;
            }
            Some(_) => {}
        }
        let key_end = until(at + 1, &end_of_name);
        let key = &html[at..key_end];
        at = until(key_end, &|b| !b.is_ascii_whitespace());
        let mut value = "";
        if bytes.get(at) == Some(&b'=') {
            at = until(at + 1, &|b| !b.is_ascii_whitespace());
            match bytes.get(at) {
                Some(&quote @ (b'"' | b'\'')) => {
                    let end = until(at + 1, &|b| b == quote);
                    value = &html[at + 1..end];
                    at = (end + 1).min(bytes.len());
                }
                _ => {
                    let end = until(at, &|b| b.is_ascii_whitespace() || b == b'>');
                    value = &html[at..end];
                    at = end;
                }
            }
        } else {
            at = key_end;
        }
        attributes.push((key, unescape(value)));
    }
    Tag { name, attributes, void: closed || VOID.contains(&name), start, end: at }
}

/// Reads the entities that appear in our pages: the five of XML, `&nbsp;`, and those by number.
pub fn unescape(text: &str) -> String {
    let mut read = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        read.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.find(';').unwrap_or(0);
        let character = match rest.get(1..end).unwrap_or("") {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            "nbsp" => Some('\u{a0}'),
            number => match number.strip_prefix(['#']) {
                Some(hex) if hex.starts_with(['x', 'X']) => u32::from_str_radix(&hex[1..], 16).ok(),
                Some(decimal) => decimal.parse().ok(),
                None => None,
            }
            .and_then(char::from_u32),
        };
        match character {
            Some(character) => {
                read.push(character);
                rest = &rest[end + 1..];
            }
            None => {
                read.push('&');
                rest = &rest[1..];
            }
        }
    }
    read.push_str(rest);
    read
}

/// The elements that a selector means: a tag, `#id`, `.class`, or a tag followed by one of the two. Gives the bytes of
/// each, tags included, in order; an element inside another that was found is not found again.
pub fn select(html: &str, selector: &str) -> Vec<std::ops::Range<usize>> {
    let cut = selector.find(['#', '.']).unwrap_or(selector.len());
    let (name, mark) = selector.split_at(cut);
    let meant = |tag: &Tag| {
        (name.is_empty() || tag.name == name)
            && (mark.is_empty()
                || mark.strip_prefix('#').is_some_and(|id| tag.attribute("id") == Some(id))
                || mark.strip_prefix('.').is_some_and(|class| tag.has_class(class)))
    };
    let mut found: Vec<std::ops::Range<usize>> = Vec::new();
    let mut open: Option<(&str, usize, usize)> = None;
    for token in tokens(html) {
        open = match (token, open) {
            (Token::Open(tag), None) if meant(&tag) => {
                if tag.void {
                    found.push(tag.start..tag.end);
                    None
                } else {
                    Some((tag.name, tag.start, 1))
                }
            }
            (Token::Open(tag), Some((name, start, depth))) if tag.name == name && !tag.void => {
                Some((name, start, depth + 1))
            }
            (Token::Close { name: closed, end, .. }, Some((name, start, depth))) if closed == name => {
                if depth == 1 {
                    found.push(start..end);
                    None
                } else {
                    Some((name, start, depth - 1))
                }
            }
            (_, open) => open,
        };
    }
    found
}

/// The text that a reader sees of a fragment: one block a line, the cells of a row joined by ` | `, whitespace folded.
/// A no-break space is shown as `⍽` and a narrow one as `˽`, since a case file is read by people.
pub fn text(html: &str) -> String {
    let mut lines = vec![String::new()];
    let mut hidden: Option<(&str, usize)> = None;
    for (place, token) in tokens(html).into_iter().enumerate() {
        match (&token, hidden) {
            (Token::Open(tag), None) => {
                let unseen = matches!(tag.name, "script" | "style" | "template" | "svg" | "head")
                    || tag.attribute("hidden").is_some()
                    || tag.attribute("popover").is_some()
                    || tag.attribute("aria-hidden") == Some("true")
                    || tag.has_class("unseen");
                if unseen && place > 0 && !tag.void {
                    hidden = Some((tag.name, 1));
                    continue;
                }
            }
            (Token::Open(tag), Some((name, depth))) if tag.name == name && !tag.void => {
                hidden = Some((name, depth + 1));
            }
            (Token::Close { name: closed, .. }, Some((name, depth))) if *closed == name => {
                hidden = (depth > 1).then_some((name, depth - 1));
                continue;
            }
            _ => {}
        }
        if hidden.is_some() {
            continue;
        }
        match token {
            Token::Text { text, literal } => {
                let text = if literal { text.to_owned() } else { unescape(text) };
                lines.last_mut().expect("there is always a line").push_str(&text);
            }
            Token::Open(Tag { name: "td" | "th", .. }) => lines.last_mut().expect("there is always a line").push(CELL),
            Token::Open(Tag { name, .. }) | Token::Close { name, .. } => {
                if BLOCKS.contains(&format!(" {name} ")) {
                    lines.push(String::new());
                }
            }
        }
    }
    lines.iter().map(|line| fold(line)).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// Stands where a cell of a table begins, until its line is folded.
const CELL: char = '\u{1}';

/// One line as a case file shows it.
fn fold(line: &str) -> String {
    let spaced = line.trim_start().trim_start_matches(CELL).replace(CELL, " | ");
    let words: Vec<&str> = spaced.split(|c: char| c.is_ascii_whitespace()).filter(|word| !word.is_empty()).collect();
    words.join(" ").replace('\u{a0}', "⍽").replace('\u{202f}', "˽")
}
