//! Requests and responses of clients of OpenAPI documents, over sockets and with both clients. The expectations are
//! written from the text of OpenAPI 3.1, RFC 6570, RFC 7578 and RFC 9110.

use stubwright_tests::server::Answer;

/// Makes a call with the asynchronous and the blocking client of a document, checks that the same left and the same came
/// back, and gives the request and the result.
macro_rules! call {
    ($document:ident, $answer:expr, |$client:ident| $call:expr) => {
        call!($document, $answer, |client| client, |$client| $call)
    };
    ($document:ident, $answer:expr, |$plain:ident| $set:expr, |$client:ident| $call:expr) => {{
        let (sent, outcome) = crate::both::both!($document, [$answer], |$plain| $set, |$client| $call);
        (sent.first().cloned().unwrap_or_default(), outcome)
    }};
}

mod answers;
mod bodies;
mod settings;
mod styles;

/// An answer without a body.
fn empty(status: u16) -> Answer {
    Answer::raw(format!("HTTP/1.1 {status} Status\r\nconnection: close\r\n\r\n"))
}

/// The target of a request.
fn target(sent: &str) -> &str {
    sent.split(' ').nth(1).unwrap_or_default()
}

/// A header of a request.
fn header<'a>(sent: &'a str, name: &str) -> Option<&'a str> {
    let head = sent.split("\n\n").next().unwrap_or_default();
    head.lines().skip(1).find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
}

/// The body of a request.
fn body(sent: &str) -> &str {
    sent.split_once("\n\n").map_or("", |(_, body)| body)
}
