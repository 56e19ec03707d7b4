//! Words of tables and of the headings above them.

use super::lists::Words;

pub(crate) static FILLERS: Words = Words::of("tables", "fillers");
pub(crate) static WIDE_MESSAGES: Words = Words::of("tables", "wide messages");
pub(crate) static LATIN_MESSAGES: Words = Words::of("tables", "latin messages");
pub(crate) static SENT_MESSAGES: Words = Words::of("tables", "sent messages");
pub(crate) static OTHER_CODES: Words = Words::of("tables", "other codes");
pub(crate) static CODE_BOUNDS: Words = Words::of("tables", "code bounds");
pub(crate) static RESPONSES: Words = Words::of("tables", "responses");
pub(crate) static NOT_ERRORS: Words = Words::of("tables", "not errors");
pub(crate) static VALUE_TITLES: Words = Words::of("tables", "value titles");
pub(crate) static GENERIC: Words = Words::of("tables", "generic");
pub(crate) static SUCCESS_MARKS: Words = Words::of("tables", "success marks");
pub(crate) static ERROR_TITLES: Words = Words::of("tables", "error titles");
pub(crate) static ERROR_HEADS: Words = Words::of("tables", "error heads");
pub(crate) static VERSION_HEADS: Words = Words::of("tables", "version heads");
pub(crate) static PROFILE: Words = Words::of("tables", "profile");
pub(crate) static CODE_RANGES: Words = Words::of("tables", "code ranges");
