//! The JSON writer: values → compact JSON text. A concrete type for the same reason as the [`Reader`](super::Reader).

use std::fmt::Write as _;
use std::io::{self, Write};

use super::plain::plain_end;
use super::reader::Form;
use super::unwritable::{Unwritable, path_of_next};

/// Writes one JSON text.
pub struct Writer {
    out: String,
    form: Form,
    /// Whether fields that servers set are left out.
    is_request: bool,
    error: Option<Unwritable>,
}

impl Writer {
    pub(crate) fn new() -> Self {
        Self { out: String::with_capacity(128), form: Form::Own, is_request: false, error: None }
    }

    /// A writer of the body of a request, or of a part of one.
    pub(crate) fn of_request() -> Self {
        Self { is_request: true, ..Self::new() }
    }

    /// Whether fields that servers set are left out.
    #[inline]
    pub(crate) fn is_request(&self) -> bool {
        self.is_request
    }

    /// The text.
    ///
    /// # Errors
    /// Why a value can't be written as JSON.
    pub(crate) fn finish(self) -> Result<String, Unwritable> {
        self.error.map_or(Ok(self.out), Err)
    }

    /// Notes why a value can't be written. The first reason counts.
    #[cold]
    pub fn fail(&mut self, reason: impl Into<String>) {
        self.error.get_or_insert_with(|| Unwritable::Other(reason.into()));
    }

    /// Notes that the number that comes next is not in JSON.
    #[cold]
    fn not_finite(&mut self) {
        self.error.get_or_insert_with(|| Unwritable::NotFinite(path_of_next(&self.out)));
        self.null();
    }

    /// Ends the path of an error at the value that was written from `start` on, which is secret: keys in it may be too.
    pub(crate) fn conceal(&mut self, start: usize) {
        let Some(Unwritable::NotFinite(path)) = &mut self.error else { return };
        let hidden = path_of_next(self.out.get(..start).unwrap_or_default());
        if path.len() > hidden.len() && path.starts_with(&hidden) {
            *path = hidden;
        }
    }

    /// `null`.
    pub fn null(&mut self) {
        self.out.push_str("null");
    }

    /// A flag in the current form.
    pub fn flag(&mut self, value: bool) {
        self.out.push_str(match (self.form, value) {
            (Form::Text, true) => "\"true\"",
            (Form::Text, false) => "\"false\"",
            (Form::Int, true) => "1",
            (Form::Int, false) => "0",
            (_, true) => "true",
            (_, false) => "false",
        });
    }

    /// An integer in the current form.
    pub fn integer(&mut self, value: i64) {
        self.formed(|to| to.plain_integer(value));
    }

    /// A non-negative integer in the current form.
    pub fn unsigned(&mut self, value: u64) {
        self.formed(|to| to.digits(value));
    }

    #[inline]
    fn formed(&mut self, write: impl FnOnce(&mut Self)) {
        if self.form != Form::Text {
            return write(self);
        }
        self.out.push('"');
        write(self);
        self.out.push('"');
    }

    /// An integer as a number.
    pub(crate) fn plain_integer(&mut self, value: i64) {
        self.out.push_str(itoa::Buffer::new().format(value));
    }

    /// A non-negative integer as a number.
    pub(crate) fn digits(&mut self, value: u64) {
        self.out.push_str(itoa::Buffer::new().format(value));
    }

    /// A float in the current form, with as many digits as it takes to read the same one. Infinities and NaN, which JSON
    /// lacks, can't be written.
    pub fn float(&mut self, value: f64) {
        if !value.is_finite() {
            return self.not_finite();
        }
        self.formed(|to| {
            if let Err(error) = serde_json::to_writer(Bytes(&mut to.out), &value) {
                to.fail(error.to_string());
            }
        });
    }

    /// The digits of a number in the current form.
    pub(crate) fn number(&mut self, digits: &str) {
        self.formed(|to| to.raw(digits));
    }

