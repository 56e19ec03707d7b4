//! `import` and `export`: a converted spec generates the same client.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;
use stubwright_codegen::write::beside;
use stubwright_codegen::{GeneratedFile, import::import};
use stubwright_spec::diag::render;
use stubwright_spec::export::{export, yaml};
use stubwright_spec::stack;

use crate::cases::{self, Case};

/// Names a directory of OpenAPI documents that are imported as well.
const DOCUMENTS: &str = "STUBWRIGHT_DOCUMENTS";

/// The files without the line that names the spec.
fn files(case: &Case, name: &str, bytes: &[u8]) -> Vec<GeneratedFile> {
    let outcome = case.run_as(name, bytes);
    let said = render::short(&outcome.diagnostics, &outcome.sources);
    assert!(!outcome.files.is_empty(), "{}: {said}", case.path.display());
    let mut files = outcome.files;
    for file in &mut files {
        file.text = file.text.split_once('\n').map_or("", |(_, rest)| rest).to_owned();
    }
    files
}

/// The first difference of two clients, which is easier to read than both.
fn assert_same(case: &Case, what: &str, wanted: &[GeneratedFile], found: &[GeneratedFile]) {
    let paths =
        |files: &[GeneratedFile]| -> Vec<String> { files.iter().map(|file| file.path.clone()).collect() };
    assert_eq!(paths(wanted), paths(found), "{}, {what}", case.name);
    for (wanted, found) in wanted.iter().zip(found) {
        let mut lines = wanted.text.lines().zip(found.text.lines());
        let first = lines.find(|(wanted, found)| wanted != found);
        assert!(wanted.text == found.text, "{}, {what}, {}: {first:?}", case.name, wanted.path);
    }
}

fn documents(folder: &Path) -> Vec<PathBuf> {
    let is_document = |path: &PathBuf| path.extension().is_some_and(|end| end == "yaml" || end == "json");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("a directory")
        .map(|entry| entry.expect("an entry").path())
        .filter(is_document)
        .collect();
    paths.sort();
    paths
}

fn imported(path: &Path) {
    let case = Case::at(path);
    let import = || import(&case.file, &case.bytes, &mut beside(&case.path));
    let (reading, spec) = stack::on_large_stack(import).expect("no panic");
    let said = render::short(&reading.diagnostics, &reading.sources);
    let spec = spec.unwrap_or_else(|| panic!("{}: {said}", path.display()));
    assert!(spec.starts_with("stubwright: 1\n"), "{spec}");
    assert_same(
        &case,
        "imported",
        &files(&case, &case.file, &case.bytes),
        &files(&case, "spec.yaml", spec.as_bytes()),
    );
}

#[test]
fn an_imported_document_has_the_same_client() {
    let paths = documents(&Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/openapi"));
    assert!(paths.len() >= 3, "{paths:?}");
    paths.iter().for_each(|path| imported(path));
}

#[test]
fn documents_of_vendors_are_imported() {
    let Some(folder) = std::env::var_os(DOCUMENTS) else {
        eprintln!("skipped: {DOCUMENTS} names no directory of OpenAPI documents");
        return;
    };
    documents(Path::new(&folder)).iter().for_each(|path| imported(path));
}

#[test]
fn names_that_gave_way_are_written() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/openapi/names.yaml");
    let bytes = std::fs::read(&path).expect("a file");
    let (_, spec) = import("names.yaml", &bytes, &mut beside(&path));
    let spec = spec.expect("a spec");
    for text in [
        "request_name: UpdatePageRequest",
        "request_name: CreatePageParams",
        "name: dry_run_x",
        "name: page_size_x",
    ] {
        assert!(spec.contains(text), "{text}: {spec}");
    }
}

fn all() -> impl Iterator<Item = Case> {
    cases::sound().into_iter().chain(cases::platforms())
}

#[test]
fn an_exported_spec_has_the_same_client() {
    for case in all() {
        let (_, document) = export(&case.file, &case.bytes, &mut beside(&case.path));
        let document = document.expect(&case.name);
        let wanted = files(&case, &case.file, &case.bytes);
        for (what, text) in [("spec.json", document.page()), ("spec.yaml", yaml(&document))] {
            assert_same(&case, what, &wanted, &files(&case, what, text.as_bytes()));
        }
        let (_, again) = export(&case.file, &case.bytes, &mut beside(&case.path));
        assert_eq!(again.as_ref(), Some(&document), "{}", case.name);
    }
}

#[test]
fn an_exported_spec_is_imported_again() {
    for case in all() {
        let (_, document) = export(&case.file, &case.bytes, &mut beside(&case.path));
        let text = document.expect(&case.name).page();
        let (reading, spec) = import("spec.json", text.as_bytes(), &mut stubwright_spec::alone);
        let said = render::short(&reading.diagnostics, &reading.sources);
        let spec = spec.unwrap_or_else(|| panic!("{}: {said}", case.name));
        assert_same(
            &case,
            "imported again",
            &files(&case, &case.file, &case.bytes),
            &files(&case, "spec.yaml", spec.as_bytes()),
        );
    }
}

