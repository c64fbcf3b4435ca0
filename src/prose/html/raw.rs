//! Raw HTML, cleaned: what a corpus may allow its writers, without what could run or ask another site for anything.

use std::borrow::Cow;
use std::sync::LazyLock;

use ammonia::Builder;

use crate::prose::address::is_elsewhere;
use crate::prose::{has_scheme, is_safe};

/// For what stands in its own place.
static IN_PLACE: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = builder(|attribute, value| match attribute {
        "src" => !is_elsewhere(value) && is_safe(value),
        _ => is_safe(value),
    });
    builder.add_generic_attributes(["id"]);
    builder
});

/// For what is shown on another page than its own.
static APART: LazyLock<Builder<'static>> =
    LazyLock::new(|| builder(|attribute, value| attribute != "src" && is_safe(value) && has_scheme(value)));

/// `may_lead` says of an attribute that holds an address whether it may hold that one.
fn builder(may_lead: fn(&str, &str) -> bool) -> Builder<'static> {
    let mut builder = Builder::default();
    builder
        .link_rel(None)
        .url_schemes(["http", "https", "mailto", "tel"].into())
        .add_generic_attributes(["class", "role", "aria-label", "aria-description", "data-entry"])
        .add_tag_attributes("a", ["rel"])
        .add_tag_attributes("img", ["loading"])
        .attribute_filter(move |_element, attribute, value| match attribute {
            "src" | "href" | "cite" if !may_lead(attribute, value) => None,
            _ => Some(Cow::Borrowed(value)),
        });
    builder
}

/// The HTML without scripts, styles, frames, forms, unsafe addresses and images of other sites; well formed.
pub(super) fn cleaned(html: &str) -> String {
    IN_PLACE.clean(html).to_string()
}

/// The same without ids, which the page may have already, and without pictures and links that lead to a place beside the
/// page that it stands on.
pub(super) fn cleaned_apart(html: &str) -> String {
    APART.clean(html).to_string()
}
