//! What is printed is read again as the same tree.

use super::*;
use crate::prose::{Target, read};

fn tree(text: &str) -> Prose {
    let (mut prose, _) = read(text, &|_| 0, &"a.md".into(), &["measure"]);
    let notes = prose.footnotes.iter_mut().map(|note| {
        note.span = 0..0;
        &mut note.blocks
    });
    for blocks in std::iter::once(&mut prose.blocks).chain(notes) {
        crate::prose::visit::each_span_mut(blocks, &mut |span| *span = 0..0);
    }
    prose
}

fn round(text: &str) {
    let context = MarkdownContext { allow_html: true, ..Default::default() };
    let printed = prose(&tree(text), &context);
    assert_eq!(tree(&printed), tree(text), "{text:?} printed as {printed:?}");
}

#[test]
fn reading_what_is_printed_gives_the_same_tree() {
    for text in [
        "l'un *a* **b** ***c*** ~~d~~ ^e^ ~f~ `g` ``h`i`` a_b _c_ 1^er^",
        "## A {#a .b .c}\n\n### C\\#\n\n## d \\{x\\}\n\na\n\nb\\\nc\nd",
        "\\* a\n\n\\- b\n\n1\\. c\n\n\\# d\n\n\\> e\n\n\\[[f]] \\<b> &amp;amp; R&D a < b \\`",
        "[[a]] [[a#b|c *d*]] [x](http://a.fr/b_c_(d) \"t \\\"u\\\"\") [y](<a b.pdf>) ![alt *x*](b.png) <https://a.fr/x_y_z> [](a)",
        "- a\n- b\n  - c\n  - d\n\n    ```text\n    x\n\n    ````y\n    ```\n- e",
        "1. a\n\n   b\n\n2. c\n\n   > d\n   >\n   > e",
        "7. a\n8. b\n\ntexte\n\n- a\n\n<!-- -->\n\n- b\n\n* c\n\n  d",
        "> [!WARNING]\n> a\n>\n> - b\n\n> q\n\nr",
        "| a | b |\n|:--|--:|\n| [[x\\|y]] | `c` \\| d |\n| *e* | |",
        "T *u*\n: d\n\n  e\n: f\n\nV\n: g",
        "a[^1] b[^n]\n\n[^1]: un\n\n    deux\n\n    - trois\n\n[^n]: x",
        "<div class=\"a\">\nb\n</div>\n\na <b>c</b> d",
        "***\n\n```rust\nfn a() {}\n```\n\n```\n```\n\n    indenté\n    `x`",
        "a\\!\n\nfin![^x]\n\n[^x]: y\n\nquoi! [a](b) \\![c](d)",
        "",
    ] {
        round(text);
    }
}

#[test]
fn references_become_links() {
    struct Site;
    impl Links for Site {
        fn record(&self, id: &str, anchor: Option<&str>) -> Option<Target> {
            let href = format!("../{id}/index.md{}", anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default());
            (id != "inconnu").then(|| Target { href, title: "Le [titre]".into() })
        }
        fn address(&self, address: &str) -> Option<String> {
            Some(address.to_owned())
        }
        fn entry(&self, _: &str) -> Option<crate::prose::EntryTarget> {
            None
        }
    }
    let context = MarkdownContext { links: Some(&Site), ..Default::default() };
    let printed = prose(&tree("[[a]] [[a#b|mots]] [[inconnu]] [x](javascript:y) <b>"), &context);
    assert_eq!(printed, "[Le \\[titre\\]](../a/index.md) [mots](../a/index.md#b) inconnu x \\<b>\n");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]
    #[test]
    fn any_text_survives(text in "[a-c0-9 .,;:!?#>*_`~^|&<\\[\\](){}=+\\\\/'\"-]{1,24}") {
        let text = text.trim();
        let paragraph = |text: &str| Prose {
            blocks: vec![Block { kind: BlockKind::Paragraph(vec![Inline::Text { text: text.to_owned(), span: 0..0 }]), span: 0..0 }],
            footnotes: Vec::new(),
        };
        proptest::prop_assume!(!text.is_empty());
        let printed = prose(&paragraph(text), &MarkdownContext::default());
        let again = tree(&printed);
        proptest::prop_assert_eq!(again, paragraph(text), "printed as {:?}", printed);
    }
}
