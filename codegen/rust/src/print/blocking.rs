//! `blocking.rs`: the blocking client.

use super::asynchrony::Asynchrony;
use super::clients::{definition, imports};
use super::file::Part;
use crate::plan::ClientItem;

/// `blocking.rs`.
pub(super) fn parts(client: &ClientItem) -> Vec<Part<'_>> {
    let definition = definition(client, &client.blocking_docs, Asynchrony::Blocking);
    imports(client).into_iter().chain(definition).collect()
}
