//! `File`: a part of a multipart body.

use std::fmt;

use bytes::Bytes;

/// A file to upload: its name, its content and, when it is known, its media type.
///
/// The name is sent to the server and is not a path; the content is in memory. `Debug` shows only its length.
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
}

impl File {
    /// A file with this name and content.
    #[must_use]
    pub fn new(name: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        Self { name: name.into().into(), content_type: None, bytes: bytes.into() }
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

    /// The content.
    #[must_use]
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("File")
            .field("name", &self.name)
            .field("content_type", &self.content_type)
            .field("bytes", &format_args!("{} bytes", self.bytes.len()))
            .finish()
    }
}
