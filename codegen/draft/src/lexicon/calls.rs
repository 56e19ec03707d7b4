//! Words of calls: labels of URLs and methods, environments, headers, zones.

use std::sync::LazyLock;

use super::lists::{Pairs, Sought, is_own, lines, split, words};

/// The methods of HTTP that calls have (RFC 9110 section 9.3, RFC 5789), as they are written.
pub(crate) const HTTP_METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/// The method that a text begins with, in capitals as it should be.
pub(crate) fn method(text: &str) -> Option<&'static str> {
    HTTP_METHODS.into_iter().find(|method| {
        text.strip_prefix(method)
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
    })
}

words! { "calls":
    FORMS SENT URLS METHODS BASES SANDBOX STAGING TEST DEVELOPMENT PRODUCTION INSTANCES ROOTS SERVERS
    DOCUMENTS MEDIA_FILES SITES TIMES HEADERS SECRETS ALWAYS ANSWERS ONCE USUAL SCHEMES KEYED KEYED_LINE FILES
    PROGRAMS OWN OPERATIONS PLACEHOLDERS CREDENTIALS PLACEHOLDER_PARTS CURL_FLAGS CURL_VALUES SECOND_LEVEL
    HOST_STARTS NOT_FIELDS STAND_INS READERS OF_READERS CALLERS CONVERTERS METHOD_WORDS
    BETWEEN_METHODS QUALIFIERS CALLERS_ENDS HTTPIE_NAMES HTTPIE_VALUES ADDRESSES REQUEST_PARTS
}

/// The first of the zones that a text, in small letters, names: where, the name and its offset.
pub(crate) fn zone_in(text: &str) -> Option<(usize, &'static str, &'static str)> {
    let pairs = Pairs::of(text);
    let at = |word: &str| text.find(word).filter(|at| is_own(text, *at, word));
    ZONES
        .iter()
        .filter(|(zone, _)| zone.may_be_in(pairs))
        .find_map(|(zone, offset)| Some((at(zone.word)?, zone.word, *offset)))
}

/// The names of zones, in small letters, each with its offset.
static ZONES: LazyLock<Vec<(Sought, &str)>> = LazyLock::new(|| {
    let zones = lines("calls", "zones").filter_map(|line| line.split_once(" = "));
    zones.flat_map(|(names, offset)| split(names).map(move |name| (Sought::of(name), offset))).collect()
});
