//! Bodies that end early, have no end, or should not be there.

use std::time::Duration;

use stubwright_tests::faults::Step;

use crate::faults::script::{BODY, FINE, Plan, Scripts, answer, bytes, plan};

/// Reads the request, answers with this head and part of a body, and then does something.
fn begun(head: &str, part: &str, then: Step) -> Plan {
    plan([Step::Request, bytes(format!("HTTP/1.1 {head}\r\n\r\n{part}")), then])
}

/// A chunked response with this text for its chunks.
fn chunked(chunks: &str) -> Plan {
    begun("200 OK\r\ntransfer-encoding: chunked", chunks, Step::Close)
}

/// Good JSON of this many bytes.
fn padded(length: usize) -> String {
    format!("{FINE}{}", " ".repeat(length.saturating_sub(FINE.len())))
}

pub(crate) fn scripts() -> Scripts {
    const LONG: &str = "200 OK\r\ncontent-length: 999";
    let size = FINE.len();
    let whole = format!("{size:x}\r\n{FINE}\r\n0\r\n\r\n");
    let flood = Step::Repeat(b"{\"a\":1,\n".repeat(512), usize::MAX);
    vec![
        ("short-body", begun(LONG, FINE, Step::Close)),
        ("reset-in-body", begun(LONG, FINE, Step::Reset)),
        ("hang-in-body", begun(LONG, FINE, Step::Hang).restless()),
        ("drip-body", begun(LONG, "{", Step::Drip(vec![b' '; 900], Duration::from_millis(50))).impatient()),
        ("hang-before-body", begun(LONG, "", Step::Hang).impatient()),
        (
            "long-body",
            plan([
                Step::Request,
                bytes(format!("HTTP/1.1 200 OK\r\ncontent-length: {size}\r\n\r\n{FINE}!!!")),
            ]),
        ),
        ("until-close", begun("200 OK\r\nconnection: close", FINE, Step::Close)),
        ("until-reset", begun("200 OK\r\nconnection: close", FINE, Step::Reset)),
        ("chunks", chunked(&whole)),
        ("chunks-cut-off", chunked(&format!("{size:x}\r\n{FINE}\r\n"))),
        ("chunk-cut-off", chunked(&format!("fff\r\n{FINE}"))),
        ("chunk-size-no-number", chunked(&format!("zz\r\n{FINE}\r\n0\r\n\r\n"))),
        ("chunk-size-overflow", chunked(&format!("fffffffffffffffff\r\n{FINE}\r\n0\r\n\r\n"))),
        (
            "chunk-extension-endless",
            plan([
                Step::Request,
                bytes("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1;a="),
                Step::Repeat(vec![b'b'; 4096], usize::MAX),
            ]),
        ),
        ("length-and-chunks", begun(&format!("{LONG}\r\ntransfer-encoding: chunked"), &whole, Step::Close)),
        ("at-the-limit", answer("200 OK", padded(BODY))),
        ("over-the-limit", answer("200 OK", padded(BODY + 1))),
        (
            "over-the-limit-in-chunks",
            chunked(&format!("{:x}\r\n{}\r\n0\r\n\r\n", BODY + 1, padded(BODY + 1))),
        ),
        ("endless-body", begun("200 OK\r\nconnection: close", "", flood.clone())),
        ("endless-error-page", begun("500 Error\r\nconnection: close", "", flood)),
        ("no-content-with-body", answer("204 No Content", FINE)),
        ("not-modified", begun("304 Not Modified\r\ncontent-length: 999", "", Step::Close)),
        ("head-with-body", answer("200 OK", FINE)),
        ("head-without-body", begun(LONG, "", Step::Close)),
    ]
}
