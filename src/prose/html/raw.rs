//! Raw HTML, cleaned: what a corpus may allow its writers, without what could run or ask another site for anything.

use std::borrow::Cow;
use std::sync::LazyLock;

use ammonia::Builder;

use crate::prose::address::is_elsewhere;
use crate::prose::is_safe;

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::default();
    builder
        .link_rel(None)
        .url_schemes(["http", "https", "mailto", "tel"].into())
        .add_generic_attributes(["class", "id", "role", "aria-label", "aria-description", "data-entry"])
        .add_tag_attributes("a", ["rel"])
        .add_tag_attributes("img", ["loading"])
        .attribute_filter(|_element, attribute, value| match attribute {
            "src" if is_elsewhere(value) => None,
            "src" | "href" | "cite" if !is_safe(value) => None,
            _ => Some(Cow::Borrowed(value)),
        });
    builder
});

/// The HTML without scripts, styles, frames, forms, unsafe addresses and images of other sites; well formed.
pub(super) fn cleaned(html: &str) -> String {
    CLEANER.clean(html).to_string()
}
