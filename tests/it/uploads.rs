//! Bodies that are read while they are sent, over sockets, with each of the transports.

use std::collections::VecDeque;
use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;
use stubwright_tests::compiled::case_streams::types::{
    AppendRequest, AttachRequest, Attachment, ConvertRequest, RestoreRequest,
};
use stubwright_tests::compiled::case_streams::{Error, ErrorCode, blocking, runtime as rt};
use stubwright_tests::steps::{Steps, head, until_closed};

use crate::streams::clients;
use crate::wire::run;

mod seen;

/// Larger than the buffers of a connection.
const LARGE: usize = 24 * 1024 * 1024;

const JSON: &str = "content-type: application/json\r\n";

/// The outcome of one call with each transport. Every call gets a request of its own.
macro_rules! call {
    ($url:expr, $method:ident, $request:expr) => {
        call!($url, $method, $request, |config| config)
    };
    ($url:expr, $method:ident, $request:expr, |$config:ident| $set:expr) => {{
        let mut all = Vec::new();
        for (name, client) in clients($url) {
            let client = client.configure(|$config| $set);
            let request = $request;
            all.push((name, run(async { client.$method(&request).await })));
        }
        let client = blocking::Client::new($url).expect("a client").configure(|$config| $set);
        all.push(("ureq", client.$method(&$request)));
        all
    }};
}

/// Pieces of a source that is awaited.
struct Awaited(VecDeque<io::Result<Bytes>>);

impl rt::Pieces for Awaited {
    async fn next(&mut self) -> Result<Option<Bytes>, rt::TransportError> {
        let piece = self.0.pop_front().transpose();
        piece.map_err(|error| rt::TransportError::new(rt::Phase::Send, rt::Sent::Maybe, error.to_string()))
    }
}

/// Reads a body in chunks (RFC 9112 section 7.1).
fn chunked(stream: &mut TcpStream) -> io::Result<Vec<u8>> {
    let mut all = Vec::new();
    loop {
        let mut line = String::new();
        while !line.ends_with("\r\n") {
            let mut byte = [0];
            stream.read_exact(&mut byte)?;
            line.push(char::from(byte[0]));
        }
        let size = usize::from_str_radix(line.trim(), 16).map_err(io::Error::other)?;
        let mut piece = vec![0; size + 2];
        stream.read_exact(&mut piece)?;
        if size == 0 {
            return Ok(all);
        }
        all.extend_from_slice(&piece[..size]);
    }
}

fn is_chunked(heads: &[String]) -> Vec<bool> {
    heads.iter().map(|head| head.to_lowercase().contains("transfer-encoding: chunked\r\n")).collect()
}

fn stored(stream: &mut TcpStream, size: usize) -> io::Result<()> {
    head(stream, 200, JSON)?;
    write!(stream, "{{\"code\":0,\"size\":{size}}}")
}

fn sevens(size: usize) -> impl Read + Send + 'static {
    io::repeat(7).take(size as u64)
}

#[test]
fn a_body_may_be_larger_than_memory_and_its_length_unknown() {
    let server = Steps::start(|_, stream| {
        let body = chunked(stream)?;
        assert!(body.iter().all(|byte| *byte == 7));
        stored(stream, body.len())
    });
    let server = server.expect("a server");
    let request = || RestoreRequest::new(1, rt::Upload::from_reader(sevens(LARGE)));
    for (name, outcome) in call!(server.url(), restore, request()) {
        assert_eq!(outcome.unwrap_or_else(|error| panic!("{name}: {error}")).size, LARGE as i64, "{name}");
    }
    assert_eq!(is_chunked(&server.heads()), [true; 3]);
    assert!(
        server.heads().iter().all(|head| head.to_lowercase().contains("content-type: application/zip\r\n"))
    );
}

