//! Bodies that are not JSON, or not the JSON that was declared.

use crate::faults::script::{FINE, Plan, Scripts, answer};

fn json(body: impl AsRef<[u8]>) -> Plan {
    answer("200 OK\r\ncontent-type: application/json", body)
}

/// A success of `start_contract` with this text as its result.
fn result(text: &str) -> Plan {
    json(format!(r#"{{"success":true,"result":{text}}}"#))
}

pub(crate) fn scripts() -> Scripts {
    let deep = "[".repeat(20_000);
    let utf16: Vec<u8> = FINE.encode_utf16().flat_map(u16::to_le_bytes).collect();
    vec![
        ("empty", json("")),
        ("spaces", json("\r\n  ")),
        ("null", json("null")),
        ("list", json("[]")),
        ("text", json("\"ok\"")),
        ("plain-text", answer("200 OK\r\ncontent-type: text/plain", "OK")),
        ("login-page", answer("200 OK\r\ncontent-type: text/html", "<html>log in</html>")),
        ("wrong-type", answer("200 OK\r\ncontent-type: text/html; charset=utf-8", FINE)),
        ("no-type", answer("200 OK", FINE)),
        ("bom", json(format!("\u{feff}{FINE}"))),
        ("invalid-utf-8", json(b"{\"success\":true,\"msg\":\"\xff\xfe\"}")),
        (
            "gbk",
            answer(
                "200 OK\r\ncontent-type: application/json; charset=GBK",
                b"{\"msg\":\"\xb3\xc9\xb9\xa6\"}",
            ),
        ),
        ("utf-16", json(utf16)),
        ("truncated", json(FINE.get(..FINE.len() - 3).unwrap_or_default())),
        ("two-documents", json(format!("{FINE}{FINE}"))),
        ("nan", json(r#"{"success":true,"result":{"contractId":NaN}}"#)),
        ("single-quotes", json("{'success':true}")),
        ("deep-lists", json(&deep)),
        ("deep-in-unknown-key", result(&format!(r#"{{"contractId":7,"signersInfos":[],"x":{deep}"#))),
        ("duplicate-envelope-key", json(r#"{"success":true,"success":false,"result":{"contractId":7}}"#)),
        ("duplicate-field", result(r#"{"contractId":7,"contractId":8,"signersInfos":[]}"#)),
        ("null-for-required", result(r#"{"contractId":null,"signersInfos":[]}"#)),
        ("missing-required", result("{\"signersInfos\":[]}")),
        ("null-result", result("null")),
        ("result-is-a-list", result("[]")),
        ("number-as-text", result(r#"{"contractId":"1897893172027068416","signersInfos":[]}"#)),
        ("text-that-is-no-number", result(r#"{"contractId":"12x","signersInfos":[]}"#)),
        ("number-too-large", result(r#"{"contractId":9223372036854775808,"signersInfos":[]}"#)),
        ("number-absurd", result(r#"{"contractId":1e999999999,"signersInfos":[]}"#)),
        ("number-with-fraction", result(r#"{"contractId":7.5,"signersInfos":[]}"#)),
        ("success-as-text", json(r#"{"success":"true","result":{"contractId":7,"signersInfos":[]}}"#)),
        ("success-as-number", json(r#"{"success":1,"result":{"contractId":7,"signersInfos":[]}}"#)),
        ("code-empty", json(r#"{"success":false,"code":"","msg":"no"}"#)),
        ("code-new", json(r#"{"success":false,"code":"oc_99999","errcode":99999}"#)),
        ("code-is-an-object", json(r#"{"success":false,"code":{"a":1}}"#)),
        (
            "message-with-escapes",
            json("{\"success\":false,\"code\":\"oc_1\",\"msg\":\"a\\u001b[31m\\n\\u202eb\"}"),
        ),
    ]
}
