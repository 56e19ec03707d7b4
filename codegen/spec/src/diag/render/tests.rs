//! The output of the three renderers.

use proptest::prelude::{any, prop, proptest};

use super::{TerminalText, github, github_plain, json, pretty, sarif, short};
use crate::diag::{Applicability, Code, Diagnostic, Diagnostics};
use crate::source::{FileId, SourceMap, Span};

fn file(text: &str) -> (SourceMap, FileId) {
    let mut map = SourceMap::default();
    let id = map.add("api.yaml", text);
    (map, id)
}

fn one(item: Diagnostic) -> Diagnostics {
    let mut diags = Diagnostics::default();
    diags.push(item);
    diags
}

/// The span of the first `part` in the file.
fn find(map: &SourceMap, id: FileId, part: &str) -> Span {
    let text = map.get(id).expect("the file").text();
    let start = text.find(part).expect("the part");
    Span::new(id, start, start + part.len())
}

/// Columns a terminal needs: East Asian wide characters take two.
fn width(text: &str) -> usize {
    let wide = |c: char| matches!(u32::from(c), 0x1100..=0x115F | 0x2E80..=0xA4CF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF | 0xFE30..=0xFE6F | 0xFF00..=0xFF60 | 0x1F300..=0x1FAFF);
    text.chars().map(|c| if wide(c) { 2 } else { 1 }).sum()
}

#[test]
fn looks_like_rustc() {
    let (map, id) = file("api: a\n类型:\n  签署: string\n  签署: i64\n");
    let again = Span::new(id, 34, 40);
    let item = Diagnostic::new(Code::DuplicateKey, again, "the key `签署` is written twice")
        .at("written again here")
        .and(find(&map, id, "签署"), "first written here")
        .note("YAML forbids it")
        .help("remove one of the two");
    let wanted = "\
error[SW0105]: the key `签署` is written twice
 --> api.yaml:4:3
  |
3 |   签署: string
  |   ---- first written here
4 |   签署: i64
  |   ^^^^ written again here
  |
  = note: YAML forbids it
  = help: remove one of the two

";
    assert_eq!(pretty(&one(item), &map, false), wanted);
}

#[test]
fn carets_stand_under_full_width_text() {
    for (line, part) in [
        ("标题: 签盾开放平台-电子签约服务", "电子签约"),
        ("{名:甲, 服务:繁忙}", "繁忙"),
        ("\u{ff01}\u{ff1a}（全角）abc: 值", "abc"),
        ("한국어: 값", "값"),
        ("emoji😀: x", "x"),
        ("ascii: x", "x"),
    ] {
        let (map, id) = file(line);
        let out = pretty(&one(Diagnostic::new(Code::YamlSyntax, find(&map, id, part), "m")), &map, false);
        let lines: Vec<&str> = out.lines().collect();
        let source = lines[3].strip_prefix("1 | ").expect("the source line");
        let carets = lines[4].strip_prefix("  | ").expect("the carets");
        let before = source.find(part).expect("the part is shown");
        assert_eq!(carets.find('^').expect("a caret"), width(&source[..before]), "{out}");
        assert_eq!(carets.trim().len(), width(part), "{out}");
    }
}

#[test]
fn fixes_are_shown_as_patches() {
    let (map, id) = file("docs: [Doc]?\n");
    let item = Diagnostic::new(Code::YamlSyntax, find(&map, id, "?"), "m")
        .help("write it on the key")
        .help("second")
        .fix(Span::new(id, 4, 4), "?", Applicability::Guess)
        .fix(find(&map, id, "?"), "", Applicability::Guess);
    let out = pretty(&one(item), &map, false);
    assert!(out.contains("  = help: second\n"), "{out}");
    assert!(out.contains("help: write it on the key\n  |\n1 - docs: [Doc]?\n1 + docs?: [Doc]\n"), "{out}");
}

#[test]
fn labels_in_other_files_and_far_away() {
    let mut map = SourceMap::default();
    let first = map.add("a.yaml", "x: 1\n".repeat(500));
    let second = map.add("b.yaml", "签: 2\n");
    let item = Diagnostic::new(Code::DuplicateKey, Span::new(second, 0, 3), "m")
        .and(Span::new(first, 0, 1), "one")
        .and(Span::new(first, 2000, 2001), "two");
    let out = pretty(&one(item), &map, false);
    let places: Vec<&str> = out.lines().map(str::trim).filter(|line| line.contains(".yaml:")).collect();
    assert_eq!(places, ["--> b.yaml:1:1", "::: a.yaml:1:1", "::: a.yaml:401:1"]);
    assert!(out.lines().count() < 25, "{out}");
}

