//! The names that a document has for what a spec has under another one.

use std::collections::BTreeMap;

use crate::ast::Api;

/// The names in a document, in addition to those of the `ast` that was made of it.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Operation IDs: the endpoints, the first one for what the operation usually answers.
    pub(super) operations: BTreeMap<String, Vec<String>>,
    /// Tags as they are written: the endpoints.
    pub(super) tags: BTreeMap<String, Vec<String>>,
    /// Components: the types.
    pub(super) components: BTreeMap<String, String>,
    /// The number of schemas among the components, and of those that no operation uses.
    pub(super) schemas: Option<(usize, usize)>,
}

impl Known {
    /// The endpoints that a word means: a name of the spec, or one of the document.
    pub(super) fn named<'a>(&'a self, api: &'a Api, word: &'a str) -> Vec<&'a str> {
        if api.endpoints.iter().any(|endpoint| endpoint.name == word) {
            return vec![word];
        }
        self.operations.get(word).into_iter().flatten().map(String::as_str).collect()
    }

    /// The type that a word means, likewise.
    pub(super) fn ty<'a>(&'a self, api: &'a Api, word: &'a str) -> Option<&'a str> {
        let is_name = api.types.iter().any(|def| def.name == word);
        if is_name { Some(word) } else { self.components.get(word).map(String::as_str) }
    }

    /// The endpoints with a tag, as the spec or the document has it.
    pub(super) fn tagged<'a>(&'a self, api: &'a Api, tag: &str) -> impl Iterator<Item = &'a str> {
        let own = api.endpoints.iter().filter(|endpoint| endpoint.tag.as_ref().is_some_and(|own| own == tag));
        let written = self.tags.get(tag).into_iter().flatten().map(String::as_str);
        own.map(|endpoint| endpoint.name.as_str()).chain(written).collect::<Vec<_>>().into_iter()
    }
}
