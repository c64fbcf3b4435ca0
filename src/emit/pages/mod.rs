//! The pages of the site.

use crate::diagnostics::Finding;
use crate::site::{Route, Site};

pub fn render(_: &Site, _: &Route) -> Result<String, Finding> {
    Ok(String::new())
}
