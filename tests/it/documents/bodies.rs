//! Bodies of requests: JSON, forms, parts, texts and bytes, and the types that say so.

use std::collections::BTreeMap;

use stubwright_runtime::v1 as rt;
use stubwright_tests::compiled::openapi_wire_bodies as bodies;

use super::{body, empty, header, target};
use bodies::types::{
    AddNoteRequest, Address, ChangeNoteRequest, DeleteNotesRequest, Note, Open, PatchTextRequest,
    PostAnythingRequest, PostClosedRequest, PutBytesRequest, PutExtrasRequest, PutNoteRequest,
    PutPictureRequest, SendCodeRequest, SendFormRequest, SendOneForm, SendOneMultipart, SendOneRequest,
    SendOpenFormRequest, SendSameRequest, UploadRequest,
};

/// The content type and the body of a call.
macro_rules! content {
    (|$client:ident| $call:expr) => {{
        let (sent, outcome) = call!(bodies, empty(204), |$client| $call);
        outcome.expect("done");
        (header(&sent, "content-type").map(str::to_owned), body(&sent).to_owned())
    }};
}

fn of(content_type: &str, body: &str) -> (Option<String>, String) {
    (Some(content_type.to_owned()), body.to_owned())
}

/// The parts of a body, each with the lines of its head, without the boundary.
fn parts((content_type, body): &(Option<String>, String)) -> Vec<String> {
    let content_type = content_type.as_deref().expect("a content type");
    let boundary = content_type.strip_prefix("multipart/form-data; boundary=").expect("a boundary");
    let body = body.strip_suffix(&format!("\r\n--{boundary}--\r\n")).expect("an end");
    let body = format!("\r\n{body}");
    body.split(&format!("\r\n--{boundary}\r\n")).skip(1).map(str::to_owned).collect()
}

