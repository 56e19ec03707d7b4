//! Written files can be read, and others are rejected.

use super::LockFile;
use crate::kept::{Kept, Kind};
use stubwright_spec::diag::render;

fn parse(text: &str) -> Result<LockFile, String> {
    let (file, sources, diags) = super::parse("stubwright.lock", text.as_bytes());
    if diags.is_empty() { Ok(file) } else { Err(render::short(&diags, &sources).to_string()) }
}

#[test]
fn what_is_written_is_read() {
    let mut kept = Kept::default();
    kept.set(Kind::Arguments, ["Move"], ["source", "header:X-Trace", "a b", "=", "body"]);
    kept.set(Kind::Box, ["Node", "next"], ["boxed"]);
    kept.set(Kind::Box, ["Node", "last"], ["inline"]);
    for (value, name) in
        [("", "Empty"), ("a \"b\" \\", "AB"), ("签\u{202e}\n", "Sign"), ("#x", "X"), ("[y]", "Y")]
    {
        kept.set(Kind::Name, ["Kind", value], [name]);
    }
    kept.set(Kind::Row, ["400", "table:x", "message:no such thing"], ["Code400"]);
    let mut file = LockFile::default();
    file.set("a.yaml", kept.clone());
    file.set("签 署.yaml", kept);
    let text = file.text();
    assert_eq!(parse(&text), Ok(file.clone()), "{text}");
    assert_eq!(parse(&format!("\u{feff}{}", text.replace('\n', "\r\n"))), Ok(file.clone()));
    assert_eq!(parse(""), Ok(LockFile::default()));
    file.set("a.yaml", Kept::default());
    file.set("签 署.yaml", Kept::default());
    assert_eq!(file.text(), "");
}

#[test]
fn a_mistake_has_its_place() {
    for (text, want) in [
        ("[a.yaml]\n<<<<<<< HEAD\nname S a = A\n=======\n", "2:1: error[SW0804]: a merge conflict"),
        ("name S a = A\n", "1:1: error[SW0804]: this is not the name of a spec"),
        ("[a b]\n", "1:1: error[SW0804]: this is not the name of a spec"),
        ("[a.yaml\n", "1:1: error[SW0804]: this is not the name of a spec"),
        ("[a.yaml]\n\n  names S a = A\n", "3:3: error[SW0804]: this is not a decision"),
        ("[a.yaml]\nname S a\n", "2:1: error[SW0804]: this is not a decision"),
        ("[a.yaml]\nname S a = A B\n", "2:1: error[SW0804]: this is not a decision"),
        ("[a.yaml]\nname S \"a = A\n", "2:1: error[SW0804]: this is not a decision"),
        ("[a.yaml]\nname S \"a\"b = A\n", "2:1: error[SW0804]: this is not a decision"),
        ("[a.yaml]\nname S \"\\x\" = A\n", "2:1: error[SW0804]: this is not a decision"),
        ("[a.yaml]\nname S a = __Unknown\n", "2:1: error[SW0804]: this is not a decision"),
        ("[a.yaml]\nname S a = fn\n", "2:1: error[SW0804]: this is not a decision"),
        ("[a.yaml]\nbox S a = round\n", "2:1: error[SW0804]: this is not a decision"),
        ("[a.yaml]\narguments S =\n", "2:1: error[SW0804]: this is not a decision"),
        ("[a.yaml]\nname S a = A\nname S a = B\n", "3:1: error[SW0804]: this was decided otherwise"),
    ] {
        let found = parse(text).expect_err(text);
        assert!(found.starts_with(&format!("stubwright.lock:{want}")), "{text}: {found}");
        assert_eq!(found.lines().count(), 1, "{found}");
    }
    assert!(parse("[a.yaml]\nname S a = A\nname S a = A\n").is_ok());
}
