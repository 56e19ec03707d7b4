//! A page as it is handed in.

/// The input of drafting, in the order in which the pages are to be read.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The path as diagnostics and comments show it. Its ending says what the page is: `.md` and `.markdown` Markdown,
    /// `.rst` and `.rest` reStructuredText, `.html`, `.htm` and `.xhtml` HTML, everything else text as a browser copies it.
    pub name: &'a str,
    /// The bytes. What is not UTF-8 is read as the replacement character.
    pub bytes: &'a [u8],
}
