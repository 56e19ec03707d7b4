//! `multipart/form-data` (RFC 7578).

use std::collections::BTreeSet;
use std::mem::take;

use bytes::Bytes;

use crate::clock::Random;
use crate::upload::Upload;
use crate::wire::File;

/// The start of every boundary; [`DIGITS`] digits follow.
const PREFIX: &str = "stubwright-part-";

const DIGITS: usize = 16;

/// The parts of a body.
#[derive(Default)]
pub(crate) struct Multipart {
    parts: Vec<Part>,
}

/// The bytes of all parts.
pub(super) enum Written {
    Whole(Bytes),
    Streamed(Upload),
}

/// A part of a body.
pub(super) struct Part {
    /// The header lines, without the empty line after them.
    head: String,
    body: Bytes,
    /// In place of the body: the content that is read while it is sent.
    streamed: Option<Upload>,
}

impl Multipart {
    pub(crate) fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Adds a text. It carries no content type and is UTF-8, as browsers send it; its line ends are not touched.
    pub(crate) fn text(&mut self, name: &str, text: &str) {
        self.parts.push(Part::text(name, text));
    }

    /// Adds a text with its content type (RFC 7578 §4.4), which must be one that [`is_media_type`] accepts.
    pub(crate) fn typed(&mut self, name: &str, content_type: &str, text: String) {
        let head = format!(
            "Content-Disposition: form-data; name=\"{}\"\r\nContent-Type: {content_type}",
            field_name(name)
        );
        self.parts.push(Part { head, body: text.into(), streamed: None });
    }

    /// Adds a file; without a content type it is `application/octet-stream` (RFC 7578 §4.4). Its content type must be
    /// one that [`is_media_type`] accepts.
    pub(crate) fn file(&mut self, name: &str, file: &File) {
        let head = format!(
            "Content-Disposition: form-data; name=\"{}\"; filename=\"{}\"\r\nContent-Type: {}",
            field_name(name),
            escape(file.name()),
            file.content_type().unwrap_or("application/octet-stream")
        );
        self.parts.push(Part { head, body: file.bytes().clone(), streamed: file.upload().cloned() });
    }

    /// The boundary and the body; one that is read while it is sent lacks the boundary at its end, see [`end`].
    pub(super) fn write(&self) -> (String, Written) {
        let is_streamed = self.parts.iter().any(|part| part.streamed.is_some());
        let boundary = if is_streamed { random_boundary() } else { self.boundary() };
        let size =
            self.parts.iter().map(|part| part.head.len() + part.body.len() + boundary.len() + 10).sum();
        let mut uploads = Vec::new();
        let mut out: Vec<u8> = Vec::with_capacity(size);
        for part in &self.parts {
            part.write(&boundary, &mut out, &mut uploads);
        }
        let body = if is_streamed {
            uploads.push(Upload::from(out));
            Written::Streamed(Upload::joined(uploads))
        } else {
            out.extend_from_slice(end(&boundary).as_bytes());
            Written::Whole(out.into())
        };
        (boundary, body)
    }

    /// A boundary that does not occur in any part (RFC 2046 §5.1.1): the first number that is free. The same parts have
    /// the same boundary, so that a second attempt sends the same bytes; the parts are searched once, whatever they
    /// hold.
    fn boundary(&self) -> String {
        let mut taken = BTreeSet::new();
        for text in self.parts.iter().flat_map(|part| [part.head.as_bytes(), &part.body]) {
            for (at, _) in
                text.windows(PREFIX.len()).enumerate().filter(|(_, piece)| *piece == PREFIX.as_bytes())
            {
                let digits = text.get(at + PREFIX.len()..at + PREFIX.len() + DIGITS).unwrap_or_default();
                taken.extend(std::str::from_utf8(digits).ok().and_then(|digits| digits.parse::<u64>().ok()));
            }
        }
        let free = (0..).zip(&taken).find(|(number, taken)| number != *taken);
        let number = free.map_or(taken.len() as u64, |(number, _)| number);
        format!("{PREFIX}{number:0DIGITS$}")
    }
}

/// A boundary that nothing which is read while it is sent can contain but by chance, or by an author who knows it.
fn random_boundary() -> String {
    let random = Random::default();
    format!("{PREFIX}{:016x}{:016x}", random.number(), random.number())
}

/// The end of a body.
pub(super) fn end(boundary: &str) -> String {
    format!("--{boundary}--\r\n")
}

impl Part {
    /// A text, as [`Multipart::text`] adds it.
    pub(super) fn text(name: &str, text: &str) -> Self {
        let head = format!("Content-Disposition: form-data; name=\"{}\"", field_name(name));
        Part { head, body: Bytes::copy_from_slice(text.as_bytes()), streamed: None }
    }

    /// Adds the part to `out`. Content that is read while it is sent goes to `uploads`, after all that `out` had
    /// before.
    pub(super) fn write(&self, boundary: &str, out: &mut Vec<u8>, uploads: &mut Vec<Upload>) {
        out.extend_from_slice(format!("--{boundary}\r\n{}\r\n\r\n", self.head).as_bytes());
        out.extend_from_slice(&self.body);
        if let Some(upload) = &self.streamed {
            uploads.extend([Upload::from(take(out)), upload.clone()]);
        }
        out.extend_from_slice(b"\r\n");
    }
}

