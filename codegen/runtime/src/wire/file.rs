//! `File`: a part of a multipart body.

use std::fmt;

use bytes::Bytes;

use super::reader::{Done, Reader};
use super::value::Value;
use super::writer::Writer;
use crate::std_value;
use crate::upload::Upload;

/// A file to upload: its name, its content and, when it is known, its media type.
///
/// The name is sent to the server and is not a path. The content is in memory, or read while it is sent, see
/// [`streamed`](Self::streamed). `Debug` shows only its length.
///
/// ```
/// use stubwright_runtime::v1::File;
///
/// let file = File::new("contract.pdf", b"%PDF-1.7".as_slice()).with_content_type("application/pdf");
/// assert_eq!((file.name(), file.content_type(), file.bytes().len()), ("contract.pdf", Some("application/pdf"), 8));
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct File {
    name: Box<str>,
    content_type: Option<Box<str>>,
    bytes: Bytes,
    upload: Option<Upload>,
}

impl File {
    /// A file with this name and content.
    #[must_use]
    pub fn new(name: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        Self { name: name.into().into(), content_type: None, bytes: bytes.into(), upload: None }
    }

    /// A file with this name, whose content is read while it is sent.
    ///
    /// ```
    /// use stubwright_runtime::v1::{File, Upload};
    ///
    /// let file = File::streamed("film.mp4", Upload::from_path("/srv/films/7.mp4"));
    /// assert!(file.bytes().is_empty() && file.upload().is_some());
    /// ```
    #[must_use]
    pub fn streamed(name: impl Into<String>, content: impl Into<Upload>) -> Self {
        Self { upload: Some(content.into()), ..Self::new(name, Bytes::new()) }
    }

    /// With a media type (RFC 9110 §8.3.1), such as `application/pdf`.
    #[must_use]
    pub fn with_content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into().into());
        self
    }

    /// The name that the server is told.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The media type, when one was set.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// The content in memory; empty if it is read while it is sent.
    #[must_use]
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// The content that is read while it is sent.
    #[must_use]
    pub fn upload(&self) -> Option<&Upload> {
        self.upload.as_ref()
    }
}

/// So that a struct with an optional file is read and written where there is none.
impl Value for File {
    fn blank() -> Self {
        Self::new(String::new(), Bytes::new())
    }

    fn read(&mut self, from: &mut Reader<'_>) -> Done {
        Err(from.mismatch("no file, since JSON has none"))
    }

    fn write(&self, to: &mut Writer) {
        to.fail("a file can't be written as JSON");
    }

    std_value!();
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("File");
        out.field("name", &self.name).field("content_type", &self.content_type);
        match &self.upload {
            Some(upload) => out.field("upload", upload),
            None => out.field("bytes", &format_args!("{} bytes", self.bytes.len())),
        };
        out.finish()
    }
}

#[cfg(test)]
mod tests {
    use crate::v1 as rt;

    struct Upload {
        title: String,
        file: Option<rt::File>,
    }
    rt::record! { Upload { 0 title: required "title", _ file: optional "file" } }

    #[test]
    fn what_is_read_has_no_file() {
        let upload: Upload = rt::from_json(r#"{"title":"a"}"#).expect("no file is needed");
        assert_eq!(rt::to_json(&upload).expect("JSON"), r#"{"title":"a"}"#);
        let error = rt::from_json::<Upload>(r#"{"title":"a","file":"b"}"#).map(|_| ()).expect_err("a file");
        assert!(error.to_string().starts_with("file: expected no file, since JSON has none"), "{error}");
        let full = Upload { file: Some(rt::File::new("a", "b")), ..upload };
        assert_eq!(full.clone(), full);
        let error = rt::to_json(&full).expect_err("a file").to_string();
        assert!(error.contains("a file can't be written as JSON"), "{error}");
    }
}
