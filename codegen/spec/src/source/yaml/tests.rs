//! Tables of YAML texts and what must be read from them.

use proptest::prelude::{any, proptest};

use super::read;
use crate::diag::{Code, Diagnostics, render};
use crate::source::node::{Cursor, Document, Shape, Style};
use crate::source::{SourceMap, Span};

/// Reads a text as `s.yaml`.
fn parse(text: &str) -> (SourceMap, Document, Diagnostics) {
    let (mut map, mut diags) = (SourceMap::default(), Diagnostics::default());
    let file = map.add("s.yaml", text);
    let document = read(&map, file, &mut diags);
    check_spans(&map, &document, &diags);
    (map, document, diags)
}

/// Every span lies inside the file and on character boundaries.
fn check_spans(map: &SourceMap, document: &Document, diags: &Diagnostics) {
    let inside = |span: Span| {
        let text = map.get(span.file).map(crate::source::SourceFile::text).expect("a span of this map");
        assert!(span.start <= span.end && text.get(span.range()).is_some(), "{span:?} in {text:?}");
    };
    document.nodes.iter().map(|node| node.span).for_each(inside);
    document.comments.iter().map(|comment| comment.span).for_each(inside);
    for item in diags.sorted() {
        item.primary.iter().chain(&item.secondary).map(|label| label.span).for_each(inside);
        item.fixes.iter().map(|fix| fix.span).for_each(inside);
    }
}

fn codes(diags: &Diagnostics) -> Vec<Code> {
    diags.sorted().iter().map(|item| item.code).collect()
}

/// The tree as one line: `{key: value}`, `[item]`, texts in quotes when they were written so.
fn shown(node: Cursor<'_>) -> String {
    let scalar = |text: &str, style: Style| match style {
        Style::Plain => text.to_owned(),
        Style::Single => format!("'{text}'"),
        Style::Double => format!("\"{text}\""),
        Style::Literal => format!("|{text:?}"),
        Style::Folded => format!(">{text:?}"),
    };
    match node.shape() {
        Shape::Scalar(it) => scalar(it.text, it.style),
        Shape::Sequence(items) => {
            format!("[{}]", items.into_iter().map(shown).collect::<Vec<_>>().join(", "))
        }
        Shape::Mapping(entries) => {
            let entry = |(key, value): (_, _)| {
                let key: crate::source::node::Scalar<'_> = key;
                format!("{}: {}", scalar(key.text, key.style), shown(value))
            };
            format!("{{{}}}", entries.into_iter().map(entry).collect::<Vec<_>>().join(", "))
        }
    }
}

fn tree(text: &str) -> String {
    let (map, document, diags) = parse(text);
    assert!(diags.is_empty(), "{text:?}: {}", render::short(&diags, &map));
    document.root().map(shown).unwrap_or_default()
}

#[test]
fn trees() {
    for (text, wanted) in [
        ("a: 1\nb:\nc:\n  - x\n  -\n", "{a: 1, b: , c: [x, ]}"),
        (
            "codes: [0400, 00000, 0x10, 1e3, 1_000, 1.10, NO, 12:30]",
            "{codes: [0400, 00000, 0x10, 1e3, 1_000, 1.10, NO, 12:30]}",
        ),
        ("'a': \"b\\n\\u7b7e\"\nc: ~\n", "{'a': \"b\n签\", c: ~}"),
        ("a: |\n  x # no\n  y\n# comment\nb: >-  # head\n  x\n  y\n", "{a: |\"x # no\\ny\\n\", b: >\"x y\"}"),
        ("a: |2-\n   x\n", "{a: |\" x\"}"),
        ("a: 1\r\nb: 'x\r\n  y'\r\n", "{a: 1, b: 'x y'}"),
        ("a: 1\rb: |\r  x\r  y\r", "{a: 1, b: |\"x\\ny\\n\"}"),
        ("\u{feff}a: 1\r\nb: 2\r\n", "{a: 1, b: 2}"),
        ("[a: b, c, {d, e: }]", "[{a: b}, c, {d: , e: }]"),
        ("a: &x {b: 1}\nc: *x\n", "{a: {b: 1}, c: {b: 1}}"),
        ("a:\n- b\n- c\nd: e\n", "{a: [b, c], d: e}"),
        ("%YAML 1.2\n---\na: 1\n...\n", "{a: 1}"),
        ("{ \"a\":1, 'b':[2] }", "{\"a\": 1, 'b': [2]}"),
        ("title: 签盾开放平台-电子签约服务\n", "{title: 签盾开放平台-电子签约服务}"),
        ("\"<<\": 1\n", "{\"<<\": 1}"),
        ("just text", "just text"),
    ] {
        assert_eq!(tree(text), wanted, "{text:?}");
    }
}

