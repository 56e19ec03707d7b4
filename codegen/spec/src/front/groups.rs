//! Groups for the operations of a document whose tags don't divide it.

use std::collections::BTreeMap;

use super::openapi::tag_name;
use crate::ast::Api;
use crate::source::Spanned;

/// Fewer groups than this are not worth being told apart.
const FEWEST: usize = 3;
/// A group with more operations than this is most of the document.
const LARGEST_PERCENT: usize = 60;

/// Gives the operations of a document the tags by which they are divided: those that they have, if they divide it, or else one for
/// the first segment of each path, if these do.
pub(super) fn divide(api: &mut Api) {
    let own = api.endpoints.iter().map(|endpoint| endpoint.tag.as_ref().map(|tag| tag.value.clone()));
    if divides(&own.collect::<Vec<_>>()) {
        return;
    }
    let paths: Vec<&str> = api.endpoints.iter().map(|endpoint| endpoint.path.as_str()).collect();
    let groups = by_path(&paths);
    if divides(&groups) {
        for (endpoint, group) in api.endpoints.iter_mut().zip(groups) {
            endpoint.tag = group.map(|group| Spanned::new(group, endpoint.path.span));
        }
    }
}

/// Whether groups are several, and none of them is nearly everything.
fn divides(groups: &[Option<String>]) -> bool {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for group in groups.iter().flatten() {
        *counts.entry(group).or_default() += 1;
    }
    let largest = counts.values().max().copied().unwrap_or_default();
    counts.len() >= FEWEST && largest * 100 <= groups.len() * LARGEST_PERCENT
}

/// The first segment of each path that says what the operation is about. A common beginning of all paths says nothing,
/// and neither does a version or a parameter.
fn by_path(paths: &[&str]) -> Vec<Option<String>> {
    let segments: Vec<Vec<&str>> =
        paths.iter().map(|path| path.split('/').filter(|segment| !segment.is_empty()).collect()).collect();
    let is_common = |at: &usize| {
        let first = segments.first().and_then(|segments| segments.get(*at));
        first.is_some() && segments.iter().all(|segments| segments.get(*at) == first)
    };
    let common = (0..).take_while(is_common).count();
    let says = |segment: &&&str| !is_version(segment) && !segment.contains('{');
    segments
        .iter()
        .map(|segments| segments.iter().skip(common).find(says).and_then(|segment| tag_name(segment)))
        .collect()
}

/// `v1`, `2.0`, `v1beta2`, `2024-05-01`
fn is_version(segment: &str) -> bool {
    let number = segment.strip_prefix('v').unwrap_or(segment);
    let number = ["alpha", "beta", "rc"].iter().fold(number.to_owned(), |text, word| text.replace(word, "."));
    number.starts_with(|c: char| c.is_ascii_digit())
        && number.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '_'))
}

#[cfg(test)]
mod tests {
    use super::{by_path, divides, is_version};

    fn groups(paths: &[&str]) -> Vec<String> {
        by_path(paths).into_iter().map(Option::unwrap_or_default).collect()
    }

    #[test]
    fn paths_are_grouped_by_what_they_are_about() {
        assert_eq!(groups(&["/v1/users/{id}", "/2.0/files", "/{team}/users"]), ["users", "files", "users"]);
        assert_eq!(groups(&["/api/v2/users", "/api/v2/stage-instances"]), ["users", "stage_instances"]);
        assert_eq!(groups(&["/api/users", "/api/"]), ["users", ""]);
        assert_eq!(groups(&["/getMe", "/sendMessage", "/{id}"]), ["get_me", "send_message", ""]);
    }

    #[test]
    fn versions_are_numbers() {
        for segment in ["v1", "v10", "2.0", "v1beta2", "2024-05-01", "v2.1"] {
            assert!(is_version(segment), "{segment}");
        }
        for segment in ["v", "video", "vat", "users", "2fa", ""] {
            assert!(!is_version(segment), "{segment}");
        }
    }

    #[test]
    fn groups_are_several_and_none_is_most_of_it() {
        let groups = |text: &str| {
            let named = |word: &str| (word != "-").then(|| word.to_owned());
            divides(&text.split(' ').map(named).collect::<Vec<_>>())
        };
        assert!(groups("a b c a a"));
        assert!(!groups("a b b a"));
        assert!(!groups("a a a a b c"));
        assert!(groups("a a a b c - -"));
    }
}