/// A name of a field as the HTML standard writes it: all line ends become CRLF, and then as [`escape`].
fn field_name(name: &str) -> String {
    escape(&name.replace("\r\n", "\n").replace('\r', "\n").replace('\n', "\r\n"))
}

/// A name inside quotes: line ends and quotes are percent-encoded and nothing else (WHATWG HTML, "multipart/form-data
/// encoding algorithm"), so that no name can end its header line.
fn escape(name: &str) -> String {
    name.replace('\r', "%0D").replace('\n', "%0A").replace('"', "%22")
}

/// Whether a text is a media type that is allowed in a header: visible ASCII characters and spaces, with a slash.
pub(crate) fn is_media_type(text: &str) -> bool {
    let (kind, rest) = text.split_once('/').unwrap_or_default();
    !kind.is_empty() && !rest.is_empty() && text.bytes().all(|byte| (b' '..=b'~').contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::{Multipart, Written, is_media_type};
    use crate::upload::Upload;
    use crate::wire::File;

    fn written(multipart: &Multipart) -> (String, String) {
        let (kind, body) = multipart.write();
        let Written::Whole(body) = body else { panic!("it is in memory") };
        (kind, String::from_utf8(body.to_vec()).expect("text"))
    }

    #[test]
    fn parts_and_files() {
        let mut multipart = Multipart::default();
        multipart.text("a", "1\n2");
        multipart.file("f", &File::new("合同.pdf", "%PDF").with_content_type("application/pdf"));
        let (boundary, body) = written(&multipart);
        assert_eq!(boundary, "stubwright-part-0000000000000000");
        let want = "--stubwright-part-0000000000000000\r\n\
            Content-Disposition: form-data; name=\"a\"\r\n\r\n1\n2\r\n\
            --stubwright-part-0000000000000000\r\n\
            Content-Disposition: form-data; name=\"f\"; filename=\"合同.pdf\"\r\n\
            Content-Type: application/pdf\r\n\r\n%PDF\r\n\
            --stubwright-part-0000000000000000--\r\n";
        assert_eq!(body, want);
        let (_, nothing) = written(&Multipart::default());
        assert_eq!(nothing, "--stubwright-part-0000000000000000--\r\n");
    }

    #[test]
    fn names_cannot_leave_their_quotes() {
        let mut multipart = Multipart::default();
        multipart.text("a\"; x=\"\r\n\ny: z", "");
        multipart.file("b\rc", &File::new("\"\r\nContent-Type: text/html\n\r\n", ""));
        let (_, body) = written(&multipart);
        assert!(body.contains("name=\"a%22; x=%22%0D%0A%0D%0Ay: z\"\r\n\r\n"), "{body}");
        assert!(
            body.contains("name=\"b%0D%0Ac\"; filename=\"%22%0D%0AContent-Type: text/html%0A%0D%0A\"\r\n")
        );
        assert_eq!(body.matches("Content-Type:").count(), 2);
    }

    #[test]
    fn the_boundary_is_in_no_part() {
        for parts in [
            vec!["--stubwright-part-0000000000000000"],
            vec!["stubwright-part-0000000000000001", "stubwright-part-0000000000000000--\r\n"],
            vec!["stubwright-part-stubwright-part-0000000000000000", "stubwright-part-00000000000000"],
            vec!["stubwright-part-9999999999999999stubwright-part-0000000000000000\u{fffd}"],
            vec!["stubwright-part-+000000000000000stubwright-part-000000000000000a"],
        ] {
            let mut multipart = Multipart::default();
            for part in &parts {
                multipart.text("stubwright-part-0000000000000002", part);
            }
            let (boundary, body) = written(&multipart);
            assert!(parts.iter().all(|part| !part.contains(&boundary)), "{parts:?}: {boundary}");
            assert_eq!(body.matches(&boundary).count(), parts.len() + 1, "{parts:?}: {boundary}");
        }
    }

    #[test]
    fn a_part_may_be_read_while_it_is_sent() {
        let mut multipart = Multipart::default();
        multipart.text("a", "1");
        let upload = Upload::from_reader("x".repeat(10).leak().as_bytes());
        multipart.file("f", &File::streamed("f", upload.clone()));
        let Written::Streamed(body) = multipart.write().1 else { panic!("a stream") };
        assert_eq!(body.length(), None);
        let mut known = Multipart::default();
        known.file("f", &File::streamed("f", upload.with_length(10)));
        let (boundary, Written::Streamed(body)) = known.write() else { panic!("a stream") };
        let around = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\nContent-Type: application/octet-stream\r\n\r\n\r\n"
        );
        assert_eq!(body.length(), Some(10 + around.len() as u64));
        assert_ne!(known.write().0, boundary, "nobody can guess it");
    }

    #[test]
    fn media_types() {
        for good in ["application/pdf", "text/csv; charset=utf-8", "a/b"] {
            assert!(is_media_type(good), "{good}");
        }
        for bad in ["", "pdf", "/", "a/", "/b", "text/html\r\nx: y", "text/é"] {
            assert!(!is_media_type(bad), "{bad}");
        }
    }
}
