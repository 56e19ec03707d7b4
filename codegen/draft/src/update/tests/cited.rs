//! Places of pages in comments of the spec, and what follows from them.

use super::{check, run, said};
use crate::sheet::{Endpoint, Noted, Sheet};
use crate::write::tests::{at, code, endpoint, guess, member, param, row, structure};
use stubwright_spec::ast::Method;

fn calls(endpoints: Vec<Noted<Endpoint>>) -> Sheet {
    Sheet { pages: vec![String::from("docs/page.txt")], endpoints, ..Sheet::default() }
}

const CITING: &str = "# Drafted from page.txt. What is marked `# ?` is a guess.
stubwright: 1
api: shop
errors:
  A1: {message: one} # page:3
  A2: # mine, page:4
    message: two
  A3:
    message: three
    retry: safe # ? by its words, page:5
  A4: {message: four} # other.md:6
  A5: {message: five, solution: at 12:30}
  A6:
    - {message: six, match: six} # page:7
    - {message: sept, match: sept} # page:7

endpoints:
  find: # page:1
    get: /find
    params:
      name: string # page:2
    response: Box # page:1

types:
  Box: # page:8
    id: i64 # ? by its name, page:9
    size: i64
";

#[test]
fn what_is_found_again_cites_its_line_of_today() {
    let old = CITING;
    let mut find = endpoint("find", Method::Get, "/find");
    find.params = vec![at(param("name", "string", ""), 12)];
    find.response = Some(Noted::plain(crate::write::tests::expr("Box")));
    let mut page = calls(vec![at(find, 11)]);
    let several = ["six", "sept"].map(|text| {
        let mut row = row("", text, "");
        row.matching = row.message.clone();
        at(row, if text == "six" { 17 } else { 27 })
    });
    page.errors = vec![
        code("A1", at(row("", "one", ""), 13)),
        code("A2", at(row("", "two", ""), 14)),
        code("A3", at(row("", "three", ""), 15)),
        code("A4", at(row("", "four", ""), 16)),
        code("A5", at(row("", "five", "at 12:30"), 16)),
        crate::sheet::Code { code: String::from("A6"), notes: Vec::new(), rows: several.to_vec() },
    ];
    page.types = vec![at(
        structure(
            "Box",
            vec![
                guess(member("id", "i64", ""), "by its name", Some(19)),
                Noted::plain(member("size", "i64", "")),
            ],
        ),
        18,
    )];
    let wanted = old
        .replace("one} # page:3", "one} # page:13")
        .replace("mine, page:4", "mine, page:14")
        .replace("words, page:5", "words, page:15")
        .replace("six} # page:7", "six} # page:17")
        .replace("sept} # page:7", "sept} # page:27")
        .replace("find: # page:1", "find: # page:11")
        .replace("string # page:2", "string # page:12")
        .replace("Box: # page:8", "Box: # page:18")
        .replace("name, page:9", "name, page:19");
    check(old, &page, &wanted, &[]);
}

#[test]
fn an_endpoint_is_missed_on_the_page_that_it_cites() {
    let head = |pages: &str| {
        format!(
            "# Drafted from {pages}. What is marked `# ?` is a guess.\nstubwright: 1\napi: shop\nendpoints:\n"
        )
    };
    let spec = |pages: &str, cites: &str| {
        let pages = if pages.is_empty() {
            String::from("stubwright: 1\napi: shop\nendpoints:\n")
        } else {
            head(pages)
        };
        format!("{pages}  keep: # page.txt:3\n    get: /keep\n  old:{cites}\n    get: /old\n")
    };
    let page = calls(vec![at(endpoint("keep", Method::Get, "/keep"), 3)]);
    let said = |old: &str, page: &Sheet| said(&run(old, page).changes);
    let gone = "Gone endpoint old: not on the page any more; mark it `deprecated: true`, or remove it";
    for (pages, cites, is_missed) in [
        ("page.txt", " # page:5", true),
        ("page.txt", "", true),
        ("page.txt", " # other.md:5", false),
        ("page.txt and other.md", " # page.txt:5", true),
        ("page.txt and other.md", " # other.md:5", false),
        ("page.txt and other.md", "", false),
        ("other.md", " # page:5", false),
        ("", " # page.txt:5", true),
        ("", "", false),
    ] {
        let wanted: &[&str] = if is_missed { &[gone] } else { &[] };
        assert_eq!(said(&spec(pages, cites), &page), wanted, "{pages}{cites}");
    }
    let deprecated = spec("page.txt", "").replace("    get: /old", "    get: /old\n    deprecated: true");
    assert_eq!(said(&deprecated, &page), [""; 0]);
    // A path that moved: the new one is added, and the old one is not on the page, whatever the spec cites.
    let moved = calls(vec![
        at(endpoint("keep", Method::Get, "/keep"), 3),
        at(endpoint("old", Method::Get, "/new"), 4),
    ]);
    assert_eq!(said(&spec("", ""), &moved), [gone, "Added endpoint old_2: GET /new"]);
    let mark = "# ! endpoint old: not on the page\n";
    assert_eq!(said(&format!("{}{mark}", spec("page.txt", "")), &page), [""; 0]);
}
