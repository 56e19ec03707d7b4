//! Words of calls: labels of URLs and methods, environments, headers, zones.

use super::lists::{Words, lines, words};

pub(crate) static FORMS: Words = Words::of("calls", "forms");
pub(crate) static SENT: Words = Words::of("calls", "sent");
pub(crate) static URLS: Words = Words::of("calls", "urls");
pub(crate) static METHODS: Words = Words::of("calls", "methods");
pub(crate) static BASES: Words = Words::of("calls", "bases");
pub(crate) static SANDBOX: Words = Words::of("calls", "sandbox");
pub(crate) static STAGING: Words = Words::of("calls", "staging");
pub(crate) static TEST: Words = Words::of("calls", "test");
pub(crate) static DEVELOPMENT: Words = Words::of("calls", "development");
pub(crate) static PRODUCTION: Words = Words::of("calls", "production");
pub(crate) static INSTANCES: Words = Words::of("calls", "instances");
pub(crate) static ROOTS: Words = Words::of("calls", "roots");
pub(crate) static SERVERS: Words = Words::of("calls", "servers");
pub(crate) static DOCUMENTS: Words = Words::of("calls", "documents");
pub(crate) static SITES: Words = Words::of("calls", "sites");
pub(crate) static TIMES: Words = Words::of("calls", "times");
pub(crate) static HEADERS: Words = Words::of("calls", "headers");
pub(crate) static SECRETS: Words = Words::of("calls", "secrets");
pub(crate) static ALWAYS: Words = Words::of("calls", "always");
pub(crate) static ANSWERS: Words = Words::of("calls", "answers");
pub(crate) static ONCE: Words = Words::of("calls", "once");
pub(crate) static USUAL: Words = Words::of("calls", "usual");
pub(crate) static SCHEMES: Words = Words::of("calls", "schemes");
pub(crate) static KEYED: Words = Words::of("calls", "keyed");
pub(crate) static KEYED_LINE: Words = Words::of("calls", "keyed line");
pub(crate) static FILES: Words = Words::of("calls", "files");
pub(crate) static PROGRAMS: Words = Words::of("calls", "programs");
pub(crate) static OWN: Words = Words::of("calls", "own");
pub(crate) static PLACEHOLDERS: Words = Words::of("calls", "placeholders");
pub(crate) static CREDENTIALS: Words = Words::of("calls", "credentials");
pub(crate) static PLACEHOLDER_PARTS: Words = Words::of("calls", "placeholder parts");

/// Names of zones, in small letters, each with its offset.
pub(crate) fn zones() -> impl Iterator<Item = (&'static str, &'static str)> {
    let split = |line: &'static str| line.split_once(" = ");
    lines("calls", "zones")
        .filter_map(split)
        .flat_map(|(names, offset)| words(names).map(move |name| (name, offset)))
}
pub(crate) static CURL_FLAGS: Words = Words::of("calls", "curl flags");
pub(crate) static CURL_VALUES: Words = Words::of("calls", "curl values");
pub(crate) static SECOND_LEVEL: Words = Words::of("calls", "second level");
pub(crate) static HOST_STARTS: Words = Words::of("calls", "host starts");
pub(crate) static NOT_FIELDS: Words = Words::of("calls", "not fields");
