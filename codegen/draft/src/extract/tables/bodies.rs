//! Lines above a table of fields that say what the body is.

use super::context::Context;
use super::titles::identifiers;
use crate::lexicon::tables::{BODY_LIST_ENDS, BODY_LISTS};

/// Whether the line right above says that a body is a list, whose items have the fields: `An array of crew objects.`
pub(super) fn are_items(context: &Context) -> bool {
    let Some(label) = context.label().map(|label| label.value.trim().to_lowercase()) else { return false };
    // It may be about a field that is a list.
    let is_field =
        || identifiers(&label).any(|word| context.key(word).is_some_and(|key| label.starts_with(key)));
    let says = BODY_LISTS.start(&label) || BODY_LIST_ENDS.are_in(&label);
    says && !label.ends_with([':', '：']) && !is_field()
}
