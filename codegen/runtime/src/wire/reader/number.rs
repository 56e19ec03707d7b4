//! The grammar of numbers (RFC 8259 §6).

use super::{Done, Failed, Reader};

impl<'a> Reader<'a> {
    /// The digits of the number that is next, as they are written.
    pub(crate) fn number(&mut self) -> Result<&'a str, Failed> {
        let start = self.at;
        self.skip_number()?;
        Ok(self.since(start))
    }

    /// Takes the number whose sign or first digit is next.
    pub(super) fn skip_number(&mut self) -> Done {
        if self.byte() == Some(b'-') {
            self.at += 1;
        }
        match self.byte() {
            Some(b'0') => {
                self.at += 1;
                if let Some(b'0'..=b'9') = self.byte() {
                    return Err(self.refuse_next("invalid number"));
                }
            }
            Some(b'1'..=b'9') => self.digits(),
            _ => return Err(self.no_digit()),
        }
        if self.byte() == Some(b'.') {
            self.at += 1;
            match self.byte() {
                Some(b'0'..=b'9') => self.digits(),
                Some(_) => return Err(self.refuse_next("invalid number")),
                None => return Err(self.no_digit()),
            }
        }
        if let Some(b'e' | b'E') = self.byte() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.byte() {
                self.at += 1;
            }
            match self.byte() {
                Some(b'0'..=b'9') => self.digits(),
                _ => return Err(self.no_digit()),
            }
        }
        Ok(())
    }

    fn digits(&mut self) {
        while let Some(b'0'..=b'9') = self.byte() {
            self.at += 1;
        }
    }

    #[cold]
    fn no_digit(&mut self) -> Failed {
        if self.byte().is_none() {
            return self.fail("EOF while parsing a value");
        }
        self.at += 1;
        self.fail("invalid number")
    }
}
