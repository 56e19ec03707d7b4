//! Samples as pages print them.

use super::{Kind, Value, read};
use crate::page::text::Text;
use stubwright_spec::source::SourceMap;

fn dump(value: &Value) -> String {
    let inner = match &value.kind {
        Kind::Null => String::from("null"),
        Kind::Bool(bool) => bool.to_string(),
        Kind::Number(number) => number.clone(),
        Kind::Text(text) => format!("{text:?}"),
        Kind::Blank => String::from("_"),
        Kind::List(items) => format!("[{}]", items.iter().map(dump).collect::<Vec<_>>().join(",")),
        Kind::Object(members) => {
            let member = |(key, value): &(stubwright_spec::source::Spanned<String>, Value)| {
                format!("{}:{}", key.value, dump(value))
            };
            format!("{{{}}}", members.iter().map(member).collect::<Vec<_>>().join(","))
        }
    };
    match &value.comment {
        Some(comment) => format!("{inner}({})", comment.value),
        None => inner,
    }
}

/// The value, the faults with their line and column, and what is left.
fn said(page: &str) -> String {
    let mut sources = SourceMap::default();
    let file = sources.add("p", page);
    let text = Text::of(file, page, 0..page.len());
    let Some(found) = read(&text, 0) else { return String::from("none") };
    let faults: Vec<String> = found
        .faults
        .iter()
        .map(|fault| format!("{} {}", &sources.place(fault.span)[2..], fault.what))
        .collect();
    format!("{} | {} | {}", dump(&found.value), faults.join("; "), &page[found.end..])
}

#[test]
fn what_is_json_has_no_faults() {
    assert_eq!(
        said("{\"a\": [1, -2.5e3, true, null, \"x\\n\\u00e9\\ud83d\\ude00\"]}curl"),
        "{a:[1,-2.5e3,true,null,\"x\\né😀\"]} |  | curl"
    );
    assert_eq!(said("{}x"), "{} |  | x");
    assert_eq!(said("{\" a\":{}}"), "{ a:{}} |  | ");
}

#[test]
fn what_pages_do_is_overlooked() {
    for (page, wanted) in [
        (
            "{\"a\":1, // one\n\"b\":2 /* two */,\n// three\n\"c\":3}",
            "{a:1(one),b:2(two),c:3(three)} | 1:9 a comment in JSON | ",
        ),
        ("{\"a\":1//one\n}", "{a:1(one)} | 1:7 a comment in JSON | "),
        (
            "{\"a\" ?: 1, b?: 2}",
            "{a:1(optional),b:2(optional)} | 1:6 a key with a question mark in JSON; 1:12 an unquoted key in JSON | ",
        ),
        ("{\"a?\": 1, \"b\": 2}", "{a:1(optional),b:2} | 1:6 a key with a question mark in JSON | "),
        ("[1,2,]", "[1,2] | 1:5 a comma before ] | "),
        ("{\"a\":1\n\"b\":2}", "{a:1,b:2} | 2:1 a comma is missing in JSON | "),
        ("{“a”：“b”，“c”：1｝", "{a:\"b\",c:1} | 1:2 curly quotes in JSON | "),
        ("{'a':'b'}", "{a:\"b\"} | 1:2 single quotes in JSON | "),
        ("{a: 1, b: 2}", "{a:1,b:2} | 1:2 an unquoted key in JSON | "),
        ("[1, 2, ...]", "[1,2] | 1:8 \"...\" stands for something left out | "),
        ("{\"a\":[\n{\"b\":1},\n......\n]}", "{a:[{b:1}]} | 3:1 \"......\" stands for something left out | "),
        ("{\"a\":1, …}", "{a:1} | 1:9 \"…\" stands for something left out | "),
        (
            "{\"a\":*****, \"b\":}",
            "{a:_,b:_} | 1:6 `*****` is not valid JSON; 1:17 a value is missing in JSON | ",
        ),
        ("{\"a\":badge name\"}", "{a:\"badge name\"} | 1:6 a quote is missing in JSON | "),
        ("{\"a\":\"no end,\n\"b\":1}", "{a:\"no end\",b:1} | 1:6 an unterminated string in JSON | "),
        ("{\"a\":7//kept\n,\"b\":true/* so */}", "{a:7(kept),b:true(so)} | 1:7 a comment in JSON | "),
        ("{\"u\": \"C\" | \"F\", \"v\": 1 or 2}", "{u:\"C\",v:1} | 1:7 two values for one key in JSON | "),
        (
            "{\"a\":True,\"b\":None,\"c\":+1_000}",
            "{a:true,b:null,c:1000} | 1:6 `True` is not valid JSON; 1:15 `None` is not valid JSON; 1:24 `+1_000` is not valid JSON | ",
        ),
        (
            "{\"a\":<id>,\"b\":{id},\"c\":${x}}",
            "{a:_,b:_,c:_} | 1:6 `<id>` is a placeholder, not a value; 1:15 `{id}` is a placeholder, not a value; 1:24 `${x}` is a placeholder, not a value | ",
        ),
        (
            "{\"a\": <a>, \"b\": {...}, ...}",
            "{a:_,b:{}} | 1:7 `<a>` is a placeholder, not a value; 1:17 `{...}` is a placeholder, not a value; 1:24 \"...\" stands for something left out | ",
        ),
        (
            "{a: 'b', c: 'd',}",
            "{a:\"b\",c:\"d\"} | 1:2 an unquoted key in JSON; 1:5 single quotes in JSON; 1:16 a comma before } | ",
        ),
        (
            "{\"a\": string, \"b\": integer (optional), \"c\": Bool[], \"d\": date}",
            "{a:\"string\",b:0(optional),c:[false],d:_} | 1:7 `string` is a type, not a value; 1:20 `integer` is a type, not a value; 1:45 `Bool` is a type, not a value; 1:58 `date` is a type, not a value | ",
        ),
        ("{\"a\":1,\"b\":2", "{a:1,b:2} | 1:1 the object does not end | "),
    ] {
        assert_eq!(said(page), wanted, "{page}");
    }
}

