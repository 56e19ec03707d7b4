//! Tags and the text between them.

use std::ops::Range;

use html5gum::Tokenizer;
use html5gum::emitters::default::{DefaultEmitter, StartTag, Token};

/// A part of a page.
pub(super) enum Piece {
    /// Text, its entities not yet resolved.
    Text(Range<usize>),
    Tag(Tag),
}

/// A tag, and what we ask of it.
#[derive(Default)]
pub(super) struct Tag {
    /// Its name in lower case.
    pub(super) name: String,
    pub(super) is_end: bool,
    pub(super) range: Range<usize>,
    /// `href`.
    pub(super) href: Option<String>,
    /// `alt`.
    pub(super) alt: Option<String>,
    /// `rowspan`, when it is a number.
    pub(super) rowspan: Option<usize>,
    /// `colspan`.
    pub(super) colspan: Option<usize>,
    pub(super) is_hidden: bool,
    /// Whether it holds the numbers of lines.
    pub(super) is_gutter: bool,
    /// Whether its style keeps line breaks.
    pub(super) is_preformatted: bool,
    /// Whether its style strikes its text.
    pub(super) is_struck: bool,
}

impl Tag {
    /// Whether such an element has no content.
    pub(super) fn is_void(&self) -> bool {
        matches!(
            self.name.as_str(),
            "area"
                | "base"
                | "br"
                | "col"
                | "embed"
                | "hr"
                | "img"
                | "input"
                | "link"
                | "meta"
                | "source"
                | "track"
                | "wbr"
        )
    }
}

pub(super) fn read(page: &str, range: Range<usize>) -> Vec<Piece> {
    let text = page.get(range.clone()).unwrap_or_default();
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut pieces = Vec::new();
    // Text is what lies between the other tokens.
    let mut done = range.start;
    for token in Tokenizer::new_with_emitter(text, emitter) {
        let Ok(token) = token;
        let (span, tag) = match token {
            Token::StartTag(tag) => (tag.span, Some(start_tag(&tag))),
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                (tag.span, Some(Tag { name, is_end: true, ..Tag::default() }))
            }
            Token::Comment(comment) => (comment.span, None),
            Token::Doctype(doctype) => (doctype.span, None),
            Token::String(_) | Token::Error(_) => continue,
        };
        let start = range.start + span.start;
        let end = (range.start + span.end).min(range.end);
        if start > done {
            pieces.push(Piece::Text(done..start));
        }
        done = end.max(done);
        pieces.extend(tag.map(|tag| Piece::Tag(Tag { range: start..end, ..tag })));
    }
    if done < range.end {
        pieces.push(Piece::Text(done..range.end));
    }
    pieces
}

fn start_tag(tag: &StartTag<usize>) -> Tag {
    let get = |name: &[u8]| tag.attributes.get(name).map(|value| String::from_utf8_lossy(value).into_owned());
    let number = |name: &[u8]| get(name).and_then(|value| value.trim().parse().ok());
    let style = get(b"style").unwrap_or_default().to_ascii_lowercase();
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    let class = get(b"class").unwrap_or_default().to_ascii_lowercase();
    let is_gutter = class.split_whitespace().any(|class| GUTTERS.contains(&class));
    Tag {
        name: String::from_utf8_lossy(&tag.name).into_owned(),
        href: get(b"href").filter(|href| !href.is_empty()),
        alt: get(b"alt"),
        rowspan: number(b"rowspan"),
        colspan: number(b"colspan"),
        is_hidden: tag.attributes.contains_key(b"hidden".as_slice()) || style.contains("display:none"),
        is_gutter: is_gutter || style.contains("user-select:none"),
        is_preformatted: style.contains("white-space:pre"),
        is_struck: style.contains("line-through"),
        ..Tag::default()
    }
}

/// Classes by which highlighters set the numbers of lines apart.
const GUTTERS: &[&str] = &[
    "gutter",
    "line-number",
    "line-numbers-rows",
    "linenumber",
    "linenumbers",
    "lineno",
    "linenos",
    "linenodiv",
    "ln-num",
    "hljs-ln-numbers",
    "hljs-ln-line-numbers",
    "rouge-gutter",
    "blob-num",
    "line-num",
    "code-line-number",
];
