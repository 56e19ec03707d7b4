//! Compressed bodies: good ones, broken ones, and those that nobody asked for.

use stubwright_tests::faults::Step;

use crate::faults::gzip::{bomb, gzip};
use crate::faults::script::{FINE, Plan, Scripts, answer, bytes, plan};

fn encoded(encoding: &str, body: impl AsRef<[u8]>) -> Plan {
    answer(&format!("200 OK\r\ncontent-type: application/json\r\ncontent-encoding: {encoding}"), body)
}

pub(crate) fn scripts() -> Scripts {
    let fine = gzip(FINE.as_bytes());
    let mut wrong_sum = fine.clone();
    let sum = wrong_sum.len() - 8;
    wrong_sum[sum] ^= 0xff;
    let half = FINE.len() / 2;
    let members = [gzip(&FINE.as_bytes()[..half]), gzip(&FINE.as_bytes()[half..])].concat();
    let mut chunks =
        b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ntransfer-encoding: chunked\r\n\r\n".to_vec();
    for piece in fine.chunks(7) {
        chunks.extend_from_slice(format!("{:x}\r\n", piece.len()).as_bytes());
        chunks.extend_from_slice(piece);
        chunks.extend_from_slice(b"\r\n");
    }
    chunks.extend_from_slice(b"0\r\n\r\n");
    let refusal = gzip(br#"{"success":false,"code":"oc_40003","errcode":40003}"#);
    vec![
        ("gzip", encoded("gzip", &fine)),
        ("gzip-in-chunks", plan([Step::Request, bytes(chunks)])),
        ("gzip-members", encoded("gzip", members)),
        ("gzip-refusal", answer("400 Bad Request\r\ncontent-encoding: gzip", refusal)),
        ("gzip-page", answer("502 Bad Gateway\r\ncontent-encoding: gzip", gzip(b"<html>502</html>"))),
        ("gzip-download", encoded("gzip", &fine)),
        ("gzip-truncated", encoded("gzip", &fine[..fine.len() / 2])),
        ("gzip-without-sum", encoded("gzip", &fine[..fine.len() - 8])),
        ("gzip-wrong-sum", encoded("gzip", wrong_sum)),
        ("gzip-that-is-json", encoded("gzip", FINE)),
        ("gzip-that-is-empty", encoded("gzip", "")),
        (
            "gzip-without-content",
            plan([Step::Request, bytes("HTTP/1.1 204 No Content\r\ncontent-encoding: gzip\r\n\r\n")]),
        ),
        ("gzip-of-head", encoded("gzip", "")),
        ("gzip-twice", encoded("gzip, gzip", gzip(&fine))),
        ("gzip-twice-said-once", encoded("gzip", gzip(&fine))),
        ("gzip-in-capitals", encoded("GZIP", &fine)),
        ("gzip-by-old-name", encoded("x-gzip", &fine)),
        ("gzip-unsaid", answer("200 OK\r\ncontent-type: application/json", &fine)),
        ("gzip-bomb", encoded("gzip", bomb())),
        ("br", encoded("br", b"\x0b\x02\x80{\"a\":1}\x03")),
        ("br-download", encoded("br", b"\x0b\x02\x80{\"a\":1}\x03")),
        ("zstd", encoded("zstd", b"\x28\xb5\x2f\xfd\x04\x00")),
        ("deflate", encoded("deflate", b"\x78\x9c\x03\x00\x00\x00\x00\x01")),
        ("identity", encoded("identity", FINE)),
        ("utf-8-encoding", encoded("utf-8", FINE)),
    ]
}
