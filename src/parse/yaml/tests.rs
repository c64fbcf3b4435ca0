use std::sync::Arc;

use proptest::prelude::*;
use serde_json::Value as Json;

use crate::diagnostics::Finding;
use crate::parse::node::{Node, Value};

use super::read;

fn read_all(text: &str) -> (Option<Node>, Vec<Finding>) {
    let mut findings = Vec::new();
    let node = read(&Arc::from("f.yaml"), text, 0..text.len(), &mut findings);
    (node, findings)
}

#[track_caller]
fn json(text: &str) -> Json {
    let (node, findings) = read_all(text);
    node.unwrap_or_else(|| panic!("{text:?}: {findings:?}")).to_json()
}

#[track_caller]
fn refused(text: &str) -> &'static str {
    let (node, findings) = read_all(text);
    assert!(node.is_none(), "{text:.80}");
    findings[0].code.name
}

/// Each scalar and each key with the text that stands at its place.
fn written<'t>(node: &Node, text: &'t str, found: &mut Vec<(Json, &'t str)>) {
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| written(item, text, found)),
        Value::Map(entries) => {
            for (key, item) in entries {
                found.push((Json::from(key.name.as_str()), &text[key.span.clone()]));
                written(item, text, found);
            }
        }
        _ => found.push((node.to_json(), &text[node.span.clone()])),
    }
}

#[test]
fn scalars_mean_what_the_core_schema_says_and_else_what_was_written() {
    for (text, value) in [
        ("true", Json::from(true)),
        ("FALSE", Json::from(false)),
        ("yes", Json::from("yes")),
        ("~", Json::Null),
        ("Null", Json::Null),
        ("", Json::Null),
        ("# nothing", Json::Null),
        ("'null'", Json::from("null")),
        ("12", Json::from(12)),
        ("+12", Json::from(12)),
        ("-0x1F", Json::from(-31)),
        ("0o17", Json::from(15)),
        ("0b101", Json::from(5)),
        ("0x", Json::from("0x")),
        ("0x-1", Json::from("0x-1")),
        ("007", Json::from("007")),
        ("-01", Json::from("-01")),
        ("1_000", Json::from("1_000")),
        ("1.50", Json::from(1.5)),
        (".5", Json::from(0.5)),
        ("-1e3", Json::from(-1000.0)),
        (".", Json::from(".")),
        ("inf", Json::from("inf")),
        ("1.2.3", Json::from("1.2.3")),
        ("2024-01-31", Json::from("2024-01-31")),
        ("\"1\"", Json::from("1")),
        ("|\n  1\n", Json::from("1\n")),
    ] {
        assert_eq!(json(text), value, "{text:?}");
    }
}

#[test]
fn an_integer_beyond_what_is_counted_is_its_digits_or_a_number() {
    assert_eq!(json("-9223372036854775808"), Json::from(i64::MIN));
    assert_eq!(json("9223372036854775808"), Json::from("9223372036854775808"));
    assert_eq!(json("0xFFFFFFFFFFFFFFFF"), Json::from("18446744073709551615"));
    assert_eq!(json("18446744073709551616"), Json::from(18446744073709551616.0));
    assert_eq!(json("-9223372036854775809"), Json::from(-9223372036854775809.0));
    assert_eq!(json("0x1FFFFFFFFFFFFFFFF"), Json::from("0x1FFFFFFFFFFFFFFFF"));
    assert_eq!(refused(&"9".repeat(400)), "yaml-syntax");
    assert_eq!(refused("1e999"), "yaml-syntax");
}

#[test]
fn a_tag_asks_for_a_sort_of_value() {
    assert_eq!(json("!!str 12"), Json::from("12"));
    assert_eq!(json("! 12"), Json::from("12"));
    assert_eq!(json("!!int '12'"), Json::from(12));
    assert_eq!(json("!!float 12"), Json::from(12.0));
    assert_eq!(json("!!bool \"true\""), Json::from(true));
    assert_eq!(json("!!null x"), Json::Null);
    assert_eq!(json("!own [1]"), Json::from(vec![1]));
    for text in ["!!int x", "!!int 007", "!!bool yes", "!!float x", "!!map x", "!!seq {}", "!!str [a]"] {
        assert_eq!(refused(text), "yaml-syntax", "{text}");
    }
    assert_eq!(refused("!!float .nan"), "yaml-syntax");
}