/// The source text of every node, in the order the nodes were read.
fn pieces(text: &str) -> Vec<String> {
    let (map, document, _) = parse(text);
    document.nodes.iter().map(|node| map.text(node.span).to_owned()).collect()
}

#[test]
fn spans() {
    for (text, wanted) in [
        ("名称: 签盾 # 注\n", vec!["名称: 签盾", "名称", "签盾"]),
        ("\u{feff}服务: '繁忙'\r\n", vec!["服务: '繁忙'", "服务", "'繁忙'"]),
        (
            "码: [甲, {乙: 丙}]\n\n",
            vec!["码: [甲, {乙: 丙}]", "码", "[甲, {乙: 丙}]", "甲", "{乙: 丙}", "乙", "丙"],
        ),
        ("a: |\n  签\n  盾\n\n\nb: 1\n", vec!["a: |\n  签\n  盾\n\n\nb: 1", "a", "|\n  签\n  盾", "b", "1"]),
        ("a: &x |-  # |\n  签\n", vec!["a: &x |-  # |\n  签", "a", "|-  # |\n  签"]),
        ("a: |\nb: >\n", vec!["a: |\nb: >", "a", "|", "b", ">"]),
        ("a:\nb :\n", vec!["a:\nb :", "a", "", "b", ""]),
        ("a:\n  b: 1\n\n# end\nc: 2\n", vec!["a:\n  b: 1\n\n# end\nc: 2", "a", "b: 1", "b", "1", "c", "2"]),
        ("- a\n- b: c\n", vec!["- a\n- b: c", "a", "b: c", "b", "c"]),
        ("[a: b]", vec!["[a: b]", "a: b", "a", "b"]),
    ] {
        assert_eq!(pieces(text), wanted, "{text:?}");
    }
}

#[test]
fn absent_values_stand_behind_the_colon() {
    for (text, wanted) in [("a:\nb: 1", 2), ("键 : # c\n", 5), ("{a: , b: 1}", 3), ("{a, b: 1}", 2)] {
        let (_, document, _) = parse(text);
        assert_eq!(document.nodes[2].span.range(), wanted..wanted, "{text:?}");
    }
}

#[test]
fn comments() {
    for (text, wanted) in [
        ("# 头\na: b # 注\n", vec!["头", "注"]),
        ("#a\n\n  #  b  \r\nc: d#e\n#", vec!["a", " b", ""]),
        ("a: 'x # y'\nb: \"x # y\"\nc: |  # head\n  # text\nd: [1, # one\n  2]\n", vec!["head", "one"]),
        ("a: x#y # z # w\rb: 1 # q\r", vec!["z # w", "q"]),
        ("\u{feff}# bom\na: 1", vec!["bom"]),
        ("a: &x#y *x #z\n", vec![]),
        ("# only", vec!["only"]),
    ] {
        let (map, document, _) = parse(text);
        let found: Vec<&str> = document.comments().iter().map(|comment| &*comment.text).collect();
        assert_eq!(found, wanted, "{text:?}");
        assert!(document.comments().iter().all(|comment| map.text(comment.span).starts_with('#')));
    }
    let many = "# line\n".repeat(1000) + "a: 1\n";
    assert_eq!(parse(&many).1.comments().len(), 1000);
}

#[test]
fn duplicates_keep_the_first_and_show_both() {
    let many: String = (0..40).map(|at| format!("k{}: {at}\n", at % 30)).collect();
    for (text, wanted) in [
        ("码: 1\nb: 2\n码: 3\n码: 4\n", vec![("3:1", "1:1"), ("4:1", "1:1")]),
        ("{a: {b: 1, b: 2}, \"a\": 3}", vec![("1:12", "1:6"), ("1:19", "1:2")]),
        (many.as_str(), (0..10).map(|_| ("", "")).collect()),
    ] {
        let (map, document, diags) = parse(text);
        let found = diags.sorted();
        assert_eq!(found.len(), wanted.len(), "{text:?}");
        for (item, (again, first)) in found.iter().zip(wanted) {
            assert_eq!(item.code, Code::DuplicateKey);
            let places = [item.primary.as_ref(), item.secondary.first()];
            let places = places.map(|label| map.place(label.expect("both places").span));
            if !again.is_empty() {
                assert_eq!(places, [format!("s.yaml:{again}"), format!("s.yaml:{first}")]);
            }
            assert_eq!(item.secondary[0].text, "first written here");
        }
        assert!(document.root().is_some());
    }
    let (_, document, _) = parse("a: 1\nb: 2\na: 3\n");
    assert_eq!(document.root().map(shown).as_deref(), Some("{a: 1, b: 2}"));
}

