//! `stubwright draft`: output, refusals, messages.

use std::fs;

use crate::{put, run};

pub(crate) const PAGE: &str = "\
# Cancel an order

```bash
curl -X POST https://api.shop.example/v1/orders/cancel -H 'Content-Type: application/json' -d '{\"orderId\": 7}'
```

Response

```json
{\"success\": true, \"code\": \"0\", \"message\": \"\", \"data\": {\"orderId\": 7, \"cancelledAt\": \"2025-03-01T08:00:00Z\"}}
```

| Error code | Message |
|---|---|
| ORDER_NOT_FOUND | There is no such order |
| ORDER_SHIPPED | The order was shipped already |
";

fn folder(page: &str) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    put(root.path(), "page.md", page);
    root
}

#[test]
fn a_draft_generates_at_once() {
    let root = folder(PAGE);
    let (status, out, said) = run(root.path(), &["draft", "page.md", "-o", "spec/shop.yaml"]);
    assert_eq!((status, out.as_str()), (0, ""), "{said}");
    assert!(said.contains("Drafted spec/shop.yaml (1 endpoint, "), "{said}");
    let spec = fs::read_to_string(root.path().join("spec/shop.yaml")).unwrap();
    assert!(spec.contains("ORDER_NOT_FOUND") && spec.contains("# ?"), "{spec}");
    let (status, _, said) = run(root.path(), &["generate", "spec/shop.yaml", "--out", "src/api"]);
    assert_eq!(status, 0, "{said}");
}

#[test]
fn without_a_file_the_spec_is_printed() {
    let root = folder(PAGE);
    let (status, out, said) = run(root.path(), &["draft", "page.md"]);
    assert_eq!(status, 0, "{said}");
    assert!(out.starts_with("# Drafted from page.md."), "{out}");
    let (status, out, said) = run(root.path(), &["draft", "page.md", "--format", "json"]);
    assert_eq!((status, out.as_str()), (2, ""), "{said}");
    assert!(said.contains("--out spec/example.yaml"), "{said}");
}

#[test]
fn a_spec_that_exists_is_not_replaced() {
    let root = folder(PAGE);
    put(root.path(), "spec/shop.yaml", "stubwright: 1\n");
    let (status, _, said) = run(root.path(), &["draft", "page.md", "-o", "spec/shop.yaml"]);
    assert_eq!(status, 2);
    assert!(said.contains("SW0812") && said.contains("--into spec/shop.yaml"), "{said}");
    assert_eq!(fs::read_to_string(root.path().join("spec/shop.yaml")).unwrap(), "stubwright: 1\n");
}

#[test]
fn a_page_with_nothing_says_what_was_looked_for() {
    let root = folder("# About us\n\nWe make doors.\n");
    let (status, out, said) = run(root.path(), &["draft", "page.md", "-o", "spec/doors.yaml"]);
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(said.contains("SW1001") && said.contains("error table"), "{said}");
    assert!(!root.path().join("spec").exists());
    let (status, _, said) = run(root.path(), &["draft", "pag.md"]);
    assert_eq!(status, 2);
    assert!(said.contains("did you mean `page.md`?"), "{said}");
}

#[test]
fn times_of_another_day_can_be_held_against() {
    let root = folder(PAGE);
    let (status, _, said) = run(root.path(), &["draft", "page.md", "--now", "yesterday"]);
    assert_eq!(status, 2);
    assert!(said.contains("2025-03-01T08:00:00Z"), "{said}");
    assert_eq!(run(root.path(), &["draft", "page.md", "--now", "2025-03-01"]).0, 0);
}

#[test]
fn a_spec_is_brought_up_to_its_page_and_what_was_written_by_hand_stays() {
    let root = folder(PAGE);
    assert_eq!(run(root.path(), &["draft", "page.md", "-o", "shop.yaml"]).0, 0);
    let drafted = fs::read_to_string(root.path().join("shop.yaml")).unwrap();
    let (status, out, said) = run(root.path(), &["draft", "page.md", "--into", "shop.yaml"]);
    assert_eq!((status, out.as_str()), (0, ""), "{said}");
    assert!(said.contains("nothing to do"), "{said}");
    // The page gets a row and loses one; a person has named another one.
    let by_hand = drafted.replace("name: OrderNotFound", "name: NoSuchOrder");
    assert_ne!(by_hand, drafted);
    put(root.path(), "shop.yaml", &by_hand);
    let page = PAGE.replace(
        "| ORDER_SHIPPED | The order was shipped already |",
        "| ORDER_LOCKED | The order is locked |",
    );
    put(root.path(), "page.md", &page);
    let (status, out, _) = run(root.path(), &["draft", "page.md", "--into", "shop.yaml", "--diff"]);
    assert_eq!(status, 0);
    assert!(out.contains("+  ORDER_LOCKED: "), "{out}");
    assert_eq!(fs::read_to_string(root.path().join("shop.yaml")).unwrap(), by_hand);
    let (status, _, said) = run(root.path(), &["draft", "page.md", "--into", "shop.yaml"]);
    assert_eq!(status, 0, "{said}");
    assert!(said.contains("Gone shop.yaml:") && said.contains("row ORDER_SHIPPED"), "{said}");
    let updated = fs::read_to_string(root.path().join("shop.yaml")).unwrap();
    for words in ["name: NoSuchOrder", "ORDER_SHIPPED: ", "ORDER_LOCKED: "] {
        assert!(updated.contains(words), "{updated}");
    }
}

