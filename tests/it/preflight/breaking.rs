//! One way or more to break each rule, and the place where it must be found.

use serde_json::{Value, json};

/// Breaks a rule in a request with lists of `count` items, at the item `pick` where there are several; gives the place.
pub(super) type Break = fn(&mut Value, usize, usize) -> String;

/// Changes one value.
fn set(request: &mut Value, pointer: &str, value: Value) {
    *request.pointer_mut(pointer).unwrap_or_else(|| panic!("no {pointer}")) = value;
}

fn remove(request: &mut Value, pointer: &str) {
    let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
    let object = request.pointer_mut(parent).and_then(Value::as_object_mut).expect("an object");
    object.remove(key).expect("a member");
}

/// Not the first of a list.
fn later(pick: usize, count: usize) -> usize {
    1 + pick % (count - 1)
}

/// The rows and how they are broken, in table order.
pub(super) const BREAKS: &[(&str, Break)] = &[
    ("present", |request, pick, count| {
        set(request, &format!("/lines/{}/name", pick % count), json!(""));
        format!("lines[{}].name", pick % count)
    }),
    ("one_of", |request, pick, _| {
        set(request, "/channel", json!(["FAX", "sms", "NEW"][pick % 3]));
        String::from("channel")
    }),
    ("extension", |request, pick, count| {
        set(request, &format!("/docs/{}/file", pick % count), json!(["a.exe", "pdf.x", "a.pdfx"][pick % 3]));
        format!("docs[{}].file", pick % count)
    }),
    ("digits", |request, _, _| {
        set(request, "/phone", json!("+861380"));
        String::from("phone")
    }),
    ("ascii", |request, _, _| {
        set(request, "/login", json!("登录"));
        String::from("login")
    }),
    ("url", |request, pick, _| {
        set(request, "/site", json!(["www.example.com", "/a", "mailto:a@b"][pick % 3]));
        String::from("site")
    }),
    ("email", |request, pick, _| {
        set(request, "/mail", json!(["a", "@b", "a@"][pick % 3]));
        String::from("mail")
    }),
    ("date", |request, pick, _| {
        set(request, "/birthday", json!(["soon", "2000-13-45", "2000"][pick % 3]));
        String::from("birthday")
    }),
    ("regex", |request, pick, _| {
        set(request, "/zip", json!(["10000", "1000000", "10000x"][pick % 3]));
        String::from("zip")
    }),
    ("range", |request, pick, count| {
        set(request, &format!("/lines/{}/count", pick % count), json!([0, 100, -5][pick % 3]));
        format!("lines[{}].count", pick % count)
    }),
    ("range_decimal", |request, pick, _| {
        set(request, "/amount", json!(["0.0099", "50000.01", "-1"][pick % 3]));
        String::from("amount")
    }),
    ("range_float", |request, _, _| {
        set(request, "/weight", json!(30.51));
        String::from("weight")
    }),
    ("fact", |request, pick, count| {
        set(request, &format!("/docs/{}/code", pick % count), json!("SINGLE"));
        format!("docs[{}].code", pick % count)
    }),
    ("chars", |request, pick, _| {
        set(request, "/title", json!(["九个字的标题是太长了", "a", ""][pick % 3]));
        String::from("title")
    }),
    ("bytes", |request, _, _| {
        set(request, "/memo", json!("合同合同a"));
        String::from("memo")
    }),
    ("euc_kr", |request, _, _| {
        set(request, "/sms", json!("안녕 안녕 안"));
        String::from("sms")
    }),
    ("gbk", |request, pick, count| {
        set(request, &format!("/labels/l{}/text", pick % count), json!("签署合同"));
        format!("labels.l{}.text", pick % count)
    }),
    ("items", |request, pick, _| {
        set(request, "/tags", if pick.is_multiple_of(2) { json!([]) } else { json!(["a", "b", "c", "d"]) });
        String::from("tags")
    }),
    ("contains", |request, _, _| {
        set(request, "/advert", json!("할인"));
        String::from("advert")
    }),
    ("unique", |request, pick, count| {
        let index = later(pick, count);
        set(request, &format!("/lines/{index}/sku"), json!("s0"));
        format!("lines[{index}]")
    }),
    ("unique_inside", |request, pick, count| {
        let (group, member) = (pick % count, later(pick, count));
        set(request, &format!("/groups/{group}/members/{member}/seat/column"), json!(0));
        format!("groups[{group}].members[{member}]")
    }),
    ("unique_across", |request, pick, count| {
        let (group, member) = (later(pick, count), pick % count);
        set(request, &format!("/groups/{group}/members/{member}/badge"), json!(0));
        format!("groups[{group}].members[{member}]")
    }),
    ("unique_items", |request, pick, count| {
        let index = later(pick, count);
        set(request, &format!("/numbers/{index}"), json!(0));
        format!("numbers[{index}]")
    }),
    ("uniform", |request, pick, count| {
        let (group, member) = (pick % count, later(pick, count));
        remove(request, &format!("/groups/{group}/members/{member}/token"));
        format!("groups[{group}].members[{member}].token")
    }),
    ("time", |request, pick, _| {
        // The day of the call and the day a year later are kept.
        set(request, "/deadline", json!(["2024-12-11", "2025-12-13", "1970-01-01"][pick % 3]));
        String::from("deadline")
    }),
    ("fixed", |request, _, _| {
        set(request, "/opened", json!(1_577_807_999_000_i64));
        String::from("opened")
    }),
    ("compare", |request, _, _| {
        set(request, "/least", json!(4));
        String::from("least")
    }),
    ("compare_times", |request, _, _| {
        set(request, "/end", json!(1_733_011_200));
        String::from("start")
    }),
    ("span", |request, _, _| {
        set(request, "/end", json!(1_735_747_200));
        String::from("end")
    }),
    ("choose", |request, pick, _| {
        if pick.is_multiple_of(2) {
            remove(request, "/card");
        } else {
            request["cash"] = json!(false);
        }
        String::from("card")
    }),
    ("together", |request, pick, _| {
        let name = ["lat", "lng"][pick % 2];
        remove(request, &format!("/{name}"));
        name.to_owned()
    }),
    ("requires", |request, _, _| {
        remove(request, "/couponOwner");
        String::from("couponOwner")
    }),
    ("when", |request, _, _| {
        set(request, "/kind", json!(1));
        String::from("remark")
    }),
    ("custom", |request, _, _| {
        set(request, "/customer", json!("nobody"));
        String::from("customer")
    }),
];