#[test]
fn json() {
    let note = SendSameRequest::new(Note::new("a").with_pinned(true));
    let sent = content!(|client| client.send_same(&note));
    assert_eq!(sent, of("application/json", r#"{"text":"a","pinned":true}"#));
    let list = DeleteNotesRequest::new(["a".to_owned(), "b".to_owned()]);
    assert_eq!(content!(|client| client.delete_notes(&list)), of("application/json", r#"["a","b"]"#));
}

/// Members that no schema evaluates are the rest; a text in base64url stays as it is.
#[test]
fn members_without_a_schema_and_encoded_texts() {
    let extras = PutExtrasRequest::new("a").with_rest(BTreeMap::from([("x".to_owned(), 1)]));
    let sent = content!(|client| client.put_extras(&extras));
    assert_eq!(sent, of("application/json", r#"{"name":"a","x":1}"#));
    let closed = PostClosedRequest::new().with_name("a");
    assert_eq!(content!(|client| client.post_closed(&closed)), of("application/json", r#"{"name":"a"}"#));
    let code = SendCodeRequest::new("_-8");
    assert_eq!(content!(|client| client.send_code(&code)), of("application/json", r#""_-8""#));
}

/// A form has the fields that are properties; the same component elsewhere has all of its members.
#[test]
fn an_open_form() {
    let form = SendOpenFormRequest::new().with_name("a b");
    let sent = content!(|client| client.send_open_form(&form));
    assert_eq!(sent, of("application/x-www-form-urlencoded", "name=a+b"));
    let open: Open = rt::from_json(r#"{"name":"a","x":"y"}"#).expect("an object");
    assert_eq!(open.rest.get("x").map(String::as_str), Some("y"));
}

/// The body is not `required`.
#[test]
fn a_body_without_members_is_absent() {
    let nothing = PutNoteRequest::new();
    assert_eq!(content!(|client| client.put_note(&nothing)), (None, String::new()));
    let text = PutNoteRequest::new().with_text("a");
    assert_eq!(content!(|client| client.put_note(&text)), of("application/json", r#"{"text":"a"}"#));
}

/// Null removes a member (RFC 7396), and absence leaves it.
#[test]
fn a_merge_patch() {
    let change = ChangeNoteRequest::new().with_text(rt::Patch::Null).with_pinned(true);
    let sent = content!(|client| client.change_note(&change));
    assert_eq!(sent, of("application/merge-patch+json", r#"{"text":null,"pinned":true}"#));
    let change = ChangeNoteRequest::new().with_text("a");
    let sent = content!(|client| client.change_note(&change));
    assert_eq!(sent, of("application/merge-patch+json", r#"{"text":"a"}"#));
}

/// The client makes the key; every call has another one.
#[test]
fn an_idempotency_key() {
    let note = AddNoteRequest::new(Note::new("a"));
    let mut keys = Vec::new();
    for _ in 0..2 {
        let server = stubwright_tests::server::Server::start(vec![empty(204)]).expect("a server");
        let client = bodies::blocking::Client::new(server.url()).expect("a client");
        client.add_note(&note).expect("done");
        let sent = crate::both::sent(&server);
        keys.push(header(&sent[0], "idempotency-key").expect("a key").to_owned());
    }
    assert_ne!(keys[0], keys[1]);
    assert!(keys.iter().all(|key| key.len() >= 16), "{keys:?}");
}

#[test]
fn forms() {
    let address = || Address::new().with_city("a b").with_zip("&");
    let new = || SendFormRequest::new("n");
    for (form, want) in [
        (new(), ""),
        (new().with_tags(["a,b".to_owned(), "c d".to_owned()]), "&tags=a%2Cb&tags=c+d"),
        (new().with_ids([1, 2]), "&ids=1&ids=2"),
        (new().with_commas(["a,b".to_owned(), "c d".to_owned()]), "&commas=a%2Cb,c+d"),
        (new().with_commas([]), ""),
        (new().with_spaces([1, 2]), "&spaces=1+2"),
        (new().with_pipes(["a".to_owned(), "b|".to_owned()]), "&pipes=a%7Cb%7C"),
        (new().with_expand(["a".to_owned(), "b".to_owned()]), "&expand%5B%5D=a&expand%5B%5D=b"),
        (new().with_address(address()), "&address%5Bcity%5D=a+b&address%5Bzip%5D=%26"),
        (new().with_deep(address()), "&deep%5Bcity%5D=a+b&deep%5Bzip%5D=%26"),
        (new().with_json(address()), "&json=%7B%22city%22%3A%22a+b%22%2C%22zip%22%3A%22%26%22%7D"),
        (
            new().with_items([Note::new("a").with_pinned(true), Note::new("b")]),
            "&items%5B0%5D%5Btext%5D=a&items%5B0%5D%5Bpinned%5D=true&items%5B1%5D%5Btext%5D=b",
        ),
    ] {
        let sent = content!(|client| client.send_form(&form));
        assert_eq!(sent, of("application/x-www-form-urlencoded", &format!("name=n{want}")));
    }
}

/// Texts have no content type but that of their encoding, files have theirs, objects are JSON, and lists one part for
/// each element (OpenAPI 3.1.1, Encoding Object). A field without a type is a file, and so is a text whose encoding has
/// a content type of bytes.
#[test]
fn parts_of_a_form() {
    let upload = UploadRequest::new("1", rt::File::new("a.png", "PNG").with_content_type("image/png"))
        .with_more([rt::File::new("b", "1"), rt::File::new("c", "2")])
        .with_count(3)
        .with_tags(["x".to_owned(), "y".to_owned()])
        .with_address(Address::new().with_city("z"))
        .with_notes([Note::new("a"), Note::new("b")])
        .with_picture(rt::File::new("d", "3"))
        .with_page(rt::File::new("e", "4").with_content_type("application/pdf"))
        .with_pages([rt::File::new("f", "5")])
        .with_table("a,b\r\n1,2")
        .with_labels(["<a/>".to_owned(), "<b/>".to_owned()])
        .with_plain("p");
    let of = |name: &str, more: &str, body: &str| {
        format!("Content-Disposition: form-data; name=\"{name}\"{more}\r\n\r\n{body}")
    };
    let bytes = "\r\nContent-Type: application/octet-stream";
    let json = "\r\nContent-Type: application/json";
    assert_eq!(
        parts(&content!(|client| client.upload(&upload))),
        [
            of("id", "", "1"),
            of("file", "; filename=\"a.png\"\r\nContent-Type: image/png", "PNG"),
            of("more", &format!("; filename=\"b\"{bytes}"), "1"),
            of("more", &format!("; filename=\"c\"{bytes}"), "2"),
            of("count", "", "3"),
            of("tags", "", "x"),
            of("tags", "", "y"),
            of("address", json, r#"{"city":"z"}"#),
            of("notes", json, r#"{"text":"a"}"#),
            of("notes", json, r#"{"text":"b"}"#),
            of("picture", &format!("; filename=\"d\"{bytes}"), "3"),
            of("table", "\r\nContent-Type: text/csv; header=present", "a,b\r\n1,2"),
            of("labels", "\r\nContent-Type: application/xml", "<a/>"),
            of("labels", "\r\nContent-Type: application/xml", "<b/>"),
            of("plain", "", "p"),
            of("page", "; filename=\"e\"\r\nContent-Type: application/pdf", "4"),
            of("pages", &format!("; filename=\"f\"{bytes}"), "5"),
        ]
    );
}

#[test]
fn texts_and_bytes() {
    let bytes = PutBytesRequest::new(b"PK".to_vec());
    assert_eq!(content!(|client| client.put_bytes(&bytes)), of("application/octet-stream", "PK"));
    let any = PostAnythingRequest::new(rt::Media::new("image/png", "PNG"));
    assert_eq!(content!(|client| client.post_anything(&any)), of("image/png", "PNG"));
    // The caller says which of several types it is.
    let jpeg = PutPictureRequest::new(rt::Media::new("image/jpeg", "JPEG"));
    assert_eq!(content!(|client| client.put_picture(&jpeg)), of("image/jpeg", "JPEG"));
    let text = PatchTextRequest::new("a b");
    assert_eq!(content!(|client| client.patch_text(&text)), of("text/plain; charset=utf-8", "a b"));
}

#[test]
fn one_of_several_bodies() {
    let note: SendOneRequest = Note::new("a").into();
    assert_eq!(content!(|client| client.send_one(&note)), of("application/json", r#"{"text":"a"}"#));
    let form: SendOneRequest = SendOneForm::new("a b").into();
    assert_eq!(
        content!(|client| client.send_one(&form)),
        of("application/x-www-form-urlencoded", "line=a+b")
    );
    let file: SendOneRequest = SendOneMultipart::new(rt::File::new("f", "1")).into();
    assert_eq!(
        parts(&content!(|client| client.send_one(&file))),
        [
            "Content-Disposition: form-data; name=\"file\"; filename=\"f\"\r\nContent-Type: application/octet-stream\r\n\r\n1"
        ]
    );
    let text: SendOneRequest = "# a".into();
    assert_eq!(content!(|client| client.send_one(&text)), of("text/markdown; charset=utf-8", "# a"));
    let (sent, _) = call!(bodies, empty(204), |client| client.send_one(&text));
    assert_eq!(target(&sent), "/several");
}
