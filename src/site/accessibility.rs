//! What the build knows of how the site can be read by everyone: counted in the corpus, computed from the colours.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::Lang;
use crate::model::asset::AssetRole;
use crate::model::{Record, asset::each_inline};
use crate::prose::{BlockKind, Inline, each_block};
use crate::resolve::Corpus;

use super::Site;
use super::appearance::{Pair, Scheme};
use super::routes;

/// Numbers of what was looked at, and of what was found wanting.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Pictures in texts, and those of them that say in words what they show.
    pub pictures: usize,
    pub pictures_in_words: usize,
    /// Tables, and those of them that have a caption.
    pub tables: usize,
    pub tables_with_caption: usize,
    /// Series of figures, each drawn beside a table that says the same.
    pub series: usize,
    /// Headings, and those that leave out a level.
    pub headings: usize,
    pub headings_out_of_order: usize,
    /// Records in another language than the site's, by its tag.
    pub foreign: BTreeMap<String, usize>,
    /// References from record to record; one that led nowhere would have stopped the build.
    pub references: usize,
    /// The text that stands out least from its ground, on light and on dark pages.
    pub light: Option<Pair>,
    pub dark: Option<Pair>,
    /// Attached files by what their names end in, such as `pdf`.
    pub documents: BTreeMap<String, usize>,
    /// Records with HTML of their writers' own, which nobody checked.
    pub raw_html: usize,
}

/// The path of the statement in the site's language.
pub fn path(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => "accessibilite/index.html",
        Lang::En => "accessibility/index.html",
    }
}

/// True for the page of the corpus that the statement is part of, because it has its address.
pub fn is_own_page(record: &Record, lang: Lang) -> bool {
    &*record.kind == "page" && routes::of_record(record) == path(lang)
}

/// Counts everything once.
pub fn facts(site: &Site) -> Facts {
    let corpus = &site.corpus;
    let mut facts = Facts::default();
    let mut documents = BTreeSet::new();
    for record in &corpus.records {
        of_record(record, corpus, &mut facts, &mut documents);
    }
    for file in documents {
        let ending = file.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
        *facts.documents.entry(ending).or_default() += 1;
    }
    let lowest = |scheme: Scheme| {
        let pairs = site.tokens.pairs().into_iter().filter(|pair| pair.scheme == scheme);
        pairs.min_by(|a, b| a.ratio.total_cmp(&b.ratio))
    };
    facts.light = lowest(Scheme::Light);
    facts.dark = lowest(Scheme::Dark);
    facts
}

fn of_record(record: &Record, corpus: &Corpus, facts: &mut Facts, documents: &mut BTreeSet<String>) {
    if let Some(language) = record.language.as_ref().filter(|tag| **tag != corpus.config.language) {
        *facts.foreign.entry(language.clone()).or_default() += 1;
    }
    facts.series += usize::from(record.figure.as_ref().is_some_and(|figure| figure.is_series));
    let mut links = Vec::new();
    record.fields.all_links(&mut links);
    record.measures.iter().for_each(|measure| measure.fields.all_links(&mut links));
    record.data.iter().for_each(|block| block.fields.all_links(&mut links));
    facts.references += links.len();
    let mut has_html = false;
    each_inline(record, &mut |inline| match inline {
        Inline::Image(image) => {
            facts.pictures += 1;
            facts.pictures_in_words += usize::from(!image.alt.trim().is_empty());
        }
        Inline::Reference(_) => facts.references += 1,
        Inline::Html { .. } => has_html = true,
        _ => {}
    });
    record.each_blocks(&mut |blocks| {
        each_block(blocks, &mut |block| match &block.kind {
            BlockKind::Table(_) => facts.tables += 1,
            BlockKind::Html(_) => has_html = true,
            _ => {}
        });
    });
    for table in record.data.iter().filter(|block| block.name == "table") {
        facts.tables += 1;
        facts.tables_with_caption += usize::from(table.title().is_some());
    }
    // The page's own title is of the first level.
    let mut above = 1;
    for section in record.sections.iter().filter(|section| section.level > 0) {
        facts.headings += 1;
        facts.headings_out_of_order += usize::from(section.level > above + 1);
        above = section.level;
    }
    facts.raw_html += usize::from(has_html && corpus.config.allow_html);
    let attached = record.assets.iter().filter(|asset| asset.role != AssetRole::Picture);
    documents.extend(attached.filter_map(|asset| asset.input.clone()).filter(|input| corpus.has_file(input)));
}