#[test]
fn a_body_whose_length_is_known_is_sent_with_it() {
    let server = Steps::start(|_, stream| stored(stream, 0)).expect("a server");
    let path = std::env::temp_dir().join(format!("stubwright-upload-{}", std::process::id()));
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    file.write_all(&[7; 1000]).expect("a file");
    let uploads: [(usize, &dyn Fn() -> rt::Upload); 5] = [
        (LARGE, &|| rt::Upload::from_reader(sevens(LARGE)).with_length(LARGE as u64)),
        (1000, &|| rt::Upload::from_path(file.path())),
        (5, &|| "bytes".into()),
        (4, &|| {
            let pieces = ["ab", "", "cd"].map(|piece| Ok(Bytes::from(piece)));
            rt::Upload::new(Awaited(pieces.into())).with_length(4)
        }),
        (0, &|| rt::Upload::from_reader(io::empty()).with_length(0)),
    ];
    for (size, upload) in uploads {
        let before = server.count();
        for (name, outcome) in call!(server.url(), restore, RestoreRequest::new(1, upload())) {
            assert!(outcome.is_ok(), "{name}: {size}: {outcome:?}");
        }
        let said = format!("content-length: {size}\r\n");
        let heads = server.heads();
        assert_eq!(heads[before..].len(), 3);
        assert!(heads[before..].iter().all(|head| head.to_lowercase().contains(&said)), "{size}: {heads:?}");
    }
    for (name, outcome) in call!(server.url(), restore, RestoreRequest::new(1, rt::Upload::from_path(&path)))
    {
        let error = outcome.expect_err("there is no such file");
        assert!(
            error.is_request() && error.to_string().contains("the source of the body can't be started"),
            "{name}: {error}"
        );
    }
}

#[test]
fn a_source_that_is_polled_waits_for_no_executor() {
    let server = Steps::start(|_, stream| {
        let size = chunked(stream)?.len();
        stored(stream, size)
    });
    let server = server.expect("a server");
    let upload = || {
        let mut count = 0;
        rt::Upload::from_poll(move |cx| {
            count += 1;
            match count {
                1 | 4 => Poll::Ready(Some(Ok::<_, io::Error>(Bytes::from_static(b"xyz")))),
                // Pending once, and woken at once.
                2 | 3 => {
                    cx.waker().wake_by_ref();
                    Poll::Pending
                }
                _ => Poll::Ready(None),
            }
        })
    };
    for (name, outcome) in call!(server.url(), append, AppendRequest::new(upload())) {
        assert_eq!(outcome.unwrap_or_else(|error| panic!("{name}: {error}")).size, 6, "{name}");
    }
}

#[test]
fn a_piece_is_sent_before_the_next_one_is_read() {
    for which in 0..3 {
        let (arrived, mut told) = tokio::sync::mpsc::unbounded_channel();
        let server = Steps::start(move |_, stream| {
            let mut size = 0;
            for _ in 0..3 {
                // The size, three bytes, and the line ends of one chunk.
                let mut chunk = [0; 8];
                stream.read_exact(&mut chunk)?;
                size += 3;
                // After the last piece, nobody waits.
                let _ = arrived.send(());
            }
            chunked(stream)?;
            stored(stream, size)
        });
        let server = server.expect("a server");
        let mut count = 0;
        let upload = rt::Upload::from_poll(move |cx| {
            if count > 0 && count < 3 && told.poll_recv(cx).is_pending() {
                return Poll::Pending;
            }
            count += 1;
            Poll::Ready((count <= 3).then(|| Ok::<_, io::Error>(Bytes::from_static(b"xyz"))))
        });
        let request = AppendRequest::new(upload);
        let outcome = match clients(server.url()).into_iter().nth(which) {
            Some((_, client)) => run(async { client.append(&request).await }),
            None => blocking::Client::new(server.url()).expect("a client").append(&request),
        };
        assert_eq!(outcome.unwrap_or_else(|error| panic!("{which}: {error}")).size, 9, "{which}");
    }
}

/// A reader that fails after this many bytes.
struct Fails(usize);

impl Read for Fails {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.0 == 0 {
            return Err(io::Error::other("the disk is gone"));
        }
        let size = buffer.len().min(self.0);
        buffer[..size].fill(7);
        self.0 -= size;
        Ok(size)
    }
}

