//! Paths in error texts: `signers[2].seqNo`.

use std::fmt;

/// One step from a container to the value in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Segment {
    /// A member of an object.
    Key(Box<str>),
    /// An element of a list.
    Index(usize),
}

/// The way from the outermost value to the one that does not fit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Path {
    /// From the inside out, in the order in which an error leaves the containers.
    segments: Vec<Segment>,
}

impl Path {
    /// Adds the container around what the path leads through so far.
    pub(crate) fn enter(&mut self, segment: Segment) {
        self.segments.push(segment);
    }

    /// Forgets where the value is.
    pub(crate) fn clear(&mut self) {
        self.segments.clear();
    }

    pub(crate) fn len(&self) -> usize {
        self.segments.len()
    }
}

/// With `: ` at the end, unless the path is empty.
impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, segment) in self.segments.iter().rev().enumerate() {
            match segment {
                Segment::Index(index) => write!(f, "[{index}]")?,
                Segment::Key(key) if !is_plain(key) => write!(f, "[{key:?}]")?,
                Segment::Key(key) if at == 0 => f.write_str(key)?,
                Segment::Key(key) => write!(f, ".{key}")?,
            }
        }
        if self.segments.is_empty() { Ok(()) } else { f.write_str(": ") }
    }
}

/// A key that needs no quotes in a path.
fn is_plain(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '$' | '@'))
}

#[cfg(test)]
mod tests {
    use super::{Path, Segment};

    #[test]
    fn segments_join_into_one_path() {
        let key = |text: &str| Segment::Key(text.into());
        for (segments, want) in [
            (vec![], ""),
            (vec![key("seqNo")], "seqNo: "),
            (vec![key("seqNo"), Segment::Index(2), key("signers")], "signers[2].seqNo: "),
            (vec![Segment::Index(0), key(" signersInfos")], "[\" signersInfos\"][0]: "),
            (vec![key("c"), key(" a\"]: b"), key("x")], "x[\" a\\\"]: b\"].c: "),
            (vec![key("签署")], "签署: "),
            (vec![key("")], "[\"\"]: "),
        ] {
            let mut path = Path::default();
            segments.into_iter().for_each(|segment| path.enter(segment));
            assert_eq!(path.to_string(), want);
        }
    }
}