#[test]
fn slips_of_who_wrote_it_are_overlooked() {
    for (page, wanted) in [
        ("{\"a\":1,\"b\":2,\n\"c\":3 // drei}", "{a:1,b:2,c:3(drei)} | 2:7 a comment in JSON | "),
        ("{\"a\":\"b”,\n\"c\":1,\"d\":2}", "{a:\"b\",c:1,d:2} | 1:6 curly quotes in JSON | "),
        ("{\"a\":ture/false,\"b\":1}", "{a:true,b:1} | 1:6 two values for one key in JSON | "),
        (
            "{\"a\":{…} lamp”,\"b\":{…} \"lamp\",\"c\":{…},\"d\":1}",
            "{a:_,b:_,c:{},d:1} | 1:6 `{…}` is a placeholder, not a value; 1:10 two values for one key in JSON | ",
        ),
        (
            "{\"a\":[\n{\"b\":1},\n{…},\n…\n]}",
            "{a:[{b:1}]} | 3:1 `{...}` stands for further items; 4:1 \"…\" stands for something left out | ",
        ),
        (
            "{\"a\":1,\n灯与塔只传其一\n\"b\":2,\"c\":3}",
            "{a:1,b:2,c:3} | 2:1 a line of text in JSON; 3:1 a comma is missing in JSON | ",
        ),
    ] {
        assert_eq!(said(page), wanted, "{page}");
    }
}

#[test]
fn what_is_something_else_is_not_json() {
    for page in [
        "{",
        "{a}",
        "{name} and",
        "{ a b c }",
        "{{{{{{",
        "[x y] is",
        "(",
        "",
        "{\"a\" 1}",
        "{1,2,3}",
        "if (a) { b: c; d }",
    ] {
        assert_eq!(said(page), "none", "{page}");
    }
    assert_eq!(said(&"[".repeat(100_000)), "none");
    assert_eq!(said(&"{\"a\":".repeat(100_000)), "none");
}

#[test]
fn values_that_say_the_same_have_one_text() {
    let text = |page: &str| {
        let mut sources = SourceMap::default();
        let file = sources.add("p", page);
        read(&Text::of(file, page, 0..page.len()), 0).unwrap().value.canonical()
    };
    assert_eq!(text("{\"a\": 1, \"b\": [\"x\"]}"), text("{\"b\": [\"x\"], \"a\": 1}"));
    for other in ["{\"a\": \"1\"}", "{\"a\": [1]}", "{\"b\": 1}", "{\"a\": 1, \"b\": 1}"] {
        assert_ne!(text("{\"a\": 1}"), text(other), "{other}");
    }
    // Quotes inside of quotes would double at each level.
    assert!(text(&format!("{}\"x\"{}", "[".repeat(100), "]".repeat(100))).len() < 1_000);
}
