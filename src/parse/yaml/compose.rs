//! The events of the YAML parser → one [`Node`]: places trimmed, aliases and merge keys resolved, all within limits.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, StrInput, Tag, options};

use crate::inputs::Span;
use crate::parse::node::{Key, Node, Value};

use super::fault::{Fault, What};
use super::values::{self, Sort};

/// No honest file comes near any of these.
const MAX_DEPTH: usize = 32;
const MAX_SIZE: Size = Size { nodes: 4_000_000, bytes: 64 << 20 };
const MAX_ANCHORS: usize = 1_000;
const MAX_ALIASES: usize = 1_000;
/// Values that aliases repeat, in all; a list or a map counts twice, as it begins and as it ends.
const MAX_REPEATED: usize = 20_000;

/// A root, and the keys that a map has twice.
pub(super) struct Composed {
    pub root: Node,
    pub twice: Vec<Twice>,
}

/// A key that its map has already, and the place of the first.
pub(super) struct Twice {
    pub key: Key,
    pub first: Span,
}

/// How many lists, maps and scalars, and how many bytes these have.
#[derive(Clone, Copy, Default)]
struct Size {
    nodes: usize,
    bytes: usize,
}

impl Size {
    fn is_too_large(self) -> bool {
        self.nodes > MAX_SIZE.nodes || self.bytes > MAX_SIZE.bytes
    }
}

/// Reads the bytes `range` of `source`; every place is one of `source`.
pub(super) fn compose(source: &str, range: &Span) -> Result<Composed, Fault> {
    let mut composer = Composer {
        source,
        start: range.start,
        parser: Parser::new_from_str_with_options(&source[range.clone()], options! { emit_comments: false }),
        anchors: HashMap::new(),
        read: Size::default(),
        kept: Size::default(),
        aliases: 0,
        repeated: 0,
        twice: Vec::new(),
    };
    let root = composer.root()?;
    Ok(Composed { root, twice: composer.twice })
}

struct Composer<'t> {
    source: &'t str,
    /// Where the parser's text starts.
    start: usize,
    parser: Parser<'t, StrInput<'t>>,
    /// By the parser's number; `None` while the node is still being read.
    anchors: HashMap<usize, Option<Rc<Node>>>,
    /// All that was read, with what aliases repeat.
    read: Size,
    /// All that anchors keep, once more.
    kept: Size,
    aliases: usize,
    repeated: usize,
    twice: Vec<Twice>,
}

impl<'t> Composer<'t> {
    /// The only document of the text; nothing is [`Value::Null`].
    fn root(&mut self) -> Result<Node, Fault> {
        let mut root = None;
        loop {
            let (event, at) = self.next()?;
            match event {
                Event::StreamStart | Event::DocumentEnd => {}
                Event::DocumentStart(..) if root.is_none() => {}
                Event::DocumentStart(..) => return Err(Fault { at, what: What::SecondDocument }),
                Event::StreamEnd => return Ok(root.unwrap_or(Node { value: Value::Null, span: at })),
                event => root = Some(self.node(event, at, 0)?),
            }
        }
    }

    fn next(&mut self) -> Result<(Event<'t>, Span), Fault> {
        match self.parser.next_event() {
            Some(Ok((event, span))) => Ok((event, self.place(&span))),
            Some(Err(error)) => Err(self.grammar(&error)),
            // After the last event there is none to ask for.
            None => Ok((Event::StreamEnd, self.source.len()..self.source.len())),
        }
    }

    /// The bytes of the file for a place of the parser, which may go on over the spaces after a value.
    fn place(&self, span: &granit_parser::Span) -> Span {
        let bytes = span.byte_range().unwrap_or(0..0);
        self.trimmed(self.start + bytes.start..self.start + bytes.end)
    }

    /// A place without the spaces and line ends that it ends with.
    fn trimmed(&self, span: Span) -> Span {
        let written = self.source.get(span.clone()).unwrap_or_default();
        span.start..span.start + written.trim_end().len()
    }

    /// At the first sign that the grammar has no place for.
    fn grammar(&self, error: &ScanError) -> Fault {
        let at = (self.start + error.marker().byte_offset().unwrap_or(0)).min(self.source.len());
        let sign = self.source.get(at..).and_then(|rest| rest.chars().next()).filter(|c| !c.is_control());
        let what = match error.kind() {
            ErrorKind::RecursionLimitExceeded => What::TooDeep(MAX_DEPTH),
            kind => What::Grammar(kind.clone()),
        };
        Fault { at: at..at + sign.map_or(0, char::len_utf8), what }
    }

