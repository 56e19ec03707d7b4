//! Front-ends: each turns a document into the same [`crate::ast`].

pub(crate) mod extensions;
pub mod files;
pub mod gfm;
mod groups;
pub(crate) mod hashes;
mod known;
pub mod native;
mod openapi;
mod overlay;
pub(crate) mod sample;
mod select;

use crate::source::node::Document;

/// Whether a document is one of OpenAPI or Swagger: it says so, or it has what no spec has and lacks what each spec has.
pub(crate) fn is_openapi(document: &Document) -> bool {
    document.root().is_some_and(|root| {
        let has = |key: &str| root.get(key).is_some();
        let is_like_one = !has("api") && has("info") && (has("paths") || has("components"));
        !has("stubwright") && (has("openapi") || has("swagger") || is_like_one)
    })
}
