//! Vendor text in documentation stays text: rustdoc would find nothing to run, to render as HTML or to link.

mod rules;

use proptest::prelude::{ProptestConfig, prop_assert_eq, proptest};
use pulldown_cmark::{Event, Parser};
use stubwright_codegen::options::{ClientPath, Examples};
use stubwright_codegen::plan::docs::{Docs, cell, inline};
use stubwright_codegen::write::beside;
use stubwright_codegen::{Options, generate_with};

use self::rules::{AS_RUSTDOC, markup};
pub(crate) use self::rules::{check, check_parsed};
use crate::cases;

#[test]
fn documentation_is_text() {
    let mut count = 0;
    for case in cases::sound() {
        count += case.run().files.iter().map(check).sum::<usize>();
        // Calls that are compiled have lines that nobody sees.
        let path = ClientPath::new("shop::api").unwrap();
        let options = Options { examples: Examples::Tested(path), ..case.options() };
        let tested = generate_with(&case.file, &case.bytes, &mut beside(&case.path), &options);
        count += tested.files.iter().map(check).sum::<usize>();
    }
    assert!(count > 600, "only {count} comments were found");
}

/// The check itself finds what it is for.
#[test]
fn markup_is_recognised() {
    for text in [
        "```\nfn main() {}\n```",
        "```rust\n```",
        "    let x = 1;",
        "<b>",
        "a <script>",
        "[x](https://a.b)",
        "[x]",
        "![x](y)",
        "*a*",
        "~~a~~",
        "# head",
        "- item",
        "```no_run\nlet x = 1;\n```",
        "```no_run\nfn a() {}\n# fn b() {}\n```",
        "1. item",
        "> quote",
        "---\n",
        "a\n===",
        "a  \nb",
        "[^1]\n\n[^1]: note",
        "a | b\n:-:|---\nc | d",
    ] {
        assert!(markup(text).is_some(), "{text:?}");
    }
    for text in [
        "```text\na\n```",
        "```no_run\n# fn a() {\nlet x = 1;\n# }\n```",
        "<https://a.b>",
        "[`code`](Self::code)",
        "see [`ErrorCode`]",
        "# Errors\n\nNone.",
        "| code | x |\n|---|---|\n| a | b |",
    ] {
        assert_eq!(markup(text), None, "{text:?}");
    }
}

/// The text as rustdoc shows it, without whitespace, which may change.
fn read(markdown: &str) -> String {
    let mut out = String::new();
    for event in Parser::new_ext(markdown, AS_RUSTDOC) {
        match event {
            Event::Text(text) => out.push_str(&text),
            Event::Code(text) => out.push_str(&format!("`{text}`")),
            _ => {}
        }
    }
    out.chars().filter(|c| !c.is_whitespace()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Text that is escaped for Markdown reads as the vendor wrote it.
    #[test]
    fn vendor_text_reads_as_written(text in "([ -~签é\\n]|--|\\.\\.\\.|\\*\\*|__|  \\n|`a`|\n1\\. |\n- |\n# |\n> |https://a\\.b/c|&lt;|\\[x\\]){0,40}") {
        let mut docs = Docs::default();
        docs.vendor(&text);
        let wanted: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        prop_assert_eq!(read(&docs.lines().collect::<Vec<_>>().join("\n")), wanted.clone());
        prop_assert_eq!(read(&format!("words {}", inline(&text).as_str())), format!("words{wanted}"));
        let table = format!("| code | x |\n|---|---|\n| `a` | {} |", cell(&text).as_str());
        prop_assert_eq!(read(&table), format!("codex`a`{wanted}"));
    }
}

/// Texts whose rendering is looked at.
const RENDERED: &[&str] = &[
    "a -- b --- c - d, so ... on, \"quoted\" and it's 'single'",
    "use --dry-run, `--flag` and \"x\\y\"",
    "# head\n- item -- one\n> quote \"a\"",
    "<b>bold</b> &lt; &amp; *em* ~~gone~~ [x](y) [z]",
    "see https://a.b/c--d?e='f'... end",
    "签署方不可重复--重复\"了\"",
    "می\u{200C}خواهم 👨\u{200D}👩\u{200D}👧",
    "```\nlet x = \"--\"; // it's\n```",
];

/// A piece of HTML as a browser would show it, without whitespace.
fn shown(html: &str) -> String {
    let mut out = String::new();
    let mut tag = false;
    for c in html.chars() {
        match c {
            '<' => tag = true,
            '>' if tag => tag = false,
            c if !tag && !c.is_whitespace() => out.push(c),
            _ => {}
        }
    }
    let entities =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&amp;", "&")];
    entities.iter().fold(out, |text, (entity, c)| text.replace(entity, c))
}

/// The page that rustdoc itself makes of vendor text has the text.
#[test]
#[expect(clippy::disallowed_methods, reason = "the test writes its own source")]
fn rustdoc_shows_what_was_written() {
    let root = tempfile::tempdir().unwrap();
    let mut source = String::from("//! Texts.\n");
    for (at, text) in RENDERED.iter().enumerate() {
        let mut docs = Docs::default();
        docs.vendor(text);
        docs.lines().for_each(|line| source.push_str(&format!("/// {line}\n")));
        source.push_str(&format!("pub struct T{at};\n"));
    }
    std::fs::write(root.path().join("texts.rs"), source).unwrap();
    let run = std::process::Command::new("rustdoc")
        .args(["--edition", "2024", "-D", "warnings", "texts.rs", "-o", "doc"])
        .current_dir(root.path())
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    for (at, text) in RENDERED.iter().enumerate() {
        let page = std::fs::read_to_string(root.path().join(format!("doc/texts/struct.T{at}.html"))).unwrap();
        let docs =
            page.split("<div class=\"docblock\">").nth(1).unwrap().split("</div></details>").next().unwrap();
        let wanted: String =
            text.replace("```", "").replace('`', "").chars().filter(|c| !c.is_whitespace()).collect();
        assert_eq!(shown(docs), wanted, "{docs}");
    }
}
