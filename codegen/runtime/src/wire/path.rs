//! Paths in error texts: each level puts its own segment in front of the text of the level below.

use std::fmt::{Display, Write as _};

use serde_core::de::Error;

/// One step from a container to the value in it.
#[derive(Clone, Copy)]
pub(crate) enum Segment<'a> {
    /// A member of an object.
    Key(&'a str),
    /// An element of a list.
    Index(usize),
}

/// Puts `segment` in front of an error that happened below it.
#[cold]
pub(crate) fn under<E: Error>(segment: Segment<'_>, error: impl Display) -> E {
    E::custom(prepend(segment, &error.to_string()))
}

/// `seqNo` + `expected …` is `seqNo: expected …`; `signers` + `[2].seqNo: …` is `signers[2].seqNo: …`.
pub(crate) fn prepend(segment: Segment<'_>, text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 24);
    let written = match segment {
        Segment::Index(index) => write!(out, "[{index}]"),
        Segment::Key(key) if is_plain(key) => write!(out, "{key}"),
        Segment::Key(key) => write!(out, "[{key:?}]"),
    };
    debug_assert!(written.is_ok(), "writing to a String does not fail");
    if path_len(text) == 0 {
        out.push_str(": ");
    } else if !text.starts_with('[') {
        out.push('.');
    }
    out.push_str(text);
    out
}

/// A key that needs no quotes in a path.
fn is_plain(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '$' | '@'))
}

/// The number of segments of the path at the start of `text`; 0 if there is none.
pub(crate) fn depth(text: &str) -> usize {
    path(text).1
}

/// The length of the path at the start of `text`; 0 if there is none.
fn path_len(text: &str) -> usize {
    path(text).0
}

/// Length and segments of the path that `text` starts with.
///
/// Plain keys hold no space and no quote, so the sentences of a JSON parser are not mistaken for paths.
fn path(text: &str) -> (usize, usize) {
    let mut rest = text;
    for segments in 1.. {
        let Some(after) = after_segment(rest) else { break };
        rest = after;
        if rest.starts_with(": ") {
            return (text.len() - rest.len(), segments);
        }
        if !rest.starts_with(['.', '[']) {
            break;
        }
    }
    (0, 0)
}

/// The rest after the first segment of `text`, including a dot before it.
fn after_segment(text: &str) -> Option<&str> {
    if let Some(inside) = text.strip_prefix("[\"") {
        return inside.get(quoted_end(inside)?..);
    }
    if let Some(inside) = text.strip_prefix('[') {
        let (index, rest) = inside.split_once(']')?;
        return (!index.is_empty() && index.bytes().all(|b| b.is_ascii_digit())).then_some(rest);
    }
    let key = text.strip_prefix('.').unwrap_or(text);
    let (key, rest) = key.split_at(key.find(['.', '[', ':']).unwrap_or(key.len()));
    is_plain(key).then_some(rest)
}

/// The end of a quoted key, after its `"]`.
fn quoted_end(inside: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in inside.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return inside[at + 1..].starts_with(']').then_some(at + 2),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Segment, depth, prepend};

    #[test]
    fn segments_join_into_one_path() {
        let cases = [
            (
                Segment::Key("seqNo"),
                "expected an integer, found null",
                "seqNo: expected an integer, found null",
            ),
            (Segment::Index(2), "seqNo: bad", "[2].seqNo: bad"),
            (Segment::Key("signers"), "[2].seqNo: bad", "signers[2].seqNo: bad"),
            (Segment::Key("a"), "b.c: bad", "a.b.c: bad"),
            (Segment::Key(" signersInfos"), "[0]: bad", "[\" signersInfos\"][0]: bad"),
            (Segment::Key("x"), "[\" a\\\"]: b\"].c: bad", "x[\" a\\\"]: b\"].c: bad"),
            (Segment::Key("签署"), "bad", "签署: bad"),
            (Segment::Key("k"), "invalid type: null, expected x", "k: invalid type: null, expected x"),
            (Segment::Key("k"), "[1", "k: [1"),
            (Segment::Key("k"), "", "k: "),
            (Segment::Key(""), "bad", "[\"\"]: bad"),
            (
                Segment::Key("k"),
                "control character (\\u0000) found: x",
                "k: control character (\\u0000) found: x",
            ),
        ];
        for (segment, text, want) in cases {
            assert_eq!(prepend(segment, text), want);
        }
    }
    #[test]
    fn depths_count_segments() {
        for (text, want) in [
            ("expected a list, found null", 0),
            ("a: bad", 1),
            ("a.b[2][\"c.d\"].e: bad", 5),
            ("[0]: bad", 1),
            ("key must be a string at line 1", 0),
        ] {
            assert_eq!(depth(text), want, "{text}");
        }
    }
}