#[test]
fn a_source_that_fails_ends_the_call_and_its_error_is_the_reason() {
    let complete = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&complete);
    let server = Steps::start(move |_, stream| {
        // The body is not completed, so the server can tell that the request is incomplete.
        let size = chunked(stream)?.len();
        counted.fetch_add(1, Ordering::SeqCst);
        stored(stream, size)
    });
    let server = server.expect("a server");
    let started = Arc::new(AtomicUsize::new(0));
    let failing: [(u32, &dyn Fn() -> rt::Upload); 3] = [
        (1, &|| rt::Upload::from_reader(Fails(100_000))),
        (1, &|| {
            let pieces = [Ok(Bytes::from_static(b"x")), Err(io::Error::other("the disk is gone"))];
            rt::Upload::new(Awaited(pieces.into()))
        }),
        // Reading it again would not help.
        (1, &|| {
            let started = Arc::clone(&started);
            rt::Upload::restartable(move || {
                started.fetch_add(1, Ordering::SeqCst);
                Ok(rt::Upload::from_reader(Fails(100_000)))
            })
        }),
    ];
    for (attempts, upload) in failing {
        for (name, outcome) in call!(server.url(), restore, RestoreRequest::new(1, upload())) {
            let error = outcome.expect_err("the source fails");
            let text = error.to_string();
            assert!(error.is_transport() && text.contains("the disk is gone"), "{name}: {text}");
            assert!(text.starts_with("restore: failed while sending: "), "{name}: {text}");
            assert_eq!((error.sent(), error.is_retryable()), (rt::Sent::Maybe, false), "{name}: {text}");
            assert_eq!(error.attempts(), attempts, "{name}: {text}");
        }
    }
    assert_eq!((started.load(Ordering::SeqCst), complete.load(Ordering::SeqCst)), (3, 0));
}

#[test]
fn a_source_gives_as_much_as_it_says() {
    let server = Steps::start(|_, stream| until_closed(stream)).expect("a server");
    for (said, want) in [
        (900, "the source of the body is longer than its length"),
        (1100, "the source of the body ended 100 bytes before its length"),
    ] {
        let upload = || rt::Upload::from_reader(sevens(1000)).with_length(said);
        for (name, outcome) in call!(server.url(), restore, RestoreRequest::new(1, upload())) {
            let error = outcome.expect_err("it is a lie").to_string();
            assert!(error.contains(want), "{name}: {error}");
        }
    }
}

/// A busy server: the first attempt of each call fails.
fn busy() -> Steps {
    let server = Steps::start(|number, stream| {
        let size = chunked(stream)?.len();
        if number % 2 == 1 {
            return stored(stream, size);
        }
        head(stream, 503, "retry-after: 0\r\n")
    });
    server.expect("a server")
}

#[test]
fn another_attempt_sends_all_of_a_body_that_can_be_started_again() {
    let server = busy();
    let upload = || rt::Upload::restartable(|| Ok(rt::Upload::from_reader(sevens(100_000))));
    for (name, outcome) in call!(server.url(), restore, RestoreRequest::new(1, upload())) {
        assert_eq!(outcome.unwrap_or_else(|error| panic!("{name}: {error}")).size, 100_000, "{name}");
    }
    assert_eq!(server.count(), 6);
}

#[test]
fn a_call_whose_body_is_read_once_is_not_tried_again_and_says_so() {
    let server = Steps::start(|_, stream| {
        chunked(stream)?;
        head(stream, 503, "retry-after: 0\r\n")
    });
    let server = server.expect("a server");
    let once = "; not tried again, since the source of the body can be read only once";
    let check = |name: &str, first: Error, second: Error| {
        assert!(first.is_http() && first.to_string().ends_with(once), "{name}: {first}");
        assert_eq!((first.attempts(), first.is_retryable()), (1, false), "{name}");
        assert!(
            second.is_request() && second.to_string().contains("read by an earlier call"),
            "{name}: {second}"
        );
    };
    let request = || RestoreRequest::new(1, rt::Upload::from_reader(sevens(10)));
    for (name, client) in clients(server.url()) {
        let request = request();
        let first = run(async { client.restore(&request).await.expect_err("it is busy") });
        // Nothing of a second call is sent.
        check(name, first, run(async { client.restore(&request).await.expect_err("it is spent") }));
    }
    let client = blocking::Client::new(server.url()).expect("a client");
    let request = request();
    let first = client.restore(&request).expect_err("it is busy");
    check("ureq", first, client.restore(&request).expect_err("it is spent"));
    assert_eq!(server.count(), 3);
}

