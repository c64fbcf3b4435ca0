//! The steps of a thread: one subject through several texts, with the exact words of each and what changed in them.

use serde::Serialize;

use crate::diagnostics::Lang;
use crate::diff::marks;
use crate::diff::words::{self as compared, Likeness};
use crate::model::{Fields, Record};
use crate::prose::html::{self, HtmlContext};
use crate::prose::{Block, NoLinks};
use crate::site::cuts::date_of;

use super::pieces::{Date, Link};
use super::words::Words;

/// A place that the thread runs through.
#[derive(Debug, Serialize)]
pub(super) struct Step {
    anchor: String,
    date: Option<Date>,
    /// As HTML blocks; with its new words marked where `before` shows what they took the place of.
    wording: Option<String>,
    lang: Option<String>,
    before: Option<Before>,
    /// Said of the wording as a whole: that it stays, comes back, or has nothing of the one before.
    said: Option<String>,
    /// The step that is meant by it.
    said_of: Option<Link>,
    /// The provision, where one is meant, and the record.
    place: Option<Link>,
    record: Option<Link>,
    note: Option<String>,
}

/// The wording of the step before, with the words marked that are gone.
#[derive(Debug, Serialize)]
struct Before {
    wording: String,
    step: Link,
}

/// The exact words of a step, to be compared with those of another.
struct Wording {
    step: usize,
    text: String,
    lang: Lang,
}

/// The steps of a thread in its order; none for a record of another kind.
pub(super) fn steps<'a>(words: &Words<'a>, thread: &'a Record) -> Vec<Step> {
    if &*thread.kind != "thread" {
        return Vec::new();
    }
    let (mut steps, mut wordings) = (Vec::new(), Vec::new());
    for map in thread.fields.maps("steps") {
        let Some((step, lang)) = step(words, map, steps.len()) else { continue };
        wordings.extend(map.text("wording").map(|text| Wording { step: steps.len(), text, lang }));
        steps.push(step);
    }
    compare(words, &mut steps, &wordings);
    steps
}

fn step<'a>(words: &Words<'a>, map: &'a Fields, at: usize) -> Option<(Step, Lang)> {
    let link = map.links("at").next()?;
    let of = words.corpus.index(&link.target)?;
    let record = &words.corpus.records[of];
    let lang = words.lang_of(record);
    let said = map.text("wording");
    let mut place = link.anchor.as_deref().and_then(|anchor| words.provision_link(of, anchor));
    let mut to = words.link(of);
    // A provision whose title is the wording would only say it twice: the record's name leads there.
    let same = |place: &Link| {
        said.as_ref().is_some_and(|said| html::text(said, lang).to_lowercase() == place.html.to_lowercase())
    };
    if let Some(told) = place.take_if(|place| same(place)) {
        to.href = told.href;
    }
    let step = Step {
        anchor: format!("page_etape-{}", at + 1),
        date: date_of(words.corpus, of).map(|when| words.date(when)),
        wording: said.map(|text| printed(&marks::paragraph(&text), lang)),
        lang: words.foreign(record),
        before: None,
        said: None,
        said_of: None,
        place,
        record: Some(to),
        note: map.prose("note").map(|note| words.prose(note)),
    };
    Some((step, lang))
}

fn printed(blocks: &[Block], lang: Lang) -> String {
    html::Printer::new(HtmlContext::new(lang, &NoLinks)).blocks(blocks).trim_end().to_owned()
}

/// Tells each wording from the one before it, within a language.
fn compare(words: &Words, steps: &mut [Step], wordings: &[Wording]) {
    let is_same =
        |a: &Wording, b: &Wording| a.lang == b.lang && compared::compare(&a.text, &b.text).iter().all(|run| run.kept);
    let mut others: Vec<usize> = Vec::new();
    for (at, wording) in wordings.iter().enumerate().skip(1) {
        let before = &wordings[at - 1];
        if before.lang != wording.lang {
            continue;
        }
        let (old, new) = (marks::paragraph(&before.text), marks::paragraph(&wording.text));
        let versions = marks::versions(&old, &new);
        let earlier = wordings[..at - 1].iter().rfind(|earlier| is_same(earlier, wording));
        match (versions.likeness, earlier) {
            (Likeness::Same, _) => steps[wording.step].said = Some(words.t("wording_same")),
            (_, Some(earlier)) => {
                steps[wording.step].said = Some(words.t("wording_again"));
                steps[wording.step].said_of = Some(name(&steps[earlier.step]));
            }
            (Likeness::Akin | Likeness::Rewritten, None) => others.push(wording.step),
            (Likeness::Changed, None) => {}
        }
        if versions.likeness == Likeness::Changed {
            let step = name(&steps[before.step]);
            steps[wording.step].before = Some(Before { wording: printed(&versions.old, before.lang), step });
            steps[wording.step].wording = Some(printed(&versions.new, wording.lang));
        }
    }
    // Where hardly a wording has anything of the one before, the steps are different provisions and none was rewritten.
    let alike = steps.iter().filter(|step| step.before.is_some() || step.said.is_some()).count();
    if 3 * alike >= wordings.len().saturating_sub(1) {
        others.into_iter().for_each(|at| steps[at].said = Some(words.t("wording_other")));
    }
}

/// The way to a step of the page, by the name of its record.
fn name(step: &Step) -> Link {
    let record = step.record.clone().unwrap_or_default();
    Link { href: Some(format!("#{}", step.anchor)), ..record }
}
