//! Requests with parameters, bodies, global parameters and credentials, over sockets and with both clients.

use stubwright_tests::compiled::{
    case_bodies as bodies, case_envelopes_named as envelopes, case_params as params, case_public as public,
    case_redirects as redirects, case_rest_of_path as rest_of_path, case_servers as servers,
    case_settings as settings, case_tags as tags,
};
use stubwright_tests::server::{Answer, Server};

use crate::both::sent;
use crate::wire::run;

/// Sends a request with the asynchronous and the blocking client of a case, checks that the same left and the same came
/// back, and gives both.
macro_rules! call {
    ($case:ident, $answer:expr, |$client:ident| $call:expr) => {
        call!($case, $answer, |client| client, |$client| $call)
    };
    ($case:ident, $answer:expr, |$plain:ident| $set:expr, |$client:ident| $call:expr) => {{
        let (sent, outcome) = crate::both::both!($case, [$answer], |$plain| $set, |$client| $call);
        (sent.first().cloned().unwrap_or_default(), outcome)
    }};
}

mod answers;
mod choices;
mod common_places;
mod constants;
mod failures;
mod fields;
mod inline_paths;
mod optional;
mod other_servers;
mod outcomes;
mod styles;
mod types;

fn fine(data: &str) -> Answer {
    Answer::json(200, &format!(r#"{{"ok":true,"data":{data}}}"#))
}

/// `{+name}` keeps slashes and nothing else, and no value leads out of the path before it.
#[test]
fn a_parameter_is_the_rest_of_the_path() {
    use rest_of_path::types::{ByKindRequest, Kind, Raw, ShowFileRequest, ShowFolderRequest};

    let answer = || Answer::json(200, "{}");
    let line = |sent: String| sent.lines().next().unwrap_or_default().to_owned();
    let file = ShowFileRequest::new("o/n", "src/a b/签.rs?x");
    let (sent, _) = call!(rest_of_path, answer(), |client| client.show_file(&file));
    assert_eq!(line(sent), "GET /repos/o%2Fn/contents/src/a%20b/%E7%AD%BE.rs%3Fx HTTP/1.1");
    let folder = ShowFolderRequest::new("n", ["src".to_owned(), "a/b".to_owned(), "c d".to_owned()]);
    let (sent, _) = call!(rest_of_path, answer(), |client| client.show_folder(&folder));
    assert_eq!(line(sent), "GET /repos/n/folders/src/a%2Fb/c%20d HTTP/1.1");
    let raw = Raw::new("deep/er", "text");
    let (sent, _) = call!(rest_of_path, answer(), |client| client.raw(&raw));
    assert_eq!(line(sent), "POST /files/deep/er/raw HTTP/1.1");
    let kinds = ByKindRequest::new([Kind::AB, Kind::C]);
    let (sent, _) = call!(rest_of_path, answer(), |client| client.by_kind(&kinds));
    assert_eq!(line(sent), "DELETE /kinds/a%2Fb/c HTTP/1.1");
    for path in ["../../admin", "a/../../../admin", "a/.", ""] {
        let file = ShowFileRequest::new("n", path);
        let (sent, outcome) = call!(rest_of_path, answer(), |client| client.show_file(&file));
        assert_eq!(sent, "", "{path}");
        let error = outcome.expect_err(path);
        assert!(error.to_string().contains("the path parameter `path`"), "{error}");
    }
}

/// An answer with a redirect.
fn to(status: u16, location: &str) -> Answer {
    Answer::raw(format!(
        "HTTP/1.1 {status} Status\r\nlocation: {location}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
    ))
}

/// Credentials stay at the origin that they are for.
#[test]
fn a_redirect_is_followed_without_credentials() {
    let storage = Server::start(vec![Answer::typed(200, "application/zip", "PK")]).expect("a server");
    let answer = to(302, &format!("{}/signed?sig=abc", storage.url()));
    let request = redirects::types::ArtifactRequest::new(7);
    let (sent, found) =
        call!(redirects, answer.clone(), |client| client.with_token("hunter2"), |client| client
            .artifact(&request));
    assert_eq!(found.expect("the file").as_ref(), b"PK");
    assert!(sent.contains("authorization: Bearer hunter2"), "{sent}");
    let signed = storage.requests();
    assert_eq!(signed.len(), 2);
    for request in signed {
        assert!(request.starts_with("GET /signed?sig=abc HTTP/1.1"), "{request}");
        assert!(!request.contains("hunter2") && request.to_lowercase().contains("\r\naccept: "), "{request}");
    }

    // The same origin gets everything again.
    let server = Server::start(vec![to(307, "../b?x=1"), Answer::typed(200, "application/zip", "PK")]);
    let server = server.expect("a server");
    let client = redirects::blocking::Client::new(server.url()).expect("a client").with_token("hunter2");
    assert_eq!(client.artifact(&request).expect("the file").as_ref(), b"PK");
    let requests = server.requests();
    assert!(
        requests[1].starts_with("GET /b?x=1 HTTP/1.1") && requests[1].contains("hunter2"),
        "{requests:?}"
    );

    // A circle ends, and an endpoint that declares nothing does not begin.
    let server = Server::start(vec![to(302, "/again")]).expect("a server");
    let client = redirects::blocking::Client::new(server.url()).expect("a client").with_token("hunter2");
    let error = client.artifact(&request).expect_err("a circle").to_string();
    assert_eq!((server.requests().len(), error.contains("HTTP 302")), (11, true), "{error}");
    let error = client.plain(&redirects::types::PlainRequest::new()).expect_err("refused").to_string();
    assert_eq!((server.requests().len(), error.contains("(not followed)")), (12, true), "{error}");
}

#[test]
fn a_redirect_can_be_an_answer() {
    let request = redirects::types::CachedRequest::new().with_etag("\"v1\"");
    let server = Server::start(vec![to(304, ""), Answer::json(200, "{\"id\":1}"), Answer::json(404, "{}")]);
    let server = server.expect("a server");
    let client = redirects::blocking::Client::new(server.url()).expect("a client").with_token("t");
    let response = client.call(&request).send().expect("not modified");
    assert_eq!((response.status().as_u16(), response.payload().is_none()), (304, true));
    assert_eq!(client.cached(&request).expect("a document").and_then(|doc| doc.id), Some(1));
    assert!(client.cached(&request).expect_err("not found").is_http());

    let log_in = redirects::types::LogInRequest::new();
    let (_, found) =
        call!(redirects, to(303, "https://elsewhere.example/"), |client| client.with_token("t"), |client| {
            client.log_in(&log_in)
        });
    found.expect("an answer");
}

#[test]
fn parameters_of_every_place_and_style() {
    let request = params::types::ListPartsRequest::new(7, [1, 2], ["read".to_owned(), "write".to_owned()])
        .with_size(3)
        .with_sort("desc")
        .with_tags(["a,b".to_owned(), "c d".to_owned()])
        .with_levels([params::types::Level::High, params::types::Level::Low])
        .with_made_after(1_767_225_600_000)
        .with_made_on("2026-01-31".parse::<params::runtime::Date>().expect("a date"))
        .with_price("9.950".parse::<params::runtime::Decimal>().expect("a decimal"))
        .with_strict(true)
        .with_exact(false)
        .with_trace("t-1")
        .with_token("hunter2");
    assert!(!format!("{request:?}").contains("hunter2"));
    let (sent, parts) = call!(params, fine("[{\"id\":1}]"), |client| client.list_parts(&request));
    assert_eq!(parts.expect("parts").len(), 1);
    assert_eq!(
        sent,
        "GET /shops/7/parts?page=1&size=3&sort=desc&ids=1&ids=2&tags=a%2Cb,c%20d&levels%5B%5D=2&levels%5B%5D=1\
         &made_after=1767225600000&made_on=2026-01-31&price=9.950&strict=1&exact=false HTTP/1.1\n\
         accept: application/json\nx-rights: read,write\nx-token: hunter2\nx-trace: t-1\n\n"
    );
    let least = params::types::ListPartsRequest::new(7, [], []);
    let (sent, _) = call!(params, fine("[]"), |client| client.list_parts(&least));
    assert_eq!(sent, "GET /shops/7/parts?page=1 HTTP/1.1\naccept: application/json\n\n");
}

#[test]
fn parameters_stay_out_of_the_body() {
    let change =
        params::types::ChangePart::new("a/b", 2).with_dry_run(true).with_title(params::runtime::Patch::Null);
    assert_eq!(serde_json::to_string(&change).expect("JSON"), r#"{"title":null,"count":2}"#);
    let (sent, _) = call!(params, fine("null"), |client| client.change_part(&change));
    assert_eq!(
        sent,
        "PATCH /parts/a%2Fb?dry_run=true HTTP/1.1\naccept: application/json\ncontent-type: application/json\n\n\
         {\"title\":null,\"count\":2}"
    );
    // An optional parameter takes no trait away.
    let labelled: params::types::Label =
        serde_json::from_str(r#"{"text":"x"}"#).expect("a body is read without its parameters");
    assert_eq!(labelled, params::types::Label::new("x"));
    let traced = labelled.with_trace("t");
    assert_ne!(traced, params::types::Label::new("x"));
    assert_eq!(traced.clone(), traced);
    assert_eq!(serde_json::to_string(&traced).expect("JSON"), r#"{"text":"x"}"#);
    assert_eq!(
        serde_json::from_str::<params::types::Touch>("{}").expect("JSON"),
        params::types::Touch::new()
    );
    let put = params::types::PutPartRequest::new("p 1", params::types::Part::new(1));
    let (sent, _) = call!(params, fine("null"), |client| client.put_part(&put));
    assert_eq!(
        sent,
        "PUT /parts/p%201 HTTP/1.1\naccept: application/json\ncontent-type: application/json\n\n{\"id\":1}"
    );
    let login = params::types::Login::new("realm", "me", "p&w");
    let (sent, _) = call!(params, fine("null"), |client| client.login(&login));
    assert_eq!(
        sent,
        "POST /login/realm HTTP/1.1\naccept: application/json\ncontent-type: application/x-www-form-urlencoded\n\n\
         user=me&password=p%26w"
    );
}

#[test]
fn odd_names_are_exact_on_the_wire() {
    let file = params::types::FileRequest::new("a.b", "asc").with_body("x");
    let (sent, _) = call!(params, fine("null"), |client| client.file(&file));
    assert_eq!(sent.lines().next(), Some("GET /files/a.b.asc?body=x HTTP/1.1"));
    let odd = params::types::OddRequest::new(1, "s", "f", "签");
    assert_eq!((odd.r#type, odd.sign.as_str()), (1, "签"));
    let (sent, _) = call!(params, fine("null"), |client| client.odd(&odd));
    assert_eq!(
        sent.lines().next(),
        Some("GET /odd/1?self=s&filter%5Bname%5D=f&%E7%AD%BE=%E7%AD%BE HTTP/1.1")
    );
}

#[test]
fn a_path_parameter_cannot_lead_elsewhere() {
    for part in ["", "..", "."] {
        let request = params::types::PutPartRequest::new(part, params::types::Part::new(1));
        let (sent, answer) = call!(params, fine("null"), |client| client.put_part(&request));
        assert!(sent.is_empty() && answer.is_err_and(|error| error.is_request()), "{part:?}");
    }
}

#[test]
fn forms() {
    let login = bodies::types::Login::new("me", "p w", true, "person")
        .with_scopes(["a".to_owned(), "b&c".to_owned()]);
    let (sent, note) =
        call!(bodies, fine(r#"{"id":1,"text":"t"}"#), |client| client.log_in(&login.clone().into()));
    assert_eq!(note.expect("a note").id, 1);
    assert_eq!(
        sent,
        "POST /token HTTP/1.1\naccept: application/json\ncontent-type: application/x-www-form-urlencoded\n\n\
         user=me&password=p+w&scopes=a&scopes=b%26c&remember=1&kind+of+user=person"
    );
    let search = bodies::types::SearchAgainRequest::new(2, bodies::types::Search::new("x"));
    let (sent, _) = call!(bodies, fine("null"), |client| client.search_again(&search));
    assert!(sent.starts_with("POST /search/2 HTTP/1.1\n") && sent.ends_with("\n\ntext=x&page=1"), "{sent}");
}

#[test]
fn files() {
    let file = |name: &str, text: &'static str| bodies::runtime::File::new(name, text);
    let upload = bodies::types::Upload::new(
        "标题",
        ["x".to_owned(), "y".to_owned()],
        file("a\".pdf", "A"),
        [file("1", "B"), file("2", "C")],
    )
    .with_made("2026-01-31".parse::<bodies::runtime::Date>().expect("a date"));
    let (sent, _) = call!(bodies, fine(r#"{"id":1,"text":"t"}"#), |client| client.upload(&upload));
    let part = |head: &str, body: &str| {
        format!(
            "--stubwright-part-0000000000000000\r\nContent-Disposition: form-data; {head}\r\n\r\n{body}\r\n"
        )
    };
    let file =
        |head: &str, body: &str| part(&format!("{head}\r\nContent-Type: application/octet-stream"), body);
    let parts = [
        part("name=\"title\"", "标题"),
        part("name=\"tags\"", "x"),
        part("name=\"tags\"", "y"),
        file("name=\"file\"; filename=\"a%22.pdf\"", "A"),
        file("name=\"pages\"; filename=\"1\"", "B"),
        file("name=\"pages\"; filename=\"2\"", "C"),
        part("name=\"made\"", "2026-01-31"),
    ];
    assert_eq!(
        sent,
        format!(
            "POST /files HTTP/1.1\naccept: application/json\n\
             content-type: multipart/form-data; boundary=stubwright-part-0000000000000000\n\n\
             {}--stubwright-part-0000000000000000--\r\n",
            parts.concat()
        )
    );
}

#[test]
fn raw_bodies_both_ways() {
    let picture = bodies::types::PutPictureRequest::new(1, b"\x89PNG".to_vec());
    let (sent, _) = call!(bodies, fine("null"), |client| client.put_picture(&picture));
    assert!(
        sent.starts_with("PUT /pictures/1 HTTP/1.1\naccept: application/json\ncontent-type: image/png\n\n"),
        "{sent}"
    );
    let table = bodies::types::PutTableRequest::new("a,b\n1,2\n");
    let (sent, _) = call!(bodies, fine("null"), |client| client.put_table(&table));
    assert_eq!(
        sent,
        "POST /tables HTTP/1.1\naccept: application/json\ncontent-type: text/csv; charset=utf-8\n\na,b\n1,2\n"
    );

    let request = bodies::types::PictureRequest::new(1);
    let answer = Answer::typed(200, "image/png", "PNG\u{1}");
    let (sent, picture) = call!(bodies, answer, |client| client.picture(&request));
    assert_eq!(sent, "GET /pictures/1 HTTP/1.1\naccept: image/png, application/json;q=0.9\n\n");
    assert_eq!(picture.expect("bytes"), "PNG\u{1}".as_bytes());
    let answer = Answer::json(200, r#"{"ok":false,"code":"e1","msg":"no"}"#);
    let (_, picture) = call!(bodies, answer, |client| client.picture(&request));
    assert_eq!(picture.expect_err("the envelope").kind(), Some(bodies::ErrorCode::Broken));

    let request = bodies::types::TableRequest::new();
    let answer = Answer::typed(200, "text/csv; charset=utf-8", "a,b\n");
    let (sent, table) = call!(bodies, answer, |client| client.table(&request));
    assert_eq!(sent, "GET /tables HTTP/1.1\naccept: text/csv; header=present\n\n");
    assert_eq!(table.expect("text"), "a,b\n");
}

#[test]
fn each_endpoint_is_read_by_its_envelope() {
    let json = |body: &str| Answer::json(200, body);
    let (_, thing) = call!(envelopes, json(r#"{"code":0,"data":{"id":1}}"#), |client| client
        .new_(&envelopes::types::NewRequest::new()));
    assert_eq!(thing.expect("a thing").id, 1);
    let old = envelopes::types::OldRequest::new();
    let (_, thing) =
        call!(envelopes, json(r#"{"status":"ok","result":{"id":2}}"#), |client| client.old(&old));
    assert_eq!(thing.expect("a thing").id, 2);
    let (_, thing) =
        call!(envelopes, json(r#"{"status":"no","error":{"code":"7","text":"gone"}}"#), |client| client
            .old(&old));
    let error = thing.expect_err("a failure");
    assert_eq!((error.kind(), error.message()), (Some(envelopes::ErrorCode::Gone), Some("gone")));
    let token = envelopes::types::TokenRequest::new();
    let (_, thing) = call!(envelopes, json(r#"{"id":3}"#), |client| client.token(&token));
    assert_eq!(thing.expect("a thing").id, 3);
    // Without an envelope even what looks like a failure is the payload.
    let plain = envelopes::types::PlainRequest::new();
    let (_, thing) = call!(envelopes, json(r#"{"code":7,"id":4}"#), |client| client.plain(&plain));
    assert_eq!(thing.expect("a thing").id, 4);
}

#[test]
fn servers_have_defaults_and_choices() {
    assert_eq!(servers::servers::PLAIN, "https://api.example.com");
    assert_eq!(servers::servers::REGIONAL, "https://cn.example.com/v2");
    assert_eq!(servers::servers::regional("sg", "v3/../x"), "https://sg.example.com/v3%2F..%2Fx");
    assert_eq!(servers::servers::SELF, servers::servers::self_("a b"));
}

fn sign(request: &mut http::Request<bytes::Bytes>) -> Result<(), settings::runtime::InvalidRequest> {
    let signed = format!("{} {}", request.method(), request.uri().query().unwrap_or_default().len());
    settings::runtime::set_header(request, "X-Signature", &signed)
}

/// The query without what the clock and chance make, whose forms are checked.
fn steady(line: &str) -> String {
    let (path, query) = line.split_once('?').expect("a query");
    let pairs = query.split('&').map(|pair| {
        let (name, value) = pair.split_once('=').expect("a value");
        let digits = |count: usize| value.len() == count && value.bytes().all(|byte| byte.is_ascii_digit());
        match name {
            "timestamp" => assert!(digits(10), "{value}"),
            "millis" => assert!(digits(13), "{value}"),
            "localTime" => assert!(value.starts_with("20") && value.contains("%20"), "{value}"),
            _ => return pair.to_owned(),
        }
        name.to_owned()
    });
    format!("{path}?{}", pairs.collect::<Vec<_>>().join("&"))
}

#[test]
fn what_every_call_sends() {
    let server = Server::start(vec![Answer::json(200, "\"me\"")]).expect("a server");
    let client = settings::blocking::Client::new(server.url()).expect("a client");
    let client = client
        .with_app_key("k&1")
        .with_format("json")
        .with_shop(7)
        .with_mode("test")
        .with_debug(true)
        .with_token("t0k")
        .with_x_api_key("key")
        .with_access("acc")
        .with_signer(sign);
    assert!(!format!("{client:?}").contains("t0k"));
    assert_eq!(client.me(&settings::types::MeRequest::new()).expect("an answer"), "me");
    client.log_in(&settings::types::LogInRequest::new()).expect("an answer");
    let requests = sent(&server);
    let common =
        "?app_key=k%261&v=2.0&timestamp&millis&localTime&mode=test&debug=true&response%20format=json";
    let lines: Vec<String> =
        requests.iter().map(|sent| steady(sent.lines().next().expect("a line"))).collect();
    assert_eq!(
        lines,
        [format!("GET /me{common}&access_key=acc HTTP/1.1"), format!("POST /login{common} HTTP/1.1")]
    );
    let length =
        requests[0].lines().next().and_then(|line| line.split(['?', ' ']).nth(2)).expect("a query").len();
    let headers = |sent: &str| -> Vec<String> {
        let steady = sent.lines().skip(1).take_while(|line| !line.is_empty()).map(|line| {
            let (name, value) = line.split_once(": ").expect("a header");
            match name {
                "x-nonce" => {
                    assert!(value.len() == 32 && value.bytes().all(|b| b.is_ascii_hexdigit()), "{value}")
                }
                "x-time" => assert!(value.len() == 20 && value.ends_with('Z'), "{value}"),
                _ => return line.to_owned(),
            }
            name.to_owned()
        });
        steady.collect()
    };
    assert_eq!(
        headers(&requests[0]),
        [
            "accept: application/json",
            "authorization: Bearer t0k",
            "x-api-key: key",
            "x-lang: zh-CN",
            "x-nonce",
            "x-shop: 7",
            &format!("x-signature: GET {length}"),
            "x-time"
        ]
    );
    // An endpoint that needs no credentials gets none.
    assert_eq!(
        headers(&requests[1]),
        ["accept: application/json", "x-lang: zh-CN", "x-nonce", "x-shop: 7", "x-time"]
    );
}

#[test]
fn what_is_not_set_is_named() {
    let request = settings::types::MeRequest::new();
    let (sent, answer) = call!(settings, Answer::json(200, "\"me\""), |client| client.me(&request));
    let error = answer.expect_err("nothing was set");
    assert!(
        sent.is_empty() && error.is_request() && error.to_string().contains("`with_token` was not called"),
        "{error}"
    );
    let keys = |client: settings::Client| client.with_app_key("k").with_format("json");
    let missing = settings::Client::new("http://localhost").expect("a client").with_format("json");
    let error = run(missing.log_in(&settings::types::LogInRequest::new())).expect_err("no key");
    assert!(error.to_string().contains("`with_app_key` was not called"), "{error}");
    let server = Server::start(vec![Answer::json(200, "\"me\"")]).expect("a server");
    let client = keys(settings::Client::new(server.url()).expect("a client"));
    assert!(run(client.log_in(&settings::types::LogInRequest::new())).is_ok());
    let error = run(client.me(&request)).expect_err("no token");
    assert!(error.to_string().contains("with_token"), "{error}");
}

#[test]
fn user_and_password() {
    let request = public::types::MeRequest::new();
    let answer = || Answer::json(200, "null");
    let (sent, _) =
        call!(public, answer(), |client| client.with_account("me", "p:w"), |client| client.me(&request));
    assert_eq!(sent, "GET /me HTTP/1.1\naccept: application/json\nauthorization: Basic bWU6cDp3\n\n");
    let (sent, _) = call!(public, answer(), |client| client.ping(&public::types::PingRequest::new()));
    assert_eq!(sent, "GET /ping HTTP/1.1\naccept: application/json\n\n");
}

#[test]
fn operations_of_a_tag_are_methods_of_the_client() {
    let request = tags::types::Refund::new(1);
    let answer = Answer::json(200, r#"{"status":"no","error":"e1"}"#);
    let (sent, answer) =
        call!(tags, answer, |client| client.with_app_key("k").with_token("t"), |client| client
            .refund(&request));
    assert_eq!(
        sent,
        "POST /refunds?app_key=k HTTP/1.1\naccept: application/json\nauthorization: Bearer t\n\
         content-type: application/json\n\n{\"order\":1}"
    );
    assert_eq!(answer.expect_err("refused").kind(), Some(tags::ErrorCode::Broken));
    let request = tags::types::StatusRequest::new();
    let answer = Answer::typed(200, "text/plain", "up");
    let (_, status) =
        call!(tags, answer, |client| client.with_app_key("k"), |client| client.status(&request));
    assert_eq!(status.expect("text"), "up");
}
