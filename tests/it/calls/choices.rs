//! Bodies of several media types: the caller sends one of them.

use stubwright_tests::compiled::case_body_choices as gallery;
use stubwright_tests::server::Answer;

use gallery::runtime::{Bytes, File, Media};
use gallery::types::{
    DescribeBody, DescribeRequest, KeepRequest, Link, Login, MaybeBody, MaybeRequest, ReplaceBody,
    ReplaceRequest, SignInBody, SignInRequest, StoreRequest, Upload, UploadRequest,
};

/// The content type and the body that leave; the boundary of parts is left out.
macro_rules! sent {
    (|$client:ident| $call:expr) => {{
        let (sent, answer) = call!(gallery, Answer::json(200, "{}"), |$client| $call);
        answer.expect("a success");
        let (head, body) = sent.split_once("\n\n").expect("head and body");
        let content_type =
            head.lines().find_map(|line| line.strip_prefix("content-type: ")).unwrap_or("none");
        let (content_type, boundary) = content_type.split_once("; boundary=").unwrap_or((content_type, ""));
        let body = if boundary.is_empty() { body } else { "parts" };
        format!("{content_type} | {body}")
    }};
}

#[test]
fn the_caller_chooses() {
    let link = || Link::new("u");
    let json = r#"application/json | {"url":"u"}"#;
    assert_eq!(sent!(|client| client.upload(&UploadRequest::new(7, link()))), json);
    let upload = Upload::new(File::new("x.png", "x"));
    assert_eq!(
        sent!(|client| client.upload(&UploadRequest::new(7, upload.clone()))),
        "multipart/form-data | parts"
    );
    let bytes = Bytes::from_static(b"PNG");
    assert_eq!(sent!(|client| client.upload(&UploadRequest::new(7, bytes.clone()))), "image/png | PNG");
    assert_eq!(sent!(|client| client.describe(&"# A".into())), "text/markdown; charset=utf-8 | # A");
    // One type in two forms: the caller says which.
    assert_eq!(sent!(|client| client.describe(&DescribeRequest::new(DescribeBody::Json(link())))), json);
    let form = DescribeRequest::new(DescribeBody::Form(link()));
    assert_eq!(sent!(|client| client.describe(&form)), "application/x-www-form-urlencoded | url=u");
    let text = DescribeRequest::new("# A");
    assert_eq!(sent!(|client| client.describe(&text)), "text/markdown; charset=utf-8 | # A");
    let text = ReplaceRequest::new(ReplaceBody::Text("a".to_owned()));
    assert_eq!(sent!(|client| client.replace(&text)), "text/plain; charset=utf-8 | a");
    let json = ReplaceRequest::new(ReplaceBody::Json("a".to_owned()));
    assert_eq!(sent!(|client| client.replace(&json)), "application/json | \"a\"");
    let media = ReplaceRequest::new(Media::new("image/webp", "W"));
    assert_eq!(sent!(|client| client.replace(&media)), "image/webp | W");
}

#[test]
fn no_choice_is_one_too() {
    assert_eq!(sent!(|client| client.maybe(&MaybeRequest::new(None))), "none | ");
    let form = MaybeRequest::new(MaybeBody::from(Link::new("u")));
    assert_eq!(sent!(|client| client.maybe(&form)), "application/x-www-form-urlencoded | url=u");
    let media = MaybeRequest::new(MaybeBody::from(Media::new("a/b; c=d", "x")));
    assert_eq!(sent!(|client| client.maybe(&media)), "a/b; c=d | x");
}

/// With a range, requests give their exact type, and every response is accepted.
#[test]
fn ranges_of_content_types() {
    let png = StoreRequest::new(Media::new("image/png", "PNG"));
    assert_eq!(sent!(|client| client.store(&png)), "image/png | PNG");
    for (content_type, why) in
        [("text/html", "is not one of image/*"), ("image/*", "is not one"), ("", "is not one")]
    {
        let wrong = StoreRequest::new(Media::new(content_type, "x"));
        let (sent, answer) = call!(gallery, Answer::json(200, "{}"), |client| client.store(&wrong));
        let error = answer.expect_err("the wrong type");
        assert!(sent.is_empty() && error.is_request() && error.to_string().contains(why), "{error}");
    }
    let lines = KeepRequest::new(Media::new("image/png\r\nx: y", "x"));
    let (sent, answer) = call!(gallery, Answer::json(200, "{}"), |client| client.keep(&lines));
    assert!(sent.is_empty() && answer.expect_err("two lines").is_request());
    let keep = KeepRequest::new(Media::new("application/x-odd", "x"));
    let (sent, answer) = call!(gallery, Answer::typed(200, "image/avif", "A"), |client| client.keep(&keep));
    assert!(
        sent.contains("\naccept: image/*\n") && sent.contains("content-type: application/x-odd"),
        "{sent}"
    );
    assert_eq!(answer.expect("a picture"), Bytes::from_static(b"A"));
}

#[test]
fn secrets_stay_hidden() {
    let request = SignInRequest::new(SignInBody::Form(Login::new("ann", "CANARY")));
    assert!(!format!("{request:?}").contains("CANARY"), "{request:?}");
    let refused = Answer::json(500, "CANARY");
    let error = call!(gallery, refused, |client| client.sign_in(&request)).1.expect_err("a failure");
    assert!(!format!("{error} {error:?}").contains("CANARY"), "{error:?}");
}
