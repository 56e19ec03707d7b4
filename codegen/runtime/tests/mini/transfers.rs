//! All transports over real sockets: every kind of request as it arrives, and raw responses.

use std::error::Error as StdError;
use std::net::TcpListener;

use stubwright_runtime::v1::{self as rt, Bytes, Config, File, Operation, Payload, http};

use crate::api::{Error, ErrorCode};
use crate::server::{Act, Server};
use crate::shop::{Avatar, Download, Export, Login, Note, Pay, Purge, Query, Search, Store, Touch, Upload};
#[cfg(feature = "reqwest")]
use crate::sockets::from_builder;

#[derive(Debug, Clone, Copy)]
enum Over {
    #[cfg(feature = "hyper")]
    Hyper,
    #[cfg(feature = "reqwest")]
    Reqwest,
    #[cfg(feature = "ureq")]
    Ureq,
}

const EACH: &[Over] = &[
    #[cfg(feature = "hyper")]
    Over::Hyper,
    #[cfg(feature = "reqwest")]
    Over::Reqwest,
    #[cfg(feature = "ureq")]
    Over::Ureq,
];

fn call<O>(over: Over, url: &str, operation: &O) -> Result<O::Output, Error>
where
    O: Operation<Code = ErrorCode>,
    O::Output: Payload<Blocking = O::Output>,
{
    call_with(over, url, operation, settings)
}

fn call_with<O>(
    over: Over,
    url: &str,
    operation: &O,
    configure: fn(Config) -> Config,
) -> Result<O::Output, Error>
where
    O: Operation<Code = ErrorCode>,
    O::Output: Payload<Blocking = O::Output>,
{
    match over {
        #[cfg(feature = "hyper")]
        Over::Hyper => {
            let executor = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            let client = rt::Client::<ErrorCode>::hyper(url)?.configure(configure);
            executor.block_on(client.call(operation))
        }
        #[cfg(feature = "reqwest")]
        Over::Reqwest => {
            let executor = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            let client = rt::Client::<ErrorCode>::new(url, from_builder())?.configure(configure);
            executor.block_on(client.call(operation))
        }
        #[cfg(feature = "ureq")]
        Over::Ureq => rt::blocking::Client::<ErrorCode>::ureq(url)?.configure(configure).payload(operation),
    }
}

fn settings(config: Config) -> Config {
    config
        .set("app_key", "k")
        .set("api_key", "hunter2")
        .set("token", "hunter2")
        .set("access_token", "hunter2")
        .set_basic("login", "user", "hunter2")
        .sign_with(|request: &mut http::Request<Bytes>| {
            let signature = format!("{} {}", request.method(), String::from_utf8_lossy(request.body()));
            rt::set_header(request, "X-Sign", &signature)?;
            rt::add_query(request, "sign", "é/")
        })
}

