//! Bodies that are read while they arrive or are sent, and lists in pages.

use std::time::Duration;

use stubwright_tests::faults::Step;

use crate::faults::gzip::gzip;
use crate::faults::script::{Plan, Scripts, answer, bytes, kept, plan, response};

/// A stream, and an event.
const PART: &str = "data: {\"type\":\"added\",\"name\":\"a\"}\n\n";

/// Reads the request, answers with this head and part of a stream, and then does something.
fn begun(head: &str, part: &str, then: Step) -> Plan {
    plan([Step::Request, bytes(format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n{part}")), then])
}

pub(crate) fn scripts() -> Scripts {
    const LONG: &str = "content-length: 999";
    const EVENTS: &str = "200 OK\r\ncontent-type: text/event-stream";
    const JSON: &str = "200 OK\r\ncontent-type: application/json";
    let drip = Step::Drip(vec![b'\n'; 60], Duration::from_millis(50));
    // More than the decoder keeps to itself.
    let events: String =
        (0..20_000).map(|at| format!("data: {{\"type\":\"added\",\"name\":\"{at}\"}}\n\n")).collect();
    let zipped = gzip(events.as_bytes());
    let page = |cursor: &str| {
        format!(
            "{{\"code\":0,\"data\":{{\"items\":[{{\"name\":\"a\"}}],\"next_cursor\":\"{cursor}\",\"has_more\":true}}}}"
        )
    };
    vec![
        ("stream", begun("connection: close", PART, Step::Close)),
        ("stream-cut-off", begun(LONG, PART, Step::Close)),
        ("stream-reset", begun(LONG, PART, Step::Reset)),
        ("stream-chunk-cut-off", begun("transfer-encoding: chunked", &format!("fff\r\n{PART}"), Step::Close)),
        ("stream-hang", begun(LONG, PART, Step::Hang).restless().impatient()),
        ("stream-hang-before", plan([Step::Request, Step::Hang]).impatient()),
        (
            "stream-drip",
            plan([
                Step::Request,
                bytes(format!("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{PART}")),
                drip,
                Step::Close,
            ])
            .impatient(),
        ),
        ("stream-gzip-cut-off", answer("200 OK\r\ncontent-encoding: gzip", &zipped[..zipped.len() / 2])),
        ("stream-envelope", answer(JSON, "{\"code\":1}")),
        ("stream-page", answer("502 Bad Gateway\r\ncontent-type: text/html", "<html>502</html>")),
        ("stream-redirect", answer("302 Found\r\nlocation: /elsewhere", "")),
        ("events-page", answer("200 OK\r\ncontent-type: text/html", "<html>log in</html>")),
        ("events-no-json", answer(EVENTS, "data: hello\n\n")),
        ("events-list", answer(EVENTS, "data: []\n\n")),
        (
            "events-endless-line",
            plan([
                Step::Request,
                bytes(format!("HTTP/1.1 {EVENTS}\r\n\r\ndata: ")),
                Step::Repeat(vec![b'x'; 4096], usize::MAX),
            ]),
        ),
        ("page-cut-off", begun(LONG, &page("c"), Step::Close)),
        (
            "page-refused",
            plan([Step::Request, kept(JSON, page("c")), Step::Request, response(JSON, "{\"code\":1}")]),
        ),
        ("page-again", answer(JSON, page("c"))),
        ("page-without-items", answer(JSON, "{\"code\":0,\"data\":{\"has_more\":false}}")),
    ]
}

pub(crate) fn uploads() -> Scripts {
    vec![
        ("upload-close", plan([Step::Head, Step::Close])),
        ("upload-reset", plan([Step::Head, Step::Reset])),
        ("upload-hang", plan([Step::Head, Step::Hang]).restless()),
        ("upload-unanswered", plan([Step::Request, Step::Hang]).impatient()),
        ("upload-refused", plan([Step::Head, response("413 Content Too Large", "")])),
        (
            "upload-envelope",
            plan([Step::Head, response("400 Bad Request\r\ncontent-type: application/json", "{\"code\":1}")]),
        ),
    ]
}
