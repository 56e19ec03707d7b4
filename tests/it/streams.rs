//! Bodies that are read while they arrive, over sockets, with each of the transports.

use std::io::{Read, Write};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use stubwright_tests::compiled::case_streams::types::{ExportRequest, OnceRequest, PlainRequest};
use stubwright_tests::compiled::case_streams::{Client, Error, ErrorCode, blocking, runtime as rt};
use stubwright_tests::steps::{Steps, head, until_closed};

use crate::wire::run;

/// The result of a stream.
#[derive(Debug, Default)]
struct Taken {
    bytes: Vec<u8>,
    /// The error in place of the stream.
    refused: Option<Error>,
    /// The error that ended the stream.
    broken: Option<Error>,
}

/// An asynchronous client over each transport, by its name.
pub(crate) fn clients(url: &str) -> [(&'static str, Client); 2] {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let builder = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    let reqwest = rt::reqwest::Reqwest::from_client(builder.no_proxy().build().expect("a client"));
    [
        ("hyper", Client::new(url).expect("a client")),
        ("reqwest", Client::with_transport(url, reqwest).expect("a client")),
    ]
}

/// Calls one endpoint with each client and takes all that comes.
macro_rules! take {
    ($server:expr, $method:ident, $request:expr) => {
        take!($server, $method, $request, |config| config, |stream| stream)
    };
    ($server:expr, $method:ident, $request:expr, |$config:ident| $set:expr, |$stream:ident| $with:expr) => {{
        let request = $request;
        let mut all = Vec::new();
        for (name, client) in clients($server.url()) {
            let client = client.configure(|$config| $set);
            let taken = run(async {
                let mut taken = Taken::default();
                match client.$method(&request).await {
                    Ok($stream) => {
                        let mut stream = $with;
                        while let Some(piece) = stream.next().await {
                            match piece {
                                Ok(piece) => taken.bytes.extend_from_slice(&piece),
                                Err(error) => taken.broken = Some(error),
                            }
                        }
                        assert!(stream.next().await.is_none());
                    }
                    Err(error) => taken.refused = Some(error),
                }
                taken
            });
            all.push((name, taken));
        }
        let client = blocking::Client::new($server.url()).expect("a client");
        let client = client.configure(|$config| $set);
        let mut taken = Taken::default();
        match client.$method(&request) {
            Ok($stream) => {
                for piece in $with {
                    match piece {
                        Ok(piece) => taken.bytes.extend_from_slice(&piece),
                        Err(error) => taken.broken = Some(error),
                    }
                }
            }
            Err(error) => taken.refused = Some(error),
        }
        all.push(("ureq", taken));
        all
    }};
}

const ZIP: &str = "content-type: application/zip\r\n";
const JSON: &str = "content-type: application/json\r\n";

#[test]
fn a_body_may_be_larger_than_the_limit_of_bodies() {
    const SIZE: usize = 20 * 1024 * 1024;
    let server = Steps::start(|_, stream| {
        head(stream, 200, &format!("{ZIP}content-length: {SIZE}\r\n"))?;
        let piece = vec![7; 64 * 1024];
        (0..SIZE / piece.len()).try_for_each(|_| stream.write_all(&piece))
    });
    let server = server.expect("a server");
    for (name, taken) in take!(server, export, ExportRequest::new(1)) {
        assert!(taken.refused.is_none() && taken.broken.is_none(), "{name}: {taken:?}");
        assert_eq!(taken.bytes.len(), SIZE, "{name}");
        assert!(taken.bytes.iter().all(|byte| *byte == 7), "{name}");
    }
    // The caller can set one.
    let taken =
        take!(server, export, ExportRequest::new(1), |config| config, |stream| stream.with_limit(100_000));
    for (name, taken) in taken {
        let error = taken.broken.expect("an error");
        assert!(
            error.is_transport() && error.to_string().contains("the limit is 100000 bytes"),
            "{name}: {error}"
        );
        assert!(taken.bytes.len() <= 100_000, "{name}");
    }
    let accepts = server
        .heads()
        .iter()
        .filter(|head| head.to_lowercase().contains("accept: application/zip, application/json;q=0.9\r\n"))
        .count();
    assert_eq!(accepts, server.count());
}

#[test]
fn a_piece_is_given_before_the_next_one_is_sent() {
    for which in 0..3 {
        let (given, received) = channel::<()>();
        let received = Mutex::new(received);
        let server = Steps::start(move |_, stream| {
            head(stream, 200, ZIP)?;
            for number in 0..3 {
                // At once, or it could arrive in parts.
                stream.write_all(format!("piece {number};").as_bytes())?;
                stream.flush()?;
                // Nothing more is sent before the client has the piece.
                let received = received.lock().expect("a receiver");
                received.recv_timeout(Duration::from_secs(10)).expect("the piece was given");
            }
            Ok(())
        });
        let server = server.expect("a server");
        let mut pieces = Vec::new();
        let mut take = |piece: Bytes| {
            pieces.push(String::from_utf8_lossy(&piece).into_owned());
            given.send(()).expect("a server");
        };
        if let Some((_, client)) = clients(server.url()).into_iter().nth(which) {
            run(async {
                let mut stream = client.export(&ExportRequest::new(1)).await.expect("a stream");
                while let Some(piece) = sendable(stream.next()).await {
                    take(piece.expect("a piece"));
                }
            });
        } else {
            let client = blocking::Client::new(server.url()).expect("a client");
            let stream = client.export(&ExportRequest::new(1)).expect("a stream");
            stream.for_each(|piece| take(piece.expect("a piece")));
        }
        assert_eq!(pieces, ["piece 0;", "piece 1;", "piece 2;"], "{which}");
    }
}

#[test]
fn an_error_comes_in_place_of_the_stream() {
    for (status, headers, pieces, want) in [
        (200, JSON, &["{\"code\":1,\"msg\":\"gone\"}"][..], Some(ErrorCode::NoSuchExport)),
        // As some platforms declare it, in pieces, with what may be around a JSON text.
        (200, ZIP, &["\u{feff} {\"co", "de\":\"1\",\"x\":\"}\"", "}", "\n"], Some(ErrorCode::NoSuchExport)),
        (404, JSON, &["{\"code\":1}"], Some(ErrorCode::NoSuchExport)),
        (500, "content-type: text/html\r\n", &["<html>", "busy"], None),
        (302, "location: /elsewhere\r\n", &[], None),
    ] {
        let pieces = pieces.to_vec();
        let server = Steps::start(move |_, stream| {
            head(stream, status, headers)?;
            for piece in &pieces {
                stream.write_all(piece.as_bytes())?;
                stream.flush()?;
                std::thread::sleep(Duration::from_millis(20));
            }
            Ok(())
        });
        let server = server.expect("a server");
        for (name, taken) in take!(server, export, ExportRequest::new(1)) {
            let error = taken.refused.unwrap_or_else(|| panic!("{name}: {status} is refused"));
            assert_eq!(error.kind(), want, "{name}: {error}");
            assert_eq!(error.http_status().map(|status| status.as_u16()), Some(status), "{name}");
            assert_eq!(error.is_http(), want.is_none(), "{name}: {error}");
        }
        assert_eq!(server.count(), 3);
    }
}

#[test]
fn what_is_no_envelope_is_the_stream() {
    let long = format!("{{\"rows\":[{}1]}}", "1,".repeat(60_000));
    let cut = format!("{{\"code\":1,\"rows\":\"{}", "x".repeat(100_000));
    for (headers, body) in [
        (ZIP, "PK\u{3}\u{4}"),
        (ZIP, ""),
        (JSON, "[{\"code\":1}]"),
        (JSON, "{\"row\":1}\n{\"code\":1}\n"),
        (JSON, "{\"code\":0,\"data\":[]}"),
        ("content-type: application/x-ndjson\r\n", "{\"code\":1}\n"),
        // Longer than an envelope can be.
        (JSON, long.as_str()),
        (ZIP, cut.as_str()),
    ] {
        let sent = body.to_owned();
        let server = Steps::start(move |_, stream| {
            head(stream, 200, headers)?;
            stream.write_all(sent.as_bytes())
        });
        let server = server.expect("a server");
        for (name, taken) in take!(server, export, ExportRequest::new(1)) {
            assert!(
                taken.refused.is_none() && taken.broken.is_none(),
                "{name}: {headers}{:.40}: {taken:?}",
                body
            );
            assert!(taken.bytes == body.as_bytes(), "{name}: {headers}{body:.40}");
        }
        // Without an envelope, everything is.
        for (name, taken) in take!(server, plain, PlainRequest::new()) {
            assert!(taken.bytes == body.as_bytes(), "{name}: {headers}{body:.40}");
        }
    }
}

#[test]
fn a_line_is_given_while_the_next_one_is_awaited() {
    let server = Steps::start(|_, stream| {
        head(stream, 200, JSON)?;
        stream.write_all(b"{\"row\":1}\n")?;
        until_closed(stream)
    });
    let server = server.expect("a server");
    for (name, client) in clients(server.url()) {
        let piece = run(async {
            let mut stream = client.export(&ExportRequest::new(1)).await.expect("a stream");
            stream.next().await.expect("a piece").expect("bytes")
        });
        assert_eq!(piece, "{\"row\":1}\n", "{name}");
    }
    let client = blocking::Client::new(server.url()).expect("a client");
    let mut stream = client.export(&ExportRequest::new(1)).expect("a stream");
    let mut buffer = [0; 4];
    assert_eq!(stream.read(&mut buffer).expect("bytes"), 4);
    assert_eq!(stream.next().expect("a piece").expect("bytes"), "w\":1}\n");
}

#[test]
fn a_failure_before_the_stream_is_tried_again_and_one_in_it_is_not() {
    let server = Steps::start(|number, stream| {
        if number % 2 == 0 {
            head(stream, 200, JSON)?;
            return stream.write_all(b"{\"code\":2}");
        }
        head(stream, 200, &format!("{ZIP}content-length: 100\r\n"))?;
        stream.write_all(b"half")
    });
    let server = server.expect("a server");
    for (name, taken) in take!(server, export, ExportRequest::new(1)) {
        let error = taken.broken.unwrap_or_else(|| panic!("{name} breaks"));
        assert!(error.is_transport() && !error.is_timeout(), "{name}: {error}");
        assert_eq!((taken.bytes.as_slice(), error.sent()), (&b"half"[..], rt::Sent::Yes), "{name}");
    }
    assert_eq!(server.count(), 6, "each client asks twice");
    let broken = Steps::start(|_, stream| {
        head(stream, 200, &format!("{ZIP}content-length: 100\r\n"))?;
        stream.write_all(b"half")
    });
    let broken = broken.expect("a server");
    let taken = take!(broken, once, OnceRequest::new());
    assert!(taken.iter().all(|(_, taken)| taken.broken.is_some()) && broken.count() == 3);
}

#[test]
fn the_time_of_the_call_ends_with_the_head_and_silence_has_a_limit() {
    let server = Steps::start(|number, stream| {
        head(stream, 200, ZIP)?;
        for _ in 0..4 {
            stream.write_all(b"x")?;
            std::thread::sleep(Duration::from_millis(200));
        }
        // The second half of the requests is never completed.
        if number >= 3 { until_closed(stream) } else { Ok(()) }
    });
    let server = server.expect("a server");
    let limits =
        rt::Limits::new().with_total(Duration::from_millis(400)).with_idle(Duration::from_millis(390));
    for (name, taken) in
        take!(server, export, ExportRequest::new(1), |config| config.limits(limits), |stream| stream)
    {
        assert!(taken.broken.is_none() && taken.refused.is_none(), "{name}: {taken:?}");
        assert_eq!(taken.bytes, b"xxxx", "{name}");
    }
    for (name, taken) in
        take!(server, export, ExportRequest::new(1), |config| config.limits(limits), |stream| stream)
    {
        let error = taken.broken.unwrap_or_else(|| panic!("{name} breaks"));
        assert!(error.is_timeout(), "{name}: {error}");
        assert_eq!(taken.bytes, b"xxxx", "{name}");
    }
    // An envelope that is never completed is part of the call.
    let server = Steps::start(|_, stream| {
        head(stream, 200, JSON)?;
        stream.write_all(b"{\"code\":")?;
        until_closed(stream)
    });
    let server = server.expect("a server");
    for (name, taken) in
        take!(server, once, OnceRequest::new(), |config| config.limits(limits), |stream| stream)
    {
        let error = taken.refused.unwrap_or_else(|| panic!("{name} is refused"));
        assert!(error.is_timeout(), "{name}: {error}");
    }
}

#[test]
fn a_silent_stream_ends_after_the_idle_limit_and_with_ureq_after_the_longer_one() {
    let server = Steps::start(|_, stream| {
        head(stream, 200, ZIP)?;
        stream.write_all(b"x")?;
        until_closed(stream)
    });
    let server = server.expect("a server");
    for (idle, total) in [(200, 900), (900, 200)] {
        let limits =
            rt::Limits::new().with_idle(Duration::from_millis(idle)).with_total(Duration::from_millis(total));
        let ends = |name: &str, error: Error, since: Instant, after: u64| {
            let after = Duration::from_millis(after);
            assert!(error.is_timeout(), "{name}: {error}");
            let said = format!("nothing more within {after:?}");
            assert!(error.to_string().contains(&said), "{name}: {error}");
            // The second limit would be 700 ms away.
            let elapsed = since.elapsed();
            assert!(elapsed >= after && elapsed < after + Duration::from_millis(600), "{name}: {elapsed:?}");
        };
        for (name, client) in clients(server.url()) {
            let client = client.configure(|config| config.limits(limits));
            run(async {
                let mut stream = client.export(&ExportRequest::new(1)).await.expect("a stream");
                assert_eq!(stream.next().await.expect("a piece").expect("bytes"), "x", "{name}");
                let since = Instant::now();
                ends(name, stream.next().await.expect("an error").expect_err("silence"), since, idle);
            });
        }
        let client = blocking::Client::new(server.url()).expect("a client");
        let client = client.configure(|config| config.limits(limits));
        let mut stream = client.export(&ExportRequest::new(1)).expect("a stream");
        assert_eq!(stream.next().expect("a piece").expect("bytes"), "x");
        let since = Instant::now();
        ends("ureq", stream.next().expect("an error").expect_err("silence"), since, idle.max(total));
    }
}

#[test]
fn dropping_a_stream_closes_the_connection() {
    let (closed, told) = channel();
    let closed = Mutex::new(closed);
    let server = Steps::start(move |_, stream| {
        head(stream, 200, &format!("{ZIP}content-length: 1000000\r\n"))?;
        stream.write_all(b"x")?;
        let outcome = until_closed(stream);
        closed.lock().expect("a sender").send(outcome.is_ok()).expect("a test");
        Ok(())
    });
    let server = server.expect("a server");
    for (name, client) in clients(server.url()) {
        run(async {
            let mut stream = client.export(&ExportRequest::new(1)).await.expect("a stream");
            assert_eq!(stream.next().await.expect("a piece").expect("bytes"), "x");
            drop(stream);
            // The task of the connection runs on this thread.
            tokio::time::sleep(Duration::from_millis(50)).await;
        });
        assert!(told.recv_timeout(Duration::from_secs(5)).expect(name), "{name}");
    }
    let client = blocking::Client::new(server.url()).expect("a client");
    drop(client.export(&ExportRequest::new(1)).expect("a stream"));
    assert!(told.recv_timeout(Duration::from_secs(5)).expect("ureq"), "ureq");
}

#[test]
fn gzip_is_decoded_on_the_way() {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    let text: String = (0..200_000).map(|number| format!("{number},")).collect();
    encoder.write_all(text.as_bytes()).expect("gzip");
    let packed = Arc::new(encoder.finish().expect("gzip"));
    let headers = format!("{ZIP}content-encoding: gzip\r\n");
    let (sent, gzip) = (Arc::clone(&packed), headers.clone());
    let server = Steps::start(move |_, stream| {
        head(stream, 200, &gzip)?;
        sent.chunks(1000).try_for_each(|piece| stream.write_all(piece))
    });
    let server = server.expect("a server");
    for (name, taken) in take!(server, export, ExportRequest::new(1)) {
        assert!(taken.broken.is_none(), "{name}: {:?}", taken.broken);
        assert!(taken.bytes == text.as_bytes(), "{name}");
    }
    // Cut off, and declared for nothing.
    let cut = headers.clone();
    let server = Steps::start(move |_, stream| {
        head(stream, 200, &cut)?;
        stream.write_all(&packed[..packed.len() / 2])
    });
    let server = server.expect("a server");
    for (name, taken) in take!(server, export, ExportRequest::new(1)) {
        let error = taken.broken.unwrap_or_else(|| panic!("{name} breaks"));
        assert!(
            error.to_string().contains("the gzip of the body is broken or ends early"),
            "{name}: {error}"
        );
        assert!(!taken.bytes.is_empty() && text.as_bytes().starts_with(&taken.bytes), "{name}");
    }
    let server = Steps::start(move |_, stream| head(stream, 200, &headers));
    let server = server.expect("a server");
    for (name, taken) in take!(server, export, ExportRequest::new(1)) {
        assert!(taken.broken.is_none() && taken.bytes.is_empty(), "{name}: {taken:?}");
    }
}

/// A future that can be awaited on any thread.
pub(crate) fn sendable<F: Future + Send>(future: F) -> F {
    future
}

/// A transport of a user, which knows nothing of streams.
struct Whole;

impl rt::Transport for Whole {
    async fn send(
        &self,
        _: rt::http::Request<Bytes>,
        _: &rt::Limits,
    ) -> Result<rt::http::Response<Bytes>, rt::TransportError> {
        Ok(rt::http::Response::new(Bytes::from_static(b"all at once")))
    }

    async fn sleep(&self, _: Duration) {}
}

impl rt::blocking::Transport for Whole {
    fn send(
        &self,
        _: rt::http::Request<Bytes>,
        _: &rt::Limits,
    ) -> Result<rt::http::Response<Bytes>, rt::TransportError> {
        Ok(rt::http::Response::new(Bytes::from_static(b"all at once")))
    }
}

#[test]
fn transports_that_know_no_streams_give_what_has_arrived() {
    let client = Client::with_transport("http://h", Whole).expect("a client");
    run(async {
        let request = ExportRequest::new(1);
        let response = client.export(&request).send().await.expect("a response");
        assert_eq!(response.status(), 200);
        let mut stream = response.into_payload();
        assert_eq!(stream.next().await.expect("a piece").expect("bytes"), "all at once");
        assert!(stream.next().await.is_none());
    });
    let client = blocking::Client::with_transport("http://h", Whole).expect("a client");
    let mut text = String::new();
    let response = client.call(&ExportRequest::new(1)).send().expect("a response");
    response.into_payload().read_to_string(&mut text).expect("a text");
    assert_eq!(text, "all at once");
}
