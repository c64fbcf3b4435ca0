//! What the tree becomes on a page, and what can never get there.

use super::*;
use crate::prose::{Citation, EntryTarget, Link, NoLinks, Target, read};

struct Site;

impl Links for Site {
    fn record(&self, id: &str, anchor: Option<&str>) -> Option<Target> {
        let at = anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default();
        (id != "inconnu").then(|| Target { href: format!("../{id}/{at}"), title: format!("Titre de l'{id}") })
    }

    fn address(&self, address: &str) -> Option<String> {
        Some(address.to_owned())
    }

    fn entry(&self, id: &str) -> Option<EntryTarget> {
        Some(EntryTarget { href: format!("../{id}/"), expansion: Some("d'un \"mot\"".into()) })
    }
}

fn html(text: &str, allow_html: bool) -> String {
    let (prose, _) = read(text, &|at| at, &"a.md".into(), &["measure"]);
    let mut printer = Printer::new(HtmlContext { allow_html, ..HtmlContext::new(Lang::Fr, &Site) });
    let body = printer.prose(&prose);
    (body + &printer.footnotes()).replace('\u{a0}', "_").replace('\u{202f}', "~").trim_end().to_owned()
}

#[test]
fn blocks_and_lines() {
    for (text, expected) in [
        ("*l'un* **a**\nb", "<p><em>l’un</em> <strong>a</strong>\nb</p>"),
        (
            "## L'axe {#axe-1 .mission}",
            "<h2 id=\"axe-1\" class=\"mission\">L’axe <a class=\"permalink\" href=\"#axe-1\" aria-label=\"Lien permanent vers «~L’axe~»\">#</a></h2>",
        ),
        (
            "[[a#b]] [[a|les *mots*]] [[inconnu]]",
            "<p><a href=\"../a/#b\">Titre de l’a</a> <a href=\"../a/\">les <em>mots</em></a> inconnu</p>",
        ),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. a\n\n4. b", "<ol start=\"3\">\n<li><p>a</p></li>\n<li><p>b</p></li>\n</ol>"),
        (
            "> [!NOTE]\n> a",
            "<aside class=\"note note-note\" role=\"note\">\n<p class=\"note-title\">Note de l’éditeur</p>\n<p>a</p>\n</aside>",
        ),
        (
            "| A | |\n|---|--:|\n| a | 1 |",
            "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"Tableau 1_: A, \">\n<table>\n<thead>\n<tr><th scope=\"col\">A</th><td class=\"right\"></td></tr>\n</thead>\n<tbody>\n<tr><td>a</td><td class=\"right\">1</td></tr>\n</tbody>\n</table>\n</div>",
        ),
        ("T\n: d", "<dl>\n<dt>T</dt>\n<dd>d</dd>\n</dl>"),
        (
            "![un plan](a.png \"Le plan\")",
            "<figure><img src=\"a.png\" alt=\"un plan\" loading=\"lazy\"><figcaption>Le plan</figcaption></figure>",
        ),
        ("![x](https://b.fr/a.png)", "<p><a href=\"https://b.fr/a.png\" rel=\"external\">x</a></p>"),
        (
            "```text\n<a> l'\n```",
            "<pre class=\"code\" tabindex=\"0\"><code class=\"language-text\">&lt;a&gt; l'\n</code></pre>",
        ),
        (
            "a[^x] b[^x]\n\n[^x]: note",
            "<p>a<sup class=\"note-mark\"><a role=\"doc-noteref\" id=\"mark:1\" href=\"#note:1\" aria-label=\"Note 1\">1</a></sup> b<sup class=\"note-mark\"><a role=\"doc-noteref\" id=\"mark:1:2\" href=\"#note:1\" aria-label=\"Note 1\">1</a></sup></p>\n<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"Notes\">\n<ol>\n<li id=\"note:1\"><p>note <a class=\"backlink\" role=\"doc-backlink\" href=\"#mark:1\" aria-label=\"Retour à l’appel de la note 1\">↩</a> <a class=\"backlink\" role=\"doc-backlink\" href=\"#mark:1:2\" aria-label=\"Retour à l’appel 2 de la note 1\">↩</a></p></li>\n</ol>\n</section>",
        ),
    ] {
        assert_eq!(html(text, false), expected, "{text}");
    }
    assert!(html("```rust\nfn main() {}\n```", false).contains("<span class=\"hl-"));
    let mut printer = Printer::new(HtmlContext::new(Lang::Fr, &Site));
    let mention = Inline::Mention { entry: "dpc".into(), text: "DPC".into() };
    let expected = "<a class=\"mention\" href=\"../dpc/\" data-entry=\"dpc\" aria-description=\"d’un «\u{202f}mot\u{202f}»\">DPC</a>";
    assert_eq!(printer.inlines(std::slice::from_ref(&mention)), expected);
    let link = Link { address: "a".into(), title: "".into(), content: vec![mention], span: 0..0 };
    let link = Inline::Link(Box::new(link));
    assert_eq!(printer.inlines(&[link]), "<a href=\"a\">DPC</a>");
    assert_eq!(text("Le 1er & l'axe", Lang::Fr), "Le 1<sup>er</sup> &amp; l’axe");
    let citation = Citation { legal_text: "loi".into(), article: None, text: "loi".into() };
    let citation = Inline::Citation(Box::new(citation));
    assert_eq!(printer.inlines(&[citation]), "<a class=\"citation\" href=\"../loi/\">loi</a>");
}

