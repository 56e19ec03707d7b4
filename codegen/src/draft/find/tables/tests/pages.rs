//! The pages of `tests/cases/draft`.

use std::path::Path;

use super::{fields, findings, markdown, rows, text, values};

fn page(case: &str) -> String {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases/draft").join(case);
    let read = |name: &str| std::fs::read_to_string(directory.join(name)).ok();
    let page = read("page.md")
        .map(|page| markdown(&page))
        .or_else(|| read("page.txt").map(|page| text(&page)))
        .unwrap();
    [rows(&page), fields(&page), values(&page), findings(&page)]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("\n--\n")
}

#[test]
fn show() {
    for case in std::env::var("CASES").unwrap_or_default().split(',').filter(|case| !case.is_empty()) {
        println!("=== {case}\n{}", page(case));
    }
}