    /// The node that an event begins, `depth` lists and maps down.
    fn node(&mut self, event: Event<'t>, at: Span, depth: usize) -> Result<Node, Fault> {
        let before = self.read;
        match event {
            Event::Scalar(written, style, anchor, tag) => {
                self.count(written.len(), &at)?;
                let value = values::scalar(written, style == ScalarStyle::Plain, Sort::of(tag.as_deref()));
                let value = value.map_err(|what| Fault { at: at.clone(), what })?;
                self.anchored(anchor, Node { value, span: at }, before)
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.enter(Sort::List, tag.as_deref(), anchor, &at, depth)?;
                let node = self.list(at, depth + 1)?;
                self.anchored(anchor, node, before)
            }
            Event::MappingStart(_, anchor, tag) => {
                self.enter(Sort::Map, tag.as_deref(), anchor, &at, depth)?;
                let node = self.map(at, depth + 1)?;
                self.anchored(anchor, node, before)
            }
            Event::Alias(anchor) => self.alias(anchor, &at, depth),
            _ => Err(Fault { at, what: What::Grammar(ErrorKind::ExpectedNodeContent) }),
        }
    }

    /// From its first mark or item to its last item.
    fn list(&mut self, at: Span, depth: usize) -> Result<Node, Fault> {
        let mut items: Vec<Node> = Vec::new();
        loop {
            let (event, place) = self.next()?;
            if matches!(event, Event::SequenceEnd) {
                break;
            }
            items.push(self.node(event, place, depth)?);
        }
        let span = match (items.first(), items.last()) {
            (Some(first), Some(last)) => self.trimmed(at.start.min(first.span.start)..last.span.end),
            _ => at,
        };
        Ok(Node { value: Value::List(items), span })
    }

    /// From its first key to its last value. What is merged comes last and gives way to what is written.
    fn map(&mut self, at: Span, depth: usize) -> Result<Node, Fault> {
        let mut entries: Vec<(Key, Node)> = Vec::new();
        let mut merged = Vec::new();
        let mut written: Option<Span> = None;
        loop {
            let (event, place) = self.next()?;
            if matches!(event, Event::MappingEnd) {
                break;
            }
            let start = written.map_or(place.start, |written| written.start);
            let merges = is_merge_key(&event);
            let key = self.key(event, place, depth)?;
            let (event, place) = self.next()?;
            let value = self.node(event, place, depth)?;
            written = Some(start..value.span.end.max(key.span.end));
            if merges {
                merge(value, &mut merged)?;
            } else {
                entries.push((key, value));
            }
        }
        self.remember_twice(&entries);
        if !merged.is_empty() {
            let mut names: HashSet<String> = entries.iter().map(|(key, _)| key.name.clone()).collect();
            entries.extend(merged.into_iter().filter(|(key, _): &(Key, Node)| names.insert(key.name.clone())));
        }
        Ok(Node { value: Value::Map(entries), span: written.map_or(at, |written| self.trimmed(written)) })
    }

    fn key(&mut self, event: Event<'t>, at: Span, depth: usize) -> Result<Key, Fault> {
        let Node { value, span } = self.node(event, at, depth)?;
        let name = match value {
            Value::Text(name) => Some(name),
            value => Node { value, span: 0..0 }.scalar(),
        };
        match name {
            Some(name) => Ok(Key { name, span }),
            None => Err(Fault { at: span, what: What::KeyIsNoWord }),
        }
    }

    fn remember_twice(&mut self, entries: &[(Key, Node)]) {
        /// Up to here looking at each pair of keys is quicker than a table of them.
        const FEW: usize = 24;
        if entries.len() <= FEW {
            for (at, (key, _)) in entries.iter().enumerate() {
                if let Some((first, _)) = entries[..at].iter().find(|(first, _)| first.name == key.name) {
                    self.twice.push(Twice { key: key.clone(), first: first.span.clone() });
                }
            }
            return;
        }
        let mut seen: HashMap<&str, &Span> = HashMap::with_capacity(entries.len());
        for (key, _) in entries {
            if let Some(first) = seen.get(key.name.as_str()) {
                self.twice.push(Twice { key: key.clone(), first: (*first).clone() });
            } else {
                seen.insert(&key.name, &key.span);
            }
        }
    }