#[test]
fn nothing_can_inject() {
    let attempts = [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)> b",
        "[a](javascript:alert(1)) [b](JaVa&Tab;script:x) [c](data:text/html,x) <vbscript:x>",
        "![a\" onerror=\"x](x\" onload=\"y)",
        "[a](<x\" onclick=\"y> \"t\\\" onclick=\\\"z\")",
        "## a {#a\"onclick=\"x .b\"><script>}",
        "```x\"><script>\n</code></pre><script>\n```",
        "[[a\"><script>|b]] [[inconnu<script>]]",
        "a[^\"><script>]\n\n[^\"><script>]: x",
        "<svg onload=alert(1)><script>x</script></svg>",
        "<a href=\"javascript:x\">a</a> <iframe src=//b></iframe> <form action=x><input></form>",
        "<math><mtext><table><mglyph><style><img src onerror=x>",
        "<div style=\"background:url(//b)\" onclick=x>a</div>\n\n<style>*{}</style>\n\n<img src=\"//b/c.png\">\n\n<base href=//b>",
        "| <script> |\n|---|\n| <b onclick=x> |",
    ];
    for text in attempts {
        for allow_html in [false, true] {
            let printed = html(text, allow_html);
            // What stands in the tags that a browser would see.
            let mut tags = String::new();
            let mut rest = printed.as_str();
            while let Some(start) = rest.find('<') {
                let tag = rest[start..].find('>').map_or(&rest[start..], |end| &rest[start..=start + end]);
                let mut outside = tag.split('"').step_by(2).collect::<String>();
                outside.push('\n');
                tags.push_str(&outside);
                assert!(
                    !tag.contains("javascript:") && !tag.contains("vbscript:") && !tag.contains("data:text"),
                    "{tag}"
                );
                assert!(!tag.contains("src=\"//"), "{tag}");
                rest = &rest[start + tag.len()..];
            }
            for bad in [
                "<script", "onclick", "onerror", "onload", "<svg", "<iframe", "<form", "<style", "style=", "<base",
                "<math",
            ] {
                assert!(!tags.contains(bad), "{text}\n{printed}");
            }
        }
    }
    assert_eq!(html("a <b>c</b><i onclick=x>d</i>", true), "<p>a <b>c</b><i>d</i></p>");
    assert_eq!(html("a <b>c</b>", false), "<p>a &lt;b&gt;c&lt;/b&gt;</p>");
    let mut printer = Printer::new(HtmlContext::new(Lang::Fr, &NoLinks));
    assert_eq!(printer.inlines(&[Inline::Text { text: "a\u{0}\u{8}\u{85}b".into(), span: 0..0 }]), "ab");
}
