//! Raw HTML in prose, where the corpus does not allow it.

use crate::diagnostics::{Both, Code, Finding, Severity};
use crate::inputs::Span;
use crate::model::Record;
use crate::model::asset::each_inline;
use crate::parse::Config;
use crate::prose::{BlockKind, Inline, each_block};
use crate::say;

pub static CODE: Code = Code {
    name: "raw-html",
    severity: Severity::Warning,
    explanation: Both {
        fr: "Le texte contient des balises HTML. Elles ne sont pas interprétées : le lecteur verra `<b>` tel quel.\n\n\
             Écrivez en Markdown : `**gras**`, `*italique*`, `1^er^`, un tableau avec des barres. Un « inférieur à » isolé \
             s’écrit `\\<`. Si le corpus a vraiment besoin de HTML, `allow_html: true` dans `recueil.yaml` le permet ; \
             il est alors nettoyé de tout script.",
        en: "The text holds HTML tags. They are not interpreted: the reader will see `<b>` as it is.\n\n\
             Write Markdown: `**bold**`, `*italic*`, `1^st^`, a table with bars. A lone \"less than\" is written `\\<`. \
             Where the corpus really needs HTML, `allow_html: true` in `recueil.yaml` allows it; it is then cleaned of \
             all scripts.",
    },
};

pub fn check(record: &Record, config: &Config, findings: &mut Vec<Finding>) {
    if config.allow_html {
        return;
    }
    let mut found: Vec<(&str, Span)> = Vec::new();
    record.each_blocks(&mut |blocks| {
        each_block(blocks, &mut |block| match &block.kind {
            BlockKind::Html(html) if !only_closes(html) => found.push((html, block.span.clone())),
            _ => {}
        });
    });
    each_inline(record, &mut |inline| match inline {
        Inline::Html { html, span } if !only_closes(html) => found.push((html, span.clone())),
        _ => {}
    });
    for (html, span) in found {
        let tag = tag(html);
        findings.push(
            Finding::new(
                &CODE,
                record.place(&span),
                say!(fr: "ce HTML sera affiché tel quel : « {tag} »", en: "this HTML will be shown as it is: `{tag}`"),
            )
            .hint(say!(
                fr: "écrivez en Markdown, ou permettez le HTML par « allow_html: true » dans recueil.yaml",
                en: "write Markdown, or allow HTML with `allow_html: true` in recueil.yaml"
            )),
        );
    }
}

/// True for a tag that ends what another one began: that one is enough said.
fn only_closes(html: &str) -> bool {
    let html = html.trim();
    html.starts_with("</") && html.find('>').is_none_or(|end| end + 1 == html.len())
}

/// The first tag of some HTML, cut short where it is long.
fn tag(html: &str) -> String {
    let html = html.trim();
    let tag = &html[..html.find(['>', '\n']).map_or(html.len(), |at| at + 1)];
    match tag.char_indices().nth(40) {
        Some((at, _)) => format!("{}…", &tag[..at]),
        None => tag.trim_end().to_owned(),
    }
}
