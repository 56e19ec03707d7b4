//! Tags, which become modules and their files.

use stubwright_spec::diag::{Applicability, Code, Diagnostic, Diagnostics, shorten};
use stubwright_spec::model::Api;
use stubwright_spec::source::Spanned;

/// Checks the tag of every endpoint.
pub(super) fn check(api: &Api, diags: &mut Diagnostics) {
    for tag in api.endpoints.iter().filter_map(|endpoint| endpoint.tag.as_ref()) {
        check_tag(tag, diags);
    }
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

/// A tag is the name of a file and of a module on every system.
fn check_tag(tag: &Spanned<String>, diags: &mut Diagnostics) {
    let text = tag.as_str();
    if is_tag(text) && !is_taken(text) {
        return;
    }
    let better = tag_like(text);
    let found = |message: String| Diagnostic::new(Code::BadTag, tag.span, message);
    let found = if is_tag(text) {
        found(format!("the tag `{text}` cannot be used as a file name, because the name is reserved"))
            .help(format!("write `tag: {better}`"))
    } else {
        found(format!("the tag `{}` is not a valid file and module name", shorten(text))).help(format!(
            "use lower-case letters and digits, with `_` between words, such as `tag: {better}`"
        ))
    };
    diags.push(found.fix(tag.span, better, Applicability::Guess));
}

/// Words in lower case with one `_` between them: what rustc wants of a module, and every system of a file.
fn is_tag(text: &str) -> bool {
    let is_word = |word: &str| {
        !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.split('_').all(is_word)
        && text.len() <= LONGEST_TAG
}

/// Whether the name belongs to another file, to the language, or to a device of Windows.
fn is_taken(text: &str) -> bool {
    let is_device = text.len() == 4
        && ["com", "lpt"].iter().any(|device| text.starts_with(device))
        && text.ends_with(|c: char| c.is_ascii_digit());
    is_device || TAKEN.contains(&text)
}

/// The tag closest to a text.
fn tag_like(text: &str) -> String {
    let lower: String =
        text.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' }).collect();
    let lower = lower.trim_start_matches(|c: char| c == '_' || c.is_ascii_digit());
    let words: Vec<&str> = lower.split('_').filter(|word| !word.is_empty()).collect();
    let short: String = words.join("_").chars().take(LONGEST_TAG).collect();
    match short.trim_end_matches('_') {
        "" => String::from("contracts"),
        short if is_taken(short) => format!("{short}_calls"),
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
