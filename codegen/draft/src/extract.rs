//! Blocks → what is on the pages: tables of errors and of fields first, then headings, samples and calls.

mod callbacks;
mod calls;
mod headings;
mod program;
mod samples;
mod tables;

use super::found::{Found, PageStart, Place};
use super::page::{Block, Page};
use stubwright_spec::diag::{Code, Diagnostic, Diagnostics};

pub(super) fn extract(pages: &[Page], diags: &mut Diagnostics) -> Found {
    let mut blocks: Vec<&Block> = Vec::new();
    let mut found = Found::default();
    for page in pages {
        if !blocks.is_empty() {
            blocks.push(&Block::PageEnd);
        }
        found.pages.push(PageStart { place: Place(blocks.len()), title: None, is_copied: page.is_copied });
        blocks.extend(page.all());
        found.links.extend(page.links.iter().cloned());
    }
    let used = tables::extract(&blocks, &mut found, diags);
    headings::extract(&blocks, &used.blocks, &mut found);
    let described = samples::extract(&blocks, &mut found, diags);
    samples::repeat(&mut found);
    calls::extract(&blocks, &used, described, &mut found, diags);
    callbacks::leave_out(&blocks, &mut found, diags);
    tables::spaces::part(&blocks, &mut found, diags);
    let is_empty = found.tables.is_empty()
        && found.calls.is_empty()
        && found.samples.is_empty()
        && found.fields.is_empty();
    if is_empty {
        let message = match pages {
            [_] => "there is nothing on the page to draft from",
            _ => "there is nothing on the pages to draft from",
        };
        let this = Diagnostic::without_place(Code::NothingToDraft, message);
        let this = this.note("looked for: an error table, samples in JSON, calls (curl, an HTTP request, a method with a URL), tables of fields");
        diags.push(this.help(
            "a page that builds itself in the browser is empty when it is saved: copy its text into a file",
        ));
    }
    found
}