#[test]
fn nothing_steers_the_terminal() {
    let bad = "a\u{202e}b\u{1b}[31mc\u{9b}d\u{7}e\u{2066}\u{200f}\u{feff}";
    let (mut map, id) = file(&format!("k: {bad}\r\nv: 1\rw: 2\n"));
    map.add(bad, "");
    let item = Diagnostic::new(Code::YamlSyntax, find(&map, id, "w"), bad)
        .at(bad)
        .and(find(&map, id, bad), bad)
        .note(bad)
        .help(bad)
        .fix(find(&map, id, "w"), bad, Applicability::Safe);
    let diags = one(item);
    let log = sarif(&[(&diags, &map)]);
    for out in
        [pretty(&diags, &map, false), short(&diags, &map), json(&diags, &map), github(&diags, &map), log]
    {
        let raw = out.chars().find(|c| *c != '\n' && super::is_unsafe(*c));
        assert_eq!(raw, None, "{out}");
    }
    assert!(pretty(&diags, &map, false).contains("--> api.yaml:3:1\n"));
    assert!(short(&diags, &map).contains("a<U+202E>b<U+001B>[31mc<U+009B>d<U+0007>e"));
    assert!(json(&diags, &map).contains("a\\u202eb\\u001b[31mc\\u009bd\\u0007e"));
}

#[test]
fn long_lines_are_cut_and_columns_kept() {
    let text = format!("{}: {}, x: 1", "签".repeat(100_000), "y".repeat(100_000));
    let (map, id) = file(&text);
    let out = pretty(&one(Diagnostic::new(Code::YamlSyntax, find(&map, id, "x"), "m")), &map, false);
    assert!(out.contains("--> api.yaml:1:200005\n"), "{out}");
    assert!(out.len() < 2000);
}

#[test]
fn many_findings_are_counted() {
    let (map, id) = file("a");
    let mut diags = Diagnostics::default();
    for _ in 0..57 {
        diags.push(Diagnostic::new(Code::YamlSyntax, Span::new(id, 0, 1), "m"));
    }
    let out = pretty(&diags, &map, false);
    assert_eq!(out.matches("error[").count(), 50);
    assert!(out.ends_with("… and 7 more errors not shown\n"));
    let mut all = Diagnostics::default();
    for _ in 0..55 {
        all.push(Diagnostic::new(Code::SuspiciousBlank, Span::new(id, 0, 1), "m"));
    }
    all.push(Diagnostic::new(Code::YamlSyntax, Span::new(id, 1, 1), "the one that counts"));
    let out = pretty(&all, &map, false);
    assert_eq!((out.matches("warning[").count(), out.matches("the one that counts").count()), (49, 1));
    assert!(out.ends_with("… and 6 more warnings not shown\n"), "{out}");
    assert!(out.find("the one that counts") > out.rfind("warning["), "in file order: {out}");
    // Machines get everything.
    for lines in [short(&diags, &map), json(&diags, &map), github(&diags, &map)] {
        assert_eq!(lines.lines().count(), 57);
    }
    assert_eq!(sarif(&[(&diags, &map)]).matches("\"ruleId\"").count(), 57);
}

#[test]
fn short_and_json_lines() {
    let (map, id) = file("名: \"x\"\n");
    let mut diags = one(Diagnostic::without_place(Code::Unreadable, "no such file"));
    diags.push(
        Diagnostic::new(Code::DuplicateKey, Span::new(id, 5, 8), "say \"x\"\ntwice")
            .and(Span::new(id, 0, 3), "first")
            .help("one")
            .help("two")
            .fix(Span::new(id, 5, 8), "'y'", Applicability::Safe),
    );
    assert_eq!(
        short(&diags, &map),
        "error[SW0101]: no such file\napi.yaml:1:4: error[SW0105]: say \"x\" twice (help: one; two)\n"
    );
    let lines = json(&diags, &map);
    let lines: Vec<&str> = lines.lines().collect();
    assert_eq!(lines.len(), 2);
    assert!(lines[0].contains("\"file\":null"));
    for part in [
        "\"code\":\"SW0105\",\"severity\":\"error\",\"message\":\"say \\\"x\\\"\\ntwice\"",
        "\"file\":\"api.yaml\",\"line\":1,\"column\":4,\"end_line\":1,\"end_column\":7,\"byte_start\":5,\"byte_end\":8",
        "\"labels\":[{\"file\":\"api.yaml\",\"line\":1,\"column\":1,",
        "\"text\":\"first\"}],\"notes\":[],\"help\":[\"one\",\"two\"]",
        "\"replacement\":\"'y'\",\"applicability\":\"safe\"}]}",
    ] {
        assert!(lines[1].contains(part), "{part} in {}", lines[1]);
    }
}

