//! Server-sent events, over sockets, with both clients.

use std::io::Write;
use std::sync::Mutex;
use std::sync::mpsc::channel;
use std::time::Duration;

use stubwright_tests::compiled::case_streams::types::{CompleteRequest, CountRequest, Prompt, WatchRequest};
use stubwright_tests::compiled::case_streams::{Client, Error, ErrorCode, blocking, runtime as rt};
use stubwright_tests::steps::{Steps, head, until_closed};

use crate::streams::sendable;
use crate::wire::run;

const EVENTS: &str = "content-type: text/event-stream; charset=utf-8\r\n";

/// The result of a call.
#[derive(Debug, Default)]
struct Taken {
    /// The events and the errors among them, each with the name and the id that the stream has then.
    events: Vec<(Result<String, String>, String, String)>,
    last: Option<Error>,
    retry: Option<Duration>,
    /// The error in place of the events.
    refused: Option<Error>,
}

/// Calls one endpoint with both clients and takes all that comes.
macro_rules! take {
    ($server:expr, $method:ident, $request:expr) => {
        take!($server, $method, $request, |config| config)
    };
    ($server:expr, $method:ident, $request:expr, |$config:ident| $set:expr) => {{
        let request = $request;
        let asynchronous = run(async {
            let client = Client::new($server.url()).expect("a client").configure(|$config| $set);
            let mut taken = Taken::default();
            match client.$method(&request).await {
                Ok(mut events) => {
                    while let Some(event) = sendable(events.next()).await {
                        let said = event
                            .as_ref()
                            .map(|event| format!("{event:?}"))
                            .map_err(|error| error.to_string());
                        taken.events.push((said, events.name().to_owned(), events.last_id().to_owned()));
                        taken.last = event.err();
                    }
                    assert!(events.next().await.is_none());
                    taken.retry = events.retry();
                }
                Err(error) => taken.refused = Some(error),
            }
            taken
        });
        let client = blocking::Client::new($server.url()).expect("a client").configure(|$config| $set);
        let mut taken = Taken::default();
        match client.$method(&request) {
            Ok(mut events) => {
                while let Some(event) = events.next() {
                    let said =
                        event.as_ref().map(|event| format!("{event:?}")).map_err(|error| error.to_string());
                    taken.events.push((said, events.name().to_owned(), events.last_id().to_owned()));
                    taken.last = event.err();
                }
                taken.retry = events.retry();
            }
            Err(error) => taken.refused = Some(error),
        }
        [asynchronous, taken]
    }};
}

/// A server that answers with this text, a byte at a time.
fn server(headers: &'static str, text: &'static str) -> Steps {
    let server = Steps::start(move |_, stream| {
        head(stream, 200, headers)?;
        text.as_bytes().chunks(3).try_for_each(|piece| stream.write_all(piece))
    });
    server.expect("a server")
}

/// The events without names and ids.
fn events(taken: &Taken) -> Vec<&str> {
    taken.events.iter().map(|(event, ..)| event.as_deref().unwrap_or_else(|error| error)).collect()
}

#[test]
fn events_are_typed_and_keep_name_and_id() {
    let text = "\u{feff}: welcome\r\nretry: 2500\r\n\r\nevent: change\r\nid: 7\r\ndata: {\"type\":\"added\",\r\ndata: \"name\":\"a\"}\r\n\r\n\
                data: {\"type\":\"removed\",\"id\":\"3\"}\n\nevent: ping\ndata: {\"type\":\"ping\"}\n\nid\nevent: none\n\ndata: {\"type\":\"added\",\"name\":\"cut\"}\n";
    let server = server(EVENTS, text);
    for taken in take!(server, watch, WatchRequest::new()) {
        let want = ["Added(Added { name: \"a\" })", "Removed(Removed { id: 3, secret: [hidden] })"];
        assert_eq!(events(&taken)[..2], want, "{taken:?}");
        let unknown = &taken.events[2];
        assert!(unknown.0.as_ref().is_ok_and(|event| event.contains("ping")), "{unknown:?}");
        let told: Vec<_> = taken.events.iter().map(|(_, name, id)| (name.as_str(), id.as_str())).collect();
        assert_eq!(told, [("change", "7"), ("message", "7"), ("ping", "7")]);
        assert_eq!(taken.retry, Some(Duration::from_millis(2500)));
        assert!(taken.last.is_none() && taken.refused.is_none());
    }
    assert!(
        server.heads()[0].to_lowercase().contains("accept: text/event-stream, application/json;q=0.9\r\n")
    );
}