#[test]
fn findings() {
    use Code::{AliasBudget, EmptyFile, KeyNotScalar, TooDeep, UnsupportedYaml, YamlSyntax};
    for (text, wanted, tree) in [
        ("", vec![EmptyFile], None),
        ("# c\n", vec![EmptyFile], None),
        ("---\n", vec![EmptyFile], None),
        ("\u{feff}", vec![EmptyFile], None),
        ("...", vec![EmptyFile], None),
        ("a: 1\n---\nb: 2\n", vec![UnsupportedYaml], Some("{a: 1}")),
        ("a: !t x\nb: !!str 0400\n", vec![UnsupportedYaml, UnsupportedYaml], Some("{a: x, b: 0400}")),
        ("a: {<<: {b: 1}, c: 2}", vec![UnsupportedYaml], Some("{a: {c: 2}}")),
        ("? [a]\n: 1\nb: 2\n", vec![KeyNotScalar], Some("{b: 2}")),
        ("? {a: 1}\n", vec![KeyNotScalar], Some("{}")),
        ("a: &x [*x]\n", vec![AliasBudget], Some("{a: []}")),
        ("a: &x {b: {c: *x}}\n", vec![AliasBudget], Some("{a: {b: {c: }}}")),
        ("a: *nope\nb: 1\n", vec![YamlSyntax], Some("{a: , b: 1}")),
        ("a: 1\nb: [1, 2\nc: 3\n", vec![YamlSyntax], Some("{a: 1, b: [1]}")),
        ("a: 1\nb: c: d\n", vec![YamlSyntax], Some("{a: 1, b: c}")),
        ("a: 1\nb: {c", vec![YamlSyntax], Some("{a: 1, b: {}}")),
    ] {
        let (map, document, diags) = parse(text);
        assert_eq!(codes(&diags), wanted, "{text:?}: {}", render::short(&diags, &map));
        assert_eq!(document.root().map(shown).as_deref(), tree, "{text:?}");
    }
    assert_eq!(codes(&parse(&format!("{}x{}", "[".repeat(128), "]".repeat(128))).2), []);
    assert_eq!(codes(&parse(&format!("{}x{}", "[".repeat(129), "]".repeat(129))).2), [TooDeep]);
}

#[test]
fn hostile_files_are_refused_quickly() {
    let items = vec!["x"; 100_000].join(",");
    let quadratic = format!("a: &a [{items}]\nb:\n{}", "  - *a\n".repeat(2000));
    let level = |at: usize| format!("a{}: &a{} [{}]\n", at + 1, at + 1, vec![format!("*a{at}"); 9].join(","));
    let laughs: String = std::iter::once("a0: &a0 [x]\n".into()).chain((0..9).map(level)).collect();
    let link = |at: usize| format!("a{}: &a{} [*a{at}]\n", at + 1, at + 1);
    let chain: String = std::iter::once("a0: &a0 [x]\n".into()).chain((0..200).map(link)).collect();
    for (text, wanted) in [
        (quadratic, Code::AliasBudget),
        (laughs, Code::AliasBudget),
        (chain, Code::TooDeep),
        ("[".repeat(100_000), Code::TooDeep),
        ("{a: ".repeat(100_000), Code::TooDeep),
        ("- ".repeat(100_000), Code::TooDeep),
        ("? ".repeat(100_000), Code::TooDeep),
    ] {
        assert_eq!(codes(&parse(&text).2), [wanted]);
    }
    let findings = parse(&"- !t x\n".repeat(10_000)).2;
    assert!(findings.sorted().len() <= 200, "findings are bounded too");
}

