//! Fenced blocks: which ones hold data, which ones are code.

use crate::diagnostics::nearest;
use crate::inputs::Span;
use crate::say;

use super::codes::{BLOCK_NOT_CLOSED, DATA_BLOCK_NESTED, UNKNOWN_BLOCK};
use super::{Frame, Reader};
use crate::prose::{BlockKind, Data, code};

impl Reader<'_> {
    /// `info` is what stands after the opening fence; `None` for an indented block.
    pub(super) fn end_code(&mut self, info: Option<String>, mut text: String, span: Span) {
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        let Some(info) = info else {
            return self.push_block(BlockKind::Code { language: None, text }, span);
        };
        let fence = self.fence(&span);
        let name = info.split(|c: char| c.is_whitespace() || c == ',' || c == '{').next().unwrap_or("").to_owned();
        let first_line = span.start..span.start + fence.first_line_length;
        if fence.body_end.is_none() {
            let marks = &fence.marks;
            self.say(
                &BLOCK_NOT_CLOSED,
                first_line.clone(),
                say!(fr: "ce bloc n’est jamais fermé", en: "this block is never closed"),
                say!(
                    fr: "ajoutez une ligne « {marks} » après sa dernière ligne",
                    en: "add a line `{marks}` after its last line",
                ),
            );
        }
        let name_span = self.text[first_line.clone()]
            .find(&name)
            .map(|at| first_line.start + at..first_line.start + at + name.len())
            .unwrap_or(first_line);
        let known = self.known_data.contains(&name.as_str());
        let at_top = matches!(self.top().frame, Frame::Root);
        if known && at_top {
            let body_start = (span.start + fence.first_line_length_with_end).min(span.end);
            let body = body_start..fence.body_end.unwrap_or(span.end).max(body_start);
            return self.push_block(BlockKind::Data(Box::new(Data { name, name_span, body })), span);
        }
        if known {
            self.say(
                &DATA_BLOCK_NESTED,
                name_span,
                say!(
                    fr: "bloc « {name} » à l’intérieur d’une liste, d’une citation ou d’une note",
                    en: "`{name}` block inside of a list, a quotation or a note",
                ),
                say!(
                    fr: "mettez-le au niveau du texte : ni puce, ni « > », ni retrait devant lui",
                    en: "put it at the level of the text: no bullet, no `>` and no indent before it",
                ),
            );
        } else if !name.is_empty() && !code::is_language(&name) {
            let hint = match nearest(&name, self.known_data.iter().copied(), 3).as_slice() {
                [] if self.known_data.is_empty() => say!(
                    fr: "un champ de texte ne contient pas de blocs de données ; pour du texte à chasse fixe, écrivez « text »",
                    en: "a field of prose holds no data blocks; for plain preformatted text write `text`",
                ),
                [] => {
                    let names = self.known_data.join(", ");
                    say!(
                        fr: "blocs connus : {names} ; pour du texte à chasse fixe, écrivez « text »",
                        en: "known blocks: {names}; for plain preformatted text write `text`",
                    )
                }
                near => {
                    let names = near.join(", ");
                    say!(fr: "vouliez-vous dire : {names} ?", en: "did you mean: {names}?")
                }
            };
            let message = say!(fr: "bloc de nom inconnu « {name} »", en: "block of unknown name `{name}`");
            self.say(&UNKNOWN_BLOCK, name_span, message, hint);
        }
        let language = Some(name).filter(|name| !name.is_empty());
        self.push_block(BlockKind::Code { language, text }, span);
    }

    /// Finds the lines of a fenced block in the source.
    fn fence(&self, span: &Span) -> Fence {
        let raw = &self.text[span.clone()];
        let first_line_length_with_end = raw.find('\n').map_or(raw.len(), |at| at + 1);
        let first_line_length = raw[..first_line_length_with_end].trim_end().len();
        let opening = raw.trim_start();
        let mark = opening.chars().next().unwrap_or('`');
        let marks: String = opening.chars().take_while(|&c| c == mark).collect();
        let rest = raw.trim_end();
        let last_line_start = rest.rfind('\n').map_or(0, |at| at + 1);
        // Inside of a quotation the closing fence has the marks of the quotation before it.
        let last_line = rest[last_line_start..].trim_start_matches(|c: char| c == '>' || c.is_whitespace());
        let closed = last_line_start > 0 && last_line.len() >= marks.len() && last_line.chars().all(|c| c == mark);
        let body_end = closed.then(|| span.start + last_line_start);
        Fence { marks, first_line_length, first_line_length_with_end, body_end }
    }
}

struct Fence {
    marks: String,
    first_line_length: usize,
    first_line_length_with_end: usize,
    /// Where the closing fence's line begins; `None` when there is none.
    body_end: Option<usize>,
}