#[test]
fn lines_that_a_spec_cites_are_no_difference() {
    let root = folder(PAGE);
    let root = root.path();
    assert_eq!(run(root, &["draft", "page.md", "-o", "shop.yaml"]).0, 0);
    put(root, "page.md", &format!("\n\n{PAGE}"));
    let (status, _, said) = run(root, &["draft", "page.md", "--into", "shop.yaml", "--check"]);
    assert_eq!(status, 0);
    assert!(said.contains("Would update shop.yaml (only lines that it cites)"), "{said}");
    assert_eq!(run(root, &["draft", "page.md", "--into", "shop.yaml"]).0, 0);
    assert_eq!(run(root, &["draft", "page.md", "-o", "again.yaml"]).0, 0);
    let read = |name: &str| fs::read_to_string(root.join(name)).unwrap();
    assert_eq!(read("shop.yaml"), read("again.yaml"));
}

#[test]
fn ci_fails_where_the_page_has_changed_and_nobody_has_settled_it() {
    let root = folder(PAGE);
    let root = root.path();
    assert_eq!(run(root, &["draft", "page.md", "-o", "shop.yaml"]).0, 0);
    let check =
        |format: &str| run(root, &["draft", "page.md", "--into", "shop.yaml", "--check", "--format", format]);
    let (status, out, said) = check("text");
    assert_eq!((status, out.as_str()), (0, ""), "{said}");
    // A row is new, another has other words.
    let new = "| ORDER_LOCKED | The order is locked |";
    put(root, "page.md", &PAGE.replace("is no such order |", &format!("was never such an order |\n{new}")));
    let before = fs::read_to_string(root.join("shop.yaml")).unwrap();
    let (status, out, said) = check("text");
    assert_eq!(status, 1, "{said}");
    assert!(out.contains("+  ORDER_LOCKED: "), "{out}");
    assert!(said.contains("error[SW0827]: row ORDER_LOCKED is on the page and not in the spec"), "{said}");
    assert_eq!(fs::read_to_string(root.join("shop.yaml")).unwrap(), before, "nothing is written");
    let (status, out, _) = check("github");
    assert_eq!(status, 1);
    assert!(out.contains("::error file=page.md,line=") && out.contains("SW0827"), "{out}");
    let (status, out, _) = check("json");
    assert_eq!(status, 1);
    assert!(out.contains("\"code\":\"SW0827\"") && out.contains("\"draft\":\"Changed\""), "{out}");

    // The marks in the help settle it, and neither a check nor an update says or does anything about it.
    let marks: Vec<&str> = said.split('`').filter(|part| part.starts_with("# ! ")).collect();
    assert_eq!(marks.len(), 2, "{said}");
    let settled = format!("{before}{}\n{}\n", marks[0], marks[1]);
    put(root, "shop.yaml", &settled);
    // The row above moved another one.
    assert_eq!(run(root, &["draft", "page.md", "--into", "shop.yaml"]).0, 0);
    let settled = settled.replace("already} # page:16", "already} # page:17");
    assert_eq!(fs::read_to_string(root.join("shop.yaml")).unwrap(), settled);
    let (status, out, said) = check("text");
    assert_eq!((status, out.as_str()), (0, ""), "{said}");
    assert!(said.contains("(2 settled)"), "{said}");

    // A comment that settles nothing is reported and not an error.
    put(root, "shop.yaml", &format!("{settled}# ! row ORDER_LOKED: The order is locked\n"));
    let (status, _, said) = check("short");
    assert_eq!(status, 0, "{said}");
    assert!(said.contains("warning[SW1018]: the comment settles nothing"), "{said}");
    put(root, "shop.yaml", &settled);

    // Until the page says something else.
    put(root, "page.md", &PAGE.replace("is no such order |", &format!("is nothing |\n{new}")));
    let (status, _, said) = check("text");
    assert_eq!(status, 1);
    assert!(said.contains("row ORDER_NOT_FOUND is different on the page: message: "), "{said}");
    assert!(!said.contains("row ORDER_LOCKED is on"), "{said}");
}
