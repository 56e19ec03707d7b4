//! The JSON writer: values → compact JSON text. A concrete type for the same reason as the [`Reader`](super::Reader).

use std::io;

use super::reader::Form;

/// Writes one JSON text.
pub struct Writer {
    out: Vec<u8>,
    form: Form,
    error: Option<String>,
}

/// The letter behind the backslash of each byte that needs one; 0 for all others.
const ESCAPES: [u8; 256] = {
    let mut letters = [0; 256];
    let mut at = 0;
    while at < 0x20 {
        letters[at] = b'u';
        at += 1;
    }
    letters[0x08] = b'b';
    letters[0x09] = b't';
    letters[0x0A] = b'n';
    letters[0x0C] = b'f';
    letters[0x0D] = b'r';
    letters[b'"' as usize] = b'"';
    letters[b'\\' as usize] = b'\\';
    letters
};

impl Writer {
    pub(crate) fn new() -> Self {
        Self { out: Vec::with_capacity(128), form: Form::Own, error: None }
    }

    /// The text.
    ///
    /// # Errors
    /// Why a value can't be written as JSON.
    pub(crate) fn finish(self) -> Result<Vec<u8>, String> {
        self.error.map_or(Ok(self.out), Err)
    }

    /// Notes why a value can't be written. The first reason counts.
    #[cold]
    pub fn fail(&mut self, reason: impl Into<String>) {
        self.error.get_or_insert_with(|| reason.into());
    }

    /// `null`.
    pub fn null(&mut self) {
        self.out.extend_from_slice(b"null");
    }

    /// A flag in the current form.
    pub fn flag(&mut self, value: bool) {
        let text = match (self.form, value) {
            (Form::Own, true) => "true",
            (Form::Own, false) => "false",
            (Form::Text, true) => "\"true\"",
            (Form::Text, false) => "\"false\"",
            (Form::Int, true) => "1",
            (Form::Int, false) => "0",
        };
        self.out.extend_from_slice(text.as_bytes());
    }

    /// An integer in the current form.
    pub fn integer(&mut self, value: impl Into<i128>) {
        if self.form != Form::Text {
            return self.plain_integer(value);
        }
        self.out.push(b'"');
        self.plain_integer(value);
        self.out.push(b'"');
    }

    /// An integer as a number.
    pub(crate) fn plain_integer(&mut self, value: impl Into<i128>) {
        let value = value.into();
        if value < 0 {
            self.out.push(b'-');
        }
        match u64::try_from(value.unsigned_abs()) {
            Ok(digits) => self.digits(digits),
            Err(_) => self.raw(&value.unsigned_abs().to_string()),
        }
    }

    fn digits(&mut self, mut value: u64) {
        let mut digits = [0_u8; 20];
        let mut start = digits.len();
        for (at, digit) in digits.iter_mut().enumerate().rev() {
            *digit = b'0' + (value % 10) as u8;
            value /= 10;
            start = at;
            if value == 0 {
                break;
            }
        }
        self.out.extend_from_slice(digits.get(start..).unwrap_or_default());
    }

    /// A float, with as many digits as it takes to read the same one. Infinities and NaN, which JSON lacks, are `null`.
    pub fn float(&mut self, value: f64) {
        if let Err(error) = serde_json::to_writer(&mut self.out, &value) {
            self.fail(error.to_string());
        }
    }

    /// A string.
    pub fn string(&mut self, text: &str) {
        self.out.push(b'"');
        self.escaped(text);
        self.out.push(b'"');
    }

    fn escaped(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let mut from = 0;
        for (at, byte) in bytes.iter().enumerate() {
            let letter = ESCAPES[usize::from(*byte)];
            if letter == 0 {
                continue;
            }
            self.out.extend_from_slice(bytes.get(from..at).unwrap_or_default());
            self.out.extend_from_slice(&[b'\\', letter]);
            if letter == b'u' {
                let digit = |value: u8| b"0123456789abcdef"[usize::from(value & 15)];
                self.out.extend_from_slice(&[b'0', b'0', digit(byte >> 4), digit(*byte)]);
            }
            from = at + 1;
        }
        self.out.extend_from_slice(bytes.get(from..).unwrap_or_default());
    }

    /// Valid JSON, as it is.
    pub(crate) fn raw(&mut self, json: &str) {
        self.out.extend_from_slice(json.as_bytes());
    }

    /// Opens a list.
    pub fn open_list(&mut self) {
        self.out.push(b'[');
    }

    /// The comma in front of an element, unless it is the first one.
    pub fn next(&mut self) {
        if !matches!(self.out.last(), Some(b'[' | b'{')) {
            self.out.push(b',');
        }
    }

    /// Closes a list.
    pub fn close_list(&mut self) {
        self.out.push(b']');
    }

    /// Opens an object.
    pub fn open_object(&mut self) {
        self.out.push(b'{');
    }

    /// The key of the next member.
    pub fn key(&mut self, key: &str) {
        self.next();
        self.string(key);
        self.out.push(b':');
    }

    /// Closes an object.
    pub fn close_object(&mut self) {
        self.out.push(b'}');
    }

    /// Changes the form of the scalars that follow; gives the one before.
    pub(crate) fn set_form(&mut self, form: Form) -> Form {
        std::mem::replace(&mut self.form, form)
    }

    /// The number of bytes so far.
    pub(crate) fn len(&self) -> usize {
        self.out.len()
    }

    /// Joins the object that was written from `start` on with the one that is open. `false` if it is no object.
    pub(crate) fn join(&mut self, start: usize) -> bool {
        match self.out.get_mut(start..) {
            Some([b'{', b'}']) => {
                self.out.truncate(start);
                self.close_object();
                true
            }
            Some([open @ b'{', ..]) => {
                *open = b',';
                true
            }
            _ => false,
        }
    }

    /// Takes back what was written from `start` on.
    pub(crate) fn take_from(&mut self, start: usize) -> String {
        String::from_utf8(self.out.split_off(start.min(self.out.len()))).unwrap_or_default()
    }
}

/// Text is made of whole strings, so it is UTF-8.
pub(crate) fn into_text(bytes: Vec<u8>) -> io::Result<String> {
    String::from_utf8(bytes).map_err(io::Error::other)
}
