//! Preflight: a request that keeps every rule, and what happens when one is broken.

mod breaking;
mod clock;
mod empty;
mod interpreted;
mod parents;
mod properties;

use std::time::{Duration, SystemTime};

use serde_json::{Value, json};
use stubwright_tests::compiled::case_preflight::runtime::{DateTime, Facts};
use stubwright_tests::compiled::case_preflight::types::Order;

/// A point in time.
pub(crate) fn at(text: &str) -> SystemTime {
    let seconds = text.parse::<DateTime>().expect(text).unix_seconds(0);
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds.unsigned_abs())
}

/// When every call of these tests is made.
fn now() -> SystemTime {
    at("2024-12-12T01:00:00Z")
}

/// The pages of the files with one page; of others nobody knows.
fn facts() -> Facts {
    Facts::new().with("pages", "SINGLE", 1).with("pages", "D0", 2)
}

/// A request that keeps every rule, with lists of `count` items, at least two.
fn kept(count: usize) -> Value {
    let each = |item: fn(usize) -> Value| (0..count).map(item).collect::<Vec<Value>>();
    let labels: serde_json::Map<String, Value> =
        (0..count).map(|index| (format!("l{index}"), json!({"text": "签署a"}))).collect();
    let members = |group: usize| {
        let member = |index: usize| json!({"name": "same", "seat": {"row": 1, "column": index}, "badge": group * count + index, "token": "t"});
        (0..count).map(member).collect::<Vec<Value>>()
    };
    let groups: Vec<Value> = (0..count).map(|group| json!({"members": members(group)})).collect();
    json!({
        "channel": "SMS", "phone": "0123", "login": "abc", "site": "https://合同.cn", "mail": "a@b", "zip": "100000",
        "birthday": "31.12.2000", "amount": "12.50", "weight": 30.5, "title": "标题", "memo": "合同合同", "sms": "안녕 안녕",
        "labels": labels, "tags": ["a"], "advert": "（광고） 할인", "numbers": (0..count).collect::<Vec<_>>(),
        "lines": each(|index| json!({"name": "n", "sku": format!("s{index}"), "count": 1 + index % 99})),
        "docs": each(|index| json!({"code": format!("D{index}"), "file": format!("f{index}.PDF")})),
        "groups": groups, "deadline": "2025-06-30", "opened": 1_700_000_000_000_i64, "least": 3, "most": 3,
        "start": "2024-12-01 08:00:00", "end": 1_735_000_000, "card": "4111", "lat": 1.5, "lng": 2.5,
        "coupon": "C", "couponOwner": "o", "kind": 2, "remark": "longer than three", "customer": "somebody",
    })
}

/// The codes and places that the checks of a request find.
fn found(request: &Value) -> Vec<(String, String)> {
    let order: Order = serde_json::from_value(request.clone()).expect("the request decodes");
    let Err(error) = order.check_with(now(), &facts()) else { return Vec::new() };
    let violations = error.violations().iter();
    violations.map(|found| (found.code().as_str().to_owned(), found.path().to_owned())).collect()
}
