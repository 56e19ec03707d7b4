//! `fmt`: changes, and text that stays as it is.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use crate::{BROKEN, CONFIG, command, project, put, run};

/// A spec that somebody wrote in a hurry.
const LOOSE: &str = "\
# The shop.

api:   shop
stubwright: 1   # the first version
include: [rows.yaml]
# Everything that can be called.
endpoints:
    list:   # all of them
        response: [Order]
        get: /orders


        # Newest first.
        doc: |
            All orders.

              newest first
    # The end of the endpoints.
types:
    Order: {id: i64, # of the order
            total?: decimal}
    State:
        enum: [open, 'closed']
";

const CANONICAL: &str = "\
# The shop.

stubwright: 1 # the first version
api: shop
include: [rows.yaml]

# Everything that can be called.
endpoints:
  list: # all of them
    get: /orders

    # Newest first.
    doc: |
      All orders.

        newest first
    response: [Order]
  # The end of the endpoints.

types:
  Order:
    id: i64 # of the order
    total?: decimal
  State:
    enum: [open, 'closed']
";

fn text(root: &Path, path: &str) -> String {
    fs::read_to_string(root.join(path)).expect("a file")
}

#[test]
fn every_file_of_the_configuration_is_formatted() {
    let root = project(LOOSE, Some(CONFIG));
    let root = root.path();
    put(root, "spec/rows.yaml", "errors: {e1:   {message: Closed, name: Closed}}\n");

    let (code, out, err) = run(root, &["fmt", "--check"]);
    assert_eq!(code, 1, "{err}");
    assert!(out.contains("+stubwright: 1 # the first version\n"), "{out}");
    assert!(err.contains("error[SW0824]: `spec/demo.yaml` is not in its canonical form"), "{err}");
    assert!(err.contains("run `stubwright fmt spec/rows.yaml`"), "{err}");
    let (code, out, _) = run(root, &["fmt", "--diff"]);
    assert_eq!(code, 0);
    assert!(out.contains("+errors: {e1: {name: Closed, message: Closed}}\n"), "{out}");
    assert_eq!(text(root, "spec/demo.yaml"), LOOSE);

    let (code, _, err) = run(root, &["fmt"]);
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("Formatted 2 files, 2 changed"), "{err}");
    assert_eq!(text(root, "spec/demo.yaml"), CANONICAL);
    let (code, out, err) = run(root, &["fmt", "--check"]);
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    assert_eq!(run(root, &["check"]).0, 0);
}

#[test]
fn what_cannot_be_read_is_left_alone() {
    let root = project(BROKEN, None);
    let root = root.path();
    put(root, "good.yaml", "api:  demo\nstubwright: 1\n");
    let (code, _, err) = run(root, &["fmt", "spec/demo.yaml", "good.yaml"]);
    assert_eq!(code, 2);
    assert!(err.contains("SW0103"), "{err}");
    assert!(err.contains("Formatted 1 file, 1 changed, 1 left as it was because of errors"), "{err}");
    assert_eq!(text(root, "spec/demo.yaml"), BROKEN);
    // The others are formatted all the same.
    assert_eq!(text(root, "good.yaml"), "stubwright: 1\napi: demo\n");
    let (code, _, err) = run(root, &["fmt", "good.yaml", "-"]);
    assert_eq!(code, 2);
    assert!(err.contains("standard input is formatted alone"), "{err}");
}

#[test]
fn comments_around_brackets_keep_their_order_and_their_place() {
    let loose = "\
stubwright: 1
api: shop
envelope:
  # inside
  {success: {ok: true}, code: code} # envelope
errors: {
  \"1\": # one
    # inner
    {name: One, # n
     check: [ {present: title} ] }, # done
  \"2\": {name: Two} # two
  } # errors
";
    let canonical = "\
stubwright: 1
api: shop

envelope:
  # inside
  success: {ok: true}
  code: code
  # envelope

errors:
  \"1\": # one
    # inner
    name: One # n
    check: [{present: title}]
    # done
  \"2\": {name: Two} # two
  # errors
";
    let root = project(loose, None);
    for changed in [1, 0] {
        let (code, _, err) = run(root.path(), &["fmt", "spec/demo.yaml"]);
        assert_eq!(code, 0, "{err}");
        assert!(err.contains(&format!("{changed} changed")), "{err}");
        assert_eq!(text(root.path(), "spec/demo.yaml"), canonical);
    }
}

#[test]
fn editors_use_standard_input() {
    let root = project(LOOSE, None);
    let format = |text: &str, args: &[&str]| {
        let mut child = command(root.path(), args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        child.stdin.take().expect("a pipe").write_all(text.as_bytes()).expect("it is read");
        let output = child.wait_with_output().expect("it ends");
        (output.status.code(), String::from_utf8(output.stdout).expect("text"))
    };
    assert_eq!(format(LOOSE, &["fmt", "-"]), (Some(0), CANONICAL.to_owned()));
    assert_eq!(format(CANONICAL, &["fmt", "--check", "-"]), (Some(0), String::new()));
    assert_eq!(format(LOOSE, &["fmt", "--check", "-"]).0, Some(1));
    assert_eq!(format(BROKEN, &["fmt", "-"]), (Some(2), String::new()));
    // Line ends are kept.
    let windows = LOOSE.replace('\n', "\r\n");
    assert_eq!(format(&windows, &["fmt", "-"]).1, CANONICAL.replace('\n', "\r\n"));
}