#[test]
fn what_is_merged_gives_way_to_what_is_written() {
    let text = "- &a {x: 1, y: 2}\n- &b {y: 3, z: 4}\n- {<<: [*a, *b], x: 0}\n- {<<: {w: 5}, <<: }\n- {'<<': 6}\n";
    let expected = r#"[{"x":1,"y":2},{"y":3,"z":4},{"x":0,"y":2,"z":4},{"w":5},{"<<":6}]"#;
    assert_eq!(json(text).to_string(), expected);
    assert_eq!(json("{&a <<: {x: 1}, y: *a}").to_string(), r#"{"y":"<<","x":1}"#);
    let (node, _) = read_all(text);
    let merged = node.as_ref().map(|node| &node.list()[2]).expect("it is read");
    assert_eq!(&text[merged.span.clone()], "<<: [*a, *b], x: 0");
    let places: Vec<&str> = match &merged.value {
        Value::Map(entries) => entries.iter().map(|(key, _)| &text[key.span.clone()]).collect(),
        _ => panic!("a map"),
    };
    assert_eq!(places, ["x", "*a", "*b"]);
}

#[test]
fn texts_that_would_grow_without_end_are_refused() {
    let laughs =
        (1..40).fold("a0: &a0 [x]\n".to_owned(), |text, n| format!("{text}a{n}: &a{n} [*a{0}, *a{0}]\n", n - 1));
    assert_eq!(refused(&laughs), "yaml-too-large");
    let long = "x".repeat(1 << 20);
    assert_eq!(refused(&format!("- &a {long}\n{}", "- *a\n".repeat(100))), "yaml-too-large");
    assert_eq!(refused(&(0..1_001).map(|n| format!("- &a{n} x\n")).collect::<String>()), "yaml-too-large");
    for deep in ["[".repeat(10_000), "{a: ".repeat(10_000), "- ".repeat(10_000), "? ".repeat(10_000)] {
        assert_eq!(refused(&deep), "yaml-too-large", "{:?}", &deep[..4]);
    }
    let nested = (1..33).fold("- &a0 x\n".to_owned(), |text, n| format!("{text}- &a{n} [*a{}]\n", n - 1));
    assert_eq!(refused(&nested), "yaml-too-large");
}

#[test]
fn odd_bytes_are_read_or_refused_and_no_more() {
    assert_eq!(json("\u{feff}a: 1\r\nb: |\r\n  x\r\n").to_string(), r#"{"a":1,"b":"x\n"}"#);
    assert_eq!(json("\"\\ud83d\\ude00\\u0007\\u0085.\""), Json::from("😀."));
    for text in [
        "\"\\ud800\"",
        "a: \0",
        "\0",
        "a:\n\t- b",
        "%YAML 3.0\n---\n",
        "a\u{feff}: b\n\u{feff}c: d",
        "\"",
        "'",
        "&",
        "*",
        "!<",
    ] {
        let (node, findings) = read_all(text);
        assert_eq!(node.is_none(), !findings.is_empty(), "{text:?}");
    }
    let long = "é ".repeat(500_000);
    assert_eq!(json(&format!("a: {long}"))["a"].as_str().map(str::len), Some(long.trim_end().len()));
    assert_eq!(refused(&format!("{long}: 1")), "yaml-syntax");
}

fn a_text() -> impl Strategy<Value = String> {
    // What is not printed is not kept, and YAML has no place for it.
    any::<String>().prop_map(|text| {
        text.chars().filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}' | '\u{feff}')).collect()
    })
}

fn a_json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<f64>().prop_filter("a number", |number| number.is_finite()).prop_map(Json::from),
        a_text().prop_map(Json::from),
        "[a-z0-9 :#,'\"{}\\[\\]&*!|>%@-]{0,12}".prop_map(Json::from),
    ];
    leaf.prop_recursive(6, 64, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Json::from),
            prop::collection::hash_map("[a-zé0-9 :-]{0,10}", inner, 0..8)
                .prop_map(|entries| Json::Object(entries.into_iter().collect())),
        ]
    })
}

proptest! {
    /// JSON is YAML: what is written as JSON is read as the same, and each scalar's place holds just it.
    #[test]
    fn json_is_read_as_it_is(value in a_json(), pretty in any::<bool>()) {
        let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) };
        let text = text.expect("JSON is written");
        let (node, findings) = read_all(&text);
        let node = node.ok_or_else(|| TestCaseError::fail(format!("{findings:?}")))?;
        prop_assert_eq!(node.to_json(), value);
        let mut found = Vec::new();
        written(&node, &text, &mut found);
        for (value, text) in found {
            prop_assert_eq!(serde_json::from_str::<Json>(text).ok(), Some(value));
        }
    }

    /// Whatever the text, it is read or one fault is found, at a place of the file that can be shown.
    #[test]
    fn anything_is_read_or_refused(parts in prop::collection::vec(prop_oneof![
        "[ \n]{1,5}",
        "[a-z0-9é]{1,4}",
        prop::sample::select(vec![
            ": ", "- ", "? ", "[", "]", "{", "}", ", ", "\"", "'", "&a ", "*a", "<<: ", "|\n", ">-\n", "# ", "!!int ",
            "!", "---\n", "...\n", "\t", "\r\n", "\\ud800", "\0", "\u{85}", "\u{feff}", "%", "@", "~", ".inf", "007",
        ]).prop_map(str::to_owned),
    ], 0..24)) {
        let inner = parts.concat();
        let source = format!("é\n{inner}\nx");
        let mut findings = Vec::new();
        let node = read(&Arc::from("f.yaml"), &source, 3..3 + inner.len(), &mut findings);
        prop_assert!(node.is_some() || findings.len() == 1);
        let mut found = Vec::new();
        if let Some(node) = &node {
            written(node, &source, &mut found);
        }
        for (start, end) in findings.iter().filter_map(|finding| finding.place.span) {
            prop_assert!(source.get(start..end).is_some(), "{}..{}", start, end);
        }
    }
}
