//! `client.rs`: servers, the items that endpoints share, operations without a tag, and the asynchronous client.

use super::asynchrony::Asynchrony;
use super::clients::{definition, imports};
use super::file::Part;
use super::{operations, servers};
use crate::plan::ClientItem;

/// `client.rs`.
pub(super) fn parts(client: &ClientItem) -> Vec<Part<'_>> {
    let shared = client.statics.iter().map(|item| {
        Part::item(|out| {
            let head: [&dyn super::flat::Flat; 3] = [&client.shared, &item.ident, &item.ty];
            out.value("$static $: $ =", &head, &item.value, ";");
        })
    });
    let mut parts: Vec<Part<'_>> = imports(client).into();
    parts.extend(servers::part(&client.servers));
    parts.extend(shared);
    parts.extend(client.operations.iter().flat_map(operations::parts));
    parts.extend(definition(client, &client.docs, Asynchrony::Asynchronous));
    parts
}
