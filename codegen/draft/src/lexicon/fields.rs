//! Words of fields: whether one is required, where it is sent.

use super::lists::Words;

pub(crate) static PLACES: Words = Words::of("fields", "places");
pub(crate) static COUNTED_TIMES: Words = Words::of("fields", "counted times");
pub(crate) static ASKS_OPTIONAL: Words = Words::of("fields", "asks optional");
pub(crate) static STARTS_SOMETIMES: Words = Words::of("fields", "starts sometimes");
pub(crate) static STARTS_OPTIONAL: Words = Words::of("fields", "starts optional");
pub(crate) static STARTS_REQUIRED: Words = Words::of("fields", "starts required");
pub(crate) static REQUIRED: Words = Words::of("fields", "required");
pub(crate) static OPTIONAL: Words = Words::of("fields", "optional");
pub(crate) static SOMETIMES: Words = Words::of("fields", "sometimes");
pub(crate) static YES: Words = Words::of("fields", "yes");
pub(crate) static NO: Words = Words::of("fields", "no");
pub(crate) static DEPENDS: Words = Words::of("fields", "depends");
pub(crate) static IN_PATH: Words = Words::of("fields", "in path");
pub(crate) static IN_HEADER: Words = Words::of("fields", "in header");
pub(crate) static IN_QUERY: Words = Words::of("fields", "in query");
pub(crate) static IN_BODY: Words = Words::of("fields", "in body");
