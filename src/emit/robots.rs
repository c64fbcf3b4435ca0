//! `robots.txt`: everything may be read, and where the sitemap is.

use crate::site::Site;

pub fn robots(site: &Site) -> String {
    let mut text = String::from("User-agent: *\nAllow: /\n");
    if let Some(address) = site.canonical("sitemap.xml") {
        text.push_str(&format!("Sitemap: {address}\n"));
    }
    text
}
