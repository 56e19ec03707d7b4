//! `stubwright init`: new files, files that stay, refusals.

use std::fs;
use std::path::{Path, PathBuf};

use crate::{BROKEN, SPEC, put, run};

fn all(dir: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(dir.join(&folder)).unwrap().map(|entry| entry.unwrap()) {
            let path = folder.join(entry.file_name());
            if entry.path().is_dir() { folders.push(path) } else { found.push(path.display().to_string()) }
        }
    }
    found.sort();
    found
}

fn read(root: &Path, path: &str) -> String {
    fs::read_to_string(root.join(path)).unwrap()
}

const INIT: [&str; 5] = ["init", "--crate", "acme-pay", "--from", "demo.yaml"];

fn with(more: &[&'static str]) -> Vec<&'static str> {
    INIT.iter().chain(more).copied().collect()
}

const FILES: &[&str] = &[
    ".gitattributes",
    ".github/workflows/ci.yml",
    ".gitignore",
    "CHANGELOG.md",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "spec/acme-pay.yaml",
    "src/api/.stubwright",
    "src/api/blocking.rs",
    "src/api/client.rs",
    "src/api/errors.rs",
    "src/api/mod.rs",
    "src/api/types.rs",
    "src/lib.rs",
    "stubwright.toml",
];

#[test]
fn a_crate_is_made_and_keeps_what_people_write() {
    let root = tempfile::tempdir().unwrap();
    let root = root.path();
    put(root, "demo.yaml", SPEC);
    let (code, out, err) = run(root, &INIT);
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    assert!(err.contains("     Created acme-pay (11 files and 5 of generated code)"), "{err}");
    assert!(
        err.contains("      Copied demo.yaml to acme-pay/spec/acme-pay.yaml, in its canonical form\n"),
        "{err}"
    );
    let made: Vec<String> =
        all(&root.join("acme-pay")).into_iter().filter(|path| path != "spec/stubwright.lock").collect();
    assert_eq!(made, FILES);
    let dir = root.join("acme-pay");
    for args in [["generate", "--locked", "--check"].as_slice(), &["fmt", "--check"], &["check"]] {
        let (code, out, err) = run(&dir, args);
        assert_eq!((code, out.as_str()), (0, ""), "{args:?}: {err}");
    }

    // A file that somebody has changed stays, a missing file comes back, and the client follows the spec of the crate.
    put(&dir, "README.md", "# Mine\n");
    put(&dir, "src/lib.rs", "pub mod api;\n");
    put(&dir, "spec/acme-pay.yaml", &SPEC.replace("name?: string", "nickname?: string"));
    fs::remove_dir_all(dir.join(".github")).unwrap();
    let (code, out, err) = run(root, &with(&["--diff"]));
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("+++ b/acme-pay/.github/workflows/ci.yml\n") && out.contains("nickname"), "{out}");
    assert!(!dir.join(".github").exists() && !read(&dir, "src/api/types.rs").contains("nickname"));
    let (code, _, err) = run(root, &INIT);
    assert_eq!(code, 0, "{err}");
    assert!(
        err.contains("        Kept ") && err.contains("README.md") && err.contains("src/lib.rs"),
        "{err}"
    );
    assert_eq!(
        (read(&dir, "README.md"), read(&dir, "src/lib.rs")),
        ("# Mine\n".into(), "pub mod api;\n".into())
    );
    assert!(read(&dir, "spec/acme-pay.yaml").contains("nickname") && dir.join(".github").exists());
    assert!(read(&dir, "src/api/types.rs").contains("nickname"));
    let before = all(&dir);
    let (code, _, err) = run(root, &with(&["--build-rs"]));
    assert!(code == 2 && err.contains("error[SW0825]: `acme-pay` has a client that is committed"), "{err}");
    let (code, _, err) = run(root, &INIT);
    assert!(code == 0 && err.contains("Fresh acme-pay (it lacks nothing)"), "{err}");
    assert!(err.contains("`demo.yaml` was not read"), "{err}");
    assert_eq!(all(&dir), before);
}

#[test]
fn looking_writes_nothing() {
    let root = tempfile::tempdir().unwrap();
    put(root.path(), "demo.yaml", SPEC);
    for option in ["--diff", "--dry-run"] {
        let (code, out, err) = run(root.path(), &with(&[option]));
        assert_eq!(code, 0, "{err}");
        assert!(out.contains("--- /dev/null\n+++ b/acme-pay/Cargo.toml\n"), "{out}");
        assert!(out.contains("+++ b/acme-pay/src/api/client.rs\n"), "{out}");
        assert!(err.contains("Would create acme-pay ("), "{err}");
    }
    assert_eq!(all(root.path()), ["demo.yaml"]);
    let (_, out, _) = run(root.path(), &with(&["--dry-run", "--format", "json"]));
    assert!(out.lines().all(|line| line.starts_with("{\"change\":\"create\",\"path\":\"acme-pay/")), "{out}");
}

#[test]
fn the_client_can_be_made_by_a_build_script() {
    let root = tempfile::tempdir().unwrap();
    put(root.path(), "demo.yaml", SPEC);
    let (code, _, err) = run(root.path(), &with(&["--build-rs", "there"]));
    assert_eq!(code, 0, "{err}");
    let dir = root.path().join("there");
    assert!(!dir.join("src/api").exists());
    assert!(read(&dir, "build.rs").contains("Build::new(\"spec/acme-pay.yaml\").run();"));
    assert!(read(&dir, "src/lib.rs").contains("stubwright_runtime::include_api!(\"acme-pay\");"));
    assert!(read(&dir, "Cargo.toml").contains("[build-dependencies]\nstubwright-codegen = "));
    let (code, _, err) = run(&dir, &["generate", "--locked"]);
    assert_eq!(code, 0, "{err}");
    // It is known again without the option.
    let (code, _, err) = run(root.path(), &with(&["there"]));
    assert!(code == 0 && !dir.join("src/api").exists(), "{err}");
    assert!(err.contains("Fresh there (it lacks nothing)"), "{err}");
}

/// Texts of a spec are texts of the crate: no doctest, no TOML, no command of a workflow.
#[test]
fn a_spec_cannot_say_what_the_crate_does() {
    let root = tempfile::tempdir().unwrap();
    let hostile = "@crate@ \\\"]\\n[dependencies]\\nx = \\\"1\\\"\\n```\\nstd::process::exit(1)\\n```\\n${{ github.token }}";
    let spec = SPEC.replace("title: Demo", &format!("title: \"{hostile}\"\ndoc: \"{hostile}\""));
    put(root.path(), "demo.yaml", &spec);
    let (code, _, err) = run(root.path(), &INIT);
    assert_eq!(code, 0, "{err}");
    let dir = root.path().join("acme-pay");
    let manifest: toml_edit::DocumentMut = read(&dir, "Cargo.toml").parse().unwrap();
    let dependencies: Vec<_> =
        manifest["dependencies"].as_table().unwrap().iter().map(|(name, _)| name).collect();
    assert_eq!(dependencies, ["stubwright-runtime"]);
    assert!(
        manifest["package"]["description"]
            .as_str()
            .unwrap()
            .starts_with("Client of @crate@ \"] [dependencies]")
    );
    let readme = read(&dir, "README.md");
    assert!(readme.contains("```text\nstd::process::exit(1)\n```\n"), "{readme}");
    assert!(!read(&dir, ".github/workflows/ci.yml").contains("github.token"));
}

#[test]
fn files_that_a_spec_includes_come_along() {
    let root = tempfile::tempdir().unwrap();
    let spec = "stubwright: 1\napi: demo\ninclude: [parts/rows.yaml, acme-pay.yaml]\nendpoints:\n  show: {get: /show, response: Shown, example: {response_file: sample.json}}\ntypes: {Shown: {id: i64}}\n";
    put(root.path(), "in/demo.yaml", spec);
    put(root.path(), "in/parts/rows.yaml", "errors: {e1: {name: Closed}}\n");
    put(root.path(), "in/acme-pay.yaml", "errors: {e2: {name: Open}}\n");
    put(root.path(), "in/sample.json", "{\"id\": 1}\n");
    let (code, _, err) = run(root.path(), &["init", "--crate", "acme-pay", "--from", "in/demo.yaml"]);
    assert_eq!(code, 0, "{err}");
    let dir = root.path().join("acme-pay");
    // The file that is included keeps its name, so the spec gets another one.
    let found: Vec<String> =
        all(&dir.join("spec")).into_iter().filter(|path| !path.ends_with(".lock")).collect();
    assert_eq!(found, ["acme-pay-2.yaml", "acme-pay.yaml", "parts/rows.yaml", "sample.json"]);
    assert!(read(&dir, "stubwright.toml").contains("spec = \"spec/acme-pay-2.yaml\""));
    fs::remove_file(dir.join("spec/acme-pay-2.yaml")).unwrap();
    let (code, _, err) = run(root.path(), &["init", "--crate", "acme-pay", "--from", "in/demo.yaml"]);
    assert!(code == 0 && err.contains("Updated acme-pay (1 file and 0 of generated code)"), "{err}");
    let (code, _, err) = run(&dir, &["generate", "--locked", "--check"]);
    assert_eq!(code, 0, "{err}");
}

/// A spec without endpoints has no call to show.
#[test]
fn a_library_of_types_is_a_crate_too() {
    let root = tempfile::tempdir().unwrap();
    put(root.path(), "types.yaml", "stubwright: 1\napi: plain\ntypes: {A: {id: i64}}\n");
    let (code, _, err) = run(root.path(), &["init", "--crate", "plain-api", "--from", "types.yaml"]);
    assert_eq!(code, 0, "{err}");
    let readme = read(&root.path().join("plain-api"), "README.md");
    assert!(readme.contains("use plain_api::Client;\n\nfn main()") && !readme.contains('@'), "{readme}");
}

#[test]
fn a_page_becomes_a_spec() {
    let root = tempfile::tempdir().unwrap();
    put(root.path(), "page.md", crate::draft::PAGE);
    let (code, _, err) = run(root.path(), &["init", "--crate", "shop", "--from", "page.md"]);
    assert_eq!(code, 0, "{err}");
    let dir = root.path().join("shop");
    assert!(read(&dir, "spec/shop.yaml").contains("# Drafted from page.md."));
    assert!(err.contains("     Drafted shop/spec/shop.yaml from page.md\n"), "{err}");
    assert!(read(&dir, "README.md").contains("client.cancel_order(&request)"), "{}", read(&dir, "README.md"));
    // The heading of the page is that of its endpoint.
    let description = "description = \"Client of shop, generated by Stubwright\"";
    assert!(read(&dir, "Cargo.toml").contains(description), "{}", read(&dir, "Cargo.toml"));
}

/// The comment by which editors find the schema stays where it leads somewhere.
#[test]
fn a_schema_that_does_not_come_along_is_not_named() {
    let root = tempfile::tempdir().unwrap();
    let file = "# yaml-language-server: $schema=../format.schema.json\n\n";
    put(root.path(), "demo.yaml", &format!("{file}# Mine.\n{SPEC}include: [rows.yaml]\n"));
    put(root.path(), "rows.yaml", &format!("{file}errors: {{e1: {{name: Closed}}}}\n"));
    let (code, _, err) = run(root.path(), &INIT);
    assert!(
        code == 0 && err.contains("without the comment `$schema`, whose file is not in the crate"),
        "{err}"
    );
    let dir = root.path().join("acme-pay");
    assert!(read(&dir, "spec/acme-pay.yaml").starts_with("# Mine.\nstubwright: 1\n"));
    assert!(read(&dir, "spec/rows.yaml").starts_with("errors:"));
    let (code, _, err) = run(&dir, &["fmt", "--check"]);
    assert_eq!(code, 0, "{err}");

    let url = "# yaml-language-server: $schema=https://example.com/format.schema.json\n";
    put(root.path(), "demo.yaml", &format!("{url}{SPEC}"));
    let (code, _, err) = run(root.path(), &with(&["other"]));
    assert!(code == 0 && !err.contains("$schema"), "{err}");
    assert!(read(&root.path().join("other"), "spec/acme-pay.yaml").starts_with(url));
}

/// Arguments, and the message. Nothing is written then.
const REFUSED: &[(&[&str], &str)] = &[
    (
        &["init", "--crate", "Acme Pay", "--from", "demo.yaml"],
        "error[SW0826]: `Acme Pay` is not the name of a crate",
    ),
    (&["init", "--crate", "Acme Pay", "--from", "demo.yaml"], "did you mean `--crate acme-pay`?"),
    (&["init", "--crate", "types", "--from", "demo.yaml"], "a module of the client has this name"),
    (&["init", "--crate", "Acme", "--from", "demo.yaml"], "rustc expects a name without capital letters"),
    (&["init", "--crate", "demo", "--from", "demoo.yaml"], "did you mean `demo.yaml`?"),
    (
        &["init", "--crate", "demo", "--from", "broken.yaml"],
        "nothing was written: a crate begins with a spec",
    ),
    (&["init", "--crate", "demo", "--from", "demo.yaml", "full"], "error[SW0825]: `full` is not empty"),
    (
        &["init", "--crate", "demo", "--from", "demo.yaml", "demo.yaml"],
        "error[SW0825]: `demo.yaml` is not a directory",
    ),
    (
        &["init", "--crate", "demo", "--from", "demo.yaml", "other"],
        "error[SW0825]: `other` has the crate `somebody`",
    ),
    (&["init", "--crate", "demo", "--from", "sample.yaml"], "error[SW0102]: byte 0xC4"),
];

#[test]
fn what_is_not_such_a_crate_is_left_alone() {
    let root = tempfile::tempdir().unwrap();
    let root = root.path();
    put(root, "demo.yaml", SPEC);
    put(root, "broken.yaml", BROKEN);
    put(root, "full/notes.txt", "mine\n");
    put(root, "other/stubwright.toml", crate::CONFIG);
    put(root, "other/Cargo.toml", "[package]\nname = \"somebody\"\n");
    let sample = SPEC.replace("response: Pet\n", "response: Pet\n    example: {response_file: bytes.json}\n");
    put(root, "sample.yaml", &sample);
    let mut file =
        fs::OpenOptions::new().write(true).create(true).truncate(true).open(root.join("bytes.json")).unwrap();
    std::io::Write::write_all(&mut file, b"{\"id\": 1, \"name\": \"\xC4\xE3\xBA\xC3\"}").unwrap();
    let before = all(root);
    for (args, said) in REFUSED {
        let (code, out, err) = run(root, args);
        assert_eq!((code, out.as_str()), (2, ""), "{args:?}: {err}");
        assert!(err.contains(said), "{args:?} says {err}");
        assert_eq!(all(root), before, "{args:?}");
    }
}
