//! Whatever a page holds, drafting ends: pages of any bytes, and the pages of the cases cut, doubled and mixed.

use std::path::Path;
use std::time::{Duration, SystemTime};

use proptest::prelude::{Strategy, any, prop, prop_assert, proptest};

use super::{Input, draft};
use stubwright_spec::diag::{Code, render};

const NAMES: [&str; 3] = ["a.md", "a.html", "a.txt"];

/// Parts of pages, so that bytes alone do not have to hit on them.
const PARTS: [&str; 40] = [
    "{",
    "}",
    "[",
    "]",
    "\"",
    "'",
    ":",
    ",",
    "\n",
    "\n\n",
    "\t",
    "|",
    "| a | b |\n|---|---|\n",
    "```\n",
    "```json\n",
    "# ",
    "- ",
    "curl ",
    "-H 'A: ",
    "-d '{\"a\": 1}'",
    " \\\n",
    "POST /a/{b} HTTP/1.1\n",
    "GET https://h.example/v1/",
    "<table>",
    "<tr><td rowspan=3>",
    "</table>",
    "<br>",
    "<pre>",
    "&nbsp;",
    "code\tmessage\n",
    "E100",
    "错误码",
    "请求参数：",
    "返回示例",
    "…",
    "\u{200b}",
    "\u{a0}",
    "...",
    "// ",
    "，不能超过12个月",
];

/// Drafts from the same bytes under every name.
fn drafts(bytes: &[u8]) -> bool {
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_740_787_200);
    NAMES.iter().all(|name| {
        let drafted = draft(&[Input { name, bytes }], now);
        let _ = render::short(&drafted.diagnostics, &drafted.sources);
        !drafted.diagnostics.has(Code::Bug)
    })
}

fn pages() -> Vec<Vec<u8>> {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/draft");
    let mut files: Vec<_> = std::fs::read_dir(cases).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let inside = files.iter().filter(|file| file.is_dir()).flat_map(|dir| std::fs::read_dir(dir).unwrap());
    let pages = inside.map(|entry| entry.unwrap().path());
    let is_page = |path: &std::path::PathBuf| path.file_stem().is_some_and(|stem| stem == "page");
    pages.filter(is_page).map(|path| std::fs::read(path).unwrap()).collect()
}

/// Cuts, doubles and replaces ranges of a page.
fn changed(page: &[u8], edits: &[(u8, prop::sample::Index, usize, &str)]) -> Vec<u8> {
    let mut page = page.to_vec();
    for (what, at, length, part) in edits {
        let start = at.index(page.len() + 1);
        let end = (start + length).min(page.len());
        let range = page[start..end].to_vec();
        match what % 4 {
            0 => drop(page.drain(start..end)),
            1 => drop(page.splice(end..end, range)),
            2 => drop(page.splice(start..end, part.bytes())),
            _ => page.truncate(start),
        }
    }
    page
}

fn part() -> impl Strategy<Value = &'static str> {
    prop::sample::select(&PARTS[..])
}

proptest! {
    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(drafts(&bytes));
    }

    #[test]
    fn any_parts(parts in prop::collection::vec(part(), 0..40)) {
        prop_assert!(drafts(parts.concat().as_bytes()));
    }

    #[test]
    fn changed_pages(
        page in prop::sample::select(pages()),
        edits in prop::collection::vec((any::<u8>(), any::<prop::sample::Index>(), 0..200usize, part()), 1..6),
    ) {
        prop_assert!(drafts(&changed(&page, &edits)));
    }
}
