//! Features per tag: the lines that are missing in `Cargo.toml`, and a new crate that has them.

use std::fs;

use crate::{put, run};

const SPEC: &str = "stubwright: 1
api: demo
endpoints:
  place: {post: /orders, tag: orders}
  pay: {post: /payments, tag: payments}
";

const CONFIG: &str = "[[api]]\nspec = \"demo.yaml\"\nout = \"src/api\"\nfeatures = true\n";

/// The lines of the help after its first one.
fn lines(err: &str) -> String {
    let help = err.split_once("help: ").unwrap().1;
    let lines = help.lines().skip(1).take_while(|line| line.contains(['=', '[', '"', ']']));
    lines.map(|line| format!("{}\n", line.trim())).collect()
}

#[test]
fn what_cargo_toml_lacks_can_be_pasted() {
    let root = tempfile::tempdir().unwrap();
    let root = root.path();
    put(root, "demo.yaml", SPEC);
    put(root, "stubwright.toml", CONFIG);
    // A directory outside of a crate has no features to declare.
    let (code, _, err) = run(root, &["generate"]);
    assert_eq!(code, 0, "{err}");

    let package = "[package]\nname = \"demo\"\nversion = \"0.1.0\"\n";
    put(root, "Cargo.toml", package);
    for mode in [["generate"].as_slice(), &["generate", "--check"]] {
        let (code, _, err) = run(root, mode);
        assert_eq!(code, 1, "{err}");
        assert!(
            err.contains("error[SW0828]: `Cargo.toml` lacks 2 features that turn on operations"),
            "{err}"
        );
        put(root, "Cargo.toml", &format!("{package}\n{}", lines(&err)));
        let (code, _, err) = run(root, mode);
        assert_eq!(code, 0, "{err}");
        let expected = "[features]\ndefault = [\"full\"]\nfull = [\"orders\", \"payments\"]\norders = []\npayments = []\n";
        assert_eq!(fs::read_to_string(root.join("Cargo.toml")).unwrap(), format!("{package}\n{expected}"));
        put(root, "Cargo.toml", package);
    }
}

const DOCUMENT: &str = "openapi: 3.1.0
info: {title: Pets, version: \"1\"}
servers: [{url: \"https://pets.example\"}]
paths:
  /pets: {get: {operationId: listPets, tags: [pets], responses: {\"204\": {description: Done}}}}
  /shops: {get: {operationId: listShops, tags: [shops], responses: {\"204\": {description: Done}}}}
  /tests: {get: {operationId: listTests, tags: [testing], responses: {\"204\": {description: Done}}}}
";

#[test]
fn a_crate_around_a_large_document_has_features() {
    let root = tempfile::tempdir().unwrap();
    let root = root.path();
    put(root, "pets.yaml", DOCUMENT);
    let init = ["init", "--crate", "pets-client", "--from", "pets.yaml"];
    let (code, _, err) = run(root, &init);
    assert_eq!(code, 0, "{err}");
    let dir = root.join("pets-client");
    let read = |path: &str| fs::read_to_string(dir.join(path)).unwrap();
    let manifest = read("Cargo.toml");
    assert!(manifest.contains("default = [\"gzip\", \"hyper\", \"rustls\", \"full\"]\n"), "{manifest}");
    let tags = "# All operations.\nfull = [\"pets\", \"shops\", \"testing_calls\"]\n# The operations of each tag.\npets = []\nshops = []\ntesting_calls = []\n";
    assert!(manifest.contains(tags), "{manifest}");
    assert!(read("stubwright.toml").ends_with("\nfeatures = true\n"), "{}", read("stubwright.toml"));
    assert!(read("README.md").contains("`pets`, `shops`, `testing_calls`."), "{}", read("README.md"));
    assert!(read("src/lib.rs").contains("any(not(doctest), feature = \"pets\")"), "{}", read("src/lib.rs"));
    let (code, _, err) = run(&dir, &["generate", "--locked", "--check"]);
    assert_eq!(code, 0, "{err}");

    // Build scripts have no features, and neither has a document of two groups.
    let (code, _, err) = run(root, &["init", "--crate", "pets-script", "--from", "pets.yaml", "--build-rs"]);
    assert_eq!(code, 0, "{err}");
    put(root, "few.yaml", &DOCUMENT.replace("/tests", "/shops/tests").replace("testing", "shops"));
    let (code, _, err) = run(root, &["init", "--crate", "few-client", "--from", "few.yaml"]);
    assert_eq!(code, 0, "{err}");
    for name in ["pets-script", "few-client"] {
        let text = fs::read_to_string(root.join(name).join("stubwright.toml")).unwrap();
        assert!(!text.contains("features"), "{text}");
    }
}
