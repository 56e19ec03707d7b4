//! Redirects, refusals and waiting times.

use stubwright_tests::faults::Step;

use crate::faults::script::{FINE, Plan, Scripts, answer, kept, plan, response};

/// A redirect to the same path on another server, which counts who comes.
fn elsewhere(status: &str) -> Plan {
    answer(&format!("{status}\r\nlocation: http://{{other}}/api/open/contract/start?moved=1"), "")
}

pub(crate) fn redirects() -> Scripts {
    vec![
        ("301-elsewhere", elsewhere("301 Moved Permanently")),
        ("302-elsewhere", elsewhere("302 Found")),
        ("303-elsewhere", elsewhere("303 See Other")),
        ("307-elsewhere", elsewhere("307 Temporary Redirect")),
        ("308-elsewhere", elsewhere("308 Permanent Redirect")),
        (
            "307-once",
            plan([
                Step::Request,
                kept("307 Temporary Redirect\r\nlocation: /once", ""),
                Step::Request,
                response("200 OK", FINE),
            ]),
        ),
        ("307-loop", answer("307 Temporary Redirect\r\nlocation: /api/open/contract/start", "")),
        ("307-other-scheme", answer("307 Temporary Redirect\r\nlocation: //{other}/", "")),
        ("307-nowhere", answer("307 Temporary Redirect", "")),
        ("307-garbage", answer("307 Temporary Redirect\r\nlocation: http://[::bad", "")),
        ("300-choices", answer("300 Multiple Choices\r\nlocation: http://{other}/", "<a href=x>x</a>")),
    ]
}

pub(crate) fn refusals() -> Scripts {
    const PAGE: &str = "<html><body>500</body></html>";
    let page = |status: &str| answer(&format!("{status}\r\ncontent-type: text/html"), PAGE);
    let json =
        |status: &str, text: &str| answer(&format!("{status}\r\ncontent-type: application/json"), text);
    let failure = r#"{"success":false,"code":"500","msg":"busy","logKey":"a1"}"#;
    vec![
        ("400-page", page("400 Bad Request")),
        ("401-page", page("401 Unauthorized\r\nwww-authenticate: Bearer")),
        ("403-page", page("403 Forbidden")),
        ("404-page", page("404 Not Found")),
        ("405-page", page("405 Method Not Allowed")),
        ("407-page", page("407 Proxy Authentication Required")),
        ("408-page", page("408 Request Timeout")),
        ("409-page", page("409 Conflict")),
        ("413-early", plan([Step::Head, response("413 Content Too Large", "")]).large()),
        ("500-page", page("500 Internal Server Error")),
        ("502-page", page("502 Bad Gateway")),
        ("503-page", page("503 Service Unavailable")),
        ("504-page", page("504 Gateway Timeout")),
        ("500-gateway-json", json("500 Internal Server Error", r#"{"code":500,"message":"gateway"}"#)),
        ("502-gateway-json", json("502 Bad Gateway", r#"{"code":500}"#)),
        ("500-envelope", json("500 Internal Server Error", failure)),
        ("400-envelope", json("400 Bad Request", r#"{"success":false,"code":"oc_40003","errcode":40003}"#)),
        ("500-success", json("500 Internal Server Error", FINE)),
        ("200-gateway-json", json("200 OK", r#"{"code":500,"message":"gateway"}"#)),
    ]
}

pub(crate) fn waits() -> Scripts {
    let limited = |headers: &str| answer(&format!("429 Too Many Requests{headers}"), "slow down").busy();
    let absurd = format!("\r\nretry-after: {}", "9".repeat(40));
    let date = "\r\ndate: Tue, 24 Nov 2026 10:00:00 GMT\r\nretry-after: Tue, 24 Nov 2026 10:00:07 GMT";
    vec![
        ("429-bare", limited("")),
        ("429-seconds", limited("\r\nretry-after: 7")),
        ("429-now", limited("\r\nretry-after: 0")),
        ("429-date", limited(date)),
        ("429-date-past", limited("\r\nretry-after: Thu, 01 Jan 1970 00:00:00 GMT")),
        ("429-absurd", limited(&absurd)),
        ("429-negative", limited("\r\nretry-after: -7")),
        ("429-words", limited("\r\nretry-after: soon")),
        ("429-twice", limited("\r\nretry-after: 7\r\nretry-after: 9000")),
        (
            "503-once",
            plan([
                Step::Request,
                kept("503 Service Unavailable\r\nretry-after: 0", "later"),
                Step::Request,
                response("200 OK", FINE),
            ]),
        ),
        ("503-seconds", answer("503 Service Unavailable\r\nretry-after: 7", "later").busy()),
    ]
}