    /// A string.
    pub fn string(&mut self, text: &str) {
        self.out.push('"');
        self.inside(text);
        self.out.push('"');
    }

    /// The inside of a string.
    #[inline]
    fn inside(&mut self, text: &str) {
        let end = plain_end(text.as_bytes(), 0);
        if end == text.len() {
            self.out.push_str(text);
        } else {
            self.escaped(text, end);
        }
    }

    /// The inside of a string whose first escape is at `end`.
    #[cold]
    fn escaped(&mut self, text: &str, mut end: usize) {
        let mut from = 0;
        while let Some(byte) = text.as_bytes().get(end) {
            self.out.push_str(text.get(from..end).unwrap_or_default());
            match byte {
                b'"' => self.out.push_str("\\\""),
                b'\\' => self.out.push_str("\\\\"),
                0x08 => self.out.push_str("\\b"),
                b'\t' => self.out.push_str("\\t"),
                b'\n' => self.out.push_str("\\n"),
                0x0C => self.out.push_str("\\f"),
                b'\r' => self.out.push_str("\\r"),
                control => {
                    let written = write!(self.out, "\\u{control:04x}");
                    debug_assert!(written.is_ok(), "writing to memory does not fail");
                }
            }
            from = end + 1;
            end = plain_end(text.as_bytes(), from);
        }
        self.out.push_str(text.get(from..).unwrap_or_default());
    }

    /// Valid JSON, as it is.
    pub(crate) fn raw(&mut self, json: &str) {
        self.out.push_str(json);
    }

    /// Opens a list.
    pub fn open_list(&mut self) {
        self.out.push('[');
    }

    /// The comma in front of an element, unless it is the first one.
    #[inline]
    pub fn next(&mut self) {
        if !matches!(self.out.as_bytes().last(), Some(b'[' | b'{')) {
            self.out.push(',');
        }
    }

    /// Closes a list.
    pub fn close_list(&mut self) {
        self.out.push(']');
    }

    /// Opens an object.
    pub fn open_object(&mut self) {
        self.out.push('{');
    }

    /// The key of the next member.
    pub fn key(&mut self, key: &str) {
        let is_first = matches!(self.out.as_bytes().last(), Some(b'{'));
        self.out.push_str(if is_first { "\"" } else { ",\"" });
        self.inside(key);
        self.out.push_str("\":");
    }

    /// The key of the next member as the table of a record has it: `,"name":`.
    #[inline]
    pub(crate) fn member(&mut self, key: &str) {
        let is_first = matches!(self.out.as_bytes().last(), Some(b'{'));
        self.out.push_str(if is_first { key.get(1..).unwrap_or_default() } else { key });
    }

    /// Closes an object.
    pub fn close_object(&mut self) {
        self.out.push('}');
    }

    /// The form of the scalars that follow.
    pub(crate) fn form(&self) -> Form {
        self.form
    }

    /// Changes the form of the scalars that follow; gives the one before.
    pub(crate) fn set_form(&mut self, form: Form) -> Form {
        std::mem::replace(&mut self.form, form)
    }

    /// The number of bytes so far.
    pub(crate) fn len(&self) -> usize {
        self.out.len()
    }

    /// Joins the object that was written from `start` on with the one that is open. `false` if it is not an object.
    pub(crate) fn join(&mut self, start: usize) -> bool {
        match self.out.as_bytes().get(start..) {
            Some(b"{}") => {
                self.out.truncate(start);
                self.close_object();
                true
            }
            Some([b'{', ..]) => {
                self.out.replace_range(start..start + 1, ",");
                true
            }
            _ => false,
        }
    }

    /// Takes back what was written from `start` on.
    pub(crate) fn take_from(&mut self, start: usize) -> String {
        if self.out.is_char_boundary(start) { self.out.split_off(start) } else { String::new() }
    }
}

/// Text that is written in bytes.
struct Bytes<'a>(&'a mut String);

impl Write for Bytes<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.push_str(std::str::from_utf8(bytes).map_err(io::Error::other)?);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
