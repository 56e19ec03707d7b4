//! Words of calls: labels of URLs and methods, environments, headers, zones.

use super::lists::{lines, split, words};

words! { "calls":
    FORMS SENT URLS METHODS BASES SANDBOX STAGING TEST DEVELOPMENT PRODUCTION INSTANCES ROOTS SERVERS
    DOCUMENTS SITES TIMES HEADERS SECRETS ALWAYS ANSWERS ONCE USUAL SCHEMES KEYED KEYED_LINE FILES
    PROGRAMS OWN OPERATIONS PLACEHOLDERS CREDENTIALS PLACEHOLDER_PARTS CURL_FLAGS CURL_VALUES SECOND_LEVEL
    HOST_STARTS NOT_FIELDS STAND_INS READERS OF_READERS
}

/// Names of zones, in small letters, each with its offset.
pub(crate) fn zones() -> impl Iterator<Item = (&'static str, &'static str)> {
    let zones = lines("calls", "zones").filter_map(|line| line.split_once(" = "));
    zones.flat_map(|(names, offset)| split(names).map(move |name| (name, offset)))
}
