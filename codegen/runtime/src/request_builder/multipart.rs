//! `multipart/form-data` (RFC 7578).

use std::collections::BTreeSet;

use bytes::Bytes;

use crate::wire::File;

/// The start of every boundary; [`DIGITS`] digits follow.
const PREFIX: &str = "stubwright-part-";

const DIGITS: usize = 16;

/// The parts of a body.
#[derive(Default)]
pub(crate) struct Multipart {
    parts: Vec<Part>,
}

struct Part {
    /// The header lines, without the empty line after them.
    head: String,
    body: Bytes,
}

impl Multipart {
    pub(crate) fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Adds a text. It carries no content type and is UTF-8, as browsers send it; its line ends are not touched.
    pub(crate) fn text(&mut self, name: &str, text: &str) {
        let head = format!("Content-Disposition: form-data; name=\"{}\"", field_name(name));
        self.parts.push(Part { head, body: Bytes::copy_from_slice(text.as_bytes()) });
    }

    /// Adds a value as JSON, with its content type (RFC 7578 §4.4).
    pub(crate) fn json(&mut self, name: &str, json: String) {
        let head = format!(
            "Content-Disposition: form-data; name=\"{}\"\r\nContent-Type: application/json",
            field_name(name)
        );
        self.parts.push(Part { head, body: json.into() });
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
        self.parts.push(Part { head, body: file.bytes().clone() });
    }

    /// The content type and the body.
    pub(crate) fn write(&self) -> (String, Bytes) {
        let boundary = self.boundary();
        let size =
            self.parts.iter().map(|part| part.head.len() + part.body.len() + boundary.len() + 10).sum();
        let mut out: Vec<u8> = Vec::with_capacity(size);
        for part in &self.parts {
            out.extend_from_slice(format!("--{boundary}\r\n{}\r\n\r\n", part.head).as_bytes());
            out.extend_from_slice(&part.body);
            out.extend_from_slice(b"\r\n");
        }
        out.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        (format!("multipart/form-data; boundary={boundary}"), out.into())
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
    use super::{Multipart, is_media_type};
    use crate::wire::File;

    fn written(multipart: &Multipart) -> (String, String) {
        let (kind, body) = multipart.write();
        (kind, String::from_utf8(body.to_vec()).expect("text"))
    }

    #[test]
    fn parts_and_files() {
        let mut multipart = Multipart::default();
        multipart.text("a", "1\n2");
        multipart.file("f", &File::new("合同.pdf", "%PDF").with_content_type("application/pdf"));
        let (kind, body) = written(&multipart);
        assert_eq!(kind, "multipart/form-data; boundary=stubwright-part-0000000000000000");
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
            let (kind, body) = written(&multipart);
            let boundary = kind.split_once("boundary=").expect("a boundary").1;
            assert!(parts.iter().all(|part| !part.contains(boundary)), "{parts:?}: {boundary}");
            assert_eq!(body.matches(boundary).count(), parts.len() + 1, "{parts:?}: {boundary}");
        }
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
