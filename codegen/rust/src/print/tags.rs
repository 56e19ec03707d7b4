//! The file of a tag: its operations and their methods.

use super::asynchrony::Asynchrony;
use super::clients::methods;
use super::file::Part;
use super::flat::Joined;
use super::operations;
use super::words;
use crate::plan::TagItem;

/// `<tag>.rs`.
pub(super) fn parts(tag: &TagItem) -> Vec<Part<'_>> {
    let mut parts = vec![
        words::runtime(),
        Part::item(|out| {
            if tag.uses.is_empty() {
                out.code("use super::client::Client;", &[]);
            } else {
                out.code("use super::client::{$};", &[&Joined(&tag.uses, ", ")]);
            }
            out.code("use super::errors::ErrorCode;", &[]);
            out.code("use super::types;", &[]);
        }),
    ];
    parts.extend(tag.operations.iter().flat_map(operations::parts));
    parts.extend(Part::within("impl Client {", methods(&tag.operations, Asynchrony::Asynchronous)));
    let mut blocking = vec![Part::line("use super::errors::Error;")];
    blocking.extend(Part::within(
        "impl super::blocking::Client {",
        methods(&tag.operations, Asynchrony::Blocking),
    ));
    parts.extend(Part::within("rt::with_blocking! {", blocking));
    parts
}
