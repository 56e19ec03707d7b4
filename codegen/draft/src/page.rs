//! Pages as blocks: what Markdown, reStructuredText, HTML and copied text have in common. Every character knows where it stood.

mod block;
mod forms;
mod grid;
mod html;
mod lines;
mod looks;
mod markdown;
mod plain;
mod regions;
mod rst;
pub(super) mod text;

#[cfg(test)]
mod tests;

pub(super) use block::{Block, Cell, Link, Page, Row, Table};
pub(super) use regions::begins_sample;
pub(super) use text::Text;

use looks::Form;

use super::input::Input;
use stubwright_spec::source::{SourceFile, SourceMap};

/// Reads a page. Bytes that are not UTF-8 become U+FFFD.
pub(super) fn read(input: &Input<'_>, sources: &mut SourceMap) -> Page {
    let text = String::from_utf8_lossy(input.bytes).into_owned();
    let file = sources.add(input.name, text);
    let page = sources.get(file).map(SourceFile::text).unwrap_or_default();
    let form = Form::of(input.name, page);
    let (blocks, links) = match form {
        Form::Markdown => markdown::read(file, page),
        Form::Html => (html::read(file, page, 0..page.len()), Vec::new()),
        Form::Rst => rst::read(file, page),
        Form::Plain => (plain::read(file, page), Vec::new()),
    };
    let blocks = forms::unfold(blocks);
    Page { blocks, links, is_copied: form == Form::Plain }
}
