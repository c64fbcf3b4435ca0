//! What stands around the text of many pages alike, drawn once for all pages of one depth and one part of the site.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;

use crate::diagnostics::Finding;
use crate::site::{Shared, Theme};

use super::frame::Frame;

/// The templates of those parts, and the names that the templates of pages know them by.
const PARTS: [(&str, &str); 2] = [("navigation", "navigation.html"), ("search_dialog", "search-dialog.html")];

/// Where a page is, as far as its menus tell.
#[derive(Clone, PartialEq, Eq, Hash, Serialize)]
struct Whereabouts {
    root: String,
    section: String,
    is_section: bool,
}

/// What every page is drawn with, and what those of one place are.
pub(super) struct Around {
    all: Shared,
    drawn: Mutex<HashMap<Whereabouts, Arc<Shared>>>,
}

#[derive(Serialize)]
struct View<'a> {
    page: &'a Whereabouts,
}

impl Around {
    pub fn new(all: Shared) -> Around {
        Around { all, drawn: Mutex::default() }
    }

    /// What a page in that frame is drawn with. The finding is a part that cannot be drawn.
    pub fn of(&self, frame: &Frame, theme: &Theme) -> Result<Arc<Shared>, Box<Finding>> {
        let at = Whereabouts { root: frame.root.clone(), section: frame.section.clone(), is_section: frame.is_section };
        let drawn = || self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = drawn().get(&at) {
            return Ok(known.clone());
        }
        let mut shared = self.all.clone();
        for (name, template) in PARTS {
            let part = theme.render(template, &View { page: &at }, &self.all, None)?;
            shared = shared.with(name, &String::from_utf8_lossy(&part).trim());
        }
        Ok(drawn().entry(at).or_insert_with(|| Arc::new(shared)).clone())
    }
}
