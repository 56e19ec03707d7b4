//! Skipping a value, which is checked like any other.

use super::{Bracket, Done, Reader};

/// The open brackets around a value: one bit each, so that the usual depths need no memory.
#[derive(Default)]
struct Nesting {
    bits: u128,
    depth: usize,
    outer: Vec<u128>,
}

impl Nesting {
    fn push(&mut self, bracket: Bracket) {
        if self.depth > 0 && self.depth % 128 == 0 {
            self.outer.push(self.bits);
        }
        self.bits = self.bits << 1 | u128::from(bracket == Bracket::Object);
        self.depth += 1;
    }

    fn last(&self) -> Option<Bracket> {
        let bracket = if self.bits & 1 == 1 { Bracket::Object } else { Bracket::List };
        (self.depth > 0).then_some(bracket)
    }

    fn pop(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        self.bits >>= 1;
        if self.depth > 0 && self.depth % 128 == 0 {
            self.bits = self.outer.pop().unwrap_or_default();
        }
    }
}

impl Reader<'_> {
    /// Takes one value of any kind and any depth.
    pub fn skip(&mut self) -> Done {
        self.skip_to_depth(usize::MAX)
    }

    /// Takes one value that is read later: it is as deep as that allows.
    pub(crate) fn skip_readable(&mut self) -> Done {
        self.skip_to_depth(self.levels.into())
    }

    #[inline]
    fn skip_to_depth(&mut self, most: usize) -> Done {
        match self.peek() {
            Some(b'[') => self.skip_nested(Bracket::List, most),
            Some(b'{') => self.skip_nested(Bracket::Object, most),
            _ => self.skip_scalar(),
        }
    }

    #[inline]
    fn skip_scalar(&mut self) -> Done {
        match self.byte() {
            Some(b'"') => self.skip_string(),
            Some(b'-' | b'0'..=b'9') => self.skip_number(),
            Some(b't') => self.word("true"),
            Some(b'f') => self.word("false"),
            Some(b'n') => self.word("null"),
            _ => Err(self.no_value()),
        }
    }

    /// Not recursive: nobody limits the depth of what is skipped.
    fn skip_nested(&mut self, outermost: Bracket, most: usize) -> Done {
        let mut open = Nesting::default();
        let mut next = Some(outermost);
        loop {
            let mut is_first = match next {
                Some(_) if open.depth >= most => return Err(self.too_deep()),
                Some(bracket) => {
                    self.at += 1;
                    open.push(bracket);
                    true
                }
                None => {
                    self.skip_scalar()?;
                    false
                }
            };
            loop {
                let Some(bracket) = open.last() else { return Ok(()) };
                if self.goes_on_inside(bracket, is_first)? {
                    if bracket == Bracket::Object {
                        self.skip_string()?;
                        self.colon()?;
                    }
                    break;
                }
                open.pop();
                is_first = false;
            }
            next = match self.peek() {
                Some(b'[') => Some(Bracket::List),
                Some(b'{') => Some(Bracket::Object),
                _ => None,
            };
        }
    }
}
