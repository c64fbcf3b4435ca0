//! The legal texts that have a record, found by whatever a citation names them by.

use std::collections::HashMap;
use std::sync::Arc;

use crate::model::Record;
use crate::model::time::When;
use crate::prose::slug;

use super::citations::Found;

/// The legal texts of the corpus, by all that a citation may name them by.
#[derive(PartialEq)]
pub(super) struct LegalTexts {
    by_number: HashMap<(String, String), Arc<str>>,
    /// By type and day; `None` where two texts share both.
    by_date: HashMap<(String, String), Option<Arc<str>>>,
    /// By title, short title and other names, without accents and capitals.
    by_name: HashMap<String, Arc<str>>,
}

impl LegalTexts {
    pub const KIND: &str = "legal-text";

    pub fn new(records: &[Arc<Record>]) -> LegalTexts {
        let (mut by_number, mut by_name) = (HashMap::new(), HashMap::new());
        let mut by_date: HashMap<(String, String), Option<Arc<str>>> = HashMap::new();
        for record in records.iter().filter(|record| &*record.kind == Self::KIND) {
            let id = record.id.clone();
            let sort = record.fields.text("type").unwrap_or_default();
            if let Some(number) = record.fields.text("number") {
                by_number.insert((sort.clone(), number), id.clone());
            }
            let day = record.fields.date("date").filter(|date| date.is_exact_day()).and_then(When::latest);
            if let Some(day) = day {
                let same_day = by_date.entry((sort, day.to_string()));
                same_day.and_modify(|known| *known = None).or_insert_with(|| Some(id.clone()));
            }
            let others = record.fields.list("other_names").iter().filter_map(|item| item.text());
            let titles = [Some(record.title.clone()), record.short_title.clone()].into_iter().flatten();
            by_name.extend(titles.chain(others).map(|name| (slug(&name), id.clone())));
        }
        LegalTexts { by_number, by_date, by_name }
    }

    /// The record that a citation means: by its number, else its date, else its name.
    pub fn find(&self, cited: &Found) -> Option<Arc<str>> {
        let sort = cited.kind.key().to_owned();
        match (&cited.number, &cited.date, &cited.name) {
            (Some(number), ..) => self.by_number.get(&(sort, number.clone())).cloned(),
            // A number that no record has is another text of that day, so the date counts only without one.
            (None, Some(date), _) => self.by_date.get(&(sort, date.clone())).cloned().flatten(),
            (None, None, Some(name)) => self.by_name.get(&slug(name)).cloned(),
            (None, None, None) => None,
        }
    }
}
