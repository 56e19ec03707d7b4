//! Lists that come in pages, over sockets and with both clients.

use stubwright_tests::compiled::case_pages::types::{
    ChargesRequest, EventsRequest, FollowRequest, HiddenRequest, KeyedRequest, ListPartsRequest, LogRequest,
    MarkedRequest, NamesRequest, ReleasesRequest, Search,
};
use stubwright_tests::compiled::case_pages::{Client, Error, ErrorCode, blocking};
use stubwright_tests::server::{Answer, Server};

use crate::streams::sendable;
use crate::wire::run;

fn fine(data: &str) -> Answer {
    Answer::json(200, &format!(r#"{{"code":0,"data":{data}}}"#))
}

/// An answer with a header.
fn with_header(header: &str, data: &str) -> Answer {
    let body = format!(r#"{{"code":0,"data":{data}}}"#);
    let length = body.len();
    Answer::raw(format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n{header}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
    ))
}

/// The result of a walk through all pages: the items, the error that ended it, and the requests.
#[derive(Debug, PartialEq)]
struct Walked {
    items: Vec<String>,
    error: Option<(String, Option<ErrorCode>)>,
    /// The request for the page after the last item, or for the one that failed.
    next: String,
    sent: Vec<String>,
}

/// The target and the body of each request.
fn sent(server: &Server) -> Vec<String> {
    let one = |request: &String| {
        let (head, body) = request.split_once("\r\n\r\n").expect("head and body");
        let target = head.split(' ').nth(1).expect("a target");
        if body.is_empty() { target.to_owned() } else { format!("{target} {body}") }
    };
    server.requests().iter().map(one).collect()
}

/// Walks through all pages with both clients, each over a server of its own, and checks that both do the same.
macro_rules! walk {
    ($method:ident, $request:expr, $answers:expr) => {{
        let answers: Vec<Answer> = $answers.into();
        let server = Server::start(answers.clone()).expect("a server");
        let asynchronous = run(async {
            let client = Client::new(server.url()).expect("a client");
            let mut items = client.$method(&$request);
            let (mut taken, mut error) = (Vec::new(), None);
            while let Some(item) = sendable(items.next()).await {
                match item {
                    Ok(item) => taken.push(format!("{item:?}")),
                    Err(found) => error = Some(described(&found)),
                }
            }
            assert!(items.next().await.is_none());
            Walked { items: taken, error, next: format!("{:?}", items.request()), sent: sent(&server) }
        });
        let server = Server::start(answers).expect("a server");
        let client = blocking::Client::new(server.url()).expect("a client");
        let mut items = client.$method(&$request);
        let (mut taken, mut error) = (Vec::new(), None);
        for item in items.by_ref() {
            match item {
                Ok(item) => taken.push(format!("{item:?}")),
                Err(found) => error = Some(described(&found)),
            }
        }
        assert!(items.next().is_none());
        let next = format!("{:?}", items.request());
        assert_eq!(asynchronous, Walked { items: taken, error, next, sent: sent(&server) });
        asynchronous
    }};
}

fn described(error: &Error) -> (String, Option<ErrorCode>) {
    (error.to_string(), error.kind())
}

fn parts(names: &[&str], cursor: &str, more: bool) -> Answer {
    let items: Vec<String> = names.iter().map(|name| format!(r#"{{"name":"{name}"}}"#)).collect();
    fine(&format!(r#"{{"items":[{}],"next_cursor":{cursor},"has_more":{more}}}"#, items.join(",")))
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| format!("Part {{ name: {name:?} }}")).collect()
}

#[test]
fn a_cursor_leads_to_the_end() {
    let request = ListPartsRequest::new().with_limit(2);
    // A page can be empty and have a cursor nevertheless.
    let walked = walk!(
        list_parts_items,
        request,
        [parts(&["a", "b"], "\"c&1\"", true), parts(&[], "\"c2\"", true), parts(&["c"], "\"c3\"", false)]
    );
    assert_eq!(walked.items, names(&["a", "b", "c"]));
    assert_eq!(walked.sent, ["/parts?limit=2", "/parts?cursor=c%261&limit=2", "/parts?cursor=c2&limit=2"]);
    assert_eq!(walked.error, None);
    for end in ["null", "\"\""] {
        let walked = walk!(
            follow_items,
            FollowRequest::new(),
            [fine(&format!(r#"{{"results":["x"],"links":{{"next":{end}}}}}"#))]
        );
        assert_eq!((walked.items.len(), walked.sent.len(), walked.error), (1, 1, None));
    }
}

#[test]
fn a_cursor_can_mark_the_end() {
    let page = |next: &str| fine(&format!(r#"{{"ids":[7],"next":{next}}}"#));
    let walked = walk!(marked_items, MarkedRequest::new(), [page("5"), page("\"10\""), page("0")]);
    assert_eq!((walked.items.len(), walked.error), (3, None));
    assert_eq!(walked.sent, ["/marked", "/marked?cursor=5", "/marked?cursor=10"]);
}

#[test]
fn no_page_is_requested_twice() {
    let circle = [parts(&["a"], "\"1\"", true), parts(&["b"], "\"2\"", true), parts(&["c"], "\"1\"", true)];
    let walked = walk!(list_parts_items, ListPartsRequest::new(), circle);
    assert_eq!(walked.items, names(&["a", "b", "c"]), "what was read is given first");
    assert_eq!(walked.sent.len(), 3);
    let (text, _) = walked.error.expect("an error");
    assert!(text.contains("a page that has been read as the next one: `1`"), "{text}");
    // The page that the caller began with counts as well.
    let begun = ListPartsRequest::new().with_cursor("1");
    let walked = walk!(list_parts_items, begun, [parts(&["a"], "\"1\"", true)]);
    assert_eq!((walked.sent.len(), walked.error.is_some()), (1, true));
}

#[test]
fn a_secret_cursor_is_not_shown() {
    let page = || fine(r#"{"ids":[7],"next":"CANARY"}"#);
    let walked = walk!(hidden_items, HiddenRequest::new(), [page(), page()]);
    assert_eq!((walked.items.len(), walked.sent.len()), (2, 2));
    let (text, _) = walked.error.expect("an error");
    assert!(text.contains("a page that has been read as the next one") && !text.contains("CANARY"), "{text}");
    assert!(!walked.next.contains("CANARY"), "{}", walked.next);
}

#[test]
fn what_contradicts_itself_is_an_error() {
    let walked = walk!(list_parts_items, ListPartsRequest::new(), [parts(&["a"], "null", true)]);
    assert_eq!((walked.items.len(), walked.sent.len()), (1, 1));
    let (text, _) = walked.error.expect("an error");
    assert!(text.contains("a page says that there are more, and has no cursor"), "{text}");
}

#[test]
fn a_failure_ends_the_items_and_its_request_remains() {
    let refused = Answer::json(200, r#"{"code":1,"msg":"no such cursor"}"#);
    let walked = walk!(list_parts_items, ListPartsRequest::new(), [parts(&["a"], "\"x\"", true), refused]);
    assert_eq!(walked.items, names(&["a"]));
    assert_eq!(walked.error.expect("an error").1, Some(ErrorCode::BadCursor));
    assert!(walked.next.contains("cursor: Some(\"x\")"), "{}", walked.next);
    assert_eq!(walked.sent.len(), 2);
}

#[test]
fn pages_are_counted() {
    let page = |rows: &str, meta: &str| fine(&format!(r#"{{"rows":{rows},"meta":{meta}}}"#));
    let request = Search::new("s");
    // Two pages, the second without rows; the number of pages ends it.
    let walked = walk!(
        search_items,
        request,
        [
            page(r#"[{"name":"a"}]"#, r#"{"pages":3}"#),
            page("null", r#"{"pages":"3"}"#),
            page(r#"[{"name":"b"}]"#, r#"{"pages":3,"total":null}"#)
        ]
    );
    assert_eq!(walked.items, names(&["a", "b"]));
    assert_eq!(
        walked.sent,
        [
            r#"/search {"text":"s"}"#,
            r#"/search {"pageNo":1,"text":"s"}"#,
            r#"/search {"pageNo":2,"text":"s"}"#
        ]
    );
    // The number of items ends it as well.
    let walked = walk!(search_items, request, [page(r#"[{"name":"a"}]"#, r#"{"pages":9,"total":1}"#)]);
    assert_eq!((walked.items.len(), walked.sent.len()), (1, 1));
    // By default, the first page without items is the last.
    let request = LogRequest::new(Search::new("s").with_page_no(7));
    let walked = walk!(log_items, request, [fine(r#"["a",null]"#), fine("[]")]);
    assert_eq!(walked.items, [r#"Some("a")"#, "None"]);
    assert_eq!(walked.sent, [r#"/log {"pageNo":7,"text":"s"}"#, r#"/log {"pageNo":8,"text":"s"}"#]);
    assert_eq!(walk!(log_items, request, [fine("null")]).items, [""; 0]);
}

#[test]
fn offsets_count_items() {
    let page = |names: &str, count: u32| fine(&format!(r#"{{"inner":{{"list":{names},"count":{count}}}}}"#));
    let two = r#"[{"name":"a"},{"name":"b"}]"#;
    let request = EventsRequest::new(1).with_skip(3);
    let walked = walk!(events_items, request, [page(two, 6), page(r#"[{"name":"c"}]"#, 6)]);
    assert_eq!(walked.items, names(&["a", "b", "c"]));
    assert_eq!(walked.sent, ["/shops/1/events?skip=3", "/shops/1/events?skip=5"]);
    // The server has fewer items than it says.
    let walked = walk!(events_items, request, [page(two, 99), fine(r#"{"inner":null}"#)]);
    assert_eq!((walked.items.len(), walked.sent.len(), walked.error), (2, 2, None));
}

#[test]
fn links_select_a_page_and_no_server() {
    let releases = |link: &str, tag: &str| with_header(link, &format!(r#"[{{"tag":"{tag}"}}]"#));
    let walked = walk!(
        releases_items,
        ReleasesRequest::new(),
        [
            releases("link: <https://elsewhere.example/steal?token=t&page=2>; rel=\"next\"", "a"),
            releases("link: </releases?page=1>; rel=prev, <?page=3>; rel=next", "b"),
            releases("link: </releases?page=1>; rel=first", "c")
        ]
    );
    assert_eq!(walked.items.len(), 3);
    assert_eq!(walked.sent, ["/releases", "/releases?page=2", "/releases?page=3"]);
    assert_eq!(walked.error, None);
    let walked = walk!(releases_items, ReleasesRequest::new(), [releases("link: </x?p=2>; rel=next", "a")]);
    let (text, _) = walked.error.expect("an error");
    assert!(text.contains("the URL of the next page has no parameter `page`"), "{text}");
    let walked =
        walk!(releases_items, ReleasesRequest::new(), [releases("link: </x?page=two>; rel=next", "a")]);
    let (text, _) = walked.error.expect("an error");
    assert!(text.contains("the next page can't be requested: "), "{text}");
}

#[test]
fn urls_and_headers_hold_cursors() {
    let page = |next: &str| fine(&format!(r#"{{"results":["x"],"links":{next}}}"#));
    let walked = walk!(
        follow_items,
        FollowRequest::new(),
        [page(r#"{"next":"https://api.example/follow?limit=5&after=a%2Fb+c"}"#), page("{}")]
    );
    assert_eq!(walked.sent, ["/follow", "/follow?after=a%2Fb%20c"]);
    let since = |text: &str| {
        KeyedRequest::new(
            text.parse::<stubwright_tests::compiled::case_pages::runtime::DateTime>().expect("a time"),
        )
    };
    let walked = walk!(
        keyed_items,
        since("2026-01-01T00:00:00Z"),
        [
            with_header("x-next-since: 2026-02-01T00:00:00Z", r#"["x"]"#),
            with_header("x-other: 1", r#"["y"]"#)
        ]
    );
    assert_eq!(walked.items, [r#""x""#, r#""y""#]);
    assert!(walked.sent[1].contains("since=2026-02-01T00%3A00%3A00Z"), "{:?}", walked.sent);
}

/// As Stripe has it: `starting_after` is the `id` of the last item, and `has_more` says whether to go on.
#[test]
fn a_cursor_is_in_the_last_item() {
    let page = |ids: &[&str], more: &str| {
        let items: Vec<String> = ids.iter().map(|id| format!(r#"{{"ref":{{"id":"{id}"}}}}"#)).collect();
        fine(&format!(r#"{{"data":[{}]{more}}}"#, items.join(",")))
    };
    let (more, end) = (",\"has_more\":true", ",\"has_more\":false");
    let request = || ChargesRequest::new().with_limit(2);
    let walked = walk!(charges_items, request(), [page(&["a", "b"], more), page(&["c"], end)]);
    assert_eq!((walked.items.len(), walked.error), (3, None));
    assert_eq!(walked.sent, ["/charges?limit=2", "/charges?starting_after=b&limit=2"]);
    // Without the flag, the first page without items is the last.
    let walked = walk!(charges_items, request(), [page(&["a"], ""), page(&[], "")]);
    assert_eq!((walked.items.len(), walked.error), (1, None));
    assert_eq!(walked.sent, ["/charges?limit=2", "/charges?starting_after=a&limit=2"]);
    let walked = walk!(names_items, NamesRequest::new(), [fine(r#"["x","y"]"#), fine("[]")]);
    assert_eq!((walked.items.len(), walked.error), (2, None));
    assert_eq!(walked.sent, ["/names", "/names?after=y"]);
    // A contradiction ends with an error, not as if the list were complete.
    for (answers, want) in [
        (vec![page(&["a"], more), page(&[], more)], "a page without items says that there are more"),
        (vec![fine(r#"{"data":[{}],"has_more":true}"#)], "the last item of a page has no cursor"),
        (vec![page(&["a"], more), page(&["a"], more)], "names a page that has been read"),
    ] {
        let walked = walk!(charges_items, request(), answers);
        let (error, _) = walked.error.expect(want);
        assert!(error.contains(want), "{error}");
    }
}

/// The options of a call, for each of the calls.
#[test]
fn the_calls_for_pages_have_options() {
    let answers = vec![parts(&["a"], "\"c1\"", true), parts(&["b"], "null", false)];
    let head = |server: &Server| {
        let sent = server.requests();
        assert_eq!(sent.len(), 2);
        assert!(sent.iter().all(|request| request.to_lowercase().contains("\r\nx-trace: 7\r\n")), "{sent:?}");
    };
    let request = ListPartsRequest::new();
    let server = Server::start(answers.clone()).expect("a server");
    run(async {
        let client = Client::new(server.url()).expect("a client");
        let mut items = client.list_parts_items(&request).header("X-Trace", "7");
        while let Some(item) = items.next().await {
            item.expect("an item");
        }
    });
    head(&server);
    let server = Server::start(answers).expect("a server");
    let client = blocking::Client::new(server.url()).expect("a client");
    let items: Result<Vec<_>, _> = client.list_parts_items(&request).header("X-Trace", "7").collect();
    assert_eq!(items.expect("items").len(), 2);
    head(&server);

    // A server that says nothing: the time limit is that of the items, and there is one attempt.
    let silent = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", silent.local_addr().expect("an address"));
    let limit = std::time::Duration::from_millis(200);
    let client = blocking::Client::new(&url).expect("a client");
    let begun = std::time::Instant::now();
    let first = client.list_parts_items(&request).timeout(limit).next().expect("an outcome");
    assert!(first.expect_err("no answer").is_timeout() && begun.elapsed() < 20 * limit);
    let first = run(async {
        let client = Client::new(&url).expect("a client");
        client.list_parts_items(&request).timeout(limit).next().await
    });
    assert!(first.expect("an outcome").expect_err("no answer").is_timeout());
    let wrong = client.list_parts_items(&request).header("X\r\nY", "7").next().expect("an outcome");
    assert!(wrong.expect_err("no header").is_request());
}
