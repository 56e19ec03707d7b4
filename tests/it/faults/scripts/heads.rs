//! Status lines and headers that end early, have no end, or are malformed.

use std::time::Duration;

use stubwright_tests::faults::Step;

use crate::faults::script::{FINE, Plan, Scripts, answer, bytes, plan, response};

/// Reads the request, and answers with these bytes.
fn raw(text: impl AsRef<[u8]>) -> Plan {
    plan([Step::Request, bytes(text)])
}

/// These bytes in place of `HTTP/1.1 200 OK`, and the rest of a good response.
fn line(line: &str) -> Plan {
    raw(format!("{line}\r\ncontent-length: {}\r\n\r\n{FINE}", FINE.len()))
}

/// A good response with more headers.
fn with(headers: &str) -> Plan {
    answer(&format!("200 OK\r\n{headers}"), FINE)
}

pub(crate) fn scripts() -> Scripts {
    const BEGUN: &str = "HTTP/1.1 200 OK\r\ncontent-type: appl";
    let hints = "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n";
    vec![
        ("close-in-head", plan([Step::Request, bytes(BEGUN), Step::Close])),
        ("reset-in-head", plan([Step::Request, bytes(BEGUN), Step::Reset])),
        ("hang-in-head", plan([Step::Request, bytes(BEGUN), Step::Hang]).impatient()),
        (
            "drip-head",
            plan([Step::Request, Step::Drip(BEGUN.repeat(20).into_bytes(), Duration::from_millis(50))])
                .impatient(),
        ),
        ("garbage", raw([0x16, 0x03, 0x03, 0x00, 0xff, 0xfe, b'\r', b'\n', b'\r', b'\n'])),
        ("http-0.9", raw("<html>hello</html>")),
        ("http-2.0", line("HTTP/2.0 200 OK")),
        ("http-9.9", line("HTTP/9.9 200 OK")),
        ("http-1.0", line("HTTP/1.0 200 OK")),
        ("ftp", raw("220 ready\r\n")),
        ("status-text", line("HTTP/1.1 abc OK")),
        ("status-two-digits", line("HTTP/1.1 20 OK")),
        ("status-999", line("HTTP/1.1 999 What")),
        ("no-reason", line("HTTP/1.1 200")),
        ("bare-lf", raw(format!("HTTP/1.1 200 OK\ncontent-length: {}\n\n{FINE}", FINE.len()))),
        ("no-colon", with("what is this")),
        ("nul-in-header", with("x-a: a\0b")),
        ("two-lengths", with("content-length: 1")),
        ("length-negative", raw(format!("HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n{FINE}"))),
        ("length-overflow", raw(format!("HTTP/1.1 200 OK\r\ncontent-length: {}0\r\n\r\n{FINE}", u64::MAX))),
        ("many-headers", with("x-a: b\r\n".repeat(2000).trim_end())),
        ("huge-header", with(&format!("x-a: {}", "b".repeat(4 << 20)))),
        (
            "endless-headers",
            plan([
                Step::Request,
                bytes("HTTP/1.1 200 OK\r\n"),
                Step::Repeat(b"x-a: b\r\n".repeat(512), 16_384),
            ]),
        ),
        ("continue", plan([Step::Request, bytes("HTTP/1.1 100 Continue\r\n\r\n"), response("200 OK", FINE)])),
        ("early-hints", plan([Step::Request, bytes(hints), response("200 OK", FINE)])),
        (
            "many-hints",
            plan([Step::Request, Step::Repeat(hints.repeat(10).into_bytes(), 50), response("200 OK", FINE)]),
        ),
        (
            "endless-hints",
            plan([Step::Request, Step::Every(hints.as_bytes().to_vec(), Duration::from_millis(2))])
                .impatient(),
        ),
        ("switching", raw("HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n")),
    ]
}