#[test]
fn syntax_errors_name_the_mistake() {
    for (text, place, message, help) in [
        ("{message: a, b: c: d}", "1:18", "a second `: ` in one value", "`\"c: d\"`"),
        ("服务: {doc: 繁忙: 请重试, y: 1}", "1:13", "a second `: `", "`\"繁忙: 请重试\"`"),
        ("docs: [Doc]?\n", "1:12", "unexpected `?` after `]`", "`docs?: [Doc]`"),
        ("{docs: {Doc}?, y: 1}", "1:13", "unexpected `?` after `}`", "`docs?: {Doc}`"),
        ("a: [b] c\n", "1:8", "text after the closing `]`", "quotes"),
        ("a:\n\tb: 1\n", "2:1", "a tab is used", "spaces"),
        ("a:\n  b: 1\n\tc: 2\n", "3:1", "a tab is used", "spaces"),
        ("a: [1, 2\nb: 3\n", "2:2", "unexpected `:`", "missing `]`"),
        ("a: [1, 2", "1:4", "`[` is never closed", "missing `]`"),
        ("a: {b: 1\nc: 2\n", "1:8", "expected `,` or `}` after this", "close the bracket"),
        ("a: {b: [1}\n", "1:8", "`[` is closed by `}`", "write `]`"),
        ("a: ]", "1:4", "no opening bracket", "remove it"),
        ("a: @x # c", "1:4", "cannot start with `@`", "`\"@x\"`"),
        ("a: `x`", "1:4", "cannot start with a backtick", "`\"`x`\"`"),
        ("a: %x \"y\"", "1:4", "cannot start with `%`", "`'%x \"y\"'`"),
        ("a: *", "1:4", "cannot start with `*`", "`\"*\"`"),
        ("a: *签\nb: 1", "1:4", "not defined above", "`\"*签\"`"),
        ("b: &sign 1\na: *sing", "2:4", "not defined above", "did you mean `*sign`?"),
        ("a: -\n", "1:4", "cannot start with `-`", "`\"-\"`"),
        ("a: - b\n", "1:4", "on the line of its key", "next line"),
        ("a: \"x\" y\n", "1:8", "after the closing quote", "`\\\"`"),
        ("a: \"x\ny: 2\nz: \"q\"\n", "3:5", "after the closing quote", "line above"),
        ("a: 'x\n", "1:4", "this quote is never closed", "missing quote"),
        ("a: \"签\\q\"", "1:6", "`\\q` is not an escape", "`\\\\q`"),
        ("a: \"\\ud800\"", "1:5", "half of a surrogate pair", "both halves"),
        ("a: 1\n b: 2\n", "1:4", "continues on a line with a key", "indent `b`"),
        ("a:\n  b: 1\n c: 2\n", "3:2", "not indented like the keys", "column 2"),
        ("a\nb: 1\n", "1:1", "this line has no `:`", "`a: …`"),
        ("a:b\nc: d\n", "1:1", "expected a space after the `:` of a key", "`a: b`"),
        ("- a\nb: 1\n", "2:1", "unexpected key among the items", "`- `"),
        ("a: 1\n- b", "2:1", "unexpected list item among the keys", "indent it"),
        ("a: {b: c,, d: e}", "1:10", "nothing before this comma", "remove the comma"),
        ("a: , b\n", "1:4", "cannot start with `,`", "`\", b\"`"),
        ("%x-y\na: 1\n", "1:1", "a directive", "quotes"),
        ("a: x\u{1}", "1:5", "U+0001", "remove it"),
        ("a: |x\n  t\n", "1:4", "of a block scalar", "next line"),
        ("[a]\nb: 1", "2:1", "after the end of the document", "one map"),
    ] {
        let (map, _, diags) = parse(text);
        let found = diags.sorted();
        assert_eq!(codes(&diags), [Code::YamlSyntax], "{text:?}");
        let span = found[0].primary.as_ref().expect("a place").span;
        assert_eq!(map.place(span), format!("s.yaml:{place}"), "{text:?}");
        assert!(found[0].message.contains(message), "{text:?}: {}", found[0].message);
        assert!(found[0].help.iter().any(|it| it.contains(help)), "{text:?}: {:?}", found[0].help);
    }
}

proptest! {
    #[test]
    fn any_text_is_read(text in any::<String>()) {
        parse(&text);
    }

    #[test]
    fn texts_of_yaml_signs_are_read(text in "[ab\\[\\]{}:,#&*!|>'\"%@`?\\-~\\\\ \t\r\n签\u{feff}\u{2028}\u{85}\u{1}.<=]{0,60}") {
        let (map, _, diags) = parse(&text);
        assert_eq!(render::pretty(&diags, &map, true).is_empty(), diags.is_empty());
        assert_eq!(render::short(&diags, &map).lines().count(), diags.sorted().len());
    }
}
