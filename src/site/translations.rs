//! The same text in several languages: a record, and those that say `translation_of:` it.

use super::Site;

impl Site {
    /// The records of one text with their languages, the original first; nothing where a record has no translation.
    pub fn in_all_languages(&self, record: usize) -> Vec<(&str, usize)> {
        let of = |at: usize| {
            let language = self.corpus.records[at].language.as_deref();
            (language.unwrap_or(&self.corpus.config.language), at)
        };
        let original = self.corpus.records[record].fields.links("translation_of").next();
        let original = original.and_then(|link| self.corpus.index(&link.target)).unwrap_or(record);
        let links = self.corpus.backlinks(original).filter(|link| &*link.relation == "translated_as");
        let mut translations: Vec<(&str, usize)> = links.map(|link| of(link.from)).collect();
        translations.sort_unstable();
        translations.dedup();
        if translations.is_empty() {
            return translations;
        }
        std::iter::once(of(original)).chain(translations).collect()
    }
}
