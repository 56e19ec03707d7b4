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

/// Whether a document is one of OpenAPI or Swagger.
pub(crate) fn is_openapi(document: &Document) -> bool {
    document.root().is_some_and(|root| {
        root.get("stubwright").is_none() && (root.get("openapi").is_some() || root.get("swagger").is_some())
    })
}