#[test]
fn an_event_is_given_before_the_next_one_is_sent() {
    let (given, received) = channel::<()>();
    let received = Mutex::new(received);
    let server = Steps::start(move |_, stream| {
        head(stream, 200, EVENTS)?;
        for number in 0..3 {
            write!(stream, "data: {number}\n\n")?;
            let received = received.lock().expect("a receiver");
            received.recv_timeout(Duration::from_secs(10)).expect("the event was given");
        }
        Ok(())
    });
    let server = server.expect("a server");
    run(async {
        let client = Client::new(server.url()).expect("a client");
        let mut events = client.count(&CountRequest::new()).await.expect("events");
        for number in 0..3 {
            assert_eq!(events.next().await.expect("an event").expect("a number"), number);
            given.send(()).expect("a server");
        }
        assert!(events.next().await.is_none());
    });
    let client = blocking::Client::new(server.url()).expect("a client");
    let numbers = client.count(&CountRequest::new()).expect("events").map(|number| {
        given.send(()).expect("a server");
        number.expect("a number")
    });
    assert_eq!(numbers.collect::<Vec<_>>(), [0, 1, 2]);
}

#[test]
fn the_end_marker_ends_the_events_and_closes_the_connection() {
    let (closed, told) = channel();
    let closed = Mutex::new(closed);
    let server = Steps::start(move |_, stream| {
        head(stream, 200, EVENTS)?;
        stream.write_all(b"data: {\"text\":\"a\"}\n\ndata: [DONE]\n\ndata: {\"text\":\"b\"}\n\n")?;
        closed.lock().expect("a sender").send(until_closed(stream).is_ok()).expect("a test");
        Ok(())
    });
    let server = server.expect("a server");
    let request = CompleteRequest::new(Prompt::new("p"));
    run(async {
        let client = Client::new(server.url()).expect("a client");
        let mut events = client.complete(&request).await.expect("events");
        assert_eq!(events.next().await.expect("an event").expect("a chunk").text.as_deref(), Some("a"));
        assert!(events.next().await.is_none());
        // The task of the connection runs on this thread.
        tokio::time::sleep(Duration::from_millis(50)).await;
        assert!(told.recv_timeout(Duration::from_secs(5)).expect("closed"));
    });
    let client = blocking::Client::new(server.url()).expect("a client");
    let mut events = client.complete(&request).expect("events");
    assert_eq!(events.by_ref().count(), 1);
    assert!(told.recv_timeout(Duration::from_secs(5)).expect("closed"));
}

#[test]
fn the_usual_end_marker_needs_no_declaration() {
    let server = server(EVENTS, "data: 1\n\ndata: [DONE]\n\ndata: 2\n\n");
    for taken in take!(server, count, CountRequest::new()) {
        assert_eq!(events(&taken), ["1"]);
        assert!(taken.last.is_none() && taken.refused.is_none(), "{taken:?}");
    }
}

#[test]
fn events_that_end_too_early_are_an_error_and_sent_once() {
    let server = server(EVENTS, "data: {\"text\":\"a\"}\n\n");
    for taken in take!(server, complete, CompleteRequest::new(Prompt::new("p"))) {
        assert_eq!(taken.events.len(), 2);
        let error = taken.last.expect("an error");
        assert!(
            error.is_transport() && error.to_string().contains("the events ended before `[DONE]`"),
            "{error}"
        );
    }
    assert_eq!(server.count(), 2);
}