#[test]
fn a_source_that_was_not_touched_is_not_spent() {
    // A port that nobody listens on.
    let url = Steps::start(|_, _| Ok(())).expect("a server").url().to_owned();
    std::thread::sleep(Duration::from_millis(50));
    let closed = std::net::TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    let url = closed.map_or(url, |address| format!("http://{address}"));
    let policy = rt::RetryPolicy::new().with_base(Duration::from_millis(1));
    let request = || RestoreRequest::new(1, rt::Upload::from_reader(sevens(10)));
    for (name, outcome) in call!(&url, restore, request(), |config| config.retry(policy)) {
        let error = outcome.expect_err("nobody is there");
        assert_eq!((error.sent(), error.attempts()), (rt::Sent::No, 3), "{name}: {error}");
        assert!(error.is_retryable(), "{name}: {error}");
    }
}

#[test]
fn an_early_answer_is_the_answer() {
    let server = Steps::start(|_, stream| {
        // After the beginning of a body that would never end.
        stream.read_exact(&mut [0; 100])?;
        head(stream, 400, JSON)?;
        stream.write_all(b"{\"code\":1,\"msg\":\"no such export\"}")?;
        stream.flush()?;
        stream.shutdown(std::net::Shutdown::Write)?;
        // The bytes on their way are read, or closing would be a reset (RFC 9112 section 9.6).
        io::copy(stream, &mut io::sink())?;
        Ok(())
    });
    let server = server.expect("a server");
    let request = || RestoreRequest::new(1, rt::Upload::from_reader(sevens(LARGE)));
    for (name, outcome) in call!(server.url(), restore, request()) {
        let error = outcome.expect_err("it is refused");
        assert_eq!(error.kind(), Some(ErrorCode::NoSuchExport), "{name}: {error}");
        assert_eq!(error.sent(), rt::Sent::Yes, "{name}");
    }
}

/// A reader that needs this long for each of some pieces.
struct Slow(Duration, u32);

impl Read for Slow {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.1 == 0 {
            return Ok(0);
        }
        self.1 -= 1;
        std::thread::sleep(self.0);
        buffer[0] = 7;
        Ok(1)
    }
}

#[test]
fn the_time_of_the_call_begins_with_the_last_piece() {
    let server = Steps::start(|_, stream| {
        let size = chunked(stream)?.len();
        std::thread::sleep(Duration::from_millis(200));
        stored(stream, size)
    });
    let server = server.expect("a server");
    let limits =
        rt::Limits::new().with_total(Duration::from_millis(400)).with_idle(Duration::from_millis(390));
    let upload = || rt::Upload::from_reader(Slow(Duration::from_millis(150), 4));
    let request = || RestoreRequest::new(1, upload());
    for (name, outcome) in call!(server.url(), restore, request(), |config| config.limits(limits)) {
        assert_eq!(outcome.unwrap_or_else(|error| panic!("{name}: {error}")).size, 4, "{name}");
    }
    // A server that never answers.
    let server = Steps::start(|_, stream| {
        chunked(stream)?;
        until_closed(stream)
    });
    let server = server.expect("a server");
    for (name, outcome) in
        call!(server.url(), append, AppendRequest::new(upload()), |config| config.limits(limits))
    {
        let error = outcome.expect_err("no answer");
        assert!(error.is_timeout() && error.sent() == rt::Sent::Maybe, "{name}: {error}");
        let said = if name == "ureq" { "timeout: receive response" } else { "no answer within 400ms" };
        assert!(error.to_string().contains(said), "{name}: {error}");
    }
}