/// Checks the rules of OpenAPI that need no schema, which is not at hand everywhere.
#[test]
fn an_exported_document_is_sound() {
    for case in all() {
        let (_, document) = export(&case.file, &case.bytes, &mut beside(&case.path));
        let root: Value = serde_json::from_str(&document.expect(&case.name).page()).expect("JSON");
        assert_eq!(root["openapi"], "3.1.0", "{}", case.name);
        assert!(root["info"]["title"].is_string() && root["info"]["version"].is_string(), "{}", case.name);
        references_resolve(&case, &root, &root);
        for schemas in root["components"].as_object().expect("components").values() {
            for key in schemas.as_object().expect("a map").keys() {
                let is_key = key.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b));
                assert!(is_key && !key.is_empty(), "{}: {key}", case.name);
            }
        }
        let mut ids = BTreeSet::new();
        for (path, item) in root["paths"].as_object().expect("paths") {
            assert!(path.starts_with('/'), "{}: {path}", case.name);
            for operation in item.as_object().expect("an item").values() {
                assert!(
                    ids.insert(operation["operationId"].as_str().expect("a name")),
                    "{}: {path}",
                    case.name
                );
                operation_is_sound(&case, &root, path, operation);
            }
        }
    }
}

/// Samples are values, in which `$ref` is a key like any other.
fn references_resolve(case: &Case, root: &Value, at: &Value) {
    match at {
        Value::Object(members) => {
            for (key, value) in members {
                if let ("$ref", Some(text)) = (key.as_str(), value.as_str()) {
                    let pointer = text.strip_prefix('#').expect("a reference into the document");
                    assert!(root.pointer(pointer).is_some(), "{}: {text}", case.name);
                }
                if !key.starts_with("x-")
                    && !matches!(key.as_str(), "example" | "examples" | "default" | "const")
                {
                    references_resolve(case, root, value);
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| references_resolve(case, root, item)),
        _ => {}
    }
}

fn operation_is_sound(case: &Case, root: &Value, path: &str, operation: &Value) {
    let place = format!("{}: {path}", case.name);
    let responses = operation["responses"].as_object().expect("responses");
    assert!(!responses.is_empty(), "{place}");
    for (status, response) in responses {
        let is_status = status == "default" || status.len() == 3;
        assert!(is_status && response["description"].is_string(), "{place}: {status}");
    }
    let mut seen = BTreeSet::new();
    let mut in_path = BTreeSet::new();
    for parameter in operation["parameters"].as_array().into_iter().flatten() {
        let parameter = match parameter["$ref"].as_str() {
            Some(text) => root.pointer(&text[1..]).expect("a parameter"),
            None => parameter,
        };
        let (name, at) =
            (parameter["name"].as_str().expect("a name"), parameter["in"].as_str().expect("a place"));
        assert!(seen.insert((name, at)), "{place}: {name} twice");
        assert!(parameter["schema"].is_object() != parameter["content"].is_object(), "{place}: {name}");
        if at == "path" {
            assert_eq!(parameter["required"], true, "{place}: {name}");
            in_path.insert(name.to_owned());
        }
    }
    let path = path.split('#').next().unwrap_or_default();
    let named: BTreeSet<String> =
        path.split('{').skip(1).filter_map(|part| part.split('}').next()).map(str::to_owned).collect();
    assert_eq!(named, in_path, "{place}");
    if operation["requestBody"].is_object() {
        assert!(operation["requestBody"]["content"].is_object(), "{place}");
    }
}

/// An edit of the document counts where nothing in the native format is around it.
#[test]
fn edits_of_a_document_are_read() {
    let spec = "stubwright: 1\napi: demo\nerrors: {E1: {name: Busy}}\nenvelope: {success: {code: 0}, code: code, message: msg, data: data}\n\
        endpoints: {ping: {get: /ping, response: Pong}}\ntypes:\n  Pong: {id: i64, name?: string}\n";
    let (_, document) = export("demo.yaml", spec.as_bytes(), &mut stubwright_spec::alone);
    let text = document.expect("a document").page();
    let edited = text.replace("\"name\": {\"type\": \"string\"}", "\"name\": {\"type\": \"boolean\"}");
    assert_ne!(edited, text, "{text}");
    let (_, spec) = import("demo.json", edited.as_bytes(), &mut stubwright_spec::alone);
    let spec = spec.expect("a spec");
    assert!(spec.contains("name?: bool") && spec.contains("E1: {name: Busy}"), "{spec}");
}
