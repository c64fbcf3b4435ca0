//! What Markdown becomes, and what is said about it.

use std::sync::Arc;

use super::*;

fn body(text: &str) -> (Prose, Vec<Finding>) {
    read(text, &|at| at, &"a.md".into(), &["measure"])
}

/// The findings of a text, each as its code and the bytes that it points at.
fn findings(text: &str) -> Vec<String> {
    let mut findings: Vec<_> = body(text).1;
    findings.sort_by_key(|finding| finding.place.span);
    let quote = |finding: &Finding| finding.place.span.map(|(start, end)| text[start..end].to_owned());
    findings.iter().map(|finding| format!("{} {}", finding.code.name, quote(finding).unwrap_or_default())).collect()
}

/// The tree of a text in short, without the spans of blocks and elements.
fn tree(text: &str) -> String {
    let debug = format!("{:?}", body(text).0.blocks);
    let mut short = String::new();
    let mut rest = debug.as_str();
    while let Some(at) = rest.find(", span: ") {
        short.push_str(rest[..at].trim_end());
        rest = rest[at + 8..].trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    }
    short.push_str(rest);
    for (long, brief) in [
        ("Block { kind: ", ""),
        ("Paragraph", "P"),
        ("Text { text: ", ""),
        ("Reference(Reference", "Reference"),
        ("Link(Link", "Link"),
        (" }", ""),
    ] {
        short = short.replace(long, brief);
    }
    short
}

#[test]
fn trees() {
    for (text, expected) in [
        (
            "Le 1^er^ de XX^e^, H~2~O \\^a^",
            r#"[P(["Le 1", Superscript(["er"]), " de XX", Superscript(["e"]), ", H", Subscript(["2"]), "O ^a^"])]"#,
        ),
        (
            "[[dpc]] [[a#b-c|les *mots*]]",
            r#"[P([Reference { target: "dpc", anchor: None, words: None), " ", Reference { target: "a", anchor: Some("b-c"), words: Some(["les ", Emphasis(["mots"])]))])]"#,
        ),
        ("`[[x]]` \\[[y]]", r#"[P([Code("[[x]]"), " [[y]]"])]"#),
        (
            "| a | [[id\\|mots]] |\n|---|:-:|\n| b | c |\n",
            r#"[Table(Table { align: [None, Center], head: [["a"], [Reference { target: "id", anchor: None, words: Some(["mots"]))]], rows: [[["b"], ["c"]]])]"#,
        ),
        (
            "- a\n- b\n  - c",
            r#"[List { start: None, tight: true, items: [[P(["a"])], [P(["b"]), List { start: None, tight: true, items: [[P(["c"])]]]]]"#,
        ),
        ("2. x\n\n   y\n3. z", r#"[List { start: Some(2), tight: false, items: [[P(["x"]), P(["y"])], [P(["z"])]]]"#),
        ("> [!NOTE]\n> a\n\n> b", r#"[Alert(Note, [P(["a"])]), Quote([P(["b"])])]"#),
        ("T\n: d\n: e", r#"[Definitions([Definition { terms: [["T"]], meanings: [[P(["d"])], [P(["e"])]]])]"#),
        ("a <!-- secret --> b\n\n<!-- secret\n\nsecret -->\n\n<!-- c -->", r#"[P(["a  b"])]"#),
        (
            "<a@b.fr> \"x\" l'a --",
            r#"[P([Link { address: "mailto:a@b.fr", title: "", content: ["a@b.fr"]), " \"x\" l'a --"])]"#,
        ),
        ("```measure\r\nnumber: 1\r\n```", r#"[Data(Data { name: "measure", name_span: 3..10, body: 12..23)]"#),
        ("```measure\n```", r#"[Data(Data { name: "measure", name_span: 3..10, body: 11..11)]"#),
    ] {
        assert_eq!(tree(text), expected, "{text:?}");
    }
}

#[test]
fn faults() {
    for (text, expected) in [
        ("[[#z]] [[a#]]", &["bad-reference [[#z]]", "bad-reference [[a#]]"][..]),
        (
            "a[^1] b[^x]\\[^y] &amp; [^2]\n\n[^1]: un\n\n[^3]: trois\n[^1]: deux",
            &[
                "footnote-not-defined [^x]",
                "footnote-not-defined [^2]",
                "footnote-not-used [^3]: trois",
                "footnote-defined-twice [^1]: deux",
            ],
        ),
        (
            "# Un {#un}\n\n## Deux {#deux}\n\n#### Q {#Qua}\n\n## D {#deux}\n\n## E",
            &[
                "heading-level-one # Un {#un}",
                "heading-level-skipped #### Q {#Qua}",
                "bad-anchor #Qua",
                "duplicate-anchor #deux",
                "heading-without-anchor ## E",
            ],
        ),
        ("- a\n\n  ```measure\n  x: 1\n  ```", &["data-block-nested measure"]),
        ("```mesure\nx\n```\n\n```rust\nx\n```\n\n~~~\nx\n~~~", &["unknown-block mesure"]),
        ("```measure\nx: 1\n", &["block-not-closed ```measure"]),
        ("> ```text\n> x\n> ```\n", &[]),
        (
            "[a](javascript:x) [b](JAVA&#x09;SCRIPT:x) <data:text/html,x>",
            &[
                "unsafe-address [a](javascript:x)",
                "unsafe-address [b](JAVA&#x09;SCRIPT:x)",
                "unsafe-address <data:text/html,x>",
            ],
        ),
        (
            "![](a.png) ![x](https://a.fr/b.png)",
            &["image-without-alt ![](a.png)", "external-image ![x](https://a.fr/b.png)"],
        ),
    ] {
        assert_eq!(findings(text), expected, "{text:?}");
    }
    let deep = format!("{}a", "> ".repeat(5000));
    assert_eq!(body(&deep).1.iter().map(|finding| finding.code.name).collect::<Vec<_>>(), ["nested-too-deep"]);
}

#[test]
fn places_are_those_of_the_file() {
    let file: Arc<str> = "a.yaml".into();
    // A literal block of two lines, the second one behind two spaces of indent.
    let (prose, findings) = read_field("un\n[[#a]] é", &|at| if at < 3 { at + 10 } else { at + 12 }, &file);
    assert_eq!(findings[0].place.span, Some((15, 21)));
    assert_eq!(prose.blocks[0].span, 10..24);
    let (line, _) = read_line("1. Objet : *a* {#b}", &|at| at + 100, &file);
    assert!(matches!(&line[0], Inline::Text { text, span } if text == "1. Objet : " && *span == (100..111)));
    assert!(matches!(&line[2], Inline::Text { text, .. } if text == " {#b}"));
}
