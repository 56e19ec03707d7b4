//! Files of Banxin: up in parts, down as streams, or an error in their place.

use banxin::runtime::File;
use banxin::types::{DownloadFileRequest, ExportDocumentRequest, FileKind, UploadFile};
use banxin::{Client, ErrorCode, blocking};
use stubwright_tests::server::{Answer, Server};

use super::{fine, refused};
use crate::both::{both, sent};
use crate::wire::run;

#[test]
fn a_file_goes_up_in_parts() {
    let answer = fine(r#"{"file_key":"f-1"}"#);
    let server = Server::start(vec![answer]).expect("a server");
    let file = File::new("图.png", b"\x89PNG".to_vec()).with_content_type("image/png");
    let request = UploadFile::new(FileKind::Image, file).with_file_name("日程.png");
    let client = Client::new(server.url()).expect("a client").with_tenant_token("t");
    assert_eq!(run(client.upload_file(&request)).expect("a key").file_key, "f-1");
    let client = blocking::Client::new(server.url()).expect("a client").with_tenant_token("t");
    assert_eq!(client.upload_file(&request).expect("a key").file_key, "f-1");
    for request in server.requests() {
        let (head, body) = request.split_once("\r\n\r\n").expect("head and body");
        assert!(head.to_lowercase().contains("content-type: multipart/form-data; boundary="), "{head}");
        assert!(body.contains("name=\"kind\"\r\n\r\nimage\r\n"), "{body}");
        assert!(body.contains("filename=\"图.png\"\r\nContent-Type: image/png\r\n\r\n"), "{body}");
        assert!(body.contains("name=\"file_name\"\r\n\r\n日程.png\r\n"), "{body}");
    }
    let (_, outcome) = both!(banxin, [fine("{}")], |client| client, |client| client.upload_file(&request));
    assert!(outcome.expect_err("not sent").to_string().contains("with_tenant_token"));
}

/// The whole of a stream, or the error in its place, with both clients.
macro_rules! streamed {
    ($method:ident, $request:expr, $answers:expr) => {{
        let server = Server::start($answers.to_vec()).expect("a server");
        let client = Client::new(server.url()).expect("a client").with_tenant_token("t");
        let asynchronous = run(async {
            let mut stream = client.$method(&$request).await?;
            let mut bytes = Vec::new();
            while let Some(piece) = stream.next().await {
                bytes.extend_from_slice(&piece?);
            }
            Ok::<_, banxin::Error>(bytes)
        });
        let expected = sent(&server);
        let server = Server::start($answers.to_vec()).expect("a server");
        let client = blocking::Client::new(server.url()).expect("a client").with_tenant_token("t");
        let blocking = client.$method(&$request).map(|mut stream| {
            let mut bytes = Vec::new();
            std::io::Read::read_to_end(&mut stream, &mut bytes).expect("a file");
            bytes
        });
        assert_eq!(format!("{asynchronous:?}"), format!("{blocking:?}"));
        assert_eq!(expected, sent(&server));
        (expected, asynchronous)
    }};
}

#[test]
fn a_file_comes_down_in_pieces_or_an_error_in_its_place() {
    let request = DownloadFileRequest::new("om_1", "f/1", FileKind::File);
    let file = "PDF".repeat(100_000);
    let (sent, bytes) = streamed!(download_file, request, [Answer::typed(200, "application/pdf", &file)]);
    assert_eq!(bytes.expect("a file").len(), file.len());
    assert!(sent[0].starts_with("GET /messages/v1/messages/om_1/files/f%2F1?type=file HTTP"), "{}", sent[0]);
    let (_, outcome) = streamed!(download_file, request, [refused(200, 40404)]);
    assert_eq!(outcome.expect_err("a refusal").kind(), Some(ErrorCode::FileUnknown));
}

#[test]
fn an_export_is_followed_to_the_storage_without_the_token() {
    let storage = Server::start(vec![Answer::typed(200, "application/pdf", "PDF")]).expect("a server");
    let location = format!(
        "HTTP/1.1 302 Found\r\nlocation: {}/x?signature=1\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
        storage.url()
    );
    let request = ExportDocumentRequest::new("d").with_format("pdf");
    let (sent_first, bytes) = streamed!(export_document, request, [Answer::raw(location.clone())]);
    assert_eq!(bytes.expect("a file"), b"PDF");
    assert!(
        sent_first[0].contains("GET /documents/v1/documents/d/export?format=pdf HTTP"),
        "{}",
        sent_first[0]
    );
    assert!(sent_first[0].contains("authorization: Bearer t"));
    let at_storage = sent(&storage);
    assert_eq!(at_storage.len(), 2);
    assert!(at_storage.iter().all(|request| !request.contains("authorization")), "{at_storage:?}");
    let (_, outcome) = streamed!(export_document, request, [refused(200, 31030)]);
    assert_eq!(outcome.expect_err("a refusal").kind(), Some(ErrorCode::ExportTooLarge));
}