#[test]
fn an_event_that_cannot_be_read_is_not_the_last_one() {
    let server = server(EVENTS, "data: 1\n\ndata: one\n\ndata: 3\n\n");
    for taken in take!(server, count, CountRequest::new()) {
        let [(first, ..), (second, ..), (third, ..)] = taken.events.as_slice() else { panic!("{taken:?}") };
        assert_eq!((first.as_deref(), third.as_deref()), (Ok("1"), Ok("3")));
        assert!(second.as_ref().is_err_and(|error| error.contains("can't read the response")), "{second:?}");
    }
    // The contents of an event with secrets are not shown.
    let server = self::server(EVENTS, "data: {\"type\":\"added\",\"name\":{\"CANARY\":1}}\n\n");
    for taken in take!(server, watch, WatchRequest::new()) {
        assert!(taken.last.is_some() && !format!("{taken:?}").contains("CANARY"), "{taken:?}");
    }
}

#[test]
fn an_error_comes_in_place_of_the_events() {
    for (headers, text, want) in [
        (
            "content-type: application/json\r\n",
            "{\"code\":1,\"msg\":\"gone\"}",
            Some(ErrorCode::NoSuchExport),
        ),
        ("content-type: text/html\r\n", "<html>", None),
        ("content-type: application/json\r\n", "{\"code\":0}", None),
    ] {
        let server = server(headers, text);
        for taken in take!(server, watch, WatchRequest::new()) {
            let error = taken.refused.expect("an error");
            assert_eq!(error.kind(), want, "{error}");
            let is_foreign = error.is_decode() && error.to_string().contains("not text/event-stream");
            assert_eq!(is_foreign, want.is_none(), "{error}");
        }
    }
    // Without a content type, the bytes are read as events.
    let server = server("", "data: 1\n\n");
    for taken in take!(server, count, CountRequest::new()) {
        assert_eq!(events(&taken), ["1"]);
    }
}

#[test]
fn an_event_has_a_limit_and_all_of_them_have_none() {
    let server = Steps::start(|number, stream| {
        head(stream, 200, EVENTS)?;
        if number >= 2 {
            return (0..100_000).try_for_each(|_| stream.write_all(b"data: 11111111111111111111\n"));
        }
        (0..1000).try_for_each(|_| stream.write_all(b": comment\ndata: 7\n\n"))
    });
    let server = server.expect("a server");
    let limits = rt::Limits::new().with_body(1000);
    for taken in take!(server, count, CountRequest::new(), |config| config.limits(limits)) {
        assert!(taken.events.len() == 1000 && taken.last.is_none(), "{:?}", taken.last);
    }
    for taken in take!(server, count, CountRequest::new(), |config| config.limits(limits)) {
        let error = taken.last.expect("an error");
        assert!(error.to_string().contains("the limit for an event is 1000 bytes"), "{error}");
        assert_eq!(taken.events.len(), 1);
    }
}

/// Each answer is the events of a request, after which the connection breaks, except after the last one.
fn breaking(answers: &'static [&'static str]) -> Steps {
    let server = Steps::start(move |number, stream| {
        let is_last = (number + 1) % answers.len() == 0;
        let length = if is_last { "" } else { "content-length: 10000\r\n" };
        head(stream, 200, &format!("{EVENTS}{length}"))?;
        stream.write_all(answers[number % answers.len()].as_bytes())
    });
    server.expect("a server")
}

/// The values of the header `Last-Event-ID` of all requests.
fn ids(server: &Steps) -> Vec<Option<String>> {
    let id = |head: &String| {
        let mut lines = head.lines().filter_map(|line| line.split_once(": "));
        let found = lines.find(|(name, _)| name.eq_ignore_ascii_case("last-event-id"));
        found.map(|(_, id)| id.to_owned())
    };
    server.heads().iter().map(id).collect()
}

fn quick() -> rt::RetryPolicy {
    rt::RetryPolicy::new().with_base(Duration::from_millis(1))
}

#[test]
fn broken_events_go_on_after_the_last_id() {
    // An event that is cut off is not one, and neither is its id.
    let server = breaking(&[
        "id: 1\ndata: 1\n\nid: 2\ndata: 2\n\nid: 3\ndata: 3\n",
        "\u{feff}data: 3\n\nid: é\ndata: 4\n\n: rest",
        "id\ndata: 5\n\n",
    ]);
    for taken in take!(server, count, CountRequest::new(), |config| config.retry(quick())) {
        assert_eq!(events(&taken), ["1", "2", "3", "4", "5"], "{taken:?}");
        assert!(taken.last.is_none());
    }
    let once = [None, Some("2".to_owned()), Some("é".to_owned())];
    assert_eq!(ids(&server), [once.clone(), once].concat());
}