#[test]
fn a_server_that_takes_nothing_and_a_source_that_gives_nothing_have_a_limit() {
    let server = Steps::start(|_, stream| {
        // Until the client gives up.
        std::thread::sleep(Duration::from_secs(1));
        until_closed(stream)
    });
    let server = server.expect("a server");
    let limits = rt::Limits::new().with_idle(Duration::from_millis(300)).with_total(Duration::from_secs(30));
    let request = || RestoreRequest::new(1, rt::Upload::from_reader(sevens(LARGE)));
    for (name, outcome) in call!(server.url(), restore, request(), |config| config.limits(limits)) {
        let error = outcome.expect_err("it takes nothing");
        assert!(error.is_timeout() && error.sent() == rt::Sent::Maybe, "{name}: {error}");
        let said = if name == "ureq" {
            "failed while sending"
        } else {
            "the server took nothing of the body within 300ms"
        };
        assert!(error.to_string().contains(said) || name == "ureq", "{name}: {error}");
    }
    for (name, client) in clients(server.url()) {
        let request =
            RestoreRequest::new(1, rt::Upload::from_poll(|_| Poll::<Option<io::Result<Bytes>>>::Pending));
        let client = client.configure(|config| config.limits(limits));
        let error = run(async { client.restore(&request).await.expect_err("there is nothing") });
        assert!(error.is_timeout(), "{name}: {error}");
        let said = "the source of the body gave nothing within 300ms";
        assert!(error.to_string().contains(said), "{name}: {error}");
    }
}

#[test]
fn a_response_may_be_a_stream_too() {
    let server = Steps::start(|_, stream| {
        let body = chunked(stream)?;
        head(stream, 200, "content-type: image/jpeg\r\n")?;
        stream.write_all(&body)
    });
    let server = server.expect("a server");
    let request = || ConvertRequest::new(rt::Upload::from_reader(sevens(1_000_000)));
    for (name, client) in clients(server.url()) {
        let size = run(async {
            let mut stream =
                client.convert(&request()).await.unwrap_or_else(|error| panic!("{name}: {error}"));
            let mut size = 0;
            while let Some(piece) = stream.next().await {
                size += piece.unwrap_or_else(|error| panic!("{name}: {error}")).len();
            }
            size
        });
        assert_eq!(size, 1_000_000, "{name}");
    }
    let client = blocking::Client::new(server.url()).expect("a client");
    let mut all = Vec::new();
    client.convert(&request()).expect("a stream").read_to_end(&mut all).expect("all of it");
    assert_eq!(all.len(), 1_000_000);
}

#[test]
fn a_file_of_a_form_may_be_a_stream() {
    let bodies = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&bodies);
    let server = Steps::start(move |_, stream| {
        let body = chunked(stream)?;
        let size = body.len();
        seen.lock().expect("a list").push(body);
        stored(stream, size)
    });
    let server = server.expect("a server");
    let form = || {
        let film = rt::File::streamed("film.mp4", rt::Upload::from_reader(sevens(LARGE)));
        let form =
            Attachment::new("a film", film.with_content_type("video/mp4"), [rt::File::new("1", "one")]);
        AttachRequest::new(form)
    };
    for (name, outcome) in call!(server.url(), attach, form()) {
        assert!(outcome.unwrap_or_else(|error| panic!("{name}: {error}")).size > LARGE as i64, "{name}");
    }
    for (body, head) in bodies.lock().expect("a list").iter().zip(server.heads()) {
        let boundary =
            head.split_once("boundary=").and_then(|(_, rest)| rest.lines().next()).expect("a boundary");
        let text: String = body.iter().filter(|byte| **byte != 7).map(|byte| char::from(*byte)).collect();
        assert_eq!(body.len() - text.len(), LARGE);
        assert_eq!(
            text.replace(boundary, "B"),
            "--B\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\na film\r\n\
             --B\r\nContent-Disposition: form-data; name=\"content\"; filename=\"film.mp4\"\r\n\
             Content-Type: video/mp4\r\n\r\n\r\n\
             --B\r\nContent-Disposition: form-data; name=\"pages\"; filename=\"1\"\r\n\
             Content-Type: application/octet-stream\r\n\r\none\r\n--B--\r\n"
        );
    }
}