    /// Counts a list or a map that begins, and announces its anchor.
    fn enter(&mut self, sort: Sort, tag: Option<&Tag>, anchor: usize, at: &Span, depth: usize) -> Result<(), Fault> {
        self.count(0, at)?;
        let wrong = if depth >= MAX_DEPTH {
            Some(What::TooDeep(MAX_DEPTH))
        } else if ![Sort::Any, Sort::Plainly, sort].contains(&Sort::of(tag)) {
            Some(What::NotAsTagged)
        } else {
            None
        };
        if let Some(what) = wrong {
            return Err(Fault { at: at.clone(), what });
        }
        if anchor != 0 {
            self.anchors.insert(anchor, None);
        }
        Ok(())
    }

    /// Keeps a node that has an anchor, read since `before`.
    fn anchored(&mut self, anchor: usize, node: Node, before: Size) -> Result<Node, Fault> {
        if anchor != 0 {
            self.kept.nodes += self.read.nodes - before.nodes;
            self.kept.bytes += self.read.bytes - before.bytes;
            self.anchors.insert(anchor, Some(Rc::new(node.clone())));
            if self.kept.is_too_large() || self.anchors.len() > MAX_ANCHORS {
                return Err(Fault { at: node.span, what: What::TooLarge });
            }
        }
        Ok(node)
    }

    /// What an alias stands for: all of it is said to be where the alias is.
    fn alias(&mut self, anchor: usize, at: &Span, depth: usize) -> Result<Node, Fault> {
        self.aliases += 1;
        if self.aliases > MAX_ALIASES {
            return Err(Fault { at: at.clone(), what: What::TooLarge });
        }
        match self.anchors.get(&anchor).cloned() {
            Some(Some(node)) => self.repeat(&node, at, depth),
            Some(None) => Err(Fault { at: at.clone(), what: What::AliasWithinItself }),
            // The parser has said so itself.
            None => Err(Fault { at: at.clone(), what: What::Grammar(ErrorKind::UnknownAnchor) }),
        }
    }

    fn repeat(&mut self, node: &Node, at: &Span, depth: usize) -> Result<Node, Fault> {
        let fault = |what| Fault { at: at.clone(), what };
        let inner = matches!(node.value, Value::List(_) | Value::Map(_));
        self.repeated += if inner { 2 } else { 1 };
        if self.repeated > MAX_REPEATED {
            return Err(fault(What::TooLarge));
        }
        if inner && depth >= MAX_DEPTH {
            return Err(fault(What::TooDeep(MAX_DEPTH)));
        }
        self.count(node.text().map_or(0, str::len), at)?;
        let value = match &node.value {
            Value::List(items) => {
                let items = items.iter().map(|item| self.repeat(item, at, depth + 1));
                Value::List(items.collect::<Result<_, _>>()?)
            }
            Value::Map(entries) => {
                let mut copies = Vec::with_capacity(entries.len());
                for (key, item) in entries {
                    self.repeated += 1;
                    self.count(key.name.len(), at)?;
                    copies.push((Key { name: key.name.clone(), span: at.clone() }, self.repeat(item, at, depth + 1)?));
                }
                Value::Map(copies)
            }
            value => value.clone(),
        };
        Ok(Node { value, span: at.clone() })
    }

    fn count(&mut self, bytes: usize, at: &Span) -> Result<(), Fault> {
        self.read.nodes += 1;
        self.read.bytes += bytes;
        if self.read.is_too_large() {
            return Err(Fault { at: at.clone(), what: What::TooLarge });
        }
        Ok(())
    }
}

/// True for `<<`, without quotation marks.
fn is_merge_key(event: &Event) -> bool {
    match event {
        Event::Scalar(written, style, _, tag) => written == "<<" && *style == ScalarStyle::Plain && tag.is_none(),
        _ => false,
    }
}

/// The entries that the value of `<<` gives: a map's, those of each map of a list, or none.
fn merge(value: Node, merged: &mut Vec<(Key, Node)>) -> Result<(), Fault> {
    match value.value {
        Value::Null => {}
        Value::Map(entries) => merged.extend(entries),
        Value::List(maps) => {
            for map in maps {
                merge(map, merged)?;
            }
        }
        _ => return Err(Fault { at: value.span, what: What::NothingToMerge }),
    }
    Ok(())
}
