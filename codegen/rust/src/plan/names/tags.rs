//! Tags: the modules of their operations, and the features of the crate that turn these on.

use std::collections::{BTreeMap, BTreeSet};

use super::ident::{Name, ident};
use stubwright_spec::model::Api;

/// The names of a tag in Rust.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagName {
    /// The module, which is also a file.
    pub module: Name,
    /// The feature of the crate.
    pub feature: String,
}

/// Features that a crate around a client has for other things, most of them of the runtime.
pub const CRATE_FEATURES: &[&str] = &[
    "default",
    ALL_TAGS,
    "blocking",
    "chrono",
    "gzip",
    "hyper",
    "jiff",
    "js",
    "native-tls",
    "regex",
    "reqwest",
    "rustls",
    "testing",
    "time",
    "tracing",
    "ureq",
];

/// The feature that turns on those of all tags.
pub const ALL_TAGS: &str = "full";

/// Names the tags of an API, in the order of their first endpoints. The tags of a document give way where a name is taken.
pub(super) fn tags(api: &Api) -> BTreeMap<String, TagName> {
    let (mut modules, mut features) = (BTreeSet::new(), BTreeSet::new());
    let mut names = BTreeMap::new();
    for tag in api.endpoints.iter().filter_map(|endpoint| endpoint.tag.as_ref()) {
        if names.contains_key(tag.as_str()) {
            continue;
        }
        let is_file = !api.derived || (is_tag(tag.as_str()) && !is_taken(tag.as_str()));
        let module = free(if is_file { tag.value.clone() } else { tag_like(tag.as_str()) }, &mut modules);
        let is_other = CRATE_FEATURES.contains(&module.as_str());
        let feature = free(if is_other { calls(&module) } else { module.clone() }, &mut features);
        names.insert(tag.value.clone(), TagName { module: ident(&module), feature });
    }
    names
}

/// The name for calls, where another thing has that of the tag.
fn calls(tag: &str) -> String {
    format!("{tag}_calls")
}

/// The name, or the first one after it that is free.
fn free(name: String, taken: &mut BTreeSet<String>) -> String {
    let numbered = (2..).map(|number: u32| format!("{name}_{number}"));
    let found = std::iter::once(name.clone()).chain(numbered).find(|name| taken.insert(name.clone()));
    found.unwrap_or(name)
}

/// Names that a file of a tag cannot have: other files and names of the module, and what Windows keeps for devices.
const TAKEN: &[&str] = &[
    "mod",
    "client",
    "blocking",
    "errors",
    "types",
    "preflight",
    "tests",
    "servers",
    "runtime",
    "self",
    "super",
    "crate",
    "con",
    "prn",
    "aux",
    "nul",
];

/// The longest tag; it is a file name.
const LONGEST_TAG: usize = 40;

/// Words in lower case with one `_` between them: the names that rustc wants for modules, and that every system accepts
/// for files.
pub(crate) fn is_tag(text: &str) -> bool {
    let is_word = |word: &str| {
        !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.split('_').all(is_word)
        && text.len() <= LONGEST_TAG
}

/// Whether the name belongs to another file, to the language, or to a device of Windows.
pub(crate) fn is_taken(text: &str) -> bool {
    let is_device = text.len() == 4
        && ["com", "lpt"].iter().any(|device| text.starts_with(device))
        && text.ends_with(|c: char| c.is_ascii_digit());
    is_device || TAKEN.contains(&text)
}

/// The tag closest to a text.
pub(crate) fn tag_like(text: &str) -> String {
    let lower: String =
        text.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' }).collect();
    let lower = lower.trim_start_matches(|c: char| c == '_' || c.is_ascii_digit());
    let words: Vec<&str> = lower.split('_').filter(|word| !word.is_empty()).collect();
    let short: String = words.join("_").chars().take(LONGEST_TAG).collect();
    match short.trim_end_matches('_') {
        "" => String::from("contracts"),
        short if is_taken(short) => calls(short),
        short => short.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_TAG, is_tag, is_taken, tag_like};

    #[test]
    fn tags_that_are_advised_are_taken() {
        for (text, wanted) in [
            ("CON", "con_calls"),
            ("lpt1", "lpt1_calls"),
            ("a__b", "a_b"),
            ("_a", "a"),
            ("a_", "a"),
            ("A_b", "a_b"),
            ("1-2 x", "x"),
            ("签署", "contracts"),
            ("Mod!", "mod_calls"),
            ("self", "self_calls"),
        ] {
            assert_eq!(tag_like(text), wanted);
        }
        for text in ["x", "_".repeat(50).as_str(), &"a_".repeat(50), &"a".repeat(80), "nul_", "__client__"] {
            let tag = tag_like(text);
            assert!(is_tag(&tag) && !is_taken(&tag) && tag.len() <= LONGEST_TAG, "{tag}");
        }
    }
}
