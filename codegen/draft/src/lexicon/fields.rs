//! Words of fields: whether one is required, where it is sent.

use super::lists::words;

words! { "fields":
    PLACES COUNTED_TIMES ASKS_OPTIONAL STARTS_SOMETIMES STARTS_OPTIONAL STARTS_REQUIRED REQUIRED
    OPTIONAL SOMETIMES YES NO DEPENDS IN_PATH IN_HEADER IN_QUERY IN_BODY
}
