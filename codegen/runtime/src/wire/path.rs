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

/// The length of the path that `text` starts with; 0 when it starts with none.
///
/// Plain keys hold no space and no quote, so the sentences of a JSON parser are not mistaken for paths.
fn path_len(text: &str) -> usize {
    let mut rest = text;
    loop {
        if let Some(inside) = rest.strip_prefix("[\"") {
            let Some(end) = quoted_end(inside) else { return 0 };
            rest = &inside[end..];
        } else if let Some(inside) = rest.strip_prefix('[') {
            let Some(end) = inside.find(']') else { return 0 };
            if end == 0 || !inside[..end].bytes().all(|b| b.is_ascii_digit()) {
                return 0;
            }
            rest = &inside[end + 1..];
        } else {
            let key = rest.strip_prefix('.').unwrap_or(rest);
            let end = key.find(['.', '[', ':']).unwrap_or(key.len());
            if !is_plain(&key[..end]) {
                return 0;
            }
            rest = &key[end..];
        }
        if rest.starts_with(": ") {
            return text.len() - rest.len();
        }
        if !rest.starts_with(['.', '[']) {
            return 0;
        }
    }
}

/// Where a quoted key ends, after its `"]`.
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
    use super::{Segment, prepend};

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
}
