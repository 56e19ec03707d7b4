//! `blocking.rs`: the blocking client.

use super::asynchrony::Asynchrony;
use super::clients::{definition, imports, on_default_transport};
use crate::plan::ClientItem;
use crate::render::Item;

/// `blocking.rs`.
pub(super) fn emit(client: &ClientItem) -> Vec<Item> {
    let asynchrony = Asynchrony::blocking();
    let mut items = imports(client);
    items.extend(definition(client, &client.blocking_docs, &asynchrony));
    items.push(on_default_transport(&asynchrony));
    items
}