#[test]
fn events_are_requested_again_only_if_the_server_knows_what_was_read() {
    // Without an id, nobody knows where to continue.
    let server = breaking(&["data: 1\n\n", "data: 2\n\n"]);
    for taken in take!(server, count, CountRequest::new(), |config| config.retry(quick())) {
        if taken.events.len() == 2 {
            assert!(taken.last.is_some_and(|error| error.is_transport()));
        }
    }
    assert_eq!(server.count(), 2);
    // A request that is not idempotent is not sent again, and neither is one that the caller wants once.
    let server = breaking(&["id: 1\ndata: {\"text\":\"a\"}\n\n", "", "", ""]);
    for taken in
        take!(server, complete, CompleteRequest::new(Prompt::new("p")), |config| config.retry(quick()))
    {
        assert!(taken.last.is_some_and(|error| error.is_transport()));
    }
    assert_eq!(server.count(), 2);
    let server = breaking(&["id: 1\ndata: 1\n\n", "id: 1\ndata: 1\n\n", ""]);
    for taken in take!(server, count, CountRequest::new(), |config| config.retry(rt::RetryPolicy::off())) {
        assert!(taken.last.is_some_and(|error| error.is_transport()));
    }
    assert_eq!(server.count(), 2);
}

#[test]
fn the_policy_limits_how_often_events_are_requested_again() {
    let server = breaking(&["id: 1\ndata: 1\n\n", ": nothing\n", ": nothing\n", "", "", "", "", "", ""]);
    let request = CountRequest::new();
    run(async {
        let client = Client::new(server.url()).expect("a client").configure(|config| config.retry(quick()));
        let mut events = client.count(&request).await.expect("events");
        assert_eq!(events.next().await.expect("an event").expect("a number"), 1);
        let error = events.next().await.expect("an error").expect_err("an error");
        assert!(error.is_transport(), "{error}");
        assert!(events.next().await.is_none());
    });
    assert_eq!(ids(&server), [None, Some("1".to_owned()), Some("1".to_owned())]);
    // The answer to a request that is sent again can be an error of the API.
    let server = Steps::start(|number, stream| {
        if number % 2 == 1 {
            head(stream, 200, "content-type: application/json\r\n")?;
            return stream.write_all(b"{\"code\":1}");
        }
        head(stream, 200, &format!("{EVENTS}content-length: 1000\r\n"))?;
        stream.write_all(b"id: 1\ndata: {\"type\":\"added\",\"name\":\"a\"}\n\n")
    });
    let server = server.expect("a server");
    for taken in take!(server, watch, WatchRequest::new(), |config| config.retry(quick())) {
        assert_eq!(taken.last.and_then(|error| error.kind()), Some(ErrorCode::NoSuchExport));
    }
    assert_eq!(server.count(), 4);
}

#[test]
fn the_server_says_how_long_to_wait_and_the_policy_how_long_at_most() {
    for (retry, cap, least, most) in [(300, 10_000, 300, 5000), (60_000, 100, 100, 5000)] {
        let times = std::sync::Arc::new(Mutex::new(Vec::new()));
        let seen = std::sync::Arc::clone(&times);
        let server = Steps::start(move |number, stream| {
            seen.lock().expect("times").push(std::time::Instant::now());
            let length = if number % 2 == 0 { "content-length: 1000\r\n" } else { "" };
            head(stream, 200, &format!("{EVENTS}{length}"))?;
            stream.write_all(format!("retry: {retry}\nid: 1\ndata: 1\n\n").as_bytes())
        });
        let server = server.expect("a server");
        let policy = quick().with_cap(Duration::from_millis(cap));
        for taken in take!(server, count, CountRequest::new(), |config| config.retry(policy)) {
            assert_eq!(events(&taken), ["1", "1"]);
        }
        let times = times.lock().expect("times");
        for pair in times.chunks(2) {
            let waited = pair[1] - pair[0];
            let (least, most) = (Duration::from_millis(least), Duration::from_millis(most));
            assert!(waited >= least && waited < most, "{waited:?}");
        }
    }
}
