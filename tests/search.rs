//! The words of texts are those of `tests/search/vectors.txt`, which the search in the browser is held to as well.

use recueil::diagnostics::Lang;
use recueil::emit::search::{each_token, folded, normal, stem};

/// The words of a text as the file tells them.
fn told(lang: Lang, text: &str) -> String {
    let (mut told, mut next) = (Vec::new(), 0);
    each_token(&normal(text), &mut |token| {
        if token.position != next {
            told.push(format!("@{}", token.position));
        }
        next = token.position + 1;
        let folded = folded(&token.exact);
        let stop = if token.is_stop() { "*" } else { "" };
        told.push(format!("{}{stop}:{folded}:{}", token.exact, stem(&folded, lang)));
    });
    told.join(" ")
}

#[test]
fn the_words_of_texts_are_those_that_the_browser_finds() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/search/vectors.txt");
    let vectors = std::fs::read_to_string(path).expect("the vectors are there");
    let mut seen = 0;
    for (number, line) in vectors.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
        let [lang, text, words] = line.splitn(3, '|').map(str::trim).collect::<Vec<_>>()[..] else {
            panic!("line {}: not a vector: {line}", number + 1)
        };
        let text: String = serde_json::from_str(&format!("\"{text}\"")).expect("the text is a JSON string");
        assert_eq!(told(Lang::of_tag(lang), &text), words, "line {}: {text}", number + 1);
        seen += 1;
    }
    assert!(seen > 20, "only {seen} vectors");
}