/// Sends over each transport and shows what arrives: the request line, the other header lines, and the body.
fn arrives<O>(operation: &O, check: impl Fn(&str, &[String], Vec<u8>))
where
    O: Operation<Code = ErrorCode>,
    O::Output: Payload<Blocking = O::Output>,
{
    for over in EACH {
        let server =
            Server::start(&[Act::Read, Act::Write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}")]);
        let outcome = call(*over, server.url(), operation);
        assert!(outcome.is_ok(), "{over:?}: {:?}", outcome.err());
        let request = server.request();
        let mut lines = request.lines().take_while(|line| !line.is_empty());
        let first = lines.next().unwrap();
        let lower = |line: &str| {
            let (name, value) = line.split_once(": ").unwrap();
            format!("{}: {value}", name.to_lowercase())
        };
        check(first, &lines.map(lower).collect::<Vec<_>>(), server.body());
    }
}

fn has(lines: &[String], line: &str) {
    assert!(lines.iter().any(|found| found == line), "no {line:?} in {lines:#?}");
}

/// The outcome over each transport of a call that is answered like this.
fn answered<O>(script: &'static [Act], operation: &O, check: impl Fn(Result<O::Output, Error>))
where
    O: Operation<Code = ErrorCode>,
    O::Output: Payload<Blocking = O::Output>,
{
    for over in EACH {
        let server = Server::start(script);
        check(call(*over, server.url(), operation));
    }
}

#[test]
fn parameters_arrive() {
    let search = Search {
        shop: "签/1 ".into(),
        each: vec!["*'()!~".into()],
        ids: vec![1, 2],
        tags: vec!["|".into()],
        trace: Some("é".into()),
        v: Some("3".into()),
        ..Search::default()
    };
    arrives(&search, |first, lines, body| {
        let (before, after) = first.split_once("&time=").unwrap();
        assert_eq!(before, "GET /v1/%E7%AD%BE%2F1%20/items?app_key=k");
        let want = "&each=%2A%27%28%29%21~&ids=1,2&tag%5B%5D=%7C&v=3 HTTP/1.1";
        assert!(after.ends_with(want), "{first}");
        has(lines, "x-api-key: hunter2");
        has(lines, "x-channel: rust");
        has(lines, "x-trace: é");
        assert!(lines.iter().any(|line| line.starts_with("x-nonce: ") && line.len() == 41), "{lines:?}");
        assert!(body.is_empty() && !lines.iter().any(|line| line.starts_with("content-")), "{lines:?}");
    });
}

#[test]
fn forms_and_basic_credentials_arrive() {
    let login = Login { user: "a b&c".into(), scopes: vec!["x".into(), "é".into()] };
    arrives(&login, |first, lines, body| {
        assert_eq!(first, "POST /login HTTP/1.1");
        has(lines, "authorization: Basic dXNlcjpodW50ZXIy");
        has(lines, "content-type: application/x-www-form-urlencoded");
        has(lines, "content-length: 33");
        assert_eq!(body, b"user=a+b%26c&scope=x&scope=%C3%A9");
    });
}

#[test]
fn files_arrive() {
    let bytes = [b"\r\n--stubwright-part-0000000000000000--\r\n".as_slice(), &[0, 0xff, b'\n']].concat();
    let upload = Upload {
        title: Some("t\r\n".into()),
        file: File::new("a\".pdf", bytes.clone()).with_content_type("application/pdf"),
        more: vec![File::new("1", ""), File::new("2", "x")],
    };
    let mut want = b"--B\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nt\r\n\r\n\
        --B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a%22.pdf\"\r\n\
        Content-Type: application/pdf\r\n\r\n"
        .to_vec();
    want.extend_from_slice(&bytes);
    want.extend_from_slice(
        b"\r\n--B\r\nContent-Disposition: form-data; name=\"more\"; filename=\"1\"\r\n\
        Content-Type: application/octet-stream\r\n\r\n\r\n\
        --B\r\nContent-Disposition: form-data; name=\"more\"; filename=\"2\"\r\n\
        Content-Type: application/octet-stream\r\n\r\nx\r\n--B--\r\n",
    );
    let boundary = "stubwright-part-0000000000000001";
    arrives(&upload, |first, lines, body| {
        assert_eq!(first, "POST /files HTTP/1.1");
        has(lines, "authorization: Bearer hunter2");
        has(lines, &format!("content-type: multipart/form-data; boundary={boundary}"));
        has(lines, &format!("content-length: {}", body.len()));
        // The file holds no text that this could touch.
        let body: Vec<u8> = replaced(&body, boundary.as_bytes(), b"B");
        assert_eq!(String::from_utf8_lossy(&body), String::from_utf8_lossy(&want));
        assert_eq!(body, want);
    });
}

fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at..].starts_with(from) {
            out.extend_from_slice(to);
            at += from.len();
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    out
}

#[test]
fn bytes_and_texts_arrive() {
    arrives(&Store { body: Bytes::from_static(b"%PDF\0\xff\r\n") }, |first, lines, body| {
        assert_eq!((first, body.as_slice()), ("PUT /blob HTTP/1.1", b"%PDF\0\xff\r\n".as_slice()));
        has(lines, "content-type: application/pdf");
        has(lines, "accept: application/json");
    });
    arrives(&Store { body: Bytes::new() }, |_, lines, body| {
        assert!(body.is_empty());
        has(lines, "content-type: application/pdf");
        has(lines, "content-length: 0");
    });
    arrives(&Touch, |first, lines, _| {
        assert_eq!(first, "POST /touch HTTP/1.1");
        has(lines, "content-length: 0");
    });
    arrives(&Note { body: "é,1\n".into() }, |_, lines, body| {
        assert_eq!(body, "é,1\n".as_bytes());
        has(lines, "content-type: text/csv; charset=utf-8");
    });
}

#[test]
fn bodies_of_any_method_arrive() {
    arrives(&Purge, |first, lines, body| {
        assert_eq!((first, body.as_slice()), ("DELETE /all HTTP/1.1", b"[1]".as_slice()));
        has(lines, "content-length: 3");
    });
    arrives(&Query, |first, _, body| {
        assert_eq!((first, body.as_slice()), ("GET /all HTTP/1.1", b"[1]".as_slice()));
    });
}

#[test]
fn signatures_arrive() {
    arrives(&Pay { amount: 7 }, |first, lines, body| {
        assert!(first.starts_with("POST /pay?app_key=k&v=2.0&time="), "{first}");
        assert!(first.ends_with("&b=2&sign=%C3%A9%2F HTTP/1.1"), "{first}");
        assert_eq!(body, br#"{"amount":7}"#);
        has(lines, "authorization: Bearer hunter2");
        has(lines, r#"x-sign: POST {"amount":7}"#);
    });
}

#[test]
fn files_come_back() {
    const FILE: &[u8] =
        b"HTTP/1.1 200 OK\r\ncontent-type: application/pdf\r\ncontent-length: 7\r\n\r\n%PDF\0\xff\n";
    answered(&[Act::Read, Act::Bytes(FILE)], &Download, |outcome| {
        assert_eq!(outcome.unwrap().as_ref(), b"%PDF\0\xff\n");
    });
    answered(&[Act::Read, Act::Bytes(FILE)], &Avatar, |outcome| assert_eq!(outcome.unwrap().len(), 7));
    const NOTHING: &str = "HTTP/1.1 204 No Content\r\n\r\n";
    answered(&[Act::Read, Act::Write(NOTHING)], &Avatar, |outcome| assert!(outcome.unwrap().is_empty()));
    const CSV: &[u8] =
        b"HTTP/1.1 200 OK\r\ncontent-type: text/csv; charset=utf-8\r\ncontent-length: 8\r\n\r\n\xef\xbb\xbfa,\xc3\xa9\n";
    answered(&[Act::Read, Act::Bytes(CSV)], &Export, |outcome| assert_eq!(outcome.unwrap(), "a,é\n"));
}

#[test]
fn envelopes_come_back_in_place_of_files() {
    const ERROR: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/octet-stream\r\nx-request-id: r1\r\n\
        content-length: 49\r\n\r\n{\"success\":false,\"code\":\"oc_40003\",\"msg\":\"twice\"}";
    let check = |error: Error| {
        assert_eq!(
            (error.kind(), error.trace_id()),
            (Some(ErrorCode::DuplicateSigner), Some("r1")),
            "{error:?}"
        );
        assert_eq!(error.to_string(), "[oc_40003] twice (solution: 检查参数) trace=r1");
    };
    answered(&[Act::Read, Act::Write(ERROR)], &Download, |outcome| check(outcome.unwrap_err()));
    answered(&[Act::Read, Act::Write(ERROR)], &Export, |outcome| check(outcome.unwrap_err()));
    answered(&[Act::Read, Act::Write(ERROR)], &Avatar, |outcome| assert_eq!(outcome.unwrap().len(), 49));
    const PAGE: &str =
        "HTTP/1.1 502 Bad Gateway\r\ncontent-type: text/html\r\ncontent-length: 6\r\n\r\n<html>";
    answered(&[Act::Read, Act::Write(PAGE)], &Download, |outcome| {
        let error = outcome.unwrap_err();
        assert!(error.is_http(), "{error:?}");
        assert_eq!(error.to_string(), "download: HTTP 502 Bad Gateway, text/html: <html>");
    });
    const GBK: &[u8] =
        b"HTTP/1.1 200 OK\r\ncontent-type: text/csv; charset=gbk\r\ncontent-length: 2\r\n\r\n\xd6\xd0";
    answered(&[Act::Read, Act::Bytes(GBK)], &Export, |outcome| {
        let error = outcome.unwrap_err();
        assert!(error.is_decode() && error.body() == b"\xd6\xd0", "{error:?}");
        let want = "export: can't read the response: the body is declared as text/csv; charset=gbk, and only UTF-8 can be read (HTTP 200)";
        assert_eq!(error.to_string(), want);
    });
}

#[test]
fn raw_bodies_are_bounded() {
    const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/pdf\r\nconnection: close\r\n\r\n";
    answered(&[Act::Read, Act::Write(HEAD), Act::Flood(8 * 1024)], &Download, |outcome| {
        assert_eq!(outcome.unwrap().len(), 8 * 1024 * 1024);
    });
    answered(&[Act::Read, Act::Write(HEAD), Act::Flood(8 * 1024 + 1)], &Download, |outcome| {
        let error = outcome.unwrap_err();
        assert!(
            error.is_transport() && error.to_string().contains("the limit is 8388608 bytes"),
            "{error:?}"
        );
    });
}

#[test]
fn credentials_are_in_no_error() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let gone = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let check = |over: &Over, error: Error| {
        let mut shown = format!("{error} {error:?}");
        let mut source = StdError::source(&error);
        while let Some(error) = source {
            shown.push_str(&format!(" {error} {error:?}"));
            source = error.source();
        }
        assert!(!shown.contains("hunter2"), "{over:?}: {shown}");
    };
    /// A signer that leaves an address nobody can send to.
    fn spoiled(config: Config) -> Config {
        settings(config).sign_with(|request: &mut http::Request<Bytes>| {
            *request.uri_mut() = "/x?key=hunter2".parse().unwrap();
            Ok(())
        })
    }
    for over in EACH {
        check(over, call_with(*over, &gone, &Pay { amount: 1 }, spoiled).unwrap_err());
        check(over, call(*over, &gone, &Download).unwrap_err());
        check(over, call(*over, "http://no-such-host.invalid", &Download).unwrap_err());
        for script in
            [&[Act::Nibble] as &[Act], &[Act::Read], &[Act::Read, Act::Write("HTTP/1.1 200 OK\r\nx")]]
        {
            check(over, call(*over, Server::start(script).url(), &Download).unwrap_err());
        }
        #[cfg(feature = "rustls")]
        {
            let server = Server::start(&[Act::Nibble, Act::Write("HTTP/1.1 400 Bad Request\r\n\r\n")]);
            check(over, call(*over, &server.url().replace("http:", "https:"), &Download).unwrap_err());
        }
    }
}
