//! A call with both clients of an API, which have to send the same and to say the same.

use stubwright_tests::server::Server;

/// Makes a call with the asynchronous and with the blocking client, each over a server of its own with the same answers,
/// and gives the requests and the result. `$api` is a generated crate or module.
macro_rules! both {
    ($api:ident, $answers:expr, |$plain:ident| $set:expr, |$client:ident| $call:expr) => {{
        let answers: Vec<stubwright_tests::server::Answer> = $answers.into();
        let server = stubwright_tests::server::Server::start(answers.clone()).expect("a server");
        let asynchronous = crate::wire::run(async {
            let $plain = $api::Client::new(server.url()).expect("a client");
            let $client = $set;
            $call.await
        });
        let other = stubwright_tests::server::Server::start(answers).expect("a server");
        let $plain = $api::blocking::Client::new(other.url()).expect("a client");
        let $client = $set;
        let blocking = $call;
        assert_eq!(format!("{asynchronous:?}"), format!("{blocking:?}"));
        let sent = crate::both::sent(&server);
        assert_eq!(sent, crate::both::sent(&other));
        (sent, asynchronous)
    }};
}
pub(crate) use both;

/// Headers that transports add, each in its own way.
const BY_TRANSPORT: &[&str] = &["host", "user-agent", "accept-encoding", "content-length", "connection"];

/// The requests, as [`plain`] shows them.
pub(crate) fn sent(server: &Server) -> Vec<String> {
    server.requests().iter().map(|request| plain(request)).collect()
}

/// The request line, the headers in order of their names, and the body, without what transports add.
pub(crate) fn plain(request: &str) -> String {
    let (head, body) = request.split_once("\r\n\r\n").expect("head and body");
    let (line, headers) = head.split_once("\r\n").expect("a request line");
    let mut headers: Vec<String> = headers
        .lines()
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| format!("{}: {value}", name.to_lowercase()))
        .filter(|line| BY_TRANSPORT.iter().all(|name| !line.starts_with(&format!("{name}:"))))
        .collect();
    headers.sort();
    format!("{line}\n{}\n\n{body}", headers.join("\n"))
}
