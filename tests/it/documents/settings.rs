//! Credentials and servers.

use stubwright_runtime::v1 as rt;
use stubwright_tests::compiled::openapi_wire_settings as settings;
use stubwright_tests::server::Server;

use super::{empty, header, target};
use settings::types::{
    AdminRequest, BasicRequest, BothRequest, CustomRequest, EitherRequest, MirrorRequest, OauthRequest,
    OptionalRequest, PublicRequest, RivalsRequest, SessionRequest, UploadRequest, UsualRequest,
};

/// The request of a call of a client with settings; its method, the client and the settings.
macro_rules! sent {
    ($request:ident, $method:ident, |$client:ident| $set:expr) => {{
        let request = $request::new();
        let (sent, outcome) = call!(settings, empty(204), |$client| $set, |client| client.$method(&request));
        (sent, outcome)
    }};
}

#[test]
fn two_tokens_of_different_operations() {
    let (sent, _) = sent!(UsualRequest, usual, |client| client.with_user_token("u").with_admin_token("a"));
    assert_eq!(header(&sent, "authorization"), Some("Bearer u"));
    let (sent, _) = sent!(AdminRequest, admin, |client| client.with_user_token("u").with_admin_token("a"));
    assert_eq!(header(&sent, "authorization"), Some("Bearer a"));
    let (sent, outcome) = sent!(AdminRequest, admin, |client| client.with_user_token("u"));
    assert_eq!(sent, "");
    assert!(outcome.expect_err("no token").to_string().contains("with_admin_token"));
}

#[test]
fn alternatives() {
    let (sent, _) = sent!(EitherRequest, either, |client| client.with_user_token("u").with_key("k"));
    assert_eq!((header(&sent, "authorization"), header(&sent, "x-key")), (Some("Bearer u"), None));
    let (sent, _) = sent!(EitherRequest, either, |client| client.with_key("k"));
    assert_eq!((header(&sent, "authorization"), header(&sent, "x-key")), (None, Some("k")));
    let (sent, outcome) = sent!(EitherRequest, either, |client| client.with_secret("s"));
    assert_eq!(sent, "");
    assert!(outcome.expect_err("no credentials").is_request());
}

#[test]
fn sets() {
    let (sent, _) = sent!(BothRequest, both, |client| client.with_key("k").with_secret("a b&c"));
    assert_eq!((header(&sent, "x-key"), target(&sent)), (Some("k"), "/both?secret=a%20b%26c"));
    let (sent, outcome) = sent!(BothRequest, both, |client| client.with_key("k"));
    assert_eq!(sent, "");
    assert!(outcome.expect_err("half of a set").to_string().contains("with_secret"));
}

/// A set that cannot be sent whole is several.
#[test]
fn credentials_in_one_place() {
    let (sent, _) = sent!(RivalsRequest, rivals, |client| client.with_user_token("u").with_key("k"));
    assert_eq!((header(&sent, "authorization"), header(&sent, "x-key")), (Some("Bearer u"), Some("k")));
    let (sent, _) = sent!(RivalsRequest, rivals, |client| client.with_login("a", "b").with_key("k"));
    assert_eq!((header(&sent, "authorization"), header(&sent, "x-key")), (Some("Basic YTpi"), Some("k")));
    let (sent, outcome) = sent!(RivalsRequest, rivals, |client| client.with_user_token("u"));
    assert_eq!(sent, "");
    assert!(outcome.expect_err("half of a set").to_string().contains("with_key"));
}

#[test]
fn optional_and_none() {
    let (sent, outcome) = sent!(OptionalRequest, optional, |client| client);
    outcome.expect("done");
    assert_eq!(header(&sent, "authorization"), None);
    let (sent, _) = sent!(OptionalRequest, optional, |client| client.with_user_token("u"));
    assert_eq!(header(&sent, "authorization"), Some("Bearer u"));
    let (sent, _) = sent!(PublicRequest, public, |client| client.with_user_token("u").with_key("k"));
    assert_eq!((header(&sent, "authorization"), header(&sent, "x-key")), (None, None));
}

#[test]
fn schemes_of_http() {
    // RFC 7617 section 2.
    let (sent, _) = sent!(BasicRequest, basic, |client| client.with_login("Aladdin", "open sesame"));
    assert_eq!(header(&sent, "authorization"), Some("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="));
    // RFC 9110 section 11.6.2: the name of the scheme, a space, and the credentials.
    let (sent, _) = sent!(CustomRequest, custom, |client| client.with_token("sig=a b&se=1"));
    assert_eq!(header(&sent, "authorization"), Some("SharedAccessKey sig=a b&se=1"));
    let (sent, outcome) = sent!(CustomRequest, custom, |client| client.with_token("sharedaccesskey sig=1"));
    assert_eq!(sent, "");
    assert!(outcome.expect_err("twice").to_string().contains("without `SharedAccessKey`"));
    let (sent, _) = sent!(OauthRequest, oauth, |client| client.with_oauth("t"));
    assert_eq!(header(&sent, "authorization"), Some("Bearer t"));
}

#[test]
fn a_key_in_a_cookie() {
    let (sent, _) = sent!(SessionRequest, session, |client| client.with_session("abc"));
    assert_eq!(header(&sent, "cookie"), Some("SESSION=abc"));
    let (sent, outcome) = sent!(SessionRequest, session, |client| client);
    assert_eq!(sent, "");
    assert!(outcome.expect_err("no key").to_string().contains("with_session"));
    let (sent, outcome) = sent!(SessionRequest, session, |client| client.with_session("a;b"));
    assert_eq!(sent, "");
    assert!(!outcome.expect_err("no cookie").to_string().contains("a;b"));
}

#[test]
fn servers_and_their_variables() {
    assert_eq!(settings::servers::PRODUCTION, "https://eu.example.com/v2");
    assert_eq!(settings::servers::production("us", "v3"), "https://us.example.com/v3");
    assert_eq!(settings::servers::TEST, "https://test.example.com");
}

#[test]
fn servers_of_paths_and_operations() {
    let other = Server::start(vec![empty(204)]).expect("a server");
    let (sent, outcome) = sent!(UploadRequest, upload, |client| client
        .with_user_token("u")
        .with_files_server(format!("{}/uploads", other.url())));
    outcome.expect("done");
    assert_eq!(sent, "", "nothing goes to the server of the client");
    let (_, outcome) =
        sent!(MirrorRequest, mirror, |client| client.with_user_token("u").with_mirror_server(other.url()));
    outcome.expect("done");
    let lines: Vec<String> = crate::both::sent(&other)
        .iter()
        .map(|sent| sent.lines().next().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(
        lines,
        [
            "POST /uploads/files HTTP/1.1",
            "POST /uploads/files HTTP/1.1",
            "PUT /files HTTP/1.1",
            "PUT /files HTTP/1.1"
        ]
    );
    // A path in the base stays.
    let server = Server::start(vec![empty(204)]).expect("a server");
    let client = settings::blocking::Client::new(&format!("{}/v2/", server.url())).expect("a client");
    client.with_user_token("u").usual(&UsualRequest::new()).expect("done");
    assert_eq!(target(&crate::both::sent(&server)[0]), "/v2/usual");
    assert_eq!(rt::server("https://{a}", &[("a", "b")]), "https://b");
}