#[test]
fn github_commands() {
    let mut map = SourceMap::default();
    let id = map.add("a,b:c%.yaml", "\u{feff}名: \"x\"\r\nk:\r\n  - 1\r\n");
    let mut diags = one(Diagnostic::without_place(Code::Unreadable, "100% gone\r\n::error::no"));
    diags.push(
        Diagnostic::new(Code::DuplicateKey, find(&map, id, "\"x\""), "twice: `a`, `b`").help("remove one"),
    );
    diags.push(
        Diagnostic::new(Code::SuspiciousBlank, find(&map, id, "k:\r\n  - 1"), "m").note("why").help("a\nb"),
    );
    let title = "the file cannot be read";
    let wanted = [
        format!("::error title=SW0101%3A {title}::100%25 gone<U+000D>%0A::error::no"),
        String::from(
            "::error file=a%2Cb%3Ac%25.yaml,line=1,endLine=1,col=4,endColumn=7,title=SW0105%3A a duplicate \
             key::a,b:c%25.yaml:1:4: twice: `a`, `b`%0Ahelp: remove one",
        ),
        String::from(
            "::warning file=a%2Cb%3Ac%25.yaml,line=2,endLine=3,title=SW0211%3A a name with leading or \
             trailing spaces::a,b:c%25.yaml:2:1: m%0Anote: why%0Ahelp: a%0Ab",
        ),
    ];
    assert_eq!(github(&diags, &map).lines().collect::<Vec<_>>(), wanted);
    let plain = github_plain(&TerminalText::lines("+ ::warning::x"));
    let lines: Vec<&str> = plain.lines().collect();
    assert_eq!(lines[1], "+ ::warning::x");
    assert_eq!(
        lines[0].strip_prefix("::stop-commands::"),
        lines[2].strip_prefix("::").unwrap().strip_suffix("::")
    );
}

/// Renders one finding in every way; none may be silent.
fn all_speak(diags: &Diagnostics, map: &SourceMap) {
    let machines = [short(diags, map), json(diags, map), github(diags, map)];
    let log = sarif(&[(diags, map)]);
    for text in machines.iter().chain([&pretty(diags, map, false), &pretty(diags, map, true), &log]) {
        assert!(text.contains("SW01"), "{text}");
    }
    for text in machines {
        assert_eq!(text.lines().count(), 1, "{text}");
    }
    assert_eq!(log.matches("\"ruleId\":\"SW0103\"").count(), 1, "{log}");
}

proptest! {
    #[test]
    fn any_finding_is_rendered(
        text in any::<String>(),
        spans in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..5),
        message in any::<String>(),
    ) {
        let (map, id) = file(&text);
        let at = |index: prop::sample::Index| {
            let at = index.index(text.len() + 1);
            (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
        };
        let spans: Vec<Span> = spans
            .into_iter()
            .map(|(a, b)| (at(a), at(b)))
            .map(|(a, b)| Span::new(id, a.min(b), a.max(b)))
            .collect();
        let mut item = Diagnostic::new(Code::YamlSyntax, spans[0], message.clone()).help(message.clone());
        for span in &spans {
            item = item.and(*span, message.clone());
        }
        for span in &spans {
            item = item.fix(*span, message.clone(), Applicability::Guess);
        }
        let diags = one(item);
        all_speak(&diags, &map);
    }

    #[test]
    fn spans_of_nowhere_are_rendered(start in any::<u32>(), end in any::<u32>(), text in "[ab签\r\n\t\u{202e}]{0,30}") {
        let (map, id) = file(&text);
        let span = Span { file: id, start: start % 40, end: end % 40 };
        let diags = one(Diagnostic::new(Code::YamlSyntax, span, "m").fix(span, "x", Applicability::Guess));
        all_speak(&diags, &map);
    }
}
